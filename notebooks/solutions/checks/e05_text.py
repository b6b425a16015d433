"""Checkers of the exercises in 05_multitask on tasks as text: there, through the tokenizer, and back."""

from __future__ import annotations

import inspect
import random
from collections.abc import Callable, Mapping
from typing import Any

from transformers import AutoTokenizer

from helpers.profiles import load_profile
from notebooks.solutions.checks import Unsolved, Wrong, exercise
from notebooks.solutions.checks.judging import short

QUEUES = ("billing", "delivery", "repair")
Ticket = tuple[str, bool]
Read = Callable[[str], Ticket | None]


@exercise("05.3")
def task_as_text(answer: tuple[Callable[[str], list[str]], Callable[[str, bool], str], Read]) -> str:
    """Three functions (prompts, write, read) that turn tickets into text and answers back into tickets."""
    if not (isinstance(answer, tuple | list) and len(answer) == 3 and all(map(callable, answer))):
        raise Wrong("Hand over the three functions: `(prompts, write, read)`.")
    prompts, write, read = answer
    for ticket in ("My parcel is late, again.", "{text} costs 5 {euro}; I paid {0} times.", "Help!"):
        _check_prompts(prompts(ticket), ticket)
    written = {(queue, urgent): write(queue, urgent) for queue in QUEUES for urgent in (True, False)}
    for text in written.values():
        if not isinstance(text, str) or not text.strip():
            raise Wrong(f"`write` must give text that a model can learn to write, not {short(text)}.")
        if (back := _there_and_back(text)) != text:
            raise Wrong(
                f"`write` gives {short(text)}, which this model's tokenizer gives back as {short(back)}. What the "
                "tokenizer "
                "loses no model can write: keep to letters and simple punctuation on one line."
            )
    if _without_body(read):
        raise Unsolved("Not solved yet: `read` gives back nothing even for what `write` wrote.")
    _check_round_trip(read, written)
    _check_malformed(read, written)
    example = written["delivery", True]
    return (
        f"Right. Cut off anywhere, as at the limit of new tokens, none of your answers reads as another one, and "
        f"{example!r} is read back however it is cased. The share of outputs that `read` accepts is the `well_formed` "
        "of your task: it tells a model that lost the form from one that lost the skill. Several wordings keep it from "
        "learning one sentence by heart. This is all a task needs to join the mixture."
    )


def _check_prompts(found: Any, ticket: str) -> None:
    if not isinstance(found, list | tuple) or not all(isinstance(prompt, str) for prompt in found):
        raise Wrong(f"`prompts` must give a list of texts, not {type(found).__name__}.")
    wordings = {" ".join(prompt.replace(ticket, " ").lower().split()) for prompt in found}
    if len(wordings) < 3:
        raise Wrong(
            f"You have {len(wordings)} different wording(s), wanted are three or more. Other spaces or capitals make "
            "no other wording: vary the sentence, and put the ticket first in one and last in another."
        )
    for prompt in found:
        if prompt.count(ticket) != 1:
            raise Wrong(
                f"The prompt {short(prompt)} holds the ticket {ticket!r} {prompt.count(ticket)} times; it must be "
                "in it "
                "once, unchanged, also where it has braces of its own."
            )
        missing = [queue for queue in QUEUES if queue not in prompt.replace(ticket, "").lower()]
        if missing:
            raise Wrong(
                f"The wording {short(prompt)} does not name {', '.join(missing)}. A model that has not seen the "
                "task cannot "
                "guess which answers you allow; name all of them in every wording."
            )


def _there_and_back(text: str) -> str:
    """`text` through the tokenizer of the profile's model and back."""
    profile = load_profile()
    tokenizer = AutoTokenizer.from_pretrained(profile.model, revision=profile.model_revision)
    ids = tokenizer(text, add_special_tokens=False).input_ids
    return tokenizer.decode(ids, clean_up_tokenization_spaces=False)


def _read(read: Read, text: str) -> Any:
    """What the learner's `read` makes of a text; giving back None is a valid answer here."""
    try:
        found = read(text)
    except Unsolved:
        return None
    return tuple(found) if isinstance(found, list) else found


