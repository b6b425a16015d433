"""Puts the outputs of the last nano run into the lessons: ``python -m notebooks.publishing.outputs``."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from nbformat import NotebookNode

from helpers.profiles import ROOT, Profile, load_profile
from helpers.running.errors import CourseError
from notebooks.publishing.readme import update_readme
from notebooks.running.errors import exit_code
from notebooks.running.notebooks import (
    NOTEBOOKS,
    code_cells,
    read_notebook,
    select_notebooks,
    shown,
    sources_digest,
    write_notebook,
)

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def clean_outputs(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Outputs worth keeping: no warnings and progress bars, neighbouring pieces of printed text as one.

    A widget is left out, or shown as the HTML that comes with it.
    """
    kept: list[NotebookNode] = []
    for output in outputs:
        printed, data = output.output_type == "stream", output.get("data", {})
        if (printed and output.name == "stderr") or (WIDGET_VIEW in data and "text/html" not in data):
            continue
        if WIDGET_VIEW in data:
            still = {kind: value for kind, value in data.items() if kind != WIDGET_VIEW}
            output = NotebookNode(output, data=NotebookNode(still))
        if printed and kept and kept[-1].output_type == "stream":
            kept[-1].text += output.text
        else:
            kept.append(output)
    return kept


def output_texts(output: NotebookNode) -> Iterable[str]:
    """All texts in an output, pictures left out."""
    if output.output_type == "stream":
        yield output.text
    for kind, value in output.get("data", {}).items():
        if kind not in ("image/png", "image/jpeg", "application/pdf"):
            yield value if isinstance(value, str) else json.dumps(value)


def private_paths(profile: Profile) -> list[str]:
    """Absolute paths that mean nothing on another machine."""
    paths = {ROOT, ROOT.resolve(), Path.home(), Path.home().resolve(), profile.run_dir.absolute()}
    return sorted(str(path) for path in paths if path != Path(path.anchor))


def published_notebook(name: str, source: NotebookNode, copy: NotebookNode, paths: Sequence[str]) -> NotebookNode:
    """The notebook ``source`` with the outputs of its executed ``copy``, cleaned and stamped."""
    again = "run it again with: COURSE_PROFILE=nano make course"
    if sources_digest(source) != sources_digest(copy):
        raise CourseError(f"The code of {name}.ipynb has changed since its last run; {again}.")
    pattern = re.compile(r"(?<![\w.~-])(?:" + "|".join(map(re.escape, paths)) + r")(?![\w.-])")
    for number, (cell, executed) in enumerate(zip(code_cells(source), code_cells(copy), strict=True), start=1):
        if executed.execution_count is None or any(output.output_type == "error" for output in executed.outputs):
            raise CourseError(f"{name}.ipynb did not run to its end (code cell {number}); {again}.")
        cell.outputs, cell.execution_count = clean_outputs(executed.outputs), executed.execution_count
        for key in ("execution", "ExecuteTime"):
            cell.metadata.pop(key, None)
        if any(pattern.search(text) for output in cell.outputs for text in output_texts(output)):
            raise CourseError(
                f"{name}.ipynb, code cell {number}: an output shows an absolute path of this machine; "
                "show paths relative to the repository."
            )
    source.metadata.pop("widgets", None)
    source.metadata["kernelspec"] = dict(KERNELSPEC)
    source.metadata.setdefault("language_info", {"name": "python"}).pop("version", None)
    source.metadata["course"] = {"profile": "nano", "sources": sources_digest(source)}
    return source


def publish(folder: Path, profile: Profile, names: Sequence[str]) -> None:
    """Put the outputs of the executed copies into the notebooks in ``folder``: all of them, or none."""
    if profile.name != "nano":
        raise CourseError(
            f"Only outputs of the nano profile are published, not of {profile.name}; set COURSE_PROFILE=nano."
        )
    finished = {}
    for name in names:
        path, copy = folder / f"{name}.ipynb", profile.run_dir / "notebooks" / f"{name}.ipynb"
        if not copy.exists():
            raise CourseError(
                f"{name}.ipynb has no executed copy in {shown(copy.parent)}; "
                "run it with: COURSE_PROFILE=nano make course."
            )
        finished[path] = published_notebook(name, read_notebook(path), read_notebook(copy), private_paths(profile))
    for path, notebook in finished.items():
        write_notebook(path, notebook)


def main(arguments: Sequence[str] | None = None, folder: Path = NOTEBOOKS) -> int:
    """Publish the notebooks of `folder`, with all of them README.md's tables too, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m notebooks.publishing.outputs", description=__doc__)
    parser.add_argument("--only", default="", metavar="03", help="prefixes of notebook names, separated by commas")
    options = parser.parse_args(arguments)

    def work() -> str:
        profile = load_profile()
        names = select_notebooks(folder, options.only)
        publish(folder, profile, names)
        if folder == NOTEBOOKS and not options.only:
            update_readme(profile)
        return f"Wrote the outputs of {len(names)} notebooks into {shown(folder)}."

    return exit_code(work)


if __name__ == "__main__":
    sys.exit(main())
