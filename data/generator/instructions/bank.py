"""Words by category, pairs of words, and plain sentences whose other forms are known."""

from __future__ import annotations

import functools
import random
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from .. import everyday
from .. import words as w

EVERYDAY = Path(__file__).parents[2] / "everyday"

_CATEGORIES = {
    "animals": "dog cat horse cow sheep goat lion tiger bear wolf fox mouse rabbit monkey elephant camel zebra otter",
    "fruits": "apple pear banana cherry plum peach lemon orange grape melon mango fig apricot",
    "vegetables": "carrot potato onion cabbage pea bean spinach pumpkin leek cucumber pepper turnip",
    "clothes": "shirt skirt jacket coat sock glove scarf hat shoe dress sweater trousers",
    "furniture": "table chair sofa bed shelf desk wardrobe bench stool cupboard",
    "vehicles": "car bus train tram lorry bicycle boat ship plane tractor",
    "tools": "hammer saw drill spade axe pliers rake screwdriver wrench",
    "drinks": "tea coffee milk water juice wine beer lemonade cocoa",
    "jobs": "baker nurse teacher pilot farmer lawyer waiter painter dentist plumber driver",
    "instruments": "piano violin guitar flute drum trumpet harp cello clarinet",
    "body parts": "arm leg hand foot head nose ear knee elbow shoulder finger",
    "buildings": "house church school hospital library castle barn station museum hotel",
}
# Hand-written list -> category; only lists whose words are no members of another category.
_HANDWRITTEN = {
    "animals": "animals",
    "clothes": "clothes",
    "furniture": "furniture",
    "vehicles": "vehicles",
    "tools": "tools",
    "drink": "drinks",
    "jobs": "jobs",
    "instruments": "instruments",
    "body_parts": "body parts",
    "ailments": "illnesses",
    "relatives": "relatives",
    "subjects": "school subjects",
    "weather": "kinds of weather",
}
_OPPOSITES = """big small|hot cold|old new|early late|open closed|full empty|wet dry|long short|high low|rich poor|
strong weak|fast slow|hard soft|dark light|clean dirty|cheap expensive|loud quiet|happy sad|left right|up down|
in out|buy sell|begin end|give take|come go|win lose|day night|first last|always never|before after|push pull|
true false|near far|thick thin|wide narrow|inside outside|love hate|remember forget|arrive leave|black white"""
_PLURALS = """child children|man men|woman women|foot feet|tooth teeth|mouse mice|knife knives|leaf leaves|wolf wolves|
city cities|baby babies|story stories|box boxes|bus buses|watch watches|dish dishes|potato potatoes|shelf shelves|
day days|key keys|dog dogs|table tables|house houses|friend friends|apple apples|chair chairs|lamp lamps|shirt shirts|
car cars|boat boats|nurse nurses|horse horses|party parties|lady ladies|church churches|glass glasses|wife wives|
train trains|ticket tickets|letter letters|garden gardens|window windows|book books|cherry cherries|brush brushes"""
_VERBS = """walk walks walked|play plays played|open opens opened|buy buys bought|sell sells sold|see sees saw|
find finds found|lose loses lost|make makes made|take takes took|bring brings brought|write writes wrote|
read reads read|eat eats ate|drink drinks drank|drive drives drove|call calls called|clean cleans cleaned|
wash washes washed|carry carries carried|paint paints painted|cook cooks cooked|break breaks broke|send sends sent|
wear wears wore|sing sings sang|teach teaches taught|catch catches caught|choose chooses chose|forget forgets forgot|
go goes went|come comes came|sleep sleeps slept|run runs ran|swim swims swam|fly flies flew|stand stands stood"""
# (base, third person, past, what follows)
_ACTIONS = """buy|buys|bought|a lamp/two tickets/some bread/a coat/the blue bag/three lemons
sell|sells|sold|the old car/two chairs/a bicycle/the piano
lose|loses|lost|the key/a glove/the ticket/a red hat
find|finds|found|a coin/the key/a small dog/the letter
clean|cleans|cleaned|the kitchen/the windows/the bath/the car
write|writes|wrote|a letter/a short story/the report/two postcards
drink|drinks|drank|a cup of tea/some milk/a glass of water
eat|eats|ate|an apple/the soup/a slice of cake/some cheese
open|opens|opened|the door/the window/a box/the shop
carry|carries|carried|the bags/a heavy box/the suitcase
paint|paints|painted|the wall/a picture/the fence/the door
cook|cooks|cooked|dinner/a soup/some rice/lunch
break|breaks|broke|a cup/the window/a plate
bring|brings|brought|a cake/the tent/some flowers/a blanket
call|calls|called|the doctor/a taxi/the school/the bank
walk|walks|walked|to school/to the park/home/along the river
drive|drives|drove|to the station/to work/home/to the lake
play|plays|played|chess/the piano/tennis/cards
repair|repairs|repaired|the radio/a chair/the roof/the bicycle
visit|visits|visited|the museum/a friend/the zoo/the old castle
forget|forgets|forgot|the password/the umbrella/the tickets
teach|teaches|taught|music/a course/sport"""
_STATES = """tired hungry ill happy late busy angry ready at_home at_work in_the_garden in_hospital on_holiday thirsty
early bored on_the_bus upstairs very_tall cold"""


