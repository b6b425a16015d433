"""What the builders share: files of other packages (fonts, reveal.js, the colours of code), and their commands."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

from helpers.profiles import ROOT
from helpers.running.errors import CourseError
from notebooks.running.errors import exit_code

FONT_STYLES = {"regular": (400, "normal"), "italic": (400, "italic"), "semibold": (600, "normal")}


def reveal_folder() -> Path:
    """The folder with reveal.js that the package sphinx-revealjs brings."""
    try:
        folder = Path(str(files("sphinx_revealjs"))) / "_static" / "revealjs"
    except ModuleNotFoundError as error:
        raise CourseError(
            "The package sphinx-revealjs is missing: pip install -r notebooks/publishing/requirements.txt"
        ) from error
    if not (folder / "dist" / "reveal.js").is_file():
        raise CourseError(f"{folder} holds no reveal.js: install another version of sphinx-revealjs.")
    return folder


def copy_fonts(folder: Path) -> None:
    """Put Source Sans Pro, its licence and a style sheet ``fonts.css`` into `folder`."""
    source = reveal_folder() / "dist" / "theme" / "fonts" / "source-sans-pro"
    place = folder / "fonts"
    place.mkdir(parents=True, exist_ok=True)
    rules = []
    for name, (weight, style) in FONT_STYLES.items():
        file = f"source-sans-pro-{name}.woff"
        shutil.copyfile(source / file, place / file)
        rules.append(
            f'@font-face {{ font-family: "Source Sans Pro"; font-weight: {weight}; font-style: {style}; '
            f'font-display: swap; src: url("fonts/{file}") format("woff"); }}'
        )
    shutil.copyfile(source / "LICENSE", place / "LICENSE")
    (folder / "fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")


def code_colours(scope: str) -> str:
    """Style rules that colour code inside `scope`, with a contrast of at least 7:1 on white."""
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(style="a11y-high-contrast-light").get_style_defs(scope)


def build_command(
    module: str, description: str, folder: str, build: Callable[[Path], str], arguments: Sequence[str] | None
) -> int:
    """Run the command of a builder that writes into one folder, ``build/folder`` unless ``--out`` names another."""
    parser = argparse.ArgumentParser(prog=f"python -m notebooks.publishing.{module}", description=description)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / folder, help=f"folder of the {folder}")
    out = parser.parse_args(arguments).out
    return exit_code(lambda: build(out), wrong=1)
