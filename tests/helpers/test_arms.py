"""Training, runs and evaluation on a shrunken nano profile: few rows, few steps, the real model and data."""

from __future__ import annotations

import math
import time
from collections import Counter
from dataclasses import fields, replace
from itertools import islice

import nbformat
import pytest
import torch
from datasets import Dataset, interleave_datasets

from helpers import data, evaluation, results
from helpers.arms import Arm, Arms
from helpers.data import as_text, load_test, mix, mixing_rates, stored, tokenize
from helpers.evaluation import evaluate_arm
from helpers.generation import batches_by_tokens, generate_texts
from helpers.profiles import ROOT, TASK_NAMES, Counts, Profile, Recipe, all_profiles, choose_profile, load_profile
from helpers.running.errors import CourseError
from helpers.running.runs import open_run
from helpers.tasks import TASKS
from helpers.training import (
    load_base,
    load_run,
    lora_config,
    trainable_parameters,
    trainer_settings,
)


def test_batches_hold_every_prompt_once_within_the_budget() -> None:
    lengths = [5, 90, 3, 40, 40, 7, 300]
    batches = batches_by_tokens(lengths, 200)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or max(lengths[i] for i in batch) * len(batch) <= 200 for batch in batches)


@pytest.mark.parametrize("beams", [1, 4])
def test_batched_generation_equals_one_at_a_time(beams: int) -> None:
    profile = load_profile("nano")
    model, tokenizer = load_base(profile)
    prompts = load_test(profile, "dialogue_summary").head(8).prompts()
    together = generate_texts(model, tokenizer, prompts, 40, num_beams=beams)
    assert together == [generate_texts(model, tokenizer, [prompt], 40, num_beams=beams)[0] for prompt in prompts]
    assert generate_texts(model, tokenizer, [], 40, num_beams=beams) == []


@pytest.mark.parametrize(("task", "longest"), [("dialogue_summary", 64), ("code_translation", 24)])
def test_greedy_texts_are_those_of_the_library(task: str, longest: int) -> None:
    profile = load_profile("nano")
    model, tokenizer = load_base(profile)
    prompts = load_test(profile, task).head(24).prompts()
    inputs = tokenizer(prompts, return_tensors="pt", padding=True, truncation=True, max_length=320)
    with torch.inference_mode():
        output = model.eval().generate(**inputs, max_new_tokens=longest, num_beams=1, do_sample=False)
    theirs = [text.strip() for text in tokenizer.batch_decode(output, skip_special_tokens=True)]
    assert generate_texts(model, tokenizer, prompts, longest, max_source_tokens=320) == theirs


def test_mixing_rates_obey_their_definition() -> None:
    assert mixing_rates([900, 100]) == [0.9, 0.1]
    assert mixing_rates([900, 100], cap=300) == [0.75, 0.25]
    assert mixing_rates([900, 100], cap=1) == [0.5, 0.5]
    assert mixing_rates([900, 100], temperature=2) == [0.75, 0.25]
    published = mixing_rates([12_460, 650_000, 10_300, 14_041], cap=30_000)
    assert [round(100 * rate, 1) for rate in published] == [18.7, 44.9, 15.4, 21.0]
    with pytest.raises(ValueError, match="above 0"):
        mixing_rates([0, 5])


def mixed_at_once(profile: Profile) -> Dataset:
    """The whole mixture from sets that were turned into text beforehand: the same draws, without streams."""
    texts = [data.text_data(profile, task, "train") for task in TASK_NAMES]
    rates = mixing_rates([len(text) for text in texts], cap=profile.mix_cap, temperature=profile.mix_temperature)
    return interleave_datasets(texts, probabilities=rates, seed=profile.seed, stopping_strategy="all_exhausted")


@pytest.mark.parametrize(("cap", "temperature"), [(8_000, 1.0), (2_000, 2.0), (1, 1.0)])
def test_the_stream_draws_what_sets_on_disk_would(cap: int, temperature: float) -> None:
    """10,000 examples one by one, small sets started again; then the same end, where each set was used up once."""
    profile = replace(load_profile("nano"), mix_cap=cap, mix_temperature=temperature)
    expected = mixed_at_once(profile)
    assert list(data.mixture(profile, 10_000)) == expected.select(range(10_000)).to_list()
    few = replace(profile, counts={task: Counts(30 + 7 * i, 4, 4) for i, task in enumerate(TASK_NAMES)})
    whole = mixed_at_once(few).to_list()
    assert list(data.mixture(few, 100_000)) == whole and len(whole) > sum(c.train for c in few.counts.values())


