"""A talk as it came out of an export: its turns, their times, and what was left out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

UNKNOWN = "Unknown"  # the speaker of a turn whose export names none any more


@dataclass(frozen=True)
class Turn:
    """One message. `left_out` says why it is no turn of the talk, `lost` what of a kept one was lost."""

    speaker: str
    text: str
    time: datetime | None = None
    left_out: str = ""
    lost: str = ""
    row: int = 0  # line of the file, where that is one of plain text

    @property
    def line(self) -> str:
        """The turn as a line of a dialogue."""
        text = " ".join(self.text.split())
        return f"{self.speaker}: {text}" if self.speaker else text


@dataclass
class Conversation:
    """Turns in order, each as one line; `notes` holds (what was left out or lost, the first such value, how often)."""

    lines: list[str] = field(default_factory=list)
    times: list[datetime | None] = field(default_factory=list)
    notes: dict[str, tuple[str, int]] = field(default_factory=dict)
    row: int = 0

    def add(self, turn: Turn) -> None:
        """Take a turn in, or note why not."""
        what = turn.left_out or turn.lost
        if what:
            first, count = self.notes.get(what, (turn.text or turn.speaker, 0))
            self.notes[what] = (first[:100], count + 1)
        if not turn.left_out:
            self.row = self.row or turn.row
            self.lines.append(turn.line)
            self.times.append(turn.time)

    @property
    def dialogue(self) -> str:
        """The talk, one turn a line."""
        return "\n".join(self.lines)

    def said(self) -> Iterator[tuple[str, str]]:
        """(message, value) of each kind of note, for a problem line."""
        for what, (value, count) in self.notes.items():
            yield what + (f" ({count} of them)" if count > 1 else ""), value

    def sizes(self) -> tuple[int, int]:
        """(number of turns, characters), for the limits of a file."""
        return len(self.lines), sum(map(len, self.lines))


def conversation(turns: Iterable[Turn]) -> Conversation:
    """Collect turns."""
    talk = Conversation()
    for turn in turns:
        talk.add(turn)
    return talk


def cut_at_pauses(turns: Iterable[Turn], hours: float) -> list[Conversation]:
    """Cut an endless thread into talks, where nobody wrote for more than `hours`; without times it stays one."""
    talks, last = [Conversation()], None
    for turn in turns:
        if turn.time and last and turn.time - last > timedelta(hours=hours) and talks[-1].lines:
            talks.append(Conversation())
        last = turn.time or last
        talks[-1].add(turn)
    return talks
