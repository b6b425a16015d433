"""The short trainings of 05_multitask, each of which differs from another one in a single thing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.arms import Arm


def short_trainings(multitask: Arm) -> list[Arm]:
    """Return ``mix_N``, N different examples for equally many steps, and what is compared with one of these.

    ``mix_N_seen_M``, with the middle N, has other numbers of steps. ``one_wording`` and ``without_T``, the mixture
    without its first task, are like the largest. No earlier checkpoint is chosen: steps are what is held fixed.
    """
    profile = multitask.profile
    short = replace(multitask.recipe, examples=profile.curve_examples, evaluations=1)
    sizes = [replace(multitask, name=f"mix_{n}", recipe=short, limit=n) for n in profile.curve]
    middle, most = sizes[len(sizes) // 2], sizes[-1]
    longer = {f"{middle.name}_seen_{n}": replace(short, examples=n) for n in profile.curve_seen}
    one = replace(most, name="one_wording", wordings=1)
    again = [arm.reseeded(seed) for arm in (most, one) for seed in profile.seeds[:1]]
    without = replace(most, name=f"without_{most.tasks[0]}", tasks=most.tasks[1:])
    return [*sizes, *(replace(middle, name=n, recipe=recipe) for n, recipe in longer.items()), one, *again, without]
