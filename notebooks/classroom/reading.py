"""Reading blind: rate summaries without knowing who wrote them, then compare the ratings with the metrics."""

from __future__ import annotations

import hashlib
import html
import json
import os
import random
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.intervals import mean_of
from helpers.results import write_atomically
from helpers.running.errors import CourseError
from helpers.running.language import tell, translated
from helpers.show import table_html

SCALE = range(1, 6)
Ratings = dict[int, dict[str, int]]  # number of the dialogue on the sheet, from 1 -> label -> rating
_STYLE = "white-space:pre-wrap; max-width:60em; line-height:1.4"


@dataclass(frozen=True)
class Sheet:
    """Dialogues to read, with the summaries of the same arms under each, in an order of its own."""

    positions: tuple[int, ...]  # index into the test set, one per dialogue
    dialogues: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]  # (dialogues, labels)
    arms: tuple[tuple[str, ...], ...] = field(repr=False)  # who wrote each text, never shown

    @property
    def labels(self) -> tuple[str, ...]:
        """The letters that stand for the arms: A, B, C, …"""
        return tuple(string.ascii_uppercase[: len(self.texts[0])])

    @property
    def key(self) -> str:
        """A short hash of everything shown: ratings belong to these texts and no others."""
        return hashlib.sha256(json.dumps([self.dialogues, self.texts]).encode()).hexdigest()[:12]


def draw_sheet(texts: Mapping[str, Sequence[str]], dialogues: Sequence[str], n: int, seed: int) -> Sheet:
    """Draw at most `n` of the test set's dialogues, and shuffle the arms' texts anew under each.

    `texts` holds each arm's outputs for all `dialogues`. ValueError where lengths differ or nothing can be compared.
    """
    lengths = {arm: len(written) for arm, written in texts.items()}
    if n < 1 or not dialogues or not 2 <= len(texts) <= 26 or set(lengths.values()) != {len(dialogues)}:
        raise ValueError(
            "A sheet needs a dialogue or more, and 2 to 26 arms with one text per dialogue; "
            f"got n = {n}, {len(dialogues)} dialogues and texts {lengths}."
        )
    rng = random.Random(seed)
    positions = rng.sample(range(len(dialogues)), min(n, len(dialogues)))
    arms = [tuple(rng.sample(sorted(texts), len(texts))) for _ in positions]
    return Sheet(
        positions=tuple(positions),
        dialogues=tuple(dialogues[i] for i in positions),
        texts=tuple(tuple(texts[arm][i] for arm in order) for i, order in zip(positions, arms, strict=True)),
        arms=tuple(arms),
    )


# --- ratings on disk -----------------------------------------------------------------------------


def load_ratings(sheet: Sheet, path: Path) -> Ratings:
    """Return the ratings of this sheet that are saved at `path`, empty where there are none.

    Ratings of other texts are first renamed to ``<stem>-<key>.json``, and come back when their texts do.
    CourseError where the file is damaged.
    """
    if path.is_file() and (key := _read(path)[0]) != sheet.key:
        kept = path.with_name(f"{path.stem}-{key}.json")
        if kept.exists():
            raise CourseError(
                f"{path} holds ratings of other texts and {kept.name} is already there: move one of the two."
            )
        os.replace(path, kept)
        tell(f"{path.name} held ratings of other texts; they are kept in {kept.name}.")
    kept = path.with_name(f"{path.stem}-{sheet.key}.json")
    if not path.is_file() and kept.is_file():
        os.replace(kept, path)
    return _checked(sheet, path, _read(path)[1]) if path.is_file() else {}


