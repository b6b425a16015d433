"""From the lab recipe to the course's path one change at a time, and where a training step's time goes.

    python -m tests.benchmarks.ladder                          # nano
    python -m tests.benchmarks.ladder --shape flan-t5-small --examples 32 --dialogues 8
    python -m tests.benchmarks.ladder --compile --publish      # with torch.compile; the tables go into the README here

Every rung trains the same model on the same examples by one plain loop, or generates for the same dialogues. Rounds
are interleaved: each round climbs the whole ladder once, and a rung's figure is the median of its rounds.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from helpers.running.errors import CourseError
from helpers.setup import start
from tests.benchmarks.common import (
    LAB_LENGTH,
    RATE,
    SHAPE_NAMES,
    digits,
    lab_prompts,
    machine,
    make_model,
    markdown,
    read_rows,
    seconds_of,
)

NEW_TOKENS = 64
PADDING_ROWS = 2_000  # rows over which padding is counted: grouping needs many to choose from


@dataclass(frozen=True)
class Training:
    """How one rung trains; as it stands, the lab's way."""

    masked: bool = False  # labels padded with -100, attention mask passed
    dynamic: bool = False  # padded to the longest of the batch, else to the maximum
    grouped: bool = False  # batches of like length
    plain_attention: bool = False  # eager on a CPU, else sdpa
    bf16: bool = False
    fused: bool = False  # AdamW in one kernel
    batch: int = 8
    dropout: bool = True  # as the model has it
    compiled: bool = False
    threads: int | None = None  # None: as many as torch takes
    workers: int = 0  # processes that load the data


@dataclass(frozen=True)
class Rung:
    """One row of the ladder: its name, how it trains, and the rung that it is compared with."""

    name: str
    training: Training
    before: str | None


def rungs(batch: int, bf16: bool = True, dropout: bool = True, compiled: bool = False) -> list[Rung]:
    """The ladder of training: from the lab to the course, then one step beyond it in each direction.

    `bf16`: whether the machine computes in it; `dropout`: whether the model has any; `compiled`: with torch.compile.
    """
    steps = [
        ("labels -100 and mask", {"masked": True}),
        ("dynamic padding", {"dynamic": True}),
        ("grouped by length", {"grouped": True}),
        ("plain attention", {"plain_attention": True}),
        ("fused AdamW", {"fused": True}),
        *([("bf16 autocast", {"bf16": True})] if bf16 else []),
        (f"batch {batch}: the course", {"batch": batch}),
    ]
    ladder = [Rung("the lab", Training(), None)]
    for name, change in steps:
        ladder.append(Rung(name, replace(ladder[-1].training, **change), ladder[-1].name))
    course = ladder[-1]
    beyond = [
        *([("no dropout", {"dropout": False})] if dropout else []),
        (f"batch {2 * batch}", {"batch": 2 * batch}),
        ("1 thread", {"threads": 1}),
        ("2 loader workers", {"workers": 2}),
        *([("torch.compile, once compiled", {"compiled": True})] if compiled else []),
    ]
    return ladder + [
        Rung(f"the course, {name}", replace(course.training, **change), course.name) for name, change in beyond
    ]


# --- training ------------------------------------------------------------------------------------


def features_of(rows: Sequence[dict[str, Any]], tokenizer: Any) -> list[dict[str, list[int]]]:
    """Tokenize rows, neither padded nor masked."""
    sources = tokenizer(lab_prompts(rows), truncation=True, max_length=LAB_LENGTH).input_ids
    targets = tokenizer([row["summary"] for row in rows], truncation=True, max_length=LAB_LENGTH).input_ids
    return [{"input_ids": s, "labels": t} for s, t in zip(sources, targets, strict=True)]


