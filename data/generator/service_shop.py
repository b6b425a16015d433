"""Service dialogues about shops, deliveries, contracts, banks and insurance."""

from __future__ import annotations

import random

from . import words as w
from .core import Dialogue, Family, Script

HELLO = (
    "Good morning, how can I help you?", "Hello, what can I do for you?", "Hi there, what can I do for you today?",
    "Welcome, how can I help?", "Next, please. How can I help you?", "Hello, are you being served?",
    "Good morning, what brings you here?", "Yes, please? What can I do for you?",
)
GADGETS = (
    "kettle", "toaster", "hairdryer", "radio", "lamp", "blender", "alarm clock", "coffee machine", "vacuum cleaner",
    "iron", "fan", "keyboard", "printer", "speaker", "mixer", "heater", "tablet", "microwave", "rice cooker", "razor",
    "television", "music player", "food processor", "electric drill", "sewing machine", "record player", "juicer",
    "egg cooker", "desk lamp", "screen",
)
FAULTS = (
    "does not turn on", "makes a strange noise", "stops after a few minutes", "has a crack at the side",
    "smells of burning", "gets much too hot", "has a loose button", "turns itself off", "has a broken plug",
    "gives off smoke", "does not work any more", "has a scratch on the front", "buzzes all the time",
    "has a loose cable", "shakes too much", "only works now and then",
)
GOODS = (
    "sofa", "washing machine", "mattress", "bicycle", "fridge", "desk", "bookcase", "carpet", "mirror", "garden table",
    "tent", "guitar", "laptop", "wardrobe", "pram", "oven", "lawn mower", "office chair", "printer", "television",
    "freezer", "running machine", "dishwasher", "barbecue", "bunk bed", "suitcase", "sewing machine", "heater",
    "rocking chair", "table lamp", "armchair", "fish tank", "camping stove", "ladder", "dog basket",
)
DELAYS = (
    "the driver is ill", "the van broke down", "the factory sent it late", "the warehouse is short of staff",
    "the road is closed", "the address was wrong", "there is a strike at the port", "the first one was damaged",
    "the order was lost", "the storm stopped the trucks", "the label fell off", "it went to the wrong city",
    "the new computer made a mistake", "too many orders came in", "one part is missing",
)
CLOTHES = (
    "jacket", "shirt", "coat", "dress", "skirt", "suit", "blouse", "pullover", "raincoat", "waistcoat", "cardigan",
    "uniform", "evening dress", "tracksuit", "summer dress", "silk shirt", "wool coat", "dinner jacket",
    "kimono", "blazer",
)
PLANS = (
    "Basic", "Plus", "Family", "Smart", "Easy", "Student", "Travel", "Gold", "Flex", "Starter", "Comfort", "Talk",
    "Weekend", "Star", "Mini", "Super",
)
PHONE_WISHES = (
    "a cheaper contract", "more data", "free calls at the weekend", "a contract for two phones", "faster internet",
    "a contract without a fixed term", "a smaller bill", "cheap calls abroad", "a plan with a new phone",
    "a second number", "unlimited calls", "a contract for a child", "free text messages", "a family contract",
    "better reception at home",
)
NET_FAULTS = (
    "is very slow", "stops every few minutes", "does not work at all", "only works in one room", "fails every evening",
    "cuts out during calls", "does not reach the upper floor", "drops when it rains", "is too slow for films",
    "comes and goes", "stops whenever the phone rings", "works for only an hour a day", "is down most of the time",
    "does not work on the laptop", "is weak in the kitchen",
)
NET_CAUSES = (
    "a cable was cut", "there was a power cut", "lightning hit a mast", "a cable is being replaced",
    "the main box is flooded", "workers damaged a cable", "a tree fell on the line", "a new system is being tested",
    "there was a fire in a cellar", "the network is too full", "a mouse chewed the cable", "the main switch broke",
    "road works hit the line", "an update went wrong", "someone stole the cable",
)
LOST_PLACES = (
    "on the bus", "at the station", "in the park", "at the market", "in a taxi", "at the swimming pool",
    "in the cinema", "on the beach", "at the airport", "in a cafe", "at the gym", "on the train", "at a concert",
    "in the library", "at the petrol station", "at the football match", "in a supermarket", "at the museum",
)
FEES = (
    "a card fee", "a late fee", "a fee for a foreign payment", "a fee for paper letters", "an overdraft fee",
    "a fee for cash abroad", "a monthly fee", "a service fee", "a fee for a bank transfer", "an account fee",
    "a fee for a cheque", "a fee for a phone transfer", "an extra fee", "a fee for a second card", "a handling fee",
)
PURPOSES = (
    "a used car", "a new kitchen", "a small cafe", "a wedding", "a boat", "a new roof", "a language course",
    "a motorbike", "a new bathroom", "a garden house", "a piano", "a food truck", "a camper van", "a taxi", "a horse",
    "a flower stall", "new windows", "a solar roof", "an electric car", "a sewing shop", "a bakery",
    "a dental operation",
    "a nursing course", "a cooking school", "a market stall", "a delivery van",
)
ACCIDENTS = (
    ("somebody stole my bicycle", "a stolen bicycle"), ("a stone hit my car window", "a broken car window"),
    ("a pipe burst in my kitchen", "a flooded kitchen"), ("the storm damaged my roof", "a damaged roof"),
    ("my dog knocked over the television", "a broken television"), ("a tree fell on my car", "a damaged car"),
    ("somebody broke into my cellar", "a cellar burglary"), ("my camera fell into a river", "a wet camera"),
    ("a candle burned my carpet", "a burned carpet"), ("my suitcase was lost on a trip", "a lost suitcase"),
    ("a ball broke my living room window", "a broken house window"), ("my garden fence blew down", "a damaged fence"),
    ("a truck scratched my car door", "a scratched car door"), ("hail hit my greenhouse", "a broken greenhouse"),
    ("my laptop was taken from a cafe", "a stolen laptop"), ("my neighbour's bath flooded my ceiling", "a wet ceiling"),
    ("lightning destroyed my computer", "a destroyed computer"), ("my son broke a shop mirror", "a broken shop mirror"),
)
NO_COVER = (
    "the door was not locked", "the policy ended last month", "the policy only covers fire", "it was reported too late",
    "the last payment is missing", "it happened abroad", "the policy has not started yet", "it was very old",
    "nobody saw the accident", "the form was not signed", "the limit for this year is reached",
    "this kind of damage is not covered",
)
JOBS = (
    "shortened", "made longer", "made wider", "made narrower", "repaired at the back", "fitted with a new lining",
    "fitted with new buttons", "dyed", "fitted with a pocket", "taken in at the waist", "fitted with a belt",
    "mended at the collar", "fitted with a hood", "mended under the arm", "let out at the sides",
)
STAINS = (
    "red wine", "coffee", "paint", "grass", "ink", "oil", "chocolate", "tomato sauce", "mud", "candle wax", "curry",
    "cherry juice", "lipstick", "glue", "tea", "rust", "mustard", "blackberry jam",
)
PIECES = (
    "sofa", "bookcase", "dining table", "wardrobe", "bed", "desk", "armchair", "chest of drawers", "coffee table",
    "cupboard", "bench", "shoe rack", "sideboard", "kitchen table", "bunk bed", "corner sofa", "shelf", "stool",
    "office desk", "rocking chair", "television stand", "glass cabinet", "bedside table", "folding table",
)
OBSTACLES = (
    "the door is too narrow", "it takes too long", "the price is too high", "the wood looks too dark",
    "it is too wide for the room", "the lift is too small", "it is too heavy", "it feels too hard",
    "the legs look weak", "the style is too modern", "delivery costs too much", "it is too low",
)
FOODS = (
    "milk", "yogurt", "cheese", "bread", "chicken", "fish", "butter", "cream", "ham", "fruit salad", "minced meat",
    "potato salad", "orange juice", "tofu", "soup", "lettuce", "cake", "pasta sauce", "cottage cheese", "sausage meat",
    "apple pie", "smoked salmon",
)
FOOD_FAULTS = (
    "smells bad", "is past its date", "tastes sour", "has mould on it", "was open already", "has a hair in it",
    "has the wrong label", "has a strange colour", "was warm in the fridge", "tastes of soap", "has plastic in it",
    "looks grey inside", "has a bad taste", "is much too salty",
)
VOUCHER_SHOPS = (
    "bookshop", "toy shop", "shoe shop", "garden centre", "music shop", "sports shop", "perfume shop", "tea shop",
    "kitchen shop", "jewellery shop", "clothes shop", "camera shop", "bicycle shop", "pet shop", "furniture shop",
    "wine shop",
)
VOUCHER_FAULTS = (
    "the till does not read it", "the date has passed", "the code is scratched off", "it is only for online shopping",
    "the bar code is missing", "it belongs to another branch", "it was never activated",
    "it has no stamp", "the number is too short", "it is torn at the corner", "it shows no value", "it is an old model",
)
PRESENTS = (
    "scarf", "puzzle", "teapot", "lamp", "clock", "backpack", "football", "cookbook", "vase", "necklace", "handbag",
    "chess set", "garden chair", "mirror", "wallet", "photo frame", "blanket", "toy train", "tennis racket", "umbrella",
    "picnic basket", "water bottle", "bracelet", "atlas",
)
CONTENTS = (
    "books", "shoes", "toys", "biscuits", "clothes", "photos", "glasses", "tea", "a camera", "a birthday cake",
    "a clock", "a lamp", "chocolate", "old records", "a teddy bear", "baby clothes", "a guitar", "plates", "medicine",
    "a football shirt", "a painting", "a hat", "cups", "a radio", "jam", "Christmas presents",
)
RELATIVES = (
    "sister", "brother", "aunt", "uncle", "son", "daughter", "mother", "father", "cousin", "grandmother", "friend",
    "grandson", "niece", "nephew", "old teacher",
)
PARTNERS = ("husband", "wife", "partner", "brother", "sister", "daughter", "son", "mother", "father", "flatmate")


def _a(noun: str) -> str:
    """Put the right article before `noun`."""
    return f"{'an' if noun[0] in 'aeio' or noun.startswith('um') else 'a'} {noun}"


def _who(s: Script) -> str:
    """Now and then the client tells a name; return what summaries call the client."""
    if not s.chance(0.25):
        return s.client
    name = w.name(s.r) if s.chance(0.5) else w.titled(s.r)
    if len(s.turns) == 3 and s.chance(0.6):
        s.s("May I have your name, please?", "Could you tell me your name?", "What is your name, please?")
        s.c(f"It is {name}.", f"My name is {name}.", f"{name}.")
    else:
        s.c(f"My name is {name}, by the way.", f"I am {name}, by the way.", f"The name is {name}.")
    return name


def _done(s: Script, topic: str, *writers: list[str]) -> Dialogue:
    """Finish `s` without the wordings that have come out too short or too long."""
    return s.done(topic, *([x for x in wordings if 10 < x.count(" ") < 30] or wordings for wordings in writers))


def _end(s: Script) -> None:
    """Close the dialogue, with more words if it has been short so far."""
    length = sum(text.count(" ") + 2 for _, text in s.turns)
    if length > 116 and len(s.turns) > 7:
        return
    short = length < 92
    if s.turns[-1][0] == "client":
        if short and len(s.turns) <= 10:
            s.s("Is there anything else I can do for you today?", "Do you need anything else from us?",
                "Do you have any other questions for me?")
            s.c("No, that is all for today. Goodbye.", "No, that was everything, thank you.",
                "No, nothing else, thanks for your time.")
        if length < 75:
            s.s("All right. Thank you for your visit, and goodbye.",
                "Okay. Thank you for coming in, and have a nice day.")
        elif len(s.turns) <= 12:
            s.s("All right. Goodbye, then.", "Okay. Have a nice day.", "Okay. Goodbye, and take care.",
                "All right, goodbye.")
        return
    if len(s.turns) <= 11 and short:
        s.c("All right, thank you for your help, and goodbye.", "Okay, thanks for your time. That was all.",
            "I see. Thank you, that is all for today.")
    elif len(s.turns) <= 12:
        s.c("All right, thank you. Goodbye.", "Okay, thanks for your time.", "Fine, goodbye.", "I see. Thank you.")
    if len(s.turns) <= 7 or short and len(s.turns) <= 12:
        s.s("You are welcome. Please come again if you have any questions.",
            "Not at all. Have a nice day and see you soon.", "Thank you for coming in, and have a good day.")
    elif s.turns[-1][0] == "client" and len(s.turns) <= 12 and s.chance(0.4):
        s.s("Goodbye.", "You are welcome.", "Bye, have a nice day.")


def refund_request(r: random.Random) -> Dialogue:
    """A client brings back a faulty thing and wants the money back."""
    s = Script(r)
    thing, fault, colour, other = r.choice(GADGETS), r.choice(FAULTS), *r.sample(w.COLOURS, 2)
    bought, day = w.two_weekdays(r)
    price, extra = w.price(r, 20, 90), w.price(r, 95, 150)
    a_thing, end = _a(thing), r.randrange(7)
    s.open(HELLO, [f"Hello, I bought this {thing} here, and it {fault}. I want my money back.",
                   f"Excuse me, my new {thing} {fault}. Can I get a refund?",
                   f"This {colour} {thing} is new, but it {fault}. I would like to return it."])
    s.s("I am sorry to hear that. When did you buy it?", "Oh, that is a pity. When did you buy it?",
        "Let me have a look. When was that?")
    s.c(f"Last {bought}, for {price}.", f"I bought it on {bought} and paid {price}.",
        f"It was {bought}. It cost {price}.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    s.s(f"I see. We have a better model for {extra}, if you like.", f"I see it. There is a stronger one for {extra}.",
        f"Thank you. Would you like a bigger one for {extra}?")
    s.c("No, that is too much. I just want my money.", "No, thank you, I only want a refund.",
        "I do not need another model. I want my money back.")
    ask = r.choice((f"{c} wants to return {a_thing} because it {fault}.", f"{c} asks for a refund on a new {thing}.",
                    f"{c} brings back {a_thing} that {fault}."))
    if end == 0:
        how = r.choice(("in cash", "on your card"))
        s.s(f"That is fine. I can give you {price} back {how}.", f"No problem, you get {price} back {how}.",
            f"You are right, it is faulty. You get the full {price} {how}.")
        s.c("Great, that was easy.", "That is very kind.", "Perfect, I am glad.")
        _end(s)
        return _done(s, "refund", [f"{ask} {p} gives {c} the full {price} back.",
                                   f"{ask} {p} agrees and pays back {price}.",
                                   f"{ask} The shop returns the {price} without trouble."],
                     [f"Since the {thing} {fault}, {c} gets back the {price} it cost.",
                      f"{c} receives {price} back in a shop because the {thing} {fault}.",
                      f"The money for the faulty {thing}, {price}, is returned to {c}."],
                     [f"{p} checks a faulty {thing} and agrees to a full refund for {c}.",
                      f"{p} offers {c} a more expensive model, but then refunds the {thing}.",
                      f"{p} agrees that the {thing} is faulty and refunds the price to {c}."])
    if end == 1:
        why = r.choice(("it was a sale item", "there is no receipt", "the box is missing", "it was dropped",
                        "the label is gone", "it was used a lot", "it got wet"))
        s.s(f"I am sorry, we cannot refund it because {why}.", f"Sadly that is not possible, because {why}.",
            f"I can see that {why}, so there is no refund.")
        s.c("That is not fair. I will write to your manager.", "I am not happy. I will complain to the manager.",
            "Then I will speak to your manager.")
        _end(s)
        return _done(s, "refund", [f"{ask} {p} refuses because {why}, so {c} will complain to the manager.",
                                   f"{ask} {p} says no because {why}.",
                                   f"{ask} The shop does not pay because {why}, and {c} is not happy."],
                     [f"{c} gets no money back for the {thing} because {why}.",
                      f"There is no refund for the faulty {thing}, since {why}. {c} will turn to the manager.",
                      f"Because {why}, {c} cannot get a refund for the {thing}."],
                     [f"{p} refuses to refund {a_thing} that {fault}, saying that {why}.",
                      f"{p} tells {c} that {why} and does not take the {thing} back.",
                      f"{p} cannot give {c} a refund for the {thing} because {why}."])
    if end == 2:
        s.s(f"We can repair it for free by {day}. Is that all right?",
            f"What about a free repair? It is ready on {day}.",
            f"I can only offer a free repair until {day}.")
        s.c("Well, I can wait that long. Please repair it.", "Okay, a repair is fine with me.",
            "Hmm, all right. Then please repair it.")
        _end(s)
        return _done(s, "repair", [f"{ask} {p} offers a free repair by {day}, and {c} agrees.",
                                   f"{ask} In the end {c} accepts a free repair by {day}.",
                                   f"{ask} Instead, the {thing} will be repaired by {day}."],
                     [f"{c} accepts a free repair instead of a refund, and the {thing} is ready on {day}.",
                      f"The faulty {thing} will be repaired for free by {day}, although {c} asked for a refund.",
                      f"{c} leaves the {thing} for a free repair until {day}."],
                     [f"{p} does not refund the {thing} but offers {c} a free repair by {day}.",
                      f"{p} offers to repair {a_thing} that {fault}, ready on {day}.",
                      f"Instead of paying money back, {p} agrees to repair the {thing} for {c} by {day}."])
    if end == 3:
        s.s(f"We can repair it by {day}, but there is no refund.", f"I can only offer you a repair by {day}.",
            f"No refund, sorry, but we could repair it by {day}.")
        s.c("I need it sooner than that. I will keep it as it is.", f"No, {day} is too late. I will keep it.",
            "That takes too long. Then I will just keep it.")
        _end(s)
        return _done(s, "refund", [f"{ask} {p} offers a repair by {day}, but {c} finds that too late.",
                                   f"{ask} {c} declines a repair by {day} and keeps the {thing}.",
                                   f"{ask} {p} only offers a repair, and {c} says no."],
                     [f"{c} keeps the faulty {thing} because a repair by {day} takes too long.",
                      f"A repair by {day} is too slow for {c}, who keeps the {thing}.",
                      f"As the repair would take until {day}, {c} decides to keep the {thing} as it is."],
                     [f"{p} refuses a refund and offers {c} a repair by {day}, which {c} declines.",
                      f"{p} can only repair the {thing} by {day}, but {c} does not want that.",
                      f"{p} suggests repairing the {thing}, yet {c} does not want to wait until {day}."])
    if end == 4:
        s.s("I can give you the money, no problem.", "Fine, I will get your money.", "A refund is no problem.")
        s.c(f"Wait, I changed my mind. I will take the {thing} in {other} over there.",
            f"Actually, that {other} one looks nice. I would rather swap it.",
            f"Oh, is that the same {thing} in {other}? Then I want that one.")
        s.s(f"Sure, here is the {other} one. You pay nothing.", f"Of course, take the {other} one at no cost.",
            f"Yes, you can have the {other} {thing} in exchange.")
        _end(s)
        return _done(s, "exchange", [f"{ask} Then {c} decides to swap it for a new one in {other}.",
                                     f"{ask} In the end {c} takes the same {thing} in {other}.",
                                     f"{ask} {c} then prefers the {other} one, and {p} exchanges it."],
                     [f"{c} first wants a refund but exchanges the faulty {thing} for another one in {other}.",
                      f"Instead of the money, {c} chooses the same {thing} in {other}.",
                      f"{c} changes plans and leaves the shop with the {thing} in {other}."],
                     [f"{p} agrees to refund the {thing}, but finally swaps it for the {other} one.",
                      f"{p} exchanges {a_thing} that {fault} for the same thing in {other}.",
                      f"{p} gives {c} the {thing} in {other} in exchange for the faulty one."])
    if end == 5:
        card = w.price(r, 10, 40)
        s.s(f"I can pay you half, or you get a voucher for the full {price}.",
            f"You can have a voucher for {price}, or {card} in cash.",
            f"We only give a voucher for {price}, no cash.")
        s.c("Then I take the voucher.", "Well, the voucher is fine.", "Okay, a voucher is good enough.")
        _end(s)
        return _done(s, "voucher", [f"{ask} {c} accepts a voucher for {price}.",
                                    f"{ask} {p} gives {c} a voucher for {price}.",
                                    f"{ask} They agree on a shop voucher for {price}."],
                     [f"Instead of a cash refund for the {thing}, {c} takes a voucher for {price}.",
                      f"{c} ends up with a voucher for {price} because the new {thing} {fault}.",
                      f"A voucher for {price} is what {c} gets for the faulty {thing}."],
                     [f"{p} does not refund the {thing} in full but offers {c} a voucher for {price}.",
                      f"{p} takes the faulty {thing} back and hands {c} a voucher for {price}.",
                      f"{p} offers {c} a voucher for the {thing}, which {c} accepts."])
    s.s(f"Only my boss can decide that, and she is back on {day}.", f"I have to ask my boss. She returns on {day}.",
        f"My boss must agree first, and she is away until {day}.")
    s.c(f"Then I will call you on {day}.", f"All right, I will phone on {day}.", f"Fine, I will call again on {day}.")
    _end(s)
    return _done(s, "refund", [f"{ask} {p} has to ask the boss, so {c} will call on {day}.",
                               f"{ask} The boss is away, and {c} will phone on {day}.",
                               f"{ask} Nothing is decided until the boss is back on {day}."],
                 [f"{c} will call on {day}, because only the boss can decide on the refund for the {thing}.",
                  f"The refund for the {thing} must wait until {day}, when the boss is back.",
                  f"Since the boss is away, {c} has to call on {day} about the faulty {thing}."],
                 [f"{p} cannot refund the {thing} alone and tells {c} that the boss returns on {day}.",
                  f"{p} must ask the boss about the faulty {thing}, so {c} will call on {day}.",
                  f"{p} makes no decision about the {thing} because the boss is away until {day}."])


