"""Whether a translation says what its English says, as far as that can be counted: code, numbers, links, marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from pathlib import Path

from helpers.running.errors import CourseError
from helpers.running.wording import EXPRESSION
from notebooks.publishing.demo import ARMS
from notebooks.publishing.glossary import read_toml
from notebooks.publishing.notebooks import FIGURE
from notebooks.running.notebooks import shown

# What a translation repeats as it is. Each is cut out before the next is looked for, so code in a formula is no code.
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
MATHS = re.compile(r"\$\$.+?\$\$|(?<!\\)\$(?! )[^$\n]+(?<! )\$", re.DOTALL)
CUT = {
    "code block": FENCED,
    "code": re.compile(r"`+[^`\n]+`+"),
    "comment": re.compile(r"<!--.*?-->", re.DOTALL),
    "attribute": re.compile(r"^\{\.[\w-]+\}", re.MULTILINE),
    "formula": MATHS,
    "link": re.compile(r"(?<=\])\([^()\s]+\)"),
    "tag": re.compile(r"</?[A-Za-z][^<>]*>"),
    "address": re.compile(r"https?://[\w./#?=&%:~-]+"),
    "name": re.compile(
        r"(?<![\w-])--[a-z][a-z-]+|[\w/.-]*\w\.(?:py|csv|toml|jsonl?|md|ipynb|po|html|txt|safetensors)\b|\w*[A-Za-z]_\w+",
        re.ASCII,
    ),
}
SWITCH = re.compile(r"\[(?:English|中文)\]\((?:[a-z]+/)?")  # from one edition to the other
# What has to stand as often, or in the same order.
MARK = re.compile(r"^ *(?:#+ |[-*] |\d+\. |> |\|)|^Asked: ", re.MULTILINE)
BOLD = re.compile(r"\*\*([a-z_]+)\*\*")
ARM_NAMES = {*ARMS, "base", "multitask_lora", "sequence", "sequential"}
BAR = re.compile(r"(?<!\\)\|")
PERCENT = re.compile(r"[\d}#] ?%")
PARAGRAPH = re.compile(r"\n\s*\n")

DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
SCALE = r"thousand million|thousand|million|billion"
NUMBER = re.compile(rf"({DIGITS})(?: ?(万亿|亿|万)|(?: (?:to|or) ({DIGITS}))? ({SCALE})\b)?")
ITEM = re.compile(r"^ *\d+\. ", re.MULTILINE)
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "thousand million": 1e9, "万": 1e4, "亿": 1e8, "万亿": 1e12}
WORDS = {  # numbers that English has as words, where Chinese may have digits
    "zero no fraction": "0",
    "one a an first once fraction single january": "1",
    "two second twice pair february": "2",
    "three third march": "3",
    "four fourth april": "4",
    "five fifth may": "5",
    "six sixth june": "6",
    "seven seventh july": "7",
    "eight eighth august": "8",
    "nine ninth september": "9",
    "ten tenth october": "10",
    "eleven november": "11",
    "twelve december": "12",
    "half": "0.5",
    "hundred": "100",
    "thousand": "1000",
}
NUMERALS = dict(zip(map(Decimal, range(2, 11)), ["二两", *"三四五六七八九十"], strict=True))  # 一 is in every text

WORD = re.compile(r"[A-Za-z]{2}")
# A label that is its address, and a name such as LoRA.
NO_ENGLISH = re.compile(r"\[([^\[\]]+)\]\([^()]*\1[^()]*\)|\b\w*[A-Z]\w*[A-Z\d]\w*\b")
PATTERN = re.compile(r"\(\?|\\[dwWs]")
ENGLISH = r"[A-Za-z][A-Za-z'’-]+"
SENTENCE = re.compile(rf"{ENGLISH}(?:[,;:.]? {ENGLISH}){{2,}}")
LIST = re.compile(rf"{ENGLISH}(?:, {ENGLISH})+")
SMALL_WORDS = {"a", "al", "and", "et", "for", "in", "of", "the", "to", "with", "without"}  # within a name
# What a translation may quote in English: a few words in quotation marks or brackets, an item of a menu, a command.
QUOTE = r"[^“”\"\n\u4e00-\u9fff]{,60}"
FEW = rf"{ENGLISH}(?:[,;:.]? {ENGLISH}){{,4}}"
CITED = re.compile(rf"“{QUOTE}”|\"{QUOTE}\"|[（(]{FEW}[)）]|→ [A-Za-z &]+|make [a-z]+ [A-Z]+=|<code>[^<>]*</code>")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# Signs without a width, marks of direction, and what stands for a sign that could not be read.
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]")
STRONG = re.compile(r"(?<!\*)\*\*(?!\*)(.+?)\*\*(?!\*)", re.DOTALL)


def read_kept(path: Path) -> list[str]:
    """The texts that stay English: the list ``texts`` of a TOML file."""
    _, content = read_toml(path)
    texts = content.get("texts")
    if set(content) != {"texts"} or not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise CourseError(f"{shown(path)} has to hold one list of strings, `texts`; it holds {', '.join(content)}.")
    return texts


def faults(english: str, text: str, kept: Collection[str] = (), message: bool = False) -> Iterator[str]:
    """What a translation has not as its English has it; texts of `kept` may be the English itself.

    A message has expressions in braces.
    """
    (parts, rest), (others, left) = dissected(english, message), dissected(text, message)
    for kind in parts:
        yield from differences(kind, parts[kind], others[kind])
    yield from differences("bold name", bold_names(rest), bold_names(left), lambda name: name in ARM_NAMES)
    yield from wrong_numbers(rest, left, " ".join(parts["formula"]))
    yield from wrong_marks(english, text)
    yield from hidden_faults(english, text)
    if in_chinese(text):
        for found in SENTENCE.findall(CITED.sub("…", dissected(CITED.sub("…", text), message)[1])):
            if not (is_name(found) or LIST.fullmatch(found)):
                yield f"“{found[:60]}” is left in English."
        for sign in sorted(filter(is_traditional, set(left))):
            yield f"{sign} is a traditional sign: write the simplified one."
    elif english not in kept and has_words(english, message):
        yield "it is left in English: translate it, or add it to kept.toml where it has to stay."


def dissected(text: str, message: bool = False) -> tuple[dict[str, Counter[str]], str]:
    """By kind, what a translation has to repeat, and the text without it."""
    text, found = SWITCH.sub("[](", text), {}
    for kind, pattern in {**({"expression": EXPRESSION} if message else {}), **CUT}.items():
        found[kind] = Counter(match[0] for match in pattern.finditer(text))
        text = pattern.sub(" … ", text)
    return found, text


def differences(
    kind: str, wanted: Counter[str], there: Counter[str], needed: Callable[[str], bool] = lambda one: True
) -> Iterator[str]:
    """A sentence for each part that the translation lacks, or has and the English has not."""
    for one in wanted - there:
        if needed(one):
            yield f"the {kind} {one} of the English is missing."
    for one in there - wanted:
        yield f"the {kind} {one} is not in the English."


def bold_names(text: str) -> Counter[str]:
    """The words in bold that are written as arms are."""
    return Counter(BOLD.findall(text))


def wrong_numbers(english: str, text: str, formulas: str) -> Iterator[str]:
    """Numbers in digits that are not the same, unless one of the two has them as words."""
    wanted, there = numbers(english), numbers(text)
    words = {word.lower() for word in re.findall("[A-Za-z]+", english)}
    as_words = {Decimal(value) for several, value in WORDS.items() if words & set(several.split())}
    for one in wanted - there:
        if not any(numeral in text for numeral in NUMERALS.get(one, "")):
            yield f"the number {one:f} of the English is missing."
    for one in there - wanted:
        if one not in as_words | set(wanted) | set(numbers(formulas)):
            yield f"the number {one:f} is not in the English."


def numbers(text: str) -> Counter[Decimal]:
    """The values of the numbers in digits: 8 billion and 80 亿 are the same."""
    found = Counter()
    for digits, chinese, second, scale in NUMBER.findall(ITEM.sub("", text)):
        times = Decimal(SCALES.get(chinese or scale, 1))
        found.update(Decimal(one.replace(",", "")) * times for one in (digits, second) if one)
    return found


def wrong_marks(english: str, text: str) -> Iterator[str]:
    """Headings, lists and cells of tables that Markdown would no longer see, or see where none are."""
    wanted, there = (MARK.findall(FENCED.sub("", one)) for one in (english, text))
    if wanted != there:
        yield f"its lines begin with {''.join(there) or 'no mark'}; in the English {''.join(wanted) or 'with none'}."
    if len(BAR.findall(english)) != len(BAR.findall(text)):
        yield r"it has not as many | as the English; within a cell of a table write \|."
    if "\n" not in english and "\n" in text:
        yield "it has a line break, which the English has not."
    elif len(PARAGRAPH.findall(text)) < len(PARAGRAPH.findall(english)):
        yield "it has fewer paragraphs than the English."
    if english.count("**") != text.count("**"):
        yield "it has not as many ** as the English."
    if len(PERCENT.findall(text)) < len(PERCENT.findall(english)):
        yield "it has fewer % than the English."
    if english.count("#") != text.count("#"):
        yield "it has not as many # as the English."
    if english.startswith(FIGURE) != text.startswith(FIGURE):
        yield f"a description of a figure begins with {' or '.join(FIGURE)}, and nothing else does."
    if english == english.strip() and text != text.strip():
        yield "it begins or ends with a blank."


def hidden_faults(english: str, text: str) -> Iterator[str]:
    """Signs that nobody sees, and bold that Markdown would show with its asterisks."""
    for sign in sorted(set(HIDDEN.findall(text)) - set(english)):
        yield f"it has the sign U+{ord(sign):04X}, which nobody sees: delete it."
    bare = CUT["code"].sub("`", FENCED.sub("", text))
    for inner in STRONG.findall(bare):
        if inner != inner.strip():
            yield f"**{inner}** is not shown in bold: put the blank outside the asterisks."


def is_traditional(sign: str) -> bool:
    """Whether a Chinese sign is of the traditional letters only: in their old encoding, and not in the simplified."""
    return bool(HAN.match(sign)) and not sign.encode("gb2312", "ignore") and bool(sign.encode("big5", "ignore"))


def is_name(words: str) -> bool:
    """Whether words are written as a name or title is."""
    return all(word[0].isupper() or word in SMALL_WORDS for word in re.findall(ENGLISH, words))


def in_chinese(text: str) -> bool:
    """Whether a text has a Chinese sign."""
    return HAN.search(text) is not None


def has_words(english: str, message: bool = False) -> bool:
    """Whether a text has words to translate: code, addresses and names are none, nor is a pattern."""
    rest = dissected(NO_ENGLISH.sub("", english), message)[1]
    return bool(WORD.search(rest)) and not PATTERN.search(english)
