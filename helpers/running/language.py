"""The language of what the course says while it runs: English, or that of a catalogue keyed by the English.

A message is put into words once, in English, and translated where it is shown: `tell` prints, a `CourseError` and the
checks of the exercises translate themselves. The catalogue holds messages as the source has them, so an f-string with
its `{expressions}` in place; what stood for an expression is found in the message and translated in its turn.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = ROOT / "notebooks" / "translations"
ENGLISH = "en"
EXPRESSION = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*)\}")
QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`")
BREAK = re.compile(r"[.!?;] ")
NO_SPACE = re.compile(r"(?<=[。，；：？！）]) +(?=\S)")  # a value may bring its own
SENTENCE_END = re.compile(r"(?<=[.!?:;)\]]) |\n")


def languages() -> list[str]:
    """English, then those that there is a folder of catalogues for."""
    return [ENGLISH, *sorted(path.name for path in CATALOGUES.glob("*/"))]


def language() -> str:
    """What ``COURSE_LANGUAGE`` says, or else the folder that the notebook stands in, or English."""
    chosen, known = os.environ.get("COURSE_LANGUAGE", "").strip(), languages()
    here = [part for part in Path.cwd().parts[-2:] if part in known]
    return chosen if chosen in known else ENGLISH if chosen else (here or [ENGLISH])[0]


def tell(message: object, **options: Any) -> None:
    """Print a message in the learner's language; `options` are those of `print`."""
    print(translated(str(message)), **options)


def translated(message: str, chosen: str = "") -> str:
    """A message in the learner's language, or in the one that is chosen; what the catalogue lacks stays English."""
    chosen = chosen or language()
    return message if chosen == ENGLISH else messages(chosen).translate(message)


@cache
def messages(chosen: str) -> Messages:
    """The messages of a language, read once."""
    return Messages.of(read_catalogue(CATALOGUES / chosen / "messages.po"))


def read_catalogue(path: Path) -> dict[str, str]:
    """The translations of a catalogue by their English; empty where Babel is not installed yet."""
    try:
        from babel.messages.pofile import read_po
    except ModuleNotFoundError:
        return {}
    with path.open("rb") as file:
        return {entry.id: entry.string for entry in read_po(file) if entry.id and entry.string}


@dataclass(frozen=True)
class Messages:
    """Translations of whole messages, and of those with expressions, the longest text first."""

    whole: Mapping[str, str]
    patterns: list[tuple[re.Pattern[str], list[str], str]]
    wordless: set[str]  # patterns that have no word beside their expressions

    @classmethod
    def of(cls, translations: Mapping[str, str]) -> Messages:
        """Prepare translations by their English."""
        having = [english for english in translations if EXPRESSION.search(english)]
        having.sort(key=lambda english: len(EXPRESSION.sub("", english)), reverse=True)
        patterns = [(*_pattern(english), translations[english]) for english in having]
        whole = {english: text for english, text in translations.items() if english not in set(having)}
        bare = [english for english in having if not re.search("[A-Za-z]{2}", EXPRESSION.sub("", english))]
        return cls(whole, patterns, {_pattern(english)[0].pattern for english in bare})

    def translate(self, message: str) -> str:
        """Translate a message as a whole, or else sentence by sentence; what is not known stays as it is."""
        text = message.strip()
        for strict in (True, False) if text else ():
            found = self._known(text, strict) or self._in_two(text, strict)
            if found is not None:
                start = message.find(text)
                return message[:start] + NO_SPACE.sub("", found) + message[start + len(text) :]
        return message

    def _known(self, text: str, strict: bool) -> str | None:
        """The translation of a text that is one message; if `strict`, no value may hold a part of another sentence."""
        if text in self.whole:
            return self.whole[text]
        for pattern, names, translation in self.patterns:
            match = pattern.fullmatch(text)
            if match and (not strict or all(map(self._closed, match.groups()))):
                values = dict(zip(names, map(self.translate, match.groups()), strict=True))
                if pattern.pattern in self.wordless and tuple(values.values()) == match.groups():
                    continue  # only marks would be translated
                return EXPRESSION.sub(lambda name, values=values: values.get(name[1], name[0]), translation)
        return None

    def _in_two(self, text: str, strict: bool) -> str | None:
        """A text whose beginning is a message of its own, the longest such beginning first, both parts translated."""
        for end in reversed(list(SENTENCE_END.finditer(text))):
            first = self._known(text[: end.start()], strict)
            if first is not None:
                gap = end[0] if end[0] == "\n" or first[-1:].isascii() else ""
                return first + gap + self.translate(text[end.end() :])
        return None

    def _closed(self, value: str) -> bool:
        """Whether a value is a piece by itself: its brackets close and no sentence ends in it, or it is a message."""
        bare, value = QUOTED.sub("", value).strip(), value.strip()
        paired = all(bare.count(opens) == bare.count(closes) for opens, closes in ("()", "[]"))
        return (paired and not BREAK.search(bare)) or (
            self._known(value, True) or self._in_two(value, True)
        ) is not None


def _pattern(english: str) -> tuple[re.Pattern[str], list[str]]:
    """What a message with expressions looks like once they are filled in, and the expressions, each once."""
    literals, names = EXPRESSION.split(english)[::2], EXPRESSION.findall(english)
    parts, known = [re.escape(literals[0])], list(dict.fromkeys(names))
    for place, (name, literal) in enumerate(zip(names, literals[1:], strict=True)):
        again, number = name in names[:place], known.index(name)
        parts += [f"(?P=g{number})" if again else f"(?P<g{number}>.*?)", re.escape(literal)]
    return re.compile("".join(parts), re.DOTALL), known
