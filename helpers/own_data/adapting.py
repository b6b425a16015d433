"""From split chats to an adapter that travels: its texts, its run, its figures, its card and the folder to pass on."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from datasets import Dataset
from huggingface_hub import ModelCardData

from helpers.cards import PERMISSIVE, base_licence, bullets, conditions, markdown_table
from helpers.data import TestSet, as_text
from helpers.intervals import Figure
from helpers.own_data.problems import visible
from helpers.own_data.reading import OwnData
from helpers.own_data.shapes import Chat
from helpers.own_data.splitting import OwnSplits
from helpers.profiles import Profile, Recipe
from helpers.results import write_atomically
from helpers.running.errors import CourseError
from helpers.running.runs import Run, open_run
from helpers.tasks import TASKS

TASK = "dialogue_summary"  # its instruction, and its lengths
ADAPTER_FILES = ("adapter_config.json", "adapter_model.safetensors")
TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "spiece.model")


def own_rows(chats: Sequence[Chat]) -> list[dict[str, Any]]:
    """Chats as rows of the course's task."""
    return [{"dialogue": chat.dialogue, "summary": chat.summary} for chat in chats]


def own_text(chats: Sequence[Chat]) -> Dataset:
    """Chats as ``source`` and ``target`` text, all in the first wording of the instruction."""
    return as_text(Dataset.from_list(own_rows(chats)), TASK, wordings=1)


def own_test(chats: Sequence[Chat]) -> TestSet:
    """Chats as a test set: prompts, sources, and one reference each."""
    return TestSet("own_chats", TASKS[TASK], own_rows(chats), [[chat.summary] for chat in chats])


def own_run(profile: Profile, splits: OwnSplits, recipe: Recipe | None = None) -> Run:
    """Return the run folder of a LoRA training on these very training and validation chats, trained or not."""
    lengths = [profile.max_source_tokens, profile.max_target_tokens[TASK]]
    return open_run(
        profile,
        "own",
        recipe or profile.own,
        profile.seed,
        [],
        own={"train": _digest(splits.train), "validation": _digest(splits.validation), "lengths": lengths},
        lora=[profile.lora.rank, profile.lora.alpha, *profile.lora.targets],
    )


def _digest(chats: Sequence[Chat]) -> str:
    return hashlib.sha256(json.dumps(own_rows(chats)).encode()).hexdigest()[:12]


def export_adapter(profile: Profile, run: Run, folder: str | Path, card: str) -> Path:
    """Put the adapter, its tokenizer and its card into `folder`, for others; return it.

    No path of this machine, no checkpoint and no chat goes along. An earlier export there is replaced in one step;
    any other folder is left alone. Raises `CourseError` where the run is not finished or `folder` holds other files.
    """
    folder = Path(folder)
    if not run.record_file.is_file():
        raise CourseError("own: there is no finished run to export; train it first.")
    run.check()
    known = {*ADAPTER_FILES, *TOKENIZER_FILES, "README.md"}
    if folder.exists() and (not folder.is_dir() or {path.name for path in folder.iterdir()} - known):
        raise CourseError(f"{folder.name}: this holds other files than an adapter; export into a folder of its own.")
    temporary = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    for name in (*ADAPTER_FILES, *TOKENIZER_FILES):
        if (run.folder / name).is_file():
            shutil.copyfile(run.folder / name, temporary / name)
    config = json.loads((temporary / "adapter_config.json").read_text(encoding="utf-8"))
    config |= {"base_model_name_or_path": profile.model_name, "revision": profile.model_revision}
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
) -> str:
    """Write the card of the adapter: base, data, recipe, results with intervals, limits, licence.

    `figures` holds the figures of each arm and difference by metric, `licence` that of your chats. The same run and
    figures give the same text; no chat stands in it.
    """
    parts = [
        "# An adapter for summaries of chats",
        f"A LoRA adapter on `{profile.model_name}`, trained on the chats of one table, as notebook 08 of a course on "
        "fine-tuning does it.",
        "## Use",
        _use(profile, splits),
        "## Training data",
        _data(data, splits),
        "## Recipe",
        _recipe(profile, run),
        "## Results",
        _results(figures),
        "## Limits",
        _limits(profile, splits),
        "## Licence",
        _licence(profile, licence),
    ]
    return f"---\n{_metadata(profile, licence).to_yaml()}\n---\n\n" + "\n\n".join(parts) + "\n"


