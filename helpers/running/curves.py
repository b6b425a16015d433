"""The short trainings of 05_multitask, each of which differs from another one in a single thing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.arms import Arm


def short_trainings(multitask: Arm) -> list[Arm]:
    """Return ``mix_N``, N different examples for equally many steps, and what is compared with one of them.

    ``mix_N_seen_M``: the middle N until M examples were seen. Like the largest N: ``one_wording``, ``without_T``, the
    mixture without the first task T, and both ways of wording with another seed. No earlier checkpoint is chosen, as
    the steps are what is held fixed.
    """
    profile = multitask.profile

    def mix(different: int, seen: int, name: str) -> Arm:
        recipe = replace(multitask.recipe, examples=seen, evaluations=1)
        return replace(multitask, name=f"mix_{name}", recipe=recipe, limit=different)

    sizes = [mix(n, profile.curve_examples, f"{n}") for n in profile.curve]
    middle = profile.curve[len(profile.curve) // 2]
    most = [sizes[-1], replace(sizes[-1], name="one_wording", wordings=1)]
    return [
        *sizes,
        *(mix(middle, seen, f"{middle}_seen_{seen}") for seen in profile.curve_seen),
        most[1],
        *(a.reseeded(seed) for a in most for seed in profile.seeds[:1]),
        replace(most[0], name=f"without_{multitask.tasks[0]}", tasks=multitask.tasks[1:]),
    ]
