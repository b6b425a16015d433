"""Model cards of tiny trainings: what they say is what was recorded, and their code runs. No network."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from huggingface_hub import ModelCard
from huggingface_hub.utils import validate_repo_id

from helpers import cards, results
from helpers.arms import Arm, Arms
from helpers.evaluation import compare, evaluate_arm
from helpers.generation import generate_texts
from helpers.intervals import mean_of, mean_of_known
from helpers.profiles import TASK_NAMES, Profile, Source, all_profiles
from helpers.running.errors import CourseError
from helpers.tasks import TASKS
from helpers.training import load_run

FACTS = {"history": [], "seconds": 5025.5, "peak_memory": 11.25, "trained_parameters": 247_577_856, "processes": 2}
FACTS |= {"best_step": 2312}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a card asks no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="module")
def trained(tiny_profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profile]:
    """Four trained arms, of which ``lora`` is not measured; the last stage of the sequence is ``stage_2``."""
    profile = replace(tiny_profile, orders=(("dialogue_summary", "entities"),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_RUNS", str(tmp_path_factory.mktemp("runs")))
        for name in ("full", "lora", "stage_2"):
            Arms(profile)[name].train()
        for task in ("dialogue_summary", "dialogue_summary_handwritten", "entities", "review_rating"):
            for name in ("zero_shot", "full"):
                evaluate_arm(Arms(profile)[name], task)
        evaluate_arm(Arms(profile)["full"], "dialogue_summary", "held-out 1")
        evaluate_arm(Arms(profile)["sequential"], "entities")
        compare(*(evaluate_arm(Arms(profile)[arm], "dialogue_summary") for arm in ("full", "zero_shot")))
        results.record(profile, "full", "code_translation", {"bleu": mean_of([0.25])}, seed=18)
        yield profile


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Profile:
    """The hub profile ``base`` with a made-up run of every arm; nothing of it is on this machine."""
    monkeypatch.setenv("COURSE_RUNS", str(tmp_path))
    profile = all_profiles()["base"]
    for arm in Arms(profile).trained:
        arm.run.finish(**FACTS)
    return profile


def tables(text: str) -> list[pd.DataFrame]:
    """The tables of a Markdown text, every cell as text."""
    found = []
    for block in re.findall(r"(?:^\|.*\|\n?)+", text, re.MULTILINE):
        cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in block.splitlines()]
        columns, dashes, *rows = [[cell.strip().replace("\\|", "|") for cell in line] for line in cells]
        assert set(dashes) == {"---"}
        found.append(pd.DataFrame(rows, columns=columns))
    return found


def figures(rows: pd.DataFrame, value: str) -> list[list[str]]:
    """The rows of results.csv as a card writes them; `value` is the column that has their value there."""
    names = {"arm": "arm", "against": "minus", "task": "task", "wording": "wording", "metric": "metric"}
    written = rows.rename(columns=names).astype({"n": str, "seed": str})
    number = written[["value", "low", "high"]].map("{:.3f}".format)
    written[value] = number.value.where(rows.value.notna(), "–")
    written["95 % interval"] = ("[" + number.low + ", " + number.high + "]").where(rows.low.notna(), "–")
    written["p"] = rows.p.map("{:.2g}".format).where(rows.p.notna(), "–")
    sides = ["arm", "minus"] if value == "difference" else []
    extra = ["p"] if value == "difference" else []
    return written[[*sides, "task", "wording", "metric", value, "95 % interval", *extra, "n", "seed"]].values.tolist()


def all_results(profile: Profile) -> pd.DataFrame:
    return results.read_results(profile.run_dir / "results.csv")


def limits(profile: Profile, name: str) -> str:
    return cards.section(cards.card(Arms(profile)[name]), "Limits")


def test_every_figure_is_that_of_the_results(trained: Profile) -> None:
    table = all_results(trained)
    mine = table[(table.arm == "full") & (table.seed == trained.seed)]
    scores, differences = tables(cards.section(cards.card(Arms(trained)["full"]), "Results"))
    assert scores.values.tolist() == figures(mine[mine.against == ""], "value") and len(scores) > 40
    assert differences.values.tolist() == figures(mine[mine.against != ""], "difference") and len(differences) == 13
    assert set(scores.wording) == {"1", "held-out 1"} and set(scores.seed) == {"17"}


def test_the_last_stage_is_the_arm_sequential(trained: Profile) -> None:
    table = all_results(trained)
    (scores,) = tables(cards.section(cards.card(Arms(trained)["stage_2"]), "Results"))
    assert scores.values.tolist() == figures(table[table.arm == "sequential"], "value") and len(scores) == 2


def test_an_arm_of_another_seed_has_the_figures_of_that_seed(trained: Profile) -> None:
    run = Arms(trained)["full_seed_18"].run
    run.finish(**FACTS)
    text = cards.card(Arms(trained)["full_seed_18"])
    run.record_file.unlink()
    (scores,) = tables(cards.section(text, "Results"))
    assert scores.values.tolist() == [["code_translation", "1", "bleu", "0.250", "[0.250, 0.250]", "1", "18"]]
    assert dict(tables(cards.section(text, "Recipe"))[0].values)["seed"] == "18"


def test_an_arm_that_was_not_measured_says_so(trained: Profile) -> None:
    text = cards.card(Arms(trained)["lora"])
    assert "It was not measured on the test sets." in cards.section(text, "Results") and "model-index" not in text
    unknown = "dialogue_summary, dialogue_summary_held_out, dialogue_summary_handwritten"
    assert f"not measured on: {unknown}" in cards.section(text, "Limits")


def test_figures_of_another_base_or_other_data_are_left_out(trained: Profile) -> None:
    path = trained.run_dir / "results.csv"
    whole = path.read_text()
    try:
        path.write_text(whole.replace(trained.model_label, "google/flan-t5-base@abc"))
        assert "not measured" in cards.section(cards.card(Arms(trained)["full"]), "Results")
        path.write_text(whole.replace("data/entity_sentences", "lhoestq/conll2003@main"))
        assert "not measured" in cards.section(cards.card(Arms(trained)["stage_2"]), "Results")
        path.unlink()
        assert "not measured" in cards.section(cards.card(Arms(trained)["full"]), "Results")
    finally:
        path.write_text(whole)


def test_metadata_are_read_back_by_the_hub_library(trained: Profile) -> None:
    table = all_results(trained)
    expected = table[(table.arm == "full") & (table.seed == 17) & (table.against == "") & (table.wording == "1")]
    data = ModelCard(cards.card(Arms(trained)["full"])).data
    kept = expected[expected.value.notna()]
    assert [(r.task_name, r.metric_name, r.metric_value) for r in data.eval_results] == list(
        zip(kept.task, kept.metric, kept.value, strict=True)
    )
    assert {r.dataset_split for r in data.eval_results} == {"test", "handwritten"}
    assert (data.license, data.library_name, data.language) == ("cc-by-4.0", "transformers", "en")
    assert data.base_model is None and data.datasets is None  # a folder's name is no id of the hub
    assert ModelCard(cards.card(Arms(trained)["lora"])).data.library_name == "peft"


@pytest.mark.parametrize("name", ["full", "lora", "stage_2"])
def test_a_card_says_the_same_twice_and_names_data_and_licences(trained: Profile, name: str) -> None:
    text = cards.card(Arms(trained)[name])
    assert cards.card(Arms(trained)[name]) == text and str(ModelCard(text)) == text
    (data,) = tables(cards.section(text, "Training data"))
    seen = {"full": ["dialogue_summary"], "lora": ["dialogue_summary"], "stage_2": ["dialogue_summary", "entities"]}
    assert list(data.task) == seen[name] and set(data["training rows"]) == {"24"}
    settings = Arms(trained)[name].run.settings["data"]
    assert data["revision or fingerprint"].iloc[-1] == settings[seen[name][-1]][0]
    assert set(data.licence) == {"CC BY 4.0"} and "Code of the course: Apache-2.0" in text
    for task in seen[name]:
        assert f"Data set {trained.source_name(task)}: CC BY 4.0" in cards.section(text, "Licences")
    assert "no language model of the world" in text


@pytest.mark.parametrize("name", ["full", "lora"])
def test_the_recipe_is_that_of_the_record(trained: Profile, name: str) -> None:
    run = Arms(trained)[name].run
    record, recipe = run.read(), dict(tables(cards.section(cards.card(Arms(trained)[name]), "Recipe"))[0].values)
    assert recipe["examples seen, repeats included"] == "16" and recipe["optimizer steps"] == "4"
    assert recipe["trained parameters"] == f"{record['trained_parameters']:,}" and recipe["parent arm"].startswith(
        "none"
    )
    assert recipe["best step, by validation loss"] == str(record["best_step"]) and recipe["processes"] == "1"
    assert recipe["learning rate"].startswith("0.001,") and recipe["seed"] == "17"
    if name == "lora":
        adapter = json.loads((run.folder / "adapter_config.json").read_text())
        assert (recipe["LoRA rank"], recipe["LoRA alpha"]) == (str(adapter["r"]), str(adapter["lora_alpha"]))
        assert set(recipe["LoRA targets"].split(", ")) == set(adapter["target_modules"])


@pytest.mark.parametrize("name", ["full", "lora", "stage_2"])
def test_the_code_of_a_card_loads_the_arm(trained: Profile, name: str, monkeypatch, capsys) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    run = Arms(trained)[name].run
    (code,) = re.findall(r"^```python\n(.*?)^```", cards.card(Arms(trained)[name]), re.DOTALL | re.MULTILINE)
    monkeypatch.chdir(run.folder)
    names: dict = {}
    exec(code, names)
    task = Arms(trained)[name].tasks[0]
    assert names["prompt"] == TASKS[task].prompt(cards.EXAMPLES[task])
    ours = load_run(trained, run)
    assert capsys.readouterr().out.strip() == generate_texts(*ours, [names["prompt"]], 64)[0]
    weights = names["model"].state_dict()
    assert all(weights[key].equal(weight) for key, weight in ours[0].state_dict().items())


def test_the_code_of_an_adapter_finds_the_base_from_its_folder(tiny_profile: Profile, monkeypatch) -> None:
    monkeypatch.delenv("COURSE_RUNS", raising=False)
    assert cards._base_path(Arms(tiny_profile)["lora"]) == "../../../../data/model"


def test_cards_are_written_beside_the_weights_without_training(trained: Profile, monkeypatch) -> None:
    monkeypatch.setattr(Arm, "train", None)
    names = ("full", "lora", "stage_1", "stage_2")
    folders = [Arms(trained)[name].run.folder for name in names]
    before = sorted(trained.run_dir.rglob("*"))
    assert "[More Information Needed]" in (folders[1] / "README.md").read_text()
    assert cards.write_cards(trained) == [folder / "README.md" for folder in folders]
    for name, folder in zip(names, folders, strict=True):
        assert (folder / "README.md").read_text(encoding="utf-8") == cards.card(Arms(trained)[name])
    assert set(trained.run_dir.rglob("*")) - set(before) == {folders[i] / "README.md" for i in (0, 2, 3)}


def test_what_has_no_card_is_named(trained: Profile) -> None:
    with pytest.raises(ValueError, match="'zero_shot' is no trained arm"):
        cards.card(Arms(trained)["zero_shot"])
    with pytest.raises(CourseError, match="multitask has no finished run .* --arm multitask"):
        cards.card(Arms(trained)["multitask"])
    with pytest.raises(ValueError, match="no section 'Nothing'"):
        cards.section(cards.card(Arms(trained)["full"]), "Nothing")


def test_every_task_has_an_example_and_a_name_on_the_hub() -> None:
    assert set(cards.EXAMPLES) == set(cards.HUB_TASKS) == set(TASK_NAMES)


def test_a_licence_without_commerce_is_a_limit(base: Profile) -> None:
    text = cards.card(Arms(base)["full"])
    data = ModelCard(text).data
    assert (data.license, data.license_name) == ("other", "apache-2.0-and-data-set-terms")
    assert (data.base_model, data.base_model_relation) == ("google/flan-t5-base", "finetune")
    assert data.datasets == ["knkarthick/dialogsum"]
    said = cards.section(text, "Limits")
    assert "knkarthick/dialogsum, under CC BY-NC-SA 4.0: no commercial use" in said
    assert "no language model of the world" not in said
    licences = cards.section(text, "Licences")
    assert "google/flan-t5-base, and with it these weights: Apache-2.0" in licences and "say `other`" in licences
    assert "| 2,312 |" in text and "| 247,577,856 |" in text and "| 5,025.5 |" in text and "| 11.25 |" in text


def test_every_arm_names_the_licence_of_all_that_it_saw(base: Profile) -> None:
    assert len(cards.write_cards(base)) == len(Arms(base).trained)
    for arm in Arms(base).trained:
        text, trail = cards.card(arm), [arm]
        while trail[-1].parent:
            trail.append(trail[-1].parent)
        seen = {task for one in trail for task in one.run.settings["data"]}
        assert seen == set(tables(cards.section(text, "Training data"))[0].task)
        data = ModelCard(text).data
        assert data.license == "other" and set(data.datasets) == {base.data[task].path for task in seen}
        for one in (data.base_model, *data.datasets):
            validate_repo_id(one)
        for task in seen:
            assert f"{base.data[task].path}, under {base.data[task].licence}:" in cards.section(text, "Limits")
            assert f"{base.data[task].path}: {base.data[task].licence}" in cards.section(text, "Licences")


def test_series_of_experiments_say_what_they_vary(base: Profile) -> None:
    def recipe(name: str) -> dict[str, str]:
        return dict(tables(cards.section(cards.card(Arms(base)[name]), "Recipe"))[0].values)

    assert recipe("replay_5")["share of replayed examples"].startswith("0.05, from messenger_summary")
    assert recipe("one_wording")["wordings of the instruction"] == "1"
    assert recipe(f"mix_{base.curve[1]}")["different examples, at most"] == f"{base.curve[1]:,}"
    assert recipe("lora_rank_64")["LoRA alpha"] == "64" and recipe("lora_rank_64")["LoRA targets"] == "q, v"
    assert recipe("stage_3")["parent arm"] == "stage_2"
    assert "went on from `stage_1` → `stage_2`" in cards.card(Arms(base)["stage_3"])


def test_an_adapter_names_the_revision_of_its_base(base: Profile) -> None:
    text = cards.card(Arms(base)["lora"])
    assert f'"google/flan-t5-base", revision="{base.model_revision}", use_safetensors=True' in text
    assert base.model_revision in text.split("\n## ")[0] and ModelCard(text).data.base_model_relation == "adapter"


def test_limits_follow_from_the_figures(base: Profile) -> None:
    record = results.record
    for arm, values in {"zero_shot": [0.9, 0.8, 0.9], "full": [0.1, 0.2, 0.1]}.items():
        record(base, arm, "messenger_summary", {"rouge1": mean_of(values)})
    for arm, values in {"zero_shot": [1.0, 0.0, 1.0], "full": [0.0, 1.0, 0.0]}.items():
        record(base, arm, "code_translation", {"bleu": mean_of(values)})
    for arm, values in {"zero_shot": [0.1], "full": [0.2]}.items():
        record(base, arm, "dialogue_summary", {"rouge1": mean_of(values)})
    record(base, "full", "dialogue_summary", {"unsupported_rate": mean_of([0.0, 0.5])})
    record(base, "full", "dialogue_summary", {"speakers_right": mean_of([1.0, 0.0])})
    record(base, "full", "messenger_summary", {"speakers_right": mean_of_known([None])})
    said = limits(base, "full")
    assert "On messenger_summary it lies below its base without training (rouge1 0.133 [0.100, 0.200] against" in said
    assert "beyond chance. The base was trained on this task before" in said
    assert "On code_translation it lies below" in said and "the two intervals overlap. The task was new" in said
    assert "On dialogue_summary it lies below" not in said
    assert "not measured on: review_rating, entities." in said
    assert "unsupported_rate 0.250 [0.000, 0.500], n = 2" in said
    assert (
        "On dialogue_summary it was not told apart from a coin in who did what" in said
        and "On messenger_summary it does" not in said
    )
    assert "none of the tasks" not in said and "nan" not in cards.card(Arms(base)["full"])


@pytest.mark.parametrize(
    ("low", "says"),
    [(0.0, "confuses the speakers"), (0.5, "not told apart from a coin"), (0.9, "yet not always"), (1.0, "")],
)
def test_who_did_what(base: Profile, low: float, says: str) -> None:
    results.record(base, "full", "dialogue_summary", {"speakers_right": mean_of([low, low])})
    said = limits(base, "full")
    assert says in said and bool(says) == ("speakers_right" in said)


def test_a_bar_in_an_id_breaks_no_table(base: Profile) -> None:
    odd = {**base.data, "dialogue_summary": Source("me/my|talks", None, "mine | yours")}
    profile = replace(base, data=odd)
    Arms(profile)["full"].run.finish(**FACTS)
    text = cards.card(Arms(profile)["full"])
    (data,) = tables(cards.section(text, "Training data"))
    rows = str(profile.counts["dialogue_summary"].validation)
    assert data.values.tolist() == [
        ["dialogue_summary", "me/my|talks", "", "12,460", rows, "mine | yours", "full"],
    ]
    assert ModelCard(text).data.datasets == ["me/my|talks"]


@pytest.mark.parametrize(
    ("licence", "asks"),
    [
        ("CC BY 4.0", []),
        ("CC BY-NC-ND 4.0", ["no commercial use", "no sharing of adapted material"]),
        ("CC BY-SA 4.0", ["adaptations only under the same licence"]),
        ("C-UDA", ["terms of its own, to be read before any use"]),
        ("", ["no licence is stated, so none can be assumed"]),
    ],
)
def test_conditions_of_a_licence(licence: str, asks: list[str]) -> None:
    assert cards.conditions(licence) == asks


def test_free_data_leave_the_licence_of_the_base(base: Profile) -> None:
    free = replace(base, data={task: replace(source, licence="CC BY 4.0") for task, source in base.data.items()})
    assert ModelCard(cards.card(Arms(free)["full"])).data.license == "apache-2.0"
    other = replace(free, model="someone/else", model_revision="abc")
    Arms(other)["full"].run.finish(**FACTS)
    data = ModelCard(cards.card(Arms(other)["full"])).data
    assert (data.license, data.license_name) == ("other", "base-and-data-set-terms")
