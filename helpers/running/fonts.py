"""Figures in any script: a font that has the signs, or their numbers; never an empty box."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

import matplotlib.pyplot as plt
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

P = ParamSpec("P")
R = TypeVar("R")


def in_any_script(draw: Callable[P, R]) -> Callable[P, R]:
    """Let a function that draws take names, labels and titles in any script."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        return draw(*_drawable(args), **_drawable(kwargs))

    return drawn


def _drawable(value: Any) -> Any:
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, Mapping):
        return {_drawable(key): _drawable(one) for key, one in value.items()}
    return type(value)(map(_drawable, value)) if type(value) in (list, tuple) else value


def drawable(text: str) -> str:
    """A text as it can be drawn here: fonts that have its signs are added to matplotlib's for this session.

    A sign that no installed font has is written by its number.
    """
    if text.isascii():
        return text
    in_use = [font_manager.FontProperties(family=[family]) for family in plt.rcParams["font.family"]]
    known = frozenset().union(*(_signs(font_manager.findfont(properties)) for properties in in_use))
    missing = {ord(sign) for sign in text if not sign.isspace()} - known
    for font in font_manager.fontManager.ttflist if missing else ():
        if found := missing & _signs(font.fname):
            plt.rcParams["font.family"] = [*plt.rcParams["font.family"], font.name]
            missing -= found
    return "".join(f"U+{ord(sign):04X}" if ord(sign) in missing else sign for sign in text)


@cache
def _signs(path: str) -> frozenset[int]:
    """The code points that a font file has; none where it cannot be read."""
    try:
        return frozenset(FT2Font(path).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()
