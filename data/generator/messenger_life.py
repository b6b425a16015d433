"""Messenger chats between friends about everyday life: favours, lost things, health, work and home."""

from __future__ import annotations

import random
from collections.abc import Callable

from . import words as w
from .core import Chat

THINGS = ("tent", "drill", "ladder", "bike", "suitcase", "camera", "guitar", "sleeping bag", "hammer", "projector",
          "iron", "hair dryer", "umbrella", "backpack", "bike pump", "blender", "toolbox", "speaker", "printer",
          "sewing machine", "cake tin", "rain jacket", "ski helmet", "lawnmower", "vacuum cleaner", "board game",
          "air mattress", "keyboard", "tripod", "waffle maker", "picnic blanket", "cool box", "scooter", "chess set",
          "extension cable", "dress", "tie", "microphone", "paint roller", "wheelbarrow", "steam cleaner")
PURPOSES = ("a camping trip", "a wedding", "my new flat", "a school project", "the garden", "a party", "a weekend trip",
            "my holiday", "a job interview", "a birthday", "a family visit", "a concert", "some repairs", "a picnic",
            "a work trip", "the summer festival", "a photo shoot", "my balcony", "a charity event", "a talent show",
            "a day at the lake", "the kitchen", "a street market")
BUSY = (("have to work late", "has to work late"), ("have a dentist appointment", "has a dentist appointment"),
        ("have football training", "has football training"), ("have a piano lesson", "has a piano lesson"),
        ("am visiting relatives", "is visiting relatives"), ("have a big exam", "has a big exam"),
        ("have a night shift", "has a night shift"), ("am going to a wedding", "is going to a wedding"),
        ("have tickets for a concert", "has tickets for a concert"),
        ("am painting the kitchen", "is painting the kitchen"), ("am running a race", "is running a race"),
        ("have choir practice", "has choir practice"), ("have to babysit", "has to babysit"),
        ("am flying to Rome", "is flying to Rome"), ("have a long meeting", "has a long meeting"),
        ("have a yoga class", "has a yoga class"), ("am moving furniture", "is moving furniture"),
        ("have a driving lesson", "has a driving lesson"), ("am at a conference", "is at a conference"),
        ("have visitors from Spain", "has visitors from Spain"), ("am helping in the shop", "is helping in the shop"),
        ("have to see a doctor", "has to see a doctor"), ("have a first date", "has a first date"),
        ("am on a work trip", "is on a work trip"), ("have a swimming contest", "has a swimming contest"),
        ("am going hiking", "is going hiking"), ("have to fix the car", "has to fix the car"),
        ("have a school meeting", "has a school meeting"), ("am cooking for ten people", "is cooking for ten people"),
        ("have a job interview", "has a job interview"))
MONEY_FOR = ("the rent", "a new tyre", "the dentist", "a train ticket", "the phone bill", "a birthday present",
             "a concert ticket", "the school trip", "new glasses", "the vet", "a parking fine", "a winter coat",
             "the electricity bill", "a textbook", "the gym", "football boots", "a flight home", "a new kettle",
             "the language course", "a bus pass", "a bike repair", "the car repair", "groceries", "a suit",
             "running shoes", "the exam fee", "a used desk", "medicine", "a plumber", "the water bill")
BROKE = (("I just paid my rent", "just paid the rent"), ("I lost my job", "lost a job"),
         ("I bought a new laptop", "bought a new laptop"), ("I'm saving for a car", "is saving for a car"),
         ("I had to fix my car", "had to fix the car"), ("I booked a holiday", "booked a holiday"),
         ("I don't get paid until next week", "does not get paid until next week"),
         ("I just bought a sofa", "just bought a sofa"), ("my bank card is blocked", "has a blocked bank card"),
         ("I paid for a course", "paid for a course"), ("I'm saving for a wedding", "is saving for a wedding"),
         ("my wallet was stolen", "had a wallet stolen"), ("I had a big vet bill", "had a big vet bill"),
         ("I'm totally broke", "is broke"), ("I have to pay my taxes", "has to pay taxes"),
         ("I bought a new bike", "bought a new bike"), ("I got a huge phone bill", "got a huge phone bill"),
         ("I paid for my exam", "paid for an exam"), ("my boiler broke", "had a broken boiler"),
         ("I'm saving for a trip", "is saving for a trip"))
SUBJECTS = ("maths", "history", "biology", "chemistry", "physics", "geography", "music", "art", "economics",
            "literature", "computer science", "philosophy", "politics", "French", "Spanish", "Latin", "German",
            "English", "statistics", "psychology", "Italian", "astronomy", "sociology", "law", "drama", "geology")
TASKS = ("essay", "report", "project", "presentation", "book review", "poster", "worksheet", "term paper", "homework",
         "lab report", "short story", "translation", "summary", "quiz", "speech", "assignment", "timeline", "chart")
PARTS = ("the introduction", "the last question", "the second page", "the ending", "the graph", "the table",
         "the sources", "the first part", "the long text", "the title", "the examples", "the definitions",
         "the spelling", "the last chapter", "the pictures", "the conclusion", "the formulas", "the third task")
MEETING_PLACES = ("the library", "the park", "the station", "the cafe", "the gym", "the school", "the museum",
                  "the bus stop", "the market", "the bakery", "the pool", "the town hall", "the cinema", "the bridge",
                  "the bookshop", "the mall", "the church", "the playground", "the harbour", "the old tower",
                  "the tennis court", "the supermarket")
HIDING_PLACES = ("under the sofa", "in the fridge", "in the blue coat", "behind the microwave", "in the car",
                 "on the balcony", "in the bathroom", "under the bed", "in the shopping bag", "next to the toaster",
                 "in the front door", "in the laundry basket", "behind the sofa cushion", "in the gym bag",
                 "on the piano", "in a shoe", "under the newspaper", "in the mailbox", "on the windowsill",
                 "in the desk drawer", "in the bin", "behind the plant", "on top of the fridge", "in the guest room",
                 "in the hall", "on the kitchen table", "under the towels", "on the bookshelf", "in the dog basket",
                 "in the fruit bowl")
KEYS = ("house keys", "car keys", "office keys", "bike keys", "garage keys", "flat keys", "cellar keys", "locker keys",
        "spare keys", "van keys", "garden keys", "mailbox keys")
SICKNESS = ("a fever", "the flu", "a bad cold", "a sore throat", "a headache", "a stomach bug", "an ear infection",
            "a toothache", "a cough", "a migraine", "food poisoning", "a sinus infection", "back pain", "a rash",
            "an eye infection", "a sprained ankle", "a bad knee", "tonsillitis", "a stiff neck", "an allergy")
FOODS = ("chicken soup", "pizza", "lasagne", "noodles", "vegetable soup", "fried rice", "pancakes", "sushi", "tacos",
         "apple pie", "pasta", "tomato soup", "cake", "curry", "dumplings", "burgers", "salad", "ice cream", "brownies",
         "potato stew", "muffins", "fish and chips", "waffles", "banana bread", "cookies", "falafel", "kebab",
         "chocolate", "lemon cake", "onion soup")
ERRANDS = ("ginger tea", "medicine", "oranges", "tissues", "honey", "bread", "lemons", "cough syrup", "bananas",
           "painkillers", "yoghurt", "mineral water", "nose spray", "apple juice", "eggs", "vitamins", "crackers",
           "herbal tea", "throat sweets", "ice packs")
PLANS = ("the party", "the concert", "dinner", "the hike", "football", "the cinema", "the picnic", "the museum trip",
         "the barbecue", "the game night", "the brunch", "the choir", "the bike tour", "the quiz night", "bowling",
         "the theatre", "the dance class", "the birthday lunch", "the beach trip", "yoga", "volleyball", "karaoke")
PETS = ("cat", "dog", "rabbit", "parrot", "hamster", "turtle", "puppy", "kitten", "goldfish", "guinea pig", "snake",
        "lizard", "canary", "old dog", "fat cat", "pony", "ferret", "budgie", "terrier", "poodle")
PET_NAMES = ("Biscuit", "Pepper", "Ginger", "Smokey", "Muffin", "Rocky", "Socks", "Pumpkin", "Shadow", "Coco", "Peanut",
             "Waffles", "Snowy", "Tiger", "Bubbles", "Nacho", "Cookie", "Mocha", "Pickle", "Ziggy", "Noodle",
             "Whiskers", "Bandit", "Caramel", "Domino", "Fluffy", "Marble", "Toffee")
FURNITURE = ("sofa", "wardrobe", "fridge", "piano", "bed", "bookshelf", "desk", "washing machine", "kitchen table",
             "mattress", "armchair", "cupboard", "aquarium", "dishwasher", "big mirror", "cooker", "chest of drawers",
             "treadmill", "carpet", "freezer", "dining table", "TV", "glass cabinet", "bunk bed")
VEHICLES = ("van", "truck", "trailer", "big car", "minibus", "pickup", "jeep", "camper", "cargo bike", "station wagon")
JOBS = ("accountant", "assistant", "receptionist", "driver", "cook", "cleaner", "guard", "manager", "designer",
        "editor", "photographer", "translator", "secretary", "planner", "programmer", "trainer", "technician",
        "electrician", "gardener", "tour guide", "night guard", "office manager", "team leader", "buyer", "bookkeeper",
        "caretaker", "event manager", "writer", "web designer", "researcher", "courier", "baker", "painter",
        "IT expert", "carpenter", "doorman")
EMPLOYERS = ("a hotel", "a hospital", "a bank", "a small school", "a start-up", "a museum", "a bakery", "a newspaper",
             "a zoo", "a travel agency", "a theatre", "a law firm", "a sports club", "a radio station", "a bookshop",
             "a car factory", "a restaurant", "an airport", "a library", "a film studio", "a clinic", "a garden centre",
             "a university", "a charity", "a cruise ship", "an art gallery", "a toy shop", "a wine bar")
FEELINGS = ("the questions were hard", "the questions were weird", "I ran out of time", "I was so nervous",
            "I studied all night", "I guessed half of it", "the room was freezing", "I forgot my calculator",
            "I mixed up the pages", "I forgot all the names", "my pen stopped working", "I slept badly",
            "the last part was horrible", "I had a headache", "I only studied one day", "there was a trick question")
CELEBRATIONS = ("a pizza", "a movie night", "a dinner", "a barbecue", "a karaoke night", "a picnic", "a boat trip",
                "a dance night", "a cake", "a brunch", "a bowling night", "a beach day", "a game night", "a sauna day",
                "a house party", "a spa day", "a hike", "an ice cream", "a burger", "a cocktail")
PHONE_FAULTS = ("has a cracked screen", "doesn't charge", "keeps freezing", "has no sound", "turns off by itself",
                "gets super hot", "shows a black screen", "doesn't connect to wifi", "has a broken camera", "is full",
                "only vibrates", "is very slow", "has a broken button", "doesn't find a network",
                "restarts all the time", "has a green line on the screen", "has a dead battery",
                "has a broken microphone", "doesn't ring", "has a loose charging port")
ACCIDENTS = ("it fell in the sink", "I dropped it on the stairs", "my dog chewed on it", "I spilled coffee on it",
             "it fell off the table", "I sat on it", "it got wet in the rain", "it fell out of my bag",
             "I left it in the sun", "it went through the wash", "my cousin stepped on it", "it fell off my bike",
             "it fell into the bath", "I installed some weird app", "it slipped out of my pocket",
             "the cat pushed it off the bed", "I dropped it in the snow", "it fell into the soup", "no idea why",
             "I used a cheap charger")
