"""Asks the hub, before anything is downloaded, whether all that a profile needs is there, and at which commit."""

from __future__ import annotations

import json
import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.profiles import Profile
from helpers.results import write_atomically
from helpers.running.errors import CourseError
from helpers.running.language import tell
from helpers.running.machine import GIGABYTE, free_space
from helpers.running.processes import COMMITS

if TYPE_CHECKING:
    from huggingface_hub.errors import HfHubHTTPError

SECONDS = 8.0  # that the hub has for one answer
# What is loaded of a model or a data set. Never a pickle, never a script.
TRAINING = "*train-*.parquet"  # of a data set with many training rows
NEEDED = {
    "model": ("*.json", "*.safetensors", "spiece.model", "merges.txt"),
    "dataset": ("*.csv", "*.parquet", "README.md"),
}


@dataclass(frozen=True)
class Repo:
    """A repository of the hub that a profile needs."""

    kind: str  # "model" or "dataset"
    id: str
    revision: str | None
    rows: int = 0  # of its training split, drawn by `seed`; 0 for all
    seed: int = 0
    file: str | None = None  # the only one that is needed

    @property
    def key(self) -> str:
        """Its name among the remembered commits."""
        return f"{self.id}@{self.revision}"

    @property
    def page(self) -> str:
        """Its address for a person."""
        return f"https://huggingface.co/{'datasets/' if self.kind == 'dataset' else ''}{self.id}"


class Unreachable(Exception):
    """The hub gives no answer, or one that may be another one later: what it said, and what helps."""

    def __init__(self, said: str, remedy: str) -> None:
        super().__init__(said)
        self.remedy = remedy


def needed_repos(profile: Profile) -> list[Repo]:
    """List the model, the data sets, the benchmarks and, where it has one, the judge of a profile."""
    data = [Repo("dataset", one.path, one.revision, one.rows, profile.seed) for one in profile.data.values()]
    judge = [Repo("model", profile.judge.path, profile.judge.revision)] if profile.judge else []
    skills = [Repo("dataset", one.path, one.revision, file=one.file) for one in profile.skills.values()]
    return [Repo("model", profile.model, profile.model_revision), *data, *skills, *judge]


def pin(profile: Profile) -> Profile:
    """Return the profile with each revision as the commit that it resolves to; say so where the hub is not reached.

    The commits are remembered beside the profile's runs. A branch stays at the commit that it was when the first of
    them was trained, or every push to it would orphan all trained models. What is whole on this machine is not asked
    for again. Where the hub cannot be reached, and once all is here, nothing asks it any more.

    Raises `CourseError` for a hub out of reach or one that refuses with nothing remembered, a repo or revision that
    does not exist, one that is gated, and a disk too small for what has to be downloaded.
    """
    from huggingface_hub import constants

    repos, memory = needed_repos(profile), profile.run_dir / COMMITS
    known = _remembered(memory)
    absent = [repo for repo in repos if repo.key not in known or not _here(repo, *known[repo.key])]
    named = next(repo for repo in repos if repo.id == profile.data["dialogue_summary"].path)  # cells load it by its id
    if not absent and not _prepared(named.id, known[named.key][0]):
        absent = [named]  # whether the hub is there
    try:
        with ThreadPoolExecutor(len(repos)) as pool:
            found = list(pool.map(lambda repo: ask_for(repo, known.get(repo.key, (None,))[0]), absent))
    except Unreachable as error:
        if not all(repo.key in known for repo in repos):
            raise CourseError(
                f"The hub ({constants.ENDPOINT}) {error} and this machine has no earlier download: {error.remedy}, or "
                "work offline with COURSE_PROFILE=nano."
            ) from error
        go_offline()
        tell(f"The hub {error}: working offline with what was downloaded before ({_cache()}).")
    else:
        _check_disk(sum(size for *_, size in found))
        known |= {repo.key: (commit, files) for repo, (commit, files, _) in zip(absent, found, strict=True)}
        write_atomically(memory, json.dumps(known, indent=1) + "\n")
    commits = {repo.id: known[repo.key][0] for repo in repos}
    data = {task: replace(source, revision=commits[source.path]) for task, source in profile.data.items()}
    if not absent:
        go_offline()
    judge = replace(profile.judge, revision=commits[profile.judge.path]) if profile.judge else None
    skills = {name: replace(skill, revision=commits[skill.path]) for name, skill in profile.skills.items()}
    return replace(profile, model_revision=commits[profile.model], data=data, skills=skills, judge=judge)


