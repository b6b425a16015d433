"""What an arm answers to prompts, generated or ranked once and kept on disk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from accelerate.utils import gather_object

from helpers.arms import Arm
from helpers.generation import generate_texts, report_progress
from helpers.running.digests import FORMAT, digest_of, fingerprint
from helpers.running.machine import precision
from helpers.running.models import kept
from helpers.running.predictions import Texts, store_texts, stored_texts
from helpers.running.processes import is_first_process, processes
from helpers.scoring.choices import likeliest
from helpers.training import load_base, load_run


def answers(
    arm: Arm, name: str, prompts: Sequence[str], longest: int, choices: Sequence[Sequence[str]] | None = None
) -> Texts:
    """Return an arm's greedy outputs of at most `longest` tokens, or with `choices` the likeliest of each prompt's.

    They are kept under `name` and belong to one base, run and weights, one list of prompts and choices and one set of
    lengths: any change to these asks anew, and the answers of a model that was trained anew replace the old ones.
    Several processes answer a part each, and each gets all answers, none twice.
    """
    profile, prompts = arm.profile, list(prompts)
    limit = max(profile.max_source_tokens, profile.max_prompt_tokens)
    run = arm.train() if arm.recipe else None
    folder, weights = (run.folder.name, run.weights) if run else ("base", [])
    belongs = [fingerprint(profile.model), profile.model_revision or "", folder, *weights]
    asked = [FORMAT, prompts, longest, limit, choices and [list(some) for some in choices]]
    path = profile.run_dir / "predictions" / f"{folder}-{name}-{digest_of(asked, 16)}.json"
    if (stored := stored_texts(path, belongs, len(prompts))) is not None:
        return stored
    model, tokenizer = kept(tuple(belongs), partial(load_run, profile, run) if run else partial(load_base, profile))
    sizes = {"max_source_tokens": limit, "tokens_per_batch": profile.tokens_per_batch}
    with processes().split_between_processes(list(range(len(prompts)))) as part:
        mine = [prompts[i] for i in part]
        if choices is None:
            progress = report_progress(f"{arm.name} on {name}") if is_first_process() else None
            texts = generate_texts(model, tokenizer, mine, longest, progress=progress, **sizes)
        else:
            texts = likeliest(model, tokenizer, mine, [choices[i] for i in part], **sizes)
    made = Texts(gather_object(texts), precision())
    if is_first_process():
        store_texts(path, belongs, made)
    return made
