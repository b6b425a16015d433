"""Builds the site: every lesson with its stored outputs, the results and the licences; ``python -m ...build_site``."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.profiles import ROOT, Profile, all_profiles
from helpers.running.card_parts import conditions
from helpers.running.errors import CourseError
from helpers.running.language import ENGLISH, languages
from notebooks.publishing.catalogues import CATALOGUES, read_catalogue, translations_of
from notebooks.publishing.notebooks import (
    GUIDE,
    README,
    figure_text,
    is_figure_text,
    lesson_folder,
    lesson_paths,
    paragraphs,
    place_of,
    plain,
    read_lesson,
    relink,
    relink_notebook,
    repository_address,
    title_of,
)
from notebooks.publishing.parts import build_command, copy_fonts
from notebooks.publishing.pieces import look_up, translate_page
from notebooks.publishing.readme import PICTURE
from notebooks.publishing.repository import REPOSITORY
from notebooks.running.notebooks import code_cells, shown, tags

CONFIGURATION = Path(__file__).parent / "site"
METRICS, SPEED = "helpers/scoring/README.md", "tests/benchmarks/README.md"
ADDRESS = "REPOSITORY"
ACTIONS = "{{.actions}}\n[Start with 00](lessons/{}.ipynb) [See the results](results.md)"
LESSONS = "## The lessons"
INTERVAL = re.compile(r"(\d) (\[-?[\d.]+, -?[\d.]+\])")


def page_map(language: str = ENGLISH) -> dict[str, str]:
    """Where each file of the repository that becomes a page stands in the site, both without a leading slash."""
    pages = {path.relative_to(ROOT).as_posix(): f"lessons/{path.name}" for path in lesson_paths(language)}
    pages |= {place_of(README, language): "index.md", "LICENSE": "licences.md"}
    return pages | {place_of(GUIDE, language): "teaching.md"}


def pages_from(page: str, language: str = ENGLISH) -> dict[str, str]:
    """The map of pages with addresses relative to `page`."""
    here, pages = posixpath.dirname(page) or ".", page_map(language)
    return {source: posixpath.relpath(target, here) for source, target in pages.items()}


def build_site(out: Path, chosen: Sequence[str] = ()) -> Path:
    """Build the site into the folder `out`, in place of an older one, and return its first page.

    Each language but English has a folder of its name in it. All are built, at the same time, unless some are chosen.
    """
    with tempfile.TemporaryDirectory() as folder:
        built = {language: Path(folder, language, "site") for language in chosen or languages()}
        with ThreadPoolExecutor(len(built)) as pool:
            list(pool.map(build_edition, built, built.values()))
        first, *others = built
        for language in others:
            shutil.move(built[language], built[first] / language)
        replace_folder(built[first], out)
    return out / "index.html"


def build_edition(language: str, built: Path) -> None:
    """Build the pages of one language into the folder `built`. Raises `CourseError` with what Sphinx says."""
    sources = built.with_name("sources")
    stage(sources, language)
    options = ["-b", "html", "-q", "-W", "--keep-going", "-d", f"{built}.doctrees", "-c", str(CONFIGURATION)]
    options += ["-D", f"html_static_path={sources / '_static'}"]
    command = [sys.executable, "-m", "sphinx", *options, str(sources), str(built)]
    environment = {**os.environ, "COURSE_LANGUAGE": language}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise CourseError(f"Sphinx could not build the site: {done.stderr.strip()[-2000:]}")
    shutil.rmtree(built / ".doctrees", ignore_errors=True)


def replace_folder(fresh: Path, place: Path) -> None:
    """Put the folder `fresh` where `place` is."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        shutil.rmtree(place)
    shutil.move(fresh, place)


def stage(folder: Path, language: str = ENGLISH) -> None:
    """Write the sources of all pages of a language into `folder`."""
    (folder / "lessons").mkdir(parents=True)
    shutil.copytree(CONFIGURATION / "static", folder / "_static")
    copy_fonts(folder / "_static")
    shutil.copy(ROOT / PICTURE, folder / "_static" / PICTURE.name)
    lessons = {path.stem: read_lesson(path) for path in lesson_paths(language)}
    for name, notebook in lessons.items():
        page = f"lessons/{name}.ipynb"
        nbformat.write(lesson_page(notebook, page, language), folder / page)
    known = translations_of(read_catalogue(CATALOGUES / language / "pages.po", language))
    for name, text in written_pages(lessons, language).items():
        (folder / name).write_text(translate_page(text, lambda piece: in_catalogue(piece, known)), encoding="utf-8")


def own_words(first: str) -> str:
    """What the site says beyond lessons, README and guide, in English; `first` is the name of the first lesson."""
    metrics, speed = ((ROOT / name).read_text(encoding="utf-8") for name in (METRICS, SPEED))
    parts = [ACTIONS.format(first), LESSONS, lessons_page({}, {}), licences_page(all_profiles()), "# Results"]
    return "\n\n".join([*parts, *explanations(metrics, speed)])


