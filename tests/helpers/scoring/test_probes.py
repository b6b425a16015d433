"""Planted errors: what each changes, which score notices, and the scores that ask who did what."""

from __future__ import annotations

import math
import random
import re

import pytest

from helpers import data
from helpers.metrics import attributed_words, speaker_f1, speakers_right
from helpers.profiles import Profile
from helpers.scoring.dialogue import attributed, speakers, swap_speakers, turns
from helpers.scoring.probes import (
    FALL,
    PLANTS,
    SCORES,
    plant_negation,
    plant_number,
    plant_speakers,
    planted,
    probe,
    probe_all,
    probe_table,
    score_all,
)
from helpers.tasks import TASKS

TAGS, NAMES = "#Person1#: Hi.\n#Person2#: Hello.", "Amy: Hi.\nBen: Hello."
AMY, BEN = frozenset({"Amy"}), frozenset({"Ben"})


def examples(*rows: tuple[str, list[str]]) -> data.TestSet:
    made = [{"dialogue": dialogue, "summary": summaries[0]} for dialogue, summaries in rows]
    return data.TestSet("dialogue_summary", TASKS["dialogue_summary"], made, [summaries for _, summaries in rows])


# --- who speaks, and of whom ---------------------------------------------------------------------


def test_speakers_stand_before_the_colon_of_a_turn() -> None:
    dialogue = "Amy: at 4:30\r\n\r\nBen Fox : ok\nAmy: bye\nno one speaks here"
    assert turns(dialogue) == ["Amy: at 4:30", "Ben Fox : ok", "Amy: bye", "no one speaks here"]
    assert speakers(dialogue) == ["Amy", "Ben Fox"]
    assert speakers("What a long sentence this is, far too long for a name: yes") == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Amy pays and Ben waits.", [(AMY, " pays and "), (BEN, " waits.")]),
        ("Today Amy and Ben meet.", [(AMY | BEN, " meet.")]),
        ("Amy's dog, not Benny's.", [(AMY, "'s dog, not Benny's.")]),
        ("Nobody pays.", []),
        ("", []),
    ],
)
def test_a_text_says_something_of_whom_it_named_last(text: str, parts: list) -> None:
    assert attributed(text, ["Amy", "Ben"]) == parts


def test_a_longer_name_is_not_taken_for_a_shorter_one() -> None:
    names = ["Ann", "Ann Lee"]
    assert attributed("Ann Lee pays.", names) == [(frozenset({"Ann Lee"}), " pays.")]
    assert swap_speakers("Ann Lee pays Ann.", names) == "Ann pays Ann Lee."


@pytest.mark.parametrize(
    ("summary", "score"),
    [
        ("Amy pays. Ben waits.", 1.0),
        ("Ben waits. Amy pays.", 1.0),
        ("Ben pays. Amy waits.", 0.0),
        ("Amy pays. Amy waits.", 0.5),
        ("Amy and Ben pay.", 0.0),
        ("She pays and he waits.", 0.0),
        ("", 0.0),
    ],
)
def test_speaker_f1_asks_who_did_what(summary: str, score: float) -> None:
    assert speaker_f1(summary, ["Amy pays. Ben waits."], ["Amy", "Ben"]) == pytest.approx(score)


def test_speaker_f1_is_the_mean_over_references_that_name_a_speaker() -> None:
    references = ["Amy pays. Ben waits.", "They settle it.", "Amy pays."]
    assert speaker_f1("Amy pays.", references, ["Amy", "Ben"]) == pytest.approx((2 / 3 + 1) / 2)
    assert speaker_f1("Amy pays.", references[1:2], ["Amy", "Ben"]) is None
    assert speaker_f1("Amy pays.", references, []) is None


@pytest.mark.parametrize(
    ("summary", "right"),
    [
        ("Amy pays. Ben waits.", 1.0),
        ("Ben pays. Amy waits.", 0.0),
        ("Amy sings.", 0.5),  # as wrong as "Ben sings."
        ("Amy and Ben pay.", None),  # says the same with the names exchanged
        ("They pay.", None),
        ("", None),
    ],
)
def test_speakers_are_right_where_exchanging_them_fits_worse(summary: str, right: float | None) -> None:
    assert speakers_right(summary, ["Amy pays. Ben waits."], ["Amy", "Ben"]) == right


