"""Folders that can be trusted: a manifest, written last, holds the checksums of all files beside it."""

from __future__ import annotations

import hashlib
import json
import time
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from helpers.results import write_atomically

MANIFEST = "manifest.json"
FRESH = 3.0  # seconds in which a file may have changed without a new date


def checksums(folder: Path) -> dict[str, list[Any]]:
    """Size in bytes and SHA-256 of every file below `folder`, by its name there.

    Left out are the manifest and the card, README.md, which is written anew when more has been measured.
    """
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in (MANIFEST, "README.md"))
    return {path.relative_to(folder).as_posix(): [path.stat().st_size, _sha256(path)] for path in files}


def _sha256(path: Path) -> str:
    """A file's checksum, read once in a process as long as the file stays as it is.

    A file that was written within the last seconds is read again: it could be written once more within one tick of the
    clock that dates it.
    """
    facts = path.stat()
    if time.time() - facts.st_mtime < FRESH:
        return _read_sha256(path)
    return _known_sha256(path, facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)


@cache
def _known_sha256(path: Path, *state: int) -> str:
    return _read_sha256(path)


def _read_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal(folder: Path, run: str, **facts: Any) -> None:
    """Write the manifest, last of all: whose checkpoint or model this is, and the checksums of its files."""
    write_atomically(folder / MANIFEST, json.dumps({"run": run, **facts, "files": checksums(folder)}, indent=1))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read a folder's manifest; empty where there is none that can be read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    whole = isinstance(manifest, dict) and isinstance(manifest.get("files"), dict)
    return manifest if whole and all(map(_is_entry, manifest["files"].items())) else {}


def _is_entry(entry: tuple[str, Any]) -> bool:
    """Whether a manifest's entry names a file below its folder, with a size and a checksum."""
    name, facts = entry
    inside = not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts and "\0" not in name
    return inside and isinstance(facts, list) and [type(fact) for fact in facts] == [int, str]


def damage(folder: Path, run: str, contents: bool = True) -> str:
    """Say what is wrong with a sealed folder in a few words; empty where nothing is.

    Without `contents` only names and sizes are compared, which costs nothing, and weights may have been dropped.
    """
    manifest = read_manifest(folder)
    if not manifest:
        return "it was not written to its end"
    if manifest.get("run") != run:
        return f"it belongs to another run, {manifest.get('run')}"
    for name, (size, digest) in manifest["files"].items():
        path = folder / name
        if manifest.get("dropped") and name.endswith(".safetensors"):
            if contents:
                return "its weights were deleted once it was scored, as COURSE_DROP=1 asked for"
            continue
        if not path.is_file():
            return f"{name} is missing"
        if path.stat().st_size != size:
            return f"{name} has {path.stat().st_size:,} bytes instead of {size:,}"
        if contents and _sha256(path) != digest:
            return f"{name} is not what was saved"
    return ""
