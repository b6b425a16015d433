"""A learner's own file: every format and shape loads right, and whatever is wrong is said with row and value."""

from __future__ import annotations

import csv
import json
import time
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.own_data import (
    Chat,
    OwnData,
    Problems,
    check,
    files,
    mask,
    mask_text,
    read_chats,
    split,
    stop_at_fatal,
    tables,
)
from helpers.own_data.masking import luhn
from helpers.own_data.problems import Problem, visible
from helpers.own_data.splitting import groups
from helpers.profiles import ROOT
from helpers.running.errors import CourseError

CHATS = [
    ("c1", [("Amy", "Hello, my kettle leaks."), ("Ben", "Send it in, please.")], "Amy sends in a kettle that leaks."),
    ("c2", [("Cleo", "Is it café or cafe?"), ("Dan", "Café, with é.")], "Dan says how to write café."),
    ("c3", [("Eve", 'He said "no", twice.'), ("Finn", "=Odd; but true, 好")], "Eve was refused twice, odd."),
]
DIALOGUES = ["\n".join(f"{speaker}: {text}" for speaker, text in turns) for _, turns, _ in CHATS]


def rows(shape: str) -> list[dict[str, Any]]:
    """The chats as rows of a file in one of the three shapes."""
    if shape == "text":
        return [
            {"chat_id": name, "chat": dialogue, "agent_note": note}
            for (name, _, note), dialogue in zip(CHATS, DIALOGUES, strict=True)
        ]
    if shape == "turns":
        return [
            {"id": name, "turns": [{"speaker": who, "text": text} for who, text in turns], "summary": note}
            for name, turns, note in CHATS
        ]
    return [
        {"conversationId": name, "sender": who, "message": text, "summary": note if number == 0 else None}
        for name, turns, note in CHATS
        for number, (who, text) in enumerate(turns)
    ]


def write(path: Path, table: list[dict[str, Any]]) -> Path:
    """Write rows in the format that the suffix names, as its usual library does."""
    kind = path.suffix[1:]
    if kind == "json":
        path.write_text(json.dumps(table), encoding="utf-8")
    elif kind == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in table), encoding="utf-8")
    elif kind == "parquet":
        pd.DataFrame(table).to_parquet(path)
    else:
        flat = [{key: json.dumps(v) if isinstance(v, list) else v for key, v in row.items()} for row in table]
        if kind == "xlsx":
            book = openpyxl.Workbook()
            book.active.append(list(flat[0]))
            for row in flat:
                book.active.append(list(row.values()))
            for cell in (cell for row in book.active.iter_rows() for cell in row if cell.data_type == "f"):
                cell.data_type = "s"
            book.save(path)
        else:
            pd.DataFrame(flat).to_csv(path, index=False, sep="\t" if kind == "tsv" else ",")
    return path


def data_of(*pairs: tuple[str, str], splits: tuple[str, ...] = ()) -> OwnData:
    """Chats in memory, in rows 2, 3 and so on, as if read without a problem."""
    names = splits or ("",) * len(pairs)
    chats = tuple(
        Chat(f"c{i}", i, chat, summary, name)
        for i, ((chat, summary), name) in enumerate(zip(pairs, names, strict=True), 2)
    )
    return OwnData(
        "mine.csv", "csv", "utf-8", "one text a chat", {"chat": "chat", "summary": "note"}, chats, Problems()
    )


def messages(problems: list[Problem]) -> list[tuple[int, str]]:
    """(row, what is wrong) of each problem."""
    return [(problem.row, problem.message.split(":")[0]) for problem in problems]


@pytest.mark.parametrize("shape", ["text", "turns", "messages"])
@pytest.mark.parametrize("kind", ["csv", "tsv", "json", "jsonl", "parquet", "xlsx"])
def test_every_format_and_shape_loads_the_same_chats(tmp_path: Path, kind: str, shape: str) -> None:
    data = read_chats(write(tmp_path / f"mine.{kind}", rows(shape)))
    assert [chat.dialogue for chat in data.chats] == DIALOGUES
    assert [chat.summary for chat in data.chats] == [note for _, _, note in CHATS]
    assert [chat.id for chat in data.chats] == ["c1", "c2", "c3"]
    assert not data.problems
    assert data.shape == {"text": "one text a chat", "turns": "a list of turns a chat"}.get(shape, "one row a message")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl", "json", "parquet"])
