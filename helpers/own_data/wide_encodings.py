"""Which of the encodings of Chinese, Japanese and Korean a text is in: by how many of its signs are common ones there.

Each has its common signs in a block of their own, and what is read in a wrong one falls beside it. Korean syllables
are the exception: they lie where half of the common Chinese signs do, so Chinese has to be clearly ahead.
"""

from __future__ import annotations

from collections import Counter

Codes = tuple[tuple[int, int], ...]
# By the encoding that decodes: the older standard that has no rare signs yet, and its codes of common ones.
COMMON: dict[str, tuple[str, Codes]] = {
    "cp949": ("euc_kr", ((0xA1A1, 0xA4FE), (0xB0A1, 0xC8FE))),
    "gb18030": ("gb2312", ((0xA1A1, 0xA3FE), (0xB0A1, 0xD7F9))),
    "big5": ("big5", ((0xA140, 0xA1FE), (0xA440, 0xC67E))),
    "cp932": ("shift_jis", ((0x8140, 0x8396), (0x889F, 0x9872))),
}
KOREAN_AHEAD = 0.05
ENOUGH = 0.8


def likeliest_wide(sample: bytes) -> str | None:
    """The encoding in which most signs beyond ASCII are common ones; None where too few are in any.

    A sample may begin and end within a sign.
    """
    shares = {name: common_share(sample.decode(name, errors="replace"), name) for name in COMMON}
    likeliest = max(shares, key=lambda name: shares[name] + KOREAN_AHEAD * (name == "cp949"))
    return likeliest if shares[likeliest] >= ENOUGH else None


def common_share(text: str, name: str) -> float:
    """The share of the signs beyond ASCII that are common ones in an encoding, from 0 to 1."""
    beyond = Counter(sign for sign in text if sign > "\x7f")
    common = sum(number for sign, number in beyond.items() if is_common(sign, name))
    return common / max(1, beyond.total())


def is_common(sign: str, name: str) -> bool:
    """Whether a sign has a code among the common ones of an encoding."""
    standard, codes = COMMON[name]
    code = int.from_bytes(sign.encode(standard, errors="ignore"), "big")
    return any(first <= code <= last for first, last in codes)
