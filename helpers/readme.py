"""Puts measured results into README.md: tables between markers, the picture from an executed notebook."""

from __future__ import annotations

import base64
from pathlib import Path

import nbformat

from .profiles import ROOT, Profile
from .results import MAIN_METRIC, read_results, table_of, write_atomically

PICTURE = Path("notebooks", "images", "before_after.png")


def results_table(profile: Profile) -> str:
    """Markdown table of each arm's main metric per task, with intervals, and the n of each task."""
    results = read_results(profile.run_dir / "results.csv")
    table = table_of(results)
    lines = ["| arm | " + " | ".join(table.columns) + " |", "|---|" + "---:|" * len(table.columns)]
    lines += [f"| {arm} | " + " | ".join(row) + " |" for arm, row in zip(table.index, table.values, strict=True)]
    sizes = [str(results[results.task == task].n.max()) for task in MAIN_METRIC if task in set(results.task)]
    return "\n".join([*lines, "| *n* | " + " | ".join(sizes) + " |"])


def first_picture(notebook: Path) -> bytes:
    """The first picture in a notebook's outputs, as PNG bytes."""
    for cell in nbformat.read(notebook, as_version=4).cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                return base64.b64decode(output.data["image/png"])
    raise ValueError(f"{notebook.name} holds no picture: run it before publishing.")


def replace_between(path: Path, name: str, content: str) -> None:
    """Put `content` between the markers ``<!-- name -->`` and ``<!-- end of name -->`` of a Markdown file.

    Each marker fills a line. Raises `ValueError`, and changes nothing, where one is missing or stands there twice.
    """
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, found, rest = path.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed or begin in rest or end in before + after:
        raise ValueError(f"{path.name}: the markers {begin.strip()} and {end} must stand there once, in this order.")
    write_atomically(path, f"{before}{begin}{content}\n{end}{after}")


def update_readme(profile: Profile, readme: Path = ROOT / "README.md") -> None:
    """Replace the table between the ``results`` markers and the picture beside the notebooks."""
    replace_between(readme, "results", results_table(profile))
    picture = readme.parent / PICTURE
    picture.parent.mkdir(exist_ok=True)
    temporary = picture.with_suffix(".tmp")
    temporary.write_bytes(first_picture(profile.run_dir / "notebooks" / "07_before_after.ipynb"))
    temporary.replace(picture)
