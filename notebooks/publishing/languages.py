"""Builds the course in other languages from English and catalogues: ``python -m notebooks.publishing.languages``.

A catalogue in notebooks/translations/LANGUAGE is keyed by the English text: a whole cell of a lesson, a piece of a
page, a message. Whatever is changed in the English has no translation until it is given one anew. Nothing is edited in
what is built: notebooks/LANGUAGE, its messages for kernels among it, and README.LANGUAGE.md beside README.md.
"""

from __future__ import annotations

import argparse
import json
import posixpath
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import nbformat
from babel.messages import Catalog
from babel.messages.pofile import write_po
from nbformat import NotebookNode

from helpers.profiles import ROOT
from helpers.results import write_atomically
from helpers.running.errors import CourseError
from helpers.running.language import MESSAGES
from notebooks.publishing.build_site import own_words, without_address
from notebooks.publishing.catalogues import CATALOGUES, check_names, read_catalogue, translations_of
from notebooks.publishing.exercises import SOLUTIONS
from notebooks.publishing.faithful import faults, in_chinese, read_kept
from notebooks.publishing.glossary import Term, read_glossary, slips
from notebooks.publishing.messages import messages
from notebooks.publishing.notebooks import ELSEWHERE, GUIDE, README, change_links, lesson_paths, place_of, plain
from notebooks.publishing.pieces import catalogued, cut, look_up, translate_page
from notebooks.publishing.repository import BEGIN, END
from notebooks.running.errors import exit_code
from notebooks.running.notebooks import read_notebook, shown

NOTES = "notebooks/teaching/notes"
HEADER = re.compile(r'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Trans|Language-Team|Report).*\n', re.M)
BADGES = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


def pages() -> list[str]:
    """The Markdown files that are translated."""
    notes = (path.relative_to(ROOT).as_posix() for path in sorted((ROOT / NOTES).glob("*.md")))
    return [README, GUIDE, *notes]


def notebook_files() -> list[str]:
    """The lessons, and the notebooks of their solutions."""
    return [path.relative_to(ROOT).as_posix() for path in (*lesson_paths(), *sorted(SOLUTIONS.glob("*.ipynb")))]


def sources() -> dict[str, dict[str, str]]:
    """By the name of its catalogue, every English text that is translated, with the place where it stands."""
    found: dict[str, dict[str, str]] = {"pages": {}, "messages": messages()}
    for file in notebook_files():
        for cell in read_notebook(ROOT / file).cells:
            if cell.cell_type == "markdown":
                texts = found.setdefault(Path(file).stem, {})
                texts.setdefault(without_badges(cell.source), f"{file}, cell {cell.id}")
    for file in pages():
        texts = found[Path(file).stem if file.startswith(NOTES) else "pages"]
        for text in page_pieces(file):
            texts.setdefault(text, file)
    for text, is_piece in cut(own_words(lesson_paths()[0].stem)):
        if is_piece:
            found["pages"].setdefault(catalogued(without_address(text)), "the site")
    return found


def without_badges(text: str) -> str:
    """A cell's text without badges, whose address each publisher sets."""
    return BADGES.sub(f"{BEGIN}\n{END}", text)


def page_pieces(file: str) -> Iterator[str]:
    """The pieces of a page; the headings of notes are the lesson's, so they are not among them."""
    for text, is_piece in cut((ROOT / file).read_text(encoding="utf-8")):
        if is_piece and not (file.startswith(NOTES) and text.startswith("#")):
            yield catalogued(text)


