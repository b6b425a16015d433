"""The site as its visitors meet it: real pages in a real browser, large and small, light and dark."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from browser import Watched, accessibility_problems, served

pytest.importorskip("myst_nb", reason="the packages of notebooks/publishing/requirements.txt are not installed")

from bs4 import BeautifulSoup

from helpers.profiles import ROOT, all_profiles
from helpers.running.language import languages
from notebooks.publishing.build_site import build_site, licences_page, results_page, stated_licence
from notebooks.publishing.catalogues import CATALOGUES
from notebooks.publishing.notebooks import html_language
from notebooks.publishing.repository import REPOSITORY
from notebooks.running.notebooks import NOTEBOOKS

LESSONS = [f"lessons/{path.stem}.html" for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))]
OTHERS = ["index.html", "lessons/index.html", "results.html", "licences.html", "search.html"]
PAGES = [*OTHERS, *LESSONS]
OTHER_LANGUAGES = languages()[1:]
ALL_PAGES = [*PAGES, *(f"{language}/{name}" for language in OTHER_LANGUAGES for name in PAGES)]
THEME_ENGLISH = re.compile(
    r"Color mode|System Settings|Icon Links|(Collapse|Expand) Sidebar|Toggle hidden|\bSearch\b|Skip to|On this page"
)
GENERIC = re.compile(r"^$|_images|^no description|\.png$", re.IGNORECASE)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once."""
    return build_site(tmp_path_factory.mktemp("published") / "site").parent


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(site) as place:
        yield place


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[str, BeautifulSoup]:
    """All pages as the builder wrote them."""
    paths = sorted(site.rglob("*.html"))
    return {p.relative_to(site).as_posix(): BeautifulSoup(p.read_text(encoding="utf-8"), "html.parser") for p in paths}


def test_every_lesson_has_a_page_in_the_navigation(documents: dict[str, BeautifulSoup]) -> None:
    assert set(PAGES) <= set(documents)
    links = {link.get("href") for link in documents["lessons/index.html"].select("article a, nav a")}
    assert {name.removeprefix("lessons/") for name in LESSONS} <= links


@pytest.mark.parametrize("name", ALL_PAGES)
def test_page_is_quiet_described_and_readable_by_everybody(name: str, address: str, chromium) -> None:
    with Watched(chromium, address) as watched:
        page = watched.open(name)
        page.wait_for_load_state("networkidle")
        assert watched.problems == []
        assert page.locator("h1").count() == 1
        assert [
            text for text in page.locator("img").evaluate_all("all => all.map(i => i.alt)") if GENERIC.search(text)
        ] == []
        assert accessibility_problems(page) == []


@pytest.mark.parametrize("name", ["index.html", "results.html", "lessons/02_measuring.html", "zh/index.html"])
def test_page_is_readable_in_the_dark(name: str, address: str, chromium) -> None:
    with Watched(chromium, address, scheme="dark") as watched:
        page = watched.open(name)
        assert page.locator("html").get_attribute("data-theme") == "dark"
        assert accessibility_problems(page) == []


def test_no_page_scrolls_sideways_on_a_phone(address: str, chromium) -> None:
    with Watched(chromium, address, width=390, height=800) as watched:
        for name in ALL_PAGES:
            page = watched.open(name)
            for width in (390, 360):
                page.set_viewport_size({"width": width, "height": 800})
                assert (name, width, page.evaluate("window.scrollTo(1000, 0), window.scrollX")) == (name, width, 0)


def test_search_finds_a_lesson(address: str, chromium) -> None:
    with Watched(chromium, address) as watched:
        page = watched.open("search.html?q=backward+transfer")
        page.wait_for_selector("#search-results li a")
        assert "06_forgetting.html" in "".join(
            page.locator("#search-results a").evaluate_all("all => all.map(a => a.href)")
        )
        assert watched.problems == []