TIPS = ("put it in rice", "restart it", "change the battery", "reset it", "clean the port", "try another charger",
        "delete some apps", "update the software", "take out the SIM card", "let it dry for a day",
        "charge it overnight", "turn off the bluetooth", "remove the case", "use a different cable",
        "back up the photos", "watch a repair video", "buy a new screen", "put it in the fridge")
SORRY = (("I broke your {x}", "breaking the {x}", "mug"), ("I broke your {x}", "breaking the {x}", "lamp"),
         ("I broke your {x}", "breaking the {x}", "sunglasses"), ("I lost your {x}", "losing the {x}", "book"),
         ("I lost your {x}", "losing the {x}", "scarf"), ("I lost your {x}", "losing the {x}", "umbrella"),
         ("I lost your {x}", "losing the {x}", "headphones"), ("I stained your {x}", "staining the {x}", "jacket"),
         ("I stained your {x}", "staining the {x}", "white shirt"),
         ("I stained your {x}", "staining the {x}", "carpet"), ("I scratched your {x}", "scratching the {x}", "desk"),
         ("I scratched your {x}", "scratching the {x}", "table"), ("I burned your {x}", "burning the {x}", "pan"),
         ("I burned your {x}", "burning the {x}", "tablecloth"), ("I ripped your {x}", "ripping the {x}", "jeans"),
         ("I ripped your {x}", "ripping the {x}", "tent"), ("I dropped your {x}", "dropping the {x}", "camera"),
         ("I dropped your {x}", "dropping the {x}", "plant"), ("I broke your {x}", "breaking the {x}", "vase"),
         ("I broke your {x}", "breaking the {x}", "bike light"), ("I lost your {x}", "losing the {x}", "charger"),
         ("I shrank your {x}", "shrinking the {x}", "sweater"), ("I broke your {x}", "breaking the {x}", "chair"),
         ("I lost your {x}", "losing the {x}", "pen"))
RUDE = (("I forgot your birthday", "forgetting the birthday"), ("I was so rude", "being so rude"),
        ("I missed your concert", "missing the concert"), ("I was late", "being late"),
        ("I shouted at you", "shouting"), ("I didn't call back", "not calling back"),
        ("I left the party early", "leaving the party early"), ("I told your secret", "telling the secret"),
        ("I forgot our lunch", "forgetting the lunch"), ("I laughed at your idea", "laughing at the idea"),
        ("I ate your cake", "eating the cake"), ("I missed your play", "missing the play"),
        ("I read your diary", "reading the diary"), ("I didn't come to the match", "not coming to the match"),
        ("I cancelled at the last minute", "cancelling at the last minute"), ("I was so grumpy", "being so grumpy"),
        ("I ignored your message", "ignoring the message"), ("I lied about the test", "lying about the test"),
        ("I forgot to pick you up", "forgetting the pick-up"), ("I fell asleep during your film", "falling asleep"),
        ("I woke you up so early", "the early call"), ("I forgot the tickets", "forgetting the tickets"))
EXCUSES = ("my alarm didn't ring", "I was really stressed", "I had too much to do", "my phone was dead",
           "I mixed up the days", "I had a terrible week", "I wasn't thinking", "I had so much trouble at work",
           "I was half asleep", "the bus broke down", "I was super tired", "I got bad news that day",
           "I was in a hurry", "I wasn't careful", "I had a fight with my boss", "I lost track of time")
FLATS = ("two-room flat", "small flat", "big flat", "three-room flat", "bright flat", "cheap flat", "old flat",
         "furnished flat", "sunny flat", "tiny flat", "attic flat", "modern flat", "shared flat", "quiet flat",
         "four-room flat", "studio", "garden flat", "loft")
FLAT_GOOD = ("a balcony", "a big kitchen", "a garden", "a bath", "a view of the river", "a fireplace", "two bathrooms",
             "a roof terrace", "new windows", "a dishwasher", "a lift", "a parking space", "a guest room",
             "big windows", "wooden floors", "a cellar", "a huge bedroom", "a view of the park", "a washing machine",
             "fast internet")
FLAT_BAD = ("no heating", "noisy neighbours", "no lift", "mould in the bathroom", "a tiny kitchen", "no sunlight",
            "a terrible smell", "thin walls", "no internet", "a broken shower", "a rude landlord",
            "a loud bar downstairs", "no bathroom door", "mice", "a wet wall", "no parking",
            "a long way to the station", "a leaking roof")
FORGOTTEN = ("scarf", "umbrella", "wallet", "laptop", "charger", "glasses", "jacket", "water bottle", "notebook", "hat",
             "headphones", "sunglasses", "gloves", "backpack", "watch", "earrings", "swimsuit", "tablet", "lunch box",
             "camera", "sweater", "bus pass", "passport", "book", "gym bag", "key ring", "cap", "ring", "phone case",
             "raincoat", "cardigan", "guitar", "salad bowl", "cake plate")
KIN = ("sister", "brother", "mother", "father", "cousin", "uncle", "aunt", "flatmate", "boss", "neighbour",
       "grandmother", "grandfather", "roommate", "colleague")
RELATIVES = KIN[:7]
PAIRED = ("glasses", "headphones", "sunglasses", "gloves", "earrings", "jeans")


def _pair(c: Chat) -> tuple[str, str]:
    """Draw who needs something and who answers."""
    return (c.a, c.b) if c.r.random() < 0.5 else (c.b, c.a)


def _a(noun: str) -> str:
    """Put the right indefinite article before a noun."""
    return f"an {noun}" if noun[0] in "aeiouI" else f"a {noun}"


def _bye(c: Chat, p: float = 0.6) -> None:
    """Close the chat with probability `p` if it is not too long already."""
    if len(c.lines) < 11:
        c.bye(p)


def borrow_item(r: random.Random) -> tuple[str, str]:
    """Somebody wants to borrow a thing; yes, no, another day, from somebody else, or open."""
    c = Chat(r)
    x, y = _pair(c)
    thing = r.choice(THINGS)
    if r.random() < 0.4:
        thing = f"{r.choice(w.COLOURS)} {thing}"
    purpose = r.choice(PURPOSES)
    use = purpose.replace("my ", f"{x}'s ")
    day, day2 = w.two_weekdays(r)
    c.hello()
    c.say(x, f"do you still have your {thing}?", f"can I ask u something? do you have that {thing} at home?",
          f"quick question, is your {thing} free this week?", f"hey {y}, do you need your {thing} these days?")
    c.say(y, "yes, why?", "I do, what for?", "it's here somewhere, why do you ask?", "sure, it's in the cupboard. why?")
    c.say(x, f"I need one for {purpose}. could I borrow it on {day}?", f"it's for {purpose}, can I have it on {day}?",
          f"gonna need it for {purpose} on {day}, could u lend it to me?",
          f"could you lend it to me on {day}? it's for {purpose}")
    outcome = r.randrange(5)
    if outcome == 0:
        clock = w.clock(r, 9, 20)
        place = r.choice(MEETING_PLACES)
        c.say(y, f"of course! I can bring it to {place} at {clock}", f"sure, let's meet at {place} at {clock}",
              f"no problem, come to {place} at {clock} and I'll have it with me")
        c.aside(0.4)
        c.say(x, "you're the best, I'll be careful with it", "thank you so much, I'll bring it back soon",
              "super, thx a lot, I owe you one")
        _bye(c)
        return c.done(f"{y} will lend {x} the {thing} on {day}. They meet at {place} at {clock}.",
                      f"{x} will borrow {y}'s {thing} on {day} at {clock}.",
                      f"{x} needs {y}'s {thing} and gets it on {day} at {place}.",
                      f"On {day} at {clock}, {y} will give {x} the {thing} at {place}.")
    if outcome == 1:
        kin = r.choice(KIN)
        c.say(y, f"sorry, my {kin} is using it until {day2}", f"oh no, I promised it to my {kin} for that day",
              f"I can't, my {kin} needs it on {day} too", f"hmm, sorry, I gave it to my {kin} already")
        c.aside(0.4)
        c.say(x, "ok, no worries, I'll look for another one", "too bad, then I'll buy a cheap one",
              "I see, thanks anyway", "what a pity, but that's fine")
        _bye(c)
        return c.done(f"{y} cannot lend {x} the {thing}, because {y}'s {kin} has it.",
                      f"{x} wants to borrow {y}'s {thing} on {day}, but {y}'s {kin} needs it.",
                      f"{x} cannot borrow the {thing} from {y}, because it is with {y}'s {kin}.",
                      f"{y} refuses to lend {x} the {thing} because of {y}'s {kin}.")
    if outcome == 2:
        c.say(y, f"{day} is fine for me", f"sure, {day} works", f"yes, come by on {day}")
        c.aside(0.3)
        c.say(r.choice((x, y)), f"no wait, {day2} is better, I'm away on {day}", f"oh sorry, I meant {day2}, not {day}",
              f"hmm, can we make it {day2} instead? {day} is full")
        c.say(y if c.lines[-1][0] == x else x, f"{day2} is ok too", f"alright, {day2} then", f"np, {day2} it is")
        _bye(c)
        return c.done(f"{x} will borrow the {thing} from {y} on {day2}.",
                      f"{y} will lend {x} the {thing} on {day2} instead of {day}.",
                      f"{y} is lending {x} the {thing} for {use} on {day2}.",
                      f"{x} needs the {thing} and will get it from {y} on {day2}.")
    if outcome == 3:
        c.say(y, f"mine is broken, but {c.third} has one", f"I need it that day, but you could ask {c.third}",
              f"not mine, sorry, it's too old. {c.third} has a better one")
        c.aside(0.3)
        c.say(x, f"good idea, I'll text {c.third} now", f"ok, I'm asking {c.third} right away")
        c.say(x, f"{c.third} said yes, I can pick it up on {day2}", f"yay, {c.third} will lend me one on {day2}")
        _bye(c)
        return c.done(f"{c.third} will lend {x} {_a(thing)} on {day2}.",
                      f"{x} cannot use {y}'s {thing}, so {x} will borrow one from {c.third} on {day2}.",
                      f"{y} cannot lend {x} the {thing}, but {c.third} will on {day2}.",
                      f"{x} will borrow {_a(thing)} from {c.third} instead of {y} on {day2}.")
    c.say(y, f"maybe, I have to ask my {(kin := r.choice(KIN))} first", f"not sure, my {kin} may need it, I'll ask",
          f"I don't know yet, it depends on my {kin}")
    c.aside(0.4)
    c.say(x, f"ok, let me know before {day}", f"sure, just text me before {day}", f"fine, tell me before {day} pls")
    _bye(c)
    return c.done(f"{y} has to ask {y}'s {kin} before lending {x} the {thing}.",
                  f"{x} wants to borrow the {thing} on {day}, but {y} is not sure yet.",
                  f"{y} does not know yet if {x} can have the {thing} on {day}.",
                  f"{x} asks {y} for the {thing}. {y} will first ask {_a(kin)}.")


