"""The runner, on notebooks of a few lines."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_output

from helpers.running import course

AddNotebook = Callable[..., Path]


@pytest.fixture
def profile(tmp_path: Path) -> SimpleNamespace:
    return SimpleNamespace(name="nano", minutes={"00_one": 0.5, "01_two": 2}, run_dir=tmp_path / "runs" / "nano")


@pytest.fixture
def run(profile: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """`main` with the made-up profile and the notebooks of ``tmp_path``."""
    monkeypatch.setattr(course, "load_profile", lambda: profile)
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: course.main(arguments, tmp_path / "notebooks")


def cells_of(path: Path) -> list[nbformat.NotebookNode]:
    return course.code_cells(nbformat.read(path, as_version=4))


def printed(cell: nbformat.NotebookNode) -> str:
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")


def test_all_notebooks_run_in_order_each_in_its_own_kernel(
    run: Callable[..., int],
    add_notebook: AddNotebook,
    profile: SimpleNamespace,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    add_notebook("01_two", "print(open('one.txt').read(), 'x' in globals())")
    add_notebook("00_one", "import os; x = 1", "open('one.txt', 'w').write(os.environ['COURSE_PROFILE'])")
    assert run() == 0
    copies = profile.run_dir / "notebooks"
    assert printed(cells_of(copies / "01_two.ipynb")[0]) == "nano False\n"
    assert [cell.execution_count for cell in cells_of(copies / "00_one.ipynb")] == [1, 2]
    assert (tmp_path / "notebooks" / "one.txt").exists()
    assert set(json.loads((profile.run_dir / "timings.json").read_text())) == {"00_one", "01_two"}
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
    profile: SimpleNamespace,
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
    partial = cells_of(profile.run_dir / "notebooks" / "00_one.ipynb")
    assert [printed(cell) for cell in partial] == ["fine\n", "", ""]
    assert not (profile.run_dir / "notebooks" / "01_two.ipynb").exists()
    assert not (profile.run_dir / "timings.json").exists()


@pytest.mark.fault("`make course` that stopped in a notebook", "goes on there, with an edit it begins anew")
def test_a_course_that_was_stopped_goes_on_there_unless_something_changed(
    run: Callable[..., int],
    add_notebook: AddNotebook,
    profile: SimpleNamespace,
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
    assert not (profile.run_dir / "course.json").exists()

    (tmp_path / "notebooks" / "there").unlink()
    assert run() == 1  # a finished course begins anew
    path.touch()
    assert run() == 1  # and so does one with a changed file
    (profile.run_dir / "course.json").write_text("half")
    assert run() == 1
    assert log.read_text().count("one") == 4 and "Going on" not in capsys.readouterr().out


def test_only_runs_the_named_notebooks(
    run: Callable[..., int], add_notebook: AddNotebook, profile: SimpleNamespace
) -> None:
    for name in ("00_one", "01_two", "02_three"):
        add_notebook(name, "1")
    assert run("--only", "00, 02_three.ipynb") == 0
    assert sorted(path.stem for path in (profile.run_dir / "notebooks").iterdir()) == ["00_one", "02_three"]


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
        raise course.CourseError("Profile xl needs a GPU.")

    monkeypatch.setattr(course, "load_profile", fail)
    assert run() == 2
    assert capsys.readouterr() == ("", "Profile xl needs a GPU.\n")


SCRIPT = """
import sys
from pathlib import Path
from types import SimpleNamespace
from helpers.running import course
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
        cwd=course.ROOT,
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


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_kernels_get_an_absolute_runs_folder(
    profile: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COURSE_RUNS", "elsewhere")
    assert course.kernel_environment(profile)["COURSE_RUNS"] == str(tmp_path / "elsewhere")


@pytest.mark.parametrize(
    ("expected", "elapsed", "text"),
    [
        ([60, 120], 0, "about 3 min left"),
        ([60, 120], 30, "about 2 min left"),
        ([60, 6000], 60, "about 1 h 40 min left"),
        ([20], 10, "about half a minute left"),
        ([60, 120], 61, "at least 2 min left"),
        ([60, None], 0, "at least 1 min left"),
        ([None, 60], 0, "at least 1 min left"),
        ([60], 61, "longer than estimated"),
        ([None], 5, "time left unknown"),
    ],
)
def test_time_left_is_honest(expected: list[float | None], elapsed: float, text: str) -> None:
    assert course.time_left(expected, elapsed) == text


def test_measured_times_come_before_the_profiles(tmp_path: Path) -> None:
    path = tmp_path / "timings.json"
    assert course.read_timings(path) == {}
    path.write_text("[1]")
    assert course.read_timings(path) == {}
    path.write_text('{"a": 5}')
    assert course.expected_seconds(["a", "b", "c"], course.read_timings(path), {"a": 1, "b": 2}) == [5, 120, None]


def test_a_terminal_shows_one_line_that_is_rewritten(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "50")
    with course.Progress(["00_one", "01_two"], [60, 120], stream) as progress:
        progress.notebook_starts(cells=4)
        progress.cell_starts(3)
        progress.notebook_ends()
    lines = stream.getvalue().split("\r\x1b[K")
    assert "[1/2] 00_one  cell 3/4  0:00 so far, about 3 min left"[:49] in lines
    assert lines[-2:] == ["[1/2] 00_one done in 0:00\n", ""]
    assert stream.getvalue().count("\n") == 1


def test_without_a_terminal_a_line_comes_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "HEARTBEAT", 0.02)
    stream = io.StringIO()
    with course.Progress(["00_one"], [60], stream) as progress:
        progress.notebook_starts(cells=4)
        progress.cell_starts(3)
        wait_for(lambda: "cell 3/4" in stream.getvalue(), 10)
        progress.notebook_ends()
    lines = stream.getvalue().splitlines()
    assert lines[0] == "[1/1] 00_one starts, about 1 min left"
    assert lines[-1] == "[1/1] 00_one done in 0:00"
    assert "\r" not in stream.getvalue()