def test_a_small_set_starts_again_with_the_same_wordings() -> None:
    profile = load_profile("nano")
    few = replace(profile, counts={task: Counts(5, 4, 4) for task in TASK_NAMES}, mix_cap=1)
    seen = [example for example in data.mixture(few, 1_000) if example["task"] == "entities"]
    assert len(seen) > 5 and all(example == seen[i % 5] for i, example in enumerate(seen))


def test_a_stream_comes_to_training_as_the_set_would(tiny) -> None:
    _, tokenizer = load_base(tiny)
    stream, at_once = data.mixture(tiny, 200), mixed_at_once(tiny)
    train, validation = data.tokenized_data(tiny, TASK_NAMES, stream, tokenizer)
    expected, same = data.tokenized_data(tiny, TASK_NAMES, at_once.select(range(min(200, len(at_once)))), tokenizer)
    assert train.to_list() == expected.to_list() and validation.to_list() == same.to_list()
    data.tokenized_data(tiny, TASK_NAMES, data.mixture(tiny, 200), tokenizer)
    files = [path.name for path in (tiny.run_dir / "mixtures").iterdir()]
    assert len([name for name in files if not name.startswith("cache-")]) == 1 and len(files) == 2


def test_equal_streams_share_a_file_and_others_do_not(tmp_path) -> None:
    one, two = (Dataset.from_list([{"a": i}] * 2_500).to_iterable_dataset() for i in range(2))
    assert stored(one, tmp_path).to_list() == [{"a": 0}] * 2_500
    stored(one, tmp_path), stored(two, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_rows_become_text_only_when_they_are_drawn(monkeypatch) -> None:
    converted: list[str] = []
    spec = TASKS["review_rating"]
    counted = replace(spec, target=lambda row: converted.append(row["text"]) or spec.target(row))
    monkeypatch.setitem(TASKS, "review_rating", counted)
    rows = Dataset.from_list([{"text": f"review {i}", "label": i % 5} for i in range(5_000)])
    mixed = mix([as_text(rows.to_iterable_dataset(), "review_rating")] * 2, [0.5, 0.5], 0)
    assert not [text for text in converted if text.startswith("review ")]  # those of the digest are converted at once
    converted.clear()
    assert len(list(islice(mixed, 10))) == 10
    assert 10 <= len(converted) <= 16  # a stream looks a row or two ahead


def test_100_000_examples_come_at_the_rates_asked_for() -> None:
    rates = mixing_rates([load_profile("nano").counts[task].train for task in TASK_NAMES], temperature=2)
    texts = [Dataset.from_list([{"task": task}] * 100).to_iterable_dataset().repeat(None) for task in TASK_NAMES]
    seen = Counter(example["task"] for example in mix(texts, rates, 17).take(100_000))
    assert seen.total() == 100_000
    for task, rate in zip(TASK_NAMES, rates, strict=True):
        assert seen[task] / 100_000 == pytest.approx(rate, abs=0.01)


def test_the_notebook_mixes_what_the_arms_are_trained_on(tiny) -> None:
    profile = replace(tiny, multitask=Recipe(1e-3, 150, 4), mix_temperature=2.0)
    notebook = nbformat.read(ROOT / "notebooks" / "05_multitask.ipynb", as_version=4)
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    needed = [source for source in sources if "task_rows(" in source or "interleave_datasets(" in source]
    names: dict = {"profile": profile, "mixing_rates": mixing_rates}
    for source in needed:
        exec(source, names)
    assert len(needed) == 2 and list(names["mixture"]) == list(data.mixture(profile, 150))


def test_labels_are_cut_and_not_padded() -> None:
    profile = load_profile("nano")
    _, tokenizer = load_base(profile)
    rows = tokenize(data.text_data(profile, "dialogue_summary", "validation").select(range(20)), tokenizer, 64, 8)
    assert max(map(len, rows["input_ids"])) == 64 and max(map(len, rows["labels"])) == 8
    assert all(tokenizer.pad_token_id not in ids for ids in rows["input_ids"])


def test_lora_changes_nothing_before_training_and_trains_little() -> None:
    from peft import get_peft_model

    profile = load_profile("nano")
    model, tokenizer = load_base(profile)
    inputs = tokenizer(["Summarize this."], return_tensors="pt")
    start = torch.zeros((1, 1), dtype=torch.long)
    total = model.num_parameters()
    with torch.no_grad():
        before = model(**inputs, decoder_input_ids=start).logits
        wrapped = get_peft_model(model, lora_config(profile.lora))
        assert torch.equal(wrapped(**inputs, decoder_input_ids=start).logits, before)
    assert 0 < trainable_parameters(wrapped)[0] <= 0.05 * total


def test_training_makes_a_run_that_is_found_again(tiny) -> None:
    run = Arms(tiny)["full"].train()
    record = run.read()
    assert (
        record["trained_parameters"] > 1e6
        and record["seconds"] > 0
        and any("eval_loss" in h for h in record["history"])
    )
    assert not run.checkpoints.exists() and not Arms(tiny)["full"].run.needs_training
    finished = record["finished"]
    assert Arms(tiny)["full"].train().read()["finished"] == finished
    base, _ = load_base(tiny)
    trained, _ = load_run(tiny, run)
    assert any(not torch.equal(a, b) for a, b in zip(base.parameters(), trained.parameters(), strict=True))


def test_other_settings_are_another_run(tiny) -> None:
    folders = {
        Arms(tiny)["full"].run.folder,
        Arms(replace(tiny, seed=20))["full"].run.folder,
        Arms(replace(tiny, full=Recipe(2e-3, 16, 4)))["full"].run.folder,
        Arms(tiny)["full_seed_18"].run.folder,
        open_run(tiny, "full", tiny.full, tiny.seed, ["entities"]).folder,
    }
    assert len(folders) == 5


def test_main_arms_train_equally_long_in_every_profile() -> None:
    for profile in all_profiles().values():
        recipes = [profile.full, profile.lora_recipe, profile.multitask, profile.multitask_lora]
        assert len({replace(recipe, learning_rate=1e-3, optimizer="adamw") for recipe in recipes}) == 1, profile.name


def test_a_short_training_differs_from_its_fellow_in_one_thing(tiny) -> None:
    arms = Arms(replace(tiny, curve=(4, 8, 12), curve_examples=16, curve_seen=(8, 32)))

    def differs(one: str, other: str) -> set[str]:
        pair = (arms[one], arms[other])
        found = {field.name for field in fields(Arm) if len({str(getattr(arm, field.name)) for arm in pair}) > 1}
        recipes = {replace(arm.recipe, examples=1) for arm in pair}
        assert len(recipes) == 1 and recipes.pop().evaluations == 1  # no choice among checkpoints: steps are fixed
        return found - {"name", "recorded_as"}

    assert differs("mix_4", "mix_8") == differs("mix_8", "mix_12") == {"limit"}
    assert differs("mix_8", "mix_8_seen_8") == differs("mix_8", "mix_8_seen_32") == {"recipe"}
    assert differs("mix_12", "one_wording") == {"wordings"}
    assert differs("mix_12", "without_dialogue_summary") == {"tasks"}
    seed = tiny.seeds[0]
    assert (
        differs("mix_12", f"mix_12_seed_{seed}") == differs("one_wording", f"one_wording_seed_{seed}") == {"other_seed"}
    )


def test_a_mixture_without_a_task_has_as_many_examples_and_none_of_it(tiny) -> None:
    arms = Arms(replace(tiny, curve=(8, 60), curve_examples=60))
    whole, without = (
        Counter(example["task"] for example in arms[name].text()) for name in ("mix_60", "without_dialogue_summary")
    )
    assert set(whole) == set(TASK_NAMES) and set(without) == set(TASK_NAMES[1:])
    assert whole.total() == without.total() == 60


def test_retrain_forces_a_new_run_once(tiny, monkeypatch) -> None:
    first = Arms(tiny)["stage_2"].train().read()["finished"]
    monkeypatch.setenv("RETRAIN", "1")
    monkeypatch.setenv("COURSE_STARTED", str(time.time()))
    second = Arms(tiny)["stage_2"].train().read()["finished"]
    assert second > first and Arms(tiny)["stage_2"].train().read()["finished"] == second


@pytest.mark.fault("a clock that is set back in a course with RETRAIN=1", "each run is trained once")
def test_a_clock_that_is_set_back_retrains_nothing_twice(tiny, monkeypatch) -> None:
    monkeypatch.setenv("RETRAIN", "1")
    monkeypatch.setenv("COURSE_STARTED", str(time.time() + 3_600))
    assert not Arms(tiny)["full"].train().needs_training


def test_stored_outputs_belong_to_the_weights(tiny, monkeypatch) -> None:
    test = load_test(tiny, "entities")
    texts = evaluation.predict(Arms(tiny)["full"], test)
    (file,) = (tiny.run_dir / "predictions").iterdir()
    written = file.stat().st_ino
    monkeypatch.setenv("RETRAIN", "1")
    monkeypatch.setenv("COURSE_STARTED", str(time.time()))
    assert evaluation.predict(Arms(tiny)["full"], test) == texts
    assert file.stat().st_ino == written  # the same weights again
    file.write_text(file.read_text().replace('"model": [\n"', '"model": [\n"other'))
    monkeypatch.delenv("RETRAIN")
    assert evaluation.predict(Arms(tiny)["full"], test) == texts
    assert list((tiny.run_dir / "predictions").iterdir()) == [file] and "other" not in file.read_text()[:100]


def test_the_same_seed_gives_the_same_weights(tiny, tmp_path, monkeypatch) -> None:
    one, _ = load_run(tiny, Arms(tiny)["lora"].train())
    monkeypatch.setenv("COURSE_RUNS", str(tmp_path / "again"))
    two, _ = load_run(tiny, Arms(tiny)["lora"].train())
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), two.parameters(), strict=True))


