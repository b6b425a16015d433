"""The learner's language: which one it is, and that only what the course itself says is translated."""

from __future__ import annotations

import os
import random
import string
from pathlib import Path

import pytest

from helpers.profiles import ROOT
from helpers.running import language as spoken
from helpers.running.errors import CourseError
from helpers.running.language import MESSAGES, NOTEBOOKS, language, messages, translated
from helpers.running.runtime import check_language
from helpers.running.wording import LONGEST, Messages

SAID = {
    "{label}: step {state.step} of {steps}, {loss}, {spent} s so far": (
        "{label}: 第 {state.step}/{steps} 步，{loss}，已用 {spent} 秒"
    ),
    "validation loss {loss}": "验证损失 {loss}",
    "Stopped.": "已停止。",
    "The same command goes on.": "再运行同一条命令就会继续。",
    "Your function raised {_named(error)}, for the input ({given}).": (
        "你的函数引发了 {_named(error)}，输入是（{given}）。"
    ),
    "{where}: {problem}.": "{where}：{problem}。",
    "{name} is missing": "缺少 {name}",
    "Process {number} of {processes} {how_it_ended(failure)}, and the others were stopped.": (
        "进程 {number}（共 {processes} 个）{how_it_ended(failure)}，其余进程已停止。"
    ),
    "was killed ({name})": "被杀死了（{name}）",
    "the first is in row {row}{column}": "第一个在第 {row} 行{column}",
    ", column {column}": " {column} 列",
    "{len(rows)} rows were read": "读了 {len(rows)} 行",
    "Nobody can read '{text}' here.": "这里没有人能读 '{text}'。",
    "one GPU": "一块 GPU",
    "too slow": "太慢",
    "It is {'; '.join(reasons)} for the course.": "对本课程来说{'; '.join(reasons)}。",
    "choose one of {', '.join(names)}": "从 {', '.join(names)} 中选一个",
    "Chat": "聊天",
    "hidden character: {character}": "不可见字符：{character}",
}


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("full: step 7 of 40, validation loss 2.1, 9 s so far", "full: 第 7/40 步，验证损失 2.1，已用 9 秒"),
        ("Stopped. The same command goes on.", "已停止。再运行同一条命令就会继续。"),
        ("Stopped.\nThe same command goes on.", "已停止。\n再运行同一条命令就会继续。"),
        ("  Stopped.\n", "  已停止。\n"),
        ("Stopped. Nobody knows this one.", "已停止。Nobody knows this one."),
        ("Nobody knows this one.", "Nobody knows this one."),
        ("a.json: 'chat' is missing.", "a.json：缺少 'chat'。"),
        (
            "Process 2 of 4 was killed (SIGKILL), and the others were stopped.",
            "进程 2（共 4 个）被杀死了（SIGKILL），其余进程已停止。",
        ),
        ("the first is in row 3, column chat", "第一个在第 3 行 chat 列"),
        ("the first is in row 3", "第一个在第 3 行"),
        ("Nobody can read 'Stopped.' here.", "这里没有人能读 'Stopped.'。"),
        ("It is one GPU; too slow for the course.", "对本课程来说一块 GPU；太慢。"),
        ("choose one of Chat, Stopped.", "从 Chat, Stopped. 中选一个"),
        ('"lead", "longest" is missing', '缺少 "lead", "longest"'),
        ("hidden character: ZERO WIDTH SPACE (U+200B)", "不可见字符：ZERO WIDTH SPACE (U+200B)"),
        ("C:\\Dr. Li\\a: b.csv: 'chat' is missing.", "C:\\Dr. Li\\a: b.csv：缺少 'chat'。"),
        (
            "Your function raised KeyError: 'a. b', for the input ('(x: y. z').",
            "你的函数引发了 KeyError: 'a. b'，输入是（'(x: y. z'）。",
        ),
        ("7 rows were read", "读了 7 行"),
        ("no rows were read", "no rows were read"),
        ("", ""),
    ],
)
def test_a_message_is_found_with_what_stands_for_its_expressions(english: str, told: str) -> None:
    assert Messages(SAID).translate(english) == told


