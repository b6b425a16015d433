"""Planning: the public sizes of FLAN-T5, and operations counted by hand."""

from __future__ import annotations

import pytest

from helpers.planning import (
    FLAN_T5_SHAPES,
    count_parameters,
    lora_parameters,
    matrix_peak,
    matrix_weights,
    random_model,
    shape_config,
    t5_config,
    training_flops,
)

PUBLIC_SIZES = {  # weights of the checkpoints on the hub
    "flan-t5-small": 76_961_152,
    "flan-t5-base": 247_577_856,
    "flan-t5-large": 783_150_080,
    "flan-t5-xl": 2_849_757_184,
    "flan-t5-xxl": 11_135_332_352,
}


def test_every_shape_has_its_public_number_of_weights() -> None:
    assert {name: count_parameters(name) for name in FLAN_T5_SHAPES} == PUBLIC_SIZES


def test_lora_adds_as_many_weights_as_is_published() -> None:
    """The widespread lab trains 3,538,944 weights of FLAN-T5-base: rank 32 on every q and v."""
    assert lora_parameters("flan-t5-base", 32, ("q", "v")) == 3_538_944


def test_a_shape_is_configured_as_the_hub_has_it() -> None:
    config = shape_config("flan-t5-small")
    assert (config.vocab_size, config.dropout_rate, config.scale_decoder_outputs) == (32_128, 0.1, False)
    with pytest.raises(KeyError, match="flan-t5-huge"):
        shape_config("flan-t5-huge")


def test_operations_of_a_tiny_model_as_counted_by_hand() -> None:
    model = random_model(t5_config(10, d_model=4, d_kv=2, d_ff=6, layers=1, heads=2))
    attention, feed_forward, norm = 4 * 4 * 4, 3 * 4 * 6, 4
    buckets = 32 * 2  # of the relative positions, in the first layer
    encoder = attention + feed_forward + 2 * norm + buckets
    decoder = 2 * attention + feed_forward + 3 * norm + buckets
    output = 4 * 10
    assert matrix_weights(model) == (encoder, decoder + output)
    assert training_flops(*matrix_weights(model), source_tokens=7, target_tokens=3) == 6 * (
        encoder * 7 + (decoder + output) * 3
    )


def test_the_peak_is_measured() -> None:
    assert matrix_peak() > 1e9
