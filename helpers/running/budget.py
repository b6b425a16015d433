"""What the course costs on a GPU before it runs there: minutes by notebook, and disk.

Arithmetic, not measurement: tokens times weights against a sustained rate, kernel launches against what one costs, and
bytes against a disk. No GPU has measured its constants yet, here and in budget.toml; those marked *assumed* are guesses
on the slow side. `tests/benchmarks/gpu.py` measures what they stand for. It imports nothing heavy, as a profile is
chosen by it.
"""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.profiles import Profile, Recipe

LIMIT = 120.0  # minutes that a free session is sure to give
PADDING = 1.1  # batches grouped by length, assumed
KERNELS = {"train": (100, 160), "generate": (0, 80)}  # launches by layer of encoder and decoder, one step; assumed
STEP = 0.005  # seconds of Python a training step: collator, logging; assumed
DISK = 0.2e9  # bytes a second that a hosted disk writes a checkpoint, checksums included; assumed
START = 45.0  # seconds to import and set up a notebook; assumed
LOAD = 2.0  # seconds to load a model, and 1e-9 a byte; assumed
SCORING = 2.0  # seconds to measure one test set, resampling included: 200 dialogues take 1.1 on one busy core


@dataclass(frozen=True)
class Shape:
    """Dimensions of a T5 v1.1: as many layers in the decoder as in the encoder, `d_kv` wide heads."""

    d_model: int
    d_kv: int
    d_ff: int
    layers: int
    heads: int

    @property
    def weights(self) -> tuple[int, int, int]:
        """Matrix weights (of the encoder, of the decoder, of its keys and values of the source), norms left out."""
        square = self.d_model * self.heads * self.d_kv
        forward = 3 * self.d_model * self.d_ff
        return self.layers * (4 * square + forward), self.layers * (6 * square + forward), self.layers * 2 * square


@dataclass(frozen=True)
class Speed:
    """A GPU as the arithmetic sees it."""

    name: str
    rate: float  # floating point operations a second that a training sustains
    launch: float  # seconds that one kernel launch costs, Python around it included
    memory: float  # GiB that torch finds
    how: str = "computed"


TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TOKENS = TABLES["tokens"]  # task -> mean (source, target) tokens with the instruction
GPUS = {name: Speed(name, **facts) for name, facts in TABLES["gpus"].items()}
FLAN_T5_SHAPES = {name: Shape(**sizes) for name, sizes in TABLES["shapes"].items()}
FLAN_T5_VOCABULARY = 32_128  # rows of the embeddings, more than the tokenizer has tokens
# (shape, rows of the embeddings) by name; mt0-small is a flan-t5-small with mT5's vocabulary (its config.json).
MODELS = {name: (shape, FLAN_T5_VOCABULARY) for name, shape in FLAN_T5_SHAPES.items()}
MODELS["mt0-small"] = FLAN_T5_SHAPES["flan-t5-small"], 250_112


@dataclass(frozen=True)
class Training:
    """One training of the course: in which notebook, by which recipe, on which tasks, of adapters or all weights."""

    notebook: str
    recipe: Recipe
    tasks: tuple[str, ...]
    lora: bool = False


