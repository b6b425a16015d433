"""A guess before each main result: written down by `predict`, shown beside what was measured by `reveal`.

Who has committed to a guess reads a result differently from who has not. So neither function ever stops a lesson:
what is missing or wrong is said in one sentence, and the notebook goes on.
"""

from __future__ import annotations

import html
import json
import math
import reprlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from types import EllipsisType

from helpers.intervals import Figure
from helpers.profiles import load_profile
from helpers.results import write_atomically
from helpers.running.language import tell, translated
from helpers.show import table_html

Answer = str | float
Actual = Mapping[str, float] | Figure | str | float | None


def predict(
    key: str,
    answer: Answer | EllipsisType,
    *,
    choices: Sequence[str] = (),
    between: tuple[float, float] = (-math.inf, math.inf),
) -> None:
    """Write down the learner's guess for question `key` and say so; with `...` for an answer, keep an earlier one.

    The answer is one of `choices` where there are any, else a number in `between`, ends included.
    """
    stored, problem = _read()
    accepted = None if isinstance(answer, EllipsisType) else _accepted(answer, choices, between)
    if isinstance(answer, EllipsisType) and key in stored:
        said = f"Prediction {key} is still {_shown(stored[key])}; put another in its place to change it."
    elif isinstance(answer, EllipsisType):
        said = problem or f"Prediction {key}: none yet. Replace the dots by {_possible(choices, between)}."
    elif accepted is None:
        said = f"Prediction {key}: {_brief(answer)} is not possible here. Write {_possible(choices, between)}."
    else:
        before = f" (before: {_shown(stored[key])})" if stored.get(key, accepted) != accepted else ""
        written = f"Prediction {key}: written down, {_shown(accepted)}{before}. Run on and see."
        said = problem or _write(stored | {key: accepted}) or written
    tell(said)


def reveal(key: str, actual: Actual, *, smallest: bool = False) -> Comparison:
    """Show the learner's guess for question `key` beside what was measured.

    `actual` is the right choice, a number, or a `Figure`, whose interval is shown too. A mapping from choices to
    numbers is a contest that the largest number wins, or with `smallest` the smallest; all of them are shown. None or
    NaN says that this run could not measure it.
    """
    guess = _read()[0].get(key)
    measured, verdict = _contest(actual, guess, smallest) if isinstance(actual, Mapping) else _single(actual, guess)
    return Comparison(key, "none" if guess is None else _shown(guess), measured, verdict)


@dataclass(frozen=True)
class Comparison:
    """A prediction, what was measured, and how the two compare; shows itself as a table or as plain text."""

    key: str
    predicted: str
    measured: str
    verdict: str  # empty where there was no prediction, or nothing to compare it with

    @property
    def _title(self) -> str:
        return translated(f"Prediction {self.key}")

    @property
    def _rows(self) -> dict[str, str]:
        rows = {"your prediction": self.predicted, "measured": self.measured}
        rows |= {"so": self.verdict} if self.verdict else {}
        return {translated(label): translated(text) for label, text in rows.items()}

    def __repr__(self) -> str:
        return "\n".join([self._title, *(f"  {label}: {text}" for label, text in self._rows.items())])

    def _repr_html_(self) -> str:
        return table_html({label: html.escape(text) for label, text in self._rows.items()}, self._title)


def predictions_file() -> Path:
    """Where the guesses of this profile are kept, from kernel to kernel."""
    return load_profile().run_dir / "your_predictions.json"


def _read() -> tuple[dict[str, Answer], str]:
    """The stored guesses, and a sentence where the file is there and cannot be used."""
    path = predictions_file()
    with suppress(OSError, ValueError):
        content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if isinstance(content, dict) and all(_is_number(a) or isinstance(a, str) for a in content.values()):
            return content, ""
    return {}, f"{path.name} in {path.parent.name}/ cannot be read: delete the file to start your predictions anew."


def _write(content: Mapping[str, Answer]) -> str:
    """Replace the stored guesses; a sentence where that fails."""
    path = predictions_file()
    try:
        write_atomically(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    except OSError as error:
        return f"{path.name} could not be written ({error.strerror}): keep your prediction on paper."
    return ""


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def _accepted(answer: object, choices: Sequence[str], between: tuple[float, float]) -> Answer | None:
    """The answer as it is stored, or None where it is not possible."""
    if choices:
        same = (c for c in choices if isinstance(answer, str) and c.casefold() == answer.strip().casefold())
        return next(same, None)
    return float(answer) if _is_number(answer) and between[0] <= answer <= between[1] else None


def _brief(answer: object) -> str:
    """An answer as code, cut where it is long, with its quotation marks."""
    shortener = reprlib.Repr()
    shortener.maxstring = shortener.maxother = 60
    return " ".join(shortener.repr(answer).split())


def _possible(choices: Sequence[str], between: tuple[float, float]) -> str:
    if choices:
        names = ", ".join(f'"{choice}"' for choice in choices)
        return f"one of {names}"
    low, high = between
    return f"a number from {low:g} to {high:g}" if math.isfinite(high - low) else "a number"


def _shown(value: Answer) -> str:
    """A choice as it is, a number with three decimals at most and without a minus before zero."""
    return value if isinstance(value, str) else f"{round(value, 3) + 0.0:,.3f}".rstrip("0").rstrip(".")


def _single(actual: Figure | Answer | None, guess: Answer | None) -> tuple[str, str]:
    """What was measured and the verdict on the guess, for one value."""
    value = actual.value if isinstance(actual, Figure) else actual
    if not (isinstance(value, str) or _is_number(value)):
        return "nothing: this run could not measure it", ""
    measured = str(actual) if isinstance(actual, Figure) else _shown(value)
    if guess is None or isinstance(guess, str) != isinstance(value, str):
        return measured, ""
    if isinstance(value, str):
        return measured, "right" if guess == value else f"not {guess} but {value}"
    apart = _shown(abs(guess - value))
    above, below = f"{apart} too high", f"{apart} too low"
    verdict = "right on it" if apart == "0" else above if guess > value else below
    if isinstance(actual, Figure):
        inside, outside = f"{verdict}, inside the 95 % interval", f"{verdict}, outside the 95 % interval"
        verdict = inside if actual.low <= guess <= actual.high else outside
    return measured, verdict


def _contest(values: Mapping[str, float], guess: Answer | None, smallest: bool) -> tuple[str, str]:
    """All values from the winner down, and where the guess came; equal values share a place."""
    values = {name: float(value) for name, value in values.items() if _is_number(value)}
    if not values:
        return _single(None, guess)
    order = sorted(values, key=values.__getitem__, reverse=not smallest)
    measured = ", ".join(f"{name} ({_shown(values[name])})" for name in order)
    if guess not in values:
        return measured, ""
    place = 1 + sum((v < values[guess]) if smallest else (v > values[guess]) for v in values.values())
    return measured, "right" if place == 1 else f"{guess} came in place {place} of {len(values)}"
