"""Checks of notebooks and helper modules that run no code: each returns the problems it finds."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import nbformat
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines

from notebooks.publishing.outputs import WIDGET_VIEW
from notebooks.running.notebooks import code_cells, sources_digest

MAX_LINES = 30
MAX_COLUMNS = 88  # what the site and the slides show of a line
REMOVED_PIPELINES = {"summarization", "translation", "text2text-generation"}
DISTRIBUTIONS = {"stdnum": "python-stdnum"}  # modules whose distribution has another name
REMOVED_NAMES = {"evaluation_strategy", "trust_remote_code"}

Check = Callable[[NotebookNode, Path], list[str]]


def load_notebook(path: Path) -> NotebookNode:
    """Read a notebook exactly as stored; `nbformat.read` would add missing cell ids."""
    return rejoin_lines(nbformat.from_dict(json.loads(path.read_text(encoding="utf-8"))))


def markdown_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The markdown cells of a notebook, in order."""
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def prose(source: str) -> str:
    """Markdown without its code."""
    return re.sub(r"^```.*?^```|`[^`\n]*`", "", source, flags=re.DOTALL | re.MULTILINE)


def headings(notebook: NotebookNode) -> list[str]:
    """All headings of a notebook, with their number signs."""
    texts = [prose(cell.source) for cell in markdown_cells(notebook)]
    return [line for text in texts for line in re.findall(r"^#+ .*", text, re.MULTILINE)]


def python_tree(source: str) -> ast.Module:
    """Syntax tree of a code cell, IPython's % and ! lines left out."""
    return ast.parse(re.sub(r"^(\s*)[%!].*", r"\1pass", source, flags=re.MULTILINE))


def in_cells(notebook: NotebookNode, problem: Callable[[ast.Module], Iterator[str]]) -> list[str]:
    """Collect a problem finder's findings over all code cells."""
    found = []
    for number, cell in enumerate(code_cells(notebook), start=1):
        try:
            found += [f"code cell {number}: {text}" for text in problem(python_tree(cell.source))]
        except SyntaxError as error:
            found.append(f"code cell {number}: not valid Python ({error.msg})")
    return found


def valid_format(notebook: NotebookNode, path: Path) -> list[str]:
    """nbformat 4.5, valid, with a unique id in every cell."""
    found = []
    if (notebook.get("nbformat"), notebook.get("nbformat_minor")) != (4, 5):
        found.append(f"nbformat {notebook.get('nbformat')}.{notebook.get('nbformat_minor')} is not 4.5")
    ids = [cell.get("id") for cell in notebook.cells]
    if None in ids or len(set(ids)) < len(ids):
        return [*found, "a cell id is missing or used twice"]
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        found.append(str(error).splitlines()[0])
    return found


def no_widgets(notebook: NotebookNode, path: Path) -> list[str]:
    """No widget state and no widget output, which show as nothing elsewhere."""
    found = ["widget state in the metadata"] * ("widgets" in notebook.metadata)
    return found + [
        f"code cell {number}: widget output"
        for number, cell in enumerate(code_cells(notebook), start=1)
        if any(WIDGET_VIEW in output.get("data", {}) for output in cell.outputs)
    ]


def short_cells(notebook: NotebookNode, path: Path) -> list[str]:
    """Code cells fit on a screen; an answer that a cell of the solutions holds comes on top."""
    lines = [len(_asked(cell.source).splitlines()) for cell in code_cells(notebook)]
    return [f"code cell {number}: {count} lines" for number, count in enumerate(lines, start=1) if count > MAX_LINES]


def _asked(source: str) -> str:
    """A cell without the answer that a notebook of solutions puts into it."""
    return re.sub(r"^ *# solution\n.*?# end of solution\n", "", source, flags=re.DOTALL | re.MULTILINE)


def narrow_lines(notebook: NotebookNode, path: Path) -> list[str]:
    """Lines of code fit a page of the site and a slide; the set-up cell, which no one reads there, may be wider."""
    return [
        f"code cell {number}: {len(line)} columns: {line}"
        for number, cell in enumerate(code_cells(notebook)[1:], start=2)
        for line in cell.source.splitlines()
        if len(line) > MAX_COLUMNS
    ]


