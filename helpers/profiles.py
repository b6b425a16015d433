"""Every size of the course in one place: models, data, lengths, batches, learning rates.

Choose one with the environment variable ``COURSE_PROFILE`` (``auto``, ``nano``, ``small``, ``base``,
``large``, ``xl``). Change a size here, and every notebook follows. To try other sizes without touching
this file, put them into a JSON file of the same shape and name it in ``COURSE_SIZES``.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.running.errors import CourseError
from helpers.running.runtime import menus

ROOT = Path(__file__).resolve().parent.parent
GIGABYTE = 1024**3
MOST = 1_000_000_000  # no size of a profile is larger
LARGEST_SIZES = 1_000_000  # bytes of a file with sizes
NO_SIZES = ("name", "sizes")  # fields that such a file cannot change
TASK_NAMES = ("dialogue_summary", "messenger_summary", "review_rating", "code_translation", "entities")


@dataclass(frozen=True)
class Source:
    """Where a task's data come from: a hub id (with a pinned revision) or a folder of this repository."""

    path: str
    revision: str | None = None
    licence: str = ""


@dataclass(frozen=True)
class Counts:
    """How many rows of each split one task uses; ``test`` counts dialogues, not reference rows.

    ``validation`` is such that evaluation batches come out whole: only then can several processes share each evenly.
    """

    train: int
    validation: int
    test: int


