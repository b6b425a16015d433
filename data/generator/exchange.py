"""Exchanges words in texts that belong together: names, numbers, days, things; everywhere alike, so that it stays true.

A small set of texts teaches a model its few words by heart. Exchanged words make it read instead: what the answer
names can only be found in the text. `vary` keeps the texts sensible (a kettle becomes a trombone), `estrange` does not
(a kettle becomes a *brundle*), and is for pretraining alone.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterable, Sequence

from . import everyday
from . import words as w

# Lists of data/everyday/words.json whose words may stand for each other.
_GROUPS = (
    ("tools", "kitchen", "furniture", "electronics", "instruments", "toys_games", "sports_gear", "office_school",
     "containers", "clothes"),
    ("food", "drink"),
    ("animals",),
    ("plants",),
    ("vehicles",),
    ("vehicle_parts", "materials"),
    ("jobs",),
    ("buildings_places",),
    ("ailments",),
    ("hobbies", "subjects"),
)  # fmt: skip
_WORD = re.compile(r"#Person\d#|(?:\b(an?|An?) )?\b([A-Za-z]+(?:-[a-z]+)*|\d+(?:[.,:]\d+)*)\b")
_COMMON = frozenset("""
a about above across actually after afterwards again against ago ahead all almost alone along already also although
always am among an and another any anybody anyone anything anyway anywhere apart are aren around as ask asks asked at
away back be because become been before behind being below beside best better between big both but by call came can
cannot come comes could couldn course did didn different do does doesn doing don done down during each early either
else enough even evening ever every everybody everyone everything except far few finally first five for forgot four
from front full gave get gets getting give gives go goes going gone good got great had half happen happened hard has
hasn have haven having he hello her here hers herself hi him himself his hour hours how however i if in inside instead
into is isn it its itself just keep kept knew know knows last late later least left less let like little long look
looks made make makes making many matter may maybe me mean might mine minute minutes month months more morning most
much must my myself near nearly need needs neither never new next nice night no nobody none nor not nothing now number
o of off often oh ok okay old on once one ones only open or other others our ours out outside over own part people
perhaps person place please point put puts quite rather ready really right said same saw say saying says second see
seen sent set several shall she should shouldn since six small so some somebody someone something sometimes soon sorry
still stop such sure take taken takes taking tell tells ten than thank thanks that the their theirs them themselves then
there these they thing things think thinks third this those though thought three through time times to today together
told tomorrow tonight too took towards tried true try trying turn two under until up upon us use used using usually very
wait want wanted wants was wasn way we week weeks well went were weren what whatever when where whether which while who
whole whose why will wish with within without won word words work would wouldn wrong year years yes yesterday yet you
your yours yourself will agrees agree decides decide offers offer refuses refuse asks explains suggests suggest plans
person instead meet meets invites promises
""".split())  # fmt: skip
# Nouns of the lists that are said in another sense as well.
_AMBIGUOUS = frozenset(
    "ball bank bit block board card case light mind model note park plate post pound press set".split()
)
_ONSETS = "b bl br c ch cl cr d dr f fl fr g gl gr h j k kl l m n p pl pr qu r s sc sh sk sl sm sn sp st str t tr v w z"
_NUCLEI = "a e i o u a e i o u ai ea ee oo ou oa"
_CODAS = "b ck d ft g l ll lm lt m mp n nd ng nk nt p r rd rk rm rn rp rt s sk sp ss st t th x z"
_ENDINGS = "er le y ow en et in o a ish ic ard ment ling some or"


@functools.cache
def names() -> tuple[str, ...]:
    """Return given names from the whole world."""
    return tuple(dict.fromkeys([*w.FIRST_NAMES, *everyday.words()["first_names"]]))


@functools.cache
def _banks() -> tuple[tuple[str, ...], ...]:
    """Return the kinds of proper names that are exchanged for others of their kind."""
    wide = everyday.words()
    pairs = ((w.SURNAMES, "surnames"), (w.CITIES, "cities"), (w.COMPANIES, "companies"), (w.STREETS, "streets"))
    single = ([name for name in wide[key] if " " not in name] for _, key in pairs)
    return (names(), *(tuple(dict.fromkeys([*own, *more])) for (own, _), more in zip(pairs, single, strict=True)))


@functools.cache
def _bank_of() -> dict[str, int]:
    """Say of each proper name which bank it belongs to, the first where several have it."""
    found: dict[str, int] = {}
    for number, bank in enumerate(_banks()):
        for name in bank:
            found.setdefault(name, number)
    return found


def plural(noun: str) -> str:
    """Return the regular plural of a noun.

    >>> [plural(noun) for noun in ("box", "cherry", "toy", "lamp")]
    ['boxes', 'cherries', 'toys', 'lamps']
    """
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


@functools.cache
def _nouns() -> tuple[tuple[tuple[str, ...], ...], dict[str, tuple[int, bool, str]]]:
    """Return the groups of nouns, and of each form its group, whether it is a plural, and its singular.

    Words that are verbs or adjectives as well (*iron*, *orange*) are never taken out, as they may stand for these.
    """
    wide = everyday.words()
    groups = tuple(tuple(noun for key in keys for noun in wide[key] if " and " not in noun) for keys in _GROUPS)
    other = {form for verb in wide["verbs"] for form in verb} | set(wide["adjectives"]) | _COMMON | _AMBIGUOUS
    forms: dict[str, tuple[int, bool, str]] = {}
    for number, group in enumerate(groups):
        for noun in group:
            if " " not in noun and noun not in other:
                forms.setdefault(noun, (number, False, noun))
                forms.setdefault(plural(noun), (number, True, noun))
    return groups, forms


@functools.cache
def _elsewhere() -> tuple[str, ...]:
    """Return single lower-case words of any kind."""
    lists = (bank for key, bank in everyday.words().items() if key not in ("verbs", "reasons", "faults"))
    found = {word for bank in lists for word in bank if word.isalpha() and word.islower()}
    return tuple(sorted(found - _COMMON))


def made_up(r: random.Random) -> str:
    """Make a word up that could be English: ``brundle``, ``skoam``."""
    pick = [bank.split() for bank in (_ONSETS, _NUCLEI, _CODAS, _ENDINGS)]
    word = r.choice(pick[0]) + r.choice(pick[1]) + r.choice(pick[2])
    if r.random() < 0.35:
        word += r.choice(_NUCLEI.split()) + r.choice(_CODAS.split())
    return word + r.choice(pick[3]) if r.random() < 0.5 else word


class _Map:
    """What each word becomes, in all texts of one exchange; only words of the first text are exchanged."""

    def __init__(self, source: str, r: random.Random, share: float, strange: float, speakers: Iterable[str]) -> None:
        self.r, self.share, self.strange = r, share, strange
        self.speakers = set(speakers)
        self.read = {_key(match[2]) for match in _WORD.finditer(source) if match[2]}
        self.stems: dict[str, str] = {}  # key of a word -> what its stem becomes; itself where it stays

    def __call__(self, match: re.Match[str]) -> str:
        article, word = match[1], match[2]
        if word is None:
            return match[0]
        new = self._new(word)
        if not article or new == word:
            return match[0] if new == word else new
        return f"{article[0]}{'n' if new[0].lower() in 'aeiou' else ''} {new}"

    def _new(self, word: str) -> str:
        key = _key(word)
        if key not in self.read:
            return word
        if key not in self.stems:
            self.stems[key] = self._stem(word, key)
        new = self.stems[key]
        if new == key or word == key:
            return word if new == key else new
        _, forms = _nouns()
        lower = word.lower()
        new = (plural(new) if forms[lower][1] else new) if lower in forms else new + _ending(lower)
        return new.capitalize() if word[0].isupper() else new

    def _stem(self, word: str, key: str) -> str:
        """Draw what a word becomes, without its ending."""
        r = self.r
        bank = 0 if word in self.speakers else _bank_of().get(word) if word[0].isupper() else None
        if r.random() >= (max(self.share, 0.8) if bank is not None else self.share):
            return key
        if bank is not None:
            return made_up(r).capitalize() if r.random() < self.strange / 3 else r.choice(_banks()[bank])
        if word[0].isdigit():
            return _number(r, word)
        if _is_date(word):
            return r.choice(w.WEEKDAYS if word in w.WEEKDAYS else w.MONTHS)
        groups, forms = _nouns()
        lower = word.lower()
        if lower in forms and r.random() >= self.strange / 2:
            return r.choice(groups[forms[lower][0]])
        if lower not in _COMMON and len(lower) > 3 and r.random() < self.strange:
            return made_up(r) if r.random() < 0.6 else r.choice(_elsewhere())
        return key


def _key(word: str) -> str:
    """Return what the forms of a word share: a name, number or tag itself, a noun's singular, else the stem."""
    if not word[0].isalpha() or word in _bank_of() or _is_date(word):
        return word
    lower = word.lower()
    found = _nouns()[1].get(lower)
    if found:
        return found[2]
    stem = lower[: len(lower) - len(_ending(lower))] if lower not in _COMMON else lower
    return stem.removesuffix("e") if stem != lower or lower.endswith("e") else stem