class Collate:
    """Pads a list of features into tensors (batch, length), as a rung has it."""

    def __init__(self, training: Training) -> None:
        self.training = training

    def __call__(self, features: list[dict[str, list[int]]]) -> dict[str, Any]:
        """Return input_ids, labels and, where the rung has one, attention_mask."""
        import torch

        def pad(name: str, value: int) -> torch.Tensor:
            rows = [feature[name] for feature in features]
            width = max(map(len, rows)) if self.training.dynamic else LAB_LENGTH
            return torch.tensor([row + [value] * (width - len(row)) for row in rows])

        batch = {"input_ids": pad("input_ids", 0), "labels": pad("labels", -100 if self.training.masked else 0)}
        return batch | ({"attention_mask": (batch["input_ids"] != 0).long()} if self.training.masked else {})


def make_batches(features: list[dict[str, list[int]]], training: Training) -> list[list[int]]:
    """Positions of each batch: in the rows' order, or grouped as transformers' sampler groups them."""
    order: Iterator[int] = iter(range(len(features)))
    if training.grouped:
        import torch
        from transformers.trainer_pt_utils import LengthGroupedSampler

        lengths = [len(feature["input_ids"]) for feature in features]
        generator = torch.Generator().manual_seed(0)
        order = iter(LengthGroupedSampler(training.batch, lengths=lengths, generator=generator))
    positions = list(order)
    return [positions[i : i + training.batch] for i in range(0, len(positions), training.batch)]


def padding_share(features: list[dict[str, list[int]]], training: Training) -> float:
    """Share of padding among all positions, source and target, of one pass."""
    tokens = positions = 0
    for batch in make_batches(features, training):
        for name in ("input_ids", "labels"):
            lengths = [len(features[i][name]) for i in batch]
            tokens += sum(lengths)
            positions += len(lengths) * (max(lengths) if training.dynamic else LAB_LENGTH)
    return 1 - tokens / positions


def prepare(model: Any, weights: dict[str, Any], training: Training) -> Any:
    """Put the starting weights, attention, dropout and threads of a rung into the model; return what to call."""
    import torch

    from helpers.running.machine import device

    model.load_state_dict(weights)
    model.set_attn_implementation("eager" if training.plain_attention and device() == "cpu" else "sdpa")
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = model.config.dropout_rate if training.dropout else 0.0
    model.train()
    return torch.compile(model, dynamic=True) if training.compiled else model


def train(
    model: Any,
    forward: Callable[..., Any],
    features: list[dict[str, list[int]]],
    training: Training,
    span: Callable[[str], Any] = lambda name: contextlib.nullcontext(),
) -> None:
    """Train one pass; `span` opens a context around loading, forward, backward and optimizer, for a profile."""
    import torch
    from torch.utils.data import DataLoader

    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, fused=training.fused)
    loader = iter(
        DataLoader(
            features,
            batch_sampler=make_batches(features, training),
            collate_fn=Collate(training),
            num_workers=training.workers,
        )
    )
    while True:
        with span("loading"):
            batch = next(loader, None)
        if batch is None:
            return
        inputs = {name: value.to(model.device) for name, value in batch.items()}
        with span("forward"), torch.autocast(model.device.type, dtype=torch.bfloat16, enabled=training.bf16):
            loss = forward(**inputs).loss
        with span("backward"):
            loss.backward()
        with span("optimizer"):
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()


def climb(
    model: Any, features: list[dict[str, list[int]]], ladder: Sequence[Rung], rounds: int
) -> dict[str, list[float]]:
    """Examples per second of each rung in each round; rounds interleaved, after a short warm-up of each rung."""
    import torch

    weights = {name: value.clone() for name, value in model.state_dict().items()}
    threads, rates = torch.get_num_threads(), {rung.name: [] for rung in ladder}
    for round_ in range(-1, rounds):
        for rung in ladder:
            print(f"round {round_ + 1} of {rounds}: {rung.name} …", file=sys.stderr, flush=True)
            few = features[: rung.training.batch]
            warm = round_ < 0 and not rung.training.compiled
            torch.set_num_threads(rung.training.threads or threads)
            forward = prepare(model, weights, rung.training)
            if rung.training.compiled and round_ >= 0:
                train(model, forward, features, rung.training)  # compiles; steady speed is what is compared
            if warm or round_ >= 0:
                _, seconds = seconds_of(train, model, forward, few if warm else features, rung.training)
            if round_ >= 0:
                rates[rung.name].append(len(features) / seconds)
    torch.set_num_threads(threads)
    prepare(model, weights, ladder[0].training)
    return rates