def ask_for(repo: Repo, commit: str | None) -> tuple[str, list[str], int]:
    """`ask` for a repo at the commit that is remembered for it, or at its revision where that commit is gone."""
    if commit is None or commit == repo.revision:
        return ask(repo)
    try:
        return ask(replace(repo, revision=commit))
    except GoneError:
        tell(f"{repo.id}: the hub has the remembered commit {commit[:8]} no longer; {repo.revision} is asked instead.")
        return ask(repo)


class GoneError(CourseError):
    """A revision that the hub does not have."""


def ask(repo: Repo) -> tuple[str, list[str], int]:
    """Return a repo's commit, the names of the files that are loaded of it, and the bytes still to be downloaded.

    Raises `Unreachable` where no answer comes or the hub refuses for now, `CourseError` where the answer is no.
    """
    from huggingface_hub import HfApi, errors

    try:
        info = HfApi().repo_info(
            repo.id, repo_type=repo.kind, revision=repo.revision, timeout=SECONDS, files_metadata=True
        )
    except errors.GatedRepoError as error:
        raise CourseError(
            f"{repo.id} is gated: open {repo.page}, accept its terms, then set HF_TOKEN to a token of yours or log in "
            "with `hf auth login`."
        ) from error
    except errors.RevisionNotFoundError as error:
        raise GoneError(
            f"{repo.id} has no revision {repo.revision!r}: check the revision in helpers/profiles.toml."
        ) from error
    except errors.RepositoryNotFoundError as error:
        raise CourseError(
            f"The hub has no {repo.kind} {repo.id}, or it is private: check the id in helpers/profiles.toml, or log in "
            "with `hf auth login`."
        ) from error
    except errors.HfHubHTTPError as error:
        raise refusal(repo, error) from error
    except errors.OfflineModeIsEnabled as error:
        raise Unreachable("is not asked, as HF_HUB_OFFLINE=1 says", "unset it") from error
    except errors.HTTPError as error:  # of the connection
        raise Unreachable("cannot be reached", "check the network") from error
    patterns = [repo.file] if repo.file else NEEDED[repo.kind]
    sizes = {one.rfilename: one.size or 0 for one in info.siblings if any(fnmatch(one.rfilename, p) for p in patterns)}
    parts = {name for name in sizes if repo.rows and fnmatch(name, TRAINING)}  # small ones
    missing = sum(size for name, size in sizes.items() if name not in parts and not _here(repo, info.sha, [name]))
    return info.sha, list(sizes), missing


def _here(repo: Repo, commit: str, files: list[str]) -> bool:
    """Whether files of a repo, or the part of them that is asked for, are on this machine."""
    from huggingface_hub import try_to_load_from_cache

    if repo.rows:
        return all((_part(repo.id, commit, repo.rows, repo.seed) / file).is_file() for file in files)
    found = (try_to_load_from_cache(repo.id, file, revision=commit, repo_type=repo.kind) for file in files)
    return all(isinstance(file, str) for file in found)


def _prepared(path: str, commit: str) -> bool:
    """Whether `datasets` holds this commit of a set, and no other, under its hub id: offline it takes the newest."""
    from datasets import config

    folders = (config.HF_DATASETS_CACHE / path.replace("/", "___")).glob("*/*/*")
    return {folder.name for folder in folders if folder.is_dir()} == {commit}


TOKEN = "set HF_TOKEN to a token of yours (huggingface.co/settings/tokens)"
REMEDIES = {  # by HTTP status
    401: f"{TOKEN}, or unset one that is no longer valid",
    403: f"{TOKEN} with access to it",
    429: f"wait some minutes, or {TOKEN}: it is asked more often than strangers may",
    451: "it may not be had here for legal reasons; its page says more",
}