def test_rows_are_numbered_as_the_reader_of_the_file_sees_them(tmp_path: Path, kind: str) -> None:
    table = rows("text")
    table[1]["agent_note"] = None
    data = read_chats(write(tmp_path / f"mine.{kind}", table))
    header = kind in ("csv", "xlsx")
    assert [chat.row for chat in data.chats] == ([2, 4] if header else [1, 3])
    assert [(p.row, p.column, p.fatal) for p in data.problems] == [(3 if header else 2, "agent_note", True)]


def test_the_guess_is_shown_and_can_be_overridden(tmp_path: Path) -> None:
    table = [{**row, "legacy summary": "old words"} for row in rows("text")]
    table = [{"talk": row.pop("chat"), **row} for row in table]
    path = write(tmp_path / "mine.csv", table)
    guessed = read_chats(path)
    assert guessed.columns["chat"] == "talk" and guessed.columns["summary"] == "legacy summary"
    assert "legacy summary" in guessed._repr_html_() and "legacy summary" in repr(guessed)
    named = read_chats(path, chat="talk", summary="agent_note")
    assert named.chats[0].summary == CHATS[0][2]
    with pytest.raises(CourseError, match="summary='notes' names no column; it has talk, chat_id"):
        read_chats(path, summary="notes")


@pytest.mark.parametrize("turns", [[["Amy", "Hi."], ["Ben", "Yes."]], ["Amy: Hi.", "Ben: Yes."], "openai"])
def test_turns_may_be_pairs_texts_or_roles(tmp_path: Path, turns: Any) -> None:
    if turns == "openai":
        turns = [{"role": "Amy", "content": "Hi."}, {"role": "Ben", "content": "Yes."}]
    data = read_chats(write(tmp_path / "mine.json", [{"messages": turns, "summary": "Ben agrees."}]))
    assert data.chats[0].dialogue == "Amy: Hi.\nBen: Yes."


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ({"data": rows("text")}, "an object with one list of rows"),
        ({key: [row[key] for row in rows("text")] for key in rows("text")[0]}, "an object of columns"),
    ],
)
def test_json_may_be_an_object_around_the_rows(tmp_path: Path, content: Any, what: str) -> None:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert [chat.dialogue for chat in read_chats(path).chats] == DIALOGUES, what


@pytest.mark.parametrize("once", [True, False])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb18030", "小美：我今天加班，不回来吃饭了。\n阿强：那我给你留点菜。"),
        ("gb18030", "客服: 好的\n陈明: 收到"),
        ("gb18030", "张三：在吗\n李四：在"),
        ("gb18030", "Tom：这个bug修好了吗？\nAnna：修好了，已经merge到main了"),
        ("big5", "媽媽：晚上吃什麼\n我：隨便"),
        ("big5", "客戶：退款什麼時候到帳？\n客服：一般需要三到五個工作天。"),
        ("cp949", "민수: 안녕하세요, 내일 몇 시에 회의해요?\n지영: 오후 세 시요."),
        ("cp949", "민지: ㅋㅋㅋ 진짜?\n현우: 응 ㅎㅎ"),
        ("cp932", "母：晩ご飯は何がいい？\n私：なんでもいいよ"),
        ("cp932", "健：どこ？\n愛：家"),
    ],
)
def test_two_lines_of_chinese_japanese_or_korean_are_told_apart(
    tmp_path: Path, encoding: str, text: str, once: bool
) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(("chat\n" + f'"{text}"\n' * (1 if once else 60)).encode(encoding))
    data = read_chats(path, summary="")
    assert data.chats[0].dialogue == text
    assert f"read as {encoding}, a guess" in data.problems[0].message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_other_encodings_are_found_and_a_guess_is_reported(tmp_path: Path, encoding: str) -> None:
    text = "chat,note\n" + "".join(f'"Zoë: Grüße aus Köln {i}, schön!\nBen: Café?",Zoë grüßt {i}\n' for i in range(30))
    path = tmp_path / "mine.csv"
    path.write_bytes(text.encode(encoding))
    data = read_chats(path)
    assert data.chats[0].dialogue == "Zoë: Grüße aus Köln 0, schön!\nBen: Café?"
    assert [p.message.split(":")[0] for p in data.problems] == (
        ["not UTF-8"] if encoding in ("utf-16-le", "cp1252") else []
    )
    assert read_chats(path, encoding=encoding).chats == data.chats


