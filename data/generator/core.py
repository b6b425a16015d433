"""Building blocks that every generator shares: dialogues, speakers and word choice.

A *family* is one kind of situation (a refund, a booking …). It is a plain function that takes a
``random.Random`` and returns a finished `Dialogue`; equal random states give equal dialogues.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from . import words as w

Family = Callable[[random.Random], "Dialogue"]


@dataclass(frozen=True)
class Dialogue:
    """One finished dialogue: its text, three independent summaries and a topic."""

    text: str
    summaries: tuple[str, str, str]
    topic: str


class Script:
    """Writes a two-person service dialogue turn by turn.

    ``client`` and ``staff`` are roles. Whoever speaks first becomes ``#Person1#``, so a summary
    can only name the right person by reading the dialogue. Turns in a row by the same role are
    joined into one.
    """

    def __init__(self, r: random.Random) -> None:
        self.r = r
        self.turns: list[tuple[str, str]] = []

    def c(self, *options: str) -> None:
        """Let the client say one of `options`."""
        self._say("client", options)

    def s(self, *options: str) -> None:
        """Let the staff say one of `options`."""
        self._say("staff", options)

    def _say(self, role: str, options: Sequence[str]) -> None:
        text = self.r.choice(options)
        if self.turns and self.turns[-1][0] == role:
            self.turns[-1] = (role, f"{self.turns[-1][1]} {text}")
        else:
            self.turns.append((role, text))

    def chance(self, p: float) -> bool:
        """Return True with probability `p`."""
        return self.r.random() < p

    def open(self, staff: Sequence[str], client: Sequence[str]) -> None:
        """Begin: half the time the staff greets first, else the client speaks first."""
        if self.chance(0.5):
            self.s(*staff)
        self.c(*client)

    def aside(self, p: float = 0.5) -> None:
        """With probability `p` insert small talk that no summary mentions."""
        if self.chance(p):
            for role, text in self.r.choice(_asides(self.r)):
                self._say(role, (text,))

    @property
    def client(self) -> str:
        """The client's speaker tag, ``#Person1#`` or ``#Person2#``."""
        return "#Person1#" if self.turns[0][0] == "client" else "#Person2#"

    @property
    def staff(self) -> str:
        """The staff's speaker tag, the other one."""
        return "#Person2#" if self.client == "#Person1#" else "#Person1#"

    def done(self, topic: str, *writers: Sequence[str]) -> Dialogue:
        """Finish with three `writers`, each a list of wordings of the same summary, the commonest first.

        Three people summarize independently. Each draws a writer's manner, then a wording, the first ones most
        often, and puts some phrases in words of their own: so references agree about as well as DialogSum's do.
        """
        if len(writers) != 3:
            raise ValueError(f"{topic}: a dialogue needs 3 summary writers, got {len(writers)}")
        if len({wording for wordings in writers for wording in wordings}) < 3:
            raise ValueError(f"{topic}: its writers need 3 different wordings together.")
        summaries: list[str] = []
        while len(summaries) < 3:
            written = _in_own_words(self.r, _early(self.r, _early(self.r, writers)))
            if written not in summaries:
                summaries.append(written)
        self.r.shuffle(summaries)
        tag = {"client": self.client, "staff": self.staff}
        text = "\n".join(f"{tag[role]}: {turn}" for role, turn in self.turns)
        return Dialogue(text, tuple(summaries), topic)


T = TypeVar("T")


def _early(r: random.Random, items: Sequence[T]) -> T:
    """Draw one of `items`, each a fifth as likely as the one before it."""
    return r.choices(items, [0.2**k for k in range(len(items))])[0]


_SAME = (
    ("wants to", "would like to"),
    ("because", "since", "as"),
    ("does not", "doesn't"),
    ("cannot", "can't"),
    ("is not", "isn't"),
    ("will not", "won't"),
    ("instead of", "rather than"),
    ("decides to", "chooses to"),
    ("needs to", "has to"),
    ("asks for", "requests"),
    ("for free", "free of charge"),
    ("in the end", "finally"),
)
_PHRASE = re.compile(rf"\b(?:{'|'.join(phrases[0] for phrases in _SAME)})\b")
_OTHERS = {first: others for first, *others in _SAME}


def _in_own_words(r: random.Random, summary: str) -> str:
    """Replace some phrases by others that mean the same."""
    return _PHRASE.sub(lambda match: r.choice(_OTHERS[match[0]]) if r.random() < 0.3 else match[0], summary)


