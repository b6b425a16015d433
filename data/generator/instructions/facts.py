"""Short made-up reports with questions about them, each with one answer that stands in the text."""

from __future__ import annotations

import random
from typing import Any

from .. import words as w
from .bank import cities, names

_THINGS = """lamp carpet guitar kettle ladder radio bicycle camera tent mirror clock blanket suitcase pillow helmet
vase basket drum toaster printer""".split()
_ROOMS = """kitchen garage attic cellar garden office library hall bathroom bedroom workshop laundry""".split()
_JOBS = """baker dentist gardener plumber pilot nurse teacher farmer waiter lawyer painter driver librarian tailor
carpenter chemist""".split()
_DISHES = """lentil soup|apple pie|fish stew|potato salad|onion tart|rice pudding|bean chili|cheese omelette|
mushroom risotto|carrot cake|pancakes|tomato pasta""".replace("\n", "").split("|")
_SPORTS = "tennis chess football hockey volleyball badminton golf rugby handball squash".split()

# (sentence, the same in other words, questions with the slot that answers them). Slots: N name, T thing, R room,
# D day, P price, J job, C city, H dish, S sport, K clock time, W number in words.
_REPORTS = (
    (
        "{N} bought a {T} for {P} on {D}.",
        "{N} paid {P} for a {T}.",
        (
            ("Who bought a {T}?", "N"),
            ("What did {N} buy?", "a {T}"),
            ("How much did {N} pay?", "P"),
            ("When did {N} buy a {T}?", "on {D}"),
        ),
    ),
    (
        "{N} put the {T} in the {R}.",
        "The {T} of {N} is in the {R}.",
        (
            ("Who put something in the {R}?", "N"),
            ("Where is the {T}?", "in the {R}"),
            ("What did {N} put in the {R}?", "the {T}"),
        ),
    ),
    (
        "{N} works as a {J} in {C}.",
        "{N} has a job in {C} as a {J}.",
        (("Who is a {J}?", "N"), ("Where does {N} work?", "in {C}"), ("What is the job of {N}?", "a {J}")),
    ),
    (
        "{N} will cook {H} for {W} guests at {K}.",
        "{N} is going to make {H} for {W} people.",
        (
            ("Who will cook?", "N"),
            ("What will {N} cook?", "H"),
            ("How many guests does {N} expect?", "W"),
            ("When do the guests of {N} eat?", "at {K}"),
        ),
    ),
    (
        "{N} played {S} in {C} for {W} hours on {D}.",
        "{N} spent {W} hours playing {S}.",
        (
            ("Who played {S}?", "N"),
            ("What did {N} play?", "S"),
            ("Where did {N} play?", "in {C}"),
            ("How long did {N} play?", "{W} hours"),
            ("When did {N} play {S}?", "on {D}"),
        ),
    ),
    (
        "The train of {N} leaves {C} at {K} on {D}.",
        "{N} takes a train from {C} at {K}.",
        (
            ("Who takes a train?", "N"),
            ("Where does the train of {N} start?", "C"),
            ("When does the train of {N} leave?", "at {K}"),
        ),
    ),
    (
        "{N} sold an old {T} in {C} and got {P} for it.",
        "Somebody gave {N} {P} for an old {T}.",
        (
            ("Who sold something?", "N"),
            ("What did {N} sell?", "an old {T}"),
            ("How much did {N} get?", "P"),
            ("Where did {N} sell something?", "in {C}"),
        ),
    ),
    (
        "{N} lost {W} keys in the {R} last {D}.",
        "{W} keys of {N} are gone.",
        (
            ("Who lost keys?", "N"),
            ("Where did {N} lose the keys?", "in the {R}"),
            ("How many keys did {N} lose?", "W"),
            ("When did {N} lose the keys?", "last {D}"),
        ),
    ),
)
_BANKS = {"T": _THINGS, "R": _ROOMS, "J": _JOBS, "H": _DISHES, "S": _SPORTS, "D": w.WEEKDAYS}


def _slots(r: random.Random, count: int) -> list[dict[str, str]]:
    """Draw what the slots of `count` sentences stand for, no value twice."""
    drawn = {slot: r.sample(bank, count) for slot, bank in _BANKS.items()} | {
        "N": names(r, count),
        "C": r.sample(cities(), count),
    }
    drawn["W"] = r.sample(w.NUMBER_WORDS, count)
    drawn["P"] = [f"{n} dollars" for n in r.sample(range(5, 95), count)]
    drawn["K"] = [f"{n}:{r.choice(('00', '15', '30', '45'))}" for n in r.sample(range(1, 13), count)]
    return [{slot: values[k] for slot, values in drawn.items()} for k in range(count)]


def _answer(form: str, slots: dict[str, str]) -> str:
    """Fill an answer, either one slot or a phrase."""
    return slots[form] if form in slots else form.format_map(slots)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def facts(r: random.Random) -> dict[str, Any]:
    """Draw a report of two to four sentences: its ``text``, ``qa``, and ``yes`` and ``no`` statements about it."""
    reports = r.sample(_REPORTS, r.randint(2, 4))
    slots = _slots(r, len(reports))
    text = " ".join(_capital(sentence.format_map(s)) for (sentence, _, _), s in zip(reports, slots, strict=True))
    qa = [
        (question.format_map(s), _answer(form, s))
        for (_, _, questions), s in zip(reports, slots, strict=True)
        for question, form in questions
    ]
    yes = [_capital(said.format_map(s)) for (_, said, _), s in zip(reports, slots, strict=True)]
    # A false statement is a true one with another of the persons.
    others = [*slots[1:], slots[0]]
    no = [
        _capital(said.format_map(s | {"N": other["N"]}))
        for (_, said, _), s, other in zip(reports, slots, others, strict=True)
    ]
    return {"text": text, "qa": qa, "yes": yes, "no": no}