def refusal(repo: Repo, error: HfHubHTTPError) -> Unreachable:
    """Say an HTTP error of the hub in its own words, and what helps."""
    status = error.response.status_code
    reason = (error.server_message or error.response.reason_phrase or "no reason given").strip().rstrip(".")
    return Unreachable(
        f"answers {status} to {repo.id} ({reason[:200]})", REMEDIES.get(status, "try again in some minutes")
    )


@cache
def local_copy(
    path: str, revision: str | None, kind: str = "model", rows: int = 0, seed: int = 0, file: str | None = None
) -> str:
    """The folder with a model's or data set's files, or one `file`, downloaded unless it is one of this machine.

    What is loaded from it asks the hub for nothing, and is the same without a network: `load_dataset` by a hub id would
    ask at each call, and offline take what it prepared last, of whatever commit. With `rows`, only a part of a data
    set's training rows is downloaded.
    """
    from huggingface_hub import snapshot_download

    if Path(path).exists():
        return path
    options = {"repo_type": kind, "revision": revision, "allow_patterns": [file] if file else list(NEEDED[kind])}
    if not rows or revision is None:
        return snapshot_download(path, **options)
    folder = _part(path, revision, rows, seed)
    if not any(folder.rglob("train-*.parquet")):  # which is written last
        snapshot_download(path, **options, ignore_patterns=TRAINING, local_dir=folder)
        _draw_rows(f"datasets/{path}@{revision}", folder, rows, seed)
    return str(folder)


def _part(path: str, commit: str, rows: int, seed: int) -> Path:
    """Where a data set lies of which only a part is downloaded."""
    return _cache() / "course" / f"{path.replace('/', '--')}-{commit[:12]}-{rows}-{seed}"


def _draw_rows(root: str, folder: Path, rows: int, seed: int) -> None:
    """Download groups of a Parquet file's rows that hold `rows` in all: by its index, then by ranges of bytes.

    They are drawn from all of the file, as neighbours can be alike: Yelp's are of one business.
    """
    from huggingface_hub import HfFileSystem
    from pyarrow import parquet

    hub = HfFileSystem()
    (name,) = hub.glob(f"{root}/**/train-*.parquet")
    with hub.open(name, cache_type="none") as file:
        whole = parquet.ParquetFile(file, pre_buffer=True)
        groups = random.Random(seed).sample(range(whole.num_row_groups), whole.num_row_groups)
        held = accumulate(whole.metadata.row_group(group).num_rows for group in groups)
        drawn = whole.read_row_groups(sorted(groups[: 1 + sum(together < rows for together in held)]))
    place = folder / name.removeprefix(f"{root}/")
    place.parent.mkdir(exist_ok=True)
    parquet.write_table(drawn, place.with_suffix(".tmp"))
    place.with_suffix(".tmp").replace(place)


def go_offline() -> None:
    """Keep the libraries of this process off the network, whether they are imported already or not."""
    import datasets
    import huggingface_hub

    os.environ["HF_HUB_OFFLINE"] = "1"
    huggingface_hub.constants.HF_HUB_OFFLINE = datasets.config.HF_HUB_OFFLINE = True


def _remembered(memory: Path) -> dict[str, tuple[str, list[str]]]:
    """(commit, files) of an earlier start by `Repo.key`; empty where there was none, or its file is damaged."""
    try:
        found = json.loads(memory.read_text(encoding="utf-8"))
        return {key: (str(commit), [str(file) for file in files]) for key, (commit, files) in found.items()}
    except (OSError, ValueError, RecursionError, AttributeError, TypeError):
        return {}


def _check_disk(needed: int) -> None:
    """Raise `CourseError` where the cache's disk cannot hold what has to be downloaded, twice for the prepared sets."""
    cache = _cache()
    free = free_space(cache)
    if free < 2 * needed:
        raise CourseError(
            f"The download needs {2 * needed / GIGABYTE:.2f} GiB in {cache} and that disk has {free / GIGABYTE:.2f}: "
            "free some space, or set HF_HOME to a folder on a larger disk."
        )


def _cache() -> Path:
    from huggingface_hub import constants

    return Path(constants.HF_HOME)
