"""The course's tasks as text to text: instructions, targets, and how an output is read back.

This is the one place for instruction templates. Every task has several wordings, as FLAN's tasks
have (Chung et al. 2022, arXiv 2210.11416), so that a model learns the task and not one sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Row = Mapping[str, Any]
Entity = tuple[str, str]  # (type, span), e.g. ("PER", "Amy Stone")

ENTITY_LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")

SUMMARY_TEMPLATES = (
    "Summarize this conversation.\n\n{source}\n\nSummary:",
    "{source}\n\nWrite a short summary of the dialogue above.",
    "Read the dialogue and say in one or two sentences what happens.\n\n{source}",
    "Dialogue:\n{source}\n\nWhat are the main points of this dialogue?",
    "What do these people talk about and decide?\n\n{source}\n\nAnswer:",
    "{source}\n\nIn brief, this conversation is about:",
)
SUMMARY_HELD_OUT = (
    "{source}\n\nTell a colleague who missed this talk what it came to.",
    "Here is a transcript.\n\n{source}\n\nTL;DR:",
    "{source}\n\nPut the gist of this into a line for someone in a hurry.",
    "Minutes wanted. Transcript:\n{source}\nMinutes:",
    "I was away when they spoke. What did I miss?\n\n{source}",
)
RATING_TEMPLATES = (
    "How many stars, from 1 to 5, does this review give?\n\n{source}\n\nStars:",
    "{source}\n\nRate this review with a number from 1 (worst) to 5 (best).",
    "Review: {source}\nPredict the star rating (1 to 5):",
    "A customer wrote: {source}\nHow many stars out of 5 would this customer give?",
)
RATING_HELD_OUT = (
    "{source}\n\nIf this writer had to fill in between one and five stars, which figure would it be?",
    "Customer feedback, to be scored 1-5.\n\n{source}\n\nScore:",
    "{source}\n\nOut of five, how happy is the author? One digit, please.",
    "Assign a grade between 1 (terrible) and 5 (excellent) to the opinion below.\n\n{source}\n\nGrade:",
    "Someone left this comment: {source}\nGuess the star count that came with it, 1 up to 5:",
)
CODE_TEMPLATES = (
    "Translate this Java method to C#.\n\n{source}\n\nC#:",
    "{source}\n\nRewrite the Java code above in C#.",
    "Java: {source}\nThe same method in C#:",
    "Convert the following code from Java into C#: {source}",
)
CODE_HELD_OUT = (
    "{source}\n\nOur team moved from Java to .NET. How would this method read now?",
    "Port to C Sharp.\n\n{source}\n\nPorted:",
    "{source}\n\nWhat would its C# counterpart look like?",
    "A .NET developer must take over this Java snippet:\n{source}\nShow it in C#:",
    "Input language: Java. Output language: C#.\n\n{source}\n\nOutput:",
)
ENTITY_TEMPLATES = (
    "List the named entities (PER, ORG, LOC, MISC) in this sentence.\n\n{source}\n\nEntities:",
    "{source}\n\nWhich people (PER), organisations (ORG), places (LOC) and other names (MISC) are mentioned?",
    "Sentence: {source}\nNamed entities with their types:",
    "Find every named entity and give its type: {source}",
)
ENTITY_HELD_OUT = (
    "{source}\n\nWho and what is named here? Label each one PER, ORG, LOC or MISC.",
    "Tag the proper names (PER/ORG/LOC/MISC).\n\n{source}\n\nNames:",
    "{source}\n\nPick out the proper nouns above, each after its label: PER, ORG, LOC or MISC.",
    "Which names occur in the text below, and of which kind (PER, ORG, LOC, MISC)?\n\n{source}",
    "Text: {source}\nMark persons as PER, companies as ORG, places as LOC, the rest as MISC:",
)


@dataclass(frozen=True)
class Task:
    """One task: its templates, and the functions that read a data row.

    ``source`` and ``target`` turn a row into text; ``columns`` are the columns they need. ``seen``: the base was
    already instruction-tuned on this task, so that its score before any training of ours is no zero-shot score. SAMSum,
    star ratings and CoNLL-like entities are in FLAN's mix (Longpre et al. 2023, arXiv 2301.13688), and nano's base
    mirrors that.
    """

    name: str
    title: str
    templates: tuple[str, ...]
    columns: tuple[str, ...]
    source: Callable[[Row], str]
    target: Callable[[Row], str]
    seen: bool
    held_out: tuple[str, ...]  # wordings that no training uses, to see what one learns beyond the wording
    choices: tuple[str, ...] = ()  # all possible answers, where they are a closed set

    @property
    def before(self) -> str:
        """What a score of the untrained base is a score of, for tables."""
        return "seen in the base's own training" if self.seen else "new to the base: zero-shot"

    @property
    def wordings(self) -> dict[str, str]:
        """The templates by name: ``1``, ``2`` and so on for those of the training, ``held-out 1`` for the others."""
        trained = {str(number): template for number, template in enumerate(self.templates, 1)}
        return trained | {f"held-out {number}": template for number, template in enumerate(self.held_out, 1)}

    def fill(self, template: str, row: Row) -> str:
        """Put the text of `row` into a template."""
        return template.replace("{source}", self.source(row))

    def prompt(self, row: Row, template: int = 0) -> str:
        """Return the instruction for `row` in wording number `template` (from 0, counted round)."""
        return self.fill(self.templates[template % len(self.templates)], row)


def entities_of(tokens: list[str], tags: list[int], labels: tuple[str, ...] = ENTITY_LABELS) -> list[Entity]:
    """Return the (type, span) pairs that BIO tag ids mark, in order of appearance.

    An ``I-`` tag that follows no entity of its type starts one, as the CoNLL scorer has it.
    """
    spans: list[tuple[str, list[str]]] = []
    previous = "O"
    for token, tag in zip(tokens, tags, strict=True):
        label = labels[tag]
        kind = label[2:]
        if label.startswith("B-") or (label.startswith("I-") and previous[2:] != kind):
            spans.append((kind, [token]))
        elif label.startswith("I-"):
            spans[-1][1].append(token)
        previous = label
    return [(kind, " ".join(words)) for kind, words in spans]


def write_entities(entities: list[Entity]) -> str:
    """Write entities as a model has to: ``PER: Amy Stone; LOC: Paris``, or ``none``."""
    return "; ".join(f"{kind}: {span}" for kind, span in entities) or "none"


def capitalized(sentence: str) -> list[str]:
    """Return the runs of capitalized words of a sentence, its first word left out: names, to the simplest eye."""
    words = sentence.split()
    flags = [False, *(word[0].isupper() for word in words[1:])]
    runs = groupby(zip(words, flags, strict=True), key=lambda pair: pair[1])
    return [" ".join(word for word, _ in run) for upper, run in runs if upper]


_ENTITY = re.compile(r"(PER|ORG|LOC|MISC): ?(\S.*)")


def read_entities(text: str) -> Counter[Entity] | None:
    """Read a model's entity list back as a multiset; None where it is not of the form."""
    if text.strip().lower() == "none":
        return Counter()
    matches = [_ENTITY.fullmatch(part.strip()) for part in text.split(";")]
    if not all(matches):
        return None
    return Counter((match[1], match[2].strip()) for match in matches if match)


