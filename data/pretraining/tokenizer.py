"""The tokenizer of the course's small T5: a SentencePiece unigram model, the same bytes each time."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from transformers import AutoTokenizer

from data.generator import streams
from helpers.tasks import TASKS

from .examples import SEED, SHORT_EXAMPLES, example

VOCABULARY = 8_000  # at most, sentinels included
SUBWORDS = 2_000  # of these, pieces for words that are not in the vocabulary as a whole
LEAST_COUNT = 12  # of a whole word
SENTINELS = 100
# Printable ASCII but for what FLAN-T5's vocabulary lacks, and the signs of the code escape.
KEPT_CHARACTERS = "".join(c for c in map(chr, range(33, 127)) if c not in "{}<\\^~`") + "®«»–•°"
TASK_ROWS = 6_000  # per task
EXAMPLES = 60_000  # of pretraining, prompt and answer

_WORD_PARTS = re.compile(r"#Person[12]#|[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|\s+|.")


def units(text: str) -> list[str]:
    """Cut a text where a piece must end: at camelCase humps, digits, punctuation. A speaker tag stays whole.

    >>> units("#Person1#: getName (7)")
    ['▁#Person1#', ':', '▁get', 'Name', '▁(', '7', ')']
    """
    parts = _WORD_PARTS.findall(" " + " ".join(text.split()))
    return [
        ("▁" if before.isspace() else "") + part
        for before, part in zip([" ", *parts], parts, strict=False)
        if not part.isspace()
    ]


def tokenizer_corpus() -> Iterator[str]:
    """Yield the texts that the vocabulary is learned from: no service summaries, and pretraining's examples."""
    for task in streams.TASK_NAMES:
        spec = TASKS[task]
        for i in range(TASK_ROWS):
            row = streams.make_row(task, "tokenizer", i, SEED)
            yield spec.prompt(row, i)
            if task != "dialogue_summary":
                yield spec.target(row)
    for i in range(EXAMPLES):
        yield from example(SHORT_EXAMPLES + i, "tokenizer")


def train_tokenizer(folder: Path, work: Path) -> None:
    """Make a SentencePiece unigram model and save it as a T5 tokenizer with 100 sentinels.

    SentencePiece finds the subword pieces; the commonest whole words join them with their frequency as
    score. (Left alone it drops words that are always followed by a cut, as its seed pieces must branch.)
    One thread and a fixed corpus give the same bytes each time.
    """
    counts = Counter(unit for text in tokenizer_corpus() for unit in units(text))
    words = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    work.mkdir(parents=True, exist_ok=True)
    prefix = work / "spiece"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(unit.replace("▁", " ") for unit, n in words for _ in range(min(n, 50))),
        model_prefix=str(prefix),
        model_type="unigram",
        vocab_size=SUBWORDS,
        hard_vocab_limit=False,
        character_coverage=1.0,
        required_chars=KEPT_CHARACTERS,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        pad_piece="<pad>",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        num_threads=1,
        minloglevel=1,
    )
    model = sentencepiece_model_pb2.ModelProto.FromString(prefix.with_suffix(".model").read_bytes())
    model.normalizer_spec.add_dummy_prefix = model.normalizer_spec.remove_extra_whitespaces = True
    place = {piece.piece: piece for piece in model.pieces}
    place["▁"].score = -20.0  # a space alone is the last resort
    total = sum(counts.values())
    for unit, count in words:
        score = math.log(count / total)
        if unit in place:
            place[unit].score = max(place[unit].score, score)
        elif len(model.pieces) < VOCABULARY - SENTINELS and count >= LEAST_COUNT:
            model.pieces.add(piece=unit, score=score)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "spiece.model").write_bytes(model.SerializeToString(deterministic=True))
    settings = {
        "tokenizer_class": "T5Tokenizer",
        "extra_ids": SENTINELS,
        "model_max_length": 512,
        "eos_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)
