"""Tasks about plans and opinions: agreement and sentiment."""

from __future__ import annotations

import random
from typing import NamedTuple

from .. import reviews
from .base import InstructionTask, Item, around, near
from .talk import proposal, with_small_talk
from .texts import Text, written

LABELS = ("negative", "neutral", "positive")
STARS = ("one star", "two stars", "three stars", "four stars", "five stars")


# --- agreement -----------------------------------------------------------------------------------


def _shown(r: random.Random, turns) -> str:
    return with_small_talk(r, turns) if r.random() < 0.4 else written(turns)


def do_they_agree(r: random.Random, text: Text) -> Item:
    """Ask whether a proposal ends in a plan."""
    plan = proposal(r, r.random() < 0.5, r.random() < 0.4)
    return Item({"source": _shown(r, plan.turns)}, "yes" if plan.agreed else "no")


def accept_or_refuse(r: random.Random, text: Text) -> Item:
    """Ask what somebody does with a proposal."""
    plan = proposal(r, r.random() < 0.5)
    return Item(
        {"source": _shown(r, plan.turns[:2]), "speaker": plan.turns[1][0]}, "accepts" if plan.agreed else "refuses"
    )


def agreed_day(r: random.Random, text: Text) -> Item:
    """Ask for the day on which two people settle."""
    plan = proposal(r, r.random() < 0.8, r.random() < 0.6)
    return Item({"source": _shown(r, plan.turns)}, plan.day if plan.agreed else "none")


def plan_in_a_sentence(r: random.Random, text: Text) -> Item:
    """Ask for the outcome of a proposal as a sentence."""
    plan = proposal(r, r.random() < 0.6, r.random() < 0.4)
    (a, _), (b, _) = plan.turns[:2]
    if plan.agreed:
        answer = f"{a} and {b} will {plan.plan} on {plan.day}."
    else:
        answer = f"{a} and {b} will not {plan.plan}."
    return Item({"source": _shown(r, plan.turns)}, answer)


# --- sentiment -----------------------------------------------------------------------------------


class Opinion(NamedTuple):
    """A sentence that praises one aspect of a place and blames another."""

    text: str
    praised: str
    blamed: str


def opinion(r: random.Random) -> Opinion:
    """Draw a sentence with one good and one bad word about two things."""
    kind, _, aspects = r.choice(reviews._PLACES)
    (good, verb, category), (bad, other_verb, other_category) = r.sample(aspects, 2)
    praise = f"{good} {verb} {r.choice(reviews._ADJECTIVES[category][r.choice((3, 4))])}"
    blame = f"{bad} {other_verb} {r.choice(reviews._ADJECTIVES[other_category][r.choice((0, 1))])}"
    first, second = r.sample((praise, blame), 2)
    forms = ("We went to the {k}. {A}, but {b}.", "{A}. However, {b}.", "At this {k} {a}, yet {b}.", "While {a}, {b}.")
    said = r.choice(forms).format(k=kind, a=first, A=first[0].upper() + first[1:], b=second)
    return Opinion(said, good, bad)


def review_sentiment(r: random.Random, text: Text) -> Item | None:
    """Ask whether a review is good, bad or neither."""
    label = text.row["label"]
    if label != 2 and r.random() < 0.5:  # two labels in five each are good and bad, one is neither
        return None
    return Item({}, LABELS[0 if label < 2 else 1 if label == 2 else 2])


def stars_in_words(r: random.Random, text: Text) -> Item:
    """Ask for the stars of a review in words."""
    return Item({}, STARS[text.row["label"]])


def praised(r: random.Random, text: Text) -> Item:
    """Ask for the one thing that is praised."""
    drawn = opinion(r)
    return Item({"source": drawn.text}, drawn.praised)


def blamed(r: random.Random, text: Text) -> Item:
    """Ask for the one thing that is blamed."""
    drawn = opinion(r)
    return Item({"source": drawn.text}, drawn.blamed)


