"""What the hub says is told as it is, commits stay what they were, and what is here is not asked for again."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import huggingface_hub
import pytest
from datasets import config as datasets_config
from datasets import load_dataset
from pyarrow import parquet

from helpers.data import load_splits
from helpers.profiles import ROOT, TASK_NAMES, Profile, all_profiles
from helpers.running import hub as asking
from helpers.running import rows
from helpers.running.errors import CourseError
from tests.hub import Hub
from tests.hub_repos import all_repos, yelp

DIALOGSUM = "knkarthick/dialogsum"


@pytest.fixture(scope="module")
def repos() -> list:
    return all_repos(all_profiles()["small"], rows=6)


@pytest.fixture
def hub(repos: list, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A look-alike hub that this process asks, its cache in a folder of the test."""
    with Hub([replace(repo, files=dict(repo.files)) for repo in repos]) as server:
        constants = huggingface_hub.constants
        monkeypatch.setattr(constants, "ENDPOINT", server.endpoint)
        template = constants.HUGGINGFACE_CO_URL_TEMPLATE
        monkeypatch.setattr(
            constants, "HUGGINGFACE_CO_URL_TEMPLATE", server.endpoint + template[template.index("/{repo_id}") :]
        )
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
        monkeypatch.setattr(constants, "HF_HOME", str(tmp_path))
        monkeypatch.setattr(datasets_config, "HF_HUB_OFFLINE", False)
        monkeypatch.setattr(datasets_config, "HF_ENDPOINT", server.endpoint)
        monkeypatch.setattr(datasets_config, "HF_DATASETS_CACHE", tmp_path / "datasets")
        monkeypatch.setenv("HF_HUB_OFFLINE", "0")
        monkeypatch.setenv("COURSE_RUNS", str(tmp_path / "runs"))
        yield server


@pytest.fixture
def small() -> Profile:
    return replace(all_profiles()["small"], judge=None)


def commit_of(hub: Hub, name: str) -> str:
    return next(repo.sha for repo in hub.repos.values() if repo.id == name)


# --- refusals ------------------------------------------------------------------------------------


@pytest.mark.fault("a hub that refuses (401, 403, 429, 451, 503)", "its own reason and what helps, in one sentence")
@pytest.mark.parametrize(
    ("status", "reason", "helps"),
    [
        (401, "Invalid credentials in Authorization header", "unset one that is no longer valid"),
        (403, "Forbidden: not from your network", "set HF_TOKEN to a token of yours"),
        (429, "We had to rate limit your IP", "wait some minutes, or set HF_TOKEN"),
        (451, "Unavailable for legal reasons", "legal reasons"),
        (503, "Under maintenance", "try again in some minutes"),
    ],
)
def test_a_refusal_is_told_with_the_hubs_own_reason(
    hub: Hub, small: Profile, status: int, reason: str, helps: str, capsys
) -> None:
    hub.faults.status[DIALOGSUM], hub.faults.reason, hub.faults.code = status, reason, ""
    with pytest.raises(CourseError) as raised:
        asking.pin(small)
    said = str(raised.value)
    assert f"answers {status} to {DIALOGSUM} ({reason})" in said and helps in said and "COURSE_PROFILE=nano" in said
    assert "\n" not in said and "cannot be reached" not in said

    hub.faults.status.clear()
    commits = asking.pin(small)
    hub.faults.status[DIALOGSUM] = status
    assert asking.pin(small) == commits  # with what is remembered
    assert f"answers {status} to {DIALOGSUM}" in capsys.readouterr().out
    assert huggingface_hub.constants.HF_HUB_OFFLINE


