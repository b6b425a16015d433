"""Questions outside every mixture: a file of the hub's benchmarks comes out as prompts and their choices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.profiles import Profile, all_profiles, load_profile
from helpers.running.errors import CourseError
from helpers.running.questions import FORMS, load_questions
from tests.hub_repos import all_repos

CHOICES = {"boolq": 2, "rte": 2, "arc": 4, "mmlu": 4}


@pytest.fixture
def downloaded(tmp_path: Path) -> Profile:
    """A hub profile whose benchmarks lie on this machine, as the look-alike serves them."""
    small = all_profiles()["small"]
    for repo in all_repos(small, rows=10):
        for name, content in repo.files.items():
            file = tmp_path / repo.id / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return replace(small, skills={n: replace(s, path=str(tmp_path / s.path)) for n, s in small.skills.items()})


def test_each_benchmark_of_the_hub_is_asked_with_its_choices(downloaded: Profile) -> None:
    assert set(downloaded.skills) == set(FORMS) == set(CHOICES)
    for name, number in CHOICES.items():
        questions = load_questions(downloaded, name)
        assert len(questions) == 10 and questions == load_questions(downloaded, name)
        assert all(one.answer in one.choices and len(one.choices) == number for one in questions)
        assert all(f"- {choice}" in one.prompt for one in questions for choice in one.choices)
    assert {one.answer for one in load_questions(downloaded, "rte")} == {"yes", "no"}


def test_a_benchmark_with_other_columns_is_named(downloaded: Profile) -> None:
    swapped = {"boolq": replace(downloaded.skills["mmlu"]), "mmlu": downloaded.skills["mmlu"]}
    with pytest.raises(CourseError, match=r"column 'passage' is missing \(it has question, subject"):
        load_questions(replace(downloaded, skills=swapped), "boolq")


def test_the_embedded_questions_are_as_many_as_the_profile_says() -> None:
    nano = load_profile("nano")
    for name, skill in nano.skills.items():
        assert len(load_questions(nano, name)) == skill.rows
