"""Tasks over single words and small sums in words."""

from __future__ import annotations

import random

from .. import words as w
from .bank import categories, common_words, names, opposites
from .base import InstructionTask, Item, around, near
from .texts import Text

_GOODS = "bread|cheese|a book|a pen|soap|a map|tea|a scarf|butter|a cup|rice|a candle|honey|a ball|a bag|salt".split(
    "|"
)
_THINGS = "apples books chairs cups eggs keys pens plates stamps tickets lemons coins socks".split()
_COUNTS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_SYLLABLES = "ba be bo da de di fa fo ga gi ka ki la lo lu ma mi mo na no pa pi ra ri sa so ta ti va vo za zu".split()


# --- words ---------------------------------------------------------------------------------------


def odd_one_out(r: random.Random, text: Text) -> Item:
    """Ask for the word of another category."""
    one, other = r.sample(list(categories()), 2)
    words = [*r.sample(categories()[one], 3), odd := r.choice(categories()[other])]
    r.shuffle(words)
    return Item({"source": ", ".join(words)}, odd, tuple(words))


def category_of(r: random.Random, text: Text) -> Item:
    """Ask for the category of a word."""
    names = tuple(r.sample(list(categories()), 3))
    answer = r.choice(names)
    return Item({"source": r.choice(categories()[answer])}, answer, names)


def spell(r: random.Random, text: Text) -> Item:
    """Ask for the letters of a word."""
    word = r.choice([word for word in r.sample(common_words(), 8) if len(word) < 8] or ["cat"])
    return Item({"source": word}, " ".join(word))


def spell_backwards(r: random.Random, text: Text) -> Item:
    """Ask for the letters of a word from the last to the first."""
    word = r.choice([word for word in r.sample(common_words(), 8) if len(word) < 7] or ["cat"])
    return Item({"source": word}, " ".join(reversed(word)))


def alphabetical(r: random.Random, text: Text) -> Item:
    """Sort three words with different first letters."""
    words: dict[str, str] = {}
    for word in r.sample(common_words(), 20):
        words.setdefault(word[0], word)
    chosen = r.sample(list(words.values()), 3)
    return Item({"source": ", ".join(chosen)}, ", ".join(sorted(chosen)))


def reverse_list(r: random.Random, text: Text) -> Item:
    """Turn a list round."""
    words = r.sample(common_words(), r.randint(3, 5))
    return Item({"source": ", ".join(words)}, ", ".join(reversed(words)))


def starts_with(r: random.Random, text: Text) -> Item:
    """Ask for the word with a certain first letter."""
    words: dict[str, str] = {}
    for word in r.sample(common_words(), 20):
        words.setdefault(word[0], word)
    chosen = r.sample(list(words.values()), 4)
    answer = r.choice(chosen)
    return Item({"source": ", ".join(chosen), "letter": answer[0]}, answer, tuple(chosen))


def first_or_last_word(r: random.Random, text: Text) -> Item | None:
    """Ask for the first or the last word of a text."""
    words = [part.strip(",.!?;:\"'()") for part in text.body.split()]
    place = r.choice(("first", "last"))
    found = [word for word in words if word]
    if len(found) < 3 or len(found) > 60:
        return None
    return Item({"place": place}, found[0] if place == "first" else found[-1])


def made_up_word(r: random.Random, text: Text) -> Item:
    """Ask for the one word of a sentence that is invented."""
    word = "".join(r.choice(_SYLLABLES) for _ in range(r.randint(2, 3)))
    thing = r.choice(("plant", "fish", "planet", "dance", "tool", "dish"))
    forms = ("A {w} is a kind of {t}.", "In a story a {t} is called {w}.", "She gave the {t} the name {w}.")
    return Item({"source": r.choice(forms).format(w=word, t=thing)}, word)


def opposite(r: random.Random, text: Text) -> Item:
    """Ask for the opposite of a word."""
    one, other = r.sample(r.choice(opposites()), 2)
    return Item({"source": one}, other)


# --- arithmetic in words ----------------------------------------------------------------------------


def sum_of_prices(r: random.Random, text: Text) -> Item:
    """Add two prices."""
    goods, prices = r.sample(_GOODS, 2), [r.randint(1, 20) for _ in range(2)]
    a, b = names(r, 2)
    parts = [f"{thing} for {price} dollars" for thing, price in zip(goods, prices, strict=True)]
    forms = (
        f"{a}: what did you buy?\n{b}: {parts[0]}\n{a}: is that all?\n{b}: and {parts[1]}",
        f"{a} buys {parts[0]} and {parts[1]}.",
        f"{a}: I bought {parts[0]}.\n{b}: nothing else?\n{a}: yes, {parts[1]}.",
    )
    return Item({"source": r.choice(forms)}, f"{sum(prices)} dollars")


def more_things(r: random.Random, text: Text) -> Item:
    """Add or take away, in number words."""
    name, thing = w.name(r), r.choice(_THINGS)
    plus = r.random() < 0.5
    first = r.randint(2, 8)
    second = r.randint(2, 12 - first) if plus and first < 10 else r.randint(1, first)
    if plus:
        forms = ("{n} has {a} {t} and gets {b} more.", "{n} buys {a} {t}, then {b} more {t}.")
    else:
        forms = ("{n} has {a} {t} and gives {b} of them away.", "{n} takes {a} {t} along and loses {b}.")
    said = r.choice(forms).format(n=name, t=thing, a=_COUNTS[first], b=_COUNTS[second])
    return Item({"source": said, "thing": thing}, _COUNTS[first + second if plus else first - second])


