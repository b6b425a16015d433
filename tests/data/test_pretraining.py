"""Pretraining goes on where it stopped and reads nothing twice; three bases differ in their number of tasks alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from data.generator.instructions import TRAINED, UNSEEN_CATEGORIES
from data.pretraining import number_of_tasks, train
from helpers.profiles import ROOT


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model of one layer, pools of 32 examples, a state saved every second step."""
    monkeypatch.setattr(train, "SHAPE", {"d_model": 16, "d_kv": 8, "d_ff": 16, "layers": 1, "heads": 2})
    monkeypatch.setattr(train, "POOL", 32)
    monkeypatch.setattr(train, "TOKENS_PER_BATCH", 120)
    monkeypatch.setattr(train, "SAVE_EVERY", 2)


def folder(tmp_path: Path, name: str) -> Path:
    """A folder with the tokenizer alone."""
    made = tmp_path / name
    made.mkdir()
    for file in (ROOT / "data" / "model").glob("*token*"):
        shutil.copy(file, made)
    return made


def made(i: int) -> tuple[str, str]:
    return f"Repeat: {i} red lamps", f"{i} red lamps"


def test_a_pretraining_that_is_stopped_ends_as_if_it_had_not_been(tmp_path, small, monkeypatch) -> None:
    whole, stopped = folder(tmp_path, "whole"), folder(tmp_path, "stopped")
    tokens = train.train(whole, tmp_path / "w", (6, 4), made)
    collate, steps = train.collate, iter(range(7))

    def broken(batch):
        if next(steps, None) is None:
            raise KeyboardInterrupt
        return collate(batch)

    monkeypatch.setattr(train, "collate", broken)
    with pytest.raises(KeyboardInterrupt):
        train.train(stopped, tmp_path / "s", (6, 4), made)
    monkeypatch.setattr(train, "collate", collate)
    assert train.train(stopped, tmp_path / "s", (6, 4), made) == tokens > 0
    one, other = (load_file(one / "model.safetensors") for one in (whole, stopped))
    assert one.keys() == other.keys()
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_a_training_that_goes_on_reads_no_example_again(tmp_path, small, monkeypatch) -> None:
    monkeypatch.setattr(train, "SHORT_EXAMPLES", 10)
    base = folder(tmp_path, "base")
    train.train(base, tmp_path / "first", (2,), made)
    read: list[int] = []
    train.train(base, tmp_path / "second", (2,), lambda i: read.append(i) or made(i), seen=70)
    assert min(read) == 96  # the first pool of 32 that begins past 70
    before = len(read)
    train.train(base, tmp_path / "third", (2,), lambda i: read.append(i) or made(i))
    assert min(read[before:]) == 32  # past the exercises on single sentences


def test_bases_of_few_tasks_were_taught_a_part_of_what_those_of_many_were() -> None:
    few, more, every = (number_of_tasks.some_tasks(number) for number in number_of_tasks.NUMBERS)
    assert (len(few), len(more)) == (3, 10) and set(few) < set(more) < set(every) == set(TRAINED)
    assert not {task.category for task in every} & set(UNSEEN_CATEGORIES)


def test_the_table_has_each_measure_with_its_interval_and_n() -> None:
    few = number_of_tasks.some_tasks(3)
    line, other = number_of_tasks.lines(few, 1_000, {"exact_match": [1.0, 0.0] * 50, "likelier_answer": [1.0] * 9})
    assert list(line) == list(number_of_tasks.COLUMNS)
    assert (line["tasks"], line["tokens"], line["n"], line["value"]) == (3, 1_000, 100, "0.5000")
    assert 0.35 < float(line["low"]) < 0.5 < float(line["high"]) < 0.65
    assert (other["n"], other["low"], other["high"]) == (9, "1.0000", "1.0000")