def _metadata(profile: Profile, licence: str) -> ModelCardData:
    base = base_licence(profile)
    free = base in PERMISSIVE and licence in PERMISSIVE
    name = {"license": PERMISSIVE[base]} if free else {"license": "other", "license_name": "base-and-data-set-terms"}
    on_hub = not Path(profile.model).exists()
    return ModelCardData(
        language="en",
        **name,
        library_name="peft",
        pipeline_tag="summarization",
        base_model=profile.model if on_hub else None,
        base_model_relation="adapter" if on_hub else None,
        tags=["lora", "summarization"],
    )


def _use(profile: Profile, splits: OwnSplits) -> str:
    revision = f', revision="{profile.model_revision}"' if profile.model_revision else ""
    return (
        "```python\n"
        "from peft import PeftModel\n"
        "from transformers import AutoModelForSeq2SeqLM, AutoTokenizer\n\n"
        f'base = AutoModelForSeq2SeqLM.from_pretrained("{profile.model_name}"{revision}, use_safetensors=True)\n'
        'model = PeftModel.from_pretrained(base, ".").eval()\n'
        'tokenizer = AutoTokenizer.from_pretrained(".")\n'
        "```\n\n"
        f"The prompt is {json.dumps(TASKS[TASK].templates[0])}, with the chat, one turn a line, for `{{source}}`. "
        "`.` is the folder of this card. All weights are safetensors, and no remote code is needed."
        + (
            f" The base is the folder `{profile.model_name}` of the course's repository."
            if Path(profile.model).exists()
            else ""
        )
    )


def _data(data: OwnData, splits: OwnSplits) -> str:
    rows = [["file", visible(data.name, 120)], ["fingerprint of the chats", data.fingerprint], ["shape", data.shape]]
    rows += [[f"chats for {side}", f"{number:,}"] for side, number in splits.sizes().items()]
    return markdown_table(["what", "value"], rows) + (
        "\n\nCopies and near copies of a chat are on one side. The validation chats chose the checkpoint; the test "
        "chats were seen by no training."
    )


def _recipe(profile: Profile, run: Run) -> str:
    record = run.read()
    recipe = Recipe(**record["settings"]["recipe"])
    lora = json.loads((run.folder / "adapter_config.json").read_text(encoding="utf-8"))
    shape = f"rank {lora['r']}, alpha {lora['lora_alpha']}, dropout {lora['lora_dropout']}"
    facts = {
        "examples seen, repeats included": f"{recipe.examples:,}",
        "optimizer steps": f"{recipe.steps:,}",
        "batch size": recipe.batch_size * recipe.accumulation,
        "learning rate": f"{recipe.learning_rate:g}, linear decay after {100 * recipe.warmup:g} % warm-up",
        "LoRA": f"{shape}, on {', '.join(sorted(lora['target_modules']))}",
        "trained parameters": f"{record['trained_parameters']:,}",
        "longest input": f"{record['settings']['max_source_tokens']} tokens",
        "best step": record["best_step"],
        "seed": record["settings"]["seed"],
        "seconds": f"{record['seconds']:.0f}",
    }
    return markdown_table(["setting", "value"], list(facts.items()))


def _results(figures: Mapping[str, Mapping[str, Figure]]) -> str:
    rows = [
        [arm, metric, f"{one.value:.3f}", f"[{one.low:.3f}, {one.high:.3f}]", one.n]
        for arm, by_metric in figures.items()
        for metric, one in by_metric.items()
    ]
    return markdown_table(["arm", "metric", "value", "95 % interval", "n"], rows) + (
        "\n\nFractions 0–1; `unsupported_rate` is better where it is lower. Percentile bootstrap intervals over the "
        "test chats, of which *n* counted."
    )


def _limits(profile: Profile, splits: OwnSplits) -> str:
    parts = [
        f"Measured on {len(splits.test)} chats: the intervals are wide, and chats from elsewhere may be quite unlike.",
        "One training run with one seed.",
        f"Input beyond {profile.max_source_tokens} tokens was cut off in training.",
        "It knows names and phrases of its training chats and may write them where they do not belong: mask what is "
        "private before you train, and let a person check each summary.",
        "T5 must not run in float16, in which its activations overflow: use bfloat16 or float32.",
    ]
    if profile.offline:
        parts.append("The base knows only the English of a text generator: for teaching, not for use.")
    return bullets(parts)


def _licence(profile: Profile, licence: str) -> str:
    asked = "" if licence in PERMISSIVE else f" ({'; '.join(conditions(licence))})"
    base = base_licence(profile) or "not known here, see its page"
    return bullets([f"Base model {profile.model_name}: {base}", f"The chats: {licence or 'not stated'}{asked}"])
