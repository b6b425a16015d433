"""Slides, handouts and solutions: nothing cut off, nothing too small, nothing lost, nothing given away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Watched, accessibility_problems, served
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

pytest.importorskip("sphinx_revealjs", reason="the packages of notebooks/publishing/requirements.txt are not installed")

from helpers.profiles import load_profile
from helpers.running.errors import CourseError
from notebooks.publishing import build_handout, build_slides
from notebooks.publishing.maths import mathml
from notebooks.publishing.notebooks import describe_pictures, figure_text, relink
from notebooks.publishing.slide_types import assign, problems, slide_types
from notebooks.running.notebooks import NOTEBOOKS, read_notebook

PATHS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
ALL_PATHS = [*PATHS, *sorted(NOTEBOOKS.glob("zh/[0-9][0-9]_*.ipynb"))]
OVERFLOW = """() => {
    const slide = Reveal.getCurrentSlide(), found = [];
    for (const element of slide.querySelectorAll('.content, .content *, .kicker')) {
        if (element.closest('math') && element.tagName !== 'math') continue;
        const box = element.getBoundingClientRect();
        if (box.left < -0.5 || box.top < -0.5 || box.right > 1280.5 || box.bottom > 720.5)
            found.push(`${element.tagName} leaves the slide: ${element.textContent.slice(0, 60)}`);
        if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible')
            found.push(`${element.tagName} is cut off: ${element.textContent.slice(0, 60)}`);
        const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
        const limit = element.closest('pre, table') ? 16 : 20;
        if (own && parseFloat(getComputedStyle(element).fontSize) < limit)
            found.push(`${element.tagName} is too small: ${element.textContent.slice(0, 60)}`);
    }
    const content = slide.querySelector('.content');
    const {width, height} = content.getBoundingClientRect();
    if (width < 1000 || width > 1160 || height < 500) found.push(`shown at another size: ${width} x ${height}`);
    if (!content.innerText.trim() && !content.querySelector('img')) found.push('empty slide');
    return found;
}"""


@pytest.fixture(scope="session")
def slides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The slides, built once."""
    return build_slides.build_slides(tmp_path_factory.mktemp("published") / "slides").parent


@pytest.fixture(scope="module")
def address(slides: Path) -> Iterator[str]:
    """Where the slides are served."""
    with served(slides) as place:
        yield place


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


