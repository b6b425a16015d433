"""Tasks that say a text in another way: direct and reported speech, and rewriting by a rule."""

from __future__ import annotations

import random
import re

from .bank import common_words, names, plurals, sentence, verbs
from .base import InstructionTask, Item, around, near
from .reading import DIALOGUES, once
from .talk import proposal, small_talk, spoken
from .texts import Text, written

# --- speech --------------------------------------------------------------------------------------


def reported(r: random.Random, text: Text) -> Item:
    """Put a turn into reported speech."""
    a, b = names(r, 2)
    said = spoken(r, a, b)
    return Item({"source": written([said.turn]), "speaker": a, "other": b}, said.reported)


def report_talk(r: random.Random, text: Text) -> Item:
    """Put two or three turns into reported speech."""
    a, b = names(r, 2)
    said = [spoken(r, a, b), spoken(r, b, a), spoken(r, a, b)][: r.choice((2, 2, 3))]
    return Item({"source": written([s.turn for s in said])}, " ".join(s.reported for s in said))


def who_reported(r: random.Random, text: Text) -> Item | None:
    """Ask which of two speakers a report is about."""
    a, b = names(r, 2)
    said = [spoken(r, a, b), spoken(r, b, a)]
    if said[0].reported.split(" ", 1)[1] == said[1].reported.split(" ", 1)[1]:
        return None
    r.shuffle(said)
    k = r.randrange(2)
    what = said[k].reported.split(" ", 1)[1].rstrip(".")
    return Item({"source": written([s.turn for s in said]), "what": what}, said[k].turn[0], (a, b))


def answer_of(r: random.Random, text: Text) -> Item | None:
    """Ask for the answer to a question of the dialogue."""
    found = [
        k
        for k in once(text.turns)[:-1]
        if text.turns[k][1].endswith("?") and k + 1 < len(text.turns) and text.turns[k + 1][0] != text.turns[k][0]
    ]
    if not found:
        return None
    k = r.choice(found)
    return Item({"said": text.turns[k][1], "speaker": text.turns[k + 1][0]}, text.turns[k + 1][1])


# --- rewriting -----------------------------------------------------------------------------------


def swap_names(r: random.Random, text: Text) -> Item | None:
    """Exchange the two speakers of the first few turns."""
    turns = text.turns[: r.randint(2, 4)]
    names = list(dict.fromkeys(who for who, _ in turns))
    if len(names) != 2:
        return None
    other = dict(zip(names, names[::-1], strict=True))
    swapped = written([(other[who], said) for who, said in turns])
    return Item({"source": written(turns), "one": names[0], "two": names[1]}, swapped)


def short_line(r: random.Random, text: Text) -> str | None:
    """Draw a line of 3 to 12 words, without its speaker."""
    lines = [said for _, said in text.turns] or [text.body]
    found = [line for line in lines if 3 <= len(line.split()) <= 12]
    return r.choice(found) if found else None


def to_capitals(r: random.Random, text: Text) -> Item | None:
    """Write a short line in capitals."""
    line = short_line(r, text)
    return Item({"source": line}, line.upper()) if line and len(line.split()) <= 7 else None


def first_sentence(r: random.Random, text: Text) -> Item | None:
    """Keep the first sentence of several."""
    lines = [said for _, said in text.turns] or [text.body]
    found = [line for line in lines if re.search(r"[a-z]{3}[.!?] [A-Z]", line)]
    if not found:
        return None
    line = r.choice(found)
    return Item({"source": line}, re.split(r"(?<=[a-z]{3}[.!?]) (?=[A-Z])", line)[0])


def single_words(line: str) -> list[str]:
    """Return the words of letters alone that a line has once, whatever their case, and in no other word."""
    low = line.lower()
    return [word for word in line.split() if word.isalpha() and len(word) > 2 and low.count(word.lower()) == 1]


def replace_word(r: random.Random, text: Text) -> Item | None:
    """Replace a word that a line has once."""
    line = short_line(r, text)
    found = single_words(line) if line else []
    if not found:
        return None
    old, new = r.choice(found), r.choice(common_words())
    return Item({"source": line, "old": old, "new": new}, line.replace(old, new))


def leave_out(r: random.Random, text: Text) -> Item | None:
    """Leave out a word that a line has once."""
    line = short_line(r, text)
    found = single_words(line) if line else []
    if not found:
        return None
    old = r.choice(found)
    return Item({"source": line, "old": old}, " ".join(word for word in line.split() if word != old))


def negate(r: random.Random, text: Text) -> Item:
    """Make a sentence negative."""
    drawn = sentence(r)
    return Item({"source": drawn.text}, drawn.negative)


def past_tense(r: random.Random, text: Text) -> Item:
    """Put a sentence or a verb into the past."""
    if r.random() < 0.4:
        base, _, past = r.choice(verbs())
        return Item({"source": base}, past)
    drawn = sentence(r)
    return Item({"source": drawn.text}, drawn.past)


def plural(r: random.Random, text: Text) -> Item:
    """Ask for the plural of a noun."""
    one, many = r.choice(plurals())
    return Item({"source": one}, many)


def drop_small_talk(r: random.Random, text: Text) -> Item:
    """Copy a proposal without the small talk beside it."""
    plan = proposal(r, r.random() < 0.5, r.random() < 0.3)
    aside = small_talk(r, *dict.fromkeys(who for who, _ in plan.turns))
    turns = [*aside, *plan.turns] if r.random() < 0.5 else [*plan.turns, *aside]
    return Item({"source": written(turns)}, written(plan.turns))


