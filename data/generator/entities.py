"""News-like sentences with named entities, tokenized and labelled as in CoNLL-2003 (BIO).

A pattern is a line of tokens. ``$NAME`` is a slot, ``a/b/c`` a choice of words (``_`` stands for a
space), and ``[ ... ]`` encloses words that are kept half the time.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from . import words as w

LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"]

_NATIONS = """German French Kenyan Spanish Italian Dutch Danish Swedish Finnish Polish Greek Turkish Russian Chinese
Japanese Indian Brazilian Mexican Canadian Australian American British Irish Scottish Welsh Belgian Austrian Swiss
Portuguese Czech Hungarian Bulgarian Croatian Serbian Slovak Latvian Estonian Ukrainian Egyptian Moroccan Tunisian
Nigerian Ethiopian Ugandan Zambian Israeli Jordanian Lebanese Iraqi Iranian Pakistani Nepalese Thai Vietnamese
Indonesian Malaysian Chilean Peruvian Colombian Cuban Argentine Icelandic Norwegian European African Asian""".split()
_FIRM_ENDS = """Bank|Group|Motors|Airlines|Foods|Energy|Insurance|Steel|Media|Systems|Telecom|Holdings|Records|Oil|
Hotels|Rail|Shipping|Books|Studios|Pharma|and Sons|Capital|Mining|Stores""".replace("\n", "").split("|")
_CLUB_ENDS = "United City Rovers Athletic Wanderers Rangers Town Albion Dynamo Tigers Bears Hawks Stars Lions".split()
_FIELDS = "Transport|Finance|Health|Education|Defence|Culture|Labour|Trade|Energy|Sport|Tourism|Justice".split("|")
_SPORTS = "Football Tennis Chess Hockey Cycling Rugby Swimming Skating Rowing Golf Sailing Handball".split()
_ARTS = "Film Music Dance Book Jazz Theatre Photo Design Food Science".split()
_NO_AN = ("Eu", "Ug", "Uk", "Ur", "Ut", "Uni", "uni", "one")
_NEW = "New Old Port Lake Mount Fort Saint North South East West Upper Cape Little".split()
_BOOK_A = "Last Long Silent Golden Broken Red Lost Hidden Empty Second Blue Quiet Burning Distant".split()
_BOOK_B = "Garden River Winter Letter House Journey Summer Mirror Bridge Island Song Night Window Road".split()


def _person(r: random.Random) -> list[str]:
    """A full name, an initial with a surname, or a surname alone."""
    draw = r.random()
    if draw < 0.35:
        return _last(r)
    first = w.name(r)
    return [first if draw < 0.95 else first[0] + ".", *_last(r)]


def _full(r: random.Random) -> list[str]:
    """A given name with a surname."""
    return [w.name(r), *_last(r)]


def _last(r: random.Random) -> list[str]:
    """A surname; now and then one that is also a city."""
    return [r.choice(w.CITIES) if r.random() < 0.08 else w.surname(r)]


def _firm(r: random.Random) -> list[str]:
    """A company: an invented word, a place or a surname, alone or with an ending."""
    draw = r.random()
    if draw < 0.4:
        return [w.company(r)]
    if draw < 0.5:
        return [r.choice(r.choice((w.CITIES, w.SURNAMES, w.STREETS)))]
    bank = r.choice((w.COMPANIES, w.COMPANIES, w.CITIES, w.SURNAMES, w.COUNTRIES))
    if draw < 0.6:
        return ["Bank", "of", r.choice(w.CITIES)]
    return [r.choice(bank), *r.choice(_FIRM_ENDS).split()]


def _club(r: random.Random) -> list[str]:
    """A sports club, mostly named after a city."""
    draw = r.random()
    bank = w.CITIES if draw < 0.75 else w.COMPANIES if draw < 0.9 else w.COUNTRIES
    if r.random() < 0.15:
        return [r.choice(("FC", "Real", "Sporting", "Dynamo")), r.choice(w.CITIES)]
    return [r.choice(bank), r.choice(_CLUB_ENDS)]


def _body(r: random.Random) -> list[str]:
    """A public body that goes with ``the``."""
    draw = r.random()
    if draw < 0.35:
        return ["Ministry", "of", r.choice(_FIELDS)]
    if draw < 0.6:
        return ["University", "of", r.choice(w.CITIES)]
    if draw < 0.75:
        return [r.choice(w.CITIES), r.choice(("City", "Town")), "Council"]
    if draw < 0.9:
        end = r.choice(("Federation", "Agency"))
        return [r.choice(("National", "World", "Royal")), r.choice(_SPORTS + _FIELDS), end]
    return ["National", "Bank", "of", r.choice(w.COUNTRIES)]


def _school(r: random.Random) -> list[str]:
    """A university or hospital that needs no article."""
    return [r.choice(r.choice((w.CITIES, w.STREETS))), r.choice(("University", "College", "Hospital", "Academy"))]


def _city(r: random.Random) -> list[str]:
    """A city; now and then a town whose name is also a company, a surname or has two words."""
    draw = r.random()
    if draw < 0.8:
        return [r.choice(w.CITIES)]
    return _place(r) if draw < 0.92 else [r.choice(r.choice((w.COMPANIES, w.SURNAMES)))]


def _land(r: random.Random) -> list[str]:
    """A country."""
    return [r.choice(w.COUNTRIES)]


def _place(r: random.Random) -> list[str]:
    """A place of two words, such as ``New Harbour``."""
    return [r.choice(_NEW), r.choice(r.choice((w.STREETS, w.STREETS, w.SURNAMES)))]


def _any_place(r: random.Random) -> list[str]:
    """A city, a country or a two-word place."""
    return r.choice((_city, _city, _land, _place))(r)


def _river(r: random.Random) -> list[str]:
    """A river that goes with ``the``."""
    word = r.choice(r.choice((w.STREETS, w.SURNAMES, w.COMPANIES)))
    return ["River", word] if r.random() < 0.5 else [word, "River"]


def _street(r: random.Random) -> list[str]:
    """A street or a square."""
    word = r.choice(r.choice((w.STREETS, w.STREETS, w.SURNAMES, w.CITIES)))
    return [word, r.choice(("Street", "Road", "Lane", "Avenue", "Square", "Bridge"))]


def _nation(r: random.Random) -> list[str]:
    """A nationality."""
    return [r.choice(_NATIONS)]


def _cup(r: random.Random) -> list[str]:
    """A sports event that goes with ``the``."""
    draw = r.random()
    if draw < 0.35:
        bank = r.choice((w.COMPANIES, w.CITIES, ["Alpine", "World", "Winter", "Davis", "Federal", "Nordic", "Pacific"]))
        return [r.choice(bank), r.choice(("Cup", "Trophy", "Shield", "Games"))]
    if draw < 0.6:
        return [r.choice(_NATIONS), r.choice(("Open", "Cup", "Masters", "League"))]
    if draw < 0.8:
        return [r.choice(w.CITIES), r.choice(("Marathon", "Open", "Masters", "Derby"))]
    return ["World", r.choice(_SPORTS), r.choice(("Cup", "Championship", "Week"))]


def _festival(r: random.Random) -> list[str]:
    """A cultural event that goes with ``the``."""
    start = r.choice((w.CITIES, w.COMPANIES, _NATIONS, ["World", "Alpine", "Summer", "Winter"]))
    return [r.choice(start), r.choice(_ARTS), r.choice(("Week", "Festival", "Prize", "Fair"))]


def _title(r: random.Random) -> list[str]:
    """The title of a book, film or play."""
    draw = r.random()
    if draw < 0.5:
        return ["The", r.choice(_BOOK_A), r.choice(_BOOK_B)]
    if draw < 0.75:
        return [r.choice(_BOOK_B), "in", r.choice(w.CITIES)]
    return [r.choice(_BOOK_A), r.choice(_BOOK_B)]


Draw = Callable[[random.Random], list[str]]
_ENTITIES: dict[str, tuple[str, Draw]] = {
    "$PER": ("PER", _person), "$FULL": ("PER", _full), "$LAST": ("PER", _last),
    "$FIRM": ("ORG", _firm), "$CLUB": ("ORG", _club), "$BODY": ("ORG", _body), "$SCHOOL": ("ORG", _school),
    "$CITY": ("LOC", _city), "$LAND": ("LOC", _land), "$PLACE": ("LOC", _place), "$LOC": ("LOC", _any_place),
    "$RIVER": ("LOC", _river), "$STREET": ("LOC", _street),
    "$NAT": ("MISC", _nation), "$CUP": ("MISC", _cup), "$FEST": ("MISC", _festival), "$TITLE": ("MISC", _title),
}
_PLAIN: dict[str, Draw] = {
    "$N": lambda r: [str(r.randint(2, 60))],
    "$W": lambda r: [r.choice(w.NUMBER_WORDS)],
    "$BIG": lambda r: [f"{r.randint(1, 90)},{r.randint(0, 9)}00"],
    "$PCT": lambda r: [f"{r.randint(1, 29)}.{r.randint(1, 9)}", "percent"],
    "$MONEY": lambda r: ["$", f"{r.randint(1, 90)}.{r.randint(1, 9)}", r.choice(("million", "billion"))],
    "$SCORE": lambda r: [f"{r.randint(1, 6)}-{r.randint(0, 5)}"],
    "$SET": lambda r: [f"6-{r.randint(0, 4)}", f"{r.randint(6, 7)}-5" if r.random() < 0.3 else f"6-{r.randint(1, 4)}"],
    "$YEAR": lambda r: [str(r.randint(1961, 2024))],
    "$DAY": lambda r: [w.weekday(r)],
    "$DATE": lambda r: [r.choice(w.MONTHS), str(r.randint(1, 28))],
    "$MONTH": lambda r: [r.choice(w.MONTHS)],
    "$JOB": lambda r: [r.choice("captain striker goalkeeper defender coach midfielder manager champion".split())],
    "$POST": lambda r: [r.choice("minister mayor adviser spokesman lawyer chairman president judge".split())],
}

_PATTERNS = [line.split() for line in """
$PER scored/netted/struck twice/late/early as/when $CLUB beat/defeated/edged $CLUB $SCORE [ on $DAY ] .
$CLUB beat/crushed/held $CLUB $SCORE in/at $CITY [ on $DAY ] .
$CLUB $N , $CLUB $N [ after_extra_time ] [ in_the $CUP ] .
$CLUB $JOB $PER will/may/could miss the game/match/trip against/at $CLUB because_of/with a/another knee/back injury .
$NAT $JOB $FULL won/lost/left the $CUP [ in $CITY ] [ on $DAY ] .
$FULL ( $LAND ) beat $FULL ( $LAND ) $SET .
$LAND beat/drew_with/lost_to $LAND $SCORE in the $CUP [ in $CITY ] .
The/Former $NAT $JOB $PER has/had signed/joined/left $CLUB for/after $W years .
" We played well/badly/better/with_courage , " said/admitted $CLUB $JOB $PER .
$PER , $N , will/may/could ride/run/race/swim for $LAND at the $CUP [ in $MONTH ] .
$PER of $LAND finished/came second/third/last in the $CUP [ behind $FULL ] .
The $CUP will/may/cannot start in $CITY on $DATE .
Fans of $CLUB waited/sang/queued all_night in $CITY before/for the game/final with/against $CLUB .
$CLUB bought/sold/loaned $NAT $JOB $FULL for $MONEY .
Injured/Young/Veteran $JOB $LAST missed/left/joined training/camp in $CITY [ on $DAY ] .
Shares in/of $FIRM rose/fell/dropped/jumped $PCT after/before/despite the/its results [ on $DAY ] .
$FIRM said/announced/confirmed it would/will buy/sell/close its plant/office/branch in $LOC [ for $MONEY ] .
$FIRM , the $NAT company/group/firm/retailer , reported a/another loss/profit of $MONEY .
$FIRM chief/director/lawyer $FULL resigned/retired/resigned on $DAY [ after $W years ] .
The board/owners of $FIRM met/voted in $CITY to/and discuss/reject/approve an/the offer/bid from $FIRM .
$FIRM and $FIRM will/plan_to/want_to build a/one factory/warehouse/port near/in $LOC .
Workers/Drivers/Pilots at $FIRM in $CITY began/ended/planned a strike/protest over/about pay [ on $DAY ] .
$FIRM 's profit/income/turnover grew/shrank by $PCT in $YEAR , $PER said .
$NAT exports/imports to/from $LAND rose/fell $PCT in $MONTH .
Banks/Traders/Brokers in $CITY said/think $FIRM paid/owed $MONEY to/for $FIRM .
$PER , who founded/runs/left $FIRM in $YEAR , lives/works/was_born in $CITY .
A/The new/first/second branch of $FIRM opened/closed/burned on $STREET .
$FIRM hired/fired/sued $FULL , formerly/once of $FIRM .
Customers/Investors trust/blame/sued $FIRM after/because the bank/company/firm lost $MONEY in $LAND .
The $BODY warned/said/denied on $DAY that prices/taxes/wages would/could rise/fall .
$NAT $POST $FULL arrived/landed/spoke in $CITY on/late $DAY .
$POST $PER met/called/thanked $NAT $POST $PER in $CITY [ on $DAY ] .
$LAND and $LAND signed/broke/discussed a/the trade/border/fishing treaty/deal [ in $CITY ] [ on $DATE ] .
The $BODY asked/told/urged $LAND to/not_to sign/change/reject the law/deal/plan .
" I will/cannot sign/accept/support this , " $POST $PER told the $BODY .
$PER , a/the $POST from $CITY , voted/spoke/campaigned against/for the plan/law/tax .
Voters in $LOC elected/rejected/chose $FULL as/for mayor/president/governor [ on $DAY ] .
$LAND 's president/parliament/queen/army rejected/welcomed/ignored the $NAT offer/plan/complaint .
$BODY officials/experts said the $NAT government/army/embassy knew/lied/was_informed about the deal/visit .
The lawyer/brother/wife of $PER told a court/judge in $CITY that $LAST was innocent/ill/abroad .
Police/Soldiers arrested/released/questioned $W $NAT students/sailors/workers near/in $LOC .
$NAT tourists/visitors prefer/love/avoid $LAND and/to $LAND , a/one survey by/for $FIRM found .
The ferry/train/bus from $CITY to/via $CITY was late/full/cancelled [ on $DAY ] .
$FIRM will/may_not fly/sail from $CITY to $CITY in/until $MONTH .
A/The bridge over/across the $RIVER in/near $LOC will/may close/open/reopen in $MONTH .
Hikers/Tourists/Drivers should/must avoid $STREET and $STREET in $CITY until $DAY .
Flights/Trains to/from $LOC and $LOC were delayed/cancelled/overbooked [ on $DAY ] [ , $FIRM said ] .
Heavy/Light rain/snow/hail fell in $LOC and/but_not $LOC on/until $DAY .
The $RIVER flooded/burst_into/reached $W villages/streets/farms near/around $LOC [ on $DATE ] .
Temperatures/Winds/Waves in $LOC reached/passed $N degrees/knots/feet [ on $DAY ] , the $BODY said .
A storm/cyclone/blizzard moved/turned from $LAND to/towards $LAND and killed/injured $N people .
Fog/Ice/Snow closed/slowed/blocked roads/traffic/airports in/near $CITY and around/on $PLACE .
$W people were/are hurt/killed/missing when/after a bus/truck/tram hit/left a/the wall/road on $STREET .
A $NAT tanker/plane/ship sank/crashed/caught_fire off/near $LOC on $DAY [ , $FIRM said ] .
Fire/Smoke destroyed/damaged/filled a $FIRM warehouse/hotel/office in/near $LOC .
$PER , $N , died/vanished/drowned in the $RIVER near/in $CITY [ on $DAY ] .
Doctors at/from $SCHOOL in $CITY treated/saved $PER and $N others [ on $DAY ] .
$NAT writer/painter/actor/singer $FULL won/received/refused the $FEST [ in $CITY ] .
The $FEST opens/ends/returns in $CITY on $DATE [ with $BIG guests ] .
" $TITLE " , a film/novel/play by $FULL , opened/flopped/won in $CITY [ on $DAY ] .
$PER 's novel/film/album " $TITLE " sold $BIG copies/tickets in $LAND .
The $NAT film/play " $TITLE " was/is shown/banned/praised at the $FEST .
$SCHOOL student/professor/graduate $FULL discovered/found/studied a/the rare/old bird/coin/map in $LOC .
Researchers/Students at/from the $BODY and $SCHOOL studied/counted $BIG birds/bees/stars in $LOC .
A museum/gallery in $CITY bought/sold/lost $W $NAT paintings/coins/statues by/of $LAST .
$PER sang/danced/read in $CITY at the $FEST , which $FIRM paid_for/sponsored .
$CITY , $DATE : $NAT $POST $PER visits/leaves $LOC .
$LAST told/phoned/thanked $LAST that $FIRM had moved/closed/failed .
Old/New maps/photos of $CITY and the $RIVER were/are on_show/on_sale at $SCHOOL .
$FIRM , not $FIRM , will sponsor/host/film the $CUP [ in $YEAR ] .
$FULL , whom $FULL knew/met/coached at $SCHOOL , now plays/works/coaches for/at $CLUB .
$PER won/lost a/the third/last race/match/game of the season/year [ on $DAY ] .
The captain/coach of $CLUB wants/needs two/more young/fast/tall players/defenders this/next summer/winter .
$FIRM raised/cut/froze prices/wages/fares again/by_a_third [ in $MONTH ] .
$FIRM lost/won a court/legal case about/over old/unpaid bills/taxes/rents .
Police in $CITY found/lost a/the stolen/missing car/painting/dog [ on $DAY ] .
Snow/Rain/Heat stopped/delayed all/most trains/buses/flights in $LOC [ until $DAY ] .
The $BODY has no/enough money/staff for new/more schools/roads/trains this year .
$PER is/was ill/tired/abroad and will/may not speak/travel/play [ on $DAY ] .
Nobody in $LOC was hurt/surprised when/after the tower/roof/wall fell/cracked/burned .
A $NAT ship/plane/bus with $N people on_board is/was missing/late/safe .
Tickets for the $CUP cost/bring more/less than last/any year .
$W people/cyclists/children were/are hurt/lost near the $RIVER [ on $DAY ] .
The train/road/path to $PLACE follows/crosses/leaves the $RIVER near/at $CITY .
""".strip().splitlines()]

_NO_ENTITY = [line.split() for line in """
Prices/Rents/Wages rose/fell by $PCT in $MONTH , more/less/faster than/as experts/traders/analysts had expected .
The court/jury/judge will/may hear/close/reopen the case/trial on $DATE .
$W people/children/workers were/are hurt/injured/treated when/after a/the bus/lift/crane broke_down/fell/stopped .
Police/Officials said/believe the driver/thief/pilot had left/fled/returned before/after $DAY .
" We need/want/have more/less/enough time/money/help , " the coach/farmer/teacher/nurse said on $DAY .
Rain/Snow/Wind is/was expected/forecast in the north/south/east/west from/until $DAY .
The striker/keeper/captain missed/scored $W penalties/chances in the first/second half [ on $DAY ] .
The company/bank/airline cut/added $BIG jobs/seats and lost/saved $MONEY in $YEAR .
About/Nearly/Over $BIG fans/voters/visitors came/queued/waited in the rain/sun/cold on $DAY .
The museum/school/library will open/close/move in $MONTH after $W years of repairs/work/talks .
Farmers/Fishermen/Miners fear/expect/report a bad/poor/good/better year/season after the dry/wet summer/winter .
He/She won/lost in $W sets/rounds/games and said/admitted it was hard/easy/luck .
""".strip().splitlines()]

_TAILS = [line.split() for line in """
, officials/police/witnesses/sources said [ on $DAY ] .
, $PER said .
, the $BODY said [ on $DAY ] .
, a/one newspaper/radio_station in $CITY reported .
, $FIRM reported/said .
for the first/second/third time since $YEAR .
, according_to $PER .
""".strip().splitlines()]


def _fill(r: random.Random, pattern: list[str]) -> tuple[list[str], list[int], int]:
    """Fill a pattern: its tokens, their tags and the number of entities; -1 where a name came twice."""
    tokens: list[str] = []
    tags: list[int] = []
    seen: set[str] = set()
    count = 0
    skip = False
    for part in pattern:
        if part == "[":
            skip = r.random() < 0.5
        elif part == "]":
            skip = False
        elif skip:
            continue
        elif part in _ENTITIES:
            kind, draw = _ENTITIES[part]
            words = draw(r)
            key = " ".join(words)
            if key in seen:
                return tokens, tags, -1
            seen.add(key)
            begin = LABELS.index("B-" + kind)
            tokens += words
            tags += [begin] + [begin + 1] * (len(words) - 1)
            count += 1
        else:
            words = _PLAIN[part](r) if part in _PLAIN else r.choice(part.split("/")).split("_")
            tokens += words
            tags += [0] * len(words)
    for at, token in enumerate(tokens[:-1]):
        if token in ("a", "A") and tokens[at + 1][0] in "aeiouAEIOU" and not tokens[at + 1].startswith(_NO_AN):
            tokens[at] += "n"
        elif token in ("an", "An") and tokens[at + 1][0] not in "aeiouAEIOU":
            tokens[at] = token[0]
    tokens[0] = tokens[0][0].upper() + tokens[0][1:]
    return tokens, tags, count


def tagged_sentence(r: random.Random) -> tuple[list[str], list[int]]:
    """Draw one sentence: its tokens and, for each, the index of its label in `LABELS`."""
    bank = _NO_ENTITY if r.random() < 0.1 else _PATTERNS
    while True:
        pattern = r.choice(bank)
        if bank is _PATTERNS and "said" not in pattern and pattern[0] != '"' and r.random() < 0.15:
            pattern = pattern[:-1] + r.choice(_TAILS)
        tokens, tags, count = _fill(r, pattern)
        if 7 <= len(tokens) <= 22 and 0 <= count <= 4:
            return tokens, tags
