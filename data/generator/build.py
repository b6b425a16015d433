"""Write the embedded data sets into data/, byte for byte the same from the same seed.

python -m data.generator.build            # write the sets and print how many rows each has
python -m data.generator.build --check    # write nothing; fail if a file on disk differs
python -m data.generator.build --mixed 100000 > mixed.jsonl
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from . import streams

DATA = Path(__file__).parents[1]
SEED = 1912
SIZES = {  # task: (folder, train, validation, test)
    "dialogue_summary": ("service_dialogues", 12_000, 400, 400),
    "messenger_summary": ("messenger_chats", 4_000, 300, 400),
    "review_rating": ("reviews", 6_000, 300, 400),
    "code_translation": ("code_pairs", 4_000, 300, 300),
    "entities": ("entity_sentences", 4_000, 300, 400),
}
HELD_OUT_DIALOGUES = 150  # of families that no other split has
FINAL = ("service_final", 200)  # folder and dialogues of the split that no choice has seen
COLUMNS = {
    "dialogue_summary": ("id", "dialogue", "summary", "topic"),
    "messenger_summary": ("id", "dialogue", "summary"),
    "review_rating": ("label", "text"),
    "code_translation": ("id", "java", "cs"),
    "entities": ("id", "tokens", "ner_tags"),
}
TEXT_COLUMN = {
    "dialogue_summary": "dialogue",
    "messenger_summary": "dialogue",
    "review_rating": "text",
    "code_translation": "java",
    "entities": "tokens",
}
CSV_TASKS = ("dialogue_summary", "messenger_summary")


def unique_rows(task: str, split: str, count: int, seen: set[str]) -> list[dict[str, Any]]:
    """Return `count` rows whose text is not in `seen`; their texts are added to it."""
    rows = []
    for row in streams.rows(task, split, SEED):
        text = str(row[TEXT_COLUMN[task]])
        if text in seen:
            continue
        seen.add(text)
        rows.append({**row, "id": f"{split}_{len(rows)}" if task in CSV_TASKS else len(rows)})
        if len(rows) == count:
            return rows
    raise AssertionError("a stream never ends")


def with_references(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Spread test dialogues over three rows each, as DialogSum does: ids end in _1, _2 and _3."""
    return [
        {**row, "id": f"{row['id']}_{k}", "summary": summary}
        for row in rows
        for k, summary in enumerate(row["summaries"], 1)
    ]


def as_bytes(task: str, rows: Iterable[dict[str, Any]]) -> bytes:
    """Serialize rows as the real set is: csv for the summaries, JSON lines for the rest; UTF-8, LF."""
    if task in CSV_TASKS:
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS[task], extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().encode()
    lines = (json.dumps({column: row[column] for column in COLUMNS[task]}, ensure_ascii=False) for row in rows)
    return "".join(line + "\n" for line in lines).encode()


def make_files() -> dict[Path, bytes]:
    """Make every generated data file: path -> content. Splits are made test first, so test rows are unseen."""
    files = {}
    for task, (folder, *counts) in SIZES.items():
        seen: set[str] = set()
        for split, count in list(zip(("train", "validation", "test"), counts, strict=True))[::-1]:
            rows = unique_rows(task, split, count, seen)
            if task == "dialogue_summary" and split == "test":
                rows = with_references(rows)
            suffix = "csv" if task in CSV_TASKS else "jsonl"
            files[DATA / folder / f"{split}.{suffix}"] = as_bytes(task, rows)
        if task == "dialogue_summary":
            rows = with_references(unique_rows(task, streams.HELD_OUT, HELD_OUT_DIALOGUES, seen))
            files[DATA / folder / f"{streams.HELD_OUT}.csv"] = as_bytes(task, rows)
            rows = with_references(unique_rows(task, streams.FINAL, FINAL[1], seen))
            files[DATA / FINAL[0] / "test.csv"] = as_bytes(task, rows)
    return files


def write_files(files: Mapping[Path, bytes], *, check: bool) -> int:
    """Write files whole, or only compare them with those on disk; return the exit code, 1 where one differs."""
    different = 0
    for path, content in files.items():
        shown = path.relative_to(DATA)
        if check:
            same = path.is_file() and path.read_bytes() == content
            different += not same
            print(f"{'same     ' if same else 'DIFFERENT'} {shown}")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".tmp")
        temporary.write_bytes(content)
        os.replace(temporary, path)
        print(f"{shown}: {len(content) / 1e6:.2f} MB")
    return 1 if different else 0


def main() -> int:
    """Write, check or stream; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write the course's embedded data sets.")
    parser.add_argument("--check", action="store_true", help="compare with the files on disk, write nothing")
    parser.add_argument("--mixed", type=int, metavar="N", help="print N mixed examples as JSON lines, write nothing")
    arguments = parser.parse_args()
    if arguments.mixed:
        from .mixture import mixed  # loads the libraries that the sets themselves need not

        for example in mixed("mixed", SEED).take(arguments.mixed):
            sys.stdout.write(json.dumps(example, ensure_ascii=False) + "\n")
        return 0
    return write_files(make_files(), check=arguments.check)


if __name__ == "__main__":
    sys.exit(main())
