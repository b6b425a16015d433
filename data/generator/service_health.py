"""Service dialogues about food and health: restaurants, catering, doctors, dentists, pharmacies and vets."""

from __future__ import annotations

import random

from . import words as w
from .core import Dialogue, Family, Script

KIN = ("wife", "husband", "brother", "sister", "mother", "father", "partner", "son", "daughter", "cousin", "nephew",
       "grandmother", "grandfather", "friend", "flatmate", "niece")
OCCASIONS = ("a birthday", "a family dinner", "a wedding anniversary", "a business dinner", "a school reunion",
             "an engagement party", "a farewell dinner", "a graduation", "a team dinner", "a visit from old friends",
             "a football club dinner", "a housewarming dinner", "a christening", "a small celebration",
             "a retirement dinner", "a choir evening", "a book club dinner", "a family reunion")
SEATS = ("by the window", "on the terrace", "in the garden", "near the fireplace", "in the back room", "upstairs",
         "near the bar", "in a quiet corner", "on the balcony", "in the main hall", "next to the piano",
         "under the big tree", "near the open kitchen", "by the fish tank", "in the small room", "near the entrance")
DISHES = ("grilled salmon", "tomato soup", "roast chicken", "mushroom risotto", "vegetable curry", "beef stew",
          "lamb steak", "fish pie", "onion soup", "chicken salad", "spinach pie", "pasta with cream sauce",
          "fried rice", "potato pie", "roast duck", "pumpkin soup", "pork roast", "noodle soup",
          "seafood pasta", "cheese omelette", "bean burger", "vegetable lasagne", "Greek salad", "turkey steak")
DRINKS = ("a bottle of red wine", "an apple juice", "a large beer", "a pot of tea", "a bottle of water", "a lemonade",
          "a double coffee", "a hot chocolate", "an orange juice", "a glass of white wine", "a cocktail", "an iced tea",
          "a bowl of olives", "a plate of cheese", "a garlic bread", "a side salad", "a large ice cream",
          "a bread basket")
DESSERTS = ("a slice of apple pie", "a chocolate cake", "an ice cream", "a fruit salad", "a cup of coffee",
            "a lemon tart", "a plate of biscuits", "a cheesecake", "a vanilla pudding", "a glass of dessert wine",
            "a mint tea", "a bowl of strawberries", "a pancake with honey", "a pear tart", "a carrot cake")
DISH_FAULTS = ("is cold", "is too salty", "is burned", "has a hair in it", "is far too spicy", "is not cooked enough",
               "tastes sour", "is very dry", "has no taste", "smells strange", "is swimming in oil", "has nuts in it",
               "is only lukewarm", "is too sweet", "is much too small")
SYMPTOMS = ("a bad cough", "a sore throat", "back pain", "a stiff neck", "a skin rash", "stomach pain", "an earache",
            "a high fever", "a painful knee", "bad headaches", "a swollen ankle", "a runny nose", "chest pain at night",
            "red eyes", "a sore shoulder", "pain in the left foot", "trouble sleeping", "a painful wrist",
            "a swollen finger", "an itchy arm", "dizzy spells", "a strange mole", "hip pain", "a burning throat")
BUSY = ("I have to work", "my son has a school play", "I am travelling", "I have an exam", "I have a job interview",
        "I look after my grandchildren", "my car is in the garage", "I have a long meeting", "we have visitors",
        "I have a driving lesson", "I teach a class", "my mother needs me", "the plumber is coming",
        "I work a night shift",
        "I go to a funeral", "I have choir practice")
TEETH = ("a back tooth on the left", "a front tooth", "a lower tooth on the right", "an upper tooth", "a wisdom tooth",
         "an upper tooth on the left", "a lower back tooth", "a tooth at the back", "a lower front tooth",
         "an upper tooth on the right", "a lower tooth on the left", "a back tooth on the right")
TOOTH_FAULTS = ("hurts when I eat", "is loose", "hurts when I drink something cold", "broke on a nut",
"has lost its filling",
                "keeps me awake at night", "feels rough", "hurts when I chew", "has a dark spot", "bleeds at the side",
                "hurts when I bite", "has a crack", "aches all day", "hurts with hot tea", "chipped on some bread")
AILMENTS = ("a dry cough", "a blocked nose", "a sore throat", "hay fever", "itchy skin", "a headache",
"an upset stomach",
            "a cold", "sore muscles", "dry eyes", "a sunburn", "insect bites", "a small burn", "a stiff back",
            "travel sickness", "a blister on the foot", "dry lips", "tired legs", "heartburn", "a bruised knee")
REMEDIES = ("tablets", "drops", "capsules", "syrup", "cream", "spray", "powder", "gel", "herbal tea", "ointment",
            "pastilles", "lotion", "chewing tablets", "herbal drops")
CAUTIONS = ("I am allergic to nuts", "I take pills for my heart", "I have to drive all day", "I have a weak stomach",
            "I am allergic to aspirin", "I am pregnant", "I have high blood pressure", "I am allergic to honey",
            "I work with machines", "I cannot have sugar", "I have asthma", "I am breastfeeding",
            "I take sleeping pills", "I have very sensitive skin", "I am allergic to milk")
EVENTS = ("a wedding", "an office party", "a birthday party", "a garden party", "a school party", "a conference",
          "a baby shower", "a funeral lunch", "a summer party", "a shop opening", "an art show", "a sports day",
          "a family reunion", "a farewell party", "a product launch", "a charity evening", "an open day",
          "a retirement party", "a street party", "an anniversary party")
FOODS = ("a cold buffet", "a hot buffet", "a sandwich lunch", "a barbecue", "a three-course dinner", "finger food",
         "a pizza lunch", "an Indian menu", "a vegetarian buffet", "a sushi table", "a Mexican menu", "a soup lunch",
         "a cheese table", "a brunch", "a Greek buffet", "a pasta buffet", "a cake table", "a fish menu",
         "a salad bar", "an Italian menu", "a breakfast table", "a burger stand")
SWEETS = ("a chocolate fountain", "an ice cream stand", "a cocktail bar", "a wedding cake", "fresh flowers",
          "two waiters", "a coffee machine", "a pancake stand", "table lamps", "a fruit tower", "a juice bar",
          "white tablecloths", "a popcorn machine", "balloons", "a pianist", "silver plates")
PETS = ("dog", "cat", "rabbit", "hamster", "parrot", "guinea pig", "puppy", "kitten", "terrier", "poodle", "tortoise",
        "goat", "pony", "ferret", "spaniel", "duck")
PET_NAMES = ("Biscuit", "Pepper", "Mango", "Shadow", "Ginger", "Cookie", "Lucky", "Smokey", "Coco", "Bandit", "Waffle",
             "Rusty", "Peanut", "Snowy", "Tiger", "Muffin", "Pickle", "Storm", "Honey", "Domino", "Toffee", "Button")
PET_FAULTS = ("does not eat", "limps", "coughs at night", "scratches all the time", "has red eyes", "sleeps all day",
              "drinks too much water", "is losing weight", "has a swollen leg", "keeps shaking its head",
              "has bad breath",
              "is losing hair", "has a cut on its foot", "cannot jump", "has a lump on its back", "breathes too fast",
              "has stomach trouble", "sneezes a lot")
PET_CARE = ("an eye wash", "a special diet", "a cream", "a strong tonic", "a warm bandage", "a blood test",
"an injection",
            "an X-ray", "a vitamin paste", "a flea bath", "a wound spray", "an ear wash", "a soft collar", "a scan",
            "a light diet", "a course of pills")
SPANS = ("two days", "three days", "a week", "two weeks", "four days", "five days", "ten days", "a month", "six days",
         "three weeks", "two months", "last weekend", "yesterday morning", "the holidays", "my birthday")


def _intro(r: random.Random) -> tuple[str, str]:
    """Draw, in a quarter of all cases, the client's name and the words that give it."""
    if r.random() >= 0.25:
        return "", ""
    who = w.name(r) if r.random() < 0.6 else w.titled(r)
    return who, r.choice((f" My name is {who}.", f" I am {who}.", f" The name is {who}."))


def _two_times(r: random.Random, first: int, last: int) -> tuple[str, str]:
    """Draw two different times of day, in either order."""
    middle = (first + last) // 2
    times = w.clock(r, first, middle), w.clock(r, middle + 1, last)
    return times if r.random() < 0.5 else (times[1], times[0])


def _two_prices(r: random.Random, low: int, middle: int, high: int) -> tuple[str, str]:
    """Draw a lower and a higher price."""
    return w.price(r, low, middle), w.price(r, middle + 5, high)


def _since(span: str) -> str:
    """Say how long something has lasted: ``for a week`` or ``since yesterday``."""
    return f"for {span}" if span.endswith(("days", "week", "weeks", "month", "months")) else f"since {span}"


def _bye(s: Script) -> None:
    """Let both sides take leave."""
    s.c("Thank you. Goodbye.", "Thanks a lot, bye.", "Thank you for your help.", "All right, thanks.",
        "Okay, thank you.")
    s.s("You are welcome. Goodbye.", "My pleasure. Bye.", "Have a nice day.", "Goodbye, take care.", "Thank you, bye.")


