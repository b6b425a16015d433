"""Every size of the course in one place, profiles.toml, and what each of them means.

Choose a profile with the environment variable ``COURSE_PROFILE`` (``auto``, ``nano``, ``small``, ``base``, ``large``,
``xl``, ``multilingual``). Change a size in profiles.toml, and every notebook follows. To try other sizes without
touching that file, put them into a JSON file of a profile's shape and name it in ``COURSE_SIZES``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.running.automatic import automatic, minutes_here
from helpers.running.budget import GPUS, minutes
from helpers.running.digests import fingerprint, text_digest
from helpers.running.errors import CourseError
from helpers.running.machine import gpu_memory, main_memory
from helpers.running.runtime import menus
from helpers.running.sizes import resize

ROOT = Path(__file__).resolve().parent.parent
FILE = Path(__file__).with_suffix(".toml")
RECIPES = ("full", "lora_recipe", "multitask", "multitask_lora", "stage", "own")
TASK_NAMES = ("dialogue_summary", "messenger_summary", "review_rating", "code_translation", "entities")
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


@dataclass(frozen=True)
class Source:
    """Where a task's data come from: a hub id (with a pinned revision) or a folder of this repository."""

    path: str
    revision: str | None = None
    licence: str = ""
    rows: int = 0  # that are downloaded of its training split, which is one Parquet file; 0 for all


@dataclass(frozen=True)
class Skill(Source):
    """A closed task that no mixture of the course holds: `rows` questions of one file of a data set."""

    file: str = "test.jsonl"
    rows: int = 200


@dataclass(frozen=True)
class Counts:
    """How many rows of each split one task uses; ``test`` and ``final`` count dialogues, not reference rows.

    ``validation`` is such that evaluation batches come out whole: only then can several processes share each evenly.
    """

    train: int
    validation: int
    test: int
    final: int = 0  # of dialogue summaries that 07 alone opens


@dataclass(frozen=True)
class Recipe:
    """One training recipe. A step sees ``batch_size * accumulation`` examples."""

    learning_rate: float
    examples: int  # training examples seen in all, repeats included
    batch_size: int
    accumulation: int = 1
    optimizer: str = "adamw"  # or adafactor
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
    """All sizes for one run of the course. Lengths are in tokens, memory in GiB (2^30 bytes), times in minutes."""

    name: str
    model: str
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
    curve: tuple[int, ...]  # different examples of the mixture, for the curve over data in 05_multitask
    curve_examples: int  # training examples that each point of it sees, repeats included
    curve_seen: tuple[int, ...]  # other such numbers, for the curve over steps on the middle size of `curve`
    side_rows: int  # test rows of each task and wording in 05_multitask's comparison of wordings
    sweep_share: float  # share of lora_recipe.examples that each rank of the sweep trains on
    tokens_per_batch: int  # of generation, padding included
    gpu_memory: float  # that torch must find on the GPU (a card sold with 24 GB has 22 to 23.6); 0 = no GPU needed
    memory: float  # needed in main memory
    minutes: dict[str, float]  # expected, per notebook: measured on 2 CPU cores, or computed for a GPU
    minutes_on: str
    seed: int
    seeds: tuple[int, ...]  # further seeds of training, for the spread in 07_before_after
    seeded_arms: tuple[str, ...]
    orders: tuple[tuple[str, ...], ...]  # of sequential fine-tuning in 06_forgetting; the first is ``sequential``
    behaviour: int  # test dialogues that 07 changes, each in four ways
    replay: tuple[float, ...]  # shares of old tasks' examples in 06_forgetting
    replay_share: float  # share of full.examples that each of these arms trains on
    lengths: tuple[float, ...]  # shares of full's and lora's examples: what is learned and forgotten over steps
    skills: dict[str, Skill]  # of the base, to see in 06_forgetting what no mixture keeps
    resamples: int  # of the bootstrap and of the test of a difference
    model_revision: str | None = None
    planned_on: str = ""  # the GPU of helpers/running/budget.py for which the minutes were computed
    offline: bool = False
    extra_tests: dict[str, str] = field(default_factory=dict)  # further test sets of dialogue_summary: task -> split
    sizes: str = ""  # name of the file in COURSE_SIZES that changed some of the above
    final: Source | None = None  # where its final test split lies, where it is no part of the test rows
    judge: Source | None = None  # an optional judge of summaries; a chosen profile has it only with COURSE_JUDGE=1

    def __post_init__(self) -> None:
        """Check every size. Raises `ValueError` that names the first bad one."""
        for problem in _problems(self):
            raise ValueError(f"Profile {self.name}: {problem}")

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
        """The model with its revision, or the digest of its folder, for results.csv."""
        return f"{self.model_name}@{self.model_revision or fingerprint(self.model)}"

    def source(self, task: str) -> Source:
        """Return where the rows of a task, of a further test set or of the final one come from."""
        final = self.final if task.endswith("_final") else None
        return final or self.data["dialogue_summary" if task.startswith("dialogue_summary") else task]

    def source_name(self, task: str) -> str:
        """Return the hub id of a task's data set, or its folder within the repository."""
        return _shown(self.source(task).path)

    def source_label(self, task: str) -> str:
        """Return a test set's rows with their revision or digest, and that of their texts, for results.csv."""
        name = "dialogue_summary" if task.startswith("dialogue_summary") else task
        source = self.source(task)
        version = source.revision or fingerprint(source.path)
        return f"{self.source_name(task)}@{version}+{text_digest(name, held_out=True)}"

    @property
    def data_label(self) -> str:
        """Short name of the data, for results: ``embedded`` or ``hub``."""
        return "embedded" if self.offline else "hub"