def _is_date(word: str) -> bool:
    """Return whether the word names a weekday or a month; "May" does not, as it begins a question as well."""
    return word in w.WEEKDAYS or (word in w.MONTHS and word != "May")


@functools.cache
def _ending(word: str) -> str:
    """Return the ending that tells what kind of word it is."""
    if word.endswith("ss"):
        return ""
    return next((end for end in ("ing", "ed", "ly", "s") if word.endswith(end) and len(word) > len(end) + 2), "")


def _number(r: random.Random, text: str) -> str:
    """Return another number of the same form: as many digits, a time of day stays one, 0 and 1 stay."""
    if text in ("0", "1"):
        return text
    if re.fullmatch(r"\d{1,2}:\d\d", text):
        return f"{r.randint(1, 12)}:{r.choice(('00', '05', '10', '15', '20', '30', '40', '45', '50'))}"
    parts = re.split(r"([.,:])", text)
    first = parts[0]
    low, high = (2, 12) if int(first) <= 12 else (10 ** (len(first) - 1), 10 ** len(first) - 1)
    new = r.randint(low, high)
    if len(first) > 1 and first.endswith("0"):
        new = max(low, new // 5 * 5)
    return str(new) + "".join(part if part in ".,:" else f"{r.randint(0, 10 ** len(part) - 1):0{len(part)}d}"
                              for part in parts[1:])  # fmt: skip


def _exchange(
    texts: Sequence[str], r: random.Random, share: float, strange: float, speakers: Iterable[str]
) -> list[str]:
    table = _Map(texts[0], r, share, strange, speakers)
    return [_WORD.sub(table, text) for text in texts]


def vary(texts: Sequence[str], r: random.Random, share: float = 0.7, speakers: Iterable[str] = ()) -> list[str]:
    """Exchange a share of the names, numbers, days and things of the first text, in all texts alike.

    The texts stay sensible. What the first one does not say stays as it is in the others.
    """
    return _exchange(texts, r, share, 0.0, speakers)


def estrange(texts: Sequence[str], r: random.Random, share: float = 0.6, speakers: Iterable[str] = ()) -> list[str]:
    """Do as `vary` does, with words of every kind but the commonest, many of them for words that there are not."""
    return _exchange(texts, r, share, 0.6, speakers)
