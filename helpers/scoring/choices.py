"""Rank classification: which of the possible answers a model finds likeliest, whatever it would have written freely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from helpers.generation import batches_by_tokens, encode


@torch.inference_mode()
def log_likelihoods(
    model: Any,
    tokenizer: Any,
    prompts: Sequence[str],
    choices: Sequence[Sequence[str]],
    *,
    max_source_tokens: int = 512,
    tokens_per_batch: int = 8_192,
) -> list[list[float]]:
    """Return the log likelihood of each prompt's choices, in nats a token, the end token counted.

    Divided by the tokens, as GPT-3 does for most tasks (Brown et al. 2020, arXiv 2005.14165, section 2.4), a choice is
    not the less likely for being long; T0 takes the sum (Sanh et al. 2021, arXiv 2110.08207). A batch reads each prompt
    once for all of its choices. Raises `ValueError` for a prompt without choices.
    """
    if not all(choices):
        raise ValueError("Ranking needs at least one choice for each prompt.")
    model.eval()
    encoded = tokenizer(list(prompts), max_length=max_source_tokens, truncation=True).input_ids
    sizes = [len(ids) * len(some) for ids, some in zip(encoded, choices, strict=True)]
    found: list[list[float]] = [[] for _ in encoded]
    for batch in batches_by_tokens(sizes, tokens_per_batch):
        inputs = tokenizer.pad({"input_ids": [encoded[i] for i in batch]}, return_tensors="pt").to(model.device)
        mask, rows = inputs["attention_mask"], [place for place, i in enumerate(batch) for _ in choices[i]]
        targets = tokenizer(text_target=[one for i in batch for one in choices[i]], return_tensors="pt", padding=True)
        labels = targets["input_ids"].masked_fill(targets["attention_mask"] == 0, -100).to(model.device)
        states = encode(model, inputs["input_ids"], mask)[rows]
        logits = model(encoder_outputs=(states,), attention_mask=mask[rows], labels=labels).logits
        losses = torch.nn.functional.cross_entropy(logits.transpose(1, 2), labels, reduction="none")
        means = -losses.sum(dim=1) / (labels != -100).sum(dim=1)
        for row, mean in zip(rows, means.tolist(), strict=True):
            found[batch[row]].append(mean)
    return found


def likeliest(model: Any, tokenizer: Any, prompts: Sequence[str], choices: Any, **sizes: int) -> list[str]:
    """Return for each prompt the choice of the highest log likelihood a token; the arguments of `log_likelihoods`."""
    found = log_likelihoods(model, tokenizer, prompts, choices, **sizes)
    return [max(zip(values, some, strict=True))[1] for values, some in zip(found, choices, strict=True)]
