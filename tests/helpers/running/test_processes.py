"""Training on several processes: the same rows, the same loss, one writer, and a clear end when one dies."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
import torch
from accelerate.commands.config.config_args import load_config_from_file
from safetensors.torch import load_file

from helpers.arms import Arms
from helpers.profiles import ROOT, TASK_NAMES, Profile, all_profiles
from helpers.results import read_results
from helpers.running.errors import CourseError
from helpers.running.processes import processes
from helpers.running.train import how_it_ended, launch, main, parse
from helpers.running.trainer import share_evenly

CONFIGS = sorted((ROOT / "helpers" / "running" / "accelerate").glob("*.yaml"))
TEST_ROWS = {"dialogue_summary": 13, "entities": 12}  # neither is shared by two processes without a rest
SIZES = {
    "counts": {task: {"train": 44, "validation": 16, "test": TEST_ROWS.get(task, 1)} for task in TASK_NAMES},
    # More than twice through rows that no batch divides; AdamW, as shards of a model cannot be trained by Adafactor.
    "full": {"examples": 96, "batch_size": 8, "evaluations": 6, "optimizer": "adamw", "learning_rate": 3e-3},
    "resamples": 200,
}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Few rows and steps under nano, one thread a process."""
    sizes = tmp_path_factory.mktemp("sizes") / "few.json"
    sizes.write_text(json.dumps(SIZES))
    return os.environ | {"COURSE_PROFILE": "nano", "COURSE_SIZES": str(sizes), "OMP_NUM_THREADS": "1"}


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    return done


TRAIN = [sys.executable, "-m", "helpers.running.train", "--arm", "full"]


