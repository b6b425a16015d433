"""Short reviews of places, with one to five stars, in the shape of Yelp's review texts.

The star is drawn first. It decides how many aspects are praised and how many are blamed, so the
star follows from the whole text and seldom from one word. Levels run from 0 (very bad) to 4 (very good).
"""

from __future__ import annotations

import random

from . import words as w

Aspect = tuple[str, str, str]  # (phrase, "was" or "were", category)

# Category -> adjectives for the levels 0 to 4.
_ADJECTIVES: dict[str, tuple[list[str], ...]] = {cat: tuple(level.split("|") for level in levels) for cat, levels in {
    "food": ("terrible|disgusting|cold and tasteless|impossible to eat|awful|burnt", "bland|too salty|a bit dry|"
             "not very fresh|too small for the money|nearly cold", "average|ordinary|nothing special|all right|plain",
             "tasty|good|fresh|quite nice|well made|very decent", "delicious|amazing|perfect|full of flavour|fantastic"
             "|out of this world"),
    "drink": ("awful|terrible|like dirty water|impossible to drink", "weak|lukewarm|too sweet|a bit bitter",
              "average|nothing special|all right|ordinary", "good|tasty|quite nice|fresh",
              "excellent|perfect|wonderful|simply the best"),
    "people": ("extremely rude|unbelievably lazy|awful|shouting at guests|not interested in anybody|terrible",
               "a little slow|not very helpful|in a hurry|rather cold|a bit confused|hard to find",
               "all right|neither friendly nor rude|just doing a job|ordinary",
               "friendly|polite|helpful|patient|kind|quick to help", "incredibly kind|wonderful|extremely helpful|"
               "the friendliest in town|fantastic|outstanding"),
    "service": ("terrible|painfully slow|awful|a disgrace|shockingly bad", "slow|a bit careless|not very friendly|"
                "below average|rather confused", "average|acceptable|all right|nothing special",
                "good|quick|friendly|well organised|pleasant", "outstanding|perfect|excellent|first class|fantastic"),
    "price": ("outrageous|shocking|a joke|far too high|pure robbery", "a bit high|rather high|higher than elsewhere|"
              "not very clear", "average|normal|about what you expect", "fair|reasonable|quite low|clear and honest",
              "unbelievably good|amazingly low|the best in town|fantastic"),
    "room": ("filthy|disgusting|freezing cold|full of rubbish|unbearable|horrible", "rather dark|a little dirty|noisy|"
             "too small|a bit worn|too warm", "plain|nothing special|all right|average", "clean|bright|pleasant|"
             "quiet enough|comfortable|tidy", "spotless|beautiful|gorgeous|wonderful|perfect|simply lovely"),
    "thing": ("broken|useless|terrible|falling apart|of awful quality", "rather old|a bit weak|not great|"
              "of poor quality|worn out in places", "average|ordinary|all right|acceptable", "good|solid|in good order|"
              "of good quality|better than most", "excellent|superb|brand new|of the highest quality|amazing"),
    "work": ("a disaster|a complete mess|terrible|ruined|totally wrong", "a little careless|not quite right|rushed|"
             "only half done", "acceptable|average|all right|nothing special", "good|neat|well done|done with care",
             "perfect|flawless|brilliant|exactly right|fantastic"),
    "wait": ("endless|unbearably long|ridiculous|a nightmare", "rather long|longer than promised|a bit annoying",
             "normal|about average|acceptable", "short|quite short|shorter than expected",
             "almost nothing|incredibly short|hardly worth mentioning"),
    "choice": ("ridiculously small|terrible|a bad joke|next to nothing", "rather small|limited|a bit boring",
               "average|nothing special|all right", "good|wide|quite large|interesting",
               "huge|fantastic|amazing|the best in the region"),
    "access": ("impossible|a nightmare|terrible|a disaster", "difficult|not easy|a bit confusing|rather tricky",
               "acceptable|average|nothing special", "easy|convenient|simple enough|good",
               "perfect|wonderfully easy|excellent|as easy as it gets"),
}.items()}

