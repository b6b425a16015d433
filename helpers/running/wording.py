"""Finds finished English messages in a catalogue and says them in another language; what they quote stays.

A catalogue has messages as the source has them, an f-string with its `{expressions}` in place. A message is cut at the
fixed texts of such a pattern, and what stood for an expression is translated only where it is a message itself. What an
exception says, a quotation and a number never are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

EXPRESSION = re.compile(r"\{((?:[^{}]|\{[^{}]*\})*)\}")
WORD = re.compile(r"[A-Za-z]{2,}")
QUOTED = re.compile(r"(?<!\w)'(?:[^'\\]|\\.)*'(?!\w)|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|“[^”]*”")
# A name or number, perhaps behind a mark like [2/10], or given a value; something in brackets; a quotation; capitals.
PLAIN = re.compile(rf"(?:\[\S+\] |\w+ = )?\S*|[(\[{{].*[)\]}}]|{QUOTED.pattern}|[A-Z\d][A-Z\d ()+-]*", re.DOTALL)
LIST = re.compile(r", | and | or ")
QUOTES = set("'\"`“”")
WITHIN = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
NUMBER = re.compile(r"[-+]?\d(?:[\d.,]*\d)?")
COUNTED = re.compile(r"len\([^()]*\)|\S+ [-+] \d+")  # expressions that are numbers
BREAK = re.compile(r"[.!?;:] ")
SENTENCE_END = re.compile(r"(?<=[.!?:;)\]]) |\n")
FULL_WIDTH = tuple("。，；：？！）")  # no space stands beside them
# Expressions whose values stay: the words of others, and names.
SAID = re.compile(r"error|.*str\(error\).*|_named\(.*|.*evalue.*|given")
NAMES = re.compile(r".*(?:', '\.join|visible|_listed)\(.*|(?:.*\b)?(?:names?|columns|known|choices|path)|.*\.name")
FEW = 3  # words: a pattern with fewer fits other sentences too, so all but its top level is looked at closely
LONGEST = 1_500  # signs of what is cut into sentences; a message of the course is shorter
DEEPEST = 8  # messages within messages
MOST_MARKS = 8  # colons in a path
MOST_LOOKS = 1_500  # texts that are held against the patterns; a message takes some dozens
BEGINS = (" ", ",", ";", ":", "(")  # what a message begins with that follows a value at once
START = 4  # signs by which patterns are looked up


@dataclass(frozen=True)
class Pattern:
    """A message with expressions: the fixed texts around them, their sources, and the translation."""

    fixed: tuple[str, ...]
    names: tuple[str, ...]
    translation: str

    @classmethod
    def of(cls, english: str, translation: str) -> Pattern:
        """Take the English of a catalogue apart."""
        return cls(tuple(EXPRESSION.split(english)[::2]), tuple(EXPRESSION.findall(english)), translation)

    @cached_property
    def words(self) -> int:
        """The number of words beside the expressions."""
        return sum(len(WORD.findall(text)) for text in self.fixed)

    @cached_property
    def signs(self) -> int:
        """The number of signs beside the expressions."""
        return sum(map(len, self.fixed))

    @property
    def certainty(self) -> tuple[bool, bool, int]:
        """By which patterns are ordered: one with few words that begins with an expression fits the most by chance."""
        return self.words >= FEW, self.words >= FEW or bool(self.fixed[0]), self.signs

    def values(self, text: str, masked: str, later: int, is_message: Callable[[str], bool]) -> dict[str, str] | None:
        """What stands for each expression in `text`, as short as it can be; None where the text is another message.

        Fixed texts are looked for in `masked`, the text without its quotations; the first one at its `later`-th place.
        Where nothing or a blank stands between two expressions, the second begins where a message begins.
        """
        if len(text) < self.signs or not (text.startswith(self.fixed[0]) and text.endswith(self.fixed[-1])):
            return None
        place, end, values = len(self.fixed[0]), len(text) - len(self.fixed[-1]), dict[str, str]()
        for number, name in enumerate(self.names):
            after = self.fixed[number + 1]
            if number + 1 == len(self.names):
                stop = end
            elif after.strip():
                stop = (text if QUOTES & set(after) else masked).find(after, place, end)
                for _ in range(later if number == 0 else 0):
                    stop = masked.find(after, stop + 1, end) if stop >= 0 else stop
            else:
                stop = self._parted(text, place, number, end, is_message)
            if stop >= place and COUNTED.fullmatch(name) and not NUMBER.fullmatch(text[place:stop]):
                return None
            if stop < place or values.setdefault(name, text[place:stop]) != text[place:stop]:
                return None
            place = stop + len(after)
        return values

    def _parted(self, text: str, place: int, number: int, end: int, is_message: Callable[[str], bool]) -> int:
        """Where the expression ends that only a blank, or nothing, parts from the next one; -1 for nowhere."""
        blank, then = self.fixed[number + 1], self.fixed[number + 2]
        close = end if number + 2 == len(self.names) else text.find(then, place, end) if then.strip() else end
        for stop in range(place, min(close, place + LONGEST)):
            if text.startswith(blank or BEGINS, stop) and is_message(text[stop + len(blank) : close].strip()):
                return stop
        return text.find(blank, place, close) if blank else close

    def quotes(self, name: str) -> bool:
        """Whether an expression stands within quotation marks, or holds the words of others."""
        place = self.names.index(name)
        before, after = self.fixed[place][-1:], self.fixed[place + 1][:1]
        return bool(SAID.fullmatch(name)) or f"{before}{after}" in ("''", '""', "``", "“”")

    def filled(self, values: Mapping[str, str]) -> str:
        """The translation with its values, without a blank beside full-width punctuation."""
        first, *others = EXPRESSION.split(self.translation)
        for name, text in zip(others[::2], others[1::2], strict=True):
            first = _joined(_joined(first, values.get(name, "")), text)
        return first


class Messages:
    """Translations of messages, those with expressions by the longest fixed text first."""

    def __init__(self, translations: Mapping[str, str]) -> None:
        """Prepare translations by their English."""
        having = [english for english in translations if EXPRESSION.search(english)]
        patterns = [Pattern.of(english, translations[english]) for english in having]
        patterns.sort(key=lambda pattern: pattern.certainty, reverse=True)
        self.whole = {english: text for english, text in translations.items() if english not in set(having)}
        self.by_start: dict[str, list[tuple[int, Pattern]]] = {}
        for rank, pattern in enumerate(patterns):
            start = pattern.fixed[0][:START]
            self.by_start.setdefault(start if len(start) == START else "", []).append((rank, pattern))

    def patterns(self, text: str) -> Iterator[Pattern]:
        """The patterns that a text may be one of."""
        found = self.by_start.get(text[:START], []) + self.by_start.get("", [])
        fitting = [entry for entry in found if text.endswith(entry[1].fixed[-1])]
        yield from (pattern for _, pattern in sorted(fitting, key=lambda entry: entry[0]))

    def translate(self, message: str) -> str:
        """Translate a message as a whole, or else sentence by sentence; what is not known stays as it is."""
        return _Search(self).translated(message)


class _Search:
    """The search for the translation of one message."""

    def __init__(self, messages: Messages) -> None:
        self.messages, self.looks = messages, 0
        self.seen: dict[tuple[str, int], str | None] = {}
        self.partial: set[str] = set()  # of which the end is not known

    def translated(self, message: str, depth: int = 0) -> str:
        """The message with what is known of it translated; `depth` counts the messages that it is within."""
        text = message.strip()
        found = self.found(text, depth)
        if found is None:
            return message
        start = message.find(text)
        return message[:start] + found + message[start + len(text) :]

    def found(self, text: str, depth: int) -> str | None:
        """The translation of a text, or None."""
        if depth > DEEPEST or not WORD.search(text):
            return None
        if (text, depth) not in self.seen:
            self.seen[text, depth] = self._any(text, depth)
        return self.seen[text, depth]

    def _any(self, text: str, depth: int) -> str | None:
        """At first no value may hold a part of another sentence; then it may."""
        for strict in (True, False):
            found = self._known(text, strict, depth) or self._in_two(text, strict, depth)
            if found is not None:
                return found
        return self._listed(text, depth)

    def _known(self, text: str, strict: bool, depth: int) -> str | None:
        """The translation of a text that is one message."""
        self.looks += 1
        if self.looks > MOST_LOOKS:
            return None
        if text in self.messages.whole:
            return self.messages.whole[text]
        masked = QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), text) if strict else text
        for pattern in self.messages.patterns(text):
            # a path may have the mark that a message without words has after it
            for later in range(1 if pattern.words else MOST_MARKS):
                values = pattern.values(text, masked, later, lambda value: self._is_message(value, depth + 1))
                if values is None:
                    break
                if self._fits(pattern, values, strict, depth):
                    said = {name: self._inner(pattern, name, value, depth) for name, value in values.items()}
                    if pattern.words or said != values:  # else only marks would be translated
                        return pattern.filled(said)
        return None

    def _inner(self, pattern: Pattern, name: str, value: str, depth: int) -> str:
        """What stands for an expression, translated where it is a message."""
        if pattern.quotes(name) or NAMES.fullmatch(name) or QUOTED.fullmatch(value) or len(value) > LONGEST:
            return value
        return self.translated(value, depth + 1)

    def _fits(self, pattern: Pattern, values: Mapping[str, str], strict: bool, depth: int) -> bool:
        """Whether the values are ones that the pattern may have."""
        ours = [value for name, value in values.items() if not pattern.quotes(name)]
        if pattern.words >= FEW:
            return not strict or all(self._closed(value, depth) for value in ours)
        messages = [self._is_message(value, depth + 1) for value in ours]
        if depth == 0 and pattern.words < 2 and any(messages):
            return not strict or all(self._closed(value, depth) for value in ours)
        known = zip(messages, map(_plain, ours), strict=True)
        return all(self._closed(value, depth) for value in ours) and all(one or other for one, other in known)

    def _in_two(self, text: str, strict: bool, depth: int) -> str | None:
        """A text whose beginning is a message of its own, the longest such beginning first, both parts translated."""
        for end in reversed(list(SENTENCE_END.finditer(text))) if len(text) <= LONGEST else ():
            first = self._known(text[: end.start()], strict, depth)
            if first is not None:
                rest = self.translated(text[end.end() :], depth)
                if not self._is_message(text[end.end() :], depth):
                    self.partial.add(text)
                return first + "\n" + rest if end[0] == "\n" else _joined(first + " ", rest)
        return None

    def _listed(self, text: str, depth: int) -> str | None:
        """A list of messages, each translated."""
        for mark, full_width in (("; ", "；"), (", ", "，")) if depth and len(text) <= LONGEST else ():
            parts = [self.found(part, depth + 1) for part in text.split(mark)] if mark in text else []
            if parts and None not in parts:
                return full_width.join(map(str, parts))
        return None

    def _is_message(self, value: str, depth: int) -> bool:
        """Whether all of a text is known."""
        return self.found(value.strip(), depth) is not None and value.strip() not in self.partial

    def _closed(self, value: str, depth: int) -> bool:
        """Whether a value is a piece by itself: its brackets close and no sentence ends in it, or it is a message."""
        bare = QUOTED.sub("", value).strip()
        paired = all(bare.count(opens) == bare.count(closes) for opens, closes in ("()", "[]"))
        if (paired and not BREAK.search(WITHIN.sub("", bare))) or not WORD.search(bare):
            return True
        return len(value) <= LONGEST and self._is_message(value, depth + 1)


def _plain(value: str) -> bool:
    """Whether a value is a name, a number or a quotation, or a list of them."""
    masked = QUOTED.sub("…", value.strip())
    return PLAIN.fullmatch(value.strip()) is not None or all(PLAIN.fullmatch(part) for part in LIST.split(masked))


def _joined(first: str, then: str) -> str:
    """Two pieces, without the blanks where the first ends in full-width punctuation."""
    if then and first.rstrip(" ").endswith(FULL_WIDTH):
        return first.rstrip(" ") + then.lstrip(" ")
    return first + then
