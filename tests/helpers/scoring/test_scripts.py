"""Scores of texts in any script; and English, where not a digit may change."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator

import numpy as np
import pytest
from rouge_score import rouge_scorer

from helpers import metrics
from helpers.profiles import ROOT
from helpers.scoring import scripts
from helpers.scoring.dialogue import attributed, speakers, swap_speakers

CHINESE = "小王：我的包裹在哪里？\n客服：明天下午三点送到。"


def english_rows(number: int) -> Iterator[tuple[str, str]]:
    """(dialogue, summary) of the course's own chats, which are English."""
    for folder in ("service_dialogues", "messenger_chats"):
        path = next((ROOT / "data" / folder).glob("train.*"))
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file) if path.suffix == ".csv" else map(json.loads, file)
            for _, row in zip(range(number // 2), rows, strict=False):
                yield row["dialogue"], row["summary"]


def test_english_scores_are_those_of_rouge_score_on_2000_texts() -> None:
    rows = list(english_rows(2_000))
    assert len(rows) == 2_000
    scorer = rouge_scorer.RougeScorer(list(metrics.ROUGE_NAMES), use_stemmer=True)
    summaries = [summary for _, summary in rows]
    references = [[summaries[i - 1]] for i in range(len(rows))]
    measured = metrics.measure_summaries(summaries, references, [dialogue for dialogue, _ in rows])
    theirs = [
        scorer.score(metrics.sentences(reference[0]), metrics.sentences(summary))
        for summary, reference in zip(summaries, references, strict=True)
    ]
    for name in metrics.ROUGE_NAMES:
        assert np.array_equal(measured[name].per_example, [score[name].fmeasure for score in theirs]), name


def test_english_texts_with_a_few_other_letters_are_cut_as_before() -> None:
    texts = ["Ben paid at the café for Zoë and for Amy.", "It's 5 €, said Ben – and the “bill” is with Amy."]
    for text in texts:
        assert scripts.kind_of([text]) == scripts.ENGLISH
        scorer = rouge_scorer.RougeScorer(["rouge1"], use_stemmer=True)
        assert metrics.rouge(text, [texts[0]])["rouge1"] == scorer.score(texts[0], text)["rouge1"].fmeasure


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Peña llegó tarde", ["peña", "llegó", "tarde"], scripts.WORDS),
        ("अमित का पार्सल", ["अमित", "का", "पार्सल"], scripts.WORDS),
        ("Пакет придёт 5 мая", ["пакет", "придёт", "5", "мая"], scripts.WORDS),
        ("包裹iPad到", ["包", "裹", "ipad", "到"], scripts.CHARACTERS),
        ("東京へ行く", ["東", "京", "へ", "行", "く"], scripts.CHARACTERS),
        ("택배가 내일 와요", ["택배가", "내일", "와요"], scripts.WORDS),
    ],
)
def test_words_of_a_script(text: str, words: list[str], kind: str) -> None:
    assert list(scripts.cut(text)) == words and scripts.kind_of([text]) == kind
    assert scripts.described([text]) == scripts.DESCRIBED[kind]
    assert metrics.rouge(text, [text])["rougeL"] == 1


def test_composed_and_decomposed_accents_and_wide_letters_are_the_same() -> None:
    assert scripts.cut("llego\u0301 ＡＢ１") == scripts.cut("llegó AB1")


def test_sentences_of_other_scripts_end() -> None:
    assert metrics.sentences("包裹到了。谢谢！好").split("\n") == ["包裹到了。", "谢谢！", "好"]
    assert metrics.sentences("Él llegó. ¿Y tú? Órale.").split("\n") == ["Él llegó.", "¿Y tú?", "Órale."]
    assert metrics.sentences("वह आया। वह गया।").split("\n") == ["वह आया।", "वह गया।"]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("小王的包裹明天下午三点送到。", True),
        ("小王：我的包裹在哪里？", False),
        ("好。", False),
        ("包裹明天到，" * 5, False),
        ("Peña llegó tarde.", True),
    ],
)
def test_the_form_of_a_summary_in_other_scripts(text: str, good: bool) -> None:
    assert metrics.is_summary(text) is good


def test_chinese_speakers_have_no_edges_and_a_wide_colon() -> None:
    names = speakers(CHINESE)
    assert names == ["小王", "客服"]
    assert swap_speakers("小王问客服。", names) == "客服问小王。"
    assert attributed("小王和客服约好", names) == [(frozenset(names), "约好")]
    right = metrics.speakers_right(
        "小王问包裹，客服说三点。", ["小王问包裹在哪里，客服说三点送到。"], names, scripts.CHARACTERS
    )
    assert right == 1


def test_chinese_numbers_and_names_that_a_chat_does_not_hold_are_unsupported() -> None:
    assert metrics.unsupported("小王的包裹三点送到。", CHINESE) == []
    assert metrics.unsupported("小李的包裹四点送到，重12公斤。", CHINESE) == ["四", "小李", "12"]
    assert metrics.unsupported("包裹3点送到。", CHINESE) == []


def test_opening_words_are_no_names_in_other_languages() -> None:
    assert metrics.unsupported("Mañana llega Peña.", "Él: llega Peña", scripts.WORDS) == []
    assert metrics.unsupported("Mañana llega Ortiz.", "Él: llega Peña", scripts.WORDS) == ["Ortiz"]


def test_a_chinese_row_among_english_ones_is_seen() -> None:
    references = [["Amy pays Ben."]] * 20 + [["小王的包裹明天到。"]]
    measured = metrics.measure_summaries([r[0] for r in references], references, ["Amy: Hi"] * 21)
    assert measured["rouge1"].value == 1 and measured["length_ratio"].value == 1


def test_digest_of_english_is_that_of_the_commit_before_other_scripts() -> None:
    """Every summary metric of 12 fixed pairs, to the last digit, as the course had it before."""
    pairs = [
        (f"Amy pays Ben {i} pounds. He's late by {i + 1} days.", f"Ben gets {i} pounds from Amy; she is late.")
        for i in range(12)
    ]
    measured = metrics.measure_summaries(
        [p for p, _ in pairs], [[r] for _, r in pairs], ["Amy: I pay 3\nBen: Yes"] * 12
    )
    values = {name: one.statistics.astype(float).tolist() for name, one in measured.items()}
    assert hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16] == "15a2b13dabb23097"
