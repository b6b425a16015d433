"""The notebook files of the course: found, read, looked into, written."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.profiles import ROOT
from helpers.results import write_atomically
from helpers.running.errors import CourseError

NOTEBOOKS = ROOT / "notebooks"


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook; a damaged file is reported in one sentence."""
    try:
        return nbformat.read(path, as_version=4)
    except (ValueError, AttributeError, KeyError) as error:
        raise CourseError(f"{shown(path)} is not a valid notebook.") from error


def write_notebook(path: Path, notebook: NotebookNode) -> None:
    """Write a notebook atomically."""
    write_atomically(path, nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n")


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The code cells of a notebook, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tags(cell: NotebookNode) -> set[str]:
    """The tags of a cell."""
    return set(cell.metadata.get("tags", []))


def sources_digest(notebook: NotebookNode) -> str:
    """SHA-256 of all code cell sources, which tells stale outputs from current ones."""
    sources = json.dumps([cell.source for cell in code_cells(notebook)], ensure_ascii=False)
    return hashlib.sha256(sources.encode()).hexdigest()


def shown(path: Path) -> str:
    """A path as the user types it: relative to the working directory where possible."""
    path, here = path.absolute(), Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def select_notebooks(folder: Path, only: str = "") -> list[str]:
    """Names of the notebooks in ``folder``, in order; ``only`` keeps those with one of its prefixes."""
    names = sorted(path.stem for path in folder.glob("*.ipynb"))
    if not names:
        raise CourseError(f"There is no notebook in {shown(folder)}.")
    prefixes = [prefix.strip().removesuffix(".ipynb") for prefix in only.split(",") if prefix.strip()]
    for prefix in prefixes:
        if not any(name.startswith(prefix) for name in names):
            raise CourseError(f"No notebook starts with {prefix!r}; there are {', '.join(names)}.")
    return [name for name in names if not prefixes or name.startswith(tuple(prefixes))]