def test_a_hub_that_is_not_to_be_asked_is_not_said_to_be_out_of_reach(
    hub: Hub, small: Profile, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    pinned = asking.pin(small)
    hub.requests.clear()
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    assert asking.pin(small) == pinned and hub.requests == []
    assert "HF_HUB_OFFLINE=1" in capsys.readouterr().out


# --- commits -------------------------------------------------------------------------------------


def test_a_push_to_a_branch_leaves_the_commit_that_was_trained_on(hub: Hub, small: Profile, capsys) -> None:
    small = replace(small, data=small.data | {"dialogue_summary": asking_source(small, "main")})
    repo = hub.repos["dataset", DIALOGSUM]
    repo.pinned = None
    first = asking.pin(small).data["dialogue_summary"].revision
    repo.history.append(repo.sha)
    repo.files["README.md"] += b"a push\n"
    assert commit_of(hub, DIALOGSUM) != first
    assert asking.pin(small).data["dialogue_summary"].revision == first

    repo.history.clear()  # as after a forced push
    assert asking.pin(small).data["dialogue_summary"].revision == commit_of(hub, DIALOGSUM)
    assert f"{DIALOGSUM}: the hub has the remembered commit {first[:8]} no longer" in capsys.readouterr().out


def asking_source(profile: Profile, revision: str):
    return replace(profile.data["dialogue_summary"], revision=revision)


def test_a_damaged_memory_is_none(hub: Hub, small: Profile) -> None:
    pinned = asking.pin(small)
    memory = small.run_dir / "revisions.json"
    for content in ("{", "[]", '{"a": 1}', "\ufeff"):
        memory.write_text(content)
        assert asking.pin(small) == pinned
    assert set(json.loads(memory.read_text())) == {repo.key for repo in asking.needed_repos(small)}


def test_all_is_pinned_but_what_the_page_says_is_not() -> None:
    open_ones = {
        repo.id
        for profile in all_profiles().values()
        if not profile.offline
        for repo in asking.needed_repos(profile)
        if not re.fullmatch(r"[0-9a-f]{40}", repo.revision or "")
    }
    assert open_ones == {"google/code_x_glue_cc_code_to_code_trans", "lytang/MiniCheck-Flan-T5-Large"}
    page = (ROOT / "helpers" / "running" / "README.md").read_text(encoding="utf-8")
    assert "pinned to commits, but for google/code_x_glue_cc_code_to_code_trans and the judge," in page


# --- a part of a large set -----------------------------------------------------------------------


def test_of_a_large_set_only_groups_of_rows_from_all_of_it_are_downloaded(hub: Hub, small: Profile) -> None:
    """Of Yelp's training file a tenth is asked for, and its index; later nothing is."""
    source = replace(small.data["review_rating"], rows=300)
    repo, name = hub.repos["dataset", source.path], "yelp_review_full/train-00000-of-00001.parquet"
    repo.files |= yelp(1_500, group=100)
    small = replace(small, data=small.data | {"review_rating": source})
    commits = asking.pin(small)
    asking.local_copy.cache_clear()
    rows.loaded_splits.cache_clear()
    train = load_splits(commits, "review_rating")["train"]
    assert len(train) == 300 and train.features["label"].names[0] == "1 star"
    assert len(load_splits(commits, "review_rating")["test"]) == 400
    assert 0 < hub.sent[name] < 2**16 + 0.12 * len(repo.files[name])  # what is read of the index, and a tenth
    texts = parquet.read_table(io.BytesIO(repo.files[name]))["text"].to_pylist()
    groups = [texts[start : start + 100] for start in range(0, 3_000, 100)]
    drawn = [groups.index(train["text"][start : start + 100]) for start in (0, 100, 200)]
    assert drawn == sorted(set(drawn)) and drawn[-1] > 3

    asking.local_copy.cache_clear()
    rows.loaded_splits.cache_clear()
    hub.requests.clear()
    assert load_splits(commits, "review_rating")["train"]["text"][:] == train["text"][:] and hub.requests == []
    assert asking.pin(small) == commits and not [line for line in hub.requests if source.path in line]
    asking.local_copy.cache_clear()
    rows.loaded_splits.cache_clear()


@pytest.mark.parametrize("name", ["small", "base", "large", "xl", "multilingual"])
def test_what_is_downloaded_of_a_large_set_is_as_much_as_the_profile_draws(name: str) -> None:
    profile = all_profiles()[name]
    parts = {task: source.rows for task, source in profile.data.items() if source.rows}
    held, counts = 2_000, profile.counts["review_rating"]  # taken for validation, as the set has none
    assert parts.keys() == {"review_rating"} and parts["review_rating"] >= counts.train + max(held, counts.validation)


# --- asking once ---------------------------------------------------------------------------------

ONCE = """
import os, urllib.error, urllib.request
from helpers.setup import start
profile = start()
from helpers.data import load_test
from helpers.profiles import TASK_NAMES
from helpers.running.hub import local_copy
from helpers.training import load_base, load_tokenizer
def everything():
    load_base(profile), load_tokenizer(profile), [load_test(profile, task) for task in TASK_NAMES]
    [local_copy(one.path, one.revision, "dataset", file=one.file) for one in profile.skills.values()]
def mark():
    try:
        urllib.request.urlopen(os.environ["HF_ENDPOINT"] + "/mark")
    except urllib.error.HTTPError:
        pass
everything()
mark()
everything()
"""


def requests_of_two_kernels(hub: Hub, folder: Path) -> list[list[str]]:
    """What a first kernel asks, before and after all is loaded, and what a second one asks after its start."""
    sizes = folder / "tiny.json"
    counts = {task: {"train": 4, "validation": 2, "test": 2} for task in TASK_NAMES}
    sizes.write_text(json.dumps({"gpu_memory": 0, "memory": 1, "counts": counts}))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "COURSE_"))}
    kept |= {"HF_ENDPOINT": hub.endpoint, "HF_HOME": str(folder), "COURSE_RUNS": str(folder / "runs")}
    kept |= {"COURSE_PROFILE": "small", "COURSE_SIZES": str(sizes), "COURSE_INSTALL": "0"}
    seen = []
    for _ in range(2):
        hub.requests.clear()
        done = subprocess.run([sys.executable, "-c", ONCE], cwd=ROOT, env=kept, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        seen.append(list(hub.requests))
    first, second = seen
    place = first.index("GET /mark")
    return [first[:place], first[place + 1 :], second]


def test_what_is_loaded_is_asked_for_once_and_later_the_start_alone_asks(repos: list, tmp_path: Path) -> None:
    with Hub(repos) as hub:
        loading, again, second = requests_of_two_kernels(hub, tmp_path)
    assert [line for line in loading if line.endswith("/model.safetensors")]
    assert not [line for line in loading if line.endswith((".bin", ".h5", ".msgpack"))]
    assert again == []
    asked = [[line for line in lines if "/revision/" in line] for lines in (loading, second)]
    (alone,) = [line for line in second if "/mark" not in line and "/agent-harnesses" not in line]
    assert alone.startswith(f"GET /api/datasets/{DIALOGSUM}/revision/")  # no cell has loaded it by its id yet
    first = [line for line in loading if "/agent-harnesses" not in line][:10]
    assert len(set(first)) == 10 and set(first) <= set(asked[0])  # whether each is there, and at which commit


def test_a_start_asks_for_what_is_not_here_and_stops_asking_once_all_is(hub: Hub, small: Profile) -> None:
    """Each repo once at the first start; then those that miss a file; none, and no network, once the cells' set is."""
    pinned = asking.pin(small)
    assert sum("/revision/" in line for line in hub.requests) == len(hub.requests) == 10
    for repo in asking.needed_repos(pinned)[2:]:
        asking.local_copy(repo.id, repo.revision, repo.kind, repo.rows, repo.seed, repo.file)
    hub.requests.clear()
    assert asking.pin(small) == pinned
    assert sorted(line.split("/revision/")[0] for line in hub.requests) == [
        f"GET /api/datasets/{DIALOGSUM}",
        f"GET /api/models/{small.model}",
    ]
    for repo in asking.needed_repos(pinned)[:2]:
        asking.local_copy(repo.id, repo.revision, repo.kind)
    hub.requests.clear()
    assert asking.pin(small) == pinned and len(hub.requests) == 1 and DIALOGSUM in hub.requests[0]
    assert not huggingface_hub.constants.HF_HUB_OFFLINE
    load_dataset(DIALOGSUM, revision=pinned.data["dialogue_summary"].revision)  # as the notebooks' cells do
    hub.requests.clear()
    assert asking.pin(small) == pinned and hub.requests == [] and huggingface_hub.constants.HF_HUB_OFFLINE
    again = load_dataset(DIALOGSUM, revision=pinned.data["dialogue_summary"].revision)
    assert hub.requests == [] and len(again["train"]) == 6
    asking.local_copy.cache_clear()