SAID_BY_OTHERS = [
    "name 'np' is not defined",
    "name 'np' is not defined. Did you mean: 'no'?",
    "'NoneType' object is not subscriptable",
    "invalid literal for int() with base 10: 'x'",
    "f() missing 1 required positional argument: 'b'",
    "f() takes 1 positional argument but 2 were given",
    "not enough values to unpack (expected 3, got 2)",
    "No module named 'torch'",
    "[Errno 2] No such file or directory: 'a.json'",
    "[Errno 28] No space left on device",
    "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!",
    "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 14.75 GiB.",
    "mat1 and mat2 shapes cannot be multiplied (3x4 and 5x6)",
    "one of the variables needed for gradient computation has been modified by an inplace operation",
    "Expecting value: line 1 column 1 (char 0)",
    "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    "Connection refused",
    "key 'a' is missing",
    "The weights are not read. Nothing is lost.",
]


@pytest.mark.parametrize("text", SAID_BY_OTHERS)
def test_what_python_and_libraries_say_passes_unchanged(text: str) -> None:
    chinese = messages(NOTEBOOKS / "zh" / MESSAGES)
    assert chinese.translate(text) == text
    within = chinese.translate(f"Your function raised RuntimeError: {text}, for the input ('Stopped.').")
    assert text in within and "'Stopped.'" in within and within.startswith("你的函数")


@pytest.mark.parametrize(
    "text",
    [
        "Stopped. " * 1_200,
        "".join(random.Random(1).choices(string.ascii_lowercase + " .:;()'\"", k=10_000)),
        "Profile nano: " * 700,
        ("a.json: " * 200)[: LONGEST - 1],
        "(" * 10_000,
        "row 3: x is missing.\n" * 70,
    ],
    ids=["sentences", "noise", "heads", "colons", "brackets", "lines"],
)
def test_a_long_text_is_held_against_the_messages_only_so_often(text: str, monkeypatch) -> None:
    looks = []
    chinese = messages(NOTEBOOKS / "zh" / MESSAGES)
    patterns = chinese.patterns
    monkeypatch.setattr(chinese, "patterns", lambda text: looks.append(text) or patterns(text))
    chinese.translate(text)
    assert len(looks) <= 1_500


@pytest.mark.parametrize(
    ("chosen", "folder", "expected"),
    [("", "notebooks", "en"), ("", "notebooks/zh", "zh"), ("", "notebooks/zh/solutions", "zh"), ("zh", ".", "zh")]
    + [("en", "notebooks/zh", "en"), ("fr", "notebooks/zh", "en"), ("zh-CN", ".", "zh"), ("ZH_CN.UTF-8", ".", "zh")],
)
def test_the_variable_or_the_folder_of_the_notebook_decides(monkeypatch, chosen: str, folder: str, expected) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", chosen)
    monkeypatch.chdir(ROOT / folder)
    assert language() == expected


def test_a_folder_of_that_name_elsewhere_decides_nothing(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.delenv("COURSE_LANGUAGE", raising=False)
    (tmp_path / "zh").mkdir()
    monkeypatch.chdir(tmp_path / "zh")
    assert language() == "en"
    monkeypatch.setenv("JPY_SESSION_NAME", str(ROOT / "notebooks" / "zh" / "00_start_here.ipynb"))
    assert language() == "zh", "JupyterLab says where the notebook lies"


def test_a_working_directory_that_is_gone_speaks_english(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.delenv("COURSE_LANGUAGE", raising=False)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert language() == "en" and str(CourseError("Stopped.")) == "Stopped."
    monkeypatch.chdir(ROOT)


def test_a_language_that_the_course_does_not_speak_is_refused(monkeypatch) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "fr")
    with pytest.raises(CourseError, match="COURSE_LANGUAGE=fr: the course speaks en, zh; choose one"):
        check_language()


def test_processes_that_a_chinese_notebook_starts_speak_chinese(monkeypatch) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "")
    monkeypatch.chdir(ROOT / "notebooks" / "zh")
    check_language()
    assert os.environ["COURSE_LANGUAGE"] == "zh"


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b'["Stopped."]', b'{"Stopped.": 1}', b"<<<<<<< HEAD"])
def test_without_a_catalogue_that_can_be_read_the_course_speaks_english(content, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spoken, "NOTEBOOKS", tmp_path)
    if content is not None:
        (tmp_path / "zh").mkdir()
        (tmp_path / "zh" / MESSAGES).write_bytes(content)
    assert translated("Stopped.", "zh") == "Stopped."


def test_a_catalogue_is_read_once_it_can_be(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(spoken, "NOTEBOOKS", tmp_path)
    assert translated("Stopped.", "zh") == "Stopped."
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / MESSAGES).write_text('{"Stopped.": "已停止。"}', encoding="utf-8")
    assert translated("Stopped.", "zh") == "已停止。"
