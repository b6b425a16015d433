"""Faked drivers and builds of torch: one process takes one GPU, or says why it takes none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import torch

from helpers.profiles import all_profiles
from helpers.running import gpus
from helpers.running.errors import CourseError
from helpers.running.gpus import BEFORE, VISIBLE, Card, cards, give_back_gpus, has_kernels, settle_gpus, visible
from helpers.running.processes import apart, keeping_runs_in
from helpers.running.trainer import share_evenly
from helpers.setup import how_to_choose

T4 = Card("GPU-aaaa-1", "Tesla T4", (7, 5), "550.54.15")
OTHER_T4 = Card("GPU-bbbb-2", "Tesla T4", (7, 5), "550.54.15")
P100 = Card("GPU-cccc-3", "Tesla P100-PCIE-16GB", (6, 0), "560.35.03")
CU128 = ["sm_70", "sm_75", "sm_80", "sm_86", "sm_90", "sm_100", "sm_120", "compute_120"]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch):
    """A function that fakes a machine: its cards, what torch was built for, whether torch finds a GPU."""
    for name in (VISIBLE, BEFORE, "LOCAL_RANK"):
        monkeypatch.setenv(name, "kept for the end of the test")
        monkeypatch.delenv(name)

    def fake(*found: Card, built_for: list[str] = CU128, cuda: str | None = "12.8", available: bool = True) -> None:
        monkeypatch.setattr(gpus, "cards", lambda: list(found))
        monkeypatch.setattr(torch.cuda, "get_arch_list", lambda: built_for)
        monkeypatch.setattr(torch.version, "cuda", cuda)
        monkeypatch.setattr(torch.cuda, "is_available", lambda: available)

    return fake


def test_one_gpu_that_works_is_not_worth_a_word(machine) -> None:
    machine(T4)
    assert list(settle_gpus()) == [] and VISIBLE not in os.environ


def test_of_two_gpus_one_process_takes_one_and_says_so(machine) -> None:
    machine(T4, OTHER_T4)
    (said,) = settle_gpus()
    assert "2 GPUs" in said and "one process uses one: Tesla T4" in said and "--processes 2" in said
    assert os.environ[VISIBLE] == T4.uuid
    assert list(settle_gpus()) == []  # the set-up cell run again
    give_back_gpus()  # before a job of several processes
    assert VISIBLE not in os.environ and BEFORE not in os.environ


def test_a_choice_made_before_is_kept_and_given_back(machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(P100, T4, OTHER_T4)
    monkeypatch.setenv(VISIBLE, "2")
    assert list(settle_gpus()) == [] and os.environ[VISIBLE] == "2"
    monkeypatch.setenv(VISIBLE, "2,1")
    assert "2 GPUs" in next(settle_gpus()) and os.environ[VISIBLE] == OTHER_T4.uuid
    give_back_gpus()
    assert os.environ[VISIBLE] == "2,1"


def test_one_of_several_processes_is_left_alone(machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(T4, OTHER_T4)
    monkeypatch.setenv("LOCAL_RANK", "1")
    assert list(settle_gpus()) == [] and VISIBLE not in os.environ


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (None, [P100, T4]),
        ("", []),
        ("-1", []),
        ("1", [T4]),
        ("1, 0", [T4, P100]),
        ("1,7,0", [T4]),
        ("GPU-aaaa", [T4]),
    ],
)
def test_what_a_process_sees(value: str | None, seen: list[Card]) -> None:
    assert visible([P100, T4], value) == seen


def test_a_trainer_never_shares_a_batch_among_gpus_unasked() -> None:
    trainer = type("Faked", (), {"args": type("Arguments", (), {"n_gpu": 2, "world_size": 1})})
    with pytest.raises(CourseError, match="sees 2 GPUs.*run the set-up cell first"):
        share_evenly(trainer)


def test_one_process_is_compared_with_one_on_each_gpu_that_was_given(machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The set-up cell leaves a notebook one of two GPUs, and the job that it starts gets both back."""
    small = all_profiles()["small"]
    machine(T4, OTHER_T4)
    list(settle_gpus())
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)  # what torch sees from here on
    assert apart(small) == (f"mix_{small.curve[0]}", 2, {})
    give_back_gpus()
    monkeypatch.setenv(VISIBLE, "1,0")
    list(settle_gpus())
    assert apart(small) == (f"mix_{small.curve[0]}", 2, {})


@pytest.mark.parametrize(
    ("gpus", "processes", "place"),
    [(0, 2, {}), (1, 2, {"COURSE_PROFILE": "nano", "CUDA_VISIBLE_DEVICES": "-1"}), (4, 4, {})],
)
def test_two_processes_do_not_share_a_gpu(machine, monkeypatch, gpus: int, processes: int, place: dict) -> None:
    machine(T4)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: gpus)
    arm = f"mix_{all_profiles()['nano' if place else 'small'].curve[0]}"
    assert apart(all_profiles()["small"]) == (arm, processes, place)


