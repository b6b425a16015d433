"""Looks through chats and summaries for what harms a training, and says all of it at once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from helpers.own_data.masking import found
from helpers.own_data.problems import WHOLE_FILE, Problem, Problems, visible
from helpers.own_data.reading import OwnData
from helpers.own_data.shapes import Chat
from helpers.own_data.splitting import groups

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]{0,300})?/?>|&(?:amp|lt|gt|quot|nbsp|#x?[0-9A-Fa-f]{1,6});")
_FORMULA = re.compile(r"[=@][A-Za-z(+]|[+-][A-Za-z]+\(")
_MISREAD = re.compile(r"[ÃÂ][\u0080-\u00bf]|â[€\u0080][\u0080-\uffff]|\ufffd")  # UTF-8 read as cp1252 or latin-1
_INVISIBLE = {"Cc", "Cf", "Co", "Cn"}
_JOINER = "\u200d"  # joins signs to one emoji, and letters in some scripts
PRIVATE = {
    **{"EMAIL": "an e-mail address", "PHONE": "a phone number", "CARD": "a card number"},
    **{"IBAN": "a bank account", "ID": "an identity number"},
}
MULTILINGUAL = "choose one that reads it, COURSE_PROFILE=multilingual"
UNREADABLE = 0.3  # share of unknown characters from which a file is not for this model


def check(
    data: OwnData,
    tokenizer: Any = None,
    max_source_tokens: int = 512,
    max_target_tokens: int = 128,
    instruction_tokens: int = 12,
) -> Problems:
    """Return what was wrong with the file and what is doubtful about its chats, in the order of the rows.

    With a `tokenizer` the lengths are checked too: the instruction comes on top of a chat. Only problems of reading
    are fatal; whatever is found here is kept until you mask it, mend the file or leave the row out.
    """
    problems = Problems(data.problems)
    roles = {
        "dialogue": data.columns.get("chat") or data.columns.get("message", ""),
        "summary": data.columns.get("summary", ""),
    }
    limits = {"dialogue": max_source_tokens - instruction_tokens, "summary": max_target_tokens}
    unknown = unknown_characters(tokenizer, "".join(f"{chat.dialogue}{chat.summary}" for chat in data.chats))
    if unknown:
        problems += _foreign(data, unknown)
    for chat in data.chats:
        for part, column in roles.items():
            text = getattr(chat, part)
            problems += [Problem(chat.row, column, value, message) for value, message in doubts(text)]
            if tokenizer is not None and (tokens := token_count(tokenizer, text, limits[part])) > limits[part]:
                message = f"too long: more than the model's {limits[part]} tokens ({tokens}); the end is cut off"
                problems.append(Problem(chat.row, column, text[-80:], message))
            if unknown and (problem := _unreadable(chat.row, column, text, unknown)):
                problems.append(problem)
        if len(chat.summary) >= len(chat.dialogue):
            message = "longer than its chat: are the columns exchanged?"
            problems.append(Problem(chat.row, roles["summary"], chat.summary, message))
    problems += _copies(data.chats, roles["dialogue"])
    return Problems(sorted(problems, key=lambda problem: (problem.row, problem.column)))


def unknown_characters(tokenizer: Any, text: str) -> set[str]:
    """The characters of a text that a model reads as its sign for unknown ones; none without a tokenizer."""
    unknown = getattr(tokenizer, "unk_token_id", None)
    if unknown is None:
        return set()
    signs = [sign for sign in set(text) if sign > "\x7f" and not sign.isspace()]
    return {sign for sign in signs if unknown in tokenizer(sign, add_special_tokens=False).input_ids}


def _unreadable(row: int, column: str, text: str, unknown: set[str]) -> Problem | None:
    """The problem of a text with characters that the model cannot read: which, how many, what share."""
    met = Counter(sign for sign in text if sign in unknown)
    if not met:
        return None
    shown = " ".join(sign for sign, _ in met.most_common(8)) + (" …" if len(met) > 8 else "")
    number, share = met.total(), met.total() / max(1, sum(not sign.isspace() for sign in text))
    return Problem(row, column, shown, f"unreadable: {number} characters ({share:.0%}) are unknown to the model")


def _foreign(data: OwnData, unknown: set[str]) -> Iterator[Problem]:
    """One problem for a file that this model cannot read, with the profile that can."""
    text = "".join(chat.dialogue for chat in data.chats)
    share = sum(sign in unknown for sign in text) / max(1, sum(not sign.isspace() for sign in text))
    if share >= UNREADABLE:
        message = f"unreadable as a whole: {share:.0%} of all characters are unknown to this model; {MULTILINGUAL}"
        yield Problem(WHOLE_FILE, data.columns.get("chat", ""), f"{share:.0%}", message)


def token_count(tokenizer: Any, text: str, limit: int) -> int:
    """Number of tokens of a text; of a very long one only its beginning is counted."""
    return len(tokenizer(text[: 20 * (limit + 1)]).input_ids)


def doubts(text: str) -> Iterator[tuple[str, str]]:
    """Yield (value, what is doubtful about it) for a text."""
    if match := _TAG.search(text):
        yield match[0], "HTML: remove the markup, keep the text"
    if match := _FORMULA.match(text):
        yield text[:80], "starts like a formula: kept as text, never run"
    if match := _MISREAD.search(text):
        yield _around(text, match.start()), "wrong encoding: read the file with the right one, or mend its source"
    hidden = next((place for place, sign in enumerate(text) if is_hidden(text, place, sign)), None)
    if hidden is not None:
        yield _around(text, hidden), f"hidden character: {character_name(text[hidden])}"
    for label, value in found(text):
        yield value, f"private: {PRIVATE.get(label, label)}; mask it before training"


def is_hidden(text: str, place: int, sign: str) -> bool:
    """Whether a character prints as nothing: controls, marks of direction, zero widths; no line break or tab."""
    if sign in "\n\t" or unicodedata.category(sign) not in _INVISIBLE:
        return False
    return not (sign == _JOINER and place and ord(text[place - 1]) > 0x2FF)


def character_name(sign: str) -> str:
    """Name a character that cannot be seen.

    >>> character_name("\u200f")
    'RIGHT-TO-LEFT MARK (U+200F)'
    """
    return f"{unicodedata.name(sign, 'CONTROL CHARACTER')} (U+{ord(sign):04X})"


def _around(text: str, place: int) -> str:
    return text[max(0, place - 15) : place + 25]


def _copies(chats: tuple[Chat, ...], column: str) -> Iterator[Problem]:
    """Name copies and near copies; where the file has splits of its own, say which copies leak from one to another."""
    for group in groups([chat.dialogue for chat in chats]):
        first, *others = (chats[i] for i in group)
        for chat in others:
            same = "a copy" if chat.dialogue == first.dialogue else "nearly a copy"
            if chat.split != first.split:
                one, other = visible(first.split, 20), visible(chat.split, 20)
                message = f"leaks across splits: {same} of row {first.row}, in {one} and {other}; split anew"
            else:
                message = f"double chat: {same} of row {first.row}; they must stay on one side of a split"
            yield Problem(chat.row, column, chat.dialogue, message)
