"""Trains a little and writes down what this process saw, for test_processes.py; torchrun starts it.

python -m tests.helpers.running.seen_by_processes FOLDER
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from accelerate import PartialState
from accelerate.utils import DistributedType

from helpers.setup import start


def pretend_gpus() -> None:
    """Let Accelerate take these processes for GPUs: it shards on those only, though torch does on CPUs too."""
    make = PartialState.__init__

    def made(self: PartialState, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        if self.distributed_type == DistributedType.MULTI_CPU:
            self.distributed_type = DistributedType.MULTI_GPU

    PartialState.__init__ = made


def main(folder: Path) -> None:
    """Train the arm ``full`` in float32 and write the rows, losses and kind of engine of this process."""
    profile = start()
    from helpers import training
    from helpers.arms import Arms
    from helpers.data import text_data, tokenized_data
    from helpers.running.processes import processes

    training.use_bf16 = lambda: False  # so that only the order of additions differs
    if os.environ.get("ACCELERATE_USE_FSDP") == "true":
        pretend_gpus()
    state = processes()
    model, tokenizer = training.load_base(profile)
    train, validation = tokenized_data(
        profile, ["dialogue_summary"], text_data(profile, "dialogue_summary", "train"), tokenizer
    )
    run = Arms(profile)["full"].run
    trainer = training.make_trainer(run, profile.full, profile.seed, model, tokenizer, train, validation)
    batches: list[list[list[int]]] = []
    collate = trainer.data_collator

    def watched(rows: list[dict[str, Any]]) -> Any:
        batches.append([list(row["labels"]) for row in rows])
        return collate(rows)

    trainer.data_collator = watched
    training.train_and_save(run, trainer)
    seen = {
        "engine": str(trainer.accelerator.distributed_type),
        "batches": batches,
        "losses": [
            entry.get("loss", entry.get("eval_loss"))
            for entry in trainer.state.log_history
            if {"loss", "eval_loss"} & set(entry)
        ],
        "sharded": any(type(p).__name__ == "DTensor" for p in trainer.model.parameters()),
    }
    (folder / f"{state.process_index}-of-{state.num_processes}.json").write_text(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
