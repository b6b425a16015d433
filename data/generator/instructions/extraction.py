"""Tasks that take something out of a text: extraction, and gaps to be filled (cloze)."""

from __future__ import annotations

import random
import re

from helpers.tasks import capitalized, entities_of

from .. import words as w
from .bank import categories, common_words
from .base import InstructionTask, Item, around, near
from .reading import DIALOGUES, NAMED, once
from .rewriting import single_words
from .texts import Text, written

PRICE = re.compile(r"\b\d[\d,.]*(?<=\d) (?:dollars|euros|pounds|cents)\b")
CLOCK = re.compile(r"\b\d{1,2}(?::\d{2}| o'clock)(?!\d)")
NUMBER = re.compile(r"\b\d+(?:[:.,]\d+)*")


# --- extraction ----------------------------------------------------------------------------------


def entities_of_kind(kind: str):
    """Return the maker of "list all people" and the like; "none" now and then."""

    def make(r: random.Random, text: Text) -> Item | None:
        pairs = entities_of(list(text.row["tokens"]), list(text.row["ner_tags"]))
        found = [span for entity, span in pairs if entity == kind]
        if not found and r.random() < 0.8:
            return None
        return Item({}, "; ".join(found) or "none")

    return make


def matches(pattern: re.Pattern[str]):
    """Return the maker of "list all prices" and the like, each once, in order; "none" now and then."""

    def make(r: random.Random, text: Text) -> Item | None:
        found = list(dict.fromkeys(pattern.findall(text.body.replace("#Person1#", "").replace("#Person2#", ""))))
        if len(found) > 8 or (not found and r.random() < 0.92):
            return None
        return Item({}, ", ".join(found) or "none")

    return make


def capitalized_words(r: random.Random, text: Text) -> Item | None:
    """Ask for the runs of capitalized words."""
    found = capitalized(text.body)
    return Item({}, "; ".join(found) or "none") if found or r.random() < 0.3 else None


def speakers_in_order(r: random.Random, text: Text) -> Item | None:
    """Ask for the speakers, in the order in which they first speak."""
    turns = text.turns[r.randrange(2) :]
    names = list(dict.fromkeys(who for who, _ in turns))
    return Item({"source": written(turns)}, ", ".join(names)) if len(names) > 1 else None


# --- cloze ---------------------------------------------------------------------------------------


def gap_in_turn(r: random.Random, text: Text) -> Item | None:
    """Leave a word out of a turn that the prompt also shows whole."""
    found = [k for k in once(text.turns) if len(single_words(text.turns[k][1])) > 1]
    if not found:
        return None
    who, said = text.turns[r.choice(found)]
    word = r.choice(single_words(said))
    return Item({"gap": f"{who}: {said.replace(word, '___')}"}, word)


def gap_with_choices(r: random.Random, text: Text) -> Item | None:
    """Leave a day, month, colour, number or city out; only one of three words is of that kind."""
    banks = {"day": w.WEEKDAYS, "month": w.MONTHS, "colour": w.COLOURS, "number": w.NUMBER_WORDS, "city": w.CITIES}
    found = [(word, kind) for word in text.body.split() for kind, bank in banks.items() if word in bank]
    if not found:
        return None
    word, kind = r.choice(found)
    line = next(part for part in text.body.splitlines() if word in part.split())
    others = r.sample([other for other in (*banks, "thing") if other != kind], 2)
    wrong = [r.choice(banks.get(other) or categories()["furniture"]) for other in others]
    gapped = " ".join("___" if part == word else part for part in line.split())
    return Item({"source": gapped}, word, tuple(r.sample([word, *wrong], 3)))


def missing_from_list(r: random.Random, text: Text) -> Item:
    """Show a list twice, the second time shuffled and without one word."""
    words = r.sample(common_words(), r.randint(3, 6))
    gone = r.choice(words)
    kept = r.sample([word for word in words if word != gone], len(words) - 1)
    return Item({"source": f"{', '.join(words)}\n{', '.join(kept)}"}, gone)


