"""The language of what the course says while it runs: English, or that of a catalogue keyed by the English.

A message is put into words once, in English, and translated where it is shown: `tell` prints, a `CourseError` and the
checks of the exercises translate themselves.
"""

from __future__ import annotations

import json
import os
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers.running.wording import Messages

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
MESSAGES = "messages.json"  # in the folder of each language, built from its catalogue
ENGLISH = "en"
VARIABLE = "COURSE_LANGUAGE"
PLACE = re.compile(r"[-_.@].*")  # what follows the language in zh-CN or zh_CN.UTF-8


def languages() -> list[str]:
    """English, then those that the course was built in."""
    return [ENGLISH, *sorted(path.parent.name for path in NOTEBOOKS.glob(f"*/{MESSAGES}"))]


def language() -> str:
    """What ``COURSE_LANGUAGE`` says, or else the folder below notebooks/ of the notebook that runs, or English."""
    chosen = chosen_language()
    folders = (folder.relative_to(NOTEBOOKS).parts[:1] for folder in _folders() if folder.is_relative_to(NOTEBOOKS))
    wanted = [chosen] if chosen else [part for parts in folders for part in parts]
    return next((name for name in wanted if name.isalpha() and (NOTEBOOKS / name / MESSAGES).is_file()), ENGLISH)


def chosen_language() -> str:
    """The language in ``COURSE_LANGUAGE``, which may name a country and an encoding too; empty where it is not set."""
    return PLACE.sub("", os.environ.get(VARIABLE, "").strip().lower())


def _folders() -> list[Path]:
    """The working directory, and the folder of the notebook as JupyterLab and VS Code tell it to a kernel."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    told = [os.environ.get("JPY_SESSION_NAME"), getattr(shell, "user_ns", {}).get("__vsc_ipynb_file__")]
    try:
        return [Path.cwd(), *(Path(str(file)).resolve().parent for file in told if file)]
    except OSError:  # the working directory is gone
        return []


def tell(message: object, **options: Any) -> None:
    """Print a message in the learner's language, signs that the stream lacks escaped; `options` are `print`'s."""
    print(writable(translated(str(message)), options.get("file") or sys.stdout), **options)


def writable(text: str, stream: Any) -> str:
    """A text with the signs escaped that the encoding of a stream lacks, as Chinese ones in cp1252."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def translated(message: str, chosen: str = "") -> str:
    """A message in the learner's language, or in the one that is chosen; what the catalogue lacks stays English."""
    chosen = chosen or language()
    return message if chosen == ENGLISH else messages(NOTEBOOKS / chosen / MESSAGES).translate(message)


def messages(path: Path) -> Messages:
    """The messages of a catalogue, read once; none, and so English, where it cannot be read."""
    try:
        return _messages(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, AttributeError, TypeError):  # missing, or not a table of texts
        return Messages({})


@lru_cache(maxsize=4)
def _messages(path: Path, changed: int) -> Messages:
    texts = json.loads(path.read_text(encoding="utf-8"))
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError(path)
    return Messages(texts)
