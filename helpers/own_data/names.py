"""Names of people for `masking.mask`, by Presidio (github.com/microsoft/presidio), which is installed apart from us."""

from __future__ import annotations

from importlib import import_module

from helpers.own_data.masking import Finder
from helpers.own_data.private import Span
from helpers.running.errors import CourseError


def presidio(language: str = "en", entities: tuple[str, ...] = ("PERSON", "LOCATION"), score: float = 0.6) -> Finder:
    """Return a finder of names by Presidio's analyzer: ``mask(data, finders=[presidio()])``.

    Labels are its entities' names. Mask with it only where nobody needs the names: a summary says who did what.
    Raises `CourseError` where Presidio or its model of the language is not installed.
    """
    try:
        engine = import_module("presidio_analyzer").AnalyzerEngine(supported_languages=[language])
    except (ImportError, OSError, ValueError) as error:
        raise CourseError(
            f"presidio: the analyzer for {language!r} cannot be loaded ({error}); install it with "
            "`pip install presidio-analyzer` and the spaCy model of that language."
        ) from error

    def find(text: str) -> list[Span]:
        results = engine.analyze(text=text, language=language, entities=list(entities), score_threshold=score)
        return [(one.start, one.end, one.entity_type) for one in results]

    return find
