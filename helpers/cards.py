"""Model cards: what each trained arm is, what it was trained on, what was measured, and what it is not for.

A card is the README.md of a run's folder, Markdown with YAML metadata as the Hugging Face hub reads it. Every figure
comes from results.csv and every fact from the run's own record; nothing is trained, loaded or downloaded.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from huggingface_hub import EvalResult, ModelCardData

from helpers.arms import Arm, Arms
from helpers.profiles import Profile, Recipe, Source
from helpers.results import LOWER_IS_BETTER, MAIN_METRIC, read_results, write_atomically
from helpers.running.errors import CourseError
from helpers.tasks import SEEN, TASKS, Row
from helpers.training import lora_config

# Licences that ask for no more than attribution, and the hub's identifiers for them.
PERMISSIVE = {"Apache-2.0": "apache-2.0", "CC BY 4.0": "cc-by-4.0", "MIT": "mit"}
# What the parts of a Creative Commons licence's name forbid or demand.
CONDITIONS = {
    "NC": "no commercial use",
    "ND": "no sharing of adapted material",
    "SA": "adaptations only under the same licence",
}
HUB_TASKS = {
    "dialogue_summary": "summarization",
    "messenger_summary": "summarization",
    "review_rating": "text-classification",
    "code_translation": "translation",
    "entities": "token-classification",
}
SIDES = ("arm", "against")  # the columns of results.csv that name an arm
EXAMPLES: dict[str, Row] = {
    "dialogue_summary": {
        "dialogue": "#Person1#: Good morning. I want to return this radio.\n#Person2#: Do you have the receipt?\n"
        "#Person1#: Yes, here it is. It was 40 dollars."
    },
    "messenger_summary": {"dialogue": "Amy: Are you coming on Friday?\nBen: Yes, at eight.\nAmy: Bring a cake!"},
    "review_rating": {"text": "The soup was cold and the waiter did not care."},
    "code_translation": {"java": "int twice(int x) {\n    return 2 * x;\n}"},
    "entities": {"tokens": "Amy Stone flew to Paris on Monday .".split()},
}


def write_cards(profile: Profile) -> list[Path]:
    """Write README.md into the run folder of every arm that has a finished run; return the paths in arms' order.

    An older card, or the empty one that peft leaves beside an adapter, is replaced in one step. Arms without a
    finished run are passed over: nothing is trained.
    """
    paths = []
    for arm in Arms(profile).trained:
        if arm.run.record_file.is_file():
            paths.append(arm.run.folder / "README.md")
            write_atomically(paths[-1], card(arm))
    return paths


def card(arm: Arm) -> str:
    """Return the model card of a trained arm: YAML metadata between ``---`` lines, then Markdown.

    The same run and results give the same text. Raises `ValueError` for an arm that is not trained
    (``zero_shot`` and ``few_shot`` are not) and `CourseError` where the arm has no finished run.
    """
    profile, run = arm.profile, arm.run
    if not run.record_file.is_file():
        raise CourseError(
            f"{arm.name} has no finished run with these settings: train it with "
            f"python -m helpers.running.train --arm {arm.name}."
        )
    scores, differences = measured(arm)
    parts = [
        f"# {arm.name}: {profile.model_name} at {profile.model_revision or run.settings['model']}",
        _introduction(arm),
        "## Use",
        _use(arm),
        "## Training data",
        _data(arm),
        "## Recipe",
        _recipe(arm),
        "## Results",
        _results(scores, differences),
        "## Limits",
        _limits(arm, scores),
        "## Licences",
        _licences(arm),
    ]
    return f"---\n{metadata(arm, scores).to_yaml()}\n---\n\n" + "\n\n".join(parts) + "\n"


def section(text: str, title: str) -> str:
    """Return the part of a card below the second-level heading `title`, with it. Raises `ValueError` without one."""
    for part in text.split("\n## ")[1:]:
        if part.splitlines()[0] == title:
            return f"## {part.strip()}\n"
    raise ValueError(f"The card has no section {title!r}.")


# --- what was measured ---------------------------------------------------------------------------


def measured(arm: Arm) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of results.csv about a trained arm: its scores, and the differences in which it takes part.

    An arm of another seed is recorded under the name of the arm that it repeats, the last stage of the first sequence
    as ``sequential`` too.
    """
    table, known = _current_results(arm.profile), _recorded_as(arm)
    one, other = (_mask(table, [pair in known for pair in zip(table[side], table.seed, strict=True)]) for side in SIDES)
    difference = table.against != ""
    return table[one & ~difference].drop_duplicates(["task", "wording", "metric"]), table[(one | other) & difference]