def late_delivery(r: random.Random) -> Dialogue:
    """A client asks where an ordered thing is."""
    s = Script(r)
    thing, why, road = r.choice(GOODS), r.choice(DELAYS), w.street(r)
    due, day, later = r.sample(w.WEEKDAYS, 3)
    time, paid, end = w.clock(r, 8, 18), w.price(r, 10, 40), r.randrange(7)
    a_thing = _a(thing)
    s.open(HELLO, [f"Hello, I ordered {a_thing}. It should have come on {due}.",
                   f"I am still waiting for my {thing}. You promised it for {due}.",
                   f"Where is my {thing}? It did not come on {due}."])
    s.s("I am sorry. Where should it go?", "Oh dear. What is the address?", "Let me check. Which address is it?")
    s.c(f"{road}. I even paid {paid} for fast delivery.",
        f"To {road}. I stayed at home all day, and I paid {paid} extra.",
        f"It is {road}. The fast delivery cost me {paid}.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    s.s(f"I have found it. It is late because {why}.", f"Here it is. I see that {why}, so it is late.",
        f"Now I see the problem. It is late because {why}.")
    ask = r.choice((f"{c} complains that {a_thing} did not come on {due}.",
                    f"{c} is waiting for {a_thing} that is late.",
                    f"{c} asks about a late {thing}."))
    if end <= 1:
        s.c("When will I get it?", "So when will it come?", "And when can you bring it?")
        s.s(f"We can bring it on {day} at {time}.", f"The next free time is {day} at {time}.",
            f"It could be there on {day} at {time}.")
    if end == 0:
        s.c("That is late, but I will be at home.", f"Fine, {day} is good for me.", "Okay, please be on time then.")
        _end(s)
        return _done(s, "late delivery", [f"{ask} {p} promises to bring it on {day} at {time}.",
                                          f"{ask} It will now come on {day} at {time}.",
                                          f"{ask} They agree on {day} at {time}."],
                     [f"The {thing} for {c} is late because {why}. It will be brought on {day}.",
                      f"{c} agrees to get the late {thing} on {day} at {time}.",
                      f"Because {why}, {c} must wait for the {thing} until {day} at {time}."],
                     [f"{p} explains that {why} and offers {c} a delivery on {day}.",
                      f"{p} finds the order and will deliver the {thing} on {day} at {time}.",
                      f"{p} says sorry for the late {thing} and sets a new time, {day} at {time}."])
    if end == 1:
        s.c(f"I work on {day}. What about {later}?", f"No, {day} is bad for me. Could you come on {later}?",
            f"On {day} nobody is at home. Is {later} possible?")
        s.s(f"Yes, {later} at the same time is free.", f"Sure, {later} is also possible.",
            f"Let me see. Yes, {later} works too.")
        _end(s)
        return _done(s, "late delivery", [f"{ask} It will now come on {later}.",
                                          f"{ask} {c} cannot be there on {day}, so they agree on {later}.",
                                          f"{ask} {p} will bring it on {later} because {day} does not suit {c}."],
                     [f"The late {thing} will be brought to {c} on {later} and not on {day}.",
                      f"{c} has no time on {day} and will get the {thing} on {later}.",
                      f"As {why}, the {thing} is late, and {c} chooses {later} as the new day."],
                     [f"{p} offers {day} for the late {thing}, but {c} asks for {later} and gets it.",
                      f"{p} explains that {why} and agrees to bring the {thing} on {later}.",
                      f"{p} arranges a new delivery of the {thing} to {c} on {later}."])
    if end == 2:
        s.c("How long will it take now?", "And how long must I wait?", "So how much longer will it be?")
        num = r.choice(w.NUMBER_WORDS)
        s.s(f"It may take {num} more weeks, I am afraid.", f"About {num} weeks, I am sorry.",
            f"Perhaps {num} weeks. It is a long time, I know.")
        s.c("That is too long. Please cancel the order.", "No, I cannot wait. I want to cancel it.",
            "Then I do not want it any more. Cancel it, please.")
        s.s(f"All right, you will get your money by {day}.", f"It is cancelled. Your money comes on {day}.",
            f"I understand. We will pay you back on {day}.")
        _end(s)
        return _done(s, "order cancelled", [f"{ask} {c} cancels the order because it takes {num} more weeks.",
                                            f"{ask} It needs {num} more weeks, so {c} cancels it.",
                                            f"{ask} {c} does not want to wait and cancels it."],
                     [f"{c} cancels the order for {a_thing} and will get the money back on {day}.",
                      f"Since the {thing} needs {num} more weeks, {c} no longer wants it.",
                      f"{num.capitalize()} more weeks are too long for {c}, so the {thing} is cancelled."],
                     [f"{p} says the {thing} takes {num} more weeks and cancels the order for {c}.",
                      f"{p} cancels the late {thing} and will pay {c} back by {day}.",
                      f"{p} cannot deliver the {thing} soon, so {c} gets the money back on {day}."])
    if end == 3:
        depot = w.street(r)
        s.s(f"The next van goes on {day}, or you can fetch it in {depot}.",
            f"We could bring it on {day}. Or can you pick it up in {depot}?",
            f"It is in our store in {depot}. The van is free on {day}.")
        s.c("I have a car. I will pick it up myself today.", "Then I will fetch it myself today.",
            "I do not want to wait. I will go there and get it today.")
        s.s("Good, show them your order.", "Fine, I will tell them you are coming.", "Very good, they are open late.")
        _end(s)
        return _done(s, "late delivery", [f"{ask} {c} will pick it up in {depot} today.",
                                          f"{ask} {c} decides to fetch it from {depot} instead of waiting.",
                                          f"{ask} It is in {depot}, and {c} will get it there."],
                     [f"{c} does not wait for the van and will fetch the {thing} in {depot}.",
                      f"Because {why}, {c} will collect the {thing} from {depot} today.",
                      f"The late {thing} is in {depot}, where {c} will pick it up today."],
                     [f"{p} offers a delivery on {day}, but {c} would rather pick up the {thing} today.",
                      f"{p} finds the {thing} in {depot} and lets {c} collect it there.",
                      f"{p} explains that {why}. {c} will go to {depot} to get the {thing}."])
    if end == 4:
        s.c("So when will it come?", "When can I have it?", "Which day will it come, then?")
        s.s(f"I do not know yet. I can call you on {day} at {time}.",
            f"Nobody can say. I will phone you on {day} at {time}.",
            f"I must ask the driver first. I will call you on {day} at {time}.")
        s.c("I hope you have good news then.", "Fine, but please do not forget me.", "All right, I will wait for it.")
        _end(s)
        return _done(s, "late delivery", [f"{ask} {p} does not know the new date and will call on {day}.",
                                          f"{ask} {p} will phone {c} on {day} at {time} with news.",
                                          f"{ask} There is no new date yet, but {p} will call on {day}."],
                     [f"{c} has to wait for a call on {day} at {time} about the late {thing}.",
                      f"No one knows when the {thing} comes, so {c} will get a call on {day}.",
                      f"The {thing} is late because {why}, and {c} will hear more on {day}."],
                     [f"{p} cannot give a date for the {thing} and promises to call {c} on {day}.",
                      f"{p} explains that {why} and will phone {c} on {day} at {time}.",
                      f"{p} must first find out when the {thing} comes and will call on {day}."])
    if end == 5:
        gift = w.price(r, 5, 30)
        s.c("I have had enough. I want to cancel it.", "Then please cancel my order.", "In that case I cancel it.")
        s.s(f"It can be there on {day}, and you would get {gift} off.",
            f"Wait, we could bring it on {day} and give you {gift} back.",
            f"Please wait. We take {gift} off and bring it on {day}.")
        s.c("Oh, that is different. Then I will keep the order.", "Hmm, that sounds fair. I will keep it, then.",
            "Well, in that case I will not cancel it.")
        s.s("Thank you, I am happy to hear that.", "Good, I will write that down.", "Great, we will be on time.")
        _end(s)
        return _done(s, "late delivery", [f"{ask} {c} keeps the order because {p} takes {gift} off.",
                                          f"{ask} With {gift} off and delivery on {day}, {c} does not cancel.",
                                          f"{ask} {c} wants to cancel but then accepts {gift} off."],
                     [f"{c} first wants to cancel the {thing} but keeps the order and gets {gift} off.",
                      f"The {thing} will come on {day}, and {c} pays {gift} less.",
                      f"After an offer of {gift} off, {c} decides not to cancel the late {thing}."],
                     [f"{p} saves the order by offering {c} {gift} off and a delivery on {day}.",
                      f"{p} gives {c} {gift} off so that {c} keeps the order for the {thing}.",
                      f"{p} promises the {thing} for {day} with {gift} off, and {c} agrees."])
    s.c(f"Then I want {paid} back for my trouble.", f"I want {paid} off the price, then.",
        f"For that I should get {paid} back.")
    s.s(f"I am sorry, we never pay for delays. It comes on {day}.",
        f"I cannot do that, delays are not our fault. It comes on {day}.",
        f"That is not allowed here, but the {thing} comes on {day}.")
    s.c("I do not like it, but all right.", "That is poor service, but I will wait.", "Well, then I must wait.")
    _end(s)
    return _done(s, "late delivery", [f"{ask} {p} refuses to pay {paid} back but will bring it on {day}.",
                                      f"{ask} {c} asks for {paid}, but {p} says no.",
                                      f"{ask} {p} gives no money for the delay, and it comes on {day}."],
                 [f"{c} gets no money for the delay and has to wait for the {thing} until {day}.",
                  f"Although the {thing} is late, {c} does not get {paid} back.",
                  f"The {thing} will come on {day}, but {c} asks for {paid} in vain."],
                 [f"{p} says the {thing} comes on {day} and refuses to give {c} {paid}.",
                  f"{p} explains that {why} but does not pay {c} for the delay.",
                  f"{p} rejects the wish of {c} to get {paid} back for a late {thing}."])


def wrong_item_delivered(r: random.Random) -> Dialogue:
    """A client got another thing than the one ordered."""
    s = Script(r)
    kind = r.randrange(3)
    if kind == 0:
        noun = r.choice(GOODS + CLOTHES)
        one, two, three = r.sample(w.COLOURS, 3)
        right, wrong, third = f"{one} {noun}", f"{two} {noun}", f"{three} {noun}"
    elif kind == 1:
        noun = r.choice(CLOTHES)
        one, two, three = r.sample(("small", "medium", "large", "extra large"), 3)
        right, wrong, third = f"{one} {noun}", f"{two} {noun}", f"{three} {noun}"
    else:
        right, wrong, third = r.sample(GADGETS + PRESENTS[:3], 3)
    day, other = w.two_weekdays(r)
    price, off, end = w.price(r, 30, 90), w.price(r, 5, 25), r.randrange(6)
    a_right, a_wrong, box = _a(right), _a(wrong), r.choice(w.COLOURS)
    s.open(HELLO, [f"Hello, I ordered {a_right} from you, but I got {a_wrong}.",
                   f"You sent me {a_wrong}. I wanted {a_right}.",
                   f"There is a mistake. My parcel had {a_wrong} in it, and I ordered {a_right}."])
    s.s("Oh, I am sorry. When did it arrive?", "That should not happen. When did you get it?",
        "Sorry about that. Which day did it come?")
    s.c(f"On {other}, in a big {box} box. I paid {price}.", f"It came on {other}. I paid {price} for it.",
        f"Last {other}, with the post. The bill says {price}.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    ask = r.choice((f"{c} ordered {a_right} but got {a_wrong}.", f"{c} complains about getting {a_wrong}.",
                    f"{c} got {a_wrong} by mistake.", f"{c} received {a_wrong} instead of {a_right}."))
    if end == 0:
        s.s("I see the mistake. Do you want your money back?", "Yes, our mistake. Shall I pay you back?",
            "That is our fault. Would you like a refund?")
        s.c(f"No, I really need the {right}.", f"No, thanks. I want the {right}.", f"I would rather have the {right}.")
        s.s(f"Then we will send it on {day} and take the other one with us.",
            f"The driver can bring it on {day} and take back the wrong one.",
            f"We will swap them at your door on {day}.")
        _end(s)
        return _done(s, "wrong item", [f"{ask} {p} will bring the right one on {day}.",
                                       f"{ask} {p} agrees to swap it on {day}.",
                                       f"{ask} The right one will be delivered on {day}."],
                     [f"{c} does not want a refund and will get the {right} on {day}.",
                      f"The {wrong} will be exchanged for the {right} on {day}.",
                      f"On {day}, {c} will get the {right} and give back the {wrong}."],
                     [f"{p} admits the mistake and will deliver the {right} to {c} on {day}.",
                      f"{p} offers {c} a refund, but {c} prefers to get the {right} on {day}.",
                      f"{p} arranges to exchange the wrong delivery for the {right} on {day}."])
    if end == 1:
        s.s(f"We can change it on {day}, or you keep it for {off} less.",
            f"You could keep it and pay {off} less. Or we swap it on {day}.",
            f"I can take {off} off if you keep it, or bring a new one on {day}.")
        s.c(f"Well, it is quite nice. I will keep it for {off} less.", f"Hmm, I like it now. I take the {off}.",
            "I do not want to wait. I will keep it for less.")
        s.s("Good, you will get the money soon.", "Thank you, that helps us.", "Fine, I will send you the money.")
        _end(s)
        return _done(s, "wrong item", [f"{ask} {c} keeps it and pays {off} less.",
                                       f"{ask} {c} decides to keep it because {p} takes {off} off.",
                                       f"{ask} {p} takes {off} off, and {c} keeps it."],
                     [f"{c} keeps the {wrong} and gets {off} off.",
                      f"For {off} less, {c} is willing to keep the {wrong}, although it was sent by mistake.",
                      f"{c} does not swap the {wrong} for the {right} but pays {off} less."],
                     [f"{p} offers {c} a new one on {day} or {off} off, and {c} takes the money.",
                      f"{p} takes {off} off, so {c} keeps the {wrong}.",
                      f"{p} sent the wrong thing to {c} and makes up for it with {off} off."])
    if end == 2:
        s.s(f"I am afraid the {right} is sold out now.", f"Sorry, we have no {right} left.",
            f"The {right} is gone, but I have {_a(third)}.")
        s.c("What a pity. Then I want my money back.", "In that case, please pay me back.",
            "That is no use. I would like a refund.")
        s.s(f"Of course, you will get {price} by {day}.", f"Sure, you will have {price} back on {day}.",
            f"Yes, we will send you {price} by {day}.")
        _end(s)
        return _done(s, "refund", [f"{ask} The right one is sold out, so {p} will pay back {price}.",
                                   f"{ask} {c} gets {price} back because the right one is sold out.",
                                   f"{ask} As there is none left, {c} asks for the money and gets {price}."],
                     [f"{c} will get {price} back by {day}, as the {right} is not there any more.",
                      f"There is no {right} left, and {c} chooses a refund of {price}.",
                      f"Since the shop cannot send the {right}, {c} gets a refund by {day}."],
                     [f"{p} has no {right} left and refunds {price} to {c}.",
                      f"{p} cannot replace the {wrong} and promises {c} the money by {day}.",
                      f"{p} agrees to pay {price} back to {c} because the {right} is not there."])
    if end == 3:
        num = r.choice(w.NUMBER_WORDS)
        s.s(f"We have no {right} for {num} weeks. Do you want {_a(third)}?",
            f"The next {right} comes in {num} weeks. I could offer {_a(third)}.",
            f"It will be {num} weeks before we get one. We have {_a(third)} here.")
        s.c(f"No, only the {right} will do. I will wait.", "No, thank you. I would rather wait.",
            "That is not what I need. I can wait for it.")
        s.s(f"Good, then bring the {wrong} back by {day}.", f"Fine. Please return the {wrong} by {day}.",
            f"All right. We need the {wrong} back by {day}.")
        _end(s)
        return _done(s, "wrong item", [f"{ask} {c} will wait {num} weeks for the right one.",
                                       f"{ask} {p} needs {num} weeks to get the right one, and {c} waits.",
                                       f"{ask} {c} decides to wait {num} weeks."],
                     [f"{c} does not take {_a(third)} and will wait {num} weeks for the {right}.",
                      f"The {right} comes in {num} weeks, and {c} agrees to wait.",
                      f"For the {right}, {c} has to wait {num} weeks and must return the {wrong}."],
                     [f"{p} offers {c} {_a(third)}, but {c} would rather wait {num} weeks.",
                      f"{p} has to order the {right} for {c}, which takes {num} weeks.",
                      f"{p} wants the {wrong} back by {day} and will get the {right} in {num} weeks."])
    if end == 4:
        s.s(f"Let me see your order. It says {wrong} here, and you signed it.",
            f"I have your order here. You wrote {wrong}.", f"On your order form you marked {a_wrong}.")
        s.c("Oh no, then it was my mistake. Can I send it back?",
            "Really? I must have made a mistake. Can I return it?",
            "I am sorry, I was wrong. May I still return it?")
        s.s(f"Yes, but you must pay {off} for the return.", f"You can, but the return costs {off}.",
            f"Of course, for {off} we take it back.")
        s.c("That is fair, I will pay it.", "All right, I will pay that.", "Fine, here is the money.")
        _end(s)
        return _done(s, "wrong item", [f"{ask} It was {c}'s own mistake, so {c} pays {off} to return it.",
                                       f"{ask} The order shows that {c} made the mistake.",
                                       f"{ask} {c} made a mistake in the order and must pay {off}."],
                     [f"{c} wrote the order wrong and agrees to pay {off} for the return.",
                      f"The return of the {wrong} costs {off} because {c} ordered it by mistake.",
                      f"{c} finds out that the order was for {a_wrong} and pays {off} to return it."],
                     [f"{p} shows that {c} ordered {a_wrong} and asks {off} for the return.",
                      f"{p} is not at fault, since {c} ordered the {wrong}. The return costs {off}.",
                      f"{p} checks the order and lets {c} return the {wrong} for {off}."])
    s.s("Sorry, it was our mistake. What would you like?", "That was our fault. What shall we do?",
        "You are right. Do you want the money or the right one?")
    s.c(f"I want my {price} back, please.", "Please give me the money back.", "A refund, please.")
    s.s("No problem, I will do it now.", "All right, one moment, please.", "Sure, I will type it in.")
    s.c(f"Stop, I see {_a(third)} over there. I would rather take that.",
        f"Actually no, could I have {_a(third)} for it? That would be nice.",
        f"Wait, I have another idea. Give me {_a(third)} in exchange, please.")
    s.s("Yes, it costs the same, so you can have it.", "That is fine, you can take it with you.",
        "Sure, we can swap them now.")
    _end(s)
    return _done(s, "exchange", [f"{ask} Instead of the money, {c} takes {_a(third)}.",
                                 f"{ask} {c} first asks for a refund but then chooses {_a(third)}.",
                                 f"{ask} {p} lets {c} have {_a(third)} for it."],
                 [f"{c} changes plans and takes {_a(third)} in exchange for the {wrong}.",
                  f"{c} no longer wants a refund and goes home with {_a(third)}.",
                  f"In exchange for the {wrong}, {c} finally gets {_a(third)}."],
                 [f"{p} is ready to refund the money, but {c} prefers {_a(third)}.",
                  f"{p} made a mistake with the order and gives {c} {_a(third)} in exchange.",
                  f"{p} swaps the {wrong} for {_a(third)} as {c} wishes."])


