"""The path of a learner on the hub, on a look-alike: the same notebooks, the same calls, made-up contents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from huggingface_hub.constants import DOWNLOAD_CHUNK_SIZE

from helpers.data import FINAL
from helpers.profiles import ROOT, TASK_NAMES, all_profiles
from tests.hub import Hub
from tests.hub_repos import all_repos

CHECKER = "lytang/MiniCheck-Flan-T5-Large"
_TINY_RECIPE = {"examples": 16, "batch_size": 4, "evaluations": 2}
SIZES = {
    "gpu_memory": 0,
    "memory": 1,
    "counts": {task: {"train": 24, "validation": 8, "test": 12, "final": 4} for task in TASK_NAMES},
    "full": _TINY_RECIPE,
    "lora_recipe": _TINY_RECIPE,
    "multitask": _TINY_RECIPE,
    "multitask_lora": _TINY_RECIPE,
    "stage": _TINY_RECIPE,
    "own": _TINY_RECIPE,
    "lora": {"rank": 4, "alpha": 4, "sweep": [2, 4]},
    "max_target_tokens": {task: 24 for task in TASK_NAMES},
    "curve": [8, 12],
    "curve_examples": 12,
    "curve_seen": [8],
    "side_rows": 4,
    "sweep_share": 1.0,
    "seeds": [18],
    "seeded_arms": ["lora"],
    "orders": [["dialogue_summary", "code_translation"], ["review_rating", "dialogue_summary"]],
    "replay": [0.0, 0.2],
    "replay_share": 1.0,
    "lengths": [0.5],
    "skills": {name: {"rows": 8} for name in ("boolq", "rte", "arc", "mmlu")},
    "tokens_per_batch": 4096,
    "resamples": 200,
}


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with Hub(all_repos(all_profiles()["small"])) as server:
        yield server


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file for ``COURSE_SIZES``, outside the folders that the tests look into."""
    path = tmp_path_factory.mktemp("sizes") / "tiny.json"
    path.write_text(json.dumps(SIZES))
    return path


