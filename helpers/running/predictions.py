"""Texts kept on disk, so that they are generated once: what they belong to, and in which precision they were made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.results import write_atomically


@dataclass(frozen=True)
class Texts:
    """Texts in the order of their prompts, and the precision that they were generated in; none where no model was."""

    texts: list[str]
    precision: str = ""


def stored_texts(path: Path, model: list[Any], number: int) -> Texts | None:
    """The `number` texts stored for `model`, or what they depend on; None where none are, or the file is damaged."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        texts = stored["texts"] if stored["model"] == model else None
        precision = stored.get("precision", "float32")  # the only one, before it was written down
    except (OSError, ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None
    whole = isinstance(texts, list) and len(texts) == number and all(isinstance(text, str) for text in texts)
    return Texts(texts, precision) if whole and isinstance(precision, str) else None


def store_texts(path: Path, model: list[Any], made: Texts) -> None:
    """Put texts and what they depend on in place, in one step."""
    facts = {"model": model, "precision": made.precision, "texts": made.texts}
    write_atomically(path, json.dumps(facts, ensure_ascii=False, indent=0))
