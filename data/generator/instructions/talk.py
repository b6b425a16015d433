"""Short talks made for an exercise: turns with their reported form, and proposals that are accepted or refused."""

from __future__ import annotations

import random
from typing import NamedTuple

from .. import words as w
from ..core import Chat
from .bank import action, cities, names
from .texts import Turn, written

_PLACES = "kitchen garage attic office library hall bathroom workshop garden cellar".split()
_THINGS = "lamp ladder tent key camera radio map drill blanket suitcase".split()
_FOOD = "soup|apple pie|pancakes|fried rice|tomato salad|fish|cheese|garlic bread|lemon cake".split("|")
_STATES = "tired hungry ill late busy ready bored lost".split()

# What A says to B, and the same reported: A is the speaker, B the one spoken to.
_SPOKEN = (
    ("The {thing} is in the {place}.", "{A} says that the {thing} is in the {place}."),
    ("The bus leaves at {clock}.", "{A} says that the bus leaves at {clock}."),
    ("The shop is closed on {day}.", "{A} says that the shop is closed on {day}."),
    ("I will {do} on {day}.", "{A} promises to {do} on {day}."),
    ("I'll {do} tomorrow.", "{A} promises to {do} tomorrow."),
    ("Can you {do}, {B}?", "{A} asks {B} to {do}."),
    ("{B}, please {do}!", "{A} asks {B} to {do}."),
    ("Where is the {thing}?", "{A} asks where the {thing} is."),
    ("Why is the {thing} in the {place}?", "{A} asks why the {thing} is in the {place}."),
    ("When does the bus leave?", "{A} asks when the bus leaves."),
    ("Who took the {thing}?", "{A} asks who took the {thing}."),
    ("I cannot come on {day}.", "{A} cannot come on {day}."),
    ("I can't find the {thing}.", "{A} cannot find the {thing}."),
    ("I would like some {food}.", "{A} would like some {food}."),
    ("I don't like {food}.", "{A} does not like {food}."),
    ("I have to {do}.", "{A} has to {do}."),
    ("I'm {state}.", "{A} is {state}."),
    ("I am at the station in {city}.", "{A} is at the station in {city}."),
    ("Thank you for the {thing}, {B}.", "{A} thanks {B} for the {thing}."),
    ("Sorry that I broke the {thing}, {B}.", "{A} apologizes to {B} for breaking the {thing}."),
    ("Let's {do} on {day}.", "{A} suggests to {do} on {day}."),
    ("Don't forget the {thing}, {B}!", "{A} reminds {B} of the {thing}."),
    ("I want to move to {city}.", "{A} wants to move to {city}."),
    ("My new phone cost {price}.", "{A} paid {price} for a new phone."),
)


class Spoken(NamedTuple):
    """A turn and the sentence that reports it."""

    turn: Turn
    reported: str


def spoken(r: random.Random, speaker: str, other: str) -> Spoken:
    """Let `speaker` say something to `other`."""
    direct, reported = r.choice(_SPOKEN)
    slots = {
        "A": speaker,
        "B": other,
        "thing": r.choice(_THINGS),
        "place": r.choice(_PLACES),
        "food": r.choice(_FOOD),
        "state": r.choice(_STATES),
        "do": action(r),
        "day": w.weekday(r),
        "clock": w.clock(r),
        "city": r.choice(cities()),
        "price": w.price(r),
    }
    return Spoken((speaker, direct.format_map(slots)), reported.format_map(slots))


_PLANS = (
    "go swimming|go to the cinema|play chess|have lunch together|go hiking|visit the museum|cook dinner together|"
    "go to the market|watch the game|go for a run|paint the fence|go to the theatre|have a picnic|go dancing|"
    "try the new cafe|go fishing|bake a cake|play tennis|go to the zoo|study together|take the boat out|have a barbecue"
).split("|")
_OFFERS = (
    "shall we {plan} on {day}?",
    "do you want to {plan} on {day}?",
    "how about {day}? We could {plan}.",
    "let's {plan} on {day}!",
    "are you free on {day}? I'd like to {plan} with you.",
    "I have an idea: we {plan} on {day}.",
)
_YES = """sure, I'd love to|good idea, I'm in|yes, why not|of course, I'm free then|great, count me in|
okay, that works for me|yes please|deal|I'd be happy to|fine with me|sounds great, let's do it|
yes, I have nothing else on|perfect, I was hoping you'd ask|all right, I'll be there""".replace("\n", "").split("|")
_NO = """sorry, I can't|no, I'm busy then|I'd rather not|sorry, I have to work|not this time, sorry|
no thanks, I need some rest|I can't make it|sorry, I already have plans|no, I don't feel like it|
I'm afraid that's impossible for me|sorry, I'm away then|no way, I have an exam|
count me out this time|thanks, but I must stay at home""".replace("\n", "").split("|")
_OTHER_DAY = ("{day} is bad, what about {other}?", "not {day}, but {other} would be fine", "could we do it on {other}?")
_OKAY = ("okay, {other} then", "{other} is fine with me", "yes, {other} works", "good, {other}")


class Proposal(NamedTuple):
    """A short talk of two about a plan: do they agree, and on which day?"""

    turns: list[Turn]
    agreed: bool
    plan: str
    day: str


def proposal(r: random.Random, agreed: bool, moved: bool = False) -> Proposal:
    """Let two people propose and answer; `moved` lets them settle on another day than the first."""
    a, b = names(r, 2)
    day, other = w.two_weekdays(r)
    slots = {"plan": r.choice(_PLANS), "day": day, "other": other}
    turns = [(a, r.choice((f"{b}, ", f"hi {b}, ", "hey, ")) + r.choice(_OFFERS).format_map(slots))]
    if moved:
        turns.append((b, r.choice(_OTHER_DAY).format_map(slots)))
        turns.append((a, r.choice(_OKAY).format_map(slots) if agreed else r.choice(_NO)))
    else:
        turns.append((b, r.choice(_YES if agreed else _NO)))
    if r.random() < 0.5:
        replies = ("great!", "nice, see you") if agreed else ("what a pity", "okay, another time")
        turns.append((turns[-2][0], r.choice(replies)))
    return Proposal(turns, agreed, slots["plan"], other if moved else day)


def small_talk(r: random.Random, a: str, b: str) -> list[Turn]:
    """Draw two turns of small talk between `a` and `b`, as in the generated chats."""
    chat = Chat(r)
    chat.a, chat.b = a, b
    chat.aside(1.0)
    return chat.lines


def with_small_talk(r: random.Random, turns: list[Turn]) -> str:
    """Write `turns` with two turns of small talk before or after them."""
    names = list(dict.fromkeys(who for who, _ in turns))
    aside = small_talk(r, *names)
    return written([*aside, *turns] if r.random() < 0.5 else [*turns, *aside])