def trainings(profile: Profile) -> Iterator[Training]:
    """Every training of the course, where it first happens; the same as `helpers.arms` describes."""
    summary, every = ("dialogue_summary",), tuple(profile.counts)
    lora = replace(profile.lora_recipe, examples=int(profile.lora_recipe.examples * profile.sweep_share), evaluations=2)
    replay = replace(profile.full, examples=int(profile.full.examples * profile.replay_share), evaluations=2)
    yield Training("03", profile.full, summary)
    yield Training("04", profile.lora_recipe, summary, lora=True)
    yield from [Training("04", lora, summary, lora=True)] * len(profile.lora.sweep)
    yield Training("05", profile.multitask, every)
    yield Training("05", profile.multitask_lora, every, lora=True)
    short = replace(profile.multitask, examples=profile.curve_examples, evaluations=1)
    more = 1 + 2 * bool(profile.seeds)  # one wording, and both ways once more with another seed
    yield from [Training("05", short, every)] * (len(profile.curve) + more)
    yield from [Training("05", replace(short, examples=seen), every) for seen in profile.curve_seen]
    yield Training("05", short, every[1:])
    for x in profile.lengths:
        lora = replace(profile.lora_recipe, examples=int(profile.lora_recipe.examples * x), evaluations=2)
        yield Training("06", lora, summary, lora=True)
        if x != profile.replay_share:
            yield Training("06", replace(replay, examples=int(profile.full.examples * x)), summary)
    known = set()
    for order in profile.orders:
        for end in range(1, len(order) + 1):
            if order[:end] not in known:
                known.add(order[:end])
                yield Training("06", profile.stage, (order[end - 1],))
    yield from [Training("06", replay, summary)] * len(profile.replay)
    again = {
        "full": Training("07", profile.full, summary),
        "lora": Training("07", profile.lora_recipe, summary, lora=True),
        "multitask": Training("07", profile.multitask, every),
        "multitask_lora": Training("07", profile.multitask_lora, every, lora=True),
    }
    yield from [again[arm] for arm in profile.seeded_arms for _ in profile.seeds]
    yield Training("08", profile.own, summary, lora=True)


def evaluations(profile: Profile) -> Counter[tuple[str, str]]:
    """How often each notebook lets a model answer each task's test set that no earlier notebook has asked, or more."""
    curve = len(profile.curve) + len(profile.curve_seen) + 1  # one without a task
    forgetting = [t for t in trainings(profile) if t.notebook == "06"]
    stages = len({order[:end] for order in profile.orders for end in range(1, len(order) + 1)})
    others = len(forgetting) - stages + 3  # three points between base and full; none of these is asked for code
    found = Counter(
        {
            ("01", "dialogue_summary"): 9,  # eight wordings, few-shot
            ("03", "dialogue_summary"): 1,
            ("03", "review_rating"): 2,
            ("04", "dialogue_summary"): 1 + len(profile.lora.sweep),
            ("07", "dialogue_summary"): len(profile.seeded_arms) * len(profile.seeds) + 9,  # final split, changes
            ("08", "dialogue_summary"): 1,
            ("09", "dialogue_summary"): 2,  # three short ones on validation rows, and 16 dialogues three times
        }
    )
    for task, counts in profile.counts.items():
        asked = 6 * (4 + 2 * (task == "dialogue_summary"))  # six wordings: four arms, and two more
        found["05", task] += 4 + curve + ceil(asked * profile.side_rows / counts.test)  # main arms, curves, wordings
        found["06", task] += stages + 1 + others * (task != "code_translation")
        found["07", task] += 1  # few-shot
    return found


def shape(profile: Profile) -> tuple[Shape, int]:
    """(dimensions, rows of the vocabulary) of a hub profile's model. Raises `KeyError` for one that is not known."""
    return MODELS[profile.model.rpartition("/")[2]]


def plannable(profile: Profile) -> bool:
    """Whether the arithmetic knows the profile's model: not nano's, and not one that COURSE_SIZES names."""
    return profile.model.rpartition("/")[2] in MODELS


def model_bytes(profile: Profile) -> int:
    """Size of a hub profile's model in float32, as it lies on the disk; embeddings and output layer are two."""
    dimensions, vocabulary = shape(profile)
    return 4 * (sum(dimensions.weights) + 2 * vocabulary * dimensions.d_model)


def mixed_tokens(profile: Profile, tasks: tuple[str, ...]) -> tuple[float, float]:
    """Mean (source, target) tokens of an example of these tasks, at the profile's mixing rates."""
    rates = [min(profile.counts[task].train, profile.mix_cap) ** (1 / profile.mix_temperature) for task in tasks]
    means = [sum(r * TOKENS[t][side] for r, t in zip(rates, tasks, strict=True)) / sum(rates) for side in (0, 1)]
    return means[0], means[1]


