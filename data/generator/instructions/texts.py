"""The texts that instruction tasks are made over: drawn from the generator's streams or written by hand.

Two rules hold by construction. A text of a service dialogue carries no summary, so no task can show one. And a row
written by hand belongs to training or to the unseen tasks by its place in its file: every tenth row is kept out.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from helpers.tasks import escape_code

from .. import everyday, streams
from ..everyday import TRAINING, UNSEEN_SPLITS, written
from .facts import facts

SEED = 20_27
_STREAMS = {
    "chat": "messenger_summary",
    "service": "dialogue_summary",
    "review": "review_rating",
    "sentence": "entities",
    "java": "code_translation",
    "cs": "code_translation",
}
KINDS = (*_STREAMS, *everyday.FILES, "facts", "words")

Turn = tuple[str, str]


@dataclass(frozen=True)
class Text:
    """One text: how it goes into a prompt, its turns where it is a dialogue, and the row behind it.

    ``words`` is the kind of an empty text, for tasks that bring their own words.
    """

    kind: str
    split: str
    body: str
    turns: tuple[Turn, ...] = ()
    row: Mapping[str, Any] = field(default_factory=dict)

    @property
    def speakers(self) -> list[str]:
        """The speakers in the order in which they first speak."""
        return list(dict.fromkeys(who for who, _ in self.turns))


def turns_of(dialogue: str) -> tuple[Turn, ...]:
    """Cut a dialogue into (speaker, what is said)."""
    turns = (line.partition(": ") for line in dialogue.splitlines())
    return tuple((who, said) for who, _, said in turns if said)


@functools.cache
def handwritten(kind: str, split: str) -> tuple[Text, ...]:
    """Return the hand-written texts of a kind that belong to a split: training's, or those of an unseen split."""
    part = split if split in UNSEEN_SPLITS else TRAINING
    return tuple(_handwritten_text(kind, split, row) for row in everyday.rows(kind, part))


def _handwritten_text(kind: str, split: str, row: dict[str, Any]) -> Text:
    """Make a text of a hand-written row; a service dialogue loses its summaries here."""
    if kind == "passage":
        row = row | {key: [row[key]] for key in ("yes", "no") if isinstance(row.get(key), str)}
        return Text(kind, split, row["text"], (), row)
    if kind == "counter":
        row = {key: value for key, value in row.items() if key not in ("summaries", "summary")}
    turns = tuple((who, said) for who, said in row["turns"])
    return Text(kind, split, written(turns), turns, row)


def draw_text(r: random.Random, kind: str, split: str = TRAINING) -> Text:
    """Draw a text of a kind. Generated ones come from streams of their own for each split."""
    if split in ("test", streams.HELD_OUT):
        raise ValueError("tasks are never made over a test split")
    if kind == "words":
        return Text(kind, split, "")
    if kind == "facts":
        row = facts(r)
        return Text(kind, split, row["text"], (), row)
    if kind in everyday.FILES:
        return r.choice(handwritten(kind, split))
    row = streams.make_row(_STREAMS[kind], f"instructions-{split}-{kind}", r.getrandbits(40), SEED)
    if kind in ("java", "cs"):
        return Text(kind, split, escape_code(row[kind].strip()), (), {"code": row[kind].strip()})
    if kind == "review":
        return Text(kind, split, row["text"], (), row)
    if kind == "sentence":
        return Text(kind, split, " ".join(row["tokens"]), (), row)
    kept = {} if kind == "service" else {"summary": row["summary"]}
    turns = turns_of(row["dialogue"])
    return Text(kind, split, written(turns), turns, kept)
