"""The notebooks and helper modules keep the course's rules; nothing is run, torch is not needed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
import static_checks as checks
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.profiles import NOTEBOOKS, ROOT
from notebooks.running.notebooks import NOTEBOOKS as FOLDER
from notebooks.running.notebooks import sources_digest

PATHS = sorted(FOLDER.glob("*.ipynb"))
SOLUTIONS = sorted((FOLDER / "solutions").glob("*.ipynb"))
MODULES = sorted([*(ROOT / "helpers").rglob("*.py"), *(ROOT / "notebooks" / "solutions" / "checks").glob("*.py")])
OWN = {"helpers", "data", "notebooks"}


def test_notebooks_are_those_of_the_profiles() -> None:
    """In the order of their numbers."""
    assert [path.stem for path in PATHS] == list(NOTEBOOKS)
    assert [path.name[:3] for path in PATHS] == [f"{number:02}_" for number in range(10)]


def test_maps_name_every_lesson_and_each_lesson_the_next() -> None:
    texts = [[cell.source for cell in checks.load_notebook(path).cells] for path in PATHS]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in PATHS if f"](notebooks/{path.name}) | " not in readme] == []
    assert [path.name for path in PATHS[1:] if f"]({path.name}) | " not in "".join(texts[0])] == []
    for cells, following in zip(texts, PATHS[1:], strict=False):
        last = next(text for text in cells if "## What is next" in text)
        assert f"]({following.name})" in last.partition("## What is next")[2], following.name


@pytest.mark.parametrize("check", checks.NOTEBOOK_CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_notebook(path: Path, check: checks.Check) -> None:
    assert check(checks.load_notebook(path), path) == []


@pytest.mark.parametrize("check", checks.SOLUTION_CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_notebook_of_solutions(path: Path, check: checks.Check) -> None:
    assert check(checks.load_notebook(path), path) == []


def test_set_up_cell_is_the_same_everywhere() -> None:
    paths = [*PATHS, *SOLUTIONS]
    assert checks.setup_cells_differ({str(path): checks.load_notebook(path) for path in paths}) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_helper_imports(path: Path) -> None:
    files = ["requirements.txt"] + ["notebooks/publishing/requirements.txt"] * (path.stem == "demo")
    requirements = checks.requirement_names("".join((ROOT / file).read_text(encoding="utf-8") for file in files))
    assert checks.import_problems(path.read_text(encoding="utf-8"), requirements, OWN) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_helpers_use_no_removed_name(path: Path) -> None:
    assert list(checks.find_removed(checks.python_tree(path.read_text(encoding="utf-8")))) == []


def good_notebook() -> NotebookNode:
    """A notebook without a problem."""
    cells = [
        new_markdown_cell("# Title\n\nAfterwards you will be able to test."),
        new_markdown_cell("**Time and memory**\n\n| profile | time |\n|---|---:|\n| nano | 1 min |"),
        new_code_cell("%matplotlib inline\nimport matplotlib.pyplot as plt", execution_count=1),
        new_code_cell("plt.plot([1])\nplt.show()", execution_count=2, outputs=[new_output("stream", text="text")]),
        new_markdown_cell("*Figure 1. A point, see [this file](01_good.ipynb#there) and [that](https://a.example/b).*"),
        new_code_cell(
            "trainer = Seq2SeqTrainer(processing_class=tokenizer, args=dict(bf16=True))\nprint(profile.name)",
            execution_count=4,
        ),
        new_markdown_cell("## Exercises\n\n### The first\n\nAdd one."),
        new_markdown_cell("## Recap\n\n```\n# no heading [x](nowhere)\n```"),
        new_markdown_cell("## What is next"),
    ]
    notebook = new_notebook(cells=cells)
    notebook.metadata["course"] = {"profile": "nano", "sources": sources_digest(notebook)}
    return notebook


def replace_code(source: str) -> Callable[[NotebookNode], None]:
    """A change that puts ``source`` into the last code cell."""
    return lambda notebook: notebook.cells[5].update(source=source)


def replace_text(index: int, source: str) -> Callable[[NotebookNode], None]:
    """A change that puts ``source`` into the markdown cell ``index``."""
    return lambda notebook: notebook.cells[index].update(source=source)


def computed_table(notebook: NotebookNode, name: str) -> NotebookNode:
    """The notebook with a cell that makes the table of time and memory of the notebook ``name``."""
    notebook.cells[1:2] = [new_markdown_cell("## Time and memory"), new_code_cell(f'time_and_memory("{name}")')]
    return notebook


WIDGET = new_output("display_data", data={"application/vnd.jupyter.widget-view+json": {"model_id": "1"}})
BREAKS = [
    (checks.valid_format, lambda notebook: notebook.update(nbformat_minor=4)),
    (checks.valid_format, lambda notebook: notebook.cells[0].pop("id")),
    (checks.valid_format, lambda notebook: notebook.cells[0].update(id=notebook.cells[1].id)),
    (checks.valid_format, lambda notebook: notebook.cells[2].pop("outputs")),
    (checks.no_widgets, lambda notebook: notebook.metadata.update(widgets={})),
    (checks.no_widgets, lambda notebook: notebook.cells[2].outputs.append(WIDGET)),
    (checks.short_cells, replace_code("x = 1\n" * 31)),
    (checks.narrow_lines, replace_code(f"x = {'1 + ' * 22}1")),
    (checks.described_figures, lambda notebook: notebook.cells.pop(4)),
    (checks.described_figures, replace_text(4, "A point.")),
    (checks.described_figures, lambda notebook: notebook.cells.__delitem__(slice(4, None))),
    (checks.current_outputs, lambda notebook: notebook.cells[2].update(execution_count=None)),
    (checks.current_outputs, lambda notebook: notebook.cells[2].update(execution_count=3)),
    (checks.current_outputs, replace_code("changed = True")),
    (checks.current_outputs, lambda notebook: notebook.metadata.course.update(profile="base")),
    (checks.current_outputs, lambda notebook: notebook.metadata.pop("course")),
    (checks.no_errors, lambda notebook: notebook.cells[2].outputs.append(new_output("error", ename="ValueError"))),
    (checks.removed_names, replace_code("Seq2SeqTrainingArguments(evaluation_strategy='steps')")),
    (checks.removed_names, replace_code("transformers.Trainer(model, tokenizer=tokenizer)")),
    (checks.removed_names, replace_code("settings = dict(fp16=True)")),
    (checks.removed_names, replace_code("settings = {'fp16': True}")),
    (checks.removed_names, replace_code("load_dataset('x', trust_remote_code=True)")),
    (checks.removed_names, replace_code("load_dataset('x', trust_remote_code=False)")),
    (checks.removed_names, replace_code("AutoModel.from_pretrained('x', trust_remote_code=True)")),
    (checks.removed_names, replace_code("pipeline('summarization', model=model)")),
    (checks.removed_names, replace_code("transformers.pipeline(task='summarization')")),
    (checks.removed_names, replace_code("not valid =")),
    (checks.working_links, replace_text(1, "See [this](missing.ipynb).")),
    (checks.working_links, replace_text(1, "![picture](missing.png)")),
    (checks.working_links, replace_text(1, '<img src="missing.png">')),
    (checks.working_links, replace_text(1, "[this]: ../missing.md")),
    (checks.no_stated_scores, replace_text(1, "Fine-tuning lifts it from .21 to 0.384.")),
    (checks.opening, replace_text(0, "## Title\n\nyou will be able to test")),
    (checks.opening, lambda notebook: notebook.cells.insert(0, new_code_cell("x = 1"))),
    (checks.opening, replace_text(0, "# Title")),
    (checks.opening, replace_text(1, "Time and memory: little.")),
    (checks.opening, lambda notebook: computed_table(notebook, "02_other")),
    (checks.opening, lambda notebook: notebook.cells.pop(1)),
    (checks.ending, lambda notebook: notebook.cells.pop()),
    (checks.ending, lambda notebook: notebook.cells.pop(6)),
    (checks.ending, lambda notebook: notebook.cells.pop(7)),
    (checks.ending, lambda notebook: notebook.cells.insert(7, new_markdown_cell("## More"))),
    (checks.ending, lambda notebook: notebook.cells.append(new_markdown_cell("### More"))),
    (checks.ending, lambda notebook: notebook.cells.append(new_markdown_cell("## More"))),
    (checks.same_for_all_profiles, replace_code("if profile.name == 'nano':\n    steps = 1")),
    (checks.same_for_all_profiles, replace_code("steps = 1 if profile.name in small else 2")),
    (checks.same_for_all_profiles, replace_code("tiny = profile.name == 'nano'")),
    (checks.same_for_all_profiles, replace_code("steps = {'nano': 1, 'base': 2}[profile.name]")),
]


@pytest.mark.parametrize("check", checks.NOTEBOOK_CHECKS, ids=lambda check: check.__name__)
def test_check_accepts_a_good_notebook(check: checks.Check, tmp_path: Path) -> None:
    path = tmp_path / "01_good.ipynb"
    path.touch()
    assert check(good_notebook(), path) == []


@pytest.mark.parametrize(("check", "damage"), BREAKS, ids=lambda part: getattr(part, "__name__", "").strip("<>"))
def test_check_finds_the_problem(check: checks.Check, damage: Callable[[NotebookNode], None], tmp_path: Path) -> None:
    path = tmp_path / "01_good.ipynb"
    path.touch()
    notebook = copy.deepcopy(good_notebook())
    damage(notebook)
    assert check(notebook, path)


def test_the_table_of_time_and_memory_may_be_computed() -> None:
    assert checks.opening(computed_table(good_notebook(), "01_good"), Path("01_good.ipynb")) == []


def test_every_check_is_tried_on_a_bad_notebook() -> None:
    assert {check for check, _ in BREAKS} == set(checks.NOTEBOOK_CHECKS)


def test_different_set_up_cells_are_found() -> None:
    other = good_notebook()
    other.cells[2].source += " "
    assert checks.setup_cells_differ({"00": good_notebook(), "01": good_notebook(), "02": other}) == ["02"]
    assert checks.setup_cells_differ({"00": new_notebook()}) == ["00"]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("import os", "os is imported and not used"),
        ("from json import loads as read", "read is imported and not used"),
        ("import absent\nabsent.run()", "absent is not in requirements.txt"),
        ("def f():\n    from absent.part import g\n    g()", "absent is not in requirements.txt"),
    ],
)
def test_bad_imports_are_found(source: str, problem: str) -> None:
    assert checks.import_problems(source, set(), OWN) == [problem]


def test_good_imports_are_accepted() -> None:
    requirements = checks.requirement_names("# a comment\nrouge-score>=0.1.2,<1  # why\ntorch[x]>=2.6\n")
    source = (
        "from __future__ import annotations\nimport rouge_score.rouge_scorer\nfrom torch import nn\n"
        "from .profiles import ROOT\nfrom helpers.tasks import TASKS\nimport json\n"
        "__all__ = ['TASKS']\nprint(rouge_score, nn, ROOT, json)"
    )
    assert requirements == {"rouge-score", "torch"}
    assert checks.import_problems(source, requirements, OWN) == []
