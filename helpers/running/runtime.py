"""Makes a kernel ready, wherever it runs: which runtime it is, what it lacks, and whether it must be restarted.

This is imported before anything is installed, so it imports only what every Jupyter kernel has.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

from helpers.running.errors import CourseError
from helpers.running.language import ENGLISH, VARIABLE, chosen_language, language, languages, tell

ROOT = Path(__file__).resolve().parents[2]
# Where the set-up cell looks first: around the working directory, then what it cloned itself.
LOOKED_IN = (".", "..", "../..", "../../..", "../../../..", "course")


@dataclass(frozen=True)
class Menus:
    """Where a runtime's user finds what the course asks for; runtimes.toml says what each is."""

    title: str
    gpu: str
    restart: str
    network: str
    hosted: bool


# What shows notebooks, builds or tests the course. A kernel needs none of it, and a hosted runtime brings its own.
WORKBENCH = frozenset(
    "setuptools jupyterlab ipykernel ipython jupyter-client ipywidgets nbclient nbconvert pytest pytest-xdist nbval "
    "hypothesis".split()
)
DRIVE = Path("/content/drive")  # where Colab mounts a Drive
PENDING = "COURSE_RESTART"  # environment variable of a kernel that must be restarted: the reason


def runtime() -> str:
    """Return ``colab``, ``kaggle``, ``vscode`` or ``jupyter``, by the markers that each leaves.

    Kaggle comes first: its image is built on Colab's, and has Colab's marker too.
    """
    if "KAGGLE_KERNEL_RUN_TYPE" in os.environ:
        return "kaggle"
    if "COLAB_RELEASE_TAG" in os.environ or "google.colab" in sys.modules:
        return "colab"
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    # VS Code tells a kernel which notebook it runs, on a remote machine too.
    told = shell is not None and "__vsc_ipynb_file__" in shell.user_ns
    return "vscode" if told or "VSCODE_PID" in os.environ else "jupyter"


def menus() -> Menus:
    """The menu paths of the runtime that this is, from runtimes.toml."""
    import tomllib  # at the top, a Python before 3.11 could not even be told that it is too old

    return Menus(**tomllib.loads(Path(__file__).with_name("runtimes.toml").read_text(encoding="utf-8"))[runtime()])


def where_runs_lie(folder: Path) -> str:
    """Say where a hosted runtime keeps this folder of runs, and whether they outlive its session; nothing elsewhere."""
    if not menus().hosted:
        return ""
    if runtime() == "colab" and DRIVE in folder.parents:
        return f"Runs lie in {folder}, on your Drive, and outlive this session."
    way = "turn on Settings → Persistence → Files only, or save a version"
    if runtime() == "colab":
        way = "keep_on_drive() of helpers.running.runtime, called next in each notebook, puts them on your Drive"
    return f"Runs lie in {folder} and end with this session, trained models too: {way}."


def keep_on_drive() -> None:
    """Mount the learner's Drive on Colab, which asks for leave, and put all runs there from here on.

    Raises `CourseError` on other runtimes.
    """
    try:
        drive = importlib.import_module("google.colab.drive")
    except ImportError as error:
        raise CourseError("Only Colab has a Drive: elsewhere name a folder that stays in COURSE_RUNS.") from error
    drive.mount(str(DRIVE))
    os.environ["COURSE_RUNS"] = str(DRIVE / "MyDrive" / "course-runs")
    tell(where_runs_lie(Path(os.environ["COURSE_RUNS"])))


def requirements(path: Path = ROOT / "requirements.txt") -> list[Requirement]:
    """Read a requirements file: one requirement a line, comments allowed."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [Requirement(line) for line in lines if line]


def kernel_requirements(path: Path = ROOT / "requirements.txt") -> list[Requirement]:
    """Those of the requirements that a notebook's kernel needs."""
    return [needed for needed in requirements(path) if needed.name not in WORKBENCH]


def prepare(path: Path = ROOT / "requirements.txt") -> None:
    """Install what the requirements file at `path` asks for and this kernel lacks; the runtime's torch stays.

    Installs nothing and needs no network where all is there. Raises `CourseError` where pip fails, where the kernel
    must be restarted (also when called again without a restart), and where ``CI`` or ``COURSE_INSTALL=0`` forbids
    installing. It is called before models or data are downloaded, so that a restart costs no download.
    """
    check_python()
    if os.environ.get(PENDING):
        raise CourseError(os.environ[PENDING])
    missing = lacking(kernel_requirements(path))
    if not missing:
        return
    names = ", ".join(sorted(needed.name for needed in missing))
    if os.environ.get("CI") or os.environ.get("COURSE_INSTALL") == "0":
        raise CourseError(f"This environment does not meet requirements.txt ({names}): run pip install -r {path.name}.")
    tell(f"Installing {names} with pip; this takes a minute or two.", flush=True)
    before = imported_versions()
    install(missing, constraints(kernel_requirements(path)))
    importlib.invalidate_caches()
    stale = [name for name, version in before.items() if installed(name) != version]
    unseen = [needed.name for needed in lacking(missing)]
    if stale or unseen:
        why = f"{', '.join(stale)} was imported before in another version" if stale else f"{unseen[0]} is not seen yet"
        os.environ[PENDING] = (
            f"Packages were installed, but {why}: restart the kernel with {menus().restart}, then run the notebook "
            "from the top; no model or data was downloaded so far."
        )
        raise CourseError(os.environ[PENDING])
    tell("Installed; no restart is needed.")


