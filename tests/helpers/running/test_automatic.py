"""What auto chooses on faked GPUs, what it says, and the disk that a profile asks for; no GPU is needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from helpers import profiles
from helpers.profiles import NOTEBOOKS, all_profiles, choose_profile, time_and_memory
from helpers.running import automatic
from helpers.running.automatic import check_disk, gpu_here, launch_cost, told
from helpers.running.budget import GPUS, Speed, disk
from helpers.running.errors import CourseError
from helpers.running.machine import GIGABYTE
from helpers.setup import check_environment

SMALL = all_profiles()["small"]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Callable[[Speed | None], None]:
    """A function that puts a GPU of such a speed into this machine, or none."""

    def fake(speed: Speed | None) -> None:
        memory = None if speed is None else speed.memory
        monkeypatch.setattr(automatic, "gpu_here", lambda: speed)
        for place in ("helpers.profiles", "helpers.setup"):
            monkeypatch.setattr(f"{place}.gpu_memory", lambda: memory)
        monkeypatch.setattr("helpers.profiles.main_memory", lambda: 64.0)

    return fake


@pytest.mark.parametrize(
    ("gpu", "chosen", "why"),
    [
        (None, "nano", "no CUDA GPU here"),
        (GPUS["T4"], "small", "base takes"),  # base fits its memory, and not two hours
        (GPUS["RTX 3060"], "small", "base needs 14.0 GiB"),
        (GPUS["L4"], "base", "large takes"),
        (GPUS["RTX 4090"], "base", "large takes"),
        (GPUS["A100"], "base", "large takes"),
        (GPUS["H100"], "large", "xl takes"),
        (Speed("Quadro M2000", 2e12, 1e-5, 3.9), "nano", "small needs 7.5 GiB"),
        (Speed("GTX 1070", 1e12, 1e-5, 7.9), "nano", "small takes"),  # slow, with memory enough
        (Speed("A100, shared with nine", 7e12, 8e-6, 79.1), "small", "base takes"),
    ],
)
def test_auto_takes_the_largest_profile_whose_course_fits_two_hours(here, gpu, chosen: str, why: str) -> None:
    here(gpu)
    profile, reason = choose_profile("auto")
    assert profile.name == chosen and why in reason and reason.startswith("chosen by auto: ")
    assert gpu is None or gpu.name in reason


def test_memory_is_told_to_one_decimal(here) -> None:
    here(replace(GPUS["T4"], memory=7.46))
    with pytest.raises(CourseError, match=r"needs a CUDA GPU with 7\.5 GiB and this machine has a GPU with 7\.4 GiB"):
        choose_profile("small")  # never "needs 7.5 and has 7.5"
    here(replace(GPUS["L4"], memory=21.4))
    with pytest.raises(CourseError, match=r"needs a CUDA GPU with 21\.5 GiB and this machine has a GPU with 21\.4 GiB"):
        choose_profile("large")
    lines = list(check_environment(all_profiles()["large"]))
    assert any(line.startswith("FAIL") and "21.4 GiB" in line and "21.5 GiB" in line for line in lines)
    here(GPUS["L4"])
    assert any(line == "OK    CUDA GPU with 22.0 GiB" for line in check_environment(all_profiles()["large"]))


def test_the_minutes_of_each_notebook_here_are_told_and_how_they_are_known(here) -> None:
    here(replace(GPUS["T4"], how="probed"))
    said = told(SMALL)
    assert "00 2, 01 3" in said and "in all 92" in said and "never measured" in said
    table = time_and_memory("05_multitask")
    column = table["minutes on this GPU (computed)"]
    assert column["small"].startswith("28.") and float(column["base"].split()[0]) > 60 and column["nano"] == "–"


def test_without_a_gpu_the_table_has_no_column_for_one(here) -> None:
    here(None)
    table = time_and_memory("05_multitask")
    assert list(table.columns)[-1] == "memory (GiB)" and table.loc["nano", "on"] == "2 CPU cores"
    assert told(SMALL) == ""
    assert {name: time_and_memory(name).shape for name in NOTEBOOKS} == dict.fromkeys(NOTEBOOKS, table.shape)


# --- the probe ---------------------------------------------------------------------------------------


@pytest.fixture
def gpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A faked GPU of which a large product and a launch can be timed; what was timed is listed."""
    timed: list[str] = []
    monkeypatch.setenv("COURSE_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _: "Tesla T4")
    monkeypatch.setattr(automatic, "gpu_memory", lambda: 14.6)
    monkeypatch.setattr(automatic, "device", lambda: "cuda")
    monkeypatch.setattr(automatic, "use_bf16", lambda: False)
    monkeypatch.setattr(automatic, "matrix_peak", lambda: timed.append("product") or 4.4e12)
    monkeypatch.setattr(automatic, "launch_cost", lambda: timed.append("launch") or 1.2e-5)
    gpu_here.cache_clear()
    yield timed
    gpu_here.cache_clear()


def test_a_gpu_is_probed_once_a_machine(gpu: list[str], tmp_path: Path) -> None:
    found = gpu_here()
    assert found == Speed("Tesla T4", 0.75 * 4.4e12, 1.2e-5, 14.6, "probed") and gpu == ["product", "launch"]
    gpu_here.cache_clear()  # another kernel on this machine
    assert gpu_here() == found and gpu == ["product", "launch"]
    kept = tmp_path / "runs" / "speed.json"
    for damaged in ("{", "[]", '{"Tesla T4, torch 1.0": {}}', kept.read_text().replace("3300000000000.0", "0")):
        kept.write_text(damaged)
        gpu_here.cache_clear()
        assert gpu_here() == found
    assert len(gpu) == 10 and json.loads(kept.read_text())


def test_runs_on_a_disk_that_nobody_may_write_stop_no_probe(gpu: list[str], tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file, no folder")
    assert gpu_here().name == "Tesla T4"


def test_without_a_gpu_nothing_is_probed(gpu: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automatic, "gpu_memory", lambda: None)
    assert gpu_here() is None and gpu == []


def test_a_launch_costs_something() -> None:
    assert 0 < launch_cost(20) < 1


# --- the disk ------------------------------------------------------------------------------------------


def test_a_disk_too_small_is_said_before_anything_is_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_RUNS", str(tmp_path / "not yet there"))
    one, whole = disk(SMALL)
    free = 0.0

    def free_space(folder: Path) -> float:
        assert folder == tmp_path / "not yet there" / "small"  # the disk that is used, not the checkout's
        return free

    monkeypatch.setattr(automatic, "free_space", free_space)
    with pytest.raises(CourseError, match=r"small: one training needs 2\.9 GiB .*0\.0 GiB are free.*COURSE_RUNS"):
        check_disk(SMALL)
    free = (one + whole) / 2
    said = check_disk(SMALL)
    assert "whole course needs about 9 GiB" in said and "COURSE_RUNS" in said
    folder = tmp_path / "not yet there" / "small" / "models"
    folder.mkdir(parents=True)
    with open(folder / "model.safetensors", "wb") as file:
        file.truncate(int(whole - free) + 1)  # trained already
    assert check_disk(SMALL) == ""


def test_a_model_that_the_arithmetic_does_not_know_is_no_obstacle(here) -> None:
    here(GPUS["T4"])
    other = replace(SMALL, model="somebody/another-t5")  # as COURSE_SIZES may name it
    assert check_disk(other) == told(other) == ""
    assert any("on the disk of the runs" in line for line in check_environment(other))


def test_nano_asks_for_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automatic, "free_space", lambda _: pytest.fail("the disk was asked"))
    assert check_disk(profiles.load_profile("nano")) == ""


def test_the_check_of_the_machine_looks_at_the_disk_of_the_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_RUNS", str(tmp_path))
    monkeypatch.setattr("helpers.setup.free_space", lambda folder: 20 * GIGABYTE)
    base = next(line for line in check_environment(all_profiles()["base"]) if "on the disk of the runs" in line)
    assert base.startswith("FAIL") and "20.0 GiB" in base and "29 GiB" in base and "COURSE_RUNS" in base
    small = next(line for line in check_environment(SMALL) if "on the disk of the runs" in line)
    assert small.startswith("OK")