# Kind of place -> (name forms, aspects as "category: aspect aspect*"; * marks a plural, _ a space).
_PLACES_SPEC: dict[str, tuple[str, str]] = {
    "restaurant": ("Restaurant {}|{} Kitchen|the {}", "food: pasta soup steak fish dessert salad starters* drink: wine "
                   "people: waiters* service: service price: prices* room: dining_room access: parking wait: wait"),
    "pizza place": ("Pizza {}|{} Pizza", "food: pizza salad garlic_bread ice_cream drink: beer people: staff* price: "
                    "prices* service: delivery room: tables* wait: wait"),
    "cafe": ("Cafe {}|{} Coffee", "drink: coffee tea hot_chocolate food: cake sandwiches* breakfast people: waitress "
             "room: terrace toilets* price: prices* service: service"),
    "bakery": ("{} Bakery", "food: bread rolls* cakes* croissants* people: ladies_behind_the_counter* choice: "
               "selection price: prices* wait: queue drink: coffee"),
    "burger bar": ("{} Burger|Burger {}", "food: burger fries* chicken onion_rings* drink: lemonade service: service "
                   "price: prices* room: tables* wait: wait people: staff*"),
    "hotel": ("Hotel {}|the {} Hotel", "room: room bathroom lobby pool thing: bed shower air_conditioning "
              "wireless_internet food: breakfast buffet people: receptionist price: price access: parking"),
    "guest house": ("{} House|the {} Inn", "room: room garden kitchen thing: mattress heating food: breakfast "
                    "people: owner price: price access: check_in location"),
    "campsite": ("Camping {}|{} Camping", "room: showers* toilets* playground thing: cabin people: owners* price: "
                 "prices* choice: shop access: drive_there wait: queue_at_the_gate"),
    "hairdresser": ("Salon {}|{} Hair", "work: haircut colour styling people: stylist price: prices* wait: wait "
                    "room: salon drink: coffee"),
    "nail salon": ("{} Nails|Studio {}", "work: manicure polish design people: staff* price: prices* wait: wait "
                   "choice: choice_of_colours room: studio"),
    "garage": ("{} Motors|{} Garage", "work: repair oil_change paint_job people: mechanic price: bill wait: wait "
               "service: service thing: new_tyres* room: waiting_room"),
    "car rental office": ("{} Cars|{} Rental", "thing: car satellite_navigation people: staff* price: price wait: "
                          "queue access: return choice: choice_of_cars service: phone_service"),
    "cinema": ("Cinema {}|{} Screen", "room: hall foyer thing: sound picture seats* food: popcorn people: staff* "
               "price: ticket_prices* choice: programme access: parking"),
    "theatre": ("the {} Theatre", "thing: seats* lights* work: play people: ushers* price: ticket_prices* drink: wine "
                "wait: queue room: hall access: way_to_the_seats"),
    "museum": ("the {} Museum", "choice: exhibition collection people: guides* price: entrance_fee room: rooms* "
               "food: food_in_the_cafe wait: queue thing: audio_guide access: parking"),
    "gym": ("{} Gym|{} Fitness", "thing: machines* lockers* weights* room: changing_rooms* sauna people: trainers* "
            "choice: course_programme price: monthly_fee access: parking"),
    "swimming pool": ("the {} Baths", "room: pool changing_rooms* sauna thing: slide lockers* people: lifeguards* "
                      "price: entrance_fee food: snacks* access: parking wait: queue"),
    "clothes shop": ("{} Fashion|{} Style", "thing: clothes* jacket choice: selection people: staff* price: prices* "
                     "room: changing_rooms* service: service wait: queue_at_the_till"),
    "bookshop": ("{} Books", "choice: selection children's_corner people: staff* price: prices* room: reading_corner "
                 "drink: tea service: advice wait: wait_for_my_order"),
    "furniture shop": ("{} Home|{} Living", "thing: table sofa wardrobe service: delivery choice: selection people: "
                       "salesman price: prices* access: parking work: assembly"),
    "phone shop": ("{} Mobile", "thing: phone battery people: salesman work: repair price: contract wait: queue "
                   "service: advice choice: selection"),
    "supermarket": ("{} Market", "food: fruit meat vegetables* choice: selection people: cashiers* price: prices* "
                    "access: parking wait: queue room: aisles*"),
    "dentist": ("Dental {}|{} Dental", "work: filling cleaning people: dentist assistants* wait: wait price: bill "
                "room: waiting_room access: online_booking service: phone_service"),
    "vet": ("{} Vets|{} Pet Clinic", "people: vet receptionist wait: wait price: bill room: waiting_room work: "
            "operation service: advice access: parking"),
    "zoo": ("{} Zoo|{} Park", "choice: range_of_animals room: cages* playground people: keepers* price: ticket_prices* "
            "food: food access: parking wait: queue thing: map"),
    "language school": ("{} Languages", "people: teacher work: course thing: books* computers* room: classrooms* "
                        "price: fees* access: location choice: range_of_courses"),
}


