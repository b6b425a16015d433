"""The final split: notebook 07 alone reads it, and where it is a part of the test rows, it is the other part."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.data import FINAL, load_test
from helpers.profiles import Profile, all_profiles
from helpers.running.errors import CourseError
from helpers.running.language import languages

ROOT = Path(__file__).resolve().parents[2]
PLUMBING = {"data.py", "results.py", "profiles.py", "profiles.toml", "cards.py"}


def test_no_other_notebook_benchmark_or_script_reads_it() -> None:
    files = [path for folder in ("notebooks", "tests/benchmarks", "helpers") for path in (ROOT / folder).rglob("*")]
    found = {
        path.relative_to(ROOT).as_posix()
        for path in files
        if path.suffix in (".py", ".ipynb", ".toml")
        and re.search(rf"service_final|{FINAL}|\bFINAL\b", path.read_text(encoding="utf-8"))
    }
    built = {f"notebooks/{language}/07_before_after.ipynb" for language in languages()[1:]}  # of the same code
    built |= {f"notebooks/translations/{language}/kept.toml" for language in languages()[1:]}  # its name, in a table
    allowed = {"notebooks/07_before_after.ipynb", *built, *(f"helpers/{name}" for name in PLUMBING)}
    assert found <= allowed and "notebooks/07_before_after.ipynb" in found


def test_it_shares_no_dialogue_with_the_test_set(tiny: Profile) -> None:
    final, test = (load_test(tiny, task) for task in (FINAL, "dialogue_summary"))
    assert len(final.rows) == tiny.counts["dialogue_summary"].final and not set(final.sources) & set(test.sources)


def test_where_it_is_a_part_of_the_test_rows_it_is_the_other_part(tiny: Profile) -> None:
    counts = replace(tiny.counts["dialogue_summary"], test=150, final=250)
    halved = replace(tiny, final=None, counts=tiny.counts | {"dialogue_summary": counts})
    test, final = (load_test(halved, task) for task in ("dialogue_summary", FINAL))
    assert (len(test.rows), len(final.rows)) == (150, 250) and not set(final.sources) & set(test.sources)
    assert final.references == load_test(halved, FINAL).references
    none = replace(halved, counts=tiny.counts | {"dialogue_summary": replace(counts, test=400)})
    with pytest.raises(CourseError, match="lower counts.dialogue_summary.test"):
        load_test(none, FINAL)


def test_the_hub_profiles_halve_dialogsums_500_dialogues() -> None:
    for profile in all_profiles().values():
        counts = profile.counts["dialogue_summary"]
        assert profile.offline or (profile.final is None and counts.test + counts.final == 500)
