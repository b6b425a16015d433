"""The Markdown pages: links lead somewhere, the README stays short, the map of the helpers is true."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from helpers.profiles import ROOT

SKIPPED = {".venv", ".git", "runs", "build", ".pytest_cache", "node_modules"}
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in ROOT.rglob("*.md")
    if not path.name.endswith("_template.md") and not SKIPPED & set(path.relative_to(ROOT).parts[:-1])
)
MAP = ROOT / "helpers" / "README.md"


def without_code(text: str) -> str:
    """Markdown without fenced blocks and without what stands between backticks, link texts apart."""
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def anchors(text: str) -> set[str]:
    """The addresses that GitHub gives the headings of a page."""
    found = re.findall(r"^#{1,6} +(.+?) *$", without_code(text), re.MULTILINE)
    plain = [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in found]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in plain}


def broken_links(page: Path) -> list[str]:
    """Relative links of a page that lead to no file, or to no heading of a page."""
    text, broken = page.read_text(encoding="utf-8"), []
    for target in re.findall(r"\]\(\s*<?([^)\s>]+)", without_code(text)):
        if re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
            continue
        name, _, anchor = target.partition("#")
        place = page.parent / unquote(name) if name else page
        if not place.exists():
            broken.append(target)
        elif anchor and place.suffix == ".md" and anchor not in anchors(place.read_text(encoding="utf-8")):
            broken.append(target)
    return broken


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    assert broken_links(ROOT / page) == []


def test_broken_links_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A `b` c!\n[x](#a-b-c) [y](page.md#no) [z](absent.md) [w](https://a.example/b)\n```\n[v](v)\n```\n"
    )
    assert broken_links(page) == ["page.md#no", "absent.md"]


def test_the_readme_is_read_to_the_end() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for target in re.findall(r"\]\(\s*<?([^)\s>#]+\.md)", without_code(page.read_text(encoding="utf-8"))):
            place = (page.parent / unquote(target)).resolve()
            if place.is_file() and place.is_relative_to(ROOT):
                waiting.append(place)
    notes = re.compile(r"notebooks/(\w+/)?teaching/notes/|data/")
    readers = {ROOT / page for page in PAGES if not notes.match(page)}
    assert sorted(str(page) for page in readers - reached) == []


def test_the_map_of_the_helpers_names_each_module_and_folder_once_and_no_other() -> None:
    named = re.findall(r"^\| \[`([\w/.]+)`\]", MAP.read_text(encoding="utf-8"), re.MULTILINE)
    modules = [path.name for path in MAP.parent.glob("*.py") if path.name != "__init__.py"]
    folders = [f"{path.name}/" for path in MAP.parent.iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert sorted(named) == sorted(modules + folders)


def test_what_the_map_says_to_touch_is_there() -> None:
    text = MAP.read_text(encoding="utf-8")
    for names, file in re.findall(r"((?:`\w+`(?:, | and )?)+) in `(\w+\.py)`", text):
        source = (MAP.parent / file).read_text(encoding="utf-8")
        for name in re.findall(r"`(\w+)`", names):
            assert re.search(rf"^(def |class )?{name}\b", source, re.MULTILINE), f"{name} is not in {file}"


def test_the_makefile_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)[1].split())
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^ *make (\w+)", listed, re.MULTILINE)) == phony


@pytest.mark.parametrize(
    ("language", "chinese"),
    [("zh", True), ("ZH", True), ("zh-CN", True), ("zh_CN.UTF-8", True), ("", False), ("en", False), ("zhu", False)],
)
def test_make_lab_opens_the_edition_of_the_chosen_language(language: str, chinese: bool) -> None:
    environment = {**os.environ, "COURSE_LANGUAGE": language}
    command = ["make", "--dry-run", "lab"]
    shown = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    assert f"/notebooks/{'zh/' if chinese else ''}00_start_here.ipynb" in shown


def test_the_readme_names_only_targets_that_make_has() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)[1].split())
    for page in PAGES:
        named = set(re.findall(r"(?:`|^)make ([a-z]+)\b", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE))
        assert named <= targets, page
