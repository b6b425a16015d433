"""Configuration of Sphinx for the site; the sources are staged by `notebooks.publishing.build_site`."""

import re
from gettext import NullTranslations
from itertools import pairwise
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search.zh import SearchChinese
from sphinx.writers.html5 import HTML5Translator

from helpers.running.language import ENGLISH, languages, translated
from helpers.running.language import language as course_language
from notebooks.publishing.maths import mathml
from notebooks.publishing.notebooks import html_language
from notebooks.publishing.repository import REPOSITORY

here = course_language()  # of this build
project = translated("Fine-tuning a language model for several tasks")
author = translated("the authors of the course")
html_title = translated("Fine-tuning for several tasks")
language = {"zh": "zh_CN"}.get(here, here)

extensions = ["myst_nb"]
nb_execution_mode = "off"  # the outputs are those stored in the notebooks
nb_merge_streams = True
nb_code_prompt_show, nb_code_prompt_hide = translated("Show the code"), translated("Hide the code")
myst_enable_extensions = ["attrs_block", "dollarmath"]
myst_heading_anchors = 3
myst_links_external_new_tab = False
html_math_renderer = "mathml"
suppress_warnings = ["myst.header"]

html_theme = "pydata_sphinx_theme"
html_css_files = ["fonts.css", "course.css"]
html_favicon = "static/favicon.svg"
html_js_files = ["course.js"]
html_copy_source = False
html_show_sourcelink = False
html_permalinks_icon = "#"
html_sidebars = {"index": [], "results": [], "licences": [], "teaching": [], "search": []}
html_context = {
    "default_mode": "auto",
    "course_language": here,
    "root": "" if here == ENGLISH else "../",  # from this edition's first page to the English one
    "editions": {name: (html_language(name), {"en": "English", "zh": "中文"}[name]) for name in languages()},
    "switch_label": translated("Language of this page"),
    "footer_text": translated("Code: Apache-2.0. Texts, data and model: CC BY 4.0."),
    "footer_link": translated("All licences"),
    "wide_labels": [translated("Wide table"), translated("Wide formula"), translated("Wide text")],
}
html_theme_options = {
    "logo": {"text": html_title},
    "navbar_align": "left",
    "navbar_end": ["language-switch", "theme-switcher", "navbar-icon-links"],
    "icon_links_label": translated("Links"),
    "icon_links": [{"name": translated("The repository"), "url": REPOSITORY, "icon": "fa-solid fa-code-branch"}],
    "search_bar_text": translated("Search the lessons"),
    "secondary_sidebar_items": {"**": ["page-toc"], "index": [], "results": [], "lessons/index": []},
    "show_toc_level": 2,
    "footer_start": ["course-footer"],
    "footer_end": [],
    "article_header_start": [],
    "back_to_top_button": True,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
templates_path = ["templates"]

SIGNS = r"\u3400-\u4dbf\u4e00-\u9fff"  # Chinese signs, as Python and the browser write a range
RUNS = rf"[{SIGNS}]+|[a-zA-Z0-9_]{{2,}}"


def inline_formula(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula within a line."""
    self.body.append(mathml(node.astext()))
    raise nodes.SkipNode


def displayed_formula(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula in a line of its own."""
    self.body.append(f'<div class="formula">{mathml(node.astext(), display=True)}</div>')
    raise nodes.SkipNode


class ChineseSearch(SearchChinese):
    """Runs of Chinese signs by their overlapping pairs, in the pages as in what is asked; Latin words by their stem.

    A dictionary would cut a term here in one way and there in another, and then nothing is found. The pages have each
    sign by itself too, for who asks for one.
    """

    language_name = "English"  # Sphinx 9 calls the script's stemmer by this name, and the script has the English one
    js_splitter_code = f"""
const runs = (query) => query.match(/{RUNS}/g) ?? [];
const isChinese = (run) => /[{SIGNS}]/.test(run);
function splitQuery(query) {{
  const pairs = (run) => [...run].slice(1).map((sign, i) => run[i] + sign);
  return runs(query).flatMap((run) => (isChinese(run) && run.length > 1 ? pairs(run) : [run]));
}}
// What is marked in the pages found are the words as they were asked for: pairs overlap.
const parseQuery = Search._parseQuery;
Search._parseQuery = (query) => {{
  const [asked, terms, excluded, marked, objects] = parseQuery(query);
  const words = runs(query.toLowerCase()).filter((run) => isChinese(run) || marked.has(run));
  localStorage.setItem("sphinx_highlight_terms", words.join(" "));
  return [asked, terms, excluded, new Set(words), objects];
}};
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name that Sphinx gave it
        """The terms of a text of a page."""
        found = re.findall(RUNS, input)
        latin = [run for run in found if run.isascii()]
        self.latin_terms.update(latin)
        chinese = [run for run in found if not run.isascii()]
        return [*latin, *(first + second for run in chinese for first, second in pairwise(run)), *"".join(chinese)]

    def word_filter(self, stemmed_word: str) -> bool:
        """Whether a term goes into the index."""
        return len(stemmed_word) > 1 or not stemmed_word.isascii()


class ThemeWords(NullTranslations):
    """The words of the theme that its own catalogue has no Chinese for; they are asked for by their English."""

    words = {  # noqa: RUF012 - never changed
        "Color mode": translated("Color mode"),
        "System Settings": translated("System Settings"),
        "Collapse Sidebar": translated("Collapse Sidebar"),
        "Expand Sidebar": translated("Expand Sidebar"),
    }

    def gettext(self, message: str) -> str:
        """The word in the language of this build."""
        return self.words.get(message) or super().gettext(message)


def name_folded_code(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: nodes.document) -> None:
    """Name what unfolds a cell in the language of this build: myst-nb has the name in English alone."""
    if "body" in context:
        name = translated("Show or hide the code")
        context["body"] = context["body"].replace('"Toggle hidden content"', f'"{name}"')


def setup(app: Sphinx) -> None:
    """Register the formulas' writer, the search and the words."""
    app.add_search_language(ChineseSearch)
    app.add_html_math_renderer("mathml", (inline_formula, None), (displayed_formula, None))
    app.translator.add_fallback(ThemeWords())
    app.connect("html-page-context", name_folded_code)