def opinion_of(r: random.Random, text: Text) -> Item:
    """Ask whether one of two things is called good or bad."""
    drawn = opinion(r)
    good = r.random() < 0.5
    return Item({"source": drawn.text, "thing": drawn.praised if good else drawn.blamed}, "good" if good else "bad")


def _made(name: str, category: str, make, wordings: tuple[str, ...], choices=None, **more) -> InstructionTask:
    return InstructionTask(name, category, ("words",), wordings, make, choices, **more)


_AGREEMENT = (
    _made(
        "do_they_agree",
        "agreement",
        do_they_agree,
        around(
            "Do they agree on a plan? Answer {choices}.",
            "Will they do it together, {choices}?",
            "Is the plan settled in the end? Say {choices}.",
            "Do the two come to an agreement?\nOptions:\n{options}",
            "Does the plan work out for both of them? {choices}",
        ),
        ("yes", "no"),
    ),
    _made(
        "accept_or_refuse",
        "agreement",
        accept_or_refuse,
        around(
            "Does {speaker} accept or refuse? Answer {choices}.",
            "What does {speaker} do with the proposal: {choices}?",
            "{speaker} ... the invitation. Fill in {choices}.",
            "Choose the word for the reaction of {speaker}.\nOptions:\n{options}",
            "Which word is right for {speaker}'s reply, {choices}?",
        ),
        ("accepts", "refuses"),
    ),
    _made(
        "agreed_day",
        "agreement",
        agreed_day,
        around(
            "On which day do they agree? Say none if they make no plan.",
            "When will they meet? Give the day, or none if they do not.",
            "Which weekday is settled in the end? Answer none if nothing comes of it.",
            "For what day is the plan? Without an agreement, write none.",
            "Name the day that suits both of them, or write none if there will be no meeting.",
        ),
    ),
    _made(
        "plan_in_a_sentence",
        "agreement",
        plan_in_a_sentence,
        around(
            "Say in one sentence what the two will or will not do.",
            "What do they decide? Answer in one sentence with both names.",
            "Write one sentence about the outcome.",
            "What comes of the plan? Name both people.",
            "State the result of this chat in one sentence.",
        ),
    ),
)

_SENTIMENT = (
    InstructionTask(
        "review_sentiment",
        "sentiment",
        ("review",),
        around(
            "Is this review {choices}?",
            "What is the mood of this review: {choices}?",
            "Choose the sentiment.\nOptions:\n{options}",
            "Does the writer sound {choices} on the whole?",
            "Judge the review as {choices}.",
            label="Review",
        ),
        review_sentiment,
        LABELS,
    ),
    InstructionTask(
        "stars_in_words",
        "sentiment",
        ("review",),
        around(
            "How many stars, from one to five, does this review give? Answer in words.",
            "Write the rating in words, such as one star or five stars.",
            "Choose the rating that fits.\nOptions:\n{options}",
            "With how many stars would this customer rate the place: {choices}?",
            "One star is the worst and five stars are the best. What does this writer give? Use words.",
            label="Review",
        ),
        stars_in_words,
        STARS,
    ),
    _made(
        "praised",
        "sentiment",
        praised,
        near(
            "What does the writer praise?",
            "Which thing was good?",
            "Name what the customer liked.",
            "What is spoken well of?",
            "Copy the thing that gets the good word.",
            label="Review",
        ),
        span=True,
    ),
    _made(
        "blamed",
        "sentiment",
        blamed,
        near(
            "What does the writer complain about?",
            "Which thing was bad?",
            "Name what the customer did not like.",
            "What is spoken badly of?",
            "Copy the thing that gets the bad word.",
            label="Review",
        ),
        span=True,
    ),
    _made(
        "opinion_of",
        "sentiment",
        opinion_of,
        near(
            "How does the writer find {thing}: {choices}?",
            "Is the opinion about {thing} {choices}?",
            "What does the customer say about {thing}?\nOptions:\n{options}",
            "Of {thing}, does the writer think {choices} things?",
            "Judge the words about {thing} alone: {choices}?",
            label="Review",
        ),
        ("good", "bad"),
    ),
)

OPINION_TASKS = (*_AGREEMENT, *_SENTIMENT)
