"""The embedded data: the same bytes from the seed, no leak between splits, the shapes of the real sets."""

from __future__ import annotations

import itertools
import json
import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from datasets import load_dataset

from data.generator import build, core, everyday, streams
from data.generator.exchange import estrange, vary
from data.generator.instructions.texts import draw_text
from data.generator.mixture import mixed
from data.pretraining.examples import SHORT_EXAMPLES, corrupt_spans, example, with_tags
from helpers import data
from helpers.evaluation import references_against_each_other
from helpers.profiles import ROOT, Source, load_profile
from helpers.running.runs import prepared_data
from helpers.tasks import TASKS

FOLDERS = {task: ROOT / "data" / folder for task, (folder, *_) in build.SIZES.items()}
FAMILIES = streams.SERVICE_FAMILIES | streams.HELD_OUT_FAMILIES


@pytest.fixture(scope="module")
def files() -> dict:
    return build.make_files()


def test_the_generator_makes_the_files_of_the_repository(files) -> None:
    assert [path.name for path, content in files.items() if path.read_bytes() != content] == []


def test_the_generator_repeats_itself(files) -> None:
    assert build.make_files() == files


@pytest.mark.parametrize("task", build.SIZES)
def test_splits_share_no_text(task: str) -> None:
    splits = load_dataset(str(FOLDERS[task]))
    texts = {split: {TASKS[task].source(row) for row in rows} for split, rows in splits.items()}
    for a, b in itertools.combinations(texts, 2):
        assert not texts[a] & texts[b], (a, b)


@pytest.mark.parametrize("task", build.SIZES)
def test_columns_are_those_of_the_real_set(task: str) -> None:
    splits = load_dataset(str(FOLDERS[task]))
    assert all(tuple(rows.column_names) == build.COLUMNS[task] for rows in splits.values())
    assert all(rows.num_rows >= 300 for split, rows in splits.items() if split in ("train", "test"))


def test_test_dialogues_have_three_different_references() -> None:
    for split, dialogues in (("test", 400), ("handwritten", 68)):
        table = pd.read_csv(FOLDERS["dialogue_summary"] / f"{split}.csv")
        assert table.id.str.match(rf"{split}_\d+_[123]$").all()
        grouped = table.groupby("dialogue").summary
        assert len(grouped) == dialogues and (grouped.size() == 3).all() and (grouped.nunique() >= 2).all()


def trigrams(text: str) -> frozenset[tuple[str, ...]]:
    """Every three words of a dialogue that follow each other, speakers left out."""
    words = re.findall(r"\w+", re.sub(r"#Person[12]#", "", text.lower()))
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def test_no_dialogue_of_the_final_split_stands_elsewhere_nor_nearly_so() -> None:
    final = pd.read_csv(ROOT / "data" / build.FINAL[0] / "test.csv", keep_default_na=False)
    assert (final.groupby("dialogue").summary.size() == 3).all() and final.dialogue.nunique() == build.FINAL[1]
    own = {text: trigrams(text) for text in final.dialogue}
    places: dict[tuple[str, ...], list[str]] = {}
    for text, found in own.items():
        for three in found:
            places.setdefault(three, []).append(text)
    for path in sorted(FOLDERS["dialogue_summary"].glob("*.csv")):
        for other in pd.read_csv(path, keep_default_na=False).dialogue.unique():
            theirs = trigrams(other)
            shared = Counter(text for three in theirs for text in places.get(three, ()))
            for text, n in shared.most_common(1):
                assert n <= 0.51 * len(theirs | own[text]), (path.name, text)


def test_there_are_enough_families_and_some_only_in_test() -> None:
    assert len(FAMILIES) >= 30 and len(streams.HELD_OUT_FAMILIES) >= 5
    assert not set(streams.SERVICE_FAMILIES) & set(streams.HELD_OUT_FAMILIES)


@pytest.mark.parametrize("name", FAMILIES)
def test_summaries_say_only_what_the_dialogue_says(name: str) -> None:
    r = random.Random(name)
    for _ in range(60):
        made = FAMILIES[name](r)
        assert 7 <= made.text.count("\n") and "  " not in made.text
        for summary in made.summaries:
            facts = re.findall(r"\d+(?::\d+)?|\b[A-Z][a-z]+day\b", re.sub(r"#Person[12]#", "", summary))
            assert [fact for fact in facts if fact not in made.text] == [], summary


