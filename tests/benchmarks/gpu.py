"""The course's path on a GPU, at FLAN-T5's shapes with random weights: speed, memory, evaluation, and the arithmetic.

    python -m tests.benchmarks.gpu                # shapes of small, base and large; prints one table
    python -m tests.benchmarks.gpu --publish      # and writes it into tests/benchmarks/README.md
    python -m tests.benchmarks.gpu --smoke        # a tiny shape, on the CPU too: does the script run?

Nothing is downloaded: random weights cost the same time and memory as trained ones, and random tokens of DialogSum's
lengths the same as its text. Each measurement runs in a process of its own; none is started after `--minutes`, and what
is left is said to be not measured.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from helpers.profiles import ROOT, TASK_NAMES, Profile, all_profiles
from helpers.running.budget import FLAN_T5_SHAPES, FLAN_T5_VOCABULARY, Shape
from helpers.running.errors import CourseError
from helpers.setup import start
from tests.benchmarks.common import digits, in_own_process, machine, make_model, markdown, read_rows, seconds_of
from tests.benchmarks.memory import CONTEXT, bytes_of_training
from tests.benchmarks.speed import train_tokenized

# Tokens (FLAN-T5's tokenizer) of the 500 dev and 500 test dialogues of DialogSum (Chen et al. 2021, Findings of ACL)
# and of their first summaries: minimum, quantiles, maximum. The logarithms of the two lengths correlate.
QUANTILES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0)
SOURCE_TOKENS = (59, 102, 153, 203, 277, 359, 564, 1457)
TARGET_TOKENS = (8, 20, 25, 33, 44, 56, 89, 117)
CORRELATION = 0.67
INSTRUCTION = 10  # tokens of the instruction around a dialogue
# Assumed, not measured: median source and target tokens of the other tasks' data on the hub.
ASSUMED_TOKENS = {
    "messenger_summary": (130, 28),
    "review_rating": (150, 2),
    "code_translation": (110, 110),
    "entities": (40, 20),
}
SPREAD = 0.6  # standard deviation of the logarithm of these lengths
EPOCH = 100_000  # mixed examples
SUMMARIES = 500
TINY = Shape(d_model=64, d_kv=16, d_ff=128, layers=2, heads=4)
HEADER = ("", "full", "LoRA")
NOT_MEASURED = "not measured"
SHAPES = ("flan-t5-small", "flan-t5-base", "flan-t5-large")
SHARE = 0.26  # of a GPU's peak: what public trainings of such models reach (nanoT5, base on one A100, 143,000 tokens/s)
A100 = 312e12  # FLOP/s in bfloat16, dense, by its data sheet
PER_WEIGHT = (6.0, 4.0)  # operations per weight and token; frozen weights, as under LoRA, need no gradient of their own
NO_GPU = "This machine has no CUDA GPU: nothing was measured. Run the same command on one that has, or try --smoke."


# --- lengths and rows ----------------------------------------------------------------------------


def dialogsum_lengths(count: int, seed: int = 0) -> list[tuple[int, int]]:
    """Draw (source, target) lengths in tokens that are distributed as DialogSum's, the instruction included."""
    import numpy as np

    r = np.random.default_rng(seed)
    normal = r.multivariate_normal([0, 0], [[1, CORRELATION], [CORRELATION, 1]], size=count)
    ranks = normal.argsort(axis=0).argsort(axis=0) / max(1, count - 1)
    source = np.interp(ranks[:, 0], QUANTILES, SOURCE_TOKENS) + INSTRUCTION
    target = np.interp(ranks[:, 1], QUANTILES, TARGET_TOKENS)
    return [(round(s), round(t)) for s, t in zip(source, target, strict=True)]