def phone_contract_change(r: random.Random) -> Dialogue:
    """A client wants another phone contract."""
    s = Script(r)
    wish, firm = r.choice(PHONE_WISHES), w.company(r)
    plan, other = r.sample(PLANS, 2)
    old, first, second = w.price(r, 25, 50), w.price(r, 10, 24), w.price(r, 10, 40)
    data, month, day = r.randint(3, 60), r.choice(w.MONTHS), w.weekday(r)
    end = r.randrange(6)
    s.open((*HELLO, f"Welcome to {firm}, how can I help?", f"Hello, {firm} phone shop. What can I do for you?"),
           [f"Hello, I want to change my phone contract. I would like {wish}.",
            f"I have a phone contract with you, but I need {wish}.",
            f"My phone contract does not suit me any more. I want {wish}."])
    s.s("Sure. What do you pay now?", "Let us see. How much is your contract now?",
        "All right. What do you pay at the moment?")
    s.c(f"I pay {old} a month for {data} gigabytes.", f"It is {old} a month, with {data} gigabytes.",
        f"{old.capitalize()} a month. I have {data} gigabytes.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    ask = r.choice((f"{c} wants to change a phone contract to get {wish}.", f"{c} asks for {wish}.",
                    f"{c} would like {wish} in a new phone contract."))
    if end == 2:
        s.s(f"There is the {plan} plan for {first}. But wait, your contract runs until {month}.",
            f"The {plan} plan at {first} would be right, but your contract ends in {month}.",
            f"I could offer the {plan} plan for {first}, but you are bound until {month}.")
        s.c("Can you not change it earlier?", "Is it possible to change it now?", "Can I not leave sooner?")
        s.s(f"I am sorry, nothing can be changed before {month}.", f"No, you have to wait until {month}.",
            f"Not before {month}, that is the rule.")
        s.c("What a pity. Then I will come back later.", "That is bad news. I will have to wait.",
            "I am disappointed, but I will wait.")
        _end(s)
        return _done(s, "phone contract", [f"{ask} {p} cannot change anything before {month}.",
                                           f"{ask} The old contract runs until {month}, so {c} must wait.",
                                           f"{ask} {p} refuses because the contract ends in {month}."],
                     [f"{c} has to keep the old phone contract until {month}.",
                      f"No change of the phone contract is possible before {month}, so {c} will wait.",
                      f"Since the contract runs until {month}, {c} cannot get {wish} now."],
                     [f"{p} tells {c} that the phone contract cannot be changed before {month}.",
                      f"{p} mentions the {plan} plan, but {c} is bound until {month}.",
                      f"{p} does not let {c} out of the phone contract before {month}."])
    s.s(f"We have the {plan} plan for {first} and the {other} plan for {second}.",
        f"You could take the {plan} plan for {first}. Then there is {other} for {second}.",
        f"I can offer you two plans, {plan} for {first} or {other} for {second}.")
    if end == 0:
        s.c(f"Does the {plan} plan give me {wish}?", f"Is {plan} good for me?", f"Tell me about {plan}, please.")
        s.s(f"Yes, and it can start on 1 {month}.", f"Yes, it is just right. It starts on 1 {month}.",
            f"It is our best one, and you could have it from 1 {month}.")
        s.c(f"Good, I will take the {plan} plan.", f"Then {plan} it is.", "Perfect, I will take that one.")
        _end(s)
        return _done(s, "phone contract", [f"{ask} {c} takes the {plan} plan for {first}.",
                                           f"{ask} {c} chooses the {plan} plan, which starts on 1 {month}.",
                                           f"{ask} They agree on the {plan} plan for {first} a month."],
                     [f"From 1 {month}, {c} will have the {plan} plan for {first} a month.",
                      f"{c} moves to the {plan} plan, which costs {first} a month.",
                      f"Out of the phone plans on offer, {c} picks {plan}, starting on 1 {month}."],
                     [f"{p} offers different phone plans, and {c} takes {plan} for {first}.",
                      f"{p} recommends the {plan} plan to {c}, who accepts it.",
                      f"{p} sells {c} the {plan} plan at {first}, starting on 1 {month}."])
    if end == 1:
        s.c(f"I will take the {plan} plan.", f"{plan} sounds good to me.", f"Give me {plan}, please.")
        s.s(f"All right, I will write down {plan}.", f"Good choice. {plan} it is.", f"Fine, the {plan} plan for you.")
        s.c(f"Hmm, wait. The {other} plan is better for me after all.", f"No, sorry. Make it {other} instead.",
            f"Actually, I think {other} suits me better. I will take that.")
        s.s(f"No problem, I will change it to {other}.", f"Then I will put you down for {other}.",
            f"Of course, {other} for {second} a month.")
        _end(s)
        return _done(s, "phone contract", [f"{ask} {c} chooses {plan} first but then takes the {other} plan.",
                                           f"{ask} In the end {c} takes the {other} plan for {second}.",
                                           f"{ask} After some thought, {c} decides on {other}."],
                     [f"{c} changes the choice from {plan} to {other}, which costs {second} a month.",
                      f"The new phone contract of {c} is the {other} plan, not {plan}.",
                      f"{c} moves to the {other} plan for {second}, although {plan} was the first choice."],
                     [f"{p} offers different phone plans and signs {c} up for {other} at {second}.",
                      f"{p} writes down {plan} at first and then changes it to {other} for {c}.",
                      f"{p} sells {c} the {other} plan for {second} a month."])
    if end == 3:
        s.c("Are calls to other countries free?", f"How much data is in {plan}?", "And is there a start fee?")
        s.s("No, that would cost extra.", f"Only {r.randint(1, 9)} gigabytes more.",
            "Sadly, that is not so good there.")
        s.c("Then I will keep my old contract.", "That does not help me. I will stay with my old one.",
            "No, thank you. I would rather keep what I have.")
        s.s("As you wish, nothing changes then.", "That is fine, too.", "All right, I will leave it as it is.")
        _end(s)
        return _done(s, "phone contract", [f"{ask} {c} does not like the plans and keeps the old contract.",
                                           f"{ask} {p} offers {plan} and {other}, but {c} takes neither.",
                                           f"{ask} In the end nothing changes, and {c} keeps the old one."],
                     [f"{c} turns down both {plan} and {other} and stays with the old phone contract.",
                      f"The phone contract of {c} stays as it is, because the new plans are not good enough.",
                      f"{c} looks at other phone plans but decides to keep the old contract."],
                     [f"{p} offers the {plan} plan and the {other} plan, but {c} declines both.",
                      f"{p} cannot find a better phone plan for {c}, who keeps the old one.",
                      f"{p} fails to sell {c} a new phone plan, so nothing is changed."])
    if end == 4:
        mate = r.choice(PARTNERS)
        s.c(f"That is hard to say. I must ask my {mate}.", f"I cannot decide without my {mate}.",
            f"I would like to talk to my {mate} first.")
        s.s("Of course. When will you let us know?", "No problem. When can we hear from you?",
            "Take your time. When will you decide?")
        s.c(f"I will call you on {day}.", f"I think I will phone on {day}.", f"You will get a call on {day}.")
        _end(s)
        return _done(s, "phone contract", [f"{ask} {c} wants to ask {c}'s {mate} first and will call on {day}.",
                                           f"{ask} {c} does not decide yet and will call on {day}.",
                                           f"{ask} Before deciding, {c} will talk to {c}'s {mate}."],
                     [f"{c} cannot choose between {plan} and {other} and will call on {day}.",
                      f"No phone plan is chosen yet, because {c} must ask {c}'s {mate} first.",
                      f"{c} will phone on {day} after talking about the plans with {c}'s {mate}."],
                     [f"{p} offers the plans {plan} and {other}, and {c} will decide by {day}.",
                      f"{p} shows {c} some phone plans and waits for a call on {day}.",
                      f"{p} gives {c} time until {day} to choose a phone plan."])
    s.c(f"{first.capitalize()} is good, but I like my old contract.",
        "Could I keep my old contract and pay less?", "I would rather stay and get a better price.")
    low = w.price(r, 3, 9)
    s.s(f"Well, I could take {low} off your old contract.", f"If you stay, you pay {low} less every month.",
        f"We can give you {low} off each month on the old one.")
    s.c("Great, then I will stay with it.", f"For {low} less I will keep it.", "Good, that is what I wanted to hear.")
    _end(s)
    return _done(s, "phone contract", [f"{ask} {c} keeps the old contract and pays {low} less.",
                                       f"{ask} {p} takes {low} off the old contract, and {c} stays.",
                                       f"{ask} In the end {c} stays with the old one for {low} less."],
                 [f"Instead of a new plan, {c} gets {low} off the old phone contract.",
                  f"{c} does not take {plan} or {other} but keeps the old contract for less.",
                  f"The old phone contract of {c} becomes {low} cheaper every month."],
                 [f"{p} offers other plans and finally gives {c} {low} off the old contract.",
                  f"{p} keeps {c} by making the old phone contract {low} cheaper.",
                  f"{p} agrees to take {low} off each month, so {c} does not change the plan."])


