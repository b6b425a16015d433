"""Models in memory: one at a time, loaded and checked once, freed when a training ends; adapters whole or refused."""

from __future__ import annotations

import gc
import os
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from peft import get_peft_model
from safetensors.torch import load_file, save_file
from transformers import DataCollatorForSeq2Seq

from helpers import evaluation
from helpers.arms import SUMMARY, Arms
from helpers.data import load_test, tokenized_data
from helpers.profiles import Profile
from helpers.running import models, seals
from helpers.running.errors import CourseError
from helpers.training import load_base, load_run, lora_config, make_trainer, train_and_save


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """No model of another test is kept, and none for the next one."""
    models.forget()
    yield
    models.forget()


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders from which weights are loaded, as they are."""
    seen: list[str] = []
    loader = models.AutoModelForSeq2SeqLM.from_pretrained

    def counted(path: str, **more: object) -> object:
        seen.append(Path(path).name)
        return loader(path, **more)

    monkeypatch.setattr(models.AutoModelForSeq2SeqLM, "from_pretrained", counted)
    return seen


def test_an_arm_is_loaded_once_for_all_tasks_and_anew_after_another_arm(tiny: Profile, loads: list[str]) -> None:
    arms = Arms(tiny)
    run = arms["full"].train()
    loads.clear()
    for name in ("full", "zero_shot"):
        for task in ("entities", "review_rating", "messenger_summary"):
            evaluation.predict(arms[name], load_test(tiny, task))
    assert loads == [run.folder.name, "model"]
    evaluation.predict(arms["full"], load_test(tiny, "code_translation"))
    assert loads == [run.folder.name, "model", run.folder.name]


def test_a_few_shot_prompt_loads_no_weights(tiny: Profile, loads: list[str]) -> None:
    assert evaluation.few_shot_prompts(Arms(tiny)["few_shot"], load_test(tiny, "entities")) and loads == []


def test_what_is_kept_is_freed_before_anything_else_is_loaded_or_trained(
    tiny: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    arms, held = Arms(tiny), []

    def keep() -> None:
        model, _ = models.kept("base", lambda: load_base(tiny))
        assert models.kept("base", lambda: pytest.fail("loaded again"))[0] is model
        held[:] = [weakref.ref(model)]

    loader = models.AutoModelForSeq2SeqLM.from_pretrained

    def watched(path: str, **more: object) -> object:
        gc.collect()
        assert not held or held[0]() is None
        return loader(path, **more)

    monkeypatch.setattr(models.AutoModelForSeq2SeqLM, "from_pretrained", watched)
    keep()
    load_base(tiny)
    keep()
    trainer, _ = trainer_of(tiny, "full")  # a notebook may have one, and evaluate before it trains
    keep()
    train_and_save(arms["full"].run, trainer)
    gc.collect()
    assert held[0]() is None


# --- a finished training -------------------------------------------------------------------------


def trainer_of(profile: Profile, name: str) -> tuple[object, object]:
    """A trainer as the lessons make it, and the batch maker, which knows the model too."""
    arm = Arms(profile)[name]
    model, tokenizer = load_base(profile)
    if arm.rank:
        model = get_peft_model(model, lora_config(profile.lora, arm.rank))
    train, validation = tokenized_data(profile, SUMMARY, arm.text(), tokenizer)
    trainer = make_trainer(arm.run, arm.recipe, arm.seed, model, tokenizer, train, validation)
    return trainer, DataCollatorForSeq2Seq(tokenizer, model=model)


def bytes_alive() -> int:
    """Bytes of all tensors that this process holds."""
    gc.collect()
    tensors = [one for one in gc.get_objects() if isinstance(one, torch.Tensor) and one.device.type != "meta"]
    return sum({t.untyped_storage().data_ptr(): t.untyped_storage().nbytes() for t in tensors}.values())


@pytest.mark.parametrize("name", ["full", "lora"])
def test_a_finished_training_leaves_nothing_in_memory_though_the_notebook_still_names_it(
    tiny: Profile, name: str
) -> None:
    before = bytes_alive()
    trainer, collator = trainer_of(tiny, name)
    weights = sum(p.numel() * p.element_size() for p in trainer.model.parameters())
    assert bytes_alive() - before >= weights
    run = Arms(tiny)[name].run
    train_and_save(run, trainer)
    assert bytes_alive() - before < weights / 100
    assert collator.model is not None and trainer.model is not None  # the names are still there
    with pytest.raises(CourseError, match="given its model back: load what it trained with load_run"):
        trainer.evaluate()
    load_run(tiny, run)

    again, _ = trainer_of(tiny, name)  # the run is finished, so nothing is trained
    train_and_save(run, again)
    assert bytes_alive() - before < weights / 100


def test_a_training_cell_that_was_edited_is_told_of_the_finished_run_and_trains_anew_where_asked(
    tiny: Profile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Arms(tiny)["full"].run
    train_and_save(run, trainer_of(tiny, "full")[0])
    before = run.weights
    train_and_save(run, trainer_of(tiny, "full")[0])
    assert "other settings" not in capsys.readouterr().out

    def edited() -> object:
        trainer, _ = trainer_of(tiny, "full")
        trainer.args.weight_decay = 0.5
        trainer.train_dataset = trainer.train_dataset.select(range(16))
        return trainer

    rows = len(trainer_of(tiny, "full")[0].train_dataset)
    train_and_save(run, edited())
    said = capsys.readouterr().out
    assert f"weight_decay 0.0 (0.5), training_rows {rows} (16), texts " in said and "RETRAIN=1" in said
    assert "learning_rate" not in said and run.weights == before

    monkeypatch.setenv("RETRAIN", "1")  # in this process the run was trained already
    train_and_save(run, trainer_of(tiny, "full")[0])
    assert run.weights == before
    train_and_save(run, edited())
    assert run.weights != before and run.read()["asked"]["training_rows"] == 16


# --- checksums -----------------------------------------------------------------------------------


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files whose contents are hashed, as they are."""
    seen: list[str] = []
    read = seals._read_sha256
    monkeypatch.setattr(seals, "_read_sha256", lambda path: (seen.append(path.name), read(path))[1])
    return seen


