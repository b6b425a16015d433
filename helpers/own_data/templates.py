"""What companies most often want of a chat, each as an instruction and marks of style to begin with.

In 08 you choose one, and change its marks until they fit what your people write.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers.tasks import SUMMARY_TEMPLATES


@dataclass(frozen=True)
class Template:
    """An instruction, with ``{source}`` for the chat; marks by name, each a pattern for a whole text; an example."""

    instruction: str
    marks: dict[str, str]
    example: str


HOUSE_NOTE = Template(
    SUMMARY_TEMPLATES[0],
    {
        "begins with a topic": r"[a-z]+ \| .+",
        "says what the customer wants": r".+ \| [A-Z]\w+ wants .+",
        "has four parts": r"[^|]+( \| [^|]+){3}",
        "ends with the next step": r".+ \| Next: [^|]+",
        "has no full stop at the end": r".*[^.]",
    },
    "refund | Ann wants her money back | Otto agrees | Next: Otto pays",
)
SUMMARY = Template(
    SUMMARY_TEMPLATES[0],
    {
        "is one line": r"[^\n]+",
        "has one to three sentences": r"(?:[^.!?。！？\n]+(?:\.(?=\w)|[.!?。！？]+\s*|$)){1,3}",
        "is no turn of the chat": r"(?![^:：]{1,20}[:：]).+",
        "is short": r".{5,300}",
    },
    "Ann wants her money back for a kettle that leaks. Otto pays it this week.",
)
QUEUE = Template(
    "Which queue does this conversation belong to? Answer with its name.\n\n{source}\n\nQueue:",
    {"is one name": r"[\w-]+(?: [\w-]+)?", "is in small letters": r"[^A-Z]+", "has no sign at the end": r".*\w"},
    "refunds",
)
NEXT_STEP = Template(
    "What is the next step after this conversation, and whose?\n\n{source}\n\nNext step:",
    {
        "says who": r"(?:[A-Z]|[^\x00-\x7f]).+",
        "is one step": r"[^;\n]+",
        "is short": r".{3,120}",
        "is no question": r".*[^?？]",
    },
    "Otto pays Ann 20 pounds by Friday",
)
TEMPLATES = {"house note": HOUSE_NOTE, "summary": SUMMARY, "queue": QUEUE, "next step": NEXT_STEP}