def test_an_arm_is_evaluated_into_results(tiny) -> None:
    for name in ("zero_shot", "multitask_lora", "sequential"):
        for task in TASK_NAMES:
            figures = evaluate_arm(Arms(tiny)[name], task).figures
            for metric, f in figures.items():
                if metric.startswith("speaker") and f.n == 0:  # no output, or no reference, names a speaker
                    assert all(map(math.isnan, (f.value, f.low, f.high)))
                    continue
                assert f.n == 4 or metric.startswith("speaker")
                assert 0 <= f.low <= f.value <= f.high
                assert f.high <= 1 or metric in ("mae", "length_ratio")
    path = tiny.run_dir / "results.csv"
    table, before = results.read_results(path), path.read_bytes()
    assert list(table.columns) == results.COLUMNS and len(table) == 3 * (2 * 13 + 3 + 3 + 2)
    evaluate_arm(Arms(tiny)["zero_shot"], "entities")
    assert path.read_bytes() == before


def test_agreement_needs_two_writers() -> None:
    def written(*references: str) -> data.TestSet:
        row = {"dialogue": "#Person1#: a b", "summary": references[0]}
        return data.TestSet("dialogue_summary", TASKS["dialogue_summary"], [row], [list(references)])

    measured = evaluation.references_against_each_other(written("a b", "a b", "c d"))
    assert measured["rouge1"].value == pytest.approx(1 / 3) and measured["rouge1"].n == 1
    with pytest.raises(ValueError, match="at least one reference"):
        evaluation.references_against_each_other(written("a b"))


