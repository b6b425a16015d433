"""The widespread lab recipe against the course's path: same model, data and number of examples, side by side.

    python -m tests.benchmarks.speed                                  # nano's model and FLAN-T5-small's shape
    python -m tests.benchmarks.speed --publish                        # the table goes into the README here
    python -m tests.benchmarks.speed --shape flan-t5-small --data dialogues.jsonl --tokenizer folder

Each recipe runs in a process of its own, in turns, so that peak memory is its own and the machine's moods fall on
both. The lab recipe pads inputs and labels to the maximum, trains on the padding, passes no mask, uses batches of 8 and
float32, and generates one example at a time, once for each of a dialogue's references.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from helpers.running.errors import CourseError
from helpers.setup import start
from tests.benchmarks.common import (
    LAB_LENGTH,
    RATE,
    SHAPE_NAMES,
    digits,
    in_own_process,
    lab_prompts,
    machine,
    make_model,
    markdown,
    read_rows,
    seconds_of,
)

HELD_OUT = 64  # rows whose loss is measured after training
NEW_TOKENS = 64

# For each shape (None: any other): training examples, test dialogues that the course generates for, and how many of
# these the lab generates for, one at a time.
SIZE_NAMES = ("examples", "dialogues", "lab_dialogues")
SIZES = {"nano": (256, 200, 200), None: (32, 96, 12)}


# --- (a) the lab recipe --------------------------------------------------------------------------


def train_as_the_lab(model: Any, tokenizer: Any, rows: list[dict[str, Any]]) -> None:
    """Train one pass over `rows`, as widespread notebooks do; padding counts as text to learn."""
    import torch

    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE)
    model.train()
    for first in range(0, len(rows) - 7, 8):
        batch = rows[first : first + 8]
        padded = {"padding": "max_length", "max_length": LAB_LENGTH, "truncation": True, "return_tensors": "pt"}
        ids = tokenizer(lab_prompts(batch), **padded).input_ids.to(model.device)
        labels = tokenizer([row["summary"] for row in batch], **padded).input_ids.to(model.device)
        model(input_ids=ids, labels=labels).loss.backward()
        optimizer.step()
        optimizer.zero_grad()


def generate_as_the_lab(
    model: Any, tokenizer: Any, prompts: list[str], references: list[list[str]], num_beams: int = 1
) -> list[str]:
    """Generate one example at a time, again for each reference row of a dialogue."""
    import torch

    texts = []
    for prompt, own in zip(prompts, references, strict=True):
        for _ in own:
            ids = tokenizer(prompt, return_tensors="pt", truncation=True, max_length=LAB_LENGTH).input_ids
            with torch.no_grad():
                output = model.generate(
                    input_ids=ids.to(model.device), max_new_tokens=NEW_TOKENS, num_beams=num_beams, do_sample=False
                )
            text = tokenizer.decode(output[0], skip_special_tokens=True)
        texts.append(text)
    return texts


# --- (b) the course's path -----------------------------------------------------------------------


def train_as_the_course(model: Any, tokenizer: Any, rows: list[dict[str, Any]], batch: int, folder: Path) -> None:
    """Train one pass over `rows` with the course's collator, grouping, precision and trainer settings."""
    from datasets import Dataset

    from helpers.data import as_text, tokenize

    pairs = [{"dialogue": row["dialogue"], "summary": row["summary"]} for row in rows]
    text = as_text(Dataset.from_list(pairs), "dialogue_summary")
    train_tokenized(model, tokenizer, tokenize(text, tokenizer, LAB_LENGTH, 128), batch, folder)


def train_tokenized(model: Any, tokenizer: Any, train: Any, batch: int, folder: Path) -> None:
    """Train one pass over a tokenized data set with the course's trainer settings, without validation and saving."""
    from transformers import DataCollatorForSeq2Seq, Seq2SeqTrainer, Seq2SeqTrainingArguments

    from helpers.profiles import Recipe
    from helpers.training import token_mean, trainer_settings

    settings = trainer_settings(Recipe(RATE, len(train), batch), 0, folder)
    settings |= {"eval_strategy": "no", "save_strategy": "no", "load_best_model_at_end": False}
    trainer = Seq2SeqTrainer(
        model=model,
        args=Seq2SeqTrainingArguments(**settings),
        train_dataset=train,
        processing_class=tokenizer,
        data_collator=DataCollatorForSeq2Seq(tokenizer, model=model, label_pad_token_id=-100),
        compute_loss_func=token_mean,
    )
    trainer.train()


# --- measuring -----------------------------------------------------------------------------------


