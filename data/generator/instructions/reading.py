"""Tasks about what a text says and who says it: reading and attribution."""

from __future__ import annotations

import random
import re

from .base import InstructionTask, Item, around
from .texts import Text, Turn, written

ASKED = {  # task: (how its questions begin, where their answers stand)
    "question_who": re.compile(r"(?:Who|Whom|Whose)\b"),
    "question_where": re.compile(r"(?:Where|From where|In which|In what (?:city|town|room))\b"),
    "question_when": re.compile(
        r"(?:When|On which|What time|At what|On what|Since when|By when|Until when|Which day)\b"
    ),
    "question_how_much": re.compile(r"How (?:much|many|long|often|far|old|big|tall|high|heavy)\b"),
    "question_what": re.compile(r"(?:What|Which|Why|How)\b"),
}
DAYS = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
DIALOGUES = ("chat", "service", "everyday", "counter")
NAMED = ("chat", "everyday")  # dialogues whose speakers have names


def type_of(question: str) -> str | None:
    """Name the task that a question belongs to: the first that fits, so "what time" is a question of when."""
    return next((name for name, begin in ASKED.items() if begin.match(question)), None)


def question(name: str):
    """Return the maker of questions of one type, over any text with ``qa``."""

    def make(r: random.Random, text: Text) -> Item | None:
        fitting = [pair for pair in text.row.get("qa", ()) if type_of(pair[0]) == name]
        if not fitting:
            return None
        asked, answer = r.choice(fitting)
        found = re.search(re.escape(answer), text.body, re.IGNORECASE)  # with the capitals of the text
        return Item({"question": asked}, found[0]) if found else None

    return make


def once(turns: tuple[Turn, ...]) -> list[int]:
    """Return the numbers of the turns whose words stand in no other turn."""
    return [k for k, (_, said) in enumerate(turns) if sum(said in other for _, other in turns) == 1]


def days_mentioned(r: random.Random, text: Text) -> Item | None:
    """Ask for the days of the week; "none" now and then."""
    days = list(dict.fromkeys(DAYS.findall(text.body)))
    if not days and r.random() < 0.6:
        return None
    return Item({}, ", ".join(days) or "none")


def last_turn(r: random.Random, text: Text) -> Item | None:
    """Ask for the last thing that a speaker says."""
    speaker = r.choice(text.speakers)
    last = [said for who, said in text.turns if who == speaker][-1]
    return Item({"speaker": speaker}, last)


def turn_beside(step: int):
    """Return the maker of "what comes right after" (1) or "right before" (-1) a turn that is said only once."""

    def make(r: random.Random, text: Text) -> Item | None:
        found = [k for k in once(text.turns) if 0 <= k + step < len(text.turns)]
        if not found:
            return None
        k = r.choice(found)
        return Item({"said": text.turns[k][1]}, text.turns[k + step][1])

    return make


def who_says(r: random.Random, text: Text) -> Item | None:
    """Ask who says something that is said only once."""
    found = once(text.turns)
    if len(text.speakers) < 2 or not found:
        return None
    speaker = r.choice(text.speakers)
    theirs = [k for k in found if text.turns[k][0] == speaker]
    if not theirs:
        return None
    return Item({"said": text.turns[r.choice(theirs)][1]}, speaker, tuple(text.speakers))


def _closed_over(turns: tuple[Turn, ...], answer: str) -> Item | None:
    """Ask over some turns which of their speakers it is. Services begin with #Person1#, so the first turn may lack."""
    speakers = tuple(dict.fromkeys(who for who, _ in turns))
    return Item({"source": written(turns)}, answer, speakers) if len(speakers) > 1 else None


def who_begins(r: random.Random, text: Text) -> Item | None:
    """Ask who speaks first."""
    turns = text.turns[r.randrange(2) :]
    return _closed_over(turns, turns[0][0])


def who_ends(r: random.Random, text: Text) -> Item | None:
    """Ask who speaks last."""
    turns = text.turns[: len(text.turns) - r.randrange(2)]
    return _closed_over(turns, turns[-1][0])


def first_question(r: random.Random, text: Text) -> Item | None:
    """Ask who asks the first question."""
    turns = text.turns[r.randrange(2) :]
    asking = [who for who, said in turns if "?" in said]
    return _closed_over(turns, asking[0]) if asking else None


def count_turns(r: random.Random, text: Text) -> Item | None:
    """Ask how often somebody speaks in the first few turns."""
    turns = text.turns[: r.randint(3, 8)]
    speaker = r.choice(turns)[0]
    count = sum(who == speaker for who, _ in turns)
    return Item({"source": written(turns), "speaker": speaker}, str(count))