# --- a torch without kernels, without CUDA, or too new for the driver --------------------------------


def test_a_gpu_without_kernels_gives_way_to_the_cpu_and_says_why(machine) -> None:
    machine(P100)
    (said,) = settle_gpus()
    assert os.environ[VISIBLE] == "-1"  # what torch now counts as no GPU at all
    assert "Tesla P100" in said and "6.0" in said and "sm_70" in said and "CPU" in said
    assert list(settle_gpus()) == []


def test_of_a_gpu_with_kernels_and_one_without_the_first_is_taken(machine) -> None:
    machine(P100, T4)
    list(settle_gpus())
    assert os.environ[VISIBLE] == T4.uuid


@pytest.mark.parametrize(
    ("capability", "built_for", "works"),
    [
        ((6, 0), ["sm_50", "sm_60", "sm_70"], True),
        ((6, 1), ["sm_60"], True),  # a GTX 1080 runs what a P100 runs
        ((6, 0), ["sm_61"], False),
        ((7, 0), ["sm_75", "sm_80", "sm_86", "sm_90"], False),  # a V100 under CUDA 13
        ((7, 5), CU128, True),
        ((8, 9), CU128, True),  # an L4 or 4090 runs sm_86
        ((9, 0), ["sm_90a"], True),
        ((12, 0), ["sm_80", "compute_90"], True),  # translated by the driver
        ((12, 0), ["sm_80", "sm_90"], False),  # a card newer than torch
        ((7, 5), [], False),
    ],
)
def test_kernels_are_known_by_the_list_that_torch_was_built_for(capability, built_for, works) -> None:
    assert has_kernels(capability, built_for) == works


def test_a_torch_for_the_cpu_beside_a_gpu_is_said_with_the_line_that_mends_it(machine) -> None:
    machine(T4, built_for=[], cuda=None, available=False)
    (said,) = settle_gpus()
    assert "built for the CPU alone" in said and "pip install" in said and "/cu126" in said and "restart" in said


def test_a_driver_that_is_too_old_is_said_with_both_ways_out(machine) -> None:
    machine(T4, cuda="13.0", available=False)
    (said,) = settle_gpus()
    assert "CUDA 13.0" in said and "needs driver 580; 550.54.15 is here" in said
    assert "Update the driver" in said and "/cu126" in said


def test_a_blackwell_gpu_is_sent_to_cuda_13_alone(machine) -> None:
    """CUDA 12.6 has no kernels for it."""
    new = Card("GPU-dddd-4", "NVIDIA GeForce RTX 5070", (12, 0), "572.16")
    machine(new, built_for=[], cuda=None, available=False)
    (said,) = settle_gpus()
    assert "/cu130" in said
    machine(new, cuda="13.0", available=False)
    (said,) = settle_gpus()
    assert "Update the driver, then restart" in said and "whl/" not in said


def test_what_nobody_understands_is_said_all_the_same(machine) -> None:
    machine(T4, available=False)
    (said,) = settle_gpus()
    assert "Tesla T4 is not used" in said and "restart the machine" in said


# --- the driver's tool, Apple ------------------------------------------------------------------------


def tool(folder: Path, prints: str, code: int = 0) -> None:
    (folder / "nvidia-smi").write_text(f"#!/bin/sh\ncat <<'END'\n{prints}\nEND\nexit {code}\n")
    (folder / "nvidia-smi").chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="the faked tool is a shell script")
def test_cards_are_those_that_the_driver_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    tool(tmp_path, "GPU-aaaa-1, Tesla T4, 7.5, 550.54.15\nGPU-cccc-3, Tesla P100-PCIE-16GB, 6.0, 560.35.03")
    assert cards() == [T4, P100]
    tool(tmp_path, 'Field "compute_cap" is not a valid field to query.', 2)
    assert cards() == []
    tool(tmp_path, "No devices were found")
    assert cards() == []
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert cards() == []


def test_a_mac_is_told_that_nano_runs_on_its_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    from helpers.profiles import load_profile

    monkeypatch.setattr("helpers.setup.apple_silicon", lambda: True)
    assert "On Apple Silicon the course runs nano, on the CPU." in how_to_choose(load_profile("nano"))
    monkeypatch.setattr("helpers.setup.apple_silicon", lambda: False)
    assert "Apple" not in how_to_choose(load_profile("nano"))


def test_a_process_with_runs_of_its_own_starts_from_the_pinned_commits(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("COURSE_RUNS", str(tmp_path / "runs"))
    small, other = all_profiles()["small"], tmp_path / "other"
    assert keeping_runs_in(str(other), small) == {"COURSE_RUNS": str(other)} and not other.exists()
    pinned = small.run_dir / "revisions.json"
    pinned.parent.mkdir(parents=True)
    pinned.write_text("{}")
    monkeypatch.setenv(*keeping_runs_in(str(other), small).popitem())
    assert (small.run_dir / "revisions.json").read_text() == "{}" and small.run_dir.is_relative_to(other)
