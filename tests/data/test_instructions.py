"""Instruction tasks: enough of them, well formed and balanced, without unseen tasks or summaries of services."""

from __future__ import annotations

import json
import random
import re
import string
from collections import Counter

import pytest

from data.generator import build_unseen, everyday, instructions, streams
from data.generator.instructions import TASKS, TRAINED, UNSEEN, texts
from helpers.tasks import TASKS as COURSE_TASKS
from helpers.tasks import Task

YES_NO = [name for name, task in TASKS.items() if task.choices and set(task.choices) == {"yes", "no"}]


def made_over(task: instructions.InstructionTask, count: int) -> list[instructions.Drawn]:
    r = random.Random(task.name)
    return [instructions.draw(r, tasks=[task]) for _ in range(count)]


@pytest.fixture(scope="module")
def drawn() -> list[instructions.Drawn]:
    r = random.Random("instructions")
    return [instructions.draw(r) for _ in range(2_000)]


def test_there_are_enough_tasks_and_categories() -> None:
    assert len(TRAINED) >= 26 and len({task.category for task in TRAINED}) >= 8
    assert {task.category for task in UNSEEN} == set(instructions.UNSEEN_CATEGORIES)
    assert all(count >= 3 for count in Counter(task.category for task in UNSEEN).values())
    assert len(TASKS) == len(TRAINED) + len(UNSEEN)


@pytest.mark.parametrize("name", TASKS)
def test_wordings_are_several_and_show_the_text(name: str) -> None:
    wordings = TASKS[name].wordings
    assert len(set(wordings)) == len(wordings) >= 5
    for wording in wordings:
        assert "source" in {field for _, field, _, _ in string.Formatter().parse(wording)}


@pytest.mark.parametrize("name", TASKS)
def test_examples_are_whole(name: str) -> None:
    for example in made_over(TASKS[name], 40):
        assert example.answer.strip() == example.answer != ""
        assert "{" not in example.prompt and "None" not in example.prompt.split()
        if example.choices:
            assert example.answer in example.choices and len(set(example.choices)) == len(example.choices)
        if TASKS[name].span:
            assert example.answer.lower() in example.prompt.lower()


@pytest.mark.parametrize("name", YES_NO)
def test_yes_and_no_are_balanced(name: str) -> None:
    share = sum(example.answer == "yes" for example in made_over(TASKS[name], 400)) / 400
    assert 0.4 <= share <= 0.6


def test_the_same_seed_gives_the_same_example() -> None:
    first, again = ([instructions.example(random.Random(seed)) for seed in range(200)] for _ in range(2))
    assert first == again


def words(wording: str) -> list[str]:
    """The words of a wording, without what is filled in."""
    return re.findall(r"[a-z0-9#]+", re.sub(r"\{.*?\}", " ", wording).lower())


@pytest.mark.parametrize("task", COURSE_TASKS.values(), ids=lambda task: task.name)
def test_a_held_out_wording_is_near_none_that_the_base_or_a_training_has_read(task: Task) -> None:
    trained = [*(w for one in COURSE_TASKS.values() for w in one.templates), *(w for t in TRAINED for w in t.wordings)]
    assert len(task.held_out) >= 5 and len({*task.held_out, *trained}) == len(task.held_out) + len(set(trained))
    for held_out in task.held_out:
        assert held_out.count("{source}") == 1
        for other in trained:
            a, b = words(held_out), words(other)
            runs = [{tuple(w[i : i + 5]) for i in range(len(w) - 4)} for w in (a, b)]
            runs = [{run for run in found if not {*run} >= {"per", "org", "loc"}} for found in runs]  # the labels
            assert not runs[0] & runs[1] and len({*a} & {*b}) < 0.4 * len({*a} | {*b}), (held_out, other)


def test_a_given_text_is_used() -> None:
    r = random.Random(1)
    text = texts.draw_text(r, "chat")
    tasks = [TASKS["who_says"], TASKS["plural"]]
    for _ in range(20):
        prompt, answer, name = instructions.example(r, text, tasks)
        assert name == "who_says" and text.body in prompt and answer in text.speakers


def test_training_draws_every_trained_task_and_no_other(drawn: list[instructions.Drawn]) -> None:
    assert {example.task.name for example in drawn} == {task.name for task in TRAINED}


