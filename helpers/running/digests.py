"""The one rule by which stored results are found again: what a result depends on is in its name, or in a digest there.

Base and rows count by all files that are read of their folder, or by their commit on the hub; settings as they are; the
code that trains and generates by `FORMAT`. Templates and functions that make text of rows count by what they make of
the rows in probes.json: a digest of their source would change with a comment, and orphan hours of training. Machine,
packages and precision are left out, as they change digits and not what was asked for. See also README.md here.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from helpers.tasks import TASKS

FORMAT = 4  # raise it when a change to the code that trains or generates makes older results worthless
PROBES = Path(__file__).with_name("probes.json")
# What is read of a folder: by `load_dataset`, and by transformers. Of a data sheet it is what stands between the ---.
READ = ("README.md", "*.csv", "*.jsonl", "*.parquet", "*.safetensors", "*.index.json", "*config.json", "*.model")
READ += ("tokenizer.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt")


def digest_of(value: Any, length: int = 12) -> str:
    """Short checksum of anything that JSON can write."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:length]


def fingerprint(path: str) -> str:
    """Short checksum of what is read of a base or a data set in a folder; the name itself for a hub id."""
    root = Path(path)
    if not root.exists():
        return path
    files = {file.relative_to(root).as_posix(): file for pattern in READ for file in root.rglob(pattern)}
    facts = {name: file.stat() for name, file in files.items() if not any(p[0] == "." for p in name.split("/"))}
    return digest_of({name: _contents(files[name], one.st_size, one.st_mtime_ns) for name, one in facts.items()})


@cache
def _contents(file: Path, size: int, changed: int) -> str:
    """Checksum of a file, taken once in a process as long as neither its size nor the time of its change differ."""
    content = file.read_bytes()
    if file.name == "README.md":
        content = content.split(b"\n---")[0] if content.startswith(b"---") else b""
    return hashlib.sha256(content).hexdigest()


def text_digest(task: str, held_out: bool = False) -> str:
    """Short checksum of what becomes of rows: targets, and prompts in each wording of the training, or in every one."""
    spec = TASKS[task]
    templates = (*spec.templates, *(spec.held_out if held_out else ()))
    rows = json.loads(PROBES.read_text(encoding="utf-8"))[task]
    return digest_of([[spec.target(row), *(spec.fill(one, row) for one in templates)] for row in rows])