def lend_money(r: random.Random) -> tuple[str, str]:
    """Somebody needs money; gets it all, a part of it, nothing, or from somebody else."""
    c = Chat(r)
    x, y = _pair(c)
    amount = r.choice((10, 15, 20, 25, 30, 40, 45, 50, 60, 75, 80, 90, 100, 120, 150, 200))
    less = r.choice((5, 8)) if amount < 20 else amount // 2 // 5 * 5
    what = r.choice(MONEY_FOR)
    day, day2 = w.two_weekdays(r)
    c.hello()
    c.say(x, "this is a bit embarrassing, but can you help me out?", "I have a small money problem :(",
          "don't laugh, but I'm out of cash", "can I ask you for a favour? it's about money")
    c.say(y, "what happened?", "sure, tell me", "oh no, how much do you need?", "again? lol, what is it this time?")
    c.say(x, f"could you lend me {amount} dollars for {what}?",
          f"I need {amount} dollars for {what}, could u lend me that?",
          f"I'm {amount} dollars short for {what}. could I borrow it from you?",
          f"it's {what}. I need {amount} dollars, could you help?")
    outcome = r.randrange(5)
    if outcome == 0:
        c.say(y, "ok, when do I get it back?", "sure, when can you pay me back?",
              "fine, but I need it back soon. when?")
        c.say(x, f"on {day}, I promise", f"I get paid on {day}, so then", f"{day} at the latest, I swear")
        c.aside(0.3)
        c.say(y, "alright, I'm sending it now", "good, I'll send it in a minute", "deal, it's on the way")
        _bye(c)
        return c.done(f"{y} lends {x} {amount} dollars for {what}. {x} will pay it back on {day}.",
                      f"{x} borrows {amount} dollars from {y} and will pay it back on {day}.",
                      f"{x} needs {amount} dollars for {what} and {y} is sending it.",
                      f"{y} is sending {x} {amount} dollars and gets the money back on {day}.")
    if outcome == 1:
        said, told = r.choice(BROKE)
        c.say(y, f"I'd love to, but {said}", f"sorry, {said}, so I can't", f"that's bad timing, {said}")
        c.aside(0.4)
        c.say(x, "I understand, don't worry", "ok, I'll find another way", "no problem, thanks for being honest")
        c.say(y, f"maybe ask your {r.choice(KIN)}?", "hope it works out", "good luck, I'm really sorry")
        _bye(c)
        return c.done(f"{y} cannot lend {x} {amount} dollars because {y} {told}.",
                      f"{x} needs {amount} dollars for {what}, but {y} cannot help.",
                      f"{x} asks {y} for {amount} dollars, but {y} {told}.",
                      f"{y} {told} and cannot give {x} money for {what}.")
    if outcome == 2:
        c.say(y, f"I only have {less} dollars, is that ok?", f"{amount} is too much, but I can give you {less} dollars",
              f"hmm, {less} dollars is all I can spare")
        c.aside(0.4)
        c.say(x, "that helps a lot already", f"yes please, {less} dollars is great", "better than nothing, thank you!")
        c.say(y, f"I'll bring it on {day}", f"come and get it on {day}", f"ok, you'll have it on {day}")
        _bye(c)
        return c.done(f"{y} can only lend {x} {less} dollars instead of {amount}.",
                      f"{x} needs {amount} dollars for {what}, but gets only {less} dollars from {y}.",
                      f"{y} will give {x} {less} dollars for {what} on {day}.",
                      f"{x} will get {less} dollars from {y} on {day}.")
    if outcome == 3:
        c.say(y, f"sure, I can give it to you on {day}", f"ok, you'll get it on {day}", f"fine, see you on {day} then")
        c.aside(0.3)
        c.say(y, f"no wait, {day2}, I'm not in town on {day}", f"sorry, I meant {day2}",
              f"oh, {day} is bad. make it {day2}")
        c.say(x, f"{day2} is still early enough, thanks", f"perfect, {day2} is fine", f"ok, {day2}, thank you so much")
        _bye(c)
        return c.done(f"{y} will lend {x} {amount} dollars on {day2}.",
                      f"{x} will get {amount} dollars for {what} from {y} on {day2}.",
                      f"{y} will give {x} the {amount} dollars for {what} on {day2}, not on {day}.",
                      f"{x} is borrowing {amount} dollars from {y} and gets the money on {day2}.")
    c.say(y, f"you still owe me money from last time! ask {c.third}", f"I have nothing left this month, try {c.third}",
          f"can't do it, but {c.third} just got paid")
    c.aside(0.3)
    c.say(x, f"ok, I wrote to {c.third}", f"true, I asked {c.third} just now", f"I just called {c.third}")
    c.say(x, f"{c.third} will lend me the money until {day}", f"it worked! {c.third} gives it to me until {day}",
          f"yes! I can have it from {c.third} until {day}")
    _bye(c)
    return c.done(f"{c.third} will lend {x} {amount} dollars until {day}.",
                  f"{y} does not lend {x} the {amount} dollars, but {c.third} does.",
                  f"{x} needs {amount} dollars for {what} and gets it from {c.third}.",
                  f"{x} borrows {amount} dollars from {c.third} until {day}, because {y} cannot help.")


def homework_help(r: random.Random) -> tuple[str, str]:
    """Somebody needs help with schoolwork; by meeting, by call, by another friend, or not at all."""
    c = Chat(r)
    x, y = _pair(c)
    subject, task = r.choice(SUBJECTS), r.choice(TASKS)
    work = f"{subject} {task}"
    part = r.choice(PARTS)
    day, day2 = w.two_weekdays(r)
    clock, clock2 = w.clock(r, 9, 13), w.clock(r, 14, 20)
    place = r.choice(MEETING_PLACES)
    c.hello()
    c.say(x, f"did you finish the {work}?", f"how far are you with the {work}?", f"have u started the {work} yet?",
          f"the {work} is killing me, did you do it?")
    c.say(y, "yes, last night. why?", "nearly done, and you?", "yep, it took forever. do you need help?",
          "finished it this morning :)")
    c.say(x, f"I don't understand {part} at all, can you help me on {day}?",
          f"I'm stuck on {part}. do you have time on {day}?",
          f"I can't figure out {part}, could we sit down on {day}?",
          f"I need help with {part}, are you free on {day}?")
    outcome = r.randrange(5)
    if outcome == 0:
        c.say(y, f"sure, let's meet at {place} at {clock2}", f"ok, I'm free. {clock2} at {place}?",
              f"of course, come to {place} at {clock2}")
        c.aside(0.4)
        c.say(x, "great, I'll bring my notes", "thank you, I'll bring cookies", "you saved my life, see you there")
        _bye(c)
        return c.done(f"{y} will help {x} with the {work} at {place} on {day}.",
                      f"{x} and {y} will meet on {day} at {clock2} to work on the {work}.",
                      f"{x} does not understand {part}, so {y} will help on {day} at {clock2}.",
                      f"{y} helps {x} with {part} of the {work} on {day} at {place}.")
    if outcome == 1:
        said, told = r.choice(BUSY)
        c.say(y, f"sorry, I can't, I {said} on {day}", f"{day} is impossible, I {said}", f"I {said} that day, sorry!")
        c.aside(0.4)
        c.say(x, "oh no, it has to be done by then", "ok, then I'll try it alone", "hmm, that's bad, but I understand")
        c.say(y, "good luck, you can do it!", "just look in the textbook again", "maybe the teacher can explain it")
        _bye(c)
        return c.done(f"{y} cannot help {x} with the {work} on {day} because {y} {told}.",
                      f"{x} needs help with the {work}, but {y} {told} on {day}.",
                      f"{x} is stuck on {part}, but {y} has no time on {day}.",
                      f"{y} {told} on {day} and cannot help {x} with the {work}.")
    if outcome == 2:
        c.say(y, f"yes, let's do a video call at {clock}", f"I can call you at {clock}", f"ok, call me at {clock} then")
        c.aside(0.3)
        c.say(r.choice((x, y)), f"no wait, {clock2} is better", f"oh, can we make it {clock2} instead?",
              f"sorry, I meant {clock2}")
        c.say(y if c.lines[-1][0] == x else x, f"{clock2} is good", f"sure, {clock2}", f"ok, talk to you at {clock2}")
        _bye(c)
        return c.done(f"{x} and {y} will talk about the {work} on {day} at {clock2}.",
                      f"{y} will help {x} with the {work} in a call at {clock2} on {day}.",
                      f"{x} is stuck on {part} and will call with {y} on {day} at {clock2}.",
                      f"{y} helps {x} with {part} in a call on {day} at {clock2}, not at {clock}.")
    if outcome == 3:
        c.say(y, f"honestly I didn't get it either, {c.third} explained it to me",
              f"ask {c.third}, I copied that part lol",
              f"I'm bad at that, but {c.third} is really good at {subject}")
        c.aside(0.3)
        c.say(x, f"ok, I'll write to {c.third}", f"good idea, asking {c.third} now")
        c.say(x, f"{c.third} has time on {day2} and will help me", f"done, {c.third} will explain it to me on {day2}")
        _bye(c)
        return c.done(f"{c.third} will help {x} with the {work} on {day2}.",
                      f"{y} cannot explain {part} to {x}, but {c.third} will do it on {day2}.",
                      f"{x} needs help with the {work} and gets it from {c.third} on {day2}.",
                      f"{x} is stuck on {part}. {c.third} will help {x} on {day2}.")
    c.say(y, "I can just send you my notes, is that enough?", "wait, I'll send you photos of my notes",
          "no need to meet, I'll mail u my notes")
    c.say(x, "that would be amazing!", "yes please!", "even better, thank you!!")
    c.aside(0.4)
    c.say(y, f"but don't copy them, and give them back by {day2}", f"ok, but please write your own text by {day2}",
          f"fine, but you buy me {(food := r.choice(FOODS))} on {day2} :D")
    _bye(c)
    if food in c.lines[-1][1] or food in c.lines[-2][1]:
        return c.done(f"{y} sends {x} notes for the {work}, and {x} buys {food} on {day2}.",
                      f"{x} gets {y}'s notes for the {work} and pays with {food}.",
                      f"{x} is stuck on {part}, so {y} sends notes and wants {food} on {day2}.",
                      f"{y} sends {x} notes about {part} and wants {food} on {day2}.")
    return c.done(f"{y} will send {x} notes for the {work}.",
                  f"{x} is stuck on {part} of the {work}, so {y} will send notes.",
                  f"{x} gets {y}'s notes for the {work}, so they do not have to meet.",
                  f"{y} helps {x} with the {work} by sending notes about {part}.")


