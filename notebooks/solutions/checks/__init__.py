"""Exercises that check themselves: ``check("02.1", answer)`` says whether an answer is right, and if not, why.

Each notebook has its checkers in a module of its own, ``e02.py`` for notebook 02, or in two, ``e03.py`` and
``e03_targets.py``. A checker tries the answer on inputs of its own and raises `Wrong` with a sentence that teaches, or
returns the sentence that belongs to a right answer.
"""

from __future__ import annotations

import functools
import html
import importlib
import inspect
import pkgutil
import re
import reprlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.running.language import translated

Checker = Callable[[Any], str]
_CHECKERS: dict[str, Checker] = {}  # exercise id -> checker, filled by `exercise`

SIGNS = {True: "✓", False: "✗", None: "○"}
# Text on background; each pair has a contrast of at least 7 to 1, in light and dark notebooks alike.
_COLOURS = {True: ("#0b4f1f", "#e6f4ea"), False: ("#7a1212", "#fdecea"), None: ("#3a3a3a", "#f0f0f0")}
CLOSING = {"'": "'", '"': '"', "(": ")", "[": "]", "{": "}"}
LONGEST_ERROR = 300  # signs
DEEPEST = 4  # brackets and quotation marks that are closed after a cut
UNSOLVED = "Not solved yet: replace the three dots."


class Wrong(Exception):
    """An answer is wrong; the text tells the learner what is wrong and where to look."""


class Unsolved(Exception):
    """There is no answer yet."""


@dataclass(frozen=True)
class Outcome:
    """What became of an answer: right (True), wrong (False) or not there yet (None), and a sentence about it."""

    exercise: str
    passed: bool | None
    message: str

    def __post_init__(self) -> None:
        """Say it in the learner's language."""
        object.__setattr__(self, "message", translated(self.message))

    def __repr__(self) -> str:
        return f"{SIGNS[self.passed]} {self.exercise}  {self.message}"

    def _repr_html_(self) -> str:
        """The same as a coloured line; the sign says it without the colour, and `words` in backticks become code."""
        text, background = _COLOURS[self.passed]
        message = re.sub(
            r"`([^`]+)`", r"<code style='color:inherit; background:none'>\1</code>", html.escape(self.message)
        )
        return (
            f"<p style='color:{text}; background:{background}; border-left:0.3em solid {text}; padding:0.5em 0.8em; "
            f"max-width:60em; white-space:pre-wrap'><b>{SIGNS[self.passed]} {html.escape(self.exercise)}</b>  "
            f"{message}</p>"
        )


def exercise(name: str) -> Callable[[Checker], Checker]:
    """Register the decorated function as the checker of exercise `name`, for example ``02.1``."""

    def register(checker: Checker) -> Checker:
        other = _CHECKERS.get(name, checker)
        if (other.__module__, other.__qualname__) != (checker.__module__, checker.__qualname__):
            raise ValueError(f"Exercise {name} has two checkers: {other.__qualname__} and {checker.__qualname__}.")
        _CHECKERS[name] = checker
        return checker

    return register


def exercise_names(notebook: str) -> list[str]:
    """Return the ids of the exercises of a notebook, named by its two digits; empty where it has none."""
    for module in pkgutil.iter_modules(__path__):
        if module.name.split("_")[0] == f"e{notebook}":
            importlib.import_module(f"{__name__}.{module.name}")
    return sorted(name for name in _CHECKERS if name.startswith(f"{notebook}."))


def check(name: str, answer: Any) -> Outcome:
    """Say whether `answer` solves exercise `name`. It never raises: whatever goes wrong becomes a sentence."""
    known = exercise_names(str(name).split(".")[0])
    if name not in known:
        known = known or sorted(module.name[1:] for module in pkgutil.iter_modules(__path__) if _numbered(module.name))
        return Outcome(str(name), False, f"There is no such exercise; choose one of {', '.join(known)}.")
    checker = _CHECKERS[name]
    try:
        return Outcome(name, True, checker(_guarded(answer)))
    except Unsolved as error:
        return Outcome(name, None, str(error) or UNSOLVED)
    except Wrong as error:
        return Outcome(name, False, str(error))
    except Exception as error:  # the answer is of a kind that the checker did not expect
        wanted = f" Wanted: {inspect.getdoc(checker)}" if checker.__doc__ else ""
        return Outcome(name, False, f"Your answer could not be checked ({_named(error)}).{wanted}")


def _numbered(module: str) -> bool:
    return re.fullmatch(r"e\d\d", module) is not None


def _named(error: Exception) -> str:
    return cut(f"{type(error).__name__}: {error}", LONGEST_ERROR) if str(error) else type(error).__name__


def cut(text: str, longest: int) -> str:
    """A text, cut where it is long such that quotations and brackets that it opens are closed again."""
    if len(text) <= longest:
        return text
    kept, opened, before = text[: longest - DEEPEST - 1].rstrip("\\"), "", ""
    for sign in kept:
        quoting = opened[-1:] in ("'", '"')
        escaped = quoting and before == "\\"
        if sign == opened[-1:] and not escaped:
            opened = opened[:-1]
        elif sign in CLOSING and not quoting and not (sign == "'" and before.isalnum()):
            opened += CLOSING[sign]
        before = "" if escaped else sign
    return f"{kept}…{opened[: -DEEPEST - 1 : -1]}"


def _guarded(answer: Any) -> Any:
    """Return the answer with each function in it guarded; raise `Unsolved` where there are three dots or nothing."""
    if answer is ... or answer is None:
        raise Unsolved
    if type(answer) in (list, tuple):
        return type(answer)(_guarded_part(part) for part in answer)
    if type(answer) is dict:
        return {key: _guarded_part(part) for key, part in answer.items()}
    return _guarded_part(answer)


def _guarded_part(part: Any) -> Any:
    if part is ...:
        raise Unsolved
    return _guarded_function(part) if inspect.isfunction(part) or inspect.ismethod(part) else part


def _guarded_function(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return `function` such that an exception in it becomes `Wrong`, with its input, and no result `Unsolved`."""

    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            result = function(*args, **kwargs)
        except Exception as error:
            given = ", ".join([*map(_short, args), *(f"{name}={_short(value)}" for name, value in kwargs.items())])
            raise Wrong(f"Your function raised {_named(error)}, for the input ({given}).") from error
        if result is ...:
            raise Unsolved
        if result is None:
            raise Unsolved("Not solved yet: replace the three dots, and let the function return its result.")
        return result

    return guarded


def _short(value: Any) -> str:
    """A value as code, cut where it is long."""
    shortener = reprlib.Repr()
    shortener.maxstring = shortener.maxother = 80
    return shortener.repr(value)