def _shown(path: str) -> str:
    return Path(path).relative_to(ROOT).as_posix() if Path(path).is_absolute() else path


def _problems(profile: Profile) -> Iterator[str]:
    """Say what is wrong with the sizes of a profile, one sentence each."""
    for label in ("data", "counts", "max_target_tokens"):
        if set(mapping := getattr(profile, label)) != set(TASK_NAMES):
            yield f"{label} must name exactly the tasks {', '.join(TASK_NAMES)}, not {', '.join(sorted(mapping))}."
    if len(profile.curve) < 2 or max(profile.curve) > profile.curve_examples:
        yield f"curve = {profile.curve} must be two or more sizes, up to curve_examples = {profile.curve_examples}."
    if min((*profile.curve, *profile.curve_seen), default=1) < 1:
        yield f"curve = {profile.curve} and curve_seen = {profile.curve_seen} must be at least 1."
    for task, counts in profile.counts.items():
        if min(counts.train, counts.validation, counts.test) < 1:
            yield f"counts[{task!r}] = {counts} must be at least 1 in every split."
    for label in RECIPES:
        recipe: Recipe = getattr(profile, label)
        if recipe.optimizer not in ("adamw", "adafactor"):
            yield f"{label}.optimizer = {recipe.optimizer!r} must be adamw or adafactor."
        if not 0 < recipe.learning_rate < 1:
            yield f"{label}.learning_rate = {recipe.learning_rate} must lie between 0 and 1."
        if min(recipe.examples, recipe.batch_size, recipe.accumulation, recipe.evaluations) < 1:
            yield f"{label} = {recipe} must have examples, batch_size, accumulation and evaluations of at least 1."
    for order in profile.orders:
        if len(set(order)) < len(order) or not set(order) <= set(TASK_NAMES) or len(order) < 2:
            yield f"orders has {order}: an order needs two or more different tasks of {', '.join(TASK_NAMES)}."
    if not profile.orders or "dialogue_summary" != profile.orders[0][0]:
        yield f"orders = {profile.orders} must begin with one of dialogue_summary."
    if not all(0 < share < 1 for share in profile.lengths):
        yield f"lengths = {profile.lengths} must lie above 0 and below 1."
    if not all(0 <= share < 1 for share in profile.replay):
        yield f"replay = {profile.replay} must lie at 0 or above and below 1."
    if profile.seed in profile.seeds:
        yield f"seeds = {profile.seeds} must be others than seed = {profile.seed}."
    if profile.mix_temperature < 1:
        yield f"mix_temperature = {profile.mix_temperature} must be at least 1."
    tokens = ("max_source_tokens", "max_prompt_tokens", "tokens_per_batch")
    for label in (*tokens, "shots", "resamples", "mix_cap", "curve_examples", "side_rows", "behaviour"):
        if getattr(profile, label) < 1:
            yield f"{label} = {getattr(profile, label)} must be at least 1."


@cache
def all_profiles() -> dict[str, Profile]:
    """Every profile of profiles.toml by name, the smallest first."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    every, hub = tables.pop("every"), tables.pop("hub")
    for name, table in tables.items():
        tables[name] = _over(every, table if table.get("offline") else _over(hub, table))
    return {name: _built(name, table) for name, table in tables.items()}


def _over(shared: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Put a table over a shared one, tables within them too."""
    both = {key: _over(shared[key], own[key]) for key in shared.keys() & own.keys() if isinstance(own[key], dict)}
    return shared | own | both