def lost_keys(r: random.Random) -> tuple[str, str]:
    """Somebody cannot find the keys; found at home, at a friend's, by somebody else, or not found."""
    c = Chat(r)
    x, y = _pair(c)
    keys = r.choice(KEYS)
    place = r.choice(MEETING_PLACES)
    spot, spot2 = r.sample(HIDING_PLACES, 2)
    clock = w.clock(r, 9, 21)
    day = w.weekday(r)
    c.hello()
    c.say(x, f"help, I can't find my {keys}!", f"omg I lost my {keys}", f"have you seen my {keys}?",
          f"my {keys} are gone :(", f"I've been looking for my {keys} for {r.randint(2, 5)} hours")
    c.say(y, "oh no, when did you last have them?", "not again! where were you before?", "where did you use them last?",
          "ugh. where have you been today?")
    c.say(x, f"I had them at {place}, I think", f"on {day} at {place}, after that no idea",
          f"I was at {place} on {day}, then I went home", f"at {place}, and then I drove home")
    outcome = r.randrange(5)
    if outcome == 0:
        c.say(y, f"did you look {spot}?", f"check {spot}, they were there last time", f"maybe they are {spot}?")
        c.aside(0.4)
        c.say(x, "you're a genius, they were there!", "found them!! thank you so much", "omg yes, here they are!")
        c.say(y, "haha, told you", "lol, glad I could help", "buy a big key ring, pls")
        _bye(c)
        return c.done(f"{x} found the {keys} {spot} with {y}'s help.",
                      f"{x} lost the {keys}, but they were {spot}.",
                      f"{y} tells {x} to look {spot}, and the {keys} are there.",
                      f"The {keys} {x} was looking for were {spot}.")
    if outcome == 1:
        c.say(y, f"wait, I think I see them {spot}", f"lol they are here at my place, {spot}",
              f"they're at my flat! {spot}, just saw them")
        c.aside(0.3)
        c.say(x, "thank god! can I come and get them?", "yay! when can I pick them up?", "phew! are you home later?")
        c.say(y, f"sure, come at {clock}", f"I'll bring them to you at {clock}", f"yes, {clock} is good")
        _bye(c)
        return c.done(f"{x} left the {keys} at {y}'s place. {x} will get them at {clock}.",
                      f"{y} found {x}'s {keys} {spot}, and {x} will have them at {clock}.",
                      f"{x} lost the {keys}, but {y} has them and {x} gets them at {clock}.",
                      f"{x}'s {keys} are at {y}'s place, {spot}.")
    if outcome == 2:
        c.say(y, f"did you look {spot}?", f"maybe {spot}?", f"check {spot}")
        c.say(x, f"yes! they're {spot}", f"I see something there, {spot}, yes!", "found them there, thanks!")
        c.aside(0.25)
        c.say(x, f"no wait, those are old ones. the right ones were {spot2}",
              f"oh, that was the wrong pair lol. the real ones are {spot2}",
              f"sorry, not those. I just found mine {spot2}")
        _bye(c)
        return c.done(f"{x} found the {keys} {spot2}.",
                      f"{x} was looking for the {keys} and found them {spot2}, not {spot}.",
                      f"{x} told {y} that the lost {keys} were {spot2}.",
                      f"The lost {keys} were not {spot}. {x} found them {spot2}.")
    if outcome == 3:
        third = c.third
        c.say(y, f"{third} was there too, ask {third}", f"{third} found some keys at {place}, maybe they're yours",
              f"write to {third}, {third} always picks up your stuff")
        c.aside(0.3)
        c.say(x, f"true! {third} has them in the bag", f"yes, {third} took them by mistake!",
              f"{third} really has them, lol")
        c.say(x, f"{third} will drop them off at {clock}", f"I get them back from {third} at {clock}")
        _bye(c)
        return c.done(f"{third} has {x}'s {keys} and {x} will get them back at {clock}.",
                      f"{x} lost the {keys}, but {third} has them.",
                      f"{x} will get the {keys} back from {third} at {clock}.",
                      f"{x} lost the {keys} at {place}. {third} has them and gives them back at {clock}.")
    c.say(y, f"did you look {spot}?", f"what about {spot}?", f"maybe {spot}?")
    c.say(x, f"yes, and {spot2} too, nothing there", f"not there and not {spot2}", f"looked there and {spot2}, nope")
    c.aside(0.3)
    c.say(x, f"I'll go back to {place} on {(day2 := w.weekday(r))} and ask there", f"gonna ask at {place} on {day2}",
          f"I'll call {place} on {day2}, maybe someone found them")
    _bye(c)
    return c.done(f"{x} lost the {keys} and will ask at {place} on {day2}.",
                  f"{x} cannot find the {keys} anywhere and will try {place} on {day2}.",
                  f"{x}'s {keys} are still lost. On {day2} {x} will ask at {place}.",
                  f"{x} looked {spot} and {spot2}, but the {keys} are still lost.")


def being_sick(r: random.Random) -> tuple[str, str]:
    """Somebody is ill and misses a plan; a friend visits, sends somebody, moves the plan or goes alone."""
    c = Chat(r)
    x, y = _pair(c)
    ill, plan = r.choice(SICKNESS), r.choice(PLANS)
    food, errand = r.choice(FOODS), r.choice(ERRANDS)
    day, day2 = w.two_weekdays(r)
    clock = w.clock(r, 10, 20)
    c.hello()
    c.say(x, f"bad news, I have {ill}", f"I feel terrible, I've got {ill}", f"I'm in bed with {ill} :(",
          f"guess who has {ill}... me", f"woke up with {ill} today")
    c.say(y, f"oh no! what about {plan} on {day}?", f"poor you! so you can't come to {plan} on {day}?",
          f"get well soon! but {plan} is on {day}, right?", f"that sucks. will you be ok for {plan} on {day}?")
    outcome = r.randrange(5)
    if outcome == 0:
        c.say(x, "no way, I can't even get up", "I have to skip it, sorry", "not gonna happen, I need to sleep")
        c.say(y, f"do you need anything? I could bring you {food}", f"I can come over with {food} if you want",
              f"should I bring you {food} and {errand}?")
        c.aside(0.3)
        c.say(x, f"yes please! is {clock} ok?", f"you're so sweet, come at {clock}",
              f"that would be great, at {clock}?")
        c.say(y, f"I'll be there at {clock}", "of course, rest now", "yes, try to sleep a bit")
        _bye(c, 0.4)
        return c.done(f"{x} has {ill} and misses {plan}. {y} will bring {food} at {clock}.",
                      f"{x} has {ill}, so {y} will bring {food} at {clock}.",
                      f"{y} will visit {x}, who has {ill}, with {food} at {clock}.",
                      f"{x} cannot come to {plan} on {day} because of {ill}. {y} will bring {food}.")
    if outcome == 1:
        c.say(x, "I can't, the doctor said I must stay home", "sorry, I have to stay in bed",
              "no, I can't go out like this")
        c.say(y, f"then let's move it to {day2}", f"we can do it on {day2} instead", f"no stress, how about {day2}?")
        c.aside(0.4)
        c.say(x, f"{day2} sounds good, I should be fine by then", f"yes, {day2} is perfect, thank you",
              f"ok, {day2}. I hope I'm better then")
        _bye(c)
        return c.done(f"{x} has {ill}, so {x} and {y} move {plan} to {day2}.",
                      f"{x} has {ill}. They will do {plan} on {day2} instead of {day}.",
                      f"Because {x} has {ill}, {x} and {y} move {plan} from {day} to {day2}.",
                      f"{y} and {x}, who has {ill}, move {plan} to {day2}.")
    if outcome == 2:
        c.say(x, f"I think I can still come on {day}", "maybe, if I sleep enough",
              "I hope so, I'll take something for it")
        c.aside(0.4)
        c.say(y, "don't push it, your health is more important", "are you sure? that sounds bad",
              "pls see a doctor first")
        c.say(x, f"you're right, I'll see a doctor at {clock} and then decide",
              f"ok, I have a doctor's appointment at {clock}, "
              "then we'll see", f"fine, I'll ask the doctor at {clock} and tell you after")
        _bye(c)
        return c.done(f"{x} has {ill} and will see a doctor at {clock} before deciding about {plan}.",
                      f"{x} is not sure about {plan} on {day} because of {ill}.",
                      f"{x} has {ill} and will ask a doctor at {clock} about going to {plan}.",
                      f"{x} has {ill} and does not know yet if {plan} on {day} is possible.")
    if outcome == 3:
        third = c.third
        c.say(x, f"I can't come, take {third} with you", f"no, but {third} would love to go in my place",
              f"I'm out, but ask {third}, I already said you might")
        c.aside(0.3)
        c.say(y, f"ok, I'll ask {third}", f"hmm, I'd rather go with you, but ok, asking {third}")
        c.say(y, f"{third} is coming. get well soon!", f"{third} said yes. Now go back to bed!",
              f"done, {third} goes with me. sleep well!")
        _bye(c)
        return c.done(f"{x} has {ill}, so {third} will go to {plan} with {y}.",
                      f"{third} goes to {plan} with {y} on {day}, because {x} has {ill}.",
                      f"{y} takes {third} to {plan} instead of {x}, who has {ill}.",
                      f"{x} has {ill} and cannot come to {plan} on {day}, so {y} takes {third}.")
    c.say(x, "I can't come, and I have nothing at home", "no, and I can't even go shopping", "no, I have to stay home")
    c.say(y, f"do you need {food} or something?", f"what do you need? {food}?", f"shall I get you some {food}?")
    c.aside(0.25)
    c.say(x, f"no {food} please, just {errand}", f"not {food}, only some {errand}",
          f"thx, but I'd rather have {errand}")
    c.say(y, f"ok, I'll leave the {errand} at your door at {clock}", f"sure, I'll bring {errand} at {clock}")
    _bye(c, 0.4)
    return c.done(f"{y} will bring {x} {errand} at {clock}, because {x} has {ill}.",
                  f"{x} has {ill} and needs {errand}. {y} will bring it at {clock}." if errand[-1] != "s" else
                  f"{x} has {ill} and needs {errand}. {y} will bring them at {clock}.",
                  f"{x} cannot come to {plan} because of {ill}. {y} will bring {errand}.",
                  f"{x} has {ill} and wants {errand}, not {food}, from {y}.")


def pet_sitting(r: random.Random) -> tuple[str, str]:
    """Somebody travels and needs a sitter for a pet."""
    c = Chat(r)
    x, y = _pair(c)
    pet, pet_name, city = r.choice(PETS), r.choice(PET_NAMES), r.choice(w.CITIES)
    day, day2 = w.two_weekdays(r)
    n = r.randint(2, 9)
    c.hello()
    c.say(x, f"I'm going to {city} on {day} and nobody can watch my {pet} {pet_name}",
          f"I have to go to {city} on {day}. could you take my {pet} {pet_name}?",
          f"do you like {pet_name}, my {pet}? I'm off to {city} on {day} and need a sitter",
          f"gonna be in {city} from {day}. any chance you could look after {pet_name}, my {pet}?")
    c.say(y, "how long are you away?", "for how many days?", "how long would that be?", "when will you be back?")
    outcome = r.randrange(5)
    if outcome == 2:
        n2 = n + r.randint(1, 4)
        c.say(x, f"{n} days", f"only {n} days", f"just {n} days, promise")
        c.say(y, "that's ok, I can do it", f"{n} days is fine, I like {pet_name}", "sure, no problem")
        c.aside(0.3)
        c.say(x, f"oh wait, I just checked, it's {n2} days", f"sorry, {n2} days, I read the ticket wrong",
              f"no wait, {n2} days, not {n}")
        c.say(y, f"haha, ok, {n2} days is fine too", f"alright, {n2} days then", "still ok, but you owe me dinner")
        _bye(c)
        return c.done(f"{y} will look after {x}'s {pet} {pet_name} for {n2} days.",
                      f"{x} is going to {city}, so {y} will take {pet_name} for {n2} days.",
                      f"{y} takes care of {pet_name} for {n2} days while {x} is in {city}.",
                      f"{x} will be in {city} for {n2} days, and {y} will watch the {pet}.")
    c.say(x, f"{n} days", f"only {n} days", f"{n} days, I'm sorry it's so sudden", f"about {n} days")
    if outcome == 0:
        clock = w.clock(r, 8, 20)
        c.say(y, f"ok, I'll do it! bring {pet_name} at {clock}", f"I'd love to, {pet_name} is so cute! come at {clock}",
              f"no problem, I'll pick {pet_name} up at {clock}")
        c.aside(0.4)
        c.say(x, "you're an angel, I'll bring all the food", "thank you so much! I'll write down what to do",
              f"thx! I'll bring you something nice from {city}")
        _bye(c)
        return c.done(f"{y} will look after {x}'s {pet} {pet_name} for {n} days.",
                      f"{x} is going to {city} on {day}, so {y} will take {pet_name} at {clock}.",
                      f"{y} takes care of {pet_name} for {n} days while {x} is in {city}.",
                      f"{x} will be in {city} for {n} days. {y} will watch the {pet}.")
    if outcome == 1:
        why, because = r.choice((("I'm allergic", "is allergic"), ("my landlord doesn't allow pets",
        "has a landlord who does not allow pets"),
                                 ("I'm away that week too", "is away too"), ("my flat is too small",
                                 "has a small flat"),
                                 ("I'm a bit scared of animals", "is scared of animals"),
                                 ("my own dog would go crazy", "has a dog"), ("I have to work all day", "has to work"),
                                 ("my baby can't sleep with noise", "has a baby"),
                                 ("I'm painting my whole flat", "is painting the flat"),
                                 ("I have visitors then", "has visitors"), ("I'm in hospital then", "is in hospital")))
        c.say(y, f"I'm sorry, but {why}", f"I can't, {why}", f"hmm, that's difficult, {why}")
        c.aside(0.4)
        c.say(x, f"too bad, {pet_name} likes you", "ok, then I'll pay for a pet hotel", "I understand, I'll ask around")
        c.say(y, f"hope you find someone for {pet_name}", "I wish I could help", "good luck, sorry again")
        _bye(c, 0.4)
        return c.done(f"{y} cannot look after {x}'s {pet} {pet_name}, because {y} {because}.",
                      f"{x} needs a sitter for {pet_name} for {n} days, but {y} {because}.",
                      f"{x} is going to {city} on {day}, but {y} cannot take the {pet}.",
                      f"{y} {because} and cannot take {x}'s {pet} for {n} days.")
    if outcome == 3:
        third = c.third
        c.say(y, f"I can't, but {third} loves animals", f"I'm not here then, but try {third}",
              f"sorry, no. did you ask {third}?")
        c.aside(0.3)
        c.say(x, f"oh right, I'll call {third}", f"good point, I'll text {third}")
        c.say(x, f"{third} will do it! I'll bring {pet_name} over on {day2}",
              f"yay, {third} takes {pet_name} and comes by on {day2}")
        _bye(c)
        return c.done(f"{third} will look after {x}'s {pet} {pet_name} for {n} days.",
                      f"{y} cannot take {pet_name}, but {third} will while {x} is in {city}.",
                      f"{third} will take the {pet} while {x} is in {city} for {n} days.",
                      f"{x} is going to {city}, and {third} will take {pet_name} instead of {y}.")
    kin = r.choice(KIN)
    c.say(y, f"I have to ask my {kin} first", f"maybe, but my {kin} has to say yes too",
          f"not sure, I'll talk to my {kin}")
    c.aside(0.4)
    c.say(x, f"ok, please tell me by {day2}", f"sure, I need to know by {day2}", f"thx, just write me by {day2}")
    _bye(c)
    return c.done(f"{y} will ask {y}'s {kin} about looking after {x}'s {pet} {pet_name}.",
                  f"{x} needs a sitter for {pet_name} for {n} days. {y} will answer by {day2}.",
                  f"{y} does not know yet if {y} can take {x}'s {pet} for {n} days.",
                  f"{x} is going to {city} and needs an answer from {y} about {pet_name} by {day2}.")