def internet_fault(r: random.Random) -> Dialogue:
    """A client reports that the internet at home does not work well."""
    s = Script(r)
    fault, cause, light = r.choice(NET_FAULTS), r.choice(NET_CAUSES), r.choice(("red", "green", "orange", "white"))
    since, day, later = r.sample(w.WEEKDAYS, 3)
    time, cost, road, end = w.clock(r, 8, 18), w.price(r, 20, 60), w.street(r), r.randrange(7)
    s.open((*HELLO, "Internet service desk, what is the problem?"),
           [f"Hello, my internet at home {fault}.", f"I have a problem. My internet {fault}.",
            f"Can you help me? The internet in my flat {fault}."])
    s.s("I am sorry. Since when is that?", "Oh, when did it start?", "I see. How long has it been like that?")
    s.c(f"Since {since}. The light on the box is {light}.",
        f"It started on {since}. I live in {road}.", f"It began on {since}, and I need it for work.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    s.s("Did you turn the box off and on again?", "Have you tried a restart?", "Did you change the cable already?")
    ask = r.choice((f"{c} reports that the internet {fault}.", f"{c} has a problem because the internet {fault}.",
                    f"{c} says that the internet at home {fault}."))
    if end == 3:
        place = r.choice(("behind the sofa", "in the hall", "near the window", "under the desk",
                          "behind the television"))
        s.c(f"Yes, twice. But I moved the box, it is {place} now.",
            f"Of course. By the way, the box is {place} since we painted.",
            f"I did. I also put the box {place} last week.")
        s.s("That may be the reason. Please put it back in its old place.",
            "Then move it back first. A visit would cost you money.", "I think that is why. Try the old place again.")
        s.c(f"I will try that and call you on {day} if it does not help.",
            f"Good idea. If it is still bad, I will call on {day}.",
            f"All right, I will move it and call on {day} if I must.")
        _end(s)
        return _done(s, "internet fault", [f"{ask} {p} tells {c} to move the box back to its old place.",
                                           f"{ask} {c} will move the box and call on {day} if needed.",
                                           f"{ask} The reason may be that {c} moved the box."],
                     [f"{c} will put the box back and call on {day} if the internet is still bad.",
                      f"As the box is {place} now, {c} should first move it back.",
                      f"Before anything else is done, {c} will move the box to its old place."],
                     [f"{p} thinks the new place of the box is the problem and asks {c} to move it.",
                      f"{p} advises {c} to move the box back, and {c} agrees to try.",
                      f"{p} sends no one but tells {c} where to put the box."])
    s.c("Yes, but it did not help.", "I did that many times.", "Yes, my neighbour helped me, but nothing changed.")
    if end == 2:
        s.s(f"Now I see it. In your area {cause}.", f"I have it here. In your street {cause}.",
            f"It is not your box. In your part of town {cause}.")
        s.c("Oh no. When will it be fixed?", "And how long will that take?", "When can I use it again?")
        s.s(f"It should work again by {day} at {time}.", f"We hope to finish on {day} at {time}.",
            f"They say {day}, around {time}.")
        _end(s)
        return _done(s, "internet fault", [f"{ask} In the area {cause}, and it should be fixed by {day}.",
                                           f"{ask} {p} says it will be fixed by {day} at {time}.",
                                           f"{ask} The reason is that {cause}."],
                     [f"{c} must wait until {day} for the internet because {cause}.",
                      f"Since {cause}, the internet of {c} will not be fixed before {day}.",
                      f"The internet should work again on {day} at {time}, {c} is told."],
                     [f"{p} finds out that {cause} and tells {c} to wait until {day}.",
                      f"{p} explains to {c} that {cause}. The work should be finished on {day}.",
                      f"{p} promises {c} that the internet will work by {day} at {time}."])
    if end == 4:
        s.s("Then your box must be broken. You will get a new one for free.",
            "The box is too old. I can give you a new one.",
            "I think you need a new box. It costs nothing.")
        s.c("Can you send it to me?", "Will it come by post?", "How do I get it?")
        s.s(f"By post it takes until {day}, or you take one now.", f"We can post it by {day}, or you take it with you.",
            f"It would arrive on {day}. But I also have one here.")
        s.c("I will take one with me now.", "Then I will take it home right away.",
            "Good, give me the one here, please.")
        _end(s)
        return _done(s, "new box", [f"{ask} {p} gives {c} a new box right away.",
                                    f"{ask} {c} gets a new box and takes it home now.",
                                    f"{ask} The box is replaced, and {c} takes the new one home."],
                     [f"{c} does not wait for the post and takes a new internet box home.",
                      f"The old box is the problem, so {c} gets another one at once.",
                      f"A new box should solve the internet problem, and {c} takes it along."],
                     [f"{p} replaces the internet box of {c} so that {c} need not wait until {day}.",
                      f"{p} thinks the box is the problem and hands {c} a new one.",
                      f"{p} offers to post a new box, but {c} prefers to take one now."])
    if end == 6:
        month = r.choice(w.MONTHS)
        s.s(f"I can send somebody on {day}.", f"Our next free visit is on {day}.", f"We could look at it on {day}.")
        s.c("No, this is the third time. I want to end my contract.",
            "I have had enough. I want to leave your company.",
            "I do not want a visit any more. Please end my contract.")
        s.s(f"I understand. It will end in {month}.", f"That is a pity. Then it ends in {month}.",
            f"All right, it will stop at the end of {month}.")
        s.c("Good, please send me a letter.", "Fine, that is what I want.", "Then write that down, please.")
        _end(s)
        return _done(s, "contract end", [f"{ask} {c} refuses a visit and ends the contract in {month}.",
                                         f"{ask} {c} has had enough and ends the contract.",
                                         f"{ask} Instead of waiting until {day}, {c} ends the contract."],
                     [f"{c} does not want another visit and leaves the internet company in {month}.",
                      f"Because the internet {fault}, the contract of {c} will end in {month}.",
                      f"{c} is tired of the bad internet and will be out of the contract in {month}."],
                     [f"{p} offers a visit on {day}, but {c} wants to end the contract.",
                      f"{p} accepts that {c} leaves, and the contract ends in {month}.",
                      f"{p} cannot keep {c}, whose internet {fault}, as a customer."])
    s.s(f"Then somebody must come. Is {day} at {time} all right?", f"I will send a man on {day} at {time}.",
        f"We need to visit you. I have {day} at {time}.")
    if end == 5:
        s.c("Is the visit free?", "Do I have to pay for that?", "What does it cost?")
        s.s(f"No, it costs {cost}.", f"The visit is {cost}, I am afraid.", f"You would pay {cost}.")
        s.c("That is too much. My cousin can look at it.", "I will not pay that. I will ask a friend to help.",
            "No, thanks. Then I will look for other help.")
        _end(s)
        return _done(s, "internet fault", [f"{ask} {c} does not want to pay {cost} for a visit.",
                                           f"{ask} {p} offers a visit for {cost}, but {c} refuses.",
                                           f"{ask} {c} finds the visit too expensive and looks for other help."],
                     [f"{c} turns down a visit because it costs {cost}.",
                      f"A visit for {cost} is too expensive for {c}, who will get other help.",
                      f"The internet stays unrepaired for now, since {c} will not pay {cost}."],
                     [f"{p} wants to send somebody on {day}, but {c} refuses the price of {cost}.",
                      f"{p} asks {cost} for a visit, and {c} says no.",
                      f"{p} offers to have the internet checked for {cost}, which {c} declines."])
    if end == 1:
        s.c(f"I am not at home on {day}. Could it be {later}?", f"Not on {day}, please. I am free on {later}.",
            f"On {day} I have to work, but {later} is good.")
        s.s(f"Yes, {later} is possible, too.", f"All right, {later} at the same time.", f"Good, then {later} it is.")
        _end(s)
        return _done(s, "visit", [f"{ask} Somebody will come on {later}, as {c} is busy on {day}.",
                                  f"{ask} They agree on a visit on {later}.",
                                  f"{ask} {p} will send somebody on {later} instead of {day}."],
                     [f"{c} has no time on {day}, so the internet will be checked on {later}.",
                      f"A visit to look at the internet of {c} is planned for {later}.",
                      f"On {later}, someone will visit {c} to repair the internet."],
                     [f"{p} suggests {day} for a visit, but {c} asks for {later} and gets it.",
                      f"{p} will send somebody on {later} because the internet of {c} {fault}.",
                      f"{p} agrees to move the visit to {c} from {day} to {later}."])
    s.c("That is fine. I will be at home.", f"Good, {day} suits me.", "Yes, please. I will wait for him.")
    s.s(f"It is free if the fault is ours. Otherwise it is {cost}.", f"Please note that new cables would cost {cost}.",
        f"Good. A late change would cost you {cost}.")
    _end(s)
    return _done(s, "visit", [f"{ask} {p} will send somebody on {day} at {time}.",
                              f"{ask} A visit is arranged for {day} at {time}.",
                              f"{ask} They agree on a visit on {day}."],
                 [f"{c} will be at home on {day} at {time} for the repair of the internet.",
                  f"The internet of {c} will be checked on {day} at {time}.",
                  f"Because the internet {fault}, {c} gets a visit on {day}."],
                 [f"{p} asks about the internet problem and plans a visit to {c} on {day}.",
                  f"{p} arranges for somebody to visit {c} on {day} at {time}.",
                  f"{p} cannot solve the internet problem from the desk and sends help on {day}."])


def _card_lost(r: random.Random) -> Dialogue:
    """A bank card is gone or blocked."""
    s = Script(r)
    place, road = r.choice(LOST_PLACES), w.street(r)
    end = r.randrange(5)
    noun, done = r.choice(((f"lost a bank card {place}", f"I lost my bank card {place}"),
                           (f"left a bank card {place}", f"I left my bank card {place}"),
                           (f"cannot find a bank card after using it {place}",
                            f"I cannot find my bank card after I used it {place}"),
                           (f"has a bank card that was blocked {place}",
                            f"my bank card was blocked {place}"))[:3 if end == 2 else 4])
    day, last = w.two_weekdays(r)
    num, fee, spent = r.choice(w.NUMBER_WORDS), w.price(r, 5, 25), w.price(r, 20, 80)
    s.open(HELLO, [f"Hello, {done}. I need a new one.", f"Please help me, {done}.", f"I am worried, {done}."])
    s.s("I am sorry. When was that?", "Oh dear. When did it happen?", "Stay calm. Which day was that?")
    s.c(f"On {last}. I had just paid {spent} for a meal.", f"It was on {last}, in the evening.",
        f"Last {last}. I spent {spent} with it that day.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    ask = r.choice((f"{c} {noun}.", f"{c} tells {p} about a problem with a bank card.",
                    f"{c} needs help with a bank card."))
    if end == 2:
        s.s("I will stop the card and order a new one.", "Then I will block it and make you a new one.",
            "I had better cancel the old card now.")
        where = r.choice(("my coat pocket", "my other bag", "my wallet", "this book", "my glasses case"))
        s.c(f"Wait a moment. Oh, here it is, in {where}!", f"Stop, please. It is here in {where}!",
            f"Just a second. I have found it in {where}!")
        s.s(f"That is lucky. A new one costs {fee}. So you do not need it?",
            "How nice. Shall I leave everything as it is?",
            f"Good, that saves you {fee}. Do you want to keep it?")
        s.c("Yes, please do not change anything.", "I am so sorry. I will keep the old card.",
            "Right, I will just use this one.")
        _end(s)
        found = where.replace("my ", "a ", 1).replace("a other", "another").replace("this ", "a ")
        return _done(s, "bank card", [f"{ask} Then {c} finds it in {found} and keeps it.",
                                      f"{ask} The card turns up in {found}, so nothing is changed.",
                                      f"{ask} In the end {c} finds the card in {found}."],
                     [f"{c} finds the bank card in {found} and does not need a new one.",
                      f"No new bank card is needed, because {c} has the old one in {found}.",
                      f"{c} keeps the old bank card after finding it in {found}."],
                     [f"{p} wants to order a new bank card, but {c} suddenly finds the old one.",
                      f"{p} does not have to replace the bank card, since {c} finds it in {found}.",
                      f"{p} leaves the bank card as it is when {c} finds it."])
    s.s(f"I can order a new one. It takes {num} days and costs {fee}.",
        f"I will make you a new card in {num} days. The fee is {fee}.",
        f"A new card will be ready in {num} days, for {fee}.")
    if end == 0:
        s.c("Do I have to come here again?", "Where do I get it?", "Can you send it to my house?")
        s.s("No, it comes by post.", f"We will send it to your house. It is still {road}, right?",
            "It comes with the post.")
        s.c("Good, then please do that.", "That is fine, order it, please.", "Yes, thank you, go ahead.")
        _end(s)
        return _done(s, "bank card", [f"{ask} {p} will send a new one in {num} days.",
                                      f"{ask} A new card comes by post in {num} days.",
                                      f"{ask} {c} orders a new card for {fee}."],
                     [f"{c} will get a new bank card by post in {num} days for {fee}.",
                      f"A new bank card for {c} comes with the post and costs {fee}.",
                      f"In {num} days, {c} will have a new bank card."],
                     [f"{p} orders a new bank card for {c}, which costs {fee}.",
                      f"{p} will have a new bank card sent to {c} in {num} days.",
                      f"{p} replaces the bank card of {c} for a fee of {fee}."])
    if end == 1:
        s.c("Please do not send it, my letter box is broken.", "I do not trust the post. Can I fetch it?",
            "I am never at home. May I pick it up here?")
        s.s(f"Sure, you can pick it up here on {day}.", f"Of course, it will lie here for you from {day}.",
            f"Yes, come to this desk on {day}.")
        s.c(f"Then I will come on {day}.", "Perfect, that suits me better.", "Good, see you then.")
        _end(s)
        return _done(s, "bank card", [f"{ask} {c} will pick up a new one on {day}.",
                                      f"{ask} A new card will be ready at the bank on {day}.",
                                      f"{ask} {p} orders a new one, and {c} will fetch it on {day}."],
                     [f"{c} does not want the post and will fetch a new bank card on {day}.",
                      f"On {day}, {c} will come back to the bank to get a new card.",
                      f"The new bank card of {c} can be picked up on {day} for {fee}."],
                     [f"{p} orders a new bank card and lets {c} pick it up on {day}.",
                      f"{p} agrees to keep the new bank card at the bank until {c} comes on {day}.",
                      f"{p} makes a new card for {c}, who pays {fee}."])
    if end == 3:
        fast = w.price(r, 30, 60)
        s.c("I need it sooner than that.", "That is very slow. Is there a faster way?", "Can I have it tomorrow?")
        s.s(f"The fast service costs {fast}.", f"Yes, but tomorrow would cost {fast}.",
            f"A card by tomorrow is {fast}.")
        s.c("That is too expensive. I will wait, then.", "No, I will take the normal one.",
            "Oh, then I would rather wait.")
        s.s("All right, I have ordered it.", "That is fine. You will get a message.",
            "Good, you can use cash until then.")
        _end(s)
        return _done(s, "bank card", [f"{ask} {c} does not pay {fast} for the fast service and will wait.",
                                      f"{ask} {c} will wait {num} days for a new one.",
                                      f"{ask} The fast service is too expensive for {c}."],
                     [f"{c} chooses the normal bank card in {num} days because the fast one costs {fast}.",
                      f"A new card comes in {num} days, since {c} finds {fast} too much.",
                      f"{c} would rather wait {num} days than pay {fast} for a bank card."],
                     [f"{p} offers a fast bank card for {fast}, but {c} takes the normal one.",
                      f"{p} orders a normal bank card for {c}, ready in {num} days.",
                      f"{p} tells {c} that a card by tomorrow costs {fast}, and {c} declines."])
    s.c("Please order it.", "Yes, I want that.", "All right, do it, please.")
    s.s("May I see your passport?", "I need to see your passport first.", "Do you have your passport with you?")
    s.c("Oh, it is at home.", "No, I forgot it.", "I am sorry, I do not have it here.")
    s.s(f"Then I cannot do it today. We are open until {w.clock(r, 15, 18)}.", "I am not allowed to do it without one.",
        "Sorry, without it I cannot order a card.")
    s.c(f"I will come back with it on {day}.", f"Then I will bring it on {day}.", f"All right, I will return on {day}.")
    _end(s)
    return _done(s, "bank card", [f"{ask} Without a passport {p} cannot order one, so {c} returns on {day}.",
                                  f"{ask} {c} must come back with a passport on {day}.",
                                  f"{ask} {p} cannot help because {c} has no passport."],
                 [f"{c} forgot the passport and will come back on {day} to order a bank card.",
                  f"No new bank card is ordered yet, as {c} has to bring a passport on {day}.",
                  f"A passport is missing, so {c} gets no new bank card today."],
                 [f"{p} refuses to order a bank card because {c} has no passport.",
                  f"{p} asks for a passport, and {c} will bring it on {day}.",
                  f"{p} needs to see a passport before {c} can get a new bank card."])


def _card_fee(r: random.Random) -> Dialogue:
    """A client does not understand a sum taken from the account."""
    s = Script(r)
    shop = w.company(r)
    sum_, noun = w.price(r, 10, 80), r.choice(FEES)
    fee = s.chance(0.5)
    what = f"{noun} of {sum_}" if fee else f"a payment of {sum_} to {shop}"
    day, on, num, end = w.weekday(r), w.date(r), r.choice(w.NUMBER_WORDS), r.randrange(4)
    word = "fee" if fee else "payment"
    s.open(HELLO, [f"Hello, I see {what} on my card, and I do not know why.",
                   f"There is {what} on my account. Can you explain it?",
                   f"I have a question about my card. Why is there {what}?"])
    s.s("When was it taken?", "Let me look. What is the date?", "What date does it show?")
    s.c(f"On {on}.", f"It says {on} here.", f"The date is {on}, look.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    s.s(f"I see it. You also took out {w.price(r, 20, 90)} in cash that week.",
        "Yes, I can see it. Your other payments look normal.", "I have it here. Did you travel that week?")
    s.c("Maybe, but this one is wrong.", "I only want to know about this one.",
        "That is not important. What about this?")
    ask = r.choice((f"{c} does not understand {what}.", f"{c} asks about {what}.", f"{c} complains about {what}."))
    if end == 0:
        s.s(f"You are right, it is a mistake. You will get {sum_} back.",
            f"That is our mistake. I will return the {sum_}.",
            f"It should not be there. We will pay {sum_} back.")
        s.c("Good, when will I have it?", "When will the money be there?", "How soon will I see it?")
        s.s(f"On {day}, at the latest.", f"It will be on your account on {day}.", f"You will have it by {day}.")
        _end(s)
        return _done(s, "bank card", [f"{ask} It is a mistake, and the bank pays it back by {day}.",
                                      f"{ask} {p} agrees to return the money by {day}.",
                                      f"{ask} {c} will have the money back by {day}."],
                     [f"{c} will get {sum_} back because the {word} was a mistake.",
                      f"The bank made a mistake and will pay {sum_} back to {c}.",
                      f"By {day}, the {word} of {sum_} will be returned to {c}."],
                     [f"{p} sees that the {word} is wrong and returns {sum_} to {c}.",
                      f"{p} admits a mistake of the bank and promises {c} the money for {day}.",
                      f"{p} checks the account of {c} and pays {sum_} back."])
    if end == 1:
        why = r.choice(("your account was below zero", "you signed a form in spring", "you paid your bill too late",
                        "you agreed to it by phone", "you did not cancel in time", "you used the card abroad"))
        third = why.replace("your", "the", 1) if why.startswith("your") else why.replace("you", c, 1)
        third = third.replace("your bill", "a bill")
        s.s(f"I am sorry, it is correct because {why}.", f"No, it is right, because {why}.",
            f"We cannot change it, since {why}.")
        s.c("Can you not give me half of it?", "But nobody told me. Can I have it back?",
            "Please, can you not cancel it?")
        s.s("No, I am not allowed to.", "Sadly, I cannot do that.", "I would like to, but no.")
        s.c("Then I will look for another bank.", "I am not pleased at all.", "I find that very unfair.")
        _end(s)
        return _done(s, "bank card", [f"{ask} {p} refuses to pay it back because {third}.",
                                      f"{ask} It is correct because {third}.",
                                      f"{ask} {p} does not return the money, and {c} is not happy."],
                     [f"{c} does not get {sum_} back, because {third}.",
                      f"The {word} of {sum_} is correct, since {third}. {c} must accept it.",
                      f"The bank keeps the {sum_}, although {c} complains about the {word}."],
                     [f"{p} explains that the {word} is correct because {third}.",
                      f"{p} cannot give {c} the {sum_} back and says the {word} is right.",
                      f"{p} tells {c} that {third}, so the {word} stays."])
    if end == 2:
        s.s(f"I have to ask our main office. That takes {num} days.", f"We must check it. It needs about {num} days.",
            f"I do not know. The check will take {num} days.")
        s.c("And how will I hear about it?", "Will you tell me then?", "Who will inform me?")
        s.s(f"I will call you on {day}.", f"You will get a call on {day}.", f"I will phone you myself on {day}.")
        s.c("All right, but I want my money back.", "Fine, I will wait for it.", "I hope it will be good news.")
        _end(s)
        return _done(s, "bank card", [f"{ask} The bank has to check it and will call {c} on {day}.",
                                      f"{ask} {p} needs {num} days to check it.",
                                      f"{ask} {p} will check it and call on {day}."],
                     [f"{c} has to wait {num} days until the bank has checked the {word} of {sum_}.",
                      f"It is not clear where the {word} comes from, so {c} will get a call on {day}.",
                      f"On {day}, {c} will hear more about the {word} of {sum_}."],
                     [f"{p} cannot explain the {word} yet and will call {c} on {day}.",
                      f"{p} must ask the main office about the {sum_}, which takes {num} days.",
                      f"{p} has the {word} checked and promises to call {c} on {day}."])
    mate, thing = r.choice(PARTNERS), r.choice(PRESENTS)
    s.s("Does anybody else use your card?", "Does someone in your family use it?", "Who else uses your card?")
    s.c(f"Only my {mate}. Oh, now I remember, it was for {_a(thing)}!",
        f"Just my {mate}. Wait, yes, we bought {_a(thing)} then!",
        f"My {mate} does. Ah, I know, that was when we got {_a(thing)}!")
    s.s("So everything is all right?", "Then it is correct?", "So I can leave it as it is?")
    s.c("Yes, I am sorry for the trouble.", "Yes, please forget my question.", "Yes, it was my mistake.")
    _end(s)
    return _done(s, "bank card", [f"{ask} Then {c} remembers that it was for {_a(thing)}.",
                                  f"{ask} In the end {c} knows where it comes from and says sorry.",
                                  f"{ask} It turns out to be correct, as it was for {_a(thing)}."],
                 [f"{c} remembers buying {_a(thing)}, so the {word} of {sum_} is correct.",
                  f"The {word} of {sum_} is no mistake, because it was for {_a(thing)}.",
                  f"After thinking again, {c} accepts the {word} for {_a(thing)}."],
                 [f"{p} asks who uses the card, and {c} remembers that the {word} was for {_a(thing)}.",
                  f"{p} does not need to change anything, since {c} now knows the {word}.",
                  f"{p} helps {c} to remember that {sum_} went on {_a(thing)}."])


def bank_card_problem(r: random.Random) -> Dialogue:
    """A bank card is lost or blocked, or a sum on it is not clear."""
    return _card_lost(r) if r.random() < 0.55 else _card_fee(r)


