"""Where the system's Chromium is, and how it is started without a screen and without asking the network anything."""

from __future__ import annotations

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """The program's path; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
