"""A clone has the same bytes on every machine."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from helpers.profiles import ROOT


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this course is no clone")
@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
def test_a_clone_has_the_bytes_of_the_repository_however_git_is_set(autocrlf: str, tmp_path: Path) -> None:
    git("-c", f"core.autocrlf={autocrlf}", "clone", "--quiet", "--shared", str(ROOT), str(tmp_path / "course"))
    other = []
    for entry in git("ls-tree", "-r", "-z", "HEAD").rstrip("\0").split("\0"):
        facts, name = entry.split("\t")
        content = (tmp_path / "course" / name).read_bytes()
        if hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest() != facts.split()[2]:
            other.append(name)
    assert other == []
