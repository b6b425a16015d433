"""Text in and out: the code escape, tasks and their targets, reading outputs back, showing them safely."""

from __future__ import annotations

import json
import os
import random
from types import SimpleNamespace
from typing import Any

import pytest
from transformers import AutoTokenizer

from helpers import show
from helpers.data import group_references
from helpers.generation import generate_texts, report_progress
from helpers.profiles import ROOT, all_profiles
from helpers.scoring.dialogue import swap_speakers
from helpers.tasks import TASKS, entities_of, escape_code, read_entities, read_rating, unescape_code, write_entities


def code_rows(split: str) -> list[dict]:
    return [
        json.loads(line) for line in (ROOT / "data" / "code_pairs" / f"{split}.jsonl").read_text("utf-8").splitlines()
    ]


def test_escape_is_reversible_for_any_text() -> None:
    r = random.Random(0)
    for _ in range(20_000):
        text = "".join(r.choices(" \n\t\0\1{}<®«»–•°ab\\^~`é   ", k=r.randint(0, 15)))
        escaped = escape_code(text)
        assert unescape_code(escaped) == text
        assert escaped == " ".join(escaped.split()) and not set(escaped) & set("{}<\\^~`")


def flan_tokenizer() -> Any:
    """FLAN-T5's own tokenizer, from the folder in ``FLAN_T5_TOKENIZER`` or the hub's local cache; else skip."""
    folder, small = os.environ.get("FLAN_T5_TOKENIZER"), all_profiles()["small"]
    if folder:
        return AutoTokenizer.from_pretrained(folder)
    try:
        return AutoTokenizer.from_pretrained(small.model, revision=small.model_revision, local_files_only=True)
    except OSError:
        pytest.skip(f"{small.model} is not in the hub's cache here, and FLAN_T5_TOKENIZER names no folder with it")


@pytest.fixture(scope="module", params=["nano", "FLAN-T5"])
def tokenizer(request: pytest.FixtureRequest) -> Any:
    return flan_tokenizer() if request.param == "FLAN-T5" else AutoTokenizer.from_pretrained(ROOT / "data" / "model")


class Echo:
    """A model that answers with its input: what is left of a text is what tokenizer and decoding leave."""

    device = "cpu"

    def eval(self) -> None:
        """Nothing to switch."""

    def generate(self, input_ids: Any, **settings: Any) -> Any:
        """Return the input."""
        return input_ids


def there_and_back(tokenizer: Any, texts: list[str]) -> list[str]:
    """Texts as the course reads them back from the ids that its tokenizer gave them."""
    # Two beams: those are the library's `generate`, which `Echo` has.
    return generate_texts(Echo(), tokenizer, texts, 0, max_source_tokens=4_096, num_beams=2)


@pytest.mark.parametrize("split", ["train", "validation", "test"])
def test_every_code_example_survives_the_tokenizer(tokenizer: Any, split: str) -> None:
    code = [row[language].strip() for row in code_rows(split) for language in ("java", "cs")]
    escaped = [escape_code(text) for text in code]
    assert not any(tokenizer.unk_token_id in ids for ids in tokenizer(escaped).input_ids)
    assert [unescape_code(text) for text in there_and_back(tokenizer, escaped)] == code


def test_no_code_example_survives_without_the_escape(tokenizer: Any) -> None:
    code = [row[language].strip() for row in code_rows("test") for language in ("java", "cs")]
    assert all("{" in text and "}" in text and "\n" in text for text in code)
    assert all(tokenizer.unk_token_id in ids for ids in tokenizer(code).input_ids)
    assert not any(set("{}\n") & set(text) for text in there_and_back(tokenizer, code))
    for character in "{}<\\^~`":
        assert tokenizer.unk_token_id in tokenizer(character).input_ids, character
    assert tokenizer("a\n  b").input_ids == tokenizer("a b").input_ids


@pytest.mark.parametrize("task", TASKS.values(), ids=lambda task: task.name)
def test_every_template_takes_the_source_once(task) -> None:
    assert len(task.templates) >= 4 and len(set(task.templates)) == len(task.templates)
    assert all(template.count("{source}") == 1 for template in task.templates)


def test_prompts_keep_braces_in_the_source() -> None:
    row = {"text": "Use {source} and {x}", "label": 4}
    assert "Use {source} and {x}" in TASKS["review_rating"].prompt(row, 2) and TASKS["review_rating"].target(row) == "5"


def test_entities_are_read_from_bio_tags_and_back() -> None:
    tokens, tags = "Amy Stone of Acme met Bo in Rome .".split(), [1, 2, 0, 3, 0, 1, 0, 5, 0]
    found = entities_of(tokens, tags)
    assert found == [("PER", "Amy Stone"), ("ORG", "Acme"), ("PER", "Bo"), ("LOC", "Rome")]
    assert sorted(read_entities(write_entities(found)).elements()) == sorted(found)
    assert entities_of(["Rome", "Oslo"], [6, 5]) == [("LOC", "Rome"), ("LOC", "Oslo")]


@pytest.mark.parametrize(
    ("text", "read"), [("4", 4), ("4 stars", 4), (" 1. ", 1), ("6", None), ("four", None), ("", None)]
)
def test_ratings_are_read(text: str, read: int | None) -> None:
    assert read_rating(text) == read


def test_entity_lists_that_cannot_be_read() -> None:
    assert read_entities("none") == {} and read_entities("PER: Amy; nonsense") is None and read_entities("") is None


def test_references_of_one_dialogue_come_together() -> None:
    rows = [
        {"id": f"test_{i}_{k}", "dialogue": f"#Person1#: {i}", "summary": f"{i}{k}"} for i in range(2) for k in range(3)
    ]
    first, references = group_references(rows, TASKS["dialogue_summary"])
    assert [row["id"] for row in first] == ["test_0_0", "test_1_0"] and references[1] == ["10", "11", "12"]


def test_speakers_swap() -> None:
    assert swap_speakers("#Person1# pays #Person2#.", ["#Person1#", "#Person2#"]) == "#Person2# pays #Person1#."


def test_model_output_is_escaped_before_it_becomes_html() -> None:
    page = show.side_by_side("<b>hi</b>", "<i>", {"<arm>": "<script>alert(1)</script> Laura pays & leaves"}).data
    assert "<script" not in page and "<b>hi" not in page and "<arm>" not in page
    assert "<mark>Laura⚠</mark>" in page and "&amp; leaves" in page


def test_progress_ends_with_the_full_count_where_any_was_told(monkeypatch, capsys) -> None:
    clock = iter([0.0, 6.0, 7.0, 8.0, 0.0, 1.0])
    monkeypatch.setattr("helpers.generation.time", SimpleNamespace(monotonic=lambda: next(clock)))
    slow = report_progress("lora")
    for done in (100, 150, 200):
        slow(done, 200)
    assert capsys.readouterr().err == "lora: 100 of 200, about 6 s left\nlora: 200 of 200\n"
    report_progress("full")(200, 200)
    assert capsys.readouterr().err == ""


def test_nothing_is_marked_where_all_is_supported() -> None:
    assert show.mark_unsupported("Laura pays 5.", "Laura: I pay 5") == "Laura pays 5."