def read_rating(text: str) -> int | None:
    """Read a star rating 1-5 back; None where the text is not one."""
    match = re.fullmatch(r"([1-5])(?: stars?)?\.?", text.strip())
    return int(match[1]) if match else None


# --- code through the tokenizer ------------------------------------------------------------------

# FLAN-T5's SentencePiece model has no piece for ``{ } < \ ^ ~ ` `` and folds line breaks and runs of spaces into one
# space, so code cannot come back out as it went in. Each lost character is written as one that the vocabulary has (or
# as a two-character sequence that starts with ``®``), and back again.
_MARK = "®"
_SINGLE = {"{": "«", "}": "»", "<": "–", "\n": "•"}
_PAIRED = {"\\": "b", "^": "c", "~": "w", "`": "g", "\t": "t", "\r": "r", " ": "s"}
_INDENT = "°"  # four spaces
_LITERAL = {_MARK: "0", "«": "1", "»": "2", "–": "3", "•": "4", _INDENT: "5"}

_TO = {**_SINGLE, **{k: _MARK + v for k, v in (_PAIRED | _LITERAL).items() if k != " "}}
_FROM = {v: k for k, v in _SINGLE.items()} | {_MARK + v: k for k, v in (_PAIRED | _LITERAL).items()} | {_INDENT: "    "}
_ESCAPED = re.compile(f"{_MARK}.|[{''.join(_SINGLE.values())}{_INDENT}]")
# Spaces that a tokenizer would fold: at either end of the text, beside a line break, or two and more in a row.
_FOLDED_SPACES = r" {2,}|^ | $|(?<=[\n\t\r]) | (?=[\n\t\r])"
_LOST = re.compile(f"{_FOLDED_SPACES}|[{re.escape(''.join(_TO))}]")


