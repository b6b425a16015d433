"""Loads models safely, and keeps the one that was asked last, so that several test sets cost one load."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel, get_peft_model_state_dict
from safetensors import safe_open
from transformers import AutoModelForSeq2SeqLM

from helpers.running.errors import CourseError
from helpers.running.hub import local_copy
from helpers.running.machine import attention, device

ADAPTER = "adapter_model.safetensors"


def load_weights(path: str | Path, revision: str | None = None) -> Any:
    """Load a model in float32 from safetensors, with the attention that trains fastest where it runs.

    Code that comes with a model is never run. Raises `CourseError` for a folder without safetensors: pickled weights
    can run code, and are not loaded. A model that `kept` holds makes room first.
    """
    folder = Path(path)
    if folder.is_dir() and not any(folder.glob("*.safetensors")):
        why = "no weights as *.safetensors are there, and pickled ones, which can run code, are not loaded"
        raise CourseError(f"{folder}: {why}.")
    forget()
    model = AutoModelForSeq2SeqLM.from_pretrained(
        local_copy(str(path), revision),
        dtype=torch.float32,
        use_safetensors=True,
        trust_remote_code=False,
        attn_implementation=attention(),
    )
    model.name_or_path = str(path)  # what an adapter names as its base: not the copy on this machine
    model.set_input_embeddings(model.get_input_embeddings())  # one module for encoder and decoder: sharding needs it
    return model.to(device())


def with_adapter(base: Any, folder: Path) -> PeftModel:
    """Put the LoRA adapter of a folder on its base.

    Raises `CourseError` where the adapter's weights are not those that its settings name: peft would only warn, leave
    the rest untrained, and half an adapter would be measured as a whole one.
    """
    model = PeftModel.from_pretrained(base, folder)
    with safe_open(folder / ADAPTER, framework="pt") as file:
        there = set(file.keys())
    wanted = get_peft_model_state_dict(model).keys()
    if odd := sorted(there ^ wanted):
        raise CourseError(
            f"{folder.name}/{ADAPTER}: {len(wanted - there)} of {len(wanted)} weights of the adapter are missing and "
            f"{len(there - wanted)} belong nowhere, {odd[0]} first; it is not used: take the adapter and its "
            "adapter_config.json from one training, with the base that it was trained on."
        )
    return model


# --- the model that was asked last -----------------------------------------------------------------


@cache
def _last() -> dict[Hashable, tuple[Any, Any]]:
    """A model and its tokenizer by what they are: none or one."""
    return {}


def kept(key: Hashable, load: Callable[[], tuple[Any, Any]]) -> tuple[Any, Any]:
    """Return the model and tokenizer that `load` gives, loaded once as long as `key` stays the same.

    They are shared: whoever changes a model loads one of his own. Loading any other model frees this one first.
    """
    if key not in _last():
        forget()
        _last()[key] = load()
    return _last()[key]


def forget() -> None:
    """Free the model that `kept` holds, if it holds one: two do not always fit into a GPU."""
    if _last():
        _last().clear()
        torch.cuda.empty_cache()
