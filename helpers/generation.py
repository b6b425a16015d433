"""Generates text for many prompts quickly: sorted by length, batched by tokens, in order again.

Greedy decoding lets a text that has ended leave its batch, so that few wait for the longest, and on a CPU the encoder
reads long batches in pieces: 142 dialogues a second instead of the 94 of `model.generate` on the same batches, and the
same tokens (two cores, tests/benchmarks/README.md). Beam search is the library's.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import torch

from helpers.running.language import tell
from helpers.running.memory import check_divisible, halves, room_for_tokens, say_parts

Progress = Callable[[int, int], None]
PIECE = 1_024  # tokens that the encoder reads at once on a CPU: a piece's attention scores then stay in the caches


def report_progress(label: str, every: float = 5.0) -> Progress:
    """Return a function of (done, total) that prints progress and an estimate every `every` seconds.

    Where it has printed anything, the last line has the full count.
    """
    began = last = time.monotonic()

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done == total and last > began:
            tell(f"{label}: {done} of {total}", file=sys.stderr, flush=True)
        elif now - last >= every and 0 < done < total:
            last = now
            left = (now - began) / done * (total - done)
            tell(f"{label}: {done} of {total}, about {left:.0f} s left", file=sys.stderr, flush=True)

    return report


def batches_by_tokens(
    lengths: Sequence[int], tokens_per_batch: int, new: int = 0, room: float = math.inf
) -> list[list[int]]:
    """Group positions into batches of like length, each at most `tokens_per_batch` tokens when padded.

    Nor do they have more than `room` tokens together with the `new` ones of every row.
    """
    batches: list[list[int]] = []
    for position in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        rows, width = (len(batches[-1]) + 1, lengths[batches[-1][0]]) if batches else (0, 0)
        if batches and rows * width <= tokens_per_batch and rows * (width + new) <= room:
            batches[-1].append(position)
        else:
            batches.append([position])
    return batches


def encode(model: Any, input_ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the encoder's states (batch, length, width); on a CPU it reads the batch in pieces of `PIECE` tokens."""
    encoder, (size, width) = model.get_encoder(), input_ids.shape
    rows = size if input_ids.is_cuda else max(1, PIECE // width)
    pieces = []
    for ids, seen in zip(input_ids.split(rows), mask.split(rows), strict=True):
        longest = int(seen.sum(dim=1).max())
        states = encoder(input_ids=ids[:, :longest], attention_mask=seen[:, :longest]).last_hidden_state
        pieces.append(torch.nn.functional.pad(states, (0, 0, 0, width - longest)))
    return torch.cat(pieces)


def generate_greedily(model: Any, input_ids: torch.Tensor, mask: torch.Tensor, max_new_tokens: int) -> list[list[int]]:
    """Continue each row of `input_ids` (batch, length) greedily; return its token ids, the end token left out.

    The same tokens as ``model.generate(num_beams=1, do_sample=False)``, but rows that have ended leave the batch as
    soon as they are a quarter of it.
    """
    end, start = model.config.eos_token_id, model.config.decoder_start_token_id
    states = encode(model, input_ids, mask)
    tokens = torch.full((len(input_ids), 1), start, device=input_ids.device)
    rows = list(range(len(input_ids)))  # the text that each row of the batch belongs to
    texts: list[list[int]] = [[] for _ in rows]
    ended: set[int] = set()
    cache: dict[str, Any] = {}  # of keys and values, under the name that this version of transformers has for it
    for _ in range(max_new_tokens):
        output = model(
            encoder_outputs=(states,),
            attention_mask=mask,
            decoder_input_ids=tokens,
            use_cache=True,
            **cache,
        )
        name = "cache" if "cache" in output else "past_key_values"
        cache = {name: output[name]}
        tokens = output.logits[:, -1].argmax(dim=-1, keepdim=True)
        for row, token in zip(rows, tokens[:, 0].tolist(), strict=True):
            if token == end:
                ended.add(row)
            elif row not in ended:
                texts[row].append(token)
        going = [place for place, row in enumerate(rows) if row not in ended]
        if not going:
            break
        if len(going) <= 0.75 * len(rows):
            kept = torch.tensor(going, device=input_ids.device)
            cache[name].batch_select_indices(kept)
            states, mask, tokens = states[kept], mask[kept], tokens[kept]
            rows = [rows[place] for place in going]
    return texts


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
    """Generate one text per prompt, greedily or by beam search, and return them in the prompts' order.

    Each beam counts as a row of its own in `tokens_per_batch`, for it costs as much memory and time. Where the GPU's
    memory does not hold a batch, this one and those to come are halved.
    """
    if not prompts:
        return []
    model.eval()
    encoded = tokenizer(list(prompts), max_length=max_source_tokens, truncation=True).input_ids
    texts: list[str] = [""] * len(encoded)
    done, lengths, room = 0, [len(ids) for ids in encoded], room_for_tokens(model)
    work = batches_by_tokens(lengths, tokens_per_batch // num_beams, max_new_tokens, room / num_beams)
    while work:
        batch = work[0]
        inputs = tokenizer.pad({"input_ids": [encoded[i] for i in batch]}, return_tensors="pt").to(model.device)
        try:
            if num_beams == 1:
                output = generate_greedily(model, inputs["input_ids"], inputs["attention_mask"], max_new_tokens)
            else:
                output = model.generate(**inputs, max_new_tokens=max_new_tokens, num_beams=num_beams, do_sample=False)
        except torch.OutOfMemoryError as error:
            check_divisible(len(batch), 1, "Generation", error)
            output = None
        if output is None:  # only here is the memory of the failed attempt free
            work = halves(work)
            say_parts("Generation", f"each batch of about {len(batch)} texts", 2, "the texts stay the same")
            continue
        work.pop(0)
        # FLAN-T5's tokenizer would tidy spaces before punctuation, and so turn `a != b` into `a!= b`.
        decoded = tokenizer.batch_decode(output, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        for i, text in zip(batch, decoded, strict=True):
            texts[i] = text.strip()
        done += len(batch)
        if progress:
            progress(done, len(encoded))
    return texts
