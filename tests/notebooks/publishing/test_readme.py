"""The README's tables are what results.csv says, to the last digit."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers.intervals import mean_of
from helpers.profiles import ROOT, Profile, all_profiles, load_profile
from helpers.results import record, record_difference
from helpers.scoring.probes import PLANTS, SCORES
from notebooks.publishing.readme import planted_table, profiles_table, results_table, seeds_table, update_readme

PICTURE = b"\x89PNG of an executed notebook"


@pytest.fixture
def measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    """A profile with a few figures in its results.csv, differences and other wordings and seeds among them."""
    monkeypatch.setenv("COURSE_RUNS", str(tmp_path / "runs"))
    profile = replace(load_profile("nano"), resamples=100, seeded_arms=("full", "lora"), seeds=(18, 19))
    one, other = {"rouge1": mean_of([0.2, 0.4, 0.9])}, {"rouge1": mean_of([0.1, 0.4, 0.3])}
    record(profile, "zero_shot", "dialogue_summary", other)
    record_difference(profile, "full", "zero_shot", "dialogue_summary", one, other)
    record(profile, "full", "dialogue_summary", {"rouge1": mean_of([0.0])}, wording="held-out 1")
    for arm in profile.seeded_arms:
        record(profile, arm, "dialogue_summary", one)
        for shift, seed in enumerate(profile.seeds, 1):
            record(profile, arm, "dialogue_summary", {"rouge1": mean_of([0.5 + shift / 10])}, seed=seed)
    for kind in PLANTS:
        caught = {f"caught_by_{score}": mean_of([0.0, 1.0, 1.0, 1.0]) for score in SCORES}
        record(profile, f"planted_{kind}", "dialogue_summary", caught)
    return profile


def rows_of(table: str) -> dict[str, list[str]]:
    """Cells of a Markdown table by the first of each row."""
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return {first: rest for first, *rest in lines}


def test_results_table_has_the_arms_scores_and_nothing_else(measured: Profile) -> None:
    rows = rows_of(results_table(measured))
    assert list(rows) == ["arm", "---", "zero_shot", "full", "lora", "*n*"]
    assert rows["full"][0].startswith("0.500 [") and rows["zero_shot"][0].startswith("0.267 [") and rows["*n*"] == ["3"]


def test_seeds_table_has_each_seed_and_their_spread(measured: Profile) -> None:
    rows = rows_of(seeds_table(measured))
    assert rows["full"] == ["0.500", "0.600", "0.700", "0.100"] and set(rows) == {"arm", "---", "full", "lora"}


def test_planted_table_has_every_kind_and_score(measured: Profile) -> None:
    rows = rows_of(planted_table(measured))
    assert rows["planted error"] == ["*n*", "rouge1", "rouge2", "rougeL", "speaker_f1", "supported"]
    for kind in PLANTS:
        assert rows[kind][0] == "4" and all(cell.startswith("0.75 [") for cell in rows[kind][1:])


def test_update_writes_tables_and_picture(measured: Profile, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    names = ("results", "seeds", "planted", "profiles")
    readme.write_text("Before\n" + "".join(f"<!-- {n} -->\nold\n<!-- end of {n} -->\n" for n in names) + "After\n")
    output = new_output("display_data", data={"image/png": base64.b64encode(PICTURE).decode()})
    copy = measured.run_dir / "notebooks" / "07_before_after.ipynb"
    copy.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[new_code_cell("plt.show()", outputs=[output])]), copy)
    (tmp_path / "notebooks").mkdir()
    update_readme(measured, readme)
    text = readme.read_text()
    assert "old" not in text and text.startswith("Before\n") and text.endswith("After\n")
    for table in (results_table, seeds_table, planted_table):
        assert table(measured) in text
    assert (tmp_path / "notebooks" / "images" / "before_after.png").read_bytes() == PICTURE


def test_the_readme_has_the_minutes_of_today_s_sizes() -> None:
    table = profiles_table(all_profiles())
    assert table in (ROOT / "README.md").read_text(encoding="utf-8"), f"put this between its markers:\n{table}"


def test_the_table_of_profiles_says_what_fits_what_does_not_and_what_was_measured() -> None:
    rows = {line.split("`")[1]: line.split(" | ") for line in profiles_table(all_profiles()).splitlines()[2:]}
    assert rows["nano"][3].startswith("fits: ") and rows["nano"][3].endswith("measured")
    assert rows["small"][4].startswith("fits: 9") and rows["base"][4].startswith("no: 2") and "min" in rows["base"][4]
    assert rows["large"][4] == "no: has 14.6 GiB" and rows["base"][7].startswith("fits: ")