def _aspects(spec: str) -> list[Aspect]:
    """Read ``"food: soup fries* drink: tea"`` into aspects."""
    found: list[Aspect] = []
    category = ""
    for item in spec.split():
        if item.endswith(":"):
            category = item[:-1]
        else:
            found.append(("the " + item.rstrip("*").replace("_", " "), "were" if item[-1] == "*" else "was", category))
    return found


_PLACES = [(kind, forms.split("|"), _aspects(spec)) for kind, (forms, spec) in _PLACES_SPEC.items()]

# Clauses about one aspect for the levels 0 to 4; {x} is an adjective of that level, {z} a good one.
_CLAUSES = (
    ["{a} {b} {x}"] * 8 + ["I hated {a}", "{a} could not have been worse", "{a} {b} the worst I can remember",
                           "there was nothing good about {a}", "{a} {b} worse than {w} feared", "truly, {a} {b} {x}",
                           "I can't find a kind word for {a}", "nobody should pay for something like {a} here"],
    ["{a} {b} {x}"] * 8 + ["I can't say {a} {b} {z}", "{w} expected more from {a}", "{a} could have been better",
                           "{w} {v} not happy with {a}", "{a} {b} not what {w} had hoped for",
                           "{a} {b} far from perfect", "nobody would call {a} {z}", "{a} {b} not {z}"],
    ["{a} {b} {x}"] * 4 + ["{a} {b} neither good nor bad", "I have no strong opinion about {a}",
                           "I have seen better and worse than {a} here", "{a} {b} okay, nothing more"],
    ["{a} {b} {x}"] * 8 + ["{a} {b} not bad at all", "nothing was wrong with {a}", "{w} had no complaints about {a}",
                           "I liked {a}", "{w} {v} happy with {a}", "{a} {b} better than expected",
                           "I can't say anything bad about {a}", "nobody could complain about {a}"],
    ["{a} {b} {x}"] * 8 + ["I loved {a}", "{a} could not have been better", "{a} {b} the best I can remember",
                           "I can't praise {a} enough", "{a} {b} even better than {w} hoped", "I must say {a} {b} {x}",
                           "there was nothing bad about {a}", "{w} could not find one fault with {a}"],
)

# Small events that say as much as an opinion, for the levels 0 to 4.
_EVENTS = (
    ["{w} had to wait {big} minutes and nobody said sorry", "{f} at the desk never even looked up", "they charged {u} "
     "{p} too much and refused to pay it back", "nobody answered {y} {n} calls", "{w} asked for help and {f} laughed",
     "they lost {y} booking and sent {u} away", "{w} left after {n} minutes because it was so bad"],
    ["{w} had to ask {n} times for the bill", "{w} waited {big} minutes", "nobody said hello to {u}",
     "{f} forgot half of what {w} asked for", "{w} paid {p} more than {w} had planned"],
    ["it took about an hour", "{w} waited for 10 minutes, which is normal", "{w} paid {p}"],
    ["{f} said hello with a smile", "{w} only waited {n} minutes", "{f} answered all {y} questions",
     "{w} never had to wait long", "they changed {y} booking without any trouble"],
    ["{f} remembered {y} names from last year", "they fixed a small problem in {n} minutes and took no money for it",
     "{w} did not wait a single minute", "{f} did everything to make {u} happy", "{w} did not want to leave",
     "{f} gave {u} a little present at the end"],
)