@pytest.fixture(scope="module")
def folders(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The runs folder after training and evaluating on one process, and on two."""
    made = {}
    for count in (1, 2):
        made[count] = tmp_path_factory.mktemp(f"runs_of_{count}")
        command = [*TRAIN, "--evaluate", "--tasks", *TEST_ROWS, "--processes", str(count)]
        run(command, environment | {"COURSE_RUNS": str(made[count])})
    return made


@pytest.fixture(scope="module")
def jobs(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of three jobs: one process alone, two that hold the whole model, two that hold shards of it."""
    launcher = [sys.executable, "-m", "accelerate.commands.launch", "--config_file"]
    commands = {
        "one": [sys.executable],
        "two": [*launcher, "helpers/running/accelerate/several_gpus.yaml"],
        "sharded": [*launcher, "helpers/running/accelerate/sharded.yaml"],
    }
    folders = {}
    for name, command in commands.items():
        folders[name] = tmp_path_factory.mktemp(name)
        probe = ["-m", "tests.helpers.running.seen_by_processes", str(folders[name])]
        run([*command, *probe], environment | {"COURSE_RUNS": str(folders[name])})
    return folders


@pytest.fixture(scope="module")
def seen(jobs: dict[str, Path]) -> dict[str, list[dict]]:
    """What each process of each job saw."""
    return {
        name: [json.loads(path.read_text()) for path in sorted(folder.glob("*-of-*.json"))]
        for name, folder in jobs.items()
    }


def weights(folder: Path) -> dict[str, torch.Tensor]:
    """The weights of the finished run of ``full`` in a runs folder."""
    (path,) = folder.rglob("models/full-*/model.safetensors")
    return load_file(path)


def rows_of(jobs: list[dict]) -> list[list[list[int]]]:
    """The rows of each batch, of training and of validation, those of all processes together."""
    return [[row for part in batch for row in part] for batch in zip(*(job["batches"] for job in jobs), strict=True)]


def test_the_engine_is_the_one_that_the_config_file_names(seen: dict[str, list[dict]]) -> None:
    assert [len(jobs) for jobs in seen.values()] == [1, 2, 2]
    assert "NO" in seen["one"][0]["engine"] and "MULTI" in seen["two"][0]["engine"]
    assert "FSDP" in seen["sharded"][0]["engine"] and seen["sharded"][0]["sharded"]


@pytest.mark.parametrize("job", ["two", "sharded"])
def test_several_processes_see_the_rows_of_one_in_its_order(seen: dict[str, list[dict]], job: str) -> None:
    alone = rows_of(seen["one"])
    sizes = [len(batch) for batch in alone]
    assert sizes.count(8) >= 12 and sizes.count(16) == 6 and set(sizes) == {8, 16}
    assert rows_of(seen[job]) == alone


@pytest.mark.parametrize("job", ["two", "sharded"])
def test_the_loss_is_that_of_one_process_within_rounding(seen: dict[str, list[dict]], job: str) -> None:
    """Training and validation loss at every step, in float32; the model learned meanwhile."""
    alone = seen["one"][0]["losses"]
    assert seen[job][0]["losses"] == pytest.approx(alone, rel=1e-4)
    assert alone[-1] < 0.8 * alone[0]


@pytest.mark.parametrize("job", ["two", "sharded"])
def test_the_finished_model_is_whole_and_that_of_one_process_within_rounding(jobs: dict[str, Path], job: str) -> None:
    ours, alone = weights(jobs[job]), weights(jobs["one"])
    assert ours.keys() == alone.keys()
    assert all(torch.allclose(ours[name], alone[name], atol=2e-3) for name in alone)
    assert not list(jobs[job].rglob("models/full-*/*.bin"))


def test_evaluation_is_gathered_once_and_written_once(folders: dict[int, Path]) -> None:
    tables = {}
    for count, folder in folders.items():
        (results,) = folder.rglob("results.csv")
        table = read_results(results)
        tables[count] = table[~table.metric.str.startswith("speaker")]  # which count texts that name a speaker alone
        outputs = {path.name.split("-")[-2]: json.loads(path.read_text()) for path in folder.rglob("predictions/*")}
        assert {task: len(stored["texts"]) for task, stored in outputs.items()} == TEST_ROWS
        assert not list(folder.rglob("*.tmp"))
    assert {task: set(rows.n) for task, rows in tables[2].groupby("task")} == {
        task: {n} for task, n in TEST_ROWS.items()
    }
    assert not tables[2].duplicated(["arm", "task", "metric", "seed"]).any()
    assert len(tables[1]) == len(tables[2]) and (tables[1].value - tables[2].value).abs().max() < 0.1


def test_a_run_of_several_processes_is_found_by_one(
    folders: dict[int, Path], environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COURSE_RUNS", str(folders[2]))
    assert main(["--arm", "full"]) == 0
    assert "processes: 2" in capsys.readouterr().out


def worker(job: subprocess.Popen[str], number: int) -> psutil.Process:
    """The process of a job that torchrun numbered so."""
    for child in psutil.Process(job.pid).children(recursive=True):
        if child.environ().get("RANK") == str(number):
            return child
    raise AssertionError(f"no process {number}")


@pytest.mark.fault(
    "SIGKILL of one of two processes that train together",
    "the job ends and says so; the next start goes on",
)
@pytest.mark.parametrize("number", [0, 1])
def test_a_killed_process_ends_the_job_and_the_next_goes_on(
    environment: dict[str, str], folders: dict[int, Path], tmp_path: Path, number: int
) -> None:
    environment = environment | {"COURSE_RUNS": str(tmp_path)}
    command = [*TRAIN, "--processes", "2"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as job:
        until = time.monotonic() + 120
        while not list(tmp_path.rglob("checkpoint-4/trainer_state.json")):
            assert time.monotonic() < until and job.poll() is None
            time.sleep(0.02)
        worker(job, number).send_signal(signal.SIGKILL)
        said = job.communicate(timeout=60)[1]
    assert job.returncode == 2
    assert f"Process {number} of 2 was killed (SIGKILL" in said and "goes on from the newest checkpoint" in said
    assert "Traceback" not in said and not list(tmp_path.rglob("run.json"))
    again = run(command, environment)
    assert "going on from checkpoint-" in again.stdout
    resumed, whole = weights(tmp_path), weights(folders[2])
    assert all(resumed[name].equal(whole[name]) for name in whole)


def test_two_machines_train_as_one(environment: dict[str, str], folders: dict[int, Path], tmp_path: Path) -> None:
    """Each machine starts one process by the configuration file; here both are this one."""
    launcher = [sys.executable, "-m", "accelerate.commands.launch", "--config_file"]
    options = [
        "helpers/running/accelerate/several_machines.yaml",
        "--num_processes",
        "2",
        "--main_process_port",
        free_port(),
    ]
    command = [*launcher, *options, "--machine_rank"]
    environment = environment | {"COURSE_RUNS": str(tmp_path)}
    machines = [
        subprocess.Popen([*command, rank, *TRAIN[1:]], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for rank in ("0", "1")
    ]
    printed = [machine.communicate(timeout=120)[0] for machine in machines]
    assert [machine.returncode for machine in machines] == [0, 0]
    assert "processes: 2" in printed[0] and printed[1] == ""
    ours, theirs = weights(tmp_path), weights(folders[2])
    assert all(ours[name].equal(theirs[name]) for name in theirs)


def free_port() -> str:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--arm", "fulll"], "--arm fulll: there is no such arm to train; choose one of sequential, full, lora"),
        (["--arm", "full", "--processes", "0"], "--processes 0: there must be at least 1"),
    ],
)
def test_wrong_arguments_get_one_sentence(arguments: list[str], says: str, capsys) -> None:
    assert main(arguments) == 2
    assert says in capsys.readouterr().err


def test_batches_that_cannot_be_shared_are_refused(environment: dict[str, str], tmp_path: Path) -> None:
    command = [*TRAIN, "--processes", "3"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment | {"COURSE_RUNS": str(tmp_path)}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 2
    assert done.stderr.strip().startswith("3 processes cannot share 44 rows for training evenly in batches of 8")
    assert done.stderr.count("cannot share") == 1 and not list(tmp_path.rglob("run.json"))


def test_sharding_without_gpus_is_refused(environment: dict[str, str], tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "accelerate.commands.launch",
        "--config_file",
        "helpers/running/accelerate/sharded.yaml",
    ]
    done = subprocess.run(
        [*command, *TRAIN[1:]],
        cwd=ROOT,
        env=environment | {"COURSE_RUNS": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode != 0 and "shards a model over several GPUs and this job has none" in done.stderr


def test_a_job_of_several_processes_gets_all_gpus_and_what_windows_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel that starts it took one GPU for itself; torch for Windows has no libuv, which it would ask for."""
    seen = []
    monkeypatch.setattr(
        "torch.distributed.launcher.api.elastic_launch", lambda *_: lambda *_: seen.append(dict(os.environ))
    )
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "GPU-aaaa-1")
    monkeypatch.setenv("COURSE_VISIBLE_GPUS", "all")
    monkeypatch.setenv("USE_LIBUV", "for the end of the test")
    monkeypatch.delenv("USE_LIBUV")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    launch(2, ["--arm", "lora"])
    monkeypatch.setattr(sys, "platform", "win32")
    launch(2, ["--arm", "lora"])
    assert all("CUDA_VISIBLE_DEVICES" not in environment for environment in seen)
    assert [environment.get("USE_LIBUV") for environment in seen] == [None, "0"]


def test_shards_of_a_model_are_not_trained_by_adafactor() -> None:
    adafactor = (torch.optim.Adafactor, {"lr": 1e-3})
    trainer = SimpleNamespace(
        args=SimpleNamespace(world_size=2, n_gpu=1), is_fsdp_enabled=True, optimizer_cls_and_kwargs=adafactor
    )
    with pytest.raises(CourseError, match='give the recipe optimizer = "adamw"'):
        share_evenly(trainer)


def test_help_names_every_argument(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--help"])
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in ("--arm", "--evaluate", "--tasks", "--processes"))


def test_exit_codes_in_words() -> None:
    assert how_it_ended(-15) == "was killed (SIGTERM)" and how_it_ended(3) == "failed with exit code 3"


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_config_files_are_what_accelerate_reads(path: Path) -> None:
    """Unknown keys are refused by Accelerate; the command in the comment names the file itself."""
    config = load_config_from_file(str(path))
    assert config.num_processes >= 2 and f"--config_file helpers/running/accelerate/{path.name}" in path.read_text()
    assert (config.fsdp_config or {}).get("fsdp_transformer_layer_cls_to_wrap") in (None, "T5Block")


@pytest.mark.parametrize("profile", all_profiles().values(), ids=lambda profile: profile.name)
def test_every_arm_can_be_shared_by_two_processes(profile: Profile) -> None:
    for arm in Arms(profile).trained:
        validation = sum(profile.counts[task].validation for task in arm.tasks)
        assert arm.recipe.batch_size % 2 == 0 and validation % (2 * arm.recipe.batch_size) == 0


def test_one_process_is_the_first_and_only() -> None:
    assert processes().num_processes == 1 and processes().is_main_process
