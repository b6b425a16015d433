"""Generates text for many prompts quickly: sorted by length, batched by tokens, in order again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import torch

Progress = Callable[[int, int], None]


def report_progress(label: str, every: float = 5.0) -> Progress:
    """Return a function of (done, total) that prints progress and an estimate every `every` seconds."""
    began = last = time.monotonic()

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= every and 0 < done < total:
            last = now
            left = (now - began) / done * (total - done)
            print(f"{label}: {done} of {total}, about {left:.0f} s left", file=sys.stderr, flush=True)

    return report


def batches_by_tokens(lengths: Sequence[int], tokens_per_batch: int) -> list[list[int]]:
    """Group positions into batches of like length, each at most `tokens_per_batch` tokens when padded."""
    batches: list[list[int]] = []
    for position in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batches and (len(batches[-1]) + 1) * lengths[batches[-1][0]] <= tokens_per_batch:
            batches[-1].append(position)
        else:
            batches.append([position])
    return batches


@torch.inference_mode()
def generate_texts(
    model: Any,
    tokenizer: Any,
    prompts: Sequence[str],
    max_new_tokens: int,
    *,
    max_source_tokens: int = 512,
    tokens_per_batch: int = 8_192,
    num_beams: int = 1,
    progress: Progress | None = None,
) -> list[str]:
    """Generate one text per prompt, greedily or by beam search, and return them in the prompts' order."""
    if not prompts:
        return []
    model.eval()
    encoded = tokenizer(list(prompts), max_length=max_source_tokens, truncation=True).input_ids
    texts: list[str] = [""] * len(encoded)
    done = 0
    for batch in batches_by_tokens([len(ids) for ids in encoded], tokens_per_batch):
        inputs = tokenizer.pad({"input_ids": [encoded[i] for i in batch]}, return_tensors="pt").to(model.device)
        output = model.generate(**inputs, max_new_tokens=max_new_tokens, num_beams=num_beams, do_sample=False)
        # FLAN-T5's tokenizer would tidy spaces before punctuation, and so turn `a != b` into `a!= b`.
        decoded = tokenizer.batch_decode(output, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        for i, text in zip(batch, decoded, strict=True):
            texts[i] = text.strip()
        done += len(batch)
        if progress:
            progress(done, len(encoded))
    return texts
