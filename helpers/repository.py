"""Where the course's repository is published; every link to a file of it begins here."""

from __future__ import annotations

REPOSITORY = "https://github.com/fine-tuning-course/fine-tuning-course"
