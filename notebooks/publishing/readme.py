"""Puts measured results into README.md: tables between markers, the picture from an executed notebook."""

from __future__ import annotations

import base64
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd

from helpers.profiles import ROOT, Profile
from helpers.results import MAIN_METRIC, PLANTED, read_results, scores, table_of, write_atomically

PICTURE = Path("notebooks", "images", "before_after.png")


def results_table(profile: Profile) -> str:
    """Markdown table of each arm's main metric per task, with intervals, and the n of each task."""
    results = scores(read_results(profile.run_dir / "results.csv"), profile.seed)
    table = table_of(results)
    lines = ["| arm | " + " | ".join(table.columns) + " |", "|---|" + "---:|" * len(table.columns)]
    lines += [f"| {arm} | " + " | ".join(row) + " |" for arm, row in zip(table.index, table.values, strict=True)]
    sizes = [str(results[results.task == task].n.max()) for task in MAIN_METRIC if task in set(results.task)]
    return "\n".join([*lines, "| *n* | " + " | ".join(sizes) + " |"])


def planted_table(profile: Profile) -> str:
    """Markdown table of the share of planted errors that each score catches on the dialogue summaries."""
    results = read_results(profile.run_dir / "results.csv")
    found = results[(results.task == "dialogue_summary") & results.metric.str.startswith("caught_by_")]
    cells = {(row.arm, row.metric): f"{row.value:.2f} [{row.low:.2f}, {row.high:.2f}]" for row in found.itertuples()}
    metrics = [metric for metric in dict.fromkeys(found.metric) if metric != "caught_by_rouge1"]
    lines = ["| planted error | *n* | " + " | ".join(m.removeprefix("caught_by_") for m in metrics) + " |"]
    lines += ["|---|---:|" + "---:|" * len(metrics)]
    for arm in PLANTED:
        n = found[found.arm == arm].n.max()
        shown = " | ".join(cells[arm, metric] for metric in metrics)
        lines.append(f"| {arm.removeprefix('planted_')} | {n} | {shown} |")
    return "\n".join(lines)


def seeds_table(profile: Profile) -> str:
    """Markdown table of ROUGE-1 on the dialogue summaries by seed of training, for the arms with several seeds."""
    results = read_results(profile.run_dir / "results.csv")
    seeds = [profile.seed, *profile.seeds]
    found = pd.concat([scores(results, seed) for seed in seeds])
    values = found[(found.task == "dialogue_summary") & (found.metric == "rouge1")].set_index(["arm", "seed"]).value
    lines = ["| arm | " + " | ".join(f"seed {seed}" for seed in seeds) + " | standard deviation |"]
    lines += ["|---|" + "---:|" * (len(seeds) + 1)]
    for arm in profile.seeded_arms:
        own = [float(values[arm, seed]) for seed in seeds]
        lines.append(f"| {arm} | " + " | ".join(f"{v:.3f}" for v in own) + f" | {np.std(own, ddof=1):.3f} |")
    return "\n".join(lines)


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
    """Replace the tables between the markers and the picture beside the notebooks."""
    replace_between(readme, "results", results_table(profile))
    replace_between(readme, "planted", planted_table(profile))
    replace_between(readme, "seeds", seeds_table(profile))
    picture = readme.parent / PICTURE
    picture.parent.mkdir(exist_ok=True)
    temporary = picture.with_suffix(".tmp")
    temporary.write_bytes(first_picture(profile.run_dir / "notebooks" / "07_before_after.ipynb"))
    temporary.replace(picture)
