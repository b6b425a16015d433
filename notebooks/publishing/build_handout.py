"""Builds handouts of the lessons without solutions, or with them: ``python -m notebooks.publishing.build_handout``."""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from nbformat import NotebookNode

from helpers.profiles import ROOT, Profile, load_profile
from helpers.running.errors import CourseError
from helpers.running.language import ENGLISH, languages, translated
from notebooks.publishing.build_site import replace_folder
from notebooks.publishing.exercises import SOLUTIONS, solved_lessons
from notebooks.publishing.exporters import Pages
from notebooks.publishing.notebooks import (
    describe_pictures,
    html_language,
    lesson_folder,
    lesson_paths,
    read_lesson,
    relink_notebook,
    title_of,
)
from notebooks.publishing.outputs import clean_outputs
from notebooks.publishing.parts import code_colours
from notebooks.running.course import kernel_environment, run_notebook
from notebooks.running.errors import NotebookError, exit_code
from notebooks.running.notebooks import code_cells, read_notebook, shown, sources_digest, tags, write_notebook

STYLE = Path(__file__).parent / "handout" / "handout.css"
ANSWERS = {"solution", "wrong-answer"}


def build_handouts(out: Path) -> list[Path]:
    """Write one page a lesson and language, without solutions, into the folder `out`; return the pages."""
    lessons = {}
    for language in languages():
        lessons[language] = {path.stem: without_answers(read_lesson(path)) for path in lesson_paths(language)}
    return write_pages(out, lessons, "Handout")


def build_solutions(out: Path, profile: Profile, cache: Path) -> list[Path]:
    """Write one page for each lesson that has solutions into the folder `out`; return the pages.

    The notebooks of solutions are run under `profile`, unless `cache` holds the outputs of exactly this code.
    """
    pages: dict[str, dict[str, NotebookNode]] = {language: {} for language in languages()}
    for path, lesson in solved_lessons():
        answered = executed(path, profile, cache)
        describe_pictures(answered)
        for language, done in pages.items():
            told = read_lesson(ROOT / lesson_folder(language) / lesson.name)
            done[path.stem] = with_answers(told, answered, path.stem)
    if not pages[ENGLISH]:
        raise CourseError(f"There are no solutions in {shown(SOLUTIONS)}.")
    return write_pages(out, pages, "Solutions")


def without_answers(lesson: NotebookNode) -> NotebookNode:
    """A lesson as a learner gets it: no cell with an answer, and no output of an exercise."""
    lesson.cells = [cell for cell in lesson.cells if not ANSWERS & tags(cell)]
    for cell in code_cells(lesson):
        if "exercise" in tags(cell):
            cell.outputs = []
    return lesson


def with_answers(lesson: NotebookNode, answered: NotebookNode, name: str) -> NotebookNode:
    """Put each solution, with the wrong answers that follow it, in the place of the exercise with the same id."""
    answers: dict[str, list[NotebookNode]] = {}
    last = None
    for cell in code_cells(answered):
        if "solution" in tags(cell):
            last = cell.id
            answers[last] = [cell]
        elif "wrong-answer" in tags(cell) and last:
            answers[last].append(cell)
    places = [cell.id for cell in code_cells(lesson) if "exercise" in tags(cell)]
    if places != list(answers):
        raise CourseError(
            f"notebooks/{name}.ipynb has not the exercises of its solutions: "
            "run python -m notebooks.publishing.exercises."
        )
    cells = []
    for cell in lesson.cells:
        cells += answers.get(cell.id, [cell]) if cell.cell_type == "code" else [cell]
    lesson.cells = cells
    return lesson


def executed(path: Path, profile: Profile, cache: Path) -> NotebookNode:
    """A notebook of solutions with outputs, run anew where its code, the checks or the profile have changed."""
    notebook = read_notebook(path)
    kept = cache / f"{path.stem}-{digest(notebook, profile)}.ipynb"
    if kept.is_file():
        return read_notebook(kept)
    print(f"Running {shown(path)} under {profile.name}.", flush=True)
    try:
        run_notebook(notebook, path.parent, kernel_environment(profile), lambda number: None)
    except NotebookError as error:
        raise CourseError(f"{shown(path)} stopped at {error}") from error
    for cell in code_cells(notebook):
        cell.outputs = clean_outputs(cell.outputs)
    for older in cache.glob(f"{path.stem}-*.ipynb"):
        older.unlink()
    write_notebook(kept, notebook)
    return notebook


def digest(notebook: NotebookNode, profile: Profile) -> str:
    """What the outputs of a notebook of solutions depend on: its code, the checks, the profile's sizes."""
    checks = [
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "notebooks" / "solutions" / "checks").glob("*.py"))
    ]
    parts = [sources_digest(notebook), profile.name, profile.sizes, *checks]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def write_pages(out: Path, notebooks: Mapping[str, Mapping[str, NotebookNode]], kind: str) -> list[Path]:
    """Write the notebooks of each language as pages that need no other file, in place of the folder's older ones."""
    pages = []
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder, "pages")
        for language, lessons in notebooks.items():
            place = Path("." if language == ENGLISH else language)
            (built / place).mkdir(parents=True)
            for name, notebook in lessons.items():
                (built / place / f"{name}.html").write_text(page(notebook, kind, language), encoding="utf-8")
                pages.append(out / place / f"{name}.html")
        replace_folder(built, out)
    return pages


def page(notebook: NotebookNode, kind: str, language: str = ENGLISH) -> str:
    """The HTML of one notebook."""
    notebook, here = copy.deepcopy(notebook), lesson_folder(language)
    pages = {f"{here}/{path.name}": f"{path.stem}.html" for path in lesson_paths(language)}
    relink_notebook(notebook, here, pages)
    style = code_colours(".highlight") + STYLE.read_text(encoding="utf-8")
    told = {"Handout": translated("Handout", language), "Solutions": translated("Solutions", language)}[kind]
    course = {"title": title_of(notebook), "kind": told, "style": style, "language": html_language(language)}
    html, _ = Pages().from_notebook_node(notebook, {"course": course})
    return html


def main(arguments: Sequence[str] | None = None) -> int:
    """Build handouts or solutions and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m notebooks.publishing.build_handout", description=__doc__)
    parser.add_argument("--solutions", action="store_true", help="with solutions and common slips")
    parser.add_argument("--out", type=Path, help="folder of the pages")
    options = parser.parse_args(arguments)
    build = ROOT / "build"

    def work() -> str:
        if options.solutions:
            written = build_solutions(options.out or build / "solutions", load_profile(), build / "executed_solutions")
        else:
            written = build_handouts(options.out or build / "handout")
        return f"{len(written)} pages in {shown(written[0].parent)}."

    return exit_code(work, wrong=1)


if __name__ == "__main__":
    sys.exit(main())
