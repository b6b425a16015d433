"""Your own chats: read a file, say what is wrong with it, mask what is private, split without leaks, pass on a model.

The parts in the order in which notebook 08 uses them: `reading` (over `files`, which knows the reader of each format,
and `shapes`), `checking`, `masking`, `splitting`, `adapting`.
"""

from helpers.own_data.checking import check
from helpers.own_data.masking import mask, mask_text
from helpers.own_data.problems import Problem, Problems, stop_at_fatal
from helpers.own_data.reading import OwnData, read_chats
from helpers.own_data.shapes import Chat
from helpers.own_data.splitting import OwnSplits, split

__all__ = [
    "Chat",
    "OwnData",
    "OwnSplits",
    "Problem",
    "Problems",
    "check",
    "mask",
    "mask_text",
    "read_chats",
    "split",
    "stop_at_fatal",
]
