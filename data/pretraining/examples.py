"""The examples that the base is pretrained on: spans to fill, summaries, ratings, entities, and instruction tasks.

The recipe is FLAN-T5's in small: span corruption (Raffel et al. 2020, arXiv 1910.10683) over the text of every kind,
and instruction tuning (Chung et al. 2022, arXiv 2210.11416) in many tasks and wordings. In most texts words are
exchanged, source and answer alike, many for words that there are not: what the answer names can then only be read, not
remembered. The base never sees a summary of a service dialogue, a family of the test split, an unseen category of
tasks, or a Java method next to its C# translation.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from data.generator import everyday, streams
from data.generator.everyday import written
from data.generator.exchange import estrange, made_up, vary
from data.generator.instructions import TRAINED, InstructionTask, draw
from data.generator.instructions.texts import Text, draw_text
from helpers.tasks import SUMMARY_TEMPLATES, TASKS

SEED = 20_28
SHORT_EXAMPLES = 45_000  # exercises on single sentences before the mixture, where copying is learned fast
KINDS = {"instruction": 36, "summary": 36, "spans": 8, "entities": 9, "rating": 8, "repeat": 3}  # shares, in percent
SUMMARIZED = {"chat": 50, "everyday": 40, "passage": 10}  # whose summaries are learned
READ = {"service": 26, "counter": 12, "chat": 12, "everyday": 12, "passage": 10, "review": 8, "sentence": 8,
        "java": 6, "cs": 6}  # what is read without a target  # fmt: skip
DIALOGUES = ("chat", "service", "everyday", "counter")
PASSAGE_SUMMARY = (
    "Summarize this text in one sentence.\n\n{source}",
    "{source}\n\nWhat is this text about?",
    "{source}\n\nSay the main point in one sentence.",
    "Text: {source}\nSummary:",
    "What happens in this text?\n\n{source}",
)
TAGS = ("#Person1#", "#Person2#")

Example = tuple[str, str]  # source and target text


def corrupt_spans(words: list[str], r: random.Random, rate: float = 0.15, mean_length: float = 3.0) -> Example:
    """Replace random spans of words by sentinels; the target lists what was there."""
    spans = max(1, round(len(words) * rate / mean_length))
    source, target, position = [], [], 0
    starts = sorted(r.sample(range(len(words)), min(spans, len(words))))
    for number, start in enumerate(starts):
        if start < position:
            continue
        length = max(1, min(round(r.expovariate(1 / mean_length)), 8))
        source += words[position:start] + [f"<extra_id_{number}>"]
        target += [f"<extra_id_{number}>"] + words[start : start + length]
        position = start + length
    return " ".join(source + words[position:]), " ".join(target)


# --- texts whose words are exchanged --------------------------------------------------------------


def _strings(value: Any) -> list[str]:
    """List the strings in a row, depth first."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _strings(item)]
    return [text for item in value for text in _strings(item)] if isinstance(value, list | tuple) else []


def _with_strings(value: Any, texts: Any) -> Any:
    """Put strings, in the order of `_strings`, in the places of those of a row."""
    if isinstance(value, str):
        return next(texts)
    if isinstance(value, Mapping):
        return {key: _with_strings(item, texts) for key, item in value.items()}
    return type(value)(_with_strings(item, texts) for item in value) if isinstance(value, list | tuple) else value


def changed(text: Text, change: Any) -> Text:
    """Apply ``change(strings) -> strings`` to a text: its body, its turns and the row behind it."""
    whole = {"body": text.body, "turns": text.turns, "row": text.row}
    new = _with_strings(whole, iter(change(_strings(whole))))
    return replace(text, **new)


def exchanged(text: Text, r: random.Random, strange: float = 0.5, sensible: float = 0.35) -> Text:
    """Exchange words in a text and its row alike: to strange ones, to sensible ones, or leave it as it is."""
    dice = r.random()
    if dice >= strange + sensible:
        return text
    exchange = estrange if dice < strange else vary
    share = r.uniform(0.3, 0.9)
    return changed(text, lambda texts: exchange(texts, r, share, text.speakers))


def with_tags(text: Text) -> Text:
    """Write ``#Person1#`` and ``#Person2#`` for the speakers of a dialogue of two, in the turns' labels and the row.

    What is said keeps its words, so a friend may still be called by name.
    """
    if len(text.speakers) != 2 or TAGS[0] in text.speakers:
        return text
    tags = dict(zip(text.speakers, TAGS, strict=True))
    names = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(tags, key=len, reverse=True)))
    turns = tuple((tags[who], said) for who, said in text.turns)
    row = {key: value for key, value in text.row.items() if key not in ("turns", "dialogue")}
    new = iter([names.sub(lambda match: tags[match[0]], line) for line in _strings(row)])
    return replace(text, body=written(turns), turns=turns, row=_with_strings(row, new))