@pytest.mark.parametrize("path", ALL_PATHS, ids=lambda path: path.relative_to(NOTEBOOKS).as_posix())
def test_every_slide_fits_and_together_they_hold_the_whole_lesson(path: Path, address: str, chromium) -> None:
    notebook = read_notebook(path)
    assign(notebook)
    shown = [c for c in notebook.cells if c.metadata.slideshow.slide_type != "skip"]
    with Watched(chromium, address) as watched:
        page = watched.open(path.relative_to(NOTEBOOKS).with_suffix(".html").as_posix())
        page.wait_for_selector("html[data-ready]", state="attached")
        found = {}
        for number in range(1, page.evaluate("Reveal.getTotalSlides()") + 1):
            found |= {number: trouble} if (trouble := page.evaluate(OVERFLOW)) else {}
            page.evaluate("Reveal.next()")
        assert found == {}
        assert page.evaluate("Reveal.isLastSlide()")
        text = squeezed("".join(page.locator(".content").evaluate_all("all => all.map(c => c.textContent)")))
        assert [c.source for c in shown if c.cell_type == "code" and squeezed(c.source) not in text] == []
        plots = [o for c in shown for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
        told = page.locator(".content img").evaluate_all("all => all.map(i => i.alt)")
        assert len(told) == len(plots) and all(len(words) > 15 for words in told)
        assert watched.problems == []


@pytest.mark.parametrize("name", ["index.html", "02_measuring.html", "02_measuring.html#/1", "zh/02_measuring.html"])
def test_slides_can_be_read_by_everybody(name: str, address: str, chromium) -> None:
    with Watched(chromium, address) as watched:
        page = watched.open(name)
        if name != "index.html":
            page.wait_for_selector("html[data-ready]", state="attached")
        assert accessibility_problems(page) == []


def made_up_lesson():
    """A small lesson with what slides must handle: a set-up cell, text after code, a long output, an exercise."""
    output = new_output("stream", text="".join(f"line {i}\n" for i in range(60)))
    return new_notebook(
        cells=[
            new_markdown_cell("# 01 · Title: more\n\nyou will be able to"),
            new_code_cell("import sys"),
            new_markdown_cell("## Time and memory"),
            new_code_cell("time_and_memory()"),
            new_markdown_cell("## One\n\nWords, and $x^2$."),
            new_code_cell("x = 1", outputs=[output]),
            new_code_cell("y = 2"),
            new_markdown_cell("A remark.\n\n## Two\n\nMore."),
            new_code_cell("\n\n".join("\n".join(f"z{j}{i} = {i}" for i in range(9)) for j in range(4))),
            new_markdown_cell("## Exercises", metadata={"tags": ["exercise"]}),
            new_code_cell("answer = ...", metadata={"tags": ["exercise"]}),
            new_markdown_cell("## Recap\n\nEnd."),
        ]
    )


def test_slide_types_follow_the_rules() -> None:
    expected = ["slide", "skip", "skip", "skip", "slide", "-", "subslide", "subslide", "-", "skip", "skip", "slide"]
    assert slide_types(made_up_lesson()) == expected


@pytest.mark.parametrize("path", ALL_PATHS, ids=lambda path: path.relative_to(NOTEBOOKS).as_posix())
def test_every_cell_has_its_slide_type(path: Path) -> None:
    notebook = read_notebook(path)
    assert problems(notebook) == []
    assert [cell.metadata.slideshow.slide_type for cell in notebook.cells] == slide_types(notebook)


def test_missing_and_unknown_slide_types_are_found() -> None:
    lesson = made_up_lesson()
    assert len(problems(lesson)) == len(lesson.cells)
    assign(lesson)
    assert problems(lesson) == [] and not assign(lesson)
    lesson.cells[3].metadata.slideshow.slide_type = "slyde"
    assert problems(lesson) == [f"cell {lesson.cells[3].id}: slide type 'slyde'"]


def test_long_code_and_long_outputs_are_divided_without_loss() -> None:
    lesson = made_up_lesson()
    assign(lesson)
    parts = list(build_slides.parts_of(lesson))
    code = [part.cell for part in parts if part.cell.cell_type == "code"]
    assert squeezed("".join(c.source for c in code)) == squeezed("".join(lesson.cells[i].source for i in (5, 6, 8)))
    assert max(len(c.source.splitlines()) for c in code) <= build_slides.CODE_LINES
    printed = code[0].outputs[0].text.splitlines()
    assert len(printed) <= build_slides.PRINTED_LINES and "39 lines left out" in "".join(printed)
    assert printed[0] == "line 0" and printed[-1] == "line 59"


def write_notes(folder: Path, text: str) -> Path:
    """A folder with notes for the made-up lesson."""
    (folder / "01_title.md").write_text(text, encoding="utf-8")
    return folder


def test_notes_stand_with_their_section(tmp_path: Path) -> None:
    lesson = made_up_lesson()
    assign(lesson)
    parts = list(build_slides.parts_of(lesson))
    folder = write_notes(
        tmp_path, 'Welcome.\n\n## One\n\nSay this.\nTime: 5 min\nAsked: "Why?" Because.\n\n## Two\n\nThat.\n'
    )
    told = build_slides.read_notes("01_title", [part.section for part in parts], folder)
    cells = build_slides.with_notes(parts, told)
    notes = [cell.source for cell in cells if cell.metadata.slideshow.slide_type == "notes"]
    assert notes[0] == "Welcome."
    assert '**Time:** 5 min\n\n**Asked:** "Why?" Because.' in notes[1] and notes[-1] == "That."


def test_notes_for_a_section_that_is_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="01_title.md: the lesson has no section 'Tow'"):
        build_slides.read_notes("01_title", ["One", "Two"], write_notes(tmp_path, "## Tow\n\nText.\n"))


@pytest.mark.parametrize("path", ALL_PATHS, ids=lambda path: path.relative_to(NOTEBOOKS).as_posix())
def test_notes_of_the_lessons_fit_their_sections(path: Path) -> None:
    notebook = read_notebook(path)
    assign(notebook)
    sections = [part.section for part in build_slides.parts_of(notebook)]
    notes = build_slides.read_notes(path.stem, sections, path.parent / "teaching" / "notes")
    assert len(notes) > 1
    assert all(text for heading, text in notes.items() if heading)