def mixed_lengths(profile: Profile, count: int, seed: int = 0) -> list[tuple[int, int]]:
    """Draw lengths of the five tasks' mixture at a profile's rates; those of four tasks are assumed."""
    from helpers.data import mixing_rates

    sizes = [profile.counts[task].train for task in TASK_NAMES]
    rates = mixing_rates(sizes, cap=profile.mix_cap, temperature=profile.mix_temperature)
    r, dialogues = random.Random(seed), iter(dialogsum_lengths(count, seed))
    lengths = []
    for task in r.choices(TASK_NAMES, weights=rates, k=count):
        if task == "dialogue_summary":
            lengths.append(next(dialogues))
        else:
            source, target = (max(2, round(n * r.lognormvariate(0, SPREAD))) for n in ASSUMED_TOKENS[task])
            lengths.append((source + INSTRUCTION, 2 if task == "review_rating" else target))
    return lengths


def random_rows(lengths: Sequence[tuple[int, int]], vocabulary: int, max_source: int, max_target: int) -> Any:
    """Make a tokenized data set of random tokens of such lengths, cut at the maxima, each ending with </s>."""
    from datasets import Dataset

    r = random.Random(0)

    def tokens(length: int) -> list[int]:
        return [*(r.randrange(3, vocabulary) for _ in range(length - 1)), 1]

    rows = [(tokens(min(source, max_source)), tokens(min(target, max_target))) for source, target in lengths]
    return Dataset.from_list([{"input_ids": s, "attention_mask": [1] * len(s), "labels": t} for s, t in rows])


def prompts_of(lengths: Sequence[int], tokenizer: Any) -> list[str]:
    """Write prompts with so many tokens each, </s> included, of one common word."""
    if len(tokenizer("the the").input_ids) != 3:
        raise CourseError("--tokenizer: a tokenizer to which 'the' is one token is needed.")
    return [" ".join(["the"] * (length - 1)) for length in lengths]


# --- one measurement in a process of its own -----------------------------------------------------


def build(shape: str, tokenizer_folder: str | None, rank: int | None) -> tuple[Any, Any]:
    """Build a shape with random weights on the device, with LoRA adapters on q and v if there is a rank."""
    import torch
    from peft import get_peft_model
    from transformers import AutoTokenizer

    from helpers.planning import random_model, t5_config
    from helpers.profiles import Lora
    from helpers.running.machine import attention, device
    from helpers.training import lora_config

    with torch.device(device()):
        if shape == "tiny":
            model = random_model(t5_config(FLAN_T5_VOCABULARY, **vars(TINY), tie_word_embeddings=False))
            tokenizer = AutoTokenizer.from_pretrained(tokenizer_folder or ROOT / "data" / "model")
        else:
            model, tokenizer = make_model(shape, tokenizer_folder)
    model.set_attn_implementation(attention())
    if rank:
        model = get_peft_model(model, lora_config(Lora(rank=rank, alpha=rank, targets=("q", "v"), sweep=())))
    return model.to(device()), tokenizer


def profile_of(shape: str) -> Profile:
    """Return the profile whose model has this shape; base's for a tiny one."""
    profiles = all_profiles()
    return profiles.get(shape.removeprefix("flan-t5-"), profiles["base"])


def data_set(arguments: argparse.Namespace, vocabulary: int, tokenizer: Any, profile: Profile) -> Any:
    """Rows to train on: those of the file, else random tokens of DialogSum's lengths."""
    if arguments.data:
        from datasets import Dataset

        from helpers.data import as_text, tokenize

        rows = read_rows(profile, arguments.data)[: arguments.examples]
        pairs = [{"dialogue": row["dialogue"], "summary": row["summary"]} for row in rows]
        text = as_text(Dataset.from_list(pairs), "dialogue_summary")
        return tokenize(text, tokenizer, profile.max_source_tokens, 128)
    return random_rows(dialogsum_lengths(arguments.examples), vocabulary, profile.max_source_tokens, 128)


