"""Metrics of the five tasks. Each turns outputs into a `Measured`, of which intervals.py makes values and intervals.

A metric in points is a fraction 0-1; ``mae`` is in stars, ``length_ratio`` a ratio of words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
import tree_sitter_c_sharp
from sacrebleu.metrics import BLEU
from tree_sitter import Language, Parser

from helpers.intervals import Measured, mean_of, mean_of_known, ratio
from helpers.scoring import scripts
from helpers.scoring.dialogue import attributed, speakers, swap_speakers
from helpers.scoring.rouge import OPENING, rouge_f1, sentences, words_of
from helpers.tasks import Entity, read_entities, read_rating, unescape_code

ROUGE_NAMES = ("rouge1", "rouge2", "rougeL", "rougeLsum")


# --- summaries -----------------------------------------------------------------------------------


def rouge_per_reference(prediction: str, references: Sequence[str], kind: str = "") -> dict[str, list[float]]:
    """ROUGE F1 of one prediction against each of its references (Lin 2004), with stemming in English.

    `kind` says how the texts are cut (`scripts.kind_of`), else they say it themselves.
    """
    if not references:
        raise ValueError("ROUGE needs at least one reference.")
    kind = kind or scripts.kind_of([*references, prediction])
    scores = [rouge_f1(sentences(reference), sentences(prediction), kind) for reference in references]
    return {name: [score[name] for score in scores] for name in ROUGE_NAMES}


def rouge(prediction: str, references: Sequence[str], kind: str = "") -> dict[str, float]:
    """ROUGE F1 of one prediction: the mean over its references. ``rouge1_best`` and so on are the best of them.

    >>> rouge("the cat", ["the cat", "a dog"])["rouge1"]
    0.5
    """
    scores = rouge_per_reference(prediction, references, kind)
    means = {name: float(np.mean(values)) for name, values in scores.items()}
    return means | {f"{name}_best": max(values) for name, values in scores.items()}


def length_counts(prediction: str, references: Sequence[str]) -> tuple[int, float]:
    """(words of the prediction, words of its references on average); their ratio says how much too long it is."""
    return scripts.length(prediction), float(np.mean([scripts.length(reference) for reference in references]))


_TOKEN = re.compile(r"#Person\d+#|\d+(?:[:.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")
NUMBER_WORDS = {
    word: str(i) for i, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}


def claims(text: str, kind: str = scripts.ENGLISH) -> list[tuple[str, str]]:
    """Names and numbers in `text`: (as written, normalized). A number word counts as its number.

    A capitalized word that opens a sentence counts as a name unless it is a common opening word; only English ones are
    known, so in other languages no opening word counts. German nouns count as names. In Chinese see
    `scripts`. Speaker tags such as ``#Person1#`` are not names.
    """
    found = scripts.chinese_claims(text)
    for match in _TOKEN.finditer(text):
        word = match.group()
        lower = word.lower()
        if word.startswith("#") or (kind == scripts.WORDS and word[0].isupper() and _opens(text, match.start())):
            continue
        if word[0].isdigit():
            found.append((word, word))
        elif lower in NUMBER_WORDS and lower not in ("zero", "one"):
            found.append((word, NUMBER_WORDS[lower]))
        elif word[0].isupper() and lower not in OPENING:
            found.append((word, lower))
    return found


def _opens(text: str, place: int) -> bool:
    return not re.search(r"[^\s.!?¿¡\"«»„“]\s*$", text[:place])


def unsupported(summary: str, dialogue: str, kind: str = scripts.ENGLISH) -> list[str]:
    """Names and numbers of the summary that its dialogue does not contain, as written there."""
    words = {word.lower() for match in _TOKEN.finditer(dialogue) for word in (match.group(), *match.group().split("-"))}
    known = words | {NUMBER_WORDS[word] for word in words if word in NUMBER_WORDS}
    known |= {normal for _, normal in scripts.chinese_claims(dialogue)}
    claimed = claims(summary, kind)
    return [written for written, normal in claimed if normal not in known and written.lower() not in known]


def unsupported_counts(summary: str, dialogue: str, kind: str = scripts.ENGLISH) -> tuple[int, int]:
    """(unsupported, all) names and numbers in the summary."""
    return len(unsupported(summary, dialogue, kind)), len(claims(summary, kind))


def attributed_words(
    text: str, names: Sequence[str], kind: str = scripts.ENGLISH
) -> Counter[tuple[frozenset[str], str]]:
    """Words of a text, stemmed in English, each with the speaker named last before it."""
    words = ((who, word) for who, part in attributed(text, names) for word in words_of(part, kind))
    return Counter(words)


def speaker_f1(
    summary: str, references: Sequence[str], names: Sequence[str], kind: str = scripts.ENGLISH
) -> float | None:
    """F1 over (speaker, word) pairs, the mean over those references that name a speaker; None where none does.

    ROUGE-1 that also asks who: a word counts as shared only where both texts say it of the same speaker. Our own
    measure, to be read beside others; it needs the references to name speakers as the dialogue does.
    """
    expected = [words for reference in references if (words := attributed_words(reference, names, kind))]
    found = attributed_words(summary, names, kind)
    if not expected:
        return None
    return float(np.mean([2 * (found & words).total() / (found.total() + words.total()) for words in expected]))


def speakers_right(
    summary: str, references: Sequence[str], names: Sequence[str], kind: str = scripts.ENGLISH
) -> float | None:
    """1 if the summary fits the references better as it is than with its speakers exchanged, 0 if worse, 0.5 if equal.

    By `speaker_f1`. None where the exchange changes nothing that is said of one speaker, or no reference names one.
    """
    swapped = swap_speakers(summary, names)
    if attributed_words(swapped, names, kind) == attributed_words(summary, names, kind):
        return None
    here, there = (speaker_f1(text, references, names, kind) for text in (summary, swapped))
    return None if here is None or there is None else (1 + float(np.sign(here - there))) / 2


def is_summary(text: str) -> bool:
    """Whether `text` has the form of a summary: 3 to 80 words, no dialogue turn, no loop of words.

    Of a text without spaces between words: 5 to 200 characters, and no loop of six.
    """
    unspaced = scripts.without_spaces(text)
    words, (few, many), size = (scripts.cut(text), (5, 200), 6) if unspaced else (text.split(), (3, 80), 3)
    if not few <= len(words) <= many or re.match(r"\S+(?: \S+)?:|[^\s：]{1,20}：", text):
        return False
    runs = Counter(zip(*(words[start:] for start in range(size)), strict=False))
    return max(runs.values(), default=0) < 3


# --- the other tasks -----------------------------------------------------------------------------


def bleu_statistics(prediction: str, reference: str) -> list[float]:
    """Corpus BLEU's counts for one pair: 4 matches, 4 totals, length of prediction and reference."""
    score = _bleu().sentence_score(prediction, [reference])
    return [*score.counts, *score.totals, score.sys_len, score.ref_len]


