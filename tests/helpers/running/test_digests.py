"""Whatever a result depends on is in its name: a change of any of it is another run, and no older model is taken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers import evaluation, tasks
from helpers.arms import Arms
from helpers.data import load_test, text_data
from helpers.own_data.adapting import own_run
from helpers.own_data.shapes import Chat
from helpers.own_data.splitting import OwnSplits
from helpers.profiles import TASK_NAMES, Profile
from helpers.running import answers, digests, models
from helpers.running.digests import digest_of, fingerprint, text_digest
from helpers.scoring.trivial import from_training_rows
from helpers.tasks import TASKS


def names(profile: Profile) -> dict[str, str]:
    """The names of all runs of the course by arm."""
    return {arm.name: arm.run.folder.name for arm in Arms(profile).trained}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The arms whose run has another name."""
    return {arm for arm, name in before.items() if after[arm] != name}


@pytest.fixture
def moved(tiny: Profile, tmp_path: Path) -> Profile:
    """The tiny profile with copies of the base and of the dialogues, which a test may change."""
    model = shutil.copytree(tiny.model, tmp_path / "elsewhere" / "base")
    source = tiny.data["dialogue_summary"]
    rows = shutil.copytree(source.path, tmp_path / "elsewhere" / "rows")
    return replace(tiny, model=str(model), data=tiny.data | {"dialogue_summary": replace(source, path=str(rows))})


# --- what is in the name -------------------------------------------------------------------------


@pytest.mark.parametrize("task", TASK_NAMES)
def test_another_template_is_another_run_of_the_arms_that_read_it(
    tiny: Profile, monkeypatch: pytest.MonkeyPatch, task: str
) -> None:
    before, spec = names(tiny), TASKS[task]
    monkeypatch.setitem(TASKS, task, replace(spec, held_out=("{source} …?",)))
    assert names(tiny) == before  # no training reads these
    monkeypatch.setitem(TASKS, task, replace(spec, templates=(*spec.templates[:-1], f"{spec.templates[-1]} ")))
    arms = changed(before, names(tiny))
    reads = {arm.name for arm in Arms(tiny).trained if task in arm.run.settings["data"]}
    assert reads <= arms and arms - reads <= {a for a in arms if "stage" in a}  # or a stage that starts from such a run
    monkeypatch.setitem(TASKS, task, replace(spec, templates=spec.templates[::-1]))
    assert changed(before, names(tiny)) == arms  # their order says which row gets which


@pytest.mark.parametrize(
    ("function", "other", "task"),
    [
        ("_clean", lambda text: text.strip(), "dialogue_summary"),
        ("_clean", lambda text: text.replace("\r\n", "\n"), "messenger_summary"),
        ("_clean", lambda text: text.replace("\r\n", "\n").rstrip(), "review_rating"),
        ("_clean", lambda text: text.replace("\r\n", "\n").lstrip(), "code_translation"),
        ("escape_code", lambda code: code.replace("{", "«"), "code_translation"),
        ("write_entities", lambda found: "; ".join(f"{kind}: {span}" for kind, span in found), "entities"),
        ("write_entities", lambda found: ", ".join(f"{kind}: {span}" for kind, span in found) or "none", "entities"),
        ("entities_of", lambda tokens, tags: [("PER", t) for t, n in zip(tokens, tags, strict=True) if n], "entities"),
    ],
)
def test_another_text_helper_is_another_run(
    tiny: Profile, monkeypatch: pytest.MonkeyPatch, function: str, other: Callable[..., Any], task: str
) -> None:
    before, digest = names(tiny), text_digest(task)
    monkeypatch.setattr(tasks, function, other)
    assert text_digest(task) != digest and "multitask" in changed(before, names(tiny))


@pytest.mark.parametrize("character", [*tasks._SINGLE, *tasks._PAIRED, *tasks._LITERAL])
def test_every_sign_of_the_code_is_in_the_digest(monkeypatch: pytest.MonkeyPatch, character: str) -> None:
    before = text_digest("code_translation")
    if character == " ":
        monkeypatch.setitem(tasks._PAIRED, " ", "?")
    else:
        monkeypatch.setitem(tasks._TO, character, "?")
    assert text_digest("code_translation") != before


