"""Reads threads of plain text: WhatsApp, LINE, WeChat and QQ, Discord, Teams, and any lines of *Name: text*.

How a program writes its lines is found from the lines: of five ways, the one in which most lines begin a message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from helpers.own_data.exports.conversation import Turn
from helpers.own_data.exports.stamps import AT_END, DAY, NAMED, STAMP, moment, tidy

SAMPLE = 400  # lines by which the way of writing is found
LONGEST_NAME = 60  # characters
_MEDIA = re.compile(
    r"<[^<>\n]{2,60}>|\[[^\[\]\n]{1,20}\]|\{[^{}\n]{1,20}\}"
    r"|.{0,80}\((?:file attached|Datei angehängt|archivo adjunto|fichier joint|file allegato|arquivo anexado)\)"
    r"|(?:image|photo|video|audio|sticker|gif|document|contact card|location|poll)s? (?:omitted|attached)"
    r"|(?:Bild|Video|Audio|Sticker|GIF|Dokument) weggelassen|(?:image|vidéo|audio) absente?"
    r"|(?:imagen|video|audio|imagem|vídeo|áudio) (?:omitid|ocultad)[oa]|(?:immagine|video|audio) omess[oa]|null"
    r"|[\w.-]{1,80}\.(?:jpe?g|png|webp|opus|mp4|pdf|vcf|heic|gif|m4a) <?.{0,30}",
    re.IGNORECASE,
)
_DELETED = re.compile(
    r"(?:this message was deleted|you deleted this message|message deleted|diese nachricht wurde gelöscht"
    r"|se eliminó este mensaje|ce message a été supprimé|(?:missed )?(?:voice|video) call|unsent a message"
    r"|撤回了一条消息|消息已撤回|メッセージの送信を取り消しました).{0,60}",
    re.IGNORECASE,
)
_ATTACHED = re.compile(r"\n?\{(?:Attachments|Embed|Reactions|Stickers)\}.*", re.DOTALL)  # Discord's, below a text
MEDIA = "a message without text: media or a call, left out"
DELETED = "a message without text: deleted or a call, left out"
NOTICE = "no turn of the talk: a notice of the program, left out"


@dataclass(frozen=True)
class Line:
    """What begins with a line: a message, or a notice where `speaker` is empty and `notice` is set."""

    time: str
    speaker: str
    text: str
    notice: bool = False


Way = Callable[[str, str], Line | None]


def _inline(line: str, day: str) -> Line | None:
    """``[13.06.2023, 18:08:08] Amy: Hi`` and ``12/31/23, 9:41 PM - Amy: Hi``, a notice without a name."""
    match = STAMP.match(line)
    if not match:
        return None
    time, rest = match["inner"] or match["outer"], line[match.end() :]
    named = NAMED.fullmatch(rest)
    if named and len(named["name"]) <= LONGEST_NAME:
        return Line(time, named["name"].strip(), named["text"])
    return Line(time, "", rest, notice=True)


def _stamp_first(line: str, day: str) -> Line | None:
    """``[05/12/2024 9:41 PM] amy`` with the text below, as Discord and Teams copy it."""
    match = STAMP.match(line + ("" if line.rstrip().endswith(":") else " "))
    rest = line[match.end() :].strip() if match else ""
    if not match or not rest or len(rest) > LONGEST_NAME or rest.count(" ") > 5 or NAMED.fullmatch(rest):
        return None
    return Line(match["inner"] or match["outer"], re.sub(r"\s*[(<]\S{1,40}[)>]$", "", rest), "")


def _name_first(line: str, day: str) -> Line | None:
    """``Amy 2024-05-12 21:41:05`` with the text below, as WeChat and Teams copy it."""
    match = AT_END.fullmatch(line)
    if not match or match["name"].rstrip(" -–|,").isdigit() or STAMP.match(match["name"] + " "):
        return None
    return Line(match["stamp"], match["name"].strip(" -–|,:："), "")


def _tabbed(line: str, day: str) -> Line | None:
    """``21:41<tab>Amy<tab>Hi`` below a line with the day, as LINE writes it."""
    parts = line.split("\t", 2)
    if len(parts) < 2 or not re.fullmatch(r"(?:\W|\w){0,3}\d{1,2}:\d{2}(?::\d\d)?(?: ?[AaPp][Mm])?", parts[0].strip()):
        return None
    if len(parts) == 2:
        return Line(f"{day} {parts[0]}", "", parts[1], notice=True)
    return Line(f"{day} {parts[0]}", parts[1].strip(), parts[2].strip('"'))


def _spoken(line: str, day: str) -> Line | None:
    """``Amy: Hi``."""
    named = NAMED.fullmatch(line)
    if not named or not re.match(r"[^\W_]|[@#+~]", named["name"]) or re.search(r"\t|(?: \S+){5}", named["name"]):
        return None
    if STAMP.match(line) or not re.search(r"[^\W\d_]|\+\d", named["name"]):
        return None
    return Line("", named["name"].strip(), named["text"])


WAYS: dict[str, Way] = {
    "inline": _inline,
    "tabbed": _tabbed,
    "stamp first": _stamp_first,
    "name first": _name_first,
    "spoken": _spoken,
}


def way_of(lines: Sequence[str]) -> str:
    """The way in which most of some lines begin a message of somebody; empty where none does."""
    counts = {
        name: sum(bool((found := way(line, "")) and not found.notice) for line in lines) for name, way in WAYS.items()
    }
    best = max(counts, key=lambda name: counts[name])
    if best == "spoken":  # a time without a name in the same line says more
        headed = {name: counts[name] for name in ("stamp first", "name first") if counts[name] > 1}
        best = next((n for n in headed if 2 * counts[n] >= counts["spoken"]), best)
    return best if counts[best] else ""


def read_thread(lines: Iterable[tuple[int, str]]) -> Iterator[Turn]:
    """Read numbered lines into turns; a line that begins nothing goes on with the message before it.

    Nothing is yielded where no line begins a message. What stands before the first one is a notice.
    """
    waiting = iter(lines)
    first = [(number, line) for number, line in (next(waiting, (0, "")) for _ in range(SAMPLE)) if number]
    name = way_of([tidy(line) for _, line in first])
    if name:
        yield from _turns(_chain(first, waiting), WAYS[name])


def _chain(first: Sequence[tuple[int, str]], rest: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    yield from first
    yield from rest


def _turns(lines: Iterator[tuple[int, str]], way: Way) -> Iterator[Turn]:
    open_turn: Turn | None = None
    marked, day, order = False, "", _Order()
    for number, raw in lines:
        line = tidy(raw)
        found = way(line, day)
        if found is None:
            heading = DAY.fullmatch(line)
            if heading and (way is _tabbed or way is _spoken):
                day = heading["day"]
            elif line and open_turn is None:
                yield Turn("", line, left_out=NOTICE, row=number)
            elif line and open_turn is not None:
                open_turn = replace(open_turn, text=f"{open_turn.text}\n{line}".strip())
            continue
        if open_turn is not None:
            yield _judged(open_turn, marked)
        marked = bool(found.text) and "\u200e" in raw[-len(found.text) - 1 :]
        open_turn = Turn(found.speaker, found.text, order.moment(found.time), row=number)
        if found.notice:
            open_turn = replace(open_turn, left_out=NOTICE)
    if open_turn is not None:
        yield _judged(open_turn, marked)


class _Order:
    """Whether dates with slashes begin with the month or the day: as the first date says that leaves no choice."""

    def __init__(self) -> None:
        self.month_first: bool | None = None

    def moment(self, text: str) -> datetime | None:
        if self.month_first is None and (date := re.match(r"\D*(\d{1,2})/(\d{1,2})/", text)):
            if int(date[1]) > 12 or int(date[2]) > 12:
                self.month_first = int(date[2]) > 12
        return moment(text, self.month_first if "/" in text else None)


def _judged(turn: Turn, marked: bool) -> Turn:
    """A finished turn; one that only stands for media, or was deleted, is left out. `marked`: the program wrote it."""
    if turn.left_out:
        return turn
    text = _ATTACHED.sub("", turn.text).strip().removesuffix('"')
    turn = replace(turn, text=text or turn.text)
    if not text and turn.text:
        return replace(turn, left_out=MEDIA)
    if not text:
        return replace(turn, left_out="an empty message: left out")
    if _MEDIA.fullmatch(text) or (marked and len(text) <= 60 and "\n" not in text):
        return replace(turn, left_out=MEDIA)
    return replace(turn, left_out=DELETED) if _DELETED.fullmatch(text) else turn
