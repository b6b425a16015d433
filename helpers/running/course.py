"""Runs the notebooks in order and puts their outputs into the repository: ``python -m helpers.running.course``."""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbclient.util import run_sync
from nbformat import NotebookNode

from helpers.profiles import ROOT, Profile, load_profile
from helpers.results import write_atomically
from helpers.running.bookmark import Bookmark, digest_of_files
from helpers.running.errors import CourseError
from helpers.running.runs import check_writable
from notebooks.publishing.readme import update_readme

NOTEBOOKS = ROOT / "notebooks"
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
HEARTBEAT = 30.0  # seconds between progress lines where the output is not a terminal


class NotebookError(Exception):
    """A notebook that stopped at a cell."""


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


def read_timings(path: Path) -> dict[str, float]:
    """Seconds that each notebook took in an earlier run; empty where there is none."""
    try:
        timings = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): float(seconds) for name, seconds in timings.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def expected_seconds(
    names: Iterable[str], timings: Mapping[str, float], minutes: Mapping[str, float]
) -> list[float | None]:
    """Expected seconds per notebook: measured in this folder before, else the profile's, else unknown."""
    profile = {name: 60 * value for name, value in minutes.items()}
    return [timings.get(name, profile.get(name)) for name in names]


def time_left(expected: Sequence[float | None], elapsed: float) -> str:
    """Say how long the rest takes, ``expected[0]`` being the running notebook's time and ``elapsed`` its time so far.

    Once the running notebook takes longer than expected, the sum of the others is only a lower bound.
    """
    current = expected[0]
    seconds = max(0.0, (current or 0.0) - elapsed) + sum(value or 0.0 for value in expected[1:])
    certain = None not in expected and current is not None and elapsed <= current
    if not certain and not seconds:
        return "longer than estimated" if current is not None else "time left unknown"
    return f"{'about' if certain else 'at least'} {duration(seconds)} left"


