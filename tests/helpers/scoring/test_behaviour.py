"""One thing in a dialogue is changed, and what its summary must become is known."""

from __future__ import annotations

import random

import pytest

from helpers.data import TestSet
from helpers.scoring.behaviour import CHANGES, changed, follows, replaced
from helpers.tasks import TASKS

DIALOGUE = (
    "#Person1#: Hello, this is Mrs. Larsen. I paid 240 dollars on Monday.\n"
    "#Person2#: Let me look, please. Was it Elm Road in Belfast?\n"
    "#Person1#: Yes, and #Person2# said 15 per cent off.\n"
    "#Person2#: Then you get 36 dollars back."
)
REFERENCE = "Mrs. Larsen paid 240 dollars."


def change(kind: str) -> tuple[str, dict[str, str]]:
    made = CHANGES[kind](DIALOGUE, REFERENCE, random.Random(3))
    assert made is not None
    return made


def test_speakers_change_places_in_tags_and_where_they_are_named() -> None:
    text, pairs = change("speakers exchanged")
    assert pairs == {"#Person1#": "#Person2#", "#Person2#": "#Person1#"}
    assert text.startswith("#Person2#: Hello") and "and #Person1# said" in text and replaced(text, pairs) == DIALOGUE


def test_a_name_that_a_reference_mentions_is_exchanged_everywhere() -> None:
    text, pairs = change("another name")
    assert list(pairs) == ["Larsen"] and "Larsen" not in text and f"Mrs. {pairs['Larsen']}" in text
    assert replaced(text, {new: old for old, new in pairs.items()}) == DIALOGUE


def test_titles_days_and_parts_of_names_are_no_names() -> None:
    for seed in range(20):
        _, pairs = CHANGES["another name"](DIALOGUE, "", random.Random(seed))
        assert set(pairs) <= {"Larsen", "Belfast"}
    assert CHANGES["another name"]("A: On Monday, please.\nB: No.", "", random.Random(0)) is None


def test_an_amount_gets_as_many_digits_and_none_that_stands_there() -> None:
    text, pairs = change("another amount")
    assert list(pairs) == ["240"] and len(pairs["240"]) == 3 and pairs["240"] not in DIALOGUE and "240" not in text
    assert CHANGES["another amount"]("A: At 10:30, #Person12#.\nB: Two.", "", random.Random(0)) is None


def test_small_talk_stands_after_two_turns_and_asks_for_nothing() -> None:
    text, pairs = change("small talk")
    lines = text.split("\n")
    assert pairs == {} and [*lines[:2], *lines[4:]] == DIALOGUE.split("\n")
    assert lines[2].startswith("#Person1#: ") and lines[3].startswith("#Person2#: ")
    assert CHANGES["small talk"]("Only one speaks.", "", random.Random(0)) is None


def test_whole_words_change_and_two_can_change_places() -> None:
    assert replaced("Ann calls Annabel and Ben.", {"Ann": "Ben", "Ben": "Ann"}) == "Ben calls Annabel and Ann."


@pytest.fixture
def test_set() -> TestSet:
    rows = [{"dialogue": "A: Yes.\nB: No.", "topic": "x"}, {"dialogue": DIALOGUE, "topic": "y"}]
    return TestSet("dialogue_summary", TASKS["dialogue_summary"], rows, [["They talk."], [REFERENCE]])


def test_only_dialogues_with_a_place_are_changed_and_always_alike(test_set: TestSet) -> None:
    made = changed(test_set, "another amount", 5)
    assert made.places == [1] and made.test.references == [[REFERENCE]] and made.test.rows[0]["topic"] == "y"
    assert changed(test_set, "another amount", 5) == made and test_set.rows[1]["dialogue"] == DIALOGUE


def test_summaries_are_held_against_what_they_must_become(test_set: TestSet) -> None:
    made = changed(test_set, "another amount", 5)
    (new,) = made.pairs[0].values()
    before = ["They talk.", "She paid 240 dollars."]
    right, wrong, silent = (
        made.judge(texts, [after])
        for texts, after in (
            (before, f"She paid {new} dollars."),
            (before, "She paid 240 dollars."),
            (["They talk.", "She paid."], "She paid."),
        )
    )
    assert (right["exact"].value, right["follows"].value, right["rest"].value) == (1, 1, 1)
    assert (wrong["exact"].value, wrong["follows"].value) == (0, 0) and 0.5 < wrong["rest"].value < 1
    assert silent["exact"].value == 1 and silent["follows"].n == 0


def test_exchanged_speakers_are_told_by_who_did_what() -> None:
    pairs = {"#Person1#": "#Person2#", "#Person2#": "#Person1#"}
    old, must = "#Person1# pays and #Person2# waits.", "#Person2# pays and #Person1# waits."
    assert follows(old, must, "#Person2# pays for it.", pairs) == 1
    assert follows(old, must, "#Person1# pays for it.", pairs) == 0
    assert follows(old, must, "Somebody pays.", pairs) == 0.5