def moving_help(r: random.Random) -> tuple[str, str]:
    """Somebody is moving and looks for hands or a vehicle."""
    c = Chat(r)
    x, y = _pair(c)
    day, day2 = w.two_weekdays(r)
    item, item2 = r.sample(FURNITURE, 2)
    street = w.street(r)
    vehicle, food = r.choice(VEHICLES), r.choice(FOODS)
    clock, clock2 = w.clock(r, 8, 11), w.clock(r, 13, 18)
    c.hello()
    c.say(x, f"I'm moving to {street} on {day}!", f"so it's official, I'm moving to {street} on {day}",
          f"guess what, on {day} I move into my new place on {street}", f"{day} is moving day, I'm going to {street}")
    c.say(y, "wow, so soon! do you need help?", "cool! who is helping you?", "congrats! need a hand?",
          "nice! is everything packed?")
    outcome = r.randrange(5)
    if outcome < 2:
        c.say(x, f"I need somebody strong for the {item}", f"yes, could u help me carry the {item}?",
              f"I can't carry the {item} alone, do you have time?")
    if outcome == 0:
        c.say(y, f"sure, I'll come at {clock}", f"count me in! is {clock} ok?", f"I'm free, I can be there at {clock}")
        c.aside(0.4)
        c.say(x, f"great, and I'll make {food} for everyone", f"super, you'll get {food} after work",
              f"thank you!! I'll order {food} for us")
        _bye(c)
        return c.done(f"{y} will help {x} carry the {item} on {day} at {clock}.",
                      f"{x} is moving to {street} on {day}, and {y} will help at {clock}.",
                      f"{y} helps {x} move to {street} on {day} and gets {food}.",
                      f"On {day} at {clock}, {y} will help {x} with the {item}.")
    if outcome == 1:
        said, told = r.choice(BUSY)
        c.say(y, f"I'd like to, but I {said} on {day}", f"oh no, I {said} that day", f"bad day for me, I {said}")
        c.aside(0.4)
        c.say(x, "that's a shame, but ok", f"no problem, I'll ask my {r.choice(KIN)}", "too bad, I was counting on you")
        c.say(y, "I'm sorry, I'll help you unpack later", "sorry! I'll come to see the flat soon", "next time for sure")
        _bye(c, 0.4)
        return c.done(f"{y} cannot help {x} move on {day} because {y} {told}.",
                      f"{x} needs help with the {item} on {day}, but {y} {told}.",
                      f"{x} is moving to {street}, but {y} {told} and cannot help.",
                      f"{y} {told} on {day}, so {y} cannot carry the {item} for {x}.")
    if outcome == 2:
        third = c.third
        c.say(x, f"I still need {_a(vehicle)}", f"I have helpers, but no {vehicle}",
              f"do you know someone with {_a(vehicle)}?")
        c.say(y, f"{third} has {_a(vehicle)}, wait, I'll ask", f"I'll ask {third}, {third} got {_a(vehicle)} last year")
        c.aside(0.3)
        c.say(y, f"{third} can drive on {day} at {clock}", f"ok, {third} will be at your place at {clock} with it")
        c.say(x, f"amazing, tell {third} thanks!", "yes!! that saves me a lot of money",
              f"perfect, I'll pay {third} for the fuel")
        _bye(c, 0.3)
        return c.done(f"{third} will help {x} move on {day} with {_a(vehicle)}.",
                      f"{x} is moving to {street} and {third} will bring {_a(vehicle)} at {clock}.",
                      f"{x} needs {_a(vehicle)}, so {y} asks {third}, who will come at {clock}.",
                      f"{third} will come with {_a(vehicle)} on {day} at {clock} to help {x}.")
    if outcome == 3:
        c.say(x, f"could you be there at {clock} for the {item}?", f"yes please, I need you at {clock} for the {item}",
              f"can you come at {clock} and carry the {item} with me?")
        c.say(y, f"ok, {clock} is fine", f"sure, I'll be there at {clock}", f"no problem, {clock}")
        c.aside(0.3)
        c.say(x, f"no wait, {clock2}, I only get the keys then", f"sorry, make it {clock2}, the {vehicle} comes late",
              f"oh, I meant {clock2}! my {r.choice(KIN)} has the {vehicle} before that")
        c.say(y, f"fine, {clock2} then", f"even better, see you at {clock2}", f"ok, {clock2}, I can sleep longer")
        _bye(c, 0.3)
        return c.done(f"{y} will help {x} with the {item} on {day} at {clock2}.",
                      f"{x} is moving to {street}, and {y} will come at {clock2} on {day}.",
                      f"{y} will come at {clock2} instead of {clock} to help {x} move.",
                      f"On {day} at {clock2}, {y} will carry the {item} with {x}.")
    c.say(x, f"I want to give away my {item}, do you want it?",
          f"nearly, but there is no room for my {item}. do you want it?",
          f"the {item} is too big for the new place, maybe you can use it?")
    c.say(y, f"not really, but I'd take the {item2}", f"no thx, but what about the {item2}?",
          f"I have one, but I need the {item2}")
    c.aside(0.3)
    c.say(x, f"ok, the {item2} is yours, come and get it on {day2}",
          f"sure, you can have the {item2}! pick it up on {day2}")
    c.say(y, f"great, I'll come on {day2}", f"awesome, {day2} is good", f"thx! see you on {day2}")
    _bye(c, 0.3)
    return c.done(f"{x} is moving and gives {y} the {item2}. {y} gets it on {day2}.",
                  f"{y} does not want {x}'s {item}, but will take the {item2}.",
                  f"{y} will pick up {x}'s {item2} on {day2}, because {x} is moving.",
                  f"{x} is moving to {street} and {y} will get the {item2} on {day2}.")