def training_table(rates: dict[str, list[float]], ladder: Sequence[Rung], features: list[Any]) -> str:
    """Each rung's examples per second, its factor to the rung before (or to the course), and its padding."""
    medians = {name: statistics.median(values) for name, values in rates.items()}
    rows = [
        [
            rung.name,
            digits(medians[rung.name]),
            f"{medians[rung.name] / medians[rung.before]:.2f}" if rung.before else "",
            f"{medians[rung.name] / medians[ladder[0].name]:.1f}",
            f"{padding_share(features, rung.training):.0%}",
        ]
        for rung in ladder
    ]
    return markdown(["training", "examples/s", "factor", "of the lab", "padding"], rows)


# --- evaluation ----------------------------------------------------------------------------------


def one_at_a_time(model: Any, tokenizer: Any, prompts: list[str], times: int) -> None:
    """Generate for one prompt after the other, each so many times, without a mask."""
    for prompt in prompts:
        ids = tokenizer(prompt, return_tensors="pt", truncation=True, max_length=LAB_LENGTH).input_ids
        for _ in range(times):
            model.generate(input_ids=ids.to(model.device), max_new_tokens=NEW_TOKENS, num_beams=1, do_sample=False)


def in_batches(model: Any, tokenizer: Any, prompts: list[str], grouped: bool, tokens_per_batch: int = 8_192) -> None:
    """Generate with the library in batches of so many tokens, in the prompts' order or sorted by length."""
    from helpers.generation import batches_by_tokens

    encoded = tokenizer(prompts, truncation=True, max_length=LAB_LENGTH).input_ids
    lengths = [len(ids) for ids in encoded]
    if not grouped:  # as many prompts a batch as fit at the greatest length
        lengths = [max(lengths)] * len(lengths)
    for batch in batches_by_tokens(lengths, tokens_per_batch):
        inputs = tokenizer.pad({"input_ids": [encoded[i] for i in batch]}, return_tensors="pt").to(model.device)
        model.generate(**inputs, max_new_tokens=NEW_TOKENS, num_beams=1, do_sample=False)


def evaluations(model: Any, tokenizer: Any, prompts: list[str]) -> dict[str, tuple[Callable[[], Any], str | None]]:
    """The ladder of evaluation: name to what it runs, and the name that it is compared with."""
    import torch

    from helpers.generation import generate_texts
    from helpers.running.machine import device

    def course(**more: Any) -> Callable[[], Any]:
        return lambda: generate_texts(model, tokenizer, prompts, NEW_TOKENS, **more)

    def in_bf16() -> None:
        with torch.autocast(device(), dtype=torch.bfloat16):
            course()()

    last = "ended texts leave, encoder in pieces: the course"
    return {
        "the lab": (lambda: one_at_a_time(model, tokenizer, prompts, 3), None),
        "each dialogue once": (lambda: one_at_a_time(model, tokenizer, prompts, 1), "the lab"),
        "batches by tokens": (lambda: in_batches(model, tokenizer, prompts, False), "each dialogue once"),
        "sorted by length": (lambda: in_batches(model, tokenizer, prompts, True), "batches by tokens"),
        last: (course(), "sorted by length"),
        "the course, half the batch": (course(tokens_per_batch=4_096), last),
        "the course, twice the batch": (course(tokens_per_batch=16_384), last),
        "the course, bf16 autocast": (in_bf16, last),
        "the course, beam 4": (course(num_beams=4), last),
    }


