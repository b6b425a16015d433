"""Where the course's seconds go: each notebook is run with timers around what takes time.

    COURSE_RUNS=/tmp/fresh python -m tests.benchmarks.course_time            # nothing trained before: the whole time
    COURSE_RUNS=/tmp/fresh python -m tests.benchmarks.course_time --only 00,02

The notebooks' own cells run unchanged, between a first cell that installs the timers and a last one that reports.
"""

from __future__ import annotations

import argparse
import builtins
import functools
import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from helpers.profiles import ROOT

KINDS = (
    "kernel start",
    "imports",
    "data",
    "model loading",
    "training",
    "validation",
    "generation",
    "scoring",
    "intervals",
    "plots",
    "other",
)
FIRST_CELL = f"""\
import time

_began = time.perf_counter()
import sys

sys.path.insert(0, {str(ROOT)!r})
from tests.benchmarks.course_time import install

_course_timer = install(_began)"""
LAST_CELL = "print(_course_timer.report())"


class Timer:
    """Exclusive time by kind: while an inner kind runs, the outer one's clock stands still."""

    def __init__(self, began: float) -> None:
        self.seconds = dict.fromkeys(KINDS, 0.0)
        self.stack = ["other"]
        self.last = began

    def _charge(self) -> None:
        now = time.perf_counter()
        self.seconds[self.stack[-1]] += now - self.last
        self.last = now

    @contextmanager
    def running(self, kind: str) -> Any:
        """Charge the time of a block to `kind`, but for the inner blocks of other kinds."""
        self._charge()
        self.stack.append(kind)
        try:
            yield
        finally:
            self._charge()
            self.stack.pop()

    def around(self, kind: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time charged to `kind`."""

        @functools.wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            if self.stack[-1] == kind:
                return function(*arguments, **named)
            with self.running(kind):
                return function(*arguments, **named)

        return timed

    def wrap(self, kind: str, owner: Any, *names: str) -> None:
        """Put the timer around functions of a module, or methods of a class, as whoever calls them finds them."""
        for name in names:
            bound = (
                isinstance(vars(owner).get(name), classmethod)
                or getattr(getattr(owner, name), "__self__", None) is owner
            )
            timed = self.around(kind, getattr(owner, name))
            setattr(owner, name, staticmethod(timed) if bound and isinstance(owner, type) else timed)

    def report(self) -> str:
        """The seconds of each kind so far, as JSON."""
        self._charge()
        return json.dumps(self.seconds)


def install(began: float) -> Timer:
    """Install the timers in this process, before the helpers bind the functions; time counts from `began` on."""
    timer = Timer(began)
    builtins.__import__ = timer.around("imports", builtins.__import__)
    with timer.running("imports"):
        import datasets
        import peft
        import transformers
        from matplotlib.backend_bases import FigureCanvasBase
        from rouge_score.rouge_scorer import RougeScorer

        from helpers import generation, intervals, metrics
    timer.wrap("data", datasets, "load_dataset", "interleave_datasets", "concatenate_datasets")
    timer.wrap("data", datasets.Dataset, "map", "filter", "shuffle", "select", "train_test_split")
    timer.wrap("data", datasets.DatasetDict, "map", "filter")
    for loader in (transformers.AutoModelForSeq2SeqLM, transformers.AutoTokenizer, peft.PeftModel):
        timer.wrap("model loading", loader, "from_pretrained")
    timer.wrap("training", transformers.Trainer, "train")
    timer.wrap("validation", transformers.Trainer, "evaluate")
    timer.wrap("generation", generation, "generate_texts")
    timer.wrap("generation", transformers.GenerationMixin, "generate")
    timer.wrap("scoring", metrics, "measure", "rouge")
    timer.wrap("scoring", RougeScorer, "score")
    timer.wrap("intervals", intervals, "bootstrap", "randomization_p")
    timer.wrap("plots", FigureCanvasBase, "print_figure")
    return timer


def time_notebook(path: Path, environment: Mapping[str, str]) -> dict[str, float]:
    """Run one notebook and return its seconds by kind."""
    from nbformat.v4 import new_code_cell

    from notebooks.running.course import run_notebook
    from notebooks.running.notebooks import read_notebook

    notebook = read_notebook(path)
    notebook.cells = [new_code_cell(FIRST_CELL), *notebook.cells, new_code_cell(LAST_CELL)]
    began, starts = time.perf_counter(), []
    run_notebook(notebook, path.parent, environment, lambda _: starts.append(time.perf_counter()))
    whole = time.perf_counter() - began
    printed = "".join(output.get("text", "") for output in notebook.cells[-1].outputs)
    seconds = json.loads(printed.strip().splitlines()[-1])
    seconds["kernel start"] = starts[0] - began
    seconds["other"] = max(0.0, whole - sum(value for kind, value in seconds.items() if kind != "other"))
    return seconds


def trained_before(runs: Path) -> list[str]:
    """Names of the runs in a profile's folder that are finished already, and so will not be trained."""
    return sorted(path.parent.name for path in runs.glob("models/*/run.json"))


def table(measured: Mapping[str, Mapping[str, float]]) -> str:
    """Notebooks by kinds in seconds, with totals; kinds that never took a tenth of a second are left out."""
    from tests.benchmarks.common import markdown

    kinds = [kind for kind in KINDS if any(round(seconds[kind], 1) for seconds in measured.values())]

    def row(name: str, seconds: Iterable[Mapping[str, float]]) -> list[str]:
        sums = [sum(one[kind] for one in seconds) for kind in kinds]
        return [name, *(f"{value:.1f}" for value in sums), f"{sum(sums):.1f}"]

    rows = [row(name, [seconds]) for name, seconds in measured.items()]
    return markdown(["notebook (s)", *kinds, "total"], [*rows, row("all", list(measured.values()))])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the notebooks with timers, print the table, publish it."""
    from helpers.profiles import load_profile
    from helpers.running.errors import CourseError
    from helpers.setup import set_environment
    from notebooks.publishing.readme import replace_between
    from notebooks.running.course import kernel_environment
    from notebooks.running.notebooks import NOTEBOOKS, select_notebooks
    from tests.benchmarks.common import machine

    parser = argparse.ArgumentParser(description="Where the course's seconds go, per notebook.")
    parser.add_argument("--only", default="", metavar="03", help="prefixes of notebook names, separated by commas")
    parser.add_argument("--publish", action="store_true", help="write the table into tests/benchmarks/README.md")
    options = parser.parse_args(arguments)
    measured = {}
    try:
        profile = load_profile()
        names = select_notebooks(NOTEBOOKS, options.only)
        before = trained_before(profile.run_dir)
        set_environment(profile)  # the kernels inherit it: their first cell imports libraries before start()
        for name in names:
            print(f"{name} …", file=sys.stderr, flush=True)
            measured[name] = time_notebook(NOTEBOOKS / f"{name}.ipynb", kernel_environment(profile))
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    warning = (
        f" {len(before)} runs had been trained before and are not trained here: set COURSE_RUNS to an empty folder for "
        "the whole time."
        if before
        else ""
    )
    text = f"Measured on {machine()}, profile {profile.name}.{warning}\n\n{table(measured)}"
    print(text)
    if options.publish:
        replace_between(Path(__file__).with_name("README.md"), "course-time", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