def new_job(r: random.Random) -> tuple[str, str]:
    """News about a job: accepted, undecided, refused, a correction, or somebody else got it."""
    c = Chat(r)
    x, y = _pair(c)
    job = r.choice(JOBS)
    place, place2 = r.sample(EMPLOYERS, 2)
    city = r.choice(w.CITIES)
    day, day2 = w.two_weekdays(r)
    what = _a(job)
    party = r.choice(CELEBRATIONS)
    the_place = "the " + place.split(" ", 1)[1]
    c.hello()
    c.say(y, f"so, any news about the job at {the_place}?", f"how was the interview at {the_place}?",
          f"did {the_place} in {city} call you?", f"tell me, what did they say at {the_place}?")
    outcome = r.randrange(5)
    if outcome == 0:
        c.say(x, f"I got it! I'm gonna work as {what} at {place} in {city}",
              f"yes!! they took me, I'll be {what} at {the_place}",
              f"you are talking to {what} now, I got the job :D")
        c.say(y, "congrats!!! when do you start?", "wow, I'm so happy for you! when is your first day?",
              "amazing! start when?")
        c.say(x, f"on {day} already", f"next {day}, I'm so excited", f"{day}, and I'm super nervous")
        c.aside(0.3)
        c.say(y, f"let's celebrate with {party} on {day2}", f"we need {party} on {day2}, my treat",
              f"{day2} is for {party} then, no excuses")
        _bye(c)
        return c.done(f"{x} got a job as {what} and starts on {day}.",
                      f"{x} will start as {what} at {the_place} on {day}.",
                      f"{x} got the job as {what}, and {y} wants to celebrate with {party} on {day2}.",
                      f"{x} is starting as {what} on {day}. They will celebrate with {party} on {day2}.")
    if outcome == 1:
        kin = r.choice(KIN)
        why = r.choice(("my English wasn't good enough", "I had no experience", "I was too late",
        "I asked for too much money",
                        "I have no driving licence", "I was too nervous", "they wanted someone older",
                        "they needed someone for nights", "I was too young", "there were forty other people"))
        c.say(x, f"they said no, I won't be {what} there", f"bad news, they don't want me as {what}",
              f"nope, I didn't get the job as {what}")
        c.say(y, "oh no, why?", "what? what was the reason?", "I'm so sorry! did they say why?")
        c.say(x, f"they said {why}" if why[0] == "t" else f"because {why}", f"{why}, I guess", f"it seems {why}")
        c.aside(0.4)
        c.say(y, f"their loss! my {kin} is looking for people on {day}",
              f"don't be sad, my {kin} may have something for u",
              f"I'll ask my {kin}, maybe there is a job for you")
        _bye(c)
        return c.done(f"{x} did not get the job as {what} at {the_place}.",
                      f"{x} did not get the job as {what}, but {y}'s {kin} may have something.",
                      f"{the_place[0].upper()}{the_place[1:]} did not take {x} as {what}.",
                      f"{x} tells {y} that the job as {what} did not work out.")
    if outcome == 2:
        c.say(x, f"they want me as {what}!", f"they offered me the job as {what}",
              f"I can start there as {what}, they said")
        c.say(y, "that's great, isn't it?", "and? you don't sound happy", "yay! will you take it?")
        problem, told = r.choice((("the pay is bad", "the bad pay"), ("it's a night job", "the night work"),
                                  (f"I'd have to move to {city}", f"moving to {city}"),
                                  ("the way to work is two hours", "the long way to work"),
                                  ("I'd have to work on weekends", "the weekend work"),
                                  ("the boss seems strict", "the strict boss"),
                                  ("it's only for six months", "the short contract of six months"),
                                  ("the hours are really long", "the long hours"),
                                  ("there is only one week of holidays", "the short holidays"),
                                  ("I like my old team so much", "the old team")))
        c.say(x, f"I don't know, {problem}", f"not sure, because {problem}", f"I'm thinking about it, {problem}")
        c.aside(0.4)
        c.say(y, "hmm, how long can you think about it?", "that's a hard one. when do they need an answer?",
              "sleep on it. when do you have to decide?")
        c.say(x, f"until {day}", f"they want to know by {day}", f"I have to call them on {day}")
        _bye(c, 0.3)
        return c.done(f"{x} was offered a job as {what} and has to decide by {day}.",
                      f"{x} could work as {what}, but is not sure because of {told}.",
                      f"{x} has to decide by {day} about the job as {what} at {the_place}.",
                      f"{x} is not sure about the job as {what} because of {told}.")
    if outcome == 3:
        c.say(x, f"I got the job as {what}! I start on {day}", f"yes, I'm {what} from {day} on!",
              f"they took me!! as {what}, starting {day}")
        c.say(y, "wow, congrats!", "I knew it! so proud of you", "woohoo, that's amazing news")
        c.aside(0.3)
        c.say(x, f"wait, I just read the contract, it's {day2}, not {day}", f"sorry, {day2}! I mixed that up",
              f"no wait, it says {day2} in the letter")
        c.say(y, f"then we still have time for {party} before {day2}", f"ok, {day2}, then let's have {party} first",
              f"haha, good that you checked. {party} on me!")
        _bye(c)
        return c.done(f"{x} will start a new job as {what} on {day2}.",
                      f"{x} got the job as {what} at {the_place} and starts on {day2}.",
                      f"{x} starts as {what} on {day2}, not on {day}.",
                      f"{x} got a job as {what}. The first day is {day2}.")
    third = c.third
    c.say(x, f"they gave it to {third}", f"{third} got it, not me",
          f"you won't believe it, {third} is the new {job} there")
    c.say(y, f"what? I didn't know {third} wanted to be {what}", f"{third}? as {what}? no way!",
          f"oh wow, so {third} will be {what} in {city}?")
    c.aside(0.3)
    c.say(x, f"yes, but I have another interview on {day}", f"yeah, but I'm ok, the next interview is on {day}",
          f"it's fine, I try my luck at {place2} on {day}")
    c.say(y, f"fingers crossed for {day}!", "you will get that one, I'm sure",
          f"good luck on {day}, and say congrats to {third}")
    _bye(c)
    if place2 in " ".join(line for _, line in c.lines):
        return c.done(f"{third} got the job as {what}, so {x} tries {place2} on {day}.",
                      f"{x} lost the job as {what} to {third} and will try {place2} on {day}.",
                      f"{third} will be {what} at {the_place} instead of {x}.",
                      f"{the_place[0].upper()}{the_place[1:]} chose {third} instead of {x} as {what}.")
    return c.done(f"{third} got the job as {what} instead of {x}.",
                  f"{x} did not get the job as {what}, but has another interview on {day}.",
                  f"{third} will be {what} at {the_place}. {x} has another interview on {day}.",
                  f"{the_place[0].upper()}{the_place[1:]} took {third}, and {x} has an interview on {day}.")


def exam_result(r: random.Random) -> tuple[str, str]:
    """Exam results: passed, failed, corrected, compared with a third person, or still unknown."""
    c = Chat(r)
    x, y = _pair(c)
    subject = r.choice(SUBJECTS)
    exam = f"{subject} {r.choice(('exam', 'test', 'final', 'exam'))}"
    points = r.randint(60, 97)
    day, day2 = w.two_weekdays(r)
    party = r.choice(CELEBRATIONS)
    c.hello()
    c.say(y, f"did you get your result for the {exam}?", f"so? how was the {exam}?", f"any news about the {exam}?",
          f"tell me about your {exam}!")
    outcome = r.randrange(5)
    if outcome == 4:
        c.say(x, "not yet, we have to wait", "no results yet, I'm going crazy", "nothing yet :(")
        c.say(y, "when will you know?", "when do they come out?", "how long do u have to wait?")
        c.say(x, f"on {day}. {(feel := r.choice(FEELINGS))}, so I'm scared",
              f"{day} they said. {feel}", f"maybe on {day}. {feel}, so no idea")
        c.aside(0.4)
        c.say(y, f"whatever happens, we'll have {party} on {day2}", f"don't worry, {party} on {day2} will help",
              f"stay calm and keep {day2} free for {party}")
        _bye(c)
        return c.done(f"{x} will get the result of the {exam} on {day}.",
                      f"{x} is waiting for the result of the {exam}. They plan {party} on {day2}.",
                      f"{x} does not have the result of the {exam} yet and must wait until {day}.",
                      f"{x} and {y} plan {party} on {day2}, although the {exam} result is not out.")
    if outcome == 1:
        low = r.randint(12, 44)
        c.say(x, f"I failed, only {low} points", f"it was a disaster, {low} points", f"{low} points :( I failed")
        c.say(y, "oh no, what went wrong?", "no way! but you studied so much", "I'm sorry! what happened?")
        c.say(x, f"{(feel := r.choice(FEELINGS))}...", f"{feel}, that's all I can say", f"well, {feel}")
        c.aside(0.3)
        c.say(y, "can you take it again?", "do you get another chance?", "is there a second try?")
        c.say(x, f"yes, on {day}. would you study with me?", f"on {day}, so help me pls!",
              f"yes, {day}. I need a miracle")
        c.say(y, f"of course, let's start on {day2}", f"I'll help you on {day2}",
              f"we'll study together on {day2}, ok?")
        return c.done(f"{x} failed the {exam} with {low} points and can try again on {day}.",
                      f"{x} failed the {exam}. {y} will help {x} study on {day2}.",
                      f"{x} got {low} points and failed, so {y} will help on {day2}.",
                      f"{x} has to take the {exam} again on {day}, and {y} will help on {day2}.")
    if outcome == 0:
        c.say(x, f"I passed with {points} points!!", f"{points} points! can you believe it?",
              f"yesss, I passed! {points} points")
        c.say(y, "wow, I knew you could do it!", "congratulations, I'm so proud of you!!",
              "amazing, you worked so hard for that")
        c.say(x, f"and {(feel := r.choice(FEELINGS))} lol", f"I can't believe it, because {feel}",
              f"thx! and that although {feel}")
        c.aside(0.3)
        c.say(y, f"this calls for {party}! are you free on {day}?", f"let's celebrate with {party} on {day}?",
              f"{party} on {day}? I'm paying!")
        c.say(x, "yes, definitely, I need that!", "sounds great, I can't wait!", "I'm in, thank you so much!")
        _bye(c, 0.4)
        return c.done(f"{x} passed the {exam} with {points} points.",
                      f"{x} got {points} points, so {x} and {y} will celebrate with {party} on {day}.",
                      f"{x} passed the {exam}. They will celebrate with {party} on {day}.",
                      f"{x} and {y} plan {party} on {day} because {x} passed the {exam}.")
    if outcome == 2:
        points2 = points - r.randint(3, 12)
        c.say(x, f"I got {points} points!", f"{points} points, that's a pass!", f"passed, {points} points :)")
        c.say(y, "great job!", "wow, well done!", f"{points}? that's super!")
        c.aside(0.3)
        c.say(x, f"oh wait, I looked at the wrong line, it's {points2} points",
              f"no wait, {points2} points, that was someone else's",
              f"oops, I read it wrong. {points2} points")
        c.say(y, "still a pass, right?", "lol, but that's good too", f"{points2} is still fine, isn't it?")
        c.say(x, f"yes, and I'm happy. {party} on {day}?", f"yep, I passed. let's have {party} on {day}",
              f"yes, a pass is a pass! {day}, {party}?")
        c.say(y, "sure!", "yes, I'd love that", f"ok, {day} is good")
        _bye(c, 0.3)
        return c.done(f"{x} passed the {exam} with {points2} points.",
                      f"{x} got {points2} points in the {exam}, not {points}.",
                      f"{x} passed with {points2} points and will have {party} with {y} on {day}.",
                      f"{x} got {points2} points in the {exam}. They plan {party} on {day}.")
    third = c.third
    points2 = min(99, points + r.randint(1, 15))
    c.say(x, f"I got {points} points, I'm ok with that", f"{points} points, could be worse",
          f"passed with {points} points")
    c.say(y, f"nice! and {third}?", f"good! do you know about {third}?", f"cool, how did {third} do?")
    c.say(x, f"{third} got {points2}, as always the best", f"{points2} points, {third} is a machine",
          f"{third} has {points2} points!")
    c.aside(0.3)
    c.say(y, f"wow. maybe {third} can help me on {day}, mine is soon",
          f"omg. I'll ask {third} to study with me on {day}",
          f"impressive! I want to learn with {third} on {day}")
    c.say(x, "good idea, do that", f"yes, {third} explains really well", f"sure, {third} likes to help")
    _bye(c, 0.4)
    return c.done(f"In the {exam}, {x} got {points} points and {third} got {points2}.",
                  f"{third} got {points2} points in the {exam}, more than {x} with {points}.",
                  f"{x} got {points} points, and {y} wants to study with {third} on {day}.",
                  f"{y} wants to study with {third}, who got {points2} points in the {exam}.")


