"""The processes of this job: one, or those that torchrun or Accelerate started."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from helpers.running.machine import device

if TYPE_CHECKING:
    from accelerate import PartialState


def processes() -> PartialState:
    """What Accelerate knows of the processes of this job."""
    from accelerate import PartialState

    return PartialState(cpu=device() == "cpu")


def is_first_process() -> bool:
    """Whether this is the only process of its job or the first of several: the one that writes results."""
    return os.environ.get("RANK", "0") == "0"  # set by torchrun and accelerate launch
