"""Summaries that need no model but the training rows: one sentence for all, and that of the most similar dialogue."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from helpers.scoring.rouge import ngram_f1, words_of

CANDIDATES = 400  # training summaries that are tried as the one sentence
_WORD = re.compile(r"[a-z]+|\d+")


def best_constant(summaries: Sequence[str], references: Sequence[Sequence[str]]) -> str:
    """Return the summary that, given as the answer to every validation dialogue, has the best mean ROUGE-1.

    `references` are those of the validation dialogues; the first `CANDIDATES` different summaries are tried.
    """
    expected = [[words_of(text) for text in texts] for texts in references]

    def score(candidate: str) -> float:
        words = words_of(candidate)
        return sum(sum(ngram_f1(one, words, 1) for one in texts) / len(texts) for texts in expected)

    return max(list(dict.fromkeys(summaries))[:CANDIDATES], key=score)


def nearest(sources: Sequence[str], texts: Sequence[str]) -> list[int]:
    """Return for each source the place of the text with the highest cosine of TF-IDF weights (Salton and Buckley 1988).

    A term's weight is (1 + log tf) · log(N / df), over lower-case words and numbers; of equal texts the first is taken.
    """
    counted = [Counter(_WORD.findall(text.lower())) for text in texts]
    frequency = Counter(term for counts in counted for term in counts)
    rarity = {term: math.log(len(texts) / n) for term, n in frequency.items()}

    def weights(counts: Counter[str]) -> dict[str, float]:
        found = {term: (1 + math.log(n)) * rarity[term] for term, n in counts.items() if term in rarity}
        norm = math.sqrt(sum(weight * weight for weight in found.values())) or 1.0
        return {term: weight / norm for term, weight in found.items()}

    postings: defaultdict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for place, counts in enumerate(counted):
        for term, weight in weights(counts).items():
            postings[term][0].append(place)
            postings[term][1].append(weight)
    index = {term: (np.array(places), np.array(values)) for term, (places, values) in postings.items()}
    found = []
    for source in sources:
        scores = np.zeros(len(texts))
        for term, weight in weights(Counter(_WORD.findall(source.lower()))).items():
            places, values = index[term]
            scores[places] += weight * values
        found.append(int(scores.argmax()))
    return found
