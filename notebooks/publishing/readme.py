"""Puts measured results into README.md: tables between markers, the picture from an executed notebook."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd

from helpers.profiles import ROOT, Profile, all_profiles
from helpers.results import MAIN_METRIC, PLANTED, read_results, scores, table_of, write_atomically
from helpers.running.budget import GPUS, Speed, disk, fits, minutes

PICTURE = Path("notebooks", "images", "before_after.png")
RUNTIMES = (  # as the README names them, and as the budget does
    ("T4, free on Colab and Kaggle", "T4"),
    ("RTX 3060, 12 GB", "RTX 3060"),
    ("L4", "L4"),
    ("A100, 40 GB", "A100"),
    ("H100, 80 GB", "H100"),
)


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
    metrics = list(dict.fromkeys(found.metric))
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


def profiles_table(profiles: Mapping[str, Profile]) -> str:
    """Markdown table of profiles by runtime: minutes of the whole course, and whether they are two hours at most.

    All minutes but those of nano are computed by helpers/running/budget.py.
    """
    header = ["profile", "model", "needs", "2 CPU cores", *(label for label, _ in RUNTIMES)]
    lines = [f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
    for profile in profiles.values():
        if profile.offline:
            needs, total = f"{profile.memory:g} GiB, no network", sum(profile.minutes.values())
            cells = [f"fits: {total:.0f} min, measured", *["as on a CPU"] * len(RUNTIMES)]
        else:
            needs = f"a GPU with {profile.gpu_memory:g} GiB, {disk(profile)[1] / 1e9:.0f} GB of disk"
            cells = ["needs a GPU", *(_fits(profile, GPUS[gpu]) for _, gpu in RUNTIMES)]
        lines.append(f"| {' | '.join([f'`{profile.name}`', f'`{profile.model_name}`', needs, *cells])} |")
    return "\n".join(lines)


def _fits(profile: Profile, speed: Speed) -> str:
    if speed.memory < profile.gpu_memory:
        return f"no: has {speed.memory:g} GiB"
    here = minutes(profile, speed, tuple(profile.minutes))
    return f"{'fits' if fits(here) else 'no'}: {sum(here.values()):.0f} min"


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
    replace_between(readme, "profiles", profiles_table(all_profiles()))
    replace_between(readme, "results", results_table(profile))
    replace_between(readme, "planted", planted_table(profile))
    replace_between(readme, "seeds", seeds_table(profile))
    picture = readme.parent / PICTURE
    picture.parent.mkdir(exist_ok=True)
    temporary = picture.with_suffix(".tmp")
    temporary.write_bytes(first_picture(profile.run_dir / "notebooks" / "07_before_after.ipynb"))
    temporary.replace(picture)
