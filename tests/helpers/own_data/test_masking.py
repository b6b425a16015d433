"""Private values are masked and facts are kept: measured on 325 written lines in five formats, and case by case."""

from __future__ import annotations

import json
import re
import sys
import time
import types
from collections import Counter
from pathlib import Path

import pytest

from helpers.own_data import mask_text
from helpers.own_data.masking import spans
from helpers.own_data.names import presidio
from helpers.own_data.private import Span, plain, private_spans
from helpers.running.errors import CourseError

MARKED = Path(__file__).with_name("masking.jsonl")
FORMATS = {"messenger", "email", "note", "record", "log"}
PRECISION, RECALL = 0.98, 0.95


def read_marked(marked: str) -> tuple[str, set[Span]]:
    """A text, and the (start, end, label) of each private value: they stand as ``⟦PHONE:020 7946 0018⟧``."""
    text, right = "", set()
    for piece in re.split(r"(⟦[A-Z]+:[^⟧]*⟧)", marked):
        if piece.startswith("⟦"):
            label, value = piece[1:-1].split(":", 1)
            right.add((len(text), len(text) + len(value), label))
            piece = value
        text += piece
    return text, right


def counted() -> dict[str, Counter[str]]:
    """Hits, false alarms and misses over the set, in all and by format; a value counts only from edge to edge."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("all", *FORMATS)}
    for line in MARKED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, right = read_marked(row["marked"])
        got = set(private_spans(text))
        for name in ("all", row["format"]):
            counts[name].update(lines=1, hit=len(got & right), alarm=len(got - right), miss=len(right - got))
    return counts


def test_precision_and_recall_on_the_written_set() -> None:
    counts = counted()
    assert counts["all"]["lines"] >= 300 and all(counts[name]["lines"] >= 50 for name in FORMATS)
    for name, c in counts.items():
        precision, recall = c["hit"] / (c["hit"] + c["alarm"]), c["hit"] / (c["hit"] + c["miss"])
        print(f"{name}: {c['lines']} lines, {c['hit'] + c['miss']} values, {precision:.3f}, {recall:.3f}")
        assert precision >= PRECISION and recall >= RECALL, name


KEPT = (
    "2026-02-06 21:17",
    "Seen on 2022-11-30 20:41 in Oslo.",
    "14.07.2022 17:08:09",
    "That is 14 000 000 euros.",
    "Ping 192.168.20.14 again.",
    "Version 10.14.71.2023",
    "see https://example.com/2023/06/87654321",
    "Order 2023-0021-6543 is late.",
    "ISBN 978-0-306-40615-7",
    "at 51.5007 0.1246",
)
MASKED = {
    "4000.0566.5566.5556": "CARD",
    "4242\u00a04242\u00a04242\u00a04242": "CARD",
    "+44\u00a020\u00a07946\u00a00991": "PHONE",
    "+1 555\u2011765\u20114321": "PHONE",
    "99887 76655": "PHONE",
    "06.87.65.43.21": "PHONE",
    "(555) 765-4321": "PHONE",
    "\uff10\uff18\uff10-\uff19\uff18\uff17\uff16-\uff15\uff14\uff13\uff12": "PHONE",
    "FR14 2004 1010 0505 0001 3M02 606": "IBAN",
    "Mail x.y+z@ex-ample.co.uk.": "Mail EMAIL.",
    "发到amy@example.org吧": "发到EMAIL吧",
}


@pytest.mark.parametrize("text", KEPT)
def test_facts_are_no_private_values(text: str) -> None:
    assert mask_text(text) == text


@pytest.mark.parametrize("text", MASKED)
def test_numbers_are_found_however_they_are_spaced(text: str) -> None:
    assert mask_text(text) == MASKED[text]


def test_a_named_region_masks_its_numbers_in_any_form() -> None:
    assert mask_text("so 9876543210 then") == "so 9876543210 then"
    assert mask_text("so 9876543210 then", regions=("IN",)) == "so PHONE then"


def test_spaces_and_digits_of_all_scripts_become_plain_one_by_one() -> None:
    text = "\u0661\u0662\u0663 \u202f\u2011\u2212\uff0b é你😀"
    assert plain(text) == "123  --+ é你😀" and len(plain(text)) == len(text)


@pytest.mark.parametrize("text", ["a" * 100_000, "1." * 50_000, "12:" * 30_000, "+1 " * 30_000, "DE89 " * 20_000])
def test_long_texts_are_masked_quickly(text: str) -> None:
    began = time.perf_counter()
    mask_text(text)
    assert time.perf_counter() - began < 5


def test_names_come_from_presidio_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Engine:
        def __init__(self, supported_languages: list[str]) -> None:
            self.languages = supported_languages

        def analyze(self, text: str, **_: object) -> list[types.SimpleNamespace]:
            return [
                types.SimpleNamespace(start=m.start(), end=m.end(), entity_type="PERSON")
                for m in re.finditer("Amy", text)
            ]

    monkeypatch.setitem(sys.modules, "presidio_analyzer", None)
    with pytest.raises(CourseError, match="pip install presidio-analyzer"):
        presidio()
    monkeypatch.setitem(sys.modules, "presidio_analyzer", types.SimpleNamespace(AnalyzerEngine=Engine))
    assert mask_text("Amy: I am amy@example.org", finders=[presidio()]) == "PERSON: I am EMAIL"
    assert spans("Amy", {"WHO": "Am."}, finders=[presidio()]) == [(0, 3, "WHO")]