def test_semicolons_and_blank_lines_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(b"id;chat;note\r\n7;Amy: A, b;One\r\n\r\n;;\r\n8;Ben: C;\r\n9;Cleo: D;Two\r\n")
    data = read_chats(path)
    assert [(chat.id, chat.row) for chat in data.chats] == [("7", 2), ("9", 6)]
    assert messages(data.problems) == [(5, "empty")]


def test_all_problems_of_a_file_are_said_at_once(tmp_path: Path) -> None:
    good = json.dumps({"chat": "Amy: Hello there, Ben.", "summary": "Amy greets Ben."})
    path = tmp_path / "mine.jsonl"
    lines = [
        good,
        '{"chat": "Amy: Hi.", "summary": ',
        '["a list"]',
        '{"chat": "Amy: Hi."}',
        '{"chat": 5, "summary": "x"}',
    ]
    lines += [
        '{"chat": "", "summary": "x"}',
        '{"chat": "a", "chat": "b", "summary": "x"}',
        '{"chat": NaN, "summary": "x"}',
    ]
    path.write_text("\n".join([*lines, "", good]), encoding="utf-8")
    data = read_chats(path)
    assert [chat.row for chat in data.chats] == [1, 10]
    assert sorted(messages(data.problems)) == [
        (2, "broken JSON"),
        (3, "not an object"),
        (4, "missing"),
        (5, "not a text"),
        (6, "empty"),
        (7, "broken JSON"),
        (8, "broken JSON"),
    ]
    assert all(problem.fatal for problem in data.problems)
    assert data.facts()["rows left out"] == "7"
    with pytest.raises(CourseError, match=r"mine.jsonl: 7 problems .* the first in row 2 .*broken JSON"):
        stop_at_fatal(data.name, data.problems)


CHECKED = {
    "HTML": "Amy: <b>Hello</b> there.",
    "starts like a formula": "=HYPERLINK(A1) and so on",
    "wrong encoding": "Amy: I like cafÃ© a lot.",
    "hidden character": "Amy: abc\u202edef and \x07 more.",
    "private: an e-mail address": "Amy: write to amy.stone+x@example.co.uk today.",
    "private: a phone number": "Amy: call +44 20 7946 0000 please.",
    "private: a card number": "Amy: it is 4111 1111 1111 1111, thanks.",
}


@pytest.mark.parametrize("what", CHECKED)
def test_each_doubt_is_found_with_its_row_and_value(what: str) -> None:
    text = CHECKED[what]
    problems = check(data_of(("Amy: Nothing wrong here at all.", "Amy says so."), (text, "Amy said it.")))
    assert [(p.row, p.column, p.fatal) for p in problems] == [(3, "chat", False)]
    assert problems[0].message.startswith(what) and problems[0].value in text


def test_lengths_and_exchanged_columns_are_checked() -> None:
    class Words:
        """A tokenizer with a token a word."""

        def __call__(self, text: str) -> Any:
            return type("Encoded", (), {"input_ids": text.split()})

    data = data_of(("Amy: one two three four five", "One."), ("Amy: no", "Amy says no to all of it."))
    assert sorted(messages(check(data, Words(), 5, 6, 2))) == [
        (2, "too long"),
        (3, "longer than its chat"),
        (3, "too long"),
    ]
    assert messages(check(data)) == [(3, "longer than its chat")]


def test_copies_are_reported_and_those_across_splits_as_leaks() -> None:
    long = "Amy: my kettle leaks since Monday and I want my money back for it\nBen: please send it in with the receipt"
    pairs = [(long, "Refund."), ("Cleo: something else entirely happened here", "Other."), (long + " today", "Refund.")]
    assert messages(check(data_of(*pairs))) == [(4, "double chat")]
    leaking = check(data_of(*pairs, splits=("train", "train", "test")))
    assert messages(leaking) == [(4, "leaks across splits")] and "train and test" in leaking[0].message


def test_a_table_of_problems_is_escaped_short_and_shows_what_hides() -> None:
    problems = Problems([Problem(7, "<i>", "<script>\u202e" + "x" * 500, "HTML: no", False)])
    html = problems._repr_html_()
    assert "<script>" not in html and "\\u202e" in html and len(html) < 1_000
    assert visible("a\u200fb\r\n\x00\tc") == "a\\u200fb\\r\\n\\x00\\tc"
    assert problems.counts().iloc[0].to_list() == ["HTML", "kept", 1]


# --- files that are broken as a whole ------------------------------------------------------------