def _asides(r: random.Random) -> list[list[tuple[str, str]]]:
    """Small talk and side remarks, some with numbers, days and places that do not matter."""
    number = r.randint(2, 40)
    day = r.choice(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
    return [
        [("client", "By the way, it is very quiet here today."), ("staff", f"Yes, we are always busier on {day}.")],
        [
            ("client", f"I waited {number} minutes in the queue, you know."),
            ("staff", "I am sorry about that, two colleagues are away."),
        ],
        [("staff", "Sorry, the computer is slow this morning."), ("client", "No problem, take your time.")],
        [("client", "Is it always this cold in here?"), ("staff", "The heating is being fixed, sorry.")],
        [("staff", f"We had {number} calls before lunch already."), ("client", "That sounds tiring.")],
        [("client", "My bus was late again, so I had to run."), ("staff", "Please sit down for a moment.")],
        [("staff", "Did you find us easily?"), ("client", f"Yes, the number {number} bus stops outside.")],
        [("client", "I like the new colour of the walls."), ("staff", f"Thank you, we painted them on {day}.")],
        [("staff", "Would you like a glass of water while I look?"), ("client", "No, thank you.")],
        [("client", f"I was here {number} weeks ago as well."), ("staff", "Then welcome back.")],
        [("staff", "Excuse me, I have to answer the other phone."), ("client", "Of course.")],
        [("client", "The weather is terrible today."), ("staff", f"They say it will be better on {day}.")],
        [("client", "My son says your website is nice."), ("staff", "Thank you, that is good to hear.")],
        [("staff", f"My shift ends in {number} minutes, so you are lucky."), ("client", "Then I came in time.")],
        [("client", "Somebody left an umbrella at the door."), ("staff", "Thanks, I will put it aside.")],
        [("staff", "Let me just find my glasses."), ("client", "They are on your head, I think.")],
    ]


def pick_two(r: random.Random, items: Sequence[str]) -> tuple[str, str]:
    """Draw two different items."""
    first, second = r.sample(list(items), 2)
    return first, second


class Chat:
    """Writes a messenger chat between two or three friends, one message a line.

    ``a`` and ``b`` are the friends; ``third`` and ``other`` are names for people who join or are
    mentioned. All four are different.
    """

    def __init__(self, r: random.Random) -> None:
        self.r = r
        self.a, self.b, self.third, self.other = w.names(r, 4)
        self.lines: list[tuple[str, str]] = []

    def say(self, who: str, *options: str) -> None:
        """Let `who` (a name) write one of `options`; messages in a row stay separate lines."""
        self.lines.append((who, self.r.choice(options)))

    def hello(self, p: float = 0.7) -> None:
        """With probability `p` begin with a greeting by one or both."""
        if self.r.random() < p:
            self.say(
                self.a,
                "Hi!",
                f"hey {self.b}",
                f"Hello {self.b}!",
                "yo",
                "hey, are you there?",
                "Good morning :)",
                f"{self.b}?",
                "sup",
                "hiya",
                "hey hey",
                f"Hi {self.b}, got a minute?",
            )
            if self.r.random() < 0.6:
                self.say(
                    self.b,
                    "hey",
                    "Hi!",
                    "what's up?",
                    f"Hi {self.a}",
                    "yes?",
                    "hello :)",
                    "sup",
                    "I'm here",
                    "morning!",
                )

    def aside(self, p: float = 0.5) -> None:
        """With probability `p` insert small talk that no summary mentions."""
        if self.r.random() >= p:
            return
        r = self.r
        n, day = r.randint(2, 30), w.weekday(r)
        first, second = r.choice(
            (
                ("btw did you see the snow outside?", "yes, so pretty"),
                (f"it took me {n} minutes to find a parking spot today", "ugh"),
                (f"my boss wants another report by {day}", "poor you"),
                ("I'm so tired today", "same here lol"),
                (f"{self.other} says hi btw", "oh nice, say hi back"),
                (f"I met {self.other} on {day}", "really? long time no see"),
                (f"my battery is at {n} percent", "then type fast haha"),
                ("did you watch the game?", "no, I fell asleep"),
                (f"we have {n} new people at work", "wow, that's a lot"),
                ("sorry, I was in the shower", "no worries"),
                (f"I walked {n} km yesterday", "show off :D"),
                ("the cat is sleeping on my keyboard", "send a pic!"),
                ("this week is endless", "hang in there"),
                (f"the neighbours have a party every {day}", "that must be loud"),
                ("can you hear that noise too?", "what noise? haha"),
                (f"{self.other} moved to {r.choice(w.CITIES)}, did you know?", "no way!"),
                (f"I got {n} mails this morning", "welcome to my life"),
                ("lol my brother burned the toast again", "classic"),
                (f"only {n} days until the holidays", "can't wait"),
                ("it's raining again", "as always"),
                ("are you at work?", "yes, but it's quiet"),
                (f"I'm on the bus to {r.choice(w.CITIES)}", "safe trip"),
            )
        )
        x, y = (self.a, self.b) if r.random() < 0.5 else (self.b, self.a)
        self.say(x, first)
        self.say(y, second)

    def bye(self, p: float = 0.6) -> None:
        """With probability `p` end with a short closing line."""
        if self.r.random() < p:
            self.say(
                self.r.choice((self.a, self.b)),
                "see ya",
                "great :)",
                "thx!",
                "ok, bye",
                "perfect",
                "talk later",
                "xx",
                "cool",
                "ttyl",
                "bye!",
                "okay then",
                "take care",
            )

    def done(self, *summaries: str) -> tuple[str, str]:
        """Finish: the chat's text and one of `summaries`."""
        return "\n".join(f"{who}: {text}" for who, text in self.lines), self.r.choice(summaries)