@functools.cache
def people() -> tuple[str, ...]:
    """Return given names, the generator's and the hand-written ones."""
    return tuple(dict.fromkeys((*w.FIRST_NAMES, *everyday.words().get("first_names", ()))))


@functools.cache
def cities() -> tuple[str, ...]:
    """Return cities, the generator's and the hand-written ones."""
    return tuple(dict.fromkeys((*w.CITIES, *everyday.words().get("cities", ()))))


def names(r: random.Random, n: int) -> list[str]:
    """Draw `n` different given names."""
    return r.sample(people(), n)


@functools.cache
def categories() -> dict[str, tuple[str, ...]]:
    """Return the words by category, hand-written ones included; a word of two categories is left out."""
    found = {name: tuple(line.split()) for name, line in _CATEGORIES.items()}
    found |= {"weekdays": tuple(w.WEEKDAYS), "months": tuple(w.MONTHS), "colours": tuple(w.COLOURS)}
    found["countries"] = tuple(w.COUNTRIES)
    for listed, name in _HANDWRITTEN.items():
        extra = [word for word in everyday.words().get(listed, ()) if len(word) < 16]
        if extra:
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *extra)))
    counts = Counter(word for words in found.values() for word in words)
    return {name: tuple(word for word in words if counts[word] == 1) for name, words in found.items()}


def _pairs(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(part.split()) for part in text.replace("\n", "").split("|"))


@functools.cache
def opposites() -> tuple[tuple[str, ...], ...]:
    """Return pairs of opposites."""
    return _pairs(_OPPOSITES)


@functools.cache
def plurals() -> tuple[tuple[str, ...], ...]:
    """Return pairs of singular and plural; jobs by their endings, which all take an s."""
    jobs = [job for job in everyday.words().get("jobs", ()) if job.endswith(("er", "or", "ist", "ian", "ant"))]
    return (*_pairs(_PLURALS), *((job, job + "s") for job in jobs))


@functools.cache
def verbs() -> tuple[tuple[str, ...], ...]:
    """Return triples of base form, third person and past tense."""
    written = (tuple(forms[:3]) for forms in everyday.words().get("verbs", ()))
    return tuple({forms[0]: forms for forms in (*written, *_pairs(_VERBS))}.values())


@functools.cache
def common_words() -> tuple[str, ...]:
    """Return every word of the categories that is one lower-case word."""
    words = [word for bank in categories().values() for word in bank]
    return tuple(word for word in words if word.isalpha() and word.islower())


class Sentence(NamedTuple):
    """A plain sentence in the present tense, its negation and its past tense."""

    text: str
    negative: str
    past: str


def sentence(r: random.Random) -> Sentence:
    """Draw a sentence such as ``Amy buys a lamp.``"""
    name = r.choice(people())
    if r.random() < 0.3:
        state = r.choice(_STATES.split()).replace("_", " ")
        return Sentence(f"{name} is {state}.", f"{name} is not {state}.", f"{name} was {state}.")
    base, third, past, rest = _actions()[r.randrange(len(_actions()))]
    end = r.choice(rest)
    return Sentence(f"{name} {third} {end}.", f"{name} does not {base} {end}.", f"{name} {past} {end}.")


@functools.cache
def _actions() -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    rows = (line.split("|") for line in _ACTIONS.splitlines())
    return tuple((base, third, past, tuple(rest.split("/"))) for base, third, past, rest in rows)


def action(r: random.Random) -> str:
    """Draw what somebody can do, in the base form: ``buy a lamp``."""
    base, _, _, rest = r.choice(_actions())
    return f"{base} {r.choice(rest)}"
