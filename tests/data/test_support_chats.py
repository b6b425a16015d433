"""The support chats: 80 different ones, each with a note that keeps to the house style and to what the chat says."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter

import pandas as pd
import pytest
from transformers import AutoTokenizer

from helpers.metrics import unsupported
from helpers.profiles import ROOT, load_profile
from helpers.scoring.dialogue import speakers, turns
from helpers.tasks import TASKS

FOLDER = ROOT / "data" / "support_chats"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
STYLE = re.compile(re.search(r"```\n(.+)\n```", README)[1])
AGENTS = {"Nadia", "Otto", "Priya", "Callum"}
IDS = [f"C-{number:03d}" for number in range(1, 81)]


@pytest.fixture(scope="module")
def chats() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "chats.csv", index_col="chat_id")


def parts(note: str) -> list[str]:
    """The four parts of a note: topic, wish, outcome, next step."""
    return note.split(" | ")


def word_count(note: str) -> int:
    """Words of a note, its bars not counted."""
    return len(re.findall(r"[^\s|]+", note))


def five_words(text: str) -> set[tuple[str, ...]]:
    """Every run of five words in a text."""
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[start:] for start in range(5)), strict=False))


def test_the_file_is_a_plain_table_of_80_rows() -> None:
    content = (FOLDER / "chats.csv").read_bytes()
    assert b"\r" not in content and not content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\n")
    rows = list(csv.reader(content.decode("utf-8").splitlines(keepends=True), strict=True))
    assert rows[0] == ["chat_id", "chat", "agent_note"]
    assert [row[0] for row in rows[1:]] == IDS
    assert all(len(row) == 3 and all(cell == cell.strip() != "" for cell in row) for row in rows)


@pytest.mark.parametrize("row", IDS)
def test_a_chat_has_one_customer_one_agent_and_whole_turns(row: str, chats: pd.DataFrame) -> None:
    chat = chats.chat[row]
    assert 6 <= len(turns(chat)) <= 14 and 70 <= len(chat.split()) <= 170
    assert all(re.fullmatch(r"[A-Z][a-z]+: \S.*[.!?]", turn) for turn in chat.split("\n"))
    assert len(speakers(chat)) == 2 and len(AGENTS & set(speakers(chat))) == 1


@pytest.mark.parametrize("row", IDS)
def test_a_note_keeps_the_style_of_the_house(row: str, chats: pd.DataFrame) -> None:
    chat, note = chats.chat[row], chats.agent_note[row]
    assert STYLE.fullmatch(note) and not note.endswith(".")
    assert 18 <= word_count(note) <= 35 and len(note) < len(chat)
    _, wish, outcome, following = parts(note)
    assert {wish.split()[0]} == set(speakers(chat)) - AGENTS
    assert outcome.split()[0] in speakers(chat)
    assert following == "Next: nothing" or following.split()[1] in speakers(chat)


@pytest.mark.parametrize("row", IDS)
def test_names_and_numbers_of_a_note_stand_in_its_chat(row: str, chats: pd.DataFrame) -> None:
    chat, note = chats.chat[row], chats.agent_note[row]
    assert unsupported(note, chat) == []
    assert [digits for digits in re.findall(r"\d+", note) if not re.search(rf"(?<!\d){digits}(?!\d)", chat)] == []


@pytest.mark.parametrize(
    "broken",
    [
        "Delivery | Emma wants her kettle | Nadia sends it | Next: Emma picks it up on Thursday",
        "parcel | Emma wants her kettle | Nadia sends it | Next: Emma picks it up on Thursday",
        "delivery | Emma wanted her kettle | Nadia sends it | Next: Emma picks it up on Thursday",
        "delivery | Emma wants her kettle | sent to the shop | Next: Emma picks it up on Thursday",
        "delivery | Emma wants her kettle | Nadia sends it | Next: Emma picks it up",
        "delivery | Emma wants her kettle | Nadia sends it",
        "delivery | Emma wants her kettle | Nadia sends it | Next: nothing | Next: nothing",
        "delivery | Emma wants her kettle | Nadia sends it | Next: nothing.",
        "Emma wants her kettle and Nadia sends it on Thursday.",
    ],
)
def test_the_style_refuses_a_broken_note(broken: str) -> None:
    assert STYLE.fullmatch("delivery | Emma wants her kettle | Nadia sends it | Next: Emma picks it up on Thursday")
    assert not STYLE.fullmatch(broken)


def test_topics_are_those_of_the_data_sheet_and_stand_mixed(chats: pd.DataFrame) -> None:
    topics = chats.agent_note.map(lambda note: parts(note)[0])
    sheet = {topic: int(count) for topic, count in re.findall(r"^\| `([a-z]+)` \| (\d+) \|", README, re.MULTILINE)}
    assert Counter(topics) == sheet
    assert set(topics[:50]) == set(topics[-20:]) == set(sheet)


def test_counts_are_those_of_the_data_sheet(chats: pd.DataFrame) -> None:
    notes, words = chats.agent_note.map(word_count), chats.chat.str.split().str.len()
    length = chats.chat.map(lambda chat: len(turns(chat)))
    mover = [parts(note)[3].split()[1] for note in chats.agent_note]
    facts = [
        f"| turns of a chat | {length.min()} to {length.max()} |",
        f"| words of a chat | {words.min()} to {words.max()}, {words.mean():.0f} on average |",
        f"| words of a note | {notes.min()} to {notes.max()}, {notes.mean():.0f} on average |",
        f"| notes with `Next: nothing` | {mover.count('nothing')} |",
        f"| notes in which the customer has the next step | {sum(who not in {*AGENTS, 'nothing'} for who in mover)} |",
    ]
    assert [fact for fact in facts if fact not in README] == []
    assert Counter(who for chat in chats.chat for who in AGENTS & set(speakers(chat))) == dict.fromkeys(AGENTS, 20)


def test_no_two_chats_are_nearly_the_same(chats: pd.DataFrame) -> None:
    runs = {row: five_words(chat) for row, chat in chats.chat.items()}
    shared = {(a, b): len(runs[a] & runs[b]) / len(runs[a] | runs[b]) for a, b in itertools.combinations(runs, 2)}
    assert [pair for pair, share in shared.items() if share > 0.05] == []
    assert chats.agent_note.is_unique
    customers = [who for chat in chats.chat for who in speakers(chat) if who not in AGENTS]
    assert len(set(customers)) == 80


def test_no_chat_holds_an_address_or_a_phone_number(chats: pd.DataFrame) -> None:
    personal = re.compile(r"\S@\S|https?:|www\.|\d{5}|(?:\d[ /-]?){7}|\b(?:street|road|avenue|lane)\b", re.IGNORECASE)
    assert [row for row, text in (chats.chat + "\n" + chats.agent_note).items() if personal.search(text)] == []


def test_chats_and_notes_fit_the_nano_profile(chats: pd.DataFrame) -> None:
    profile, task = load_profile("nano"), TASKS["dialogue_summary"]
    tokenizer = AutoTokenizer.from_pretrained(ROOT / "data" / "model", local_files_only=True)
    for row, (chat, note) in chats[["chat", "agent_note"]].iterrows():
        source = [tokenizer(text.replace("{source}", chat)).input_ids for text in task.wordings.values()]
        target = tokenizer(note).input_ids
        assert max(map(len, source)) < profile.max_source_tokens, row
        assert len(target) < profile.max_target_tokens[task.name], row
        assert tokenizer.unk_token_id not in [*source[0], *target], row
        assert tokenizer.decode(target, skip_special_tokens=True) == note, row
