"""The comparison of 09 on machines with other numbers of GPUs, which are faked: one process against several, always."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import torch

from helpers.profiles import ROOT, all_profiles


class Job:
    """In place of a started process: writes the record that a training leaves."""

    started: list[tuple[list[str], dict[str, str]]] = []
    stdout = ("mix: step 1 of 1",)
    returncode = 0

    def __init__(self, command: list[str], env: dict[str, str], **more: object) -> None:
        self.started.append((command, env))
        (Path(env["COURSE_RUNS"]) / "run.json").write_text(json.dumps({"processes": int(command[-1])}))

    def __enter__(self) -> Job:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to wait for."""


@pytest.mark.parametrize(("gpus", "counts"), [(0, [2]), (1, [1, 2]), (2, [2]), (4, [4])])
def test_one_process_is_compared_with_several_whatever_gpus_there_are(
    monkeypatch: pytest.MonkeyPatch, gpus: int, counts: list[int]
) -> None:
    cells = nbformat.read(ROOT / "notebooks" / "09_scaling_out.ipynb", as_version=4).cells
    (source,) = [cell.source for cell in cells if cell.cell_type == "code" and "helpers.running.train" in cell.source]
    monkeypatch.setattr(subprocess, "Popen", Job)
    monkeypatch.setattr(Job, "started", [])
    emptied: list[None] = []
    monkeypatch.setattr(torch.cuda, "device_count", lambda: gpus)
    monkeypatch.setattr(torch.cuda, "empty_cache", lambda: emptied.append(None))
    small = all_profiles()["small"]
    here = SimpleNamespace(train=lambda: SimpleNamespace(read=lambda: {"processes": 1}))
    names: dict = {"torch": torch, "profile": small, "ROOT": ROOT, "sys": sys, "os": os}
    names |= {"arms": {f"mix_{small.curve[0]}": here}, "model": object(), "base": object()}
    exec(source, names)
    assert (names["alone"]["processes"], names["together"]["processes"]) == (1, counts[-1]) and counts[-1] > 1
    assert [int(command[-1]) for command, _ in Job.started] == counts
    assert names["model"] is None and names["base"] is None and emptied  # the kernel gives its own memory back
    nano = f"mix_{all_profiles()['nano'].curve[0]}"
    for command, env in Job.started:
        apart = gpus == 1  # one GPU cannot be shared: both on the CPU, with what it can train
        assert (env.get("CUDA_VISIBLE_DEVICES") == "-1", nano in command, f"mix_{small.curve[0]}" in command) == (
            apart,
            apart,
            not apart,
        )
