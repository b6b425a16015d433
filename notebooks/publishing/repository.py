"""The repository's address, and all that carries it: ``python -m notebooks.publishing.repository``.

Writes the set-up cell into every notebook, the links to Colab and Kaggle into the first cell of each lesson, and the
badges into notebooks/README.md. ``--check`` changes nothing and names the files that differ.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode

from helpers.running.errors import CourseError
from helpers.running.notebooks import read_notebook, write_notebook
from helpers.running.runtime import LOOKED_IN, ROOT
from notebooks.publishing.readme import replace_between

REPOSITORY = "https://github.com/fine-tuning-course/fine-tuning-course"
"""Where the course is published on GitHub. Whoever publishes it changes this one line and runs ``make badges``."""

BRANCH = "main"
BEGIN, END = "<!-- badges -->", "<!-- end of badges -->"
COLAB_BADGE, KAGGLE_BADGE = "images/open_in_colab.svg", "images/open_in_kaggle.svg"

_SET_UP = """\
import os, sys; sys.path[:0] = {places}
url = "{address}"
sh = f"rm -rf .c; GIT_TERMINAL_PROMPT=0 git clone --depth=1 {url} .c && mv .c course"
if not any(os.path.isfile(p + "/helpers/setup.py") for p in sys.path) and os.system(sh):
    raise RuntimeError("No course: is the internet on (Kaggle: Settings → Internet)?")
from helpers.setup import ROOT, start; profile = start()"""


def set_up_cell(address: str = REPOSITORY) -> str:
    """Source of the cell that opens every notebook: find the course or clone it, make the kernel ready, start.

    It looks in the folders around, in the folder ``course`` that an earlier clone made, then where the environment has
    the course. git clones into another folder first, renamed when it is complete: a part is never taken for the course.
    """
    return _SET_UP.replace("{places}", json.dumps(LOOKED_IN)).replace("{address}", address)


def colab_link(notebook: str, address: str = REPOSITORY) -> str:
    """Address that opens a notebook, such as ``01_zero_shot``, in Colab."""
    return f"https://colab.research.google.com/github/{_slug(address)}/blob/{BRANCH}/notebooks/{notebook}.ipynb"


def kaggle_link(notebook: str, address: str = REPOSITORY) -> str:
    """Address that opens a copy of a notebook in Kaggle."""
    return f"https://www.kaggle.com/kernels/welcome?src={address}/blob/{BRANCH}/notebooks/{notebook}.ipynb"


def _slug(address: str) -> str:
    match = re.fullmatch(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?", address)
    if not match:
        raise CourseError(
            f"REPOSITORY = {address!r} in notebooks/publishing/repository.py is not of the form https://github.com/owner/name."
        )
    return match[1]


def lesson_links(notebook: str, address: str = REPOSITORY) -> str:
    """Markdown line for the first cell of a lesson. Text only: a notebook opened alone has no picture beside it."""
    return f"[Open in Colab]({colab_link(notebook, address)}) · [Open in Kaggle]({kaggle_link(notebook, address)})"


def badges(notebooks: Sequence[str], address: str = REPOSITORY) -> str:
    """Markdown list of badges, one line a lesson."""
    lines = []
    for name in notebooks:
        colab = f"[![Open {name} in Colab]({COLAB_BADGE})]({colab_link(name, address)})"
        kaggle = f"[![Open {name} in Kaggle]({KAGGLE_BADGE})]({kaggle_link(name, address)})"
        lines.append(f"- {colab} {kaggle} [{name}]({name}.ipynb)")
    return "\n".join(lines)


def with_links(source: str, links: str) -> str:
    """Return a first cell with its links replaced, or put below its title."""
    block = f"{BEGIN}\n{links}\n{END}"
    if BEGIN in source:
        before, _, rest = source.partition(BEGIN)
        return before + block + rest.partition(END)[2]
    title, _, rest = source.partition("\n")
    return f"{title}\n\n{block}\n" + (f"\n{rest.lstrip()}" if rest.strip() else "")


def put(notebook: NotebookNode, name: str, lesson: bool, address: str = REPOSITORY) -> bool:
    """Put the set-up cell, and a lesson's links, into a notebook; return whether that changed anything."""
    before = [cell.source for cell in notebook.cells]
    if lesson and notebook.cells and notebook.cells[0].cell_type == "markdown":
        notebook.cells[0].source = with_links(notebook.cells[0].source, lesson_links(name, address))
    for cell in notebook.cells:
        if cell.cell_type == "code" and "from helpers.setup import" in cell.source:
            cell.source = set_up_cell(address)
            break
    return [cell.source for cell in notebook.cells] != before


def update(root: Path = ROOT, address: str = REPOSITORY, check: bool = False) -> list[str]:
    """Write the address everywhere below `root` and return the files that differed; with `check`, write nothing.

    Raises `CourseError` for an address that is not on GitHub, a damaged notebook, or a page of lessons without
    the markers.
    """
    folder = root / "notebooks"
    lessons = sorted(folder.glob("*.ipynb"))
    changed, notebooks = [], {}
    for path in [*lessons, *sorted(folder.glob("solutions/*.ipynb"))]:
        notebook = read_notebook(path)
        if put(notebook, path.stem, path in lessons, address):
            changed.append(path.relative_to(root).as_posix())
            notebooks[path] = notebook
    readme, lines = folder / "README.md", badges([path.stem for path in lessons], address)
    if f"{BEGIN}\n{lines}\n{END}" not in readme.read_text(encoding="utf-8"):
        changed.append("notebooks/README.md")
        if not check:
            try:
                replace_between(readme, "badges", lines)
            except ValueError as error:
                raise CourseError(str(error)) from error
    if not check:
        for path, notebook in notebooks.items():
            write_notebook(path, notebook)
    return changed


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Write or check what carries the address; the exit code is 1 where `--check` finds a difference."""
    parser = argparse.ArgumentParser(
        prog="python -m notebooks.publishing.repository", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--check", action="store_true", help="write nothing, name the files that differ")
    options = parser.parse_args(arguments)
    try:
        changed = update(root, check=options.check)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    if options.check and changed:
        print(f"{', '.join(changed)} differ from notebooks/publishing/repository.py: run make badges.", file=sys.stderr)
        return 1
    print(f"{'Checked' if options.check else 'Wrote'} the address {REPOSITORY}: {len(changed)} files changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