def save_ratings(sheet: Sheet, path: Path, ratings: Ratings) -> None:
    """Write all ratings of the sheet to `path` in one step."""
    rows = {str(number): dict(sorted(row.items())) for number, row in sorted(ratings.items()) if row}
    write_atomically(path, json.dumps({"key": sheet.key, "ratings": rows}, indent=1) + "\n")


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    """Return a file's key and its ratings, not checked yet."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CourseError(f"{path} is not valid JSON: correct it, or move or delete it to start afresh.") from error
    key, rows = (stored.get("key"), stored.get("ratings")) if isinstance(stored, dict) else (None, None)
    if not (isinstance(key, str) and re.fullmatch("[0-9a-f]{12}", key) and isinstance(rows, dict)):
        raise CourseError(
            f'{path} does not hold a "key" of 12 hexadecimal digits and "ratings": move or delete it to start afresh.'
        )
    return key, rows


def _checked(sheet: Sheet, path: Path, rows: dict[str, Any]) -> Ratings:
    """Return the stored rows as ratings, or raise CourseError at the first one that cannot be."""
    numbers = {str(number): number for number, _ in enumerate(sheet.dialogues, 1)}
    for number, row in rows.items():
        for label, rating in row.items() if isinstance(row, dict) else [("?", row)]:
            valid = type(rating) is int and rating in SCALE  # True and 4.0 equal a whole number too
            if not valid or number not in numbers or label not in sheet.labels:
                raise CourseError(
                    f"{path}: dialogue {number}, label {label} has the rating {json.dumps(rating)}, but dialogues go "
                    f"from 1 to {len(numbers)}, labels from A to {sheet.labels[-1]} and ratings from 1 to 5: correct "
                    "it, or move or delete the file to start afresh."
                )
    return {numbers[number]: row for number, row in rows.items() if row}


# --- on the screen -------------------------------------------------------------------------------


def show_sheet(sheet: Sheet, path: Path) -> SheetView:
    """Show the sheet: with buttons that save every rating to `path`, or as a table where there are no widgets."""
    return SheetView(sheet, path)


def sheet_html(sheet: Sheet, ratings: Ratings) -> str:
    """Build the static tables: every dialogue, its summaries by label, and the ratings so far."""
    tables = []
    for number, (dialogue, texts) in enumerate(zip(sheet.dialogues, sheet.texts, strict=True), 1):
        cells = {"dialogue": html.escape(dialogue)}
        for label, text in zip(sheet.labels, texts, strict=True):
            rating = ratings.get(number, {}).get(label)
            said = translated(f"rated {rating}") if rating else translated("not rated")
            cells[f"{label} ({said})"] = html.escape(text)
        tables.append(table_html(cells, translated(f"Dialogue {number} of {len(sheet.dialogues)}")))
    return "".join(tables)


class SheetView:
    """A sheet with its ratings. Displayed, it is a widget and HTML at once, and a frontend takes what it can show."""

    def __init__(self, sheet: Sheet, path: Path) -> None:
        """Load the ratings at `path` and open the first dialogue that is not fully rated."""
        self.sheet, self.path, self.ratings = sheet, path, load_ratings(sheet, path)
        numbers = range(1, len(sheet.dialogues) + 1)
        self.number = next((i for i in numbers if len(self.ratings.get(i, {})) < len(sheet.labels)), 1)
        self.widget = self._build()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        own = {"text/html": sheet_html(self.sheet, self.ratings), "text/plain": self._progress()}
        return own if self.widget is None else self.widget._repr_mimebundle_() | own

    def _progress(self) -> str:
        rated, number = sum(len(row) for row in self.ratings.values()), len(self.sheet.dialogues)
        return translated(f"dialogue {self.number} of {number}, {rated} of {number * len(self.sheet.labels)} rated")

    def _build(self) -> Any:
        """Return the widget, showing the current dialogue; None without ipywidgets."""
        try:
            import ipywidgets as widgets
        except ImportError:
            return None
        look = {"options": [("–", 0), *((str(rating), rating) for rating in SCALE)], "style": {"button_width": "3em"}}
        self.status, self.dialogue = widgets.HTML(), widgets.HTML()
        self.texts = [widgets.HTML() for _ in self.sheet.labels]
        self.buttons = [widgets.ToggleButtons(description=label, **look) for label in self.sheet.labels]
        self.previous, self.next = (widgets.Button(description=translated(text)) for text in ("Previous", "Next"))
        self.previous.on_click(lambda _: self.open(self.number - 1))
        self.next.on_click(lambda _: self.open(self.number + 1))
        for buttons in self.buttons:
            buttons.observe(lambda change: self.rate(change["owner"].description, change["new"]), "value")
        self.open(self.number)
        rows = [widgets.VBox(row) for row in zip(self.texts, self.buttons, strict=True)]
        return widgets.VBox([self.status, self.dialogue, *rows, widgets.HBox([self.previous, self.next])])

    def open(self, number: int) -> None:
        """Show the dialogue with this number, from 1, and its ratings."""
        self.number = number
        self.dialogue.value = _block(self.sheet.dialogues[number - 1])
        for shown, text, buttons in zip(self.texts, self.sheet.texts[number - 1], self.buttons, strict=True):
            shown.value = _block(text, buttons.description)
            buttons.value = self.ratings.get(number, {}).get(buttons.description, 0)
        self.previous.disabled, self.next.disabled = number == 1, number == len(self.sheet.dialogues)
        self.status.value = self._progress()

    def rate(self, label: str, rating: int) -> None:
        """Save a rating of the open dialogue, 0 to take it back; what went wrong is said in the status line."""
        if rating == self.ratings.get(self.number, {}).get(label, 0):
            return  # the buttons follow a dialogue that was opened
        try:
            ratings = load_ratings(self.sheet, self.path)
            row = {**ratings.get(self.number, {}), label: rating}
            ratings[self.number] = {name: value for name, value in row.items() if value}
            save_ratings(self.sheet, self.path, ratings)
        except (CourseError, OSError) as error:
            self.status.value = f"<b>{translated('Not saved.')}</b> {html.escape(str(error))}"
            return
        self.ratings = ratings
        self.status.value = self._progress()


def _block(text: str, label: str = "") -> str:
    return f"<div style='{_STYLE}'>{f'<b>{label}</b> ' if label else ''}{html.escape(text)}</div>"


# --- after the reading ---------------------------------------------------------------------------


def ratings_table(sheet: Sheet, ratings: Ratings) -> pd.DataFrame:
    """One row per rated text: index of the dialogue in the test set, label, arm and rating 1-5."""
    rows = [
        [sheet.positions[number - 1], label, sheet.arms[number - 1][sheet.labels.index(label)], rating]
        for number, row in sorted(ratings.items())
        for label, rating in sorted(row.items())
    ]
    return pd.DataFrame(rows, columns=["dialogue", "label", "arm", "rating"])


def reveal(sheet: Sheet, ratings: Ratings, seed: int = 0) -> pd.DataFrame:
    """Say which arm was rated how, as text: how often, the mean 1-5 and its 95 % bootstrap interval."""
    table = ratings_table(sheet, ratings)
    rows = {}
    for arm in sorted(sheet.arms[0]):
        values = table.rating[table.arm == arm].tolist()
        figure = mean_of(values).figure(seed) if values else None
        mean = f"{figure.value:.2f}" if figure else "not rated yet"
        interval = f"[{figure.low:.2f}, {figure.high:.2f}]" if len(values) > 1 else "–"  # one value has no spread
        rows[arm] = {"rated": len(values), "mean rating": mean, "95 % interval": interval}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("arm")


def correlate(table: pd.DataFrame, scores: Mapping[str, Mapping[str, Sequence[float]]]) -> pd.DataFrame:
    """Spearman's rank correlation of each metric with the ratings in `table`, as text, and the texts behind it.

    ``scores[metric][arm]`` holds one value per example of the whole test set. "All texts" ranks all texts
    together; "within dialogues" ranks those of one dialogue against each other, since one may be hard for all.
    """
    rows = {}
    for metric, of_arm in scores.items():
        score = [float(of_arm[arm][i]) for arm, i in zip(table.arm, table.dialogue, strict=True)]
        pairs = pd.DataFrame({"rating": table.rating.astype(float), "score": score}, index=table.index)
        groups = pairs[table.groupby("dialogue")["arm"].transform("size") > 1].groupby(table.dialogue)
        ranks = groups.rank()
        rows[metric] = {
            "n": len(pairs),
            "all texts": _shown(pairs.rank()),
            "within dialogues": _shown(ranks - ranks.groupby(table.dialogue).transform("mean")),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("metric")


def _shown(ranks: pd.DataFrame) -> str:
    """Correlation of the two columns of ranks as text; it takes three texts, and a difference in both columns."""
    if len(ranks) < 3:
        return "too few ratings"
    return f"{ranks.corr().iloc[0, 1]:z.2f}" if (ranks.nunique() > 1).all() else "no variation"
