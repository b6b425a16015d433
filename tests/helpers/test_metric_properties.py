"""What every metric must obey, whatever the text: bounds, symmetries, equality with the libraries."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import sacrebleu
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from rouge_score import rouge_scorer

from helpers import metrics
from helpers.intervals import (
    Measured,
    bootstrap,
    holm,
    mean_of,
    mean_of_known,
    paired_difference,
    randomization_p,
    ratio,
)
from helpers.scoring import scripts
from helpers.scoring.dialogue import attributed, speakers, swap_speakers, turns
from helpers.scoring.probes import PLANTS
from helpers.scoring.rouge import lcs_f1, lcs_places, words_of
from helpers.tasks import escape_code, read_entities, unescape_code, write_entities

settings.register_profile("metrics", deadline=None, derandomize=True, max_examples=60)
checked = settings(settings.get_profile("metrics"))
widely = settings(settings.get_profile("metrics"), max_examples=250)  # for what takes next to no time

TASKS_MEASURED = ("dialogue_summary", "review_rating", "code_translation", "entities")
WORDS = (
    "the clerk refuses offers a refund repairs repair Friday Anna Stone paid 20 4:30 5550123456789 two don't can't "
    "is will not #Person1# #Person2# and . ; : ? ! { } ( ) int return É naïve 😀 👩‍👩‍👧 שלום مرحبا 会議 \n"
).split(" ")
HEBREW, ARABIC = "שלום לכולם, ניפגש ביום שישי", "مرحبا، نلتقي يوم الجمعة"

worded = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
texts = worded | st.text(max_size=50)
ascii_words = st.lists(st.sampled_from("the a clerk pays repairs refund twice on friday 20".split()), max_size=12)
several = st.lists(texts, min_size=1, max_size=4)
names = st.sampled_from([("#Person1#", "#Person2#"), ("Amy", "Ben"), ("😀", "דנה"), ("Mr. Fox", "J-P")])
values = st.floats(-10, 10, allow_nan=False)
columns = st.lists(values, min_size=1, max_size=30)


@st.composite
def told(draw: Any, who: Sequence[str]) -> str:
    """A text that names speakers, more or less."""
    pieces = st.sampled_from([*who, f"{who[0]} and {who[1]}", *"pays asks a refund twice . and the".split()])
    return " ".join(draw(st.lists(pieces, max_size=12)))


@st.composite
def entity_lists(draw: Any) -> str:
    spans = st.sampled_from(["Anna Stone", "Rome", "Acme", "😀", "דנה"])
    return write_entities(draw(st.lists(st.tuples(st.sampled_from(("PER", "ORG", "LOC", "MISC")), spans), max_size=5)))


@st.composite
def examples_of(draw: Any, task: str) -> tuple[list[str], list[list[str]], list[str]]:
    """Outputs of any kind, the references that the task has, and sources."""
    target = {"review_rating": st.sampled_from("12345"), "entities": entity_lists()}.get(task, texts)
    references = st.lists(target, min_size=1, max_size=3) if task == "dialogue_summary" else st.tuples(target).map(list)
    rows = draw(st.lists(st.tuples(texts | target, references, texts), min_size=1, max_size=5))
    outputs, expected, sources = zip(*rows, strict=True)
    return list(outputs), list(expected), list(sources)


def value_of(task: str, output: str, reference: str, metric: str) -> float:
    return metrics.measure(task, [output], [[reference]], [""])[metric].value


# --- all metrics ---------------------------------------------------------------------------------


@checked
@given(st.data(), st.sampled_from(TASKS_MEASURED))
def test_every_metric_stays_within_its_bounds(data: st.DataObject, task: str) -> None:
    for name, measured in metrics.measure(task, *data.draw(examples_of(task))).items():
        if measured.n == 0:
            assert math.isnan(measured.value) and name.startswith("speaker")
            continue
        highest = {"mae": 4.0, "length_ratio": math.inf}.get(name, 1.0)
        assert 0 <= measured.value <= highest + 1e-12, name
        assert ((measured.per_example >= 0) & (measured.per_example <= highest + 1e-12)).all(), name


@checked
@given(st.data(), st.sampled_from(TASKS_MEASURED), st.randoms(use_true_random=False))
def test_the_order_of_examples_and_references_does_not_matter(
    data: st.DataObject, task: str, order: random.Random
) -> None:
    rows = list(zip(*data.draw(examples_of(task)), strict=True))
    shuffled = [(output, order.sample(references, len(references)), source) for output, references, source in rows]
    order.shuffle(shuffled)
    one, other = (metrics.measure(task, *map(list, zip(*listed, strict=True))) for listed in (rows, shuffled))
    for name in one:
        assert one[name].n == other[name].n
        assert one[name].value == pytest.approx(other[name].value, abs=1e-12, nan_ok=True), name


@checked
@given(texts, texts, texts)
def test_one_reference_counts_like_five_that_are_the_same(output: str, reference: str, dialogue: str) -> None:
    one, five = (metrics.measure_summaries([output], [[reference] * n], [dialogue]) for n in (1, 5))
    for name in one:
        assert one[name].value == pytest.approx(five[name].value, abs=1e-12, nan_ok=True), name


@checked
@given(texts)
def test_nothing_at_all_scores_nothing(text: str) -> None:
    """An empty output gets 0 of every metric that is better when higher, and the worst error of a rating."""
    assert set(metrics.rouge("", [text]).values()) == {0.0}
    assert metrics.measure_code([""], [text + "x"])["exact_match"].value == 0
    assert value_of("code_translation", "", text, "bleu") == 0
    assert value_of("entities", "", "PER: Anna", "entity_f1") == 0
    assert [value_of("review_rating", "", stars, "mae") for stars in "12345"] == [4, 3, 2, 3, 4]
    summaries = metrics.measure_summaries([""], [[text]], [text])
    assert {name: one.value for name, one in summaries.items() if one.n and one.value} == {}
    for task in TASKS_MEASURED:
        expected = {"review_rating": "1", "entities": "none"}.get(task, "")
        assert metrics.measure(task, [""], [[expected]], [""])["well_formed"].value == 0


def test_nothing_expected_and_nothing_said_is_no_hit_for_f1() -> None:
    """Micro F1 and ROUGE of nothing against nothing are 0, as in the libraries: a ratio of no hits."""
    assert value_of("entities", "none", "none", "entity_f1") == 0
    assert set(metrics.rouge("", [""]).values()) == {0.0}


@pytest.mark.parametrize("task", TASKS_MEASURED)
def test_ten_thousand_words_are_scored(task: str) -> None:
    r = random.Random(task)
    long = [" ".join(r.choices([*WORDS, *map(str, range(300))], k=10_000)) for _ in range(3)]
    expected = {"review_rating": "3", "entities": "; ".join(["PER: Anna"] * 10_000)}.get(task, long[1])
    outputs = [long[0], expected, "word" * 10_000, "(" * 10_000, " " * 10_000, "." + " \n" * 10_000]
    measured = metrics.measure(task, outputs, [[expected]] * len(outputs), [long[2]] * len(outputs))
    assert all(0 <= one.value <= 4 for one in measured.values() if one.n)
    main = {"dialogue_summary": "rouge1", "review_rating": "accuracy", "entities": "entity_f1"}.get(task, "bleu")
    assert measured[main].per_example[1] == pytest.approx(1)


# --- ROUGE ---------------------------------------------------------------------------------------


@checked
@given(texts, texts)
@example("A b. C d.", "C d.\nA b.")
@example("One line.\n\nTwo.\n", "\n")
def test_rouge_equals_rouge_score_on_any_text(one: str, other: str) -> None:
    """All four variants, sentences on lines of their own for ROUGE-Lsum."""
    scorer = rouge_scorer.RougeScorer(list(metrics.ROUGE_NAMES), use_stemmer=True)
    theirs = scorer.score(metrics.sentences(other), metrics.sentences(one))
    ours = metrics.rouge(one, [other], scripts.ENGLISH)
    assert all(abs(ours[name] - theirs[name].fmeasure) < 1e-9 for name in metrics.ROUGE_NAMES)


@widely
@given(st.lists(st.sampled_from("abcd"), max_size=14), st.lists(st.sampled_from("abcd"), max_size=14))
def test_subsequences_are_those_of_rouge_score(one: list[str], other: list[str]) -> None:
    """Not only as long: of several longest ones the same, on which ROUGE-Lsum depends."""
    assert lcs_places(one, other) == rouge_scorer.lcs_ind(one, other)
    assert lcs_f1(one, other) == rouge_scorer._score_lcs(one, other).fmeasure


@checked
@given(texts)
def test_rouge_of_a_text_with_itself(text: str) -> None:
    """1, as soon as there is something to count, in whatever script."""
    words = len(words_of(text, scripts.kind_of([text, text])))
    scores = metrics.rouge(text, [text])
    for name, needed in (("rouge1", 1), ("rouge2", 2), ("rougeL", 1), ("rougeLsum", 1)):
        assert scores[name] == pytest.approx(float(words >= needed)), name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀 👩‍👩‍👧",
        HEBREW,
        ARABIC,
        "会議は金曜日です",
        "अमित का पार्सल कल आएगा।",
        "Peña llegó tarde",
        "พัสดุจะมาถึงพรุ่งนี้",
    ],
)
def test_metrics_see_other_scripts_and_emoji_are_no_words(text: str) -> None:
    expected = float(any(sign.isalpha() for sign in text))
    assert set(metrics.rouge(text, [text]).values()) == {expected}
    assert value_of("code_translation", text, text, "exact_match") == 1
    if text:
        assert value_of("entities", f"PER: {text}", f"PER: {text}", "entity_f1") == 1
        assert value_of("entities", f"PER: {text}", f"PER: {text}x", "entity_f1") == 0


@checked
@given(texts, texts)
def test_rouge_1_2_and_l_do_not_ask_which_text_is_the_reference(one: str, other: str) -> None:
    here, there = metrics.rouge(one, [other]), metrics.rouge(other, [one])
    for name in ("rouge1", "rouge2", "rougeL"):
        assert here[name] == pytest.approx(there[name], abs=1e-12), name


def test_rouge_lsum_does_ask_which_text_is_the_reference() -> None:
    """Each sentence of the reference shares with any of the output what fits in its own order."""
    one, two = "Anna pays Ben.", "Anna pays. Ben pays."
    assert metrics.rouge(one, [two])["rougeLsum"] == pytest.approx(2 * 3 / 7)  # Anna pays, Ben
    assert metrics.rouge(two, [one])["rougeLsum"] == pytest.approx(2 * 2 / 7)  # Anna pays


@checked
@given(texts, several)
def test_the_best_reference_is_at_least_the_mean_of_all(output: str, references: list[str]) -> None:
    scores, alone = metrics.rouge(output, references), metrics.rouge_per_reference(output, references)
    for name in metrics.ROUGE_NAMES:
        assert scores[f"{name}_best"] == max(alone[name]) >= scores[name] - 1e-12 >= min(alone[name]) - 2e-12


@checked
@given(ascii_words, ascii_words)
def test_more_of_the_reference_never_lowers_its_recall(shared: list[str], rest: list[str]) -> None:
    """F1 of a beginning of the reference grows with every word: precision stays 1, recall grows."""
    reference = [*shared, *rest]
    scores = [
        metrics.rouge(" ".join(reference[:n]), [" ".join(reference)])["rouge1"] for n in range(len(reference) + 1)
    ]
    assert scores == sorted(scores)


# --- names, numbers and speakers -----------------------------------------------------------------


@checked
@given(st.data())
def test_what_the_dialogue_says_is_supported(data: st.DataObject) -> None:
    """Any piece of a turn that is cut between words."""
    dialogue = "\n".join(f"Amy: {text}" for text in data.draw(st.lists(texts, min_size=1, max_size=4)))
    words = data.draw(st.sampled_from(turns(dialogue))).split()
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(words))] * 2)))
    assert metrics.unsupported(" ".join(words[first:last]), dialogue) == []


def test_a_piece_of_a_word_is_not_what_the_dialogue_says() -> None:
    assert metrics.unsupported("Donald calls", "Amy: McDonald calls") == ["Donald"]


@checked
@given(texts, texts)
def test_what_is_unsupported_is_claimed(summary: str, dialogue: str) -> None:
    missing, claims = metrics.unsupported(summary, dialogue), metrics.claims(summary)
    assert len(missing) <= len(claims) and all(written in summary for written, _ in claims)
    assert metrics.unsupported(summary, f"{dialogue} {summary}") == []
    assert metrics.unsupported(summary, "") == [written for written, _ in claims]


@widely
@given(st.data(), names)
def test_exchanging_two_speakers_twice_changes_nothing(data: st.DataObject, who: tuple[str, str]) -> None:
    text = data.draw(told(who))
    swapped = swap_speakers(text, who)
    assert swap_speakers(swapped, who) == text
    assert (swapped == text) == (not any(name in text for name in who))


@widely
@given(st.data())
def test_of_several_speakers_two_that_are_mentioned_change_places(data: st.DataObject) -> None:
    """Twice changes nothing wherever two are mentioned, or the first or second of all: the same two are found again."""
    who = ("Amy", "Ben", "Eva", "Tom")
    text = data.draw(told(who) | told(who[::-1]))
    mentioned = [name for name in who if name in text.split()]
    assume(len(mentioned) != 1 or mentioned[0] in who[:2])
    assert swap_speakers(swap_speakers(text, who), who) == text


def test_a_third_speaker_alone_does_not_come_back() -> None:
    """One who is mentioned alone changes places with the first other; that one, alone in turn, with another."""
    who = ("Amy", "Ben", "Eva")
    assert swap_speakers("Eva pays.", who) == "Amy pays." and swap_speakers("Amy pays.", who) == "Ben pays."


@widely
@given(st.data(), names)
def test_the_words_after_the_first_mention_each_have_one_owner(data: st.DataObject, who: tuple[str, str]) -> None:
    """The parts and the mentions between them, put together again, are the text from the first mention on."""
    text = data.draw(told(who))
    parts = attributed(text, who)
    assert bool(parts) == any(name in text for name in who)
    place = min((text.find(name) for name in who if name in text), default=len(text))
    for owners, part in parts:
        assert owners and owners <= set(who)
        first, *_, last = [*sorted(owners), *sorted(owners)][: max(2, len(owners))]
        mentions = [f"{a} and {b}" for a, b in ((first, last), (last, first))] + list(owners) * (len(owners) == 1)
        mention = next(one for one in mentions if text.startswith(one + part, place))
        place += len(mention + part)
    assert place == len(text)


@checked
@given(st.data(), names)
def test_speaker_f1_depends_on_who_is_who_and_not_on_the_names(data: st.DataObject, who: tuple[str, str]) -> None:
    summary, *references = (data.draw(told(who)) for _ in range(3))
    score = metrics.speaker_f1(summary, references, who)
    renamed = [swap_speakers(text, who) for text in (summary, *references)]
    assert metrics.speaker_f1(renamed[0], renamed[1:], who) == score
    assert (score is None) == (not any(metrics.attributed_words(text, who) for text in references))
    assert score is None or 0 <= score <= 1
    itself = metrics.speaker_f1(summary, [summary], who)
    assert itself in (None, 1.0)


@checked
@given(st.data(), names)
def test_exchanged_speakers_are_wrong_where_they_were_right(data: st.DataObject, who: tuple[str, str]) -> None:
    summary, reference = data.draw(told(who)), data.draw(told(who))
    right, wrong = (metrics.speakers_right(text, [reference], who) for text in (summary, swap_speakers(summary, who)))
    assert right in (None, 0.0, 0.5, 1.0)
    assert wrong == (None if right is None else 1 - right)
    assert metrics.speakers_right(reference, [reference], who) in (None, 1.0)


@checked
@given(texts, texts, st.sampled_from(list(PLANTS)), st.integers(0, 5))
def test_a_planted_error_changes_the_text_and_depends_on_the_seed_alone(
    summary: str, dialogue: str, kind: str, seed: int
) -> None:
    dialogue = f"#Person1#: {dialogue}\n#Person2#: yes"
    one, other = (PLANTS[kind](summary, dialogue, random.Random(seed)) for _ in range(2))
    assert one == other and one != summary
    assert one is None or one.strip()


@widely
@given(st.integers(0, 10**25), st.integers(0, 3))
def test_another_number_has_as_many_digits(number: int, seed: int) -> None:
    wrong = PLANTS["number"](f"Anna pays {number} on Friday.", "", random.Random(seed))
    other = wrong.removeprefix("Anna pays ").removesuffix(" on Friday.")
    assert other.isdigit() and len(other) == len(str(number)) and int(other) != number


# --- BLEU, code, entities ------------------------------------------------------------------------


@checked
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
@example([("a", "a"), ("a b c d e", "a b c d f")])
@example([("a b c", "x y z")])
def test_bleu_equals_sacrebleu_on_any_text(pairs: list[tuple[str, str]]) -> None:
    outputs, expected = (list(column) for column in zip(*pairs, strict=True))
    plain, truth = ([" ".join(unescape_code(text).split()) for text in column] for column in (outputs, expected))
    theirs = sacrebleu.corpus_bleu(plain, [truth], force=True).score / 100
    assert abs(metrics.measure_code(outputs, expected)["bleu"].value - theirs) < 1e-9


@checked
@given(texts)
def test_code_equals_itself_through_the_escape(text: str) -> None:
    """BLEU too, from four words on: a shorter text alone has no 4-gram, so that sacrebleu gives 0."""
    assert unescape_code(escape_code(text)) == text
    measured = metrics.measure_code([escape_code(text)], [escape_code(text)])
    assert measured["exact_match"].value == 1
    assert measured["bleu"].value == pytest.approx(float(measured["bleu"].statistics[0, 7] > 0))


@widely
@given(st.text(max_size=40))
def test_whether_a_parser_can_read_a_text_does_not_depend_on_what_was_read_before(text: str) -> None:
    assert metrics.is_code(f"int A() {{ return 1; }}\n// {text.replace(chr(10), ' ').replace(chr(13), ' ')}") in (
        True,
        False,
    )
    first = metrics.is_code(text)
    metrics.is_code("}} class {")
    assert metrics.is_code(text) is first


@checked
@given(st.lists(st.tuples(entity_lists() | texts, entity_lists()), min_size=1, max_size=5))
def test_entity_f1_does_not_ask_which_list_is_the_truth(pairs: list[tuple[str, str]]) -> None:
    one, other = (list(column) for column in zip(*pairs, strict=True))
    here, there = (metrics.measure_entities(*lists)["entity_f1"] for lists in ((one, other), (other, one)))
    assert here.value == there.value and list(here.per_example) == list(there.per_example)
    itself = metrics.measure_entities(other, other)["entity_f1"]
    assert itself.value == float(any(read_entities(text) for text in other))


@checked
@given(st.lists(st.sampled_from("12345"), min_size=1, max_size=8))
def test_a_rating_equals_itself(stars: list[str]) -> None:
    measured = metrics.measure_ratings(stars, stars)
    assert (measured["mae"].value, measured["accuracy"].value) == (0, 1)
    worded = metrics.measure_ratings([f"{star} stars." for star in stars], stars)
    assert (worded["mae"].value, worded["accuracy"].value) == (0, 1)


# --- intervals and p-values ----------------------------------------------------------------------


@checked
@given(columns, st.integers(0, 3))
def test_an_interval_of_a_mean_holds_it_and_stays_among_the_values(column: list[float], seed: int) -> None:
    figure = mean_of(column).figure(seed, 1_000)
    assert figure.low - 1e-9 <= figure.value <= figure.high + 1e-9
    assert min(column) - 1e-9 <= figure.low <= figure.high <= max(column) + 1e-9


@checked
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=20), st.integers(0, 3))
def test_an_interval_of_a_ratio_has_its_ends_in_order(rows: list[tuple[int, int]], seed: int) -> None:
    """It need not hold the value: a few examples with all the weight may be missing from nearly every resample."""
    figure = Measured(np.array(rows, dtype=float), ratio).figure(seed, 300)
    assert 0 <= figure.low <= figure.high


@checked
@given(st.lists(st.tuples(values, values), min_size=1, max_size=30), st.integers(0, 3))
def test_a_difference_changes_its_sign_with_the_order_and_keeps_its_p(
    pairs: list[tuple[float, float]], seed: int
) -> None:
    a, b = (mean_of(column) for column in zip(*pairs, strict=True))
    here, there = paired_difference(a, b, seed, 300), paired_difference(b, a, seed, 300)
    assert here.value == -there.value and here.p == there.p and 0 < here.p <= 1
    assert (here.low, here.high) == pytest.approx((-there.high, -there.low), abs=1e-9) and here.low <= here.high


@checked
@given(st.lists(values | st.none(), min_size=1, max_size=20), st.integers(0, 3))
def test_an_arm_does_not_differ_from_itself(column: list[float | None], seed: int) -> None:
    arm = mean_of_known(column)
    difference = paired_difference(arm, arm, seed, 200)
    if arm.n:
        assert (difference.value, difference.low, difference.high, difference.p) == (0, 0, 0, 1)
    else:
        assert difference.n == 0 and math.isnan(difference.p)


@checked
@given(columns, st.floats(-5, 5), st.integers(0, 3))
def test_resamples_move_with_the_values(column: list[float], shift: float, seed: int) -> None:
    moved = bootstrap(mean_of([value + shift for value in column]), seed, 100)
    assert moved == pytest.approx(bootstrap(mean_of(column), seed, 100) + shift, abs=1e-9)


p_values = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0, 1) | st.sampled_from([0.01, 0.02, 0.05]))


@widely
@given(p_values, st.randoms(use_true_random=False))
def test_holm_only_raises_and_keeps_the_order(raw: dict[str, float], order: random.Random) -> None:
    adjusted = holm(raw)
    assert list(adjusted) == list(raw) and all(raw[name] <= adjusted[name] <= 1 for name in raw)
    assert all(adjusted[a] <= adjusted[b] for a in raw for b in raw if raw[a] <= raw[b])
    assert holm(dict(order.sample(list(raw.items()), len(raw)))) == adjusted
    assert max(adjusted.values(), default=0) == max(raw.values(), default=0) or len(raw) > 1


@widely
@given(p_values)
def test_a_comparison_that_says_nothing_changes_no_other(raw: dict[str, float]) -> None:
    """An unknown p-value, of arms without examples in common, stays unknown and is not counted."""
    adjusted = holm({"first": math.nan} | raw | {"last": math.nan})
    assert math.isnan(adjusted.pop("first")) and math.isnan(adjusted.pop("last")) and adjusted == holm(raw)


def test_alike_arms_are_rarely_called_different_and_different_ones_are() -> None:
    """5 % of 200 pairs of arms that differ by chance alone lie below .05, give or take what 200 can."""
    r = np.random.default_rng(5)
    chance = []
    for seed in range(200):
        hard, noise = r.random(40), r.normal(0, 0.1, (2, 40))
        a, b = mean_of(hard + noise[0]), mean_of(hard + noise[1])
        chance.append(randomization_p(a, b, seed, 500))
    assert 0.01 <= np.mean(np.array(chance) < 0.05) <= 0.11
    assert 0.4 <= np.mean(chance) <= 0.6
    assert randomization_p(mean_of(hard + 0.2 + noise[0]), mean_of(hard + noise[1]), 0, 500) < 0.01


def test_speakers_of_a_dialogue_in_any_script() -> None:
    dialogue = f"דנה: {HEBREW}\n😀: {ARABIC}\nדנה: כן"
    assert speakers(dialogue) == ["דנה", "😀"] and swap_speakers("דנה 20 😀", speakers(dialogue)) == "😀 20 דנה"
