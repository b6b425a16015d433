"""An optional judge of summaries: a model of natural language inference (NLI) says whether they follow from the source.

Only the hub profiles name such a model, and only with ``COURSE_NLI=1`` a chosen profile has it. Its verdict is another
model's opinion, with errors of its own; `metrics.unsupported` counts instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from helpers.generation import Progress
from helpers.metrics import sentences
from helpers.profiles import Source
from helpers.running.errors import CourseError
from helpers.running.hub import local_copy
from helpers.running.machine import device
from helpers.scoring.dialogue import turns


def load_nli(source: Source) -> tuple[Any, Any]:
    """Load an NLI model, in float32 from safetensors, and its tokenizer."""
    folder = local_copy(source.path, source.revision)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32, use_safetensors=True)
    return model.to(device()).eval(), tokenizer


@torch.inference_mode()
def entailment(
    model: Any,
    tokenizer: Any,
    dialogues: Sequence[str],
    summaries: Sequence[str],
    *,
    batch_size: int = 32,
    progress: Progress | None = None,
) -> list[float]:
    """Return how far each of n summaries follows from its dialogue, n values from 0 to 1.

    As SummaC-ZS (Laban et al. 2022, arXiv 2111.09525): a sentence gets the highest P(entailment) over the chunks of the
    source, a summary the mean over its sentences. Two things differ from the authors' code. It also subtracts the
    highest P(contradiction) by default; P(entailment) alone stays within 0 to 1. And its chunks are sentences or
    paragraphs; here they are the whole dialogue, or windows of it (`premises`), because a turn says little without the
    turns around it. An empty summary or dialogue gets 0. `progress` hears how many pairs of premise and sentence are
    done, and of how many.

    Raises `CourseError` for a model without one entailment label, `ValueError` for a sentence that fills the model.
    """
    label = entailment_label(model.config.id2label)
    limit = min(tokenizer.model_max_length, model.config.max_position_embeddings - 2)  # RoBERTa keeps two positions
    hypotheses = [[line for line in sentences(summary).splitlines() if line.strip()] for summary in summaries]
    pairs = [
        (i, j, premise)
        for i, (dialogue, lines) in enumerate(zip(dialogues, hypotheses, strict=True))
        for j, line in enumerate(lines)
        for premise in premises(tokenizer, dialogue, line, limit)
    ]
    best = [[0.0] * len(lines) for lines in hypotheses]
    if pairs:
        encoded = tokenizer(
            [premise for _, _, premise in pairs],
            [hypotheses[i][j] for i, j, _ in pairs],
            truncation="only_first",
            max_length=limit,
        )
        order = sorted(range(len(pairs)), key=lambda k: -len(encoded["input_ids"][k]))
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            rows = {name: [column[k] for k in batch] for name, column in encoded.items()}
            logits = model(**tokenizer.pad(rows, return_tensors="pt").to(model.device)).logits
            for k, probability in zip(batch, logits.softmax(dim=-1)[:, label].tolist(), strict=True):
                i, j, _ = pairs[k]
                best[i][j] = max(best[i][j], probability)
            if progress:
                progress(start + len(batch), len(order))
    return [sum(values) / len(values) if values else 0.0 for values in best]


def entailment_label(id2label: Mapping[int, str]) -> int:
    """Return the number of the label that means entailment; models put their labels in different orders.

    >>> entailment_label({0: "CONTRADICTION", 1: "NEUTRAL", 2: "ENTAILMENT"})
    2
    """
    found = [number for number, name in id2label.items() if name.lower().startswith("entail")]
    if len(found) != 1:
        raise CourseError(
            f"The NLI model must have one label for entailment and has {', '.join(id2label.values())}: choose another "
            "model for nli in helpers/profiles.toml."
        )
    return found[0]


def premises(tokenizer: Any, dialogue: str, sentence: str, limit: int) -> list[str]:
    """Return the dialogue as text that fits beside `sentence` into `limit` tokens: in one, else in windows of turns.

    Turns stand one after the other in prose, as in the text that NLI models are trained on. Raises `ValueError` where
    the sentence leaves no room.
    """
    spoken = turns(dialogue)
    if not spoken:
        return []
    counts = [len(ids) for ids in tokenizer([f" {turn}" for turn in spoken], add_special_tokens=False)["input_ids"]]
    taken = len(tokenizer(sentence, add_special_tokens=False)["input_ids"])
    room = limit - taken - tokenizer.num_special_tokens_to_add(pair=True)
    if room < 1:
        raise ValueError(f"A sentence has {taken} tokens and the NLI model takes {limit} in all: {sentence[:60]!r} …")
    return [" ".join(spoken[start:stop]) for start, stop in windows(counts, room)]


def windows(counts: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Cut turns of `counts` tokens into windows (start, stop) of at most `room` tokens; a longer turn stands alone.

    Windows overlap by about half: neighbours that fit share one.

    >>> windows([4, 4, 4, 4, 4], 20), windows([4, 4, 4, 4, 4], 16)
    ([(0, 5)], [(0, 4), (2, 5)])
    """
    found: list[tuple[int, int]] = []
    start = reached = 0
    while reached < len(counts):
        stop = start + 1
        while stop < len(counts) and sum(counts[start : stop + 1]) <= room:
            stop += 1
        if stop > reached:
            found.append((start, stop))
            reached = stop
        start = max(start + 1, (start + stop) // 2)
    return found
