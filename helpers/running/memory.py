"""A GPU's memory: what fits is counted before, and what does not fit after all is done in halves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import torch

from helpers.running.budget import FLAN_T5_SHAPES, FLAN_T5_VOCABULARY, Shape
from helpers.running.errors import CourseError
from helpers.running.machine import GIGABYTE

if TYPE_CHECKING:
    from helpers.profiles import Profile

One = TypeVar("One")
CONTEXT = 0.5  # GiB that CUDA itself takes
CACHE_SHARE = 0.5  # of the free memory for keys and values; the encoder's scores and states need the rest


# --- a training, in arithmetic -----------------------------------------------------------------------


def bytes_of_training(shape: Shape, vocabulary: int, rows: int, source: int, target: int, adamw: bool) -> float:
    """Bytes of full fine-tuning on `rows` of so many source and target tokens, in bfloat16 over float32 weights.

    Weights, gradients, a bfloat16 copy of the weights, AdamW's two averages; what each layer keeps of each token for
    the way back; scores of positions; and the logits, which are held in both precisions and once more as
    probabilities and gradients. An estimate from T5's code: nothing of it was measured on a GPU.
    """
    d, inner, ff = shape.d_model, shape.heads * shape.d_kv, shape.d_ff
    weights = 2 * vocabulary * d + shape.layers * (12 * d * inner + 6 * d * ff)
    encoder = shape.layers * (24 * d + 8 * inner + 12 * ff)
    decoder = encoder + shape.layers * (14 * d + 8 * inner)
    scores = 8 * shape.heads * (source * source + target * target + source * target)
    one_row = source * encoder + target * decoder + scores + 16 * target * vocabulary
    return weights * (18 if adamw else 10) + rows * one_row


def training_memory(profile: Profile) -> tuple[float, float]:
    """(least, whole): GiB that a profile's full fine-tuning needs one example at a time, and by its whole batch.

    Both at the longest texts. Between the two a batch is computed in parts: the same training, more slowly.
    """
    multilingual = profile.model.endswith("mt0-small")  # of mT5: FLAN-T5-small's shape with 250,112 tokens
    shape = FLAN_T5_SHAPES["flan-t5-small" if multilingual else profile.model.rpartition("/")[2]]
    vocabulary = 250_112 if multilingual else FLAN_T5_VOCABULARY
    lengths = profile.max_source_tokens, max(profile.max_target_tokens.values())
    adamw = profile.full.optimizer != "adafactor"
    least, whole = (
        bytes_of_training(shape, vocabulary, rows, *lengths, adamw) for rows in (1, profile.full.batch_size)
    )
    return CONTEXT + least / GIGABYTE, CONTEXT + whole / GIGABYTE


# --- generation ------------------------------------------------------------------------------------


def bytes_per_token(config: Any) -> int:
    """Bytes that generation keeps for one token, of the source or of the output: its key and value in each layer."""
    return 2 * 4 * config.num_decoder_layers * config.num_heads * config.d_kv


def room_for_tokens(model: Any) -> float:
    """How many tokens, of sources and outputs together, one batch of generation may have; no limit on a CPU."""
    if not str(model.device).startswith("cuda"):
        return math.inf
    free, _ = torch.cuda.mem_get_info()
    free += torch.cuda.memory_reserved() - torch.cuda.memory_allocated()  # torch's own, and empty
    return CACHE_SHARE * free / bytes_per_token(model.config)


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
    print(
        f"{label}: out of GPU memory, so {batch} is computed in {parts} parts from here on; {same}.",
        flush=True,
    )
