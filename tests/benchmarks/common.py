"""What the benchmarks share: models and rows to measure on, the machine's name, and how they write a table."""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from helpers.planning import FLAN_T5_SHAPES
from helpers.profiles import ROOT, Profile
from helpers.running.errors import CourseError

LAB_LENGTH = 512  # the tokenizer's maximum, to which the lab pads
RATE = 1e-3
SHAPE_NAMES = ("nano", *FLAN_T5_SHAPES)


def make_model(shape: str, tokenizer_folder: str | None = None) -> tuple[Any, Any]:
    """Load nano's model, or build a FLAN-T5 shape with random weights; on the CPU, in float32, with its tokenizer."""
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    from helpers.planning import random_model, shape_config

    folder = ROOT / "data" / "model"
    if shape == "nano":
        if tokenizer_folder:
            raise CourseError("--tokenizer goes with a FLAN-T5 shape: nano's model has a vocabulary of its own.")
        model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32)
        return model, AutoTokenizer.from_pretrained(folder)
    torch.manual_seed(0)
    return random_model(shape_config(shape)), AutoTokenizer.from_pretrained(tokenizer_folder or folder)


def read_rows(profile: Profile, path: str | None) -> list[dict[str, Any]]:
    """Read rows with `dialogue`, `summary` and `references`: nano's training rows, or those of a .csv or .jsonl file.

    A file has the columns ``dialogue`` and ``summary``, or ``summary1`` and maybe ``summary2``, ``summary3``.
    """
    import pandas as pd
    from datasets import load_dataset

    if path is None:
        rows = list(load_dataset(profile.data["dialogue_summary"].path, split="train"))
    elif Path(path).suffix == ".csv":
        rows = pd.read_csv(path).dropna().to_dict("records")
    elif Path(path).suffix == ".jsonl":
        rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    else:
        raise CourseError(f"--data {path}: the name must end in .csv or .jsonl.")
    read = []
    for row in rows:
        references = [row[name] for name in ("summary", "summary1", "summary2", "summary3") if row.get(name)]
        if not row.get("dialogue") or not references:
            raise CourseError(f"--data {path}: every row needs a dialogue and a summary (or summary1).")
        read.append({"dialogue": row["dialogue"], "summary": references[0], "references": references})
    return read


def lab_prompts(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Write the lab's one instruction around each dialogue."""
    return [f"Summarize the following conversation.\n\n{row['dialogue']}\n\nSummary: " for row in rows]


def seconds_of(function: Callable[..., Any], *arguments: Any, **named: Any) -> tuple[Any, float]:
    """Return what a function returns and the seconds that it took, the GPU's work included."""
    import torch

    began = time.perf_counter()
    result = function(*arguments, **named)
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return result, time.perf_counter() - began


def in_own_process(module: str, arguments: Sequence[str]) -> dict[str, Any]:
    """Run a benchmark's module in a process of its own, under nano, and return the JSON in its last line."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=os.environ | {"COURSE_PROFILE": "nano"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CourseError(f"{module} {' '.join(arguments)} stopped; its message stands above.")
    return json.loads(done.stdout.splitlines()[-1])


def machine() -> str:
    """Name this machine for a table: its GPU, or its processor and number of cores."""
    import torch

    if torch.cuda.is_available():
        return torch.cuda.get_device_name(0)
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, torch on {torch.get_num_threads()} of them"


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table whose first column is text and whose others are figures."""
    lines = ["| " + " | ".join(header) + " |", "|---|" + "---:|" * (len(header) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def digits(value: float, places: int = 3) -> str:
    """Write a figure with so many significant digits, never as a power of ten; a dash where there is none."""
    if math.isnan(value):
        return "–"
    if math.isinf(value) or value == 0:
        return f"{value:g}"
    return f"{value:,.{max(0, places - 1 - math.floor(math.log10(abs(value))))}f}"
