"""Make the course's own small T5: its tokenizer, then its weights, from random numbers.

python -m data.pretraining                    # everything; goes on where it stopped
python -m data.pretraining --rounds 200       # a short trial
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .tokenizer import train_tokenizer
from .train import train

ROOT = Path(__file__).parents[2]
ROUNDS = (9_000, 6_000)


def main() -> None:
    """Parse the command line, then make the tokenizer (if missing) and the weights."""
    parser = argparse.ArgumentParser(prog="python -m data.pretraining", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, nargs="+", default=ROUNDS, help="steps of each round (%(default)s)")
    parser.add_argument("--folder", type=Path, default=ROOT / "data" / "model", help="where the model goes")
    parser.add_argument("--work", type=Path, default=ROOT / "runs" / "pretraining", help="where its state is kept")
    parser.add_argument("--seen", type=int, default=0, help="examples that the weights in the folder were trained on")
    parser.add_argument("--compile", action="store_true", help="compile the model: minutes at first, then faster")
    arguments = parser.parse_args()
    if not (arguments.folder / "tokenizer_config.json").is_file():
        train_tokenizer(arguments.folder, arguments.work)
    train(arguments.folder, arguments.work, arguments.rounds, compiled=arguments.compile, seen=arguments.seen)


if __name__ == "__main__":
    main()