def held_out_loss(model: Any, tokenizer: Any, rows: list[dict[str, Any]]) -> float:
    """Mean loss per target token on `rows`, padding left out, the same for both recipes."""
    import torch
    from transformers import DataCollatorForSeq2Seq

    collate = DataCollatorForSeq2Seq(tokenizer, label_pad_token_id=-100)
    total, tokens = 0.0, 0
    model.eval()
    for first in range(0, len(rows), 16):
        batch = rows[first : first + 16]
        sources = tokenizer(lab_prompts(batch), truncation=True, max_length=LAB_LENGTH).input_ids
        targets = tokenizer([row["summary"] for row in batch]).input_ids
        pairs = zip(sources, targets, strict=True)
        inputs = collate([{"input_ids": ids, "labels": labels} for ids, labels in pairs]).to(model.device)
        with torch.no_grad():
            loss = model(**inputs).loss
        count = int((inputs["labels"] != -100).sum())
        total, tokens = total + float(loss) * count, tokens + count
    return total / tokens


def token_counts(tokenizer: Any, rows: list[dict[str, Any]]) -> tuple[int, int]:
    """(source, target) tokens of one pass over `rows`: dialogues and summaries without instructions or padding."""
    sources = tokenizer([row["dialogue"] for row in rows], truncation=True, max_length=LAB_LENGTH).input_ids
    targets = tokenizer([row["summary"] for row in rows]).input_ids
    return sum(map(len, sources)), sum(map(len, targets))


def examples_to_generate(profile: Any, rows: list[dict[str, Any]], arguments: argparse.Namespace) -> Any:
    """Prompts and references of the test dialogues: nano's, or the last rows of the file."""
    from helpers.data import load_test
    from helpers.tasks import TASKS

    if not arguments.data:
        test = load_test(profile, "dialogue_summary").head(arguments.dialogues)
        return test.prompts(), test.references
    last = rows[-arguments.dialogues :]
    return [TASKS["dialogue_summary"].prompt(row) for row in last], [row["references"] for row in last]


def run_one(recipe: str, arguments: argparse.Namespace) -> dict[str, float]:
    """Train and evaluate by one recipe in this process and return what was measured."""
    profile = start()  # before torch's libraries: it names the folder of the prepared data

    from peft import get_peft_model

    from helpers.generation import generate_texts
    from helpers.metrics import measure
    from helpers.planning import matrix_peak, matrix_weights, training_flops
    from helpers.running.machine import attention, device, peak_memory
    from helpers.training import lora_config

    model, tokenizer = make_model(arguments.shape, arguments.tokenizer)
    rows = read_rows(profile, arguments.data)
    kept = len(rows) - (arguments.dialogues if arguments.data else 0)
    if kept < arguments.examples + HELD_OUT:
        raise CourseError(
            f"There are {len(rows)} rows: too few for --examples {arguments.examples}, {HELD_OUT} held out"
            f"{f' and --dialogues {arguments.dialogues}' if arguments.data else ''}."
        )
    prompts, references = examples_to_generate(profile, rows, arguments)
    train, held_out = rows[: arguments.examples], rows[arguments.examples : arguments.examples + HELD_OUT]
    few = min(arguments.lab_dialogues, len(prompts))
    if recipe == "course":
        model.set_attn_implementation(attention())
    model = model.to(device())
    tokens = token_counts(tokenizer, train)
    flops = training_flops(*matrix_weights(model), *tokens)
    if arguments.lora:
        model = get_peft_model(model, lora_config(profile.lora))
    if recipe == "lab":
        _, training = seconds_of(train_as_the_lab, model, tokenizer, train)
    else:
        with tempfile.TemporaryDirectory() as folder:
            _, training = seconds_of(train_as_the_course, model, tokenizer, train, arguments.batch, Path(folder))
    memory = peak_memory()
    loss = held_out_loss(model, tokenizer, held_out)
    model.eval()
    rates, rouge = {}, {}
    for name, beams in (("greedy", 1), ("beam 4", 4)):
        if recipe == "lab":
            texts, seconds = seconds_of(
                generate_as_the_lab, model, tokenizer, prompts[:few], references[:few], num_beams=beams
            )
        else:
            texts, seconds = seconds_of(generate_texts, model, tokenizer, prompts, NEW_TOKENS, num_beams=beams)
        rates[name] = len(texts) / seconds
        rouge[name] = measure("dialogue_summary", texts[:few], references[:few], prompts[:few])
    return {
        "training (examples/s)": len(train) / training,
        "training (tokens/s)": sum(tokens) / training,
        "peak memory (GiB)": memory,
        "share of matrix peak": flops / training / matrix_peak(),
        "held-out loss": loss,
        "evaluation, greedy (dialogues/s)": rates["greedy"],
        "evaluation, beam 4 (dialogues/s)": rates["beam 4"],
        "evaluation, greedy (s)": len(prompts) / rates["greedy"],
        "evaluation, beam 4 (s)": len(prompts) / rates["beam 4"],
        "ROUGE-1, greedy": rouge["greedy"]["rouge1"].figure(0).value,
        "ROUGE-L, greedy": rouge["greedy"]["rougeL"].figure(0).value,
        "ROUGE-1, beam 4": rouge["beam 4"]["rouge1"].figure(0).value,
    }