def restaurant_reservation(r: random.Random) -> Dialogue:
    """A guest books a table; the time, the seat or the party may change."""
    s = Script(r)
    name, intro = _intro(r)
    n, m = r.sample(w.NUMBER_WORDS, 2)
    day, other = w.two_weekdays(r)
    t1, t2 = _two_times(r, 12, 21)
    seat, seat2 = r.sample(SEATS, 2)
    occ, kin, cost = r.choice(OCCASIONS), r.choice(KIN), w.price(r, 15, 60)
    s.open(("Good evening, how can I help you?", f"{w.company(r)} Restaurant, good afternoon.",
           "Hello, what can I do for you?",
            "Welcome. Do you want to book a table?"),
           (f"Hello, I would like to reserve a table for {n} on {day}.{intro}",
            f"Hi, do you have a table for {n} people on {day}?{intro}",
            f"I want to book a table for {day}, please. We are {n} people.{intro}",
            f"Good evening. Can I get a table for {n} on {day}?{intro}"))
    x, y = name or s.client, s.staff
    s.s("Let me look. What time would you like?", f"For {day}, yes. At what time will you come?",
        "When do you want to eat?",
        "I will check that. Which time suits you?")
    s.c(f"At {t1}, please. It is for {occ}.", f"{t1} would be best. We are having {occ}.",
        f"Around {t1}. The reason is {occ}.")
    s.aside(0.5)
    s.s(f"How nice. On {other} we also have a set menu for {cost}.",
        f"Lovely. Our set menu costs {cost} per person, by the way.",
        f"I see. We offer a menu for {cost} if you like.")
    s.c(f"No, thanks, we will order there. Could we sit {seat}?", f"We do not need that. I would like to sit {seat}.",
        f"No menu, please. But is there a table {seat}?")
    k = r.randrange(6)
    if k == 0:
        s.s(f"That part is taken at {t1}. I have a free table {seat2}.", f"I am sorry, no. But you can sit {seat2}.",
            f"Those tables are gone. What about one {seat2}?")
        s.c("That is fine too.", "Good, we will take that one.", "All right, that sounds nice as well.")
        s.s(f"Then I have a table for {n} on {day} at {t1}.", f"I wrote it down: {day}, {t1}, {n} people.",
            f"Your table for {n} is booked for {day} at {t1}.")
        out = ([f"{x} books a table {seat2} for {n} people on {day} at {t1}.",
                f"{x} reserves a table for {n} on {day} at {t1} and accepts a place {seat2}.",
                f"{x} gets a table for {n} on {day} at {t1}. It is {seat2}."],
               [f"{x} wants to sit {seat}, but those tables are taken, so {x} takes one {seat2}.",
                f"There is no free table {seat} for {x}'s group, so they will sit {seat2} on {day}.",
                f"Because no table {seat} is free, {x} agrees to sit {seat2} on {day}."],
               [f"{y} cannot give {x} a table {seat} but offers one {seat2}. {x} accepts.",
                f"{y} helps {x} to book for {occ}. The guests will sit {seat2} instead of {seat}.",
                f"{y} books a table {seat2} for {x}, who is planning {occ} on {day}."])
    elif k == 1 or k == 2:
        s.s(f"Yes, but not at {t1}. We have one at {t2}.", f"At {t1} everything is full. It is free at {t2}.",
            f"Yes, but only at {t2}. At {t1} we are fully booked.")
        if k == 1:
            s.c(f"Then we will come at {t2}.", f"{t2} is all right for us.", f"Okay, let us say {t2}.")
            s.s(f"Good, your table {seat} is booked for {day}.", f"Fine. I have put you down for {n} people {seat}.",
                "Perfect, the table is yours.")
            out = ([f"{x} books a table {seat} for {n} people on {day} at {t2}.",
                    f"{x} reserves a table for {n} on {day}. They will come at {t2} and sit {seat}.",
                    f"{x} wants a table for {occ} and books it for {day} at {t2}."],
                   [f"The restaurant is full at {t1} on {day}, so {x} agrees to come at {t2}.",
                    f"{x} asks for {t1}, but no table is free then, so {x} chooses {t2} on {day}.",
                    f"As {t1} is not possible on {day}, {x} accepts a table at {t2} instead."],
                   [f"{y} has no table at {t1} and offers {x} one {seat} at {t2}. {x} takes it.",
                    f"{y} tells {x} that {t1} is fully booked and reserves a table for {n} at {t2}.",
                    f"{y} finds {x} a table {seat} at {t2} on {day} for {occ}."])
        else:
            s.c(f"{t2} does not suit us. I will try another restaurant.",
                "No, that time is bad for us. We will go somewhere else.",
                f"My {kin} cannot come then. I will look for another place.")
            s.s("I am sorry about that. Maybe next time.", "That is a pity. We hope to see you another day.",
                "I understand. Sorry that I could not help.")
            out = ([f"{x} wants a table for {n} on {day} at {t1} but does not book because only {t2} is free.",
                    f"{x} asks for a table at {t1} on {day}. It is full, and {x} will go to another restaurant.",
                    f"{x} tries to book a table for {n} on {day}, but the free time does not suit {x}."],
                   [f"{x} turns down a table at {t2} and will look for another restaurant for {occ}.",
                    f"{x} does not accept the offered time of {t2} and decides to eat somewhere else.",
                    f"The only free table on {day} is at {t2}, so {x} will try a different place."],
                   [f"{y} can only offer {x} a table at {t2} instead of {t1}. {x} declines.",
                    f"{y} tells {x} that the restaurant is full at {t1} on {day}. No table is booked.",
                    f"{y} offers {x} another time on {day}, but {x} refuses it and leaves without a booking."])
    elif k == 3:
        s.s(f"Yes, that works. So {n} people on {day}?", f"Yes, there is a table {seat}. Is {day} correct?",
            f"That is possible. I will write down {n} guests for {day}.")
        s.c(f"Wait, I made a mistake. We are {m} people and it is on {other}.",
            f"Oh, sorry, I mean {other}, not {day}. And we will be {m} people.",
            f"Actually, my {kin} wants {other}, and then we are {m} people.")
        s.s(f"No problem, {m} people on {other} at {t1}.",
            f"I changed it to {m} guests on {other}. {t1} is still free.",
            f"That is fine as well. I have booked it for {m} on {other}.")
        out = ([f"{x} books a table {seat} for {m} people on {other} at {t1}.",
                f"{x} reserves a table for {m} on {other} at {t1} after a mistake with the day.",
                f"{x} wants to celebrate and gets a table {seat} for {m} people on {other}."],
               [f"{x} first asks for {day} but then changes the booking to {m} people on {other}.",
                f"{x} corrects the day and the number of guests. The table is now for {m} people on {other}.",
                f"The table is for {m} people on {other} because {x} changes the first plan."],
               [f"{y} changes {x}'s booking from {day} to {other} and from {n} to {m} people.",
                f"{y} takes a booking from {x} for {occ}. It is for {m} guests on {other}.",
                f"{y} has a table {seat} and reserves it for {x}'s group of {m} on {other}."])
    elif k == 4:
        dep = w.price(r, 62, 120)
        s.s(f"Yes, but we ask for {dep} in advance for groups.", f"Yes, but you must pay {dep} before {day}.",
            f"You can, but we take a deposit of {dep} in advance.")
        s.c(f"Oh, I must ask my {kin} about that first.", f"I did not know that. I need to talk to my {kin}.",
            f"Hmm. My {kin} has to decide that.")
        s.s(f"Of course. Please call us before {other}.", f"No problem, just let me know by {other}.",
            f"Take your time. I need an answer by {other}.")
        s.c("I will call you back.", "Fine, I will ring you again.", "Good, you will hear from me.")
        out = ([f"{x} wants a table for {n} on {day} but must ask a {kin} about the deposit first.",
                f"{x} asks about a table {seat} on {day}. {x} will call back after talking to a {kin}.",
                f"{x} does not book yet because {x} has to talk to a {kin} about paying {dep} in advance."],
               [f"Because the restaurant wants {dep} in advance, {x} makes no decision and will call back.",
                f"{x} needs to speak to a {kin} about the {dep} and will give an answer by {other}.",
                f"No table is booked yet. {x} will call the restaurant before {other}."],
               [f"{y} asks for a payment of {dep} in advance, so {x} wants some time to decide.",
                f"{y} offers {x} a table {seat} but asks for {dep} first. {x} will answer by {other}.",
                f"{y} tells {x} about the deposit and waits for a call by {other}."])
        s.s("Goodbye for now.", "Good, bye.", "Talk to you soon.")
        return s.done("table booking", *out)
    else:
        s.s(f"Oh, now I see that we are closed on {day} for a private party.",
            f"I am sorry, a club has rented the whole house on {day}.",
            f"I just see a note here. On {day} we have a wedding and take no other guests.")
        s.c(f"That is a pity. Can I come on {other} then?", f"Oh no. Is {other} possible?",
            f"What about {other} instead?")
        s.s(f"I am afraid {other} is our day off.", f"No, on {other} the kitchen is closed.",
            f"Sorry, we are full on {other} too.")
        s.c("Then I have to look for another place.", "Bad luck. I will ask another restaurant.",
            "I will try somewhere else then.")
        out = ([f"{x} wants a table for {n} on {day} or {other}, but the restaurant has no place on both days.",
                f"{x} cannot book a table for {occ}, because neither {day} nor {other} is possible.",
                f"{x} asks for a table for {n} people, gets none and will look for another place."],
               [f"As the restaurant cannot take guests on {day} or {other}, {x} will try another one.",
                f"Neither {day} nor {other} is possible, so {x} has to find a different restaurant.",
                f"{x} does not get a table for {n} people on {day} and also not on {other}."],
               [f"{y} refuses {x}'s booking on {day} and cannot offer {other} either.",
                f"{y} has no free table for {x} on {day} or {other}. {x} will go elsewhere.",
                f"{y} tells {x} that {day} and {other} are both impossible for a table of {n}."])
        s.s("I am very sorry.", "Sorry about that. Goodbye.", "I hope you find something.")
        return s.done("table booking", *out)
    _bye(s)
    return s.done("table booking", *out)


