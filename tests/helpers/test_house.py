"""helpers/ stays a house that a newcomer sees through: few modules in its root, none too long, no circle."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
import static_checks as checks

ROOT = Path(__file__).resolve().parents[2]
HELPERS = ROOT / "helpers"
MODULES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in sorted(HELPERS.rglob("*.py"))}
FRONT = {name: path for name, path in MODULES.items() if path.parent == HELPERS and path.name != "__init__.py"}


def lines(path: Path) -> int:
    """Number of lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def imported(tree: ast.AST) -> set[str]:
    """The modules of helpers that code imports, in functions too, but not for type checking alone."""
    skipped = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    packages = {f"{name}.__init__" for name in names}
    return (names | packages) & MODULES.keys()


def test_the_root_is_small_and_all_of_it_is_for_lessons() -> None:
    used: set[str] = set()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        for cell in checks.code_cells(checks.load_notebook(path)):
            used |= imported(checks.python_tree(cell.source))
    assert FRONT.keys() - used == set(), "no lesson imports these: move them below helpers/"
    assert len(FRONT) <= 15
    assert sum(map(lines, FRONT.values())) <= 3_000


def test_the_helpers_stay_thin() -> None:
    other_jobs = HELPERS / "own_data", HELPERS / "running" / "wording.py"  # read strange files, say it in Chinese
    counted = (path for path in MODULES.values() if not set(other_jobs) & {path, *path.parents})
    assert sum(map(lines, counted)) <= 7_000


@pytest.mark.parametrize("name", MODULES)
def test_no_module_is_long(name: str) -> None:
    assert lines(MODULES[name]) <= 350


def test_no_module_imports_itself_by_way_of_others() -> None:
    """An import within a function counts as well: it would only hide the circle."""
    graph = {name: imported(ast.parse(path.read_text(encoding="utf-8"))) - {name} for name, path in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' → '.join(error.args[1])}")
