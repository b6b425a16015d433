"""The two categories that no training sees: inference and comparison. Every question here is closed."""

from __future__ import annotations

import random

from helpers.tasks import entities_of

from .bank import names, sentence
from .base import InstructionTask, Item, around, near
from .texts import Text, draw_text, written

YES_NO = ("yes", "no")
TWO = ("first", "second")
_GOODS = "lamp carpet kettle ladder radio camera tent mirror clock blanket suitcase helmet vase drum toaster".split()
_EVENTS = (
    ("train", "leaves"),
    ("bus", "leaves"),
    ("film", "begins"),
    ("meeting", "begins"),
    ("shop", "opens"),
    ("concert", "starts"),
    ("course", "starts"),
    ("bank", "opens"),
    ("ferry", "leaves"),
    ("museum", "opens"),
)


# --- inference -----------------------------------------------------------------------------------


def follows(r: random.Random, text: Text) -> Item | None:
    """Ask whether a statement about the text is true."""
    answer = r.choice(YES_NO)
    statements = text.row.get(answer)
    return Item({"statement": r.choice(statements)}, answer) if statements else None


def true_sentence(r: random.Random, text: Text) -> Item | None:
    """Ask which of a true and a false statement is true."""
    if not (text.row.get("yes") and text.row.get("no")):
        return None
    right, wrong = r.choice(text.row["yes"]), r.choice(text.row["no"])
    return Item({}, right, tuple(r.sample((right, wrong), 2)))


def matching_summary(r: random.Random, text: Text) -> Item | None:
    """Ask which of the summaries of two conversations belongs to this one."""
    other = draw_text(r, text.kind, text.split)
    if other.body == text.body:
        return None
    right, wrong = (r.choice(t.row.get("summaries") or [t.row["summary"]]) for t in (text, other))
    return Item({}, right, tuple(r.sample((right, wrong), 2))) if right != wrong else None


def contradiction(r: random.Random, text: Text) -> Item | None:
    """Ask whether two sentences contradict each other; in each pair one is negative."""
    said = sentence(r)
    name, rest = said.text.split(" ", 1)
    answer = r.choice(YES_NO)
    if answer == "yes":
        second = said.negative
    elif r.random() < 0.5:  # the same about another person
        second = said.negative.replace(name, names(r, 1)[0], 1)
    else:  # something else about the same person
        other = sentence(r)
        second = f"{name} {other.negative.split(' ', 1)[1]}"
    if answer == "no" and second == said.negative:
        return None
    pair = r.sample((said.text, second), 2)
    return Item({"source": " ".join(pair)}, answer)


# --- comparison ----------------------------------------------------------------------------------


def dearer(r: random.Random, text: Text) -> Item:
    """Ask which of two things is dearer, or cheaper."""
    one, two = r.sample(_GOODS, 2)
    prices = r.sample(range(3, 95), 2)
    more = r.random() < 0.5
    answer = one if (prices[0] > prices[1]) == more else two
    forms = ("The {a} costs {p} dollars and the {b} {q} dollars.", "The {a} is {p} dollars. For the {b} they ask {q}.")
    said = r.choice(forms).format(a=one, b=two, p=prices[0], q=prices[1])
    return Item({"source": said, "kind": "dearer" if more else "cheaper"}, answer, (one, two))


def earlier(r: random.Random, text: Text) -> Item:
    """Ask which of two events is earlier, or later."""
    (one, does), (two, also) = r.sample(_EVENTS, 2)
    hours = r.sample(range(6, 12), 2)
    minutes = [r.choice(("00", "15", "30", "45")) for _ in range(2)]
    before = r.random() < 0.5
    answer = one if (hours[0] < hours[1]) == before else two
    times = [f"{hour}:{minute}" for hour, minute in zip(hours, minutes, strict=True)]
    said = f"Tomorrow morning the {one} {does} at {times[0]} and the {two} {also} at {times[1]}."
    return Item({"source": said, "kind": "earlier" if before else "later"}, answer, (one, two))


def better_review(r: random.Random, text: Text) -> Item | None:
    """Ask which of two reviews has more stars, where it is two stars or more."""
    other = draw_text(r, "review", text.split)
    if abs(text.row["label"] - other.row["label"]) < 2:
        return None
    answer = TWO[0] if text.row["label"] > other.row["label"] else TWO[1]
    return Item({"source": f"First: {text.body}\nSecond: {other.body}"}, answer)


def who_says_more(r: random.Random, text: Text) -> Item | None:
    """Ask which of two speakers has more lines."""
    turns = text.turns[: r.randint(5, 9)]
    speakers = [who for who, _ in turns]
    pair = tuple(dict.fromkeys(speakers))
    if len(pair) != 2 or speakers.count(pair[0]) == speakers.count(pair[1]):
        return None
    return Item({"source": written(turns)}, max(pair, key=speakers.count), pair)