def hours_between(r: random.Random, text: Text) -> Item:
    """Subtract two full hours."""
    start = r.randint(1, 10)
    end = r.randint(start + 1, 12)
    forms = (
        "The shop opens at {a} o'clock and closes at {b} o'clock.",
        "The train leaves at {a}:00 and arrives at {b}:00.",
        "{n} works from {a} o'clock to {b} o'clock.",
        "The film begins at {a}:30 and ends at {b}:30.",
    )
    said = r.choice(forms).format(a=start, b=end, n=w.name(r))
    return Item({"source": said}, f"{end - start} hour{'s' if end - start > 1 else ''}")


def change(r: random.Random, text: Text) -> Item:
    """Subtract a price from a note."""
    note = r.choice((10, 20, 50))
    price = r.randint(1, note - 1)
    forms = (
        "{n} pays for {g} with a note of {a} dollars. The price is {b} dollars.",
        "{n} buys {g} for {b} dollars and gives the cashier {a} dollars.",
    )
    said = r.choice(forms).format(n=w.name(r), g=r.choice(_GOODS), a=note, b=price)
    return Item({"source": said}, f"{note - price} dollar{'s' if note - price > 1 else ''}")


def _word_task(name: str, make, *phrases: str, label: str = "Words", **more) -> InstructionTask:
    return InstructionTask(name, "words", ("words",), near(*phrases, label=label), make, **more)


def _sum_task(name: str, make, *phrases: str) -> InstructionTask:
    return InstructionTask(name, "arithmetic", ("words",), around(*phrases), make)


_WORDS = (
    _word_task(
        "odd_one_out",
        odd_one_out,
        "Which word does not belong to the others?",
        "Find the odd one out.",
        "One of these is of another kind. Which one?",
        "Three of these words go together. Name the fourth.",
        "Which word is the stranger in this list?",
        span=True,
    ),
    _word_task(
        "category_of",
        category_of,
        "Does this word belong to {choices}?",
        "Put this word into a group: {choices}.",
        "Which of these is it one of: {choices}?",
        "Choose the category of the word.\nOptions:\n{options}",
        "Is this word one of the {choices}?",
        label="Word",
    ),
    _word_task(
        "spell",
        spell,
        "Spell this word letter by letter.",
        "Write the word with a space after each letter.",
        "Which letters does this word have, in order?",
        "Take the word apart into its letters.",
        "How is this word spelled? Put spaces between the letters.",
        label="Word",
        share=0.6,
    ),
    _word_task(
        "spell_backwards",
        spell_backwards,
        "Spell this word backwards, letter by letter.",
        "Write the letters of the word from the last to the first, with spaces.",
        "Take the word apart into letters and turn them round.",
        "Begin with the last letter: how is this word spelled in reverse?",
        "Give the letters in reverse order, with spaces between them.",
        label="Word",
        share=0.6,
    ),
    _word_task(
        "alphabetical_order",
        alphabetical,
        "Put these words in alphabetical order.",
        "Sort the three words from A to Z.",
        "Arrange these words as in a dictionary.",
        "In which order do these words stand in the alphabet?",
        "Order the words by their first letters.",
    ),
    _word_task(
        "reverse_list",
        reverse_list,
        "Copy this list in reverse order.",
        "Write the words from the last to the first.",
        "Turn the order of the list round.",
        "Begin with the last word and end with the first.",
        "Give the same words backwards, the last one first.",
    ),
    _word_task(
        "starts_with",
        starts_with,
        "Which of these words begins with the letter {letter}?",
        "Find the word that starts with {letter}.",
        "One word has {letter} as its first letter. Which one?",
        "Name the word whose first letter is {letter}.",
        "Look for a word with {letter} at its beginning.",
        span=True,
    ),
    InstructionTask(
        "first_or_last_word",
        "words",
        ("sentence", "review"),
        near(
            "What is the {place} word?",
            "Copy the {place} word of this text.",
            "Which word stands {place}?",
            "Give only the {place} word.",
            "Write down the {place} word, without any punctuation.",
            label="Text",
        ),
        first_or_last_word,
        span=True,
        share=0.7,
    ),
    _word_task(
        "made_up_word",
        made_up_word,
        "Which word is made up?",
        "Repeat the invented word.",
        "Copy the word that you find in no dictionary.",
        "One word here does not exist in English. Which?",
        "Write down the word that somebody invented.",
        label="Sentence",
        span=True,
        share=0.6,
    ),
    _word_task(
        "opposite",
        opposite,
        "What is the opposite of this word?",
        "Give the word with the contrary meaning.",
        "Name the opposite.",
        "Which word means the contrary?",
        "Write an antonym.",
        label="Word",
        share=0.6,
    ),
)

_ARITHMETIC = (
    _sum_task(
        "sum_of_prices",
        sum_of_prices,
        "How much is that together?",
        "What do the two things cost in all?",
        "Add up the prices.",
        "Give the total in dollars.",
        "How many dollars is the sum?",
    ),
    _sum_task(
        "more_or_fewer_things",
        more_things,
        "How many {thing} are there in the end? Answer in a word.",
        "Count the {thing} at the end and write the number as a word.",
        "What is the number of {thing} afterwards, in words?",
        "Say with a number word how many {thing} that makes.",
        "After that, how many {thing} does this person have? Use a word, no figure.",
    ),
    _sum_task(
        "hours_between",
        hours_between,
        "How many hours is that?",
        "How long is it from the beginning to the end?",
        "Count the hours between the two times.",
        "Give the time in between, in hours.",
        "How much time passes, in whole hours?",
    ),
    _sum_task(
        "change_from_a_note",
        change,
        "How much change is there?",
        "How much money comes back?",
        "What does the cashier give back, in dollars?",
        "Take the price from the money that was given. What is left?",
        "Give the change.",
    ),
)

WORD_TASKS = (*_WORDS, *_ARITHMETIC)
