"""Makes the text of a message readable: HTML to text, and the marks of Slack and Discord to what they show."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

_STARTS_AS_HTML = re.compile(
    r"\s*<(?:!doctype|html|body|p|div|span|br|table|ul|ol|li|h[1-6]|b|i|strong|em|a|at|attachment|blockquote|pre)\b[^>]*>",
    re.IGNORECASE,
)
_BLOCKS = {"p", "div", "br", "li", "tr", "table", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = {"script", "style", "head", "template"}
_SLACK = re.compile(
    r"<(@|#|!)([^<>|]{1,80})(?:\|([^<>]{1,80}))?>"
    r"|<((?:https?|mailto|tel):[^<>|]{1,2000})(?:\|([^<>]{1,300}))?>"
)
_DISCORD = re.compile(r"<a?(:\w{1,40}:)\d{5,25}>|<(@[!&]?|#)(\d{5,25})>")


class _Text(HTMLParser):
    """Collects what a browser would show."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _HIDDEN
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in _HIDDEN and self.hidden > 0
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)


def is_html(text: str) -> bool:
    """Whether a text begins with an HTML tag of a message's body."""
    return bool(_STARTS_AS_HTML.match(text))


def html_text(text: str) -> str:
    """What a browser would show of HTML, in lines.

    >>> html_text("<p>It is on its way &ndash; <b>tomorrow</b>.</p>")
    'It is on its way – tomorrow.'
    """
    parser = _Text()
    parser.feed(text)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).splitlines())
    return "\n".join(line for line in lines if line)


def slack_text(text: str) -> str:
    """Slack's marks as they are shown: people, channels and links by name, its three entities as signs.

    >>> slack_text("<@U2> is the build &lt;red&gt; &amp; stuck? <https://example.org|log>")
    '@U2 is the build <red> & stuck? log (https://example.org)'
    """

    def shown(match: re.Match[str]) -> str:
        mark, name, label, link, title = match.groups()
        if link:
            address = link.removeprefix("mailto:").removeprefix("tel:")
            return address if not title or title == address else f"{title} ({address})"
        return ("#" if mark == "#" else "@") + (label or name).lstrip("@#")

    return html.unescape(_SLACK.sub(shown, text)) if "<" in text or "&" in text else text


def discord_text(text: str) -> str:
    """Discord's marks as they are shown: ``<:smile:12345>`` is ``:smile:``, ``<@12345>`` is ``@12345``."""
    return _DISCORD.sub(lambda m: m[1] or ("#" if m[2] == "#" else "@") + m[3], text) if "<" in text else text
