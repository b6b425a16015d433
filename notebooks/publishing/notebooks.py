"""Reads lessons for publishing: sections, descriptions of figures, links that still lead somewhere elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from nbformat import NotebookNode

from helpers.profiles import ROOT
from helpers.running.language import ENGLISH
from notebooks.publishing.repository import REPOSITORY
from notebooks.running.notebooks import read_notebook

CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
README, GUIDE = "README.md", "notebooks/teaching/guide.md"
FIGURE = ("*Figure", "*图")  # how the description of a figure begins
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def html_language(language: str) -> str:
    """The language as HTML has it: Chinese pages are in simplified characters."""
    return {"zh": "zh-CN"}.get(language, language)


def place_of(file: str, language: str) -> str:
    """Where the edition of a file in a language stands, both relative to the repository's root."""
    if language == ENGLISH:
        return file
    name = README.replace(".", f".{html_language(language)}.")
    return name if file == README else file.replace("notebooks/", f"{lesson_folder(language)}/", 1)


def lesson_folder(language: str = ENGLISH) -> str:
    """Where the lessons of a language stand, relative to the repository's root."""
    return "notebooks" if language == ENGLISH else f"notebooks/{language}"


def lesson_paths(language: str = ENGLISH) -> list[Path]:
    """The lessons, in the order of their numbers."""
    return sorted((ROOT / lesson_folder(language)).glob("[0-9][0-9]_*.ipynb"))


def read_lesson(path: Path) -> NotebookNode:
    """Read a lesson, each picture knowing its description: see `describe_pictures`."""
    notebook = read_notebook(path)
    describe_pictures(notebook)
    return notebook


def change_links(source: str, change: Callable[[re.Match[str]], str]) -> str:
    """Apply `change` to each match of `LINK` in a markdown text that does not begin within code."""
    spans = [match.span() for match in CODE.finditer(source)]

    def changed(match: re.Match[str]) -> str:
        return match[0] if any(low <= match.start() < high for low, high in spans) else change(match)

    return LINK.sub(changed, source)


def title_of(notebook: NotebookNode) -> str:
    """The text of a notebook's first heading, as plain text."""
    for cell in notebook.cells:
        found = re.match(r"# +(.+)", cell.source) if cell.cell_type == "markdown" else None
        if found:
            return plain(found[1])
    return ""


def plain(markdown: str) -> str:
    """A line of markdown as plain text: links without addresses, no emphasis, no code marks."""
    text = LINK.sub(r"\2", markdown)
    return " ".join(re.sub(r"\*\*?|`|(?<!\w)_|_(?!\w)", "", text).split())


def paragraphs(source: str) -> list[str]:
    """The blocks of a markdown text that blank lines separate; fenced code stays whole."""
    blocks, fenced = [], False
    for line in source.split("\n"):
        if not line.strip() and not fenced:
            blocks.append([])
            continue
        fenced ^= line.startswith("```")
        if not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return ["\n".join(block) for block in blocks if block]


def is_figure_text(source: str) -> bool:
    """Whether a markdown text begins by describing the figure above it."""
    return source.startswith(FIGURE)


def figure_text(source: str) -> str:
    """The description that a markdown cell below a figure begins with, as plain text without the word Figure."""
    text = plain(paragraphs(source)[0]) if is_figure_text(source) else ""
    return re.sub(r"^(?:Figure|图)[^:：]{0,8}[:：] *", "", text)


def describe_pictures(notebook: NotebookNode) -> None:
    """Give every picture in the outputs the description below it as alternative text, in the output's metadata."""
    for cell, follower in zip(notebook.cells, [*notebook.cells[1:], None], strict=True):
        text = figure_text(follower.source) if follower is not None and follower.cell_type == "markdown" else ""
        for output in cell.get("outputs", []):
            if text and "image/png" in output.get("data", {}):
                output.metadata.setdefault("image/png", NotebookNode())["alt"] = text


def repository_address(path: str) -> str:
    """The public address of a file or folder, given relative to the repository's root."""
    kind = "tree" if (ROOT / path).is_dir() else "blob"
    return f"{REPOSITORY}/{kind}/HEAD/{quote(path)}" if path not in ("", ".") else REPOSITORY


def relink(source: str, folder: str, pages: Mapping[str, str]) -> str:
    """Point the relative links of a markdown text that stood in `folder` to pages, or else to the repository.

    `folder` and the keys of `pages` are relative to the repository's root, with forward slashes.
    """

    def moved(match: re.Match[str]) -> str:
        mark, text, target = match.groups()
        if ELSEWHERE.match(target):
            return match[0]
        path, hash_sign, anchor = target.partition("#")
        path = posixpath.normpath(posixpath.join(folder, unquote(path)))
        if path in pages:
            return f"{mark}[{text}]({pages[path]}{hash_sign}{anchor})"
        return f"{mark}[{text}]({repository_address(path)}{hash_sign}{anchor})"

    return change_links(source, moved)


def relink_notebook(notebook: NotebookNode, folder: str, pages: Mapping[str, str]) -> None:
    """Apply `relink` to all markdown cells of a notebook that stood in `folder`, in place."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = relink(cell.source, folder, pages)
