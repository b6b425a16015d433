"""One folder per finished training run, found again by its settings."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from helpers.profiles import TASK_NAMES, Profile, Recipe
from helpers.results import write_atomically
from helpers.running.digests import FORMAT, digest_of, fingerprint, text_digest
from helpers.running.errors import CourseError
from helpers.running.language import tell
from helpers.running.seals import MANIFEST, damage, read_manifest, seal
from helpers.tasks import SEEN


@dataclass(frozen=True)
class Run:
    """A training run: its arm, its settings, and the folder that holds what it made."""

    arm: str
    folder: Path
    settings: dict[str, Any]

    @property
    def record_file(self) -> Path:
        """What is known about the finished run; the folder comes into place with it, whole."""
        return self.folder / "run.json"

    @property
    def checkpoints(self) -> Path:
        """Where the trainer keeps its checkpoints until the run is finished."""
        return self.folder.with_name(self.folder.name + ".checkpoints")

    @property
    def needs_training(self) -> bool:
        """True where no finished run has these settings, or ``RETRAIN=1`` asks for a new one.

        ``RETRAIN=1`` trains each run once per kernel, or once per `make course`.
        """
        if not self.record_file.is_file():
            return True
        problem = damage(self.folder, self.folder.name, contents=False)
        if problem:
            tell(f"{self.arm}: the finished run is damaged ({problem}), so it is trained again.", flush=True)
            return True
        if os.environ.get("RETRAIN") != "1":
            return False
        return self.read()["finished"] < _started()

    def read(self) -> dict[str, Any]:
        """Return the record: settings, loss history, seconds, peak memory, number of trained parameters."""
        return json.loads(self.record_file.read_text(encoding="utf-8"))

    @property
    def weights(self) -> list[str]:
        """The checksums of the finished run's weights."""
        files = read_manifest(self.folder).get("files", {})
        return [digest for name, (_, digest) in sorted(files.items()) if name.endswith(".safetensors")]

    @property
    def label(self) -> str:
        """The run and the digest of its weights, for results.csv."""
        return f"{self.folder.name}.{digest_of(self.weights, 6)}"

    def passed_over(self) -> str:
        """Name the finished runs of this arm with other settings, and what differs: they stay and are not used."""
        found, own = [], json.loads(json.dumps(self.settings))
        for record in sorted(self.folder.parent.glob(f"{self.arm}-{'[0-9a-f]' * 10}/run.json")):
            with suppress(OSError, ValueError, LookupError, TypeError):  # a damaged one is none
                other = json.loads(record.read_text(encoding="utf-8"))["settings"]
                if keys := [key for key in {**other, **own} if other.get(key) != own.get(key)]:
                    found.append(f"{record.parent.name} ({', '.join(keys)})")
        return f"{self.arm}: kept, but not used, as settings differ: {'; '.join(found)}." if found else ""

    def check(self) -> None:
        """Compare every file of the finished run with its checksum.

        Raises `CourseError` that names the file that differs, after which the run counts as not trained.
        """
        problem = damage(self.folder, self.folder.name)
        if problem:
            self.record_file.unlink(missing_ok=True)
            raise CourseError(
                f"The finished run {self.folder.name} is damaged: {problem}. It will not be used; run this again to "
                "train it anew."
            )

    @property
    def temporary(self) -> Path:
        """Where the trained model is put together before it takes the run's place."""
        return self.folder.with_name(self.folder.name + ".tmp")

    def finish(self, **facts: Any) -> None:
        """Add the record to the saved model (or adapter), then put the folder in place in one step."""
        finished = max(time.time(), _started())  # also where the clock was set back meanwhile
        record = {"arm": self.arm, "settings": self.settings, "finished": finished, **facts}
        write_atomically(self.temporary / "run.json", json.dumps(record, indent=1))
        seal(self.temporary, self.folder.name)
        shutil.rmtree(self.folder, ignore_errors=True)
        os.replace(self.temporary, self.folder)
        shutil.rmtree(self.checkpoints, ignore_errors=True)
        if os.environ.get("COURSE_DROP") == "1" and re.search("stage_|replay_|_seed_", self.arm):
            self._drop_scored()

    def _drop_scored(self) -> None:
        """Delete the weights of the other side arms that have answered all that 05 and 06 ask them; all else stays.

        A stage is kept until the next one is trained. The manifest goes on naming the weights.
        """
        models, outputs = self.folder.parent, self.folder.parents[1] / "predictions"
        records = {file.parent: json.loads(file.read_text(encoding="utf-8")) for file in models.glob("*/run.json")}
        started_from = {record["settings"].get("parent") for record in records.values()}
        for folder in records.keys() - {self.folder}:
            name, tasks = folder.name, TASK_NAMES
            if name.startswith("replay_"):
                tasks = ("dialogue_summary", *SEEN)
            elif name.startswith("order_"):
                tasks = tuple(records[folder]["settings"]["data"])  # its own
            side = re.match("mix_|one_wording|without_|replay_|.*stage_", name)
            last = "stage_" in name and name not in started_from
            if side and not last and all(any(outputs.glob(f"{name}-{task}-*.json")) for task in tasks):
                write_atomically(folder / MANIFEST, json.dumps(read_manifest(folder) | {"dropped": True}, indent=1))
                for file in folder.glob("*.safetensors"):
                    file.unlink()


def check_writable(folder: Path) -> None:
    """Make the folder for runs if there is none. Raises `CourseError` where nothing can be written into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CourseError(
            f"{folder}: runs and results cannot be written there ({error.strerror}); name a folder of yours in "
            "COURSE_RUNS before the kernel starts."
        ) from error


def _started() -> float:
    """When the course was started, or this process where none was."""
    import psutil

    return float(os.environ.get("COURSE_STARTED") or psutil.Process().create_time())


def prepared_data(profile: Profile) -> Path:
    """Folder for the embedded sets as `datasets` prepares them, another one for other contents.

    Left to itself, `load_dataset` keys what it prepares from a folder by file names alone, and would go on serving
    the old rows of a file that has changed.
    """
    contents = [fingerprint(source.path) for source in [*profile.data.values(), profile.final] if source]
    return profile.run_dir / "datasets" / digest_of(contents)


def open_run(profile: Profile, arm: str, recipe: Recipe, seed: int, tasks: list[str], **more: Any) -> Run:
    """Return the run of an arm with the profile's settings, by the rule of `helpers.running.digests`.

    `more` holds what else changes its result.
    """
    settings = {
        "format": FORMAT,
        "model": fingerprint(profile.model),
        "revision": profile.model_revision,
        "seed": seed,
        "rows_seed": profile.seed,
        "recipe": asdict(recipe),
        "max_source_tokens": profile.max_source_tokens,
        "data": {
            task: [
                fingerprint(profile.data[task].path),
                profile.data[task].revision,
                profile.counts[task].train,
                profile.counts[task].validation,
                profile.max_target_tokens[task],
            ]
            for task in tasks
        },
        "templates and texts": {task: text_digest(task) for task in tasks},
        **more,
    }
    return Run(arm, profile.run_dir / "models" / f"{arm}-{digest_of(settings, 10)}", settings)