@dataclass(frozen=True)
class Edition:
    """The course in one language."""

    language: str

    @cached_property
    def glossary(self) -> list[Term]:
        """The terms, those with the longest English first."""
        return read_glossary(CATALOGUES / self.language / "glossary.toml")

    @cached_property
    def kept(self) -> list[str]:
        """The texts that stay English."""
        return read_kept(CATALOGUES / self.language / "kept.toml")

    def against_the_glossary(self) -> Iterator[str]:
        """A sentence for each translation that does not keep to the glossary."""
        for name, texts in self.translations.items():
            for english, text in texts.items():
                # a message names arguments in English, so it is not held to every word
                for slip in slips(self.glossary, english, text, name != "messages") if text != english else ():
                    yield f"{self.entry(name, english)}: {slip}"

    def unfaithful(self) -> Iterator[str]:
        """A sentence for each translation that lacks code, a number, a link of its English, or is English itself."""
        unused = set(self.kept)
        for name, texts in self.translations.items():
            for english, text in texts.items():
                unused -= set() if in_chinese(text) else {english}
                for fault in faults(english, text, self.kept, name == "messages"):
                    yield f"{self.entry(name, english)}: {fault}"
        file = shown(CATALOGUES / self.language / "kept.toml")
        yield from (f"{file}: {_start(text)} stays English nowhere; delete it." for text in sorted(unused))

    def read(self) -> None:
        """Read all that translators write; raises `CourseError` for the first damage."""
        _ = self.catalogues, self.glossary, self.kept

    def entry(self, name: str, english: str) -> str:
        """Where a translation stands: file, line, and the first words of its English."""
        line = self.catalogues[name].get(english).lineno
        return f"{shown(self.catalogue_path(name))}, line {line}, {_start(english)}"

    def catalogue_path(self, name: str) -> Path:
        """The file of a catalogue."""
        return CATALOGUES / self.language / f"{name}.po"

    @cached_property
    def catalogues(self) -> dict[str, Catalog]:
        """All catalogues; one that is not there yet is empty."""
        names = sources().keys()
        check_names(CATALOGUES / self.language, names)
        return {name: read_catalogue(self.catalogue_path(name), self.language) for name in names}

    @cached_property
    def translations(self) -> dict[str, dict[str, str]]:
        """By catalogue, the translation of each English text."""
        return {name: translations_of(catalogue) for name, catalogue in self.catalogues.items()}

    def stale(self) -> Iterator[str]:
        """A sentence for each English text without a translation, and for each translation without its English."""
        for name, texts in sources().items():
            file, known = shown(self.catalogue_path(name)), self.translations[name]
            for text, where in texts.items():
                if text not in known:
                    yield f"{where}: {_start(text)} has no translation in {file}; translate it there."
            for text in known.keys() - texts.keys():
                yield f"{file}: {_start(text)} is the English of nothing any more; `make translations` takes it out."

    def update(self, given: Mapping[str, str] | None = None) -> None:
        """Write all catalogues anew: new texts wait for a translation, or get one that is `given`; old ones leave."""
        for path, content in self.updated(given).items():
            write_atomically(path, content)

    def updated(self, given: Mapping[str, str] | None = None) -> dict[Path, str]:
        """By its file, what each catalogue is to hold; a translator's own comments stay."""
        files = {}
        for name, texts in sources().items():
            catalogue = Catalog(locale=self.language, fuzzy=False, project="course", charset="utf-8")
            catalogue.header_comment = f"# {name}: the key is the English text; see CONTRIBUTING.md."
            for text, where in texts.items():
                translation = (given or {}).get(text) or self.translations[name].get(text, "")
                old = self.catalogues[name].get(text)
                catalogue.add(text, translation, auto_comments=[where], user_comments=old.user_comments if old else ())
            out = BytesIO()
            write_po(out, catalogue, width=0, omit_header=False)
            files[self.catalogue_path(name)] = HEADER.sub("", out.getvalue().decode("utf-8"))
        return files

    def rewritten(self) -> Iterator[str]:
        """A sentence for each catalogue that `make translations` would change, and be it by a blank."""
        for path, content in self.updated().items():
            if not path.is_file() or path.read_bytes() != content.encode():
                yield f"{shown(path)} is not as `make translations` writes it: run it, and look at what it changes."

    def built(self) -> dict[str, str]:
        """The content of each file of this edition by its place; what has no translation stays English."""
        lessons = {file: self.notebook(file) for file in notebook_files()}
        files = {place_of(file, self.language): nbformat.writes(n) + "\n" for file, n in lessons.items()}
        for file in pages():
            files[place_of(file, self.language)] = self.page(file, lessons)
        said = json.dumps(self.translations["messages"], ensure_ascii=False, indent=0)
        return files | {f"notebooks/{self.language}/{MESSAGES}": f"{said}\n"}

    def notebook(self, file: str) -> NotebookNode:
        """A notebook whose texts are translated; its code and outputs are the same."""
        notebook, known = read_notebook(ROOT / file), self.translations[Path(file).stem]
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                bare, badges = without_badges(cell.source), BADGES.search(cell.source)
                text = self.relinked(known.get(bare, bare), file)
                cell.source = BADGES.sub(lambda _, b=badges: b[0].replace(file, place_of(file, self.language)), text)
        return notebook

    def page(self, file: str, lessons: Mapping[str, NotebookNode]) -> str:
        """A page whose pieces are translated; the headings of notes are those of the translated lesson."""
        notes = file.startswith(NOTES)
        name, heads = Path(file).stem if notes else "pages", {}
        if notes:
            heads = self.heads(f"notebooks/{name}.ipynb", lessons)

        def translate(text: str) -> str:
            marks, _, words = text.partition(" ")
            found = heads.get(f"{marks} {plain(words)}")
            return found or look_up(text, self.translations[name], shown(self.catalogue_path(name)))

        return self.relinked(translate_page((ROOT / file).read_text(encoding="utf-8"), translate), file)

    def heads(self, lesson: str, lessons: Mapping[str, NotebookNode]) -> dict[str, str]:
        """The translated headings of a lesson by the English ones; refuses a cell where they do not pair up."""
        pairs = {}
        for cell, translated in zip(read_notebook(ROOT / lesson).cells, lessons[lesson].cells, strict=True):
            english, ours = headings([cell]), headings([translated])
            if [one.partition(" ")[0] for one in english] != [one.partition(" ")[0] for one in ours]:
                place = self.entry(Path(lesson).stem, without_badges(cell.source))
                raise CourseError(
                    f"{place}: its headings are {english}, those of the translation {ours}; give it one for each."
                )
            pairs |= dict(zip(english, ours, strict=True))
        return pairs

    def relinked(self, text: str, file: str) -> str:
        """A text of the English `file` with links that lead from its translation to translations, or to the rest."""
        folder, here = posixpath.dirname(file), posixpath.dirname(place_of(file, self.language))
        translated = {*notebook_files(), *pages(), NOTES, SOLUTIONS.relative_to(ROOT).as_posix()}

        def moved(match: re.Match[str]) -> str:
            mark, words, target = match.groups()
            if ELSEWHERE.match(target):
                return match[0]
            stays = words == "English"  # leads to the English edition
            path, hash_sign, anchor = target.partition("#")
            path = posixpath.normpath(posixpath.join(folder, path))
            if path in translated and not stays:
                path, anchor = place_of(path, self.language), self.anchor(path, anchor)
            return f"{mark}[{words}]({posixpath.relpath(path, here or '.')}{hash_sign}{anchor})"

        return change_links(text, moved)

    def anchor(self, file: str, english: str) -> str:
        """The anchor of the translated heading whose English one is named `english`; the same where there is none."""
        if not english:
            return english
        known = self.translations["pages"]
        pieces = cut((ROOT / file).read_text(encoding="utf-8")) if file in pages() else ()
        heads = [text for text, is_piece in pieces if is_piece and text.startswith("#")]
        return next((anchor_of(known.get(text, text)) for text in heads if anchor_of(text) == english), english)

    def edited(self, root: Path = ROOT) -> Iterator[str]:
        """A sentence for each built file below `root` that is not what the English and the catalogues make."""
        files = self.built()
        for file, content in files.items():
            path = root / file
            if not path.is_file() or path.read_bytes() != content.encode():
                yield f"{file} is not what is built: run `make translations`, and edit only English and catalogues."
        there = {path.relative_to(root).as_posix() for path in (root / "notebooks" / self.language).rglob("*.*")}
        there = {file for file in there if file.endswith((".ipynb", ".md")) and ".ipynb_checkpoints" not in file}
        for file in sorted(there - files.keys()):
            yield f"{file} is built from nothing any more: delete it."

    def write(self, root: Path = ROOT) -> int:
        """Write what is built below `root`; return the number of files."""
        files = self.built()
        for file, content in files.items():
            write_atomically(root / file, content)
        return len(files)


