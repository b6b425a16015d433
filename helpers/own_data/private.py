"""Finds private values in a text: e-mail addresses, bank accounts, cards, identity numbers and phone numbers.

What a number is worth is decided by the libraries that the field keeps: `phonenumbers` (Google's metadata of all
countries) and `stdnum` (check digits of cards, IBANs and identity numbers). What only looks like one, such as dates,
prices, addresses of machines, versions and order numbers, is set aside first: summaries are scored on these facts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import phonenumbers
from stdnum import iban, luhn
from stdnum.br import cpf
from stdnum.cn import ric
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.it import codicefiscale
from stdnum.us import ssn

from helpers.own_data.numbers_apart import is_called, is_identifier, spans_apart

Span = tuple[int, int, str]  # first character, the one after the last, label
# Where numbers without a country code may come from, unless the caller names regions.
REGIONS = ("US", "GB", "FR", "DE", "ES", "IT", "NL", "AT", "CH", "AU", "IN", "CN", "JP", "KR", "BR", "RU", "PL")
_EDGE, _END = r"(?<![A-Za-z0-9_])", r"(?![A-Za-z0-9_])"  # of a number in a text that may have no spaces
_DOMAIN = r"[A-Za-z0-9À-ɏ-]{1,63}(?:\.[A-Za-z0-9À-ɏ-]{1,63}){1,5}"
# Bounded on purpose: a text of any length is searched in time that grows with its length alone.
_EMAILS = (
    re.compile(rf"(?<![A-Za-z0-9.+%_-])[A-Za-z0-9À-ɏ_][A-Za-z0-9À-ɏ.+%_'-]{{0,63}}@{_DOMAIN}(?![\w-]*@)"),
    re.compile(rf"(?<![\w.+%-])[\w.+%-]{{1,64}}@{_DOMAIN}(?![\w-]*@)"),
)
_IBAN = re.compile(rf"{_EDGE}[A-Z]{{2}}\d\d(?:[ -]?[A-Z0-9]){{11,30}}{_END}", re.IGNORECASE)
_CARD = re.compile(r"(?<![A-Za-z0-9_+])\d(?:[ .-]{0,2}\d){13,18}(?![A-Za-z0-9_]|[.-]\d)")
_ABROAD = re.compile(r"(?<![A-Za-z0-9+])(?:\+ ?|00(?=[1-9]))\(?\d(?:[ ().\-/]{0,3}\d){6,16}" + _END)
_AT_HOME = re.compile(
    r"(?<![A-Za-z0-9_+#@])(?<!\d[.,:/-])(?<![A-Z]\d )\(?\d(?:[ ().\-/]{0,2}\d){6,13}(?![A-Za-z0-9_]|[.,:/-]\d)"
)
_IDENTITIES: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (re.compile(rf"{_EDGE}\d{{17}}[\dXx]{_END}"), ric.is_valid),
    (re.compile(rf"{_EDGE}\d{{8}}-?[A-Z]{_END}"), dni.is_valid),
    (re.compile(rf"{_EDGE}[XYZ]-?\d{{7}}-?[A-Z]{_END}"), nie.is_valid),
    (re.compile(rf"{_EDGE}\d{{3}}\.\d{{3}}\.\d{{3}}-\d\d{_END}"), cpf.is_valid),
    (re.compile(rf"{_EDGE}[A-Z]{{6}}\d\d[A-Z]\d\d[A-Z]\d{{3}}[A-Z]{_END}"), codicefiscale.is_valid),
    (re.compile(rf"{_EDGE}[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{{3}} ?\d{{3}} ?\d\d{_END}"), nir.is_valid),
)
_SSN = re.compile(rf"{_EDGE}(?<!-)\d{{3}}-\d\d-\d{{4}}(?!-){_END}")
# Schemes of cards: first digits and number of digits (ISO/IEC 7812, as the issuers publish them).
_SCHEMES = (
    re.compile(r"4\d{15}(?:\d{3})?"),
    re.compile(r"(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"),
    re.compile(r"3[47]\d{13}"),
    re.compile(r"(?:6011|64[4-9]\d|65\d\d)\d{12}"),
    re.compile(r"35(?:2[89]|[3-8]\d)\d{12}"),
    re.compile(r"(?:30[0-5]|36\d|38\d)\d{11}"),
    re.compile(r"62\d{14,17}"),
)
_CARD_GROUPS = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (6, 13), (6, 10)}


def plain(text: str) -> str:
    """The text with digits, dashes and spaces of all scripts as ASCII, character for character.

    >>> plain("０９０\u20111234\u00a05678")
    '090-1234 5678'
    """
    return text if text.isascii() else re.sub(r"[^\x00-\x7f]", lambda match: _ascii(match[0]), text)


def _ascii(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(sign)
    if kind == "Zs":
        return " "
    if kind == "Pd" or sign == "\u2212":
        return "-"
    same = unicodedata.normalize("NFKC", sign)
    return same if len(same) == 1 and same.isascii() else sign


def digits_of(text: str) -> str:
    """The digits of a text in ASCII."""
    return "".join(sign for sign in text if sign.isdigit())


def private_spans(text: str, regions: Sequence[str] | None = None) -> list[Span]:
    """Find private values: spans in order, none over another, labelled EMAIL, IBAN, CARD, ID or PHONE.

    A number without a country code counts as a phone number where `phonenumbers` calls it valid in one of `REGIONS` and
    it is grouped as such, or words beside it say so; where it is valid in one of the `regions` that you name, its
    looks do not matter. Words such as *order* or *invoice* before a number say that it is none.
    """
    seen: list[Span] = []
    left = plain(text)
    for finder in (_emails, _addresses, _ibans, _cards, _identities, _abroad, spans_apart):
        left = _set_aside(left, finder(left), seen)
    _set_aside(left, _at_home(left, regions), seen)
    return sorted(seen)


def _set_aside(text: str, found: Iterator[Span], seen: list[Span]) -> str:
    """Note labelled spans, and blank all of them: what was taken for one thing is no other."""
    for start, end, label in list(found):
        if "\0" in text[start:end]:
            continue
        if label:
            seen.append((start, end, label))
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _emails(text: str) -> Iterator[Span]:
    if "@" not in text:
        return
    for pattern in _EMAILS:
        for match in pattern.finditer(text):
            yield match.start(), match.start() + len(match[0].rstrip("-")), "EMAIL"


def _addresses(text: str) -> Iterator[Span]:
    for match in re.finditer(r"(?:https?://|www\.)[^\s<>\"']{1,2000}", text):
        yield match.start(), match.end(), ""


def _ibans(text: str) -> Iterator[Span]:
    for match in _IBAN.finditer(text):
        places = [i for i in range(match.start(), match.end()) if text[i] not in " -"]
        for end in range(len(places), 14, -1):
            last = places[end - 1] + 1
            if text[last : last + 1].isalnum() and text[last : last + 1].isascii():
                continue
            if iban.is_valid("".join(text[i] for i in places[:end])):
                yield match.start(), last, "IBAN"
                break


def is_card(text: str) -> bool:
    """Whether digits, grouped as on a card or not at all, are of a card's scheme and pass its check (Luhn's)."""
    digits = digits_of(text)
    groups = tuple(map(len, re.findall(r"\d+", text)))
    written = len(groups) == 1 or groups in _CARD_GROUPS
    return written and luhn.is_valid(digits) and any(scheme.fullmatch(digits) for scheme in _SCHEMES)


def _cards(text: str) -> Iterator[Span]:
    for match in _CARD.finditer(text):
        if is_card(match[0]) and not is_identifier(text, match.start()):
            yield match.start(), match.end(), "CARD"


def _identities(text: str) -> Iterator[Span]:
    for pattern, is_valid in _IDENTITIES:
        for match in pattern.finditer(text):
            if is_valid(match[0]):
                yield match.start(), match.end(), "ID"
    for match in _SSN.finditer(text):
        named = re.search(r"(?:ssn|social security)\W", text[max(0, match.start() - 30) : match.start()], re.IGNORECASE)
        if named or (ssn.is_valid(match[0]) and not is_identifier(text, match.start())):
            yield match.start(), match.end(), "ID"


# --- phone numbers -------------------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def _parsed(number: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None


def _cuts(number: str) -> Iterator[str]:
    """A number, and what is left of it without its last groups: the next number may stand right behind."""
    yield number
    for match in reversed(list(re.finditer(r"\s+\(?\d", number))):
        yield number[: match.start()]


def _abroad(text: str) -> Iterator[Span]:
    """Numbers with a country code: valid ones, or of a possible length where a + says what they are."""
    for match in _ABROAD.finditer(text):
        plus = match[0].startswith("+")
        cuts = [(cut, _parsed(cut if plus else "+" + cut[2:], None)) for cut in _cuts(match[0])]
        tests = [phonenumbers.is_valid_number] + [phonenumbers.is_possible_number] * plus
        right = next((c for test in tests for c, number in cuts if number and test(number)), None)
        if right and (plus or not is_identifier(text, match.start())):
            yield match.start(), match.start() + len(right), "PHONE"


def _at_home(text: str, regions: Sequence[str] | None) -> Iterator[Span]:
    """Numbers without a country code."""
    for match in _AT_HOME.finditer(text):
        start = match.start()
        if not re.search(r"\d\d", match[0]):  # a list of single digits
            continue
        if is_identifier(text, start) and not is_called(text, start):
            continue
        called = is_called(text, start)
        for cut in _cuts(match[0]):
            if cut.count("(") == cut.count(")") and _is_home(cut, called, regions):
                yield start, start + len(cut), "PHONE"
                break


def _is_home(number: str, called: bool, regions: Sequence[str] | None) -> bool:
    """Whether a number without a country code is a phone number; `called`: words before it say that it is."""
    digits, groups = digits_of(number), re.findall(r"\d+", number)
    if not 7 <= len(digits) <= 13:
        return False
    if regions:
        return any(_valid(number, region) for region in regions)
    sizes = tuple(map(len, groups))
    if sizes in ((3, 3, 4), (10,)) and digits[0] in "23456789" and digits[3] in "23456789":  # North America
        if len(groups) > 1 or called:
            return True
    if len(digits) == 11 and re.match(r"1[3-9]", digits):  # a Chinese mobile, written with or without groups
        return sizes in ((11,), (3, 4, 4)) and _valid(number, "CN")
    if digits[0] == "0":
        grouped = len(groups) > 1 and sizes[0] > 1
        return any(_valid(number, r) and (grouped or called or _is_mobile(number, r)) for r in REGIONS)
    if called or number[0] == "(":
        return any(_valid(number, region) for region in REGIONS)
    if sizes == (5, 5):
        return _valid(number, "IN")
    grouped = sizes in ((3, 3, 3), (3, 2, 2, 2)) and "000" not in groups
    return grouped and any(_valid(number, r) and _is_mobile(number, r) for r in ("ES", "PL"))


def _valid(number: str, region: str) -> bool:
    parsed = _parsed(number, region)
    if parsed is None or not phonenumbers.is_valid_number_for_region(parsed, region):
        return False
    return not digits_of(number).startswith("0") or _has_trunk(parsed, number)


def _has_trunk(parsed: phonenumbers.PhoneNumber, number: str) -> bool:
    """Whether the leading 0 is one that is dialled there: it was cut off, or belongs to the number as in Italy."""
    return bool(parsed.italian_leading_zero) or len(str(parsed.national_number)) < len(digits_of(number))


def _is_mobile(number: str, region: str) -> bool:
    parsed = _parsed(number, region)
    return parsed is not None and phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
