"""A training that is stopped, damaged, or short of memory or disk: what it loses, and that it ends the same."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from helpers.arms import Arms
from helpers.profiles import ROOT, Profile, Recipe
from helpers.running.checkpoints import Keeper, newest_checkpoint
from helpers.running.errors import CourseError
from helpers.running.locks import locked
from helpers.running.runs import Run
from helpers.running.seals import MANIFEST, damage, seal
from helpers.running.trainer import InParts
from helpers.training import load_run


class Killed(BaseException):
    """Ends a training as nothing in the course catches it."""


# 6 steps an epoch, a checkpoint every 5: the one at step 10 lies within the second epoch, 15 within the third.
RECIPE = Recipe(1e-3, 80, 4, evaluations=4)


@pytest.fixture
def short(tiny: Profile) -> Profile:
    return replace(tiny, full=RECIPE, lora_recipe=RECIPE, multitask=RECIPE)


@pytest.fixture
def kill_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int | None], None]:
    """A function that makes every training from now on die at the end of a step; None lets them live."""
    ends = Keeper.on_step_end

    def kill(step: int | None) -> None:
        def on_step_end(self, args, state, control, **kwargs):
            ends(self, args, state, control, **kwargs)
            if state.global_step == step:
                raise Killed

        monkeypatch.setattr(Keeper, "on_step_end", on_step_end)

    return kill


def result(run: Run) -> tuple[dict[str, torch.Tensor], list[dict[str, float]], int]:
    """Weights, history and best step of a finished run."""
    (file,) = run.folder.glob("*.safetensors")
    return load_file(file), run.read()["history"], run.read()["best_step"]


def assert_same(one: Run, other: Run) -> None:
    (weights, *facts), (others, *their) = result(one), result(other)
    assert facts == their and weights.keys() == others.keys()
    assert all(torch.equal(weights[name], others[name]) for name in weights)


def elsewhere(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("COURSE_RUNS", str(folder))


@pytest.fixture(scope="module")
def whole(tiny_profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """Runs that nothing disturbed."""
    profile = replace(tiny_profile, full=RECIPE, lora_recipe=RECIPE, multitask=RECIPE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_RUNS", str(tmp_path_factory.mktemp("whole")))
        return {arm: Arms(profile)[arm].train() for arm in ("full", "lora", "multitask")}


@pytest.mark.fault(
    "a training that dies at three steps",
    "goes on from the newest whole checkpoint; same weights, losses and best step",
)
@pytest.mark.parametrize("arm", ["full", "lora", "multitask"])
def test_a_training_killed_three_times_ends_as_if_nothing_had_happened(
    short: Profile, whole: dict[str, Run], kill_at, capsys, arm: str
) -> None:
    for step in (4, 13, 18):  # before the first checkpoint, and after some in later epochs
        kill_at(step)
        with pytest.raises(Killed):
            Arms(short)[arm].train()
    kill_at(None)
    run = Arms(short)[arm].train()
    said = capsys.readouterr().out
    assert "going on from checkpoint-10" in said and "going on from checkpoint-15" in said
    assert_same(run, whole[arm])
    assert not run.checkpoints.exists() and not run.temporary.exists()


@pytest.mark.fault("a training that dies where an epoch ends", "goes on from there to the same weights")
def test_a_training_that_goes_on_where_an_epoch_begins_ends_the_same(
    short: Profile, kill_at, capsys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    profile = replace(short, full=Recipe(1e-3, 96, 4, evaluations=4))  # 6 steps an epoch, a checkpoint every 6
    kill_at(13)
    with pytest.raises(Killed):
        Arms(profile)["full"].train()
    kill_at(None)
    killed = Arms(profile)["full"].train()
    assert "going on from checkpoint-12" in capsys.readouterr().out
    elsewhere(monkeypatch, tmp_path / "whole")
    assert_same(killed, Arms(profile)["full"].train())


def damaged_file(name: str) -> Callable[[Path], None]:
    def damage(checkpoint: Path) -> None:
        path = checkpoint / name
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)

    return damage


def truncated(checkpoint: Path) -> None:
    path = checkpoint / "optimizer.pt"
    path.write_bytes(path.read_bytes()[:1000])


DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a flipped bit in the weights": (damaged_file("model.safetensors"), "model.safetensors is not what was saved"),
    "a flipped bit in the optimizer": (damaged_file("optimizer.pt"), "optimizer.pt is not what was saved"),
    "a truncated file": (truncated, "optimizer.pt has 1,000 bytes instead of"),
    "a missing file": (lambda checkpoint: (checkpoint / "scheduler.pt").unlink(), "scheduler.pt is missing"),
    "no manifest": (lambda checkpoint: (checkpoint / MANIFEST).unlink(), "it was not written to its end"),
    "half a manifest": (
        lambda checkpoint: (checkpoint / MANIFEST).write_text((checkpoint / MANIFEST).read_text()[:200]),
        "it was not written to its end",
    ),
    "another run": (lambda checkpoint: seal(checkpoint, "full-of-another-profile"), "it belongs to another run"),
}


@pytest.mark.fault(
    "a checkpoint truncated, with a flipped bit, without a file or manifest, of another run",
    "named and passed over for the one before; same weights in the end",
)
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_checkpoint_is_named_and_the_one_before_is_taken(
    short: Profile, whole: dict[str, Run], kill_at, capsys, name: str
) -> None:
    harm, says = DAMAGES[name]
    kill_at(17)
    with pytest.raises(Killed):
        Arms(short)["full"].train()
    harm(Arms(short)["full"].run.checkpoints / "checkpoint-15")
    kill_at(None)
    run = Arms(short)["full"].train()
    said = capsys.readouterr().out
    assert f"checkpoint-15 is passed over: {says}" in said and "going on from checkpoint-10" in said
    assert_same(run, whole["full"])


@pytest.mark.fault("a checkpoint whose best model so far is damaged", "passed over")
def test_a_checkpoint_whose_best_model_is_damaged_is_passed_over(tmp_path: Path) -> None:
    for step, best in ((5, 5), (10, 5), (15, 5)):
        folder = tmp_path / f"checkpoint-{step}"
        folder.mkdir()
        (folder / "trainer_state.json").write_text(json.dumps({"best_global_step": best}))
        seal(folder, "run")
    assert newest_checkpoint(tmp_path, "run") == tmp_path / "checkpoint-15"
    (tmp_path / "checkpoint-5" / "trainer_state.json").unlink()
    assert newest_checkpoint(tmp_path, "run") is None
    assert newest_checkpoint(tmp_path / "none", "run") is None


@pytest.mark.fault("a checkpoint of another version of the data", "left where it is; the training begins anew")
def test_checkpoints_of_other_data_are_not_gone_on_from(short: Profile, kill_at, capsys, tmp_path: Path) -> None:
    source = short.data["dialogue_summary"]
    folder = shutil.copytree(source.path, tmp_path / "data")
    profile = replace(short, data=short.data | {"dialogue_summary": replace(source, path=str(folder))})
    kill_at(17)
    with pytest.raises(Killed):
        Arms(profile)["full"].train()
    old = Arms(profile)["full"].run
    train = folder / "train.csv"
    train.write_text(train.read_text().replace("the", "The", 1))
    kill_at(None)
    run = Arms(profile)["full"].train()
    assert run != old and "going on" not in capsys.readouterr().out
    assert (old.checkpoints / "checkpoint-15").is_dir() and not old.folder.exists()


@pytest.mark.fault("a finished run with a flipped bit, or an empty file", "named, never loaded, trained anew")
def test_a_damaged_finished_run_is_never_used(short: Profile, whole: dict[str, Run], capsys) -> None:
    run = Arms(short)["full"].train()
    damaged_file("model.safetensors")(run.folder)
    with pytest.raises(CourseError, match=r"full-\w+ is damaged: model.safetensors is not what was saved"):
        load_run(short, run)
    assert run.needs_training
    assert_same(Arms(short)["full"].train(), whole["full"])
    (run.folder / "model.safetensors").write_bytes(b"")
    assert run.needs_training and "model.safetensors has 0 bytes" in capsys.readouterr().out


def test_a_card_may_be_written_again(tmp_path: Path) -> None:
    (tmp_path / "weights").write_text("1")
    (tmp_path / "README.md").write_text("old")
    seal(tmp_path, "run")
    (tmp_path / "README.md").write_text("new")
    assert damage(tmp_path, "run") == ""


@pytest.mark.fault("Ctrl-C in a training", "saved after the running step; goes on from there to the same weights")
def test_ctrl_c_saves_and_the_next_start_goes_on(
    short: Profile, whole: dict[str, Run], monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    begins = Keeper.on_step_begin

    def press(self, args, state, control, **kwargs):
        if state.global_step == 12 and not pressed:
            pressed.append(os.kill(os.getpid(), signal.SIGINT))
        return begins(self, args, state, control, **kwargs)

    pressed: list[None] = []
    monkeypatch.setattr(Keeper, "on_step_begin", press)
    handler = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        Arms(short)["full"].train()
    assert signal.getsignal(signal.SIGINT) is handler
    run = Arms(short)["full"].train()
    said = capsys.readouterr().out
    assert "saved at step 13 of 20; run this again to go on" in said and "going on from checkpoint-13" in said
    assert "once more stops at once" in said
    assert_same(run, whole["full"])


@pytest.mark.fault("a clock that is set back", "the newest checkpoints stay")
def test_a_clock_that_is_set_back_deletes_no_new_checkpoint(
    short: Profile, whole: dict[str, Run], kill_at, monkeypatch: pytest.MonkeyPatch
) -> None:
    seals = Keeper.on_save

    def on_save(self, args, state, control, **kwargs):
        seals(self, args, state, control, **kwargs)
        folder = Path(args.output_dir, f"checkpoint-{state.global_step}")
        assert folder.stat().st_mtime == state.global_step  # older than any clock says
        assert (folder / MANIFEST).is_file()

    monkeypatch.setattr(Keeper, "on_save", on_save)
    kill_at(19)
    with pytest.raises(Killed):
        Arms(short)["full"].train()
    kept = [path.name for path in Arms(short)["full"].run.checkpoints.iterdir()]
    assert "checkpoint-15" in kept and len(kept) == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with 40 MB: room for a checkpoint and not for two."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.fault("a disk that fills while a checkpoint is saved", "one sentence; with room again the same weights")
def test_a_full_disk_is_one_sentence_and_the_training_goes_on(
    short: Profile, whole: dict[str, Run], small_disk: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    elsewhere(monkeypatch, small_disk)
    with pytest.raises(CourseError, match=r"full: the disk is full, only \d+ MB are free in .*goes on from") as raised:
        Arms(short)["full"].train()
    assert "\n" not in str(raised.value)
    kept = list(Arms(short)["full"].run.checkpoints.iterdir())
    assert [path.name for path in kept] == ["checkpoint-5"] and not damage(kept[0], Arms(short)["full"].run.folder.name)
    subprocess.run(["mount", "-o", "remount,size=400m", small_disk], check=True)
    run = Arms(short)["full"].train()
    assert "going on from checkpoint-5" in capsys.readouterr().out
    assert_same(run, whole["full"])


@pytest.mark.fault(
    "too little GPU memory for a batch (raised by hand)",
    "the batch in parts, said in one line; same losses within rounding",
)
@pytest.mark.parametrize("accumulation", [1, 2])
def test_too_little_gpu_memory_changes_the_parts_and_not_what_is_learned(
    short: Profile, monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path, accumulation: int
) -> None:
    """The GPU's error is raised by hand, for batches of more than one row, from some step on; in float32."""
    monkeypatch.setattr("helpers.training.use_bf16", lambda: False)
    recipe = Recipe(1e-3, 48, 4 // accumulation, accumulation, evaluations=2)
    profile = replace(short, full=recipe)
    normal = Arms(profile)["full"].train()
    elsewhere(monkeypatch, tmp_path / "less")
    of, calls = InParts._of, []

    def short_of_memory(self, model, inputs, num_items):
        calls.append(len(inputs["input_ids"]))
        if len(calls) > 6 and len(inputs["input_ids"]) > self.parts:
            of(self, model, inputs, num_items)  # gradients of a batch that then fails must not count
            raise torch.OutOfMemoryError
        return of(self, model, inputs, num_items)

    monkeypatch.setattr(InParts, "_of", short_of_memory)
    less = Arms(profile)["full"].train()
    assert "out of GPU memory, so each batch of" in capsys.readouterr().out
    (ours, *_), (theirs, *_) = result(less), result(normal)
    assert all(torch.allclose(ours[name], theirs[name], atol=1e-4) for name in theirs)
    losses = [[entry["loss"] for entry in result(run)[1] if "loss" in entry] for run in (less, normal)]
    assert losses[0] == pytest.approx(losses[1], rel=1e-3)


@pytest.mark.fault("too little GPU memory for one example (raised by hand)", "one sentence")
def test_one_example_that_does_not_fit_is_one_sentence(short: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments):
        raise torch.OutOfMemoryError

    monkeypatch.setattr(InParts, "_of", fails)
    with pytest.raises(CourseError, match="does not hold a single example; choose a smaller profile"):
        Arms(short)["full"].train()


@pytest.mark.fault("a lock whose holder is killed", "waited for, said, then free")
def test_a_lock_is_waited_for_and_is_free_when_its_holder_dies(tmp_path: Path, capsys) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom helpers.running.locks import locked\n"
        "with locked(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "x")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    threading.Timer(1.5, holder.kill).start()
    began = time.monotonic()
    with locked(tmp_path / "x", "somebody else writes x"):
        assert 1 < time.monotonic() - began < 20
    assert capsys.readouterr().out == "somebody else writes x; waiting until it is done.\n"
    holder.wait()


@pytest.mark.fault("two jobs that train one arm at once", "one trains, the other waits and takes its run")
def test_two_jobs_that_train_one_arm_do_it_once(tmp_path: Path) -> None:
    sizes = tmp_path / "few.json"
    counts = {"train": 24, "validation": 16, "test": 4}
    recipe = {"examples": 80, "batch_size": 4}
    sizes.write_text(json.dumps({"counts": {"dialogue_summary": counts}, "full": recipe}))
    environment = os.environ | {"COURSE_SIZES": str(sizes), "COURSE_RUNS": str(tmp_path), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "helpers.running.train", "--arm", "full"]
    jobs = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [job.communicate(timeout=180) for job in jobs]
    assert [job.returncode for job in jobs] == [0, 0], said
    steps = sum("step 20 of 20" in out for out, _ in said)
    assert steps == 1 and len(list(tmp_path.rglob("run.json"))) == 1
    assert not list(tmp_path.rglob("*.tmp")) and not list(tmp_path.rglob("*.checkpoints"))
