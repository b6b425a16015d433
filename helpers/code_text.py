"""A reversible escape that carries source code through FLAN-T5's tokenizer.

FLAN-T5's SentencePiece model has no piece for ``{ } < \\ ^ ~ ` `` and folds line breaks and runs of
spaces into one space, so code cannot come back out as it went in. Each lost character is written as
one that the vocabulary has (or as a two-character sequence that starts with ``®``), and back again.
"""

from __future__ import annotations

import re

_MARK = "®"
_SINGLE = {"{": "«", "}": "»", "<": "–", "\n": "•"}
_PAIRED = {"\\": "b", "^": "c", "~": "w", "`": "g", "\t": "t", "\r": "r", " ": "s"}
_INDENT = "°"  # four spaces
_LITERAL = {_MARK: "0", "«": "1", "»": "2", "–": "3", "•": "4", _INDENT: "5"}

_TO = {**_SINGLE, **{k: _MARK + v for k, v in (_PAIRED | _LITERAL).items() if k != " "}}
_FROM = {v: k for k, v in _SINGLE.items()} | {_MARK + v: k for k, v in (_PAIRED | _LITERAL).items()} | {_INDENT: "    "}
_ESCAPED = re.compile(f"{_MARK}.|[{''.join(_SINGLE.values())}{_INDENT}]")
# Spaces that a tokenizer would fold: at either end of the text, beside a line break, or two and more in a row.
_FOLDED_SPACES = r" {2,}|^ | $|(?<=[\n\t\r]) | (?=[\n\t\r])"
_LOST = re.compile(f"{_FOLDED_SPACES}|[{re.escape(''.join(_TO))}]")


def escape_code(code: str) -> str:
    """Return `code` on one line, written only with characters that FLAN-T5's tokenizer keeps.

    >>> escape_code("if (a) {\\n    b();\\n}")
    'if (a) «•°b();•»'
    """

    def kept(match: re.Match[str]) -> str:
        if match[0] in _TO:
            return _TO[match[0]]
        blocks, rest = divmod(len(match[0]), 4)
        return _INDENT * blocks + (_MARK + _PAIRED[" "]) * rest

    return _LOST.sub(kept, code)


def unescape_code(text: str) -> str:
    """Undo `escape_code`. A sequence that it never writes is left as it stands."""
    return _ESCAPED.sub(lambda match: _FROM.get(match.group(), match.group()), text)