@pytest.mark.parametrize(
    ("words", "lesson"),
    [("遗忘", "06_forgetting.html"), ("灾难性遗忘", "06_forgetting.html"), ("微调", "03_full_fine_tuning.html")],
)
def test_search_finds_chinese_words(words: str, lesson: str, address: str, chromium) -> None:
    with Watched(chromium, address) as watched:
        page = watched.open(f"zh/search.html?q={words}")
        page.wait_for_selector("#search-results li a")
        found = page.locator("#search-results a").evaluate_all("all => all.map(a => a.href)")
        assert [address for address in found if lesson in address and "/zh/" in address]


def test_search_finds_every_chinese_term_of_the_glossary(
    address: str, documents: dict[str, BeautifulSoup], chromium
) -> None:
    glossary = tomllib.loads((CATALOGUES / "zh" / "glossary.toml").read_text(encoding="utf-8"))
    articles = {name: page.article for name, page in documents.items() if name.startswith("zh/lessons/")}
    texts = {name: article.get_text() for name, article in articles.items() if article}
    terms = {term: {name for name, text in texts.items() if term in text} for term in chinese_terms(glossary)}
    terms = {term: names for term, names in terms.items() if names}
    assert {"词元", "学习率", "检查点", "零样本", "低秩适配", "多任务", "实验组"} <= set(terms)
    asked = [*terms, "LoRA 低秩", "词", "龘靐齉", "低秩龘"]
    with Watched(chromium, address) as watched:
        page = watched.open("zh/search.html?q=词元")
        page.wait_for_selector("#search-results li a")
        found = page.evaluate(
            "asked => asked.map(q => Search._performSearch(...Search._parseQuery(q)).map(r => 'zh/' + r[0] + '.html'))",
            asked,
        )
        page.wait_for_selector("#search-results .highlighted")
        assert set(page.locator("#search-results .highlighted").all_inner_texts()) == {"词元"}
        assert watched.problems == []
    found = dict(zip(asked, found, strict=True))
    assert {term: names - set(found[term]) for term, names in terms.items() if names - set(found[term])} == {}
    assert "zh/lessons/04_lora.html" in found["LoRA 低秩"] and found["词"]
    assert found["龘靐齉"] == found["低秩龘"] == []


def chinese_terms(glossary: dict) -> list[str]:
    """The standard translations of the glossary that are in Chinese signs alone."""
    terms = {entry["chinese"][0] for entry in glossary["term"]}
    return sorted(term for term in terms if re.fullmatch(r"[\u4e00-\u9fff]+", term))


@pytest.mark.parametrize("name", [name for name in ALL_PAGES if name.startswith("zh/")])
def test_the_theme_speaks_chinese_on_chinese_pages(name: str, documents: dict[str, BeautifulSoup]) -> None:
    page = documents[name]
    names = [tag[key] for tag in page.find_all(True) for key in ("title", "aria-label", "placeholder") if tag.get(key)]
    texts = [text for text in page.body.find_all(string=True) if text.find_parent(["article", "script"]) is None]
    assert [text for text in [*names, *texts] if THEME_ENGLISH.search(text)] == []


@pytest.mark.parametrize("name", ALL_PAGES)
def test_every_page_names_its_language_and_leads_to_the_other(name: str, documents: dict[str, BeautifulSoup]) -> None:
    page, folder = documents[name], Path(name).parent
    prefix, _, rest = name.partition("/")
    language, plain = (prefix, rest) if prefix in OTHER_LANGUAGES else ("en", name)
    assert page.html["lang"] == html_language(language)
    editions = {html_language(one): plain if one == "en" else f"{one}/{plain}" for one in languages()}
    alternates = {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate]")}
    switches = {link["hreflang"]: link["href"] for link in page.select(".language-switch a")}
    for links, expected in ((alternates, editions), (switches, {k: v for k, v in editions.items() if v != name})):
        assert {code: posixpath.normpath(folder / href) for code, href in links.items()} == expected


