"""Tasks about the order of a talk, and about all of it: order and summarizing."""

from __future__ import annotations

import random

from helpers.tasks import SUMMARY_TEMPLATES

from .base import InstructionTask, Item, around
from .reading import DIALOGUES, NAMED, once, turn_beside
from .texts import Text, written


def said_first(r: random.Random, text: Text) -> Item | None:
    """Ask which of two turns comes first."""
    found = once(text.turns)
    if len(found) < 2:
        return None
    pair = r.sample(found, 2)
    said = tuple(text.turns[k][1] for k in pair)
    return Item({"one": said[0], "two": said[1]}, text.turns[min(pair)][1], said)


def nth_turn(r: random.Random, text: Text) -> Item | None:
    """Ask for one of the first four turns."""
    k = r.randrange(min(4, len(text.turns)))
    return Item({"nth": ("first", "second", "third", "fourth")[k]}, text.turns[k][1])


def continue_chat(r: random.Random, text: Text) -> Item | None:
    """Ask for one more line of a chat."""
    k = r.randrange(1, len(text.turns))
    return Item({"source": written(text.turns[:k])}, written(text.turns[k : k + 1]))


def summary(r: random.Random, text: Text) -> Item | None:
    """Ask for the summary of a chat or a passage."""
    if text.kind not in (*NAMED, "passage"):  # above all, never a service dialogue
        return None
    found = text.row.get("summaries") or [text.row["summary"]]
    return Item({}, r.choice(found))


def topic(r: random.Random, text: Text) -> Item | None:
    """Ask for the topic or the title."""
    found = text.row.get("title") or text.row.get("topic")
    return Item({}, found) if found else None


def next_step(r: random.Random, text: Text) -> Item | None:
    """Ask for what happens after a conversation."""
    return Item({}, text.row["next"]) if text.row.get("next") else None


_ORDER = (
    InstructionTask(
        "said_first",
        "order",
        DIALOGUES,
        around(
            'Which of the two is said first, "{one}" or "{two}"?',
            'What comes earlier: "{one}" or "{two}"?',
            "Which of these lines comes first?\n{options}",
            'One of these is said before the other: "{one}", "{two}". Copy the earlier one.',
            "Copy the one that is said earlier.\nOptions:\n{options}",
        ),
        said_first,
        span=True,
    ),
    InstructionTask(
        "nth_turn",
        "order",
        DIALOGUES,
        around(
            "What is said in the {nth} line?",
            "Copy the words of the {nth} turn.",
            "Repeat the {nth} message without the speaker.",
            "What does the {nth} line of this dialogue say?",
            "Write down what the {nth} turn says.",
        ),
        nth_turn,
        span=True,
    ),
    InstructionTask(
        "turn_before",
        "order",
        DIALOGUES,
        around(
            'What is said right before "{said}"?',
            'Which words come directly before "{said}"?',
            'Someone says "{said}" - what was said just before that?',
            'Copy the turn in front of "{said}"',
            'What does "{said}" follow?',
        ),
        turn_beside(-1),
        span=True,
    ),
    InstructionTask(
        "continue_chat",
        "order",
        NAMED,
        around(
            "Continue this conversation with one line.",
            "What could be said next? Write one line with its speaker.",
            "Write the next message of this chat.",
            "Add one more line to this talk.",
            "How does this chat go on? Write a single turn.",
        ),
        continue_chat,
        share=0.7,
    ),
)

_SUMMARIZING = (
    InstructionTask("chat_summary", "summarizing", ("chat",), SUMMARY_TEMPLATES, summary, share=2.0),
    InstructionTask("everyday_summary", "summarizing", ("everyday",), SUMMARY_TEMPLATES, summary, share=2.0),
    InstructionTask(
        "passage_summary",
        "summarizing",
        ("passage",),
        around(
            "Summarize this text in one or two sentences.",
            "What is this text about? Give a short summary.",
            "Write a short summary of the text.",
            "Give the main point of this passage.",
            "Say briefly what the text says.",
        ),
        summary,
    ),
    InstructionTask(
        "topic",
        "summarizing",
        ("everyday", "passage"),
        around(
            "Give this text a short title.",
            "What is the topic, in a few words?",
            "Write a heading of a few words.",
            "Name the subject of this text in a few words.",
            "Which title fits this text?",
        ),
        topic,
    ),
    InstructionTask(
        "next_step",
        "summarizing",
        ("everyday",),
        around(
            "What will happen next?",
            "What do the speakers do after this conversation?",
            "Say in one sentence what happens after this talk.",
            "What is the next step?",
            "What follows from this conversation? Name the next thing that is done.",
        ),
        next_step,
    ),
)

ORDER_TASKS = (*_ORDER, *_SUMMARIZING)