_OPENERS = ["{w} visited {place} last {day}.", "My {rel} and I went to {place} in {month}.", "This was {y} first visit "
            "to {place}.", "{w} went to {place} on {day} at {clock}.", "{w} picked {place} because it was near the "
            "station.", "{w} have known {place} for {n} years.", "{w} came to {place} for my {rel}'s birthday.",
            "My {rel} wanted to try {place}.", "{w} found {place} by chance.", "{w} went back to {place} after {n} "
            "months.", "{w} booked {place} online for {p}.", "It was raining, so {w} went to {place}.",
            "There is no other {kind} in this part of {city}.", "{w} tried {place} while {w} {v} in {city}."]
_EXPECT_GOOD = ["{w} had read only good things about {place}", "my {rel} had praised {place} for weeks", "{w} expected "
                "a lot from {place}", "everybody in {city} talks about {place}", "{w} looked forward to {place}"]
_EXPECT_BAD = ["{w} had read bad things about {place}", "my {rel} had warned {u} about {place}", "{w} did not expect "
               "much from {place}", "the photos of {place} looked sad", "{w} almost cancelled {y} visit to {place}"]
_SIDE = ["{w} paid {p} in the end.", "It was a {day} and not very busy.", "{w} stayed until {clock}.", "{w} paid by "
         "card.", "There were {n} of us.", "Inside, most things are {colour}.", "{w} came by bus.",
         "About {big} other people were there."]
_CLOSINGS = (
    ["Never again.", "Stay away from this {kind}.", "{w} want {y} money back.", "I would give zero stars if I could.",
     "Save your money and go somewhere else.", "That was {y} last visit.", "How is this {kind} still open?"],
    ["I doubt {w} will return.", "One good point does not save the rest.", "There are better places in {city}.",
     "Next time {w} will try another {kind}.", "Not worth the trip, sadly.", "They need to change a lot."],
    ["Maybe {w} will give it another try.", "An average {kind}, all in all.", "Good and bad days, I suppose.",
     "{w} might return, or might not.", "It could be so much better.", "You can go, but don't expect too much."],
    ["{w} will probably come back.", "Still a good {kind}, all in all.", "A small thing, and {w} would go again.",
     "Almost perfect.", "With that fixed, it would be perfect.", "I would tell friends to go."],
    ["{w} will be back very soon.", "Go there, you will not regret it.", "The best {kind} in {city}.",
     "Thank you, {f}!", "I have told all my friends.", "{w} can't wait for the next visit.", "Don't change anything!"],
)
_RELATIVES = "sister brother wife husband mother father friend neighbour cousin boss aunt uncle son daughter".split()
_BALANCED = ((3, 1, 2), (3, 1, 3, 1), (2, 2, 2), (4, 0, 2), (2, 2, 3, 1), (4, 1, 3, 0), (3, 2, 1, 2))


def _levels(r: random.Random, star: int) -> list[int]:
    """Draw the level of each opinion so that together they mean `star` (0 to 4)."""
    if star in (0, 4):
        weaker = 1 if star == 0 else 3
        levels = [star, star] + [star if r.random() < 0.6 else weaker for _ in range(r.randint(1, 2))]
    elif star == 2:
        levels = list(r.choice(_BALANCED))
    else:
        main = (3, 3, 4) if star == 3 else (1, 1, 0)
        levels = [r.choice(main) for _ in range(r.randint(2, 3))] + [4 - star]
    r.shuffle(levels)
    return levels


def _up(text: str) -> str:
    """Make the first letter a capital."""
    return text[0].upper() + text[1:]