def _built(name: str, table: dict[str, Any]) -> Profile:
    """Make a profile of its table; paths of an offline one become folders of this repository."""
    local = f"{ROOT}/" if table.get("offline") else ""
    if planned := table.get("planned_on"):
        table["minutes_on"] = f"one {planned} (computed)"
    data = {task: Source(**{**source, "path": local + source["path"]}) for task, source in table.pop("data").items()}
    table |= {label: Recipe(**recipe) for label, recipe in table.pop("recipes").items()}
    table |= {
        "model": local + table["model"],
        "counts": {task: Counts(**counts) for task, counts in table["counts"].items()},
        "lora": Lora(**_fixed(table["lora"])),
        "minutes": dict(zip(NOTEBOOKS, table.get("minutes", [0] * len(NOTEBOOKS)), strict=True)),
        "final": data.pop("final", None),
        "judge": Source(**table["judge"]) if "judge" in table else None,
        "skills": {name: Skill(**{**one, "path": local + one["path"]}) for name, one in table["skills"].items()},
    }
    profile = Profile(name=name, data=data, **_fixed(table))
    return replace(profile, minutes=minutes(profile, GPUS[profile.planned_on], NOTEBOOKS)) if planned else profile


def _fixed(value: Any) -> Any:
    """Lists as tuples, those within tables and lists too."""
    if isinstance(value, dict):
        return {key: _fixed(one) for key, one in value.items()}
    return tuple(map(_fixed, value)) if isinstance(value, list) else value


def _sized(profile: Profile) -> Profile:
    """Return the profile with the sizes of the file that ``COURSE_SIZES`` names, if it names one."""
    path = os.environ.get("COURSE_SIZES")
    return resize(profile, Path(path)) if path else profile


def _judged(profile: Profile) -> Profile:
    """Return the profile with its judge only where ``COURSE_JUDGE=1`` asks for it: else nothing of it is loaded."""
    if os.environ.get("COURSE_JUDGE") != "1":
        return replace(profile, judge=None)
    if profile.judge is None:
        raise CourseError(
            f"COURSE_JUDGE=1 needs a hub profile: {profile.name} has no judge; unset it or choose "
            "COURSE_PROFILE=small, base, large or xl."
        )
    return profile


def choose_profile(name: str | None = None) -> tuple[Profile, str]:
    """Return the profile named by `name` or ``COURSE_PROFILE`` (default ``auto``), and why.

    Raises `CourseError` for an unknown name, where this machine cannot hold the profile, and where ``COURSE_JUDGE=1``
    asks for a judge that the profile lacks.
    """
    name = (name or os.environ.get("COURSE_PROFILE") or "auto").strip().lower()
    profiles = all_profiles()
    if name != "auto" and name not in profiles:
        raise CourseError(f"COURSE_PROFILE={name!r} is not a profile: choose one of auto, {', '.join(profiles)}.")
    if name == "auto":
        chosen, why = automatic(profiles)
        return _judged(_sized(profiles[chosen])), f"chosen by auto: {why}"
    profile = _sized(profiles[name])
    gpu = gpu_memory() if profile.gpu_memory else None
    if profile.gpu_memory and (gpu is None or gpu < profile.gpu_memory):
        has = "has no CUDA GPU" if gpu is None else f"has a GPU with {int(10 * gpu) / 10} GiB"
        raise CourseError(
            f"Profile {name} needs a CUDA GPU with {profile.gpu_memory:.1f} GiB and this machine {has}: "
            f"{menus().gpu}, or choose a smaller profile with COURSE_PROFILE, nano runs anywhere."
        )
    memory = main_memory()
    if memory < profile.memory:
        raise CourseError(
            f"Profile {name} needs {profile.memory:.1f} GiB of memory and this machine has {memory:.1f}: "
            "choose a smaller one with COURSE_PROFILE, or a larger machine."
        )
    return _judged(profile), f"named by COURSE_PROFILE={name}"


def load_profile(name: str | None = None) -> Profile:
    """Return the chosen profile alone; see `choose_profile`."""
    return choose_profile(name)[0]


def time_and_memory(notebook: str) -> pd.DataFrame:
    """Show what a notebook needs under each profile: model, minutes, GiB of memory; on a GPU, the minutes there too."""
    rows: dict[str, dict[str, str]] = {}
    for profile in all_profiles().values():
        row = rows[profile.name] = {
            "model": profile.model_name,
            "minutes, about": f"{profile.minutes[notebook]:g}",
            "on": profile.minutes_on,
            "whole course, minutes": f"{sum(profile.minutes.values()):.0f}",
            "GPU memory (GiB)": f"{profile.gpu_memory:g}" if profile.gpu_memory else "none needed",
            "memory (GiB)": f"{profile.memory:g}",
        }
        if (here := minutes_here(profile)) is not None:
            row["minutes on this GPU (computed)"] = f"{here[notebook]:g} of {sum(here.values()):.0f}"
    return pd.DataFrame(rows).T.fillna("–")
