"""The optional judge of summaries, with a tiny random model of the real one's architecture, labels and tokenizer."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from helpers.profiles import Source, choose_profile
from helpers.running.errors import CourseError
from helpers.scoring.nli import entailment, entailment_label, load_nli, premises, windows
from tests.hub_repos import nli_files

DIALOGUES = (
    "#Person1#: Can I book a table for two?\n#Person2#: Yes, at seven.",
    "Amy: The train is late again.\r\nTom: I'll wait at the station.\r\nAmy: Thanks!",
    "Ann: Hello.",
    "Ben: Did you feed the cat?\nEva: Twice, and she is still hungry.",
)
SUMMARIES = (
    "#Person1# books a table. It is for two people at seven.",
    "Amy's train is late. Tom waits. Amy thanks him.",
    "Ann greets.",
    "Eva fed the cat twice",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the NLI model."""
    path = tmp_path_factory.mktemp("nli")
    for name, content in nli_files().items():
        (path / name).write_bytes(content)
    return path


@pytest.fixture
def judge(folder: Path) -> tuple[Any, Any]:
    return load_nli(Source(str(folder)))


def test_each_summary_gets_a_value_from_0_to_1(judge) -> None:
    values = entailment(*judge, DIALOGUES, SUMMARIES)
    assert len(values) == len(SUMMARIES) and all(0 <= value <= 1 for value in values)
    assert len({round(value, 3) for value in values}) == len(values)


def test_the_label_is_found_by_name_wherever_it_stands(judge, tmp_path: Path) -> None:
    model, tokenizer = judge
    expected = entailment(model, tokenizer, DIALOGUES, SUMMARIES)
    places = [2, 0, 1]
    head = model.classifier.out_proj
    with torch.no_grad():
        head.weight.copy_(head.weight[places])
        head.bias.copy_(head.bias[places])
    model.config.id2label = {0: "entailment", 1: "contradiction", 2: "neutral"}
    for saved in (model, tokenizer):
        saved.save_pretrained(tmp_path)
    assert entailment(*load_nli(Source(str(tmp_path))), DIALOGUES, SUMMARIES) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("names", [("LABEL_0", "LABEL_1"), ("not_entailment", "neutral")])
def test_a_model_without_such_a_label_gets_one_sentence(names: tuple[str, str]) -> None:
    with pytest.raises(CourseError, match=f"one label for entailment and has {names[0]}, {names[1]}"):
        entailment_label(dict(enumerate(names)))
    assert entailment_label({0: "not_entailment", 1: "Entailment"}) == 1


def test_the_order_of_the_inputs_does_not_matter(judge) -> None:
    turned = entailment(*judge, DIALOGUES[::-1], SUMMARIES[::-1])
    assert turned[::-1] == pytest.approx(entailment(*judge, DIALOGUES, SUMMARIES), abs=1e-5)


@pytest.mark.parametrize("batch_size", [1, 3])
def test_the_batch_size_does_not_matter(judge, batch_size: int) -> None:
    values = entailment(*judge, DIALOGUES, SUMMARIES, batch_size=batch_size)
    assert values == pytest.approx(entailment(*judge, DIALOGUES, SUMMARIES), abs=1e-5)


def test_a_summary_gets_the_mean_over_its_sentences(judge) -> None:
    lines = ["Amy's train is late.", "Tom waits.", "Amy thanks him."]
    each = entailment(*judge, [DIALOGUES[1]] * 3, lines)
    assert entailment(*judge, [DIALOGUES[1]], [SUMMARIES[1]]) == pytest.approx([sum(each) / 3], abs=1e-5)


def test_nothing_said_follows_from_nothing(judge) -> None:
    assert entailment(*judge, [DIALOGUES[0], DIALOGUES[0], ""], ["", " \n", "Somebody says something."]) == [0, 0, 0]
    assert entailment(*judge, [], []) == []


def test_unequal_numbers_of_texts_are_refused(judge) -> None:
    with pytest.raises(ValueError, match="zip"):
        entailment(*judge, DIALOGUES, SUMMARIES[:2])


