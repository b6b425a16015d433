"""The set-up cell finds or fetches the course, and makes the kernel of each runtime ready; all without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import types
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from helpers import profiles
from helpers.profiles import ROOT, choose_profile, load_profile
from helpers.running import runtime
from helpers.running.errors import CourseError
from helpers.running.runtime import check_python
from helpers.setup import check_environment, how_to_choose, start
from notebooks.publishing.repository import Release, release, set_up_cell

MARKERS = ("KAGGLE_KERNEL_RUN_TYPE", "COLAB_RELEASE_TAG", "VSCODE_PID", "CI", "COURSE_INSTALL", runtime.PENDING)
RUNTIMES = {
    "colab": {"COLAB_RELEASE_TAG": "release-colab"},
    "kaggle": {"KAGGLE_KERNEL_RUN_TYPE": "Interactive", "COLAB_RELEASE_TAG": "the image is built on Colab's"},
    "vscode": {"VSCODE_PID": "1"},
    "jupyter": {},
}
GPU_PATHS = {
    "colab": "Runtime → Change runtime type",
    "kaggle": "Settings → Accelerator",
    "vscode": "Select Kernel",
    "jupyter": "machine with a GPU",
}
RESTART_PATHS = {
    "colab": "Runtime → Restart session",
    "kaggle": "Run → Restart",
    "vscode": "Restart in the notebook's toolbar",
    "jupyter": "Kernel → Restart Kernel…",
}


@pytest.fixture
def no_markers(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that says nothing about the runtime and allows installing."""
    for name in MARKERS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delitem(sys.modules, "google.colab", raising=False)


