"""Asks the hub, before anything is downloaded, whether all that a profile needs is there, and at which commit."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from helpers.profiles import Profile
from helpers.results import write_atomically
from helpers.running.errors import CourseError
from helpers.running.machine import GIGABYTE, free_space

SECONDS = 8.0  # that the hub has for one answer
# What is loaded of a model or a data set. Never a pickle, never a script.
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

    @property
    def page(self) -> str:
        """Its address for a person."""
        return f"https://huggingface.co/{'datasets/' if self.kind == 'dataset' else ''}{self.id}"


class Unreachable(Exception):
    """The hub gives no answer."""


def needed_repos(profile: Profile) -> list[Repo]:
    """List the model, the data sets and, where it has one, the NLI model of a profile."""
    data = [Repo("dataset", source.path, source.revision) for source in profile.data.values()]
    nli = [Repo("model", profile.nli.path, profile.nli.revision)] if profile.nli else []
    return [Repo("model", profile.model, profile.model_revision), *data, *nli]


def pin(profile: Profile) -> Profile:
    """Return the profile with each revision as the commit that it resolves to; say so where the hub is not reached.

    The commits are remembered beside the profile's runs: where the hub cannot be reached, the same commits are
    loaded from the cache. Raises `CourseError` for a hub out of reach with nothing remembered, a repo or revision that
    does not exist, one that is gated, and a disk too small for what has to be downloaded.
    """
    repos, memory = needed_repos(profile), profile.run_dir / "revisions.json"
    try:
        with ThreadPoolExecutor(len(repos)) as pool:
            found = list(pool.map(ask, repos))
    except Unreachable as error:
        commits = _remembered(memory, repos)
        if commits is None:
            raise CourseError(
                f"The hub ({_endpoint()}) cannot be reached and this machine has no earlier download: check the "
                "network, or work offline with COURSE_PROFILE=nano."
            ) from error
        go_offline()
        print(f"The hub cannot be reached: working offline with what was downloaded before ({_cache()}).")
    else:
        commits = {repo.id: commit for repo, (commit, _) in zip(repos, found, strict=True)}
        _check_disk(sum(size for _, size in found))
        write_atomically(memory, json.dumps(commits, indent=1) + "\n")
    data = {task: replace(source, revision=commits[source.path]) for task, source in profile.data.items()}
    nli = replace(profile.nli, revision=commits[profile.nli.path]) if profile.nli else None
    return replace(profile, model_revision=commits[profile.model], data=data, nli=nli)


def ask(repo: Repo) -> tuple[str, int]:
    """Return a repo's commit and the bytes that still have to be downloaded of it.

    Raises `Unreachable` where no answer comes, `CourseError` where the answer is no.
    """
    from huggingface_hub import HfApi, errors, try_to_load_from_cache

    try:
        info = HfApi().repo_info(
            repo.id, repo_type=repo.kind, revision=repo.revision, timeout=SECONDS, files_metadata=True
        )
    except errors.GatedRepoError as error:
        raise CourseError(
            f"{repo.id} is gated: open {repo.page}, accept its terms, then log in with `hf auth login`."
        ) from error
    except errors.RevisionNotFoundError as error:
        raise CourseError(
            f"{repo.id} has no revision {repo.revision!r}: check the revision in helpers/profiles.toml."
        ) from error
    except errors.RepositoryNotFoundError as error:
        raise CourseError(
            f"The hub has no {repo.kind} {repo.id}, or it is private: check the id in helpers/profiles.toml, or log in "
            "with `hf auth login`."
        ) from error
    except (errors.HTTPError, errors.OfflineModeIsEnabled) as error:  # of HTTP and of the connection
        raise Unreachable(str(error)) from error
    missing = sum(
        file.size or 0
        for file in info.siblings or []
        if any(fnmatch(file.rfilename, pattern) for pattern in NEEDED[repo.kind])
        and not isinstance(try_to_load_from_cache(repo.id, file.rfilename, revision=info.sha, repo_type=repo.kind), str)
    )
    return info.sha, missing


def go_offline() -> None:
    """Keep the libraries of this process off the network, whether they are imported already or not."""
    import sys

    import huggingface_hub

    os.environ["HF_HUB_OFFLINE"] = "1"
    huggingface_hub.constants.HF_HUB_OFFLINE = True
    if "datasets" in sys.modules:
        sys.modules["datasets"].config.HF_HUB_OFFLINE = True


def _remembered(memory: Path, repos: list[Repo]) -> dict[str, str] | None:
    try:
        commits = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return commits if isinstance(commits, dict) and all(isinstance(commits.get(r.id), str) for r in repos) else None


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


def _endpoint() -> str:
    from huggingface_hub import constants

    return constants.ENDPOINT
