"""08 from end to end on what people have: five exports, one of them Chinese, each as the notebook itself runs it."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from helpers.own_data import read_chats
from helpers.profiles import ROOT, all_profiles
from tests.hub import Hub
from tests.hub_repos import all_repos

LESSON = ROOT / "notebooks" / "08_your_own_data.ipynb"
PATH_CELL, TEMPLATE_LINE = "23ce8f90", "template = HOUSE_NOTE"
SIZES = {
    "own": {"examples": 16, "batch_size": 4, "evaluations": 1},
    "max_target_tokens": {"dialogue_summary": 8},
    "resamples": 50,
    "memory": 1,
}
THINGS = "kettle parcel lamp refund jacket printer invoice router ticket window garden carpet mirror bottle".split()
GOODS = "水壶 包裹 台灯 退款 外套 打印机 发票 路由器 车票 窗户 花盆 地毯 镜子 瓶子".split()
WAYS = "订单 仓库 快递员 保修期 店里 邮件 周末 价格 颜色 尺寸 数量 地址 电话 退回".split()


def talk(number: int) -> tuple[str, str, str]:
    """(question, answer, summary) of an invented talk about a thing."""
    thing, other = THINGS[number], THINGS[(number * 5 + 3) % len(THINGS)]
    question = f"Hello, is the {thing} with the {other} number {number} still on its way to room {number * 7}?"
    return question, f"The {thing} comes at {number + 1} and the {other} stays here.", f"Amy asks about a {thing}."


def whatsapp(folder: Path) -> str:
    """A thread of a month with its summaries beside it: what a cell of 08 reads."""
    lines = ["1/1/24, 9:00 AM - Messages and calls are end-to-end encrypted."]
    for n in range(len(THINGS)):
        question, answer, _ = talk(n)
        lines += [f"1/{n + 1}/24, 9:41 AM - Amy: {question}", f"1/{n + 1}/24, 9:42 AM - Ben: <Media omitted>"]
        lines += [f"1/{n + 1}/24, 9:43 AM - Ben: {answer}"]
    (folder / "whatsapp.txt").write_text("\n".join(lines), encoding="utf-8")
    data = read_chats(folder / "whatsapp.txt")
    assert len(data.chats) == len(THINGS) and not data.summarized
    with (folder / "notes.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [[chat.id, talk(n)[2]] for n, chat in enumerate(data.chats)]
        csv.writer(file).writerows([["id", "summary"], *rows])
    return f"data = read_chats({str(folder / 'whatsapp.txt')!r}, summaries={str(folder / 'notes.csv')!r})"


def slack(folder: Path) -> str:
    rows = []
    for n in range(len(THINGS)):
        question, answer, summary = talk(n)
        messages = [{"type": "message", "user": "U1", "ts": f"170000{n:04}.1", "text": f"<@U2> {question} &amp; when?"}]
        messages += [
            {"type": "message", "user": "U2", "ts": f"170000{n:04}.2", "files": [{"name": "a.txt"}], "text": ""}
        ]
        messages += [{"type": "message", "user": "U2", "ts": f"170000{n:04}.3", "text": answer}]
        rows.append({"channel": "help", "messages": messages, "summary": summary})
    return _jsonl(folder / "slack.jsonl", rows)


def zendesk(folder: Path) -> str:
    rows = []
    for n in range(len(THINGS)):
        question, answer, summary = talk(n)
        comments = [{"author_id": 500 + n, "plain_body": question}, {"author_id": 9, "plain_body": answer}]
        rows.append({"id": n, "subject": "Where is it, please? " * 9, "comments": comments, "summary": summary})
    return _jsonl(folder / "zendesk.jsonl", rows)


def openai(folder: Path) -> str:
    rows = []
    for n in range(len(THINGS)):
        question, answer, summary = talk(n)
        messages = [{"role": "system", "content": "You are a clerk."}]
        messages += [{"role": "user", "content": [{"type": "text", "text": question}]}]
        messages += [
            {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]},
            {"role": "tool", "content": "2"},
        ]
        rows.append({"messages": [*messages, {"role": "assistant", "content": answer}], "summary": summary})
    return _jsonl(folder / "openai.jsonl", rows)


def chinese(folder: Path) -> str:
    rows = []
    for n, (good, way) in enumerate(zip(GOODS, WAYS, strict=True)):
        chat = f"小王：请问{good}什么时候到，{way}对吗？\n客服：{good}{n + 1}号送到，{way}没有问题，请放心。"
        rows.append({"chat": chat, "summary": f"小王询问{good}，客服说{n + 1}号送到。"})
    return _jsonl(folder / "chinese.jsonl", rows)


def _jsonl(path: Path, rows: list[dict[str, object]]) -> str:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return f"data = read_chats({str(path)!r})"


def lesson(reading: str, template: str) -> list[NotebookNode]:
    """The code cells of 08 up to its exercises, with another file and template."""
    cells = []
    for cell in nbformat.read(LESSON, as_version=4).cells:
        if cell.cell_type != "code" or "exercise" in cell.metadata.get("tags", []):
            continue
        if cell.id == PATH_CELL:
            cell.source = f"from helpers.own_data import read_chats\n\n{reading}\ndata"
        if TEMPLATE_LINE in cell.source:
            assert cell.source.count(TEMPLATE_LINE) == 1
            line = f"from helpers.own_data import templates\ntemplate = templates.{template}"
            cell.source = cell.source.replace(TEMPLATE_LINE, line)
        cells.append(cell)
    assert sum(reading in cell.source for cell in cells) == 1
    return cells


def run(cells: list[NotebookNode], folder: Path, monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """Run cells in one kernel, in the folder of the lessons; return what they printed and drew, as text."""
    (folder / "little.json").write_text(json.dumps(SIZES | ({"gpu_memory": 0} if "HF_ENDPOINT" in environment else {})))
    settings = {"COURSE_RUNS": str(folder / "runs"), "COURSE_SIZES": str(folder / "little.json")} | environment
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for number, cell in enumerate(cells):
        cell.id = f"cell{number}"
    book = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(book, timeout=150, resources={"metadata": {"path": str(LESSON.parent)}}).execute()
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    return "\n".join(str(o.get("text") or o.get("data", {}).get("text/html") or o.get("data")) for o in outputs)


def test_08_runs_from_end_to_end_on_four_english_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One kernel runs the whole lesson once for each: imports, which take most of the time, are paid once."""
    cells = []
    for make, template in ((whatsapp, "SUMMARY"), (slack, "NEXT_STEP"), (zendesk, "QUEUE"), (openai, "SUMMARY")):
        cells += lesson(make(tmp_path), template)
    said = run(cells, tmp_path, monkeypatch)
    assert said.count("needs at least 6 chats") == 4  # by sign flips, whatever the data
    assert said.count("the same</th>") == 4 or said.count("loaded again") == 4
    assert said.count("compared by words of a to z") == 8 and "MB of weights" in said  # 08 and its card


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with Hub(all_repos(all_profiles()["multilingual"], rows=6)) as server:
        yield server


def test_08_runs_from_end_to_end_on_chinese_chats_with_the_multilingual_base(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("HF_")]:
        monkeypatch.delenv(name)
    multilingual = {"HF_ENDPOINT": hub.endpoint, "HF_HOME": str(tmp_path / "hf"), "COURSE_PROFILE": "multilingual"}
    said = run(lesson(chinese(tmp_path), "SUMMARY"), tmp_path, monkeypatch, **multilingual)
    assert "bigscience/mt0-small" in said and "compared by characters" in said and "MB of weights" in said
    assert "unreadable as a whole" not in said
    asked = {line.rsplit("/", 1)[-1] for line in hub.requests if "mt0-small/resolve" in line}
    assert "model.safetensors" in asked and not [name for name in asked if name.endswith(".bin")]


def test_without_summaries_08_ends_before_the_training_and_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = whatsapp(tmp_path).split(", summaries=")[0] + ")"
    with pytest.raises(CellExecutionError, match="these chats have no summaries.*to_csv"):
        run(lesson(reading, "SUMMARY"), tmp_path, monkeypatch)
