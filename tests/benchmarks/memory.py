"""A training's memory on a GPU, in arithmetic: what the page of helpers/running states, and `gpu.py` measures."""

from __future__ import annotations

from helpers.profiles import Profile
from helpers.running.budget import MODELS, Shape
from helpers.running.machine import GIGABYTE

CONTEXT = 0.5  # GiB that CUDA itself takes


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
    shape, vocabulary = MODELS[profile.model.rpartition("/")[2]]
    lengths = profile.max_source_tokens, max(profile.max_target_tokens.values())
    adamw = profile.full.optimizer != "adafactor"
    least, whole = (
        bytes_of_training(shape, vocabulary, rows, *lengths, adamw) for rows in (1, profile.full.batch_size)
    )
    return CONTEXT + least / GIGABYTE, CONTEXT + whole / GIGABYTE