def measure_training(arguments: argparse.Namespace) -> dict[str, float]:
    """Train on text of DialogSum's lengths, then on the mixture's; rates, memory and share of the matrix peak."""
    from helpers.planning import matrix_peak, matrix_weights, training_flops
    from helpers.running.machine import peak_memory
    from helpers.training import trainable_parameters

    profile = profile_of(arguments.shape)
    model, tokenizer = build(arguments.shape, arguments.tokenizer, arguments.rank)
    vocabulary, batch = model.config.vocab_size, arguments.batch or profile.full.batch_size
    train = data_set(arguments, vocabulary, tokenizer, profile)
    mixed = random_rows(mixed_lengths(profile, arguments.examples), vocabulary, profile.max_source_tokens, 128)
    with tempfile.TemporaryDirectory() as folder:
        train_tokenized(model, tokenizer, train.select(range(min(len(train), 4 * batch))), batch, Path(folder))
        _, seconds = seconds_of(train_tokenized, model, tokenizer, train, batch, Path(folder))
        _, mixed_seconds = seconds_of(train_tokenized, model, tokenizer, mixed, batch, Path(folder))
    trained, every = trainable_parameters(model)
    tokens = sum(map(len, train["input_ids"])), sum(map(len, train["labels"]))
    full, frozen = PER_WEIGHT
    per_weight = frozen + (full - frozen) * trained / every
    flops = training_flops(*matrix_weights(model), *tokens, per_weight)
    memory, peak = peak_memory(), matrix_peak()
    return {
        "examples/s": len(train) / seconds,
        "tokens/s": sum(tokens) / seconds,
        "peak": peak,
        "share": flops / seconds / peak,
        "memory": memory,
        "by arithmetic": flops / (SHARE * peak),
        "seconds": seconds,
        "epoch": mixed_seconds / len(mixed) * EPOCH,
    }


def measure_memory(arguments: argparse.Namespace) -> dict[str, float | None]:
    """Peak memory in GiB of a few steps at a profile's batch size and longest texts; None where it does not fit.

    For full fine-tuning also what `bytes_of_training` expects.
    """
    import torch

    from helpers.running.machine import GIGABYTE, peak_memory

    profile = profile_of(arguments.shape)
    batch = arguments.batch or profile.full.batch_size
    longest = [(profile.max_source_tokens, max(profile.max_target_tokens.values()))] * (3 * batch)
    shape = FLAN_T5_SHAPES.get(arguments.shape, TINY)
    expected = CONTEXT + bytes_of_training(shape, FLAN_T5_VOCABULARY, batch, *longest[0], adamw=True) / GIGABYTE
    try:
        model, tokenizer = build(arguments.shape, arguments.tokenizer, arguments.rank)
        train = random_rows(longest, model.config.vocab_size, *longest[0])
        with tempfile.TemporaryDirectory() as folder:
            train_tokenized(model, tokenizer, train, batch, Path(folder))
    except torch.OutOfMemoryError:
        return {"memory": None, "expected": expected}
    return {"memory": peak_memory(), "expected": expected}


def measure_generation(arguments: argparse.Namespace) -> dict[str, float]:
    """Seconds to generate test summaries, greedily and by beam search, as the course does and in bfloat16 autocast."""
    import torch

    from helpers.generation import generate_texts
    from helpers.running.machine import device, precision, use_bf16

    profile = profile_of(arguments.shape)
    model, tokenizer = build(arguments.shape, arguments.tokenizer, None)
    prompts = prompts_of([min(s, 512) for s, _ in dialogsum_lengths(arguments.summaries)], tokenizer)
    settings = {"max_new_tokens": arguments.new_tokens, "tokens_per_batch": profile.tokens_per_batch}
    generate_texts(model, tokenizer, prompts[:2], 4)
    seconds = {}
    for beams in (1, 4):
        for kind in (precision(), "bfloat16"):  # the course's own, and the one that would round most
            half = torch.autocast(device(), dtype=torch.bfloat16) if kind == "bfloat16" else None
            if half and not use_bf16():
                continue
            with half or contextlib.nullcontext():
                _, seconds[f"{beams} {kind}"] = seconds_of(
                    generate_texts, model, tokenizer, prompts, num_beams=beams, **settings
                )
    return seconds


