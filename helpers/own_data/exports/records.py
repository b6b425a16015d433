"""Finds the talk in an exported object: a list of messages in it, one inside another object, or a tree of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.own_data.exports.conversation import Conversation, Turn
from helpers.own_data.exports.messages import is_message, read_message, read_turns

# Keys whose lists are a talk, and not rows of a table.
TALK_KEYS = {
    *("messages", "comments", "conversation_parts", "conversations", "conversation", "turns", "dialogue", "dialog"),
    *("history", "thread", "posts", "replies", "chat", "transcript", "value", "entries", "utterances"),
}


def is_talk(value: Any) -> bool:
    """Whether a list holds messages of a talk (of its first, one is enough)."""
    return isinstance(value, list) and any(isinstance(one, Turn) or is_message(one) for one in value[:20])


def compact(row: Mapping[str, Any]) -> dict[str, Any]:
    """An object with each talk in it read: a list of messages, an object around one, or ChatGPT's tree of messages.

    The first message of a help desk's ticket may stand beside the list, under ``source``; it goes first.
    """
    found: dict[str, Any] = {}
    for key, value in row.items():
        if is_talk(value):
            found[key] = read_turns(value)
        elif isinstance(value, Mapping) and key == "mapping":
            found[key] = _tree(value) or value
        elif isinstance(value, Mapping) and (inner := [part for part in value.values() if is_talk(part)]):
            found[key] = read_turns(inner[0])
        else:
            found[key] = value
    talks = [value for value in found.values() if isinstance(value, Conversation)]
    source = row.get("source")
    if len(talks) == 1 and isinstance(source, Mapping) and is_message(source):
        first = read_turns([source])
        talks[0].lines[:0], talks[0].times[:0] = first.lines, first.times
    return found


def _tree(nodes: Mapping[str, Any]) -> Conversation | None:
    """ChatGPT's conversations: nodes with a message and a parent, in the order in which they were written."""
    messages = [
        n["message"] for n in nodes.values() if isinstance(n, Mapping) and isinstance(n.get("message"), Mapping)
    ]
    if not messages:
        return None
    ordered = sorted(enumerate(messages), key=lambda pair: (_number(pair[1].get("create_time")), pair[0]))
    return read_turns(read_message(message) for _, message in ordered)


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