def count_speakers(r: random.Random, text: Text) -> Item | None:
    """Ask whether two or three people speak."""
    count = len(text.speakers)
    if count > 3 or (count == 2 and r.random() < 0.84):  # about one everyday dialogue in seven has three
        return None
    return Item({}, "two" if count == 2 else "three")


_QUESTIONS = (
    "{question}\n\n{source}",
    "{source}\n\n{question}",
    "Read the text and answer the question.\n\n{source}\n\nQuestion: {question}\nAnswer:",
    "Question: {question}\n\nText:\n{source}\n\nAnswer:",
    "{source}\n\nAnswer in a few words of the text: {question}",
    "Find the answer to this question in the text: {question}\n\n{source}",
    "Text: {source}\nQ: {question}\nA:",
)

_READING = (
    *(
        InstructionTask(
            name, "reading", ("facts", "facts", "everyday", "counter", "passage"), _QUESTIONS, question(name), span=True
        )
        for name in ASKED
    ),
    InstructionTask(
        "days_mentioned",
        "reading",
        DIALOGUES,
        around(
            "Which days of the week are mentioned? If there are none, say none.",
            "List the days of the week in this text in the order of their first mention, or say none.",
            "Name every weekday that appears here, each one once; if no day appears, write none.",
            "What days of the week do these people speak of? Write none if they name no day.",
            "Write down the days of the week from the text. Without any, answer none.",
        ),
        days_mentioned,
    ),
    InstructionTask(
        "last_turn",
        "reading",
        DIALOGUES,
        around(
            "What is the last thing that {speaker} says?",
            "Repeat the last words of {speaker}.",
            "What does {speaker} say last?",
            "Copy the last turn of {speaker}.",
            "How does {speaker}'s last turn go?",
        ),
        last_turn,
        span=True,
    ),
    InstructionTask(
        "turn_after",
        "reading",
        DIALOGUES,
        around(
            'What comes right after "{said}"?',
            'Someone says "{said}" - what is said next?',
            'Copy what is said directly after "{said}"',
            'Which turn follows "{said}"?',
            'After "{said}", what are the next words?',
        ),
        turn_beside(1),
        span=True,
    ),
)

_ATTRIBUTION = (
    InstructionTask(
        "who_says",
        "attribution",
        DIALOGUES,
        around(
            'Who says "{said}"?',
            'Who says "{said}": {choices}?',
            'Name the speaker of "{said}"',
            'Whose words are these: "{said}"',
            'Which of the speakers says "{said}"?\nOptions:\n{options}',
        ),
        who_says,
        span=True,
    ),
    InstructionTask(
        "who_begins",
        "attribution",
        DIALOGUES,
        around(
            "Who speaks first?",
            "Who begins this conversation, {choices}?",
            "Name the person who speaks first.",
            "Which speaker opens the talk?",
            "Who says the very first words?",
        ),
        who_begins,
        span=True,
        share=0.5,
    ),
    InstructionTask(
        "who_ends",
        "attribution",
        DIALOGUES,
        around(
            "Who speaks last?",
            "Who ends this conversation, {choices}?",
            "Name the person who speaks last.",
            "Which speaker has the last word?",
            "Who says the very last words?",
        ),
        who_ends,
        span=True,
        share=0.5,
    ),
    InstructionTask(
        "first_question",
        "attribution",
        DIALOGUES,
        around(
            "Who asks the first question?",
            "Who is the first to ask something, {choices}?",
            "Name the speaker with the first question mark.",
            "Which speaker asks a question first?",
            "Look for the first question. Who asks it?",
        ),
        first_question,
        span=True,
    ),
    InstructionTask(
        "count_turns",
        "attribution",
        DIALOGUES,
        around(
            "How many lines are by {speaker}? Answer with a number.",
            "Count the turns of {speaker}.",
            "How many times does {speaker} speak? Give a figure.",
            "Give the number of lines that {speaker} has.",
            "How often is it {speaker}'s turn? Write a number.",
        ),
        count_turns,
    ),
    InstructionTask(
        "count_speakers",
        "attribution",
        ("everyday",),
        around(
            "How many people speak here, two or three?",
            "Count the speakers: two or three?",
            "Do two or three people talk in this conversation?",
            "Is this a talk between two or three people?",
            "Say how many people take part, two or three.",
        ),
        count_speakers,
        ("two", "three"),
        share=0.5,
    ),
)

READING_TASKS = (*_READING, *_ATTRIBUTION)
