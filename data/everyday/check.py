"""Check the hand-written texts of this folder: python -m data.everyday.check FILE ..."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def problems_of(row: dict) -> list[str]:
    """Return what is wrong with one dialogue, a sentence each."""
    found = []
    for key in ("topic", "turns", "summaries", "qa"):
        if not row.get(key):
            found.append(f"{key} is missing")
    if found:
        return found
    text = " ".join(said for _, said in row["turns"]).lower()
    speakers = {who for who, _ in row["turns"]}
    if len(row["turns"]) < 4 or len(speakers) < 2:
        found.append("needs at least 4 turns by at least 2 speakers")
    if any(set("{}<>\\^~`\n") & set(said) or not said.strip() for _, said in row["turns"]):
        found.append("a turn is empty or holds one of {}<>\\^~` or a line break")
    if len(set(row["summaries"])) < 2:
        found.append("needs at least 2 different summaries")
    for question, answer in row["qa"]:
        if answer.lower() not in text and answer not in speakers:
            found.append(f"the answer {answer!r} to {question!r} does not stand in the turns word for word")
    everything = json.dumps(row, ensure_ascii=False)
    if strange := {c for c in everything if ord(c) > 126}:
        found.append(f"characters outside ASCII: {sorted(strange)}")
    return found


def main() -> int:
    """Check every line of the named files; returns the exit code."""
    wrong, count = 0, 0
    for name in sys.argv[1:]:
        for number, line in enumerate(Path(name).read_text().splitlines(), 1):
            try:
                found = problems_of(json.loads(line))
            except ValueError as error:
                found = [f"is no JSON: {error}"]
            wrong += bool(found)
            count += 1
            for problem in found:
                print(f"{name}:{number}: {problem}")
    print(f"{count} dialogues, {wrong} with problems")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
