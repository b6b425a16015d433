"""One line carries the repository's address into the notebooks and their README."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.running.errors import CourseError
from notebooks.publishing import repository
from notebooks.publishing.repository import (
    NO_COMMIT,
    PUBLISHED,
    ROOT,
    UNPUBLISHED,
    Release,
    colab_link,
    drift,
    kaggle_link,
    main,
    release,
    release_problems,
    set_up_cell,
    update,
)
from notebooks.running.notebooks import sources_digest

ADDRESS = "https://github.com/somebody/some-course"
RELEASE = Release(ADDRESS, "v1.0", "1234567890" * 4)
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
    assert update(course, RELEASE) == ["notebooks/01_first.ipynb", "notebooks/solutions/01_first.ipynb", README]
    after = read(lesson)
    assert after.cells[1].source == read(solutions).cells[1].source == set_up_cell(RELEASE)
    for link in (colab_link("01_first", RELEASE), kaggle_link("01_first", RELEASE)):
        assert f"({link})" in after.cells[0].source and f"({link})" in (course / README).read_text()
    assert after.cells[0].source.startswith("# 01 · First\n") and after.cells[0].source.endswith("able to test.")
    assert "Colab" not in read(solutions).cells[0].source
    assert [cell.id for cell in after.cells] == [cell.id for cell in before.cells]
    assert after.cells[1].outputs == before.cells[1].outputs and after.cells[2] == before.cells[2]
    assert update(course, RELEASE) == []


def test_another_address_replaces_the_first(course: Path) -> None:
    update(course, RELEASE)
    assert len(update(course, Release("https://github.com/other/place", "v2.0", "f" * 40))) == 3
    for path in course.rglob("*.*"):
        assert not path.is_file() or ADDRESS not in path.read_text()
    assert read(course / "notebooks" / "01_first.ipynb").cells[0].source.count("Open in Colab") == 1


def test_check_names_the_drift_and_writes_nothing(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {path: path.read_text() for path in course.rglob("*.*") if path.is_file()}
    assert main(["--check"], course) == 1
    assert "notebooks/01_first.ipynb" in capsys.readouterr().err
    assert texts == {path: path.read_text() for path in texts}
    assert main([], course) == 0 and main(["--check"], course) == 0


def test_what_differs_only_in_the_address_keeps_its_outputs_current(course: Path) -> None:
    path = course / "notebooks" / "01_first.ipynb"
    for stamp, kept in (("right", True), ("older", False)):
        notebook = read(path)
        notebook.metadata["course"] = {"sources": sources_digest(notebook) if stamp == "right" else stamp}
        nbformat.write(notebook, path)
        update(course, Release(ADDRESS, stamp))
        assert (read(path).metadata.course.sources == sources_digest(read(path))) == kept


@pytest.mark.parametrize(
    "line",
    [
        "http://github.com/a/b@v1",
        "https://github.com/a@v1",
        "https://example.org/a/b@v1",
        "https://github.com/a/b",
        "https://github.com/a/b@",
        "https://github.com/a/b@v1; rm -rf /",
        "",
    ],
)
def test_a_line_that_names_no_release_is_refused(course: Path, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [path.read_text() for path in sorted(course.rglob("*.*")) if path.is_file()]
    assert main([], course, line) == 2
    assert "https://github.com/owner/name@tag" in capsys.readouterr().err
    assert texts == [path.read_text() for path in sorted(course.rglob("*.*")) if path.is_file()]


# --- without an address, and on the way to a release -----------------------------------------------


def test_without_an_address_there_is_no_badge_no_link_and_nothing_to_clone(course: Path) -> None:
    update(course, RELEASE)
    update(course, None)
    for path in (p for p in course.rglob("*.*") if p.is_file()):
        text = path.read_text()
        assert ADDRESS not in text and "clone" not in text and "colab.research" not in text and "kernels/w" not in text
    assert UNPUBLISHED in (course / README).read_text()


def test_the_placeholder_is_an_address_that_nobody_can_own() -> None:
    assert release("https://course.invalid/owner/name@v0") is None
    if release() is not None:  # published since
        assert PUBLISHED.startswith("https://github.com/")


@pytest.fixture
def git(course: Path) -> Callable[..., None]:
    """A function that runs git in the course, which is a repository with one commit."""
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"]

    def run(*arguments: str) -> None:
        subprocess.run(["git", *who, *arguments], cwd=course, check=True, capture_output=True)

    run("init", "--quiet")
    run("add", ".")
    run("commit", "--quiet", "-m", "A course")
    return run


def test_a_release_goes_from_the_line_to_the_tag_to_the_badges(course: Path, git: Callable[..., None]) -> None:
    line = f"{ADDRESS}@v1.0"
    assert (
        "has no address" in release_problems(course, PUBLISHED if release() is None else "https://a.invalid/b/c@v0")[0]
    )
    assert main([], course, line) == 0  # before the tag: no commit yet, and a cell that takes none
    assert NO_COMMIT in (course / "notebooks" / "01_first.ipynb").read_text()
    assert "git tag v1.0" in release_problems(course, line)[0]
    git("add", ".")
    git("commit", "--quiet", "-m", "The address")
    git("tag", "v1.0")
    named = release(line, course)
    assert drift(course, named) == []  # what the tag itself holds is as it should be
    assert "make badges" in release_problems(course, line)[0]
    assert main(["--release"], course, line) == 1
    assert main([], course, line) == 0 and release_problems(course, line) == []
    assert main(["--release"], course, line) == 0
    assert named.commit in (course / "notebooks" / "01_first.ipynb").read_text()
    git("commit", "--quiet", "-a", "-m", "The badges")
    (course / README).write_text("<!-- badges -->\n<!-- end of badges -->\n")
    assert drift(course, named) == [README]


def test_a_tagged_version_of_this_course_has_its_address() -> None:
    """Whoever tags a release without setting the address is told here."""
    tags = subprocess.run(
        ["git", "tag", "--points-at", "HEAD"], cwd=ROOT, capture_output=True, text=True
    ).stdout.split()
    released = [tag for tag in tags if re.match(r"v\d", tag)]
    assert not released or release() is not None, release_problems()


def test_a_readme_without_markers_is_said(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / README).write_text("Nothing\n")
    assert main([], course) == 2
    assert "<!-- badges -->" in capsys.readouterr().err


def test_a_damaged_notebook_is_named(course: Path) -> None:
    (course / "notebooks" / "01_first.ipynb").write_text('{"cells": [')
    with pytest.raises(CourseError, match="01_first.ipynb"):
        update(course, RELEASE)


def test_the_badges_are_pictures_of_this_repository_that_fetch_nothing() -> None:
    for badge in (repository.COLAB_BADGE, repository.KAGGLE_BADGE):
        text = (ROOT / "notebooks" / badge).read_text(encoding="utf-8")
        assert "<title>" in text and "aria-label" in text
        assert "href" not in text and "url(" not in text


def test_the_course_carries_its_address() -> None:
    assert drift(ROOT, release()) == [], "run make badges"