def described_figures(notebook: NotebookNode, path: Path) -> list[str]:
    """Every figure is described in words right below it."""
    followers = [*notebook.cells[1:], None]
    return [
        f"cell {cell.id}: no markdown cell starting with *Figure follows"
        for cell, follower in zip(notebook.cells, followers, strict=True)
        if cell.cell_type == "code"
        and "plt.show()" in cell.source
        and not (follower and follower.cell_type == "markdown" and follower.source.startswith("*Figure"))
    ]


def current_outputs(notebook: NotebookNode, path: Path) -> list[str]:
    """Outputs come from one run of exactly this code, top to bottom, with the nano profile."""
    counts, stamp = [cell.execution_count for cell in code_cells(notebook)], notebook.metadata.get("course", {})
    found = []
    if None in counts:
        found.append(f"code cell {counts.index(None) + 1} was not run")
    elif any(later <= earlier for earlier, later in zip(counts, counts[1:], strict=False)):
        found.append(f"execution counts do not rise: {counts}")
    if stamp.get("sources") != sources_digest(notebook):
        found.append("outputs are older than the code; run: COURSE_PROFILE=nano make course outputs")
    if stamp.get("profile") != "nano":
        found.append(f"outputs come from profile {stamp.get('profile')}, not nano")
    return found


def no_errors(notebook: NotebookNode, path: Path) -> list[str]:
    """No output is an error."""
    return [
        f"code cell {number}: {output.ename}"
        for number, cell in enumerate(code_cells(notebook), start=1)
        for output in cell.outputs
        if output.output_type == "error"
    ]


def removed_names(notebook: NotebookNode, path: Path) -> list[str]:
    """No use of names that the libraries no longer have."""
    return in_cells(notebook, find_removed)


def find_removed(tree: ast.AST) -> Iterator[str]:
    """Find names that the libraries no longer have, code from the hub, and float16, in which T5 overflows."""
    for node in ast.walk(tree):
        names: list[tuple[object, ast.expr | None]] = []
        loads = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "from_pretrained"
        if isinstance(node, ast.Call):
            function = getattr(node.func, "attr", getattr(node.func, "id", ""))
            names = [(keyword.arg, keyword.value) for keyword in node.keywords]
            if function.endswith("Trainer") and any(name == "tokenizer" for name, _ in names):
                yield f"{function}(tokenizer=...), now processing_class"
            tasks = [*node.args[:1], *(value for name, value in names if name == "task")]
            if function == "pipeline":
                yield from (
                    f"pipeline({task.value!r})"
                    for task in tasks
                    if isinstance(task, ast.Constant) and task.value in REMOVED_PIPELINES
                )
        elif isinstance(node, ast.Dict):
            names = [(getattr(key, "value", None), value) for key, value in zip(node.keys, node.values, strict=True)]
        elif isinstance(node, ast.Name | ast.Attribute):
            names = [(getattr(node, "id", getattr(node, "attr", "")), None)]
        for name, value in names:
            off = isinstance(value, ast.Constant) and value.value is False
            if name in REMOVED_NAMES and not (loads and off and name == "trust_remote_code"):
                yield str(name)
            elif name == "fp16" and isinstance(value, ast.Constant) and value.value is True:
                yield "fp16=True"


def working_links(notebook: NotebookNode, path: Path) -> list[str]:
    """Relative links lead to a file of the repository."""
    found = []
    for cell in markdown_cells(notebook):
        text = prose(cell.source)
        targets = re.findall(r"\]\(\s*<?([^)\s>]+)", text) + re.findall(r"(?:src|href)=[\"']([^\"']+)", text)
        targets += re.findall(r"^\s*\[[^\]]+\]:\s*(\S+)", text, re.MULTILINE)
        for target in targets:
            if not re.match(r"[a-z][a-z0-9+.-]*:|#", target, re.IGNORECASE):
                if not (path.parent / unquote(target.split("#")[0])).exists():
                    found.append(f"cell {cell.id}: {target} does not exist")
    return found


def no_stated_scores(notebook: NotebookNode, path: Path) -> list[str]:
    """No text states a score: what a cell prints can change, and the text would not."""
    return [
        f"cell {cell.id}: states {score}"
        for cell in markdown_cells(notebook)
        for score in re.findall(r"(?<![\d.])0?\.\d{2,}(?![\d.])", re.sub(r"\]\([^)]*\)", "]", prose(cell.source)))
    ]


