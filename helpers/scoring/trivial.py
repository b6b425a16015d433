"""Summaries that need no model but the training rows: one sentence for all, and that of the most similar dialogue."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from helpers.data import TestSet, task_rows
from helpers.profiles import Profile
from helpers.running.digests import digest_of, fingerprint, text_digest
from helpers.running.predictions import Texts, store_texts, stored_texts
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


def from_training_rows(profile: Profile, test: TestSet) -> dict[str, list[str]]:
    """Return the answers ``constant`` and ``nearest``; kept on disk, as they read all training rows."""
    task, counts = test.task, profile.counts[test.task.name]
    source = profile.data[task.name]
    origin = [fingerprint(source.path), source.revision, counts.train, counts.validation, profile.seed]
    origin.append(text_digest(task.name))
    key = digest_of([origin, test.sources], 16)
    path, size = profile.run_dir / "predictions" / f"training-rows-{test.name}-{key}.json", len(test.rows)
    made = stored_texts(path, origin, 2 * size)
    if made is None:
        rows = [(task.source(row), task.target(row)) for row in task_rows(profile, task.name, "train")]
        validation = [[task.target(row)] for row in task_rows(profile, task.name, "validation")]
        one = best_constant([summary for _, summary in rows], validation)
        places = nearest(test.sources, [dialogue for dialogue, _ in rows])
        made = Texts([one] * size + [rows[place][1] for place in places])
        store_texts(path, origin, made)
    return {"constant": made.texts[:size], "nearest": made.texts[size:]}