def _current_results(profile: Profile) -> pd.DataFrame:
    """The rows of results.csv that are of this base, or of none, and of these data."""
    table = read_results(profile.run_dir / "results.csv")
    return table[
        _mask(
            table,
            [
                model in (profile.model_label, "none") and data == profile.source_label(task)
                for model, data, task in zip(table.model, table.data, table.task, strict=True)
            ],
        )
    ]


def _mask(table: pd.DataFrame, flags: Sequence[bool]) -> pd.Series:
    return pd.Series(flags, index=table.index, dtype=bool)


def _recorded_as(arm: Arm) -> set[tuple[str, int]]:
    """The (arm, seed of the training) pairs under which results.csv may hold an arm."""
    known = {(arm.name, arm.profile.seed), (arm.label, arm.seed)}
    if arm == Arms(arm.profile).sequences[0][-1]:
        known.add(("sequential", arm.profile.seed))
    return known


def _main_scores(scores: pd.DataFrame) -> dict[str, Any]:
    """The row of each task's main metric in the first wording, by task, in the course's order."""
    rows = {(row.task, row.metric): row for row in scores[scores.wording == "1"].itertuples()}
    return {task: rows[task, metric] for task, metric in MAIN_METRIC.items() if (task, metric) in rows}


def metadata(arm: Arm, scores: pd.DataFrame) -> ModelCardData:
    """Return what the hub reads: licence, base, data sets, and the scores in the first wording, without intervals.

    Ids of models and data sets appear only where they are the hub's: a folder's name would point to a stranger's.
    """
    profile, sources = arm.profile, list(_sources(arm).values())
    on_hub = not Path(profile.model).exists()
    results = [_eval_result(profile, row) for row in _with_value(scores)]
    return ModelCardData(
        language="en",
        **_licence_fields(profile, sources),
        library_name="peft" if arm.rank else "transformers",
        pipeline_tag="summarization" if {HUB_TASKS[task] for task in arm.tasks} == {"summarization"} else None,
        base_model=profile.model if on_hub else None,
        base_model_relation=("adapter" if arm.rank else "finetune") if on_hub else None,
        datasets=list(dict.fromkeys(s.path for s in sources if not Path(s.path).exists())) or None,
        tags=[*(["lora"] if arm.rank else []), *arm.tasks],
        model_name=f"{profile.name}-{arm.name}" if results else None,
        eval_results=results or None,
    )


def _with_value(scores: pd.DataFrame) -> Iterable[Any]:
    return scores[(scores.wording == "1") & scores.value.notna()].itertuples()


def _eval_result(profile: Profile, row: Any) -> EvalResult:
    task = "dialogue_summary" if row.task in profile.extra_tests else row.task
    source = profile.data[task]
    local = Path(source.path).exists()
    return EvalResult(
        task_type=HUB_TASKS[task],
        task_name=row.task,
        dataset_type=f"local-{Path(source.path).name}" if local else source.path,
        dataset_name=profile.source_name(task),
        dataset_split=profile.extra_tests.get(row.task, "test"),
        dataset_revision=source.revision,
        metric_type="rouge" if row.metric.startswith("rouge") else row.metric.removeprefix("entity_"),
        metric_name=row.metric,
        metric_value=float(row.value),
    )


# --- the parts of a card -------------------------------------------------------------------------


def _lineage(arm: Arm) -> list[Arm]:
    """The arms that the training went through, the first one first and `arm` last."""
    return [*(_lineage(arm.parent) if arm.parent else []), arm]


def _sources(arm: Arm) -> dict[str, Source]:
    """Where the data come from that an arm and the arms before it were trained on, by task."""
    tasks = [task for one in _lineage(arm) for task in one.run.settings["data"]]
    return {task: arm.profile.data[task] for task in tasks}


def _introduction(arm: Arm) -> str:
    before = [one.name for one in _lineage(arm)[:-1]]
    tasks = ", ".join(TASKS[task].title.lower() for task in arm.tasks)
    text = f"Arm `{arm.name}` of a course on fine-tuning a language model, under its profile `{arm.profile.name}`: "
    text += f"a LoRA adapter of rank {arm.rank}" if arm.rank else "all weights fine-tuned"
    text += f". It was trained on {tasks}."
    if before:
        text += f" The training went on from {' → '.join(f'`{one}`' for one in before)}."
    if arm.replay:
        text += f" A share of {arm.replay:g} of the examples came from tasks that the base had seen before."
    return text