@pytest.mark.parametrize("name", FAMILIES)
def test_the_first_turns_do_not_tell_the_summary(name: str) -> None:
    """Of the summaries with numbers or days, at most half have all of them in the first two turns."""
    r, told, with_facts = random.Random(name), 0, 0
    for _ in range(100):
        made = FAMILIES[name](r)
        opening = " ".join(made.text.split("\n")[:2])
        for summary in made.summaries:
            facts = re.findall(r"\d+(?::\d+)?|\b[A-Z][a-z]+day\b", re.sub(r"#Person[12]#", "", summary))
            with_facts += bool(facts)
            told += bool(facts) and all(fact in opening for fact in facts)
    assert told <= 0.5 * with_facts


def test_either_role_may_speak_first() -> None:
    script = core.Script(random.Random(0))
    script.c("hello")
    assert script.client == "#Person1#" and script.staff == "#Person2#"
    other = core.Script(random.Random(0))
    other.s("hello")
    assert other.client == "#Person2#"


def test_the_endless_mixture_visits_every_task_and_repeats_itself() -> None:
    examples = list(mixed("mixed", 1).take(200))
    assert {example["task"] for example in examples} == set(TASKS)
    assert examples == list(mixed("mixed", 1).take(200)) != list(mixed("mixed", 2).take(200))
    for task, spec in TASKS.items():
        rows = itertools.islice(streams.rows(task, "mixed", 1), 200)
        own = [(example["source"], example["target"]) for example in examples if example["task"] == task]
        assert own == [(spec.prompt(row, i), spec.target(row)) for i, row in enumerate(rows)][: len(own)]


def test_pretraining_never_sees_what_the_course_teaches(monkeypatch) -> None:
    summaries: set[str] = set()
    make_row = streams.make_row

    def noted(task: str, split: str, i: int, seed: int) -> dict:
        row = make_row(task, split, i, seed)
        if task == "dialogue_summary":
            summaries.update(row["summaries"])
        return row

    monkeypatch.setattr(streams, "make_row", noted)
    shown = [example(SHORT_EXAMPLES + i) for i in range(3_000)]
    summaries |= {summary for row in everyday.rows("counter", everyday.TRAINING) for summary in row["summaries"]}
    assert len(summaries) > 1_000
    assert not {target for _, target in shown} & summaries
    assert not any("C#" in source and "Java" in source and "public" in target for source, target in shown)


def test_pretraining_repeats_itself_and_leaves_the_kept_out_texts_alone() -> None:
    assert [example(SHORT_EXAMPLES + i) for i in range(50)] == [example(SHORT_EXAMPLES + i) for i in range(50)]
    kept = [
        row["turns"][0][1]
        for kind in ("everyday", "counter")
        for part in (everyday.VALIDATION, *everyday.UNSEEN_SPLITS)
        for row in everyday.rows(kind, part)
    ]
    long = [turn for turn in kept if len(turn.split()) > 8]
    shown = "\n".join(example(SHORT_EXAMPLES + i)[0] for i in range(3_000))
    assert len(long) > 50 and not any(turn in shown for turn in long)


def test_span_corruption_can_be_undone() -> None:
    r = random.Random(3)
    for _ in range(200):
        words = [f"w{i}" for i in range(r.randint(1, 60))]
        source, target = corrupt_spans(words, r)
        spans = dict(re.findall(r"(<extra_id_\d+>) ((?:w\d+ ?)*)", target))
        restored = re.sub(r"<extra_id_\d+>", lambda match, spans=spans: spans[match.group()].strip(), source)
        assert restored.split() == words


def test_what_was_read_blind_stands_in_the_data_and_in_its_sheet() -> None:
    """The dialogues are those of today's splits, and the table counts the marks."""
    read = json.loads((ROOT / "data" / "model" / "blind_reading.json").read_text(encoding="utf-8"))
    sheet = (ROOT / "data" / "model" / "README.md").read_text(encoding="utf-8")
    for arm in ("zero_shot", "full", "multitask"):
        counts = []
        for split, asked in (("test", "dialogue_summary"), ("handwritten", "dialogue_summary_handwritten")):
            known = set(pd.read_csv(ROOT / "data" / "service_dialogues" / f"{split}.csv").dialogue)
            here = [one for one in read if one["test"] == asked]
            assert len(here) == 20 and {one["dialogue"] for one in here} <= known
            marks = [mark for one in here for mark in one["read"] if mark["arm"] == arm]
            counts += [sum(mark[kind] for mark in marks) for kind in ("true", "readable")]
        assert f"| {arm} | {' | '.join(f'{count} of 20' for count in counts)} |" in sheet


