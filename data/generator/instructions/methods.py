"""Tasks about one method in Java or in C#, never the two side by side."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import NamedTuple

from helpers.tasks import escape_code

from .base import InstructionTask, Item, near
from .texts import Text

_CODE = ("java", "cs")
_HEAD = re.compile(r"^(?:\w+ )+?(\S+) (\w+)\(([^)]*)\)")
_CALLED = re.compile(r"\b(?!(?:if|for|while|switch|catch|return|foreach|lock|using)\b)[a-z]\w*(?=\()")
_WORD = re.compile(r"\b[a-z]\w{3,}\b")
_KEYWORDS = frozenset(
    "abstract boolean break case catch class continue decimal default double else final finally float foreach import "
    "internal long null object override private protected public readonly return sealed short static string super "
    "switch this throw throws true false using virtual void while".split()
)
_NEW_WORDS = ("value", "total", "kettle", "harbour", "left", "first", "sample", "grain", "lamp", "ticket")


class Head(NamedTuple):
    """The first line of a method, taken apart."""

    returns: str
    name: str
    parameters: list[str]


def head_of(code: str) -> Head | None:
    """Read a method's return type, name and parameter names."""
    line = code.split("\n", 1)[0].replace(", ", ",")
    match = _HEAD.match(line)
    if not match:
        return None
    parts = re.split(r",(?![^<]*>)", match[3]) if match[3] else []
    return Head(match[1].replace(",", ", "), match[2], [part.rsplit(" ", 1)[1] for part in parts])


def method_part(read):
    """Return the maker of a question that the method's head answers."""

    def make(r: random.Random, text: Text) -> Item | None:
        head = head_of(text.row["code"])
        return Item({}, answer) if head and (answer := read(head)) else None

    return make


def return_type(head: Head) -> str | None:
    """Return the type of the result; None for a generic one, which the code escape changes."""
    return head.returns if "<" not in head.returns else None  # the escape makes one of the signs of List<Order>


def parameter_names(head: Head) -> str:
    """Return the names of the parameters."""
    return ", ".join(head.parameters) or "none"


def parameter_count(r: random.Random, text: Text) -> Item | None:
    """Ask for the number of parameters; one and two are the commonest and are kept less often."""
    head = head_of(text.row["code"])
    if head is None or (len(head.parameters) in (1, 2) and r.random() < 0.7):
        return None
    return Item({}, str(len(head.parameters)))


def which_language(r: random.Random, text: Text) -> Item:
    """Ask for the language of the code."""
    return Item({}, "Java" if text.kind == "java" else "C#")


def rewritten(change: Callable[[str], str]) -> Callable[[random.Random, Text], Item | None]:
    """Return the maker of an exercise whose answer is the method after `change`; none where it changes nothing."""

    def make(r: random.Random, text: Text) -> Item | None:
        code = change(text.row["code"])
        return Item({}, escape_code(code)) if code != text.row["code"] else None

    return make


def capital_names(code: str) -> str:
    """Begin the name of every method with a capital letter."""
    return _CALLED.sub(lambda match: match[0][0].upper() + match[0][1:], code)


def braces_on_own_lines(code: str) -> str:
    """Put every opening brace at a line's end on a line of its own."""
    return re.sub(r"(?m)^( *)(.*\S) \{$", r"\1\2\n\1{", code)


def rename_word(r: random.Random, text: Text) -> Item | None:
    """Ask for the method with one of its words under another name, wherever it stands."""
    code = text.row["code"]
    words = sorted(set(_WORD.findall(code)) - _KEYWORDS)
    new = r.choice(_NEW_WORDS)
    if not words or new in code:
        return None
    old = r.choice(words)
    return Item({"old": old, "new": new}, escape_code(re.sub(rf"\b{old}\b", new, code)))


def copy_method(r: random.Random, text: Text) -> Item:
    """Ask for the method as it stands."""
    return Item({}, text.body)


CODE_TASKS = (
    InstructionTask(
        "capital_names",
        "code",
        ("java",),
        near(
            "Write this method again with a capital letter at the beginning of every method's name.",
            "Let the names of all methods begin with a capital.",
            "Repeat the code, but capitalize each name that is followed by a bracket.",
            "Give the method with the names of methods in capitals at their first letter.",
            "Change the first letter of every method name to a capital letter.",
            label="Code",
        ),
        rewritten(capital_names),
        share=2.5,
    ),
    InstructionTask(
        "braces_on_own_lines",
        "code",
        ("java",),
        near(
            "Put each opening brace on a line of its own.",
            "Write the method with its opening braces on their own lines.",
            "Move every opening brace to a new line.",
            "Format this code so that a brace that opens a block stands alone.",
            "Repeat the code, with each opening brace below the line that it ends.",
            label="Code",
        ),
        rewritten(braces_on_own_lines),
        share=2.5,
    ),
    InstructionTask(
        "rename_word",
        "code",
        _CODE,
        near(
            "Rename {old} to {new} in this method.",
            "Write the code again with {new} in the place of {old}.",
            "Replace the name {old} by {new} wherever it stands.",
            "Use the name {new} instead of {old}.",
            "In this code, {old} is to be called {new}. Write it so.",
            label="Code",
        ),
        rename_word,
        share=2.0,
    ),
    InstructionTask(
        "copy_method",
        "code",
        _CODE,
        near(
            "Repeat this method.",
            "Copy the code as it stands.",
            "Write the same method once more.",
            "Say this code again without a change.",
            "Give back the method word for word.",
            label="Code",
        ),
        copy_method,
        share=1.5,
    ),
    InstructionTask(
        "method_name",
        "code",
        _CODE,
        near(
            "What is the name of this method?",
            "How is the method called?",
            "Name the method that is defined here.",
            "Copy the name of the method, without its parameters.",
            "Which method does this code define?",
            label="Code",
        ),
        method_part(lambda head: head.name),
        span=True,
    ),
    InstructionTask(
        "return_type",
        "code",
        _CODE,
        near(
            "What is the return type of this method?",
            "Which type does the method return?",
            "Give the type of the result.",
            "Name the type that stands before the name of the method.",
            "What type of value does this method give back?",
            label="Code",
        ),
        method_part(return_type),
        span=True,
    ),
    InstructionTask(
        "parameter_count",
        "code",
        _CODE,
        near(
            "How many parameters does this method have? Answer with a figure.",
            "Count the parameters of the method.",
            "What is the number of parameters?",
            "With how many arguments is this method called? Give a number.",
            "Give the number of values in the brackets after the method's name.",
            label="Code",
        ),
        parameter_count,
    ),
    InstructionTask(
        "parameter_names",
        "code",
        _CODE,
        near(
            "What are the names of the parameters? Say none if there are none.",
            "List the parameter names without their types, or say none.",
            "Name each parameter of the method in order; without any, write none.",
            "Copy the names of the parameters, with commas between them, or none.",
            "Which parameters does the method take? Give their names only, or none.",
            label="Code",
        ),
        method_part(parameter_names),
    ),
    InstructionTask(
        "which_language",
        "code",
        _CODE,
        near(
            "Which language is this, {choices}?",
            "Is this method written in {choices}?",
            "Name the programming language.\nOptions:\n{options}",
            "In which of the two languages is this code: {choices}?",
            "Say whether this is {choices}.",
            label="Code",
        ),
        which_language,
        ("Java", "C#"),
    ),
)