# --- the table -----------------------------------------------------------------------------------


def tokens_per_second(shape: str, peak: float, per_weight: float) -> float:
    """The arithmetic: tokens a second on text of DialogSum's lengths at `SHARE` of a GPU's `peak`."""
    import torch

    from helpers.planning import matrix_weights, random_model, shape_config, training_flops

    with torch.device("meta"):
        weights = matrix_weights(random_model(shape_config(shape)))
    source, target = (sum(lengths) for lengths in zip(*dialogsum_lengths(2_000), strict=True))
    return (source + target) * SHARE * peak / training_flops(*weights, source, target, per_weight)


def not_measured(shapes: Sequence[str] = SHAPES) -> str:
    """The table of a machine without a GPU: nothing measured, and what the arithmetic gives, named as such."""
    rows = []
    for shape in shapes:
        rows.append([f"{shape}'s shape on a GPU", NOT_MEASURED, NOT_MEASURED])
        rates = [f"{round(tokens_per_second(shape, A100, each), -3):,.0f}" for each in PER_WEIGHT]
        rows.append([f"by arithmetic, {SHARE:.0%} of an A100's peak (tokens/s)", *rates])
    return markdown(HEADER, rows)


def measure_all(arguments: argparse.Namespace) -> str:
    """Run every measurement that time is left for; return the table, the machine and the conditions above it."""
    until = time.monotonic() + 60 * arguments.minutes
    shapes = ["tiny"] if arguments.smoke else arguments.shapes

    def run(what: str, shape: str, rank: int | None) -> dict[str, Any] | None:
        if time.monotonic() > until:
            return None
        print(f"{shape}, {'LoRA' if rank else 'full'}: {what} …", file=sys.stderr, flush=True)
        options = ["--only", what, "--shape", shape]
        for name in ("examples", "summaries", "new_tokens", "batch", "data", "tokenizer"):
            value = getattr(arguments, name)
            options += [f"--{name.replace('_', '-')}", str(value)] if value is not None else []
        return in_own_process("tests.benchmarks.gpu", options + (["--rank", str(rank)] if rank else []))

    rows, arms = [], (None, arguments.rank or 32)
    for shape in shapes:
        rows += training_rows(shape, [run("training", shape, rank) for rank in arms])
        rows += memory_rows(shape, [run("memory", shape, rank) for rank in arms])
        rows += evaluation_rows(shape, arguments.summaries, run("generation", shape, None))
    text = "rows of a file" if arguments.data else "random tokens of DialogSum's lengths"
    conditions = (
        f"Measured on {machine()}, by `python -m tests.benchmarks.gpu`: random weights, {arguments.examples} examples, "
        f"{text}, each profile's batch, AdamW, LoRA of rank {arms[1]} on q and v. The mixture's time is scaled from as "
        f"many examples; the lengths of its four other tasks are assumed. Memory: a batch of the longest texts. By "
        f"arithmetic: `training_flops` at {SHARE:.0%} of the measured peak, `bytes_of_training`. Random weights never "
        f"end a text, so every summary runs to {arguments.new_tokens} tokens: an upper bound."
    )
    return f"{conditions}\n\n{markdown(HEADER, rows)}"


def cells(measured: Sequence[dict[str, Any] | None], write: Callable[[dict[str, Any]], str]) -> list[str]:
    """A row's figures; those that no time was left for are named."""
    return [NOT_MEASURED if one is None else write(one) for one in measured]


