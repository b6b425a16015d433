"""Trains the course's own small T5 from random numbers, in rounds; goes on where it stopped."""

from __future__ import annotations

import math
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, PreTrainedTokenizerBase

from helpers.planning import t5_config

from .examples import SEED, SHORT_EXAMPLES, Example, example

TOKENS_PER_BATCH = 4_000  # source + target, padding included
POOL = 2_048  # examples that are sorted by length together
LEARNING_RATE = 3e-3
# T5 draws its embeddings with a standard deviation of 1 and its query weights with 0.016: with one Adam rate for all,
# the first would hardly move and the second would jump.
EMBEDDING_RATE, QUERY_RATE = 5.0, 0.25  # times the learning rate
WARM_UP_STEPS = 200
SAVE_EVERY = 500
MAX_SOURCE, MAX_TARGET = 512, 160
SHAPE = {"d_model": 128, "d_kv": 32, "d_ff": 384, "layers": 4, "heads": 4}

Maker = Callable[[int], Example]


def batches(
    tokenizer: PreTrainedTokenizerBase, start_pool: int, make: Maker
) -> Iterator[tuple[int, list[tuple[list[int], list[int]]]]]:
    """Yield (pool number, batch): examples of like length, at most `TOKENS_PER_BATCH` tokens padded."""
    pool = start_pool
    while True:
        texts = [make(i) for i in range(pool * POOL, (pool + 1) * POOL)]
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
    return AutoModelForSeq2SeqLM.from_config(t5_config(vocabulary, **SHAPE), attn_implementation="eager")


def started(folder: Path, seen: int = 0) -> tuple[torch.nn.Module, PreTrainedTokenizerBase, int]:
    """Return the model that training begins with, its tokenizer, and the first pool of examples that it reads.

    Where the folder holds weights already, training goes on from them, past the single sentences of the beginning and
    past the `seen` examples that they were trained on.
    """
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model, pool = new_model(len(tokenizer)), 0
    if (folder / "model.safetensors").is_file():
        model.load_state_dict(AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).state_dict())
        pool = -(-max(SHORT_EXAMPLES, seen) // POOL)
    return model, tokenizer, pool


def learning_rate(step: int, rounds: Sequence[int]) -> float:
    """Warm up in a line, then fall as a cosine to a fiftieth, in each of the rounds."""
    for steps in rounds:
        if step < steps:
            break
        step -= steps
    if step < WARM_UP_STEPS:
        return LEARNING_RATE * (step + 1) / WARM_UP_STEPS
    share = (step - WARM_UP_STEPS) / max(1, steps - WARM_UP_STEPS)
    return LEARNING_RATE * (0.02 + 0.49 * (1 + math.cos(math.pi * min(1.0, share))))


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


def compiled_for_any_shape(model: torch.nn.Module) -> torch.nn.Module:
    """Compile a model once for batches of all sizes, also where two of their sizes happen to be equal."""
    from torch.fx.experimental import _config

    _config.use_duck_shape = False
    return torch.compile(model, dynamic=True)


def save_weights(model: torch.nn.Module, folder: Path) -> None:
    """Write the weights in bfloat16, half the size on disk; they load as float32."""
    copy = {name: value.detach().to(torch.bfloat16).contiguous() for name, value in model.state_dict().items()}
    model.save_pretrained(folder, state_dict=copy)


def train(
    folder: Path, work: Path, rounds: Sequence[int], make: Maker = example, compiled: bool = False, seen: int = 0
) -> int:
    """Train for `rounds`, each so many steps, from the newest saved state in `work` or from the start.

    A round begins with a warm restart (Loshchilov and Hutter 2017, arXiv 1608.03983), a fresh optimizer and examples
    that no round before it saw. So a base can be trained further later, and ends as if it had never stopped. The
    weights go to `folder` whenever the state is saved. Returns the number of tokens read, source and target together.
    """
    model, tokenizer, pool = started(folder, seen)
    optimizer = make_optimizer(model)
    work.mkdir(parents=True, exist_ok=True)
    state_file = work / "state.pt"
    step, used, seconds, tokens = 0, 0, 0.0, 0  # `used`: batches already taken from the current pool
    if state_file.is_file():
        state = torch.load(state_file, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, pool, used, seconds, tokens = (state[key] for key in ("step", "pool", "used", "seconds", "tokens"))
        print(f"going on from step {step}")
    stream = batches(tokenizer, pool, make)
    for _ in range(used):
        next(stream)
    run = compiled_for_any_shape(model) if compiled else model
    began, losses, total = time.perf_counter() - seconds, [], sum(rounds)
    model.train()
    starts = {sum(rounds[:number]) for number in range(1, len(rounds))}
    while step < total:
        if step in starts:
            optimizer, pool, used = make_optimizer(model), pool + 1, 0
            stream = batches(tokenizer, pool, make)
        for group in optimizer.param_groups:
            group["lr"] = group["factor"] * learning_rate(step, rounds)
        new_pool, batch = next(stream)
        pool, used = (pool, used + 1) if new_pool == pool else (new_pool, 1)
        inputs = collate(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = run(**inputs).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(loss.item())
        step += 1
        tokens += int(inputs["attention_mask"].sum()) + int((inputs["labels"] != -100).sum())
        if step % 50 == 0 or step == total:
            spent = time.perf_counter() - began
            left = spent / step * (total - step)
            print(
                f"step {step}/{total}  loss {sum(losses) / len(losses):.3f}  {pool * POOL} examples  "
                f"{tokens / 1e6:.1f} M tokens  {spent / 60:.1f} min so far, about {left / 60:.0f} min left",
                flush=True,
            )
            losses = []
        if step % SAVE_EVERY == 0 or step == total:
            state = {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "step": step,
                "pool": pool,
                "used": used,
                "seconds": time.perf_counter() - began,
                "tokens": tokens,
            }
            write_atomically(state_file, lambda path, state=state: torch.save(state, path))
            save_weights(model, folder)
    print(f"trained {total} steps in {(time.perf_counter() - began) / 60:.1f} minutes; weights in {folder}")
    return tokens