def broken_phone(r: random.Random) -> tuple[str, str]:
    """A phone is broken and a friend gives advice, lends one, or knows somebody who repairs it."""
    c = Chat(r)
    x, y = _pair(c)
    device = r.choice(("phone", "phone", "phone", "new phone", "old phone", "work phone"))
    fault, accident = r.choice(PHONE_FAULTS), r.choice(ACCIDENTS)
    tip, tip2 = r.sample(TIPS, 2)
    day = w.weekday(r)
    cost = r.randint(6, 50) * 5
    clock = w.clock(r, 10, 19)
    c.hello()
    c.say(x, f"my {device} {fault}, I'm writing from my laptop", f"ugh, my {device} {fault}",
          f"do you know about phones? my {device} {fault}",
          f"help! my {device} {fault}")
    c.say(y, "what did you do? haha", "oh no, how did that happen?", "since when? did something happen?",
          "what happened to it?")
    c.say(x, f"{accident}, and now I don't know what to do", f"{accident}. any ideas?",
          f"{accident}, what should I do?")
    outcome = r.randrange(5)
    if outcome == 0:
        c.say(y, f"did you {tip} already?", f"just {tip}, that helped me",
              f"first {tip}, my {r.choice(KIN)} always does that")
        c.say(x, "ok, give me a minute", "never heard of that, I'll try", "wait, trying it now")
        c.aside(0.3)
        c.say(x, "omg it works again!", "you won't believe it, it works!", "it's ok now, you're a hero")
        _bye(c)
        return c.done(f"{x}'s {device} works again after {y}'s tip to {tip}.",
                      f"{y} tells {x} to {tip}, and then the {device} works again.",
                      f"{x}'s {device} had a problem, but {y}'s tip to {tip} helped.",
                      f"{x} fixes the {device} with {y}'s tip to {tip}.")
    if outcome == 1:
        c.say(y, f"you could {tip}", f"maybe {tip}?", f"try to {tip}")
        c.say(x, "did that, no change", "I tried, but it's still the same", "that was the first thing I did, no luck")
        c.aside(0.3)
        c.say(y, f"then buy a used one, mine was {cost} dollars", f"then it's dead. a used one costs {cost} dollars",
              f"time for a new one, I saw a good one for {cost} dollars")
        c.say(x, f"ok, I'll get one on {day}", f"you're right, I'll go shopping on {day}",
              f"hmm ok, I'll buy it on {day} then")
        _bye(c, 0.4)
        return c.done(f"{x}'s {device} is broken, so {x} will buy another one on {day}.",
                      f"{x} will buy another phone on {day}, because the {device} {fault}.",
                      f"{y} tells {x} to buy another phone for {cost} dollars.",
                      f"{x}'s {device} {fault}. {x} will get another one on {day}.")
    if outcome == 2:
        third = c.third
        c.say(y, f"{third} repairs phones, want me to ask?", f"ask {third}, {third} can fix anything",
              f"I'd show it to {third}, {third} fixed mine")
        c.say(x, "really? is it expensive?", "good idea! how much is it?", f"does {third} do that for free?")
        c.aside(0.25)
        c.say(y, f"about {cost} dollars I think", f"I paid {cost} dollars", f"for you maybe {cost} dollars")
        c.say(x, f"ok, I'll go there on {day}", f"that's fair, I'll see {third} on {day}",
              f"deal, tell {third} I'll come on {day}")
        _bye(c, 0.4)
        return c.done(f"{x} will take the {device} to {third} on {day}.",
                      f"{third} can repair {x}'s {device} for about {cost} dollars.",
                      f"{x}'s {device} {fault}, so {x} will see {third} on {day}.",
                      f"{y} says that {third} repairs phones. {x} will go there on {day}.")
    if outcome == 3:
        c.say(y, "I have an old one in my drawer, u can use that", "you can have my old phone for now",
              "take my spare one until it's fixed")
        c.say(x, "seriously? that would help so much", "oh wow, thank you! when can I get it?", "you're great! when?")
        c.aside(0.25)
        clock2 = w.clock(r, 10, 19)
        if clock2 != clock and r.random() < 0.5:
            c.say(y, f"come on {day} at {clock}, no wait, {clock2}",
                  f"{day} at {clock}. sorry, I meant {clock2}",
                  f"on {day} at {clock}. Hmm, no, {clock2} is better")
            clock = clock2
        else:
            c.say(y, f"I'll bring it on {day} at {clock}", f"pick it up on {day} at {clock}",
                  f"come over on {day} at {clock}")
        _bye(c)
        return c.done(f"{y} will give {x} another phone on {day} at {clock}.",
                      f"{x}'s {device} {fault}, so {y} will lend {x} another phone on {day}.",
                      f"{x} can use {y}'s other phone and gets it on {day} at {clock}.",
                      f"{x} will get a phone from {y} on {day} at {clock}, because {x}'s {device} {fault}.")
    c.say(y, f"don't open it! just {tip}", f"I would {tip}", f"my {r.choice(KIN)} would say: {tip}")
    c.say(x, f"I read that I should {tip2}", f"really? the internet says to {tip2}", f"{c.third} told me to {tip2}")
    c.aside(0.3)
    c.say(y, "no idea then, what will you do?", "hmm, that could work too", "I wouldn't do that, but it's your phone")
    c.say(x, f"I'll wait until {day} and then decide", f"I'll think about it until {day}",
          f"I'll see, I don't need it before {day}")
    _bye(c, 0.4)
    return c.done(f"{x}'s {device} {fault}, and {y}'s tip is to {tip}.",
                  f"{x} does not know yet how to fix the {device} and waits until {day}.",
                  f"{y} would {tip}, but {x} has heard another tip: {tip2}.",
                  f"{x} is not sure whether to {tip} or {tip2}.")


def apology(r: random.Random) -> tuple[str, str]:
    """Somebody says sorry; forgiven, still angry, a replacement, or the damage was somebody else's."""
    c = Chat(r)
    x, y = _pair(c)
    day, day2 = w.two_weekdays(r)
    food = r.choice(FOODS)
    excuse = r.choice(EXCUSES)
    outcome = r.randrange(5)
    damage = outcome in (2, 3)
    thing = "it"
    if damage:
        said, told, thing = r.choice(SORRY)
        said, told = said.replace("{x}", thing), told.replace("{x}", thing)
    else:
        said, told = r.choice(RUDE)
    c.hello()
    c.say(x, f"I'm so sorry, {said}", f"I feel really bad, {said}", f"please don't be mad, {said}",
          f"I have to say sorry, {said} :(")
    if damage:
        c.say(y, "oh no, how did that happen?", f"what? my {thing}??", "seriously? what happened?", "omg, when?")
        c.say(x, f"it was on {day}, {excuse}", f"{excuse}, and then it was too late",
              f"I don't know, {excuse}. I'm really sorry")
    else:
        c.say(y, "yes, I was a bit hurt", "I was wondering if you'd say something", "yeah, that wasn't nice",
              "finally! I was angry all week")
        c.say(x, f"{excuse}, but that's no excuse", f"I know. {excuse}, and I'm really sorry",
              f"{excuse}. it won't happen again")
    if outcome == 0:
        c.say(y, "it's ok, I forgive you", "forget it, I'm not angry anymore", "fine, apology accepted :)")
        c.aside(0.3)
        c.say(x, f"let me invite you for {food} on {day}", f"can I make {food} for you on {day}?",
              f"{food} on {day}? I'll pay")
        c.say(y, f"deal, I love {food}", f"yes, {day} is good", "haha, how could I say no")
        _bye(c, 0.4)
        return c.done(f"{x} says sorry for {told} and invites {y} for {food} on {day}.",
                      f"{y} forgives {x}, and they will have {food} on {day}.",
                      f"{x} is sorry for {told}, and {y} accepts the apology.",
                      f"{y} is not angry anymore with {x}. They will eat {food} on {day}.")
    if outcome == 1:
        c.say(y, "I'm still angry, to be honest", "sorry, but I need some time", "I can't just forget that")
        c.aside(0.3)
        c.say(x, "I understand. can we talk about it?", "ok. can I call you?", "can I do something to make it better?")
        c.say(y, f"maybe on {day}, not now", f"call me on {day}", f"give me time until {day}, then we can talk")
        _bye(c, 0.3)
        return c.done(f"{x} says sorry for {told}, but {y} is still angry.",
                      f"{y} is still angry with {x} and wants to wait until {day}.",
                      f"{x} is sorry for {told}. {y} needs time until {day}.",
                      f"{y} does not forgive {x} for {told} yet. They may talk on {day}.")
    price = r.choice((10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 60))
    be = "were" if thing in PAIRED else "was"
    if outcome == 2:
        c.say(y, f"oh, the {thing} {be} a present from my {(kin := r.choice(RELATIVES))}",
              f"my {kin} gave me the {thing}... but ok",
              f"and I got the {thing} from my {kin}!")
        c.aside(0.3)
        c.say(x, f"I'll pay for it! is {price} dollars ok?", f"let me give you {price} dollars",
              f"can I pay you {price} dollars?")
        c.say(y, f"ok, {price} dollars is fair", "that's fair, thank you", f"alright, give it to me on {day2}")
        _bye(c, 0.4)
        return c.done(f"{x} is sorry for {told} and will pay {y} {price} dollars.",
                      f"{x} will pay {y} {price} dollars for {told}.",
                      f"{y} gets {price} dollars from {x} for the {thing}, a present from {y}'s {kin}.",
                      f"{x} says sorry for {told}. {x} pays {y} {price} dollars.")
    if outcome == 3:
        c.say(y, f"don't worry, the {thing} {be} old anyway", "ok, stay calm, it's not the end of the world",
              f"hmm, I needed the {thing} on {day2}")
        c.aside(0.3)
        c.say(x, f"I'll buy you a new one on {day2}" if be == "was" else f"I'll buy you new ones on {day2}",
              f"I'll get you the same again on {day2}", f"I'm gonna replace the {thing} on {day2}")
        c.say(y, "you don't have to, but thank you", "ok, that's kind of you", "great, then all is good")
        _bye(c, 0.4)
        return c.done(f"{x} is sorry for {told} and will replace it on {day2}." if be == "was" else
                      f"{x} is sorry for {told} and will replace them on {day2}.",
                      f"{x} will buy {y} a new {thing} on {day2}." if be == "was" else
                      f"{x} will buy {y} new {thing} on {day2}.",
                      f"{x} says sorry for {told}. {y} will get a replacement on {day2}.",
                      f"{y}'s {thing} will be replaced by {x} on {day2}.")
    third = c.third
    c.say(y, f"you should say that to {third}, {third} was really sad", f"I'm ok, but {third} is very angry with you",
          f"fine for me, but {third} cried about it")
    c.aside(0.3)
    c.say(x, f"oh, I didn't know that. I'll call {third} on {day}", f"{third} too? then I'll talk to {third} on {day}",
          f"ok, I'll visit {third} on {day} and explain")
    c.say(x, f"no wait, better {day2}, I'm away on {day}", f"sorry, {day2}, on {day} I have to work",
          f"hmm, {day} is bad, I'll do it on {day2}")
    c.say(y, f"good, and bring {food}", f"ok. {third} likes {food}, just saying", f"do that, maybe with {food}")
    _bye(c, 0.3)
    return c.done(f"{x} will say sorry to {third} on {day2}.",
                  f"{x} is sorry for {told} and will talk to {third} on {day2}.",
                  f"{y} tells {x} to say sorry to {third} too. {x} will do it on {day2}.",
                  f"{x} says sorry to {y} for {told} and will also talk to {third} on {day2}.")


