"""What can be known before a run: a model's shape and size, the operations of its training, the machine's peak."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from helpers.running.budget import FLAN_T5_SHAPES, FLAN_T5_VOCABULARY
from helpers.running.machine import device, use_bf16

if TYPE_CHECKING:
    from transformers import T5Config


def t5_config(vocabulary: int, d_model: int, d_kv: int, d_ff: int, layers: int, heads: int, **other: Any) -> T5Config:
    """Describe a T5 v1.1 as FLAN-T5 is, of any size; no dropout and tied embeddings unless `other` says so."""
    from transformers import T5Config

    settings = {"dropout_rate": 0.0, "tie_word_embeddings": True} | other
    return T5Config(
        vocab_size=vocabulary,
        d_model=d_model,
        d_kv=d_kv,
        num_heads=heads,
        d_ff=d_ff,
        num_layers=layers,
        num_decoder_layers=layers,
        feed_forward_proj="gated-gelu_pytorch_tanh",  # FLAN-T5's gelu_new in one operation, a fifth faster
        initializer_factor=1.0,
        decoder_start_token_id=0,
        pad_token_id=0,
        eos_token_id=1,
        architectures=["T5ForConditionalGeneration"],
        **settings,
    )


def shape_config(name: str) -> T5Config:
    """Return the configuration of a FLAN-T5 by name, its dropout of 0.1 and its untied output layer included."""
    shape = FLAN_T5_SHAPES[name]
    return t5_config(FLAN_T5_VOCABULARY, **vars(shape), dropout_rate=0.1, tie_word_embeddings=False)


def random_model(config: T5Config) -> Any:
    """Build a T5 of this configuration with random weights and an output layer of its own, as FLAN-T5 has one.

    transformers 5 ties the output layer to the embeddings whatever the configuration says; only a checkpoint with
    an output layer, or this, unties it.
    """
    import torch
    from transformers import T5ForConditionalGeneration

    model = T5ForConditionalGeneration(config)
    model.lm_head = torch.nn.Linear(config.d_model, config.vocab_size, bias=False)
    torch.nn.init.normal_(model.lm_head.weight, std=config.d_model**-0.5)
    return model


def count_parameters(name: str) -> int:
    """Number of weights of a FLAN-T5 by name, counted on a model without memory (torch's meta device)."""
    return sum(p.numel() for p in _without_memory(name).parameters())


def _without_memory(name: str) -> Any:
    """A FLAN-T5 by name on torch's meta device."""
    import torch

    with torch.device("meta"):
        return random_model(shape_config(name))


def matrix_weights(model: Any) -> tuple[int, int]:
    """(encoder, decoder + output layer): how many weights are multiplied with each source and each target token.

    Looking an embedding up is no multiplication; the output layer counts even where it shares the embeddings' weights.
    Adapters count as far as they lie in the blocks.
    """
    sizes = [(name, p.numel()) for name, p in model.named_parameters()]
    encoder = sum(size for name, size in sizes if "encoder.block" in name)
    decoder = sum(size for name, size in sizes if "decoder.block" in name)
    return encoder, decoder + model.get_output_embeddings().weight.numel()


def lora_parameters(name: str, rank: int, targets: Sequence[str]) -> int:
    """Number of weights that LoRA adds to a FLAN-T5: rank x (inputs + outputs) of each linear layer it adapts."""
    modules = _without_memory(name).named_modules()
    adapted = [module for path, module in modules if path.rsplit(".", 1)[-1] in targets]
    return sum(rank * (module.in_features + module.out_features) for module in adapted)


def training_flops(encoder: int, decoder: int, source_tokens: int, target_tokens: int, per_weight: float = 6) -> float:
    """Floating point operations that training on so many tokens needs: six per weight and token.

    Two forward, two backward for the activations and two for the weight; frozen weights, as under LoRA, need four
    (`per_weight`). The encoder's weights see the source tokens, the decoder's and the output layer's see the target
    tokens; `matrix_weights` counts both. Attention scores are left out, and the decoder's keys and values of the
    source count per target token: a lower bound (Chowdhery et al. 2022, arXiv 2204.02311, appendix B). Padding is no
    token.

    >>> training_flops(encoder=10, decoder=5, source_tokens=100, target_tokens=20)
    6600.0
    """
    return per_weight * (encoder * source_tokens + decoder * target_tokens)


def matrix_peak() -> float:
    """Measure this machine's best rate of a large matrix product, in floating point operations per second.

    The product is in the precision in which models are trained here.
    """
    import torch

    cuda = device() == "cuda"
    wait = torch.cuda.synchronize if cuda else torch.cpu.synchronize
    size = 8192 if cuda else 2048
    a = torch.randn(size, size, device=device(), dtype=torch.bfloat16 if use_bf16() else torch.float32)
    best = 0.0
    for _ in range(6):
        wait()
        began = time.perf_counter()
        for _ in range(4):
            a @ a
        wait()
        best = max(best, 4 * 2 * size**3 / (time.perf_counter() - began))
    return best