def _join(r: random.Random, clauses: list[tuple[int, str, bool]]) -> list[str]:
    """Turn graded clauses (level, text, may be joined) into sentences, two at a time joined by a fitting word."""
    sentences: list[str] = []
    at = 0
    before = 2
    while at < len(clauses):
        level, text, free = clauses[at]
        turned = (before - 2) * (level - 2) < 0
        lead = ""
        if turned and r.random() < 0.5:
            lead = r.choice(("However, ", "Still, ", "On the other hand, ", "But "))
        if at + 1 < len(clauses) and free and clauses[at + 1][2] and r.random() < 0.65:
            level, other, _ = clauses[at + 1]
            product = (clauses[at][0] - 2) * (level - 2)
            if product > 0:
                text = r.choice(("{} and {}", "{}, and {}", "{}, and also {}")).format(text, other)
            elif product < 0:
                forms = ("{}, but {}", "{}, although {}", "{}, but {}", "{}, even though {}", "{}, yet {}")
                if not lead:
                    forms += ("although {}, {}", "while {}, {}")
                text = r.choice(forms).format(text, other)
            else:
                text = r.choice(("{} and {}", "{}, while {}", "{}, and {}")).format(text, other)
            at += 1
        sentences.append(_up(lead + text) + ".")
        before = level
        at += 1
    return sentences


def _draft(r: random.Random, star: int) -> list[str]:
    """Write the sentences of one review with `star` (0 to 4)."""
    kind, forms, aspects = r.choice(_PLACES)
    city = r.choice(w.CITIES)
    place = r.choice((f"this {kind}", f"the {kind} on {w.street(r)}", r.choice(forms).format(w.company(r)),
                      r.choice(forms).format(w.company(r))))
    if r.random() < 0.3:
        place += f" in {city}"
    plural = r.random() < 0.6
    say = {"w": "we" if plural else "I", "u": "us" if plural else "me", "y": "our" if plural else "my",
           "v": "were" if plural else "was", "kind": kind, "city": city, "place": place, "day": w.weekday(r),
           "month": r.choice(w.MONTHS), "rel": r.choice(_RELATIVES), "clock": w.clock(r), "n": r.choice(w.NUMBER_WORDS),
           "big": r.randint(25, 95), "f": w.name(r), "p": w.price(r), "colour": r.choice(w.COLOURS)}
    levels = _levels(r, star)
    clauses: list[tuple[int, str, bool]] = []
    used_event = False
    for level, (phrase, verb, category) in zip(levels, r.sample(aspects, len(levels)), strict=False):
        if not used_event and r.random() < 0.15:
            used_event = True
            clause = r.choice(_EVENTS[level]).format_map(say)
        else:
            say["a"], say["b"] = phrase, verb
            say["x"] = r.choice(_ADJECTIVES[category][level])
            say["z"] = r.choice(_ADJECTIVES[category][3])
            clause = r.choice(_CLAUSES[level]).format_map(say)
        free = True
        if star in (1, 3) and level == 4 - star and r.random() < 0.35:
            frames = ("my only complaint is that {}", "the one small problem was that {}", "it is a pity that {}")
            if star == 1:
                frames = ("the only good thing is that {}", "one thing in their favour is that {}", "at least {}")
            clause = r.choice(frames).format(clause)
            free = False
        clauses.append((level, clause, free))
    draw = r.random()
    text: list[str] = []
    if draw < 0.5:
        text.append(_up(r.choice(_OPENERS).format_map(say)))
    elif draw < 0.8:
        hope = r.random() < 0.5
        first = clauses[0][0] - 2
        line = r.choice(_EXPECT_GOOD if hope else _EXPECT_BAD).format_map(say)
        if first != 0 and clauses[0][2]:
            word = ", and indeed " if (first > 0) == hope else ", but "
            line += word + clauses.pop(0)[1]
        text.append(_up(line) + ".")
    text += _join(r, clauses)
    if r.random() < 0.3:
        text.insert(r.randint(0, len(text)), _up(r.choice(_SIDE).format_map(say)))
    if r.random() < 0.5:
        text.append(_up(r.choice(_CLOSINGS[star]).format_map(say)))
    return text


def review(r: random.Random) -> tuple[str, int]:
    """Draw one review: its text and its label, 0 for one star to 4 for five stars."""
    star = r.randrange(5)
    while True:
        sentences = _draft(r, star)
        text = " ".join(sentences)
        if 2 <= len(sentences) <= 5 and 20 <= text.count(" ") + 1 <= 55:
            return text, star