def restaurant_complaint(r: random.Random) -> Dialogue:
    """A guest complains about a dish or about the bill."""
    s = Script(r)
    name, intro = _intro(r)
    if r.random() < 0.45:
        return _bill(r, s, name, intro)
    dish, got, third = r.sample(DISHES, 3)
    fault, sweet, sweet2 = r.choice(DISH_FAULTS), *r.sample(DESSERTS, 2)
    mins, low, kin = r.randint(10, 40), w.price(r, 4, 15), r.choice(KIN)
    wrong = r.random() < 0.5
    s.open(("Is everything all right here?", "Good evening, are you enjoying your meal?",
           "Hello, do you need anything?",
            "Can I bring you anything else?"),
           (f"Excuse me, there is a problem with my food.{intro}", f"Waiter, I am not happy with my meal.{intro}",
            f"Sorry, something is not right with this plate.{intro}", f"I have a complaint about my dinner.{intro}"))
    x, y = name or s.client, s.staff
    s.s("Oh, I am sorry. What is wrong?", "I am sorry to hear that. What happened?",
        "Please tell me what the matter is.")
    if wrong:
        s.c(f"I ordered the {dish}, but this is the {got}.", f"You brought me the {got}. I asked for the {dish}.",
            f"This is the {got}. My order was the {dish}.")
        trouble = r.choice((f"got the {got} instead of the {dish}", f"received the {got} after ordering the {dish}"))
        noun = "the wrong dish"
    else:
        s.c(f"I ordered the {dish}, and it {fault}.", f"It is the {dish}. It {fault}.",
            f"Look at the {dish}. It {fault}.")
        trouble = f"complains that the {dish} {fault}"
        noun = f"the {dish}"
    told = f"{x} {trouble}"
    s.aside(0.5)
    s.s(f"My mistake. The cook needs {mins} minutes for a new plate.", f"Sorry. A fresh {dish} takes {mins} minutes.",
        f"I apologise. We can make it again in {mins} minutes.")
    k = r.randrange(5)
    if k == 0:
        s.c(f"That is long. My {kin} is nearly finished.", "I am very hungry, so please be quick.",
            "That is a long time to wait.")
        s.s(f"I will bring you {sweet} for free while you wait.", f"You get {sweet} from us at no cost.",
            f"As an apology, I can offer you {sweet}.")
        s.c("That is kind. Then I will wait.", "Good, I will wait for the new plate then.",
            "All right, I can wait then.")
        out = ([f"{told}. {x} will wait {mins} minutes for a new plate.",
        f"{told} and decides to wait for a new plate.",
                f"{told}. The kitchen makes it again, and {x} gets {sweet} for free."],
               [f"{x} waits for a new plate and gets {sweet} as an apology.",
                f"Because of a problem with the food, {x} gets a new {dish} and {sweet}.",
                f"After a complaint about {noun}, {x} agrees to wait and receives {sweet} at no cost."],
               [f"{y} offers {x} a new {dish} in {mins} minutes and {sweet} for free.",
                f"{y} apologises for {noun} and brings {x} {sweet} during the wait.",
                f"{y} lets the kitchen make the {dish} again, and {x} agrees to wait {mins} minutes."])
    elif k == 1:
        s.c("I cannot wait so long. My train leaves soon.", "That is too long, we have theatre tickets.",
            f"No, my {kin} is waiting for me outside.")
        s.s(f"Then you only pay {low} for this one.", f"If you keep this plate, it costs only {low}.",
            f"You could eat this one for {low}.")
        s.c(f"Fine, I will keep it for {low}.", "Okay, then I will eat it.",
            "Well, that is a fair price. I will take it.")
        out = ([f"{told} but has no time to wait and keeps the plate for {low}.",
                f"{told}. As {x} is in a hurry, {x} accepts a lower price of {low}.",
                f"{told}. In the end, {x} keeps the food and only pays {low}."],
               [f"{x} cannot wait {mins} minutes, so {x} eats the food for {low}.",
                f"A new plate would take {mins} minutes, so {x} chooses to pay {low} and keep this one.",
                f"Because time is short, {x} agrees to keep {noun} for only {low}."],
               [f"{y} lowers the price to {low} because {x} cannot wait for a new plate.",
                f"{y} apologises for {noun} and lets {x} have it for {low}.",
                f"{y} offers {x} the plate for {low} after a complaint, and {x} takes it."])
    elif k == 2:
        s.c(f"Okay, make the {dish} again, please.", f"Then please bring me a new {dish}.",
            "Fine, I will wait for a new one.")
        s.s(f"Of course. Do you want {sweet2} after it?", "I will tell the cook at once.",
            f"Good. We also have {sweet2} tonight.")
        s.c(f"No, wait. I have changed my mind. I will have the {third} instead.",
            f"Actually, bring me the {third}, please.",
            f"Just a moment. I would rather take the {third}.")
        s.s(f"One {third}, that is even quicker.", f"Sure, you will get the {third} soon.",
            f"The {third} is a good choice.")
        out = ([f"{told}. {x} finally orders the {third} instead.",
        f"{told} and then asks for the {third} in its place.",
                f"{told}. {x} does not want a new one and chooses the {third}."],
               [f"{x} first wants a new {dish} but then changes to the {third}.",
                f"After a problem with the food, {x} will eat the {third} and not the {dish}.",
                f"{x} complains about the food, changes the order and takes the {third}."],
               [f"{y} apologises for {noun} and will bring {x} the {third}.",
                f"{y} offers {x} a new {dish}, but {x} prefers the {third}.",
                f"{y} agrees to bring {x} the {third} in place of the {dish}."])
    elif k == 3:
        s.c("No, I want to pay nothing and leave.", "I do not want to wait. Please take it off the bill.",
            "I have lost my appetite. I will not pay for this.")
        s.s(f"Can I offer you the {third} or {sweet} instead?", f"Would you like the {third} or maybe {sweet}?",
            f"Let me bring you the {third}, or {sweet} for free.")
        s.c("No, nothing. I just want to go home.", "No, thank you. I am leaving.", "I do not want anything else.")
        s.s(f"I understand. The {dish} is off your bill.", f"All right, you do not have to pay for the {dish}.",
            "Of course. You pay nothing for the food.")
        out = ([f"{told}. {x} wants nothing else and does not have to pay.",
        f"{told} and leaves without paying for the food.",
                f"{told}. {x} turns down all other food and pays nothing for it."],
               [f"{x} does not want to wait {mins} minutes and leaves without paying for the food.",
                f"{x} refuses the {third} and {sweet} and does not pay for the meal.",
                f"After a bad experience with the food, {x} wants nothing more and goes without paying."],
               [f"{y} offers {x} the {third} or {sweet}, but {x} only wants to leave.",
                f"{y} takes the {dish} off the bill because {x} does not want another meal.",
                f"{y} apologises for {noun} and does not make {x} pay for it."])
    else:
        s.c("I do not want to wait. I want a free meal.", f"In that case my {kin} and I want to eat for free.",
            "No, I think the whole dinner should be free.")
        s.s("I am afraid only the owner can decide that.", "I cannot do that, the owner does not allow it.",
            "That is not possible. The owner is strict about it.")
        s.c("Then I want to speak to the owner.", "Is the owner here?", "May I talk to the owner, please?")
        s.s("The owner is away until tomorrow. Please call then.", "Not tonight, but you can call tomorrow.",
            "The owner is back tomorrow. You can phone then.")
        s.c("Good, I will call tomorrow.", "Then I will phone tomorrow.", "You will hear from me tomorrow.")
        out = ([f"{told} and wants a free dinner. {x} will call the owner tomorrow.",
                f"{told}. As the waiter cannot give a free meal, {x} will phone the owner.",
                f"{told}. Nothing is decided, and {x} will talk to the owner tomorrow."],
               [f"{x} asks for a free dinner because of {noun} but has to talk to the owner.",
                f"{x} will call the owner tomorrow to ask for a free dinner after a bad experience.",
                f"No free dinner is given today, so {x} plans to phone the owner tomorrow."],
               [f"{y} refuses a free dinner and tells {x} to call the owner tomorrow.",
                f"{y} offers a new plate, but {x} wants a free dinner, which only the owner can allow.",
                f"{y} apologises for {noun} but cannot give {x} the dinner for free."])
        return s.done("food complaint", *out)
    _bye(s)
    return s.done("food complaint", *out)


def _bill(r: random.Random, s: Script, name: str, intro: str) -> Dialogue:
    """A guest finds a mistake on the bill, or thinks so."""
    drink, other = r.sample(DRINKS, 2)
    low, high = _two_prices(r, 5, 14, 40)
    total, back = _two_prices(r, 20, 50, 85)[::-1]
    dish, sweet, kin = r.choice(DISHES), r.choice(DESSERTS), r.choice(KIN)
    s.open(("Here is your bill.", "Did you enjoy your meal?", "Would you like to pay now?",
           "I hope you liked the food."),
           (f"Excuse me, I do not understand this bill.{intro}", f"I think there is a mistake on the bill.{intro}",
            f"Could you check the bill, please?{intro}", f"Something is wrong with our bill.{intro}"))
    x, y = name or s.client, s.staff
    s.s("Let me see. What is the problem?", "Of course. Which line do you mean?", "Oh, really? Please show me.")
    s.c(f"It says {drink} for {high}. We did not order that.", f"There is {drink} on it for {high}, but we had none.",
        f"You want {high} for {drink}. Nobody asked for that.")
    s.aside(0.5)
    s.s(f"I see. You had the {dish} and {other}, right?", f"Strange. I remember the {dish} and {other}.",
        f"Hmm. I have {other} and the {dish} in my notes.")
    s.c(f"Yes, and that is all. The total of {total} is too much.", f"That is right. So {total} cannot be correct.",
        f"Exactly, only that. I will not pay {total}.")
    k = r.randrange(4)
    if k == 0:
        s.s(f"You are right, it belongs to another table. You pay {back}.",
            f"It is our mistake. The new total is {back}.",
            f"Sorry, I mixed up two tables. It is only {back}.")
        s.c("That is better. Here is the money.", "Good, I will pay that by card.", f"Thank you. Here are {back}.")
        out = ([f"{x} finds {drink} on the bill that nobody ordered. {x} pays {back} in the end.",
                f"{x} complains about a wrong bill of {total} and then pays only {back}.",
                f"{x} did not order {drink}, so the bill is changed to {back}."],
               [f"The bill has a mistake, and the new total for {x} is {back} instead of {total}.",
                f"After a mistake with another table's order, {x} only has to pay {back}.",
                f"Because {drink} should not be on the bill, {x} pays {back} and not {total}."],
               [f"{y} admits the mistake on the bill and asks {x} to pay {back}.",
                f"{y} takes {drink} off {x}'s bill, so the total goes down to {back}.",
                f"{y} corrects {x}'s bill to {back} because {drink} was never ordered at that table."])
    elif k == 1:
        s.s(f"I am sorry, but your {kin} asked for it at the bar.",
            f"Your {kin} ordered it from my colleague, I saw it.",
            f"Let me check. Yes, your {kin} ordered it at the bar.")
        s.c("Oh, I did not know that. Then the bill is right.", f"Really? My {kin} did not tell me. I will pay then.",
            "Oh, how embarrassing. Then I will pay all of it.")
        out = ([f"{x} thinks the bill is wrong, but a {kin} ordered {drink}, so {x} pays.",
                f"{x} complains about {drink} on the bill and then learns that a {kin} ordered it.",
                f"{x} does not want to pay {total} at first but then agrees that the bill is right."],
               [f"There is no mistake. {x}'s {kin} ordered {drink}, and {x} will pay {total}.",
                f"The bill of {total} is correct because {x}'s {kin} asked for {drink}.",
                f"{x} finally accepts the bill, as the {kin} ordered {drink} without telling {x}."],
               [f"{y} explains that {x}'s {kin} ordered {drink}. {x} agrees to pay.",
                f"{y} checks {x}'s bill and finds no mistake, because a {kin} ordered {drink}.",
                f"{y} tells {x} who ordered {drink}, and {x} accepts the bill of {total}."])
    elif k == 2:
        s.s(f"I cannot change the bill now, but I can give you {sweet}.",
            f"The till is closed. May I bring you {sweet} instead?",
            f"The machine does not let me. Would {sweet} be all right instead?")
        s.c(f"No, I want my {high} back.", "No, I do not want that. I want the right bill.",
            "That does not help me. I want to pay less.")
        s.s("Then I will get the manager at once.", "All right, I will call the manager.",
            "Please wait, the manager will come.")
        out = ([f"{x} complains about {drink} on the bill and does not accept {sweet} instead.",
                f"{x} wants the bill of {total} corrected and has to wait for the manager.",
                f"{x} does not want to pay {high} for {drink} and refuses the offer of {sweet}."],
               [f"As the bill cannot be changed at once, the manager will come to talk to {x}.",
                f"The offer of {sweet} is not enough for {x}, so the manager is called.",
                f"{x} turns down {sweet} and insists on a correct bill."],
               [f"{y} offers {x} {sweet} for the mistake, but {x} refuses, so {y} calls the manager.",
                f"{y} cannot correct the bill and gets the manager for {x}.",
                f"{y} is not able to take {drink} off the bill and will get the manager."])
    else:
        s.s(f"I can charge only {low} for it, but not nothing.", f"It really was on your table. I can say {low}.",
            f"It was on the table. Let us say {low} for it.")
        s.c(f"Well, {low} is okay. I do not want to argue.", f"All right, {low}. But I am not happy.",
            f"Fine, I will pay {low} for it.")
        out = ([f"{x} says that nobody ordered {drink} but agrees to pay {low} for it.",
                f"{x} complains about {high} for {drink} and finally pays {low}.",
                f"{x} finds {drink} on the bill. They agree on {low} for it."],
               [f"The price of {drink} goes down from {high} to {low} after {x}'s complaint.",
                f"To end the argument about the bill, {x} pays {low} instead of {high}.",
                f"{x} accepts a lower price of {low} because {x} does not want to argue."],
               [f"{y} does not take {drink} off the bill but lowers it to {low}.",
                f"{y} asks {x} for only {low} instead of {high}, and {x} agrees.",
                f"{y} refuses to remove {drink} but gives {x} a better price of {low}."])
    _bye(s)
    return s.done("wrong bill", *out)


