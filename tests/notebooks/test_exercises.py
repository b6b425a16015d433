"""The exercises: what a learner types is judged and explained, and the lessons hold what the solutions say."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
import static_checks as checks
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from traitlets.config import Config

from helpers.profiles import NOTEBOOKS
from helpers.running.errors import CourseError
from notebooks.publishing.exercises import SOLUTIONS, exercise_cells, main, strip, tagged, with_exercises
from notebooks.running.notebooks import NOTEBOOKS as FOLDER
from notebooks.running.notebooks import read_notebook, select_notebooks
from notebooks.solutions import checks as exercises
from notebooks.solutions.checks import Outcome, Unsolved, Wrong, check, exercise

PATHS = sorted(SOLUTIONS.glob("*.ipynb"))
LEVELS = {"Easy": 0, "Medium": 1, "Hard": 2}
TITLE = re.compile(r"### Exercise (\d\d\.\d) · \S.*\n\n?\*(Easy|Medium|Hard), (\d+) minutes\.\*\n")


# --- one answer ----------------------------------------------------------------------------------


@pytest.fixture
def doubled(monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a made-up exercise: a function that doubles a number."""
    monkeypatch.setattr(exercises, "_CHECKERS", {})
    monkeypatch.setattr(exercises, "exercise_names", lambda notebook: ["99.1"] if notebook == "99" else [])

    @exercise("99.1")
    def doubles(answer: Callable[[float], float]) -> str:
        """A function that doubles a number."""
        for number in (0, 3):
            if answer(number) != 2 * number:
                raise Wrong(f"Twice {number} is not <{answer(number)}>.")
        return "Right. Twice as much & no more."

    return "99.1"


def test_a_right_and_a_wrong_answer(doubled: str) -> None:
    right, wrong = check(doubled, lambda x: 2 * x), check(doubled, lambda x: x)
    assert (right.passed, repr(right)) == (True, "✓ 99.1  Right. Twice as much & no more.")
    assert (wrong.passed, repr(wrong)) == (False, "✗ 99.1  Twice 3 is not <3>.")


