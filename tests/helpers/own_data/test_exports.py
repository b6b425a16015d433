"""What people export: every program's way to write a talk, what is left out of it, and what is said about that."""

from __future__ import annotations

import csv
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from helpers.data import load_splits
from helpers.own_data import OwnData, check, mask, read_chats, split
from helpers.own_data.exports.markup import html_text, slack_text
from helpers.own_data.exports.messages import read_message
from helpers.own_data.exports.stamps import moment, without_stamp
from helpers.own_data.splitting import groups
from helpers.own_data.templates import TEMPLATES
from helpers.profiles import Source, load_profile
from helpers.running.errors import CourseError

KNOWN = json.loads(Path(__file__).with_name("exports.json").read_text(encoding="utf-8"))
# A thread as text, and the dialogue that it is; messages, their dialogue, and what is said of those left out.
THREADS = {name: (one["text"], one["dialogue"]) for name, one in KNOWN["threads"].items()}
MESSAGES = {name: (one["messages"], one["dialogue"], one["said"]) for name, one in KNOWN["messages"].items()}


@pytest.mark.parametrize("program", THREADS)
def test_a_thread_of_plain_text_is_read(tmp_path: Path, program: str) -> None:
    text, dialogue = THREADS[program]
    path = tmp_path / "talk.txt"
    path.write_bytes(text.encode())
    data = read_chats(path)
    assert [chat.dialogue for chat in data.chats] == [dialogue]
    assert not data.summarized and data.facts()["column of the summary"] == "none"
    assert any("to train, add them" in problem.message for problem in data.problems)
    assert not data.problems.fatal