@pytest.fixture
def executed(add_notebook: AddNotebook, profile: SimpleNamespace) -> Callable[..., Path]:
    """A function that writes a notebook and an executed copy of it with the given outputs."""

    def add(*outputs: nbformat.NotebookNode) -> Path:
        path = add_notebook("00_one", "x = 1", "show(x)")
        notebook = nbformat.read(path, as_version=4)
        for count, cell in enumerate(notebook.cells, start=1):
            cell.execution_count = count
            cell.metadata["execution"] = {"iopub.status.busy": "2020-01-01"}
        notebook.cells[1].outputs = list(outputs)
        notebook.metadata = nbformat.from_dict(
            {
                "widgets": {},
                "kernelspec": {"name": "other", "display_name": "Mine"},
                "language_info": {"name": "python", "version": "3.11.1"},
            }
        )
        copy = profile.run_dir / "notebooks" / path.name
        copy.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
        nbformat.write(notebook, copy)
        return path

    return add


def test_publishing_cleans_and_stamps(
    run: Callable[..., int], executed: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "0%"}
    path = executed(
        new_output("stream", name="stdout", text="a\n"),
        new_output("stream", name="stderr", text="warning\n"),
        new_output("stream", name="stdout", text="b\n"),
        new_output("display_data", data=widget),
        new_output("display_data", data={"text/plain": "<Figure>", "image/png": "aGVsbG8="}),
    )
    assert run("--publish") == 0
    assert capsys.readouterr().out == "Wrote the outputs of 1 notebooks into notebooks.\n"
    notebook = nbformat.read(path, as_version=4)
    assert [output.output_type for output in notebook.cells[1].outputs] == ["stream", "display_data"]
    assert printed(notebook.cells[1]) == "a\nb\n"
    assert [cell.metadata for cell in notebook.cells] == [{}, {}]
    assert notebook.metadata == {
        "kernelspec": course.KERNELSPEC,
        "language_info": {"name": "python"},
        "course": {"profile": "nano", "sources": course.sources_digest(notebook)},
    }
    assert path.read_text().endswith("}\n")


