"""How the checkers of computed answers compare: the right answer first, then the slips that give what was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from notebooks.solutions.checks import Wrong, cut

Answer = Callable[..., Any]


def numbers(value: Any, shape: tuple[int, ...], what: str) -> np.ndarray:
    """Return an answer as an array of floats. Raises `Wrong` where it holds no numbers, or not as many as it should.

    `what` says in words what a right answer is, for the learner to read.
    """
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError) as error:
        raise Wrong(f"Your answer {short(value)} is not made of numbers: it should be {what}.") from error
    if array.shape != shape:
        raise Wrong(f"Your answer {short(value)} has the shape {array.shape}: it should be {what}, shape {shape}.")
    return array


def short(value: Any, longest: int = 120) -> str:
    """A value as Python writes it, on one line, cut where it is long; floats with six digits."""
    text = repr(_rounded(value))
    return cut(text if isinstance(value, str) else " ".join(text.split()), longest)


@dataclass(frozen=True)
class _Table:
    """A table in a sentence, where its lines have no place."""

    kind: str
    shape: tuple[int, ...]

    def __repr__(self) -> str:
        return f"<{self.kind}{list(self.shape)}>"


def _rounded(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, pd.DataFrame | pd.Series):
        return _Table(type(value).__name__, value.shape)
    if type(value) in (list, tuple):
        return type(value)(_rounded(part) for part in value)
    return float(f"{value:.6g}") if isinstance(value, float) else value


def close(one: Any, other: Any, relative: float = 1e-6, absolute: float = 1e-9) -> bool:
    """Whether two answers are the same numbers, up to rounding."""
    one, other = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    return one.shape == other.shape and np.allclose(one, other, rtol=relative, atol=absolute, equal_nan=True)


def slip_of(
    found: Any, slips: Iterable[tuple[Any, str]], same: Callable[[Any, Any], bool] = close, otherwise: str = ""
) -> str:
    """The explanation of the first slip, of (what it gives, explanation), that gives what was found."""
    return next((text for value, text in slips if same(found, value)), otherwise)


def judge(
    answer: Answer,
    right: Answer,
    cases: Sequence[tuple[Any, ...]],
    slips: Mapping[str, Answer],
    show: Callable[..., str],
    same: Callable[[Any, Any], bool] = close,
) -> None:
    """Ask `answer` for every case; raise `Wrong` where it is not what `right` says.

    ``slips`` maps a sentence to the computation that it describes. Where one of them gives all the answers, its
    sentence is the one that helps; else the first case with a wrong answer is shown (by `show`) with both answers.
    """
    given: list[Any] = []
    first = None
    for case in cases:
        try:
            given.append(answer(*case))
        except Wrong:
            if first is None:
                raise
            break  # the wrong answer before says more
        if first is None and not same(given[-1], right(*case)):
            first = len(given) - 1
    if first is None:
        return
    case, yours, expected = cases[first], short(given[first]), short(right(*cases[first]))
    for sentence, slip in slips.items():
        if _explains(slip, cases, given, same):
            raise Wrong(f"{sentence} (For {show(*case)} you give {yours}; expected is {expected}.)")
    raise Wrong(f"For {show(*case)}: the answer is {expected}, but yours is {yours}.")


def _explains(slip: Answer, cases: Sequence[tuple[Any, ...]], given: Sequence[Any], same: Answer) -> bool:
    """Whether a slip gives each answer; one that cannot be computed for a case explains nothing."""
    try:
        return all(same(answer, slip(*case)) for answer, case in zip(given, cases, strict=False))
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return False