def evaluation_table(model: Any, tokenizer: Any, prompts: list[str], rounds: int) -> str:
    """Each rung's dialogues per second and factors, rounds interleaved, plain attention from the course on."""
    import torch

    from helpers.running.machine import attention

    model.eval()
    ladder = evaluations(model, tokenizer, prompts)
    rates: dict[str, list[float]] = {name: [] for name in ladder}
    with torch.inference_mode():
        for _ in range(rounds):
            for name, (run, _) in ladder.items():
                print(f"evaluation: {name} …", file=sys.stderr, flush=True)
                model.set_attn_implementation(attention() if "the course" in name else "sdpa")
                rates[name].append(len(prompts) / seconds_of(run)[1])
    medians = {name: statistics.median(values) for name, values in rates.items()}
    rows = [
        [
            name,
            digits(medians[name]),
            f"{medians[name] / medians[before]:.2f}" if before else "",
            f"{medians[name] / medians['the lab']:.1f}",
        ]
        for name, (_, before) in ladder.items()
    ]
    return markdown(["evaluation", "dialogues/s", "factor", "of the lab"], rows)


def shares_of_generation(model: Any, tokenizer: Any, prompts: list[str]) -> dict[str, float]:
    """Share of the course's greedy generation that the encoder, the decoder and the output layer take."""
    import torch

    from helpers.generation import generate_texts

    parts = {"the encoder": model.get_encoder(), "the decoder": model.get_decoder(), "the output layer": model.lm_head}
    spent, began, hooks = dict.fromkeys(parts, 0.0), {}, []

    def now() -> float:
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        return time.perf_counter()

    def start_of(name: str) -> Callable[..., None]:
        return lambda *_: began.update({name: now()})

    def end_of(name: str) -> Callable[..., None]:
        return lambda *_: spent.update({name: spent[name] + now() - began[name]})

    for name, part in parts.items():
        hooks += [part.register_forward_pre_hook(start_of(name)), part.register_forward_hook(end_of(name))]
    _, seconds = seconds_of(generate_texts, model, tokenizer, prompts, NEW_TOKENS)
    for hook in hooks:
        hook.remove()
    shares = {name: value / seconds for name, value in spent.items()}
    return shares | {"everything between": max(0.0, 1 - sum(shares.values()))}


# --- where a step's time goes --------------------------------------------------------------------

REST = "Python, autograd and the rest"
KINDS = {  # what an operation of torch belongs to, by a part of its name; the first that fits counts
    "optimizer and clipping": ("_fused_adam", "_foreach_", "linalg_vector_norm"),
    "attention scores and softmax": ("bmm", "_softmax", "scaled_dot_product", "flash_attention"),
    "matrix products": ("aten::mm", "aten::addmm", "mkldnn::_linear", "aten::matmul"),
    "loss": ("log_softmax", "nll_loss"),
    "dropout": ("dropout", "bernoulli"),
    "casts and copies": ("copy", "clone", "contiguous", "aten::cat"),
    "sums, products, norms, activations": ("aten::",),
}


def kind_of(operation: str) -> str:
    """Return the kind of an operation; Python and whatever is no operation of torch is `REST`."""
    if "log_softmax" in operation:
        return "loss"
    return next((kind for kind, parts in KINDS.items() if any(part in operation for part in parts)), REST)


def shares_of_a_step(model: Any, features: list[dict[str, list[int]]], training: Training) -> dict[str, float]:
    """Share of the time of a training pass by kind of work, measured by torch's profiler."""
    import torch
    from torch.profiler import ProfilerActivity, profile, record_function

    forward = prepare(model, model.state_dict(), training)
    train(model, forward, features[: 2 * training.batch], training)  # warm
    cuda = torch.cuda.is_available()
    spent: dict[str, float] = {}

    @contextlib.contextmanager
    def span(name: str) -> Iterator[None]:
        began = time.perf_counter()
        with record_function(name):
            yield
        spent[name] = spent.get(name, 0.0) + time.perf_counter() - began

    activities = [ProfilerActivity.CPU] + ([ProfilerActivity.CUDA] if cuda else [])
    began = time.perf_counter()
    with profile(activities=activities) as recorded:
        train(model, forward, features, training, span)
    whole = time.perf_counter() - began
    times = {"loading and padding": spent["loading"]} | dict.fromkeys(KINDS, 0.0)
    for event in recorded.key_averages():
        kind = kind_of(event.key)
        if kind != REST:
            times[kind] += (event.self_device_time_total if cuda else event.self_cpu_time_total) / 1e6
    times[REST] = max(0.0, whole - sum(times.values()))
    total = sum(times.values())
    return {kind: seconds / total for kind, seconds in times.items()}


