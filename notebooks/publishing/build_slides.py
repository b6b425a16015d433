"""Builds slides of every lesson, with notes for the speaker: ``python -m notebooks.publishing.build_slides``."""

from __future__ import annotations

import copy
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from helpers.profiles import ROOT
from helpers.running.errors import CourseError
from helpers.running.language import ENGLISH, languages, translated
from notebooks.publishing.build_site import replace_folder
from notebooks.publishing.exporters import Slides, escaped
from notebooks.publishing.messages import ELEMENT
from notebooks.publishing.notebooks import (
    html_language,
    is_figure_text,
    lesson_folder,
    lesson_paths,
    paragraphs,
    place_of,
    plain,
    read_lesson,
    relink_notebook,
    title_of,
)
from notebooks.publishing.parts import build_command, code_colours, copy_fonts, reveal_folder
from notebooks.publishing.slide_types import SKIPPED_SECTIONS, assign, problems
from notebooks.running.notebooks import shown

ASSETS = Path(__file__).parent / "slides"
NOTES = "notebooks/teaching/notes"
CODE_LINES = 24  # that fit on a slide
PRINTED_LINES = 22  # of an output; the middle of a longer one is left out


@dataclass(frozen=True)
class Part:
    """A piece of a cell with the slide type it has by itself."""

    kind: str
    cell: NotebookNode
    section: str


def build_slides(out: Path) -> Path:
    """Build all decks and their lists into the folder `out`, in place of older ones, and return the English list.

    Each language but English has a folder of its name in it.
    """
    with tempfile.TemporaryDirectory() as folder:
        built = Path(folder, "slides")
        for language in languages():
            build_decks(built if language == ENGLISH else built / language, language)
        replace_folder(built, out)
    return out / "index.html"


def build_decks(folder: Path, language: str) -> None:
    """Build the decks of a language and their list into a folder."""
    copy_assets(folder)
    decks = {}
    for path in lesson_paths(language):
        notebook = read_lesson(path)
        decks[path.stem] = title_of(notebook)
        (folder / f"{path.stem}.html").write_text(deck(notebook, path.stem, language), encoding="utf-8")
    (folder / "index.html").write_text(list_of_decks(decks, language), encoding="utf-8")


def copy_assets(folder: Path) -> None:
    """Put reveal.js, fonts, style sheets and the script beside the decks."""
    (folder / "reveal").mkdir(parents=True)
    reveal = reveal_folder()
    for file in ("dist/reveal.js", "dist/reveal.css", "plugin/notes/notes.js", "LICENSE"):
        shutil.copyfile(reveal / file, folder / "reveal" / Path(file).name)
    for file in (ASSETS / "slides.css", ASSETS / "slides.js", ASSETS.parent / "site" / "static" / "favicon.svg"):
        shutil.copyfile(file, folder / file.name)
    copy_fonts(folder)
    (folder / "code.css").write_text(code_colours("pre.source"), encoding="utf-8")


def deck(notebook: NotebookNode, name: str, language: str = ENGLISH) -> str:
    """The HTML of a lesson's slides."""
    notebook = copy.deepcopy(notebook)
    if problems(notebook):
        assign(notebook)
    title = title_of(notebook)
    here = lesson_folder(language)
    relink_notebook(notebook, here, {f"{here}/{path.name}": f"{path.stem}.html" for path in lesson_paths(language)})
    parts = list(parts_of(notebook, language))
    told = read_notes(name, [part.section for part in parts], ROOT / place_of(NOTES, language))
    notebook.cells = with_notes(parts, told, language)
    left_out = translated("... {count} more of these, the notebook has them ...", language)
    course = {"title": title, "language": html_language(language), "left_out": left_out}
    course["slides"] = translated("slides", language)
    html, _ = Slides().from_notebook_node(notebook, {"course": course})
    return html


def parts_of(notebook: NotebookNode, language: str = ENGLISH) -> Iterator[Part]:
    """The pieces of a notebook's cells that slides show, in order; headings inside a text begin new slides."""
    cells, section, after_code = notebook.cells, "", False
    for index, cell in enumerate(cells):
        kind = cell.metadata.slideshow.slide_type
        if cell.cell_type == "code":
            if kind != "skip":
                yield from (Part(k, piece, section) for k, piece in code_pieces(cell, kind, language))
                after_code = True
            continue
        follower = next((c for c in cells[index + 1 :] if c.metadata.slideshow.slide_type != "skip"), None)
        before_code = follower is not None and follower.cell_type == "code"
        texts = at_headings(without_badges(cell.source))
        for number, text in enumerate(texts):
            level = len(re.match(r"#*", text)[0])
            if level:
                heading = plain(text.partition("\n")[0].lstrip("# "))
                section = heading if level == 2 else section
            piece_kind = kind if number == 0 else "slide" if level == 2 else "subslide"
            if (number and level == 2 and section.startswith(SKIPPED_SECTIONS)) or piece_kind == "skip":
                continue
            leads = before_code and number == len(texts) - 1
            if not level and after_code:
                yield from (Part(k, new_markdown_cell(t), section) for k, t in remarks(text, leads))
            else:
                yield Part(piece_kind, new_markdown_cell(text), section)
            after_code = False


def at_headings(source: str) -> list[str]:
    """A text cut before each of its headings, none of them empty."""
    blocks: list[list[str]] = [[]]
    for block in paragraphs(source):
        if re.match(r"#{1,3} ", block) and blocks[-1]:
            blocks.append([])
        blocks[-1].append(block)
    return ["\n\n".join(block) for block in blocks if block]