def opening(notebook: NotebookNode, path: Path) -> list[str]:
    """A title and what one learns come first, and a table of time and memory follows."""
    first_code = next((i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"), len(notebook.cells))
    intro = [cell.source for cell in notebook.cells[:first_code] if cell.cell_type == "markdown"]
    found = []
    if not (intro and notebook.cells[0].cell_type == "markdown" and intro[0].startswith("# ")):
        found.append("the first cell does not start with a level-1 heading")
    if not any("you will be able to" in source.lower() for source in intro):
        found.append('no cell before the first code says "you will be able to"')
    if not has_resource_table(notebook, path.stem):
        found.append(f'no "Time and memory" table, or not the one of {path.stem}')
    return found


def has_resource_table(notebook: NotebookNode, name: str) -> bool:
    """Whether "Time and memory" comes with a table, written out or made by the next cell."""
    for cell, follower in zip(notebook.cells, notebook.cells[1:], strict=False):
        if cell.cell_type == "markdown" and "Time and memory" in cell.source:
            written = re.search(r"^\|[ :|-]*-[ :|-]*$", cell.source, re.MULTILINE)
            return bool(written) or f'time_and_memory("{name}")' in follower.source
    return False


def ending(notebook: NotebookNode, path: Path) -> list[str]:
    """Exercises come right before the last two headings, Recap and What is next."""
    found, wanted = headings(notebook), ["Exercises", "Recap", "What is next"]
    last = [heading.lstrip("# ") for heading in [h for h in found if not h.startswith("###")][-3:]]
    good = len(last) == 3 and all(heading.startswith(name) for heading, name in zip(last, wanted, strict=True))
    if good and [heading[:3] for heading in found[-2:]] == ["## ", "## "]:
        return []
    return [f"the last headings are {last}, not {', '.join(wanted)}"]


def same_for_all_profiles(notebook: NotebookNode, path: Path) -> list[str]:
    """No code depends on which profile runs."""
    return in_cells(notebook, find_profile_tests)


def find_profile_tests(tree: ast.AST) -> Iterator[str]:
    """Find comparisons and branches on ``profile.name``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            parts: list[ast.AST] = [node]
        elif isinstance(node, ast.If | ast.IfExp | ast.While):
            parts = [node.test]
        elif isinstance(node, ast.Match):
            parts = [node.subject]
        elif isinstance(node, ast.Subscript):
            parts = [node.slice]
        else:
            continue
        if any("profile.name" in ast.unparse(part) for part in parts):
            yield "depends on profile.name"
            return


NOTEBOOK_CHECKS: tuple[Check, ...] = (
    valid_format,
    no_widgets,
    short_cells,
    narrow_lines,
    described_figures,
    current_outputs,
    no_errors,
    removed_names,
    working_links,
    no_stated_scores,
    opening,
    ending,
    same_for_all_profiles,
)
SOLUTION_CHECKS: tuple[Check, ...] = (  # those that make sense for a notebook of solutions, which has no outputs
    valid_format,
    no_widgets,
    short_cells,
    narrow_lines,
    described_figures,
    no_errors,
    removed_names,
    working_links,
    no_stated_scores,
    same_for_all_profiles,
)


def setup_cells_differ(notebooks: dict[str, NotebookNode]) -> list[str]:
    """Names of the notebooks whose first code cell is another one than that of the first notebook."""
    sources = {name: next((cell.source for cell in code_cells(notebook)), "") for name, notebook in notebooks.items()}
    first = next(iter(sources.values()), "")
    return [name for name, source in sources.items() if source != first or not source]


def requirement_names(text: str) -> set[str]:
    """Names of the distributions in a requirements file."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return {re.split(r"[<>=!~;\[ ]", line)[0].lower().replace("_", "-") for line in lines if line}


def import_problems(source: str, requirements: set[str], own: set[str]) -> list[str]:
    """Imports of a module that nothing uses, or that neither ``requirements`` nor Python provides."""
    tree = ast.parse(source)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            modules = [] if node.level else [node.module or ""]
        else:
            continue
        bound = [alias.asname or alias.name.split(".")[0] for alias in node.names]
        found += [f"{name} is imported and not used" for name in bound if name not in used]
        for module in {module.split(".")[0] for module in modules}:
            distribution = DISTRIBUTIONS.get(module, module.lower().replace("_", "-"))
            if module not in sys.stdlib_module_names | own and distribution not in requirements:
                found.append(f"{module} is not in requirements.txt")
    return found