def doctors_appointment(r: random.Random) -> Dialogue:
    """A patient asks for an appointment; the day, the doctor or the kind of visit may change."""
    s = Script(r)
    name, intro = _intro(r)
    doc, doc2 = (f"Dr. {n}" for n in r.sample(w.SURNAMES, 2))
    ill, ill2 = r.sample(SYMPTOMS, 2)
    d1, d2, d3 = r.sample(w.WEEKDAYS, 3)
    t1, t2 = _two_times(r, 8, 17)
    span, busy, kin = r.choice(SPANS), r.choice(BUSY), r.choice(KIN)
    s.open((f"Good morning, this is {doc}'s practice.", "Health centre, good morning.", "Hello, how can I help you?",
            "Good afternoon, do you have an appointment?"),
           (f"Hello, I need to see {doc}.{intro}", f"Good morning, I would like an appointment with {doc}.{intro}",
            f"Hi, can I see {doc} this week?{intro}", f"I want to make an appointment with {doc}, please.{intro}"))
    x, y = name or s.client, s.staff
    s.s("What is the problem?", "May I ask what is wrong?", "Can you tell me why you want to come?",
        "What are your symptoms?")
    s.c(f"I have had {ill} {_since(span)}.", f"It is {ill}. I have had it {_since(span)}.",
        f"I have suffered from {ill} {_since(span)}.")
    s.aside(0.5)
    s.s(f"I see. {doc} has time on {d1} at {t1}.", f"You could come on {d1} at {t1}.",
        f"There is a free place on {d1} at {t1}.")
    k = r.randrange(6)
    if k == 0:
        s.c(f"On {d1} {busy}. Is another day possible?", f"I cannot come on {d1}, because {busy}.",
            f"Not on {d1}, please. That day {busy}.")
        s.s(f"Then I have {d2} at {t2}, or {d3} in the evening.", f"How about {d2} at {t2}? Or {d3}?",
            f"I can offer {d3}, or {d2} at {t2}.")
        s.c(f"I will take {d2}.", f"{d2} is perfect for me.", f"{d2} suits me well.")
        s.s(f"Good, {d2} at {t2} then.", f"I wrote you down for {d2} at {t2}.", f"See you on {d2} at {t2}, then.")
        out = ([f"{x} has {ill} and makes an appointment with {doc} on {d2} at {t2}.",
                f"{x} wants to see {doc} because of {ill}. The appointment is on {d2} at {t2}.",
                f"{x} will see {doc} on {d2} at {t2} about {ill}."],
               [f"{x} cannot come on {d1} and chooses {d2} at {t2} instead.",
                f"As {d1} does not suit {x}, the visit will be on {d2} at {t2}.",
                f"{d1} is not possible for {x}, so they agree on {d2} at {t2}."],
               [f"{y} first offers {d1} and then gives {x} an appointment on {d2} at {t2}.",
                f"{y} finds another day for {x}, who will come on {d2} at {t2}.",
                f"{y} books {x} in with {doc} for {d2} after {x} turns down {d1}."])
    elif k == 1:
        s.c("That is too late. I need help sooner.", f"I cannot wait until {d1}, it is getting worse.",
            "Is there nothing earlier? It hurts a lot.")
        s.s(f"{doc2} is free today at {t2}.", f"You can see {doc2} today at {t2} if you like.",
            f"Only with {doc2}, today at {t2}.")
        s.c(f"Then I will see {doc2}.", f"{doc2} is fine for me.", f"All right, I will come to {doc2} today.")
        s.s("Good, please bring your health card.", f"Fine. I will tell {doc2}.", "Please be here ten minutes before.")
        out = ([f"{x} has {ill} and will see {doc2} today at {t2} instead of {doc}.",
                f"{x} asks for {doc}, but gets an appointment with {doc2} today because of {ill}.",
                f"{x} does not want to wait for {doc} and will come to {doc2} at {t2}."],
               [f"{d1} is too late for {x}, so {x} accepts a visit to {doc2} today.",
                f"As {doc} has no time before {d1}, {x} decides to see {doc2} today at {t2}.",
                f"{x} needs help sooner than {d1} and takes an appointment with {doc2}."],
               [f"{y} suggests {doc2}, who is free today at {t2}. {x} agrees.",
                f"{y} cannot offer {doc} before {d1} and sends {x} to {doc2} today.",
                f"{y} gives {x} an appointment with another doctor, {doc2}, today at {t2}."])
    elif k == 2:
        s.c(f"I work until late on {d1}. Can {doc} call me instead?",
            f"It is hard for me to come. Could {doc} phone me?",
            f"Can I talk to {doc} on the phone, please?")
        s.s(f"Yes, on {d2} at {t2}.", f"That is possible on {d2} at {t2}.", f"{doc} makes calls on {d2}. I have {t2}.")
        s.c("That is much better.", f"Great, I will wait for the call on {d2}.", "Wonderful, that saves time.")
        s.s(f"Then no visit on {d1}, just the call.", "Please keep your phone near you.", f"{doc} will call you then.")
        out = ([f"{x} has {ill}, and {doc} will call {x} on {d2} at {t2}.",
                f"{x} wants to talk to {doc} on the phone about {ill}. The call is on {d2}.",
                f"{x} asks for a phone call with {doc} and gets one on {d2} at {t2}."],
               [f"Instead of a visit on {d1}, {x} will have a phone call on {d2} at {t2}.",
                f"{x} does not have to come, because {doc} will phone on {d2} at {t2}.",
                f"They agree on a call by {doc} on {d2} at {t2} and not on a visit."],
               [f"{y} offers a visit on {d1} but then arranges a call from {doc} on {d2}.",
                f"{y} arranges for {doc} to phone {x} on {d2} at {t2}.",
                f"{y} agrees that {x} can speak to {doc} by phone on {d2}."])
    elif k == 3:
        s.c("Can I not just get some strong pills today?", "I only want a prescription. Can I pick it up now?",
            "I do not need a visit. Just give me a prescription.")
        s.s(f"No, {doc} must see you first.", "I am sorry, not without a visit.",
            f"That is not allowed. {doc} has to look at it.")
        s.c(f"My {kin} got pills without a visit.", "That is annoying. I have so little time.",
            "Are you sure? It would be so easy.")
        s.s(f"Those are the rules. Will you come on {d1}?", f"I am sure. Do you want the place on {d1}?",
            f"Sorry. Shall I keep {d1} for you?")
        s.c("No, I will go to the pharmacy instead.", "No, then I will ask at the pharmacy.",
            "No, thanks. I will try the pharmacy.")
        out = ([f"{x} wants a prescription for {ill} without a visit, but this is not possible.",
                f"{x} asks for pills for {ill}. As {doc} must see {x} first, {x} will try the pharmacy.",
                f"{x} does not want to come on {d1} and will go to the pharmacy for {ill}."],
               [f"Without a visit there is no prescription, so {x} decides to go to the pharmacy.",
                f"{x} turns down the appointment on {d1} because {x} only wants a prescription.",
                f"No appointment is made, because {x} prefers to get help at the pharmacy."],
               [f"{y} refuses to give {x} a prescription without a visit to {doc}.",
                f"{y} offers {x} a visit on {d1}, but {x} wants to try the pharmacy.",
                f"{y} explains that {doc} must see {x} first. {x} does not make an appointment."])
        s.s("As you like. Get well soon.", "All right. I hope you feel better soon.", "Then I wish you all the best.")
        return s.done("doctor visit", *out)
    elif k == 4:
        s.c(f"I am not sure about {d1}. My {kin} has to drive me.", f"I must ask my {kin} to take me first.",
            f"Maybe. But on {d1} {busy}.")
        s.s(f"I can keep the place until {t2} today.", f"Please tell me by {t2} today.",
            f"Then call me today before {t2}.")
        s.c("I will call you back soon.", "Good, I will ring you again today.", "Thanks, I will let you know by then.")
        s.s("If not, there is a nurse here every day.", f"After that I have only {d3} free.",
            f"The next free day is {d3}.")
        out = ([f"{x} needs to see {doc} because of {ill} but is not sure about {d1} and will call back.",
                f"{x} has {ill} and cannot decide yet about the appointment on {d1}.",
                f"{x} asks for an appointment with {doc} and will call back before {t2}."],
               [f"{x} does not know yet if {d1} is possible and will give an answer by {t2} today.",
                f"No appointment is fixed yet. {x} will call today about {d1} at {t1}.",
                f"{x} wants to think about {d1} at {t1} and will ring again today."],
               [f"{y} offers {d1} at {t1} and waits for {x}'s call until {t2}.",
                f"{y} keeps a place on {d1} for {x}, who has to call by {t2}.",
                f"{y} tells {x} about a free place on {d1}, but {x} makes no decision."])
    else:
        s.c(f"Sorry, it is not for me. My {kin} has {ill2}.",
            f"I must correct that. The visit is for my {kin}, who has {ill2}.",
            f"Wait, I can live with that. But my {kin} has {ill2} and should go first.")
        s.s(f"I see. Can your {kin} come on {d1}?", f"Oh, then it is for your {kin}. Is {d1} all right?",
            f"So is {d1} good for your {kin}?")
        s.c(f"No, rather on {d2}.", f"{d2} would be better.", f"Only on {d2}, I think.")
        s.s(f"Then {d2} at {t2}.", f"{d2} at {t2} is free.", f"I can give you {d2} at {t2}.")
        out = ([f"{x} makes an appointment for a {kin} with {ill2} on {d2} at {t2}.",
                f"{x}'s {kin} has {ill2} and will come to the doctor on {d2} at {t2}.",
                f"{x} calls the doctor, and the appointment on {d2} is finally for a {kin} with {ill2}."],
               [f"{x} first speaks about {ill}, but the visit on {d2} is for a {kin}.",
                f"The appointment on {d2} at {t2} is not for {x} but for a {kin}.",
                f"{x} changes the request, because a {kin} has {ill2} and needs to be seen."],
               [f"{y} gives {x}'s {kin} an appointment on {d2} at {t2} because of {ill2}.",
                f"{y} offers {d1} for the visit, but {x} prefers {d2} for the {kin}.",
                f"{y} learns that {x}'s {kin} needs the visit and books {d2} at {t2}."])
    _bye(s)
    return s.done("doctor visit", *out)


