"""Cuts a Markdown page into the pieces that are translated one by one: paragraphs, list items, cells of tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from helpers.running.errors import CourseError

WORD = re.compile(r"[A-Za-z]{2}")
NOT_WORDS = re.compile(r"`[^`]*`|<!--.*?-->|\$[^$]*\$|\]\([^)]*\)|https?://\S+")
BEGINS = re.compile(r"#+ |[-*] |\d+\. |Time: |Asked: |> ")  # a piece, without a blank line before it
ALONE = re.compile(r"#+ |Time: ")  # a piece of one line
SHORT = 40  # characters
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]\d|\w)")
OPEN = re.compile(r"#")
CELL = re.compile(r"((?<!\\)\|)")


def catalogued(piece: str) -> str:
    """A piece as a catalogue has it: numbers of a short one, as of a cell with measured minutes, are left open."""
    return NUMBER.sub("#", piece) if len(piece) < SHORT and not piece.startswith("#") else piece


def look_up(piece: str, known: Mapping[str, str], where: str = "") -> str:
    """The translation of a piece with its numbers in their order; the piece itself where there is none.

    Raises `CourseError` for a translation, of the catalogue `where`, that has not as many places for them.
    """
    numbers = NUMBER.findall(piece)
    found = known.get(catalogued(piece), piece)
    if found == piece or catalogued(piece) == piece:
        return found
    if len(OPEN.findall(found)) != len(numbers):
        raise CourseError(
            f"{where or 'The catalogue'}, “{catalogued(piece)}”: “{found}” has not one # for each number of the "
            "English; write as many."
        )
    left = iter(numbers)
    return OPEN.sub(lambda _: next(left), found)


def translate_page(page: str, translate: Callable[[str], str]) -> str:
    """A page with `translate` applied to each of its pieces; code, comments and what has no words stay."""
    return "".join(translate(text) if is_piece else text for text, is_piece in cut(page))


def cut(page: str) -> Iterator[tuple[str, bool]]:
    """Yield (text, whether it is a piece to translate); all texts together are the page."""
    block, fenced = "", False
    for line in page.splitlines(keepends=True):
        bare = line.strip()
        apart = fenced or not bare or bare.startswith(("```", "<!--", "|"))
        if apart or BEGINS.match(bare):
            yield from _piece(block)
            block = ""
        if not apart:
            block += line
        elif bare.startswith("|") and not fenced:
            for cell in CELL.split(line):
                yield from _piece(cell)
        else:
            yield line, False
        fenced ^= bare.startswith("```")
        if ALONE.match(bare):
            yield from _piece(block)
            block = ""
    yield from _piece(block)


def _piece(text: str) -> Iterator[tuple[str, bool]]:
    """A text between the blanks around it, which stay."""
    bare = text.strip()
    start = text.find(bare)
    yield text[:start], False
    yield bare, bool(WORD.search(NOT_WORDS.sub("", bare))) and not bare.startswith("Time: ")
    yield text[start + len(bare) :], False
