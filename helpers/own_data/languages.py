"""How much a text reads like a language that one-byte encodings were made for: by its letters beyond ASCII."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_LETTERS = {
    "French": "àâçéèêëîïôùûüœæ",
    "German": "äöüß",
    "Spanish": "áéíóúñü",
    "Portuguese": "ãõáâàçéêíóôú",
    "Italian": "àèéìòù",
    "Polish": "ąćęłńóśźż",
    "Czech and Slovak": "áčďéěíňóřšťúůýžľĺŕôä",
    "Hungarian": "áéíóöőúüű",
    "Turkish": "çğıöşüâ",
    "Romanian": "ăâîșțşţ",
    "Scandinavian and Finnish": "åäöæøé",
    "Icelandic": "áéíóúýþðæö",
    "Croatian and Slovenian": "čćđšž",
    "Russian and Ukrainian": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
}
_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f][^\s]*")


def likeness(text: str) -> float:
    """A score, 1 at most: the share of letters beyond ASCII that one language has, less what no language would write.

    Signs within a word, control characters, and a capital behind a small letter count against it.
    """
    beyond = Counter(sign for sign in text if sign > "\x7f")
    letters = Counter({sign: n for sign, n in beyond.items() if sign.isalpha()})
    everything = beyond.total()
    if not everything:
        return 0.0
    small: Counter[str] = Counter()
    for sign, number in letters.items():
        small[sign.lower().replace("i\u0307", "i")[:1]] += number
    most = max(sum(small[letter] for letter in alphabet) for alphabet in _LETTERS.values())
    if small["þ"] + small["ð"] and not any(small[letter] for letter in "áéíóúæ"):
        most -= 0.05 * letters.total()  # Icelandic has all of them; Turkish, read wrongly, has these alone
    return (most - 2 * _strange(text, beyond)) / max(1, letters.total() or everything)


def _strange(text: str, beyond: Counter[str]) -> int:
    """How often a sign stands within a word, a control character anywhere, a capital behind a small letter."""
    controls = sum(n for sign, n in beyond.items() if unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cf"))
    found = controls
    for match in _WORD.finditer(text):
        word = match[0]
        for before, sign, after in zip(" " + word, word, word[1:] + " ", strict=False):
            if sign > "\x7f" and sign.isupper() and before.islower():
                found += 1
            elif sign.isupper() and before > "\x7f" and before.islower():
                found += 1
            elif "\u0370" <= sign < "\u0530" and (before + after).strip().isascii() and (before + after).isalpha():
                found += 2
            elif (
                sign > "\x7f" and not sign.isalnum() and (before.isalpha() and after.isalpha() or sign in "¶¼½¾±Ž¬¦¨¸")
            ):
                found += sign not in "’'·"
            elif sign > "\x7f" and not sign.isalnum() and before.isalpha() and sign in "ˆ‘˜¯¹³²¿¡":
                found += 1
    return found