def dentist_visit(r: random.Random) -> Dialogue:
    """A patient talks with the dentist about a tooth and what to do with it."""
    s = Script(r)
    name, intro = _intro(r)
    tooth, fault, span = r.choice(TEETH), r.choice(TOOTH_FAULTS), r.choice(SPANS)
    d1, d2 = w.two_weekdays(r)
    low, high = _two_prices(r, 20, 60, 240)
    time, busy, mins = w.clock(r, 8, 17), r.choice(BUSY), r.randint(15, 55)
    s.open(("Please sit down. What brings you here?", "Good morning. How are your teeth?",
           "Hello, please open your mouth.",
            "Come in. What can I do for you today?"),
           (f"Hello, doctor. I have trouble with {tooth}.{intro}", f"I am here because of {tooth}.{intro}",
            f"Good morning. It is {tooth} again.{intro}", f"Could you look at {tooth}, please?{intro}"))
    x, y = name or s.client, s.staff
    s.s("What is wrong with it?", "What do you feel there?", "Tell me more about it.")
    s.c(f"It {fault}. It has been like this {_since(span)}.", f"It {fault}. I have felt that {_since(span)}.",
        f"Well, it {fault}.")
    s.aside(0.5)
    s.s(f"I see. A crown is best. It costs {high}.", f"It needs a crown for {high}.",
        f"I would put a crown on it. That is {high}.")
    k = r.randrange(5)
    if k == 0:
        s.c("That is too expensive for me.", f"I cannot pay {high} right now.",
            "That is a lot of money. Is there another way?")
        s.s(f"A simple filling is {low}, but it will not last as long.", f"I can also do a filling for {low}.",
            f"Then a filling is possible for {low}.")
        s.c("I will take the filling.", "Then do the filling, please.", "A filling is enough for me.")
        s.s(f"Good, it takes {mins} minutes. We can start now.", f"Fine. I can do it now in {mins} minutes.",
            f"All right, in {mins} minutes you can go home.")
        out = ([f"{x} has a tooth that {fault} and chooses a filling for {low}.",
                f"{x} goes to the dentist because a tooth {fault}. It gets a filling for {low}.",
                f"{x} has trouble with {tooth} and will get a filling now."],
               [f"A crown is too expensive for {x}, so {x} takes a filling for {low}.",
                f"{x} does not want to pay {high} for a crown and decides on a filling.",
                f"Because of the price, {x} prefers a filling for {low} to a crown."],
               [f"{y} suggests a crown but agrees to do a filling for {low}.",
                f"{y} looks at {x}'s tooth and does a filling, as a crown costs too much.",
                f"{y} offers {x} a crown or a filling, and {x} takes the cheaper one."])
    elif k == 1:
        s.c("No, please just pull it out.", "I would rather lose the tooth. Pull it, please.",
            "I want you to pull it instead.")
        s.s("That would be a pity. The root is healthy.", "I do not advise that. You will miss it when you eat.",
            "The tooth is still strong. I would not do that.")
        s.c("Hmm, you are right. Then let us save it.", "Well, if it is still good, I will keep it.",
            "Okay, I have changed my mind. I will take the crown.")
        s.s(f"Good. Come on {d1} at {time} for the crown.",
            f"Fine, I will make the crown. You get it on {d1} at {time}.",
            f"The crown will be ready on {d1}. Please be here at {time}.")
        out = ([f"{x} has a tooth that {fault} and will get a crown on {d1} at {time}.",
                f"{x} wants a bad tooth pulled but then agrees to a crown on {d1}.",
                f"{x} has trouble with {tooth} and decides to keep it with a crown."],
               [f"{x} changes the plan. The tooth will not be pulled but gets a crown for {high}.",
                f"At first {x} wants to lose the tooth. In the end, {x} will come back on {d1} for a crown.",
                f"The tooth stays in, and {x} returns on {d1} at {time} to get a crown."],
               [f"{y} advises {x} not to pull the tooth and will put on a crown on {d1}.",
                f"{y} persuades {x} to keep the tooth and asks {x} to come on {d1} at {time}.",
                f"{y} does not want to pull the tooth, and {x} agrees to a crown."])
    elif k == 2:
        s.c("Fine. Can you also make my teeth whiter today?", "All right. I would also like whiter teeth today.",
            "Good. And could you whiten my teeth as well?")
        s.s("No, your gums are sore. That must heal first.", "I cannot do that, because your gums are sore.",
            "Not now. It is bad for sore gums like yours.")
        s.c("What a pity. I have a party soon.", "Oh, I was looking forward to it.", "That is sad, but I understand.")
        s.s(f"We can do the crown on {d1} at {time}.", f"The crown is possible on {d1} at {time}.",
            f"Come for the crown on {d1} at {time}.")
        out = ([f"{x} will get a crown on {d1} at {time} but cannot have whiter teeth now.",
                f"{x} wants whiter teeth, but this is not possible because of sore gums.",
                f"{x} has a tooth that {fault} and will come for a crown on {d1}."],
               [f"Because of sore gums, {x} only gets a crown on {d1} and no whitening.",
                f"{x}'s gums are too sore for whitening. The crown will be done on {d1} at {time}.",
                f"The whitening has to wait until the gums heal, but {x} can have the crown on {d1}."],
               [f"{y} refuses to whiten {x}'s teeth because the gums are sore.",
                f"{y} will put a crown on {x}'s tooth on {d1} but does not whiten the teeth.",
                f"{y} finds that {x} has sore gums and only plans a crown for {d1}."])
    elif k == 3:
        s.c("I need to ask my insurance first.", "I do not know if my insurance pays for that.",
            "I must find out if my insurance covers it.")
        s.s(f"I can clean it now for {low}. Would you like that?", f"A filling for {low} could help until then.",
            f"For {low} I could clean all your teeth today.")
        s.c("No, not today. I will call you when I know more.", "No, thanks. I will ask first and then call you.",
            "I would rather wait. I will ring you about the crown.")
        s.s(f"Please call by {d2}.", f"I am here until {d2}, so call before that.", f"Good. Try to call by {d2}.")
        out = ([f"{x} has a tooth that {fault} and must ask the insurance about a crown for {high}.",
                f"{x} does not decide on a crown yet and wants to talk to the insurance first.",
                f"{x} goes to the dentist about {tooth} but leaves without treatment."],
               [f"Before paying {high} for a crown, {x} will ask the insurance and then call back.",
                f"{x} is not sure that the insurance pays for the crown and will call by {d2}.",
                f"No treatment is done today, because {x} needs to speak to the insurance."],
               [f"{y} suggests a crown and waits for {x}'s call by {d2}.",
                f"{y} recommends a crown for {high}, but {x} will ask the insurance first.",
                f"{y} tells {x} the price of a crown. {x} will call after asking the insurance."])
    else:
        s.c("Okay. Can you do it right now?", "Good. Is it possible today?", "All right, but it should be done soon.")
        s.s(f"No, the next free time is {d1} at {time}.", f"I am full today. I have {d1} at {time}.",
            f"Not today. How about {d1} at {time}?")
        s.c(f"On {d1} {busy}. What about {d2}?", f"I cannot, because on {d1} {busy}. Is {d2} free?",
            f"No, {busy} that day. Can I come on {d2}?")
        s.s(f"Yes, but only with my colleague on {d2}.", f"On {d2} my colleague is here. She is very good.",
            f"My colleague can do it on {d2}.")
        s.c(f"That is fine. I will come on {d2}.", f"I do not mind. {d2} it is.",
            f"Good, I will see your colleague on {d2}.")
        out = ([f"{x} has a tooth that {fault} and will get a crown from another dentist on {d2}.",
                f"{x} needs a crown and agrees to see the dentist's colleague on {d2}.",
                f"{x} has trouble with {tooth}. A colleague will put on a crown on {d2}."],
               [f"{x} cannot come on {d1} and will get the crown on {d2} from a colleague.",
                f"As {d1} is bad for {x}, the crown will be done by a colleague on {d2}.",
                f"{x} turns down {d1} at {time} and chooses to get the crown on {d2}."],
               [f"{y} has no time today and sends {x} to a colleague on {d2}.",
                f"{y} offers {d1} for the crown, but {x} prefers {d2} with another dentist.",
                f"{y} says that a crown costs {high}, and {x} will get it on {d2}."])
        s.s("Until then, eat soft food only.", "Please do not chew on that side.", "See you soon, then.")
        return s.done("dentist", *out)
    _bye(s)
    return s.done("dentist", *out)


