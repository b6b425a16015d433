"""The course's public address, and all that carries it: ``python -m notebooks.publishing.repository``.

Writes the set-up cell into every notebook, the links to Colab and Kaggle into the first cell of each lesson, and the
badges into notebooks/README.md. ``--check`` changes nothing and names the files that differ; ``--release`` says what
still keeps the course from being published.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from helpers.running.errors import CourseError
from helpers.running.runtime import LOOKED_IN, ROOT
from notebooks.publishing.readme import replace_between
from notebooks.running.notebooks import read_notebook, sources_digest, write_notebook

PUBLISHED = "https://course.invalid/owner/name@v0"
"""Where the course is published on GitHub, and the tag of its release: ``https://github.com/owner/name@v1.0``.

Whoever publishes it changes this one line. Until then it names no place that anybody could ever own (RFC 2606).
"""

REPOSITORY = PUBLISHED.rpartition("@")[0]
BRANCH = "main"  # whose notebooks the badges open; they name the release's commit, which the release itself cannot
NO_COMMIT = "0" * 40
BEGIN, END = "<!-- badges -->", "<!-- end of badges -->"
COLAB_BADGE, KAGGLE_BADGE = "images/open_in_colab.svg", "images/open_in_kaggle.svg"
UNPUBLISHED = (
    "This copy of the course has no public address yet, so no badge can open it: upload its whole folder (*Files* on "
    "Colab), name it `course`, put it beside the notebook, and open the notebook itself."
)

_WITHIN = """\
import os, sys; sys.path[:0] = {places}
if not any(os.path.isfile(p + "/helpers/setup.py") for p in sys.path):
    raise RuntimeError("No course here and no address to fetch it from: upload its "
                       "whole folder beside this notebook, and name it course.")
