"""The arms that the course compares: what each starts from, what it is trained on and how, and what came of it.

Notebooks 03 to 05 show the calls that train an arm, cell by cell. A later notebook asks here for the arms that it
needs: a finished run is loaded, a missing one is trained by the same settings.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from datasets import Dataset, IterableDataset
from peft import get_peft_model
from transformers import set_seed

from helpers.data import mixture, replay_mixture, text_data, tokenized_data
from helpers.profiles import TASK_NAMES, Profile, Recipe
from helpers.running.curves import short_trainings
from helpers.running.language import tell
from helpers.running.processes import processes
from helpers.running.runs import Run, open_run
from helpers.tasks import SEEN
from helpers.training import load_base, load_run, lora_config, make_trainer, train_and_save

SUMMARY = ("dialogue_summary",)


@dataclass(frozen=True)
class Arm:
    """How an arm is trained: recipe (None = not at all), tasks, LoRA rank (None = all weights), where it starts from.

    An arm of another seed is recorded in results.csv under the name of the arm that it repeats: its `label`.
    """

    profile: Profile = field(repr=False)
    name: str
    recipe: Recipe | None = None
    tasks: tuple[str, ...] = ()
    rank: int | None = None
    parent: Arm | None = None  # the arm that it starts from, where that is not the base
    limit: int | None = None  # different training examples, where fewer than the mixture has
    other_seed: int | None = None  # of the training, where it is not the profile's
    replay: float | None = None  # share of the examples that come from tasks which the base had seen
    wordings: int | None = None  # of the instruction, where fewer than the task has
    shots: int = 0  # solved examples in front of each prompt, where they fit
    recorded_as: str | None = None

    @property
    def label(self) -> str:
        """Its name in results.csv."""
        return self.recorded_as or self.name

    @property
    def seed(self) -> int:
        """The seed of its training."""
        return self.other_seed or self.profile.seed

    @property
    def run(self) -> Run:
        """Its run folder, trained or not, named after all that changes what is learned.

        Raises `ValueError` for an arm that is not trained.
        """
        if not self.recipe:
            raise ValueError(f"{self.name!r} is no trained arm: it is the base itself, and has no run.")
        more: dict[str, Any] = {}
        if self.rank:
            config = lora_config(self.profile.lora, self.rank)
            more["lora"] = [config.r, config.lora_alpha, config.lora_dropout, *self.profile.lora.targets]
        if self.parent:
            more["parent"] = self.parent.run.folder.name
        if len(self.tasks) > 1:
            more["mixture"] = [self.profile.mix_temperature, self.profile.mix_cap, self.limit]
        if self.replay is not None:
            more["replay"] = self.replay
        if self.wordings:
            more["wordings"] = self.wordings
        read = [*self.tasks, *(SEEN if self.replay is not None else ())]
        return open_run(self.profile, self.name, self.recipe, self.seed, read, **more)

    def text(self) -> Dataset | IterableDataset:
        """Return its training examples as text: a set, or a stream where tasks are mixed."""
        examples = min(self.limit or self.recipe.examples, self.recipe.examples)
        if len(self.tasks) > 1:
            return mixture(self.profile, examples, self.wordings, self.tasks)
        if self.replay is not None:
            return replay_mixture(self.profile, self.tasks[0], self.replay, examples)
        return text_data(self.profile, self.tasks[0], "train", self.wordings)

    def train(self) -> Run:
        """Return the finished run; train it first, and the arm it starts from, if there is none.

        Called by several processes at once, as `helpers.running.train` does, it trains on all of them.
        """
        run, recipe = self.run, self.recipe
        if not run.needs_training:
            return run
        tell(f"Training {self.name}: {recipe.steps} steps of {recipe.batch_size * recipe.accumulation} examples.")
        model, tokenizer = self.parent.load() if self.parent else load_base(self.profile)
        set_seed(self.seed)  # LoRA's matrices start random
        if self.rank:
            model = get_peft_model(model, lora_config(self.profile.lora, self.rank))
        with processes().main_process_first():  # which prepares the data; the others find them
            train, validation = tokenized_data(self.profile, self.tasks, self.text(), tokenizer)
        train_and_save(run, make_trainer(run, recipe, self.seed, model, tokenizer, train, validation))
        return run

    def reseeded(self, seed: int) -> Arm:
        """Return this arm as it is trained with another seed."""
        return replace(self, name=f"{self.name}_seed_{seed}", other_seed=seed, recorded_as=self.name)

    def load(self) -> tuple[Any, Any]:
        """Return its model and tokenizer, trained first if need be; the base where it is not trained at all."""
        return load_run(self.profile, self.train()) if self.recipe else load_base(self.profile)


class Arms(dict[str, Arm]):
    """Every arm of the course by name: the main ones, those of each series of experiments, and the untrained ones.

    ``sequential`` is the last stage of the first sequence under another name.
    """

    def __init__(self, profile: Profile) -> None:
        """Describe the arms of a profile; nothing is trained or loaded."""
        full = Arm(profile, "full", profile.full, SUMMARY)
        lora = Arm(profile, "lora", profile.lora_recipe, SUMMARY, rank=profile.lora.rank)
        multitask = Arm(profile, "multitask", profile.multitask, TASK_NAMES)
        adapters = Arm(profile, "multitask_lora", profile.multitask_lora, TASK_NAMES, rank=profile.lora.rank)
        self._add(full, lora, multitask, adapters)
        for name in profile.seeded_arms:
            self._add(*(self[name].reseeded(seed) for seed in profile.seeds))
        self.sequences = self._sequences(profile)
        less = _short(profile.lora_recipe, profile.sweep_share)
        self._add(*(replace(lora, name=f"lora_rank_{n}", recipe=less, rank=n) for n in profile.lora.sweep))
        self._add(*short_trainings(multitask))
        less = _short(profile.full, profile.replay_share)
        self._add(*(replace(full, name=f"replay_{100 * x:g}", recipe=less, replay=x) for x in profile.replay))
        self.lengths = {arm.name: self._lengths(profile, arm) for arm in (full, lora)}
        self.trained = tuple(self.values())
        self._add(Arm(profile, "zero_shot"), Arm(profile, "few_shot", shots=profile.shots))
        self["sequential"] = replace(self.sequences[0][-1], recorded_as="sequential")

    def __missing__(self, name: str) -> Arm:
        """Say which arms there are. Raises `ValueError`."""
        raise ValueError(f"{name!r} is no arm of the course: {', '.join(self)}.")

    def _add(self, *arms: Arm) -> None:
        self.update({arm.name: arm for arm in arms})

    def _lengths(self, profile: Profile, arm: Arm) -> tuple[Arm, ...]:
        """Add an arm's shorter trainings; return them and itself. ``replay_0`` is what `full` is at that length."""
        shorter = {
            x: replace(arm, name=f"{arm.name}_{100 * x:g}", recipe=_short(arm.recipe, x)) for x in profile.lengths
        }
        if arm.name == "full" and profile.replay_share in shorter and "replay_0" in self:
            shorter[profile.replay_share] = self["replay_0"]
        self._add(*shorter.values())
        return (*shorter.values(), arm)

    def _sequences(self, profile: Profile) -> tuple[tuple[Arm, ...], ...]:
        """Add the arms of sequential fine-tuning; return those of each order of the profile, one a stage.

        Every stage takes the same recipe, so that orders differ in the order alone. Sequences that begin alike share
        their first stages.
        """
        known: dict[tuple[str, ...], Arm] = {}
        for number, order in enumerate(profile.orders, 1):
            for stage, task in enumerate(order, 1):
                if order[:stage] not in known:
                    name = f"stage_{stage}" if number == 1 else f"order_{number}_stage_{stage}"
                    parent = known[order[: stage - 1]] if stage > 1 else None
                    known[order[:stage]] = Arm(profile, name, profile.stage, (task,), parent=parent)
                    self._add(known[order[:stage]])
        return tuple(tuple(known[order[:stage]] for stage in range(1, len(order) + 1)) for order in profile.orders)


def _short(recipe: Recipe, share: float) -> Recipe:
    return replace(recipe, examples=int(recipe.examples * share), evaluations=2)