def test_what_is_left_out_of_a_thread_is_said(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(THREADS["WhatsApp on Android, 12 hours"][0], encoding="utf-8")
    said = {problem.value: problem.message for problem in read_chats(path).problems}
    assert "notice" in said["Messages and calls are end-to-end encrypted."] and "media" in said["<Media omitted>"]


def write(path: Path, rows: Any) -> Path:
    """Write rows as JSON lines, or a value as JSON."""
    if path.suffix == ".jsonl":
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    else:
        path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return path


TELEGRAM = {"name": "Eva", "type": "personal_chat", "messages": MESSAGES["Telegram"][0]}


@pytest.mark.parametrize("program", MESSAGES)
def test_messages_of_a_program_are_read_and_bad_ones_cost_themselves_alone(tmp_path: Path, program: str) -> None:
    messages, dialogue, said = MESSAGES[program]
    data = read_chats(write(tmp_path / "mine.jsonl", [{"id": 1, "messages": messages, "summary": "A talk."}]))
    assert [(chat.dialogue, chat.summary) for chat in data.chats] == [(dialogue, "A talk.")]
    kinds = {problem.message.split(":")[0] for problem in data.problems}
    assert all(any(kind.startswith(one) for kind in kinds) for one in said) and bool(kinds) == bool(said)
    assert not data.problems.fatal


def chatgpt() -> list[dict[str, Any]]:
    nodes = {
        "b": {"message": {"author": {"role": "assistant"}, "content": {"parts": ["Yes."]}, "create_time": 2.0}},
        "a": {"message": {"author": {"role": "user"}, "content": {"parts": ["Is it on?"]}, "create_time": 1.0}},
        "root": {"message": None},
    }
    return [{"title": "x", "mapping": nodes, "summary": "It is on."}]


INTERCOM = {
    "id": "c",
    "source": {"author": {"name": "Eva"}, "body": "<p>Hello</p>"},
    "conversation_parts": {"total_count": 3, "conversation_parts": MESSAGES["Intercom"][0]},
    "summary": "s",
}
SLACK_DAY = [message | {"ts": f"171555{i:04}.1"} for i, message in enumerate(MESSAGES["Slack"][0])]
DISCORD = {"guild": {"name": "S"}, "channel": {"id": "1"}, "messages": MESSAGES["Discord"][0]}
WHOLE: dict[str, tuple[Any, list[str]]] = {  # a whole .json file, and its dialogues
    "a Telegram chat": (TELEGRAM, ["Eva: Hi Finn!\nUnknown: Nice"]),
    "all of Telegram": ({"about": "x", "chats": {"about": "y", "list": [TELEGRAM]}}, ["Eva: Hi Finn!\nUnknown: Nice"]),
    "a Slack day": (SLACK_DAY, [MESSAGES["Slack"][1]]),
    "a Discord channel": (DISCORD, [MESSAGES["Discord"][1]]),
    "Teams from Graph": ({"@odata.count": 2, "value": MESSAGES["Teams"][0]}, [MESSAGES["Teams"][1]]),
    "ChatGPT": (chatgpt(), ["user: Is it on?\nassistant: Yes."]),
    "an Intercom conversation": ([INTERCOM], ["Eva: Hello\n" + MESSAGES["Intercom"][1]]),
}


@pytest.mark.parametrize("what", WHOLE)
def test_a_whole_file_of_a_program_is_read(tmp_path: Path, what: str) -> None:
    content, dialogues = WHOLE[what]
    assert [chat.dialogue for chat in read_chats(write(tmp_path / "mine.json", content)).chats] == dialogues


def test_a_large_export_that_is_one_object_is_read_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpers.own_data.json_files.LARGEST_OBJECT", 300)
    for what in ("a Telegram chat", "all of Telegram", "a Discord channel"):
        content, dialogues = WHOLE[what]
        assert [chat.dialogue for chat in read_chats(write(tmp_path / "mine.json", content)).chats] == dialogues, what
    (tmp_path / "cut.json").write_text(json.dumps(TELEGRAM)[:-40])
    with pytest.raises(CourseError, match="cut.json.*broken JSON"):
        read_chats(tmp_path / "cut.json")


def test_a_thread_is_cut_where_nobody_wrote_for_hours(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("1/1/24, 9:00 AM - A: a\n1/1/24, 9:05 AM - B: b\n1/2/24, 9:00 AM - A: c\n", encoding="utf-8")
    assert [(c.id, c.row, c.dialogue) for c in read_chats(path).chats] == [
        ("talk 1", 1, "A: a\nB: b"),
        ("talk 2", 3, "A: c"),
    ]
    assert len(read_chats(path, pause=48).chats) == 1


def test_summaries_come_from_a_filled_table_or_one_beside(tmp_path: Path) -> None:
    thread = tmp_path / "talk.txt"
    thread.write_text("1/1/24, 9:00 AM - A: a\n1/2/24, 9:00 AM - B: b\n", encoding="utf-8")
    data = read_chats(thread)
    with pytest.raises(CourseError, match="no summaries.*to_csv"):
        data.need_summaries()
    with data.to_csv(tmp_path / "fill.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1:] == [["talk 1", "A: a", ""], ["talk 2", "B: b", ""]]
    (tmp_path / "notes.csv").write_text("id,summary\ntalk 1,A says a.\n", encoding="utf-8")
    noted = read_chats(thread, summaries=tmp_path / "notes.csv")
    noted.need_summaries()
    assert [(c.id, c.summary) for c in noted.chats] == [("talk 1", "A says a.")]
    assert [p.message for p in noted.problems.fatal] == ["missing: notes.csv has no summary of talk 2"]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("12/30/23, 8:41 PM - Eva: hi", "Eva: hi"),
        ("[13.07.2023, 17:08:08] Eva: hi", "Eva: hi"),
        ("2023-11-30 21:41 Eva: hi", "Eva: hi"),
        ("08:42 AM | Bot: hi", "Bot: hi"),
        ("21:41 Eva: hi", "Eva: hi"),
        ("2024年5月12日 下午3:15 - 小王：好", "小王：好"),
        ("Eva: at 10:30: yes", "Eva: at 10:30: yes"),
        ("10:30 is fine: ok", "10:30 is fine: ok"),
    ],
)
def test_a_time_is_no_name(tmp_path: Path, line: str, rest: str) -> None:
    assert without_stamp(line) == rest
    path = tmp_path / "mine.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["chat", "summary"], [f"{line}\n{line}", "They greet."]])
    data = read_chats(path)
    assert data.chats[0].dialogue.split("\n")[0].startswith(rest[:2])
    assert any("a time is no name" in p.message for p in data.problems) == (line != rest)


def test_times_are_understood() -> None:
    assert str(moment("6/13/23, 6:10:02 PM")) == "2023-06-13 18:10:02"
    assert str(moment("13.06.2023, 18:08:08")) == str(moment("2023年6月13日 下午6:08:08")) == "2023-06-13 18:08:08"
    assert moment(1_700_000_000) == moment("1700000000.0") == moment(1_700_000_000_000) and moment("soon") is None


def test_cells_that_a_spreadsheet_made_numbers_are_turns(tmp_path: Path) -> None:
    import datetime

    book = openpyxl.Workbook()
    for row in (
        ["id", "speaker", "message", "summary"],
        [1, "Eva", "How many?", "Finn wants 7 at 9:30."],
        [1, "Finn", 7, None],
        [1, "Finn", datetime.time(9, 30), None],
        [1, None, True, None],
        [1, "Finn", None, None],
    ):
        book.active.append(row)
    book.save(tmp_path / "mine.xlsx")
    data = read_chats(tmp_path / "mine.xlsx")
    assert data.chats[0].dialogue == "Eva: How many?\nFinn: 7\nFinn: 09:30\nUnknown: TRUE"
    assert sorted((p.row, p.message.split(":")[0]) for p in data.problems) == [
        (5, "a lost speaker"),
        (6, "an empty message"),
    ]


# --- nothing is lost in silence ------------------------------------------------------------------


def made(tmp_path: Path, name: str, content: bytes) -> OwnData:
    (tmp_path / name).write_bytes(content)
    return read_chats(tmp_path / name)


def test_a_guess_among_several_columns_is_said(tmp_path: Path) -> None:
    data = made(tmp_path, "a.csv", b"chat,agent note,legacy note\nAmy: Hi,x,y\n")
    assert [p.message for p in data.problems if p.message.startswith("guessed")] == [
        "guessed: legacy note may be the summary as well; agent note was taken, name another with "
        "read_chats(path, summary=)"
    ]
    data = made(tmp_path, "a.csv", b"stuff,summary\nAmy: Hello there Ben and Cleo,x\n")
    assert any("longest texts was taken" in p.message for p in data.problems)


def test_words_for_nothing_are_texts(tmp_path: Path) -> None:
    text = b'id,dialogue,summary\n1,"A: N/A?\nB: no",N/A\n2,"A: a\nB: b",null\n3,"A: a\nB: None",None\n4,,Hi\n'
    data = made(tmp_path, "a.csv", text)
    assert [chat.summary for chat in data.chats] == ["N/A", "null", "None"]
    assert [(p.row, p.column) for p in data.problems.fatal] == [(7, "dialogue")] or len(data.problems.fatal) == 1


def test_words_for_nothing_are_texts_in_a_data_set_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    rows = 'id,dialogue,summary\n1,"A: a",N/A\n2,"A: b",null\n3,"A: c",None\n4,"A: d",Hi\n5,,Hi\n'
    (folder / "train.csv").write_text(rows, encoding="utf-8")
    nano = load_profile("nano")
    profile = replace(nano, data={**nano.data, "dialogue_summary": Source(str(folder))})
    splits = load_splits(profile, "dialogue_summary")
    assert splits["train"]["summary"][:] == ["N/A", "null", "None", "Hi"]
    assert "1 of 5 rows have an empty cell" in capsys.readouterr().out


class Ascii:
    """A tokenizer that knows ASCII alone."""

    unk_token_id = 2

    def __call__(self, text: str, **_: Any) -> Any:
        return type("Encoded", (), {"input_ids": [2 if sign > "~" else 5 for sign in text]})


def test_characters_that_a_model_cannot_read_are_said_with_row_and_share(tmp_path: Path) -> None:
    rows = [
        {"chat": "Eva: 😀 café\nFinn: I paid 7 and that is all I have to say", "summary": "€7."},
        {"chat": "Eva: ok", "summary": "Ok."},
    ]
    problems = check(read_chats(write(tmp_path / "a.jsonl", rows)), Ascii())
    assert [(p.row, p.column, p.value) for p in problems if p.message.startswith("unreadable")] == [
        (1, "chat", "😀 é"),
        (1, "summary", "€"),
    ]
    assert "2 characters (5%)" in next(p.message for p in problems if p.column == "chat")
    foreign = check(read_chats(write(tmp_path / "a.jsonl", [{"chat": "小王：你好", "summary": "小王问好。"}])), Ascii())
    assert any("COURSE_PROFILE=multilingual" in p.message and p.row == 0 for p in foreign)


def test_two_unsaved_numbers_stay_two_speakers(tmp_path: Path) -> None:
    text = "1/1/24, 9:00 AM - +44 7700 900123: Hi\n1/1/24, 9:01 AM - +44 7700 900456: Ho\n"
    masked, _ = mask(made(tmp_path, "a.txt", text.encode()))
    assert masked.chats[0].dialogue == "PHONE 1: Hi\nPHONE 2: Ho"


# --- files ---------------------------------------------------------------------------------------


def test_one_huge_cell_costs_its_row(tmp_path: Path) -> None:
    text = 'id,chat,summary\n1,"A: a\nB: b",x\n2,"A: ' + "la " * 50_000 + '",x\n3,"A: c\nB: d",x\n'
    data = made(tmp_path, "a.csv", text.encode())
    assert [chat.id for chat in data.chats] == ["1", "3"]
    assert [p.message for p in data.problems.fatal] == [
        "too long: a cell of 150,003 characters, and the limit is 100,000"
    ]
    rows = [
        {"chat": "A: a", "summary": "x"},
        {"chat": "A: " + "b" * 1_100_000, "summary": "x"},
        {"chat": "A: c", "summary": "y"},
    ]
    data = read_chats(write(tmp_path / "a.jsonl", rows))
    assert [chat.row for chat in data.chats] == [1, 3] and "more than 1,000,000" in data.problems.fatal[0].message


def test_a_line_that_names_the_delimiter_is_no_header(tmp_path: Path) -> None:
    data = made(tmp_path, "a.csv", b'sep=;\r\nid;chat;summary\r\n7;"A: hi, it is on\nB: yes";A asks\r\n')
    assert data.columns["chat"] == "chat" and [(c.id, c.row) for c in data.chats] == [("7", 3)]


def test_the_delimiter_is_that_of_all_rows(tmp_path: Path) -> None:
    data = made(tmp_path, "a.csv", b"id;chat, in, order;summary\n1;A: hi;one, two\n2;A: ho;three\n")
    assert [(c.id, c.dialogue) for c in data.chats] == [("1", "A: hi"), ("2", "A: ho")] and "';'" in data.format


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("iso8859_2", "Ala: Gdzie jesteś?\nOla: Już idę, będę spóźniona"),
        ("iso8859_2", "Šárka: Kde jsi?\nŽofie: Už běžím, příště"),
        ("iso8859_9", "Ayşe: Neredesin?\nOğuz: Geliyorum, ışığı kapat"),
        ("mac_roman", "Zoé: Tu es déjà là ?\rNoë: Oui, au café"),
        ("mac_roman", "Jörg: Grüße aus Köln\rÄnne: Schön, tschüß"),
        ("cp1252", "Zoé: Tu es déjà là ?\nNoë: Oui, au café"),
        ("cp1251", "Аня: Где ты?\nОля: Уже иду"),
        ("koi8_r", "Аня: Где ты?\nОля: Уже иду"),
    ],
)
def test_encodings_of_small_files_are_guessed_by_their_letters(tmp_path: Path, encoding: str, text: str) -> None:
    end = "\r" if "\r" in text else "\n"
    data = made(tmp_path, "a.csv", f'id,chat,summary{end}1,"{text}",ok{end}'.encode(encoding))
    assert data.chats[0].dialogue == text.replace("\r", "\n")
    assert any("a guess" in p.message for p in data.problems)