@cache
def _bleu() -> BLEU:
    return BLEU(tokenize="13a", effective_order=True)  # only its counts are used


def bleu_value(sums: np.ndarray) -> np.ndarray:
    """BLEU (Papineni et al. 2002) as a fraction, from summed statistics (..., 10); sacrebleu's smoothing."""
    counts, totals = sums[..., :4].astype(float), sums[..., 4:8].astype(float)
    length, expected = sums[..., 8].astype(float), sums[..., 9].astype(float)
    missing = counts == 0
    smoothing = 2.0 ** np.cumsum(missing, axis=-1)
    shown = np.where(missing, 1 / smoothing, counts)
    precision = np.divide(shown, totals, out=np.zeros_like(shown), where=totals > 0)
    with np.errstate(divide="ignore"):
        geometric = np.exp(np.log(precision).mean(axis=-1))
        brevity = np.where(
            length < expected,
            np.exp(1 - np.divide(expected, length, out=np.full_like(expected, np.inf), where=length > 0)),
            1.0,
        )
    nothing = (counts.sum(axis=-1) == 0) | (totals == 0).any(axis=-1)
    return np.where(nothing, 0.0, geometric * brevity)


_METHODS = {"method_declaration", "constructor_declaration", "operator_declaration", "property_declaration"}


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_c_sharp.language()))


def is_code(text: str) -> bool:
    """Whether `text` is a whole C# method (or a property or operator) to a parser. It is read, never run.

    The parser is tree-sitter's; the text is parsed as the body of a class.
    """
    tree = _parser().parse(f"class C {{\n{text}\n}}".encode()).root_node
    if tree.has_error or len(tree.named_children) != 1:
        return False
    body = tree.named_children[0].child_by_field_name("body")
    return body is not None and any(member.type in _METHODS for member in body.named_children)