_SPEECH = (
    InstructionTask(
        "reported_speech",
        "speech",
        ("words",),
        near(
            "Say in one sentence what {speaker} tells {other}, without direct speech.",
            "Put this message to {other} into reported speech.",
            "{speaker} writes this to {other}. Report it in one sentence that begins with {speaker}.",
            "Turn what {speaker} says to {other} into a sentence about {speaker}.",
            "Report in the third person what {speaker} says to {other}.",
            label="Message",
        ),
        reported,
    ),
    InstructionTask(
        "report_talk",
        "speech",
        ("words",),
        around(
            "Report each line of this talk in a sentence of its own.",
            "Retell this talk, one sentence for each line.",
            "Put the whole conversation into reported speech.",
            "Write line by line what the two say, without direct speech.",
            "Say who asks, says or promises what, line by line.",
        ),
        report_talk,
    ),
    InstructionTask(
        "who_reported",
        "speech",
        ("words",),
        near(
            "Of whom is this true: someone {what}?",
            'Which speaker fits the report "... {what}"?',
            "Fill in the name: ___ {what}.",
            'Who is meant by "someone {what}", {choices}?',
            "Complete the report with the right speaker: ___ {what}.\nOptions:\n{options}",
            label="Talk",
        ),
        who_reported,
        span=True,
    ),
    InstructionTask(
        "answer_of",
        "speech",
        DIALOGUES,
        around(
            'What does {speaker} answer to "{said}"',
            'Someone asks: "{said}" Copy the answer of {speaker}.',
            'How does {speaker} reply to "{said}"',
            'Give the reply of {speaker} to the question "{said}"',
            'To "{said}" {speaker} says what?',
        ),
        answer_of,
        span=True,
    ),
)

_REWRITING = (
    InstructionTask(
        "swap_names",
        "rewriting",
        DIALOGUES,
        around(
            "Exchange the names {one} and {two} before the lines.",
            "Write this again with the two speakers changed over; change only the names before the colons.",
            "Let {one} say the lines of {two}, and {two} those of {one}.",
            "Copy the dialogue, but swap the speakers {one} and {two}.",
            "Swap who says what: {one} becomes {two} and the other way round, before the colons only.",
        ),
        swap_names,
    ),
    InstructionTask(
        "to_capitals",
        "rewriting",
        ("chat", "everyday", "service"),
        near(
            "Write this in capital letters.",
            "Change every letter to a capital.",
            "Put this into upper case.",
            "Use capitals only for this line.",
            "Copy this in block letters, all of them capitals.",
        ),
        to_capitals,
        share=0.5,
    ),
    InstructionTask(
        "first_sentence",
        "rewriting",
        ("service", "review", "passage", "everyday", "counter"),
        near(
            "Keep only the first sentence.",
            "Shorten this to its first sentence.",
            "Cut everything after the first sentence.",
            "Copy the first sentence of this and nothing else.",
            "What is the first sentence?",
            label="Text",
        ),
        first_sentence,
        span=True,
    ),
    InstructionTask(
        "replace_word",
        "rewriting",
        ("chat", "service", "everyday", "sentence"),
        near(
            'Replace the word "{old}" by "{new}".',
            'Copy this with "{new}" instead of "{old}".',
            'Change "{old}" to "{new}" and leave the rest as it is.',
            'Write "{new}" where it says "{old}".',
            'Put "{new}" in the place of "{old}".',
        ),
        replace_word,
    ),
    InstructionTask(
        "leave_out_word",
        "rewriting",
        ("chat", "service", "everyday", "sentence"),
        near(
            'Leave out the word "{old}".',
            'Copy this without the word "{old}".',
            'Delete "{old}" and keep the rest.',
            'Write this again, but drop "{old}".',
            'Remove "{old}" from this line.',
        ),
        leave_out,
    ),
    InstructionTask(
        "negative_sentence",
        "rewriting",
        ("words",),
        near(
            "Make this sentence negative.",
            "Say the opposite with the word not.",
            "Deny this sentence.",
            "Rewrite the sentence so that it says this is not so.",
            "Put a not into this sentence.",
        ),
        negate,
    ),
    InstructionTask(
        "past_tense",
        "rewriting",
        ("words",),
        near(
            "Put this into the past tense.",
            "Write this in the simple past.",
            "What is the past form of this?",
            "Change the verb to the past.",
            "How do you say this about yesterday? Give the past tense.",
            label="Present",
        ),
        past_tense,
    ),
    InstructionTask(
        "plural",
        "rewriting",
        ("words",),
        near(
            "What is the plural of this word?",
            "Write the plural.",
            "Give the form for more than one.",
            "There is one of these. How do you call two of them?",
            "Change this noun from singular to plural.",
            label="Word",
        ),
        plural,
        share=0.6,
    ),
    InstructionTask(
        "drop_small_talk",
        "rewriting",
        ("words",),
        around(
            "Copy this chat without the small talk; keep the plan and its answers.",
            "Two lines here have nothing to do with the plan. Leave them out.",
            "Drop the two lines of small talk.",
            "Keep only the lines about the plan.",
            "Write the chat again without what is beside the point.",
        ),
        drop_small_talk,
    ),
)

REWRITING_TASKS = (*_SPEECH, *_REWRITING)