def test_the_first_fatal_problem_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="the first problem, in row 2, is too many cells"):
        made(tmp_path, "a.csv", "chat,summary\ncafé,b,c,d\n".encode("cp1252"))


# --- other languages -----------------------------------------------------------------------------


def test_chinese_near_copies_stay_on_one_side(tmp_path: Path) -> None:
    texts = [f"小{n}：我的{w}在哪里？\n客服：{w}明天下午{n}点送到。" for n, w in (("王", "包裹"), ("李", "包裹"))]
    texts += ["顾客：可以退货吗？\n客服：七天内可以，请带上发票。"]
    assert groups(texts) == [[0, 1], [2]]
    topics = "水壶 台灯 退款 外套 打印机 发票 路由器 车票 窗户 花盆 地毯 镜子".split()
    rows = [
        {"chat": f"顾客：{t}什么时候{t[::-1]}？\n客服：请看{t}{i}号{t}说明", "summary": t} for i, t in enumerate(topics)
    ]
    parts = split(read_chats(write(tmp_path / "a.jsonl", rows + rows)), 1)
    sides = [{chat.summary for chat in side} for side in (parts.train, parts.validation, parts.test)]
    assert not sides[0] & sides[1] and not sides[0] & sides[2] and not sides[1] & sides[2]


# --- speed, and the parts ------------------------------------------------------------------------


def test_ten_thousand_chats_are_read_quickly(tmp_path: Path) -> None:
    messages = [
        {"author_id": i % 2, "plain_body": f"Hello number {i}, " + "where is my parcel? " * 11} for i in range(20)
    ]
    line = json.dumps({"id": 1, "comments": messages, "summary": "A parcel."})
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([line] * 2_000), encoding="utf-8")
    began = time.process_time()
    assert len(read_chats(path).chats) == 2_000
    assert time.process_time() - began < 4  # of 10 MB; the benchmark reads 50 MB


def test_markup_becomes_text() -> None:
    assert html_text("<style>x</style><p>One<br>two</p><script>no()</script>") == "One\ntwo"
    assert slack_text("<#C1|general> <!here> a &lt; b") == "#general @here a < b"
    assert (
        read_message({"speaker": "Eva", "text": "<script>alert(1)</script>"}).line == "Eva: <script>alert(1)</script>"
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_template_fits_its_own_example(name: str) -> None:
    import re

    template = TEMPLATES[name]
    assert "{source}" in template.instruction
    assert all(re.fullmatch(pattern, template.example) for pattern in template.marks.values())
