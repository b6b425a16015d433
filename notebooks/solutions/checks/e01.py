"""Checkers of the exercises in 01_zero_shot."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch

from helpers.data import load_test
from helpers.metrics import claims, rouge, unsupported
from helpers.profiles import load_profile
from helpers.scoring.dialogue import turns
from notebooks.solutions.checks import Wrong, exercise
from notebooks.solutions.checks.judging import short

Splits = Mapping[str, Sequence[Mapping[str, str]]]
Scores = Mapping[str, Sequence[float]]


@exercise("01.1")
def lead(answer: Callable[[str], str]) -> str:
    """A function that takes a dialogue and gives a text: its first two turns, joined by a blank."""
    cases = {
        "three turns": "Amy: Is it open?\nBen: Yes, until six.\nAmy: Thanks.",
        "turns of several sentences": "Amy: Hello. I am late. Sorry!\nBen: Never mind. Come in.\nAmy: Thanks.",
        "empty lines": "Amy: Is it open?\n\n  \nBen: Yes.\nAmy: Thanks.\n",
        "line ends as Windows writes them": "Amy: Is it open?\r\nBen: Yes.\r\nAmy: Thanks.",
        "a single turn": "Amy: Is anybody there?",
    }
    for what, dialogue in cases.items():
        said, right = answer(dialogue), " ".join(turns(dialogue)[:2])
        if said == right:
            continue
        where = f"For a dialogue with {what} you give back {short(said)}."
        if said == "\n".join(turns(dialogue)[:2]):
            raise Wrong(f"{where} A summary is one line: put a blank between the turns, not a line break.")
        if said == " ".join(turns(dialogue)[-2:]):
            raise Wrong(f"{where} Those are the last two turns; `lead` is named after the lead of a newspaper story.")
        if said.split() == right.split():
            raise Wrong(f"{where} The words are right; look at the white space around and between them: {short(said)}.")
        raise Wrong(f"{where} A turn is a line with something in it. Take the first two, or all if there are fewer.")
    test = load_test(load_profile(), "dialogue_summary").head(100)
    first, last = (
        np.mean([rouge(text, r)["rouge1"] for text, r in zip(texts, test.references, strict=True)])
        for texts in ([answer(s) for s in test.sources], [" ".join(turns(s)[-2:]) for s in test.sources])
    )
    return (
        f"Right. On {len(test.rows)} test dialogues it has ROUGE-1 {first:.3f}; the last two turns have {last:.3f}. "
        "A model that scores less than either has not yet shown that it summarizes."
    )


@exercise("01.2")
def invented(answer: Callable[[list[str], list[str]], float]) -> str:
    """A function of (summaries, dialogues) that gives a fraction: the share of summaries that invent something."""
    shop, trip = "Amy: Two lamps, please.\nBen: On Monday.", "Li: Are we going to Rome?\nJo: At 9, by train."
    cases = [
        (["Amy buys two lamps.", "Li and Jo go to Oslo with Max at 8."], [shop, trip]),
        (["Amy buys 2 lamps in Bonn.", "She waits.", "They travel.", "Somebody buys lamps."], [shop, shop, trip, shop]),
        (["Li goes to Rome at 9.", "Jo and Li go to Rome."], [trip, trip]),
        (["Max pays."], [shop]),
    ]
    for summaries, dialogues in cases:
        found = answer(list(summaries), list(dialogues))
        lists = [unsupported(s, d) for s, d in zip(summaries, dialogues, strict=True)]
        right = np.mean([bool(words) for words in lists])
        if math.isclose(found, right, abs_tol=1e-9):
            continue
        where = f"For the summaries {summaries} you say {found:.3g}."
        total = sum(len(claims(summary)) for summary in summaries)
        some = [bool(words) for s, words in zip(summaries, lists, strict=True) if claims(s)]
        if math.isclose(found, sum(map(len, lists)) / total):
            raise Wrong(
                f"{where} That is the share of names and numbers, `unsupported_rate`. Asked is that of summaries."
            )
        if math.isclose(found, np.mean([len(words) for words in lists])):
            raise Wrong(f"{where} That is the number of inventions per summary. A summary with two counts once.")
        if math.isclose(found, np.mean(some)):
            raise Wrong(f"{where} You leave out summaries without a name or number. They invent none, and they count.")
        if math.isclose(found, 1 - right):
            raise Wrong(f"{where} That is the share of the clean ones.")
        if math.isclose(found, sum(map(bool, lists))):
            raise Wrong(f"{where} That is a count; divide it by the number of summaries.")
        raise Wrong(
            f"{where} Inventions are in {sum(map(bool, lists))} of these {len(lists)}: {list(filter(None, lists))}."
        )
    return (
        "Right. One invention spoils a summary for its reader, so this share is most often higher than that of "
        "invented names and numbers. Read which of the two a paper reports before you compare it with another."
    )


@exercise("01.3")
def spread(answer: Callable[[Scores], tuple[float, float]]) -> str:
    """A function of the scores by wording that gives (best mean less worst mean, share of dialogues it loses)."""
    cases = [
        {"1": [0.5, 0.5, 0.5, 0.5], "2": [0.9, 0.2, 0.2, 0.1], "3": [0.4, 0.6, 0.5, 0.4]},
        {"a": [0.1, 0.9], "b": [0.9, 0.2]},
        {"x": [0.3, 0.3, 0.6], "y": [0.3, 0.3, 0.3], "z": [0.3, 0.3, 0.0]},
    ]
    for scores in cases:
        table = np.array(list(scores.values()))  # wordings x dialogues
        means, best = table.mean(axis=1), table[table.mean(axis=1).argmax()]
        moved, lost = answer({name: list(values) for name, values in scores.items()})
        where = f"For the scores {scores}"
        if not math.isclose(moved, np.ptp(means), abs_tol=1e-9):
            if math.isclose(moved, np.ptp(table)):
                raise Wrong(f"{where} you compare single dialogues: {moved:.3g}. Take each wording's mean first.")
            if math.isclose(moved, np.ptp(table, axis=0).mean()):
                raise Wrong(
                    f"{where} you average each dialogue's own range: {moved:.3g}. No wording is best on every "
                    "dialogue, so that is more than a change of wording can bring. Take the means first."
                )
            raise Wrong(
                f"{where} the means are {means.round(3).tolist()}; your first number, {moved:.3g}, is not their range."
            )
        right = (table.max(axis=0) > best + 1e-12).mean()
        if not math.isclose(lost, right, abs_tol=1e-9):
            if math.isclose(lost, 1 - right):
                raise Wrong(f"{where} your second number is the share that the best wording wins or shares, not loses.")
            if math.isclose(lost, ((table >= best - 1e-12).sum(axis=0) > 1).mean()):
                raise Wrong(f"{where} you count a tie as a loss: {lost:.3g}. Lost is where another scores higher.")
            raise Wrong(
                f"{where} the best wording scores {best.tolist()}. On what share of dialogues is another one higher? "
                f"Not {lost:.3g}."
            )
    return (
        "Right. The wording that is best on average loses many single dialogues. So whoever tries prompts on one "
        "example picks by luck, and whoever picks on the test set reports a score that is too good."
    )


@exercise("01.4")
def few_shot(answer: Callable[[Splits, str, Callable[[str], int], int], str]) -> str:
    """A function of (splits, dialogue, count_tokens, limit) that gives the prompt, a text."""
    rows = [{"dialogue": f"Amy: Number {i}?\nBen: Yes.", "summary": f"It is number {i}."} for i in range(1, 9)]
    splits = {"train": rows[:5], "test": rows[5:]}
    example = len(_example(rows[0]))
    asked = rows[6]["dialogue"]
    alone = len(_question(asked))
    leaked = {"train": [rows[0], rows[6], rows[1]], "test": rows[6:]}
    long = {"dialogue": rows[1]["dialogue"], "summary": "It is a number that takes long to say." * 2}
    uneven = {"train": [rows[0], long, *rows[2:5]], "test": rows[5:]}
    cases = {
        "two examples fit": (splits, alone + 2 * example),
        "two examples fit, and almost a third": (splits, alone + 3 * example - 1),
        "all examples fit": (splits, 10_000),
        "the training split holds the question, too": (leaked, 10_000),
        "not even the question fits": (splits, alone - 1),
        "the second example does not fit and a later one would": (uneven, alone + 2 * example),
    }
    for what, (given, limit) in cases.items():
        prompt = answer(given, asked, len, limit)
        shots = [_example(row) for row in given["train"] if row["dialogue"] != asked]
        right = shots[: sum(length + alone <= limit for length in accumulate(map(len, shots)))]
        if prompt == "".join(right) + _question(asked):
            continue
        where = f"Where {what}, your prompt is {short(prompt, 600)}."
        if any(row["summary"] in prompt for row in given["test"] if row["dialogue"] != asked):
            raise Wrong(
                f"{where} It shows a summary of the test split. What the model is measured on, it must not be told."
            )
        if rows[6]["summary"] in prompt:
            raise Wrong(f"{where} It holds the answer to its own question: leave such a training row out.")
        if not prompt.endswith(_question(asked)):
            raise Wrong(
                f"{where} The question must stand at the end, since the model continues where the prompt stops."
            )
        if len(prompt) > max(limit, alone):
            raise Wrong(
                f"{where} It has {len(prompt)} tokens and may have {limit}. Count the whole prompt, question included, "
                "and with the function you are given: tokens are not words (here each letter is one)."
            )
        shown = sum(shot in prompt for shot in shots)
        if given is uneven and any(shot in prompt for shot in shots[1:]):
            raise Wrong(
                f"{where} It leaves out an example that is too long and goes on to shorter ones. Stop at the first "
                "that does not fit (`break`, not `continue`): whoever fills the room that is left shows the model "
                "short examples more often than there are, and it learns from them to be short."
            )
        if shown < len(right):
            raise Wrong(f"{where} It shows {shown} examples, and {len(right)} would fit into {limit} tokens.")
        raise Wrong(
            f"{where} Examples come in the order of the rows, each as `dialogue`, `Summary: ...`, an empty line."
        )
    return (
        "Right. An example in the prompt is training data that costs length each time. And a test answer among the "
        "examples is the cheapest way to a wonderful score that means nothing."
    )


def _question(dialogue: str) -> str:
    return f"{dialogue}\nSummary:"


def _example(row: Mapping[str, str]) -> str:
    return f"{_question(row['dialogue'])} {row['summary']}\n\n"


START, END, LOST = 0, 1, 9


class Scripted:
    """A model that knows by heart what to write, and writes token 9 when it is shown anything else.

    It has the interface of a sequence-to-sequence model: ids of shape (1, length) in, logits (1, length, 10) out.
    """

    def __init__(self, script: Sequence[int]) -> None:
        self.config = SimpleNamespace(decoder_start_token_id=START, eos_token_id=END)
        self.script = [START, *script, END]
        self.seen: list[list[int]] = []  # the decoder's input of each call

    def __call__(
        self, input_ids: Any = None, attention_mask: Any = None, decoder_input_ids: Any = None, **_: Any
    ) -> Any:
        self.seen.append(decoder_input_ids[0].tolist())
        logits = torch.zeros(1, len(self.seen[-1]), 10)
        for place in range(len(self.seen[-1])):
            known = self.seen[-1][: place + 1] == self.script[: place + 1] and place + 1 < len(self.script)
            logits[0, place, self.script[place + 1] if known else LOST] = 1
        return SimpleNamespace(logits=logits)


@exercise("01.5")
def greedy(answer: Callable[[Any, torch.Tensor, int], list[int]]) -> str:
    """A function of (model, input_ids, limit) that gives a list of token ids, start and end token left out."""
    for script, limit in [([3, 4, 3, 7, 3], 10), ([5, 6], 2), ([4, 4, 4, 4, 4, 4], 4), ([], 5)]:
        model, right = Scripted(script), script[:limit]
        found = [int(token) for token in answer(model, torch.tensor([[2, 3, END]]), limit)]
        if found == right:
            continue
        where = f"A model that wants to write {script}, at most {limit} tokens, wrote {short(found)} by your loop."
        if found[:1] == [START]:
            raise Wrong(f"{where} The start token {START} only sets the decoder going; it is no part of the text.")
        if any(len(ids) == 1 for ids in model.seen[1:]):
            raise Wrong(f"{where} The decoder has no memory of its own: show it all that is written so far, each time.")
        if found == [*right, END] or END in found:
            raise Wrong(f"{where} Token {END} says that the text has ended: stop there, and leave it out.")
        if found and set(found) == {script[0]} and len(set(script)) > 1:
            raise Wrong(f"{where} The logits have a row for each place. The next token is decided by the last row.")
        if found == script[: limit - 1] or found == script[: limit + 1]:
            raise Wrong(f"{where} Count again: the start token is not among the {limit}.")
        raise Wrong(f"{where} Token {LOST} is what it says when it is shown anything but its own text so far.")
    return (
        "Right. That is all of generation; `generate` only saves work, by keeping what the decoder has computed for "
        "earlier tokens. Sampling would draw from the last row in place of taking its largest entry."
    )
