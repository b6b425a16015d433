"""The local modules for `evaluate`: the hub's names, arguments and keys, and the numbers of the course's metrics."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from typing import Any

import evaluate
import numpy as np
import pytest
import sacrebleu
from rouge_score.rouge_scorer import RougeScorer

from helpers import metrics
from helpers.profiles import ROOT

FOLDER = ROOT / "helpers" / "scoring" / "evaluate_modules"
KEYS = {
    "rouge": ["rouge1", "rouge2", "rougeL", "rougeLsum"],
    "sacrebleu": ["score", "counts", "totals", "precisions", "bp", "sys_len", "ref_len"],
    "accuracy": ["accuracy"],
    "mae": ["mae"],
    "exact_match": ["exact_match"],
    "entity_f1": ["entity_f1"],
    "unsupported": ["unsupported"],
}
WORDS = "the clerk refuses offers a refund repair on Friday because Anna paid 20 dollars and 😀 leaves".split()


def some_texts(n: int, seed: int) -> list[str]:
    r = random.Random(seed)
    return [" ".join(r.choices(WORDS, k=r.randint(1, 25))) for _ in range(n)]


PREDICTIONS, REFERENCES = some_texts(9, 8), some_texts(9, 9)
SEVERAL = [REFERENCES[i : i + 3] for i in range(0, 9, 3)]  # for the first three predictions


@pytest.fixture(scope="module")
def load() -> Callable[..., Any]:
    """A function that loads a module by name, each once."""
    return cache(lambda name, *config: evaluate.load(str(FOLDER / name), *config))


def test_every_folder_is_a_module_that_is_tested_here() -> None:
    assert sorted(path.name for path in FOLDER.iterdir() if not path.name.startswith("_")) == sorted(KEYS)


@pytest.mark.parametrize("name", KEYS)
def test_a_module_has_the_keys_of_the_hub(load, name: str) -> None:
    labels = name in ("accuracy", "mae")
    metric = load(name)
    computed = metric.compute(predictions=[1, 2] if labels else ["a", "b"], references=[1, 3] if labels else ["a", "c"])
    assert list(computed) == KEYS[name] and metric.name == name and metric.description


def test_rouge_is_that_of_the_course(load) -> None:
    computed = load("rouge").compute(predictions=PREDICTIONS, references=REFERENCES, use_stemmer=True)
    scores = [metrics.rouge(p, [r]) for p, r in zip(PREDICTIONS, REFERENCES, strict=True)]
    for name in KEYS["rouge"]:
        assert computed[name] == pytest.approx(np.mean([score[name] for score in scores]), abs=1e-9)


def test_rouge_of_several_references_is_the_best_of_them(load) -> None:
    """As the hub's module has it; the course's own main figure is the mean over the references."""
    computed = load("rouge").compute(
        predictions=PREDICTIONS[:3], references=SEVERAL, use_stemmer=True, use_aggregator=False
    )
    scorer = RougeScorer(KEYS["rouge"], use_stemmer=True)
    for i, (prediction, own) in enumerate(zip(PREDICTIONS, SEVERAL, strict=False)):
        theirs, ours = scorer.score_multi(own, prediction), metrics.rouge(prediction, own)
        for name in KEYS["rouge"]:
            assert computed[name][i] == theirs[name].fmeasure == pytest.approx(ours[f"{name}_best"], abs=1e-9)


def test_rouge_takes_the_arguments_of_the_hub(load) -> None:
    rouge = load("rouge")
    pair = {"predictions": ["Anna offers refunds"], "references": ["Anna offered a refund"]}
    assert rouge.compute(**pair)["rouge1"] == pytest.approx(2 / 7)
    assert rouge.compute(**pair, use_stemmer=True)["rouge1"] == pytest.approx(6 / 7)
    assert rouge.compute(**pair, rouge_types=["rouge3"]) == {"rouge3": 0}
    letters = rouge.compute(predictions=["ab"], references=["abc"], tokenizer=list, rouge_types=["rouge1"])
    assert letters["rouge1"] == pytest.approx(4 / 5)
    lines = {"predictions": ["b c\na b"], "references": ["a b\nb c"]}
    assert rouge.compute(**lines)["rougeLsum"] == 1 > rouge.compute(**lines)["rougeL"]


def test_batches_add_up(load) -> None:
    rouge = load("rouge")
    at_once = rouge.compute(predictions=PREDICTIONS, references=REFERENCES)
    for first in (0, 4):
        last = 4 if first == 0 else 9
        rouge.add_batch(predictions=PREDICTIONS[first:last], references=REFERENCES[first:last])
    assert rouge.compute() == pytest.approx(at_once)


@pytest.mark.parametrize(
    "arguments", [{}, {"lowercase": True}, {"tokenize": "char"}, {"smooth_method": "floor", "smooth_value": 0.2}]
)
def test_bleu_is_that_of_sacrebleu(load, arguments: dict[str, Any]) -> None:
    one = load("sacrebleu").compute(predictions=PREDICTIONS, references=REFERENCES, **arguments)
    several = load("sacrebleu").compute(predictions=PREDICTIONS[:3], references=SEVERAL, **arguments)
    expected = sacrebleu.corpus_bleu(PREDICTIONS, [REFERENCES], **arguments)
    of_several = sacrebleu.corpus_bleu(PREDICTIONS[:3], [list(c) for c in zip(*SEVERAL, strict=True)], **arguments)
    for key in KEYS["sacrebleu"]:
        assert one[key] == getattr(expected, key) and several[key] == getattr(of_several, key)


def test_bleu_is_that_of_the_course_in_percent(load) -> None:
    computed = load("sacrebleu").compute(predictions=PREDICTIONS, references=[[r] for r in REFERENCES])
    ours = metrics.measure_code(PREDICTIONS, REFERENCES)["bleu"].value
    assert computed["score"] == pytest.approx(100 * ours, abs=1e-7)
    with pytest.raises(ValueError, match="same number of references"):
        load("sacrebleu").compute(predictions=["a", "b"], references=[["a"], ["a", "b"]])


def test_accuracy_and_mae_are_those_of_the_course(load) -> None:
    r = random.Random(1)
    found, expected = (r.choices(range(1, 6), k=40) for _ in range(2))
    ours = metrics.measure_ratings([str(i) for i in found], [str(i) for i in expected])
    for name in ("accuracy", "mae"):
        computed = load(name).compute(predictions=found, references=expected)
        assert computed[name] == pytest.approx(ours[name].value)


def test_accuracy_takes_the_arguments_of_the_hub(load) -> None:
    labels = {"predictions": [1, 2, 3], "references": [1, 2, 5]}
    assert load("accuracy").compute(**labels, normalize=False) == {"accuracy": 2.0}
    assert load("accuracy").compute(**labels, sample_weight=[1, 1, 2]) == {"accuracy": 0.5}
    assert load("accuracy").compute(**labels, sample_weight=[1, 4, 2], normalize=False) == {"accuracy": 5.0}
    lists = {"predictions": [[0, 1], [1, 1]], "references": [[0, 1], [0, 1]]}
    assert load("accuracy", "multilabel").compute(**lists) == {"accuracy": 0.5}


def test_mae_takes_the_arguments_of_the_hub(load) -> None:
    numbers = {"predictions": [1.5, 2.0], "references": [1.0, 4.0]}
    assert load("mae").compute(**numbers) == {"mae": 1.25}
    assert load("mae").compute(**numbers, sample_weight=[3, 1]) == {"mae": 0.875}
    lists = {"predictions": [[0.0, 1.0], [2.0, 3.0]], "references": [[1.0, 1.0], [2.0, 6.0]]}
    metric = load("mae", "multilist")
    assert metric.compute(**lists) == {"mae": 1.0}
    assert list(metric.compute(**lists, multioutput="raw_values")["mae"]) == [0.5, 1.5]
    assert metric.compute(**lists, multioutput=[3, 1]) == {"mae": 0.75}


def test_exact_match_is_that_of_the_course(load) -> None:
    predictions = [REFERENCES[0], *PREDICTIONS[1:]]
    computed = load("exact_match").compute(predictions=predictions, references=REFERENCES)
    assert computed["exact_match"] == metrics.measure_code(predictions, REFERENCES)["exact_match"].value == 1 / 9


@pytest.mark.parametrize(
    ("arguments", "matches"),
    [
        ({}, 1),
        ({"ignore_case": True}, 2),
        ({"ignore_punctuation": True}, 2),
        ({"ignore_numbers": True}, 2),
        ({"regexes_to_ignore": ["the ", "!$"]}, 3),
        ({"ignore_case": True, "ignore_punctuation": True, "ignore_numbers": True}, 4),
    ],
)
def test_exact_match_overlooks_what_it_is_told(load, arguments: dict[str, Any], matches: int) -> None:
    """Two numbers of which nothing is left are no match."""
    predictions = ["a plan", "A refund", "stop!", "room7", "the end", "12"]
    references = ["a plan", "a refund", "stop", "room", "end", "21"]
    computed = load("exact_match").compute(predictions=predictions, references=references, **arguments)
    assert computed["exact_match"] == pytest.approx(matches / 6)


def test_entity_f1_is_that_of_the_course(load) -> None:
    expected = ["PER: Anna Lee; LOC: Oslo", "none", "ORG: Acme"]
    found = ["PER: Anna Lee; PER: Oslo", "none", "Acme is a company."]
    computed = load("entity_f1").compute(predictions=found, references=expected)
    assert computed["entity_f1"] == metrics.measure_entities(found, expected)["entity_f1"].value == 2 / 5


def test_unsupported_is_that_of_the_course(load) -> None:
    dialogues = ["Amy: I paid 20 dollars on Friday.", "Ben: Hello.", "Eva: See you in Oslo at two."]
    summaries = ["Amy paid 30 dollars on Friday.", "Someone says hello.", "Eva goes to Oslo at 2 with Tom."]
    computed = load("unsupported").compute(predictions=summaries, references=dialogues)
    ours = metrics.measure_summaries(summaries, [[text] for text in summaries], dialogues)["unsupported_rate"].value
    assert computed["unsupported"] == ours == 2 / 7
    assert load("unsupported").compute(predictions=["so it is"], references=["a: b"]) == {"unsupported": 0}