def pharmacy_question(r: random.Random) -> Dialogue:
    """A customer asks a pharmacist for something against a small illness."""
    s = Script(r)
    name, intro = _intro(r)
    ill, kin, span = r.choice(AILMENTS), r.choice(KIN), r.choice(SPANS)
    a, b = r.sample(REMEDIES, 2)
    brand, brand2 = r.sample(w.COMPANIES, 2)
    low, high = _two_prices(r, 5, 15, 38)
    caution, day = r.choice(CAUTIONS), w.weekday(r)
    n = r.choice(w.NUMBER_WORDS[:4])
    s.open(("Good morning, can I help you?", "Hello, what do you need?", "Who is next, please?",
           f"Welcome to the {w.street(r)} Pharmacy."),
           (f"Hello, I need something for {ill}.{intro}", f"Hi, what can I take for {ill}?{intro}",
            f"Do you have anything for {ill}?{intro}", f"Good morning. I am looking for help with {ill}.{intro}"))
    x, y = name or s.client, s.staff
    s.s("How long have you had it?", "When did it start?", "Have you had this for long?")
    s.c(f"I have had it {_since(span)}. I use {brand} {a} at home.",
        f"It has been there {_since(span)}. Do you have {brand} {a}?",
        f"I have felt it {_since(span)}. A friend told me about {brand} {a}.")
    s.aside(0.5)
    s.s(f"Yes, {brand} {a} cost {high}." if a.endswith("s") else f"Yes, {brand} {a} costs {high}.",
        f"We have {brand} {a} for {high}.", f"{brand} {a} is on sale for {high}." if not a.endswith("s") else
        f"{brand} {a} are on sale for {high}.")
    k = r.randrange(6)
    if k == 0:
        s.c(f"One thing, {caution}. Is that a problem?", f"But {caution}. Can I still use it?",
            f"You should know that {caution}.")
        s.s(f"Then {brand2} {b} would be safer, for {low}.", f"In that case, please use {brand2} {b}. You pay {low}.",
            f"That is good to know. Better take {brand2} {b} for {low}.")
        s.c("Good, I will take that. How do I use it?", f"Then I will buy the {b}. How often do I use it?",
            "Thanks, I will have that. How often?")
        s.s(f"Use it {n} times a day.", f"{n.capitalize()} times a day, after meals.", f"Only {n} times a day, please.")
        out = ([f"{x} needs help with {ill} and buys {brand2} {b} for {low}.",
                f"{x} asks for something for {ill} and takes {brand2} {b} in the end.",
                f"{x} has {ill} and gets {brand2} {b}, to be used {n} times a day."],
               [f"The first choice, {brand} {a}, may not be safe for {x}, so {x} buys {brand2} {b}.",
                f"To be on the safe side, {x} chooses {brand2} {b} and not {brand} {a}.",
                f"{x} asks about {brand} {a} but finally buys {brand2} {b} for {low}."],
               [f"{y} advises {x} to take {brand2} {b} because {brand} {a} may not be safe.",
                f"{y} sells {x} {brand2} {b} and says to use it {n} times a day.",
                f"{y} recommends {brand2} {b} for {ill}, and {x} buys some for {low}."])
    elif k == 1:
        s.c("That is expensive. Is there something cheaper?", f"I only have {low} with me.",
            "Do you have a cheaper one?")
        s.s(f"{brand2} makes the same {a} for {low}.", f"Yes, the same {a} from {brand2} for {low}.",
            f"You can get the {a} from {brand2} for just {low}.")
        s.c("Is it as good?", "Does it work as well?", "What is the difference?")
        s.s("It has the same effect, only another name.", "The effect is the same.", "Only the box looks different.")
        s.c(f"Then I will take the one from {brand2}.", f"Good, one pack from {brand2}, please.",
            f"Fine, I will buy {brand2}.")
        out = ([f"{x} needs {a} for {ill} and buys the cheaper kind from {brand2} for {low}.",
                f"{x} has {ill} and decides to pay {low} for the {a} from {brand2}.",
                f"{x} asks for help with {ill} and chooses the cheaper {a} from {brand2}."],
               [f"The price of {brand} is too high for {x}, who takes the same {a} from {brand2}.",
                f"{x} wants to save money and buys the {a} from {brand2} instead of {brand}.",
                f"As {high} is too much, {x} decides on the {a} from {brand2} for {low}."],
               [f"{y} explains that {a} from {brand2} has the same effect. {x} buys it.",
                f"{y} offers {x} the same {a} from {brand2} at a lower price, and {x} accepts.",
                f"{y} helps {x} to save money with {a} from {brand2} for {low}."])
    elif k == 2:
        s.c("I would like the strong kind, please.", "Give me the strongest one you have.",
            "My pain is bad. I want the strong one.")
        s.s("For the strong kind you need a prescription.", "I cannot sell that without a prescription.",
            "Only a doctor can give you that one.")
        s.c(f"My {kin} has bought it here before.", "Can you not make an exception?",
            "But I have no time to see a doctor.")
        s.s(f"I am sorry, no. I can give you {brand2} {b}.", f"It is the law. Would you like {brand2} {b}?",
            f"I really cannot. Maybe try {brand2} {b}.")
        s.c("No, then I will go to my doctor.", f"No, thanks. I will see the doctor on {day}.",
            "That will not help. I will ask my doctor.")
        out = ([f"{x} wants strong {a} for {ill} but does not get it without a prescription.",
                f"{x} asks for a strong kind of {brand} {a} and has to see a doctor first.",
                f"{x} has {ill} and leaves without buying anything to see a doctor."],
               [f"Without a prescription, {x} cannot buy the strong {a} and will go to a doctor.",
                f"{x} turns down the offer of {brand2} {b} and decides to ask a doctor about it.",
                f"Because a prescription is needed, {x} buys nothing and will see a doctor."],
               [f"{y} refuses to sell {x} the strong kind and offers {brand2} {b}. {x} declines.",
                f"{y} tells {x} that the strong kind of {a} cannot be sold without a prescription.",
                f"{y} cannot make an exception for {x}, who will talk to a doctor about {ill}."])
    elif k == 3:
        s.c(f"I will take {n} packs, please.", f"Good. {n.capitalize()} packs, please.", f"Okay, give me {n} packs.")
        s.s("Oh, the shelf is empty. I have to order it.", "I am sorry, we have just sold the last one.",
            "Sorry, there is none left in the store.")
        s.c("When will it be here?", "How long does that take?", "Can I get it this week?")
        s.s(f"It comes on {day}. Or you take {brand2} {b} now.", f"On {day}. I have {brand2} {b} here today.",
            f"You can have it on {day}, or {brand2} {b} today.")
        s.c(f"I will wait. Please order it for {day}.", f"No, I want {brand}. I will come back on {day}.",
            f"Then I will pick it up on {day}.")
        out = ([f"{x} orders {n} packs of {brand} {a} for {ill} and will collect them on {day}.",
                f"{x} wants {brand} {a} for {ill} and has to wait for the order until {day}.",
                f"{x} needs {n} packs of {brand} {a} and will come back on {day}."],
               [f"{brand} {a} must be ordered, so {x} will return to the pharmacy on {day}.",
                f"{x} prefers to wait until {day} for {brand} and does not take {brand2}.",
                f"As there is none left today, {x} decides to wait for {brand} {a} until {day}."],
               [f"{y} has no more {brand} {a} today and will order some for {x} by {day}.",
                f"{y} offers {x} {brand2} {b}, but {x} wants {brand} and will wait.",
                f"{y} will order {n} packs for {x}, and they will come on {day}."])
    elif k == 4:
        s.c(f"I should say it is not for me. My {kin} will use it.", f"It is for my {kin}, not for me.",
            f"Well, it is really for my {kin}.")
        s.s(f"Does your {kin} like {a}?", f"Can your {kin} use {a}?", f"Would {a} be all right for your {kin}?")
        s.c(f"Hmm, no. Then I would rather have {b}.", f"Actually, no. My {kin} only likes {b}.",
            f"Now that you say it, {b} would be better.")
        s.s(f"Then take {brand2} {b}. It is {low}.", f"I have {brand2} {b} for {low}.",
            f"Good, {brand2} {b} for {low}.")
        out = ([f"{x} buys {brand2} {b} for {low} at the pharmacy. It is for a {kin} with {ill}.",
                f"{x}'s {kin} has {ill}, and {x} gets {brand2} {b} for {low} from the pharmacy.",
                f"{x} goes to the pharmacy for a {kin} who has {ill} and takes {b}."],
               [f"{x} first asks for {a} but then takes {b} because it is for a {kin}.",
                f"As {a} would not be right for the {kin}, {x} chooses {brand2} {b} instead.",
                f"{x} changes from {brand} {a} to {brand2} {b} because it is for a {kin}."],
               [f"{y} learns that it is for {x}'s {kin} and sells {x} {brand2} {b}.",
                f"{y} finds {b} from {brand2} for {x}'s {kin}, who has {ill}.",
                f"{y} asks about the {kin} and then offers {x} {brand2} {b} for {low}."])
    else:
        s.c(f"I am not sure, because {caution}.", f"I do not know if I should. You see, {caution}.",
            f"Wait, {caution}. Maybe it is not good for me.")
        s.s("Then please ask your doctor first.", "In that case, talk to your doctor before you buy it.",
            "I would ask your doctor about that.")
        s.c(f"My doctor is away until {day}.", f"I can only see my doctor on {day}.", f"My doctor is back on {day}.")
        s.s("Until then, rest and drink a lot of water.", "Then rest and drink enough water for now.",
            "Rest and water will help a little until then.")
        s.c("I will do that and come back later.", "Fine, I will ask and come again.",
            "Good idea. I will buy it later if the doctor agrees.")
        out = ([f"{x} asks for something for {ill} but wants to talk to a doctor on {day} first.",
                f"{x} has {ill} and buys nothing before seeing a doctor on {day}.",
                f"{x} does not buy {brand} {a} yet and will ask a doctor about it."],
               [f"{x} is not sure about the safety of {brand} {a} and will ask the doctor first.",
                f"Until the doctor is back on {day}, {x} will rest and drink water.",
                f"No medicine is sold today, because {x} needs to check with a doctor on {day} first."],
               [f"{y} tells {x} to ask a doctor before buying {brand} {a} for {ill}.",
                f"{y} advises {x} to rest and drink water until the doctor is back on {day}.",
                f"{y} does not sell {x} anything for {ill} and sends {x} to a doctor."])
    _bye(s)
    return s.done("pharmacy", *out)