@dataclass(frozen=True)
class Recipe:
    """One training recipe. A step sees ``batch_size * accumulation`` examples."""

    learning_rate: float
    examples: int  # training examples seen in all, repeats included
    batch_size: int
    accumulation: int = 1
    warmup: float = 0.05  # share of the steps
    evaluations: int = 4  # of the validation loss, evenly spread over the training

    @property
    def steps(self) -> int:
        """Number of optimizer steps."""
        return max(1, self.examples // (self.batch_size * self.accumulation))


@dataclass(frozen=True)
class Lora:
    """LoRA's shape (Hu et al. 2021, arXiv 2106.09685): rank, scale and the layers that get adapters."""

    rank: int
    alpha: int
    targets: tuple[str, ...]
    sweep: tuple[int, ...]  # ranks compared in 04_lora


@dataclass(frozen=True)
class Profile:
    """All sizes for one run of the course. Lengths are in tokens, memory in GiB, times in minutes."""

    name: str
    model: str
    model_revision: str | None
    data: dict[str, Source]
    counts: dict[str, Counts]
    full: Recipe
    lora_recipe: Recipe
    multitask: Recipe
    multitask_lora: Recipe
    stage: Recipe  # one stage of sequential fine-tuning
    own: Recipe  # of LoRA on the learner's own chats in 08_your_own_data
    lora: Lora
    max_source_tokens: int
    max_prompt_tokens: int  # of a few-shot prompt
    max_target_tokens: dict[str, int]
    shots: int
    mix_temperature: float
    mix_cap: int
    curve: tuple[int, ...]  # sizes of the mixture for the data curve in 05_multitask; `multitask` is its last point
    wording_examples: int  # the point of the curve that `one_wording` repeats
    curve_examples: int  # training examples that each point of the curve sees at least, repeats included
    sweep_share: float  # share of lora_recipe.examples that each rank of the sweep trains on
    tokens_per_batch: int  # of generation, padding included
    gpu_memory: float  # needed on the GPU for full fine-tuning; 0 = no GPU needed
    memory: float  # needed in main memory
    minutes: dict[str, float]  # expected, per notebook
    minutes_on: str
    seed: int = 17
    seeds: tuple[int, ...] = (18, 19)  # further seeds of training, for the spread in 07_before_after
    seeded_arms: tuple[str, ...] = ("full", "lora")
    orders: tuple[tuple[str, ...], ...] = (  # of sequential fine-tuning in 06_forgetting; the first is ``sequential``
        ("dialogue_summary", "code_translation", "entities", "review_rating"),
        ("dialogue_summary", "review_rating", "entities", "code_translation"),
        ("review_rating", "entities", "code_translation", "dialogue_summary"),
    )
    replay: tuple[float, ...] = (0.0, 0.01, 0.05, 0.2)  # shares of old tasks' examples in 06_forgetting
    replay_share: float = 0.375  # share of full.examples that each of these arms trains on
    offline: bool = False
    resamples: int = 10_000
    extra_tests: dict[str, str] = field(default_factory=dict)  # further test sets of dialogue_summary: task -> split
    sizes: str = ""  # name of the file in COURSE_SIZES that changed some of the above
    nli: Source | None = None  # an optional judge of summaries; a chosen profile has it only with COURSE_NLI=1

    def __post_init__(self) -> None:
        """Check every size, naming the first bad one."""
        for label, mapping in (
            ("data", self.data),
            ("counts", self.counts),
            ("max_target_tokens", self.max_target_tokens),
        ):
            if set(mapping) != set(TASK_NAMES):
                raise ValueError(
                    f"Profile {self.name}: {label} must name exactly the tasks {', '.join(TASK_NAMES)}, "
                    f"not {', '.join(sorted(mapping))}."
                )
        if max(self.curve, default=0) >= self.multitask.examples:
            raise ValueError(
                f"Profile {self.name}: curve = {self.curve} must stay below multitask.examples = "
                f"{self.multitask.examples}, its last point."
            )
        if self.curve and self.wording_examples not in self.curve:
            raise ValueError(
                f"Profile {self.name}: wording_examples = {self.wording_examples} must be one of curve = {self.curve}."
            )
        for task, counts in self.counts.items():
            if min(counts.train, counts.validation, counts.test) < 1:
                raise ValueError(f"Profile {self.name}: counts[{task!r}] = {counts} must be at least 1 in every split.")
        for label in ("full", "lora_recipe", "multitask", "multitask_lora", "stage", "own"):
            recipe: Recipe = getattr(self, label)
            if not 0 < recipe.learning_rate < 1:
                raise ValueError(
                    f"Profile {self.name}: {label}.learning_rate = {recipe.learning_rate} must lie between 0 and 1."
                )
            if min(recipe.examples, recipe.batch_size, recipe.accumulation, recipe.evaluations) < 1:
                raise ValueError(
                    f"Profile {self.name}: {label} = {recipe} must have examples, batch_size, accumulation "
                    "and evaluations of at least 1."
                )
        for order in self.orders:
            if len(set(order)) < len(order) or not set(order) <= set(TASK_NAMES) or len(order) < 2:
                raise ValueError(
                    f"Profile {self.name}: orders has {order}: an order needs two or more different tasks of "
                    f"{', '.join(TASK_NAMES)}."
                )
        if not self.orders or "dialogue_summary" != self.orders[0][0]:
            raise ValueError(f"Profile {self.name}: orders = {self.orders} must begin with one of dialogue_summary.")
        if not all(0 <= share < 1 for share in self.replay):
            raise ValueError(f"Profile {self.name}: replay = {self.replay} must lie at 0 or above and below 1.")
        if self.seed in self.seeds:
            raise ValueError(f"Profile {self.name}: seeds = {self.seeds} must be others than seed = {self.seed}.")
        if self.mix_temperature < 1:
            raise ValueError(f"Profile {self.name}: mix_temperature = {self.mix_temperature} must be at least 1.")
        for label in ("max_source_tokens", "max_prompt_tokens", "tokens_per_batch", "shots", "resamples", "mix_cap"):
            if getattr(self, label) < 1:
                raise ValueError(f"Profile {self.name}: {label} = {getattr(self, label)} must be at least 1.")

    @property
    def run_dir(self) -> Path:
        """Folder of this profile's runs and results; ``COURSE_RUNS`` moves all of them elsewhere."""
        name = f"{self.name}-{self.sizes}" if self.sizes else self.name
        return Path(os.environ.get("COURSE_RUNS") or ROOT / "runs") / name

    @property
    def model_name(self) -> str:
        """The model's hub id, or its folder within the repository."""
        return _shown(self.model)

    @property
    def model_label(self) -> str:
        """The model with its revision if it has one, for results.csv."""
        return self.model_name if self.model_revision is None else f"{self.model}@{self.model_revision}"

    def source_name(self, task: str) -> str:
        """Return the hub id of a task's data set, or its folder within the repository."""
        return _shown(self.data[task].path)

    def source_label(self, task: str) -> str:
        """Return the data set of a task or a further test set, with its revision if it has one, for results.csv."""
        source = self.data["dialogue_summary" if task in self.extra_tests else task]
        return _shown(source.path) + (f"@{source.revision}" if source.revision else "")

    @property
    def data_label(self) -> str:
        """Short name of the data, for results: ``embedded`` or ``hub``."""
        return "embedded" if self.offline else "hub"


def _shown(path: str) -> str:
    return Path(path).relative_to(ROOT).as_posix() if Path(path).is_absolute() else path


def _embedded(folder: str) -> Source:
    return Source(str(ROOT / "data" / folder), None, "CC BY 4.0")


_HUB_MODELS = {  # commits
    "small": "0fc9ddf78a1e988dac52e2dac162b0ede4fd74ab",
    "base": "7bcac572ce56db69c1ea7c8af255c5d7c9672fc2",
    "large": "0613663d0d48ea86ba8cb3d7a44f0f65dc596a2a",
    "xl": "7d6315df2c2fb742f0f5b556879d730926ca9001",
}
_HUB_DATA = {
    "dialogue_summary": Source("knkarthick/dialogsum", "main", "CC BY-NC-SA 4.0"),
    "messenger_summary": Source("knkarthick/samsum", "6b929ff10edec703164e3ddb2e94aae058c9ab5f", "CC BY-NC-ND 4.0"),
    "review_rating": Source("Yelp/yelp_review_full", "c1f9ee939b7d05667af864ee1cb066393154bf85", "Yelp dataset terms"),
    "code_translation": Source("google/code_x_glue_cc_code_to_code_trans", "main", "C-UDA"),
    "entities": Source("lhoestq/conll2003", "main", "Reuters corpus terms"),
}
# The NLI model that SummaC's own code takes by default (Laban et al. 2022, arXiv 2111.09525); 1.4 GB.
_HUB_NLI = Source("FacebookAI/roberta-large-mnli", "main", "MIT")
_HUB_COUNTS = {
    "dialogue_summary": Counts(12_460, 448, 500),
    "messenger_summary": Counts(14_732, 448, 500),
    "review_rating": Counts(50_000, 448, 1_000),
    "code_translation": Counts(10_300, 448, 500),
    "entities": Counts(14_041, 448, 1_000),
}
_HUB_TARGETS = {
    "dialogue_summary": 128,
    "messenger_summary": 128,
    "review_rating": 8,
    "code_translation": 384,
    "entities": 128,
}
_HUB_LORA = Lora(rank=32, alpha=32, targets=("q", "v"), sweep=(4, 16, 64))
NOTEBOOKS = (
    "00_start_here",
    "01_zero_shot",
    "02_measuring",
    "03_full_fine_tuning",
    "04_lora",
    "05_multitask",
    "06_forgetting",
    "07_before_after",
    "08_your_own_data",
    "09_scaling_out",
)


def _minutes(*minutes: float) -> dict[str, float]:
    return dict(zip(NOTEBOOKS, minutes, strict=True))


def _nano() -> Profile:
    return Profile(
        name="nano",
        model=str(ROOT / "data" / "model"),
        model_revision=None,
        offline=True,
        data={
            "dialogue_summary": _embedded("service_dialogues"),
            "messenger_summary": _embedded("messenger_chats"),
            "review_rating": _embedded("reviews"),
            "code_translation": _embedded("code_pairs"),
            "entities": _embedded("entity_sentences"),
        },
        counts={
            "dialogue_summary": Counts(8_000, 96, 200),
            "messenger_summary": Counts(4_000, 32, 120),
            "review_rating": Counts(3_500, 32, 400),
            "code_translation": Counts(1_500, 32, 60),
            "entities": Counts(3_500, 32, 150),
        },
        full=Recipe(3e-3, 3_200, 8),
        lora_recipe=Recipe(5e-3, 4_000, 8),
        multitask=Recipe(1.8e-3, 10_000, 16),
        multitask_lora=Recipe(5e-3, 2_000, 8),
        stage=Recipe(1e-3, 1_000, 8),
        own=Recipe(2e-3, 1_200, 8, evaluations=6),
        lora=Lora(rank=8, alpha=32, targets=("v", "wi_0", "wi_1", "wo"), sweep=(2, 8, 32)),
        max_source_tokens=320,
        max_prompt_tokens=512,
        max_target_tokens={
            "dialogue_summary": 64,
            "messenger_summary": 64,
            "review_rating": 8,
            "code_translation": 160,
            "entities": 64,
        },
        shots=2,
        mix_temperature=1.0,
        mix_cap=8_000,
        curve=(100, 500, 1_500),
        wording_examples=1_500,
        curve_examples=480,
        sweep_share=0.12,
        tokens_per_batch=8_192,
        gpu_memory=0,
        memory=3,
        minutes=_minutes(0.2, 1.2, 0.5, 1.7, 2.9, 8, 6, 8, 1.5, 1),
        minutes_on="2 CPU cores",
        extra_tests={"dialogue_summary_handwritten": "handwritten"},
    )


def _hub(
    name: str,
    batch: int,
    accumulation: int,
    full_rate: float,
    lora_rate: float,
    tokens_per_batch: int,
    gpu_memory: float,
    minutes: dict[str, float],
) -> Profile:
    recipe = {"batch_size": batch, "accumulation": accumulation}
    return Profile(
        name=name,
        model=f"google/flan-t5-{name}",
        model_revision=_HUB_MODELS[name],
        data=_HUB_DATA,
        counts=_HUB_COUNTS,
        full=Recipe(full_rate, 37_000, **recipe),
        lora_recipe=Recipe(lora_rate, 37_000, **recipe),
        multitask=Recipe(full_rate, 100_000, **recipe),
        multitask_lora=Recipe(lora_rate, 100_000, **recipe),
        stage=Recipe(full_rate, 12_000, **recipe),
        own=Recipe(lora_rate, 2_400, 8, evaluations=6),
        lora=_HUB_LORA,
        max_source_tokens=512,
        max_prompt_tokens=512,
        max_target_tokens=_HUB_TARGETS,
        shots=2,
        mix_temperature=2.0,
        mix_cap=30_000,
        curve=(1_000, 10_000, 50_000),
        wording_examples=10_000,
        curve_examples=10_000,
        sweep_share=0.3,
        tokens_per_batch=tokens_per_batch,
        gpu_memory=gpu_memory,
        memory=8,
        minutes=minutes,
        minutes_on="one GPU (estimated, not measured)",
        orders=(
            ("dialogue_summary", "code_translation", "entities", "review_rating"),
            ("dialogue_summary", "review_rating", "entities", "code_translation"),
        ),
        replay_share=0.2,
        nli=_HUB_NLI,
    )


def _profiles() -> dict[str, Profile]:
    profiles = (
        _nano(),
        _hub("small", 32, 1, 3e-4, 1e-3, 65_536, 8, _minutes(2, 6, 1, 15, 40, 130, 70, 55, 4, 6)),
        _hub("base", 16, 1, 2e-4, 1e-3, 32_768, 14, _minutes(2, 12, 2, 30, 80, 260, 140, 110, 8, 12)),
        _hub("large", 8, 2, 1e-4, 5e-4, 16_384, 24, _minutes(3, 30, 2, 90, 240, 760, 400, 330, 18, 30)),
        _hub("xl", 4, 4, 5e-5, 5e-4, 8_192, 76, _minutes(6, 75, 2, 250, 700, 2100, 1100, 900, 45, 90)),
    )
    return {profile.name: profile for profile in profiles}


def resize(profile: Profile, path: Path) -> Profile:
    """Return the profile with the sizes that a JSON file gives; its runs go to ``<profile>-<file>``.

    ``{"full": {"examples": 640}, "counts": {"entities": {"train": 100}}}`` changes these two. Raises `CourseError`
    that names the file and the field.
    """
    try:
        if path.is_file() and path.stat().st_size > LARGEST_SIZES:
            raise CourseError(f"COURSE_SIZES: {path} has more than {LARGEST_SIZES:,} bytes.")
        changes = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CourseError(f"COURSE_SIZES: {path} cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        raise CourseError(f"COURSE_SIZES: {path} is not JSON: {error}.") from error
    try:
        return replace(_changed(profile, changes, ""), sizes=path.stem)
    except ValueError as error:
        raise CourseError(f"COURSE_SIZES: {path}: {error}") from error


def _sized(profile: Profile) -> Profile:
    """Return the profile with the sizes of the file that ``COURSE_SIZES`` names, if it names one."""
    path = os.environ.get("COURSE_SIZES")
    return resize(profile, Path(path)) if path else profile


def _judged(profile: Profile) -> Profile:
    """Return the profile with its NLI model only where ``COURSE_NLI=1`` asks for it: else nothing of it is loaded."""
    if os.environ.get("COURSE_NLI") != "1":
        return replace(profile, nli=None)
    if profile.nli is None:
        raise CourseError(
            f"COURSE_NLI=1 needs a hub profile: {profile.name} has no NLI model; unset it or choose "
            "COURSE_PROFILE=small, base, large or xl."
        )
    return profile


def _changed(value: Any, change: Any, where: str) -> Any:
    """Put `change` into `value`, a size or a structure of sizes; `where` names it in errors."""
    if is_dataclass(value) or isinstance(value, dict):
        known = [f.name for f in fields(value) if f.name not in NO_SIZES] if is_dataclass(value) else list(value)
        if not isinstance(change, dict):
            raise ValueError(f"{where or 'the file'} must be an object, not {_short(change)}.")
        for key in change:
            if key not in known:
                name = _short(f"{where}.{key}".lstrip("."))
                raise ValueError(f"{name} is unknown; known are {', '.join(known)}.")
        old = {key: getattr(value, key) if is_dataclass(value) else value[key] for key in change}
        new = {key: _changed(old[key], change[key], f"{where}.{key}".lstrip(".")) for key in change}
        return replace(value, **new) if is_dataclass(value) else {**value, **new}
    if isinstance(value, tuple) and isinstance(change, list):
        return tuple(_changed(value[0], item, f"{where}[{i}]") for i, item in enumerate(change))
    kinds = (int, float) if isinstance(value, float) else type(value)
    if not isinstance(change, kinds) or isinstance(change, bool) != isinstance(value, bool):
        raise ValueError(f"{where} = {_short(change)} must be like {value!r}.")
    if isinstance(change, int | float) and not abs(change) < MOST:
        raise ValueError(f"{where} = {_short(change)} must be a number below {MOST:,}.")
    return change


def _short(value: Any) -> str:
    """A value as Python writes it, in one line and cut where it is long."""
    text = repr(value)
    return text if len(text) <= 100 else text[:99] + "…"


def choose_profile(name: str | None = None) -> tuple[Profile, str]:
    """Return the profile named by `name` or ``COURSE_PROFILE`` (default ``auto``), and why.

    Raises `CourseError` for an unknown name, where this machine cannot hold the profile, and where ``COURSE_NLI=1``
    asks for an NLI model that the profile lacks.
    """
    name = (name or os.environ.get("COURSE_PROFILE") or "auto").strip().lower()
    profiles = _profiles()
    if name != "auto" and name not in profiles:
        raise CourseError(f"COURSE_PROFILE={name!r} is not a profile: choose one of auto, {', '.join(profiles)}.")
    if name == "auto":
        gpu, needed = gpu_memory(), profiles["base"].gpu_memory
        if gpu is None:
            chosen, why = "nano", "no CUDA GPU here"
        elif gpu < needed:
            chosen, why = "nano", f"the GPU has {gpu:.0f} GiB, base needs {needed:.0f}"
        else:
            chosen, why = "base", f"a CUDA GPU with {gpu:.0f} GiB"
        return _judged(_sized(profiles[chosen])), f"chosen by auto: {why}"
    profile = _sized(profiles[name])
    gpu = gpu_memory() if profile.gpu_memory else None
    if profile.gpu_memory and (gpu is None or gpu < profile.gpu_memory):
        has = "has no CUDA GPU" if gpu is None else f"has a GPU with {gpu:.0f} GiB"
        raise CourseError(
            f"Profile {name} needs a CUDA GPU with {profile.gpu_memory:.0f} GiB and this machine {has}: "
            f"{menus().gpu}, or choose a smaller profile with COURSE_PROFILE, nano runs anywhere."
        )
    memory = main_memory()
    if memory < profile.memory:
        raise CourseError(
            f"Profile {name} needs {profile.memory:.0f} GiB of memory and this machine has {memory:.1f}: "
            "choose a smaller one with COURSE_PROFILE, or a larger machine."
        )
    return _judged(profile), f"named by COURSE_PROFILE={name}"


def load_profile(name: str | None = None) -> Profile:
    """Return the chosen profile alone; see `choose_profile`."""
    return choose_profile(name)[0]


def gpu_memory() -> float | None:
    """Memory of the first CUDA GPU in GiB; None where there is none."""
    import torch

    if not torch.cuda.is_available():
        return None
    return torch.cuda.get_device_properties(0).total_memory / GIGABYTE


def main_memory() -> float:
    """Main memory of this machine in GiB."""
    import psutil

    return psutil.virtual_memory().total / GIGABYTE


def use_bf16() -> bool:
    """Whether this machine's hardware computes in bfloat16. The other choice is float32.

    Never float16: T5's activations overflow in it.
    """
    import torch

    if torch.cuda.is_available():
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return bool(getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)())


def time_and_memory(notebook: str) -> pd.DataFrame:
    """Show what a notebook needs under each profile: model, minutes, and GiB of memory."""
    return pd.DataFrame(
        {
            profile.name: {
                "model": profile.model_name,
                "minutes, about": f"{profile.minutes[notebook]:g}",
                "measured on": profile.minutes_on,
                "GPU memory (GiB)": f"{profile.gpu_memory:g}" if profile.gpu_memory else "none needed",
                "memory (GiB)": f"{profile.memory:g}",
            }
            for profile in _profiles().values()
        }
    ).T