def test_shots_come_from_training_and_fit(tiny) -> None:
    _, tokenizer = load_base(tiny)
    test = load_test(tiny, "dialogue_summary")
    shots = evaluation.shots_for(replace(tiny, counts=load_profile("nano").counts), "dialogue_summary")
    assert not {row["dialogue"] for row in shots} & set(test.sources)
    for row in test.rows:
        prompt = evaluation.few_shot_prompt(tiny, tokenizer, test.task, row, shots)
        assert len(tokenizer(prompt).input_ids) <= tiny.max_prompt_tokens and prompt.endswith(test.task.prompt(row))


def test_unknown_arms_are_named(tiny) -> None:
    with pytest.raises(ValueError, match="'fulll' is no arm of the course: full, lora"):
        evaluate_arm(Arms(tiny)["fulll"], "entities")


@pytest.mark.parametrize("name", ["nano", "auto"])
def test_profiles_that_fit_here(name: str) -> None:
    if torch.cuda.is_available() and name == "auto":
        pytest.skip("auto takes a hub profile on a GPU")
    profile, reason = choose_profile(name)
    assert profile.name == "nano" and profile.offline and reason


@pytest.mark.fault(
    "memory too small for the profile (counts changed by hand)",
    "one sentence before anything is loaded",
)
def test_unknown_and_unfitting_profiles_get_one_sentence(monkeypatch) -> None:
    with pytest.raises(CourseError, match="'bse' is not a profile: choose one of auto, nano"):
        choose_profile("bse")
    monkeypatch.setattr("helpers.profiles.gpu_memory", lambda: None)
    with pytest.raises(CourseError, match="needs a CUDA GPU with 14.0 GiB and this machine has no CUDA GPU"):
        choose_profile("base")
    monkeypatch.setattr("helpers.profiles.gpu_memory", lambda: 40.0)
    assert choose_profile("base")[0].model == "google/flan-t5-base"
    monkeypatch.setattr("helpers.profiles.main_memory", lambda: 1.5)
    with pytest.raises(CourseError, match="nano needs 4.0 GiB of memory and this machine has 1.5"):
        choose_profile("nano")