def check_language() -> None:
    """Let processes that this one starts speak its language.

    Raises `CourseError` where ``COURSE_LANGUAGE`` names a language that the course does not speak.
    """
    chosen = os.environ.get(VARIABLE, "").strip()
    if chosen and chosen_language() not in languages():
        raise CourseError(f"COURSE_LANGUAGE={chosen}: the course speaks {', '.join(languages())}; choose one of them.")
    if language() != ENGLISH:
        os.environ[VARIABLE] = language()


def check_python(version: Sequence[int] = sys.version_info) -> None:
    """Raise `CourseError` for a Python that the course was not tried with."""
    if not (3, 11) <= tuple(version[:2]) <= (3, 13):
        this = f"this is {version[0]}.{version[1]}: choose another kernel, or make an environment with one of these"
        raise CourseError(f"The course needs Python 3.11, 3.12 or 3.13 and {this}.")


def settle() -> None:
    """Put the course itself first on the path, in place of the folders in which the set-up cell looked for it.

    So it is found from any working directory later on, and nothing else in those folders hides a package.
    """
    looked = len(LOOKED_IN)
    if tuple(sys.path[:looked]) == LOOKED_IN:
        sys.path[:] = [str(ROOT), *(place for place in sys.path[looked:] if place != str(ROOT))]
        sys.modules["helpers"].__path__[:] = [str(ROOT / "helpers")]


def installed(name: str) -> str | None:
    """Version of an installed package; None where there is none."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def lacking(needed: Iterable[Requirement]) -> list[Requirement]:
    """The requirements that this environment does not meet.

    A torch newer than the course was tried with is kept. Raises `CourseError` for one that is too old.
    """
    found = []
    for requirement in needed:
        version = installed(requirement.name)
        if met(requirement, version):
            continue
        if version is None or requirement.name != "torch":
            found.append(requirement)
        elif any(Version(version) < Version(part.version) for part in requirement.specifier if part.operator == ">="):
            raise CourseError(
                f"This {menus().title} runtime has torch {version}, which the course keeps, and needs {requirement}: "
                "choose a newer runtime, or upgrade torch yourself."
            )
    return found


def met(requirement: Requirement, version: str | None) -> bool:
    """Whether a version of a package, None for none, is one that the requirement allows."""
    return version is not None and requirement.specifier.contains(version, prereleases=True)


def constraints(needed: Iterable[Requirement]) -> list[str]:
    """Pin torch, and numpy where it is imported and new enough, to the versions that the runtime has.

    torch is built for the runtime's GPU; numpy is imported before the first cell runs.
    """
    versions = {requirement.name: (requirement, installed(requirement.name)) for requirement in needed}
    return [
        f"{name}=={version}"
        for name, (requirement, version) in versions.items()
        if name == "torch" and version or name == "numpy" and name in sys.modules and met(requirement, version)
    ]


def install(missing: Iterable[Requirement], pinned: Iterable[str]) -> None:
    """Install requirements with this kernel's pip under constraints. Raises `CourseError` with pip's own reason."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "constraints.txt")
        file.write_text("".join(f"{line}\n" for line in pinned), encoding="utf-8")
        options = ["--quiet", "--disable-pip-version-check", "--no-input", "--constraint", str(file)]
        command = [sys.executable, "-m", "pip", "install", *options, *map(str, missing)]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()] or ["no reason given"]
        reason = next((line for line in reversed(lines) if line.startswith("ERROR")), lines[-1])
        raise CourseError(
            f"pip could not install what the course needs ({reason.removeprefix('ERROR: ').rstrip('.')}): "
            f"{menus().network} and run this cell again, or run pip install -r requirements.txt yourself."
        )


def imported_versions() -> Mapping[str, str]:
    """Versions of the installed packages of which this process has imported a module, by name."""
    files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
    loaded = {os.path.realpath(file) for file in files if file}
    versions = {}
    for package in metadata.distributions():
        folder = os.path.realpath(str(package.locate_file("")))
        paths = (line.split(",")[0] for line in (package.read_text("RECORD") or "").splitlines())
        if any(os.path.join(folder, path) in loaded for path in paths):
            versions.setdefault(package.metadata["Name"], package.version)
    return versions
