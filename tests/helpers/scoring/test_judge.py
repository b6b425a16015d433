"""The optional judge of summaries, with a tiny random model of the real one's architecture."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import TestSet
from helpers.profiles import Source, choose_profile
from helpers.running.errors import CourseError
from helpers.scoring.dialogue import turns
from helpers.scoring.judge import load_judge, on_planted, parts, supported
from helpers.tasks import TASKS
from tests.hub_repos import judge_files

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
    """A folder with the files of the judge."""
    path = tmp_path_factory.mktemp("judge")
    for name, content in judge_files().items():
        (path / name).write_bytes(content)
    return path


@pytest.fixture
def judge(folder: Path) -> tuple[Any, Any]:
    return load_judge(Source(str(folder)))


def test_each_summary_gets_a_value_from_0_to_1(judge) -> None:
    values = supported(*judge, DIALOGUES, SUMMARIES)
    assert len(values) == len(SUMMARIES) and all(0 <= value <= 1 for value in values)
    assert len({round(value, 5) for value in values}) == len(values)


def test_it_is_asked_as_its_authors_do_and_the_first_token_is_read(judge, monkeypatch) -> None:
    """``predict: <document></s><sentence>``, the decoder's start alone, and of its logits those of "0" and "1"."""
    model, tokenizer = judge
    asked = []

    def answer(input_ids, attention_mask, decoder_input_ids) -> SimpleNamespace:
        asked.extend(tokenizer.batch_decode(input_ids))
        assert decoder_input_ids.tolist() == [[model.config.decoder_start_token_id]] * len(input_ids)
        logits = torch.zeros(len(input_ids), 1, model.config.vocab_size)
        zero, one = (tokenizer(text, add_special_tokens=False)["input_ids"][0] for text in "01")
        logits[:, 0, one], logits[:, 0, zero] = 2.0, 1.0
        return SimpleNamespace(logits=logits)

    monkeypatch.setattr(model, "forward", answer)
    assert supported(model, tokenizer, ["Ann: Hello."], ["Ann greets."]) == pytest.approx([0.7310586])
    assert asked == ["predict: Ann: Hello.</s> Ann greets.</s>"]


def test_a_tokenizer_in_which_the_answers_begin_alike_gets_one_sentence(judge) -> None:
    def alike(text: str, add_special_tokens: bool) -> dict[str, list[int]]:
        return {"input_ids": [3, ord(text)]}

    with pytest.raises(CourseError, match='begins "0" and "1" alike'):
        supported(judge[0], alike, DIALOGUES, SUMMARIES)


def test_the_order_of_the_inputs_does_not_matter(judge) -> None:
    turned = supported(*judge, DIALOGUES[::-1], SUMMARIES[::-1])
    assert turned[::-1] == pytest.approx(supported(*judge, DIALOGUES, SUMMARIES), abs=1e-5)


@pytest.mark.parametrize("batch_size", [1, 3])
def test_the_batch_size_does_not_matter(judge, batch_size: int) -> None:
    values = supported(*judge, DIALOGUES, SUMMARIES, batch_size=batch_size)
    assert values == pytest.approx(supported(*judge, DIALOGUES, SUMMARIES), abs=1e-5)


def test_a_summary_gets_the_mean_over_its_sentences(judge) -> None:
    lines = ["Amy's train is late.", "Tom waits.", "Amy thanks him."]
    each = supported(*judge, [DIALOGUES[1]] * 3, lines)
    assert supported(*judge, [DIALOGUES[1]], [SUMMARIES[1]]) == pytest.approx([sum(each) / 3], abs=1e-5)


def test_nothing_said_is_supported_by_nothing(judge) -> None:
    assert supported(*judge, [DIALOGUES[0], DIALOGUES[0], ""], ["", " \n", "Somebody says something."]) == [0, 0, 0]
    assert supported(*judge, [], []) == []


def test_unequal_numbers_of_texts_are_refused(judge) -> None:
    with pytest.raises(ValueError, match="zip"):
        supported(*judge, DIALOGUES, SUMMARIES[:2])