def test_notes_reach_the_speaker(tmp_path: Path, chromium, slides: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_notes(tmp_path, "## One\n\nSay this.\nTime: 5 min\n")
    read = build_slides.read_notes
    monkeypatch.setattr(build_slides, "read_notes", lambda name, sections, _: read(name, sections, folder))
    (slides / "01_title.html").write_text(build_slides.deck(made_up_lesson(), "01_title"), encoding="utf-8")
    with served(slides) as place, Watched(chromium, place) as watched:
        page = watched.open("01_title.html#/1")
        page.wait_for_selector("html[data-ready]", state="attached")
        assert "Say this." in page.evaluate("Reveal.getSlideNotes()") and page.locator("math").count() == 1
    (slides / "01_title.html").unlink()


def answered_lesson():
    """The made-up lesson's solutions."""
    lesson = made_up_lesson()
    exercise = lesson.cells[10].id
    right = new_code_cell("answer = 42  # solution", metadata={"tags": ["solution"]}, id=exercise)
    wrong = new_code_cell("# forgot the 2\nanswer = 4", metadata={"tags": ["wrong-answer"]})
    return lesson, new_notebook(cells=[new_markdown_cell("# Solutions"), right, wrong])


def test_solutions_take_the_place_of_their_exercises() -> None:
    lesson, answered = answered_lesson()
    merged = build_handout.with_answers(lesson, answered, "01_title")
    html = build_handout.page(merged, "Solutions")
    assert "forgot the 2" in html and "celltag_solution" in html and "celltag_wrong-answer" in html
    assert [cell.source for cell in merged.cells[10:12]] == ["answer = 42  # solution", "# forgot the 2\nanswer = 4"]


def test_solutions_of_other_exercises_are_refused() -> None:
    lesson, answered = answered_lesson()
    answered.cells[1].id = "another"
    with pytest.raises(CourseError, match="run python -m notebooks.publishing.exercises"):
        build_handout.with_answers(lesson, answered, "01_title")


def test_handout_gives_nothing_away_and_needs_no_other_file(tmp_path: Path) -> None:
    pages = build_handout.build_handouts(tmp_path / "handout")
    assert [path.relative_to(tmp_path / "handout").with_suffix("") for path in pages] == [
        path.relative_to(NOTEBOOKS).with_suffix("") for path in ALL_PATHS
    ]
    for path in pages:
        html = path.read_text(encoding="utf-8")
        body = html[html.index("<body>") :]
        assert "# solution" not in body and "celltag_solution" not in body
        assert re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?!data:)[^"]*', html) == []
        assert re.findall(r'<img(?![^>]*alt="[^"]{15})', html) == []


def test_outputs_of_exercises_stay_out_of_the_handout() -> None:
    lesson, _ = answered_lesson()
    lesson.cells[10].outputs = [new_output("stream", text="not solved yet")]
    assert "not solved yet" not in build_handout.page(build_handout.without_answers(lesson), "Handout")


def test_solutions_run_once_for_each_version_of_their_code(tmp_path: Path) -> None:
    profile, cache = load_profile("nano"), tmp_path / "cache"
    path = tmp_path / "01_title.ipynb"

    def run(source: str) -> str:
        build_handout.write_notebook(path, new_notebook(cells=[new_code_cell(source)]))
        return build_handout.executed(path, profile, cache).cells[0].outputs[0].text

    first = run("import time; print(time.time())")
    assert run("import time; print(time.time())") == first
    assert run("import time; print(time.time() )") != first
    assert len(list(cache.iterdir())) == 1


def test_pictures_are_described_by_the_text_below_them() -> None:
    picture = new_output("display_data", data={"image/png": "AAAA"})
    notebook = new_notebook(
        cells=[
            new_code_cell("plt.show()", outputs=[picture]),
            new_markdown_cell("*Figure: bars of `rouge1`, see [02](02.ipynb).*\n\nMore."),
        ]
    )
    describe_pictures(notebook)
    assert notebook.cells[0].outputs[0].metadata["image/png"].alt == "bars of rouge1, see 02."
    assert figure_text("No figure.") == ""


def test_links_are_moved_and_code_is_not() -> None:
    text = "[a](../helpers/tasks.py) [`b`](01_x.ipynb#end) [c](#here) `[d](e.py)` [f](https://a.example/)"
    moved = relink(text, "notebooks", {"notebooks/01_x.ipynb": "01_x.html"})
    assert re.fullmatch(
        r"\[a\]\(https://[^)]+/blob/HEAD/helpers/tasks\.py\) \[`b`\]\(01_x\.html#end\) \[c\]\(#here\) "
        r"`\[d\]\(e\.py\)` \[f\]\(https://a\.example/\)",
        moved,
    )


def test_formulas_become_mathml_and_bad_ones_are_named() -> None:
    assert "<mfrac>" in mathml(r"\frac{\alpha}{r}")
    with pytest.raises(CourseError, match="cannot be shown"):
        mathml(r"\frac{1}")
