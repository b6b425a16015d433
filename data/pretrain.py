"""Make the course's own small T5: its tokenizer, then its weights, from random numbers.

    python -m data.pretrain                           # everything; goes on where it stopped
    python -m data.pretrain --steps 200 --rounds 1    # a short trial

The recipe is FLAN-T5's in small. Span corruption (Raffel et al. 2020, arXiv 1910.10683) over the
*text* of every task, and instruction tuning (Chung et al. 2022, arXiv 2210.11416) in many wordings on
messenger summaries, ratings, entities and plain reading skills. It never sees a service dialogue's
summary, a test family, or a Java method next to its C# translation: those are what the course teaches.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import sentencepiece
import torch
from sentencepiece import sentencepiece_model_pb2
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, PreTrainedTokenizerBase

from data.generator import streams
from helpers.planning import t5_config
from helpers.tasks import SUMMARY_TEMPLATES, TASKS, escape_code

MODEL_FOLDER = Path(__file__).parent / "model"
WORK_FOLDER = Path(__file__).parents[1] / "runs" / "pretraining"
SEED = 20_26
VOCABULARY = 6_000  # at most, sentinels included
SUBWORDS = 1_500  # of these, pieces for words that are not in the vocabulary as a whole
LEAST_COUNT = 10  # of a whole word
SENTINELS = 100
# Printable ASCII but for what FLAN-T5's vocabulary lacks, and the signs of the code escape.
KEPT_CHARACTERS = "".join(c for c in map(chr, range(33, 127)) if c not in "{}<\\^~`") + "®«»–•°"
TOKENIZER_ROWS = 12_000  # per task
TOKENS_PER_BATCH = 3_000  # source + target, padding included
POOL = 2_048  # examples that are sorted by length together
SHORT_POOLS = 22  # pools of single sentences before the mixture, where copying is learned fast
ANONYMOUS = 0.25  # of the messenger chats lose the names of their speakers
LEARNING_RATE = 3e-3
# T5 draws its embeddings with a standard deviation of 1 and its query weights with 0.016: with one Adam rate for all,
# the first would hardly move and the second would jump.
EMBEDDING_RATE, QUERY_RATE = 5.0, 0.25  # times the learning rate
WARM_UP_STEPS = 200
MAX_SOURCE, MAX_TARGET = 512, 160

Example = tuple[str, str]  # source and target text


# --- the tokenizer -------------------------------------------------------------------------------

_WORD_PARTS = re.compile(r"#Person[12]#|[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|\s+|.")


def units(text: str) -> list[str]:
    """Cut a text where a piece must end: at camelCase humps, digits, punctuation. A speaker tag stays whole.

    >>> units("#Person1#: getName (7)")
    ['▁#Person1#', ':', '▁get', 'Name', '▁(', '7', ')']
    """
    parts = _WORD_PARTS.findall(" " + " ".join(text.split()))
    return [
        ("▁" if before.isspace() else "") + part
        for before, part in zip([" ", *parts], parts, strict=False)
        if not part.isspace()
    ]


def tokenizer_corpus() -> Iterator[str]:
    """Yield the texts that the vocabulary is learned from: everything but service summaries."""
    for task in streams.TASK_NAMES:
        spec = TASKS[task]
        for i in range(TOKENIZER_ROWS):
            row = streams.make_row(task, "tokenizer", i, SEED)
            yield spec.prompt(row, i)
            if task != "dialogue_summary":
                yield spec.target(row)


def train_tokenizer(folder: Path) -> None:
    """Make a SentencePiece unigram model and save it as a T5 tokenizer with 100 sentinels.

    SentencePiece finds the subword pieces; the commonest whole words join them with their frequency as
    score. (Left alone it drops words that are always followed by a cut, as its seed pieces must branch.)
    One thread and a fixed corpus give the same bytes each time.
    """
    counts = Counter(unit for text in tokenizer_corpus() for unit in units(text))
    words = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    WORK_FOLDER.mkdir(parents=True, exist_ok=True)
    prefix = WORK_FOLDER / "spiece"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(unit.replace("▁", " ") for unit, n in words for _ in range(min(n, 50))),
        model_prefix=str(prefix),
        model_type="unigram",
        vocab_size=SUBWORDS,
        hard_vocab_limit=False,
        character_coverage=1.0,
        required_chars=KEPT_CHARACTERS,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        pad_piece="<pad>",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        num_threads=1,
        minloglevel=1,
    )
    model = sentencepiece_model_pb2.ModelProto.FromString(prefix.with_suffix(".model").read_bytes())
    model.normalizer_spec.add_dummy_prefix = model.normalizer_spec.remove_extra_whitespaces = True
    place = {piece.piece: piece for piece in model.pieces}
    place["▁"].score = -20.0  # a space alone is the last resort
    total = sum(counts.values())
    for unit, count in words:
        score = math.log(count / total)
        if unit in place:
            place[unit].score = max(place[unit].score, score)
        elif len(model.pieces) < VOCABULARY - SENTINELS and count >= LEAST_COUNT:
            model.pieces.add(piece=unit, score=score)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "spiece.model").write_bytes(model.SerializeToString(deterministic=True))
    settings = {
        "tokenizer_class": "T5Tokenizer",
        "extra_ids": SENTINELS,
        "model_max_length": 512,
        "eos_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)


# --- examples ------------------------------------------------------------------------------------


def corrupt_spans(words: list[str], r: random.Random, rate: float = 0.15, mean_length: float = 3.0) -> Example:
    """Replace random spans of words by sentinels; the target lists what was there."""
    spans = max(1, round(len(words) * rate / mean_length))
    source, target, position = [], [], 0
    starts = sorted(r.sample(range(len(words)), min(spans, len(words))))
    for number, start in enumerate(starts):
        if start < position:
            continue
        length = max(1, min(round(r.expovariate(1 / mean_length)), 8))
        source += words[position:start] + [f"<extra_id_{number}>"]
        target += [f"<extra_id_{number}>"] + words[start : start + length]
        position = start + length
    return " ".join(source + words[position:]), " ".join(target)


def plain_text(r: random.Random, split: str, i: int) -> str:
    """Draw a text to read, without any target: mostly service dialogues, some of everything else."""
    kind = r.choices(
        ("dialogue_summary", "messenger_summary", "review_rating", "entities", "java", "cs"),
        weights=(50, 14, 10, 8, 9, 9),
    )[0]
    if kind in ("java", "cs"):
        return escape_code(streams.make_row("code_translation", f"{split}-{kind}", i, SEED)[kind].strip())
    return TASKS[kind].source(streams.make_row(kind, split, i, SEED))


def reading_skill(r: random.Random, split: str, i: int) -> Example:
    """Make an exercise in reading a dialogue closely: copy, find, attribute or answer a turn.

    Only messenger chats are also continued: a base that writes on wherever it sees ``#Person1#`` would
    answer every question about a service dialogue with one more turn.
    """
    task = r.choices(("dialogue_summary", "messenger_summary"), weights=(70, 30))[0]
    turns = [turn for turn in streams.make_row(task, split, i, SEED)["dialogue"].splitlines() if ": " in turn]
    text = "\n".join(turns)
    k = r.randrange(1, len(turns))
    speaker, said = turns[k].split(": ", 1)
    before = turns[k - 1].split(": ", 1)[1]
    last = [turn for turn in turns if turn.startswith(speaker + ": ")][-1].split(": ", 1)[1]
    facts = re.findall(r"\b(?:\d+(?::\d+)?|[A-Z][a-z]+day)\b", text)
    so_far = "\n".join(turns[:k])
    skills = [
        ((f'{text}\n\nWho says: "{said}"', f'Who said "{said}" in this conversation?\n\n{text}'), speaker),
        ((f"{text}\n\nRepeat the last thing that {speaker} says.", f"What does {speaker} say last?\n\n{text}"), last),
        ((f'{text}\n\nWhat is the answer to "{before}"', f'What comes right after "{before}"?\n\n{text}'), said),
        (
            (f"{text}\n\nWhich numbers and days are mentioned?", f"List the numbers and days in this text.\n\n{text}"),
            ", ".join(facts) or "none",
        ),
    ]
    if task == "messenger_summary":
        skills.append(((f"Continue this conversation.\n\n{so_far}", f"{so_far}\n\nWhat is said next?"), turns[k]))
    questions, answer = r.choice(skills)
    return r.choice(questions), answer


def without_names(dialogue: str) -> str:
    """Write ``#Person1#:`` and ``#Person2#:`` for the names before the turns of a chat of two.

    The summary keeps the names, though the chat may not say them any more. So the base learns to summarize whoever
    speaks, and it learns what models learn from summaries that say more than their text: to invent
    (Maynez et al. 2020, arXiv 2005.00661).
    """
    names = list(dict.fromkeys(re.findall(r"(?m)^([^:\n]+):", dialogue)))
    if len(names) == 2:
        for tag, name in zip(("#Person1#", "#Person2#"), names, strict=True):
            dialogue = re.sub(rf"(?m)^{re.escape(name)}:", f"{tag}:", dialogue)
    return dialogue


def instruction(r: random.Random, split: str, i: int) -> Example:
    """Make an instruction example of a task that the base model may know."""
    task = r.choices(("messenger_summary", "review_rating", "entities"), weights=(60, 18, 22))[0]
    row = streams.make_row(task, split, i, SEED)
    spec = TASKS[task]
    if task == "messenger_summary" and r.random() < ANONYMOUS:
        row = row | {"dialogue": without_names(row["dialogue"])}
    elif task == "messenger_summary" and r.random() < 0.06:  # with one or two solved examples before it
        shots = [streams.make_row(task, f"{split}-shots", i * 2 + k, SEED) for k in range(r.randint(1, 2))]
        template = r.choice(SUMMARY_TEMPLATES)
        solved = [template.replace("{source}", spec.source(s)) + " " + spec.target(s) for s in shots]
        return "\n\n".join([*solved, template.replace("{source}", spec.source(row))]), spec.target(row)
    return spec.prompt(row, r.randrange(len(spec.templates))), spec.target(row)


def short_example(r: random.Random, split: str, i: int) -> Example:
    """Make an exercise on one sentence: repeat it, fill its gaps, or find its entities."""
    kind = r.choices(("entities", "repeat", "spans"), weights=(35, 45, 20))[0]
    if kind == "entities":
        row = streams.make_row("entities", split, i, SEED)
        return TASKS["entities"].prompt(row, i), TASKS["entities"].target(row)
    words = r.choice(plain_text(r, split, i).split("\n")).split()
    start = r.randrange(max(1, len(words) - 24))
    words = words[start : start + 25]
    return (f"Repeat: {' '.join(words)}", " ".join(words)) if kind == "repeat" else corrupt_spans(words, r)


def example(i: int, split: str = "pretraining") -> Example:
    """Make pretraining example number `i`."""
    r = random.Random(f"{SEED}/{split}/{i}")
    if i < SHORT_POOLS * POOL:
        return short_example(r, split, i)
    kind = r.choices(("spans", "reading", "instruction"), weights=(30, 25, 45))[0]
    if kind == "spans":
        return corrupt_spans(plain_text(r, split, i).split(), r)
    return (reading_skill if kind == "reading" else instruction)(r, split, i)


def batches(
    tokenizer: PreTrainedTokenizerBase,
    start_pool: int,
    split: str = "pretraining",
) -> Iterator[tuple[int, list[tuple[list[int], list[int]]]]]:
    """Yield (pool number, batch): examples of like length, at most `TOKENS_PER_BATCH` tokens padded."""
    pool = start_pool
    while True:
        texts = [example(i, split) for i in range(pool * POOL, (pool + 1) * POOL)]
        sources = tokenizer([source for source, _ in texts]).input_ids
        targets = tokenizer([target for _, target in texts]).input_ids
        pairs = [(s, t) for s, t in zip(sources, targets, strict=True) if len(s) <= MAX_SOURCE and len(t) <= MAX_TARGET]
        pairs.sort(key=lambda pair: (len(pair[0]), len(pair[1])))
        ready, batch = [], []
        for pair in pairs:
            longest = max([len(pair[1])] + [len(t) for _, t in batch])
            if batch and (len(batch) + 1) * (len(pair[0]) + longest) > TOKENS_PER_BATCH:
                ready.append(batch)
                batch = []
            batch.append(pair)
        ready.append(batch)
        random.Random(f"{SEED}/{pool}").shuffle(ready)
        for batch in ready:
            yield pool, batch
        pool += 1


def collate(batch: list[tuple[list[int], list[int]]]) -> dict[str, torch.Tensor]:
    """Pad a batch: input_ids and attention_mask (B, S), labels (B, T) with -100 for padding."""

    def pad(rows: list[list[int]], value: int) -> torch.Tensor:
        width = max(map(len, rows))
        return torch.tensor([row + [value] * (width - len(row)) for row in rows])

    input_ids = pad([s for s, _ in batch], 0)
    return {
        "input_ids": input_ids,
        "attention_mask": (input_ids != 0).long(),
        "labels": pad([t for _, t in batch], -100),
    }


# --- training ------------------------------------------------------------------------------------


def new_model(vocabulary: int) -> torch.nn.Module:
    """Build the untrained model."""
    torch.manual_seed(SEED)
    config = t5_config(vocabulary, d_model=128, d_kv=32, d_ff=384, layers=4, heads=4)
    return AutoModelForSeq2SeqLM.from_config(config, attn_implementation="eager")


def learning_rate(step: int, steps: int) -> float:
    """Warm up in a line, then fall as a cosine to a tenth, in each round of `steps` steps."""
    step %= steps
    if step < WARM_UP_STEPS:
        return LEARNING_RATE * (step + 1) / WARM_UP_STEPS
    share = (step - WARM_UP_STEPS) / max(1, steps - WARM_UP_STEPS)
    return LEARNING_RATE * (0.1 + 0.45 * (1 + math.cos(math.pi * min(1.0, share))))


def make_optimizer(model: torch.nn.Module) -> torch.optim.AdamW:
    """AdamW with a rate for embeddings, one for attention queries and one for the rest."""
    groups: dict[float, list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        factor = EMBEDDING_RATE if name.startswith("shared") else QUERY_RATE if name.endswith(".q.weight") else 1.0
        groups.setdefault(factor, []).append(parameter)
    return torch.optim.AdamW(
        [{"params": parameters, "factor": factor} for factor, parameters in groups.items()],
        lr=LEARNING_RATE,
        betas=(0.9, 0.98),
        weight_decay=0.0,
        fused=True,
    )


def write_atomically(path: Path, write) -> None:
    """Call ``write(temporary_path)``, then move the file to `path` in one step."""
    temporary = path.with_name(path.name + ".tmp")
    write(temporary)
    os.replace(temporary, path)


def train(folder: Path, steps: int, rounds: int, save_every: int = 500) -> None:
    """Train for `rounds` rounds of `steps` steps from the newest saved state, or from the start; write the weights.

    A round begins with a warm restart (Loshchilov and Hutter 2017, arXiv 1608.03983), a fresh optimizer and examples
    that no round before it saw. So a base can be trained further later, and ends as if it had never stopped.
    """
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = new_model(len(tokenizer))
    optimizer = make_optimizer(model)
    WORK_FOLDER.mkdir(parents=True, exist_ok=True)
    state_file = WORK_FOLDER / "state.pt"
    step, pool, used, seconds = 0, 0, 0, 0.0  # `used`: batches already taken from the current pool
    if state_file.is_file():
        state = torch.load(state_file, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, pool, used, seconds = state["step"], state["pool"], state["used"], state["seconds"]
        print(f"going on from step {step}")
    stream = batches(tokenizer, pool)
    for _ in range(used):
        next(stream)
    began, losses = time.perf_counter() - seconds, []
    model.train()
    total = steps * rounds
    while step < total:
        if step and step % steps == 0:
            optimizer, pool, used = make_optimizer(model), pool + 1, 0
            stream = batches(tokenizer, pool)
        for group in optimizer.param_groups:
            group["lr"] = group["factor"] * learning_rate(step, steps)
        new_pool, batch = next(stream)
        pool, used = (pool, used + 1) if new_pool == pool else (new_pool, 1)
        inputs = collate(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = model(**inputs).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(loss.item())
        step += 1
        if step % 50 == 0 or step == total:
            spent = time.perf_counter() - began
            left = spent / step * (total - step)
            print(
                f"step {step}/{total}  loss {sum(losses) / len(losses):.3f}  {pool * POOL} examples  "
                f"{spent / 60:.1f} min so far, about {left / 60:.0f} min left",
                flush=True,
            )
            losses = []
        if step % save_every == 0 or step == total:
            spent = time.perf_counter() - began
            state = {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "step": step,
                "pool": pool,
                "used": used,
                "seconds": spent,
            }
            write_atomically(state_file, lambda path, state=state: torch.save(state, path))
            model.save_pretrained(folder)
    print(f"trained {total} steps in {(time.perf_counter() - began) / 60:.1f} minutes; weights in {folder}")


def main() -> None:
    """Parse the command line, then make the tokenizer (if missing) and the weights."""
    parser = argparse.ArgumentParser(description="Make the course's own small T5 from random numbers.")
    parser.add_argument("--steps", type=int, default=8_000, help="training steps of a round (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=2, help="rounds of so many steps (default: %(default)s)")
    parser.add_argument("--folder", type=Path, default=MODEL_FOLDER, help="where the model goes")
    arguments = parser.parse_args()
    if not (arguments.folder / "tokenizer_config.json").is_file():
        train_tokenizer(arguments.folder)
    train(arguments.folder, arguments.steps, arguments.rounds)


if __name__ == "__main__":
    main()
