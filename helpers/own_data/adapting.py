"""From split chats to an adapter that travels: its texts, its run, its figures, its card and the folder to pass on."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from datasets import Dataset
from huggingface_hub import ModelCardData

from helpers.data import TEXT_FEATURES, TestSet
from helpers.intervals import Figure
from helpers.own_data.problems import visible
from helpers.own_data.reading import OwnData
from helpers.own_data.shapes import Chat
from helpers.own_data.splitting import OwnSplits
from helpers.profiles import Profile, Recipe
from helpers.results import write_atomically
from helpers.running.card_parts import base_fields, base_licence, conditions, filled, licence_fields
from helpers.running.digests import digest_of
from helpers.running.errors import CourseError
from helpers.running.runs import Run, open_run
from helpers.scoring.scripts import ENGLISH, described, kind_of
from helpers.tasks import TASKS, Task

TEMPLATE = Path(__file__).with_name("card_template.md")
TASK = "dialogue_summary"  # its instruction, and its lengths
BASE = "base"  # folder of an export with the base itself, where the hub does not have it
ADAPTER_FILES = ("adapter_config.json", "adapter_model.safetensors")
TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "spiece.model")


def own_rows(chats: Sequence[Chat]) -> list[dict[str, Any]]:
    """Chats as rows of the course's task."""
    return [{"dialogue": chat.dialogue, "summary": chat.summary} for chat in chats]


def own_task(instruction: str = "") -> Task:
    """The course's task of summaries with an instruction of your own, ``{source}`` in it for the chat, if one is given.

    Raises `CourseError` for an instruction without a place for the chat.
    """
    if instruction and "{source}" not in instruction:
        raise CourseError(f"The instruction {visible(instruction)!r} needs {{source}} where the chat goes.")
    task = TASKS[TASK]
    return replace(task, templates=(instruction, *task.templates[1:])) if instruction else task


def own_text(chats: Sequence[Chat], instruction: str = "") -> Dataset:
    """Chats as ``source`` and ``target`` text, all in one wording: your `instruction`, or the task's first."""
    return Dataset.from_list(_texts(chats, instruction), features=TEXT_FEATURES)


def _texts(chats: Sequence[Chat], instruction: str) -> list[dict[str, str]]:
    task = own_task(instruction)
    return [{"task": TASK, "source": task.prompt(row), "target": task.target(row)} for row in own_rows(chats)]


def own_test(chats: Sequence[Chat], instruction: str = "") -> TestSet:
    """Chats as a test set: prompts, sources, and one reference each."""
    return TestSet("own_chats", own_task(instruction), own_rows(chats), [[chat.summary] for chat in chats])


def own_run(
    profile: Profile,
    splits: OwnSplits,
    recipe: Recipe | None = None,
    instruction: str = "",
    style: Mapping[str, str] | None = None,
) -> Run:
    """Return the run folder of a LoRA training on these very training and validation texts, trained or not.

    `style` holds the marks by which the checkpoint is chosen, where it is.
    """
    texts = {part: digest_of(_texts(getattr(splits, part), instruction)) for part in ("train", "validation")}
    return open_run(
        profile,
        "own",
        recipe or profile.own,
        profile.seed,
        [],
        own={**texts, "longest": profile.max_target_tokens[TASK], "style": dict(style or {})},
        lora=[profile.lora.rank, profile.lora.alpha, *profile.lora.targets],
    )


def export_adapter(profile: Profile, run: Run, folder: str | Path, card: str) -> Path:
    """Put the adapter, its tokenizer and its card into `folder`, for others; return it.

    A base that is no model of the hub goes along, in the folder ``base``: the adapter is nothing without it. No path of
    this machine, no checkpoint and no chat goes along. An earlier export there is replaced in one step;
    any other folder is left alone. Raises `CourseError` where the run is not finished or `folder` holds other files.
    """
    folder = Path(folder)
    if not run.record_file.is_file():
        raise CourseError("own: there is no finished run to export; train it first.")
    run.check()
    known = {*ADAPTER_FILES, *TOKENIZER_FILES, BASE, "README.md"}
    if folder.exists() and (not folder.is_dir() or {path.name for path in folder.iterdir()} - known):
        raise CourseError(f"{folder.name}: this holds other files than an adapter; export into a folder of its own.")
    temporary = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    for name in (*ADAPTER_FILES, *TOKENIZER_FILES):
        if (run.folder / name).is_file():
            shutil.copyfile(run.folder / name, temporary / name)
    config = json.loads((temporary / "adapter_config.json").read_text(encoding="utf-8"))
    base = profile.model
    if Path(profile.model).exists():
        base, folders = BASE, shutil.ignore_patterns("*.bin", "*.py", ".*")
        shutil.copytree(profile.model, temporary / BASE, ignore=folders)
    config |= {"base_model_name_or_path": base, "revision": profile.model_revision}
    write_atomically(temporary / "adapter_config.json", json.dumps(config, indent=2) + "\n")
    write_atomically(temporary / "README.md", card)
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(temporary, folder)
    return folder


def own_card(
    profile: Profile,
    run: Run,
    data: OwnData,
    splits: OwnSplits,
    figures: Mapping[str, Mapping[str, Figure]],
    licence: str = "",
    instruction: str = "",
) -> str:
    """Write the card of the adapter: base, data, recipe, results with intervals, limits, licence.

    `figures` holds the figures of each arm and difference by metric, `licence` that of your chats, `instruction` is
    your own if there is one. The same run and
    figures give the same text; no chat stands in it.
    """
    base_terms, record = base_licence(profile), run.read()
    written = [chat.summary for chat in data.chats]
    metadata = ModelCardData(
        language="en" if kind_of(written) == ENGLISH else "multilingual",
        **licence_fields(base_terms, [licence], "base-and-data-set-terms"),
        library_name="peft",
        pipeline_tag="summarization",
        **base_fields(profile, adapter=True),
        tags=["lora", "summarization"],
    )
    return filled(
        TEMPLATE,
        metadata,
        profile=profile,
        base=BASE if Path(profile.model).exists() else profile.model,
        wording=own_task(instruction).templates[0],
        compared=described(written),
        file=visible(data.name, 120),
        data=data,
        splits=splits,
        record=record,
        recipe=Recipe(**record["settings"]["recipe"]),
        lora=json.loads((run.folder / "adapter_config.json").read_text(encoding="utf-8")),
        figures=figures,
        base_licence=base_terms,
        licence=" ".join(licence.split()),
        asks=conditions(licence),
    )
