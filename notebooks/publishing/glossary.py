"""The terms of the field in another language, and whether a translation keeps to them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.running.errors import CourseError
from notebooks.publishing.catalogues import read_text
from notebooks.running.notebooks import shown

# What stays English: code, addresses, names of variables and arms.
CODE_OR_LINK = re.compile(
    r"```.*?```|`[^`\n]*`|\]\([^()]*\)|\{[^{}]*\}|'\w+'|\"\w+\"|\w*_\w*|\w+(?:\.\w+)+|\w+ ?=|\*\*[a-z]+\*\*",
    re.DOTALL | re.ASCII,
)
PREFIX = re.compile(r"\b(pre|fine|multi|over|re|data|zero|check|note|base|soft|hyper)(?=[a-z]{4})")  # spelt apart too
TABLE = re.compile(r"^\s*\[\[ *term *\]\]", re.MULTILINE)
TYPES = {"str": "a text", "bool": "true or false", "list[str]": "a list of texts"}


@dataclass(frozen=True)
class Term:
    """A term of the field: its English, what it may be called, and what it may not."""

    english: str
    chinese: list[str]
    never: list[str]
    source: str
    strict: bool  # the English word has no other meaning here

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The English as a whole word, also in the plural, and in one word, with hyphens or with blanks."""
        joint = PREFIX.sub(r"\1-", self.english)
        words = [re.escape(word) for word in re.split("[ -]", joint)]
        ending = r"(?:y|ies)" if words[-1].endswith("y") else r"(?:s|es)?"
        return re.compile(rf"\b{'[ -]?'.join(words).removesuffix('y')}{ending}\b", re.IGNORECASE)


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a TOML file and what it holds; raises `CourseError` where there is none, or a broken one."""
    if not path.is_file():
        raise CourseError(f"{shown(path)} is missing: bring it back, `git checkout {shown(path)}`.")
    text = read_text(path)
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at (?:line (\d+).*|end of document)\)", str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        raise CourseError(f"{shown(path)}, line {line}: {str(error).split(' (at ')[0]}; mend the line.") from None


def read_glossary(path: Path) -> list[Term]:
    """The terms of a glossary, those with the longest English first."""
    text, content = read_toml(path)
    tables = content.get("term", [])
    if set(content) != {"term"} or not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise CourseError(f"{shown(path)}: it has {', '.join(content) or 'nothing'}; write tables of [[term]] only.")
    lines = [text.count("\n", 0, found.end()) + 1 for found in TABLE.finditer(text)] + [0] * len(tables)
    for table, line in zip(tables, lines, strict=False):
        problem = problem_of(table)
        if problem:
            raise CourseError(f"{shown(path)}, line {line}: the term {table.get('english', '')!r} {problem}.")
    return sorted((Term(**table) for table in tables), key=lambda term: len(term.english), reverse=True)


def problem_of(table: dict[str, Any]) -> str:
    """What is wrong with a table of the glossary, or nothing."""
    wanted = {field.name: field.type for field in fields(Term)}
    for key in wanted.keys() - table.keys():
        return f"has no {key}: add it"
    for key in table.keys() - wanted.keys():
        return f"has the unknown key {key}: delete it, or correct its name"
    for key, kind in wanted.items():
        value = table[key]
        texts = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
        right = {"str": isinstance(value, str) and value, "bool": isinstance(value, bool), "list[str]": texts}[kind]
        if not right or (key == "chinese" and not value):
            return f"has {key} = {value!r}: write {TYPES[kind]}"
    return ""


def slips(terms: Sequence[Term], english: str, text: str, every: bool = True) -> Iterator[str]:
    """What in a translation does not keep to the glossary; without `every` only what no text may say.

    A longer term counts before one that is within it.
    """
    words, said = CODE_OR_LINK.sub(" ", english), CODE_OR_LINK.sub(" ", text)
    for term in terms:
        for wrong in term.never:
            if wrong in said:
                yield f"{term.english} is {term.chinese[0]}, not {wrong}."
        if every and term.strict and term.pattern.search(words) and not any(right in said for right in term.chinese):
            yield f"{term.english} is not told as {' or '.join(term.chinese)}."
        words = term.pattern.sub(" ", words)
