"""Writes TeX formulas as MathML, which browsers show and screen readers read without any script."""

from __future__ import annotations

import html

from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml

from helpers.running.errors import CourseError


def mathml(tex: str, display: bool = False) -> str:
    """The MathML of a TeX formula, in a line of its own if `display`."""
    try:
        return tex2mathml(html.unescape(tex).strip(), as_block=display)
    except MathError as error:
        raise CourseError(f"The formula {tex!r} cannot be shown: {error}; write it in simpler TeX.") from error
