"""A GPU's memory: what fits is counted before, and what does not fit after all is done in halves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, TypeVar

import torch

from helpers.running.errors import CourseError
from helpers.running.language import tell

One = TypeVar("One")
CACHE_SHARE = 0.5  # of the free memory for keys and values; the encoder's scores and states need the rest


# --- generation ------------------------------------------------------------------------------------


def room_for_tokens(model: Any) -> float:
    """How many tokens, of sources and outputs together, one batch of generation may have; no limit on a CPU."""
    if not str(model.device).startswith("cuda"):
        return math.inf
    free, _ = torch.cuda.mem_get_info()
    free += torch.cuda.memory_reserved() - torch.cuda.memory_allocated()  # torch's own, and empty
    config = model.config  # kept for one token, of the source or of the output: its key and value in each layer
    return CACHE_SHARE * free / (2 * 4 * config.num_decoder_layers * config.num_heads * config.d_kv)


# --- what does not fit after all -------------------------------------------------------------------


def halves(work: Sequence[Sequence[One]]) -> list[Sequence[One]]:
    """Each batch as two, the first one no smaller; one of a single row stays."""
    cut = [(batch[: -(-len(batch) // 2)], batch[-(-len(batch) // 2) :]) for batch in work]
    return [half for pair in cut for half in pair if half]


def check_divisible(rows: int, parts: int, label: str, error: BaseException) -> None:
    """Raise `CourseError` where a batch of `rows` is in parts of one row already, and still did not fit."""
    if parts >= rows:
        raise CourseError(
            f"{label}: the GPU's memory does not hold a single example; choose a smaller profile with "
            "COURSE_PROFILE, or close what else uses the GPU."
        ) from error


def say_parts(label: str, batch: str, parts: int, same: str) -> None:
    """Empty torch's cache and say that batches are halved from here on."""
    torch.cuda.empty_cache()
    tell(f"{label}: out of GPU memory, so {batch} is computed in {parts} parts from here on; {same}.", flush=True)
