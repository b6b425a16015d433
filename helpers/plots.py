"""The course's plots: colours that colour-blind readers can tell apart, axes with units, intervals drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure as Picture

from helpers.intervals import Figure
from helpers.results import BASELINES
from helpers.running.fonts import in_any_script

# Okabe and Ito's palette (2008), in the order in which series appear.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#000000")
GREY = "#999999"


def _errors(figures: Sequence[Figure]) -> np.ndarray:
    """Distances from value to interval ends, shape (2, n), as matplotlib wants them."""
    return np.array([[f.value - f.low for f in figures], [f.high - f.value for f in figures]]).clip(min=0)


@in_any_script
def plot_bars(figures: Mapping[str, Figure], label: str, title: str, highlight: str | None = None) -> Picture:
    """Draw a horizontal bar for each name, its 95 % interval on it, baselines in grey; `label` names axis and unit."""
    picture, axes = plt.subplots(figsize=(7.5, 0.42 * len(figures) + 1.2), layout="constrained")
    names, values = list(figures), list(figures.values())
    colours = [COLOURS[1] if name == highlight else GREY if name in BASELINES else COLOURS[0] for name in names]
    axes.barh(names, [f.value for f in values], xerr=_errors(values), color=colours, capsize=3)
    axes.invert_yaxis()
    axes.set(xlabel=label, title=title, xlim=(0, None))
    return picture


@in_any_script
def plot_grouped(groups: Mapping[str, Mapping[str, Figure]], label: str, title: str) -> Picture:
    """Draw groups of bars: `groups` maps a series (an arm) to its figures by group (a metric or task)."""
    picture, axes = plt.subplots(figsize=(9, 4), layout="constrained")
    series = list(groups)
    names = list(groups[series[0]])
    width = 0.8 / len(series)
    for number, (name, figures) in enumerate(groups.items()):
        values = [figures[key] for key in names]
        places = np.arange(len(names)) + (number - (len(series) - 1) / 2) * width
        axes.bar(
            places,
            [f.value for f in values],
            width,
            yerr=_errors(values),
            label=name,
            capsize=2,
            color=COLOURS[number % len(COLOURS)],
        )
    axes.set_xticks(range(len(names)), names)
    axes.set(ylabel=label, title=title, ylim=(0, None))
    picture.legend(loc="outside lower center", ncols=min(5, len(series)), fontsize="small")
    return picture


@in_any_script
def plot_losses(histories: Mapping[str, Sequence[Mapping[str, float]]], title: str) -> Picture:
    """Draw training loss (thin) and validation loss (dots) against the step, a colour a run."""
    picture, axes = plt.subplots(figsize=(7.5, 3.6), layout="constrained")
    for colour, (name, history) in zip(COLOURS, histories.items(), strict=False):
        for key, style, kind in (
            ("loss", {"linewidth": 1}, "training"),
            ("eval_loss", {"marker": "o", "linestyle": "--"}, "validation"),
        ):
            points = [(entry["step"], entry[key]) for entry in history if key in entry]
            axes.plot(*zip(*points, strict=True), color=colour, label=f"{name}, {kind}", **style)
    axes.set(xlabel="Optimizer step", ylabel="Loss (nats per token)", title=title)
    axes.legend(fontsize="small")
    return picture


@in_any_script
def plot_curve(
    curves: Mapping[str, Mapping[float, Figure]], xlabel: str, ylabel: str, title: str, log: bool = True
) -> Picture:
    """Draw values with intervals against a size, a line a curve; the size axis is logarithmic by default."""
    picture, axes = plt.subplots(figsize=(7.5, 4), layout="constrained")
    for number, (name, points) in enumerate(curves.items()):
        axes.errorbar(
            list(points),
            [f.value for f in points.values()],
            yerr=_errors(list(points.values())),
            label=name,
            marker="o",
            capsize=3,
            color=COLOURS[number % len(COLOURS)],
        )
    axes.set(xlabel=xlabel, ylabel=ylabel, title=title, ylim=(0, None))
    if log:
        axes.set_xscale("log")
        sizes = sorted({size for points in curves.values() for size in points})
        axes.set_xticks(sizes, [f"{size:,g}" for size in sizes])
        axes.minorticks_off()
    picture.legend(loc="outside lower center", ncols=min(3, len(curves)), fontsize="small")
    return picture


@in_any_script
def plot_matrix(values: np.ndarray, rows: Sequence[str], columns: Sequence[str], title: str, label: str) -> Picture:
    """Draw a heat map of fractions 0-1 with the numbers written in; shape (len(rows), len(columns))."""
    if values.shape != (len(rows), len(columns)):
        raise ValueError(f"The matrix is {values.shape} but there are {len(rows)} rows and {len(columns)} columns.")
    picture, axes = plt.subplots(figsize=(1.5 * len(columns) + 2.5, 0.55 * len(rows) + 1.6), layout="constrained")
    image = axes.imshow(values, vmin=0, vmax=1, cmap="cividis", aspect="auto")
    axes.set_xticks(range(len(columns)), columns, rotation=20, ha="right")
    axes.set_yticks(range(len(rows)), rows)
    for (i, j), value in np.ndenumerate(values):
        axes.text(j, i, f"{value:.2f}", ha="center", va="center", color="black" if value > 0.55 else "white")
    axes.set_title(title)
    picture.colorbar(image, label=label)
    return picture
