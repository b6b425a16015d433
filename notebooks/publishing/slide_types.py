"""Says which cells of the lessons begin a slide: ``python -m notebooks.publishing.slide_types`` writes it into them.

Jupyter's slide types, in each cell's metadata: ``slide`` begins a section, ``subslide`` a slide within it, ``-`` goes
on with the slide before, ``skip`` is not shown.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode

from notebooks.publishing.notebooks import is_figure_text, lesson_paths
from notebooks.running.errors import exit_code
from notebooks.running.notebooks import code_cells, read_notebook, shown, tags, write_notebook

TYPES = ("slide", "subslide", "fragment", "skip", "notes", "-")
SKIPPED_SECTIONS = ("Time and memory", "Exercises", "时间与内存", "练习")
SKIPPED_TAGS = {"exercise", "solution", "wrong-answer"}
SHOWN_SET_UP = ("Set-up", "准备工作")  # the section that explains the set-up cell and therefore shows it


def slide_types(notebook: NotebookNode) -> list[str]:
    """The slide type of each cell, by the rules of the course.

    A heading of level 1 or 2 begins a slide, one of level 3 a subslide. A code cell goes on with the text before it,
    or else begins a subslide, and so does text after code. What describes a figure goes on with it.
    """
    types: list[str] = []
    section, open_text, skipping = "", False, False
    set_up = next(iter(code_cells(notebook)), None)
    for cell in notebook.cells:
        level, title = first_heading(cell)
        if level in (1, 2):
            section, skipping = title, title.startswith(SKIPPED_SECTIONS)
        hidden = SKIPPED_TAGS & tags(cell) or (cell is set_up and section not in SHOWN_SET_UP)
        if hidden or (skipping and level != 1):
            types.append("skip")
            if cell.cell_type == "markdown":
                section, skipping = last_section(cell, section, skipping)
            continue
        text = cell.cell_type == "markdown"
        if level in (1, 2) or not any(kind == "slide" for kind in types):
            types.append("slide")
        elif level == 3:
            types.append("subslide")
        elif text:
            types.append("-" if open_text or is_figure_text(cell.source) else "subslide")
        else:
            types.append("-" if open_text else "subslide")
        open_text = text and not is_only_figure_text(cell.source)
        if text:
            section, skipping = last_section(cell, section, skipping)
    return types


def first_heading(cell: NotebookNode) -> tuple[int, str]:
    """Level and text of the heading that a markdown cell begins with; level 0 where it begins with none."""
    found = re.match(r"(#{1,3}) +(.+)", cell.source) if cell.cell_type == "markdown" else None
    return (len(found[1]), found[2].strip()) if found else (0, "")


def last_section(cell: NotebookNode, section: str, skipping: bool) -> tuple[str, bool]:
    """The section that a markdown cell leaves open, and whether slides skip it."""
    titles = re.findall(r"^##? +(.+)$", re.sub(r"^```.*?^```", "", cell.source, flags=re.S | re.M), re.MULTILINE)
    return (titles[-1], titles[-1].startswith(SKIPPED_SECTIONS)) if titles else (section, skipping)


def is_only_figure_text(source: str) -> bool:
    """Whether a text describes a figure and says nothing else."""
    return is_figure_text(source) and "\n\n" not in source.strip()


def assign(notebook: NotebookNode) -> bool:
    """Write the slide types into a notebook's cells; return whether any changed."""
    changed = False
    for cell, kind in zip(notebook.cells, slide_types(notebook), strict=True):
        if cell.metadata.get("slideshow", {}).get("slide_type") != kind:
            cell.metadata["slideshow"] = {"slide_type": kind}
            changed = True
    return changed


def problems(notebook: NotebookNode) -> list[str]:
    """Cells without a slide type, or with one that does not exist."""
    kinds = {cell.id: cell.metadata.get("slideshow", {}).get("slide_type") for cell in notebook.cells}
    return [f"cell {identity}: slide type {kind!r}" for identity, kind in kinds.items() if kind not in TYPES]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write slide types into notebooks, or with ``--check`` say which would change; exit code 1 for these."""
    parser = argparse.ArgumentParser(prog="python -m notebooks.publishing.slide_types", description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path, help="notebooks; all lessons by default")
    parser.add_argument("--check", action="store_true", help="write nothing, name the notebooks that would change")
    options = parser.parse_args(arguments)

    def work() -> int:
        stale = []
        for path in options.notebooks or lesson_paths():
            notebook = read_notebook(path)
            if assign(notebook):
                stale.append(shown(path))
                if not options.check:
                    write_notebook(path, notebook)
        if options.check and stale:
            found = ", ".join(stale)
            print(f"Slide types differ from the rules in {found}: run python -m notebooks.publishing.slide_types.")
            return 1
        print(f"{len(stale)} notebooks changed.")
        return 0

    return exit_code(work)


if __name__ == "__main__":
    sys.exit(main())