@pytest.mark.parametrize("label", range(1, 9))
def test_every_label_of_an_entity_is_in_the_digest(monkeypatch: pytest.MonkeyPatch, label: int) -> None:
    before, read = text_digest("entities"), tasks.entities_of
    labels = (*tasks.ENTITY_LABELS[:label], "O", *tasks.ENTITY_LABELS[label + 1 :])
    monkeypatch.setattr(tasks, "entities_of", lambda tokens, tags: read(tokens, tags, labels))
    assert text_digest("entities") != before


def test_the_same_texts_in_other_words_are_the_same_run(tiny: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    before = names(tiny)
    monkeypatch.setattr(
        tasks, "_clean", lambda text: "\n".join(text.split("\r\n")).strip()
    )  # as a tidier would have it
    assert names(tiny) == before


@pytest.mark.parametrize(
    "file", ["tokenizer.json", "config.json", "generation_config.json", "tokenizer_config.json", "model.safetensors"]
)
def test_another_file_of_the_base_is_another_run_of_every_arm(moved: Profile, file: str) -> None:
    before, zero_shot = names(moved), fingerprint(moved.model)
    with Path(moved.model, file).open("ab") as opened:
        opened.write(b" ")
    assert changed(before, names(moved)) == set(before) and fingerprint(moved.model) != zero_shot


def test_another_commit_of_a_base_on_the_hub_is_another_run(tiny: Profile) -> None:
    one, other = (replace(tiny, model="google/flan-t5-base", model_revision=commit) for commit in ("abc", "abd"))
    assert changed(names(one), names(other)) == set(names(one))


def test_where_a_base_and_its_rows_lie_and_what_is_said_of_them_is_no_part_of_a_name(
    tiny: Profile, moved: Profile
) -> None:
    for folder in (Path(moved.model), Path(moved.data["dialogue_summary"].path)):
        (folder / ".cache").mkdir()
        (folder / ".cache" / "config.json").write_text("{}")
        (folder / "blind_reading.json").write_text("{}")
        with (folder / "README.md").open("a", encoding="utf-8") as sheet:
            sheet.write("\nOne sentence more.\n")
    assert names(moved) == names(tiny)
    sheet = Path(moved.data["dialogue_summary"].path, "README.md")
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("path: train.csv", "path: held_out.csv"))
    assert "full" in changed(names(tiny), names(moved))  # other rows


def test_a_digest_is_the_same_everywhere() -> None:
    assert digest_of({"rate": 1e-3, "name": "Straße", "tasks": ("a", None)}) == "1933864390f6"
    assert digest_of({"tasks": ["a", None], "name": "Straße", "rate": 0.001}, 4) == "1933"


def test_the_seed_of_the_rows_and_the_scale_of_an_adapter_are_in_the_name(tiny: Profile) -> None:
    before = names(tiny)
    assert changed(before, names(replace(tiny, seed=20))) == set(before)  # of further seeds of the training too
    twice = replace(tiny, lora=replace(tiny.lora, rank=2 * tiny.lora.rank))  # so a sweep's alpha is another one
    assert "lora_rank_2" in before and "lora_rank_2" in changed(before, names(twice))


