"""What somebody could send to do harm: it is refused, or shown as text, and nothing in it is run."""

from __future__ import annotations

import json
import pickle
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser import Watched, served

from helpers import show
from helpers.generation import generate_texts
from helpers.own_data import check, read_chats
from helpers.profiles import ROOT, Profile, load_profile
from helpers.running.errors import CourseError
from helpers.running.models import load_weights
from helpers.training import load_base
from tests.faults.inputs import zipped

NANO = ROOT / "data" / "model"
ATTACKS = (
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "</td></table><svg onload='window.ran = 1'>",
    "\"><iframe srcdoc='<script>parent.ran = 1</script>'>",
    "[x](javascript:window.ran=1)",
    "\u202eevil\u2066 name\u0000\x1b[31m",
)


class _Runs:
    """Writes a file when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self.marker,)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the model in data/, to be made worse."""
    return Path(shutil.copytree(NANO, tmp_path / "model", ignore=shutil.ignore_patterns("README.md")))


def profile_with(model: Path) -> Profile:
    return replace(load_profile("nano"), model=str(model))


@pytest.mark.fault("pickled weights that run code", "refused in one sentence, never unpickled")
def test_pickled_weights_are_not_loaded(model: Path, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    for weights in model.glob("*.safetensors"):
        weights.unlink()
    (model / "pytorch_model.bin").write_bytes(pickle.dumps(_Runs(marker)))
    with pytest.raises(CourseError, match="pickled ones, which can run code, are not loaded"):
        load_base(profile_with(model))
    assert not marker.exists()
    pickle.loads((model / "pytorch_model.bin").read_bytes())  # it would have
    assert marker.exists()


@pytest.mark.fault("a model that brings code of its own", "its code is not run")
@pytest.mark.parametrize("kind", ["t5", "a_kind_of_their_own"])
def test_code_that_comes_with_a_model_is_not_run(model: Path, tmp_path: Path, kind: str) -> None:
    marker = tmp_path / "ran"
    (model / "modeling_theirs.py").write_text(f"open({str(marker)!r}, 'w')\nclass Theirs: pass\n")
    for name, classes in (
        ("config.json", {"AutoConfig": "modeling_theirs.Theirs", "AutoModelForSeq2SeqLM": "modeling_theirs.Theirs"}),
        ("tokenizer_config.json", {"AutoTokenizer": ["modeling_theirs.Theirs", "modeling_theirs.Theirs"]}),
    ):
        config = json.loads((model / name).read_text())
        config |= {"auto_map": classes} | ({"model_type": kind} if name == "config.json" else {})
        (model / name).write_text(json.dumps(config))
    if kind == "t5":  # transformers has this kind itself, and takes its own code
        load_weights(model)
    else:
        with pytest.raises(ValueError, match="trust_remote_code"):
            load_weights(model)
    assert not marker.exists()


@pytest.mark.fault("an archive whose paths climb out", "refused, nothing written")
def test_an_archive_whose_paths_climb_out_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (folder / "chats.xlsx").write_bytes(
        zipped({"../../evil.txt": b"x", "/tmp/evil.txt": b"x", "xl/workbook.xml": b"<a/>"})
    )
    with pytest.raises(CourseError, match=r"chats\.xlsx"):
        read_chats(folder / "chats.xlsx")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["chats.xlsx"]


def pages(folder: Path) -> dict[str, str]:
    """HTML of everything that draws texts of others, by name."""
    attack = "\n".join(ATTACKS)
    rows = [{"chat": f"Amy: {attack}", attack: "x", "summary": f"=HYPERLINK(1) {attack}"}]
    (folder / "own.json").write_text(json.dumps(rows))
    own = read_chats(folder / "own.json", chat="chat", summary="summary")
    return {
        "table": show.table({attack: attack}, attack).data,
        "side by side": show.side_by_side(attack, attack, {attack: f"{attack} Zed 99"}).data,
        "own data": own._repr_html_(),
        "problems": check(own)._repr_html_(),
    }


@pytest.mark.fault(
    "scripts, HTML, formulas and marks of direction in texts and names, in Chromium",
    "shown as text, nothing run",
)
def test_nothing_that_is_drawn_runs(chromium: Any, tmp_path: Path) -> None:
    drawn = pages(tmp_path)
    for number, page in enumerate(drawn.values()):
        html = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body>{page}</body></html>"
        (tmp_path / f"{number}.html").write_text(html, encoding="utf-8")
    with served(tmp_path) as address, Watched(chromium, address) as watched:
        for number, name in enumerate(drawn):
            page = watched.open(f"{number}.html")
            page.wait_for_timeout(200)  # an image that fails to load says so later
            assert page.evaluate("window.ran") is None, name
            assert page.locator("script, img, svg, iframe, a").count() == 0, name
            assert "window.ran = 1" in page.inner_text("body") or name == "own data", name
        assert [problem for problem in watched.problems if "favicon" not in problem and "404" not in problem] == []


@pytest.mark.fault("prompts of 1 MB", "cut and answered")
def test_a_prompt_of_a_megabyte_is_cut_and_answered(tiny: Profile) -> None:
    model, tokenizer = load_base(tiny)
    began = time.monotonic()
    prompts = ["Amy: Hello there! " * 60_000, "a" * 1_000_000]
    (one, other) = generate_texts(model, tokenizer, prompts, 8, max_source_tokens=tiny.max_source_tokens)
    assert isinstance(one, str) and isinstance(other, str) and time.monotonic() - began < 60


@pytest.mark.fault("marks of direction in names of files and people", "written out")
def test_marks_of_direction_in_names_are_written_out(tmp_path: Path) -> None:
    path = tmp_path / "chats\u202egpj.csv"
    path.write_text("chat,summary\n\u202eAmy: Hi\u202c,Amy greets\n", encoding="utf-8")
    data = read_chats(path)
    assert "\u202e" not in repr(data) + data._repr_html_() + repr(check(data)) and "\\u202e" in repr(data)
    assert "RIGHT-TO-LEFT OVERRIDE" in repr(check(data))
