"""Runs the notebooks in order: ``python -m notebooks.running.course``."""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbclient.util import run_sync
from nbformat import NotebookNode

from helpers.profiles import Profile, load_profile
from helpers.results import write_atomically
from helpers.running.gpus import settle_gpus
from helpers.running.language import ENGLISH, language, tell, translated, writable
from helpers.running.runs import check_writable
from helpers.running.runtime import check_language, check_python
from notebooks.running.bookmark import Bookmark, digest_of_files
from notebooks.running.columns import padded
from notebooks.running.errors import NotebookError, exit_code
from notebooks.running.notebooks import NOTEBOOKS, code_cells, read_notebook, select_notebooks, shown, write_notebook
from notebooks.running.progress import Progress, clock, expected_seconds, read_timings


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
    """Execute ``notebook`` in place, in a kernel of its own that works in ``folder``.

    The cells are started here and not by nbclient's own `execute` (or papermill, which calls it): that one takes Ctrl-C
    for itself, and what comes out is a dead kernel, told as memory that ran out.
    """
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
    edition = f"-{folder.name}" if folder.parent == NOTEBOOKS else ""
    copies, timings_path = profile.run_dir / f"notebooks{edition}", profile.run_dir / "timings.json"
    environment = kernel_environment(profile)
    digest = digest_of_files([folder / f"{name}.ipynb" for name in names], environment)
    bookmark = Bookmark(profile.run_dir / "course.json", digest)
    done = {name for name in bookmark.done if (copies / f"{name}.ipynb").is_file()}
    environment["COURSE_STARTED"] = str(bookmark.started)  # with RETRAIN=1 older runs are trained again, once
    bookmark.add()
    left = [name for name in names if name not in done] or names
    if left != names:
        going_on = f"Going on with {left[0]}, where it was stopped; to begin anew, delete {shown(bookmark.path)}."
        tell(going_on, file=stream)
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
    stream.write(writable(summary(profile.run_dir, copies, progress.elapsed), stream))


def summary(run_dir: Path, copies: Path, seconds: float) -> str:
    """Where the executed notebooks and the results are, and how long they took."""
    places = {"Notebooks": copies, "Results": run_dir / "results.csv", "Report": run_dir / "report.html"}
    lines = {name: shown(path) if path.exists() else translated("not written yet") for name, path in places.items()}
    lines["Total time"] = clock(seconds)
    return "".join(f"{padded(translated(name), 12)}{text}\n" for name, text in lines.items())


def main(arguments: Sequence[str] | None = None, folder: Path | None = None) -> int:
    """Run the notebooks of ``folder``, or the lessons in the learner's language, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m notebooks.running.course",
        description="Run the course's notebooks in order.",
        epilog="The environment variable COURSE_PROFILE chooses the size of the models.",
    )
    parser.add_argument("--only", default="", metavar="03", help="prefixes of notebook names, separated by commas")
    options = parser.parse_args(arguments)

    def work() -> int:
        check_python()
        check_language()
        for line in settle_gpus():
            tell(line, flush=True)
        profile = load_profile()
        lessons = folder or (NOTEBOOKS if language() == ENGLISH else NOTEBOOKS / language())
        names = select_notebooks(lessons, options.only)
        check_writable(profile.run_dir)
        tell(f"Profile {profile.name}: {len(names)} notebooks", flush=True)
        run_course(lessons, profile, names, sys.stdout)
        return 0

    return exit_code(work)


if __name__ == "__main__":
    sys.exit(main())
