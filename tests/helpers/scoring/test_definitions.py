"""No metric changes its values under the number of its definition, and no table mixes figures of two definitions."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from helpers import results
from helpers.data import TestSet
from helpers.intervals import mean_of
from helpers.metrics import measure
from helpers.profiles import Profile
from helpers.scoring import definitions
from helpers.scoring.probes import PLANTS, probe
from helpers.tasks import TASKS

GOLDEN = Path(__file__).with_name("golden_metrics.json")
CHATS = (
    (
        "Amy: Mr. Fox, can I bring my two dogs at 9 a.m. on Monday?\nMr. Fox: No, but one is fine. It costs 3.50.",
        "Mr. Fox allows Amy one dog for 3.50 at 9 a.m. She is glad. Laura pays 12 dollars.",
        [
            "Amy asks Mr. Fox about her two dogs. Mr. Fox allows one, for 3.50.",
            "Amy may bring one dog on Monday. Mr. Fox wants 3.50.",
            "Mr. Fox does not allow two dogs.",
        ],
    ),
    (
        "#Person1#: The parcel is late.\n#Person2#: It was sent on Friday, and will arrive in four days.",
        "#Person2# says the parcel will arrive in four days. #Person1# sent it.",
        [
            "#Person1# waits for a parcel. #Person2# sent it on Friday.",
            "#Person2# will not send the parcel again, as it arrives in four days.",
            "The parcel of #Person1# has been on its way since Friday.",
        ],
    ),
    ("A: Hello.\nB: Bye.", "A: Hello.", ["They greet.", "People say hello.", "Two people meet, and that is all."]),
)
ANSWERS = {
    "review_rating": (["5", "2", "great"], ["4", "2", "1"]),
    "code_translation": (
        ["int A() { return 1; }", "int B(", "int C;"],
        ["int A() { return 2; }", "int B() { }", "int C;"],
    ),
    "entities": (["PER: Amy Stone; LOC: Rome", "nobody", "none"], ["PER: Amy Stone; ORG: Rome", "none", "none"]),
}


def values() -> dict[str, list[float]]:
    """Every metric that goes into results.csv, on the fixed texts: whole, and example by example."""
    rows = [{"dialogue": dialogue, "summary": references[0]} for dialogue, _, references in CHATS]
    test = TestSet("dialogue_summary", TASKS["dialogue_summary"], rows, [references for *_, references in CHATS])
    measured = [measure("dialogue_summary", [output for _, output, _ in CHATS], test.references, test.sources)]
    measured += [measure(task, given, [[one] for one in right], given) for task, (given, right) in ANSWERS.items()]
    found: dict[str, list[float]] = {}
    for one in (*measured, *(probe(test, kind, 0) for kind in PLANTS)):
        for metric, m in one.items():
            found.setdefault(metric, []).extend(round(float(v), 6) for v in (m.value, *m.per_example))
    return found


def test_a_metric_keeps_its_values_or_gets_another_number() -> None:
    golden, found = json.loads(GOLDEN.read_text()), values()
    assert golden.keys() == found.keys() and set(results.METRICS) <= found.keys()
    for metric, own in found.items():
        number = definitions.definition(metric)
        assert golden[metric].get(number) == pytest.approx(own, abs=1e-6), (
            f"{metric} has other values than before: raise its number in helpers/scoring/definitions.py and "
            f"add them to {GOLDEN.name} under the new one: {own}"
        )
        assert list(golden[metric])[-1] == number, f"{metric}: the newest definition stands last"
        assert len({tuple(v) for v in golden[metric].values()}) == len(golden[metric]), f"{metric}: two are the same"


def test_a_changed_metric_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.metrics.sentences", lambda text: text)
    with pytest.raises(AssertionError, match="rougeLsum has other values than before"):
        test_a_metric_keeps_its_values_or_gets_another_number()


def test_the_number_of_a_score_that_catches_errors_holds_both_parts() -> None:
    assert definitions.definition("rouge1") == "1" and definitions.definition("rougeLsum", {"rougeLsum": 3}) == "3"
    assert definitions.definition("caught_by_rouge2", {"caught": 2}) == "2.1"
    assert definitions.definition("told_apart_by_rouge2", {"rouge2": 4}) == "1.4"


def test_figures_of_another_definition_are_left_out_and_named(
    tiny: Profile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They leave the file with the next figure that is written, so that no table can hold both."""
    both = {"rouge1": mean_of([0.5, 1.0]), "rouge2": mean_of([0.25, 0.5])}
    results.record(tiny, "full", "dialogue_summary", both)
    path = tiny.run_dir / "results.csv"
    assert set(results.read_results(path).definition) == {"1"} and capsys.readouterr().out == ""
    monkeypatch.setitem(definitions.CHANGED, "rouge2", 2)
    assert list(results.read_results(path).metric) == ["rouge1"]
    said = capsys.readouterr().out
    assert said == "results.csv: figures of rouge2 (1) are by another definition, so left out; run the course again.\n"
    results.record(tiny, "lora", "dialogue_summary", both)
    capsys.readouterr()
    table = results.read_results(path)
    assert capsys.readouterr().out == ""
    assert list(zip(table.arm, table.metric, table.definition, strict=True)) == [
        ("full", "rouge1", "1"),
        ("lora", "rouge1", "1"),
        ("lora", "rouge2", "2"),
    ]


@pytest.mark.parametrize("columns", [["definition"], ["precision", "definition"]])
def test_a_file_from_before_the_numbers_holds_first_definitions(
    tiny: Profile, columns: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    measured = {"rouge1": mean_of([0.5, 1.0]), "rougeLsum": mean_of([0.5, 1.0])}
    results.record(tiny, "full", "dialogue_summary", measured, precision="float32")
    results.record(tiny, "full", "dialogue_summary", measured, seed=18)
    path = tiny.run_dir / "results.csv"
    whole = results.read_results(path)
    whole.drop(columns=columns).to_csv(path, index=False)
    old = results.read_results(path)
    assert list(old.columns) == results.COLUMNS and set(old.metric) == {"rouge1"} and set(old.definition) == {"1"}
    assert "figures of rougeLsum (2) are by another definition" in capsys.readouterr().out
    kept = whole[whole.metric == "rouge1"].reset_index(drop=True).drop(columns=columns)
    pd.testing.assert_frame_equal(old.drop(columns=columns), kept)