def which_mentions(r: random.Random, text: Text) -> Item | None:
    """Ask which of two sentences has a name."""
    other = draw_text(r, "sentence", text.split)
    sentences = [text, other]
    k = r.randrange(2)
    row = sentences[k].row
    found = [span for _, span in entities_of(list(row["tokens"]), list(row["ner_tags"]))]
    found = [span for span in found if span not in sentences[1 - k].body]
    if not found:
        return None
    return Item({"source": f"First: {text.body}\nSecond: {other.body}", "what": r.choice(found)}, TWO[k])


_INFERENCE = (
    InstructionTask(
        "follows",
        "inference",
        ("everyday", "passage", "facts"),
        around(
            'Does it follow from the text that "{statement}" Answer {choices}.',
            "Is this statement true of the text, {choices}? {statement}",
            "Can we conclude this from the text: {statement}\nOptions:\n{options}",
            "Statement: {statement}\nIs the statement supported by the text? Say {choices}.",
            "Given what is written, is it right to say: {statement} ({choices})",
        ),
        follows,
        YES_NO,
    ),
    InstructionTask(
        "true_sentence",
        "inference",
        ("everyday", "passage", "facts"),
        around(
            "Which of the two sentences is true?\n{options}",
            "One of these follows from the text. Copy it.\n{options}",
            "Choose the statement that fits what is written.\nOptions:\n{options}",
            "Only one of these agrees with the text. Which one?\n{options}",
            "Copy the sentence that the text bears out.\n{options}",
        ),
        true_sentence,
        span=True,
    ),
    InstructionTask(
        "matching_summary",
        "inference",
        ("everyday", "chat"),
        around(
            "Which of these two summaries belongs to the conversation?\n{options}",
            "One of these describes this conversation. Copy it.\n{options}",
            "Choose the summary of this talk.\nOptions:\n{options}",
            "Only one of these is about these people. Which one?\n{options}",
            "Copy the sentences that fit the conversation.\n{options}",
        ),
        matching_summary,
        span=True,
    ),
    InstructionTask(
        "contradiction",
        "inference",
        ("words",),
        near(
            "Do these two sentences contradict each other? Answer {choices}.",
            "Is it impossible that both sentences are true, {choices}?",
            "Does one sentence deny the other?\nOptions:\n{options}",
            "Does each sentence rule out the other? Say {choices}.",
            "Is there a contradiction here, {choices}?",
            label="Sentences",
        ),
        contradiction,
        YES_NO,
    ),
)

_COMPARISON = (
    InstructionTask(
        "dearer",
        "comparison",
        ("words",),
        near(
            "Which is {kind}, {choices}?",
            "Name the {kind} of the two.",
            "Compare the two prices. What is {kind}?",
            "What is the {kind} thing?\nOptions:\n{options}",
            "Of these two, which one is {kind}?",
            label="Text",
        ),
        dearer,
        span=True,
    ),
    InstructionTask(
        "earlier",
        "comparison",
        ("words",),
        near(
            "Which is {kind}, {choices}?",
            "Name the one that is {kind}.",
            "Compare the two times. What is {kind}?",
            "Which of the two comes {kind}?\nOptions:\n{options}",
            "Of these two, which one is {kind}?",
            label="Text",
        ),
        earlier,
        span=True,
    ),
    InstructionTask(
        "better_review",
        "comparison",
        ("review",),
        around(
            "Which review is better, {choices}?",
            "Which customer is happier, the {choices}?",
            "Choose the review with more stars.\nOptions:\n{options}",
            "Compare the reviews: which one praises more, {choices}?",
            "Is it the {choices} writer who would rather come back?",
            label="Reviews",
        ),
        better_review,
        TWO,
    ),
    InstructionTask(
        "who_says_more",
        "comparison",
        ("chat", "everyday", "service"),
        around(
            "Who has more lines, {choices}?",
            "Which of the two speaks more often?",
            "Compare how often each one speaks. Who has more turns: {choices}?",
            "Name the person with the larger number of lines.\nOptions:\n{options}",
            "Whose name stands before more of the lines, {choices}?",
        ),
        who_says_more,
        span=True,
    ),
    InstructionTask(
        "which_mentions",
        "comparison",
        ("sentence",),
        around(
            "Which sentence speaks of {what}, {choices}?",
            "In which of the two is {what} named: {choices}?",
            "{what} stands in one of the sentences. Which one?\nOptions:\n{options}",
            "Compare the sentences. Which has the name {what}, {choices}?",
            "Is {what} in the {choices} sentence?",
            label="Sentences",
        ),
        which_mentions,
        TWO,
    ),
)

UNSEEN_TASKS = (*_INFERENCE, *_COMPARISON)