def _loan(r: random.Random) -> Dialogue:
    """A client asks a bank for a loan."""
    s = Script(r)
    aim, low = r.choice(PURPOSES), r.randint(2, 14)
    big = low + r.randint(1, 9)
    large, small = f"{big},000 dollars", f"{low},000 dollars"
    years, more = r.sample(w.NUMBER_WORDS, 2)
    rate, pay, day, end = r.randint(2, 9), w.price(r, 90, 400), w.weekday(r), r.randrange(6)
    s.open(HELLO, [f"Hello, I need a loan of {large}.", f"I would like to borrow {large} from your bank.",
                   f"Could your bank lend me {large}?"])
    s.s("What do you need the money for?", "What is the loan for?", "And what would you like to do with it?")
    s.c(f"For {aim}. I want to pay it back in {years} years.",
        f"It is for {aim}. I would pay it back in {years} years.",
        f"I need it for {aim}, for {years} years.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    s.s("Do you have a fixed job?", "Where do you work, and for how long?", "What do you do for a living?")
    s.c(f"I have worked at {w.company(r)} since {r.choice(w.MONTHS)}.", f"I work in an office in {w.street(r)}.",
        f"I am at a company called {w.company(r)}.")
    ask = r.choice((f"{c} asks for a loan of {large} for {aim}.", f"{c} wants to borrow {large}.",
                    f"{c} would like a bank loan to pay for {aim}."))
    if end == 0:
        s.s(f"Good. You would pay {pay} a month, at {rate} percent.", f"That is fine. The rate is {rate} percent.",
            f"Then it is possible, at {rate} percent a year.")
        s.c("That sounds fair. I will take it.", "Good, I agree.", "I can pay that. Yes, please.")
        s.s(f"Please come on {day} to sign.", f"You can sign the papers on {day}.",
            f"We sign everything on {day}, then.")
        _end(s)
        return _done(s, "loan", [f"{ask} {p} agrees at {rate} percent, and {c} signs on {day}.",
                                 f"{ask} The bank says yes, at {rate} percent.",
                                 f"{ask} {c} gets it and will sign the papers on {day}."],
                     [f"{c} gets the loan for {aim} at {rate} percent.",
                      f"The bank lends {c} {large}, and the papers will be signed on {day}.",
                      f"On {day}, {c} will sign for a loan of {large} at {rate} percent."],
                     [f"{p} agrees to give {c} a loan for {aim} at {rate} percent.",
                      f"{p} asks about the job of {c} and then offers the full {large}.",
                      f"{p} invites {c} to sign the loan papers on {day}."])
    if end == 1:
        s.s(f"I am sorry, we can only give you {small}.", f"For you the limit is {small}, I am afraid.",
            f"The bank would lend you {small}, not more.")
        s.c("Hmm, that is less, but it is enough to start.", "Well, then I will take that.",
            "Okay, I can manage with that.")
        s.s(f"Good. It costs {rate} percent.", f"Fine, I will have the papers ready on {day}.",
            f"All right, you will pay {pay} a month.")
        _end(s)
        return _done(s, "loan", [f"{ask} {p} offers only {small}, and {c} accepts it.",
                                 f"{ask} In the end {c} takes {small}.",
                                 f"{ask} The bank gives {c} no more than {small}."],
                     [f"{c} is content with a loan of {small} instead of the {large}.",
                      f"For {aim}, {c} gets a smaller loan of {small}.",
                      f"The loan of {c} is {small}, which is less than {c} asked for."],
                     [f"{p} cannot lend {c} {large} but agrees to {small}.",
                      f"{p} sets a limit of {small} for the loan, and {c} is content.",
                      f"{p} offers {c} {small} for {aim}, less than {c} wanted."])
    if end == 2:
        why = r.choice(("the job is too new", "the pay is too low", "there is another loan already",
                        "there are no savings", "the plan is too risky", "some old bills are unpaid"))
        s.s("Let me check your account. Oh, I see a problem.", "One moment, I will look at your account.",
            "I have your account on the screen now.")
        s.c("What is wrong?", "Is there a problem?", "Can I have the loan?")
        s.s(f"We cannot give you the loan because {why}.", f"I have to say no, because {why}.",
            f"I am sorry, it is not possible, since {why}.")
        s.c("That is a pity. I will ask another bank.", "Oh, then I must try another bank.",
            "I hoped for more. I will go to another bank.")
        _end(s)
        return _done(s, "loan", [f"{ask} {p} refuses because {why}.", f"{ask} The bank says no, since {why}.",
                                 f"{ask} {p} turns it down, so {c} will try another bank."],
                     [f"{c} gets no loan for {aim} because {why}.",
                      f"Because {why}, {c} does not get {large} and will try another bank.",
                      f"{c} will go to another bank, as this one does not lend money for {aim}."],
                     [f"{p} refuses to lend {c} {large} because {why}.",
                      f"{p} checks the account and tells {c} that a loan is not possible.",
                      f"{p} rejects the loan for {aim}, saying that {why}."])
    if end == 3:
        s.s(f"For {large} you would pay {pay} each month.", f"All right, {large} at {rate} percent is possible.",
            f"It is possible, at {pay} a month.")
        s.c(f"Oh, that is a lot. I will only take {small}.", f"Then make it {small}, please. That is enough.",
            f"I think I had better borrow {small}, not more.")
        s.s(f"That is wise. So {small} it is.", f"No problem, I will write down {small}.",
            f"Good, {small} for {years} years.")
        _end(s)
        return _done(s, "loan", [f"{ask} Then {c} decides to take only {small}.",
                                 f"{ask} After hearing the price, {c} borrows {small} instead.",
                                 f"{ask} {c} changes the sum to {small}, and {p} agrees."],
                     [f"{c} finds {large} too much and takes a loan of {small}.",
                      f"The final loan for {aim} is {small}, because {c} wants to pay less.",
                      f"Instead of {large}, {c} borrows just {small}."],
                     [f"{p} could lend {c} {large}, but in the end {c} wants only {small}.",
                      f"{p} writes down a loan of {small} after {c} changes the sum.",
                      f"{p} agrees to lend {c} {small} for {aim} and not {large}."])
    if end == 4:
        s.s(f"It would be {pay} a month, at {rate} percent.", f"We could do it at {rate} percent.",
            f"I can offer it to you at {rate} percent.")
        s.c(f"{rate} percent is a lot. I want to think about it.", "That is high. I must think about it at home.",
            "I am not sure. Let me think it over.")
        s.s("When will you let me know?", "Take your time. When can you tell me?", "Sure. When will you decide?")
        s.c(f"I will call you on {day}.", f"You will hear from me on {day}.", f"I can phone you on {day}.")
        _end(s)
        return _done(s, "loan", [f"{ask} {c} finds the offer high and will call on {day}.",
                                 f"{ask} {c} wants to think about the offer until {day}.",
                                 f"{ask} {c} does not decide yet and will call on {day}."],
                     [f"{c} will call the bank on {day} after thinking about the loan for {aim}.",
                      f"The loan of {large} is not decided yet, as {c} has to think.",
                      f"{c} takes time until {day} to think about borrowing {large}."],
                     [f"{p} makes {c} an offer for {large} and waits for a call on {day}.",
                      f"{p} is ready to lend the money, but {c} will decide by {day}.",
                      f"{p} offers a loan for {aim}, and {c} is not sure about it."])
    s.s(f"Then {more} years would be better. You would pay less each month.",
        f"I suggest {more} years instead of {years}.", f"Could you also take it for {more} years?")
    s.c(f"Yes, {more} years is fine for me.", f"All right, then {more} years.", "If you think so, I agree to that.")
    s.s(f"Good, the papers are ready on {day}.", f"Fine. It will cost {rate} percent.", "Very good, I will print it.")
    _end(s)
    return _done(s, "loan", [f"{ask} {p} suggests {more} years instead of {years}, and {c} agrees.",
                             f"{ask} They agree on a time of {more} years.",
                             f"{ask} {c} gets it for {more} years, not for {years}."],
                 [f"{c} will pay the loan of {large} back in {more} years.",
                  f"For {aim}, {c} borrows {large} for {more} years.",
                  f"The loan for {aim} will now run for {more} years, as {p} suggests."],
                 [f"{p} lends {c} {large}, but for {more} years instead of {years}.",
                  f"{p} thinks {more} years are better for the loan, and {c} accepts.",
                  f"{p} changes the time of the loan for {c} to {more} years."])


def _account(r: random.Random) -> Dialogue:
    """A client wants to open an account."""
    s = Script(r)
    kind, other = r.sample(("savings", "student", "business", "family", "online", "holiday", "travel", "basic"), 2)
    fee, fee2, first = w.price(r, 2, 9), w.price(r, 10, 19), w.price(r, 20, 90)
    job = r.choice(("a nurse", "a postman", "a cook", "a teacher", "a driver", "a baker", "a painter", "a gardener",
                    "a waiter", "a musician", "a hairdresser", "a farmer", "a plumber", "a dentist", "a writer"))
    day, end, a_kind = w.weekday(r), r.randrange(5), _a(kind)
    s.open(HELLO, [f"Hello, I would like to open {a_kind} account.", f"I want to open {a_kind} account here.",
                   f"Can I open {a_kind} account at your bank?"])
    s.s("Of course. What is your job?", "Gladly. What do you do?", "Yes. May I ask what your job is?")
    s.c(f"I am {job} and I just moved here from {r.choice(w.CITIES)}.", f"I work as {job}.",
        f"I am {job}. I came to this town in {r.choice(w.MONTHS)}.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    s.s(f"Good. The {kind} account costs {fee} a month, and {other} costs {fee2}.",
        f"This account is {fee} a month. The {other} account is {fee2}.",
        f"You pay {fee} a month for it. We also have the {other} account for {fee2}.")
    ask = r.choice((f"{c} wants to open {a_kind} account.", f"{c} asks about {a_kind} account at a bank.",
                    f"{c}, who is {job}, wants {a_kind} account."))
    if end == 0:
        s.c("Do I have to pay something in?", "How much must I pay in?", "What do I need to start?")
        s.s(f"Yes, {first} to start with.", f"At least {first}, please.", f"You have to pay in {first} today.")
        s.c("That is fine, here it is.", f"No problem, I have {first} with me.", "Good, let us do that.")
        s.s("Then please sign here.", "Very good, the account is open now.", "Thank you, your card comes next week.")
        _end(s)
        return _done(s, "bank account", [f"{ask} {c} pays in {first}, and the account is opened.",
                                         f"{ask} It costs {fee} a month, and {c} agrees.",
                                         f"{ask} {p} opens it after {c} pays in {first}."],
                     [f"{c} opens {a_kind} account for {fee} a month and starts with {first}.",
                      f"With {first} to start, {c} now has {a_kind} account at the bank.",
                      f"The {kind} account of {c} is opened with {first} and costs {fee} a month."],
                     [f"{p} explains the price and opens {a_kind} account for {c} at once.",
                      f"{p} takes {first} from {c} and opens the {kind} account right away.",
                      f"{p} helps {c}, who is {job}, to open {a_kind} account."])
    if end == 1:
        s.c("What is the difference?", f"What is good about the {other} one?", f"Why is {other} so expensive?")
        good = r.choice(("free transfers", "a gold card", "better interest", "free cash abroad", "insurance",
                         "a free safe", "free cheques", "a second card"))
        s.s(f"With the {other} account you get {good}.", f"The {other} account comes with {good}.",
            f"The {other} one includes {good}.")
        s.c(f"Oh, I need that. Then I will take the {other} account instead.",
            f"In that case, I would rather have the {other} one.", f"Really? Then please give me the {other} account.")
        s.s(f"Sure, I will open the {other} account.", "No problem, it will be ready soon.", "Very good, sign here.")
        _end(s)
        return _done(s, "bank account", [f"{ask} In the end {c} chooses the {other} account with {good}.",
                                         f"{ask} Then {c} takes the {other} account for {fee2} instead.",
                                         f"{ask} Because of {good}, {c} prefers the {other} account."],
                     [f"{c} opens the {other} account and not the {kind} one.",
                      f"For {fee2} a month, {c} gets the {other} account with {good}.",
                      f"{c} changes plans and takes the {other} account because it has {good}."],
                     [f"{p} explains both accounts, and {c} decides on {other} for {fee2}.",
                      f"{p} opens the {other} account for {c}, who first asked for {kind}.",
                      f"{p} tells {c} that {other} comes with {good}, and {c} takes it."])
    if end == 2:
        paper = r.choice(("a passport", "a work contract", "a letter with the address", "a tax number",
                          "a birth certificate",
                          "a bill with the address", "a photo"))
        s.c("Good, I want to open it today.", "That is fine. Can we do it now?", "All right, I will take it.")
        s.s(f"I need {paper}, please.", f"Do you have {paper} with you?", f"For that you need {paper}.")
        s.c(f"No, I left it at home. I will bring it on {day}.", f"Not here. Can I come back on {day}?",
            f"Oh, I do not have it. I will come again on {day}.")
        s.s(f"Yes, {day} is fine.", f"Good, I will be here on {day}.", "All right, then we can do it.")
        _end(s)
        return _done(s, "bank account", [f"{ask} {c} has to come back on {day} with {paper}.",
                                         f"{ask} {p} needs {paper}, which {c} will bring on {day}.",
                                         f"{ask} It is not opened yet because {c} does not have {paper}."],
                     [f"{c} cannot open the {kind} account today and will return on {day} with {paper}.",
                      f"Without {paper} there is no account, so {c} will come again on {day}.",
                      f"On {day}, {c} will bring {paper} to open the {kind} account."],
                     [f"{p} asks for {paper} before {c} can have {a_kind} account.",
                      f"{p} will open the {kind} account on {day}, when {c} brings {paper}.",
                      f"{p} cannot open an account for {c} without {paper}."])
    if end == 3:
        s.c("I do not want to pay every month.", "My old bank was free.", "That is more than I thought.")
        s.s(f"It is free if you keep {first} on it.", "Sorry, we have no free account.", "Many people find it cheap.")
        s.c("No, then I will not open one.", "I do not like that. I will look at another bank.",
            "Thank you, but I will try another bank.")
        _end(s)
        return _done(s, "bank account", [f"{ask} {c} does not want to pay {fee} a month and leaves.",
                                         f"{ask} It costs {fee} a month, so {c} does not open it.",
                                         f"{ask} Because of the monthly price, {c} decides against it."],
                     [f"{c} does not open {a_kind} account, because it costs {fee} a month.",
                      f"A price of {fee} a month keeps {c} from opening an account.",
                      f"No account is opened, as {c} does not like to pay every month."],
                     [f"{p} asks {fee} a month for the {kind} account, and {c} says no.",
                      f"{p} cannot win {c}, who does not want to pay for an account.",
                      f"{p} names the prices of the accounts, but {c} takes neither."])
    s.c("Do you have one without a monthly price?", "Is there nothing cheaper?", "Can you make it cheaper?")
    num = r.choice(w.NUMBER_WORDS)
    s.s(f"I can give it to you free for {num} months.", f"For new clients the first {num} months are free.",
        f"We could drop the price for {num} months.")
    s.c("That is a good offer. I will take it.", "Then I agree. Please open it.", "Great, let us do that.")
    s.s("Good, please sign here.", "Very well, welcome to our bank.", f"Then please pay in {first}.")
    _end(s)
    return _done(s, "bank account", [f"{ask} {p} makes it free for {num} months, and {c} takes it.",
                                     f"{ask} {c} opens it after getting {num} free months.",
                                     f"{ask} The first {num} months are free, so {c} agrees."],
                 [f"{c} gets {a_kind} account that is free for {num} months.",
                  f"Thanks to {num} free months, {c} decides to open the {kind} account.",
                  f"{c} finds the price too high at first but accepts {num} free months."],
                 [f"{p} offers {c} {num} free months to open {a_kind} account.",
                  f"{p} wins {c} as a client with {num} months free of charge.",
                  f"{p} opens the {kind} account for {c}, with no cost for {num} months."])


def bank_loan_or_account(r: random.Random) -> Dialogue:
    """A client wants a loan or a new account."""
    return _loan(r) if r.random() < 0.5 else _account(r)


def insurance_claim(r: random.Random) -> Dialogue:
    """A client reports damage to an insurance company."""
    s = Script(r)
    told, noun = r.choice(ACCIDENTS)
    place, on = r.choice(w.CITIES), w.date(r)
    day, other = w.two_weekdays(r)
    low = r.randint(2, 8)
    cost, own, big = f"{low * 100 + 50} dollars", w.price(r, 20, 90), f"{low * 100 + r.randint(1, 9) * 100} dollars"
    end = r.randrange(7)
    s.open((*HELLO, f"{w.company(r)} Insurance, how can I help?"),
           [f"Hello, {told}. I want to make a claim.", f"I need to report something. On {on}, {told}.",
            f"I am insured with you, and {told}."])
    s.s(f"I am sorry. So it is a claim for {noun}. How much is the damage?",
        f"Oh no. I will write down {noun}. What is the cost?", f"So we talk about {noun}. How high is the damage?")
    s.c(f"About {cost}. It happened near {place}.", f"It was {cost}, the bill is from {place}.",
        f"I think {cost}. I have photos of it.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    ask = r.choice((f"{c} makes an insurance claim for {noun}.", f"{c} reports {noun} to the insurance.",
                    f"{c} wants the insurance to pay for {noun}."))
    if end == 0:
        s.s("Did you make another claim this year?", "Has anything like that happened before?",
            "Have you ever been insured elsewhere?")
        s.c("No, I did not.", "No, never.", "No, not at all.")
        s.s(f"Good. We will pay it, but {own} you pay yourself.", f"Fine. You pay {own}, and we pay the rest.",
            f"All right, we will pay everything except {own}.")
        s.c("That is okay with me.", "I agree. Thank you for the quick help.", "Good, that is a fair way.")
        _end(s)
        return _done(s, "insurance claim", [f"{ask} {p} agrees to pay all but {own}.",
                                            f"{ask} {c} has to pay only {own} of the {cost}.",
                                            f"{ask} The insurance pays, except for {own}."],
                     [f"The insurance will pay for {noun}, and {c} pays {own}.",
                      f"Of the {cost}, {c} has to pay just {own}.",
                      f"{c} gets money for {noun} and agrees to pay {own}."],
                     [f"{p} accepts the claim for {noun} and asks {c} to pay {own}.",
                      f"{p} will pay the damage of {cost}, except for {own}.",
                      f"{p} promises {c} the money for {noun}, less {own}."])
    if end == 1:
        why = r.choice(NO_COVER)
        s.s("One moment, I will read your papers.", "Let me see your policy.", "I will look at your contract.")
        s.c("I have paid every month.", "I hope it is quick.", "My number is on the letter.")
        s.s(f"I am sorry, we cannot pay because {why}.", f"We will not pay this, because {why}.",
            f"It says here that {why}, so we cannot pay.")
        s.c("I cannot believe it. I will ask a lawyer.", "Then I will speak to a lawyer.",
            "That is wrong. My lawyer will write to you.")
        _end(s)
        return _done(s, "insurance claim", [f"{ask} {p} refuses to pay because {why}.",
                                            f"{ask} The claim is turned down because {why}.",
                                            f"{ask} {p} says no, so {c} will go to a lawyer."],
                     [f"{c} gets no money for {noun}, because {why}.",
                      f"Because {why}, the insurance does not pay {c} {cost}.",
                      f"{c} is angry and will see a lawyer, since the insurance will not pay."],
                     [f"{p} rejects the claim for {noun}, saying that {why}.",
                      f"{p} tells {c} that {why} and pays nothing.",
                      f"{p} cannot pay for {noun}, and {c} wants to ask a lawyer."])
    if end == 2:
        time = w.clock(r, 9, 16)
        s.s(f"An expert must see it. He could come on {day} at {time}.", f"Our expert would come on {day} at {time}.",
            f"First an expert has to look at it, on {day} at {time}.")
        s.c(f"Can he come on {other}?", f"I would prefer {other}.", f"Is {other} possible, too?")
        s.s(f"No, on {other} he is in {r.choice(w.CITIES)}.", "Sorry, he has only that one day.",
            "No, I am afraid not.")
        s.c(f"Then {day} is all right.", f"Okay, I will take {day}, then.", f"Fine, I will be there on {day}.")
        _end(s)
        return _done(s, "insurance claim", [f"{ask} An expert will look at it on {day}.",
                                            f"{ask} {p} sends an expert on {day} at {time}.",
                                            f"{ask} They agree that an expert comes on {day}."],
                     [f"An expert will visit {c} on {day} at {time} because of {noun}.",
                      f"{c} would prefer {other}, but the expert can only come on {day}.",
                      f"Before the insurance pays, {c} must let an expert see the damage on {day}."],
                     [f"{p} wants an expert to see the damage and sets {day} at {time}.",
                      f"{p} cannot offer {other}, so {c} accepts the expert on {day}.",
                      f"{p} tells {c} that an expert has to check the claim on {day}."])
    if end == 3:
        paper = r.choice(("a police report", "the repair bill", "two photos", "a letter from a witness",
                          "the first receipt",
                          "a signed form", "a doctor's letter", "the key", "a map of the place"))
        s.s(f"We also need {paper} before we can pay.", f"Then please give us {paper} first.",
            f"Without {paper} we cannot pay, I am afraid.")
        s.c("I do not have that yet. How much time do I have?", "Until when do you need it?",
            "Oh, I must get that first. By when?")
        s.s(f"Please send it by {day}.", f"We need it by {day}.", f"You have time until {day}.")
        s.c("Good, I can do that.", "All right, I will try my best.", "That will be no problem.")
        _end(s)
        return _done(s, "insurance claim", [f"{ask} {p} needs {paper} by {day}.",
                                            f"{ask} {c} must first send {paper} by {day}.",
                                            f"{ask} Nothing is paid until {c} sends {paper}."],
                     [f"{c} has until {day} to send {paper} for the claim about {noun}.",
                      f"The insurance needs {paper} from {c} before it can pay for {noun}.",
                      f"For the {cost} to be paid, {c} will send {paper} by {day}."],
                     [f"{p} asks {c} to send {paper} by {day} before anything is paid.",
                      f"{p} cannot pay for {noun} without {paper}, which {c} will send.",
                      f"{p} gives {c} time until {day} to get {paper} for the claim."])
    if end == 4:
        more = w.price(r, 100, 190)
        s.s(f"We can pay, but then you pay {more} more each year.", f"If we pay, your price goes up by {more} a year.",
            f"After a claim, your policy will cost {more} more each year.")
        s.c("And what if I pay it myself?", "Is there another way?", "What happens if I pay it?")
        s.s("Then your price stays the same.", "In that case, nothing changes.",
            "Then the policy stays as cheap as now.")
        s.c("Then I do not want to make the claim.", "I see. I will pay it myself, then.",
            "So I had better drop the claim.")
        _end(s)
        return _done(s, "insurance claim", [f"{ask} {c} drops the claim because the policy would cost {more} more.",
                                            f"{ask} In the end {c} does not make the claim.",
                                            f"{ask} To keep the price low, {c} drops the claim."],
                     [f"{c} decides to pay for {noun} without the insurance.",
                      f"As the policy would become {more} more expensive, {c} drops the claim.",
                      f"{c} pays the damage alone, because a claim makes the policy more expensive."],
                     [f"{p} warns {c} that a claim costs {more} more each year, so {c} drops it.",
                      f"{p} explains the higher price, and {c} no longer wants money for {noun}.",
                      f"{p} does not have to pay, since {c} takes the claim back."])
    if end == 5:
        s.s(f"So {cost}. Is that everything?", f"Fine, {cost} then. Is the number correct?", f"I note {cost}. Right?")
        s.c(f"Wait, I forgot the work. It is {big} in all.", f"No, sorry, with the repair it is {big}.",
            f"Let me look again. Oh, the bill says {big}.")
        s.s(f"I will change it to {big}. You get the money on {day}.", f"Good, {big} then. We pay on {day}.",
            f"All right, {big}. It will be paid by {day}.")
        _end(s)
        return _done(s, "insurance claim", [f"{ask} {c} corrects the sum to {big}, and {p} agrees to pay.",
                                            f"{ask} The damage is {big}, which will be paid on {day}.",
                                            f"{ask} {c} will get {big} on {day}."],
                     [f"On {day}, the insurance will pay {c} {big} for {noun}.",
                      f"After a second look at the damage, {c} claims {big} and will be paid on {day}.",
                      f"{c} first names a wrong sum for {noun} and then claims {big}."],
                     [f"{p} notes a claim of {big} and will pay {c} on {day}.",
                      f"{p} changes the sum for {noun} to {big}.",
                      f"{p} will pay {big} for {noun} after {c} corrects the sum."])
    half = f"{low * 50} dollars"
    s.s(f"It was not new, so we can pay {half}.", f"We can offer you {half}, because it was old.",
        f"For something of that age, we pay {half}.")
    s.c("That is not enough. I need more.", "So little? I want the full sum.", "I had hoped for more than that.")
    s.s("I am sorry, that is our last word.", f"I can only ask my boss, and he is away until {day}.",
        "The rules do not allow more.")
    s.c("Well, it is better than nothing. I accept it.", "All right, then I will take it.",
        "Then I have to accept that.")
    _end(s)
    return _done(s, "insurance claim", [f"{ask} {p} offers {half}, and {c} accepts it in the end.",
                                        f"{ask} {c} wants more but takes {half}.",
                                        f"{ask} They agree on {half} in the end."],
                 [f"{c} accepts {half} for {noun}, although {c} hoped for more.",
                  f"Of the {cost} for {noun}, the insurance pays {c} only {half}.",
                  f"{c} has to be content with {half} from the insurance instead of {cost}."],
                 [f"{p} pays no more than {half} for {noun}, and {c} accepts it.",
                  f"{p} offers {c} {half} for {noun} and does not change the offer.",
                  f"{p} refuses to pay the full damage but gives {c} {half}."])