def file_of(name: str, content: bytes) -> Callable[[Path], Path]:
    """A function that writes the file into a folder."""

    def made(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return made


BROKEN = {
    "missing": (lambda folder: folder / "none.csv", "is not there"),
    "folder": (lambda folder: folder, "are not read, only .csv"),
    "empty": (file_of("a.csv", b""), "the file is empty"),
    "only a header": (file_of("a.csv", b"chat,note\n"), "no row could be read"),
    "other kind": (file_of("a.docx", b"x"), "'.docx' are not read"),
    "zip as csv": (file_of("a.csv", b"PK\x03\x04aaaa"), "a zip or Excel file"),
    "text as xlsx": (file_of("a.xlsx", b"chat,note\n"), "no Excel file or a broken one"),
    "text as parquet": (file_of("a.parquet", b"chat,note\n"), "no Parquet file or a broken one"),
    "cut parquet": (file_of("a.parquet", b"PAR1\x00\x01PAR1"), "no Parquet file or a broken one"),
    "open quote": (file_of("a.csv", b'chat,note\n"Amy: Hi,x\nBen: b,y\n'), "never closed"),
    "huge open quote": (file_of("a.csv", b'chat,note\n"' + b"Amy: Hi,x\n" * 20_000), "never closed"),
    "quote inside": (file_of("a.csv", b'chat,note\n"a "b" c",x\n'), "the quotes of a cell do not fit"),
    "same names": (
        file_of("a.csv", b"chat,chat,note\na,b,c\n"),
        "two columns have the same name; rename one .there: 'chat'",
    ),
    "no summary": (file_of("a.csv", b"chat,colour\na,b\n"), "no column looks like summaries; it has chat, colour"),
    "all rows bad": (file_of("a.csv", b"chat,note\na,\nb,\n"), "row 2: no row has both a chat and a summary"),
    "json cut": (file_of("a.json", b'[{"chat": "a", "note": "b"}, {"chat"'), "row 2: broken JSON"),
    "json without comma": (file_of("a.json", b'[{"chat": "a"} {"chat": "b"}]'), "row 1: broken JSON, '{' stands"),
    "json with more": (file_of("a.json", b'[{"chat": "a", "note": "b"}] []'), "text follows after the list"),
    "json number": (file_of("a.json", b"5"), "it is no list of objects"),
    "json deep": (file_of("a.json", b"[" * 200_000), "nested too deeply"),
    "jsonl deep": (file_of("a.jsonl", b"[" * 200_000), "nested too deeply"),
    "json lines": (file_of("a.json", b'{"chat": "a"}\n{"chat": "b"}\n'), "name it .jsonl"),
    "long line": (file_of("a.jsonl", b'{"chat": "' + b"a" * 1_100_000), "line 1 has more than 1,000,000 characters"),
    "binary": (file_of("a.csv", bytes(range(256)) * 50), "no encoding fits"),
    "broken mark": (file_of("a.csv", b"\xef\xbb\xbfchat,note\n\xff\xfe,b\n"), "does not fit"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_ends_in_one_sentence(tmp_path: Path, what: str) -> None:
    make, expected = BROKEN[what]
    with pytest.raises(CourseError, match=expected) as caught:
        read_chats(make(tmp_path))
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 500


def test_a_wrong_encoding_argument_is_named(tmp_path: Path) -> None:
    path = file_of("a.csv", "chat,note\ncafé,é\n".encode("cp1252"))(tmp_path)
    for encoding, expected in (("utf-8", "byte 13 is not utf-8"), ("utf-nine", "'utf-nine'"), ("rot13", "'rot13'")):
        with pytest.raises(CourseError, match=expected):
            read_chats(path, encoding=encoding)


def test_limits_of_rows_cells_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.csv", "a.jsonl", "a.json", "a.xlsx", "a.parquet"):
        path = write(tmp_path / name, rows("text"))
        with monkeypatch.context() as patch:
            patch.setattr(tables, "MOST_CHARACTERS", 100)
            with pytest.raises(CourseError, match="more than 100 characters; take a part of it"):
                read_chats(path)
        with monkeypatch.context() as patch:
            patch.setattr(files, "LARGEST_FILE", 100)
            with pytest.raises(CourseError, match="the limit is"):
                read_chats(path)


def test_an_excel_file_with_formulas_errors_and_several_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "first"
    for row in (["chat", "note"], ["Amy: Hi, Ben.", "=A2"], ["Amy: Bye, Ben.", "#N/A"], ["Amy: So.", "Amy says so."]):
        book.active.append(row)
    other = book.create_sheet("second")
    for row in (["chat", "note"], ["Cleo: Hello.", "Cleo greets."]):
        other.append(row)
    path = tmp_path / "mine.xlsx"
    book.save(path)
    data = read_chats(path)
    assert [chat.row for chat in data.chats] == [4] and "first" in data.format
    assert (2, "a formula") in messages(data.problems) and (3, "an error value of the spreadsheet") in messages(
        data.problems
    )
    assert read_chats(path, sheet="second").chats[0].summary == "Cleo greets."
    with pytest.raises(CourseError, match="no sheet 'third'; it has first, second"):
        read_chats(path, sheet="third")


def test_an_excel_file_that_would_unpack_to_much_or_defines_entities_is_not_read(tmp_path: Path) -> None:
    bomb, entities = tmp_path / "bomb.xlsx", tmp_path / "entities.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 150_000_000)
    with pytest.raises(CourseError, match="unpacked it has 150 MB"):
        read_chats(bomb)
    with zipfile.ZipFile(entities, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(CourseError, match="defines entities"):
        read_chats(entities)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300), kind=st.sampled_from(["csv", "tsv", "json", "jsonl", "parquet", "xlsx"]))
def test_any_bytes_load_or_end_in_one_sentence(tmp_path: Path, content: bytes, kind: str) -> None:
    path = file_of(f"a.{kind}", content)(tmp_path)
    try:
        assert check(read_chats(path)) is not None
    except CourseError as error:
        assert "\n" not in str(error)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.integers(0, 10_000),
    byte=st.integers(0, 255),
    kind=st.sampled_from(["csv", "json", "jsonl", "parquet", "xlsx"]),
)
def test_a_file_with_one_changed_byte_loads_or_ends_in_one_sentence(
    tmp_path: Path, place: int, byte: int, kind: str
) -> None:
    path = write(tmp_path / f"a.{kind}", rows("turns"))
    content = bytearray(path.read_bytes())
    content[place % len(content)] = byte
    path.write_bytes(content)
    try:
        read_chats(path)
    except CourseError as error:
        assert "\n" not in str(error)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))
