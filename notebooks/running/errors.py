"""How a command says what went wrong, a notebook that stopped at a cell included."""

from __future__ import annotations

import sys
from collections.abc import Callable

from helpers.running.errors import CourseError
from helpers.running.language import ENGLISH, language, tell, translated


class NotebookError(CourseError):
    """A notebook that stopped at a cell."""


def exit_code(work: Callable[[], str | int], wrong: int = 2) -> int:
    """Do a command's work; return its exit code, or 0 after printing the sentence that it returns.

    What went wrong becomes a sentence on stderr: exit code 1 for a notebook that stopped at a cell, 130 for Ctrl-C,
    else `wrong`.
    """
    say_how_to_read()
    try:
        done = work()
    except NotebookError as error:
        tell(error, file=sys.stderr)
        return 1
    except CourseError as error:
        tell(error, file=sys.stderr)
        return wrong
    except OSError as error:
        tell(f"{error.filename or 'A file'}: {error.strerror or error}.", file=sys.stderr)
        return wrong
    except KeyboardInterrupt as interruption:
        tell(str(interruption) or "Stopped.", file=sys.stderr)
        return 130
    if isinstance(done, int):
        return done
    tell(done)
    return 0


def say_how_to_read() -> None:
    """Say, in English, how to read what comes where stdout cannot write the learner's language."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        translated("Stopped.").encode(encoding)
    except UnicodeEncodeError:
        print(
            f"This output is in {encoding}, which cannot write the language {language()}: set PYTHONIOENCODING=utf-8 "
            f"to read it, or COURSE_LANGUAGE={ENGLISH}.",
            file=sys.stderr,
        )