def _use(arm: Arm) -> str:
    """Code that loads the arm from its own folder and answers one prompt in the wording of the first template."""
    profile, task = arm.profile, arm.tasks[0]
    revision = f"revision={_text(profile.model_revision)}, " if profile.model_revision else ""
    if arm.rank:
        where = f"{_text(_base_path(arm))}, {revision}use_safetensors=True"
        load = (
            f"base = AutoModelForSeq2SeqLM.from_pretrained({where})",
            'model = PeftModel.from_pretrained(base, ".")',
        )
    else:
        load = ('model = AutoModelForSeq2SeqLM.from_pretrained(".", use_safetensors=True)',)
    lines = [
        "```python",
        *(["from peft import PeftModel"] if arm.rank else []),
        "from transformers import AutoModelForSeq2SeqLM, AutoTokenizer",
        "",
        *load,
        'tokenizer = AutoTokenizer.from_pretrained(".")',
        "",
        f"prompt = {_text(TASKS[task].prompt(EXAMPLES[task]))}",
        f'output = model.generate(**tokenizer(prompt, return_tensors="pt"), '
        f"max_new_tokens={profile.max_target_tokens[task]})",
        "print(tokenizer.decode(output[0], skip_special_tokens=True))",
        "```",
    ]
    notes = ["`.` is the folder of this card. All weights are safetensors, and no remote code is needed."]
    if arm.rank and Path(profile.model).exists():
        notes.append(f"The base is the folder `{profile.model_name}` of the course's repository.")
    if "code_translation" in arm.tasks:
        notes.append("Code goes in and comes out escaped on one line, see `helpers/tasks.py` there.")
    return "\n".join(lines) + "\n\n" + " ".join(notes)


def _text(value: str) -> str:
    """A string as Python writes it, in double quotes."""
    return json.dumps(value, ensure_ascii=False)