def test_a_finished_run_is_hashed_once_and_again_only_where_it_has_changed(tiny: Profile, reads: list[str]) -> None:
    run = Arms(tiny)["full"].train()
    for path in run.folder.iterdir():
        os.utime(path, (time.time() - 60,) * 2)  # not written just now
    reads.clear()
    for _ in range(3):
        load_run(tiny, run)
    assert reads.count("model.safetensors") == 1
    weights = run.folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    with pytest.raises(CourseError, match="model.safetensors is not what was saved"):
        load_run(tiny, run)


def test_a_file_just_written_is_hashed_each_time(tmp_path: Path, reads: list[str]) -> None:
    """Two contents within one tick of the clock have one date."""
    (tmp_path / "weights").write_text("1")
    seals.seal(tmp_path, "run")
    date = (tmp_path / "weights").stat().st_mtime_ns
    (tmp_path / "weights").write_text("2")
    os.utime(tmp_path / "weights", ns=(date, date))
    assert seals.damage(tmp_path, "run") == "weights is not what was saved"


# --- adapters ------------------------------------------------------------------------------------


def renamed(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {key.replace("decoder.block.0", "decoder.blocks.0"): value for key, value in weights.items()}


def halved(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {key: value for key, value in weights.items() if "encoder" in key}


@pytest.mark.fault("an adapter with missing or misnamed weights", "one sentence, never used by half")
@pytest.mark.parametrize(
    ("change", "says"), [(renamed, "belong nowhere"), (halved, "are missing and 0 belong nowhere")]
)
def test_an_adapter_that_fits_by_half_is_refused(
    tiny: Profile, change: Callable[[dict[str, torch.Tensor]], dict[str, torch.Tensor]], says: str
) -> None:
    run = Arms(tiny)["lora"].train()
    base, _ = load_base(tiny)
    models.with_adapter(base, run.folder)
    path = run.folder / models.ADAPTER
    save_file(change(load_file(path)), path)
    base, _ = load_base(tiny)
    with pytest.raises(CourseError, match=says) as raised:
        models.with_adapter(base, run.folder)
    assert "\n" not in str(raised.value)