def test_any_text_survives_a_csv(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["chat", "note"], [f"Amy: {text}.", "x"]])
    expected = f"Amy: {text}.".replace("\r\n", "\n").replace("\r", "\n")
    assert read_chats(path).chats[0].dialogue == expected


def test_half_characters_of_json_do_not_break_anything(tmp_path: Path) -> None:
    path = file_of("a.json", rb'[{"chat": "Amy: a \ud800 b", "note": "Amy."}]')(tmp_path)
    data = read_chats(path)
    assert data.chats[0].dialogue == "Amy: a \ufffd b" and data.fingerprint
    assert messages(check(data)) == [(1, "wrong encoding")]


# --- masking -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mail a.b+c@mail.example.org.", "mail EMAIL."),
        ("Ring (020) 7946-0000 or 0171 123 4567!", "Ring PHONE or PHONE!"),
        ("+49 30 901820", "PHONE"),
        ("555-867-5309", "PHONE"),
        ("4111-1111-1111-1111 and 378282246310005", "CARD and CARD"),
        ("card 4111 1111 1111 1112", "card 4111 1111 1111 1112"),
        ("order 4471882 of 2024-05-12 and 12.05.2024, 1,200.50 pounds", None),
        ("at 10:30, two for 15 pounds, room 12-14, version 3.10.2", None),
        ("not@ an address, @name", None),
    ],
)
def test_private_values_are_masked_and_others_kept(text: str, masked: str | None) -> None:
    assert mask_text(text) == (text if masked is None else masked)


def test_masking_counts_and_leaves_nothing_to_find() -> None:
    data = data_of(("Amy: I am amy@example.org, twice amy@example.org, order AB-12.", "Amy gives amy@example.org."))
    masked, counts = mask(data, {"ORDER": r"AB-\d+"})
    assert masked.chats[0].dialogue == "Amy: I am EMAIL, twice EMAIL, order ORDER."
    assert counts.loc["EMAIL"].to_list() == [2, 1] and counts.loc["ORDER"].to_list() == [1, 0]
    assert not check(masked) and data.chats[0].summary == "Amy gives amy@example.org."


def test_luhn_by_its_definition() -> None:
    assert luhn("79927398713") and not any(luhn(f"7992739871{last}") for last in "012456789")
    assert not luhn("")


