"""Rank classification gives what one computes by hand, token by token, however prompts and choices are batched."""

from __future__ import annotations

import pytest
import torch

from helpers.profiles import load_profile
from helpers.scoring.choices import likeliest, log_likelihoods
from helpers.training import load_base

PROMPTS = ["Repeat: the red lamp", "Which word is opposite to loud? Answer with one word only, please.", "Is it so?"]
CHOICES = [["the red lamp", "no", "the lamp"], ["quiet", "noisy"], ["yes"]]


@pytest.fixture(scope="module")
def base():
    return load_base(load_profile("nano"))


def by_hand(model, tokenizer, prompt: str, choice: str) -> float:
    """One token after the other from the probabilities of the next one; the mean of their logarithms."""
    source, ids = tokenizer(prompt, return_tensors="pt"), tokenizer(choice).input_ids
    told, total = [model.config.decoder_start_token_id], 0.0
    for token in ids:
        with torch.no_grad():
            logits = model(**source, decoder_input_ids=torch.tensor([told])).logits[0, -1]
        total += float(logits.softmax(-1)[token].log())
        told.append(token)
    return total / len(ids)


def test_likelihoods_are_those_of_a_hand_computation(base) -> None:
    found = log_likelihoods(*base, PROMPTS, CHOICES)
    for prompt, choices, values in zip(PROMPTS, CHOICES, found, strict=True):
        assert values == pytest.approx([by_hand(*base, prompt, choice) for choice in choices], abs=1e-4)


def test_batches_change_nothing(base) -> None:
    one_by_one = log_likelihoods(*base, PROMPTS, CHOICES, tokens_per_batch=1)
    for some, others in zip(log_likelihoods(*base, PROMPTS, CHOICES), one_by_one, strict=True):
        assert some == pytest.approx(others, abs=1e-4)


def test_the_likeliest_answer_does_not_depend_on_the_order_of_the_choices(base) -> None:
    picked = [likeliest(*base, PROMPTS[:1], [choices]) for choices in (CHOICES[0], CHOICES[0][::-1])]
    assert picked == [["the red lamp"], ["the red lamp"]]


def test_a_prompt_without_choices_is_refused(base) -> None:
    with pytest.raises(ValueError, match="at least one choice"):
        log_likelihoods(*base, PROMPTS[:1], [[]])