@pytest.mark.parametrize(
    "answer", [..., None, lambda x: ..., lambda x: None, (1, ...), [...], {"a": ...}, (lambda x: ...,)]
)
def test_an_exercise_that_is_not_solved_yet(doubled: str, answer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if isinstance(answer, tuple) and callable(answer[0]):
        monkeypatch.setitem(exercises._CHECKERS, doubled, lambda parts: str(parts[0](1)))
    outcome = check(doubled, answer)
    assert outcome.passed is None
    assert repr(outcome).startswith("○ 99.1  Not solved yet: ")


def test_a_function_without_return_is_told_so(doubled: str) -> None:
    assert "let the function return" in check(doubled, lambda x: None).message


def test_an_exception_in_the_learners_function_is_named_with_its_input(doubled: str) -> None:
    outcome = check(doubled, lambda x: 1 / x)
    assert outcome.passed is False
    assert "ZeroDivisionError: division by zero" in outcome.message and "(0)" in outcome.message


def test_an_answer_of_another_kind_is_told_what_is_wanted(doubled: str) -> None:
    outcome = check(doubled, "text")
    assert outcome.passed is False
    assert "TypeError" in outcome.message and "A function that doubles a number." in outcome.message


def test_a_checker_may_find_that_there_is_no_answer(doubled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(answer: Any) -> str:
        raise Unsolved

    monkeypatch.setitem(exercises._CHECKERS, doubled, nothing)
    assert check(doubled, 1).passed is None


@pytest.mark.parametrize(("name", "listed"), [("99.7", "99.1"), ("no such", "00"), (7, "00")])
def test_an_unknown_id_lists_the_known_ones(doubled: str, name: Any, listed: str) -> None:
    outcome = check(name, 1)
    assert outcome.passed is False
    assert listed in outcome.message and outcome.message.count(".") <= 2


def test_one_id_has_one_checker(doubled: str) -> None:
    with pytest.raises(ValueError, match="99.1 has two checkers"):
        exercise(doubled)(test_one_id_has_one_checker)


@pytest.mark.parametrize("passed", [True, False, None])
def test_html_is_escaped_and_says_it_without_colour(passed: bool | None) -> None:
    shown = Outcome("99.1", passed, "<b>`x < 1`</b> & more")._repr_html_()
    assert "&lt;b&gt;<code" in shown and "x &lt; 1</code>&lt;/b&gt; &amp; more" in shown
    assert exercises.SIGNS[passed] in shown and len(set(exercises.SIGNS.values())) == 3


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` by WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("passed", [True, False, None])
def test_the_colours_can_be_read(passed: bool | None) -> None:
    text, background = re.findall(r"#[0-9a-f]{6}", Outcome("99.1", passed, "")._repr_html_())[:2]
    lighter, darker = sorted((luminance(text), luminance(background)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5  # AA


# --- solutions become exercises ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("solution", "left"),
    [
        ("x = 1  # solution\ny = x", "x = ...\ny = x"),
        ("x: int = f(a=1)  # solution", "x: int = ..."),
        ("def f():\n    return 1  # solution", "def f():\n    return ..."),
        (
            "def f():\n    # solution\n    a = 1\n\n    return a\n    # end of solution\n\n\nf()",
            "def f():\n    ...\n\n\nf()",
        ),
        ("# solution\na = 1\n# end of solution\n# solution\nb = 2\n# end of solution", "...\n..."),
    ],
)
def test_strip(solution: str, left: str) -> None:
    assert strip(solution) == left


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("x = 1", "No line of a solution"),
        ("# solution\nx = 1", "Line 1 .* has no '# end of solution'"),
        ("x = 1\n# end of solution", "Line 2 .* one too many"),
        ("# solution\n# solution\n# end of solution", "Line 2 .* one too many"),
        ("f(1)  # solution", "Line 1 .* is no 'name = value"),
        ("x == 1  # solution", "Line 1 .* is no 'name = value"),
    ],
)
def test_a_mark_that_fits_nowhere_is_named(source: str, problem: str) -> None:
    with pytest.raises(CourseError, match=problem):
        strip(source)


@pytest.fixture
def course(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with one lesson and one with its solutions."""
    lessons, solutions = tmp_path / "notebooks", tmp_path / "notebooks" / "solutions"
    solutions.mkdir(parents=True)
    lesson = [new_markdown_cell("# Title"), new_markdown_cell("The end.\n\n## Recap\n\n- Much.", id="shared01")]
    solved = [
        new_markdown_cell("# Title: solutions"),
        new_markdown_cell("### Exercise, see [it](../../x.py)", id="text0001", metadata={"tags": ["exercise"]}),
        new_code_cell("x = 1  # solution", id="code0001", metadata={"tags": ["solution"]}),
        new_code_cell("check(2)", metadata={"tags": ["wrong-answer"]}),
    ]
    nbformat.write(new_notebook(cells=lesson), lessons / "01_a.ipynb")
    nbformat.write(new_notebook(cells=solved), solutions / "01_a.ipynb")
    return lessons, solutions


def test_exercises_stand_right_before_the_recap(course: tuple[Path, Path]) -> None:
    assert main([], *course) == 0
    cells = read_notebook(course[0] / "01_a.ipynb").cells
    assert [cell.source.splitlines()[0] for cell in cells] == [
        "# Title",
        "The end.",
        "## Exercises",
        "### Exercise, see [it](../x.py)",
        "x = ...",
        "## Recap",
    ]
    assert [cell.id for cell in cells[3:5]] == ["text0001", "code0001"]
    assert "solutions/01_a.ipynb" in cells[2].source


def test_writing_twice_changes_nothing_and_keeps_outputs(course: tuple[Path, Path]) -> None:
    main([], *course)
    path = course[0] / "01_a.ipynb"
    ran = read_notebook(path)
    ran.cells[4].execution_count = 5
    nbformat.write(ran, path)
    before = path.read_bytes()
    assert main([], *course) == 0
    assert path.read_bytes() == before


def test_check_reports_drift_and_writes_nothing(course: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    before = (course[0] / "01_a.ipynb").read_bytes()
    assert main(["--check"], *course) == 1
    assert "01_a.ipynb differs" in capsys.readouterr().out
    assert (course[0] / "01_a.ipynb").read_bytes() == before
    main([], *course)
    assert main(["--check"], *course) == 0


def test_changed_code_loses_its_outputs(course: tuple[Path, Path]) -> None:
    main([], *course)
    lesson = read_notebook(course[0] / "01_a.ipynb")
    lesson.cells[4].update(source="x = 7", execution_count=3)
    cells = exercise_cells(read_notebook(course[1] / "01_a.ipynb"), "01_a")
    assert with_exercises(lesson, cells, "01_a").cells[4].execution_count is None


def test_solutions_without_a_lesson_are_named(course: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    (course[0] / "01_a.ipynb").unlink()
    assert main([], *course) == 2
    assert "01_a.ipynb belongs to no lesson" in capsys.readouterr().err


# --- the course's own ----------------------------------------------------------------------------


def test_the_lessons_hold_the_exercises_of_the_solutions() -> None:
    assert main(["--check"]) == 0


def test_each_lesson_has_solutions_and_they_are_no_lessons() -> None:
    assert [path.stem for path in PATHS] == list(NOTEBOOKS)
    assert select_notebooks(FOLDER) == list(NOTEBOOKS)


def parts(notebook: NotebookNode) -> Iterator[tuple[str, NotebookNode, NotebookNode, list[NotebookNode]]]:
    """Each exercise of a notebook of solutions: its id, its text, its solution and its wrong answers."""
    starts = [i for i, cell in enumerate(notebook.cells) if tagged(cell, "exercise")]
    for start, end in zip(starts, [*starts[1:], len(notebook.cells)], strict=True):
        text, solution, *rest = notebook.cells[start:end]
        title = TITLE.match(text.source)
        assert title, f"{text.source.splitlines()[:3]} is no title with a level and minutes"
        assert tagged(solution, "solution"), f"{title[1]}: no solution follows the text"
        yield title[1], text, solution, [cell for cell in rest if tagged(cell, "wrong-answer")]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_exercises_rise_in_difficulty(path: Path) -> None:
    found = list(parts(checks.load_notebook(path)))
    number = path.stem[:2]
    assert [name for name, *_ in found] == [f"{number}.{k}" for k in range(1, len(found) + 1)]
    assert [name for name, *_ in found] == exercises.exercise_names(number)
    assert 3 <= len(found) <= 6
    levels = [LEVELS[TITLE.match(text.source)[2]] for _, text, _, _ in found]
    minutes = [int(TITLE.match(text.source)[3]) for _, text, _, _ in found]
    assert levels == sorted(levels) and all(1 <= m <= 45 for m in minutes)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_solutions_lead_back_to_their_lesson(path: Path) -> None:
    first = checks.load_notebook(path).cells[0].source
    assert first.startswith(f"# {path.stem[:2]} · ") and f"](../{path.name})" in first


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Runs in a folder of their own; figures are drawn, not shown."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_RUNS", str(tmp_path_factory.mktemp("runs")))
        patch.setenv("MPLBACKEND", "Agg")
        yield


class Learner:
    """Runs cells as a kernel does, in this process; each exercise starts from the set-up cell alone."""

    def __init__(self, setup: str) -> None:
        self.shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
        self.run(setup)
        self.names = dict(self.shell.user_ns)

    def restart(self) -> None:
        """Forget all but the set-up."""
        self.shell.user_ns.clear()
        self.shell.user_ns.update(self.names)

    def run(self, source: str) -> Any:
        """Run a cell and return what it would show; an exception is raised here."""
        result = self.shell.run_cell(source, store_history=False)
        result.raise_error()
        return result.result


@pytest.mark.usefixtures("told_in_chinese_too")
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_solutions_pass_and_wrong_answers_are_explained(path: Path, runs: None) -> None:
    notebook = checks.load_notebook(path)
    learner = Learner(next(cell.source for cell in notebook.cells if cell.cell_type == "code"))
    for name, _, solution, wrong in parts(notebook):
        learner.restart()
        stripped = learner.run(strip(solution.source))
        assert (stripped.exercise, stripped.passed) == (name, None), f"{name}, without its solution: {stripped}"
        learner.restart()
        right = learner.run(solution.source)
        assert (right.exercise, right.passed) == (name, True), f"{name}: {right}"
        assert right.message.startswith("Right. "), f"{name}: {right}"
        assert len(wrong) >= 2, f"{name} has fewer than two wrong answers"
        messages = set()
        for cell in wrong:
            assert cell.source.startswith("# "), f"{name}: a wrong answer does not say which slip it is"
            outcome = learner.run(cell.source)
            assert (outcome.exercise, outcome.passed) == (name, False), f"{name}, {cell.source!r}: {outcome}"
            assert len(outcome.message.split()) >= 6 and "could not be checked" not in outcome.message, f"{outcome}"
            messages.add(outcome.message)
        assert len(messages) == len(wrong), f"{name}: two slips are told the same"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_exercise_cells_give_no_solution_away(path: Path) -> None:
    for name, _, solution, _ in parts(checks.load_notebook(path)):
        left = ast.parse(strip(solution.source))
        dots = [node for node in ast.walk(left) if isinstance(node, ast.Constant) and node.value is ...]
        assert dots, f"{name} has nothing to replace"
        assert ast.unparse(left.body[-1]).startswith(f"check('{name}', "), f"{name} does not end with its check"


def wordings(ticket: str) -> list[str]:
    """Three good wordings of exercise 05.3."""
    asked = (
        "Billing, delivery or repair?",
        "Who answers: billing, delivery, repair?",
        "Queue (billing/delivery/repair):",
    )
    return [f"{ticket}\n{question}" for question in asked]


@pytest.mark.parametrize(
    ("read", "passed", "told"),
    [
        (lambda answer: ..., None, "Not solved yet"),
        (lambda answer: None, None, "`read` gives back nothing"),
        ({"billing; urgent": ("billing", True)}.get, False, "contradict each other"),
        (lambda answer: ("billing", True) if answer == "billing; urgent" else None, False, "contradict each other"),
    ],
)
def test_a_reader_that_contradicts_its_writer_is_wrong_not_unsolved(read: Any, passed: bool | None, told: str) -> None:
    outcome = check("05.3", (wordings, lambda queue, urgent: f"{queue}, {'urgent' if urgent else 'can wait'}", read))
    assert outcome.passed is passed and told in outcome.message


@pytest.mark.parametrize(("goes_on", "passed"), [(True, False), (False, True)])
def test_examples_stop_at_the_first_that_does_not_fit(goes_on: bool, passed: bool) -> None:
    def few_shot(splits: Any, dialogue: str, count_tokens: Callable[[str], int], limit: int) -> str:
        shots, question = "", f"{dialogue}\nSummary:"
        for row in splits["train"]:
            longer = shots + f"{row['dialogue']}\nSummary: {row['summary']}\n\n"
            if row["dialogue"] != dialogue and count_tokens(longer + question) <= limit:
                shots = longer
            elif row["dialogue"] != dialogue and not goes_on:
                break
        return shots + question

    outcome = check("01.4", few_shot)
    assert outcome.passed is passed and ("`break`" in outcome.message) is goes_on