def new_flat(r: random.Random) -> tuple[str, str]:
    """Somebody found, visits or loses a flat."""
    c = Chat(r)
    x, y = _pair(c)
    flat, street = r.choice(FLATS), w.street(r)
    good, good2 = r.sample(FLAT_GOOD, 2)
    rent = r.randint(30, 160) * 10
    day, day2 = w.two_weekdays(r)
    clock = w.clock(r, 9, 19)
    c.hello()
    c.say(y, "how is the flat hunt going?", "any luck with the flat?", "so, did you see the flat?",
          "what about your new place?")
    outcome = r.randrange(5)
    if outcome == 0:
        c.say(x, f"I got {_a(flat)} on {street}!!", f"I signed! it's {_a(flat)} on {street}",
              f"finally, {_a(flat)} on {street} is mine")
        c.say(y, "yay, congrats! what is it like?", "wow! tell me more", "so happy for you! how much is it?")
        c.say(x, f"it has {good} and costs {rent} dollars", f"{rent} dollars a month, and it has {good}",
              f"{good}, for {rent} dollars!")
        c.aside(0.3)
        c.say(y, "I need to see it! when can I come?", "can't wait to visit you", "so when is the party?")
        c.say(x, f"come on {day}, I'll make {(food := r.choice(FOODS))}", f"on {day}! I'll cook {food}",
              f"{day}, there will be {food}")
        _bye(c, 0.4)
        return c.done(f"{x} has {_a(flat)} on {street} with {good}.",
                      f"{x}'s new flat on {street} costs {rent} dollars. {y} will visit on {day}.",
                      f"{y} will visit {x} in the new flat on {street} on {day}.",
                      f"{x} pays {rent} dollars for {_a(flat)} with {good}.")
    if outcome == 1:
        bad = r.choice(FLAT_BAD)
        c.say(x, f"I saw {_a(flat)} on {street}, but I won't take it", f"the {flat} on {street} was terrible",
              f"I said no to the {flat} on {street}")
        c.say(y, "why? what's wrong with it?", "oh, but it looked good online?", "really? what was the problem?")
        c.say(x, f"it has {bad}, and they want {rent} dollars", f"{bad}! and that for {rent} dollars",
              f"{rent} dollars and {bad}, no thx")
        c.aside(0.3)
        c.say(y, "good that you didn't take it", "wow, no way, you'll find a better one", "ok, that's really bad")
        c.say(x, f"I have another viewing on {day}", f"next try on {day}", f"on {day} I'll look at the next one")
        _bye(c, 0.4)
        return c.done(f"{x} does not take the {flat} on {street} because it has {bad}.",
                      f"{x} says no to the {flat} on {street} and will see another one on {day}.",
                      f"The {flat} on {street} has {bad}, so {x} will not take it.",
                      f"{x} did not like the {flat} for {rent} dollars and will see another on {day}.")
    if outcome == 2:
        c.say(x, f"I'm gonna see {_a(flat)} on {street} on {day}",
              f"there is {_a(flat)} on {street}, I can see it on {day}",
              f"on {day} I'll look at {_a(flat)} on {street}")
        c.say(y, "nice, how much is the rent?", "sounds good! is it expensive?", "cool, what does it cost?")
        c.say(x, f"{rent} dollars, with {good}", f"they want {rent} dollars. it has {good}",
              f"only {rent} dollars and it has {good}! can you come with me?")
        c.aside(0.25)
        c.say(y, f"I could come with you on {day}", f"should I come along? {day} is fine",
              f"I'm free on {day}, I can join you")
        c.say(x, f"yes! no wait, they just wrote, it's {day2} at {clock}",
              f"please! oh, it's on {day2} at {clock}, I mixed it up",
              f"great! sorry, I meant {day2}, at {clock}")
        c.say(y, f"{day2} is ok too", f"fine, {day2} then", "no problem, I'll be there")
        _bye(c, 0.2)
        return c.done(f"{x} and {y} will see {_a(flat)} on {street} on {day2} at {clock}.",
                      f"{y} will come with {x} to see the {flat} on {day2} at {clock}.",
                      f"{x} wants to see {_a(flat)} for {rent} dollars with {y} on {day2}.",
                      f"On {day2} at {clock}, {x} and {y} will look at the {flat} on {street}.")
    if outcome == 3:
        third = c.third
        c.say(x, f"I wanted the {flat} on {street}, but {third} got it",
              f"{third} was faster, the {flat} on {street} is gone",
              f"they gave the {flat} on {street} to {third}")
        c.say(y, f"what? {third}? I didn't know {third} was looking too", f"oh no! how did {third} do that?",
              f"no way, {third} of all people!")
        c.say(x, f"{third} offered {rent} dollars, I couldn't pay that",
              f"{third} pays {rent} dollars, too much for me",
              f"{third} signed first, for {rent} dollars")
        c.aside(0.3)
        c.say(y, f"you can stay with me until {day}", f"come and sleep on my sofa from {day} on",
              f"there is a free room in my house from {day}")
        c.say(x, "thank you, maybe I will", "you're a real friend", "aww, thx, I'll think about it")
        _bye(c, 0.4)
        return c.done(f"{third} got the {flat} on {street} that {x} wanted.",
                      f"{x} did not get the {flat} on {street}, because {third} has it.",
                      f"{third} pays {rent} dollars for the {flat} on {street} that {x} wanted.",
                      f"{x} lost the {flat} to {third}, so {y} offers {x} a place to stay.")
    c.say(x, f"I could have {_a(flat)} on {street} or one in {(city := r.choice(w.CITIES))}",
          f"I can choose: {_a(flat)} on {street} or one in {city}",
          f"I got two offers! {_a(flat)} on {street} and one in {city}")
    c.say(y, "lucky you, which is better?", "wow, what's the difference?", "and which one do you like more?")
    c.say(x, f"the first one has {good}, the one in {city} has {good2}",
          f"one has {good}, but in {city} I'd have {good2}",
          f"on {street} I'd have {good}. in {city} I'd get {good2}")
    c.aside(0.3)
    c.say(y, f"I'd take the one with {good}", f"hmm, I would go to {city}", "difficult! what does your heart say?")
    c.say(x, f"I don't know, I'll decide by {day}", f"not sure, I have time until {day}",
          f"I have to tell them by {day}, help!")
    _bye(c, 0.4)
    return c.done(f"{x} has to choose between {_a(flat)} on {street} and one in {city}.",
                  f"{x} will decide by {day} between a flat with {good} and one with {good2}.",
                  f"{x} has two flats to choose from and has to decide by {day}.",
                  f"{x} does not know yet whether to take the {flat} on {street} or one in {city}.")


def forgotten_item(r: random.Random) -> tuple[str, str]:
    """Somebody left a thing at a friend's place and wants it back."""
    c = Chat(r)
    x, y = _pair(c)
    thing, colour = r.choice(FORGOTTEN), r.choice(w.COLOURS)
    what = f"{colour} {thing}"
    it, be = ("them", "are") if thing in PAIRED else ("it", "is")
    they = "they" if it == "them" else "it"
    spot, spot2 = r.sample(HIDING_PLACES, 2)
    place = r.choice(MEETING_PLACES)
    day, day2 = w.two_weekdays(r)
    clock = w.clock(r, 8, 20)
    c.hello()
    outcome = r.randrange(5)
    if outcome == 4 or r.random() < 0.4:
        c.say(x, f"I think I left my {what} at your place", f"did I leave my {what} at your flat?",
              f"{be} my {what} at your house?",
              f"can you look if my {what} {be} at yours? I can't find {it}")
        c.say(y, "let me look", "wait, I'll check", "one sec", "hmm, when was that?")
    else:
        c.say(y, f"you forgot your {what} here yesterday", f"{be} the {what} at my place yours?",
              f"somebody left {what if be == 'are' else _a(what)} here. yours?",
              f"I found your {what} after the party lol")
        c.say(x, f"oh! I was looking for {it} everywhere",
              "yes, that's mine!" if be == "is" else "yes, those are mine!",
              "omg, thank you, I was so worried")
    if outcome == 4:
        c.say(y, f"hmm, not {spot} and not {spot2} now", f"I looked {spot} and {spot2}, nothing anymore",
              f"strange, I can't see {it} now, not even {spot} or {spot2}")
        c.say(x, "oh no, could you look again later?", f"that's strange, I need {it} so much",
              f"{they} must be somewhere!")
        c.aside(0.3)
        c.say(y, f"I'm cleaning on {day}, I'll look again then", f"I'll look again on {day} when I have time",
              f"I'll ask my {r.choice(KIN)} and look again on {day}")
        c.say(x, "ok, please call me if you see something", "thx, let me know", f"thank you, I really need {it} back")
        _bye(c, 0.4)
        return c.done(f"{y} cannot find {x}'s {what} and will look again on {day}.",
                      f"{x}'s {what} {be} not {spot} or {spot2}. {y} will look again on {day}.",
                      f"{x} misses the {what}, and {y} will look for {it} again on {day}.",
                      f"{y} looked {spot} for {x}'s {what} and will look again on {day}.")
    c.say(y, f"{they} {be} {spot}", f"I see {it}, {spot}", f"yep, {they} {be} right here, {spot}",
          f"lol, {spot}, of all places")
    if outcome == 0:
        c.say(x, f"can you bring {it} to {place} on {day}?", f"I need {it}! are you at {place} on {day}?",
              f"could we meet at {place} on {day}?")
        c.aside(0.4)
        c.say(y, f"sure, at {clock}?", f"ok, I'll be there at {clock}", f"yes, let's say {clock}")
        c.say(x, "perfect, thank you!", "great, you saved me", f"super, see you at {clock}")
        _bye(c, 0.3)
        return c.done(f"{y} will bring {x}'s {what} to {place} on {day}.",
                      f"{x} left the {what} at {y}'s place and gets {it} back on {day} at {clock}.",
                      f"{x} and {y} will meet at {place} on {day} because of {x}'s {what}.",
                      f"{x}'s {what} {be} {spot} at {y}'s place. {y} brings {it} on {day}.")
    if outcome == 1:
        said, told = r.choice(BUSY)
        c.say(x, f"can you bring {it} over on {day}? I need {it}", f"could I have {it} on {day}, please?",
              f"would you bring {it} to me on {day}?")
        c.aside(0.3)
        c.say(y, f"sorry, not on {day}, I {said}", f"{day} is bad, I {said}", f"I can't on {day}, I {said}")
        c.say(x, f"ok, then I'll come and get {it} myself soon", f"hmm, no problem, {they} can wait",
              f"alright, then just keep {it} safe")
        _bye(c, 0.5)
        return c.done(f"{y} cannot bring {x}'s {what} on {day} because {y} {told}.",
                      f"{x} left the {what} at {y}'s place, but {y} {told} on {day}.",
                      f"{y} {told} on {day} and cannot bring {x} the {what}.",
                      f"{x} wants the {what} back on {day}, but {y} {told}.")
    if outcome == 2:
        c.say(x, f"I'll come on {day} and pick {it} up", f"can I get {it} on {day}?", f"is {day} ok to pick {it} up?")
        c.say(y, f"yes, {day} is fine", f"sure, I'm home on {day}", "of course, I'm home all day")
        c.aside(0.3)
        c.say(r.choice((x, y)), f"oh wait, {day2} is better", f"no wait, can we do {day2}?",
              f"sorry, not {day}, I meant {day2}")
        c.say(y if c.lines[-1][0] == x else x, f"{day2} works too", f"ok, {day2} at {clock} then", f"alright, {day2}")
        _bye(c, 0.4)
        return c.done(f"{x} will pick up the {what} at {y}'s place on {day2}.",
                      f"{x} left the {what} at {y}'s place and will get {it} on {day2}.",
                      f"{x} will get the {what} back from {y} on {day2} instead of {day}.",
                      f"On {day2}, {x} will come to {y} and pick up the {what}.")
    third = c.third
    c.say(x, f"I have no time this week, could {third} take {it}?",
          f"{third} lives near you, can you give {it} to {third}?",
          f"I'm in {r.choice(w.CITIES)} until {day2}, but {third} could get {it}")
    c.aside(0.3)
    c.say(y, f"sure, I see {third} on {day} anyway", f"ok, {third} can come on {day}",
          f"no problem, I'll give {it} to {third} on {day}")
    c.say(x, f"great, I'll tell {third}", "thank you, that helps a lot", f"perfect, {third} knows about it")
    _bye(c, 0.4)
    return c.done(f"{y} will give {x}'s {what} to {third} on {day}.",
                  f"{third} will get {x}'s {what} from {y} on {day}.",
                  f"{x} left the {what} at {y}'s place, and {third} will take {it} on {day}.",
                  f"{x}'s {what} {be} at {y}'s place. {third} will get {it} on {day}.")


FAMILIES: dict[str, Callable[[random.Random], tuple[str, str]]] = {
    "borrow_item": borrow_item, "lend_money": lend_money, "homework_help": homework_help, "lost_keys": lost_keys,
    "being_sick": being_sick, "pet_sitting": pet_sitting, "moving_help": moving_help, "new_job": new_job,
    "exam_result": exam_result, "broken_phone": broken_phone, "apology": apology, "new_flat": new_flat,
    "forgotten_item": forgotten_item,
}
