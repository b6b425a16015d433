"""Cuts texts of any script into words for scores: English as `rouge_score` does, others by letters, some by characters.

`rouge_score` keeps a to z and 0 to 9 alone, so that two equal Chinese or Hindi texts score 0 and "Peña llegó" is cut at
its accents. Here a word is a run of letters with their marks, digits apart; in scripts that write no spaces (Chinese,
Japanese, Thai, Lao, Khmer, Burmese) each character is one, as is usual for scores there (Hu et al. 2015, LCSTS).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

ENGLISH, WORDS, CHARACTERS = "english", "words", "characters"
DESCRIBED = {
    ENGLISH: "words of a to z and digits, stemmed as in English (rouge_score)",
    WORDS: "words with their accents and marks, not stemmed",
    CHARACTERS: "characters, as these texts write no spaces between words; other words whole",
}
FOREIGN = 0.02  # share of letters beyond a to z up to which texts count as English
_ENGLISH_WORDS = re.compile(r"\b(?:the|and|with|that|for|to)\b", re.IGNORECASE)
# Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
_BEYOND = re.compile(r"[^\W\d_a-zA-Z]")
_LETTER = re.compile(r"[^\W\d_]")
_ENDS = re.compile(r"(?<=[。！？｡।؟])(?=[^\s。！？｡।؟」』”’)）])|(?<=[。！？｡।؟][」』”’)）])(?=\S)|(?<=[।؟])\s+")


def kind_of(texts: Iterable[str]) -> str:
    """How texts are to be cut: as English, in words, or in characters.

    English has next to no letters beyond a to z, or words such as *the* and *with* beside them.

    >>> kind_of(["Amy pays."]), kind_of(["Peña llegó tarde"]), kind_of(["小王的包裹明天到。"])
    ('english', 'words', 'characters')
    """
    return _kind(" ".join(texts))


@lru_cache(maxsize=4_096)
def _kind(text: str) -> str:
    if text.isascii():
        return ENGLISH
    letters, beyond = len(_LETTER.findall(text)), len(_BEYOND.findall(text))
    if not beyond or beyond <= FOREIGN * letters:
        return ENGLISH
    unspaced = len(_UNSPACED.findall(text))
    if unspaced > 0.3 * letters:
        return CHARACTERS
    known = len(_ENGLISH_WORDS.findall(text))
    return ENGLISH if beyond <= 0.2 * letters and known >= 0.1 * len(text.split()) else WORDS


def described(texts: Iterable[str]) -> str:
    """How texts are cut for scores, in words; to be written beside a score."""
    return DESCRIBED[kind_of(texts)]


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    """One character of a script without spaces with its marks, or a run of letters and marks, or of digits.

    Python's ``\\w`` leaves out the vowel signs of Hindi and Thai, which are marks and no letters.
    """
    marks = [chr(i) for i in range(0x300, 0x1FFFF) if unicodedata.category(chr(i)).startswith("M")]
    mark = "[" + "".join(map(re.escape, marks)) + "]"
    return re.compile(rf"[{UNSPACED}]{mark}*|(?:(?![{UNSPACED}])[^\W\d_]{mark}*)+|\d+")


@lru_cache(maxsize=10_000)
def cut(text: str) -> tuple[str, ...]:
    """Words of a text in any script, in small letters; composed and decomposed accents, wide and narrow are the same.

    >>> cut("Peña llegó 3 veces"), cut("包裹iPad到")
    (('peña', 'llegó', '3', 'veces'), ('包', '裹', 'ipad', '到'))
    """
    return tuple(_word_pattern().findall(unicodedata.normalize("NFKC", text).casefold()))


def length(text: str) -> int:
    """Number of words of a text: between spaces, or of characters where it writes none."""
    return len(cut(text)) if _UNSPACED.search(text) else len(text.split())


def without_spaces(text: str) -> bool:
    """Whether a text is mostly of a script without spaces between words."""
    return kind_of([text]) == CHARACTERS


def sentence_ends(text: str) -> str:
    """Break a text into lines behind the ends of sentences of other scripts, which no space or capital follows."""
    return text if text.isascii() else _ENDS.sub("\n", text)


def bounded(name: str) -> str:
    """A pattern for a name as a whole word; beside a script without spaces a name has no edges."""
    left = "" if _UNSPACED.match(name) else r"(?<!\w)"
    right = "" if _UNSPACED.match(name[-1:]) else r"(?!\w)"
    return left + re.escape(name) + right


# --- what a Chinese text claims ------------------------------------------------------------------

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_COUNTED = re.compile(
    rf"[{''.join(_DIGITS)}{''.join(_TENS)}]+(?=[点天个元号件小分月日年楼次块岁折只台张名位周本箱公星米])"
)
_CALLED = re.compile(r"[小老阿][\u4e00-\u9fff]|[\u4e00-\u9fff](?:先生|女士|小姐|经理|太太)")
_NO_NAMES = frozenset("小时 小姐 小心 小区 小孩 小朋 小数 小票 老师 老板 老人 老客 老是 阿姨".split())


def chinese_number(text: str) -> int:
    """The value of a Chinese number.

    >>> chinese_number("三"), chinese_number("二十五"), chinese_number("一万两千")
    (3, 25, 12000)
    """
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    whole = part = last = 0
    for sign in text:
        if sign in _DIGITS:
            last = _DIGITS[sign]
        elif _TENS[sign] < 10_000:
            part, last = part + (last or 1) * _TENS[sign], 0
        else:
            whole, part, last = whole + (part + last or 1) * _TENS[sign], 0, 0
    return whole + part + last


def chinese_claims(text: str) -> list[tuple[str, str]]:
    """(as written, normalized) numbers and names of people in a Chinese text: 三点 is 3, 小王 a name.

    Names without such a sign (小, 老, 先生 and so on) are not seen: no segmenter is asked.
    """
    if not _UNSPACED.search(text):
        return []
    numbers = [(match[0], str(chinese_number(match[0]))) for match in _COUNTED.finditer(text)]
    names = [(match[0], match[0]) for match in _CALLED.finditer(text) if match[0] not in _NO_NAMES]
    return numbers + names