def test_publishing_shows_a_widget_as_the_html_that_comes_with_it(
    run: Callable[..., int], executed: Callable[..., Path]
) -> None:
    widget = {course.WIDGET_VIEW: {"model_id": "1"}, "text/plain": "Box()"}
    table = {"text/html": "<table></table>", "text/plain": "a table"}
    path = executed(
        new_output("display_data", data=widget),
        new_output("execute_result", data=widget | table, execution_count=2),
        new_output("display_data", data=table),
    )
    assert run("--publish") == 0
    outputs = cells_of(path)[1].outputs
    assert [output.output_type for output in outputs] == ["execute_result", "display_data"]
    assert [output.data for output in outputs] == [table, table]


def test_cleaning_leaves_the_executed_outputs_as_they_are() -> None:
    output = new_output("display_data", data={course.WIDGET_VIEW: {"model_id": "1"}, "text/html": "<p>"})
    assert course.clean_outputs([output])[0].data == {"text/html": "<p>"}
    assert course.WIDGET_VIEW in output.data


def test_publishing_keeps_the_text_of_the_repository(run: Callable[..., int], executed: Callable[..., Path]) -> None:
    path = executed(new_output("stream", text="1\n"))
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell("# Written after the run"))
    nbformat.write(notebook, path)
    assert run("--publish") == 0
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[0].source == "# Written after the run"
    assert printed(notebook.cells[2]) == "1\n"


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda copy, path: copy.unlink(), "00_one.ipynb has no executed copy in"),
        (
            lambda copy, path: path.write_text(path.read_text().replace("x = 1", "x = 2")),
            "has changed since its last run",
        ),
        (
            lambda copy, path: copy.write_text(
                copy.read_text().replace('"execution_count": 2', '"execution_count": null')
            ),
            "did not run to its end (code cell 2)",
        ),
        (lambda copy, path: copy.write_text("no notebook"), "is not a valid notebook"),
    ],
)
def test_publishing_refuses_a_copy_that_does_not_fit(
    run: Callable[..., int],
    executed: Callable[..., Path],
    profile: SimpleNamespace,
    capsys: pytest.CaptureFixture[str],
    damage: Callable[[Path, Path], object],
    message: str,
) -> None:
    path = executed(new_output("stream", text="1\n"))
    damage(profile.run_dir / "notebooks" / path.name, path)
    assert_refused(run, path, message, capsys)


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (new_output("error", ename="ValueError", evalue="", traceback=[]), "did not run to its end (code cell 2)"),
        (new_output("stream", text=f"saved in {course.ROOT}/runs"), "shows an absolute path of this machine"),
        (new_output("display_data", data={"text/html": f"<a href='{Path.home()}'>"}), "shows an absolute path"),
        (new_output("display_data", data={"application/json": {"path": str(course.ROOT)}}), "shows an absolute path"),
    ],
)
def test_publishing_refuses_errors_and_private_paths(
    run: Callable[..., int],
    executed: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    output: nbformat.NotebookNode,
    message: str,
) -> None:
    assert_refused(run, executed(output), message, capsys)


def assert_refused(run: Callable[..., int], path: Path, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    assert run("--publish") == 2
    assert message in (errors := capsys.readouterr().err)
    assert errors.count("\n") == 1
    assert path.read_bytes() == before


def test_publishing_refuses_other_profiles(
    run: Callable[..., int], executed: Callable[..., Path], profile: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    path = executed(new_output("stream", text="1\n"))
    profile.name = "base"
    assert_refused(run, path, "Only outputs of the nano profile are published, not of base", capsys)


def test_a_folder_that_only_looks_like_a_private_one_is_accepted(
    run: Callable[..., int], executed: Callable[..., Path]
) -> None:
    executed(new_output("stream", text=f"{course.ROOT}s and ~{course.ROOT}"))
    assert run("--publish") == 0