@pytest.fixture
def environment(sizes: Path, tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """A function from the hub's address to the environment of a learner with the profile ``small``."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "COURSE_", "RETRAIN"))}

    def make(endpoint: str) -> dict[str, str]:
        return kept | {
            "HF_ENDPOINT": endpoint,
            "HF_HOME": str(tmp_path),
            "COURSE_PROFILE": "small",
            "COURSE_SIZES": str(sizes),
            "COURSE_RUNS": str(tmp_path / "runs"),
        }

    return make


def course(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "notebooks.running.course", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=1500)


def test_every_notebook_runs_on_the_hub_and_again_without_it(hub: Hub, environment, tmp_path: Path) -> None:
    done = course(environment(hub.endpoint))
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    results = pd.read_csv(tmp_path / "runs" / "small-tiny" / "results.csv")
    commits = {repo.id: repo.sha for repo in hub.repos.values()}
    assert set(results.task) == {*TASK_NAMES, FINAL}
    mixed = {source.path for source in all_profiles()["small"].data.values()}
    assert {label.rpartition("+")[0] for label in results.data} == {f"{path}@{commits[path]}" for path in mixed}
    trained = results[results.model != "none"]
    base = f"google/flan-t5-small@{commits['google/flan-t5-small']}"
    assert {label.split(" ")[0] for label in trained.model} == {base}
    asked = [line.rsplit("/", 1)[-1] for line in hub.requests]
    assert not [name for name in asked if name.endswith((".bin", ".h5", ".msgpack"))]
    assert not [line for line in hub.requests if CHECKER in line]
    whole = [repo.id for repo in hub.repos.values() if repo.id not in mixed and repo.kind == "dataset"]
    assert len(whole) == 4 and not [one for one in hub.requests if any(w in one for w in whole) and "train-" in one]

    offline = course(environment("http://127.0.0.1:9"), "--only", "01")
    assert offline.returncode == 0, offline.stdout[-2000:] + offline.stderr[-2000:]
    again = pd.read_csv(tmp_path / "runs" / "small-tiny" / "results.csv")
    pd.testing.assert_frame_equal(again, results)


START = "from helpers.setup import start; profile = start(); "


def python(code: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode != 0, done.stdout
    return done.stderr.strip().splitlines()[-1]


@pytest.fixture
def faulty() -> Iterator[Hub]:
    """A hub of its own, for one test to break."""
    with Hub(all_repos(all_profiles()["small"], rows=6)) as server:
        yield server


@pytest.mark.fault("a hub that refuses or never answers", "one sentence within 20 seconds")
@pytest.mark.parametrize("fault", ["refused", "silent"])
def test_a_hub_out_of_reach_is_said_within_20_seconds(faulty: Hub, tmp_path: Path, environment, fault: str) -> None:
    faulty.faults.hang = fault == "silent"
    env = environment(faulty.endpoint if fault == "silent" else "http://127.0.0.1:9")
    began = time.monotonic()
    said = last_line(python(START, env))
    assert time.monotonic() - began < 20
    assert "cannot be reached" in said and "COURSE_PROFILE=nano" in said
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.fault("a repository that is missing, gated, or without its revision", "one sentence, nothing left behind")
@pytest.mark.parametrize(
    ("name", "status", "says"),
    [
        ("google/flan-t5-small", 404, "The hub has no model google/flan-t5-small"),
        ("knkarthick/samsum", 401, "The hub has no dataset knkarthick/samsum"),
        (
            "lhoestq/conll2003",
            "gated",
            "lhoestq/conll2003 is gated: open https://huggingface.co/datasets/lhoestq/conll2003",
        ),
        ("Yelp/yelp_review_full", "revision", "Yelp/yelp_review_full has no revision"),
    ],
)
def test_a_refused_repo_gets_one_sentence(
    faulty: Hub, tmp_path: Path, environment, name: str, status: int | str, says: str
) -> None:
    if status == "gated":
        faulty.faults.gated.add(name)
    elif status == "revision":
        faulty.repos["dataset", name] = replace(faulty.repos["dataset", name], pinned=None)
    else:
        faulty.faults.status[name] = int(status)
    env = environment(faulty.endpoint)
    assert says in last_line(python(START, env))
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.fault("data without a column", "file and column named")
def test_a_missing_column_is_named(faulty: Hub, tmp_path: Path, environment) -> None:
    repo = faulty.repos["dataset", "knkarthick/dialogsum"]
    for name in ("train.csv", "validation.csv", "test.csv"):
        repo.files[name] = repo.files[name].replace(b"id,dialogue,summary", b"id,dialogue,summaries", 1)
    env = environment(faulty.endpoint)
    said = last_line(
        python(START + "from helpers.data import load_splits; load_splits(profile, 'dialogue_summary')", env)
    )
    assert (
        "knkarthick/dialogsum, split train: column 'summary' is missing (it has id, dialogue, summaries, topic)" in said
    )


LOAD = START + (
    "from helpers.training import load_base; from helpers.data import load_splits; "
    "model, tokenizer = load_base(profile); "
    "print(sum(p.numel() for p in model.parameters()), len(load_splits(profile, 'code_translation')['train']))"
)


JUDGE = START + (
    "from helpers.scoring.judge import load_judge, supported; "
    "model, tokenizer = load_judge(profile.judge); "
    "print(profile.judge.revision, *supported(model, tokenizer, ['A: Hello.\\nB: Hi.'], ['A greets B.']))"
)


def test_the_judge_is_asked_for_pinned_and_loaded_only_with_course_judge(faulty: Hub, environment) -> None:
    env = environment(faulty.endpoint)
    without = python(
        "from helpers import profiles; from helpers.running import hub; print(hub.pin(profiles.load_profile()).judge)",
        env,
    )
    assert without.returncode == 0, without.stderr[-2000:]
    assert without.stdout.split()[-1] == "None" and not [line for line in faulty.requests if CHECKER in line]

    judged = python(JUDGE, env | {"COURSE_JUDGE": "1"})
    assert judged.returncode == 0, judged.stderr[-2000:]
    revision, value = judged.stdout.split()[-2:]
    assert revision == faulty.repos["model", CHECKER].sha and 0 < float(value) < 1
    files = {line.rsplit(f"{CHECKER}/resolve/", 1)[-1] for line in faulty.requests if f"{CHECKER}/resolve/" in line}
    assert f"{revision}/model.safetensors" in files and {file.split("/")[0] for file in files} == {revision}
    assert not [file for file in files if file.endswith(".bin")]


@pytest.mark.fault("downloads that break off", "resumed from the last whole part")
def test_a_download_that_breaks_is_resumed(faulty: Hub, tmp_path: Path, environment) -> None:
    """What has come in whole chunks is kept; the rest is asked for again."""
    faulty.faults.cut = {
        "model.safetensors": [300_000, DOWNLOAD_CHUNK_SIZE + 1_000_000],
        "data/train-00000-of-00001.parquet": [500],
    }
    env = environment(faulty.endpoint)
    done = python(LOAD, env)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.split()[-1] == "6" and not any(faulty.faults.cut.values())
    assert faulty.ranges["model.safetensors"] == [DOWNLOAD_CHUNK_SIZE]


@pytest.mark.fault("a disk too small for the download", "said before it begins")
def test_a_full_disk_is_said_before_the_download(faulty: Hub, tmp_path: Path, environment) -> None:
    env = environment(faulty.endpoint)
    code = (
        "import os, shutil; from pathlib import Path\n"
        "cache = Path(os.environ['HF_HOME']); room = {cache: 1000}\n"
        "shutil.disk_usage = lambda path: shutil._ntuple_diskusage(10, 10, room.get(path, 10**12))\n"
    ) + START
    assert "set HF_HOME to a folder on a larger disk" in last_line(python(code, env))
    assert not list(tmp_path.rglob("*.*")) and not [
        line for line in faulty.requests if "GET" in line and "/resolve/" in line
    ]


@pytest.mark.fault("a half-written cache of model and data", "repaired")
def test_a_half_written_cache_is_repaired(faulty: Hub, tmp_path: Path, environment) -> None:
    env = environment(faulty.endpoint)
    first = python(LOAD, env)
    assert first.returncode == 0, first.stderr[-2000:]
    weights = next((tmp_path / "hub").rglob("model.safetensors")).resolve()
    whole = weights.read_bytes()
    weights.rename(weights.with_name(weights.name + ".incomplete"))
    weights.with_name(weights.name + ".incomplete").write_bytes(whole[:400_000])
    prepared = next((tmp_path / "datasets").rglob("*train.arrow")).parent
    prepared.rename(prepared.with_name(prepared.name + ".incomplete"))
    second = python(LOAD, env)
    assert second.returncode == 0, second.stderr[-2000:]
    assert second.stdout.splitlines()[-1] == first.stdout.splitlines()[-1]