@pytest.mark.parametrize("place", [0, 60, 119])
def test_a_turn_counts_wherever_it_stands_in_a_long_dialogue(judge, monkeypatch, place: int) -> None:
    model, tokenizer = judge
    widths = []

    def spot(input_ids: torch.Tensor, attention_mask: torch.Tensor) -> SimpleNamespace:
        """Find entailment where the premise speaks of an umbrella, else no label more than another."""
        widths.append(input_ids.shape[1])
        seen = torch.tensor(["umbrella" in text for text in tokenizer.batch_decode(input_ids)])
        return SimpleNamespace(logits=torch.stack([seen * 0.0, seen * 0.0, seen * 50.0], dim=1))

    monkeypatch.setattr(model, "forward", spot)
    said = [f"Tom: I have said this {i} times and I say it again." for i in range(120)]
    without = entailment(model, tokenizer, ["\n".join(said)], ["It rains."], batch_size=2)
    said[place] = "Tom: Take the umbrella."
    assert without == pytest.approx([1 / 3]) and entailment(
        model, tokenizer, ["\n".join(said)], ["It rains."], batch_size=2
    ) == pytest.approx([1.0])
    assert len(widths) > 2 and 256 < max(widths) <= 512


def test_a_dialogue_that_fits_is_one_premise_and_a_turn_too_long_stands_alone(judge) -> None:
    _, tokenizer = judge
    assert premises(tokenizer, DIALOGUES[0], "A table is booked.", 512) == [DIALOGUES[0].replace("\n", " ")]
    endless = f"Ann: {'on and ' * 600}on."
    assert premises(tokenizer, f"Ben: Hi.\n{endless}\nBen: Oh.", "Ann talks.", 512) == ["Ben: Hi.", endless, "Ben: Oh."]
    assert 0 < entailment(*judge, [endless], ["Ann talks."])[0] < 1


def test_a_sentence_that_fills_the_model_is_named(judge) -> None:
    with pytest.raises(ValueError, match="takes 512 in all: 'and and"):
        entailment(*judge, DIALOGUES[:1], ["and " * 600])


@given(st.lists(st.integers(1, 30), max_size=40), st.integers(10, 60))
def test_windows_hold_every_turn_and_neighbours_that_fit_together(counts: list[int], room: int) -> None:
    found = windows(counts, room)
    assert {i for start, stop in found for i in range(start, stop)} == set(range(len(counts)))
    assert all(sum(counts[start:stop]) <= room or stop == start + 1 for start, stop in found)
    if sum(counts) <= room:
        assert len(found) <= 1
    for i, pair in enumerate(zip(counts, counts[1:], strict=False)):
        assert sum(pair) > room or any(start <= i and i + 1 < stop for start, stop in found)


def test_progress_counts_pairs_up_to_all(judge) -> None:
    told: list[tuple[int, int]] = []
    entailment(*judge, DIALOGUES, SUMMARIES, batch_size=3, progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 7), (6, 7), (7, 7)]


def test_only_a_hub_profile_has_a_judge_and_only_where_asked_for(monkeypatch) -> None:
    monkeypatch.setattr("helpers.profiles.gpu_memory", lambda: 100.0)
    monkeypatch.setattr("helpers.profiles.main_memory", lambda: 100.0)
    for name in ("nano", "small", "base", "large", "xl", "auto"):
        assert choose_profile(name)[0].nli is None
    monkeypatch.setenv("COURSE_NLI", "1")
    for name in ("small", "base", "large", "xl", "auto"):
        judge = choose_profile(name)[0].nli
        assert judge is not None and judge.path == "FacebookAI/roberta-large-mnli"
    monkeypatch.setattr("helpers.profiles.gpu_memory", lambda: None)
    for name in ("nano", "auto"):
        with pytest.raises(CourseError, match="COURSE_NLI=1 needs a hub profile: nano has no NLI model; unset it or"):
            choose_profile(name)
