"""Rows are read once in a process, anew where their file has changed; test_hub_answers.py has a part of a large set."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.data import load_splits, load_test
from helpers.profiles import Profile
from helpers.running import rows


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The data sets that are loaded, as they are."""
    seen: list[str] = []
    load = rows.load_dataset

    def counted(path: str, **more: object) -> object:
        seen.append(Path(path).name)
        return load(path, **more)

    monkeypatch.setattr(rows, "load_dataset", counted)
    return seen


@pytest.fixture
def reviews(tiny: Profile, tmp_path: Path) -> Profile:
    """The tiny profile with a copy of the reviews, which a test may change."""
    source = tiny.data["review_rating"]
    folder = shutil.copytree(source.path, tmp_path / "reviews")
    return replace(tiny, data=tiny.data | {"review_rating": replace(source, path=str(folder))})


def test_a_set_is_read_once_and_again_where_it_has_changed(reviews: Profile, reads: list[str]) -> None:
    first = load_test(reviews, "review_rating")
    first.rows.clear()  # a caller's own list
    again = load_test(reviews, "review_rating")
    splits = load_splits(reviews, "review_rating")
    splits.pop("train")
    assert len(again.rows) == 4 and "train" in load_splits(reviews, "review_rating") and reads == ["reviews"]
    assert len(load_test(replace(reviews, seed=5), "review_rating").rows) == 4

    reads.clear()
    (file,) = Path(reviews.data["review_rating"].path).glob("test.*")
    file.write_text("".join(json.dumps({"text": f"Review {i}.", "label": 0}) + "\n" for i in range(6)))
    load_test(reviews, "review_rating")
    assert reads == ["reviews"]
