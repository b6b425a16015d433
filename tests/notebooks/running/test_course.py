"""The runner, on notebooks of a few lines."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from made_up import cells_of, printed, wait_for
from nbformat.v4 import new_output

from helpers.profiles import ROOT
from helpers.running.errors import CourseError
from notebooks.running import course

AddNotebook = Callable[..., Path]


@pytest.fixture
def run(main_of: Callable[..., Callable[..., int]]) -> Callable[..., int]:
    return main_of(course)


def test_all_notebooks_run_in_order_each_in_its_own_kernel(
    run: Callable[..., int],
    add_notebook: AddNotebook,
    made_up: SimpleNamespace,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    add_notebook("01_two", "print(open('one.txt').read(), 'x' in globals())")
    add_notebook("00_one", "import os; x = 1", "open('one.txt', 'w').write(os.environ['COURSE_PROFILE'])")
    assert run() == 0
    copies = made_up.run_dir / "notebooks"
    assert printed(cells_of(copies / "01_two.ipynb")[0]) == "nano False\n"
    assert [cell.execution_count for cell in cells_of(copies / "00_one.ipynb")] == [1, 2]
    assert (tmp_path / "notebooks" / "one.txt").exists()
    assert set(json.loads((made_up.run_dir / "timings.json").read_text())) == {"00_one", "01_two"}
    assert sorted(path.name for path in copies.iterdir()) == ["00_one.ipynb", "01_two.ipynb"]
    output, errors = capsys.readouterr()
    assert errors == ""
    assert "[1/2] 00_one starts, about 2 min left" in output
    assert "[2/2] 01_two done in 0:0" in output
    assert f"{Path('runs/nano/notebooks')}\n" in output
    assert "Report      not written yet" in output
    assert "Total time  0:0" in output


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("raise ValueError('first line\\nsecond line')", "ValueError: first line second line"),
        ("import os; os._exit(1)", "the kernel died, most often because memory ran out."),
        ("1 +", "SyntaxError: invalid syntax"),
    ],
)
def test_a_failing_cell_is_reported_in_one_line(
    run: Callable[..., int],
    add_notebook: AddNotebook,
    made_up: SimpleNamespace,
    capsys: pytest.CaptureFixture[str],
    source: str,
    message: str,
) -> None:
    path = add_notebook("00_one", "print('fine')", source, "print('never')")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[2].outputs = [new_output("stream", text="of an earlier run")]
    nbformat.write(notebook, path)
    add_notebook("01_two", "1")
    assert run() == 1
    errors = capsys.readouterr().err
    assert errors.startswith(f"00_one.ipynb stopped at code cell 2 of 3: {message}")
    assert errors.count("\n") == 1
    partial = cells_of(made_up.run_dir / "notebooks" / "00_one.ipynb")
    assert [printed(cell) for cell in partial] == ["fine\n", "", ""]
    assert not (made_up.run_dir / "notebooks" / "01_two.ipynb").exists()
    assert not (made_up.run_dir / "timings.json").exists()


@pytest.mark.fault("`make course` that stopped in a notebook", "goes on there, with an edit it begins anew")
def test_a_course_that_was_stopped_goes_on_there_unless_something_changed(
    run: Callable[..., int],
    add_notebook: AddNotebook,
    made_up: SimpleNamespace,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    note = "import os; open('log.txt', 'a').write('{} ' + os.environ['COURSE_STARTED'] + '\\n')"
    path = add_notebook("00_one", note.format("one"))
    add_notebook("01_two", note.format("two"), "assert os.path.exists('there')")
    log = tmp_path / "notebooks" / "log.txt"
    assert run() == 1
    (tmp_path / "notebooks" / "there").touch()
    assert run() == 0
    assert "Going on with 01_two" in capsys.readouterr().out
    lines = [line.split() for line in log.read_text().splitlines()]
    assert [name for name, _ in lines] == ["one", "two", "two"] and len({started for _, started in lines}) == 1
    assert not (made_up.run_dir / "course.json").exists()

    (tmp_path / "notebooks" / "there").unlink()
    assert run() == 1  # a finished course begins anew
    path.touch()
    assert run() == 1  # and so does one with a changed file
    (made_up.run_dir / "course.json").write_text("half")
    assert run() == 1
    assert log.read_text().count("one") == 4 and "Going on" not in capsys.readouterr().out


def test_only_runs_the_named_notebooks(
    run: Callable[..., int], add_notebook: AddNotebook, made_up: SimpleNamespace
) -> None:
    for name in ("00_one", "01_two", "02_three"):
        add_notebook(name, "1")
    assert run("--only", "00, 02_three.ipynb") == 0
    assert sorted(path.stem for path in (made_up.run_dir / "notebooks").iterdir()) == ["00_one", "02_three"]


def test_an_unknown_notebook_is_one_sentence(
    run: Callable[..., int], add_notebook: AddNotebook, capsys: pytest.CaptureFixture[str]
) -> None:
    add_notebook("00_one", "1")
    assert run("--only", "00,9") == 2
    assert capsys.readouterr() == ("", "No notebook starts with '9'; there are 00_one.\n")


def test_an_empty_folder_and_a_damaged_notebook_are_one_sentence(
    run: Callable[..., int], add_notebook: AddNotebook, capsys: pytest.CaptureFixture[str]
) -> None:
    path = add_notebook("00_one", "1")
    path.write_text("{")
    assert run() == 2
    assert capsys.readouterr().err == f"{Path('notebooks/00_one.ipynb')} is not a valid notebook.\n"
    path.unlink()
    assert run() == 2
    assert capsys.readouterr().err == "There is no notebook in notebooks.\n"


def test_a_profile_that_does_not_fit_is_one_sentence(
    run: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise CourseError("Profile xl needs a GPU.")

    monkeypatch.setattr(course, "load_profile", fail)
    assert run() == 2
    assert capsys.readouterr() == ("", "Profile xl needs a GPU.\n")


SCRIPT = """
import sys
from pathlib import Path
from types import SimpleNamespace
from notebooks.running import course
folder = Path(sys.argv[1])
course.load_profile = lambda: SimpleNamespace(name="nano", minutes={}, run_dir=folder / "runs" / "nano")
sys.exit(course.main([], folder / "notebooks"))
"""


@pytest.mark.fault("Ctrl-C in `make course`", "says how to go on; no process is left behind")
@pytest.mark.skipif(os.name == "nt", reason="sends an interruption as terminals on Unix do")
def test_an_interruption_stops_the_kernel_and_says_how_to_go_on(add_notebook: AddNotebook, tmp_path: Path) -> None:
    started = tmp_path / "started"
    add_notebook("00_one", "1")
    add_notebook(
        "01_two",
        f"import os, time\nopen({str(started)!r} + '.part', 'w').write(str(os.getpid()))\n"
        f"os.replace({str(started)!r} + '.part', {str(started)!r})\ntime.sleep(600)",
    )
    add_notebook("02_three", "1")
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background has it ignored
    )
    wait_for(started.exists)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors == "Stopped in 01_two.ipynb; go on with: make course ONLY=01,02\n"
    assert "[1/3] 00_one done" in output
    wait_for(lambda: not alive(int(started.read_text())))


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_kernels_get_an_absolute_runs_folder(
    made_up: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSE_RUNS", "elsewhere")
    assert course.kernel_environment(made_up)["COURSE_RUNS"] == str(tmp_path / "elsewhere")


@pytest.mark.parametrize(("encoding", "said"), [("utf-8", "笔记本      "), ("ascii", r"\u7b14\u8bb0\u672c      ")])
def test_a_stream_that_cannot_write_chinese_stops_no_course(
    add_notebook: AddNotebook, tmp_path: Path, encoding: str, said: str
) -> None:
    add_notebook("00_one", "print('一')")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "COURSE_LANGUAGE": "zh"}
    script = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, encoding="utf-8", env=environment, timeout=120)
    assert done.returncode == 0, done.stderr
    assert f"\n{said}" in done.stdout
    hint = f"This output is in {encoding}, which cannot write the language zh: set PYTHONIOENCODING=utf-8"
    assert (hint in done.stderr) is (encoding == "ascii") and "UnicodeEncodeError" not in done.stderr
    assert printed(cells_of(tmp_path / "runs" / "nano" / "notebooks" / "00_one.ipynb")[0]) == "一\n"