def test_speakers_cannot_be_right_without_two_or_without_a_reference_that_names_one() -> None:
    assert speakers_right("Amy pays.", ["Amy pays."], ["Amy"]) is None
    assert speakers_right("Amy pays.", ["They settle it."], ["Amy", "Ben"]) is None


def test_words_are_stemmed_and_counted_per_owner() -> None:
    assert attributed_words("Today Amy pays, pays!", ["Amy"]) == {(AMY, "pay"): 2}


# --- planted errors ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dialogue", "summary", "wrong"),
    [
        (TAGS, "#Person1# pays #Person2#.", "#Person2# pays #Person1#."),
        (TAGS, "#Person2# waits.", "#Person1# waits."),
        (NAMES, "Amy's dog bit Ben.", "Ben's dog bit Amy."),
        (NAMES, "Amy and Ben meet.", None),
        (NAMES, "Nobody pays.", None),
        ("Amy: Hi.", "Amy pays.", None),
        (NAMES, "", None),
    ],
)
def test_speakers_are_exchanged(dialogue: str, summary: str, wrong: str | None) -> None:
    assert plant_speakers(summary, dialogue, random.Random(0)) == wrong


@pytest.mark.parametrize(
    ("summary", "wrong"),
    [
        ("Amy can't come.", "Amy can come."),
        ("#Person1# won't pay.", "#Person1# will pay."),
        ("They didn't meet.", "They did meet."),
        ("Ben cannot come.", "Ben can come."),
        ("#Person2# does not want it.", "#Person2# does want it."),
        ("#Person1# is late and Ben is not.", "#Person1# is late and Ben is."),
        ("Amy is late.", "Amy is not late."),
        ("#Person1# has a dog.", "#Person1# does not have a dog."),
        ("Amy has booked a room.", "Amy has not booked a room."),
        ("#Person2# has lost a key.", "#Person2# has not lost a key."),
        ("Amy pays Ben.", "Amy does not pay Ben."),
        ("#Person1# asks #Person2# out.", "#Person1# does not ask #Person2# out."),
        ("Amy tries again.", "Amy does not try again."),
        ("#Person1# watches TV.", "#Person1# does not watch TV."),
        ("Ben goes home.", "Ben does not go home."),
        ("Amy and Ben talk.", None),
        ("#Person1# and #Person2# discuss it.", None),
        ("#Person1# told #Person2# Douglas came.", None),
        ("", None),
    ],
)
def test_a_sentence_is_negated_or_its_negation_taken_away(summary: str, wrong: str | None) -> None:
    assert plant_negation(summary, "", random.Random(0)) == wrong


@pytest.mark.parametrize(
    ("summary", "pattern"),
    [
        ("Anna pays 20 dollars.", r"Anna pays (?!20)[1-9]\d dollars\."),
        ("Room 7.", r"Room [1-689]\."),
        ("It costs 0 dollars.", r"It costs [1-9] dollars\."),
        ("Amy waits two days.", r"Amy waits (?!two|zero|one)[a-z]+ days\."),
        ("They meet at 4:30.", r"They meet at (4:(?!30)[1-9]\d|[1-35-9]:30)\."),
        ("#Person1# has 3 dogs.", r"#Person1# has [124-9] dogs\."),
    ],
)
def test_a_number_becomes_another_of_its_kind(summary: str, pattern: str) -> None:
    made = {plant_number(summary, "", random.Random(seed)) for seed in range(40)}
    assert len(made) > 5 and all(re.fullmatch(pattern, wrong) for wrong in made)


@pytest.mark.parametrize("summary", ["#Person1# meets #Person2#.", "One person has no one.", ""])
def test_without_a_number_none_is_planted(summary: str) -> None:
    assert plant_number(summary, TAGS, random.Random(0)) is None