def compare(arguments: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Run both recipes in turns, each in a process of its own, and return their medians and ratios."""
    results: dict[str, list[dict[str, float]]] = {"lab": [], "course": []}
    for round_ in range(arguments.rounds):
        for recipe, measured in results.items():
            options = ["--only", recipe, "--shape", arguments.shape]
            for name in ("examples", "dialogues", "lab_dialogues", "batch", "data", "tokenizer"):
                value = getattr(arguments, name)
                options += [f"--{name.replace('_', '-')}", str(value)] if value is not None else []
            options += ["--lora"] * arguments.lora
            print(f"{arguments.shape}, round {round_ + 1} of {arguments.rounds}: {recipe} …", file=sys.stderr)
            measured.append(in_own_process("tests.benchmarks.speed", options))
    table = {
        recipe: {name: statistics.median(one[name] for one in measured) for name in measured[0]}
        for recipe, measured in results.items()
    }
    return table | {"course / lab": ratios(table["course"], table["lab"])}


def ratios(course: dict[str, float], lab: dict[str, float]) -> dict[str, float]:
    """Course over lab; not a number where the lab has zero, as a random model's ROUGE."""
    return {name: course[name] / value if value else math.nan for name, value in lab.items()}


def conditions(arguments: argparse.Namespace) -> str:
    """Say in one line what was measured on how much."""
    lab = min(arguments.lab_dialogues, arguments.dialogues)
    return (
        f"{arguments.shape}{', LoRA' * arguments.lora}: {arguments.examples} training examples, loss on {HELD_OUT} "
        f"held-out ones; the course generates for {arguments.dialogues} test dialogues, the lab for "
        + ("the same" if lab == arguments.dialogues else f"the first {lab} of them, its seconds scaled to all")
        + f"; ROUGE on n = {lab}"
        + ("." if arguments.shape == "nano" else "; random weights, so loss and ROUGE say nothing about FLAN-T5.")
        + f" Median of {arguments.rounds} rounds."
    )


def report(results: Sequence[tuple[str, dict[str, dict[str, float]]]], where: str) -> str:
    """Write the comparison as Markdown: the machine, then for each shape its conditions and a table."""
    parts = [f"Measured on {where}, by `python -m tests.benchmarks.speed`."]
    for line, table in results:
        rows = [[name, *(digits(table[column][name]) for column in table)] for name in table["lab"]]
        parts += [line, markdown(["", *table], rows)]
    return "\n\n".join(parts)


def main() -> None:
    """Parse the command line and print one table per shape."""
    parser = argparse.ArgumentParser(description="The lab recipe against the course's path, side by side.")
    parser.add_argument("--shape", choices=SHAPE_NAMES, action="append", help="default: nano and flan-t5-small")
    for name, number, what in zip(
        SIZE_NAMES, (0, 1, 2), ("training examples", "test dialogues", "of them for the lab"), strict=True
    ):
        default = f"default: nano {SIZES['nano'][number]}, others {SIZES[None][number]}"
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, help=f"{what} ({default})")
    parser.add_argument("--batch", type=int, default=16, help="the course's batch size (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=1, help="repetitions (default: %(default)s)")
    parser.add_argument("--lora", action="store_true", help="train adapters instead of all weights")
    parser.add_argument("--data", help=".csv or .jsonl file with dialogue and summary columns (default: nano's data)")
    parser.add_argument("--tokenizer", help="folder of another tokenizer than nano's, for a FLAN-T5 shape")
    parser.add_argument("--publish", action="store_true", help="write the tables into tests/benchmarks/README.md")
    parser.add_argument("--only", choices=["lab", "course"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    shapes, asked = arguments.shape or ["nano", "flan-t5-small"], [getattr(arguments, name) for name in SIZE_NAMES]
    results = []
    try:
        for arguments.shape in shapes:
            usual = SIZES.get(arguments.shape, SIZES[None])
            for name, wanted, default in zip(SIZE_NAMES, asked, usual, strict=True):
                setattr(arguments, name, wanted or default)
            if arguments.only:
                print(json.dumps(run_one(arguments.only, arguments)))
                return
            results.append((conditions(arguments), compare(arguments)))
    except CourseError as error:
        sys.exit(str(error))
    text = report(results, machine())
    print(text)
    if arguments.publish:
        from notebooks.publishing.readme import replace_between

        replace_between(Path(__file__).with_name("README.md"), "speed", text)


if __name__ == "__main__":
    main()
