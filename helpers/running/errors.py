"""The one error of the course: a mistake that one sentence explains."""

from __future__ import annotations

from helpers.running.language import translated


class CourseError(Exception):
    """Says what is wrong, where, and what to do. A notebook shows that sentence without a traceback."""

    def __str__(self) -> str:
        """The sentence in the learner's language."""
        return translated(super().__str__())

    def _render_traceback_(self) -> list[str]:
        """What IPython asks for in place of a traceback."""
        return [f"{type(self).__name__}: {self}"]
