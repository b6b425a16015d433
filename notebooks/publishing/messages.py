"""What the course says while it runs, found in its source: the texts that the catalogue of messages has to hold."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator

from helpers.profiles import ROOT
from helpers.running.wording import EXPRESSION
from notebooks.publishing.demo import ARMS

SPEAKING = (
    "helpers/*.py",
    "helpers/running/*.py",
    "helpers/own_data/*.py",
    "helpers/own_data/*/*.py",
    "helpers/scoring/definitions.py",
    "helpers/scoring/judge.py",
    "notebooks/solutions/checks/*.py",
    "notebooks/classroom/*.py",
    "notebooks/running/*.py",
)
# Their texts are prompts, cards, figures and tables, which are outputs of cells and stay English; their errors do not.
SILENT = {"cards", "card_parts", "language", "wording", "metrics", "plots", "show", "tasks"}
SHORT = [  # messages of one word or none, each as it stands in a source file
    "Stopped.",
    "Previous",
    "Next",
    "Notebooks",
    "Results",
    "Report",
    "kept",
    "embedded",
    "hub",
]
LABELS = [  # of lines and columns, without their colon
    *("file", "format", "encoding", "shape", "column of the {role}", "chats", "rows left out"),
    *("row", "column", "value", "problem", "row is"),
]
COMPOSED = [  # of several pieces: by `refuse` of helpers/own_data, by what decodes JSON, and of a damaged checkpoint
    "{where}: {problem}.",
    "{where}: {problem} (there: {value}).",
    "{where}, row {row}: {problem}.",
    "{where}, row {row}: {problem} (there: {value}).",
    "{where}: broken JSON, {problem} at character {place} (there: {value}).",
    "{where}, row {row}: broken JSON, {problem} at character {place} of this item (there: {value}).",
    "{run}: {checkpoint} is passed over: {file} has {size} bytes instead of {right}.",
]
PYTHON = (  # what Python itself says of files within a message
    "No such file or directory",
    "Permission denied",
    "Is a directory",
    "Not a directory",
    "File exists",
    "No space left on device",
    "Read-only file system",
)
JSON = (  # in lower case within a sentence
    "Expecting value",
    "Expecting ',' delimiter",
    "Expecting ':' delimiter",
    "Expecting property name enclosed in double quotes",
    "Unterminated string starting at",
    "Unterminated string starting",
    "Invalid control character at",
    "Invalid control character",
    r"Invalid \escape",
    r"Invalid \uXXXX escape",
    "Extra data",
    "Unexpected UTF-8 BOM (decode using utf-8-sig)",
)
NO_MESSAGE = {  # texts with words that nobody is told, and why
    "{self.value} [{self.low}, {self.high}] (n = {self.n}{p})": "a figure as tables have it",
    ", p = {self.p}": "a figure as tables have it",
    "{here[notebook]} of {sum(here.values())}": "a cell of a table",
    "{name}, torch {torch.__version__}": "a name",
    "{text}\n\nOptions:{options}\n\nAnswer:": "a prompt",
    "predict: {part}{tokenizer.eos_token}{line}": "a prompt",
    "{name}, part {number}": "the name of a chat",
    "talk {number}": "the name of a chat",
    "column {place}": "the name of a column, by which it is asked for",
    "A: {c}?\nB: Yes.": "a chat of an exercise",
    "Answer {i % 4}.": "a text of an exercise",
    "row {record.row}": "the name of a chat",
    "OK    {translated(found)}": "a mark before a message",
    "FAIL  {translated(found)}: {translated(remedy)}": "a mark before messages",
    "Python {python.major}.{python.minor}": "a name",
    "bfloat16": "a name",
    "datasets/": "a part of an address",
    "a dog": "a text of an exercise",
    "%Y-%m-%d %H:%M": "a format",
}
WORD = re.compile(r"[A-Za-z]+")
LONE_WORD = re.compile(r"[A-Za-z]{2}|^a ")
EXPRESSION_OF_SIGNS = re.compile(r"\(\?|\\[dwWsS|.]|^<|\x1b")  # a regular expression, or HTML
RUNTIMES = ROOT / "helpers" / "running" / "runtimes.toml"
TERSE = {"predictions", "progress", "training"}  # whose messages may have a single word
ELEMENT = re.compile(r"<(?:title|p|h[1-6])\b[^<>]*>(.*?)</(?:title|p|h[1-6])>", re.DOTALL)
TELLING = {"translated", "tell"}
COMMAND_LINE = {"help", "prog", "epilog", "description", "metavar"}


def messages() -> dict[str, str]:
    """Every message that is shown, as its source has it, with the module that has it first."""
    found: dict[str, str] = {}
    for pattern in SPEAKING:
        for path in sorted(ROOT.glob(pattern)):
            source = path.read_text(encoding="utf-8")
            for text in texts(raises(source) if path.stem in SILENT else source, 1 if path.stem in TERSE else 2):
                found.setdefault(text.strip(), path.relative_to(ROOT).as_posix())
    found |= dict.fromkeys([*SHORT, *COMPOSED], "helpers and notebooks, with one word")
    found |= dict.fromkeys([f"{label}:" for label in LABELS], "helpers/own_data, a label")
    found |= dict.fromkeys([*PYTHON, *JSON, *(text[0].lower() + text[1:] for text in JSON)], "Python")
    found |= dict.fromkeys(ways(), "helpers/running/runtimes.toml")
    for path in sorted((ROOT / "notebooks" / "publishing").rglob("*.py")):
        for text in told(path.read_text(encoding="utf-8")):
            found.setdefault(text, path.relative_to(ROOT).as_posix())
    page = (ROOT / "notebooks" / "publishing" / "slides" / "list.html").read_text(encoding="utf-8")
    found |= {title: "notebooks/publishing/demo.py" for title, _ in ARMS.values()}
    found |= {text: "notebooks/publishing/slides/list.html" for text in ELEMENT.findall(page)}
    return found


def ways() -> Iterator[str]:
    """What the user of a runtime is told to do, with the English names of its menus."""
    for runtime in tomllib.loads(RUNTIMES.read_text(encoding="utf-8")).values():
        yield from (runtime[way] for way in ("gpu", "restart", "network"))


def told(source: str) -> Iterator[str]:
    """The texts that a module gives to `translated` or `tell` as they are."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in TELLING and _template(node.args[0]):
            yield _template(node.args[0])