def catering_order(r: random.Random) -> Dialogue:
    """A customer orders food for an event; the menu, the number or the day may change."""
    s = Script(r)
    name, intro = _intro(r)
    event, extra = r.choice(EVENTS), r.choice(SWEETS)
    f1, f2 = r.sample(FOODS, 2)
    d1, d2 = w.two_weekdays(r)
    n = r.randrange(20, 95, 5)
    m = n + r.choice((-10, 5, 10, 20, 30))
    low, high = _two_prices(r, 8, 20, 55)
    time, street, kin = w.clock(r, 10, 19), w.street(r), r.choice(KIN + ("boss", "manager", "team"))
    s.open((f"{w.company(r)} Catering, good morning.", "Hello, how can we help with your event?",
           "Good afternoon, what are you planning?"),
           (f"Hello, I need food for {event}.{intro}", f"Hi, I am planning {event} and need catering.{intro}",
            f"Good morning. Do you deliver food for {event}?{intro}",
            f"I would like to order food for {event}.{intro}"))
    x, y = name or s.client, s.staff
    s.s("How many guests, and on which day?", "When is it, and how many people will come?",
        "Tell me the day and the number of guests, please.")
    s.c(f"It is on {d1} for {n} guests. I thought of {f1}.", f"{n} people on {d1}. We would like {f1}.",
        f"On {d1}, for {n} people, with {f1}.")
    s.aside(0.5)
    s.s(f"That is {high} per person. We also have {extra}.",
        f"Good. It costs {high} per guest. Do you want {extra} too?",
        f"I can do that for {high} a person, and {extra} for more.")
    k = r.randrange(6)
    if k == 0:
        s.c(f"No extras. And {high} is too much for us.", "That is above our budget, and we need no extras.",
            "Too expensive. What else is there?")
        s.s(f"Then I suggest {f2} for {low} per person.", f"We could do {f2} for only {low}.",
            f"For {low} each you can have {f2}.")
        s.c(f"That is better. We will take {f2}.", f"Good, then {f2} it is.",
            f"Our guests will like {f2} too. I will take it.")
        s.s(f"Fine, we will deliver at {time}.", f"We will be there on {d1} at {time}.",
            f"Good. My driver will come at {time}.")
        out = ([f"{x} orders {f2} for {n} guests on {d1} at {low} per person.",
                f"{x} is planning {event} and orders {f2} for {n} people.",
                f"{x} needs food for {event} on {d1} and takes {f2} for {low} each."],
               [f"{x} finds {high} per person too expensive and chooses {f2} for {low}.",
                f"Because {f1} would cost too much, {x} decides on {f2}.",
                f"To save money, {x} takes {f2} and not {f1} for {event}."],
               [f"{y} suggests {f2} as a cheaper choice, and {x} orders it for {d1}.",
                f"{y} will deliver {f2} for {n} guests on {d1} at {time}.",
                f"{y} offers {x} {f2} for {low} per person instead of {f1}."])
    elif k == 1:
        s.c("The price is fine, without extras.", f"Just {f1}, please, nothing more.",
            "We only want the food, thank you.")
        s.s(f"So {n} guests on {d1}. Where should we bring it?", f"I have {n} people on {d1}. What is the address?",
            f"Good. And the place for {d1}?")
        s.c(f"To {street}. Oh, but my {kin} now says {m} guests.", f"{street}. Wait, we are {m} people, not {n}.",
            f"It is in {street}. And please make it {m} guests instead of {n}.")
        s.s(f"No problem, {m} guests at {street}.", f"I changed it to {m}. We will be there at {time}.",
            f"{m} is fine too.")
        out = ([f"{x} orders {f1} for {m} guests on {d1}, to be brought to {street}.",
                f"{x} is planning {event} on {d1} and orders {f1} for {m} people.",
                f"{x} wants {f1} for {event}. The food is for {m} guests."],
               [f"{x} changes the order from {n} to {m} guests and takes {f1}.",
                f"The number of guests is not {n} but {m}, so {x} corrects the order for {d1}.",
                f"{x} first says {n} guests but finally orders for {m} people."],
               [f"{y} will bring {f1} for {m} guests to {street} on {d1}.",
                f"{y} takes an order from {x} for {event} with {m} guests.",
                f"{y} accepts the new number of {m} guests from {x} and will deliver to {street}."])
    elif k == 2:
        s.c(f"Good. Can you come to {street}?", f"Fine, without extras. It is in {street}.",
            f"All right. The party room is in {street}.")
        s.s(f"Oh, I just see that {d1} is full. Is {d2} possible?",
            f"Sorry, on {d1} all our cooks are busy. How about {d2}?",
            f"One moment. On {d1} we have no van. We could do {d2}.")
        if r.random() < 0.5:
            s.c(f"Yes, we can move it to {d2}.", f"{d2} is all right as well.", f"Then we will celebrate on {d2}.")
            s.s(f"Great, {d2} at {time} then.", f"Perfect. We will come on {d2} at {time}.",
                f"Thank you. Expect us at {time}.")
            out = ([f"{x} orders {f1} for {n} guests. The event will be on {d2}.",
                    f"{x} needs catering for {event} and agrees to {d2} at {time}.",
                    f"{x} is planning {event} and gets {f1} for {n} people on {d2}."],
                   [f"As {d1} is not possible, {x} moves the event to {d2}.",
                    f"{x} wants the food on {d1} but accepts {d2} because the caterer is busy.",
                    f"The caterer is not free on {d1}, so {x} will celebrate on {d2}."],
                   [f"{y} cannot come on {d1} but will bring {f1} to {street} on {d2}.",
                    f"{y} offers {x} another day, and they agree on {d2} at {time}.",
                    f"{y} asks {x} to change the day to {d2}, and {x} agrees."])
        else:
            s.c(f"No, it has to be {d1}. I will ask another company.",
                "We cannot change the day. I will call someone else.",
                f"{d2} is impossible for us. Then I will look for another caterer.")
            s.s("I am sorry that I cannot help.", "I understand. Good luck with it.",
                "That is a pity. Maybe next time.")
            out = ([f"{x} wants {f1} for {event} on {d1}, but the caterer is not free.",
                    f"{x} cannot get catering for {n} guests on {d1} and will ask another company.",
                    f"{x} needs food for {event} but does not order, because {d1} is full."],
                   [f"{x} cannot move the event to {d2} and will look for a different caterer.",
                    f"The day of the event cannot change, so {x} declines {d2} and will call someone else.",
                    f"{x} turns down {d2} because the food is needed on {d1}."],
                   [f"{y} has no time on {d1} and offers {d2}, which {x} refuses.",
                    f"{y} is not able to cater for {x}'s {n} guests on {d1}.",
                    f"{y} suggests {d2} to {x}, but {x} needs the food on {d1}."])
    elif k == 3:
        s.c(f"I have to ask my {kin} about the price.", f"My {kin} must agree to that first.",
            f"I cannot decide that without my {kin}.")
        s.s(f"Of course. {f2[0].upper()}{f2[1:]} would be {low}, by the way.",
            f"Sure. Tell your {kin} that we also have {f2} for {low}.",
            f"I understand. For {low} we could do {f2}.")
        s.c("I will ask about both and call you.", "Good to know. I will call you back.",
            "Thanks, we will think about both and call.")
        s.s(f"Please call by {d2}.", f"I need to know by {d2}.", f"I can wait until {d2}.")
        out = ([f"{x} asks about food for {event} but must talk to a {kin} before ordering.",
                f"{x} needs catering for {n} guests on {d1} and will call back with a decision.",
                f"{x} wants {f1} for {event} but cannot decide alone about the price."],
               [f"Nothing is ordered yet, because {x} has to ask a {kin} about the price.",
                f"{x} will speak with a {kin} about {f1} and {f2} and call by {d2}.",
                f"{x} makes no decision and has until {d2} to call the caterer."],
               [f"{y} offers {f1} for {high} or {f2} for {low}. {x} will call back.",
                f"{y} tells {x} the price of both menus and waits for an answer by {d2}.",
                f"{y} tells {x} the price of {f1}, and {x} wants to ask a {kin}."])
    elif k == 4:
        s.c(f"Good. And yes, {extra} would be nice.", f"Fine. Please add {extra}.", f"All right, with {extra}.")
        s.s(f"Together with {extra} you pay {w.price(r, 55, 80)} per person.",
            f"{extra[0].upper()}{extra[1:]} will make it more expensive, of course.",
            f"I will write down {extra} too. That needs more space.")
        s.c(f"Oh, then no extras. Just {f1}.", f"Hmm, we do not need that after all. Only {f1}.",
            f"Then leave that out and just bring {f1}.")
        s.s(f"Okay, {f1} only, on {d1} at {time}.", f"As you wish. {f1[0].upper()}{f1[1:]}, at {time} on {d1}.",
            f"Good, only {f1} for {n}. We come at {time}.")
        out = ([f"{x} orders {f1} for {n} guests on {d1} without any extras.",
                f"{x} is planning {event} on {d1} and only orders {f1}.",
                f"{x} wants food for {event} and takes {f1} for {high} per person."],
               [f"{x} first adds {extra} but then decides on {f1} only.",
                f"In the end, {x} does not want {extra} and just orders {f1}.",
                f"{x} takes {extra} out of the order and keeps {f1} for {n} people."],
               [f"{y} will bring {f1} for {n} guests at {time} without {extra}.",
                f"{y} takes {x}'s order of {f1} and leaves out {extra}.",
                f"{y} talks about {extra}, but {x} finally wants nothing but {f1}."])
    else:
        s.c(f"No extras. The room is in {street}, but it has no kitchen.",
            f"Only the food. It is in {street}, and there is no kitchen.",
            f"Just that. You should know that there is no kitchen in {street}.")
        s.s(f"Without a kitchen we cannot do {f1}. We could do {f2}.", f"Then {f1} will not work, only {f2}.",
            f"We need a kitchen for that. I can only offer {f2}.")
        s.c(f"No, my {kin} really wants {f1}.", "That is not what we want.", f"No, {f2} is not right for our guests.")
        s.s("Then I am afraid I cannot take the order.", "I am sorry, then we cannot do it.",
            "In that case, you need another room.")
        s.c("All right, then I will not order.", "Then I will look for another solution.",
            "Okay, I will think of something else.")
        out = ([f"{x} wants {f1} for {event}, but the room has no kitchen, so nothing is ordered.",
                f"{x} asks for {f1} for {n} guests but does not get it.",
                f"{x} needs food for {event} on {d1} and does not accept {f2} instead."],
               [f"There is no kitchen in {street}, so {x} cannot have {f1} there.",
                f"{x} declines {f2} and leaves without an order for {event}.",
                f"No order is made, because {x} does not want {f2} for {event}."],
               [f"{y} cannot do {f1} without a kitchen and offers {f2}. {x} refuses.",
                f"{y} does not take the order, because there is no kitchen for {f1}.",
                f"{y} suggests {f2} for the room without a kitchen, but {x} says no."])
        s.s("I hope you find a way.", "Good luck with it.", "Sorry again, goodbye.")
        return s.done("catering", *out)
    _bye(s)
    return s.done("catering", *out)