def test_the_switch_keeps_the_place(address: str, chromium) -> None:
    with Watched(chromium, address) as watched:
        page = watched.open("lessons/05_multitask.html")
        page.evaluate("document.querySelectorAll('article h2')[4].scrollIntoView({ behavior: 'instant' })")
        page.evaluate("document.querySelector('.language-switch a').click()")  # playwright's click scrolls the page
        page.wait_for_url("**/zh/lessons/05_multitask.html#heading-*")
        page.wait_for_function(
            "(y => 0 <= y && y < 200)(document.querySelectorAll('article h2')[4].getBoundingClientRect().top)"
        )


def test_the_switch_keeps_the_place_in_a_new_tab(address: str, chromium) -> None:
    with Watched(chromium, address) as watched:
        page = watched.open("lessons/05_multitask.html")
        page.evaluate("document.querySelectorAll('article h2')[4].scrollIntoView({ behavior: 'instant' })")
        box = page.locator(".language-switch a").first.bounding_box()
        with watched.context.expect_page() as opened:
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, button="middle")
        opened.value.wait_for_url("**/zh/lessons/05_multitask.html#heading-*")
        page.evaluate("window.scrollTo({ top: 0, behavior: 'instant' })")
        page.evaluate("document.querySelector('.language-switch a').dispatchEvent(new Event('pointerenter'))")
        assert page.evaluate("document.querySelector('.language-switch a').hash") == ""


def test_links_lead_somewhere(documents: dict[str, BeautifulSoup], site: Path) -> None:
    broken = []
    for name, document in documents.items():
        for link in document.select("a[href]"):
            target = link["href"]
            if target.startswith(REPOSITORY):
                path = re.sub(r"^/(blob|tree)/HEAD/", "", target.removeprefix(REPOSITORY)).partition("#")[0].strip("/")
                broken += [(name, target)] * (not (ROOT / unquote(path)).exists())
            elif not re.match(r"[a-z]+:", target):
                path, _, anchor = target.partition("#")
                path = path.partition("?")[0]
                place = (site / name).parent.joinpath(unquote(path)).resolve() if path else site / name
                page = documents.get(place.relative_to(site.resolve()).as_posix()) if place.is_file() else None
                found = page is not None or (place.is_file() and not anchor)
                found = found and (not anchor or page is None or page.find(id=unquote(anchor)) is not None)
                broken += [(name, target)] * (not found)
    assert broken == []


@pytest.mark.parametrize("name", [name for name in ALL_PAGES if re.search(r"lessons/\d\d_", name)])
def test_page_shows_every_plot_with_its_description(name: str, documents: dict[str, BeautifulSoup]) -> None:
    notebook = nbformat.read(NOTEBOOKS / f"{Path(name).stem}.ipynb", as_version=4)
    plots = [o for c in notebook.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})]
    told = [image["alt"] for image in documents[name].select(".cell_output img")]
    assert len(told) == len(plots) and all(len(text) > 15 for text in told)


def test_results_are_those_of_the_readme(documents: dict[str, BeautifulSoup]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    row = next(line for line in readme.splitlines() if line.startswith("| multitask |"))
    shown = [cells.get_text(" ", strip=True) for cells in documents["results.html"].select("tbody tr")]
    assert " ".join(row.strip("| ").replace("|", " ").split()) in [" ".join(text.split()) for text in shown]


def test_results_ask_for_the_sections_they_show() -> None:
    with pytest.raises(Exception, match="README.md has no section with"):
        results_page("# Title\n\n## Results\n\nnothing here", "", "")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    with pytest.raises(Exception, match="helpers/scoring/README.md has no section with"):
        results_page(readme, "# Title", "")


def test_licences_name_all_that_any_profile_reads() -> None:
    page = licences_page(all_profiles())
    for profile in all_profiles().values():
        for task in profile.data:
            assert profile.source_name(task) in page and profile.data[task].licence in page
        assert all(skill.path in page for skill in profile.skills.values() if not profile.offline)


def test_a_data_sheet_without_a_licence_is_named(tmp_path: Path) -> None:
    sheet = tmp_path / "README.md"
    sheet.write_text("# Data\n\nNo word about terms.\n", encoding="utf-8")
    with pytest.raises(Exception, match="README.md states no licence"):
        stated_licence(sheet)
