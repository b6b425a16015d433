"""Finds out how a text file is encoded: by its mark, as UTF-8, or by a guess that is said aloud."""

from __future__ import annotations

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from helpers.own_data.languages import likeness
from helpers.own_data.problems import Problem, refuse
from helpers.own_data.wide_encodings import likeliest_wide

MARKS = {  # the longer ones first: UTF-32's mark begins like UTF-16's
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Encodings that people's files come in, the most frequent first: a guess among all of Python's is often a rare one.
ONE_BYTE = [
    "cp1252",
    "cp1250",
    "iso8859_2",
    "cp1254",
    "iso8859_9",
    "mac_roman",
    "mac_latin2",
    "cp1251",
    "koi8_r",
    "cp1253",
]
CANDIDATES = [*ONE_BYTE, "cp932", "gb18030", "big5", "cp949"]
_TEXT_BYTES = bytes([7, 8, 9, 10, 12, 13, 27, *range(32, 256)])
SAMPLE = 200_000  # bytes that a guess looks at
BLOCK = 1_000_000


def detect_encoding(path: Path, given: str | None = None) -> tuple[str, Problem | None]:
    """Return an encoding that decodes the whole file, and a problem where it had to be guessed.

    Raises `CourseError` where the `given` one is unknown or does not fit, and where nothing does.
    """
    if given:
        _check_given(path, given)
        return given, None
    with path.open("rb") as file:
        start = file.read(4)
    marked = next((name for mark, name in MARKS.items() if start.startswith(mark)), None)
    if marked:
        if (broken := first_undecodable(path, marked)) is not None:
            raise refuse(path.name, f"its first bytes say {marked}, but byte {broken:,} does not fit; save it as UTF-8")
        return marked, None
    broken = first_undecodable(path, "utf-8")
    if broken is None and not _looks_like_utf16(path):
        return "utf-8", None
    guess = _guess(path, broken or 0)
    if guess is None:
        raise refuse(path.name, f"byte {broken or 0:,} is not UTF-8 and no encoding fits; save the file as UTF-8")
    line, text = _around(path, broken or 0, guess)
    message = f"not UTF-8: read as {guess}, a guess; save the file as UTF-8 or pass encoding="
    return guess, Problem(line, "", text, message)


def _check_given(path: Path, given: str) -> None:
    try:
        if not codecs.lookup(given)._is_text_encoding:
            raise LookupError
    except (LookupError, ValueError) as error:
        raise refuse(path.name, "encoding names no encoding; try utf-8 or cp1252", value=given) from error
    if (broken := first_undecodable(path, given)) is not None:
        raise refuse(path.name, f"byte {broken:,} is not {given}; leave encoding out to have it detected")


def first_undecodable(path: Path, encoding: str) -> int | None:
    """Position of the first byte at which decoding fails, read in blocks; None where it never does."""
    decoder = codecs.getincrementaldecoder(encoding)()
    position = 0
    with path.open("rb") as file:
        while True:
            block = file.read(BLOCK)
            waiting = len(decoder.getstate()[0])  # bytes of a character cut in two by the block's end
            try:
                decoder.decode(block, final=not block)
            except UnicodeError as error:
                return max(0, position - waiting + getattr(error, "start", 0))
            if not block:
                return None
            position += len(block)


def _looks_like_utf16(path: Path) -> bool:
    """Whether every other byte or so is zero, as in UTF-16 without a mark."""
    with path.open("rb") as file:
        sample = file.read(4_000)
    return sample.count(0) > len(sample) // 4


def _guess(path: Path, broken: int) -> str | None:
    """The likeliest encoding that decodes the whole file."""
    with path.open("rb") as file:
        file.seek(max(0, broken - SAMPLE // 2))
        sample = file.read(SAMPLE)
    if sample.count(0) > len(sample) // 4:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        candidates = ["utf-16-le" if odd > even else "utf-16-be"]
    elif sample.count(0) > len(sample) // 20:
        return None  # a binary file
    elif len(sample.translate(None, _TEXT_BYTES)) > len(sample) // 50:
        return None  # another: control characters are no text
    else:
        found = [match.encoding for match in from_bytes(sample, cp_isolation=CANDIDATES)]
        candidates = [*found, "cp1252"]
        if candidates[0] in ONE_BYTE:
            candidates = _ranked(sample, found)
        elif wide := likeliest_wide(sample):
            candidates = [wide, *candidates]
    return next((name for name in candidates if first_undecodable(path, name) is None), None)


def _ranked(sample: bytes, found: list[str]) -> list[str]:
    """One-byte encodings by how much the text reads like a language: nearly any bytes decode in nearly all of them.

    Of equals the more frequent one goes first. A lone carriage return speaks for an old Mac.
    """
    mac = sample.count(b"\r") > 2 * sample.count(b"\n")
    scores = {}
    for place, name in enumerate(ONE_BYTE):
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        scores[name] = likeness(text) + 0.2 * (mac and name.startswith("mac")) - 0.001 * place
    ranked = sorted(scores, key=lambda name: -scores[name])
    return [*ranked, *found, "cp1252"]


def _around(path: Path, position: int, encoding: str) -> tuple[int, str]:
    """(line number, text) around a byte."""
    line = 1
    with path.open("rb") as file:
        left = position
        while left > 0 and (block := file.read(min(BLOCK, left))):
            line += block.count(b"\n")
            left -= len(block)
        begin = max(0, position - 20)
        file.seek(begin - begin % 2)
        text = file.read(60).decode(encoding, errors="replace")
    return line, text
