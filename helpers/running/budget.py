"""What the course costs on a GPU before it runs there: minutes by notebook, and disk.

Arithmetic, not measurement: tokens times weights against a sustained rate, kernel launches against what one costs, and
bytes against a disk. No GPU has measured its constants yet; those marked *assumed* are guesses on the slow side.
`tests/benchmarks/gpu.py` measures what they stand for. It imports nothing heavy, as a profile is chosen by it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.profiles import Profile, Recipe

LIMIT = 120.0  # minutes that a free session is sure to give
# Mean (source, target) tokens with the instruction: DialogSum's by FLAN-T5's tokenizer, the other tasks' assumed.
TOKENS = {
    "dialogue_summary": (235, 37),
    "messenger_summary": (166, 34),
    "review_rating": (190, 2),
    "code_translation": (142, 132),
    "entities": (58, 24),
}
PADDING = 1.1  # batches grouped by length, assumed
KERNELS = {"train": (100, 160), "generate": (0, 80)}  # launches by layer of encoder and decoder, one step; assumed
STEP = 0.005  # seconds of Python a training step: collator, logging; assumed
DISK = 0.2e9  # bytes a second that a hosted disk writes a checkpoint, checksums included; assumed
START = 45.0  # seconds to import and set up a notebook; assumed
LOAD = 2.0  # seconds to load a model, and 1e-9 a byte; assumed
SCORING = 2.0  # seconds to measure one test set, resampling included: 200 dialogues take 1.1 on one busy core
OTHER = {"00": 90, "01": 60, "02": 45, "05": 30, "07": 90, "08": 45, "09": 90}  # downloads, baselines, plots; assumed


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
        return (
            self.layers * (4 * square + forward),
            self.layers * (6 * square + forward),
            self.layers * 2 * square,
        )


FLAN_T5_VOCABULARY = 32_128  # rows of the embeddings, more than the tokenizer has tokens
FLAN_T5_SHAPES = {  # from each model's config.json on the hub
    "flan-t5-small": Shape(d_model=512, d_kv=64, d_ff=1024, layers=8, heads=6),
    "flan-t5-base": Shape(d_model=768, d_kv=64, d_ff=2048, layers=12, heads=12),
    "flan-t5-large": Shape(d_model=1024, d_kv=64, d_ff=2816, layers=24, heads=16),
    "flan-t5-xl": Shape(d_model=2048, d_kv=64, d_ff=5120, layers=24, heads=32),
    "flan-t5-xxl": Shape(d_model=4096, d_kv=64, d_ff=10240, layers=24, heads=64),
}
# mt0-small is a flan-t5-small with mT5's vocabulary (its config.json).
OTHER_MODELS = {"mt0-small": (FLAN_T5_SHAPES["flan-t5-small"], 250_112)}


@dataclass(frozen=True)
class Speed:
    """A GPU as the arithmetic sees it."""

    name: str
    rate: float  # floating point operations a second that a training sustains
    launch: float  # seconds that one kernel launch costs, Python around it included
    memory: float  # GiB that torch finds
    how: str = "computed"


# Sustained rates, assumed: in float32 four tenths of the data sheet's peak (T4: 8.1 TFLOP/s; it has no bfloat16), in
# bfloat16 some 22 % of it, where public encoder-decoder trainings reach 26 % (nanoT5); a 72 W L4 less.
GPUS = {
    "T4": Speed("T4", 3.3e12, 12e-6, 14.6),
    "RTX 3060": Speed("RTX 3060", 10e12, 8e-6, 11.6),
    "L4": Speed("L4", 22e12, 10e-6, 22.0),
    "RTX 4090": Speed("RTX 4090", 36e12, 6e-6, 23.5),
    "A100": Speed("A100", 70e12, 8e-6, 39.4),
    "A100 80 GB": Speed("A100 80 GB", 70e12, 8e-6, 79.1),
    "H100": Speed("H100", 180e12, 6e-6, 79.1),
}


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
    for size in [*profile.curve, *[profile.wording_examples] * bool(profile.curve)]:
        seen = max(size, profile.curve_examples)
        yield Training("05", replace(profile.multitask, examples=seen, evaluations=2), every)
    known = {summary}
    for order in profile.orders:
        for end in range(1, len(order) + 1):
            if order[:end] not in known:
                known.add(order[:end])
                recipe = profile.full if order[end - 1] == "dialogue_summary" else profile.stage
                yield Training("06", recipe, (order[end - 1],))
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
    """How often each notebook lets a model answer each task's test set that no earlier notebook has asked."""
    curve, stages = len(profile.curve), sum(t.notebook == "06" for t in trainings(profile)) - len(profile.replay)
    found = Counter(
        {
            ("01", "dialogue_summary"): 7,  # six wordings, few-shot
            ("03", "dialogue_summary"): 1,
            ("03", "review_rating"): 2,
            ("04", "dialogue_summary"): 1 + len(profile.lora.sweep),
            ("05", "dialogue_summary"): 14,  # four arms asked in other wordings
            ("06", "dialogue_summary"): len(profile.replay) - len(profile.counts) + 1,
            ("07", "dialogue_summary"): len(profile.seeded_arms) * len(profile.seeds),
            ("08", "dialogue_summary"): 1,
        }
    )
    for task in profile.counts:
        found["05", task] += 4 + curve + 5 * bool(curve)  # four arms, the curve, one wording and several in three
        found["06", task] += stages + len(profile.replay) + 1
        found["07", task] += 1  # few-shot
    return found


def shape(profile: Profile) -> tuple[Shape, int]:
    """(dimensions, rows of the vocabulary) of a hub profile's model. Raises `KeyError` for one that is not known."""
    name = profile.model.rpartition("/")[2]
    return OTHER_MODELS[name] if name in OTHER_MODELS else (FLAN_T5_SHAPES[name], FLAN_T5_VOCABULARY)


def plannable(profile: Profile) -> bool:
    """Whether the arithmetic knows the profile's model: not nano's, and not one that COURSE_SIZES names."""
    return profile.model.rpartition("/")[2] in {**FLAN_T5_SHAPES, **OTHER_MODELS}


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
    seconds = Counter({name[:2]: START + OTHER.get(name[:2], 0) for name in notebooks})
    for training in trainings(profile):
        seconds[training.notebook] += training_seconds(profile, training, speed)
    for (notebook, task), times in evaluations(profile).items():
        seconds[notebook] += times * evaluation_seconds(profile, task, speed)
    # 09 trains the smallest point of the data curve once more, on several processes, and measures a step.
    small = replace(profile.multitask, examples=profile.curve_examples, evaluations=2)
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