def test_no_example_shows_the_summary_of_a_service_dialogue(
    drawn: list[instructions.Drawn], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, make_row = [], streams.make_row

    def noted(task: str, split: str, i: int, seed: int) -> dict:
        row = make_row(task, split, i, seed)
        if task == "dialogue_summary":
            rows.append((split, row))
        return row

    monkeypatch.setattr(streams, "make_row", noted)
    r = random.Random("instructions")
    assert [instructions.draw(r).prompt for _ in range(2_000)] == [example.prompt for example in drawn]
    assert len(rows) > 100 and "test" not in {split for split, _ in rows}
    summaries = {summary for _, row in rows for summary in (row["summary"], *row["summaries"])}
    for path in everyday.FOLDER.glob("service_*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            summaries |= set(json.loads(line)["summaries"])
    shown = "\n".join(f"{example.prompt}\n{example.answer}" for example in drawn)
    assert [summary for summary in summaries if summary in shown] == []
    assert all("summaries" not in example.text.row for example in drawn if example.text.kind in ("service", "counter"))


@pytest.mark.parametrize("split", ["test", streams.HELD_OUT])
def test_no_test_split_is_ever_drawn(split: str) -> None:
    with pytest.raises(ValueError, match="over a test split"):
        texts.draw_text(random.Random(1), "service", split)


def test_no_prompt_shows_a_method_in_both_languages(drawn: list[instructions.Drawn]) -> None:
    for example in drawn:
        if example.task.category == "code":
            assert set(example.text.row) == {"code"} and example.prompt.count(example.text.body) == 1


def test_statements_about_a_text_are_sentences() -> None:
    for kind in ("everyday", "passage"):
        for text in texts.handwritten(kind, texts.TRAINING):
            assert all(len(said.split()) > 2 for answer in ("yes", "no") for said in text.row.get(answer, ()))


def test_handwritten_texts_belong_to_one_split() -> None:
    for kind in ("everyday", "counter", "passage"):
        splits = (texts.TRAINING, *texts.UNSEEN_SPLITS)
        bodies = [{text.body for text in texts.handwritten(kind, split)} for split in splits]
        assert sum(map(len, bodies)) == len(set().union(*bodies))
    assert [everyday.part_of(index) for index in (7, 8, 9, 10, 19, 29, 39)] == [
        "training", "validation", "unseen-validation", "training", "unseen-test", "unseen-test", "unseen-validation",
    ]  # fmt: skip


def test_training_reads_no_text_of_the_unseen_sets(drawn: list[instructions.Drawn]) -> None:
    unseen = "\n".join(build_unseen.make_split(split).decode() for split in build_unseen.SIZES)
    unseen += (build_unseen.OTHER / "test.jsonl").read_text(encoding="utf-8")
    for example in drawn:
        if len(example.text.body.split()) > 12:
            assert json.dumps(example.text.body, ensure_ascii=False)[1:-1] not in unseen


@pytest.mark.parametrize("split", build_unseen.SIZES)
def test_the_unseen_set_on_disk_is_what_the_script_makes(split: str) -> None:
    content = build_unseen.make_split(split)
    assert (build_unseen.FOLDER / f"{split}.jsonl").read_bytes() == content
    rows = [json.loads(line) for line in content.splitlines()]
    assert len(rows) == build_unseen.SIZES[split] and len({row["id"] for row in rows}) == len(rows)
    assert {row["category"] for row in rows} == set(instructions.UNSEEN_CATEGORIES)
    counts = Counter(row["task"] for row in rows)
    assert set(counts) == {task.name for task in UNSEEN} and max(counts.values()) - min(counts.values()) <= 1
    for name in counts:
        places = Counter(row["choices"].index(row["answer"]) for row in rows if row["task"] == name)
        assert max(places.values()) - min(places.values()) <= 1
    assert all(len(row["prompt"].split()) < build_unseen.MAX_WORDS for row in rows)


def test_the_other_skills_are_closed_tasks_that_the_base_was_taught() -> None:
    content = build_unseen.make_split("test", build_unseen.OTHER_TASKS, build_unseen.OTHER_SIZE)
    assert (build_unseen.OTHER / "test.jsonl").read_bytes() == content
    rows = [json.loads(line) for line in content.splitlines()]
    assert len(rows) == build_unseen.OTHER_SIZE and {task.name for task in build_unseen.OTHER_TASKS} <= {
        task.name for task in TRAINED
    }
    assert Counter(row["task"] for row in rows) == dict.fromkeys((t.name for t in build_unseen.OTHER_TASKS), 16)
    assert all(row["answer"] in row["choices"] and len(set(row["choices"])) > 1 for row in rows)


def test_the_table_names_every_task() -> None:
    table = instructions.task_table()
    assert all(f"| {name} |" in table for name in TASKS)
