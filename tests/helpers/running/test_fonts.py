"""Figures with names in any script are drawn without empty boxes, whatever fonts are installed."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from helpers.intervals import Figure
from helpers.plots import plot_bars
from helpers.running import fonts


def drawn(name: str) -> list[str]:
    """Names in a figure of one bar; fails where matplotlib misses a glyph."""
    with plt.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = plot_bars({name: Figure(0.5, 0.4, 0.6, 10)}, "ROUGE-1", f"{name}, all")
        picture.savefig(BytesIO(), format="png")
        names = [label.get_text() for label in picture.axes[0].get_yticklabels()]
    plt.close(picture)
    return names


@pytest.mark.parametrize("name", ["full", "café", "Пакет", "小王的包裹", "पार्सल", "😀"])
def test_no_glyph_is_missing(name: str) -> None:
    assert len(drawn(name)) == 1


def test_a_sign_that_no_font_has_is_written_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts.font_manager.fontManager, "ttflist", [])
    with plt.rc_context():
        assert fonts.drawable("a王é") == "aU+738Bé"
    assert fonts._signs(str(Path(__file__))) == frozenset()