def test_planting_goes_by_reference_and_repeats_itself() -> None:
    test = examples((TAGS, ["#Person1# pays 20.", "They meet.", "#Person2# waits 5 days."]), (NAMES, ["They meet."]))
    first = planted(test, "number", 3)
    assert [[i for i, _ in errors] for errors in first] == [[0, 2], []]
    assert planted(test, "number", 3) == first != planted(test, "number", 4)


# --- which score notices -------------------------------------------------------------------------


def test_scores_without_anything_to_say() -> None:
    """Nothing claimed is nothing unsupported; without a speaker to compare there is no speaker right."""
    assert score_all("they meet.", ["they meet."], NAMES) == {
        "rouge1": 1.0,
        "rouge2": 1.0,
        "rougeL": 1.0,
        "supported": 1.0,
        "speaker_f1": 0.0,
    }
    assert score_all("Eva pays 9.", ["Eva pays 9."], "Eva: I pay 8.")["supported"] == 0.5


TWO_OF_THREE = (
    ("Amy: I pay.\nBen: Thanks.", ["Amy pays Ben today.", "Amy will pay Ben."]),
    (NAMES, ["They greet.", "People say hello."]),
)


def test_exchanged_speakers_by_hand() -> None:
    """Two errors in the first dialogue, each with the words of the right text; none in the second."""
    shares = probe(examples(*TWO_OF_THREE), "speakers", 0)
    values = {name: measured.value for name, measured in shares.items()}
    assert set(values) == {f"{way}_{score}" for way in ("caught_by", "told_apart_by") for score in SCORES}
    assert {measured.n for measured in shares.values()} == {2}
    assert {len(measured.statistics) for measured in shares.values()} == {2}  # dialogues are resampled
    assert values["caught_by_rouge1"] == values["caught_by_supported"] == 0
    assert values["caught_by_rouge2"] == values["caught_by_speaker_f1"] == 1
    assert values["told_apart_by_rouge1"] == values["told_apart_by_supported"] == 0.5
    assert values["told_apart_by_speaker_f1"] == 1


def test_a_wrong_number_is_caught_by_what_reads_the_dialogue() -> None:
    text = "Amy pays Ben 20 dollars for the old bike that he sold to her on Friday."
    shares = probe(examples(("Amy: 20 dollars on Friday?\nBen: Yes.", [text])), "number", 0)
    assert shares["caught_by_supported"].value == 1 and shares["caught_by_rouge1"].value == 0
    assert shares["told_apart_by_rouge1"].n == 0 and math.isnan(shares["told_apart_by_rouge1"].value)


def test_every_error_counts_also_one_that_rouge_1_sees() -> None:
    shares = probe(
        examples((NAMES, ["Pay 20.", "Pay 20 now for the old bike that he sold to her on Friday."])), "number", 0
    )
    assert shares["caught_by_rouge1"].n == shares["told_apart_by_rouge1"].n == 2 and FALL == 0.1
    assert shares["caught_by_rouge1"].value == 0.5


def test_probing_fills_results_and_repeats_itself(tiny: Profile) -> None:
    test = examples(
        *TWO_OF_THREE, ("Eva: 20!\nTom: No.", ["Eva asks Tom for 20 dollars.", "Eva is refused 20 dollars."])
    )
    path = tiny.run_dir / "results.csv"
    figures = probe_all(tiny, test)
    before = path.read_bytes()
    shown, again = (probe_table(one, "caught_by") for one in (figures, probe_all(tiny, test)))
    assert path.read_bytes() == before and shown.equals(again)
    lines = before.decode().splitlines()
    assert len(lines) == 1 + len(PLANTS) * 2 * len(SCORES)
    assert all(line.startswith("planted_") and ",none," in line for line in lines[1:])
    assert list(shown.index) == list(PLANTS) and list(shown.columns) == list(SCORES)
    assert shown.loc["speakers", "speaker_f1"] == str(figures["speakers"]["caught_by_speaker_f1"])
