"""Configuration of Sphinx for the site; the sources are staged by `notebooks.publishing.build_site`."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from notebooks.publishing.maths import mathml
from notebooks.publishing.repository import REPOSITORY

project = "Fine-tuning a language model for several tasks"
author = "the authors of the course"
html_title = "Fine-tuning for several tasks"
language = "en"

extensions = ["myst_nb"]
nb_execution_mode = "off"  # the outputs are those stored in the notebooks
nb_merge_streams = True
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
html_context = {"default_mode": "auto"}
html_theme_options = {
    "logo": {"text": html_title},
    "navbar_align": "left",
    "navbar_end": ["theme-switcher", "navbar-icon-links"],
    "icon_links": [{"name": "The repository", "url": REPOSITORY, "icon": "fa-solid fa-code-branch"}],
    "search_bar_text": "Search the lessons",
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


def inline_formula(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula within a line."""
    self.body.append(mathml(node.astext()))
    raise nodes.SkipNode


def displayed_formula(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula in a line of its own."""
    self.body.append(f'<div class="formula">{mathml(node.astext(), display=True)}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the formulas' writer."""
    app.add_html_math_renderer("mathml", (inline_formula, None), (displayed_formula, None))
