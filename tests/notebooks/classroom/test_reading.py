"""Reading blind: drawing, saving and showing ratings, and what they say about arms and metrics."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter

from helpers.running.errors import CourseError
from notebooks.classroom.reading import (
    Sheet,
    correlate,
    draw_sheet,
    load_ratings,
    ratings_table,
    reveal,
    save_ratings,
    show_sheet,
)
from notebooks.publishing.outputs import WIDGET_VIEW

ARMS = ("zero_shot", "full", "lora", "multitask")
DIALOGUES = [f"Ann: Line {i}.\nBob: <script>alert({i})</script>" for i in range(30)]
TEXTS = {arm: [f"Text {i}.{j} & <script>" for i in range(30)] for j, arm in enumerate(ARMS)}


@pytest.fixture
def sheet() -> Sheet:
    return draw_sheet(TEXTS, DIALOGUES, 20, seed=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run" / "ratings.json"


def stored(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def bundle(view: object) -> dict[str, Any]:
    """What a kernel sends to display the object."""
    return DisplayFormatter().format(view)[0]


def widget_values(widget: Any) -> list[str]:
    """All texts in a widget and in its children."""
    own = [str(widget.value)] if hasattr(widget, "value") else []
    return own + [text for child in getattr(widget, "children", ()) for text in widget_values(child)]


def test_a_draw_depends_on_the_seed_alone(sheet: Sheet) -> None:
    again = draw_sheet(dict(reversed(TEXTS.items())), DIALOGUES, 20, seed=1)
    assert again == sheet and again.key == sheet.key
    assert draw_sheet(TEXTS, DIALOGUES, 20, seed=2).key != sheet.key


def test_each_dialogue_keeps_its_texts_and_has_an_order_of_its_own(sheet: Sheet) -> None:
    assert len(set(sheet.positions)) == len(sheet.dialogues) == 20
    assert sheet.labels == ("A", "B", "C", "D")
    assert len(set(sheet.arms)) > 5
    for position, dialogue, texts, arms in zip(sheet.positions, sheet.dialogues, sheet.texts, sheet.arms, strict=True):
        assert dialogue == DIALOGUES[position]
        assert dict(zip(arms, texts, strict=True)) == {arm: TEXTS[arm][position] for arm in ARMS}


def test_a_small_test_set_is_drawn_whole() -> None:
    assert sorted(draw_sheet(TEXTS, DIALOGUES, 99, seed=1).positions) == list(range(30))


def test_equal_texts_get_two_labels() -> None:
    sheet = draw_sheet({"a": ["same"], "b": ["same"]}, ["dialogue"], 1, seed=1)
    assert sheet.texts == (("same", "same"),) and sheet.labels == ("A", "B")


def test_the_key_changes_with_every_text_shown(sheet: Sheet) -> None:
    other = TEXTS | {"full": ["another", *TEXTS["full"][1:]]}
    assert (draw_sheet(other, DIALOGUES, 20, seed=1).key != sheet.key) == (0 in sheet.positions)
    assert draw_sheet(other, DIALOGUES, 30, seed=1).key != draw_sheet(TEXTS, DIALOGUES, 30, seed=1).key


@pytest.mark.parametrize(
    ("texts", "dialogues", "n"),
    [
        ({"full": ["x"]}, ["dialogue"], 1),
        ({"full": ["x"], "lora": ["x", "y"]}, ["dialogue"], 1),
        ({"full": ["x"], "lora": ["y"]}, ["one", "two"], 1),
        ({"full": [], "lora": []}, [], 1),
        ({"full": ["x"], "lora": ["y"]}, ["dialogue"], 0),
        ({str(i): ["x"] for i in range(27)}, ["dialogue"], 1),
    ],
)
def test_a_draw_that_cannot_be_is_one_sentence(texts: dict[str, list[str]], dialogues: list[str], n: int) -> None:
    with pytest.raises(ValueError, match="^A sheet needs a dialogue or more, and 2 to 26 arms"):
        draw_sheet(texts, dialogues, n, seed=1)


def test_one_bundle_holds_the_widget_and_the_table(sheet: Sheet, path: Path) -> None:
    shown = bundle(show_sheet(sheet, path))
    assert set(shown) == {WIDGET_VIEW, "text/html", "text/plain"}
    assert shown["text/plain"] == "dialogue 1 of 20, 0 of 80 rated"
    assert shown["text/html"].count("<table>") == 20
    assert shown["text/html"].count("(not rated)") == 80
    assert not path.exists()


def test_without_ipywidgets_only_the_table_is_shown(sheet: Sheet, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    save_ratings(sheet, path, {2: {"C": 4}})
    shown = bundle(show_sheet(sheet, path))
    assert set(shown) == {"text/html", "text/plain"}
    assert shown["text/html"].count("C (rated 4)") == 1


def test_no_rendering_names_an_arm(sheet: Sheet, path: Path) -> None:
    view = show_sheet(sheet, path)
    shown = str(bundle(view)) + repr(sheet) + repr(view)
    for number in range(1, 21):
        view.open(number)
        shown += " ".join(widget_values(view.widget))
    assert not [arm for arm in ARMS if arm in shown]


def test_both_renderings_escape_what_was_written(sheet: Sheet, path: Path) -> None:
    view = show_sheet(sheet, path)
    for shown in (bundle(view)["text/html"], " ".join(widget_values(view.widget))):
        assert "<script>" not in shown
        assert "Bob: &lt;script&gt;alert(" in shown
        assert " &amp; &lt;script&gt;" in shown


def test_ratings_survive_a_restart(sheet: Sheet, path: Path) -> None:
    view = show_sheet(sheet, path)
    for buttons in view.buttons:
        buttons.value = 5
    view.next.click()
    view.buttons[1].value = 2
    assert stored(path) == {"key": sheet.key, "ratings": {"1": dict.fromkeys("ABCD", 5), "2": {"B": 2}}}
    again = show_sheet(sheet, path)
    assert bundle(again)["text/plain"] == "dialogue 2 of 20, 5 of 80 rated"
    assert [buttons.value for buttons in again.buttons] == [0, 2, 0, 0]
    assert bundle(again)["text/html"].count("B (rated 2)") == 1
    again.previous.click()
    assert [buttons.value for buttons in again.buttons] == [5, 5, 5, 5]
    again.buttons[3].value = 0
    assert stored(path)["ratings"]["1"] == dict.fromkeys("ABC", 5)
    assert bundle(again)["text/html"].count("(rated 5)") == 3


def test_turning_pages_neither_rates_nor_writes(sheet: Sheet, path: Path) -> None:
    view = show_sheet(sheet, path)
    view.buttons[0].value = 3
    path.unlink()
    assert view.previous.disabled and not view.next.disabled
    for _ in range(19):
        view.next.click()
    assert view.next.disabled and not view.previous.disabled
    assert view.status.value == "dialogue 20 of 20, 1 of 80 rated"
    assert not path.exists()


def test_two_views_of_a_sheet_add_to_each_other(sheet: Sheet, path: Path) -> None:
    first, second = show_sheet(sheet, path), show_sheet(sheet, path)
    first.buttons[0].value = 3
    second.buttons[1].value = 4
    assert load_ratings(sheet, path) == {1: {"A": 3, "B": 4}}


def test_a_rating_that_cannot_be_saved_is_said(sheet: Sheet, path: Path) -> None:
    view = show_sheet(sheet, path)
    path.parent.mkdir()
    path.write_text("{")
    view.buttons[0].value = 3
    assert view.status.value.startswith("<b>Not saved.</b> ")
    assert view.ratings == {} and path.read_text() == "{"
    path.unlink()
    view.buttons[0].value = 4
    assert stored(path)["ratings"] == {"1": {"A": 4}}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not valid JSON"),
        (b"\xff", "is not valid JSON"),
        ("[]", 'does not hold a "key"'),
        ('{"ratings": {}}', 'does not hold a "key"'),
        ('{"key": "../../elsewhere", "ratings": {}}', 'does not hold a "key"'),
        ('{"key": "KEY", "ratings": []}', 'does not hold a "key"'),
        ('{"key": "KEY", "ratings": {"3": {"A": 6}}}', "dialogue 3, label A has the rating 6, but"),
        ('{"key": "KEY", "ratings": {"3": {"A": 0}}}', "dialogue 3, label A has the rating 0, but"),
        ('{"key": "KEY", "ratings": {"3": {"A": 4.0}}}', "dialogue 3, label A has the rating 4.0, but"),
        ('{"key": "KEY", "ratings": {"3": {"A": true}}}', "dialogue 3, label A has the rating true, but"),
        ('{"key": "KEY", "ratings": {"3": {"A": [4]}}}', "dialogue 3, label A has the rating [4], but"),
        ('{"key": "KEY", "ratings": {"3": {"E": 4}}}', "dialogue 3, label E has the rating 4, but"),
        ('{"key": "KEY", "ratings": {"21": {"A": 4}}}', "dialogue 21, label A has the rating 4, but"),
        ('{"key": "KEY", "ratings": {"x": {"A": 4}}}', "dialogue x, label A has the rating 4, but"),
        ('{"key": "KEY", "ratings": {"3": 4}}', "dialogue 3, label ? has the rating 4, but"),
    ],
)
def test_a_damaged_file_is_one_sentence(sheet: Sheet, path: Path, content: str | bytes, message: str) -> None:
    path.parent.mkdir()
    content = content if isinstance(content, bytes) else content.replace("KEY", sheet.key).encode()
    path.write_bytes(content)
    with pytest.raises(CourseError) as error:
        show_sheet(sheet, path)
    said = str(error.value)
    assert said.startswith(str(path)) and message in said and said.endswith("to start afresh.")
    assert "\n" not in said and ". " not in said.replace(str(path), "")
    assert path.read_bytes() == content


def test_ratings_of_other_texts_are_kept_and_come_back(
    sheet: Sheet, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = draw_sheet(TEXTS, DIALOGUES, 20, seed=2)
    save_ratings(other, path, {1: {"A": 5}})
    kept = path.with_name(f"ratings-{other.key}.json")
    view = show_sheet(sheet, path)
    assert capsys.readouterr().out == f"ratings.json held ratings of other texts; they are kept in {kept.name}.\n"
    assert view.ratings == {} and stored(kept)["ratings"] == {"1": {"A": 5}} and not path.exists()
    view.buttons[0].value = 2
    assert load_ratings(other, path) == {1: {"A": 5}} and not kept.exists()
    assert load_ratings(sheet, path) == {1: {"A": 2}}


def test_kept_ratings_are_never_overwritten(sheet: Sheet, path: Path) -> None:
    other = draw_sheet(TEXTS, DIALOGUES, 20, seed=2)
    kept = path.with_name(f"ratings-{other.key}.json")
    save_ratings(other, path, {1: {"A": 5}})
    save_ratings(other, kept, {1: {"A": 1}})
    with pytest.raises(CourseError, match="is already there: move one of the two.$"):
        show_sheet(sheet, path)
    assert (stored(path)["ratings"], stored(kept)["ratings"]) == ({"1": {"A": 5}}, {"1": {"A": 1}})


@pytest.fixture
def small() -> Sheet:
    """Three of four dialogues and two arms; the arms change places in the second dialogue."""
    return Sheet(
        positions=(2, 0, 3),
        dialogues=("two", "zero", "three"),
        texts=(("x", "y"), ("y", "x"), ("x", "y")),
        arms=(("good", "bad"), ("bad", "good"), ("good", "bad")),
    )


RATINGS = {1: {"A": 5, "B": 4}, 2: {"A": 1, "B": 2}, 3: {"A": 4, "B": 3}}
MATCHING = {"good": [2, 0, 5, 4], "bad": [1, 0, 4, 3]}  # what the ratings are, per index into the test set


def test_rated_texts_go_back_to_their_arms(small: Sheet) -> None:
    table = ratings_table(small, {2: {"B": 2, "A": 1}, 1: {"A": 5}})
    assert table.to_dict("list") == {
        "dialogue": [2, 0, 0],
        "label": ["A", "A", "B"],
        "arm": ["good", "bad", "good"],
        "rating": [5, 1, 2],
    }


def test_revealing_shows_the_mean_of_each_arm(small: Sheet) -> None:
    shown = reveal(small, RATINGS, seed=1)
    assert list(shown.index) == ["bad", "good"]
    assert shown.rated.tolist() == [3, 3]
    assert shown["mean rating"].tolist() == ["2.67", "3.67"]
    assert shown["95 % interval"].tolist() == ["[1.00, 4.00]", "[2.00, 5.00]"]
    assert shown.equals(reveal(small, RATINGS, seed=1))


def test_one_rating_has_no_interval_and_none_is_said(small: Sheet) -> None:
    assert reveal(small, {1: {"A": 5}}).values.tolist() == [[0, "not rated yet", "–"], [1, "5.00", "–"]]


def test_a_metric_that_agrees_correlates_fully(small: Sheet) -> None:
    matching = {"good": [2, 9, 5, 4], "bad": [1, 9, 4, 3]}
    negative = {arm: [-value for value in values] for arm, values in matching.items()}
    shown = correlate(ratings_table(small, RATINGS), {"same": matching, "opposite": negative})
    assert shown.loc["same"].tolist() == [6, "1.00", "1.00"]
    assert shown.loc["opposite"].tolist() == [6, "-1.00", "-1.00"]


def test_within_dialogues_a_hard_dialogue_does_not_count(small: Sheet) -> None:
    """The metric knows which dialogue is hard, and puts the arms in the wrong order everywhere."""
    swapped = {"good": MATCHING["bad"], "bad": MATCHING["good"]}
    shown = correlate(ratings_table(small, RATINGS), {"swapped": swapped}).loc["swapped"]
    assert float(shown["all texts"]) > 0.5
    assert shown["within dialogues"] == "-1.00"


def test_ranks_count_and_not_distances(small: Sheet) -> None:
    table = ratings_table(small, RATINGS)
    curved = {arm: [10.0**value for value in values] for arm, values in MATCHING.items()}
    assert correlate(table, {"curved": curved}).loc["curved"].tolist() == [6, "1.00", "1.00"]
    ties = {"good": [1, 0, 2, 2], "bad": [1, 0, 1, 1]}
    score = [ties[arm][i] for arm, i in zip(table.arm, table.dialogue, strict=True)]
    expected = pd.DataFrame({"rating": table.rating, "score": score}).corr(method="spearman").iloc[0, 1]
    assert correlate(table, {"ties": ties}).loc["ties", "all texts"] == f"{expected:.2f}"


@pytest.mark.parametrize(
    ("ratings", "everywhere", "within"),
    [
        ({}, "too few ratings", "too few ratings"),
        ({1: {"A": 5, "B": 4}}, "too few ratings", "too few ratings"),
        ({1: {"A": 5}, 2: {"A": 1}, 3: {"B": 3}}, "1.00", "too few ratings"),
        ({1: {"A": 5, "B": 5}, 2: {"A": 5, "B": 5}}, "no variation", "no variation"),
        ({1: {"A": 5, "B": 5}, 2: {"A": 1, "B": 1}}, "0.89", "no variation"),
    ],
)
def test_what_cannot_be_correlated_is_said(
    small: Sheet, ratings: dict[int, dict[str, int]], everywhere: str, within: str
) -> None:
    shown = correlate(ratings_table(small, ratings), {"metric": MATCHING}).loc["metric"]
    assert shown.tolist() == [sum(map(len, ratings.values())), everywhere, within]


def test_a_metric_without_variation_is_said(small: Sheet) -> None:
    shown = correlate(ratings_table(small, RATINGS), {"metric": {"good": [0] * 4, "bad": [0] * 4}}).loc["metric"]
    assert shown.tolist() == [6, "no variation", "no variation"]


def test_nothing_rated_works_everywhere(sheet: Sheet, path: Path) -> None:
    ratings = load_ratings(sheet, path)
    table = ratings_table(sheet, ratings)
    assert table.empty and list(table.columns) == ["dialogue", "label", "arm", "rating"]
    assert set(reveal(sheet, ratings)["mean rating"]) == {"not rated yet"}
    scores = {arm: [0.5] * 30 for arm in ARMS}
    assert correlate(table, {"rouge1": scores}).loc["rouge1"].tolist() == [0, "too few ratings", "too few ratings"]