def vet_visit(r: random.Random) -> Dialogue:
    """An owner brings a sick pet to the vet; they agree or disagree on what to do."""
    s = Script(r)
    name, intro = _intro(r)
    pet, pname = r.choice(PETS), r.choice(PET_NAMES)
    f1, f2 = r.sample(PET_FAULTS, 2)
    c1, c2 = r.sample(PET_CARE, 2)
    d1, d2 = w.two_weekdays(r)
    low, high = _two_prices(r, 15, 45, 180)
    span, kin, time, busy = r.choice(SPANS), r.choice(KIN), w.clock(r, 8, 18), r.choice(BUSY)
    s.open(("Good morning. Who do we have here?", "Hello, what is wrong with your pet?",
           "Please come in and sit down.", "Next, please. How can I help?"),
           (f"Hello, I am worried about my {pet}, {pname}.{intro}", f"Good morning. This is {pname}, my {pet}.{intro}",
            f"Could you look at {pname}, please? My {pet} is ill.{intro}", f"My {pet} {pname} is not well.{intro}"))
    x, y = name or s.client, s.staff
    s.s(f"What is the matter with {pname}?", "What have you noticed?", "Tell me what you have seen.")
    s.c(f"{pname} {f1}. I have seen it {_since(span)}.",
        f"{pname} {f1}. It has been like this {_since(span)}.", f"Well, {pname} {f1}. We noticed it some time ago.")
    s.aside(0.5)
    s.s(f"Let me see. I recommend {c1}. That is {high}.", f"I think {pname} needs {c1}. It costs {high}.",
        f"We should try {c1} for {high}.")
    k = r.randrange(5)
    if k == 0:
        s.c("Is there nothing cheaper?", f"I did not bring {high}. Is there another way?",
            f"My {kin} would not like that price.")
        s.s(f"We can start with {c2} for {low}.", f"Then let us try {c2} first. You pay {low}.",
            f"There is also {c2}, for {low}.")
        s.c(f"Good, we will try {c2}.", "Yes, let us do that first.", f"I prefer {c2}, then.")
        s.s(f"Come back on {d1} if it is not better.", f"I would like to see {pname} again on {d1}.",
            f"Please come again on {d1}.")
        out = ([f"{x}'s {pet} {f1} and gets {c2} for {low}.",
                f"{x} takes a sick {pet} to the vet and decides on {c2} for {low}.",
                f"{x} is worried because {pname} {f1}. They try {c2} first."],
               [f"{x} does not want to pay {high} and chooses {c2} for {pname}.",
                f"As {c1} would be too expensive, {pname} gets {c2} instead.",
                f"{x} asks for a cheaper way, so they start with {c2} for the {pet}."],
               [f"{y} recommends {c1} for {pname} but agrees to begin with {c2}.",
                f"{y} offers {x} {c2} for {low} because {c1} costs more.",
                f"{y} gives {x}'s {pet} {c2}, which is cheaper than {c1}."])
    elif k == 1:
        s.c("I see. Can I take it home today?", "All right. What happens then?", "Okay. Will that be enough?")
        s.s(f"No, I want to keep {pname} here until {d1}.", f"{pname} should stay with us until {d1}.",
            f"It is better if {pname} sleeps here until {d1}.")
        if r.random() < 0.5:
            s.c("No, I do not want that. We will go home.", f"No, {pname} is afraid alone. We will go home.",
                f"My {kin} would be too sad. I will take {pname} home.")
            s.s(f"Then come every day, and bring {pname} on {d1} too.", "As you like, but call me if it gets worse.",
                "Fine, but then you must watch your pet at night.")
            out = ([f"{x}'s {pet} {f1}. {x} does not leave {pname} at the vet's and goes home.",
                    f"{x} takes {pname} to the vet but refuses to leave the {pet} there.",
                    f"{x} brings in a {pet} that {f1} and takes it home again."],
                   [f"{pname} should stay until {d1}, but {x} wants to take the {pet} home.",
                    f"{x} does not agree that {pname} stays until {d1} and goes home with the {pet}.",
                    f"{x} declines to leave the {pet} {pname} at the vet's until {d1} and goes home."],
                   [f"{y} wants to keep {pname} until {d1}, but {x} says no.",
                    f"{y} recommends {c1} and a stay until {d1}. {x} takes {pname} home.",
                    f"{y} cannot keep {x}'s {pet} there, because {x} prefers to go home."])
        else:
            s.c(f"If it helps, {pname} can stay.", f"I will miss {pname}, but all right.",
                "Good, I trust you. I agree.")
            s.s(f"You can fetch {pname} on {d1} at {time}.", f"Please be back on {d1} at {time}.",
                f"Then I will see you on {d1} at {time}.")
            out = ([f"{x}'s {pet} {f1} and has to stay at the vet's until {d1}.",
                    f"{x} leaves {pname} at the vet's and will come back on {d1} at {time}.",
                    f"{x} takes a sick {pet} to the vet. It will stay there until {d1}."],
                   [f"{x} agrees to leave {pname} there and will fetch the {pet} on {d1}.",
                    f"{pname} does not go home today, and {x} will come again on {d1} at {time}.",
                    f"{x} wants {pname} to get better and lets the {pet} stay until {d1}."],
                   [f"{y} recommends {c1} and keeps {x}'s {pet} until {d1}.",
                    f"{y} will look after {pname} until {x} comes back on {d1} at {time}.",
                    f"{y} asks {x} to leave {pname} there until {d1}, and {x} agrees."])
    elif k == 2:
        s.c("I would rather just have some strong pills.", f"Can you just give me pills for {pname}?",
            "No, I only want pills, nothing more.")
        s.s("Strong pills are dangerous for such an animal.", f"I will not do that. Pills could hurt {pname}.",
            "I am sorry, pills would be dangerous here.")
        s.c("Oh, I did not know that.", f"But my {kin} gave some to a dog once.",
            "Really? I thought they were harmless.")
        s.s(f"Believe me, {c1} is better.", f"That is why I want to use {c1}.", f"So I can only offer {c1}.")
        s.c("Then please do that.", "All right, I trust you.", f"Okay, let us take {c1}.")
        out = ([f"{x} asks for pills for a sick {pet} but agrees to {c1} in the end.",
                f"{x}'s {pet} {f1}. It gets {c1} and not the pills.",
                f"{x} is worried about {pname} and finally accepts {c1} for {high}."],
               [f"Pills are too dangerous for {pname}, so {x} agrees to {c1}.",
                f"{x} does not get any pills for {pname} and takes {c1} instead.",
                f"{x} changes the request after hearing that pills could be dangerous for the {pet}."],
               [f"{y} refuses to give {x} pills and recommends {c1} for {pname}.",
                f"{y} says that pills are dangerous and will use {c1} for the {pet}.",
                f"{y} persuades {x} that {c1} is better for {pname} than pills."])
    elif k == 3:
        s.c(f"Wait, it is not only that. {pname} also {f2}.", f"I forgot something. {pname} {f2} as well.",
            f"There is more, doctor. {pname} also {f2}.")
        s.s(f"Oh, that changes things. Then {c1} is wrong.", f"Then we do not need {c1}.",
            f"That is important. So {c1} will not help.")
        s.c("What should we do now?", "So what is the right thing?", f"How can you help {pname}?")
        s.s(f"{pname} needs {c2} on {d1} at {time}.", f"I will do {c2} on {d1} at {time}.",
            f"Bring {pname} on {d1} at {time} for {c2}.")
        s.c(f"Good, we will be here on {d1}.", f"Fine, {d1} is possible.", f"I will bring {pname} on {d1}.")
        out = ([f"{x}'s {pet} {f1} and also {f2}. It will get {c2} on {d1}.",
                f"{x} takes {pname} to the vet and will come back on {d1} for {c2}.",
                f"{x} brings in a sick {pet}, which needs {c2} on {d1} at {time}."],
               [f"Because {pname} also {f2}, the plan changes to {c2} on {d1}.",
                f"After hearing more about {pname}, they decide on {c2} and not on {c1}.",
                f"{x} first forgets to say that {pname} {f2}. Now {c2} is planned for {d1}."],
               [f"{y} first suggests {c1} but then plans {c2} for {pname} on {d1}.",
                f"{y} learns that {pname} also {f2} and asks {x} to come on {d1}.",
                f"{y} changes the plan and wants to use {c2} on {d1} at {time}."])
    else:
        s.c(f"I must talk to my {kin} first. {pname} belongs to both of us.", f"My {kin} should decide that with me.",
            f"I cannot say yes without my {kin}.")
        s.s(f"I have time on {d1} or {d2}.", f"I could do it on {d1} or {d2}.",
            f"There is a place on {d1} and one on {d2}.")
        s.c(f"On {d1} {busy}. Maybe {d2}, but I will call you.", f"{d1} is bad, {busy}. I will ring you about {d2}.",
            f"Not {d1}, because {busy}. I will call about {d2}.")
        s.s(f"Good. Give {pname} enough water until then.", "All right, but do not wait too long.",
            f"Fine. Keep {pname} warm at home.")
        out = ([f"{x}'s {pet} {f1}, but {x} must ask a {kin} before deciding on {c1}.",
                f"{x} takes {pname} to the vet and will call later about {c1}.",
                f"{x} is worried about a {pet} but does not agree to {c1} yet."],
               [f"Nothing is decided, because {x} wants to talk to a {kin} about {pname} first.",
                f"{x} cannot come on {d1} and will call the vet about {d2}.",
                f"{x} needs to speak with a {kin} and may bring {pname} on {d2}."],
               [f"{y} recommends {c1} for {high}, and {x} will call back about it.",
                f"{y} offers {d1} or {d2}. {x} must talk to a {kin} first.",
                f"{y} waits for {x}'s call, as {x} has to ask a {kin} about {c1}."])
    _bye(s)
    return s.done("vet", *out)


FAMILIES: dict[str, Family] = {
    "restaurant reservation": restaurant_reservation,
    "restaurant complaint": restaurant_complaint,
    "doctor's appointment": doctors_appointment,
    "dentist visit": dentist_visit,
    "pharmacy question": pharmacy_question,
    "catering order": catering_order,
}
HELD_OUT: dict[str, Family] = {"vet visit": vet_visit}
