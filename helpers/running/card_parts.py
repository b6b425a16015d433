"""What every model card has: a template to fill in, the base, and what the licences of base and data ask for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from huggingface_hub import ModelCard, ModelCardData

from helpers.profiles import Profile

# Licences that ask for no more than attribution, and the hub's identifiers for them.
PERMISSIVE = {"Apache-2.0": "apache-2.0", "CC BY 4.0": "cc-by-4.0", "MIT": "mit"}
# What the parts of a Creative Commons licence's name forbid or demand.
CONDITIONS = {
    "NC": "no commercial use",
    "ND": "no sharing of adapted material",
    "SA": "adaptations only under the same licence",
}


def filled(template: Path, metadata: ModelCardData, **facts: Any) -> str:
    """Fill in a card's template. Its text is read here, as the library would read it in the machine's own encoding."""
    text = template.read_text(encoding="utf-8")
    tools = {"row": table_row, "number": _number, "interval": _interval, "quoted": _quoted, "PERMISSIVE": PERMISSIVE}
    return f"{ModelCard.from_template(metadata, template_str=text, **tools, **facts)}\n"


def table_row(*values: object) -> str:
    """Write a row of a table in Markdown; line breaks and bars in a cell are made harmless."""
    return "| " + " | ".join(" ".join(str(value).split()).replace("|", "\\|") for value in values) + " |"


def _number(value: float, form: str = ".3f") -> str:
    return "–" if pd.isna(value) else format(value, form)


def _interval(row: Any) -> str:
    return "–" if pd.isna(row.low) else f"[{_number(row.low)}, {_number(row.high)}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def base_fields(profile: Profile, adapter: bool) -> dict[str, str]:
    """The hub's fields about a model's base; none where the base is a folder."""
    relation = "adapter" if adapter else "finetune"
    return {} if Path(profile.model).exists() else {"base_model": profile.model, "base_model_relation": relation}


def base_licence(profile: Profile) -> str:
    """The licence of the base model; empty where the course does not know it."""
    if profile.model_name == "data/model":
        return "CC BY 4.0"
    return "Apache-2.0" if profile.model.startswith(("google/flan-t5-", "bigscience/mt0-")) else ""


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


def licence_fields(base: str, data: Iterable[str], otherwise: str) -> dict[str, str]:
    """The hub's licence fields of a model: the base's licence, or one named `otherwise` where its data ask for more."""
    if base in PERMISSIVE and all(licence in PERMISSIVE for licence in data):
        return {"license": PERMISSIVE[base]}
    return {"license": "other", "license_name": otherwise}
