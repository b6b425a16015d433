"""Metrics: equality with the libraries, bounds, and what each must notice."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
import sacrebleu
from rouge_score.rouge_scorer import RougeScorer

from helpers import metrics
from helpers.tasks import write_entities

WORDS = "the clerk refuses offers a refund repair on Friday because Anna paid 20 dollars and 😀 leaves".split()


def some_texts(n: int, seed: int = 0) -> list[str]:
    r = random.Random(seed)
    return [" ".join(r.choices(WORDS, k=r.randint(1, 25))) for _ in range(n)]


def test_rouge_equals_rouge_score() -> None:
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    for prediction, reference in zip(some_texts(40, 1), some_texts(40, 2), strict=True):
        ours, theirs = metrics.rouge(prediction, [reference]), scorer.score(reference, prediction)
        for name in theirs:
            assert abs(ours[name] - theirs[name].fmeasure) < 1e-9


def test_all_variants_of_rouge_equal_the_library_on_sentences() -> None:
    scorer = RougeScorer(list(metrics.ROUGE_NAMES), use_stemmer=True)
    words = some_texts(240, 4)
    texts = [". ".join(text.capitalize() for text in words[i : i + 1 + i % 4]) + "." for i in range(0, 240, 4)]
    for prediction, *references in zip(texts[:20], texts[20:40], texts[40:], strict=True):
        pairs = [scorer.score(metrics.sentences(r), metrics.sentences(prediction)) for r in references]
        scores = metrics.rouge(prediction, references)
        assert set(scores) == {*metrics.ROUGE_NAMES, *(f"{name}_best" for name in metrics.ROUGE_NAMES)}
        for name in metrics.ROUGE_NAMES:
            theirs = [pair[name].fmeasure for pair in pairs]
            assert abs(scores[name] - np.mean(theirs)) < 1e-9 and abs(scores[f"{name}_best"] - max(theirs)) < 1e-9


def test_rouge_of_several_references_is_their_mean() -> None:
    references = some_texts(3, 3)
    single = [metrics.rouge("the clerk offers a repair", [reference])["rouge1"] for reference in references]
    assert metrics.rouge("the clerk offers a repair", references)["rouge1"] == pytest.approx(np.mean(single))


@pytest.mark.parametrize("text", ["a refund on Friday", "😀 ok then", "word " * 10_000])
def test_rouge_of_a_text_with_itself_is_one(text: str) -> None:
    assert metrics.rouge(text, [text])["rouge1"] == pytest.approx(1.0)


def test_rouge_of_nothing_is_zero_and_needs_a_reference() -> None:
    assert metrics.rouge("", ["a refund"])["rougeL"] == 0
    with pytest.raises(ValueError, match="at least one reference"):
        metrics.rouge("a refund", [])


def test_rouge_lsum_sees_sentences() -> None:
    scores = metrics.rouge("Ben calls today. Anna gets a refund.", ["Anna gets a refund. Ben calls today."])
    assert scores["rougeLsum"] == pytest.approx(1.0) and scores["rougeL"] < 0.7


@pytest.mark.parametrize(
    "lines",
    [
        ("Mr. Smith called Dr. Jones.", "She left."),
        ("Prof. J. R. Fox and Mrs. Haas paid.", "Ben waits."),
        ("It costs 3.50 dollars and $ 5. 48 more.", "Bus No. 713 comes."),
        ("Anna left at 9 a.m. on Monday.", "They meet at 5 p.m.", "He pays."),
        ("He waits...", "Then he leaves.", "Oh... Anna pays."),
        ("Really?!", "Yes!", "No."),
        ('He said "Stop."', "She left."),
        ("#Person1# asks Ms. #Person2#.", "#Person2# agrees, e.g. on Friday."),
        ("the output of a small model. goes on like this",),
    ],
)
def test_sentences_end_where_they_end(lines: tuple[str, ...]) -> None:
    assert metrics.sentences(" ".join(lines)).split("\n") == list(lines)


def test_a_title_ends_no_sentence_so_an_exchange_of_names_costs_rouge_lsum_its_points() -> None:
    scores = metrics.rouge("Dr. Jones called Mr. Smith.", ["Mr. Smith called Dr. Jones."])
    assert scores["rouge1"] == pytest.approx(1.0) and scores["rougeLsum"] == pytest.approx(0.4)


def test_bleu_equals_sacrebleu() -> None:
    for n in (1, 2, 30):
        predictions, references = some_texts(n, 5), some_texts(n, 6)
        measured = metrics.measure_code(predictions, references)["bleu"].figure(0, 10)
        expected = sacrebleu.corpus_bleu(predictions, [references]).score / 100
        assert measured.value == pytest.approx(expected, abs=1e-9)


def test_bleu_of_equal_code_is_one_and_of_nothing_zero() -> None:
    assert (
        metrics.measure_code(["int a ( ) { return 1 ; }"] * 2, ["int a ( ) { return 1 ; }"] * 2)["bleu"].figure(0).value
        == 1
    )
    assert metrics.measure_code(["", ""], ["int a()", "int b()"])["bleu"].figure(0).value == 0


def test_entity_f1_counts_a_multiset() -> None:
    expected = [write_entities([("PER", "Anna Lee"), ("LOC", "Oslo")]), "none"]
    perfect = metrics.measure_entities(expected, expected)
    assert perfect["entity_f1"].figure(0).value == 1
    twice = metrics.measure_entities(["PER: Anna Lee; PER: Anna Lee", "none"], expected)
    assert twice["entity_f1"].figure(0).value == pytest.approx(2 * 1 / (2 + 2))


def test_unreadable_outputs_are_not_well_formed_and_score_nothing() -> None:
    measured = metrics.measure_entities(["Anna is happy."], ["PER: Anna"])
    assert measured["well_formed"].figure(0).value == 0 and measured["entity_f1"].figure(0).value == 0
    assert metrics.measure_ratings(["great", "4"], ["4", "4"])["well_formed"].figure(0).value == 0.5


@pytest.mark.parametrize(
    ("summary", "found"),
    [
        ("Laura will bring 12 chairs on Monday after 2.", ["Laura", "12"]),
        ("#Person1# will come on Monday.", []),
        ("The shop will call at 2.", []),
        ("Two people talk. They agree on 4:30.", ["4:30"]),
        ("Thus they meet. According to Anna, the shop is shut. Unlike Ben, she waits.", ["Anna", "Ben"]),
    ],
)
def test_unsupported_names_and_numbers(summary: str, found: list[str]) -> None:
    assert metrics.unsupported(summary, "#Person1#: Can I bring it on Monday?\n#Person2#: Sure, after two.") == found


def test_swapped_speakers_are_invisible_to_rouge1_and_to_unsupported() -> None:
    right, wrong = "#Person1# pays #Person2# on Friday.", "#Person2# pays #Person1# on Friday."
    assert metrics.rouge(wrong, [right])["rouge1"] == pytest.approx(1.0)
    assert metrics.unsupported(wrong, "#Person1#: I pay on Friday.") == []


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("#Person1# wants a refund and gets one.", True),
        ("#Person1#: I want a refund.", False),
        ("Amy: hello there", False),
        ("No.", False),
        ("", False),
        ("the plan the plan the plan the plan is good", False),
    ],
)
def test_form_of_a_summary(text: str, good: bool) -> None:
    assert metrics.is_summary(text) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("int A() { return (1); }", True),
        ("int A() { return 1;", False),
        ("a summary", False),
        ('string A() { return "}"; }', True),
        ("int A() { return 1); }", False),
        ("public override string ToString() { return base.ToString(); }", True),
        ("public C(int a) : base(a) { }", True),
        ("public int A { get; set; }", True),
        ("public static C operator +(C a, C b) { return a; }", True),
        ("int A() { return 1; } }", False),
        ("return 1;", False),
        ("", False),
    ],
)
def test_form_of_code(text: str, good: bool) -> None:
    assert metrics.is_code(text) is good


def test_counter_of_entities_is_a_multiset() -> None:
    assert metrics.entity_counts("LOC: Rome; LOC: Rome", Counter({("LOC", "Rome"): 1})) == (1, 2, 1)