def without_badges(source: str) -> str:
    """A text without the links that open the notebook elsewhere."""
    return re.sub(r"<!-- badges -->.*?<!-- end of badges -->", "", source, flags=re.DOTALL)


def remarks(text: str, before_code: bool) -> Iterator[tuple[str, str]]:
    """Divide a text after code: remarks stay with the code above, the last paragraph leads to the code below.

    What describes a figure is left out: it is the picture's alternative text.
    """
    blocks = paragraphs(text)
    if is_figure_text(blocks[0]):
        blocks = blocks[1:]
    behind = blocks[-1:] if before_code else []
    above = blocks[: len(blocks) - len(behind)]
    if above:
        yield "-", "\n\n".join(above)
    if behind:
        yield "subslide", behind[0]


def code_pieces(cell: NotebookNode, kind: str, language: str) -> Iterator[tuple[str, NotebookNode]]:
    """A code cell, a long one in pieces that fit on a slide, with outputs that are not too long."""
    pieces = code_chunks(cell.source)
    for number, source in enumerate(pieces):
        piece = copy.deepcopy(cell)
        piece.id = f"{cell.id}-{number}"
        piece.source = source
        piece.outputs = [shorter(output, language) for output in piece.outputs] if number == len(pieces) - 1 else []
        yield (kind if number == 0 else "subslide"), piece


def code_chunks(source: str) -> list[str]:
    """Code in pieces of at most `CODE_LINES` lines, cut at empty lines where there are any."""
    lines, chunks = source.rstrip().split("\n"), []
    while len(lines) > CODE_LINES:
        cuts = [i for i in range(4, CODE_LINES) if not lines[i].strip()]
        cut = cuts[-1] if cuts else CODE_LINES
        chunks.append("\n".join(lines[:cut]).strip("\n"))
        lines = lines[cut:]
    return [*chunks, "\n".join(lines).strip("\n")]


def shorter(output: NotebookNode, language: str = ENGLISH) -> NotebookNode:
    """An output whose printed text has at most `PRINTED_LINES` lines; it says how many are left out."""
    if output.output_type != "stream":
        return output
    lines = output.text.rstrip("\n").split("\n")
    if len(lines) > PRINTED_LINES:
        left_out = len(lines) - PRINTED_LINES + 1
        gap = translated(f"... {left_out} lines left out, the notebook has them ...", language)
        lines = [*lines[: PRINTED_LINES - 7], gap, *lines[-6:]]
    output.text = "\n".join(lines)
    return output


def read_notes(name: str, sections: Sequence[str], folder: Path = ROOT / NOTES) -> dict[str, str]:
    """The speaker's notes of a lesson by section, empty where there are none.

    They stand in ``NN_name.md`` below headings that repeat the lesson's; what stands before the first of these
    belongs to the first slide, whose section is the empty text. Raises `CourseError` for a heading the lesson lacks.
    """
    path = folder / f"{name}.md"
    if not path.is_file():
        return {}
    opening, *rest = re.split(r"^## +", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    notes = {"": re.sub(r"^# .*\n", "", opening).strip()}
    for part in rest:
        heading, _, text = part.partition("\n")
        notes[plain(heading)] = text.strip()
    for heading in notes:
        if heading not in {"", *sections} and not heading.startswith(SKIPPED_SECTIONS):
            raise CourseError(f"{shown(path)}: the lesson has no section {heading!r}; use its headings word for word.")
    return notes


def with_notes(parts: Sequence[Part], notes: Mapping[str, str], language: str = ENGLISH) -> list[NotebookNode]:
    """The cells of a deck: every slide knows its section and carries the section's notes."""
    cells = []
    for part in parts:
        part.cell.metadata["slideshow"] = {"slide_type": part.kind, "data": {"section": part.section}}
        cells.append(part.cell)
        if part.kind in ("slide", "subslide") and notes.get(part.section):
            cells.append(new_markdown_cell(notes_text(notes[part.section], language)))
            cells[-1].metadata["slideshow"] = {"slide_type": "notes"}
    return cells


def notes_text(text: str, language: str = ENGLISH) -> str:
    """Notes with each time and question in a paragraph of its own, its label in bold."""
    minutes = re.compile(r"^Time: (.+) min$", re.MULTILINE)
    text = minutes.sub(lambda found: "\n" + translated(f"**Time:** {found[1]} min", language), text)
    return re.sub("^Asked:", "\n" + translated("**Asked:**", language), text, flags=re.MULTILINE)


def list_of_decks(decks: Mapping[str, str], language: str = ENGLISH) -> str:
    """The page that lists all decks."""
    items = "\n".join(f'<li><a href="{name}.html">{escaped(title)}</a></li>' for name, title in decks.items())
    page = (ASSETS / "list.html").read_text(encoding="utf-8").replace("<!-- decks -->", items)
    page = ELEMENT.sub(lambda found: found[0].replace(found[1], translated(found[1], language)), page)
    return page.replace('lang="en"', f'lang="{html_language(language)}"')


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the slides and say where they are."""

    def build(out: Path) -> str:
        return f"Slides: {shown(build_slides(out))}; press S for the speaker's view."

    return build_command("build_slides", __doc__, "slides", build, arguments)


if __name__ == "__main__":
    sys.exit(main())