def tailor_or_cleaner(r: random.Random) -> Dialogue:
    """A client brings a piece of clothing to be changed or cleaned."""
    s = Script(r)
    item, colour, end = r.choice(CLOTHES), r.choice(w.COLOURS), r.randrange(7)
    early, between, late = (w.WEEKDAYS[i] for i in sorted(r.sample(range(7), 3)))
    day, event = (late, between) if end in (1, 5) else (between, late)
    cost, fast = w.price(r, 12, 40), w.price(r, 8, 20)
    feast = r.choice(("wedding", "concert", "job interview", "party", "school show", "dinner", "trip", "ball",
                      "family photo", "graduation", "meeting", "christening"))
    tailor = s.chance(0.55)
    if tailor:
        job, job2 = r.sample(JOBS, 2)
        need, verb, place = f"be {job}", job, "tailor"
        s.open(HELLO, [f"Hello, this {item} has to be {job}.", f"Can this {colour} {item} be {job}?",
                       f"I would like my {item} to be {job}."])
    else:
        job, job2 = r.sample(STAINS, 2)
        need, verb, place = "be cleaned", "cleaned", "cleaner"
        s.open(HELLO, [f"Hello, this {item} has a {job} stain. Can you clean it?".replace("a ink", "an ink")
                       .replace("a oil", "an oil"), f"I need my {item} cleaned. There is {job} on it.",
                       f"Can you clean this {colour} {item}? I think it is {job}."])
    s.s("Let me see it. When do you need it?", "I will have a look. By when do you need it?", "Is it urgent?")
    s.c(f"I have a {feast} on {event}.", f"I want to wear it to a {feast} on {event}.",
        f"There is a {feast} on {event}, so I hope it is quick.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    ask = r.choice((f"{c} wants {_a(item)} to {need}.", f"{c} brings {_a(item)} to a {place}.",
                    f"{c} asks a {place} for help with {_a(item)}."))
    if end == 2:
        why = r.choice(("the cloth is too thin", "the cloth is too old", "it is silk", "there is a hole in it",
                        "the seam is too weak", "the machine is broken") if tailor else
                       ("the cloth is too thin", "the colour would run", "it is silk", "it would shrink",
                        "the stain is too old", "the machine is broken"))
        s.s("Hmm, this is not easy.", "I do not know about this one.",
            f"We did one like it for {cost} last week, but this is different.")
        s.c("Please try it. I like it so much.", "Is there a problem?", "It was a present, so it is important to me.")
        s.s(f"I am sorry, I cannot do it because {why}.", f"I had better not, because {why}.",
            f"No, I must say no, since {why}.")
        s.c("What a shame. I will take it home again.", "Then I will take it back home.",
            "I see. I will take it with me.")
        _end(s)
        return _done(s, place, [f"{ask} {p} refuses because {why}.", f"{ask} It is not possible because {why}.",
                                f"{ask} {p} cannot do it, so {c} takes it home."],
                     [f"{c} has to take the {item} home again because {why}.",
                      f"Because {why}, the {item} of {c} cannot be {verb}.",
                      f"The {item} stays as it is, since {why}. {c} is sorry about that."],
                     [f"{p} does not want to work on the {item} because {why}.",
                      f"{p} looks at the {item} and tells {c} that {why}.",
                      f"{p} sends {c} away with the {item}, explaining that {why}."])
    s.s(f"We can do it for {cost}. It will be ready on {day}.", f"That is {cost}, and you can have it on {day}.",
        f"No problem. It costs {cost} and takes until {day}.")
    if end == 0:
        s.c(f"Good, {day} is fine.", "That suits me. Please do it.", "Perfect, I will leave it here.")
        s.s(f"For {fast} more you could have it on {early}.", f"We also have a fast service for {fast} extra.",
            f"Should it be faster, for {fast} more?")
        s.c("No, thank you, I have time.", f"No, {day} is early enough.", "That is not necessary.")
        _end(s)
        return _done(s, place, [f"{ask} It will be ready on {day} for {cost}.",
                                f"{ask} {p} will do it for {cost} by {day}.",
                                f"{ask} {c} pays {cost} and can have it on {day}."],
                     [f"{c} leaves the {item} and can fetch it on {day}.",
                      f"On {day}, the {item} of {c} will be ready, at a price of {cost}.",
                      f"{c} has the {item} {verb} for {cost} and does not want the fast service."],
                     [f"{p} takes the {item} from {c} and will finish it by {day}.",
                      f"{p} asks {cost} for the work on the {item}, and {c} agrees.",
                      f"{p} offers {c} a faster service, but {day} is early enough."])
    if end == 1:
        s.c("That is too late for me.", f"Oh, {day} is too late.", "I need it sooner, please.")
        s.s(f"For {fast} more, it will be ready on {early}.", f"You can have it on {early}, but it is {fast} extra.",
            f"The fast service is {fast} more. Then it is {early}.")
        s.c("All right, I will pay that.", f"Good, {early} is much better.", "Fine, then do it fast, please.")
        _end(s)
        return _done(s, place, [f"{ask} {c} pays {fast} more to have it on {early}.",
                                f"{ask} It will be ready on {early} for {fast} extra.",
                                f"{ask} {c} takes the fast service and gets it on {early}."],
                     [f"{c} cannot wait until {day} and pays {fast} extra for {early}.",
                      f"With the fast service, the {item} of {c} is ready on {early}.",
                      f"For {fast} more, {c} can have the {item} {verb} by {early}."],
                     [f"{p} offers a faster service for {fast} more, which {c} accepts.",
                      f"{p} will finish the {item} by {early} because {c} needs it soon.",
                      f"{p} first says {day}, but will work faster for {fast} extra."])
    if end == 3:
        s.c(f"{cost.capitalize()}? That is a lot of money.", "That is more than I thought.", "Can you make it cheaper?")
        s.s("I am sorry, it is a lot of work.", "We cannot go lower.", f"The others in town ask {fast} more.")
        s.c("Then I will do it myself at home.", "No, I will try it myself.", "Thank you, but I will do it at home.")
        s.s("As you like. Good luck.", "Of course, be careful with it.", "All right, here is your " + item + ".")
        _end(s)
        return _done(s, place, [f"{ask} {c} finds {cost} too expensive and will do it at home.",
                                f"{ask} The price of {cost} is too high for {c}.",
                                f"{ask} {p} asks {cost}, so {c} decides to do it alone."],
                     [f"{c} does not want to pay {cost} and will work on the {item} at home.",
                      f"Since it costs {cost}, the {item} is not left at the shop by {c}.",
                      f"{c} takes the {item} home because of the price."],
                     [f"{p} wants {cost} and does not go lower, so {c} leaves.",
                      f"{p} asks {cost} for the {item}, but {c} says no.",
                      f"{p} offers to finish the {item} by {day}, but {c} finds it too expensive."])
    if end == 4:
        if tailor:
            s.c(f"Good. Wait, I made a mistake. It should be {job2}.",
                f"Sorry, I was wrong. It must be {job2} instead.",
                f"Hmm, I think it should rather be {job2}.")
            told = f"be {job2}"
        else:
            other = r.choice(("the sleeve", "the front", "the left side", "the right side", "the back"))
            s.c(f"Good. No, wait, please only wash {other}.", f"Actually, you only need to clean {other}.",
                f"Hmm, cleaning {other} is enough, I think.")
            told = f"be cleaned only at {other}"
        s.s(f"I see. That is {fast} instead.", f"No problem, that makes it {fast}.",
            f"Sure, then the price is {fast}.")
        s.c("Very good.", "Fine, I agree.", "That is all right.")
        _end(s)
        return _done(s, place, [f"{ask} Then {c} wants it to {told}, for {fast}.",
                                f"{ask} After a change of mind, it will {told}.",
                                f"{ask} In the end it will {told}."],
                     [f"{c} changes the order, and the {item} will now {told}.",
                      f"The {item} of {c} will {told}, which costs {fast}.",
                      f"For {fast}, the {item} will {told}, as {c} finally wishes."],
                     [f"{p} accepts that {c} changes the order and asks {fast}.",
                      f"{p} will take {fast}, as the {item} should now {told}.",
                      f"{p} first asks {cost}, then {fast} after {c} changes the order."])
    if end == 5:
        cover = r.choice(("a scarf", "a brooch", "a flower", "a patch", "a ribbon"))
        s.c(f"I need it before {event}.", f"I have nothing else for the {feast}.",
            f"But what do I wear at the {feast}?")
        s.s("We could lend you one of ours.", f"You could borrow another {item} from us.",
            "We have one you can borrow.")
        s.c("That is nice. I will borrow one and leave mine here.", "Oh, good. Then I will do that.",
            f"Good idea, I have {cover} to go with it. I will do that.")
        _end(s)
        return _done(s, place, [f"{ask} {p} lends {c} another one until {day}.",
                                f"{ask} It is ready on {day}, and {c} borrows another one.",
                                f"{ask} Until it is ready, {c} borrows one from the shop."],
                     [f"{c} leaves the {item} there until {day} and borrows another one for the {feast}.",
                      f"Until {day}, when the work is done, {c} will borrow {_a(item)} from the {place}.",
                      f"{c} borrows {_a(item)} from the {place} because the work takes until {day}."],
                     [f"{p} needs time, so {p} offers to lend {c} {_a(item)}, and {c} accepts.",
                      f"{p} needs time until {day} for the {item} and lends {c} another one.",
                      f"{p} cannot finish before {day} and solves the problem by lending {c} {_a(item)}."])
    mate = r.choice(PARTNERS)
    s.c(f"My {mate} pays for it. I have to ask first.", f"I must talk to my {mate} about the price.",
        f"Hmm, I should ask my {mate} first.")
    s.s("No problem. Will you leave it here?", "Do you want to leave it here?", "Shall I keep it until then?")
    s.c(f"No, I will call you on {early}.", f"I will take it and call on {early}.", f"Not yet. I will call on {early}.")
    _end(s)
    return _done(s, place, [f"{ask} {c} wants to ask {c}'s {mate} first and will call on {early}.",
                            f"{ask} {c} does not leave it there and will call on {early}.",
                            f"{ask} {c} has to speak with {c}'s {mate} before deciding."],
                 [f"{c} will call on {early} after talking to {c}'s {mate} about the {item}.",
                  f"Nothing is done with the {item} yet, because {c} must ask {c}'s {mate}.",
                  f"Before {early}, {c} will ask {c}'s {mate} about the {item}."],
                 [f"{p} asks {cost} for the {item}, and {c} will call on {early}.",
                  f"{p} could finish the {item} by {day}, but {c} has to ask {c}'s {mate}.",
                  f"{p} waits for a call on {early}, as {c} cannot decide about the {item}."])


def furniture_order(r: random.Random) -> Dialogue:
    """A client wants to order a piece of furniture."""
    s = Script(r)
    piece, room = r.choice(PIECES), r.choice(("guest room", "holiday flat", "new flat", "attic room", "small room",
                                               "student room", "summer house", "garden room"))
    one, two = r.sample(w.COLOURS, 2)
    wood = r.choice(("oak", "pine", "metal", "glass", "cherry wood", "plastic", "walnut", "bamboo", "steel", "ash"))
    cost, send = f"{r.randint(2, 18) * 50} dollars", w.price(r, 20, 60)
    num, day, end = r.choice(w.NUMBER_WORDS), w.weekday(r), r.randrange(6)
    first = f"{one} {piece}"
    s.open((*HELLO, "Hello, are you looking for something special?"),
           [f"Hello, I am looking for {_a(piece)} for my {room}.", f"I need {_a(piece)} for my {room}.",
            f"Do you have {_a(piece)} that fits in {_a(room)}?"])
    s.s(f"This {wood} one is nice. Which colour do you want?", f"Look at this one made of {wood}. What colour?",
        f"Many people buy this one in {wood}. Which colour, please?")
    s.c(f"I would like it in {one}.", f"{one.capitalize()}, please.", f"It should be {one}, I think.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    ask = r.choice((f"{c} is looking for {_a(piece)} for the {room}.", f"{c} wants to buy {_a(first)}.",
                    f"{c} goes to a furniture shop for {_a(piece)}."))
    if end == 4:
        off = w.price(r, 20, 90)
        s.s(f"In {one} it is sold out. But this one from the show room is {two}.",
            f"There is no {one} one left. I could sell you the {two} one from the window.",
            f"I have only {_a(two)} one left, if you like.")
        s.c("Hmm, it has a small mark here.", "I am not sure, it was touched by many people.",
            "But it looks a bit used.")
        s.s(f"I can take {off} off for that.", f"For that you get {off} off.", f"That is why it is {off} cheaper.")
        s.c(f"Then I will take the {two} one.", f"Good, I will buy it in {two}.", f"For that price, {two} is fine.")
        _end(s)
        return _done(s, "furniture", [f"{ask} {c} buys the {two} one and gets {off} off.",
                                      f"{ask} It is not there in {one}, so {c} takes {two}.",
                                      f"{ask} {c} ends up with the {two} one for {off} less."],
                     [f"{c} buys the {piece} in {two} because there is none in {one}.",
                      f"With {off} off, {c} is happy to take the {two} {piece}.",
                      f"The {two} {piece} is {off} cheaper, and {c} buys it."],
                     [f"{p} has no {one} {piece} left and sells {c} the {two} one.",
                      f"{p} takes {off} off the {two} {piece}, so {c} accepts it.",
                      f"{p} offers the {two} {piece} for {off} less, which {c} likes."])
    s.s(f"That is {cost}. It takes {num} weeks.", f"It costs {cost}, and you can have it in {num} weeks.",
        f"In {one} it is {cost}, and it comes in {num} weeks.")
    if end == 0:
        s.c("Can you bring it to my house?", "Will you deliver it?", "My car is too small. Can you bring it?")
        s.s(f"Yes, that is {send} more.", f"Of course, for {send}.", f"Sure, delivery is {send}.")
        s.c("All right, I will order it.", "Good, please order it for me.", "Fine, I will take it.")
        _end(s)
        return _done(s, "furniture", [f"{ask} {c} orders it in {one} with delivery for {send}.",
                                      f"{ask} It costs {cost}, and {c} orders it.",
                                      f"{ask} {c} will have it in {num} weeks."],
                     [f"{c} orders the {piece} in {one} for {cost}, and it comes in {num} weeks.",
                      f"In {num} weeks, {c} will get the {piece} in {one} for {cost}.",
                      f"{c} pays {send} for delivery and waits {num} weeks for the {piece}."],
                     [f"{p} sells {c} the {piece} in {one} for {cost} and will deliver it.",
                      f"{p} takes an order from {c} and will deliver the {piece} for {send}.",
                      f"{p} shows {c} {_a(piece)} for {cost}, and {c} orders it in {one}."])
    if end == 1:
        s.c(f"Good. Please order it in {one}.", "Very well, I will take it.", "Fine, write it down, please.")
        s.s(f"So, {_a(first)}. Shall we bring it for {send}?", f"I note {_a(first)}. Delivery is {send}.",
            f"All right, {one}. It would be {send} to bring it.")
        s.c(f"I will fetch it. But wait, {two} would look better after all.",
            f"No, I have a van. Sorry, can I change it to {two}?",
            f"No delivery, please. And I would rather have it in {two}.")
        s.s(f"Of course, I will change it to {two}.", f"No problem, {two} costs the same.", f"Sure, then it is {two}.")
        _end(s)
        return _done(s, "furniture", [f"{ask} Then {c} changes the colour to {two}.",
                                      f"{ask} In the end {c} orders it in {two}.",
                                      f"{ask} {c} finally wants it in {two} and will fetch it."],
                     [f"{c} orders the {piece} for the {room} in {two} instead of {one}.",
                      f"After a change of mind, {c} gets the {piece} for {cost} in {two}.",
                      f"The {piece} for {c} will be {two}, and {c} needs no delivery."],
                     [f"{p} changes the order for the {piece} from {one} to {two} for {c}.",
                      f"{p} first notes {one}, but {c} then wants the {piece} in {two}.",
                      f"{p} orders the {piece} in {two} for {c}, who does not need delivery."])
    if end == 2:
        why = r.choice(OBSTACLES)
        s.c("May I see it again?", "Let me think for a moment.", "Let me look at it once more.")
        s.s(f"Of course. We could deliver it for {send}.", f"Sure. There is also {_a(two)} one.",
            f"Please do. It would also be nice in {two}.")
        s.c(f"No, I am sorry, {why}. I will not buy it.", f"I do not want it after all, because {why}.",
            f"I think {why}. I will look in another shop.")
        _end(s)
        return _done(s, "furniture", [f"{ask} {c} does not buy it because {why}.",
                                      f"{ask} In the end {c} says no, as {why}.",
                                      f"{ask} {c} thinks that {why} and leaves."],
                     [f"Because {why}, {c} decides not to buy the {piece}.",
                      f"{c} looks at {_a(piece)} but does not order it because {why}.",
                      f"{c} leaves the shop without the {piece}, since {why}."],
                     [f"{p} shows {c} {_a(piece)} for {cost}, but {c} does not want it.",
                      f"{p} cannot sell the {piece}, because {c} thinks that {why}.",
                      f"{p} offers the {piece} at {cost}, and {c} turns it down."])
    if end == 3:
        width = r.randint(8, 24) * 10
        s.c("How wide is it?", "Will it fit next to the door?", "Is it very big?")
        s.s(f"It is {width} centimetres wide.", f"The width is {width} centimetres.", f"It needs {width} centimetres.")
        s.c(f"I must measure my {room} first. I will call on {day}.",
            f"Then I will measure the {room} and call you on {day}.",
            f"I need to measure at home. You will hear from me on {day}.")
        s.s("Good, I will keep it for you.", f"Fine. We could bring it for {send}.", "That is a good idea.")
        _end(s)
        return _done(s, "furniture", [f"{ask} {c} wants to measure the room first and will call on {day}.",
                                      f"{ask} {c} does not order yet but will call on {day}.",
                                      f"{ask} Before ordering, {c} has to measure the room."],
                     [f"{c} will call on {day}, after measuring the {room} for the {piece}.",
                      f"The {piece} is {width} centimetres wide, so {c} has to measure first.",
                      f"{c} is not sure if the {piece} fits and will call on {day}."],
                     [f"{p} tells {c} that the {piece} is {width} centimetres wide and waits for a call.",
                      f"{p} makes an offer of {cost}, but {c} must measure the {room} first.",
                      f"{p} will hear from {c} on {day} about the {piece}."])
    less = w.price(r, 20, 45)
    s.c("That is a lot. Can you make it cheaper?", "Is there any way to pay less?", "I want to spend less than that.")
    s.s(f"You could build it yourself for {less} less.", f"It is {less} cheaper if you build it yourself.",
        f"If you put it together yourself, you save {less}.")
    s.c("Good, I can do that. I will order it.", "I like to build things. Then I will order it.",
        "That is a good idea. Please order it that way.")
    s.s(f"Fine. Delivery would be {send}.", "Very well, I will write it down.", f"Good. It is there in {num} weeks.")
    _end(s)
    return _done(s, "furniture", [f"{ask} {c} will build it alone and pay {less} less.",
                                  f"{ask} To save {less}, {c} orders it and will build it alone.",
                                  f"{ask} {p} makes it {less} cheaper because {c} will build it."],
                 [f"{c} orders the {piece} and saves {less} by building it alone.",
                  f"The {piece} costs {c} {less} less, as {c} will put it together.",
                  f"{c} finds {cost} too much but orders the {piece} for {less} less."],
                 [f"{p} lets {c} pay {less} less for building the {piece} alone.",
                  f"{p} finds a cheaper way, and {c} orders the {piece} in {one}.",
                  f"{p} suggests that {c} build the {piece} alone to save {less}."])


