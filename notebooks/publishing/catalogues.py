"""Reads the catalogues of translators, and refuses a damaged one with a sentence that names the line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from babel.core import UnknownLocaleError
from babel.messages import Catalog
from babel.messages.pofile import PoFileError, read_po, unescape

from helpers.running.errors import CourseError
from notebooks.running.notebooks import NOTEBOOKS, shown

CATALOGUES = NOTEBOOKS / "translations"
STRING = r'"(?:[^"\\]|\\[\\nrt"])*"'
LINE = re.compile(rf"(?:(msgid|msgstr) +)?({STRING})")
CONFLICT = re.compile(r"(?:<{7}|>{7}|={7}|\|{7})(?: |$)")
FUZZY = re.compile(r"#,.*\bfuzzy\b")
REFUSED = {  # what gettext knows and the course does not
    "msgctxt": "has msgctxt, but the English text alone is the key: delete this line",
    "msgid_plural": "is a plural entry, which the course does not have: write one msgid and one msgstr",
    "msgstr[": "is a plural entry, which the course does not have: write one msgid and one msgstr",
}


def read_text(path: Path) -> str:
    """The text of a file that is UTF-8."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CourseError(
            f"{shown(path)}, line {line}: the byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8."
        ) from None


def read_catalogue(path: Path, language: str) -> Catalog:
    """A catalogue, empty where there is no file yet. Raises `CourseError` for one that is not whole."""
    if not path.is_file():
        return Catalog(locale=language, fuzzy=False)
    lines = [line.strip() for line in read_text(path).split("\n")]
    check_lines(path, lines)
    try:
        return read_po(lines, locale=language, abort_invalid=True)
    except PoFileError as error:
        raise CourseError(f"{shown(path)}, line {error.lineno + 1}: {error}; mend the line.") from None
    except (ValueError, LookupError, UnknownLocaleError) as error:  # in the first entry, which names the language
        raise CourseError(f"{shown(path)}, line 2: the header cannot be read ({error}); bring it back.") from None


def translations_of(catalogue: Catalog) -> dict[str, str]:
    """The translations of a catalogue by their English."""
    return {entry.id: entry.string for entry in catalogue if entry.id and entry.string}


def check_lines(path: Path, lines: Iterable[str]) -> None:
    """Raise `CourseError` for the first line that does not belong to a pair of msgid and msgstr, each once."""
    state, english, begun, seen = "", "", 0, {}

    def refuse(problem: str, line: int) -> None:
        raise CourseError(f"{shown(path)}, line {line}: {problem}.")

    for number, line in enumerate(lines, start=1):
        found = LINE.fullmatch(line)
        keyword = found[1] or "" if found else ""
        if CONFLICT.match(line):
            refuse("a conflict of git is left: keep one of the two sides, and delete the marks", number)
        if FUZZY.match(line):
            refuse("the entry is marked fuzzy, so it is a guess: correct its msgstr, then delete the mark", number)
        refused = next((problem for word, problem in REFUSED.items() if line.startswith(word)), "")
        if refused:
            refuse(refused, number)
        if state == "msgid" and (keyword == "msgid" or line.startswith("#")):
            refuse("this msgid has no msgstr: write one below it", begun)
        if line.startswith("#"):
            state = ""
        elif line and not found:
            refuse(f'{line[:40]!r} is no line of a catalogue: look for a " that is missing, or needs a \\', number)
        elif keyword == "msgstr" and state != "msgid" or line and not keyword and not state:
            refuse("this text has no msgid above it: bring the msgid back, or delete the text", number)
        elif keyword == "msgid":
            state, english, begun = keyword, unescape(found[2]), number
        elif keyword == "msgstr":
            state = keyword
            if english in seen:
                refuse(f"this msgid stands in line {seen[english]} already: keep one of the two", begun)
            seen[english] = begun
        elif line and state == "msgid":
            english += unescape(found[2])
    if state == "msgid":
        refuse("this msgid has no msgstr: write one below it", begun)


def check_names(folder: Path, names: Iterable[str]) -> None:
    """Raise `CourseError` for a catalogue in a folder that is none of `names`."""
    known = set(names)
    for path in sorted(folder.glob("*.po")):
        if path.stem not in known:
            raise CourseError(
                f"{shown(path)}: no lesson has this name; rename the catalogue as its lesson is named, or delete it."
            )