def f1(sums: np.ndarray) -> np.ndarray:
    """Micro F1 from (hits, predicted, expected)."""
    return ratio(np.stack([2 * sums[..., 0], sums[..., 1] + sums[..., 2]], axis=-1))


def entity_counts(prediction: str, expected: Counter[Entity]) -> tuple[int, int, int]:
    """(hits, predicted, expected) over (type, span) multisets; an unreadable output predicts nothing."""
    predicted = read_entities(prediction) or Counter()
    return (predicted & expected).total(), predicted.total(), expected.total()


def measure_summaries(
    predictions: Sequence[str],
    references: Sequence[Sequence[str]],
    dialogues: Sequence[str],
) -> dict[str, Measured]:
    """All summary metrics; `references` holds the references of each dialogue.

    All texts are cut as the references are on the whole (`scripts.kind_of`); among English ones a row whose own
    reference writes no spaces is cut by characters.
    """
    whole = scripts.kind_of(one for each in references for one in each)
    kinds = [scripts.CHARACTERS if scripts.kind_of(r) == scripts.CHARACTERS else whole for r in references]
    rows = list(zip(predictions, references, dialogues, kinds, strict=True))
    scores = [rouge(p, r, kind) for p, r, _, kind in rows]
    measured = {name: mean_of([score[name] for score in scores]) for name in (scores[0] if scores else ())}
    lengths = [length_counts(p, r) for p, r in zip(predictions, references, strict=True)]
    measured["length_ratio"] = Measured(np.array(lengths, dtype=float), ratio)
    counts = [unsupported_counts(p, d, kind) for p, _, d, kind in rows]
    measured["unsupported_rate"] = Measured(np.array(counts, dtype=float), ratio)
    who = [(p, r, speakers(d), kind) for p, r, d, kind in rows]
    measured["speaker_f1"] = mean_of_known([speaker_f1(*one) for one in who])
    measured["speakers_right"] = mean_of_known([speakers_right(*one) for one in who])
    measured["well_formed"] = mean_of([is_summary(p) for p in predictions])
    return measured


def measure_ratings(predictions: Sequence[str], expected: Sequence[str]) -> dict[str, Measured]:
    """Accuracy and mean absolute error (in stars, 0-4) of ratings 1-5, and the share of outputs that are one.

    An output that is no rating counts as the worst error that its review allows.
    """
    read = [read_rating(p) for p in predictions]
    errors = [abs(r - int(e)) if r else max(int(e) - 1, 5 - int(e)) for r, e in zip(read, expected, strict=True)]
    return {
        "mae": mean_of(errors),
        "accuracy": mean_of([r == int(e) for r, e in zip(read, expected, strict=True)]),
        "well_formed": mean_of([r is not None for r in read]),
    }


def measure_code(predictions: Sequence[str], expected: Sequence[str]) -> dict[str, Measured]:
    """BLEU and exact match on unescaped code with white space folded, and the share that a parser can read."""
    plain = [unescape_code(p) for p in predictions]
    pairs = [(" ".join(p.split()), " ".join(unescape_code(e).split())) for p, e in zip(plain, expected, strict=True)]
    return {
        "bleu": Measured(np.array([bleu_statistics(p, e) for p, e in pairs], dtype=float), bleu_value),
        "exact_match": mean_of([p == e for p, e in pairs]),
        "well_formed": mean_of([is_code(p) for p in plain]),
    }


def measure_entities(predictions: Sequence[str], expected: Sequence[str]) -> dict[str, Measured]:
    """Micro F1 over (type, span) multisets, and the share of outputs that can be read."""
    truth = [read_entities(e) or Counter() for e in expected]
    counts = [entity_counts(p, t) for p, t in zip(predictions, truth, strict=True)]
    return {
        "entity_f1": Measured(np.array(counts, dtype=float), f1),
        "well_formed": mean_of([read_entities(p) is not None for p in predictions]),
    }


def measure(
    task: str,
    predictions: Sequence[str],
    references: Sequence[Sequence[str]],
    sources: Sequence[str],
) -> dict[str, Measured]:
    """Measure a task's outputs with its metrics; only summaries may have several references."""
    if task.endswith("summary") or task.startswith("dialogue_summary"):
        return measure_summaries(predictions, references, sources)
    expected = [r[0] for r in references]
    return {"review_rating": measure_ratings, "code_translation": measure_code, "entities": measure_entities}[task](
        predictions, expected
    )
