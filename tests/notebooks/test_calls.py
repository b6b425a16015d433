"""Every library call of the notebooks exists, with its arguments, in the installed versions; nothing is run.

``make oldest`` and ``make newest`` run this at both ends of requirements.txt.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import static_checks as checks
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from packaging.requirements import Requirement
from transformers import Seq2SeqTrainingArguments
from transformers.models.t5.modeling_t5 import T5PreTrainedModel

from helpers.profiles import ROOT, load_profile
from helpers.running.runtime import requirements
from helpers.training import trainer_settings

PATHS = sorted([*(ROOT / "notebooks").glob("*.ipynb"), *(ROOT / "notebooks" / "solutions").glob("*.ipynb")])


def bad_calls(notebook: NotebookNode) -> list[str]:
    """Imports and calls of a notebook that the installed packages do not have, or not with these arguments."""
    found, names = [], {}
    for cell in checks.code_cells(notebook):
        tree = checks.python_tree(cell.source)
        for node in ast.walk(tree):
            found += imported(node, names)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found += wrong(node, names)
    return found


def imported(node: ast.AST, names: dict[str, Any]) -> Iterator[str]:
    """Put what a statement imports into `names`; yield what there is not."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            try:
                module = importlib.import_module(alias.name)
            except ImportError:
                yield f"import {alias.name}"
                continue
            names[alias.asname or alias.name.split(".")[0]] = (
                module if alias.asname else importlib.import_module(alias.name.split(".")[0])
            )
    elif isinstance(node, ast.ImportFrom) and node.module:
        for alias in node.names:
            try:
                module = importlib.import_module(node.module)
                thing = getattr(module, alias.name, None) or importlib.import_module(f"{node.module}.{alias.name}")
            except ImportError:
                yield f"from {node.module} import {alias.name}"
                continue
            names[alias.asname or alias.name] = thing


def wrong(call: ast.Call, names: dict[str, Any]) -> Iterator[str]:
    """Say what is wrong with a call of something that was imported, or of an attribute of it."""
    text = ast.unparse(call.func)
    parts = text.split(".")
    if parts[0] not in names or not all(part.isidentifier() for part in parts):
        return
    thing = names[parts[0]]
    for part in parts[1:]:
        if not hasattr(thing, part):
            yield f"{text} does not exist"
            return
        thing = getattr(thing, part)
    try:
        parameters = inspect.signature(thing).parameters.values()
    except (TypeError, ValueError):  # built in, without a signature
        return
    kinds = {parameter.kind for parameter in parameters}
    known = {p.name for p in parameters if p.kind not in (p.POSITIONAL_ONLY, p.VAR_POSITIONAL, p.VAR_KEYWORD)}
    if inspect.Parameter.VAR_KEYWORD not in kinds:
        yield from (f"{text}({k.arg}=…)" for k in call.keywords if k.arg is not None and k.arg not in known)
    given = [argument for argument in call.args if not isinstance(argument, ast.Starred)]
    places = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    if inspect.Parameter.VAR_POSITIONAL not in kinds and len(given) > len(places):
        yield f"{text} with {len(given)} arguments in a row"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_call_exists_with_its_arguments(path: Path) -> None:
    assert bad_calls(checks.load_notebook(path)) == []


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("import absent_library", "import absent_library"),
        ("from transformers import Summarizer", "from transformers import Summarizer"),
        ("import torch\ntorch.tensr([1])", "torch.tensr does not exist"),
        (
            "from transformers import Seq2SeqTrainingArguments as A\nA('x', evaluation_strategy='steps')",
            "A(evaluation_strategy=…)",
        ),
        ("from transformers import Seq2SeqTrainer\nSeq2SeqTrainer(tokenizer=1)", "Seq2SeqTrainer(tokenizer=…)"),
        ("from itertools import pairwise as p\nfrom json import dumps\ndumps(1, 2)", "dumps with 2 arguments in a row"),
    ],
)
def test_a_call_that_is_not_there_is_found(source: str, problem: str) -> None:
    assert bad_calls(new_notebook(cells=[new_code_cell(source)])) == [problem]


def test_a_call_that_is_there_is_not_named() -> None:
    source = (
        "import torch.nn as nn, json\nnn.Linear(2, 3, bias=False)\njson.dumps([], indent=1)\nprint(1, sep='')\nx.y(z=1)"
    )
    assert bad_calls(new_notebook(cells=[new_code_cell(source)])) == []


def test_the_trainer_takes_every_setting_of_a_recipe(tmp_path: Path) -> None:
    """The notebooks pass them as one dictionary, which no look at their code can see through."""
    settings = trainer_settings(load_profile("nano").full, 1, tmp_path)
    assert settings.keys() <= inspect.signature(Seq2SeqTrainingArguments).parameters.keys()


def test_t5_has_the_attention_that_is_asked_for_on_a_gpu() -> None:
    """From transformers 5.15.0 on; before, every load on CUDA raises."""
    assert T5PreTrainedModel._supports_sdpa
    (needed,) = [r for r in requirements() if r.name == "transformers"]
    assert isinstance(needed, Requirement) and not needed.specifier.contains("5.14.1") and "5.15.0" in needed.specifier