def supermarket_complaint(r: random.Random) -> Dialogue:
    """A client complains about food from a supermarket."""
    s = Script(r)
    food, other = r.sample(FOODS, 2)
    fault, paid, gift = r.choice(FOOD_FAULTS), w.price(r, 3, 15), w.price(r, 4, 20)
    day, time, end = w.weekday(r), w.clock(r, 8, 19), r.randrange(6)
    till = r.randint(2, 12)
    s.open((*HELLO, "Customer service, how can I help?"),
           [f"Hello, I want to complain. The {food} I bought here {fault}.", f"Excuse me, this {food} {fault}.",
            f"I am not happy. I bought {food} here, and it {fault}."])
    s.s("Oh, I am sorry. When did you buy it?", "That should not happen. When was that?",
        "I am sorry to hear it. When were you here?")
    s.c(f"On {day}, at till {till}.", f"I bought it on {day}, with some {other}.",
        f"It was {day}. I paid at till number {till}.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    ask = r.choice((f"{c} complains that the {food} {fault}.", f"{c} brings back {food} to a supermarket.",
                    f"{c} is not happy with the {food}, which {fault}."))
    s.s("Do you have the receipt?", "May I see the receipt?", "Have you kept the receipt?")
    if end == 0:
        s.c(f"Yes, here. I paid {paid}.", f"Here it is. It was {paid}.", f"Yes, look, {paid}.")
        s.s(f"I can give you fresh {food} instead.", f"Shall I bring you fresh {food}?",
            f"You may take some new {food} from the shelf.")
        s.c("No, thanks. I would rather have my money.", "No, I do not trust it now. I want my money.",
            "No, just give me the money, please.")
        s.s(f"Sure, here is your {paid}.", f"All right, {paid} back for you.", f"Of course. Here you are, {paid}.")
        _end(s)
        return _done(s, "complaint", [f"{ask} {p} returns the {paid}.", f"{ask} {c} gets {paid} back.",
                                      f"{ask} {c} does not want fresh {food} and gets {paid} back."],
                     [f"{c} gets back {paid} in a supermarket because the {food} {fault}.",
                      f"Instead of taking fresh {food}, {c} asks for the money and gets {paid}.",
                      f"As the {food} {fault}, {c} receives {paid} back."],
                     [f"{p} offers {c} fresh {food}, but then gives the {paid} back instead.",
                      f"{p} says sorry for the bad {food} and gives {c} the {paid} back.",
                      f"{p} looks at the receipt and pays {paid} back to {c}."])
    if end == 1:
        s.c("Yes, here it is. I want my money back.", f"Here, I paid {paid}. I want it back.",
            "It is here. Can I have my money?")
        s.s(f"Of course. Or would you like fresh {food} and {gift} on your card?",
            f"Sure, or you take fresh {food} and a voucher for {gift}.",
            f"Yes. But I could also give you fresh {food} and {gift} for your next visit.")
        s.c("Oh, that is even better. I will take that.", f"Then I prefer the {food} and the {gift}.",
            "That is kind. I choose that, then.")
        _end(s)
        return _done(s, "complaint", [f"{ask} {c} takes fresh {food} and {gift} instead of the money.",
                                      f"{ask} {p} gives {c} fresh {food} and {gift}.",
                                      f"{ask} In the end {c} accepts fresh {food} and {gift}."],
                     [f"{c} first wants the money but then takes fresh {food} and {gift}.",
                      f"With fresh {food} and {gift}, {c} is happy again.",
                      f"{c} chooses fresh {food} and {gift} because the old one {fault}."],
                     [f"{p} offers fresh {food} and {gift}, and {c} accepts.",
                      f"{p} makes up for the {food} with a fresh one and {gift} for {c}.",
                      f"{p} is sorry about the {food} and gives {c} {gift} as well."])
    if end == 2:
        why = r.choice(("there is no receipt", "it was in a warm car", "it was bought too long ago",
                        "it was half the price", "most of it is gone", "it was not kept cold"))
        s.c("No, but you can see the problem.", "Sorry, no. But it is your product.", "I do not have it any more.")
        s.s(f"I am afraid I cannot pay, because {why}.", f"Then I cannot help you, because {why}.",
            f"I am sorry, but {why}, so I cannot pay it back.")
        s.c(f"That is bad. I paid {paid} for it.", f"But it was {paid}!", f"I will not buy {food} here again.")
        s.s("I understand, but those are the rules.", f"You can speak to my boss at {time}.", "I am really sorry.")
        _end(s)
        return _done(s, "complaint", [f"{ask} {p} does not pay because {why}.",
                                      f"{ask} {p} refuses to help because {why}.",
                                      f"{ask} There is no money back, since {why}."],
                     [f"{c} gets nothing back for the {food} because {why}.",
                      f"Because {why}, {c} does not get any money for the {food}.",
                      f"{c} leaves without money, although the {food} {fault}."],
                     [f"{p} refuses to pay for the {food}, saying that {why}.",
                      f"{p} tells {c} that {why} and pays nothing back.",
                      f"{p} says sorry but cannot give {c} any money for the {food}."])
    if end == 3:
        s.c(f"Yes, here. I paid {paid}.", f"Here you are, it was {paid}.", "Sure, it is in my bag. Here.")
        s.s(f"But this is from another shop, the {w.company(r)} market.",
            f"Look, it says {w.company(r)}. That is the shop next door.",
            f"I see {w.company(r)} here. This is not our receipt.")
        s.c("Oh, you are right. I mixed up the shops. Sorry!", "Is it? Oh, then I am in the wrong shop. Sorry.",
            "Oh no, so I bought it there. I am so sorry.")
        s.s(f"No problem. Our {food} is on offer for {gift} today.", "That happens. They are open until late.",
            f"Never mind. They close at {time}.")
        _end(s)
        return _done(s, "complaint", [f"{ask} But it comes from another shop, and {c} says sorry.",
                                      f"{ask} The receipt shows that {c} is in the wrong shop.",
                                      f"{ask} Then {c} sees that it is from another shop."],
                     [f"{c} mixed up the shops and did not buy the {food} here.",
                      f"The {food} was bought in another shop, so {c} says sorry for the mistake.",
                      f"{c} is in the wrong shop and has to go elsewhere with the {food}."],
                     [f"{p} sees on the receipt that {c} bought the {food} in another shop.",
                      f"{p} looks at the receipt and finds out that {c} is in the wrong shop.",
                      f"{p} cannot help, because the {food} of {c} comes from another shop."])
    if end == 4:
        s.c("Yes, but I do not want money.", f"Yes. But the {paid} is not important.",
            "I have it, but it is not about money.")
        s.s("What can we do, then?", "So what would you like?", "How can I help you, then?")
        s.c("I want to speak to the manager.", "I would like to tell the manager.", "Can I talk to the manager?")
        s.s(f"She is not here now. She can call you at {time}.",
            f"The manager is out, but she will phone you at {time}.",
            f"Sorry, not now, but she could call you at {time}.")
        s.c("Good, I will wait for it.", "All right, I will be at home.", "Yes, please, she has my number.")
        _end(s)
        return _done(s, "complaint", [f"{ask} The manager will call {c} at {time}.",
                                      f"{ask} {c} wants no money but a talk with the manager.",
                                      f"{ask} {p} promises a call from the manager at {time}."],
                     [f"{c} will get a call from the manager at {time} about the {food}.",
                      f"Since the manager is out, she will phone {c} at {time}.",
                      f"{c} does not ask for money but wants to talk to the manager."],
                     [f"{p} cannot get the manager now, so she will call {c} at {time}.",
                      f"{p} offers {c} a call from the manager at {time} about the {food}.",
                      f"{p} arranges that the manager will phone {c} at {time} about the {food}."])
    s.c(f"Yes, it was {paid}.", f"Here, I paid {paid}.", f"Of course. It shows {paid}.")
    s.s(f"Cash is not possible, but you get a voucher for {gift}.", f"I can offer you a voucher for {gift}, not cash.",
        f"We only give a voucher. It would be {gift}.")
    s.c("I do not want a voucher. I will not come here again.", "No, I will not shop here any more.",
        "Keep your voucher. From now on I shop elsewhere.")
    s.s("I am sorry that you feel that way.", f"Our {other} is very good, too.", "I am sorry, I cannot do more.")
    _end(s)
    return _done(s, "complaint", [f"{ask} {c} does not accept a voucher for {gift}.",
                                  f"{ask} {p} offers a voucher for {gift}, but {c} says no.",
                                  f"{ask} {c} refuses the voucher and will not shop there again."],
                 [f"{c} turns down a voucher for {gift} and will shop elsewhere.",
                  f"A voucher for {gift} is not enough for {c}, whose {food} {fault}.",
                  f"{c} gets no cash for the {food} and will not come back."],
                 [f"{p} gives no cash but offers {c} a voucher, which {c} declines.",
                  f"{p} cannot please {c}, who does not want a voucher for the {food}.",
                  f"{p} offers {gift} as a voucher and loses {c} as a customer."])


def gift_voucher(r: random.Random) -> Dialogue:
    """A client has a problem when using a gift voucher."""
    s = Script(r)
    shop, value, why = r.choice(VOUCHER_SHOPS), w.price(r, 30, 80), r.choice(VOUCHER_FAULTS)
    thing, other = r.sample(PRESENTS, 2)
    giver, day, end = r.choice(RELATIVES), w.weekday(r), r.randrange(6)
    low, extra = w.price(r, 5, 25), w.price(r, 81, 120)
    s.open((*HELLO, f"Welcome to the {shop}, can I help you?"),
           [f"Hello, I want to pay for this {thing} with a gift voucher of {value}.",
            f"I have a gift voucher for {value} and would like this {thing}.",
            f"Can I use this gift voucher for {_a(thing)}? It is {value}."])
    s.s("Let me see. Where did you get it?", "One moment. Who gave it to you?", "I will try. Was it a present?")
    s.c(f"My {giver} gave it to me for my birthday.",
        f"It is from my {giver}, for {r.choice(('Christmas', 'Easter'))}.",
        f"I got it from my {giver}.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    ask = r.choice((f"{c} wants to pay for {_a(thing)} with a gift voucher.",
                    f"{c} tries to use a gift voucher of {value}.", f"{c} has a gift voucher of {value}."))
    s.s(f"I see a problem, {why}.", f"I am sorry, {why}.", f"There is something wrong, {why}.")
    if end == 0:
        s.c("Oh no. Can you do something?", "Please help me, it was a present.", "What can we do now?")
        s.s("I will ask my boss. Yes, she says we can take it this time.",
            "Just a second. My boss says it is all right.",
            "Let me type it in by hand. Yes, now it is fine.")
        s.c(f"Great, then I will take the {thing}.", f"Wonderful. Then the {thing}, please.",
            f"I am so glad. I will have the {thing}.")
        s.s(f"There is another one for {extra}, but this is better.", f"Would you like a gift box for {low}?",
            f"Good. There are {low} left on it.")
        s.c("Thank you, that is all.", "All right, thanks.", "Good to know.")
        _end(s)
        return _done(s, "gift voucher", [f"{ask} There is a problem, but {p} accepts it in the end.",
                                         f"{ask} Although {why}, {c} gets the {thing}.",
                                         f"{ask} First there is a problem, but then {c} can use it."],
                     [f"{c} can use the gift voucher for the {thing}, although {why}.",
                      f"The {thing} is paid with a gift voucher, even though {why}.",
                      f"{c} gets the {thing} for the voucher after a small problem."],
                     [f"{p} makes it possible for {c} to use the gift voucher in the {shop}.",
                      f"{p} notices that {why} but still takes the gift voucher from {c}.",
                      f"{p} helps {c} in the end and accepts the voucher for the {thing}."])
    if end == 1:
        s.c("Can you not make an exception?", "But it is worth so much money.", "Can I not use it at all?")
        s.s("I am sorry, the till does not let me.", f"No, only the head office in {r.choice(w.CITIES)} could.",
            "No, the rules are very strict.")
        s.c(f"Then I will not buy the {thing}.", f"In that case, I do not want the {thing}.",
            f"Then keep the {thing}, I am going.")
        s.s(f"I could give you {low} off.", f"Wait, I can take {low} off for you.", f"Would {low} off help you?")
        s.c("No, thank you. I am too angry.", "No, that is not enough.", "No, I will leave it.")
        _end(s)
        return _done(s, "gift voucher", [f"{ask} {p} cannot take it because {why}.",
                                         f"{ask} It is refused because {why}, and {c} buys nothing.",
                                         f"{ask} It does not work, so {c} leaves without the {thing}."],
                     [f"{c} does not buy the {thing} because the gift voucher cannot be used.",
                      f"Because {why}, {c} cannot use the voucher and leaves.",
                      f"Even {low} off does not make {c} buy the {thing} without the voucher."],
                     [f"{p} refuses the gift voucher for the {thing} because {why}.",
                      f"{p} refuses the voucher and offers {c} {low} off instead, but {c} declines.",
                      f"{p} tells {c} that {why} and cannot take the voucher."])
    if end == 2:
        s.c("So what must I do?", "What can I do now?", "How can I solve that?")
        s.s(f"Please bring the receipt from your {giver}.", f"Ask your {giver} for the receipt, please.",
            f"If your {giver} has the receipt, we can change it.")
        s.c(f"Good, I will come back with it on {day}.", f"I will ask for it and return on {day}.",
            f"All right, I will bring it on {day}.")
        s.s(f"Shall I keep the {thing} for you?", f"I can put the {thing} aside until then.",
            f"I will keep the {thing} here.")
        s.c("Yes, please, that is nice.", "That would be great.", "Yes, thanks, please do.")
        _end(s)
        return _done(s, "gift voucher", [f"{ask} {p} needs the receipt, so {c} will come back on {day}.",
                                         f"{ask} {c} has to bring the receipt on {day}.",
                                         f"{ask} Without the receipt it does not work, and {c} returns on {day}."],
                     [f"{c} will come back on {day} with the receipt for the gift voucher.",
                      f"On {day}, {c} will bring the receipt so that the voucher can be used.",
                      f"The {thing} is kept until {c} brings the receipt on {day}."],
                     [f"{p} asks {c} for the receipt of the voucher and keeps the {thing}.",
                      f"{p} cannot take the voucher because {why}, but a receipt would help.",
                      f"{p} keeps the {thing} for {c}, who will return on {day}."])
    if end == 3:
        s.c("That is strange. Is there another way?", "Oh. And what now?", "Can you help me anyway?")
        s.s(f"Yes, but not for the {thing}. You can use it for {_a(other)}.",
            f"It works for {_a(other)}, but not for the {thing}.",
            f"I could take it if you choose {_a(other)} instead.")
        s.c(f"All right, {_a(other)} is also nice. I will take that.", f"Good, then I will take {_a(other)}.",
            f"Fine. I can use {_a(other)}, too.")
        s.s(f"Good choice. You have {low} left.", f"Here you are. You still have {low}.",
            f"Then {low} stays on the card.")
        _end(s)
        return _done(s, "gift voucher", [f"{ask} In the end {c} uses it for {_a(other)}.",
                                         f"{ask} It does not work, so {c} takes {_a(other)} instead.",
                                         f"{ask} {p} only takes it for {_a(other)}, and {c} agrees."],
                     [f"{c} leaves the {thing} and takes {_a(other)} with the gift voucher.",
                      f"Instead of the {thing}, {c} gets {_a(other)} for the voucher.",
                      f"{c} changes plans and uses the gift voucher to get {_a(other)}."],
                     [f"{p} cannot take the voucher for the {thing} but offers {c} {_a(other)} instead.",
                      f"{p} suggests {_a(other)} instead of the {thing}, and {c} accepts.",
                      f"{p} lets {c} use the voucher for {_a(other)} but not for the {thing}."])
    if end == 4:
        s.c(f"Then I will pay the {thing} in cash.", "Well, I can also pay in cash.",
            "All right, I will pay by card, then.")
        s.s("And what about the voucher?", "Good. And the voucher?", "Fine. Do you want the voucher back?")
        s.c(f"Wait. I do not really need the {thing}. I will ask my {giver} first.",
            f"Hmm, no. I will not buy it today. I had better ask my {giver}.",
            f"Actually, I will buy nothing today and talk to my {giver} first.")
        s.s(f"As you like. It is {extra} without the voucher.", f"Sure. The sale ends on {day}.",
            f"No problem. We are open until {w.clock(r, 15, 19)}.")
        _end(s)
        return _done(s, "gift voucher", [f"{ask} As there is a problem, {c} will ask {c}'s {giver} first.",
                                         f"{ask} It does not work, and {c} buys nothing today.",
                                         f"{ask} {c} decides to talk to {c}'s {giver} before buying the {thing}."],
                     [f"{c} does not buy the {thing} today and will ask {c}'s {giver} about the voucher.",
                      f"Since {why}, {c} wants to talk to {c}'s {giver} first.",
                      f"{c} first wants to pay for the {thing} without the voucher but then buys nothing."],
                     [f"{p} tells {c} that {why}, so {c} buys nothing.",
                      f"{p} cannot use the voucher, and {c} will speak to {c}'s {giver}.",
                      f"{p} finds a problem with the voucher of {c}, who leaves the {thing} there."])
    s.c("How can I get a good one?", "Can I get a new voucher?", "Could you change it for a new one?")
    s.s(f"Yes, but that takes until {day} and costs {low}.", f"Sure, by {day}. The fee is {low}.",
        f"We can print a new one by {day} for {low}.")
    s.c("That is all right, please do it.", "Fine, I will pay that.", "Okay, then I want a new one.")
    s.s(f"Good. The {thing} may be gone by then.", f"Fine. You could get {_a(other)}, too.",
        "Good, I need your address for that.")
    s.c("All right, no problem.", "That is fine with me.", "No problem at all.")
    _end(s)
    return _done(s, "gift voucher", [f"{ask} {c} pays {low} for a new one, ready on {day}.",
                                     f"{ask} {p} will replace it by {day} for {low}.",
                                     f"{ask} A new one will be made by {day}."],
                 [f"{c} will get a new gift voucher by {day}, because {why}.",
                  f"For {low}, {c} can have a new voucher by {day}.",
                  f"A new voucher costs {c} {low} and will be ready on {day}."],
                 [f"{p} cannot take the voucher but will make {c} a new one by {day}.",
                  f"{p} asks {low} for a new gift voucher, and {c} agrees.",
                  f"{p} replaces the gift voucher of {c} because {why}."])


