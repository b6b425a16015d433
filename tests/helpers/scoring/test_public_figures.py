"""The course's scores on public text: figures that others can compute, and have, from DialogSum's test set.

The text is not part of the course. See tests/README.md for where the tests look for it; without it they skip.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd
import pytest
from huggingface_hub import hf_hub_download
from huggingface_hub.errors import LocalEntryNotFoundError

from helpers import data
from helpers.evaluation import references_against_each_other
from helpers.metrics import measure_summaries
from helpers.profiles import all_profiles
from helpers.scoring.dialogue import turns
from helpers.scoring.probes import probe
from helpers.tasks import TASKS

TASK = TASKS["dialogue_summary"]


def read_test(path: Path) -> data.TestSet:
    """Read DialogSum's test set: a .jsonl with summary1 to summary3, or the hub's .csv with a row per summary."""
    if path.suffix == ".csv":
        rows = pd.read_csv(path).to_dict("records")
    else:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        rows = [{"dialogue": line["dialogue"], "summary": line[f"summary{i}"]} for line in lines for i in (1, 2, 3)]
    return data.TestSet("dialogue_summary", TASK, *data.group_references(rows, TASK))


@pytest.fixture(scope="module")
def dialogsum() -> data.TestSet:
    path, source = os.environ.get("DIALOGSUM_TEST"), all_profiles()["small"].data["dialogue_summary"]
    if path:
        return read_test(Path(path))
    try:
        named = {"repo_type": "dataset", "revision": source.revision, "local_files_only": True}
        return read_test(Path(hf_hub_download(source.path, "test.csv", **named)))
    except LocalEntryNotFoundError:
        pytest.skip(
            f"{source.path} is not in the hub's cache here, and DIALOGSUM_TEST names no file: dialogsum.test.jsonl "
            "from https://github.com/cylnlp/dialogsum (CC BY-NC-SA 4.0)"
        )


def differences(ours: dict[str, float], public: dict[str, float], tolerance: float) -> str:
    """Say which figures, in points, are not the public ones; nothing where all are."""
    return "; ".join(
        f"{name}: {100 * ours[name]:.2f} here, {figure} in public"
        for name, figure in public.items()
        if abs(100 * ours[name] - figure) > tolerance
    )


def test_the_test_set_has_500_dialogues_with_three_summaries(dialogsum: data.TestSet) -> None:
    assert len(dialogsum.rows) == 500 and {len(own) for own in dialogsum.references} == {3}


def test_people_agree_as_well_as_computed_elsewhere(dialogsum: data.TestSet) -> None:
    """Each summary against the other two of its dialogue, by plain `rouge_score` with its stemmer."""
    ours = {name: measured.value for name, measured in references_against_each_other(dialogsum).items()}
    assert differences(ours, {"rouge1": 53.4, "rouge2": 26.7, "rougeL": 45.0}, 0.1) == ""


def test_the_first_two_turns_score_as_computed_elsewhere(dialogsum: data.TestSet) -> None:
    lead = [" ".join(turns(source)[:2]) for source in dialogsum.sources]
    ours = measure_summaries(lead, dialogsum.references, dialogsum.sources)
    assert differences({"rouge1": ours["rouge1"].value}, {"rouge1": 27.0}, 0.1) == ""
    assert ours["unsupported_rate"].value == 0 and ours["well_formed"].value == 0


def test_people_name_little_that_is_not_in_the_dialogue(dialogsum: data.TestSet) -> None:
    """1.4 to 3.9 % of the names and numbers, whichever of the three summaries is read."""
    for i in range(3):
        written = [own[i] for own in dialogsum.references]
        rate = measure_summaries(written, dialogsum.references, dialogsum.sources)["unsupported_rate"]
        assert 0.014 <= rate.value <= 0.039, f"summary {i + 1}: {rate.figure(0)}"
        assert rate.statistics.sum(axis=0)[1] > 600


def test_exchanged_speakers_are_caught_where_rouge_1_sees_little(dialogsum: data.TestSet) -> None:
    shares = probe(dialogsum, "speakers", 17)
    assert shares["caught_by_speaker_f1"].n == 1150 and shares["caught_by_speaker_f1"].value >= 0.9
    assert shares["caught_by_rouge1"].value < 0.2 and shares["caught_by_supported"].value == 0
    assert shares["told_apart_by_supported"].value == 0.5
    assert shares["told_apart_by_speaker_f1"].value > shares["told_apart_by_rouge1"].value
