"""Turns notebooks into HTML by nbconvert and the course's own templates, which ask for nothing from elsewhere."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from nbconvert import HTMLExporter, SlidesExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from notebooks.publishing.maths import mathml

TEMPLATES = Path(__file__).parent


class Renderer(IPythonRenderer):
    """Markdown to HTML with formulas as MathML, no anchor marks, and every other markup escaped."""

    def inline_math(self, body: str) -> str:
        """A formula within a line."""
        return mathml(body)

    def block_math(self, body: str) -> str:
        """A formula in a line of its own."""
        return mathml(body, display=True)

    def block_html(self, html: str) -> str:
        """Comments vanish; other HTML stands as written by the authors of the course."""
        return "" if html.lstrip().startswith("<!--") else super().block_html(html)


class CourseFilters:
    """What both exporters share."""

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """The filter that the templates use for text."""
        return MarkdownWithMath(renderer=Renderer(escape=False, exclude_anchor_links=True)).render(source)


class Slides(CourseFilters, SlidesExporter):
    """Exporter of slides."""

    def __init__(self, **settings: Any) -> None:
        """Choose the course's template."""
        super().__init__(extra_template_basedirs=[str(TEMPLATES)], template_name="slides", **settings)


class Pages(CourseFilters, HTMLExporter):
    """Exporter of handouts."""

    def __init__(self, **settings: Any) -> None:
        """Choose the course's template."""
        super().__init__(extra_template_basedirs=[str(TEMPLATES)], template_name="handout", **settings)


def escaped(text: str) -> str:
    """Text as HTML."""
    return html.escape(text, quote=True)