def written_pages(lessons: Mapping[str, NotebookNode], language: str = ENGLISH) -> dict[str, str]:
    """The pages beside the lessons; what they say beyond README and guide is English still."""
    guide_place = place_of(GUIDE, language)
    names = (place_of(README, language), guide_place, METRICS, SPEED)
    readme, guide, metrics, speed = ((ROOT / name).read_text(encoding="utf-8") for name in names)
    told = lesson_descriptions(readme)
    return {
        "index.md": index_page(readme, lessons, told, language),
        "lessons/index.md": lessons_page(lessons, told),
        "results.md": results_page(readme, metrics, speed, language),
        "teaching.md": relink(guide, posixpath.dirname(guide_place), pages_from("teaching.md", language)),
        "licences.md": licences_page(all_profiles()),
    }


def in_catalogue(piece: str, known: Mapping[str, str]) -> str:
    """The translation of a piece of a page, which is catalogued without the address of the repository."""
    return look_up(without_address(piece), known).replace(ADDRESS, REPOSITORY)


def without_address(text: str) -> str:
    """A text with `ADDRESS` where the repository's address is, which each publisher sets."""
    return text.replace(REPOSITORY, ADDRESS)


def lesson_page(notebook: NotebookNode, page: str, language: str = ENGLISH) -> NotebookNode:
    """Prepare a lesson for its page: links, descriptions as alternative texts, the set-up cell folded."""
    relink_notebook(notebook, lesson_folder(language), pages_from(page, language))
    for cell, follower in zip(notebook.cells, [*notebook.cells[1:], None], strict=True):
        if cell.cell_type == "code" and follower is not None and is_figure_text(follower.source):
            cell.metadata["mystnb"] = {"image": {"alt": figure_text(follower.source)}}
        if cell.cell_type == "markdown" and is_figure_text(cell.source):
            first, *rest = paragraphs(cell.source)
            cell.source = "\n\n".join(["{.figure-text}\n" + first, *rest])
    set_up = next(iter(code_cells(notebook)), None)
    if set_up is not None:
        set_up.metadata["tags"] = sorted(tags(set_up) | {"hide-input"})
    return notebook


def lesson_descriptions(readme: str) -> dict[str, str]:
    """What README.md says of each lesson in its table, by the lesson's name."""
    rows = re.findall(r"^\| \[[^\]]*\]\(notebooks/(?:\w+/)?(\w+)\.ipynb\) \| (.*?) \|$", readme, re.MULTILINE)
    return {name: plain(text) for name, text in rows}


def sections(markdown: str) -> list[str]:
    """A text cut before each heading of level 2; what stands before the first comes first."""
    return re.split(r"^(?=## )", markdown, flags=re.MULTILINE)


def sections_with(markdown: str, *marks: str, name: str = "README.md") -> list[str]:
    """The sections of the file `name` that hold one of the marks, in the order of the marks."""
    found = [next((part for part in sections(markdown) if mark in part), None) for mark in marks]
    for mark, part in zip(marks, found, strict=True):
        if part is None:
            raise CourseError(f"{name} has no section with {mark!r}, which the site shows; put it back.")
    return [part.strip() for part in dict.fromkeys(found) if part]


def index_page(
    readme: str, lessons: Mapping[str, NotebookNode], told: Mapping[str, str], language: str = ENGLISH
) -> str:
    """The first page: what the course is, its main picture, its lessons and how to run it."""
    opening = [p for p in paragraphs(sections(readme)[0])[1:] if not p.startswith(("[", "!", "<", "|"))]
    run, profiles = sections_with(readme, "make course   #", "COURSE_SIZES=")
    picture = re.search(r"!\[([^\]]*)\]\(" + re.escape(PICTURE.as_posix()), readme)
    first = next(iter(lessons))
    parts = [
        f"# {plain(paragraphs(readme)[0].lstrip('# '))}",
        "```{rst-class} lead\n```",
        opening[0],
        ACTIONS.format(first),
        f"{{.main-plot}}\n![{picture[1] if picture else ''}](_static/{PICTURE.name})",
        LESSONS,
        cards(lessons, told, "lessons/"),
        run,
        profiles,
        "```{toctree}\n:hidden:\n\nlessons/index\nresults\nteaching\nlicences\n```",
    ]
    return relink("\n\n".join(parts), "", {**pages_from("index.md", language), **staged_names(language)})


def staged_names(language: str) -> dict[str, str]:
    """Addresses that the staged texts already use, so that `relink` leaves them alone."""
    names = ["results.md", "licences.md", "teaching.md", f"_static/{PICTURE.name}", *page_map(language).values()]
    return {name: name for name in names}


def lessons_page(lessons: Mapping[str, NotebookNode], told: Mapping[str, str]) -> str:
    """The list of lessons with what each shows."""
    names = "\n".join(lessons)
    intro = (
        "Each page is a notebook with its outputs, as the profile nano produced them on a machine without a GPU. "
        f"To change and run them, take them from [the repository]({repository_address('')})."
    )
    return f"# Lessons\n\n{intro}\n\n{cards(lessons, told, '')}\n\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"


