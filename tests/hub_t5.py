"""What the repository of a T5 holds on the hub, whatever its tokenizer is."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import PreTrainedModel


def t5_files(model: PreTrainedModel) -> dict[str, bytes]:
    """Configuration and weights, an `lm_head` of its own among them, and a pickle that nobody may ever load."""
    config = model.config
    weights = {name: value.contiguous().clone() for name, value in model.state_dict().items()}
    weights["lm_head.weight"] = torch.randn(config.vocab_size, config.d_model) * 0.05
    kept = {name: value for name, value in weights.items() if not name.endswith("embed_tokens.weight")}
    with tempfile.TemporaryDirectory() as folder:
        save_file(kept, Path(folder) / "model.safetensors", metadata={"format": "pt"})
        saved = (Path(folder) / "model.safetensors").read_bytes()
    return {
        "config.json": (json.dumps(config.to_diff_dict() | {"tie_word_embeddings": False}, indent=2) + "\n").encode(),
        "generation_config.json": b'{"decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0}',
        "model.safetensors": saved,
        "pytorch_model.bin": b"\x80\x02never unpickled",
        "README.md": b"---\nlicense: apache-2.0\n---\n",
    }
