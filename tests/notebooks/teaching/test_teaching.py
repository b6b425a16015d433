"""The teaching guide and the speaker's notes fit the lessons: headings word for word, and minutes that add up."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import static_checks as checks
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from notebooks.running.notebooks import NOTEBOOKS

TEACHING = NOTEBOOKS / "teaching"
GUIDE = (TEACHING / "guide.md").read_text(encoding="utf-8")
LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
WITHOUT_NOTES = {"Set-up", "Time and memory", "Exercises"}
SHORT = {"Recap", "What is next"}  # nobody asks here
CLOCK = r"(\d\d):(\d\d)"


def cells_of(name: str) -> list[NotebookNode]:
    """The markdown cells of a lesson."""
    return checks.markdown_cells(checks.load_notebook(NOTEBOOKS / f"{name}.ipynb"))


def sections(name: str) -> list[str]:
    """The title of a lesson and the sections that need a note, as written."""
    texts = [re.sub(r"^```.*?^```", "", cell.source, flags=re.DOTALL | re.MULTILINE) for cell in cells_of(name)]
    found = [head.strip() for text in texts for head in re.findall(r"^#{1,2} (.*)", text, re.MULTILINE)]
    return [head for head in found if head not in WITHOUT_NOTES]


@cache
def notes(name: str) -> dict[str, str]:
    """The notes of a lesson by heading; the title's stand before the first section."""
    text = (TEACHING / "notes" / f"{name}.md").read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in re.split(r"^#{1,2} ", text, flags=re.MULTILINE)[1:]]
    assert len({heading for heading, _, _ in parts}) == len(parts), "a heading stands twice"
    return {heading.strip(): body for heading, _, body in parts}


def minutes(name: str) -> dict[str, int]:
    """The minutes of each section of a lesson's notes."""
    return {
        heading: int(re.findall(r"^Time: (\d+) min$", body, re.MULTILINE)[0]) for heading, body in notes(name).items()
    }


@pytest.mark.parametrize("name", LESSONS)
def test_every_section_has_its_note_and_every_note_its_section(name: str) -> None:
    assert list(notes(name)) == sections(name)


@pytest.mark.parametrize("name", LESSONS)
def test_each_note_has_a_time_and_an_answer_to_a_question(name: str) -> None:
    for heading, body in notes(name).items():
        assert len(re.findall(r"^Time: [1-9]\d* min$", body, re.MULTILINE)) == 1, heading
        lines = [line for line in body.splitlines() if line.startswith("Asked:")]
        assert all(re.fullmatch(r'Asked: "[^"]+[?.]" \S.+[.?]', line) for line in lines), heading
        assert lines or heading in SHORT, heading
        said = [line for line in body.splitlines() if line and not re.match(r"Time:|Asked:", line)]
        assert said, f"{heading}: nothing to say"


def as_notebook(text: str) -> NotebookNode:
    return new_notebook(cells=[new_markdown_cell(text)])


@pytest.mark.parametrize("path", sorted(TEACHING.rglob("*.md")), ids=lambda path: path.stem)
def test_links_work_and_no_score_is_stated(path: Path) -> None:
    notebook = as_notebook(path.read_text(encoding="utf-8"))
    assert checks.working_links(notebook, path) == []
    assert checks.no_stated_scores(notebook, path) == []


def test_the_guide_states_the_minutes_of_every_lesson() -> None:
    stated = dict(re.findall(r"^\| \[[^\]]+\]\(\.\./(\w+)\.ipynb\) \| (\d+) \|$", GUIDE, re.MULTILINE))
    assert stated == {name: str(sum(minutes(name).values())) for name in LESSONS}


def plans() -> list[list[str]]:
    """The rows of each plan with a clock."""
    tables = re.findall(r"^\| start \| what \| minutes \|\n\|[-:|]+\|\n((?:\|.*\n)+)", GUIDE, re.MULTILINE)
    return [table.splitlines() for table in tables]


PLANS = plans()


def test_there_are_plans_for_half_a_day_a_day_and_evenings() -> None:
    lengths = []
    for rows in PLANS:
        first, last = (re.match(rf"\| {CLOCK} \|", row) for row in (rows[0], rows[-1]))
        assert first and last
        lengths.append(60 * (int(last[1]) - int(first[1])) + int(last[2]) - int(first[2]))
    assert lengths == [270, 510, 150, 150, 150, 150, 150]


@pytest.mark.parametrize("rows", PLANS, ids=lambda rows: rows[0][2:7])
def test_the_clock_of_a_plan_adds_up(rows: list[str]) -> None:
    now = None
    for row in rows:
        match = re.fullmatch(rf"\| {CLOCK} \| (.+) \| (\d*) ?\|", row)
        assert match, row
        began = 60 * int(match[1]) + int(match[2])
        assert now in (None, began), row
        now = began + int(match[4] or 0)
    assert match[3] == "End" and not match[4]


@pytest.mark.parametrize("rows", PLANS, ids=lambda rows: rows[0][2:7])
def test_nobody_sits_longer_than_two_hours(rows: list[str]) -> None:
    seconds = 0
    for row in rows[:-1]:
        what, length = re.fullmatch(r"\| .{5} \| (.+) \| (\d+) \|", row).groups()
        seconds = 0 if what in ("Break", "Lunch") else seconds + int(length)
        assert seconds <= 120, row


def shown_sections(name: str, how: str | None, listed: str | None) -> list[str]:
    """The sections of a lesson that a row of a plan shows."""
    every = list(minutes(name))
    named = [every[0] if part.strip() == "the opening" else part.strip() for part in (listed or "").split(";")]
    assert how is None or set(named) <= set(every), f"{name} has no {sorted(set(named) - set(every))}"
    return {None: every, "only": named, "without": [part for part in every if part not in named]}[how]


LESSON = r"\[[^\]]+\]\(\.\./(\w+)\.ipynb\)(?:, (only|without): ([^|]+))?"


@pytest.mark.parametrize("rows", PLANS, ids=lambda rows: rows[0][2:7])
def test_a_plan_takes_its_minutes_from_the_notes(rows: list[str]) -> None:
    lessons = [match for row in rows if (match := re.search(rf"\| {LESSON} \| (\d+) \|", row))]
    assert len(lessons) >= 2
    for name, how, listed, stated in (match.groups() for match in lessons):
        assert sum(minutes(name)[part] for part in shown_sections(name, how, listed)) == int(stated), name


def test_the_evenings_show_no_section_twice() -> None:
    seen: set[tuple[str, str]] = set()
    for rows in PLANS[2:]:
        for name, how, listed in re.findall(rf"\| {LESSON} \|", "\n".join(rows)):
            parts = {(name, part) for part in shown_sections(name, how or None, listed)}
            assert not parts & seen
            seen |= parts


def exercise_minutes() -> dict[str, int]:
    """The minutes that each exercise states, by its number."""
    texts = [cell.source for name in LESSONS for cell in cells_of(name)]
    found = re.findall(r"^### Exercise (\d\d\.\d) .*\n\n\*\w+, (\d+) minutes\.\*", "\n".join(texts), re.MULTILINE)
    return {number: int(length) for number, length in found}


@pytest.mark.parametrize("rows", PLANS, ids=lambda rows: rows[0][2:7])
def test_an_exercise_slot_is_as_long_as_its_exercises(rows: list[str]) -> None:
    known = exercise_minutes()
    for listed, stated in re.findall(r"\| Exercise: ([\d. and]+) \| (\d+) \|", "\n".join(rows)):
        assert sum(known[number] for number in re.findall(r"\d\d\.\d", listed)) == int(stated), listed
