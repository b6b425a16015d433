"""Checkers of the exercises in 08_your_own_data."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Sequence
from statistics import stdev

from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import short

# Texts, and the same with each address replaced.
ADDRESSES = (
    ("Write to amy@example.org today.", "Write to EMAIL today."),
    ("My address is amy.stone+shop@mail.example.co.uk, thanks", "My address is EMAIL, thanks"),
    ("It is ben_7@example.com. Or cleo-x@example.net!", "It is EMAIL. Or EMAIL!"),
    ("(dan@example.org)", "(EMAIL)"),
    ("I write to @shop, meet me @ noon, 3 for 5 pounds @ the gate.", None),
    ("No address at all.", None),
)


@exercise("08.1")
def masking(answer: Callable[[str], str]) -> str:
    """A function that takes a text and gives it with each e-mail address replaced by EMAIL."""
    for text, masked in ADDRESSES:
        wanted, found = masked or text, answer(text)
        if not isinstance(found, str):
            raise Wrong(f"For {text!r} you give {type(found).__name__}, not a text.")
        if found == wanted:
            continue
        said = f"{text!r} becomes {short(found)}."
        if masked is None:
            raise Wrong(f"{said} There is no address in it: something must stand before the @ and a domain after it.")
        if found == text:
            raise Wrong(f"{said} The address is still there: which of its characters does your pattern not allow?")
        if found.count("EMAIL") < wanted.count("EMAIL"):
            raise Wrong(f"{said} Several addresses became one: a pattern must not run over the space between them.")
        if re.sub(r"[.,!)]", "", found) == re.sub(r"[.,!)]", "", wanted):
            raise Wrong(f"{said} A sign of the sentence went with the address: a domain ends in a letter or digit.")
        if re.search(r"\w[.+_-]EMAIL|EMAIL[.+_-]\w|\wEMAIL|EMAIL\w", found):
            raise Wrong(f"{said} A piece of the address is left: it is enough to find the person.")
        raise Wrong(f"{said} It should become {wanted!r}.")
    return (
        "Right. A pattern finds what has a form. Names and streets have none, so a pattern is where masking begins and "
        "reading a sample is where it ends."
    )


CASES = (
    (
        "copies that are equal letter by letter",
        ("Ann: Hi!", "Ben: Bye.", "Cleo: Yes.", "Ann: Hi!", "Dan: No.", "Eve: Well.", "Fay: Oh.", "Gus: Ah."),
    ),
    ("no copies", [f"Amy: order {i}, please" for i in range(12)]),
    (
        "a copy right behind, in capitals and with other spacing",
        [text for i in range(8) for text in (f"Amy: order {i}, please", f"AMY:  order {i},  please ")],
    ),
    (
        "copies that stand far apart, with other punctuation",
        [f"Ben: order {i}. Thanks!" for i in range(8)] + [f"Ben: order {i}; thanks" for i in range(8)],
    ),
    ("one chat many times", ["Cleo: hello!", "Cleo: Hello"] * 3 + [f"Dan: chat {i}" for i in range(10)]),
)


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@exercise("08.2")
def splitting(answer: Callable[[Sequence[str], int], Collection[int]]) -> str:
    """A function that takes texts and a number, and gives the positions of about so many test texts."""
    for what, texts in CASES:
        wanted = len(texts) // 4
        held = answer(list(texts), wanted)
        if isinstance(held, str | bytes) or not all(type(i) is int and 0 <= i < len(texts) for i in held):
            raise Wrong(f"For {what}, you give {short(held)}: wanted are positions in the list of texts, from 0.")
        held = list(held)
        if len(set(held)) < len(held):
            raise Wrong(f"For {what}, a position stands twice in {held}.")
        test = set(held)
        leaked = [
            i for i in sorted(test) if _key(texts[i]) in {_key(texts[j]) for j in range(len(texts)) if j not in test}
        ]
        if leaked:
            raise Wrong(
                f"For {what}, test text {leaked[0]}, {texts[leaked[0]]!r}, has a copy among the training texts. Copies "
                "differ in capitals, spaces and signs: make them equal, and take a whole group or none of it."
            )
        largest = max(sum(_key(text) == _key(other) for other in texts) for text in texts)
        if not wanted <= len(held) < wanted + largest:
            raise Wrong(
                f"For {what} you hold out {len(held)} of {len(texts)} texts, asked for {wanted}: go on group by group "
                "until there are enough, and then stop."
            )
    return (
        "Right. The same thought helps wherever rows belong together: chats of one customer, sentences of one text, "
        "pictures of one patient. What is drawn is the group, not the row."
    )


GOOD = (
    "refund | Ann wants her money back | Otto refuses it after 30 days | Next: nothing",
    "app | Ben wants a new password | Nadia sends him a link | Next: Ben sets it by 15 May",
)
BAD = (
    ("Refund | Ann wants her money | Otto refuses | Next: nothing", "the topic is not in lower case"),
    ("refund | Ann wants her money | Next: nothing", "a part is missing"),
    ("refund | Ann wants it | Otto refuses | Ann insists | Next: nothing", "there is a part too many"),
    ("refund | Ann wants her money | Otto refuses | Next: nothing.", "it ends in a full stop"),
    ("refund | Ann wants her money | Otto refuses | nothing", "the last part does not begin with Next:"),
    ("refund |  | Otto refuses | Next: nothing", "the second part is empty"),
    ("refund | Ann wants her money | Otto refuses | Next: ", "nothing follows Next:"),
    ("Note: refund | Ann wants her money | Otto refuses | Next: nothing", "something stands before the topic"),
    ("refund | Ann wants it | Otto refuses | Next: nothing\nrefund", "a second line follows"),
    ("refund|Ann wants her money|Otto refuses|Next: nothing", "the bars have no spaces around them"),
    ("", "it is empty"),
)


@exercise("08.3")
def style(answer: Callable[[str], bool]) -> str:
    """A function that takes a note and says whether it is in the style of the house."""
    for note in GOOD:
        if not answer(note):
            raise Wrong(f"You refuse {note!r}, which follows every rule. A check that fails good notes is useless.")
    missed = [(note, why) for note, why in BAD if answer(note)]
    if len(missed) == len(BAD):
        raise Wrong("You accept every bad note, even an empty one: which rule does your check ask for?")
    if missed:
        note, why = missed[0]
        more = f" ({len(missed)} of {len(BAD)} bad notes pass.)" if len(missed) > 1 else ""
        raise Wrong(f"You accept {note!r}, where {why}.{more}")
    return (
        "Right. A check like this costs nothing, needs no reference and has no opinion. But a note in perfect style "
        "may still be false: it is one measure beside others."
    )


@exercise("08.4")
def rows_needed(answer: Callable[[Sequence[float], float], int]) -> str:
    """A function that takes scores and a width, and gives the number of test chats that such an interval needs."""
    spread_out, close, narrow = [0.1, 0.9] * 10, [0.4, 0.5, 0.6, 0.5, 0.3], [0.25, 0.3, 0.35, 0.3, 0.28, 0.31]
    for scores, width in ((spread_out, 0.1), (close, 0.05), (narrow, 0.02), (close, 0.2)):
        deviation = stdev(scores)
        exact = (2 * 1.96 * deviation / width) ** 2
        found = answer(list(scores), width)
        if isinstance(found, int | float) and not isinstance(found, bool) and found == math.ceil(exact):
            continue
        said = (
            f"For {len(scores)} scores with standard deviation {deviation:.3f} and a width of {width} you say "
            f"{short(found)}."
        )
        if not isinstance(found, int | float) or isinstance(found, bool):
            raise Wrong(f"{said} That is no number.")
        if abs(found - (1.96 * deviation / width) ** 2) <= 1:
            raise Wrong(f"{said} That is for half the width: an interval reaches as far to the left as to the right.")
        if abs(found - 2 * 1.96 * deviation / width) <= 1:
            raise Wrong(f"{said} The width falls with the square root of n: solve for the root, then square.")
        if abs(found - exact) <= 1:
            raise Wrong(f"{said} The exact number is {exact:.2f}: with fewer the interval is too wide, so round up.")
        if math.isclose(found, (2 * 1.96 * deviation / math.sqrt(len(scores)) / width) ** 2, rel_tol=0.05):
            raise Wrong(f"{said} You divide by the root of n twice: begin with the standard deviation of the scores.")
        if found < exact:
            raise Wrong(f"{said} With so few the interval is wider than asked for.")
        raise Wrong(f"{said} The width is 2 · 1.96 · s / √n, with s the standard deviation; fewer chats are enough.")
    return (
        "Right. Half the width costs four times the chats. Ask first how small a difference matters to you: that, and "
        "not what you happen to have, says how many test chats to collect."
    )