def test_own_chats_wordings_and_style_are_in_the_name(tiny: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    chats = [Chat(str(i), 0, f"Ann: {i} kettles\nOtto: fine", f"Ann wants {i}.") for i in range(4)]

    def name(dialogue: str = "Ann: 0 kettles\nOtto: fine", instruction: str = "", **more: Any) -> str:
        splits = OwnSplits([replace(chats[0], dialogue=dialogue), *chats[1:]], chats[2:3], chats[3:])
        return own_run(tiny, splits, instruction=instruction, **more).folder.name

    first, spec = name(), TASKS["dialogue_summary"]
    assert name(instruction=spec.templates[0]) == first  # said or not, it is the same text
    made = {name("Ann: 0 kettles\nOtto: Fine"), name(instruction="Sum up: {source}"), name(style={"short": ".{9}"})}
    monkeypatch.setattr(tasks, "_clean", str.upper)
    made.add(name())
    monkeypatch.undo()
    monkeypatch.setitem(TASKS, spec.name, replace(spec, templates=("{source}\nIn short:", *spec.templates[1:])))
    made.add(name())
    assert len(made | {first}) == 6


# --- what is made anew ---------------------------------------------------------------------------


@pytest.mark.parametrize("task", ["dialogue_summary", "messenger_summary"])
def test_mapped_rows_are_made_anew_after_a_change_of_a_text_helper(
    tiny: Profile, monkeypatch: pytest.MonkeyPatch, task: str
) -> None:
    """As after an edit of the file: to `datasets` it is the function of that name in helpers.tasks, as before."""
    before = text_data(tiny, task, "validation")["target"][:]
    monkeypatch.setattr(tasks._clean, "__code__", (lambda text: text.strip().upper()).__code__)
    assert text_data(tiny, task, "validation")["target"][:] == [text.upper() for text in before]


def test_texts_are_generated_anew_where_anything_that_they_depend_on_differs(
    moved: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(answers, "generate_texts", lambda m, t, part, *a, **k: asked.append(len(part)) or [""] * 4)
    test, other = load_test(moved, "entities"), {}

    def generated(profile: Profile, prompts: list[str] | None = None) -> bool:
        asked.clear()
        evaluation.predict(Arms(profile)["zero_shot"], test, prompts)
        return bool(asked)

    assert generated(moved) and not generated(moved)
    assert generated(moved, test.prompts("held-out 1"))
    other = moved.max_target_tokens | {"entities": 9}
    assert generated(replace(moved, max_target_tokens=other)) and generated(replace(moved, max_prompt_tokens=999))
    monkeypatch.setattr(answers, "FORMAT", digests.FORMAT + 1)
    assert generated(moved)
    for file in ("tokenizer.json", "generation_config.json"):
        with Path(moved.model, file).open("ab") as opened:
            opened.write(b" ")
        assert generated(moved) and not generated(moved)


def test_a_kept_model_belongs_to_its_base(moved: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """The base is exchanged while the kernel runs; an adapter's own weights stay what they were."""
    arm, loads = Arms(moved)["lora"], []
    arm.train()
    load = answers.load_base
    monkeypatch.setattr(answers, "load_base", lambda profile: loads.append(1) or load(profile))
    evaluation.predict(Arms(moved)["zero_shot"], load_test(moved, "entities"))
    evaluation.predict(Arms(moved)["zero_shot"], load_test(moved, "review_rating"))
    assert loads == [1]
    config = Path(moved.model, "config.json")
    config.write_text(config.read_text().replace('"d_ff": 384', '"d_ff":  384'))
    evaluation.predict(Arms(moved)["zero_shot"], load_test(moved, "messenger_summary"))
    assert loads == [1, 1] and arm.run.needs_training
    models.forget()


def test_answers_from_the_training_rows_are_found_anew(tiny: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    test = load_test(tiny, "dialogue_summary")
    before, clean = from_training_rows(tiny, test)["nearest"], tasks._clean
    monkeypatch.setattr(tasks, "_clean", lambda text: clean(text).replace("#Person1#", "#Person3#"))
    same = replace(test, rows=[row | {"dialogue": row["dialogue"]} for row in test.rows])
    assert from_training_rows(tiny, same)["nearest"] == [text.replace("#Person1#", "#Person3#") for text in before]


# --- what is there and not used ------------------------------------------------------------------


def test_a_run_that_is_no_longer_used_is_named_with_what_differs_and_stays(
    moved: Profile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = Arms(moved)["full"].run
    old.folder.mkdir(parents=True)
    old.record_file.write_text(json.dumps({"settings": old.settings}))  # all that is looked at
    assert old.passed_over() == ""
    spec = TASKS["dialogue_summary"]
    monkeypatch.setitem(TASKS, spec.name, replace(spec, templates=spec.templates[:3]))
    config = Path(moved.model, "config.json")
    config.write_text(config.read_text() + "\n")
    new = Arms(moved)["full"].train()
    said = f"full: kept, but not used, as settings differ: {old.folder.name} (model, templates and texts).\n"
    assert new.folder != old.folder and said in capsys.readouterr().out and old.record_file.is_file()
    Arms(moved)["full"].train()
    assert "not used" not in capsys.readouterr().out  # it is said where something is trained
    old.record_file.write_text("{")
    assert new.passed_over() == ""
