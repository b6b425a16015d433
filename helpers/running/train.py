r"""Trains and evaluates an arm without a notebook, on one process or many: ``python -m helpers.running.train``.

    python -m helpers.running.train --arm lora --evaluate
    python -m helpers.running.train --arm multitask --processes 2
    accelerate launch --config_file helpers/running/accelerate/several_gpus.yaml \
        -m helpers.running.train --arm multitask

The functions are those that the notebooks use, so a run that is trained here is found there, and the other way round.
``--processes`` starts torchrun on this machine; `accelerate launch` and `torchrun` also reach several machines.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import signal
import sys
from collections.abc import Sequence
from contextlib import nullcontext, redirect_stdout

from helpers.profiles import TASK_NAMES
from helpers.results import MAIN_METRIC
from helpers.running.errors import CourseError
from helpers.running.gpus import give_back_gpus
from helpers.running.language import tell
from helpers.running.processes import is_first_process
from helpers.setup import start

GO_ON = "The same command goes on from the newest checkpoint."
SAID = 2  # exit code after a `CourseError`, whose sentence has been printed
# What a process is told by the engine when another one is gone.
LOST = re.compile(r"gloo|nccl|connection (closed|reset)|timed out|socket", re.IGNORECASE)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line: an arm, whether to measure it and on which tasks, and the number of processes."""
    parser = argparse.ArgumentParser(
        prog="python -m helpers.running.train",
        description="Train an arm of the course, and measure it.",
        epilog="COURSE_PROFILE chooses the profile, COURSE_SIZES other sizes. A run that was stopped goes on from its "
        "newest checkpoint.",
    )
    parser.add_argument("--arm", required=True, help="what to train: full, lora, multitask, …")
    parser.add_argument("--evaluate", action="store_true", help="then measure it on the test sets, into results.csv")
    which = {"nargs": "+", "choices": TASK_NAMES, "default": list(TASK_NAMES), "metavar": "TASK"}
    parser.add_argument("--tasks", **which, help=f"test sets for --evaluate, of {', '.join(TASK_NAMES)} (default: all)")
    parser.add_argument("--processes", type=int, default=1, help="to start on this machine, one a GPU (default: 1)")
    return parser.parse_args(arguments)


def work(options: argparse.Namespace) -> None:
    """Train and evaluate as one process, alone or one of several; the first one prints.

    Raises `CourseError` for an arm that there is not, with those that there are.
    """
    with nullcontext() if is_first_process() else redirect_stdout(open(os.devnull, "w")):
        profile = start()
        from helpers.arms import Arms  # after `start`: these import transformers
        from helpers.evaluation import evaluate_arm

        arms = Arms(profile)
        known = ["sequential", *(arm.name for arm in arms.trained)]
        if options.arm not in known:
            raise CourseError(f"--arm {options.arm}: there is no such arm to train; choose one of {', '.join(known)}.")
        arm = arms[options.arm]
        run = arm.train()
        record = run.read()
        took, folder = f"{record['seconds']:.0f}", os.path.relpath(run.folder)
        tell(f"Trained {options.arm} in {took} s; processes: {record['processes']}; folder: {folder}")
        for task in options.tasks if options.evaluate else ():
            figures = evaluate_arm(arm, task).figures
            tell(f"Measured {options.arm} on {task}: {MAIN_METRIC[task]} {figures[MAIN_METRIC[task]]}")


def launch(processes: int, arguments: Sequence[str]) -> None:
    """Start this module `processes` times under torchrun's agent and wait.

    Raises `CourseError` that says which process failed and how to go on.
    """
    from torch.distributed.elastic.multiprocessing.errors import ChildFailedError
    from torch.distributed.launcher.api import LaunchConfig, elastic_launch

    here = {"run_id": "course", "rdzv_backend": "c10d", "rdzv_endpoint": "localhost:0"}
    config = LaunchConfig(min_nodes=1, max_nodes=1, nproc_per_node=processes, max_restarts=0, **here)
    threads = max(1, (os.cpu_count() or 1) // processes)  # or the processes would fight for the cores
    os.environ.setdefault("OMP_NUM_THREADS", str(threads))
    give_back_gpus()
    if sys.platform == "win32":
        os.environ.setdefault("USE_LIBUV", "0")  # torch for Windows is built without that library
    logging.getLogger("torch.distributed.elastic").setLevel(logging.CRITICAL)  # the sentence below says it
    try:
        elastic_launch(config, sys.executable)("-m", "helpers.running.train", *arguments)
    except ChildFailedError as error:
        number, failure = min(error.failures.items(), key=lambda item: item[1].timestamp)
        if failure.exitcode == SAID:
            raise SystemExit(SAID) from error
        raise CourseError(
            f"Process {number} of {processes} {how_it_ended(failure.exitcode)}, and the others were stopped. {GO_ON}"
        ) from error


def how_it_ended(code: int) -> str:
    """Put an exit code into words; a negative one is a signal.

    >>> how_it_ended(2)
    'failed with exit code 2'
    """
    if code >= 0:
        return f"failed with exit code {code}"
    name = signal.Signals(-code).name
    return f"was killed ({name}, most often because memory ran out)" if name == "SIGKILL" else f"was killed ({name})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, and return the exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    options = parse(arguments)
    try:
        if options.processes < 1:
            raise CourseError(f"--processes {options.processes}: there must be at least 1.")
        if options.processes > 1 and "RANK" not in os.environ:
            launch(options.processes, arguments)
        else:
            work(options)
    except CourseError as error:
        if is_first_process():
            tell(error, file=sys.stderr)
        return SAID
    except RuntimeError as error:
        if "RANK" not in os.environ or not LOST.search(str(error)):
            raise
        tell(f"Process {os.environ['RANK']}: another process is gone. {GO_ON}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        tell(f"Stopped. {GO_ON}", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