from helpers.setup import ROOT, start; profile = start()"""

_FETCHED = """\
import os, subprocess, sys
sys.path[:0] = {places}
if not any(os.path.isfile(p + "/helpers/setup.py") for p in sys.path):
    url, tag = "{address}", "{tag}"
    said = subprocess.getoutput(f\"\"\"rm -rf .c; export GIT_TERMINAL_PROMPT=0
        git -c advice.detachedHead=no clone -q --depth 1 -b {tag} {url} .c &&
        git -C .c rev-parse HEAD | grep -x {commit} &&
        mv .c course || rm -rf .c\"\"\")
    if not os.path.isdir("course"):
        why = f"fetch this notebook anew; {said or 'the release is another commit.'}"
        off = "is the internet on (Kaggle: Settings → Internet)?"
        why = off if "resolve" in said or "onnect" in said else why
        raise RuntimeError(f"No course from {url} at {tag}: {why}")
from helpers.setup import ROOT, start; profile = start()"""


@dataclass(frozen=True)
class Release:
    """A published version of the course: where it is, its tag, and the commit that the tag names."""

    address: str
    tag: str
    commit: str = NO_COMMIT


def release(published: str = PUBLISHED, root: Path = ROOT) -> Release | None:
    """Return the release that a line like `PUBLISHED` names; None for the placeholder, which names none.

    Its commit is that of the tag in the repository at `root`. Until there is such a tag it is `NO_COMMIT`, which no
    clone has. Raises `CourseError` for a line of another form.
    """
    address, _, tag = published.rpartition("@")
    if re.match(r"https://[\w.-]+\.invalid(/|$)", address):
        return None
    if not re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+", address) or not re.fullmatch(r"[\w.][\w.-]*", tag):
        raise CourseError(
            f"PUBLISHED = {published!r} in notebooks/publishing/repository.py is not of the form "
            "https://github.com/owner/name@tag."
        )
    return Release(address, tag, _git(root, "rev-parse", "--verify", f"refs/tags/{tag}^{{commit}}") or NO_COMMIT)


def _git(root: Path, *arguments: str) -> str:
    """What git prints; nothing where it fails, or `root` is no repository of its own."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 and (root / ".git").exists() else ""


def set_up_cell(published: Release | None) -> str:
    """Source of the cell that opens every notebook: find the course or clone it, make the kernel ready, start.

    It looks in the folders around, in the folder ``course`` that an earlier clone made, then where the environment has
    the course. git clones into another folder first, renamed when it is complete and the very commit of the release: a
    part, or what another has put under the tag since, is never taken for the course. With no release there is no
    address to clone from, and the cell says what to do instead.
    """
    cell = (_FETCHED if published else _WITHIN).replace("{places}", json.dumps(LOOKED_IN))
    if published is None:
        return cell
    cell = cell.replace('"{address}", "{tag}"', f'"{published.address}", "{published.tag}"')
    return cell.replace("{commit}", published.commit)


def colab_link(notebook: str, published: Release) -> str:
    """Address that opens a notebook, such as ``01_zero_shot``, in Colab."""
    slug = published.address.removeprefix("https://github.com/")
    return f"https://colab.research.google.com/github/{slug}/blob/{BRANCH}/notebooks/{notebook}.ipynb"


def kaggle_link(notebook: str, published: Release) -> str:
    """Address that opens a copy of a notebook in Kaggle."""
    return f"https://www.kaggle.com/kernels/welcome?src={published.address}/blob/{BRANCH}/notebooks/{notebook}.ipynb"


def lesson_links(notebook: str, published: Release) -> str:
    """Markdown line for the first cell of a lesson. Text only: a notebook opened alone has no picture beside it."""
    colab, kaggle = colab_link(notebook, published), kaggle_link(notebook, published)
    return f"[Open in Colab]({colab}) · [Open in Kaggle]({kaggle})\n"


def badges(notebooks: Sequence[str], published: Release | None) -> str:
    """Markdown list of badges, one line a lesson; without a release, how to open the lessons instead."""
    if published is None:
        return UNPUBLISHED
    lines = []
    for name in notebooks:
        colab = f"[![Open {name} in Colab]({COLAB_BADGE})]({colab_link(name, published)})"
        kaggle = f"[![Open {name} in Kaggle]({KAGGLE_BADGE})]({kaggle_link(name, published)})"
        lines.append(f"- {colab} {kaggle} [{name}]({name}.ipynb)")
    return "\n".join(lines)


def with_links(source: str, links: str) -> str:
    """Return a first cell with its links replaced, or put below its title."""
    block = f"{BEGIN}\n{links}{END}"
    if BEGIN in source:
        before, _, rest = source.partition(BEGIN)
        return before + block + rest.partition(END)[2]
    title, _, rest = source.partition("\n")
    return f"{title}\n\n{block}\n" + (f"\n{rest.lstrip()}" if rest.strip() else "")


def put(notebook: NotebookNode, name: str, lesson: bool, published: Release | None) -> bool:
    """Put the set-up cell, and a lesson's links, into a notebook; return whether that changed anything.

    Where the course comes from changes no output: a notebook whose outputs were current keeps them so.
    """
    before = [cell.source for cell in notebook.cells]
    current = notebook.metadata.get("course", {}).get("sources") == sources_digest(notebook)
    if lesson and notebook.cells and notebook.cells[0].cell_type == "markdown":
        links = lesson_links(name, published) if published else ""
        notebook.cells[0].source = with_links(notebook.cells[0].source, links)
    for cell in notebook.cells:
        if cell.cell_type == "code" and "from helpers.setup import" in cell.source:
            cell.source = set_up_cell(published)
            break
    if current:
        notebook.metadata["course"]["sources"] = sources_digest(notebook)
    return [cell.source for cell in notebook.cells] != before


def update(root: Path, published: Release | None, check: bool = False) -> list[str]:
    """Write the address everywhere below `root` and return the files that differed; with `check`, write nothing.

    Raises `CourseError` for a damaged notebook, or a page of lessons without the markers.
    """
    folder = root / "notebooks"
    lessons = sorted(folder.glob("*.ipynb"))
    changed, notebooks = [], {}
    for path in [*lessons, *sorted(folder.glob("solutions/*.ipynb"))]:
        notebook = read_notebook(path)
        if put(notebook, path.stem, path in lessons, published):
            changed.append(path.relative_to(root).as_posix())
            notebooks[path] = notebook
    readme, lines = folder / "README.md", badges([path.stem for path in lessons], published)
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


def drift(root: Path, published: Release | None) -> list[str]:
    """Files that do not carry the release. The tagged commit itself, which cannot name itself, may leave it open."""
    found = update(root, published, check=True)
    if found and published and _git(root, "rev-parse", "HEAD") == published.commit:
        return update(root, Release(published.address, published.tag), check=True)
    return found


def release_problems(root: Path = ROOT, published: str = PUBLISHED) -> list[str]:
    """Say what keeps the course at `root` from being published, one sentence each; an empty list means nothing."""
    named = release(published, root)
    if named is None:
        return ["The course has no address: set PUBLISHED in notebooks/publishing/repository.py."]
    if named.commit == NO_COMMIT:
        return [f"There is no tag {named.tag}: commit all, then run git tag {named.tag} and make badges."]
    changed = update(root, named, check=True)
    return [f"{', '.join(changed)} do not name the commit of {named.tag}: run make badges."] if changed else []


def main(arguments: Sequence[str] | None = None, root: Path = ROOT, published: str = PUBLISHED) -> int:
    """Write or check what carries the address; the exit code is 1 where something differs or is missing."""
    parser = argparse.ArgumentParser(
        prog="python -m notebooks.publishing.repository", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--check", action="store_true", help="write nothing, name the files that differ")
    parser.add_argument("--release", action="store_true", help="write nothing, say what a release still lacks")
    options = parser.parse_args(arguments)
    try:
        named = release(published, root)
        changed = drift(root, named) if options.check or options.release else update(root, named)
        problems = release_problems(root, published) if options.release else []
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    if options.check and changed:
        problems.append(f"{', '.join(changed)} differ from notebooks/publishing/repository.py: run make badges.")
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    done = "Checked" if options.check or options.release else f"Wrote {len(changed)} files with"
    print(f"{done} the address: {f'{named.address} at {named.tag}, {named.commit}' if named else 'none is set'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
