"""The one error of the course: a mistake that one sentence explains."""

from __future__ import annotations

import sys

from helpers.running.language import translated


class CourseError(Exception):
    """Says what is wrong, where, and what to do. A notebook shows that sentence without a traceback."""

    def __str__(self) -> str:
        """The sentence in the learner's language."""
        return translated(super().__str__())

    def _render_traceback_(self) -> list[str]:
        """What IPython asks for in place of a traceback."""
        return [f"{type(self).__name__}: {self}"]


def write_any_sign() -> None:
    """Let stdout and stderr escape what their encoding lacks, Chinese in cp1252 say, in place of an error."""
    for stream in (sys.stdout, sys.stderr):
        if getattr(stream, "errors", None):  # a notebook's stream has none, and lacks nothing
            stream.reconfigure(errors="backslashreplace")
