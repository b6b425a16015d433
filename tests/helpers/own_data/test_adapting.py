"""An exported adapter goes to people who have no course: it loads from its folder alone, and names no path."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from safetensors.torch import load_file

from helpers.arms import Arms
from helpers.own_data.adapting import export_adapter
from helpers.profiles import ROOT, Profile
from helpers.running.errors import CourseError
from helpers.running.models import load_weights
from helpers.training import load_run

ELSEWHERE = """
import sys
from peft import AutoPeftModelForSeq2SeqLM, PeftModel
from safetensors.torch import save_file
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
base = AutoModelForSeq2SeqLM.from_pretrained("base", use_safetensors=True)
model = PeftModel.from_pretrained(base, ".").eval()
assert AutoTokenizer.from_pretrained(".")("Hello").input_ids[-1] == 1
by_name = AutoPeftModelForSeq2SeqLM.from_pretrained(".").state_dict()
weights = model.state_dict()
assert weights.keys() == by_name.keys() and all(weights[key].equal(by_name[key]) for key in weights)
save_file({key: value.clone() for key, value in weights.items()}, sys.argv[1])
"""


def test_an_exported_adapter_loads_where_there_is_no_course(tiny: Profile, tmp_path: Path) -> None:
    run = Arms(tiny)["lora"].train()
    folder = export_adapter(tiny, run, tmp_path / "export", "a card")
    assert export_adapter(tiny, run, folder, "a newer card") == folder
    moved = folder.rename(tmp_path / "elsewhere")
    texts = "".join(path.read_text(errors="ignore") for path in moved.rglob("*.json"))
    assert str(ROOT) not in texts and str(tmp_path) not in texts
    assert not [path.name for path in moved.rglob("*") if path.suffix in (".bin", ".py")]
    command = [sys.executable, "-P", "-c", ELSEWHERE, str(tmp_path / "loaded.safetensors")]
    done = subprocess.run(command, cwd=moved, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    loaded, ours = load_file(tmp_path / "loaded.safetensors"), load_run(tiny, run)[0].state_dict()
    assert loaded.keys() == ours.keys() and all(loaded[key].equal(ours[key]) for key in ours)


def test_an_adapter_on_a_model_of_the_hub_names_it_with_its_commit(
    tiny: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is loaded lies in a copy on this machine, whose path means nothing elsewhere."""
    monkeypatch.setattr("helpers.running.models.local_copy", lambda path, revision: tiny.model)
    monkeypatch.setattr("helpers.training.local_copy", lambda path, revision: tiny.model)
    assert load_weights("some/model", "abc").name_or_path == "some/model"
    profile = replace(tiny, model="some/model", model_revision="abc")
    run = Arms(profile)["lora"].train()
    for place in (run.folder, export_adapter(profile, run, tmp_path / "export", "a card")):
        config = json.loads((place / "adapter_config.json").read_text())
        assert (config["base_model_name_or_path"], config["revision"]) == ("some/model", "abc")
    assert not (tmp_path / "export" / "base").exists()
    (tmp_path / "export" / "mine.txt").touch()
    with pytest.raises(CourseError, match="holds other files than an adapter"):
        export_adapter(profile, run, tmp_path / "export", "a card")
