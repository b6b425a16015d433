"""Changes sizes by a file of the same shape: what ``COURSE_SIZES`` names. Every mistake in it is said in a sentence."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from helpers.running.errors import CourseError

MOST = 1_000_000_000  # no size of a profile is larger
LARGEST = 1_000_000  # bytes of a file with sizes
FIXED = ("name", "sizes")  # fields that such a file cannot change
Sizes = TypeVar("Sizes")


def resize(sizes: Sizes, path: Path) -> Sizes:
    """Return a profile with the sizes that a JSON file gives; its runs go to ``<profile>-<file>``.

    ``{"full": {"examples": 640}, "counts": {"entities": {"train": 100}}}`` changes these two. Raises `CourseError`
    that names the file and the field.
    """
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            raise CourseError(f"COURSE_SIZES: {path} has more than {LARGEST:,} bytes.")
        changes = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CourseError(f"COURSE_SIZES: {path} cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        raise CourseError(f"COURSE_SIZES: {path} is not JSON: {error}.") from error
    try:
        return replace(_changed(sizes, changes, ""), sizes=path.stem)
    except ValueError as error:
        raise CourseError(f"COURSE_SIZES: {path}: {error}") from error


def _changed(value: Any, change: Any, where: str) -> Any:
    """Put `change` into `value`, a size or a structure of sizes; `where` names it in errors."""
    if is_dataclass(value) or isinstance(value, dict):
        known = [f.name for f in fields(value) if f.name not in FIXED] if is_dataclass(value) else list(value)
        if not isinstance(change, dict):
            raise ValueError(f"{where or 'the file'} must be an object, not {_short(change)}.")
        for key in (key for key in change if key not in known):
            raise ValueError(f"{_short(f'{where}.{key}'.lstrip('.'))} is unknown; known are {', '.join(known)}.")
        old = vars(value) if is_dataclass(value) else value
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