def _base_path(arm: Arm) -> str:
    """The base as the code in a card names it: its hub id, or its folder as seen from the run's folder."""
    profile = arm.profile
    if not Path(profile.model).exists():
        return profile.model
    try:
        return Path(os.path.relpath(Path(profile.model).resolve(), arm.run.folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return profile.model_name


def _data(arm: Arm) -> str:
    rows = []
    for one in _lineage(arm):
        for task, (contents, revision, train, validation, _) in one.run.settings["data"].items():
            source = one.profile.data[task]
            version = revision or (contents if contents != source.path else "")
            licence = source.licence or "not stated"
            rows.append(
                [task, one.profile.source_name(task), version, f"{train:,}", f"{validation:,}", licence, one.name]
            )
    columns = ["task", "data set", "revision or fingerprint", "training rows", "validation rows", "licence", "by arm"]
    return markdown_table(columns, rows) + (
        "\n\nRows are drawn at random; where a set has fewer, all of them. The validation rows chose the checkpoint "
        "and were not trained on. How many examples were seen stands in the recipe."
    )


def _recipe(arm: Arm) -> str:
    profile, record = arm.profile, arm.run.read()
    recipe = Recipe(**record["settings"]["recipe"])
    facts = {
        "examples seen, repeats included": f"{recipe.examples:,}",
        "optimizer steps": f"{recipe.steps:,}",
        "batch size": recipe.batch_size,
        "gradient accumulation": recipe.accumulation,
        "learning rate": f"{recipe.learning_rate:g}, linear decay after {100 * recipe.warmup:g} % warm-up",
        "longest input": f"{record['settings']['max_source_tokens']} tokens",
    }
    if arm.rank:
        facts["LoRA rank"] = arm.rank
        facts["LoRA alpha"] = lora_config(profile.lora, arm.rank).lora_alpha
        facts["LoRA targets"] = ", ".join(profile.lora.targets)
    if len(arm.tasks) > 1:
        facts["mixing"] = f"temperature {profile.mix_temperature:g}, sets capped at {profile.mix_cap:,}"
        facts["different examples, at most"] = f"{min(arm.limit or recipe.examples, recipe.examples):,}"
    facts |= {
        "share of replayed examples": f"{arm.replay or 0:g}" + (f", from {', '.join(SEEN)}" if arm.replay else ""),
        "wordings of the instruction": arm.wordings or "all",
        "parent arm": arm.parent.name if arm.parent else "none: the base itself",
        "seed": record["settings"]["seed"],
        "trained parameters": _recorded(record, "trained_parameters", ","),
        "seconds": _recorded(record, "seconds", ",.1f"),
        "peak memory (GiB)": _recorded(record, "peak_memory", ".2f"),
        "processes": _recorded(record, "processes", ""),
        "best step, by validation loss": _recorded(record, "best_step", ","),
    }
    return markdown_table(["setting", "value"], [[key, value] for key, value in facts.items()])


def _recorded(record: dict[str, Any], key: str, form: str) -> str:
    value = record.get(key)
    return "not recorded" if value is None else format(value, form)


def _results(scores: pd.DataFrame, differences: pd.DataFrame) -> str:
    if scores.empty:
        text = "It was not measured on the test sets."
    else:
        lower = " and ".join(f"`{metric}`" for metric in sorted(LOWER_IS_BETTER))
        recorded = ", ".join(f"`{arm}`" for arm in dict.fromkeys(scores.arm))
        text = markdown_table(
            ["task", "wording", "metric", "value", "95 % interval", "n", "seed"],
            [[r.task, r.wording, r.metric, _number(r.value), _interval(r), r.n, r.seed] for r in scores.itertuples()],
        ) + (
            "\n\nFractions 0–1, but `mae` in stars and `length_ratio` in words per word of the references; "
            f"{lower} are better where they are lower. Intervals are percentile bootstrap intervals over the test "
            "examples; *n* counts those, *wording* numbers the instruction, *seed* is that of the training. In "
            f"`results.csv` these are the rows of {recorded} with this seed."
        )
    if not differences.empty:
        text += "\n\nDifferences on the same test examples:\n\n" + markdown_table(
            ["arm", "minus", "task", "wording", "metric", "difference", "95 % interval", "p", "n", "seed"],
            [
                [r.arm, r.against, r.task, r.wording, r.metric, _number(r.value), _interval(r), _p(r.p), r.n, r.seed]
                for r in differences.itertuples()
            ],
        )
        text += "\n\n*p* is two-sided and of one comparison alone, not adjusted for their number."
    return text


def _number(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.3f}"


def _interval(row: Any) -> str:
    return "–" if pd.isna(row.low) else f"[{_number(row.low)}, {_number(row.high)}]"


def _p(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.2g}"


def _limits(arm: Arm, scores: pd.DataFrame) -> str:
    parts = [
        *_forgotten(arm.profile, scores),
        *_inventions(scores),
        *_confusions(scores),
        "It is one training run with one seed: the intervals say how far other test examples would move a figure, not "
        "how far another training would. The test examples come from the sources of the training data or near them.",
        f"Input beyond {arm.profile.max_source_tokens} tokens was cut off in training. English only.",
        "T5 must not run in float16, in which its activations overflow: use bfloat16 or float32.",
        "Nothing checks its output, which may be wrong or invented: a person has to. It is not for decisions about "
        "people.",
    ]
    if arm.profile.offline:
        parts.append(
            "It is no language model of the world: it knows the English of a text generator, and its scores say "
            "nothing about FLAN-T5 or about real dialogues. For teaching, not for use."
        )
    return bullets([*parts, *_restrictions(arm)])


def _forgotten(profile: Profile, scores: pd.DataFrame) -> list[str]:
    """Say on which tasks the arm lies below the base without training, and on which it was not measured."""
    table = _current_results(profile)
    untrained = (table.arm == "zero_shot") & (table.against == "") & (table.seed == profile.seed)
    base, own = _main_scores(table[untrained]), _main_scores(scores)
    both = [task for task in own if task in base]
    found = []
    for task in both:
        here, before = own[task], base[task]
        if here.value < before.value:
            kind = "dialogue_summary" if task in profile.extra_tests else task
            skill = "The base was trained on this task before" if TASKS[kind].seen else "The task was new to the base"
            sure = "the two intervals overlap" if here.high >= before.low else "beyond chance"
            found.append(
                f"On {task} it lies below its base without training ({_shown(here)} against "
                f"{_number(before.value)} {_interval(before)}, n = {here.n}): {sure}. {skill}."
            )
    if both and not found:
        found.append("It lies below its base without training on none of the tasks measured for both.")
    expected = [task for task in MAIN_METRIC if task in profile.data or task in profile.extra_tests]
    unknown = [task for task in expected if task not in both]
    if unknown:
        found.append(f"Whether it has forgotten what its base could do was not measured on: {', '.join(unknown)}.")
    return found


def _shown(row: Any) -> str:
    """A row of results as ``rouge1 0.512 [0.490, 0.530]``."""
    return f"{row.metric} {_number(row.value)} {_interval(row)}"


def _inventions(scores: pd.DataFrame) -> list[str]:
    return [
        f"It invents: of the names and numbers in its outputs on {row.task}, a share does not occur in the dialogue, "
        f"{_shown(row)}, n = {row.n}."
        for row in _of_metric(scores, "unsupported_rate")
        if row.value > 0
    ]


def _confusions(scores: pd.DataFrame) -> list[str]:
    """Say whether the arm knows who did what, from the share of summaries that are right about their speakers."""
    found = []
    for row in _of_metric(scores, "speakers_right"):
        if row.high < 0.5:
            verdict = "it confuses the speakers more often than not"
        elif row.low <= 0.5:
            verdict = "it does not know who did what, no better than a coin"
        else:
            verdict = "it knows who did what more often than a coin, yet not always" if row.value < 1 else ""
        if verdict:
            found.append(f"On {row.task} {verdict}: {_shown(row)}, where 0.5 is chance, n = {row.n}.")
    return found


def _of_metric(scores: pd.DataFrame, metric: str) -> Iterable[Any]:
    return scores[(scores.metric == metric) & (scores.wording == "1") & scores.value.notna()].itertuples()


# --- licences ------------------------------------------------------------------------------------


def base_licence(profile: Profile) -> str:
    """The licence of the base model; empty where the course does not know it."""
    if profile.model_name == "data/model":
        return "CC BY 4.0"
    return "Apache-2.0" if profile.model.startswith("google/flan-t5-") else ""


def conditions(licence: str) -> list[str]:
    """Say what a licence asks beyond attribution; empty for a permissive one.

    >>> conditions("CC BY-NC-SA 4.0")
    ['no commercial use', 'adaptations only under the same licence']
    """
    if licence in PERMISSIVE:
        return []
    if not licence:
        return ["no licence is stated, so none can be assumed"]
    named = [CONDITIONS[part] for part in licence.replace("-", " ").split() if part in CONDITIONS]
    return named or ["terms of its own, to be read before any use"]


def _licence_fields(profile: Profile, sources: Sequence[Source]) -> dict[str, str]:
    """The hub's licence fields: that of the base, or ``other`` where any data set seen asks for more."""
    base = base_licence(profile)
    if base in PERMISSIVE and all(source.licence in PERMISSIVE for source in sources):
        return {"license": PERMISSIVE[base]}
    return {"license": "other", "license_name": f"{PERMISSIVE.get(base, 'base')}-and-data-set-terms"}


def _restrictions(arm: Arm) -> list[str]:
    """The licences of the data seen as limits on the use of the model."""
    found = [
        f"It saw {arm.profile.source_name(task)}, under {source.licence or 'no stated licence'}: "
        f"{'; '.join(conditions(source.licence))}."
        for task, source in _sources(arm).items()
        if conditions(source.licence)
    ]
    if found:
        found.append(
            "How far the terms of training data bind a model is not settled; to be safe, take them as binding here."
        )
    return found


def _licences(arm: Arm) -> str:
    base = base_licence(arm.profile)
    data = [
        f"Data set {arm.profile.source_name(task)}: {source.licence or 'not stated'}"
        for task, source in _sources(arm).items()
    ]
    text = bullets(
        [
            "Code of the course: Apache-2.0",
            f"Base model {arm.profile.model_name}, and with it these weights: {base or 'not known here, see its page'}",
            *data,
        ]
    )
    if "license_name" in _licence_fields(arm.profile, list(_sources(arm).values())):
        text += (
            "\n\nThe metadata say `other`: the licence of the base holds, and the terms of the data sets come on top, "
            "see the limits. Whoever passes the weights on has to keep both."
        )
    return text


# --- Markdown ------------------------------------------------------------------------------------


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def markdown_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table in Markdown; line breaks and bars in a cell are made harmless."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(_cell(value) for value in line) + " |" for line in lines)


def bullets(parts: Iterable[str]) -> str:
    """Write a list in Markdown; a part that comes twice is written once."""
    return "\n".join(f"- {' '.join(part.split())}" for part in dict.fromkeys(parts))