def text_of(r: random.Random, kind: str, split: str) -> Text:
    """Draw a text, its words perhaps exchanged, its speakers perhaps tagged."""
    text = draw_text(r, kind, split)
    if kind in (*DIALOGUES, "passage"):
        text = exchanged(text, r)
    if kind in ("chat", "everyday") and r.random() < 0.5:
        text = with_tags(text)
    return text


# --- examples ------------------------------------------------------------------------------------


def _drawn(r: random.Random, shares: Mapping[str, int]) -> str:
    return r.choices(list(shares), list(shares.values()))[0]


def summary(r: random.Random, split: str) -> Example:
    """Make a summary to write: of a chat, an everyday dialogue or a passage; now and then with a solved one before."""
    kind = _drawn(r, SUMMARIZED)
    source, target = _summarized(r, kind, split)
    if kind == "passage":
        return r.choice(PASSAGE_SUMMARY).replace("{source}", source), target
    template = r.choice(SUMMARY_TEMPLATES)
    if r.random() < 0.03:
        shot, solved = _summarized(r, "chat", split)
        before = f"{template.replace('{source}', shot)} {solved}\n\n"
        return before + template.replace("{source}", source), target
    return template.replace("{source}", source), target


def _summarized(r: random.Random, kind: str, split: str) -> Example:
    text = text_of(r, kind, split)
    return text.body, text.row["summary"] if "summary" in text.row else r.choice(text.row["summaries"])


def rating(r: random.Random, split: str) -> Example:
    """Make a review to rate."""
    row = streams.make_row("review_rating", split, r.getrandbits(40), SEED)
    spec = TASKS["review_rating"]
    return spec.prompt(row, r.randrange(len(spec.templates))), spec.target(row)


def entities(r: random.Random, split: str) -> Example:
    """Make a sentence whose entities are to be listed; the names in half of them come from wider lists."""
    row = streams.make_row("entities", split, r.getrandbits(40), SEED)
    if r.random() < 0.6:
        exchange = estrange if r.random() < 0.6 else vary
        _, *tokens = exchange([" ".join(row["tokens"]), *row["tokens"]], r, r.uniform(0.3, 0.9))
        row = row | {"tokens": tokens}
    spec = TASKS["entities"]
    return spec.prompt(row, r.randrange(len(spec.templates))), spec.target(row)


def instruction(r: random.Random, split: str, tasks: Sequence[InstructionTask] = TRAINED) -> Example:
    """Make an example of one of the instruction tasks."""
    drawn = draw(r, tasks=tasks, split=split, source=text_of)
    return drawn.prompt, drawn.answer


def spans(r: random.Random, split: str) -> Example:
    """Make a text with gaps to fill."""
    return corrupt_spans(text_of(r, _drawn(r, READ), split).body.split(), r)


def repeat(r: random.Random, split: str) -> Example:
    """Make words to repeat, most of them made up or rare; the surest way to learn to copy."""
    listed = everyday.words()
    banks = ("first_names", "surnames", "cities", "companies", "food", "tools", "animals", "jobs", "electronics")
    words = [
        made_up(r)
        if r.random() < 0.5
        else r.choice(listed[r.choice(banks)])
        if r.random() < 0.7
        else str(r.randint(2, 9999))
        for _ in range(r.randint(2, 14))
    ]
    line = " ".join(word.capitalize() if r.random() < 0.2 else word for word in words)
    asked = r.choice(("Repeat: {}", "Copy these words: {}", "{}\nSay it again.", "Write the same once more: {}"))
    return asked.format(line), line


def short_example(r: random.Random, split: str) -> Example:
    """Make an exercise on one sentence: repeat it, fill its gaps, or find its entities."""
    kind = r.choices(("entities", "repeat", "sentence", "spans"), weights=(25, 30, 30, 15))[0]
    if kind == "entities":
        return entities(r, split)
    if kind == "repeat":
        return repeat(r, split)
    words = r.choice(text_of(r, _drawn(r, READ), split).body.split("\n")).split()
    start = r.randrange(max(1, len(words) - 24))
    words = words[start : start + 25]
    return (f"Repeat: {' '.join(words)}", " ".join(words)) if kind == "sentence" else corrupt_spans(words, r)


_MAKERS = {
    "instruction": instruction,
    "summary": summary,
    "spans": spans,
    "entities": entities,
    "rating": rating,
    "repeat": repeat,
}


def example(i: int, split: str = "pretraining") -> Example:
    """Make pretraining example number `i`."""
    r = random.Random(f"{SEED}/{split}/{i}")
    return short_example(r, split) if i < SHORT_EXAMPLES else _MAKERS[_drawn(r, KINDS)](r, split)