def duration(seconds: float) -> str:
    """A rough duration in words."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "1 min" if seconds >= 30 else "half a minute"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def clock(seconds: float) -> str:
    """A duration as ``m:ss`` or ``h:mm:ss``."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class Progress:
    """Says which notebook and cell runs: one line rewritten in place on a terminal, else one now and then."""

    def __init__(self, names: Sequence[str], expected: Sequence[float | None], stream: TextIO) -> None:
        """Prepare for the notebooks ``names``, expected to take ``expected`` seconds."""
        self.names, self.expected, self.stream = names, expected, stream
        self.terminal = stream.isatty()
        self.number = self.cell = self.cells = 0
        self.began = self.notebook_began = time.monotonic()
        self.lock, self.stopped = threading.Lock(), threading.Event()
        self.thread = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Progress:
        """Start the line that goes on by itself."""
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it and leave the terminal with an empty line."""
        self.stopped.set()
        self.thread.join()
        self._write("")

    @property
    def elapsed(self) -> float:
        """Seconds since the course began."""
        return time.monotonic() - self.began

    def notebook_starts(self, cells: int) -> None:
        """Go on to the next notebook, which has ``cells`` code cells."""
        with self.lock:
            self.number, self.cell, self.cells = self.number + 1, 0, cells
            self.notebook_began = time.monotonic()
        self._write(f"{self._label()} starts, {self._left()}", lasting=not self.terminal)

    def cell_starts(self, cell: int) -> None:
        """Go on to code cell number ``cell``."""
        with self.lock:
            self.cell = cell
        if self.terminal:
            self._write(self._line())

    def notebook_ends(self) -> float:
        """Report the running notebook as done and return the seconds that it took."""
        seconds = time.monotonic() - self.notebook_began
        self._write(f"{self._label()} done in {clock(seconds)}", lasting=True)
        with self.lock:
            self.cells = 0
        return seconds

    def _label(self) -> str:
        return f"[{self.number}/{len(self.names)}] {self.names[self.number - 1]}"

    def _left(self) -> str:
        return time_left(self.expected[self.number - 1 :], time.monotonic() - self.notebook_began)

    def _line(self) -> str:
        cell = f"cell {self.cell}/{self.cells}" if self.cell else "kernel starting"
        return f"{self._label()}  {cell}  {clock(self.elapsed)} so far, {self._left()}"

    def _tick(self) -> None:
        while not self.stopped.wait(1.0 if self.terminal else HEARTBEAT):
            if self.cells:
                self._write(self._line(), lasting=not self.terminal)

    def _write(self, line: str, lasting: bool = False) -> None:
        with self.lock:
            if self.terminal:
                width = shutil.get_terminal_size().columns - 1
                line = "\r\x1b[K" + (line if lasting else line[:width])
            self.stream.write(line + "\n" * lasting)
            self.stream.flush()


def kernel_environment(profile: Profile) -> dict[str, str]:
    """Environment of the kernels: the profile and the runs folder of this process."""
    environment = {**os.environ, "COURSE_PROFILE": profile.name}
    for name in ("COURSE_RUNS", "COURSE_SIZES"):  # a relative path would mean another place inside notebooks/
        if environment.get(name):
            environment[name] = str(Path(environment[name]).absolute())
    return environment


def run_notebook(
    notebook: NotebookNode, folder: Path, environment: Mapping[str, str], cell_starts: Callable[[int], None]
) -> None:
    """Execute ``notebook`` in place, in a kernel of its own that works in ``folder``."""
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        notebook,
        timeout=None,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    number = 0
    try:
        with client.setup_kernel(env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type == "code":
                    number += 1
                    cell_starts(number)
                    client.execute_cell(cell, index, execution_count=client.code_cells_executed + 1)
            client.set_widgets_metadata()
    except CellExecutionError as error:
        raise NotebookError(
            f"code cell {number} of {len(code_cells(notebook))}: {one_line(f'{error.ename}: {error.evalue}')}"
        ) from error
    except DeadKernelError as error:
        raise NotebookError(
            f"code cell {number} of {len(code_cells(notebook))}: the kernel died, most often because memory ran out."
        ) from error
    except (NoSuchKernel, RuntimeError) as error:
        raise NotebookError(f"the Jupyter kernel python3 did not start: {one_line(str(error))}") from error
    except KeyboardInterrupt:
        logging.getLogger("asyncio").disabled = True  # it would report the task that waited for the cell
        raise
    finally:
        stop_kernel(client)


def stop_kernel(client: NotebookClient) -> None:
    """Kill a kernel that is still there, as after an interruption while it starts."""
    if client.km is not None and client.km.has_kernel:
        with suppress(Exception):  # interrupted while it shuts down, it cannot be shut down twice
            run_sync(client.km.shutdown_kernel)(now=True)


def one_line(text: str, limit: int = 300) -> str:
    """The text on one line, without terminal colours, and not longer than ``limit`` characters."""
    text = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", text).split())
    return text if len(text) <= limit else text[: limit - 3] + "..."


def run_course(folder: Path, profile: Profile, names: Sequence[str], stream: TextIO) -> None:
    """Run the notebooks ``names`` of ``folder``; executed copies and timings go to the profile's run folder.

    Where the same course was stopped, it goes on with the notebook in which that happened.
    """
    copies, timings_path = profile.run_dir / "notebooks", profile.run_dir / "timings.json"
    environment = kernel_environment(profile)
    digest = digest_of_files([folder / f"{name}.ipynb" for name in names], environment)
    bookmark = Bookmark(profile.run_dir / "course.json", digest)
    done = {name for name in bookmark.done if (copies / f"{name}.ipynb").is_file()}
    environment["COURSE_STARTED"] = str(bookmark.started)  # with RETRAIN=1 older runs are trained again, once
    bookmark.add()
    left = [name for name in names if name not in done] or names
    if left != names:
        stream.write(f"Going on with {left[0]}, where it was stopped; to begin anew, delete {shown(bookmark.path)}.\n")
    names = left
    cached = {} if environment.get("RETRAIN") == "1" else read_timings(timings_path)
    with Progress(names, expected_seconds(names, cached, profile.minutes), stream) as progress:
        for name in names:
            notebook = read_notebook(folder / f"{name}.ipynb")
            progress.notebook_starts(len(code_cells(notebook)))
            try:
                run_notebook(notebook, folder, environment, progress.cell_starts)
            except NotebookError as error:
                write_notebook(copies / f"{name}.ipynb", notebook)
                raise NotebookError(f"{name}.ipynb stopped at {error}") from error
            except KeyboardInterrupt:
                rest = ",".join(other.split("_")[0] for other in names[names.index(name) :])
                raise KeyboardInterrupt(f"Stopped in {name}.ipynb; go on with: make course ONLY={rest}") from None
            write_notebook(copies / f"{name}.ipynb", notebook)
            timings = {**read_timings(timings_path), name: round(progress.notebook_ends(), 1)}
            write_atomically(timings_path, json.dumps(timings, indent=1) + "\n")
            bookmark.add(name)
    bookmark.remove()
    stream.write(summary(profile.run_dir, progress.elapsed))


def summary(run_dir: Path, seconds: float) -> str:
    """Where the results are, and how long they took."""
    places = {"Notebooks": run_dir / "notebooks", "Results": run_dir / "results.csv", "Report": run_dir / "report.html"}
    lines = [f"{label:<12}{shown(path) if path.exists() else 'not written yet'}" for label, path in places.items()]
    return "\n".join([*lines, f"{'Total time':<12}{clock(seconds)}", ""])


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


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.running.course",
        description="Run the course's notebooks in order.",
        epilog="The environment variable COURSE_PROFILE chooses the size of the models.",
    )
    parser.add_argument("--only", default="", metavar="03", help="prefixes of notebook names, separated by commas")
    parser.add_argument(
        "--publish",
        action="store_true",
        help="put the outputs of the nano profile's last run into notebooks/ instead of running",
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None, folder: Path = NOTEBOOKS) -> int:
    """Run or publish the notebooks of ``folder`` and return the exit code."""
    options = parse_arguments(arguments)
    try:
        profile = load_profile()
        names = select_notebooks(folder, options.only)
        if options.publish:
            publish(folder, profile, names)
            if folder == NOTEBOOKS and not options.only:
                update_readme(profile)
            print(f"Wrote the outputs of {len(names)} notebooks into {shown(folder)}.")
        else:
            check_writable(profile.run_dir)
            print(f"Profile {profile.name}: {len(names)} notebooks", flush=True)
            run_course(folder, profile, names, sys.stdout)
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.strerror or error}: {error.filename or 'file'}", file=sys.stderr)
        return 2
    except KeyboardInterrupt as interruption:
        print(str(interruption) or "Stopped.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