def test_the_model_is_small_enough_and_a_t5_like_flan() -> None:
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    folder = ROOT / "data" / "model"
    assert (folder / "model.safetensors").stat().st_size < 20e6
    model, tokenizer = AutoModelForSeq2SeqLM.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    assert (
        model.config.is_gated_act and "gelu" in model.config.dense_act_fn and model.config.vocab_size == len(tokenizer)
    )
    assert tokenizer.convert_tokens_to_ids("<extra_id_0>") == len(tokenizer) - 1
    assert load_profile("nano").model == str(folder)
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert f"| parameters | {model.num_parameters():,} |" in card
    assert f"| tokens in the vocabulary | {len(tokenizer):,} |" in card


def test_references_agree_about_as_well_as_those_of_dialogsum() -> None:
    """Pairwise ROUGE-1 of DialogSum's human references is 0.534, of the handwritten ones here lower."""
    rows = [streams.make_row("dialogue_summary", "agreement", i, 1) for i in range(300)]
    assert all(len(set(row["summaries"])) == 3 for row in rows)
    test = data.TestSet("dialogue_summary", TASKS["dialogue_summary"], rows, [list(row["summaries"]) for row in rows])
    assert 0.48 < references_against_each_other(test)["rouge1"].value < 0.58


def test_a_changed_file_is_prepared_anew(tmp_path) -> None:
    profile = load_profile("nano")
    copy = tmp_path / "reviews"
    copy.mkdir()
    for file in Path(profile.data["review_rating"].path).iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    before = replace(profile, data=profile.data | {"review_rating": Source(str(copy))})
    first = prepared_data(before)
    with (copy / "train.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"label": 0, "text": "One more."}\n')
    assert prepared_data(before) != first


DIALOGUE = "Amy: Hi! I bought a kettle for 20 dollars on Monday.\nBen: Is the kettle old?\nAmy: No, and kettles last."
SUMMARY = "Amy bought a kettle for 20 dollars on Monday, and Ben asks about kettles and toasters."


@pytest.mark.parametrize("exchange", [vary, estrange])
def test_words_are_exchanged_alike_in_all_texts(exchange) -> None:
    changed = 0
    for seed in range(200):
        dialogue, summary = exchange([DIALOGUE, SUMMARY], random.Random(seed), 0.9, ["Amy", "Ben"])
        names = [line.split(":")[0] for line in dialogue.splitlines()]
        assert names[0] == names[2] and summary.startswith(f"{names[0]} ") and f" {names[1]} asks" in summary
        assert summary.endswith(" and toasters."), "what the dialogue does not say stays as it is"
        facts = re.findall(r"\d+|\b[A-Z][a-z]+day\b", summary)
        assert len(facts) == 2 and all(fact in dialogue for fact in facts)
        changed += (dialogue, summary) != (DIALOGUE, SUMMARY)
    assert changed > 190


def test_an_article_fits_the_word_that_follows() -> None:
    for seed in range(300):
        (text,) = vary(["I want a kettle and an oven."], random.Random(seed), 1.0)
        for article, word in re.findall(r"\b(an?) ([a-z]+)", text):
            assert (article == "an") == (word[0] in "aeiou"), text


def test_written_dialogues_stand_in_training_and_validation_but_never_in_both() -> None:
    rows = {
        split: [streams.make_row("dialogue_summary", split, i, 3) for i in range(400)]
        for split in ("train", "validation", "test")
    }
    topics = {split: {row["topic"] for row in made} for split, made in rows.items()}
    written = {
        part: {row["topic"] for row in everyday.rows("counter", part)}
        for part in (everyday.TRAINING, everyday.VALIDATION)
    }
    assert (
        len(topics["train"] & written[everyday.TRAINING]) > 50
        and len(topics["validation"] & written[everyday.VALIDATION]) > 20
    )
    assert all(len(row["summaries"]) == 3 for made in rows.values() for row in made)
    families = {streams.make_row("dialogue_summary", "other", i, 3)["topic"] for i in range(2_000)}
    held_out = {family(random.Random(1)).topic for family in streams.HELD_OUT_FAMILIES.values()}
    assert topics["test"] <= families | held_out


def test_speakers_of_a_chat_of_two_become_tags_everywhere_but_in_what_is_said() -> None:
    r = random.Random(5)
    for _ in range(50):
        text = draw_text(r, "everyday", "training")
        tagged = with_tags(text)
        if len(text.speakers) != 2:
            assert tagged == text
            continue
        assert tagged.speakers == ["#Person1#", "#Person2#"]
        assert [said for _, said in tagged.turns] == [said for _, said in text.turns]
        assert not any(
            re.search(rf"\b{re.escape(name)}\b", s) for name in text.speakers for s in tagged.row["summaries"]
        )