@pytest.fixture(params=RUNTIMES)
def faked(request: pytest.FixtureRequest, no_markers: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each runtime in turn, by its markers."""
    for name, value in RUNTIMES[request.param].items():
        monkeypatch.setenv(name, value)
    return request.param


# --- which runtime, and where its menus are ------------------------------------------------------


def test_runtime_is_known_by_its_markers(faked: str) -> None:
    assert runtime.runtime() == faked


def test_colab_is_known_by_its_module(no_markers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "google.colab", types.ModuleType("google.colab"))
    assert runtime.runtime() == "colab"


def test_vscode_on_a_remote_machine_is_known_by_what_it_tells_the_kernel(
    no_markers: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = types.SimpleNamespace(user_ns={"__vsc_ipynb_file__": "01.ipynb"})
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    assert runtime.runtime() == "vscode"
    shell.user_ns.clear()
    assert runtime.runtime() == "jupyter"


def test_a_hub_profile_without_a_gpu_names_the_way_to_one(faked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "gpu_memory", lambda: None)
    with pytest.raises(CourseError, match=GPU_PATHS[faked]):
        choose_profile("base")


def test_start_names_the_way_to_a_gpu_where_the_runtime_lends_one(faked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    nano = load_profile("nano")
    monkeypatch.setattr("helpers.setup.gpu_memory", lambda: None)
    assert (GPU_PATHS[faked] in how_to_choose(nano)) == (faked in ("colab", "kaggle"))
    monkeypatch.setattr("helpers.setup.gpu_memory", lambda: 15.0)
    assert GPU_PATHS[faked] not in how_to_choose(nano)


def test_check_asks_a_hosted_runtime_for_nothing_that_it_brings_itself(faked: str) -> None:
    lines = "\n".join(check_environment(load_profile("nano")))
    assert "transformers" in lines
    assert ("jupyterlab" in lines) == (faked in ("vscode", "jupyter"))


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)])
def test_a_python_that_was_not_tried_is_refused_before_anything_is_installed(
    no_markers: None, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    with pytest.raises(CourseError, match=rf"3\.11, 3\.12 or 3\.13 and this is {version[0]}\.{version[1]}:"):
        runtime.check_python(version)
    monkeypatch.setattr(runtime, "check_python", lambda: pytest.fail("asked"))
    with pytest.raises(pytest.fail.Exception, match="asked"):
        runtime.prepare()
    for good in ((3, 11), (3, 12, 1), (3, 13)):
        assert check_python(good) is None


def test_make_and_pip_refuse_the_same_pythons(tmp_path: Path) -> None:
    """As the set-up cell does, `make course`, and the commands that train and run the notebooks."""
    other = tmp_path / "python3.14"
    other.write_text(f'#!/bin/sh\nexec {sys.executable} -c "import sys; sys.version_info = (3, 14, 0); $2"\n')
    other.chmod(0o755)
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # not a part of a make
    done = subprocess.run(["make", "newest", f"PYTHON={other}"], cwd=ROOT, env=alone, capture_output=True, text=True)
    assert done.returncode and done.stdout == ""
    assert done.stderr.splitlines()[0].startswith("The course needs Python 3.11, 3.12 or 3.13;")
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    for version in ("3.10", "3.11", "3.13", "3.14"):
        tried = tuple(map(int, version.split(".")))
        if SpecifierSet(asked).contains(version):
            check_python(tried)
        else:
            with pytest.raises(CourseError):
                check_python(tried)


# --- where runs lie ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "folder", "says"),
    [
        ("colab", "/content/course/runs/small", ("end with this session", "keep_on_drive()")),
        ("colab", "/content/drive/MyDrive/course-runs/small", ("on your Drive", "outlive this session")),
        ("kaggle", "/kaggle/working/course/runs/small", ("end with this session", "Settings → Persistence")),
    ],
)
def test_a_hosted_runtime_says_where_runs_lie_and_whether_they_stay(
    no_markers: None, monkeypatch: pytest.MonkeyPatch, name: str, folder: str, says: tuple[str, ...]
) -> None:
    for marker, value in RUNTIMES[name].items():
        monkeypatch.setenv(marker, value)
    said = runtime.where_runs_lie(Path(folder))
    assert folder in said and all(part in said for part in says)


def test_on_a_machine_of_ones_own_runs_stay_and_nothing_is_said(no_markers: None) -> None:
    assert runtime.where_runs_lie(ROOT / "runs" / "nano") == ""


def test_runs_go_to_the_drive_once_it_is_mounted(
    no_markers: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mounted = []
    monkeypatch.setenv("COLAB_RELEASE_TAG", "release")
    monkeypatch.setenv("COURSE_RUNS", "/content/elsewhere")
    monkeypatch.setitem(sys.modules, "google.colab.drive", types.SimpleNamespace(mount=mounted.append))
    runtime.keep_on_drive()
    assert mounted == ["/content/drive"] and "outlive this session" in capsys.readouterr().out
    assert load_profile("nano").run_dir == Path("/content/drive/MyDrive/course-runs/nano")


def test_there_is_no_drive_elsewhere(no_markers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_RUNS", "/kept")
    with pytest.raises(CourseError, match="COURSE_RUNS"):
        runtime.keep_on_drive()
    assert os.environ["COURSE_RUNS"] == "/kept"


# --- what is installed ----------------------------------------------------------------------------


def test_a_prepared_environment_installs_nothing(faked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("pip was called"))
    runtime.prepare()


def test_no_runtime_installs_what_shows_notebooks(faked: str) -> None:
    names = {needed.name for needed in runtime.kernel_requirements()}
    assert {"torch", "transformers", "packaging"} <= names
    assert not names & {"jupyterlab", "ipykernel", "ipython", "pytest"}


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("COURSE_INSTALL", "0")])
def test_nothing_is_installed_where_it_is_forbidden(
    no_markers: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("pip was called"))
    file = tmp_path / "requirements.txt"
    file.write_text("surely-absent>=1  # a comment\n")
    with pytest.raises(CourseError, match=r"surely-absent.*pip install -r requirements\.txt"):
        runtime.prepare(file)


@pytest.mark.parametrize(
    ("versions", "imported", "pinned"),
    [
        ({"torch": "2.8.0+cu126", "numpy": "2.1.0"}, True, ["torch==2.8.0+cu126", "numpy==2.1.0"]),
        ({"torch": "2.8.0+cu126", "numpy": "2.1.0"}, False, ["torch==2.8.0+cu126"]),
        ({"torch": "99.0", "numpy": "1.26.4"}, True, ["torch==99.0"]),  # numpy must be replaced
        ({}, True, []),
    ],
)
def test_torch_and_an_imported_numpy_are_pinned(
    monkeypatch: pytest.MonkeyPatch, versions: dict[str, str], imported: bool, pinned: list[str]
) -> None:
    monkeypatch.setattr(runtime, "installed", versions.get)
    if not imported:
        monkeypatch.delitem(sys.modules, "numpy")
    needed = [Requirement("torch>=2.6,<=2.13.0"), Requirement("transformers>=5"), Requirement("numpy>=2,<3")]
    assert runtime.constraints(needed) == pinned


def test_a_newer_torch_is_kept_and_an_older_one_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = [Requirement("torch>=2.6,<=2.13.0")]
    for version in ("2.14.0", "2.6.0+cu124", "2.14.0.dev20260101"):
        monkeypatch.setattr(runtime, "installed", {"torch": version}.get)
        assert runtime.lacking(needed) == []
    monkeypatch.setattr(runtime, "installed", {}.get)
    assert runtime.lacking(needed) == needed
    monkeypatch.setattr(runtime, "installed", {"torch": "2.4.1"}.get)
    with pytest.raises(CourseError, match=r"torch 2\.4\.1.*newer runtime"):
        runtime.lacking(needed)


def test_a_restart_names_the_way_to_it(faked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {"surely-replaced": "1.0"}
    monkeypatch.setattr(runtime, "installed", versions.get)
    monkeypatch.setattr(runtime, "imported_versions", lambda: dict(versions))
    monkeypatch.setattr(runtime, "install", lambda *_: versions.update({"surely-replaced": "2.0"}))
    monkeypatch.setenv(runtime.PENDING, "")
    file = tmp_path / "requirements.txt"
    file.write_text("surely-replaced>=2\n")
    with pytest.raises(CourseError, match="surely-replaced was imported before") as raised:
        runtime.prepare(file)
    assert RESTART_PATHS[faked] in str(raised.value)


# --- by the real pip, in an environment of its own -------------------------------------------------


def wheel(folder: Path, name: str, version: str, *needs: str) -> None:
    """Write a wheel with one module that knows its version."""
    folder.mkdir(exist_ok=True)
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}/__init__.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        + "".join(f"Requires-Dist: {need}\n" for need in needs),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{file},,\n" for file in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for file, text in files.items():
            archive.writestr(file, text)


Python = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def python(tmp_path: Path) -> Python:
    """A function that runs code in a fresh environment, whose pip knows only the wheels in ``tmp_path/wheels``.

    The environment has a torch of its own, 2.6.0+cu124, and a course_example 1.0; a newer torch is on offer.
    """
    wheels, place = tmp_path / "wheels", tmp_path / "environment"
    for name, version, *needs in (
        ("torch", "2.6.0+cu124"),
        ("torch", "2.9.0"),
        ("course_example", "1.0"),
        ("course_example", "2.0"),
        ("course_addition", "1.0", "torch>=2", "course_example"),
        ("course_conflict", "1.0", "torch>=2.9"),
    ):
        wheel(wheels, name, version, *needs)
    venv.create(place, with_pip=False)
    own = next(place.glob("lib/python*/site-packages"))
    for installed in ("torch-2.6.0+cu124", "course_example-1.0"):
        zipfile.ZipFile(wheels / f"{installed}-py3-none-any.whl").extractall(own)
    (own / "shared.pth").write_text(sysconfig.get_paths()["purelib"])  # pip and packaging
    environment = {name: value for name, value in os.environ.items() if name not in MARKERS}
    environment |= {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels),
        "PIP_CONFIG_FILE": os.devnull,
        "PYTHONPATH": str(ROOT),
    }

    def run(code: str, needs: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "requirements.txt").write_text(f"torch>=2.6,<=2.13.0\n{needs}\n")
        code = (
            "from pathlib import Path; from helpers.running.errors import CourseError\n"
            "from helpers.running.runtime import *\n" + code
        )
        command = [str(place / "bin" / "python"), "-c", code]
        return subprocess.run(command, cwd=tmp_path, env=environment | more, capture_output=True, text=True, timeout=60)

    return run


PREPARE = "prepare(Path('requirements.txt'))\n"
VERSIONS = "print(installed('torch'), installed('course_example'), installed('course_addition'))\n"


def test_what_is_missing_is_installed_and_torch_is_kept(python: Python) -> None:
    done = python(PREPARE + VERSIONS + "import course_addition", "course_addition>=1")
    assert done.returncode == 0, done.stderr
    assert "Installing course_addition" in done.stdout and "no restart" in done.stdout
    assert done.stdout.splitlines()[-1] == "2.6.0+cu124 1.0 1.0"
    again = python(PREPARE + VERSIONS, "course_addition>=1")
    assert again.stdout == "2.6.0+cu124 1.0 1.0\n"


def test_what_would_replace_torch_is_refused_in_one_sentence(python: Python) -> None:
    done = python(PREPARE, "course_conflict>=1")
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("helpers.running.errors.CourseError: pip could not install") and "requirements.txt" in last
    assert python(VERSIONS).stdout == "2.6.0+cu124 1.0 None\n"


def test_pip_without_a_source_is_said_in_one_sentence(python: Python) -> None:
    done = python(PREPARE, "surely-absent>=1", KAGGLE_KERNEL_RUN_TYPE="Interactive")
    last = done.stderr.strip().splitlines()[-1]
    assert "surely-absent" in last and "Settings → Internet" in last


def test_a_package_imported_before_asks_for_a_restart_until_there_is_one(python: Python) -> None:
    twice = f"""
import course_example
for attempt in range(2):
    try:
        {PREPARE}
    except CourseError as error:
        print("STOP", error)
"""
    done = python(twice, "course_example>=2")
    stops = [line for line in done.stdout.splitlines() if line.startswith("STOP")]
    assert len(stops) == 2 and stops[0] == stops[1], done.stdout + done.stderr
    assert "course_example" in stops[0] and RESTART_PATHS["jupyter"] in stops[0]
    restarted = python(PREPARE + "import course_example; print(course_example.VERSION)", "course_example>=2")
    assert restarted.stdout == "2.0\n", restarted.stderr


def test_a_package_that_nothing_imported_asks_for_no_restart(python: Python) -> None:
    done = python(PREPARE + VERSIONS, "course_example>=2")
    assert done.stdout.splitlines()[1:] == ["Installed; no restart is needed.", "2.6.0+cu124 2.0 None"], done.stderr


def test_a_pending_restart_stops_before_the_hub_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(runtime.PENDING, "restart the kernel")
    monkeypatch.setattr("helpers.running.hub.pin", lambda _: pytest.fail("the hub was asked"))
    monkeypatch.setattr(profiles, "choose_profile", lambda: pytest.fail("a profile was chosen"))
    with pytest.raises(CourseError, match="restart the kernel"):
        start()


# --- the cell itself --------------------------------------------------------------------------------

STUB = """
from pathlib import Path
ROOT = Path(__file__).resolve().parents[1]
def start():
    return 'started'
"""


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A git repository that looks like the release v1.0, with a stub in place of what starts a lesson."""
    folder = tmp_path / "remote" / "the-course"
    (folder / "helpers").mkdir(parents=True)
    (folder / "helpers" / "setup.py").write_text(STUB)
    in_git(folder, "init", "--quiet")
    commit_all(folder, "v1.0")
    return folder


def in_git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit_all(folder: Path, tag: str) -> None:
    in_git(folder, "add", ".")
    in_git(folder, "commit", "--quiet", "-m", "A course")
    in_git(folder, "tag", "--force", tag)


def released(folder: Path | str, commit: str | None = None) -> Release:
    """The release v1.0 of the course in a folder, at its present commit."""
    return Release(f"file://{folder}", "v1.0", commit or in_git(Path(folder), "rev-parse", "HEAD"))


NOWHERE = Release("file:///nowhere", "v1.0", "1234567890" * 4)


def run_cell(
    folder: Path, published: Release | None, *, python: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the set-up cell in a folder, by a Python that has nothing installed unless another is named."""
    folder.mkdir(parents=True, exist_ok=True)
    code = set_up_cell(published) + "\nprint(ROOT, profile)"
    command = [str(python), "-c", code] if python else [sys.executable, "-S", "-c", code]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | more
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """What a cell that found no course said."""
    assert done.returncode == 1
    return done.stderr.strip().split("RuntimeError: ")[-1]


@pytest.mark.parametrize("published", [NOWHERE, None])
def test_the_cell_finds_the_course_around_it(remote: Path, published: Release | None) -> None:
    for folder in (remote, remote / "notebooks" / "solutions", remote / "a" / "b" / "c" / "d"):
        assert run_cell(folder, published).stdout == f"{remote} started\n"


def test_the_cell_clones_the_course_once_where_it_is_alone(remote: Path, tmp_path: Path) -> None:
    alone = tmp_path / "content"
    assert run_cell(alone, released(remote)).stdout == f"{alone / 'course'} started\n"
    assert [path.name for path in alone.iterdir()] == ["course"]
    assert run_cell(alone, NOWHERE).stdout == f"{alone / 'course'} started\n"


def test_without_an_address_the_cell_says_how_to_open_the_course(remote: Path, tmp_path: Path) -> None:
    alone = tmp_path / "content"
    said = refusal(run_cell(alone, None))
    assert said.endswith("upload its whole folder beside this notebook, and name it course.")
    assert list(alone.iterdir()) == []
    shutil.copytree(remote, alone / "course")
    assert run_cell(alone, None).stdout == f"{alone / 'course'} started\n"


def test_a_course_that_is_not_there_is_not_called_the_internet(tmp_path: Path) -> None:
    alone = tmp_path / "content"
    said = refusal(run_cell(alone, Release(f"file://{tmp_path}/absent", "v1.0", NOWHERE.commit)))
    assert "fetch this notebook anew" in said and "does not" in said and "internet" not in said
    assert list(alone.iterdir()) == []


def test_no_network_is_called_the_internet(tmp_path: Path) -> None:
    said = refusal(run_cell(tmp_path / "content", Release("https://course.invalid/a/b", "v1.0", NOWHERE.commit)))
    assert said.endswith("is the internet on (Kaggle: Settings → Internet)?")


def test_a_tag_that_was_moved_or_is_missing_runs_nothing(remote: Path, tmp_path: Path) -> None:
    alone, before = tmp_path / "content", released(remote)
    (remote / "helpers" / "setup.py").write_text("raise SystemExit('another hand was here')")
    commit_all(remote, "v1.0")
    assert "another commit" in refusal(run_cell(alone, before)) and list(alone.iterdir()) == []
    gone = Release(before.address, "v9", before.commit)
    assert "v9 not found" in refusal(run_cell(alone, gone)) and list(alone.iterdir()) == []


def test_before_its_tag_a_release_clones_nothing(remote: Path, tmp_path: Path) -> None:
    open_still = Release(f"file://{remote}", "v1.0")
    assert "another commit" in refusal(run_cell(tmp_path / "content", open_still))


def test_a_part_that_an_interrupted_clone_left_is_cleared_away(remote: Path, tmp_path: Path) -> None:
    alone = tmp_path / "content"
    (alone / ".c" / "helpers").mkdir(parents=True)
    (alone / ".c" / "helpers" / "setup.py").write_text("raise SystemExit('half a course')")
    assert "No course" in refusal(run_cell(alone, NOWHERE)) and list(alone.iterdir()) == []
    (alone / ".c").mkdir()
    (alone / ".c" / "half").touch()
    assert run_cell(alone, released(remote)).stdout == f"{alone / 'course'} started\n"
    assert [path.name for path in alone.iterdir()] == ["course"]


def test_a_missing_git_is_said(tmp_path: Path) -> None:
    assert "git: not found" in refusal(run_cell(tmp_path / "content", NOWHERE, PATH="/nonexistent"))


def test_git_asks_nobody_for_a_password(tmp_path: Path) -> None:
    (tmp_path / "git").write_text('#!/bin/sh\necho "prompt=$GIT_TERMINAL_PROMPT $1 $2" >&2\nexit 1\n')
    (tmp_path / "git").chmod(0o755)
    done = run_cell(tmp_path / "content", NOWHERE, PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert "prompt=0 -c advice" in refusal(done)


def test_the_installed_course_is_found_from_any_folder(remote: Path, tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", remote)
    (remote / "requirements.txt").touch()
    for package in ("helpers", "data", "notebooks"):
        (remote / package).mkdir(exist_ok=True)
        (remote / package / "__init__.py").touch()
    place = tmp_path / "environment"
    venv.create(place, with_pip=False)
    own = next(place.glob("lib/python*/site-packages"))
    (own / "shared.pth").write_text(sysconfig.get_paths()["purelib"])  # pip and setuptools
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "-e", "."]
    subprocess.run([str(place / "bin" / "python"), *install], cwd=remote, check=True, timeout=120)
    (own / "shared.pth").unlink()
    done = run_cell(tmp_path / "content", NOWHERE, python=place / "bin" / "python")
    assert done.stdout == f"{remote} started\n", done.stderr
    assert list((tmp_path / "content").iterdir()) == []


def test_the_course_goes_first_on_the_path_by_its_full_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ["", "/elsewhere", str(ROOT)]
    monkeypatch.setattr(sys, "path", [*runtime.LOOKED_IN, *before])
    runtime.settle()
    assert sys.path == [str(ROOT), "", "/elsewhere"]
    runtime.settle()
    assert sys.path == [str(ROOT), "", "/elsewhere"]
    import helpers

    assert list(helpers.__path__) == [str(ROOT / "helpers")]


@pytest.mark.parametrize("published", [release(), None, Release("https://github.com/the-owner/the-name", "v1.0.1")])
def test_the_cell_is_short_and_waits_with_its_imports(published: Release | None) -> None:
    cell = set_up_cell(published)
    compile(cell, "cell", "exec")
    assert len(cell.splitlines()) <= 14 and max(map(len, cell.splitlines())) <= 88