def _send_parcel(r: random.Random) -> Dialogue:
    """A client sends a parcel from the post office."""
    s = Script(r)
    inside, land = r.choice(CONTENTS), r.choice(w.COUNTRIES)
    who, kilos = r.choice(RELATIVES), r.choice(w.NUMBER_WORDS)
    days, weeks = r.sample(w.NUMBER_WORDS, 2)
    slow, fast, day, end = w.price(r, 9, 25), w.price(r, 26, 60), w.weekday(r), r.randrange(6)
    s.open((*HELLO, "Hello, a letter or a parcel?"),
           [f"Hello, I want to send this parcel to {land}.", f"This parcel has to go to {land}.",
            f"How much is a parcel to {land}, please?"])
    s.s("Put it here, please. What is in it?", "All right. What is inside?", "Let me weigh it. What is in it?")
    s.c(f"Just {inside}, for my {who}.", f"It is {inside} for my {who}.", f"I packed {inside} for my {who}.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    ask = r.choice((f"{c} wants to send a parcel to {land}.", f"{c} is sending {inside} to {land}.",
                    f"{c} brings a parcel with {inside} to the post office."))
    if end == 2:
        why = r.choice(("it is too big", "the box is open", "the box is too weak", "the address is not complete",
                        "it is too heavy", "the paper is wet", "such things are not allowed there",
                        "there is a postal strike there"))
        s.s(f"It is {kilos} kilos, so {slow}. But wait.", f"That would be {slow}. Oh, one moment.",
            f"{kilos.capitalize()} kilos. Hmm, I see a problem.")
        s.c("Is something wrong?", "What is it?", "Is there a problem?")
        s.s(f"I cannot take it, because {why}.", f"I am sorry, {why}, so we cannot send it.",
            f"We do not send it like this, because {why}.")
        s.c(f"Oh. Then I will come back on {day}.", f"I see. I will try again on {day}.",
            f"What a pity. I will return on {day}.")
        _end(s)
        return _done(s, "parcel", [f"{ask} {p} does not take it because {why}.",
                                   f"{ask} It cannot be sent because {why}, and {c} will return on {day}.",
                                   f"{ask} {p} refuses the parcel, as {why}."],
                     [f"{c} has to come back on {day} with the parcel because {why}.",
                      f"Because {why}, the parcel to {land} is not sent today.",
                      f"The parcel stays with {c}, since {why}."],
                     [f"{p} refuses to send the parcel to {land} because {why}.",
                      f"{p} checks the parcel of {c} and says that {why}.",
                      f"{p} sends {c} away with the parcel, because {why}."])
    s.s(f"It is {kilos} kilos. Normal post is {slow}, and express is {fast}.",
        f"That is {slow} by normal post or {fast} by express, for {kilos} kilos.",
        f"{kilos.capitalize()} kilos. You pay {slow}, or {fast} for express.")
    if end in (0, 1, 3):
        s.c("How long does it take?", "When will it arrive?", "How fast is it?")
        s.s(f"Normal takes {weeks} weeks, and express {days} days.",
            f"Express needs {days} days, normal {weeks} weeks.",
            f"About {weeks} weeks, or {days} days with express.")
    if end == 0:
        s.c("It is not urgent. Normal post is fine.", "I have time, so I will take normal post.",
            "Then normal post, please. There is no hurry.")
        _end(s)
        return _done(s, "parcel", [f"{ask} {c} chooses normal post for {slow}.",
                                   f"{ask} It goes by normal post for {slow}.",
                                   f"{ask} There is no hurry, so {c} pays {slow}."],
                     [f"{c} pays {slow} for a parcel to {land} that takes {weeks} weeks.",
                      f"Express is not needed, so {c} sends the parcel to {land} by normal post.",
                      f"The parcel to {land} goes by normal post, because {c} has time."],
                     [f"{p} offers express for {fast}, but {c} takes normal post to {land}.",
                      f"{p} sends the parcel of {c} to {land} for {slow}.",
                      f"{p} explains both prices for the parcel, and {c} picks the cheaper one."])
    if end == 1:
        s.c(f"{weeks.capitalize()} weeks is too long. Express, please.", "Then I will take express.",
            "I need it there soon, so express.")
        _end(s)
        return _done(s, "parcel", [f"{ask} {c} takes express for {fast}.",
                                   f"{ask} It goes by express and takes {days} days.",
                                   f"{ask} Normal post is too slow, so {c} pays {fast}."],
                     [f"{c} pays {fast} so that the parcel is in {land} in {days} days.",
                      f"By express, the parcel of {c} will be in {land} in {days} days.",
                      f"{c} does not want to wait {weeks} weeks and sends the parcel by express."],
                     [f"{p} sends the parcel of {c} to {land} by express for {fast}.",
                      f"{p} names the prices for sending the parcel to {land}, and {c} chooses express.",
                      f"{p} says normal post takes {weeks} weeks, so {c} pays {fast} for express."])
    if end == 3:
        s.c("Express, please.", "Then I want express.", "I think I need express.")
        s.s(f"All right, {fast}.", f"Good, that is {fast}, please.", f"Fine. Then {fast}, please.")
        s.c("Oh, I have not enough money with me. Make it normal post.",
            f"Hmm, that is a lot. My {who} can wait, so normal post after all.",
            "No, wait. It is too expensive. I will take normal post.")
        _end(s)
        return _done(s, "parcel", [f"{ask} {c} first wants express but then takes normal post.",
                                   f"{ask} In the end {c} sends it by normal post for {slow}.",
                                   f"{ask} Express is too expensive, so {c} chooses normal post."],
                     [f"{c} changes from express to normal post and pays {slow}.",
                      f"The parcel to {land} goes by normal post, as {fast} is too much for {c}.",
                      f"{c} does not pay {fast} and sends the parcel by normal post."],
                     [f"{p} asks {fast} for express, so {c} changes to normal post.",
                      f"{p} will send the parcel to {land} in the normal way for {slow}.",
                      f"{p} prepares an express parcel, but {c} then wants normal post."])
    if end == 4:
        s.c(f"Express, please. It must be there by {day}.", f"I take express, it has to be there by {day}.",
            f"Then express. It is needed by {day}.")
        s.s("Then you must fill in this form for the customs.", "I also need a customs form from you.",
            "There is a customs form to fill in first.")
        s.c("That is long! I do not have my glasses here.", "Oh, so many questions. I must ask my " + who + ".",
            "I do not know the value of it.")
        s.s("You can do it at home.", "Take it home with you, if you like.", "You may bring it back later.")
        s.c("Good, I will do it at home and come again.", "Yes, I will take it home and come back.",
            "Fine, I will fill it in at home and return.")
        _end(s)
        return _done(s, "parcel", [f"{ask} {c} must fill in a customs form at home first.",
                                   f"{ask} It is not sent yet because {c} has to fill in a form.",
                                   f"{ask} {c} takes a customs form home and will come back."],
                     [f"{c} will come back after filling in a customs form at home.",
                      f"Because of a customs form, the parcel to {land} is not sent today.",
                      f"{c} wants express for the parcel but has to fill in a form first."],
                     [f"{p} asks for a customs form, which {c} will fill in at home.",
                      f"{p} cannot send the parcel to {land} before {c} fills in a form.",
                      f"{p} gives {c} a customs form for the parcel to take home."])
    s.c("That is more than I thought.", "So much? I wanted to pay less.", "Both are expensive.")
    s.s(f"Without the big box it would be {r.randint(5, 8)} dollars.", "A smaller box would be cheaper.",
        "You could take something out.")
    s.c(f"No, I will not send it. My {who} is coming here soon.", f"Then I will keep it until my {who} visits me.",
        f"I will not send it, then. My {who} can fetch it in {r.choice(w.MONTHS)}.")
    s.s("That is fine, too.", "As you like.", "That will save you the money.")
    _end(s)
    return _done(s, "parcel", [f"{ask} {c} finds it too expensive and does not send it.",
                               f"{ask} The price is too high, so {c} keeps the parcel.",
                               f"{ask} {c} decides to give it to {c}'s {who} later."],
                 [f"{c} does not send the parcel to {land} because it costs too much.",
                  f"Since post to {land} is expensive, {c} keeps the parcel for {c}'s {who}.",
                  f"{c} will keep the parcel until {c}'s {who} comes."],
                 [f"{p} asks {slow} or {fast}, but {c} decides not to send the parcel.",
                  f"{p} tells {c} the prices to {land}, and {c} does not want to pay.",
                  f"{p} suggests a cheaper way, but {c} keeps the parcel."])


def _fetch_parcel(r: random.Random) -> Dialogue:
    """A client wants to pick up a parcel at the post office."""
    s = Script(r)
    inside, who, mate = r.choice(CONTENTS), r.choice(RELATIVES), r.choice(PARTNERS)
    came, day = w.two_weekdays(r)
    road, box, shelf = w.street(r), r.choice(w.COLOURS), r.randint(2, 30)
    time, fee, end = w.clock(r, 8, 18), w.price(r, 5, 25), r.randrange(5)
    s.open(HELLO, ["Hello, I want to pick up a parcel.", "I have come to fetch a parcel, please.",
                   "There should be a parcel for me here."])
    s.s("Do you have the card from the postman?", "What did the card in your letter box say?",
        "Did you get a card about it?")
    s.c(f"Yes, it says {came}. My address is {road}.", f"Here it is. They came to {road} on {came}.",
        f"Yes. They came on {came}, but I was out.")
    c, p = _who(s), s.staff
    s.aside(0.5)
    s.s("I will look. Who sent it?", "One moment. Who is it from?", "Let me check. Do you know who sent it?")
    s.c(f"My {who}. It must be {inside}.", f"It is from my {who}, I think {inside}.",
        f"My {who} sent me {inside}, in {_a(box)} box.")
    ask = r.choice((f"{c} wants to pick up a parcel at the post office.", f"{c} comes for a parcel from {c}'s {who}.",
                    f"{c} asks for a parcel with {inside}."))
    if end == 0:
        s.s(f"Here it is, on shelf {shelf}. There are {fee} to pay for customs.",
            f"I have found it. You must pay {fee} for customs.", f"It is here, but customs costs {fee}.")
        s.c("Oh, I did not know. Here is the money.", "That is a surprise, but I will pay.", "All right, here you are.")
        s.s("Thank you. Please sign here.", "Thanks. Here is your parcel.", "Good, and now sign, please.")
        _end(s)
        return _done(s, "parcel", [f"{ask} {c} has to pay {fee} for customs and gets it.",
                                   f"{ask} {p} finds it, and {c} pays {fee}.",
                                   f"{ask} After paying {fee}, {c} receives it."],
                     [f"{c} gets the parcel after paying {fee} for customs.",
                      f"Customs for the parcel costs {fee}, which {c} pays at once.",
                      f"For {fee}, {c} can take the parcel from {c}'s {who} home."],
                     [f"{p} finds the parcel and asks {c} for {fee}.",
                      f"{p} gives {c} the parcel with {inside} after {c} pays {fee}.",
                      f"{p} takes {fee} for customs and hands over the parcel to {c}."])
    if end == 1:
        s.s("I have it. May I see your passport?", "Here it is. Your passport, please.",
            "Found it. I need to see a passport.")
        s.c(f"I only have a photo of my {mate}.", "I have no passport with me.", "It is at home, sorry.")
        s.s("Then I cannot give it to you.", "I am sorry, it stays here, then.", "Without it I am not allowed to.")
        s.c(f"All right, my {mate} will bring my passport on {day}.",
            f"Then I will come back with a passport on {day}.",
            f"Fine, I will bring my passport on {day}.")
        if len(s.turns) < 13:
            s.s(f"Good. We close at {time}.", f"It will stay on shelf {shelf} for you.", "We will keep it for you.")
        _end(s)
        return _done(s, "parcel", [f"{ask} {p} does not give it out without a passport.",
                                   f"{ask} Without a passport, {c} has to wait until {day}.",
                                   f"{ask} {c} has no passport, so it stays there until {day}."],
                     [f"{c} cannot have the parcel today because the passport is not there.",
                      f"The parcel stays at the post office until {day}, as {c} has no passport.",
                      f"On {day}, {c} can get the parcel at the post office with a passport."],
                     [f"{p} keeps the parcel until {day} because {c} cannot show a passport.",
                      f"{p} refuses to hand out the parcel from {c}'s {who} without a passport.",
                      f"{p} asks {c} for a passport, which {c} does not have there."])
    if end == 2:
        other = w.street(r)
        s.s(f"It is not here. It is in the post office in {other}.", f"I see, it was taken to {other}.",
            f"Your parcel is at our other office, in {other}.")
        s.c("That is far away. Can you bring it here?", "But that is so far. Can it come here?",
            "Can you not get it here?")
        s.s(f"Yes, but only by {day}.", f"It could be here on {day}.", f"That would take until {day}.")
        s.c("Then I will go there myself today.", "I need it today, so I will go there.",
            "That is too late. I will drive there now.")
        if len(s.turns) < 13:
            s.s(f"They are open until {time}.", f"They close at {time}.", "Good, you can take the bus.")
        _end(s)
        return _done(s, "parcel", [f"{ask} It is in {other}, and {c} will go there today.",
                                   f"{ask} {c} has to get it in {other}.",
                                   f"{ask} {c} does not wait until {day} but goes to {other}."],
                     [f"{c} will go to the post office in {other} for the parcel.",
                      f"The parcel is in {other}, where {c} will get it today.",
                      f"As {day} is too late, {c} will fetch the parcel in {other}."],
                     [f"{p} sends {c} to {other}, because the parcel is there.",
                      f"{p} could have the parcel by {day}, but {c} goes to {other}.",
                      f"{p} finds out that the parcel for {c} is in {other}."])
    if end == 3:
        s.s(f"It is still in the van. You can have it after {time}.", f"The van is not back yet. Come again at {time}.",
            f"It is not here before {time}, sorry.")
        s.c("I cannot come again today.", f"At {time} I am at work.", "I have no time later.")
        s.s("Shall we bring it to your house?", f"We can bring it to {road} again.",
            "Should the postman bring it again?")
        s.c(f"Yes, please, but on {day}.", f"Good, I am at home on {day}.", f"That would be great. {day}, please.")
        if len(s.turns) < 13:
            s.s(f"All right, {day} it is.", f"I will write down {day}.", f"No problem, on {day}.")
        _end(s)
        return _done(s, "parcel", [f"{ask} It is not there, so it will be brought on {day}.",
                                   f"{ask} {p} will have it brought on {day}.",
                                   f"{ask} They agree that it will be brought to {c} on {day}."],
                     [f"{c} will get the parcel at home on {day}.",
                      f"The parcel is not at the post office yet and will be brought to {c} on {day}.",
                      f"As {c} cannot come again today, the parcel will be brought on {day}."],
                     [f"{p} does not have the parcel yet and will send it to {c} on {day}.",
                      f"{p} offers to bring the parcel to {c} again, and {c} chooses {day}.",
                      f"{p} notes that {c} wants to get the parcel at home on {day}."])
    s.s("I cannot find it. Wait, somebody took it.", f"It was on shelf {shelf}, but it is gone.",
        "I am sorry, it is not here any more.")
    s.c("What? Who has it?", "Gone? Who took it?", "How can that be?")
    s.s(f"I see it here. Your {mate} took it at {time}.", f"Your {mate} signed for it at {time}.",
        f"It says that your {mate} was here at {time}.")
    s.c("Oh, I see! Then all is well.", f"My {mate} never tells me anything! Then it is all right.",
        "That is good. I was worried.")
    if len(s.turns) < 13:
        s.s(f"If it had stayed, you would pay {fee}.", "Yes, it is safe at home.", "I am glad I could help.")
    _end(s)
    return _done(s, "parcel", [f"{ask} {c}'s {mate} has it already.", f"{ask} {p} finds out that {c}'s {mate} took it.",
                               f"{ask} It was given to {c}'s {mate} at {time}."],
                 [f"{c} is glad to learn that {c}'s {mate} took the parcel at {time}.",
                  f"The parcel is not there any more because {c}'s {mate} has it.",
                  f"{c}'s {mate} took the parcel at {time}, so all is well."],
                 [f"{p} cannot find the parcel and then sees that {c}'s {mate} took it.",
                  f"{p} tells {c} that {c}'s {mate} came and took the parcel at {time}.",
                  f"{p} explains to {c} that the parcel is with {c}'s {mate} already."])


def post_office_parcel(r: random.Random) -> Dialogue:
    """A client sends or fetches a parcel."""
    return _send_parcel(r) if r.random() < 0.55 else _fetch_parcel(r)


FAMILIES: dict[str, Family] = {
    "refund request": refund_request,
    "late delivery": late_delivery,
    "wrong item delivered": wrong_item_delivered,
    "phone contract change": phone_contract_change,
    "internet fault": internet_fault,
    "bank card problem": bank_card_problem,
    "bank loan or account opening": bank_loan_or_account,
    "insurance claim": insurance_claim,
    "tailor or dry cleaner": tailor_or_cleaner,
    "furniture order": furniture_order,
    "supermarket complaint": supermarket_complaint,
}
HELD_OUT: dict[str, Family] = {
    "gift voucher": gift_voucher,
    "post office parcel": post_office_parcel,
}
