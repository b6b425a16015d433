"""The one error of the course: a mistake that one sentence explains."""

from __future__ import annotations


class CourseError(Exception):
    """Says what is wrong, where, and what to do. A notebook shows that sentence without a traceback."""

    def _render_traceback_(self) -> list[str]:
        """What IPython asks for in place of a traceback."""
        return [f"{type(self).__name__}: {self}"]