@pytest.mark.parametrize("place", [0, 60, 119])
def test_a_turn_counts_wherever_it_stands_in_a_long_dialogue(judge, monkeypatch, place: int) -> None:
    model, tokenizer = judge

    def spot(input_ids, attention_mask, decoder_input_ids) -> SimpleNamespace:
        """Support what a part with an umbrella says, and neither answer elsewhere."""
        seen = torch.tensor(["umbrella" in text for text in tokenizer.batch_decode(input_ids)])
        logits = torch.zeros(len(input_ids), 1, model.config.vocab_size)
        logits[:, 0, tokenizer("1", add_special_tokens=False)["input_ids"][0]] = seen * 50.0
        return SimpleNamespace(logits=logits)

    monkeypatch.setattr(model, "forward", spot)
    said = [f"Tom: I have said this {i} times and I say it again." for i in range(120)]
    ask = ["It rains."]
    assert supported(model, tokenizer, ["\n".join(said)], ask, batch_size=2) == pytest.approx([0.5])
    said[place] = "Tom: Take the umbrella."
    assert supported(model, tokenizer, ["\n".join(said)], ask, batch_size=2) == pytest.approx([1.0])


@given(st.lists(st.integers(1, 30), max_size=40), st.integers(10, 60))
def test_parts_hold_every_turn_once_in_order_and_no_more_words_than_they_may(counts: list[int], words: int) -> None:
    dialogue = "\n".join(" ".join([f"A{i}:", *["so"] * count]) for i, count in enumerate(counts))
    found = parts(dialogue, words)
    assert [turn for part in found for turn in turns(part)] == turns(dialogue)
    assert all(len(part.split()) <= words or "\n" not in part for part in found)


def test_progress_counts_pairs_up_to_all(judge) -> None:
    told: list[tuple[int, int]] = []
    supported(*judge, DIALOGUES, SUMMARIES, batch_size=3, progress=lambda done, total: told.append((done, total)))
    assert told == [(3, 7), (6, 7), (7, 7)]


def test_what_it_makes_of_planted_errors_is_counted(monkeypatch) -> None:
    """A judge that believes all but exchanged speakers, and a text that has no place for an error."""
    dialogue = "#Person1#: I pay 20 dollars.\n#Person2#: Thanks."
    rows = [{"dialogue": dialogue}, {"dialogue": dialogue}]
    test = TestSet(
        "dialogue_summary", TASKS["dialogue_summary"], rows, [["#Person1# pays 20 dollars."], ["They talk."]]
    )
    monkeypatch.setattr(
        "helpers.scoring.judge.supported",
        lambda *asked: [0.1 if "#Person2# pays" in text else 0.9 for text in asked[3]],
    )
    found = on_planted((None, None), test, 1)
    assert {
        kind: (m["wrong_believed"].value, m["told_apart"].value, m["told_apart"].n) for kind, m in found.items()
    } == {
        "speakers": (0.0, 1.0, 1),
        "negation": (1.0, 0.5, 1),
        "number": (1.0, 0.5, 1),
    }
    assert all(measured["right_believed"].value == 1 for measured in found.values())


def test_only_a_hub_profile_has_a_judge_and_only_where_asked_for(monkeypatch) -> None:
    monkeypatch.setattr("helpers.profiles.gpu_memory", lambda: 100.0)
    monkeypatch.setattr("helpers.profiles.main_memory", lambda: 100.0)
    for name in ("nano", "small", "base", "large", "xl", "auto"):
        assert choose_profile(name)[0].judge is None
    monkeypatch.setattr("helpers.profiles.automatic", lambda profiles: ("base", "it fits"))
    monkeypatch.setenv("COURSE_JUDGE", "1")
    for name in ("small", "base", "large", "xl", "auto"):
        judge = choose_profile(name)[0].judge
        assert judge is not None and judge.path == "lytang/MiniCheck-Flan-T5-Large"
    monkeypatch.setattr("helpers.profiles.automatic", lambda profiles: ("nano", "nothing else fits"))
    for name in ("nano", "auto"):
        with pytest.raises(CourseError, match="COURSE_JUDGE=1 needs a hub profile: nano has no judge; unset it or"):
            choose_profile(name)