def cards(lessons: Mapping[str, NotebookNode], told: Mapping[str, str], folder: str) -> str:
    """A list of lessons that the style sheet shows as cards: number, title, description."""
    lines = ["{.lesson-cards}"]
    for name, notebook in lessons.items():
        number, _, title = title_of(notebook).partition(" · ")
        title = re.split(": |：", title)[0] or number
        description = told.get(name, title_of(notebook).partition(": ")[2])
        lines.append(f"- [{number} · {title}]({folder}{name}.ipynb)\n\n  {description}")
    return "\n".join(lines)


def results_page(readme: str, metrics: str, speed: str, language: str = ENGLISH) -> str:
    """The results of README.md, then what explains the metrics and the speed."""
    name = place_of(README, language)
    found = sections_with(readme, "<!-- results -->", "<!-- seeds -->", "<!-- planted -->", name=name)
    text = "\n\n".join([relink(part, "", pages_from("results.md", language)) for part in found])
    text = INTERVAL.sub(r'\1 <span class="interval">\2</span>', text)
    names = re.compile(r"^\| (?:[^|]*\| dialogue_summary.*|[a-z_]+ (?=\|))", re.MULTILINE)  # they break at underscores
    text = names.sub(lambda found: found[0].replace("_", "_<wbr>"), text)
    text = "\n\n".join(["# Results", text, *explanations(metrics, speed, language)])
    return re.sub(r"^<!-- .* -->\n", "", text, flags=re.MULTILINE) + "\n"


def explanations(metrics: str, speed: str, language: str = ENGLISH) -> Iterator[str]:
    """What explains the metrics and the speed, each from the page that has it."""
    for name, source, mark in ((METRICS, metrics, "`speakers_right`"), (SPEED, speed, "<!-- speed -->")):
        for part in sections_with(source, mark, name=name):
            yield relink(part, posixpath.dirname(name), pages_from("results.md", language))


def licences_page(profiles: Mapping[str, Profile]) -> str:
    """Licences of the code, the embedded world and all that the hub profiles download."""
    hub = profiles["base"]
    models = sorted({p.model.rpartition("-")[0] + "-*" for p in profiles.values() if not p.offline})
    rows = [(f"[{name}](https://huggingface.co/{name.partition('/')[0]})", "Apache-2.0", []) for name in models]
    if hub.judge:
        rows.append((f"{hub_link(hub.judge.path)}, only with `COURSE_JUDGE=1`", hub.judge.licence, []))
    rows += [
        (hub_link(source.path, "datasets/"), source.licence, conditions(source.licence))
        for source in (*hub.data.values(), *hub.skills.values())
    ]
    return "\n".join(
        [
            "# Licences",
            "",
            f"The code is under Apache-2.0 ([LICENSE]({repository_address('LICENSE')})). Texts, data and model in "
            f"[data/]({repository_address('data')}) were made for this course and are under CC BY 4.0: use, change and "
            "share them, and name the source.",
            "",
            "## What nano runs on",
            "",
            "| what | data sheet | licence |",
            "|---|---|---|",
            *[
                f"| {sheet_title(folder)} | [{folder}]({repository_address(f'data/{folder}/README.md')}) | {licence} |"
                for folder, licence in embedded_parts()
            ],
            "",
            "## What the larger profiles download",
            "",
            "These keep their own terms, and a model trained on them inherits the terms of what it saw. Each trained "
            "model has a card that says which.",
            "",
            "| what | licence | beyond naming the source |",
            "|---|---|---|",
            *[f"| {what} | {licence} | {'; '.join(asks) or 'nothing'} |" for what, licence, asks in rows],
            "",
            "## This site",
            "",
            "Built by Sphinx and MyST-NB with the PyData theme (BSD licences). Its font is Source Sans Pro by Adobe, "
            "under the SIL Open Font License 1.1; Chinese is shown in a font of your system.",
            "",
        ]
    )


def embedded_parts() -> list[tuple[str, str]]:
    """Folder and licence of each part of data/, as its data sheet states the licence."""
    sheets = sorted((ROOT / "data").glob("*/README.md"))
    return [(sheet.parent.name, stated_licence(sheet)) for sheet in sheets]


def stated_licence(sheet: Path) -> str:
    """The licence that a data sheet states after **Licence.**"""
    found = re.search(r"^\*\*Licence\.\*\* ([\w. -]*?\d\.\d|[\w.-]+)", sheet.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise CourseError(f"{shown(sheet)} states no licence: write a line that begins with **Licence.** there.")
    return found[1]


def sheet_title(folder: str) -> str:
    """The heading of a data sheet."""
    text = (ROOT / "data" / folder / "README.md").read_text(encoding="utf-8")
    return re.search(r"^# (.+)$", text, re.MULTILINE)[1]


def hub_link(identifier: str, kind: str = "") -> str:
    """A link to a model of the hub, or with ``datasets/`` for `kind` to a data set."""
    return f"[{identifier}](https://huggingface.co/{kind}{identifier})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the site and say where it is."""

    def build(out: Path) -> str:
        return f"The site begins at {shown(build_site(out))}."

    return build_command("build_site", __doc__, "site", build, arguments)


if __name__ == "__main__":
    sys.exit(main())
