"""Numbers that are no phone numbers, though they may look like some: dates, prices, versions, order numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int, str]
_HOUR = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[.,]\d{1,9})?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_CURRENCY = (
    r"(?:[$€£¥₹₽₩]|(?:eur(?:os?)?|usd|gbp|jpy|chf|dollars?|pounds?|kr|ft|huf|uzs|rub?|руб\w*|元|円|원|块|rs|inr|ريال|ریال)"
    r"(?![a-z]))"
)
_UNIT = (
    r"(?:(?:people|users|followers|rows|pieces|pcs|steps|items|bytes|[kmgt]i?b|ms|s|km|m|kg|cm|mm|dpi|fps|kwh|units|views"
    r"|inhabitants|messages|points)(?![a-z])|万|亿|人|个|件)"
)
_APART = (
    rf"\d{{4}}(?:[-/.年]){_MONTH}(?:[-/.月]){_DAY}日?(?:[T ,;_-]{{1,3}}(?:{_HOUR}|\d{{4,6}}Z?))?(?![\d/-]\d)",
    r"\d{4}(?:-\d\d){4,5}(?!\d)",
    rf"(?:{_DAY}[./-]{_MONTH}|{_MONTH}[./-]{_DAY})[./-](?:(?:19|20)\d\d|\d\d)(?:,? {{1,2}}{_HOUR})?(?![./-]?\d)",
    r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?!\d)",
    r"(?:19|20)\d\d ?[-/] ?(?:(?:19|20)\d\d|\d\d)(?![\d-])",
    r"(?:\d{1,3}\.){3}\d{1,3}(?:/\d+)?(?![.\d-])",
    r"(?:[0-9A-Fa-f]{1,4}:){3,7}:?[0-9A-Fa-f]{1,4}",
    r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b",
    r"(?<![A-Za-z])(?:v|ver|version|build|release|firmware|fw|kernel)\W{0,4}\d[\d.-]{0,40}",
    r"-?\d{1,3}\.(?:\d{4,15}|\d{1,2})(?![.\d])",
    rf"{_CURRENCY} ?\d[\d ,.]{{0,20}}\d",
    rf"\d{{1,15}}(?:[ ,.]\d{{2,3}}){{0,6}}(?:[.,]\d{{1,3}})?\+? ?-?(?:{_CURRENCY}|{_UNIT})",
    r"[1-9]\d?(?: \d{3}){2,6}(?![ -]?\d)",
    r"[1-9]\d{0,2}(?: \d{3}){0,5} 000(?: \d{3}){0,4}(?![ -]?\d)",
    r"\d{1,3}(?:,\d{3}){2,6}(?:\.\d{1,3})?(?![,\d])",
    r"\d{1,3}(?:\.\d{3}){2,6}(?:,\d{1,3})?(?![.\d-])",
    r"\d{1,3}(?:,\d\d){1,5},\d{3}(?!\d)",
    r"97[89][- ]?(?:\d[- ]?){9}\d(?!\d)",
)
_PATTERN = re.compile("|".join(rf"(?<![\d.,])(?:{one})" for one in _APART), re.IGNORECASE)
_NAMED = (
    r"order|invoice|ticket|case|ref|reference|rma|sku|ean|isbn|upc|gtin|po|serial|sn|s/n|batch|lot|tracking|parcel|job|pid"
    r"|commit|trace|token|id|acct|account|licen[cs]e|key|meter|item|cert|booking|flight|vat|customer|chat|sort|range|qty"
    r"|article|model|policy|contract|rechnung|kunden|kd|bestell\w*|auftrag\w*|facture|commande|pedido|factura|ordine"
    r"|fattura|zam[oó]wieni\w*|заказ\w*|счет\w*|epoch|offset|size|amount|price|total|code|pin|password|pw|nr|uid|bday|rev"
)
_NAMED_CJK = "订单|單號|单号|运单|快递|编号|流水|注文|番号|伝票|주문|송장|金额|价格"
_FILLER = (
    r"(?:[\s:=#\"'./()_-]|number|num|no|nr|id|ids|nummer|numero|número|n°|№|номер|is|was|for|over"
    r"|号|號|是|为|為|の|：)*"
)
_IDENTIFIER = re.compile(rf"(?:(?<![^\W_])(?:{_NAMED})(?![^\W_])|(?:{_NAMED_CJK})){_FILLER}$", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:(?<![^\W_])(?:tel|phones?|mobile|mob|cell|call|calls|called|ring|dial|dialing|text|sms|whatsapp|fax|hotline|contact"
    r"|callback|cb|vm|reach|my number|telefon|fon|handy|mobil|ruf|tél|téléphone|portable|appel\w*|fixe|móvil|movil"
    r"|tel[eé]fonos?|llám\w*|llama\w*|celular|telefono|cellulare|telefone|тел|телефон|फ़ोन|फोन|मोबाइल|cont)(?![^\W_])"
    r"|电话|電話|手机|手機|拨打|回拨|联系|携帯|전화)[^\d\n]{0,25}$",
    re.IGNORECASE,
)


def spans_apart(text: str) -> Iterator[Span]:
    """Spans, without a label, of dates, times, prices, amounts, machines' addresses, versions and coordinates."""
    for match in _PATTERN.finditer(text):
        if any(sign.isdigit() for sign in match[0]):
            yield match.start(), match.end(), ""


def is_identifier(text: str, start: int) -> bool:
    """Whether the words before a number say that it names a thing: an order, an invoice, a part."""
    return bool(_IDENTIFIER.search(text[max(0, start - 40) : start]))


def is_called(text: str, start: int) -> bool:
    """Whether the words before a number say that it is a phone's."""
    return bool(_CALLED.search(text[max(0, start - 45) : start]))