def anchor_of(heading: str) -> str:
    """The anchor of a heading, as GitHub and MyST make it."""
    return re.sub(r"[^\w -]", "", plain(heading.lstrip("# ")).lower()).replace(" ", "-")


def headings(cells: Sequence[NotebookNode]) -> list[str]:
    """The headings of cells as notes repeat them: marks and plain text."""
    texts = (cell.source for cell in cells if cell.cell_type == "markdown")
    return [f"{marks} {plain(words)}" for text in texts for marks, words in HEADING.findall(text)]


def editions() -> list[Edition]:
    """The course in each language but English."""
    return [Edition(path.parent.name) for path in sorted(CATALOGUES.glob("*/messages.po"))]


def _start(text: str) -> str:
    """The first words of a text, quoted."""
    line = " ".join(text.split())
    return f"“{line[:60]}…”" if len(line) > 60 else f"“{line}”"


def main(arguments: Sequence[str] | None = None) -> int:
    """Update the catalogues and build what is made of them; say what still waits for a translation."""
    parser = argparse.ArgumentParser(prog="python -m notebooks.publishing.languages", description=__doc__)
    parser.parse_args(arguments)

    def work() -> str:
        chosen = editions()
        for edition in chosen:  # nothing is written while one of them cannot be read
            edition.read()
        lines = []
        for edition in chosen:
            edition.update()
            fresh = Edition(edition.language)
            told = [*fresh.stale(), *fresh.against_the_glossary(), *fresh.unfaithful()]
            lines += [*told, f"{edition.language}: {fresh.write()} files"]
        return "\n".join(lines)

    return exit_code(work, wrong=1)


if __name__ == "__main__":
    sys.exit(main())