def _entity_task(kind: str, plural: str, one: str) -> InstructionTask:
    """Make the task of finding the entities of one kind."""
    return InstructionTask(
        f"find_{plural}",
        "extraction",
        ("sentence",),
        near(
            f"List the {plural} that are named here, or say none.",
            f"Which {plural} does this sentence name? Without any, write none.",
            f"Copy the name of every {one} here, with semicolons between them; if there is none, write none.",
            f"Take the {plural} out of this sentence. Answer none where it names no {one}.",
            f"Find each {one} that is named. Say none if there is not any.",
        ),
        entities_of_kind(kind),
        share=0.7,
    )


_EXTRACTION = (
    _entity_task("PER", "people", "person"),
    _entity_task("LOC", "places", "place"),
    _entity_task("ORG", "organisations", "organisation"),
    InstructionTask(
        "find_prices",
        "extraction",
        (*DIALOGUES, "review", "passage"),
        around(
            "List all prices in this text, or say none.",
            "Which prices are named, each one once? Write none if there is no price.",
            "Copy every sum of money from the text. Without any, answer none.",
            "What sums of money appear here? If none, say none.",
            "Take the prices out of this text, in their order; answer none if there are none.",
        ),
        matches(PRICE),
    ),
    InstructionTask(
        "find_times",
        "extraction",
        DIALOGUES,
        around(
            "List the times of day in this text, or say none.",
            "Which clock times are named, each one once? Write none if there are none.",
            "Copy every time of the clock from the text. Without any, answer none.",
            "What times are mentioned, in their order? If none, say none.",
            "Take all clock times out of this dialogue; answer none if there are none.",
        ),
        matches(CLOCK),
    ),
    InstructionTask(
        "find_numbers",
        "extraction",
        (*DIALOGUES, "review", "sentence"),
        around(
            "List all numbers that are written in figures, or say none.",
            "Which figures appear here, each one once? Write none if there are none.",
            "Copy every number in digits from the text. Without any, answer none.",
            "What numbers in digits does the text have, in their order? If none, say none.",
            "Take all figures out of this text; answer none if there are none.",
        ),
        matches(NUMBER),
    ),
    InstructionTask(
        "capitalized_words",
        "extraction",
        ("sentence",),
        near(
            "List the words with a capital letter, without the first word of the sentence; join those in a row.",
            "Copy every run of capitalized words but for the first word. If there is none, say none.",
            "Which names begin with a capital letter? Leave out the first word; say none if there are none.",
            "After its first word, what is written with a capital in this sentence? Say none if nothing is.",
            "Take out the capitalized words, those side by side together, and leave the first word aside.",
        ),
        capitalized_words,
        share=0.7,
    ),
    InstructionTask(
        "speakers_in_order",
        "extraction",
        (*NAMED, "everyday"),
        around(
            "Name all speakers in the order in which they first speak.",
            "Who takes part? List the names in order of first speaking.",
            "List each speaker once, the first one first.",
            "Write down the names before the colons, each once.",
            "Which people talk here? Give their names in order.",
        ),
        speakers_in_order,
    ),
)

_CLOZE = (
    InstructionTask(
        "gap_in_turn",
        "cloze",
        DIALOGUES,
        around(
            "One word is missing from this line of the dialogue: {gap}\nWhich word?",
            "Fill the gap with the word that stands in the text.\n{gap}",
            "What stands for ___ in the dialogue?\n{gap}",
            "Complete this line as it stands in the text: {gap}\nGive only the missing word.",
            "Which word of the text belongs in the gap?\n{gap}",
        ),
        gap_in_turn,
        span=True,
    ),
    InstructionTask(
        "gap_with_choices",
        "cloze",
        ("sentence", "review", "chat", "everyday"),
        near(
            "Which word fits into the gap: {choices}?",
            "Fill in the gap with {choices}.",
            "Choose the right word for ___.\nOptions:\n{options}",
            "What belongs in the place of ___, {choices}?",
            "Only one of these words fits the gap: {choices}. Which one?",
        ),
        gap_with_choices,
        span=True,
    ),
    InstructionTask(
        "missing_from_list",
        "cloze",
        ("words",),
        near(
            "Which word of the first line is missing from the second?",
            "The second list lacks one word of the first. Which?",
            "Compare the two lists. Which word has gone?",
            "One word is left out in the second line. Name it.",
            "Find the word that stands only in the first list.",
            label="Lists",
        ),
        missing_from_list,
        span=True,
    ),
)

EXTRACTION_TASKS = (*_EXTRACTION, *_CLOZE)