@pytest.mark.parametrize(
    "change",
    [
        {"mix_temperature": 0.5},
        {"max_source_tokens": 0},
        {"data": {}},
        {"full": Recipe(2.0, 10, 1)},
        {"lora_recipe": Recipe(0.1, 10, 0)},
        {"counts": {task: Counts(1, 0, 1) for task in TASK_NAMES}},
        {"curve": (100, 10_000_000)},
        {"curve": (100,)},
        {"curve_seen": (0,)},
        {"side_rows": 0},
    ],
)
def test_a_bad_size_is_named(change: dict) -> None:
    with pytest.raises(ValueError, match=next(iter(change)).split("_")[0]):
        replace(load_profile("nano"), **change)


def test_precision_is_never_float16() -> None:
    settings = trainer_settings(Recipe(1e-3, 16, 4), 1, load_profile("nano").run_dir)
    assert "fp16" not in settings and isinstance(settings["bf16"], bool)


def test_sizes_from_a_file_hold_for_a_chosen_profile_too(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("helpers.profiles.gpu_memory", lambda: None)
    path = tmp_path / "short.json"
    path.write_text('{"full": {"examples": 64}, "counts": {"entities": {"train": 100}}}')
    monkeypatch.setenv("COURSE_SIZES", str(path))
    for name in ("auto", "nano"):
        profile, _ = choose_profile(name)
        assert (profile.full.examples, profile.counts["entities"].train) == (64, 100)
        assert profile.run_dir.name == "nano-short"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "short.json is not JSON"),
        ('{"ful": {}}', "'ful' is unknown; known are model"),
        ('{"full": {"examples": "many"}}', "full.examples = 'many' must be like"),
        ('{"full": 3}', "full must be an object, not 3"),
        ('{"full": {"examples": 0}}', "examples, batch_size"),
    ],
)
def test_bad_sizes_in_a_file_are_named(tmp_path, monkeypatch, content: str, says: str) -> None:
    path = tmp_path / "short.json"
    path.write_text(content)
    monkeypatch.setenv("COURSE_SIZES", str(path))
    with pytest.raises(CourseError, match=says):
        choose_profile("nano")


def test_sequences_differ_in_their_order_alone() -> None:
    for profile in all_profiles().values():
        stages = [arm for sequence in Arms(profile).sequences for arm in sequence]
        assert {arm.recipe for arm in stages} == {profile.stage}


def test_trainings_of_several_lengths_end_with_the_arm_itself_and_share_what_replay_trains() -> None:
    for profile in all_profiles().values():
        arms = Arms(profile)
        for name, trained in arms.lengths.items():
            steps = [arm.recipe.steps for arm in trained]
            assert steps == sorted(set(steps)) and trained[-1] is arms[name] and len(steps) > 1
        assert arms["replay_0"] in arms.lengths["full"]


def test_ranked_answers_are_kept_and_only_closed_tasks_have_them(tiny, monkeypatch) -> None:
    base = Arms(tiny)["zero_shot"]
    measured = evaluation.ranked(base, "review_rating")
    assert measured.n == 4 and 0 <= measured.value <= 1
    monkeypatch.setattr("helpers.running.answers.likeliest", None)  # not asked again
    assert evaluation.ranked(base, "review_rating").value == measured.value
    with pytest.raises(ValueError, match="no closed set"):
        evaluation.ranked(base, "entities")
