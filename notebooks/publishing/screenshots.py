"""Takes the README's pictures of a slide and of a page: ``python -m notebooks.publishing.screenshots``.

Needs built slides and a built site (``make slides site``) and Chromium.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.profiles import ROOT
from helpers.running.errors import CourseError
from notebooks.publishing.chromium import OPTIONS, chromium_path
from notebooks.running.errors import exit_code
from notebooks.running.notebooks import NOTEBOOKS, shown

SLIDE = ("slides/02_measuring.html", "ROUGE-1 by hand")  # the deck, and the heading of the slide
PAGE = "site/lessons/06_forgetting.html"


def take(build: Path, out: Path) -> list[Path]:
    """Write slide.png and page.png, both 1280 x 720 pixels, into `out`; return them."""
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    if path is None:
        raise CourseError("There is no Chromium on this machine: install the package chromium.")
    for name in (SLIDE[0], PAGE):
        if not (build / name).is_file():
            raise CourseError(f"{shown(build / name)} is not there: run make slides site first.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=OPTIONS)
        page = browser.new_page(viewport={"width": 1280, "height": 720}, color_scheme="light")
        page.goto((build / SLIDE[0]).resolve().as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        while SLIDE[1] not in page.evaluate("Reveal.getCurrentSlide().innerText"):
            if page.evaluate("Reveal.isLastSlide()"):
                raise CourseError(f"{SLIDE[0]} has no slide {SLIDE[1]!r}: name another one in screenshots.py.")
            page.evaluate("Reveal.next()")
        page.wait_for_timeout(200)
        page.screenshot(path=out / "slide.png")
        page.goto((build / PAGE).resolve().as_uri())
        page.locator("article img").first.evaluate("e => e.scrollIntoView({block: 'center', behavior: 'instant'})")
        page.wait_for_timeout(400)
        page.screenshot(path=out / "page.png")
        browser.close()
    return [out / "slide.png", out / "page.png"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m notebooks.publishing.screenshots", description=__doc__)
    parser.add_argument("--build", type=Path, default=ROOT / "build", help="folder of the built site and slides")
    parser.add_argument("--out", type=Path, default=NOTEBOOKS / "images", help="folder of the pictures")
    options = parser.parse_args(arguments)
    return exit_code(lambda: f"Wrote {', '.join(map(shown, take(options.build, options.out)))}.", wrong=1)


if __name__ == "__main__":
    sys.exit(main())