def limit_sentence(what: str, shares: dict[str, float]) -> str:
    """Say where the limit is: the largest share and the next."""
    (first, most), (second, less) = sorted(shares.items(), key=lambda item: -item[1])[:2]
    return f"The limit of {what} is {first} ({most:.0%} of its time), then {second} ({less:.0%})."


def profile_table(shares: dict[str, float]) -> str:
    """The shares, largest first."""
    rows = [[kind, f"{share:.0%}"] for kind, share in sorted(shares.items(), key=lambda item: -item[1])]
    return markdown(["one training step of the course", "share of time"], rows)


# --- all of it -----------------------------------------------------------------------------------


def report(shape: str, arguments: argparse.Namespace) -> str:
    """Climb both ladders with one shape, profile a step, and return it as Markdown."""
    profile = start()

    from helpers.data import load_test
    from helpers.running.machine import attention, device, use_bf16
    from helpers.tasks import TASKS

    model, tokenizer = make_model(shape, arguments.tokenizer)
    model = model.to(device())
    rows = read_rows(profile, arguments.data)
    many = features_of(rows[:PADDING_ROWS], tokenizer)
    features = many[: arguments.examples]
    if arguments.data:
        prompts = [TASKS["dialogue_summary"].prompt(row) for row in rows[-arguments.dialogues :]]
    else:
        prompts = load_test(profile, "dialogue_summary").head(arguments.dialogues).prompts()
    ladder = rungs(arguments.batch, use_bf16(), model.config.dropout_rate > 0, arguments.compile)
    course = next(rung.training for rung in ladder if rung.name.endswith(": the course"))
    rates = climb(model, features, ladder, arguments.rounds)
    shares = shares_of_a_step(model, features, course)
    before, after = (padding_share(many, replace(course, grouped=grouped)) for grouped in (False, True))
    parts = [
        f"{shape} on {machine()}: {len(features)} examples, {len(prompts)} dialogues, median of {arguments.rounds} "
        "interleaved rounds. *Factor* compares with the row before, and beyond the course with the course; padding is "
        f"counted over {len(many)} examples.",
        training_table(rates, ladder, many),
        profile_table(shares),
        limit_sentence("the course's training step", shares)
        + f" Grouping by length leaves {after:.0%} padding of {before:.0%}.",
        evaluation_table(model, tokenizer, prompts, arguments.rounds),
    ]
    model.set_attn_implementation(attention())
    limit = limit_sentence("the course's greedy generation", shares_of_generation(model, tokenizer, prompts))
    return "\n\n".join([*parts, limit])


def main() -> None:
    """Parse the command line, climb, print and publish."""
    parser = argparse.ArgumentParser(description="From the lab recipe to the course's path, one change at a time.")
    parser.add_argument("--shape", choices=SHAPE_NAMES, action="append", help="default: nano")
    parser.add_argument("--examples", type=int, default=256, help="training examples (default: %(default)s)")
    parser.add_argument("--dialogues", type=int, default=96, help="test dialogues (default: %(default)s)")
    parser.add_argument("--batch", type=int, default=16, help="the course's batch size (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="repetitions (default: %(default)s)")
    parser.add_argument("--compile", action="store_true", help="with a rung for torch.compile, which takes minutes")
    parser.add_argument("--data", help=".csv or .jsonl file with dialogue and summary columns (default: nano's data)")
    parser.add_argument("--tokenizer", help="folder of another tokenizer than nano's, for a FLAN-T5 shape")
    parser.add_argument("--publish", action="store_true", help="write the tables into tests/benchmarks/README.md")
    arguments = parser.parse_args()
    try:
        text = "\n\n".join(report(shape, arguments) for shape in arguments.shape or ["nano"])
    except CourseError as error:
        sys.exit(str(error))
    print(text)
    if arguments.publish:
        from pathlib import Path

        from notebooks.publishing.readme import replace_between

        replace_between(Path(__file__).with_name("README.md"), "ladder", text)


if __name__ == "__main__":
    main()