def _without_body(function: Callable[..., Any]) -> bool:
    """Whether a function has nothing but three dots, or a None to give back, in its body."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return code is not None and not code.co_names and set(code.co_consts) <= {None, ..., function.__doc__}


def _check_round_trip(read: Read, written: Mapping[Ticket, str]) -> None:
    for ticket, text in written.items():
        same = [other for other, its in written.items() if its == text and other != ticket]
        if same:
            raise Wrong(
                f"`write` gives {short(text)} both for {ticket} and for {same[0]}: no reader can tell them apart."
            )
    for ticket, text in written.items():
        found = _read(read, text)
        if found != ticket:
            where, hint = f"`write` gives {short(text)} for {ticket}, and `read` makes {short(found)} of it.", ""
            if found is None:
                hint = (
                    "The two contradict each other, so a model that learned every target by heart would still be told "
                    "that it lost the form. Let `read` know each text that `write` can give, letter by letter."
                )
            elif isinstance(found, tuple) and found[:1] == ticket[:1]:
                hint = "Does one answer contain the word of another, as 'not urgent' contains 'urgent'?"
            raise Wrong(f"{where} {hint}".strip())
        for variant in (f"  {text}\n", text.upper(), text.capitalize()):
            if _read(read, variant) != ticket:
                raise Wrong(
                    f"`read` makes {short(_read(read, variant))} of {short(variant)}. Spaces around an answer and "
                    "capitals do not change what it says, so be generous with them."
                )


def _check_malformed(read: Read, written: Mapping[Ticket, str]) -> None:
    first, second = written["billing", True], written["repair", False]
    for text in ("", "no idea", "5", f"{first} {second}", f"{second}, {first}", f"I do not think that it is {first}"):
        if (found := _read(read, text)) is not None:
            raise Wrong(
                f"`read` makes {short(found)} of {short(text)}, which is not of your form. Searching for a word "
                "anywhere in the text finds answers that nobody gave; match the *whole* text, and give back None "
                "otherwise."
            )
    for ticket, text in written.items():
        for end in range(len(text.rstrip())):
            found = _read(read, text[:end])
            if found not in (None, ticket):
                raise Wrong(
                    f"{short(text)}, cut off after {end} characters, is {short(text[:end])}, and `read` takes that for "
                    f"{short(found)}. Choose a form in which no answer is the beginning of another: say both things in "
                    "words, each time."
                )


Escape = Callable[[str], str]
LOST = "{}\n"


@exercise("05.4")
def reversible_escape(answer: tuple[Escape, Escape]) -> str:
    """Two functions (escape, unescape) that carry any text with braces and line breaks through the tokenizer."""
    if not (isinstance(answer, tuple | list) and len(answer) == 2 and all(map(callable, answer))):
        raise Wrong("Hand over the two functions: `(escape, unescape)`.")
    escape, unescape = answer
    for text in ('{"refund": true}', '{"items": ["lamp", "desk"],\n"urgent": false}', "{\n}", "plain text"):
        _check_escaped(escape(text), text)
        _check_back(escape, unescape, text)
    codes = [escape(character) for character in LOST]
    for character, code in zip(LOST, codes, strict=True):
        if escape(code) == code:
            raise Wrong(
                f"{character!r} and {short(code)} are both escaped as {short(code)}. Whoever reads that cannot know "
                "which it was. Text holds your own signs too: escape them as well, for example by a mark that comes "
                "before each such sign, and then the mark itself."
            )
    texts = _difficult_texts(escape, codes)
    for text in texts:
        _check_back(escape, unescape, text)
    for text in codes:
        _check_escaped(escape(text), text)
    return (
        f"Right. {len(texts):,} texts made of braces, line breaks and your own signs came back as they went in, so it "
        "is reversible and not just lucky. The trick is as old as the backslash: one sign that means *the next is not "
        "what it seems*, and that is escaped itself. `helpers/tasks.py` does the same for all that FLAN-T5's "
        "tokenizer loses."
    )


def _check_escaped(escaped: Any, text: str) -> None:
    if not isinstance(escaped, str):
        raise Wrong(f"`escape` must give text, not {type(escaped).__name__}.")
    left = [character for character in LOST if character in escaped]
    if left:
        raise Wrong(
            f"`escape` makes {short(escaped)} of {short(text)}: {left[0]!r} is still in it, and the tokenizer loses it."
        )
    if (back := _there_and_back(escaped)) != escaped:
        raise Wrong(
            f"`escape` makes {short(escaped)} of {short(text)}, and the tokenizer gives that back as {short(back)}. "
            "Choose signs that the vocabulary has, and put no spaces around them: the lesson's signs « » • ® are safe."
        )


def _check_back(escape: Escape, unescape: Escape, text: str) -> None:
    escaped = escape(text)
    back = unescape(escaped)
    if back != text:
        raise Wrong(
            f"{short(text)} is escaped as {short(escaped)} and comes back as {short(back)}. Follow it sign by sign. "
            "Calls of `replace` one after the other undo each other's work where one makes what the next looks for; go "
            "through the text once instead."
        )


def _difficult_texts(escape: Escape, codes: list[str]) -> list[str]:
    """Short texts, shortest first, of lost characters, the learner's own signs, and what these are escaped as."""
    signs = sorted({*LOST, *"a1", *codes, *"".join(codes), *"".join(escape(code) for code in codes)})
    chooser = random.Random(5)
    pairs = [one + other for one in signs for other in signs]
    longer = ["".join(chooser.choices(signs, k=chooser.randint(3, 7))) for _ in range(400)]
    return [*signs, *pairs, *longer]
