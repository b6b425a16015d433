"""Tasks about one method in Java or in C#, never the two side by side."""

from __future__ import annotations

import random
import re
from typing import NamedTuple

from .base import InstructionTask, Item, near
from .texts import Text

_CODE = ("java", "cs")
_HEAD = re.compile(r"^(?:\w+ )+?(\S+) (\w+)\(([^)]*)\)")


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


CODE_TASKS = (
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