def escape_code(code: str) -> str:
    """Return `code` on one line, written only with characters that FLAN-T5's tokenizer keeps.

    >>> escape_code("if (a) {\\n    b();\\n}")
    'if (a) «•°b();•»'
    """

    def kept(match: re.Match[str]) -> str:
        if match[0] in _TO:
            return _TO[match[0]]
        blocks, rest = divmod(len(match[0]), 4)
        return _INDENT * blocks + (_MARK + _PAIRED[" "]) * rest

    return _LOST.sub(kept, code)


def unescape_code(text: str) -> str:
    """Undo `escape_code`. A sequence that it never writes is left as it stands."""
    return _ESCAPED.sub(lambda match: _FROM.get(match.group(), match.group()), text)


# --- the tasks -----------------------------------------------------------------------------------


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _summary(name: str, title: str, seen: bool) -> Task:
    columns, texts = ("dialogue", "summary"), (lambda row: _clean(row["dialogue"]), lambda row: _clean(row["summary"]))
    return Task(name, title, SUMMARY_TEMPLATES, columns, *texts, seen, SUMMARY_HELD_OUT)


TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        _summary("dialogue_summary", "Dialogue summary", seen=False),
        _summary("messenger_summary", "Messenger summary", seen=True),
        Task(
            "review_rating",
            "Review rating",
            RATING_TEMPLATES,
            ("text", "label"),
            lambda row: _clean(row["text"]),
            lambda row: str(int(row["label"]) + 1),
            seen=True,
            held_out=RATING_HELD_OUT,
            choices=tuple("12345"),
        ),
        Task(
            "code_translation",
            "Code translation",
            CODE_TEMPLATES,
            ("java", "cs"),
            lambda row: escape_code(_clean(row["java"])),
            lambda row: escape_code(_clean(row["cs"])),
            seen=False,
            held_out=CODE_HELD_OUT,
        ),
        Task(
            "entities",
            "Entity recognition",
            ENTITY_TEMPLATES,
            ("tokens", "ner_tags"),
            lambda row: " ".join(row["tokens"]),
            lambda row: write_entities(entities_of(list(row["tokens"]), list(row["ner_tags"]))),
            seen=True,
            held_out=ENTITY_HELD_OUT,
        ),
    )
}


SEEN = tuple(name for name, task in TASKS.items() if task.seen)


def readable(task: str, text: str) -> str:
    """Return a model output as a person would read it: code with its braces and line breaks."""
    return unescape_code(text) if task == "code_translation" else text
