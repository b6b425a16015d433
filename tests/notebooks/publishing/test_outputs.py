"""Putting outputs into the repository, on notebooks of a few lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from made_up import cells_of, printed
from nbformat.v4 import new_output

from helpers.profiles import ROOT
from notebooks.publishing import outputs
from notebooks.running.notebooks import sources_digest

AddNotebook = Callable[..., Path]


@pytest.fixture
def run(main_of: Callable[..., Callable[..., int]]) -> Callable[..., int]:
    return main_of(outputs)


@pytest.fixture
def executed(add_notebook: AddNotebook, made_up: SimpleNamespace) -> Callable[..., Path]:
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
        copy = made_up.run_dir / "notebooks" / path.name
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
    assert run() == 0
    assert capsys.readouterr().out == "Wrote the outputs of 1 notebooks into notebooks.\n"
    notebook = nbformat.read(path, as_version=4)
    assert [output.output_type for output in notebook.cells[1].outputs] == ["stream", "display_data"]
    assert printed(notebook.cells[1]) == "a\nb\n"
    assert [cell.metadata for cell in notebook.cells] == [{}, {}]
    assert notebook.metadata == {
        "kernelspec": outputs.KERNELSPEC,
        "language_info": {"name": "python"},
        "course": {"profile": "nano", "sources": sources_digest(notebook)},
    }
    assert path.read_text().endswith("}\n")


def test_publishing_shows_a_widget_as_the_html_that_comes_with_it(
    run: Callable[..., int], executed: Callable[..., Path]
) -> None:
    widget = {outputs.WIDGET_VIEW: {"model_id": "1"}, "text/plain": "Box()"}
    table = {"text/html": "<table></table>", "text/plain": "a table"}
    path = executed(
        new_output("display_data", data=widget),
        new_output("execute_result", data=widget | table, execution_count=2),
        new_output("display_data", data=table),
    )
    assert run() == 0
    shown = cells_of(path)[1].outputs
    assert [output.output_type for output in shown] == ["execute_result", "display_data"]
    assert [output.data for output in shown] == [table, table]


def test_cleaning_leaves_the_executed_outputs_as_they_are() -> None:
    output = new_output("display_data", data={outputs.WIDGET_VIEW: {"model_id": "1"}, "text/html": "<p>"})
    assert outputs.clean_outputs([output])[0].data == {"text/html": "<p>"}
    assert outputs.WIDGET_VIEW in output.data


def test_publishing_keeps_the_text_of_the_repository(run: Callable[..., int], executed: Callable[..., Path]) -> None:
    path = executed(new_output("stream", text="1\n"))
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell("# Written after the run"))
    nbformat.write(notebook, path)
    assert run() == 0
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
    made_up: SimpleNamespace,
    capsys: pytest.CaptureFixture[str],
    damage: Callable[[Path, Path], object],
    message: str,
) -> None:
    path = executed(new_output("stream", text="1\n"))
    damage(made_up.run_dir / "notebooks" / path.name, path)
    assert_refused(run, path, message, capsys)


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (new_output("error", ename="ValueError", evalue="", traceback=[]), "did not run to its end (code cell 2)"),
        (new_output("stream", text=f"saved in {ROOT}/runs"), "shows an absolute path of this machine"),
        (new_output("display_data", data={"text/html": f"<a href='{Path.home()}'>"}), "shows an absolute path"),
        (new_output("display_data", data={"application/json": {"path": str(ROOT)}}), "shows an absolute path"),
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
    assert run() == 2
    assert message in (errors := capsys.readouterr().err)
    assert errors.count("\n") == 1
    assert path.read_bytes() == before


def test_publishing_refuses_other_profiles(
    run: Callable[..., int], executed: Callable[..., Path], made_up: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    path = executed(new_output("stream", text="1\n"))
    made_up.name = "base"
    assert_refused(run, path, "Only outputs of the nano profile are published, not of base", capsys)


def test_a_folder_that_only_looks_like_a_private_one_is_accepted(
    run: Callable[..., int], executed: Callable[..., Path]
) -> None:
    executed(new_output("stream", text=f"{ROOT}s and ~{ROOT}"))
    assert run() == 0
