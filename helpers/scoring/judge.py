"""An optional judge of summaries: MiniCheck (Tang et al. 2024, arXiv 2404.10774), a FLAN-T5 tuned to check facts.

Only the hub profiles name it, and only with ``COURSE_JUDGE=1`` a chosen profile has it. Its verdict is another model's
opinion, with errors of its own, and its authors tried it on errors that models make, not on planted ones: so see first
what it does on those (`on_planted`). `metrics.unsupported` counts instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from helpers.data import TestSet
from helpers.generation import Progress
from helpers.intervals import Measured, mean_of
from helpers.metrics import sentences
from helpers.profiles import Source
from helpers.running.errors import CourseError
from helpers.running.hub import local_copy
from helpers.running.machine import device
from helpers.running.models import forget
from helpers.scoring.dialogue import turns
from helpers.scoring.probes import PLANTS, planted

WORDS = 500  # of a dialogue that the judge reads at once, as its authors cut documents
LIMIT = 2_048  # tokens of dialogue and sentence together, theirs too


def load_judge(source: Source) -> tuple[Any, Any]:
    """Load the judge, in float32 from safetensors, and its tokenizer."""
    forget()
    folder = local_copy(source.path, source.revision)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32, use_safetensors=True)
    return model.to(device()).eval(), tokenizer


@torch.inference_mode()
def supported(
    model: Any,
    tokenizer: Any,
    dialogues: Sequence[str],
    summaries: Sequence[str],
    *,
    batch_size: int = 16,
    progress: Progress | None = None,
) -> list[float]:
    """Return how far each of n summaries is supported by its dialogue, n values from 0 to 1.

    As the authors ask it: ``predict: <document></s><sentence>``, and the probability that the first token of the answer
    is the one of "1" and not that of "0". A sentence gets its highest value over the parts of the dialogue, a summary
    the mean over its sentences; an empty summary or dialogue gets 0. `progress` hears how many pairs are done, and of
    how many. Raises `CourseError` for a tokenizer in which the two answers begin alike.
    """
    answers = [tokenizer(text, add_special_tokens=False)["input_ids"][0] for text in "01"]
    if answers[0] == answers[1]:
        raise CourseError(
            'The judge\'s tokenizer begins "0" and "1" alike, so its answer cannot be read: choose another model for '
            "judge in helpers/profiles.toml."
        )
    lines = [[line for line in sentences(summary).splitlines() if line.strip()] for summary in summaries]
    pairs = [
        (i, j, f"predict: {part}{tokenizer.eos_token}{line}")
        for i, (dialogue, own) in enumerate(zip(dialogues, lines, strict=True))
        for j, line in enumerate(own)
        for part in parts(dialogue)
    ]
    best = [[0.0] * len(own) for own in lines]
    order = sorted(range(len(pairs)), key=lambda k: -len(pairs[k][2]))
    for start in range(0, len(order), batch_size):
        batch = order[start : start + batch_size]
        texts = [pairs[k][2] for k in batch]
        encoded = tokenizer(texts, truncation=True, max_length=LIMIT, padding=True, return_tensors="pt")
        first = torch.full((len(batch), 1), model.config.decoder_start_token_id, device=model.device)
        logits = model(**encoded.to(model.device), decoder_input_ids=first).logits[:, 0, answers]
        for k, probability in zip(batch, logits.softmax(dim=-1)[:, 1].tolist(), strict=True):
            i, j, _ = pairs[k]
            best[i][j] = max(best[i][j], probability)
        if progress:
            progress(start + len(batch), len(order))
    return [sum(values) / len(values) if values else 0.0 for values in best]


def parts(dialogue: str, words: int = WORDS) -> list[str]:
    """Cut a dialogue between turns into parts of at most `words` words; a longer turn stands alone.

    >>> parts("Amy: Hi.\\nBen: Hello there.", 4)
    ['Amy: Hi.', 'Ben: Hello there.']
    """
    found: list[str] = []
    for turn in turns(dialogue):
        if found and len(found[-1].split()) + len(turn.split()) <= words:
            found[-1] += f"\n{turn}"
        else:
            found.append(turn)
    return found


def on_planted(judge: tuple[Any, Any], test: TestSet, seed: int) -> dict[str, dict[str, Measured]]:
    """How the judge does on the planted errors of `probes`, one reference a dialogue, by kind of error.

    `right_believed` and `wrong_believed`: the share of right and of wrong texts that it gives more than one half.
    `told_apart`: the right text gets more than the wrong one made from it; equal counts half, so guessing has 0.5.
    """
    found = {}
    for kind in PLANTS:
        errors = [(i, *texts[0]) for i, texts in enumerate(planted(test, kind, seed)) if texts]
        sources = [test.sources[i] for i, _, _ in errors]
        right = np.array(supported(*judge, sources, [test.references[i][place] for i, place, _ in errors]))
        wrong = np.array(supported(*judge, sources, [text for _, _, text in errors]))
        shares = {"right_believed": right > 0.5, "wrong_believed": wrong > 0.5}
        found[kind] = {name: mean_of(values) for name, values in shares.items()}
        found[kind]["told_apart"] = mean_of((1 + np.sign(right - wrong)) / 2)
    return found
