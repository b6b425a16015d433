"""Which arm each notebook lets answer which test set: of its cells, only what leads to an answer is run."""

from __future__ import annotations

import ast
from unittest.mock import MagicMock

import static_checks as checks

from helpers.profiles import Profile
from notebooks.running.notebooks import NOTEBOOKS, tags

ASKS = "evaluate_arm"


def names(node: ast.AST, context: type[ast.expr_context]) -> set[str]:
    """The names that code reads (`ast.Load`) or gives a value (`ast.Store`)."""
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, context)}


def read(statement: ast.stmt) -> set[str]:
    """The names that a statement takes from before it: not the variables of its own loops."""
    loops = [inner for inner in ast.walk(statement) if isinstance(inner, ast.For | ast.comprehension)]
    return names(statement, ast.Load).difference(*(names(loop.target, ast.Store) for loop in loops))


def bound(statement: ast.stmt) -> set[str]:
    """The names that a statement imports, defines, or gives a value."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name for alias in statement.names}
    defines = isinstance(statement, ast.FunctionDef | ast.ClassDef)
    return {statement.name} if defines else names(statement, ast.Store)


def changed(statement: ast.stmt) -> set[str]:
    """The names whose contents a statement changes, as ``x[key] = …`` and ``x |= …`` do."""
    inner = list(ast.walk(statement))
    parts = [node.value for node in inner if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)]
    parts += [node.target for node in inner if isinstance(node, ast.AugAssign)]
    return {part.id for part in parts if isinstance(part, ast.Name)}


def leading_to_answers(block: list[ast.stmt], wanted: set[str]) -> list[ast.stmt]:
    """The statements of a block that ask an arm, or that give one of these a name that it reads; `wanted` follows."""
    kept: list[ast.stmt] = []
    for statement in reversed(block):
        if ASKS in names(statement, ast.Load) or (bound(statement) | changed(statement)) & wanted:
            if isinstance(statement, ast.For):
                statement.body = leading_to_answers(statement.body, set(wanted))
            else:
                wanted -= bound(statement) - changed(statement)
            wanted |= read(statement) | changed(statement)
            kept.insert(0, statement)
    return kept


def asked(number: str, profile: Profile) -> set[tuple[str, str, str]]:
    """(arm, task, wording) of every test set that an arm is given in a notebook, exercises left out; nothing runs."""
    (path,) = NOTEBOOKS.glob(f"{number}_*.ipynb")
    cells = [cell for cell in checks.code_cells(checks.load_notebook(path)) if "exercise" not in tags(cell)]
    block = [statement for cell in cells for statement in checks.python_tree(cell.source).body]
    found: set[tuple[str, str, str]] = set()

    def evaluate_arm(arm: object, task: str, wording: str = "1") -> MagicMock:
        found.add((arm.name, task, wording))
        return MagicMock()

    # In place of what a cell would import or make: 05 counts its `examples` as they are drawn.
    given = {"profile": profile, "examples": profile.multitask.examples}
    given |= {ASKS: evaluate_arm, "evaluate_baselines": MagicMock(), "compare": MagicMock()}
    block = [statement for statement in block if not bound(statement) & given.keys()]
    code = leading_to_answers(block, set())
    exec(compile(ast.fix_missing_locations(ast.Module(code, [])), path.name, "exec"), given)
    return found
