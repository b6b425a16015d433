"""One constant carries the repository's address into the notebooks and their README."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.running.errors import CourseError
from notebooks.publishing import repository
from notebooks.publishing.repository import ROOT, colab_link, kaggle_link, main, set_up_cell, update

ADDRESS = "https://github.com/somebody/some-course"
README = "notebooks/README.md"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one lesson and its solutions, with an older set-up cell and no links."""
    old = new_code_cell(
        "from helpers.setup import start\n\nprofile = start()",
        execution_count=1,
        outputs=[new_output("stream", text="Profile nano")],
    )
    intro = "# 01 · First\n\nAfterwards you will be able to test."
    cells = [new_markdown_cell(intro), old, new_code_cell("x = 1")]
    for folder in ("notebooks", "notebooks/solutions"):
        (tmp_path / folder).mkdir()
        nbformat.write(new_notebook(cells=cells), tmp_path / folder / "01_first.ipynb")
    (tmp_path / "notebooks" / "README.md").write_text("Before\n<!-- badges -->\n<!-- end of badges -->\nAfter\n")
    return tmp_path


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def test_all_carry_the_address_and_a_second_run_changes_nothing(course: Path) -> None:
    lesson, solutions = course / "notebooks" / "01_first.ipynb", course / "notebooks" / "solutions" / "01_first.ipynb"
    before = read(lesson)
    assert update(course, ADDRESS) == ["notebooks/01_first.ipynb", "notebooks/solutions/01_first.ipynb", README]
    after = read(lesson)
    assert after.cells[1].source == read(solutions).cells[1].source == set_up_cell(ADDRESS)
    for link in (colab_link("01_first", ADDRESS), kaggle_link("01_first", ADDRESS)):
        assert f"({link})" in after.cells[0].source and f"({link})" in (course / README).read_text()
    assert after.cells[0].source.startswith("# 01 · First\n") and after.cells[0].source.endswith("able to test.")
    assert "Colab" not in read(solutions).cells[0].source
    assert [cell.id for cell in after.cells] == [cell.id for cell in before.cells]
    assert after.cells[1].outputs == before.cells[1].outputs and after.cells[2] == before.cells[2]
    assert update(course, ADDRESS) == []


def test_another_address_replaces_the_first(course: Path) -> None:
    update(course, ADDRESS)
    other = "https://github.com/other/place"
    assert len(update(course, other)) == 3
    for path in course.rglob("*.*"):
        assert not path.is_file() or ADDRESS not in path.read_text()
    assert read(course / "notebooks" / "01_first.ipynb").cells[0].source.count("Open in Colab") == 1


def test_check_names_the_drift_and_writes_nothing(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {path: path.read_text() for path in course.rglob("*.*") if path.is_file()}
    assert main(["--check"], course) == 1
    assert "notebooks/01_first.ipynb" in capsys.readouterr().err
    assert texts == {path: path.read_text() for path in texts}
    assert main([], course) == 0 and main(["--check"], course) == 0


@pytest.mark.parametrize("address", ["http://github.com/a/b", "https://github.com/a", "https://example.org/a/b", ""])
def test_an_address_that_makes_no_links_is_refused(course: Path, address: str) -> None:
    texts = [path.read_text() for path in sorted(course.rglob("*.*")) if path.is_file()]
    with pytest.raises(CourseError, match="https://github.com/owner/name"):
        update(course, address)
    assert texts == [path.read_text() for path in sorted(course.rglob("*.*")) if path.is_file()]


def test_a_readme_without_markers_is_said(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / README).write_text("Nothing\n")
    assert main([], course) == 2
    assert "<!-- badges -->" in capsys.readouterr().err


def test_a_damaged_notebook_is_named(course: Path) -> None:
    (course / "notebooks" / "01_first.ipynb").write_text('{"cells": [')
    with pytest.raises(CourseError, match="01_first.ipynb"):
        update(course, ADDRESS)


def test_the_badges_are_pictures_of_this_repository_that_fetch_nothing() -> None:
    for badge in (repository.COLAB_BADGE, repository.KAGGLE_BADGE):
        text = (ROOT / "notebooks" / badge).read_text(encoding="utf-8")
        assert "<title>" in text and "aria-label" in text
        assert "href" not in text and "url(" not in text


def test_the_course_carries_its_address() -> None:
    assert update(check=True) == [], "run make badges"