def raises(source: str) -> str:
    """The statements of a module that raise an error, as a module of its own."""
    return "\n".join(ast.unparse(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Raise))


def texts(source: str, fewest: int = 2) -> Iterator[str]:
    """The strings of a module that hold at least `fewest` words, without docstrings and the help of a command line.

    Of an f-string with blanks one word is enough, and of a text that an f-string chooses among others too. Of the
    docstrings, only those of checkers are shown, to whom an answer of another kind than expected was given.
    """
    tree = ast.parse(source)
    skipped, chosen = {id(node) for node in _not_shown(tree)}, {id(node) for node in _chosen(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any("exercise" in ast.dump(part) for part in node.decorator_list):
            yield ast.get_docstring(node) or ""
        text = _template(node) if id(node) not in skipped else ""
        beside = EXPRESSION.sub("", text)
        words = len(WORD.findall(beside))
        enough = words >= fewest and (fewest == 1 or " " in text.strip())
        enough |= isinstance(node, ast.JoinedStr) and " " in beside and LONE_WORD.search(beside) is not None
        is_message = text.strip() not in NO_MESSAGE and not EXPRESSION_OF_SIGNS.search(text)
        if (enough or words and id(node) in chosen) and is_message:
            yield text


def every(source: str) -> Iterator[str]:
    """All strings of a module that are shown, whatever they hold."""
    tree = ast.parse(source)
    skipped = {id(node) for node in _not_shown(tree)}
    yield from (_template(node) for node in ast.walk(tree) if id(node) not in skipped)


def _chosen(tree: ast.Module) -> Iterator[ast.AST]:
    """The strings of which an expression within an f-string gives one: branches, and values of dictionaries."""
    for node in ast.walk(tree):
        for within in ast.walk(node.value) if isinstance(node, ast.FormattedValue) else ():
            if isinstance(within, ast.IfExp):
                yield from (within.body, within.orelse)
            elif isinstance(within, ast.BoolOp | ast.Dict):
                yield from (one for one in within.values if not isinstance(one, ast.Name))


def _template(node: ast.AST) -> str:
    """A string or f-string as a message of the catalogue: its expressions in braces, without their formats."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    return "".join(p.value if isinstance(p, ast.Constant) else f"{{{ast.unparse(p.value)}}}" for p in parts)


def _not_shown(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, the texts of a command line, annotations, and the pieces of f-strings, which come as a whole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
            yield node.body[0].value
        elif isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.FormattedValue) and node.format_spec:
            yield from ast.walk(node.format_spec)
        elif isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in COMMAND_LINE:
                    yield from ast.walk(keyword.value)