def training_rows(shape: str, trained: Sequence[dict[str, Any] | None]) -> list[list[str]]:
    """Speed of full fine-tuning and of LoRA, beside the arithmetic's."""
    return [
        [f"{shape}: matrix peak (TFLOP/s)", *cells(trained, lambda one: digits(one["peak"] / 1e12))],
        [f"{shape}: training (examples/s)", *cells(trained, lambda one: digits(one["examples/s"]))],
        [f"{shape}: training (tokens/s)", *cells(trained, lambda one: digits(one["tokens/s"]))],
        [f"{shape}: share of matrix peak", *cells(trained, lambda one: f"{one['share']:.1%}")],
        [
            f"{shape}: time, measured / by arithmetic",
            *cells(trained, lambda one: digits(one["seconds"] / one["by arithmetic"])),
        ],
        [f"{shape}: peak memory (GiB)", *cells(trained, lambda one: digits(one["memory"]))],
        [f"{shape}: {EPOCH:,} mixed examples (min)", *cells(trained, lambda one: digits(one["epoch"] / 60))],
    ]


def memory_rows(shape: str, peaks: Sequence[dict[str, Any] | None]) -> list[list[str]]:
    """Peak memory of the whole batch at its longest, and what the arithmetic expects of full fine-tuning."""
    full = peaks[0]
    return [
        [
            f"{shape}: longest batch (GiB)",
            *cells(peaks, lambda one: "does not fit" if one["memory"] is None else digits(one["memory"])),
        ],
        [f"{shape}: the same by arithmetic", NOT_MEASURED if full is None else digits(full["expected"]), "–"],
    ]


def evaluation_rows(shape: str, summaries: int, seconds: dict[str, float] | None) -> list[list[str]]:
    """Seconds to generate the test summaries, by search and precision."""
    if seconds is None:
        return [[f"{shape}: {summaries} summaries (s)", NOT_MEASURED, "–"]]
    rows = []
    for key, value in seconds.items():
        beams, kind = key.split()
        name = "greedy" if beams == "1" else f"beam {beams}"
        rows.append([f"{shape}: {summaries} summaries, {name}, {kind} (s)", digits(value), "–"])
    return rows


def main() -> None:
    """Parse the command line, measure where there is a GPU, print and publish."""
    parser = argparse.ArgumentParser(description="Speed and memory of the course's path on a GPU.")
    parser.add_argument("--shapes", nargs="+", choices=list(FLAN_T5_SHAPES), default=list(SHAPES), metavar="SHAPE")
    parser.add_argument("--minutes", type=float, default=12, help="after which nothing more is begun (%(default)s)")
    parser.add_argument("--examples", type=int, default=4000, help="to train on (default: %(default)s)")
    parser.add_argument("--summaries", type=int, default=SUMMARIES, help="to generate (default: %(default)s)")
    parser.add_argument("--new-tokens", type=int, default=128, help="of a summary (default: %(default)s)")
    parser.add_argument("--batch", type=int, help="training batch (default: the profile's)")
    parser.add_argument("--rank", type=int, help="of the LoRA adapters (default: 32)")
    parser.add_argument("--data", help=".csv or .jsonl file with dialogue and summary columns")
    parser.add_argument("--tokenizer", help="folder of another tokenizer than nano's")
    parser.add_argument("--publish", action="store_true", help="write the table into tests/benchmarks/README.md")
    parser.add_argument("--smoke", action="store_true", help="a tiny shape and few examples, on the CPU too")
    parser.add_argument("--shape", choices=["tiny", *FLAN_T5_SHAPES], help=argparse.SUPPRESS)
    parser.add_argument("--only", choices=["training", "memory", "generation"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.only:
        start()
        measures = {"training": measure_training, "memory": measure_memory, "generation": measure_generation}
        print(json.dumps(measures[arguments.only](arguments)))
        return
    import torch

    if arguments.smoke:
        arguments.examples, arguments.summaries, arguments.new_tokens = 32, 6, 8
        arguments.batch, arguments.publish = 4, False
    elif not torch.cuda.is_available():
        print(NO_GPU)
        print(not_measured(arguments.shapes))
        return
    try:
        text = measure_all(arguments)
    except CourseError as error:
        sys.exit(str(error))
    print(text)
    if arguments.publish:
        from notebooks.publishing.readme import replace_between

        replace_between(Path(__file__).with_name("README.md"), "gpu", text)


if __name__ == "__main__":
    main()