@pytest.mark.parametrize(
    "text", ["1 " * 50_000, "1-" * 50_000, "a@" * 50_000, "a." * 50_000 + "@", "<a " * 50_000, "0" * 100_000]
)
def test_long_texts_are_searched_quickly(text: str) -> None:
    began = time.perf_counter()
    check(data_of((text, "Short.")))
    assert time.perf_counter() - began < 5


# --- splitting -----------------------------------------------------------------------------------


def many(n: int) -> OwnData:
    """Different chats, of which every fifth has an exact copy and every seventh a near one."""
    pairs = []
    for i in range(n):
        words = " ".join(f"w{i}x{j}" for j in range(30))
        pairs.append((f"Amy: {words}", f"Note {i}."))
        if i % 5 == 0:
            pairs.append((f"Amy:  {words}!", f"Note {i} again."))
        if i % 7 == 0:
            pairs.append((f"Ben: Well, {words}", f"Note {i} nearly."))
    return data_of(*pairs)


def test_a_split_leaks_no_copy_and_repeats_itself() -> None:
    data = many(60)
    parts = split(data, seed=1)
    sides = {"train": parts.train, "validation": parts.validation, "test": parts.test}
    origin = {side: {chat.summary.split()[1].strip(".") for chat in chats} for side, chats in sides.items()}
    assert not origin["train"] & origin["test"] and not origin["train"] & origin["validation"]
    assert not origin["validation"] & origin["test"]
    assert sum(parts.sizes().values()) == len(data.chats)
    assert (
        abs(len(parts.test) - 0.3 * len(data.chats)) <= 3 and abs(len(parts.validation) - 0.15 * len(data.chats)) <= 3
    )
    assert split(data, seed=1) == parts and split(data, seed=2) != parts


def test_groups_find_copies_wherever_they_stand() -> None:
    texts = [
        "one two three four five six seven",
        "Something quite different here.",
        "ONE two  three four, five six seven!",
    ]
    assert groups(texts) == [[0, 2], [1]]
    assert groups(["", "", "a"]) == [[0, 1], [2]]


@pytest.mark.parametrize("shares", [(0.0, 0.3), (0.5, 0.5)])
def test_a_split_that_cannot_be_made_says_why(shares: tuple[float, float]) -> None:
    with pytest.raises(CourseError, match="the shares"):
        split(many(60), 1, shares)
    with pytest.raises(CourseError, match="3 different chats are too few"):
        split(data_of(*[(f"Amy: chat number {i}", "x") for i in range(3)]), 1)
    same = replace(many(60), chats=many(60).chats[:1] * 40)
    with pytest.raises(CourseError, match="1 different chats are too few"):
        split(same, 1)


def test_thousands_of_chats_are_grouped_in_seconds() -> None:
    texts = [
        f"Amy: hello how can I help you today\nBen: my order {i} " + f"is w{i} late x{i} again " * 5
        for i in range(3_000)
    ]
    began = time.perf_counter()
    assert len(groups(texts)) == 3_000
    assert time.perf_counter() - began < 20


# --- the course's own chats ----------------------------------------------------------------------


def test_the_courses_chats_are_read_without_a_problem() -> None:
    data = read_chats(ROOT / "data" / "support_chats" / "chats.csv")
    assert data.columns == {"chat": "chat", "summary": "agent_note", "id": "chat_id"}
    assert len(data.chats) == 80 and not check(data)


def test_what_is_wrong_with_a_file_is_shown_in_the_learners_language(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "zh")
    path = tmp_path / "my chats.jsonl"
    rows = ['{"chat": "Amy: Hi.\\nBen: Yes.", "note": "a"}', '{"chat": "Amy: 东京\\nBen: O", "note": "=HYPERLINK(A1)"}']
    path.write_text("\n".join([*rows, '{"chat": ']), encoding="utf-8")
    data = read_chats(path)
    assert "文件: my chats.jsonl" in repr(data) and "note 所在的列: note" not in repr(data)
    assert "<th" in data._repr_html_() and "去掉的行" in data._repr_html_() and "rows left out" in data.facts()
    problems = check(data)
    for shown in (repr(problems), problems._repr_html_()):
        assert "JSON 已损坏：这里缺一个值" in shown and "已去掉" in shown and "broken" not in shown
    lines = repr(problems).splitlines()
    wide = {sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in line) for line in lines}
    assert len(wide) == 1, "columns of Chinese stand in line"
    assert set(problems.table()["row is"]) == {"kept", "left out"}
    assert repr(Problems()) == "没有发现问题。"