def operations(profile: Profile, tasks: tuple[str, ...]) -> float:
    """Floating point operations of one example forward; a training needs three times as many, LoRA two.

    Two a weight and token, and four a pair of tokens and width in each attention of the encoder.
    """
    dimensions, vocabulary = shape(profile)
    encoder, decoder, across = dimensions.weights
    source, target = mixed_tokens(profile, tasks)
    pairs = 2 * dimensions.layers * dimensions.heads * dimensions.d_kv * source**2
    return 2 * ((encoder + across) * source + pairs + (decoder + vocabulary * dimensions.d_model) * target)


def training_seconds(profile: Profile, training: Training, speed: Speed) -> float:
    """Steps, each as long as its operations or its launches, whichever is more; validation; checkpoints."""
    recipe, forward = training.recipe, PADDING * operations(profile, training.tasks) / speed.rate
    layers, kernels = shape(profile)[0].layers, sum(KERNELS["train"])
    step = max((2 if training.lora else 3) * forward * recipe.batch_size, kernels * layers * speed.launch) + STEP
    rows = sum(profile.counts[task].validation for task in training.tasks)
    saved = 0 if training.lora else 3 * model_bytes(profile) / DISK
    return recipe.steps * recipe.accumulation * step + recipe.evaluations * (rows * forward + saved) + loading(profile)


def evaluation_seconds(profile: Profile, task: str, speed: Speed) -> float:
    """Loading, reading, writing to the end of each batch's longest text, in float32 at half the rate; scoring."""
    rows, (source, target) = profile.counts[task].test, TOKENS[task]
    batches = ceil(rows * source / profile.tokens_per_batch)
    longest = min(profile.max_target_tokens[task], 3 * target)
    launches = batches * longest * shape(profile)[0].layers * KERNELS["generate"][1]
    return loading(profile) + 2 * rows * operations(profile, (task,)) / speed.rate + launches * speed.launch + SCORING


def loading(profile: Profile) -> float:
    """Seconds to load the model once."""
    return LOAD + model_bytes(profile) * 1e-9


def minutes(profile: Profile, speed: Speed, notebooks: tuple[str, ...]) -> dict[str, float]:
    """Minutes of each notebook by name on a GPU, all of them run in order, what an earlier one trained found again."""
    seconds = Counter({name[:2]: START + TABLES["other"].get(name[:2], 0) for name in notebooks})
    for training in trainings(profile):
        seconds[training.notebook] += training_seconds(profile, training, speed)
    for (notebook, task), times in evaluations(profile).items():
        seconds[notebook] += times * evaluation_seconds(profile, task, speed)
    # 09 trains the smallest point of the data curve once more, on several processes, and measures a step.
    small = replace(profile.multitask, examples=profile.curve_examples, evaluations=1)
    seconds["09"] += training_seconds(profile, Training("09", small, tuple(profile.counts)), speed)
    return {name: round(seconds[name[:2]] / 60, 1) for name in notebooks}


def disk(profile: Profile) -> tuple[float, float]:
    """(bytes that one training needs, bytes that the whole course leaves and needs) in the folder of runs.

    A training keeps two checkpoints and writes a third, each with the optimizer's two averages; its model stays.
    """
    size = model_bytes(profile)
    kept = sum(not training.lora for training in trainings(profile))
    if os.environ.get("COURSE_DROP") == "1":  # full, multitask, the last stages, one of another seed, two in passing
        kept = min(kept, len(profile.orders) + 5)
    return 10.0 * size, (9.0 + kept) * size


def fits(totals: Mapping[str, float]) -> bool:
    """Whether the notebooks' minutes come to no more than a free session is sure to give."""
    return sum(totals.values()) <= LIMIT
