"""Messenger chats between friends about plans: meeting, going out, trips, food, lifts and delays.

Every family draws its facts from banks, lets one of several outcomes happen and returns the chat
with one wording of a summary in the third person.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from . import words as w
from .core import Chat

HAVES = ("a dentist appointment", "an exam", "a job interview", "a family dinner", "a meeting", "a yoga class",
         "a court date", "a pottery class", "a piano lesson", "a night shift", "a doctor's appointment", "visitors",
         "a driving lesson", "a lot of homework", "a work trip", "choir practice", "an early train", "a medical check",
         "a trumpet lesson", "guests from abroad", "football training", "a parents' evening", "a wedding",
         "a school concert", "an important call", "a guitar lesson", "a language class", "a deadline", "a flat viewing",
         "a birthday party")
ACTS = (("I have to work late", "has to work late"), ("I'm visiting my parents", "is visiting family"),
        ("I need to study", "needs to study"), ("I'm painting the kitchen", "is painting the kitchen"),
        ("I'm on holiday", "is on holiday"), ("I'm moving house", "is moving house"),
        ("I'm at a conference", "is at a conference"),
        ("I have to babysit", "has to babysit"), ("I promised to help my sister", "promised to help a sister"),
        ("I promised to help my uncle", "promised to help an uncle"), ("I'm out of town", "is out of town"),
        ("I have to finish a report", "has to finish a report"),
        ("I'm taking the dog to the vet", "is taking the dog to the vet"),
        ("I'm waiting for the plumber", "is waiting for the plumber"), ("I must clean the flat", "must clean the flat"),
        ("I'm already booked", "is already booked"), ("I'm running a race", "is running a race"),
        ("I'm flying home", "is flying home"), ("I have to pick up my cousin", "has to pick up a cousin"),
        ("I need some rest", "needs some rest"), ("I'm seeing a dentist", "is seeing a dentist"),
        ("I'm fixing my bike", "is fixing a bike"), ("I have to pack", "has to pack"),
        ("I'm working in the garden", "is working in the garden"),
        ("I have to write an essay", "has to write an essay"))
TRIP_EXCUSES = (("I have exams", "has exams"), ("I have no money left", "has no money left"),
                ("I'm starting a new job", "is starting a new job"), ("I'm moving house", "is moving house"),
                ("I have no holidays left", "has no holidays left"), ("I'm getting guests", "is getting guests"),
                ("I have to work", "has to work"), ("I'm visiting my parents", "is visiting family"),
                ("I'm saving for a car", "is saving for a car"), ("I'm painting the flat", "is painting the flat"),
                ("I have a summer course", "has a summer course"), ("I have to study", "has to study"),
                ("I have a wedding to go to", "has a wedding to go to"), ("I'm in a play", "is in a play"),
                ("I'm looking after two dogs", "is looking after two dogs"),
                ("I have a big deadline", "has a big deadline"))
CAFES = ("the Blue Door", "Cafe Luna", "the Old Mill", "the Tea Garden", "Cafe Rosso", "the Green Cup",
         "the Red Kettle",
         "the library cafe", "the museum cafe", "Corner Beans", "the Happy Bean", "the White Rabbit", "Cafe Nero Blu",
         "the Little Oven", "Sweet Crumbs", "the Paper Boat", "the station cafe", "the park cafe", "Two Spoons",
         "the Brown Bear", "Cafe Mimi", "the Lazy Fox", "the Sugar House", "the new bakery", "the Yellow Chair",
         "the Golden Leaf", "Morning Glory", "the book shop cafe", "the Quiet Corner", "the Lemon Tree")
TOPICS = ("new job", "new flat", "trip", "holiday", "exam", "interview", "wedding", "new boss", "dance course", "puppy",
          "move", "new neighbours", "date", "family party", "garden", "driving test", "new band", "essay", "old school",
          "new car", "art project", "cooking class", "summer plan", "visa", "new flatmate")
EVENTS = ("the dance class", "our dinner", "the study group", "our tennis game", "our chess game", "the band practice",
          "our picnic", "the movie night", "the game night", "our bike ride", "our run", "the book club",
          "the barbecue", "our walk", "the video call", "our lunch", "our breakfast", "the choir practice",
          "our hike", "the pizza night", "the photo walk", "the language meeting",
          "our shopping tour")
FILMS = ("The Last Lantern", "Night Train North", "Seven Silver Keys", "The Baker's Secret", "Moon over Dust",
         "A House of Glass", "Red Harbour", "The Quiet Thief", "Paper Tigers", "The Clock Tower", "Lost in the Snow",
         "Two Tickets Home", "The Green Shadow", "Summer of Storms", "The Salt Road", "My Neighbour the Ghost",
         "Deep Blue Hour", "The Robot Gardener", "Love and Lemons", "The Iron Bridge", "Wolves at Dawn",
         "The Missing Piano", "Star Sailors", "Broken Compass", "The Dragon's Cook", "Planet of Rain", "One Last Dance",
         "The Empty Chair", "Kings of Nowhere", "The Cat Detective", "Ten Steps Down", "The Long Winter Night",
         "Coffee with Strangers", "The Painted Door", "Midnight Bakery", "The Flying Grandma", "Sharks and Roses",
         "Dust and Gold", "The Second Island", "Crazy Uncle Max")
KINDS = ("a comedy", "a thriller", "a horror film", "a love story", "a cartoon", "a western", "a war film", "a musical",
         "a crime story", "an action film", "an adventure film", "a science fiction film", "a documentary", "a drama",
         "an old classic", "a spy film", "a fantasy film", "a silent film")
FILM_FAULTS = ("too scary", "too long", "too sad", "too silly", "too loud", "boring", "too violent", "too slow",
               "too romantic", "too strange", "too dark", "for kids", "too serious", "badly acted")
TRAVEL = ("by train", "by bus", "by car", "by plane", "by bike", "with a camper van", "by night train", "by ferry")
STAYS = ("a hostel", "a hotel", "a camp site", "a small flat", "a cabin", "a guest house", "an old farm",
         "a beach house",
         "a house boat", "a youth hostel", "a cheap motel", "a bed and breakfast", "a tent", "a mountain hut")
SIGHTS = ("the castle", "the old town", "the zoo", "the harbour", "the art museum", "the flea market", "the aquarium",
          "the botanical garden", "the cathedral", "the river", "the science museum", "the food market", "the tower",
          "the beach", "the lake", "the palace", "the Christmas market", "the bridge", "the old library",
          "the theme park")
BANDS = ("the Velvet Owls", "Paper Planes", "Blue Static", "the Night Bakers", "Silver Tram", "Echo Garden",
         "the Lazy Sundays", "Cold Toast", "the Broken Kites", "Lemon Thunder", "the Tin Foxes", "Wild Radio",
         "the Dizzy Pilots", "Winter Postcards", "Copper Moon", "the Sleepy Giants", "Electric Pears", "Loud Library",
         "the Foggy Mornings", "Sugar Engine", "the Honey Badgers", "Red Umbrella", "Sea of Socks", "the Odd Numbers",
         "Glass Elephants", "the Rusty Strings", "Tiny Volcano", "Purple Train", "the Late Arrivals", "Dancing Cactus")
VENUES = ("the City Hall", "the Arena", "the old factory", "the Riverside Club", "the stadium", "the open air stage",
          "the Harbour Club", "the jazz cellar", "the Concert House", "the town park", "the Star Theatre", "the Cave",
          "the Moon Club", "the student club", "the Opera House", "the Dome", "the Garden Stage", "the old cinema")
SPORTS = ("football", "basketball", "tennis", "volleyball", "hockey", "badminton", "handball", "rugby", "cricket",
          "table tennis", "baseball", "squash", "mini golf", "beach volleyball", "ice hockey", "darts", "water polo")
TEAMS = ("Lions", "Bears", "Eagles", "Sharks", "Wolves", "Tigers", "Rockets", "Falcons", "Bulls", "Panthers", "Comets",
         "Hornets", "Dolphins", "Foxes", "Hawks", "Knights", "Pirates", "Rams", "Ravens", "Giants", "Dragons", "Owls",
         "Stallions", "Vikings", "Cobras", "Bisons")
WATCH = ("at my place", "at the pub", "at the sports bar", "in the stadium", "at the student club", "on the big screen",
         "at the pizza place", "at the town square", "at the club house", "at the gym")
OUTINGS = ("go hiking", "go swimming", "go to the beach", "visit the zoo", "go bowling", "go to the flea market",
           "visit the art museum", "go climbing", "have a picnic", "play board games", "go ice skating", "go cycling",
           "go fishing", "go to the sauna", "plant tomatoes", "bake bread", "visit the castle",
           "go to the farmers' market",
           "go camping", "try the new escape room", "go dancing", "pick strawberries", "rent a boat", "go horse riding",
           "watch old films", "go to the street festival", "paint the fence", "build a bookshelf", "play mini golf",
           "go to the theatre", "fly a kite", "go to karaoke", "visit the science museum", "go mushroom picking")
DISHES = ("tomato soup", "chicken curry", "lasagne", "mushroom risotto", "fish tacos", "vegetable stew", "pancakes",
          "meatballs", "roast potatoes", "pumpkin soup", "fried rice", "spinach pie", "noodle soup", "lamb stew",
          "bean chili", "spaghetti", "dumplings", "stuffed peppers", "grilled salmon", "onion tart", "couscous",
          "baked beans", "potato salad", "beef stew", "pea soup", "paella", "gnocchi", "lentil curry", "cabbage rolls",
          "goulash", "roast chicken", "fish pie", "falafel", "vegetable pizza", "garlic prawns", "omelettes",
          "mac and cheese", "carrot soup")
SWEETS = ("apple pie", "chocolate cake", "tiramisu", "lemon tart", "fruit salad", "cheesecake", "vanilla pudding",
          "brownies", "carrot cake", "ice cream", "banana bread", "cherry pie", "waffles", "cinnamon rolls",
          "plum cake",
          "muffins", "rice pudding", "peach tart", "oat cookies", "chocolate mousse", "strawberry cake", "nut cake",
          "panna cotta", "walnut cookies", "baked apples")
PARTY_FOOD = ("chips and dip", "garlic bread", "a cheese plate", "potato salad", "pasta salad", "sandwiches",
              "mini pizzas",
              "tomato salad", "chicken wings", "olives", "vegetable sticks", "sausage rolls", "a big salad", "hummus",
              "popcorn", "spring rolls", "fruit skewers", "an onion tart", "rice salad", "fresh bread", "sushi",
              "cheese straws", "nachos", "egg salad", "a pot of chili", "grapes and cheese", "a bean salad")
DRINKS = ("lemonade", "red wine", "orange juice", "beer", "iced tea", "ginger ale", "apple juice", "sparkling water",
          "cola", "fruit punch", "white wine", "cider", "coconut water", "grape juice", "cherry juice", "mint tea")
LUNCHES = ("a tuna sandwich", "a veggie burger", "a chicken wrap", "a salami pizza", "a Greek salad", "fried noodles",
           "a cheese toast", "a falafel wrap", "a bowl of ramen", "a beef burrito", "fish and chips",
           "a mushroom pizza",
           "a lentil soup", "a cheeseburger", "an egg sandwich", "a salmon bowl", "a kebab", "a green curry",
           "an avocado toast", "a spinach pizza", "vegetable sushi", "a ham sandwich", "a tofu bowl",
           "pasta with pesto",
           "a potato soup", "a chicken salad", "a turkey sandwich", "two tacos", "an onion soup", "a hot dog",
           "a rice bowl", "a shrimp salad")
EATERIES = ("Mama Rosa", "the noodle bar", "the Pizza Corner", "Burger Barn", "the Thai place", "the sushi bar",
            "Bella Napoli", "the Wrap House", "the Golden Fork", "the market hall", "the Greek grill",
            "the soup kitchen",
            "Taco Time", "the new deli", "the Indian place", "Green Bowl", "the bakery", "the Lucky Dragon",
            "Soup Town",
            "the kebab shop", "the Hungry Goat", "the food truck")
GIFTS = ("a backpack", "a cookbook", "a board game", "headphones", "a yoga mat", "a tea set", "a scarf", "a plant",
         "a watch", "a desk lamp", "a photo album", "a picnic basket", "an umbrella", "a puzzle", "a coffee machine",
         "a guitar case", "a wallet", "a hammock", "a record player", "a telescope", "a sleeping bag", "an easel",
         "a big atlas", "a bike helmet", "a blanket", "a wok", "an alarm clock", "concert tickets", "a camera bag",
         "a football shirt", "a set of knives", "a bird house", "a pasta machine", "a skateboard", "running shoes")
GIFT_FAULTS = ("has that already", "got that last year", "would never use that", "wants something smaller",
               "hates the colour", "asked for something useful", "has no space for it", "doesn't like such things")
PARTIES = ("birthday party", "garden party", "house party", "barbecue", "farewell party", "picnic", "costume party",
           "beach party", "office party", "graduation party", "pool party", "tea party", "street party", "game night",
           "engagement party", "Christmas party", "summer party", "baby shower")
SPOTS = ("the station", "the airport", "the hospital", "the stadium", "the shopping centre", "the university",
         "the zoo",
         "the ferry port", "the furniture store", "the bus terminal", "the swimming pool", "the vet", "the dentist",
         "the concert", "the town hall", "the garden centre", "the music school", "the gym", "the job interview",
         "the climbing hall", "the wedding", "the court", "the language school", "the ice rink", "the theatre")
CAR_TROUBLE = (("my car is in the garage", "a car in the garage"), ("the car has a flat tyre", "a flat tyre"),
               ("my sister has the car", "no car"), ("my car won't start", "a car that won't start"),
               ("I hurt my foot", "a hurt foot"), ("the battery is dead", "a dead battery"),
               ("my licence has expired", "an expired licence"), ("the brakes are broken", "broken brakes"),
               ("I have an empty tank", "an empty tank"), ("my brother took the car", "no car"),
               ("I lost the car key", "a lost car key"), ("the car is full of boxes", "a car full of boxes"))
LUGGAGE = ("two suitcases", "a big suitcase", "a heavy bag", "a cello", "three boxes", "a dog", "a pair of skis",
           "a cat in a basket", "a bike", "a huge backpack", "a small table", "a birthday cake", "two guitars",
           "a surfboard", "a plant", "a tent", "a new lamp", "four chairs", "a sewing machine")
DELAYS = (("the bus broke down", "the bus broke down"), ("I missed the bus", "missed the bus"),
          ("I overslept", "overslept"), ("I forgot my wallet", "forgot a wallet"), ("I took the wrong train",
                                                                                  "took the wrong train"),
          ("I'm stuck in traffic", "is stuck in traffic"), ("I lost my keys", "lost the keys"),
          ("I got off at the wrong stop", "got off at the wrong stop"), ("I had to stay longer at work",
                                                                         "had to stay longer at work"),
          ("I'm looking for a parking space", "is looking for a parking space"), ("I got lost", "got lost"),
          ("I had to walk the dog", "had to walk the dog"), ("I spilled coffee on my shirt",
                                                             "spilled coffee on a shirt"),
          ("my bike has a flat tyre", "has a flat tyre"), ("my train was cancelled", "is without a train"),
          ("my meeting isn't over", "is still in a meeting"), ("I'm still in the shower", "is still in the shower"),
          ("I had to go back for my phone", "had to go back for a phone"), ("I fell asleep on the sofa",
                                                                            "fell asleep on the sofa"),
          ("the taxi didn't come", "is without a taxi"), ("I'm standing in a long queue",
                                                          "is standing in a long queue"),
          ("I have to drop off the kids first", "has to drop off the kids first"))
DATES = ("dinner", "the film", "the party", "the concert", "lunch", "the game", "the class", "the meeting", "breakfast",
         "the play", "the picnic", "the lecture", "the show", "the barbecue", "band practice", "the training",
         "the tour",
         "the quiz night", "the exhibition", "brunch")
OKS = ("ok, deal", "great, I like that", "perfect, count me in", "sounds good to me", "yes, why not!",
       "sure, that works",
       "awesome, I'm in", "good idea, let's do that", "fine with me", "yay, can't wait!", "okay, I'll write it down",
       "cool, that's settled then", "alright, that suits me", "yep, that's fine", "lovely, I'm looking forward to it",
       "nice one, I'll be there", "ok great :)", "works for me!", "yes please!", "super, done")
PITY = ("oh no, what a pity", "too bad, maybe next time", "oh, I see, no problem", "aww, that's a shame",
        "ok, no worries",
        "sad, but I understand", "oh well, another time then", "never mind, it happens", "hmm, okay, next time then",
        "pity, but thanks for telling me", "no stress, we'll do it another time", "I understand, don't worry")
UNSURE = ("I don't know yet", "not sure yet, sorry", "hmm, maybe, I can't promise", "I have to think about it",
          "I can't say yet", "it depends, I'm not sure", "maybe, I have to check first", "no idea yet, sorry")
LATER = ("ok, tell me when you know", "alright, just write me later", "no rush, let me know",
         "fine, we can decide later",
         "okay, but don't forget to tell me", "sure, take your time", "good, text me when you know more",
         "ok, I'll ask you again soon")


def _two(c: Chat) -> tuple[str, str]:
    """Draw who starts the plan and who answers."""
    return (c.a, c.b) if c.r.random() < 0.6 else (c.b, c.a)


def _when(r: random.Random) -> str:
    """Draw a time expression that fits after a verb, such as ``on Friday`` or ``tomorrow``."""
    kind = r.random()
    if kind < 0.66:
        return f"on {w.weekday(r)}"
    if kind < 0.80:
        return f"{r.choice(('next', 'this'))} {w.weekday(r)}"
    return f"on {w.date(r)}" if kind < 0.93 else "tomorrow"


def _two_whens(r: random.Random) -> tuple[str, str]:
    """Draw two different days with ``on``."""
    first, second = w.two_weekdays(r)
    return f"on {first}", f"on {second}"


def _two_clocks(r: random.Random, first: int = 9, last: int = 20) -> tuple[str, str]:
    """Draw two different times of day."""
    one = two = w.clock(r, first, last)
    while two == one:
        two = w.clock(r, first, last)
    return one, two


def _excuse(r: random.Random) -> tuple[str, str]:
    """Draw a reason as a friend writes it and as a summary's predicate."""
    if r.random() < 0.5:
        have = r.choice(HAVES)
        start = r.choice(("I have", "I've got"))
        return f"{start} {have}", f"has {have}"
    return r.choice(ACTS)


def _oops(c: Chat, who: str, old: str, new: str) -> None:
    """Let `who` correct `old` to `new`."""
    c.say(who, f"no wait, {new}", f"sorry, I mean {new}", f"oh, not {old}, sorry, {new}",
          f"wait, I mixed it up, {new}!",
          f"oops, wrong, I meant {new}", f"hold on, {new}, not {old}", f"argh, typo, {new}", f"wait no, {new}")


def _refuse(c: Chat, who: str, said: str) -> None:
    """Let `who` say no because of `said`."""
    c.say(who, f"sorry, I can't, {said}", f"oh no, {said}, so I can't", f"I'd love to, but {said}",
          f"not possible, sorry, {said}", f"hmm, {said}, sorry", f"I wish I could, but {said}",
          f"{said}, so it won't work :(")


def _finish(c: Chat, *summaries: str) -> tuple[str, str]:
    """Finish the chat, now and then with some slang; a very short chat gets some small talk."""
    while len(c.lines) < 10 and sum(text.count(" ") + 2 for _, text in c.lines) < 38:
        last = [] if len(c.lines[-1][1]) > 10 else [c.lines.pop()]
        known = set(c.lines)
        start = len(c.lines)
        c.aside(1.0)
        if c.lines[start] in known:
            del c.lines[start:]
        c.lines += last
    kind = c.r.random()
    if kind < 0.12:
        c.lines = [(who, text.replace(" you ", " u ").replace("thanks", "thx")) for who, text in c.lines]
    elif kind < 0.24:
        c.lines = [(who, text.replace("going to ", "gonna ").replace("want to ", "wanna ")) for who, text in c.lines]
    elif kind < 0.36:
        c.lines = [(who, text.replace("please", "pls").replace("because", "cause")) for who, text in c.lines]
    fitting = [summary for summary in summaries if 7 <= summary.count(" ") <= 21]
    return c.done(*(fitting or summaries))


def meet_coffee(r: random.Random) -> tuple[str, str]:
    """Two friends arrange to meet for coffee."""
    c = Chat(r)
    x, y = _two(c)
    day, day2 = _two_whens(r)
    if r.random() < 0.3:
        day = _when(r)
        day2 = day2 if day2[3:] not in day else f"on {r.choice([d for d in w.WEEKDAYS if d not in day])}"
    time, time2 = _two_clocks(r, 9, 18)
    cafe, cafe2 = r.sample(CAFES, 2)
    topic = r.choice(TOPICS)
    drink = r.choice(("coffee", "coffee", "coffee", "tea", "a hot chocolate", "cake and coffee"))
    c.hello()
    c.say(x, f"do you want to have {drink} with me {day}?", f"are you free for {drink} {day}?",
          f"shall we meet for {drink} {day}?", f"I'd like to see you for {drink} {day}, ok?",
          f"how about {drink} {day}? we haven't met for ages")
    outcome = r.randrange(6)
    if outcome == 0:
        said, pred = _excuse(r)
        _refuse(c, y, said)
        c.say(x, *PITY)
        c.say(x, f"I wanted to hear about the {topic}", f"you have to tell me about the {topic} soon!",
              f"and I still don't know anything about the {topic} you mentioned")
        if r.random() < 0.5:
            c.say(y, f"what about {day2} at {cafe}?", f"but {day2} would work, at {cafe} maybe?",
                  f"could we go to {cafe} {day2} instead?")
            c.say(x, *OKS)
            return _finish(c, f"{y} {pred} and can't have {drink} with {x} {day}, so they will meet {day2}.",
                           f"{x} and {y} will meet at {cafe} {day2}, because {y} {pred} {day}.",
                           f"{x} and {y} will have {drink} at {cafe} {day2} instead of {day}.",
                           f"{y} can't meet {x} {day}, so they will go to {cafe} {day2}.")
        c.say(y, "I will tell you everything another time", "I'll write you when I have more time, promise",
              "yes yes, I'll call you about that later")
        c.bye()
        return _finish(c, f"{y} {pred} and can't meet {x} for {drink} {day}.",
                       f"{x} wanted to have {drink} with {y} {day}, but {y} {pred}.",
                       f"{y} can't have {drink} with {x} {day}, because {y} {pred}.",
                       f"{x} and {y} won't meet for {drink} {day}, as {y} {pred}.")
    c.say(y, "yes! what time and where?", "sure, where and when?", "I'd love to, when exactly?",
          f"good idea, then I can tell you about the {topic}. where?", f"yes, I want to hear about the {topic}! where?")
    c.say(x, f"{time} at {cafe}?", f"maybe at {time}? {cafe} is nice", f"let's say {cafe} at {time}",
          f"how about {cafe}? I can be there at {time}", f"I like {cafe}, so {time} there?")
    if outcome == 1:
        c.aside(0.4)
        _oops(c, x, day, day2)
        c.say(y, *OKS)
        c.bye()
        return _finish(c, f"{x} and {y} will meet for {drink} at {cafe} {day2} at {time}.",
                       f"{y} will have {drink} with {x} {day2} at {time} at {cafe}.",
                       f"{x} will meet {y} at {cafe} {day2} at {time}.",
                       f"{x} and {y} are going to have {drink} at {cafe} {day2}.")
    if outcome == 2:
        c.say(y, f"{time} is too early, I'm afraid. {time2}?", f"can we make it {time2}? {time} is bad for me",
              f"hmm, I can only come at {time2}", f"ok, but {time2} would be better for me")
        c.say(x, *OKS)
        c.aside(0.4)
        c.bye(0.8)
        return _finish(c, f"{x} and {y} will meet for {drink} at {cafe} {day} at {time2}.",
                       f"{y} can't come at {time}, so {x} and {y} will meet at {cafe} at {time2} {day}.",
                       f"{x} will have {drink} with {y} at {cafe} {day} at {time2}.",
                       f"{x} and {y} will go to {cafe} {day} at {time2}.")
    if outcome == 3:
        c.say(y, f"{cafe} is closed that day. let's go to {cafe2}", f"not {cafe}, it's always full. {cafe2} is better",
              f"I'd rather go to {cafe2}, {cafe} is so expensive")
        c.say(x, *OKS)
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{x} and {y} will meet for {drink} at {cafe2} {day} at {time}.",
                       f"{y} doesn't want to go to {cafe}, so {x} and {y} will meet at {cafe2} {day}.",
                       f"{x} and {y} choose {cafe2} for {drink} {day} at {time}.",
                       f"{x} will meet {y} {day} at {time} at {cafe2} instead of {cafe}.")
    if outcome == 4:
        c.say(y, f"can {c.third} come too?", f"I'll bring {c.third} along, ok?",
              f"{c.third} is in town, I'll ask them too",
              f"{c.third} wants to join us, is that okay?")
        c.say(x, f"of course, I like {c.third}", "sure, the more the merrier", "yes, great, I'll get a big table",
              f"cool, I haven't seen {c.third} for so long")
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{x}, {y} and {c.third} will meet for {drink} at {cafe} {day} at {time}.",
                       f"{x} and {y} will have {drink} at {cafe} {day}, and {c.third} will come too.",
                       f"{c.third} will join {x} and {y} at {cafe} {day} at {time}.",
                       f"{y} will bring {c.third} when meeting {x} for {drink} {day} at {time}.")
    if r.random() < 0.5:
        c.say(y, *UNSURE)
        c.say(x, *LATER)
        c.say(y, f"I'll tell you before {time}", "yes, I'll write tonight", "thanks, I'll check my calendar later")
        c.bye()
        return _finish(c, f"{x} wants to have {drink} with {y} {day}, but {y} isn't sure yet.",
                       f"{y} doesn't know yet about meeting {x} for {drink} {day} at {time}.",
                       f"{x} suggests meeting at {cafe} {day} at {time}, but {y} can't promise yet.",
                       f"{y} will tell {x} later if they can meet at {cafe} {day}.")
    c.say(y, *OKS)
    c.aside(0.7)
    c.say(x, "I'll save us a table", "see you there!", "don't be late haha", "the first cup is on me")
    c.bye()
    return _finish(c, f"{x} and {y} will meet for {drink} at {cafe} {day} at {time}.",
                   f"{y} will have {drink} with {x} at {cafe} {day} at {time}.",
                   f"{x} and {y} are going to {cafe} {day} at {time}.",
                   f"{x} invited {y} for {drink} {day}, and they will meet at {cafe} at {time}.")


def change_time(r: random.Random) -> tuple[str, str]:
    """A friend asks to move a meeting that is already planned."""
    c = Chat(r)
    x, y = _two(c)
    day, day2 = _two_whens(r)
    time, time2 = _two_clocks(r)
    event = r.choice(EVENTS)
    told = f"the {event.split(' ', 1)[1]}"
    said, pred = _excuse(r)
    c.hello()
    c.say(x, f"we said {time} for {event} {day}, right?", f"about {event} {day} at {time}...",
          f"I have a problem with {event} {day} at {time}", f"bad news about {event} {day} at {time}",
          f"is {event} still {day} at {time}?")
    c.say(y, "yes, why?", "yep, what about it?", "yes, did something happen?", "that's right, is there a problem?")
    outcome = r.randrange(5)
    if outcome == 4:
        c.say(x, f"{c.third} can't come then", f"{c.third} wrote that it's too early", f"{c.third} has no time then")
        c.say(x, f"can we do it {day2} for {c.third}?", f"{c.third} could come {day2} at {time}",
              f"would {day2} be ok for you? {c.third} likes that")
        if r.random() < 0.5:
            c.say(y, *OKS)
            c.aside(0.4)
            c.bye()
            return _finish(c, f"{x} and {y} move {told} to {day2[3:]} for {c.third}.",
                           f"{told[0].upper()}{told[1:]} will be {day2}, because {c.third} can't come {day}.",
                           f"{x} and {y} will have {told} {day2} instead of {day}, so that {c.third} can come.",
                           f"{c.third} can't come {day}, so {x} and {y} change {told} to {day2[3:]}.")
        _refuse(c, y, said)
        c.say(x, f"ok, then we go without {c.third}", f"alright, {day} it is, without {c.third}",
              f"okay, {c.third} will come another time")
        c.bye()
        return _finish(c, f"{y} {pred} {day2}, so {told} stays {day} without {c.third}.",
                       f"{x} and {y} keep {told} {day}, and {c.third} won't come.",
                       f"{c.third} won't come to {told}, because {y} can't change it to {day2[3:]}.",
                       f"{x} asks {y} to move {told} for {c.third}, but {y} {pred} {day2}.")
    c.say(x, f"{said}, so I can't", f"{said} at that time, sorry", f"{said}, I totally forgot", f"sorry, {said} then")
    if outcome == 0:
        c.say(x, f"could we start at {time2} instead?", f"is {time2} ok too?", f"can we move it to {time2}?")
        c.say(y, *OKS)
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{x} and {y} move {told} {day} from {time} to {time2}.",
                       f"{x} {pred}, so {told} {day} will start at {time2}.",
                       f"{told[0].upper()}{told[1:]} {day} will be at {time2}, because {x} {pred}.",
                       f"{y} agrees to change {told} {day} to {time2}.")
    if outcome == 1:
        day3 = r.choice([f"on {d}" for d in w.WEEKDAYS if d not in day + day2])
        c.say(x, f"can we do it {day2}, same time?", f"are you free {day2} instead?", f"is {day2} at {time} ok?")
        _oops(c, x, day2, day3)
        c.say(y, *OKS)
        c.aside(0.3)
        c.bye()
        return _finish(c, f"{x} {pred} {day}, so {told} will be {day3} at {time}.",
                       f"{x} and {y} move {told} from {day[3:]} to {day3[3:]}.",
                       f"{y} agrees to have {told} with {x} {day3} instead of {day}.",
                       f"{told[0].upper()}{told[1:]} will be {day3}, because {x} {pred} {day}.")
    if outcome == 2:
        c.say(y, f"how about {day2} at {time2} then?", f"no problem, come {day2} at {time2}",
              f"I could do {day2} at {time2}")
        c.say(x, *OKS)
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{x} and {y} move {told} to {day2[3:]} at {time2}.",
                       f"{x} {pred} {day}, so {x} and {y} will have {told} {day2} at {time2}.",
                       f"{y} suggests having {told} {day2} at {time2}, and {x} agrees.",
                       f"{told[0].upper()}{told[1:]} with {x} and {y} will be {day2} at {time2} instead of {day}.")
    c.say(y, f"hmm, {day2} is full too", f"I can't do {day2} either", f"and I'm away {day2}")
    c.say(x, "let's find a new day next week?", "then I don't know, maybe next week?", "shall we look again next week?")
    c.say(y, *LATER)
    c.bye()
    return _finish(c, f"{x} {pred} {day}, and {x} and {y} have no new day for {told} yet.",
                   f"{x} and {y} can't have {told} {day} and will look for a new day next week.",
                   f"{told[0].upper()}{told[1:]} {day} is off, because {x} {pred}.",
                   f"{x} can't come to {told} {day}, and {y} has no time {day2} either.")


def choose_film(r: random.Random) -> tuple[str, str]:
    """Friends choose a film for an evening."""
    c = Chat(r)
    x, y = _two(c)
    film, film2 = r.sample(FILMS, 2)
    kind, kind2 = r.sample(KINDS, 2)
    fault = r.choice(FILM_FAULTS)
    day = _when(r)
    time, time2 = _two_clocks(r, 17, 21)
    c.hello()
    c.say(x, f"which film do you want to see {day}?", f"cinema {day}? what do you want to watch?",
          f"let's watch a film {day}, any ideas?", f"I'm in the mood for a film {day}, you too?")
    c.say(y, f"what about {film}? it's {kind}", f"{film} maybe, they say it's {kind}",
          f"I'd like to see {film}, it's {kind}",
          f"there is {kind} called {film}")
    outcome = r.randrange(6)
    if outcome == 0:
        c.say(x, f"oh yes, {c.other} told me it's good", "yes, I saw the trailer, it looks great", "good choice! when?")
        c.say(y, f"it starts at {time}", f"there is a show at {time}", f"at {time}, I just looked")
        c.aside(0.5)
        c.say(x, *OKS)
        c.bye()
        return _finish(c, f"{x} and {y} will watch {film} {day} at {time}.",
                       f"{x} and {y} choose {film} for {day.removeprefix('on ')} at {time}.",
                       f"{y} suggests {film}, and {x} agrees to see it {day} at {time}.",
                       f"{x} and {y} are going to see {film}, {kind}, {day}.")
    if outcome == 1:
        c.say(x, f"no, {film} is {fault}", f"hmm, isn't that {fault}?", f"please not that one, it's {fault}",
              f"I heard it's {fault}")
        c.say(y, "ok, what do you prefer?", "oh, then you choose", "fine, what else is on?")
        c.say(x, f"{film2}! it's {kind2} and starts at {time}", f"let's take {film2}, {kind2}, at {time}",
              f"I'd rather see {film2} at {time}")
        c.say(y, *OKS)
        c.bye()
        return _finish(c, f"{x} thinks {film} is {fault}, so {x} and {y} will see {film2} {day}.",
                       f"{x} and {y} will watch {film2} {day} at {time} instead of {film}.",
                       f"{x} and {y} choose {film2} for {day.removeprefix('on ')} at {time}.",
                       f"{y} wanted to see {film}, but they will watch {film2} {day} at {time}.")
    if outcome == 2:
        c.say(x, f"I have seen it already with {c.third}", f"{c.third} and I saw it last week",
              f"I already watched it with {c.third}")
        c.say(y, f"oh. {film2} at {time} then?", f"then let's see {film2}, it starts at {time}",
              f"ok, and {film2}? at {time}")
        c.say(x, *OKS)
        c.aside(0.5)
        c.bye()
        return _finish(c, f"{x} has already seen {film} with {c.third}, so {x} and {y} will watch {film2} {day}.",
                       f"{x} and {y} will see {film2} {day} at {time}, because {x} already knows {film}.",
                       f"{x} and {y} choose {film2} {day} at {time} instead of {film}.",
                       f"{x} already saw {film} with {c.third} and will watch {film2} with {y} {day}.")
    if outcome == 3:
        c.say(x, f"great, at {time}?", f"yes! I'll get tickets for {time}", f"cool, the show at {time}?")
        c.aside(0.4)
        c.say(y, f"no wait, {time} is sold out, only {time2} is left",
              f"not {time}, let's take {time2}, I work until late",
              f"{time2} would be better for me than {time}", f"can we take {time2} instead?")
        c.say(x, *OKS)
        c.bye()
        return _finish(c, f"{x} and {y} will watch {film} {day} at {time2}.",
                       f"{x} and {y} are going to see {film} at {time2} {day}.",
                       f"{y} wants to see {film}, and {x} will come along {day} at {time2}.",
                       f"{x} and {y} agree on {film} {day} at {time2}.")
    if outcome == 4:
        said, pred = _excuse(r)
        c.say(x, f"sounds fun! the show is at {time}", f"nice, it starts at {time} {day}",
              f"good, it's on at {time}")
        c.say(y, f"oh wait, {said} {day}", f"oh no, I forgot, {said} {day}", f"hmm, just saw that {said} {day}")
        c.say(y, f"go with {c.third}, they like {kind}", f"ask {c.third}, maybe?", f"why don't you take {c.third}?")
        c.say(x, f"ok, I'll go with {c.third} then", f"alright, I'll see it with {c.third}",
              f"pity, but {c.third} will come for sure")
        c.bye()
        return _finish(c, f"{x} will see {film} with {c.third} {day}, because {y} {pred}.",
                       f"{y} {pred} {day}, so {x} will watch {film} with {c.third}.",
                       f"{y} can't go to the cinema {day}, and {x} will take {c.third}.",
                       f"{x} and {c.third} will watch {film} {day} at {time} without {y}.")
    c.say(x, f"I'd prefer {film2}", f"hmm, {film2} looks better to me", f"no, {film2} please, I like {kind2} more")
    c.say(y, f"but {film2} is {fault}", f"no way, that's {fault}", f"not {film2}, it's {fault}!")
    c.say(x, "we never agree haha", "ok, let's think again", "hmm, difficult")
    c.say(y, f"let {c.third} decide then", f"we can ask {c.third} later", f"{c.third} should choose for us")
    c.bye()
    return _finish(c, f"{x} and {y} can't agree on a film, so {c.third} should choose.",
                   f"{y} wants to see {film} {day}, but {x} prefers {film2}.",
                   f"{x} and {y} will ask {c.third} to choose between {film} and {film2}.",
                   f"{y} thinks {film2} is {fault}, so {x} and {y} haven't chosen a film yet.")


def trip_plan(r: random.Random) -> tuple[str, str]:
    """Friends plan a trip to another city."""
    c = Chat(r)
    x, y = _two(c)
    city, city2 = r.sample(w.CITIES, 2)
    days = r.randint(2, 9)
    stay, stay2 = r.sample(STAYS, 2)
    travel, travel2 = r.sample(TRAVEL, 2)
    sight = r.choice(SIGHTS)
    month, month2 = r.sample(w.MONTHS, 2)
    c.hello()
    c.say(x, f"do you want to go to {city} with me in {month}?", f"what about a trip to {city} in {month}?",
          f"I'm planning {days} days in {city} in {month}, want to come?", f"let's go to {city} in {month}!")
    outcome = r.randrange(6)
    if outcome == 0:
        said, pred = r.choice(TRIP_EXCUSES)
        c.say(y, "sounds nice, but for how long?", "oh, how many days?", "hmm, how long?")
        c.say(x, f"{days} days, {travel}", f"just {days} days, we could go {travel}",
              f"I thought {days} days. we go {travel}")
        c.say(y, f"sorry, {said} in {month}", f"I can't, {said} at that time",
              f"no chance, {said} then")
        c.say(x, f"ok, then I'll ask {c.third}", f"pity, I'll take {c.third} with me",
              f"too bad! {c.third} will come then")
        c.bye()
        return _finish(c, f"{y} {pred} and can't go to {city} with {x} in {month}.",
                       f"{x} wants to spend {days} days in {city} in {month}, but {y} {pred}.",
                       f"{y} can't come to {city} in {month}, so {x} will ask {c.third}.",
                       f"{y} {pred}, so {x} will ask {c.third} about the trip to {city}.")
    c.say(y, "yes! how do we get there?", f"I've always wanted to see {sight} in {city}! how do we get there?",
          f"great, and how? {travel2}?", f"cool, I want to see {sight} there. how do we travel?")
    if outcome == 1:
        c.say(x, f"{travel}, and we stay {days} days", f"let's go {travel} and stay for {days} days",
              f"{travel} is cheapest, and {days} days are enough")
        c.say(y, f"ok, I'll book {stay}", f"good, I'll find {stay} for us", f"nice, then I'll look for {stay}")
        c.aside(0.5)
        c.say(x, *OKS)
        c.bye()
        return _finish(c, f"{x} and {y} will go to {city} {travel} in {month} for {days} days.",
                       f"{x} and {y} are planning {days} days in {city} in {month}, and {y} will find {stay}.",
                       f"{x} and {y} will travel to {city} {travel} in {month} and stay in {stay}.",
                       f"{y} will go to {city} with {x} in {month} and look for {stay}.")
    if outcome == 2:
        c.say(x, f"{travel}, for {days} days", f"we go {travel} and stay {days} days", f"{days} days, {travel}, easy")
        _oops(c, x, f"in {month}", f"in {month2}")
        c.say(y, *OKS)
        c.aside(0.5)
        c.bye()
        return _finish(c, f"{x} and {y} will go to {city} {travel} in {month2} for {days} days.",
                       f"{x} and {y} are planning {days} days in {city} in {month2}.",
                       f"{y} will travel to {city} with {x} {travel} in {month2}.",
                       f"{x} invites {y} to {city} for {days} days in {month2}, and {y} agrees.")
    if outcome == 3:
        c.say(x, f"{travel}?", f"I thought we go {travel}, for {days} days", f"{travel}, I guess, for {days} days")
        c.say(y, f"not {travel}, I always feel sick then", f"oh, I hate going {travel}", f"{travel} takes too long, no")
        c.say(y, f"let's go {travel2} and stay in {stay}", f"{travel2} is better. and {stay} to sleep?",
              f"can we go {travel2}? I also know {stay} there")
        c.say(x, *OKS)
        c.aside(0.3)
        c.bye()
        return _finish(c, f"{x} and {y} will go to {city} {travel2} in {month} and stay in {stay}.",
                       f"{y} doesn't want to go {travel}, so {x} and {y} will go to {city} {travel2}.",
                       f"{x} and {y} will travel to {city} in {month} {travel2}, not {travel}.",
                       f"{x} and {y} are planning a trip to {city} {travel2} in {month}.")
    if outcome == 4:
        c.say(x, f"{travel}, and I'd book {stay} for {days} days",
              f"we could go {travel} and sleep in {stay} for {days} days",
              f"{travel}. {stay} for {days} days costs {w.price(r, 60, 400)}")
        c.say(y, f"how about {city2} instead? it's cheaper", f"wait, isn't {city2} nicer in {month}?",
              f"hmm, {city} is so expensive. {city2}?")
        if r.random() < 0.6:
            c.say(x, f"good point, {city2} it is", f"ok, let's do {city2}", f"true, and {city2} has better food")
            c.aside(0.5)
            c.bye()
            return _finish(c, f"{x} and {y} will go to {city2} in {month} instead of {city}.",
                           f"{y} prefers {city2}, so {x} and {y} will travel there {travel} in {month}.",
                           f"{x} wanted to go to {city}, but {x} and {y} choose {city2} for {month}.",
                           f"{x} and {y} will spend {days} days in {city2} in {month}.")
        c.say(x, "hmm, I don't know, let me think", f"I'd still like {city} more", "let's look at the prices first")
        c.say(y, *LATER)
        c.bye()
        return _finish(c, f"{x} wants to go to {city} in {month}, but {y} prefers {city2}.",
                       f"{x} and {y} haven't decided between {city} and {city2} for {month} yet.",
                       f"{x} and {y} can't decide whether to go to {city} or {city2} in {month}.",
                       f"{y} suggests {city2} instead of {city}, but nothing is decided yet.")
    c.say(x, f"{c.third} has a car and will drive us", f"{c.third} will take us by car",
          f"{c.third} is coming too and will drive")
    c.say(y, f"nice! and where do we sleep? {stay2}?", "great, and the beds?", "good old friend! and the nights?")
    c.say(x, f"I'll book {stay} for {days} days", f"{stay}, I'll book it for {days} days",
          f"I found {stay}, {days} days, I'll book it")
    c.say(y, *OKS)
    c.bye()
    return _finish(c, f"{c.third} will drive {x} and {y} to {city} in {month}, and {x} will book {stay}.",
                   f"{x}, {y} and {c.third} will go to {city} for {days} days in {month}.",
                   f"{x} and {y} will go to {city} in {month}, and {c.third} will drive them.",
                   f"{x} will book {stay} in {city} for {days} days, and {c.third} will drive.")


def concert_tickets(r: random.Random) -> tuple[str, str]:
    """Friends talk about tickets for a concert."""
    c = Chat(r)
    x, y = _two(c)
    band = r.choice(BANDS)
    venue = r.choice(VENUES)
    day, day2 = _two_whens(r)
    if r.random() < 0.4:
        day = f"on {w.date(r)}"
    price, price2 = w.price(r, 12, 50), w.price(r, 51, 95)
    n = r.choice(w.NUMBER_WORDS[:4])
    play = "play" if band.startswith("the ") or band.endswith("s") else "plays"
    c.hello()
    c.say(x, f"{band} {play} at {venue} {day}!", f"did you know that {band} {play} at {venue} {day}?",
          f"there's a concert by {band} {day} at {venue}", f"{band} at {venue} {day}, do you want to come?")
    outcome = r.randrange(6)
    if outcome == 0:
        c.say(y, "wow, how much is a ticket?", "cool! are the tickets expensive?", "I love them! how much?")
        c.say(x, f"{price} each", f"only {price}", f"they cost {price}", f"a ticket is {price}, I think")
        c.say(y, "buy one for me too please", "ok, please get me one", f"take {n} then, {c.other} wants to come too")
        c.aside(0.4)
        c.say(x, "done, you can pay me back later", "ok, I'm buying them now", "I'll get them today")
        c.bye()
        return _finish(c, f"{x} will buy tickets for {band} {day} for {price} each.",
                       f"{x} will get {y} a ticket for the concert of {band} at {venue} {day}.",
                       f"{x} and {y} will see {band} at {venue} {day}.",
                       f"{y} wants to see {band} {day}, and {x} will buy the tickets.")
    if outcome == 1:
        c.say(y, "oh great, what does it cost?", "yes? how much are the tickets?", "hmm, how expensive is it?")
        c.say(x, f"{price2}", f"{price2} for one ticket", f"it's {price2}, not cheap")
        c.say(y, f"{price2} is too much for me, sorry", "no way, I can't pay that much",
              "that's too expensive, I'm out")
        c.say(x, *PITY)
        c.say(x, f"I'll ask {c.third} then", f"then I'll go with {c.third}", f"{c.third} will come with me, I guess")
        c.bye()
        return _finish(c, f"{y} won't see {band} with {x}, because {price2} is too expensive.",
                       f"{x} wants to see {band} {day}, but a ticket for {price2} is too expensive for {y}.",
                       f"{y} thinks {price2} is too much for {band}, so {x} will ask {c.third}.",
                       f"{x} will ask {c.third} to see {band}, because {y} finds {price2} too much.")
    if outcome == 2:
        c.say(y, "yes, I saw the poster! do you have tickets?", "really? can we still get tickets?",
              "are there tickets left?")
        c.say(x, f"I have {n} tickets, {price} each", f"I got {n} yesterday for {price} each",
              f"yes, {n} for {price} each")
        _oops(c, x, day, day2)
        c.say(y, *OKS)
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{x} has {n} tickets for {band} at {venue} {day2}.",
                       f"{x} and {y} will see {band} at {venue} {day2}.",
                       f"{y} will go to the concert of {band} with {x} {day2}.",
                       f"{x} has {n} tickets for {band}, who will be at {venue} {day2}.")
    if outcome == 3:
        c.say(y, "I know, I want to go so much", "omg, my favourite band!", "yes! please let's go")
        c.say(x, "the bad news: it's sold out", "but there are no tickets left", "sadly it's sold out already")
        c.say(y, f"{c.third} sells {n} tickets for {price} each", f"but {c.third} still has {n} tickets, {price} each",
              f"wait, {c.third} wants to sell {n} tickets, {price} each")
        c.say(x, f"really? then write to {c.third} now!", "wow, take them!", f"quick, tell {c.third} we want them")
        c.aside(0.3)
        c.bye()
        return _finish(c, f"The concert of {band} is sold out, but {c.third} sells {n} tickets for {price} each.",
                       f"{x} and {y} want to buy {n} tickets for {band} from {c.third}.",
                       f"The concert {day} is sold out, so {x} and {y} want tickets from {c.third}.",
                       f"{c.third} has {n} tickets for {band}, and {x} and {y} want them.")
    if outcome == 4:
        said, pred = _excuse(r)
        c.say(y, f"oh no, {said} {day}", f"what a pity, {said} {day}", f"sorry, {said} {day}")
        c.say(x, f"but I already have {n} tickets", f"hmm, I bought {n} tickets for {price} each",
              f"and my {n} tickets?")
        c.say(y, f"give mine to {c.third}", f"{c.third} would love to go", f"take {c.third} with you")
        c.say(x, f"ok, I'll take {c.third}", f"right, {c.third} will be happy", f"good idea, I'll write to {c.third}")
        c.bye()
        return _finish(c, f"{y} {pred} {day}, so {c.third} should see {band} with {x}.",
                       f"{y} can't see {band} {day}, so {x} will give the ticket to {c.third}.",
                       f"{x} has {n} tickets for {band}, but {y} {pred} {day}.",
                       f"{x} will go to the concert of {band} with {c.third} instead of {y}.")
    c.say(y, "nice! what's the price?", "I'd like that, how much?", "maybe, what do they want for it?")
    c.say(x, f"{price} if we buy today", f"{price}, but only today", f"today {price}, tomorrow more")
    c.say(y, *UNSURE)
    c.say(x, "then I'll only buy one for me today", "I'll buy mine today, ok?",
          "hmm, I can't wait, I'm buying mine now")
    c.say(y, "sure, do that", "ok, go ahead", "yes, don't wait for me")
    c.bye()
    return _finish(c, f"{x} will buy a ticket for {band} for {price}, but {y} isn't sure yet.",
                   f"{y} doesn't know yet about the concert of {band} {day}, so {x} buys only one ticket.",
                   f"{x} buys a ticket for {band} at {venue} for {price}, while {y} is still unsure.",
                   f"{x} will see {band} {day}, but {y} can't decide yet.")


def sports_match(r: random.Random) -> tuple[str, str]:
    """Friends want to watch or play a match."""
    c = Chat(r)
    x, y = _two(c)
    sport = r.choice(SPORTS)
    team, team2 = r.sample(TEAMS, 2)
    day, day2 = _two_whens(r)
    time, time2 = _two_clocks(r, 10, 20)
    place = r.choice(WATCH)
    told = place.replace("at my place", f"at {x}'s place")
    c.hello()
    outcome = r.randrange(6)
    if outcome < 3:
        c.say(x, f"the {team} play the {team2} {day}!", f"{day} it's the {team} against the {team2}",
              f"do you want to watch the {team} against the {team2} {day}?",
              f"big {sport} game {day}: {team} against {team2}!")
        c.say(y, "yes! where do we watch it?", "of course, I want to see it. where?", f"sure, I love {sport}. where?")
        c.say(x, f"{place}? it starts at {time}", f"let's watch it {place} at {time}", f"{place}, kick-off is at {time}"
              if sport == "football" else f"{place}, it begins at {time}")
        if outcome == 0:
            snack = r.choice(PARTY_FOOD)
            c.say(y, f"ok, I'll bring {snack}", f"great, then I bring {snack}", f"deal! {snack} from me")
            c.aside(0.5)
            c.say(x, f"the {team} will win, you'll see", f"I bet on the {team2}", f"go {team}!", "good, I'm so excited")
            c.bye()
            return _finish(c, f"{x} and {y} will watch the {team} against the {team2} {told} {day}.",
                           f"{y} will bring {snack} when {x} and {y} watch the game {day}.",
                           f"{x} and {y} will watch the game {told} {day} at {time}, and {y} will bring {snack}.",
                           f"{y} will watch the {team} with {x} {told} {day} at {time}.")
        if outcome == 1:
            c.aside(0.4)
            _oops(c, x, time, time2)
            c.say(y, *OKS)
            c.bye()
            return _finish(c, f"{x} and {y} will watch the {team} against the {team2} {day} at {time2}.",
                           f"{y} will watch the {team} with {x} {told} {day} at {time2}.",
                           f"{x} and {y} will meet {day} at {time2} to watch the {team}.",
                           f"{x} and {y} will watch the game {told} at {time2} {day}.")
        said, pred = _excuse(r)
        c.say(y, f"oh, {time} is bad, {said}", f"at {time}? then I can't, {said}", f"hmm, {said} at {time}, so no")
        c.say(x, f"ok, {c.third} and I will tell you the score", f"then I'll watch it with {c.third}",
              f"pity, only {c.third} and me then")
        c.say(y, f"thanks, and say hi to {c.third}", "yes please, have fun", "ok, enjoy the game")
        c.bye()
        return _finish(c, f"{y} {pred}, so {x} will watch the {team} with {c.third} {day}.",
                       f"{x} and {c.third} will watch the {team} against the {team2} {day} without {y}.",
                       f"{y} can't watch the game {day} at {time}, because {y} {pred}.",
                       f"{x} will watch the game {told} with {c.third}, as {y} {pred}.")
    c.say(x, f"do you want to play {sport} {day}?", f"we need one more person for {sport} {day}",
          f"{sport} {day} at {time}, are you in?", f"are you up for {sport} {day}?")
    if outcome == 3:
        c.say(y, "yes, I need to move more! when?", f"sure, I haven't played {sport} for ages. when?",
              "why not! what time?")
        c.say(x, f"at {time}", f"{time}, in the sports hall", f"we start at {time}", f"let's say {time}")
        if r.random() < 0.5:
            c.say(y, f"can we do {day2}? my {r.choice(('back', 'knee', 'foot', 'arm', 'shoulder'))} still hurts",
                  f"is {day2} ok too? then I'm fit again", f"{day2} would be better for me")
            c.say(x, *OKS)
            c.aside(0.4)
            c.bye()
            return _finish(c, f"{x} and {y} will play {sport} {day2} at {time}.",
                           f"{y} prefers {day2[3:]}, so {x} and {y} will play {sport} {day2}.",
                           f"{x} and {y} will play {sport} together {day2} instead of {day}.",
                           f"{y} will play {sport} with {x} {day2} at {time}.")
        c.say(y, f"ok, can {c.third} play too?", f"good, I'll ask {c.third} as well",
              f"{c.third} will come with me, ok?")
        c.say(x, "yes, that's great", "of course", f"cool, {c.third} is really good", "sure, then we are enough")
        c.aside(0.5)
        c.bye()
        return _finish(c, f"{x} and {y} will play {sport} {day} at {time}.",
                       f"{y} will play {sport} with {x} {day} and bring {c.third}.",
                       f"{x}, {y} and {c.third} want to play {sport} {day} at {time}.",
                       f"{x} invites {y} to play {sport} {day} at {time}, and {y} agrees.")
    if outcome == 4:
        said, pred = _excuse(r)
        _refuse(c, y, said)
        c.say(x, f"oh no, who can play then? we start at {time}", f"hmm, do you know anyone else? it's at {time}",
              f"who else could come at {time}?")
        c.say(y, f"ask {c.third}", f"{c.third} plays well", f"maybe {c.third}, they like {sport}")
        c.say(x, f"good idea, I'll write to {c.third}", f"right, {c.third} it is", f"thanks, I'll call {c.third} now")
        c.bye()
        return _finish(c, f"{y} {pred} and can't play {sport} {day}, so {x} will ask {c.third}.",
                       f"{x} will ask {c.third} to play {sport} {day}, because {y} {pred}.",
                       f"{y} can't play {sport} with {x} {day} and suggests {c.third}.",
                       f"{x} needs a player for {sport} {day} at {time} and will ask {c.third}.")
    c.say(y, "who is coming?", "maybe, who else is there?", "hm, how many are we?")
    c.say(x, f"{c.third} and {c.other}", f"so far {c.third}, {c.other} and me", f"{c.third} said yes, {c.other} too")
    c.say(y, *UNSURE)
    c.say(x, f"please tell me before {day2[3:]}", f"ok, but I need to know {day2}", f"fine, just tell me {day2}")
    c.bye()
    return _finish(c, f"{y} isn't sure about playing {sport} with {x} {day}.",
                   f"{x}, {c.third} and {c.other} will play {sport} {day}, but {y} isn't sure yet.",
                   f"{x} asks {y} to play {sport} {day}, but {y} can't say yet.",
                   f"{y} doesn't know yet about playing {sport} {day} with {x}, {c.third} and {c.other}.")


def weekend_plans(r: random.Random) -> tuple[str, str]:
    """Friends talk about what to do at the weekend."""
    c = Chat(r)
    x, y = _two(c)
    plan, plan2 = r.sample(OUTINGS, 2)
    day = r.choice(("on Saturday", "on Sunday", "this weekend", "on Saturday", "on Sunday", "next weekend"))
    if "weekend" in day:
        day2 = r.choice(("on Saturday", "on Sunday"))
    else:
        day2 = "on Sunday" if day == "on Saturday" else "on Saturday"
    time = w.clock(r, 9, 16)
    c.hello()
    c.say(x, f"any plans {day}?", f"what are you doing {day}?", f"are you free {day}?", f"what's your plan {day}?")
    outcome = r.randrange(6)
    if outcome == 0:
        c.say(y, "nothing yet, why?", "no plans so far, you?", "I'm free, any ideas?")
        c.say(x, f"let's {plan}!", f"do you want to {plan} with me?", f"we could {plan}",
              f"I want to {plan}, come with me?")
        c.say(y, f"great, at {time}?", f"yes! shall we meet at {time}?", f"I'm in, let's start at {time}")
        c.aside(0.5)
        c.say(x, "ok, I'll pick you up", "perfect, see you then", "good, I'll bring some snacks", "yes, I'll be ready")
        c.bye()
        return _finish(c, f"{x} and {y} will {plan} {day} at {time}.",
                       f"{x} and {y} are going to {plan} together {day}.",
                       f"{y} is free {day} and will {plan} with {x}.",
                       f"{x} invites {y} to {plan} {day}, and they will meet at {time}.")
    if outcome == 1:
        said, pred = _excuse(r)
        c.say(y, f"{said}, why?", f"sadly {said}, and you?", f"{said} :(", f"not much fun, {said}")
        c.say(x, f"oh, I wanted to {plan} with you", f"pity, I'm going to {plan}", f"I thought we could {plan}")
        c.say(y, f"sounds fun, but not {day}", "next time, I promise", f"I'd love to, but not {day}")
        c.say(x, f"ok, then I'll ask {c.third}", f"alright, {c.third} is free, I think",
              f"fine, I'll go with {c.third}")
        c.bye()
        return _finish(c, f"{y} {pred} {day} and can't {plan} with {x}.",
                       f"{x} wants to {plan} {day}, but {y} {pred}.",
                       f"{x} wanted to {plan} with {y} {day}, but will ask {c.third} now.",
                       f"{y} can't {plan} with {x} {day}, because {y} {pred}.")
    if outcome == 2:
        c.say(y, f"{c.third} and I will {plan}", f"I'm going to {plan} with {c.third}",
              f"I want to {plan}, {c.third} is coming too")
        c.say(x, "oh nice, can I come along?", "cool! is there room for one more?", "may I join you?")
        c.say(y, f"sure, we meet at {time}", f"of course, be here at {time}", f"yes! we start at {time}")
        c.aside(0.4)
        c.say(x, *OKS)
        c.bye()
        return _finish(c, f"{x} will join {y} and {c.third} {day} at {time} to {plan}.",
                       f"{y} and {c.third} will {plan} {day}, and {x} will come along.",
                       f"{x}, {y} and {c.third} will {plan} together {day}.",
                       f"{x}, {y} and {c.third} are going to {plan} {day} at {time}.")
    if outcome == 3:
        c.say(y, "nothing special, you?", "I don't know yet, and you?", "still free, why?")
        c.say(x, f"I want to {plan}, are you in?", f"shall we {plan} at {time}?", f"let's {plan} at {time}")
        c.say(y, "yes, great", "oh yes, I like that", "count me in")
        _oops(c, x, day, day2)
        c.say(y, "no problem, that's fine too", f"ok, {day2} then", f"{day2} is even better")
        c.bye()
        return _finish(c, f"{x} and {y} will {plan} together {day2}.",
                       f"{x} and {y} are going to {plan} {day2}.",
                       f"{y} agrees to {plan} with {x} {day2}.",
                       f"{x} wants to {plan} {day2}, and {y} will come along.")
    if outcome == 4:
        c.say(y, f"I'd like to {plan}", f"maybe {plan}, you too?", f"I want to {plan}, do you want to come?")
        c.say(x, "hmm, it's going to rain", "in this weather? no", "oh, I did that last week", "not again please")
        c.say(x, f"can we {plan2} instead?", f"I'd rather {plan2}", f"let's {plan2}, that's more fun")
        c.say(y, "ok, you win", "good idea, let's do that", "alright, that's better", "fine, I like that too")
        c.say(x, f"see you {day} at {time} then", f"great, {time} at my place", f"cool, {time}?")
        c.bye()
        return _finish(c, f"{x} and {y} will {plan2} {day} at {time}.",
                       f"{y} wants to {plan}, but {x} and {y} will {plan2} {day}.",
                       f"{x} would rather {plan2}, and {y} agrees.",
                       f"{x} and {y} are going to {plan2} {day}, not {plan}.")
    c.say(y, f"I can't decide: {plan} or {plan2}", f"either {plan} or {plan2}", f"I want to {plan} or maybe {plan2}")
    c.say(x, f"I would {plan}", f"hm, {plan2} sounds better", "both sound nice", "why not both?")
    c.say(y, f"it depends on {c.third} and the weather", f"first I have to ask {c.third}",
          f"{c.third} will tell me {day2}")
    c.say(x, *LATER)
    c.bye()
    return _finish(c, f"{y} isn't sure whether to {plan} or {plan2} {day}.",
                   f"{y} can't decide between two plans: {plan} or {plan2}.",
                   f"{y} wants to {plan} or {plan2} {day} but hasn't decided yet.",
                   f"{y} doesn't know yet whether to {plan} or {plan2} {day}, and {x} will wait.")


def cook_dinner(r: random.Random) -> tuple[str, str]:
    """Friends decide who cooks what for dinner."""
    c = Chat(r)
    x, y = _two(c)
    dish, dish2 = r.sample(DISHES, 2)
    sweet, sweet2 = r.sample(SWEETS, 2)
    drink = r.choice(DRINKS)
    day = _when(r)
    time = w.clock(r, 18, 20)
    guests = r.choice(w.NUMBER_WORDS[1:9])
    c.hello()
    c.say(x, f"who cooks what for our dinner {day}?", f"we are {guests} people for dinner {day}, who makes what?",
          f"shall we cook together {day}?", f"what are we going to cook {day}?")
    outcome = r.randrange(6)
    if outcome == 0:
        c.say(y, f"I can make {dish}", f"I'd like to cook {dish}", f"{dish} from me, if you like", f"let me do {dish}")
        c.say(x, f"yum! then I'll make {sweet} for dessert", f"great, and I make {sweet}",
              f"good, {sweet} is my job then")
        c.aside(0.5)
        c.say(y, f"and {c.third} can bring {drink}", f"{c.third} wants to bring {drink}",
              f"{c.third} has {drink} for us")
        c.say(x, f"perfect, dinner at {time} then", f"great, let's start at {time}", f"we eat at {time}, ok?")
        c.bye()
        return _finish(c, f"{y} will make {dish} and {x} will make {sweet} for dinner {day}.",
                       f"{x}, {y} and {c.third} plan dinner {day}, and {y} will cook {dish}.",
                       f"For dinner {day}, {y} will cook {dish}, {x} {sweet}, and {c.third} will bring {drink}.",
                       f"{x} will make {sweet}, {y} {dish}, and {c.third} will bring {drink} {day}.")
    if outcome == 1:
        c.say(y, f"{dish}? I can do that", f"I'll make {dish}", f"I could cook {dish}")
        c.say(x, f"{c.third} doesn't eat that", f"hmm, {c.third} hates {dish}", f"{c.third} is allergic to that, sorry")
        c.say(y, f"ok, then {dish2}", f"oh, right, {dish2} then?", f"then I'll make {dish2} instead")
        c.say(x, f"better! I'll make {sweet}", f"yes, and {sweet} from me", f"great, I'll do {sweet}")
        c.aside(0.3)
        c.bye()
        return _finish(c, f"{y} will cook {dish2} instead of {dish} {day} because of {c.third}.",
                       f"{y} will make {dish2} and {x} will make {sweet} {day}.",
                       f"{c.third} won't eat {dish}, so {y} will cook {dish2} {day}.",
                       f"For dinner {day}, {y} will make {dish2} and {x} {sweet}.")
    if outcome == 2:
        said, pred = _excuse(r)
        c.say(y, f"you cook, I can't, {said}", f"sorry, no cooking for me, {said}",
              f"oh, {said}, I have no time to cook")
        c.say(x, f"then I'll make {dish}", f"no problem, I'll cook {dish}", f"fine, {dish} for everyone then")
        c.say(y, f"thanks! I'll buy {sweet}", f"I can at least bring {sweet}", f"you're the best, I'll get {sweet}")
        c.aside(0.4)
        c.say(x, f"ok, be here at {time}", f"good, we eat at {time}", f"deal, at {time}")
        c.bye()
        return _finish(c, f"{x} will cook {dish} {day}, because {y} {pred}.",
                       f"{y} can't cook {day}, so {x} will make {dish} and {y} will get {sweet}.",
                       f"{x} will make {dish} for dinner {day} at {time}, and {y} will bring {sweet}.",
                       f"{y} {pred}, so {x} will cook {dish} {day}.")
    if outcome == 3:
        c.say(y, f"I'll take the dessert, {sweet}", f"I could make {sweet}", f"{sweet} for dessert, I'll do it")
        c.say(x, f"ok, I'll cook {dish} then", f"and I'll cook {dish}", f"fine, then {dish} is my part")
        _oops(c, y, sweet, sweet2)
        c.say(x, f"haha ok, {sweet2} is fine too", f"I like {sweet2} even more", "no problem, all good")
        c.aside(0.4)
        c.say(x, f"dinner is at {time}", f"let's eat at {time}", f"come at {time}")
        c.bye(0.4)
        return _finish(c, f"{x} will cook {dish} and {y} will make {sweet2} {day}.",
                       f"{y} will make {sweet2} for dessert, and {x} will cook {dish} {day}.",
                       f"For dinner {day} at {time}, {x} will cook {dish} and {y} will make {sweet2}.",
                       f"{y} will make {sweet2} for the dinner {day} at {time}.")
    if outcome == 4:
        c.say(y, f"I burned the {dish} last time haha", "you know I can't cook", "please not me, I only burn things")
        c.say(x, f"ok, let's ask {c.third}", f"{c.third} cooks well", f"what about {c.third}?")
        c.say(y, f"yes! {c.third} makes great {dish2}", f"good idea, {c.third} could make {dish2}",
              f"{c.third} said they'd love to make {dish2}")
        c.say(x, f"fine, and we bring {drink} and {sweet}", f"great, then we only buy {drink} and {sweet}",
              f"ok, and you and me get {drink} and {sweet}")
        c.say(y, *OKS)
        c.bye()
        return _finish(c, f"{c.third} should make {dish2} {day}, and {x} and {y} will get {drink} and {sweet}.",
                       f"{x} and {y} won't cook {day} and want {c.third} to make {dish2}.",
                       f"{y} doesn't want to cook {day}, so {c.third} should make {dish2}.",
                       f"{x} and {y} want {c.third} to cook {dish2} and will get {drink} and {sweet}.")
    c.say(y, f"{dish}?", f"maybe {dish}?", f"I feel like {dish}")
    c.say(x, f"hmm, I'd rather have {dish2}", f"{dish2} is less work", f"we had that last time. {dish2}?")
    c.say(y, "I don't have a pot for that", "hm, I'm not sure", "no, I don't like that so much")
    c.say(x, f"ok, let's see what we find at the market {day}", "alright, we decide at the shop",
          "fine, let's look in the shop first")
    c.say(y, f"yes, and I'll make {sweet} anyway", f"ok, but {sweet} for dessert, I'll make it!",
          f"good, I'll make {sweet} for sure")
    c.bye(0.4)
    return _finish(c, f"{x} and {y} can't decide between {dish} and {dish2} {day}.",
                   f"{y} wants {dish} and {x} {dish2}, so they will decide later.",
                   f"{x} and {y} haven't decided what to cook {day}, but {y} will make {sweet}.",
                   f"{y} will make {sweet}, but {x} and {y} will choose between {dish} and {dish2} later.")


def lunch_order(r: random.Random) -> tuple[str, str]:
    """A friend collects lunch orders."""
    c = Chat(r)
    x, y = _two(c)
    place, place2 = r.sample(EATERIES, 2)
    food, food2, food3 = r.sample(LUNCHES, 3)
    price = w.price(r, 6, 19)
    time = w.clock(r, 11, 13)
    drink = r.choice(DRINKS)
    c.hello()
    c.say(x, f"I'm at {place}, do you want something for lunch?",
          f"I'm going to {place} at {time}, what can I get you?",
          f"ordering lunch from {place} now, what do you want?", f"lunch from {place} today? I'll order")
    outcome = r.randrange(6)
    if outcome == 0:
        c.say(y, f"yes please, {food}", f"oh great, {food} for me", f"I'd like {food}", f"{food}, thanks!")
        c.say(x, f"ok, and {c.third}?", f"what does {c.third} want?", f"good. {c.third} is with you, right?")
        c.say(y, f"{c.third} wants {food2}", f"{food2} for {c.third}", f"{c.third} says {food2}, please")
        c.aside(0.4)
        c.say(x, f"alright, that's {price} each", f"I'll be there at {time}", f"fine, I'll bring it at {time}")
        c.bye()
        return _finish(c, f"{x} will get {food} for {y} and {food2} for {c.third}.",
                       f"{x} is getting lunch from {place}: {y} wants {food} and {c.third} wants {food2}.",
                       f"{y} wants {food} from {place}, and {c.third} wants {food2}.",
                       f"{x} will bring {y} {food} and {c.third} {food2} from {place}.")
    if outcome == 1:
        c.say(y, f"{food} please", f"yes, {food}!", f"I'll have {food}", f"oh nice, {food} for me")
        c.say(x, f"and to drink? {drink}?", f"ok! with {drink}?", f"sure, {drink} too?")
        _oops(c, y, food, food2)
        c.say(x, f"haha ok, {food2} it is", "no problem, I'll change it", f"ok, {food2}, got it")
        c.say(y, f"and {drink}, yes please", f"great, and {drink} too", f"thanks! with {drink}")
        c.bye()
        return _finish(c, f"{x} will get {food2} and {drink} for {y} from {place}.",
                       f"{y} wants {food2} and {drink} for lunch from {place}.",
                       f"{x} is ordering {food2} and {drink} for {y} at {place}.",
                       f"{y} asks {x} for {food2} and {drink} from {place}.")
    if outcome == 2:
        c.say(y, f"not {place} again, please", f"hm, I didn't like {place} last time",
              f"{place} is too expensive for me")
        c.say(x, "ok, where then?", "what do you prefer?", "then tell me something better")
        c.say(y, f"{place2}, they have {food}", f"can you go to {place2}? I'd like {food}",
              f"{place2}! I want {food} for {price}")
        c.say(x, f"fine, I'll take {food3} then", f"good, {food3} for me there", f"deal, I'll have {food3}")
        c.aside(0.3)
        c.bye()
        return _finish(c, f"{y} doesn't want lunch from {place}, so {x} will order from {place2}.",
                       f"{x} and {y} choose {place2}: {food} for {y} and {food3} for {x}.",
                       f"{x} will get {food} for {y} and {food3} from {place2}.",
                       f"{y} wants {food} from {place2}, and {x} will have {food3}.")
    if outcome == 3:
        why, told = r.choice((("I brought my lunch from home", "brought lunch from home"), ("I just ate", "just ate"),
                              ("I had a late breakfast", "had a late breakfast"),
                              ("I have a stomach ache", "has a stomach ache"),
                              ("I'm saving money", "is saving money"),
                              ("I'm out of the office", "is out of the office"),
                              ("I'm on a diet", "is on a diet"), ("I have the day off", "has the day off"),
                              ("I'm meeting my mother for lunch", "is meeting family for lunch"),
                              ("I have leftovers from yesterday", "has leftovers from yesterday")))
        c.say(y, f"no thanks, {why}", f"nothing for me, {why}", f"not today, {why}", f"thanks, but {why}")
        c.say(y, f"but {c.third} wants {food}", f"{c.third} is hungry though, {food} please",
              f"{c.third} would like {food}")
        c.say(x, f"ok, {food} for {c.third}, that's {price}", f"fine, {c.third} can give me {price} later",
              f"alright, I need {price} from {c.third}")
        c.aside(0.4)
        c.say(y, f"I'll tell {c.third}", f"{c.third} says thanks", "ok, I'll pass it on")
        c.bye()
        return _finish(c, f"{y} {told} and needs no lunch, but {c.third} wants {food}.",
                       f"{x} will get {food} for {c.third}, but nothing for {y}.",
                       f"{y} doesn't want lunch from {place}, but {c.third} wants {food} for {price}.",
                       f"{x} will bring {c.third} {food}, while {y} {told}.")
    if outcome == 4:
        c.say(y, f"do they have {food}?", f"is there {food}?" if food.startswith(("a ",
                                                                                  "an ")) else f"do they sell {food}?",
              f"{food}, if they have it")
        c.say(x, f"no, sold out. {food2} is left", f"sadly not, but {food2} for {price}", f"not today, only {food2}")
        c.say(y, f"ok, I'll take {food2} then", f"fine, {food2} please", f"alright, then {food2}")
        c.aside(0.5)
        c.say(x, f"good, I'll be back at {time}", f"got it, see you at {time}", f"ok, lunch at {time}")
        c.bye()
        return _finish(c, f"{place[0].upper()}{place[1:]} doesn't have {food}, so {x} will get {food2} for {y}.",
                       f"{y} wanted {food}, but will have {food2} from {place}.",
                       f"{x} will bring {y} {food2} from {place} at {time}.",
                       f"{y} takes {food2} instead of {food}, and {x} will be back at {time}.")
    c.say(y, f"hmm, {food} or {food2}, I can't decide", f"maybe {food}, or {food2}?", f"{food}? or {food2}? difficult!")
    c.say(x, f"{c.third} takes {food3}, if that helps", f"{food3} is good too, {c.third} says",
          f"{c.third} wants {food3}")
    c.say(y, "ok, surprise me", "you choose for me", "you decide, I eat both")
    c.say(x, f"haha ok, I'll pick one. {time}?", f"fine, but don't complain! see you at {time}",
          f"alright, be hungry at {time}")
    c.bye()
    return _finish(c, f"{y} can't decide between {food} and {food2}, so {x} will choose.",
                   f"{x} will choose lunch for {y} at {place} and get {food3} for {c.third}.",
                   f"{x} will choose lunch for {y} from {place}: {food} or {food2}.",
                   f"{c.third} wants {food3} from {place}, and {y} lets {x} choose.")


def birthday_gift(r: random.Random) -> tuple[str, str]:
    """Friends buy a birthday gift together for a third friend."""
    c = Chat(r)
    x, y = _two(c)
    star, helper = c.third, c.other
    gift, gift2 = r.sample(GIFTS, 2)
    price = w.price(r, 20, 95)
    share = w.price(r, 5, 19)
    day = _when(r)
    fault = r.choice(GIFT_FAULTS)
    c.hello()
    c.say(x, f"it's {star}'s birthday {day}, do you have a gift?",
          f"{star} has a birthday {day}. shall we buy something together?",
          f"what can we give {star} {day} for the birthday?", f"we need a birthday gift for {star}, the party is {day}")
    outcome = r.randrange(6)
    if outcome == 0:
        c.say(y, f"not yet, what about {gift}?", f"I saw {gift} for {price}", f"maybe {gift}?",
              f"{star} would like {gift}")
        c.say(x, f"great idea! {share} from each of us?", f"love it! I pay {share} and you the rest?",
              f"yes, I can give {share}")
        c.say(y, "ok, I'll buy it tomorrow", "fine, I'll order it online", "good, I'll get it after work")
        c.aside(0.5)
        c.say(x, "thanks, I'll wrap it", "great, I'll write the card", "super, I'll buy a nice card")
        c.bye()
        return _finish(c, f"{x} and {y} will give {star} {gift} for the birthday {day}.",
                       f"{y} will buy {gift} for {star}, and {x} will pay {share}.",
                       f"{y} will get {gift} as a birthday gift for {star} from {x} and {y}.",
                       f"{x} likes the idea of {gift} for {star}, and {y} will buy it.")
    if outcome == 1:
        c.say(y, f"how about {gift}?", f"I thought of {gift}", f"{gift} maybe, for {price}?")
        c.say(x, f"no, {star} {fault}", f"hmm, {star} {fault}", f"I don't think so, {star} {fault}")
        c.say(y, f"oh. {gift2} then?", f"ok, {gift2}?", f"then let's get {gift2}")
        c.say(x, f"yes, that's better, I pay {share}", "good, let's take that", "perfect, much better!",
              f"yes! {helper} will pay {share} too")
        c.aside(0.5)
        c.bye()
        return _finish(c, f"{x} and {y} will give {star} {gift2} instead of {gift}.",
                       f"{x} and {y} choose {gift2} for {star}, whose birthday is {day}.",
                       f"{star} {fault}, so {x} and {y} will buy {gift2}.",
                       f"{y} suggests {gift2} for {star} {day}, and {x} agrees.")
    if outcome == 2:
        c.say(y, f"{helper} wants to buy {gift}", f"{helper} has an idea: {gift}", f"{helper} wrote me about {gift}")
        c.say(x, "oh nice, can we join?", "great, how much is it?", "cool, let's pay together")
        c.say(y, f"yes, {share} from each of us", f"sure, it's {share} for everyone",
              f"you have to give {helper} {share}")
        c.say(x, f"ok, I'll send the {share} today", f"fine, {share} is ok", f"{share}? no problem")
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{helper} will buy {gift} for {star}, and {x} will pay {share}.",
                       f"{x}, {y} and {helper} will give {star} {gift} for the birthday {day}.",
                       f"{x} will give {share} for {gift}, a birthday gift for {star}.",
                       f"{helper} wants to give {star} {gift}, and {x} and {y} will join.")
    if outcome == 3:
        c.say(y, f"sorry, I already have {gift}", f"I already bought {gift} alone",
              f"oh, I have {gift} from last week already")
        c.say(x, "oh, I wanted to buy something together", "pity! so I need something on my own",
              "hmm, then what do I do?")
        c.say(y, f"take {gift2}, it's about {price}", f"what about {gift2} from you?", f"{star} also wants {gift2}")
        c.say(x, f"ok, I'll buy {gift2}", f"good tip, {gift2} it is", f"thanks, I'll look for {gift2}")
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{y} already has {gift} for {star}, so {x} will get {gift2}.",
                       f"{x} will give {star} {gift2}, because {y} already has {gift}.",
                       f"{x} and {y} won't buy a gift together, and {x} will get {gift2} for {star}.",
                       f"{star} will get {gift} from {y} and {gift2} from {x} {day}.")
    if outcome == 4:
        day2 = f"on {r.choice([d for d in w.WEEKDAYS if d not in day])}"
        c.say(y, f"yes, let's buy {gift}", f"I'd give {gift}", f"sure, {gift} for {price}?")
        c.say(x, "great, can you get it?", "good, who buys it?", "ok! will you go to the shop?")
        c.say(y, f"I'll do it before {day.removeprefix('on ')}", f"yes, it's {price}", "sure, I'm in town anyway")
        _oops(c, x, f"{day}", f"the birthday is {day2}")
        c.say(y, "good that you tell me haha", f"ok, {day2}, I'll write it down", "no problem, I'll still buy it")
        c.bye()
        return _finish(c, f"{y} will buy {gift} for {star}, whose birthday is {day2}.",
                       f"{x} and {y} will give {star} {gift} for the birthday {day2}.",
                       f"{star} has a birthday {day2}, and {y} will buy {gift}.",
                       f"{y} will get {gift} from {x} and {y} for {star} {day2}.")
    c.say(y, f"{gift} or {gift2}?", f"I found {gift} and {gift2}", f"maybe {gift}, or {gift2}?")
    c.say(x, f"{gift} is nice but costs {price}", f"hmm, {gift} costs {price}, I'm not sure",
          f"isn't {gift} too much for {price}?")
    c.say(y, f"let's ask {helper}", f"{helper} knows best, I'd ask first", f"I'll ask {helper} what {star} wants")
    c.say(x, *LATER)
    c.bye()
    return _finish(c, f"{x} and {y} can't decide between {gift} and {gift2} for {star}.",
                   f"{y} wants to ask {helper} about a birthday gift for {star}.",
                   f"{x} and {y} haven't chosen a gift for {star} yet and will ask {helper}.",
                   f"{helper} should help {x} and {y} choose {gift} or {gift2} for {star}.")


def party_food(r: random.Random) -> tuple[str, str]:
    """Friends agree on who brings which food to a party."""
    c = Chat(r)
    x, y = _two(c)
    host = c.third
    party = r.choice(PARTIES)
    food, food2, food3 = r.sample(PARTY_FOOD, 3)
    sweet = r.choice(SWEETS)
    drink = r.choice(DRINKS)
    day, day2 = _two_whens(r)
    n = r.choice(w.NUMBER_WORDS)
    c.hello()
    c.say(x, f"what are you bringing to {host}'s {party} {day}?", f"{host}'s {party} is {day}, what shall we bring?",
          f"{host} asked us to bring food to the {party} {day}",
          f"are you bringing something to the {party} at {host}'s {day}?")
    outcome = r.randrange(6)
    if outcome == 0:
        c.say(y, f"I'll make {food}", f"{food}, I think", f"I wanted to bring {food}",
              f"probably {food} and {n} plates")
        c.say(x, f"good, then I bring {drink}", f"ok, I'll take {drink} and {n} cups", f"cool, {drink} from me")
        c.aside(0.6)
        c.say(y, f"and {c.other} makes {sweet}", f"{c.other} will bring {sweet}", f"great, {c.other} is baking {sweet}")
        c.say(x, "then nobody will be hungry", "wow, enough for everyone", "yum, I'm hungry already")
        c.bye()
        return _finish(c, f"{y} will bring {food} and {x} will bring {drink} to {host}'s {party} {day}.",
                       f"{x} will bring {drink} to the {party} {day}, {y} {food} and {c.other} {sweet}.",
                       f"For {host}'s {party}, {y} will bring {food}, {x} {drink}, and {c.other} {sweet}.",
                       f"{x}, {y} and {c.other} will bring food and drinks to {host}'s {party} {day}.")
    if outcome == 1:
        c.say(y, f"{food}!", f"I'm making {food}", f"{food} as always", f"I'd say {food}")
        c.say(x, "oh no, me too", f"haha, {c.other} brings that too", f"but {host} has {food} already")
        c.say(y, f"ok, then I'll do {food2}", f"hmm, {food2} instead?", f"no problem, I'll change to {food2}")
        c.say(x, f"great, and I'll get {drink}", f"good, {drink} from me then",
              f"yes please, {food2} is better. I'll bring {drink}")
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{y} will bring {food2} instead of {food} to {host}'s {party}.",
                       f"{y} will bring {food2} and {x} {drink} to the {party} {day}.",
                       f"{x} will bring {drink} and {y} {food2} to {host}'s {party} {day}.",
                       f"{y} wanted to bring {food}, but will bring {food2} to the {party} {day}.")
    if outcome == 2:
        said, pred = _excuse(r)
        c.say(y, f"I can't come {day}, {said}", f"sorry, I won't be there, {said}",
              f"nothing, {said}, so I'm not coming")
        c.say(x, f"oh no! you wanted to bring {food}", f"but {food} was your job!", f"and who brings {food} now?")
        c.say(y, f"{c.other} can take {food}", f"I asked {c.other} to bring {food}",
              f"{c.other} will bring {food} for me")
        c.say(x, f"ok good, I'll bring {drink}", f"nice of {c.other}! I have {drink}", f"fine, and I take {drink}")
        c.aside(0.3)
        c.bye()
        return _finish(c, f"{y} {pred} and won't come to {host}'s {party}, so {c.other} will bring {food}.",
                       f"{c.other} will bring {food} to the {party} {day}, because {y} {pred}.",
                       f"{y} can't come to {host}'s {party} {day}, because {y} {pred}.",
                       f"{x} will bring {drink} and {c.other} {food} to the {party}, but {y} won't come.")
    if outcome == 3:
        c.say(y, f"I have {food} for {n} people", f"{food}, enough for {n} people", f"I'm making {food} for {n}")
        c.say(x, f"great, I'll bring {food2} and {drink}", f"nice! {food2} and {drink} from me",
              f"and I make {food2}, plus {drink}")
        _oops(c, x, day, f"the party is {day2}")
        c.say(y, "oh, good that you say that", f"{day2}? ok, no problem", "puh, then I have more time",
              f"fine, {day2} is ok")
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{y} will bring {food} to {host}'s {party}, which is {day2}.",
                       f"{x} will bring {food2} and {drink} to {host}'s {party} {day2}.",
                       f"{y} will bring {food} and {x} {food2} to the {party} {day2}.",
                       f"{host}'s {party} is {day2}, and {x} will bring {food2} and {drink}.")
    if outcome == 4:
        c.say(y, "I can't cook, you know that", "nothing yet, I have no time to cook", "no idea, my kitchen is broken")
        c.say(x, f"then just buy {drink}", f"you could buy {drink} and {food3}",
              f"no problem, get {drink} from the shop")
        c.say(y, f"ok, {n} bottles of {drink}?", f"good, I'll buy {n} bottles of {drink}",
              f"fine, {n} bottles of {drink} from me")
        c.say(x, f"yes, and I'll make {food}", f"perfect. I'm making {food}", f"great, {food} is my part")
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{y} will bring {n} bottles of {drink} and {x} will make {food} for {host}'s {party}.",
                       f"{y} doesn't cook, so {y} will buy {n} bottles of {drink} for the {party} {day}.",
                       f"{x} will make {food} for {host}'s {party} {day}, and {y} will buy {drink}.",
                       f"{y} will buy {drink} and {x} will make {food} for the {party} {day}.")
    c.say(y, f"{food} or {food2}, what's better?", f"I'm not sure, {food} or {food2}?", f"maybe {food}, maybe {food2}")
    c.say(x, f"ask {host}, I don't know", f"hmm, {host} would know", f"both good! what does {host} say?")
    c.say(y, f"{host} doesn't answer", f"I wrote to {host} but got no answer", f"{host} is at work until late")
    c.say(x, f"ok, decide tomorrow. I bring {sweet}", f"then wait a bit. {sweet} is my part anyway",
          f"no stress, I have {sweet} for all")
    c.bye()
    return _finish(c, f"{y} isn't sure whether to bring {food} or {food2} to {host}'s {party}.",
                   f"{x} will bring {sweet} to the {party} {day}, but {y} hasn't decided yet.",
                   f"{y} can't decide between {food} and {food2} for the {party} {day}.",
                   f"{x} will bring {sweet} to {host}'s {party}, and {y} {food} or {food2}.")


def give_lift(r: random.Random) -> tuple[str, str]:
    """A friend asks another for a lift."""
    c = Chat(r)
    x, y = _two(c)
    spot = r.choice(SPOTS)
    day, day2 = _two_whens(r)
    if r.random() < 0.2:
        day = "tomorrow"
    time, time2 = _two_clocks(r, 7, 20)
    why, told = r.choice(CAR_TROUBLE)
    bag = r.choice(LUGGAGE)
    home = w.street(r)
    c.hello()
    c.say(x, f"can you give me a lift to {spot} {day}?", f"could you drive me to {spot} {day}, please?",
          f"I need a lift to {spot} {day}", f"are you driving to {spot} {day}? can you take me?")
    outcome = r.randrange(6)
    if outcome == 0:
        c.say(y, "sure, what time?", "yes, when do you have to be there?", "of course, when?")
        c.say(x, f"at {time}, {why}", f"{why}, so at {time} please", f"I have to be there at {time}, and {why}")
        c.say(y, f"ok, I'll pick you up in {home}", f"fine, wait for me in {home}", f"good, I'll come to {home}")
        c.aside(0.4)
        c.say(x, f"thanks! I have {bag} with me", f"great, is there space for {bag}?", "thanks a lot, I owe you one")
        c.bye()
        return _finish(c, f"{y} will give {x} a lift to {spot} {day}.",
                       f"{y} will drive {x} to {spot} {day} at {time}.",
                       f"{y} will pick up {x} in {home} and drive to {spot} {day}.",
                       f"{x} needs a lift to {spot} {day} because of {told}, and {y} will help.")
    if outcome == 1:
        said, pred = _excuse(r)
        c.say(y, "hmm, at what time?", "when exactly?", "maybe, when do you need it?")
        c.say(x, f"at {time}, {why}", f"{time}. {why}, you know", f"I must be there at {time} and {why}")
        _refuse(c, y, said)
        c.say(y, f"but ask {c.third}", f"maybe {c.third} can drive you", f"{c.third} drives there every day, I think")
        c.say(x, f"ok, I'll call {c.third}", f"thanks, I'll ask {c.third}", f"good tip, I'll write to {c.third}")
        c.bye(0.4)
        return _finish(c, f"{y} {pred} and can't drive {x} to {spot} {day}.",
                       f"{y} can't give {x} a lift to {spot}, so {x} will ask {c.third}.",
                       f"{x} needs a lift to {spot} {day} and will ask {c.third}, because {y} {pred}.",
                       f"{x} will ask {c.third} for a lift to {spot} {day} at {time}.")
    if outcome == 2:
        c.say(y, "no problem, where shall I pick you up?", "yes, I'm free. from where?", "can do! where are you?")
        c.say(x, f"in {home} at {time}", f"{home}, {time}, if that's ok", f"at {time} in {home}")
        _oops(c, x, day, day2)
        c.say(y, f"{day2}? that works too", f"haha ok, {day2} then", f"lucky you, I'm free {day2} too")
        c.aside(0.4)
        c.say(x, f"thanks! I'll have {bag}", "you're the best", f"great, {bag} is coming too haha")
        c.bye(0.4)
        return _finish(c, f"{y} will drive {x} to {spot} {day2} at {time}.",
                       f"{y} will give {x} a lift to {spot} {day2}.",
                       f"{y} will pick up {x} in {home} {day2} at {time}.",
                       f"{x} needs a lift to {spot} {day2}, and {y} will drive.")
    if outcome == 3:
        c.say(y, f"I can, but only at {time2}", f"yes, but I leave at {time2}",
              f"ok, but {time2} is the only time I can")
        c.say(x, f"I wanted to go at {time}, but that's ok", f"hm, {time} would be better, but fine",
              f"ok, {time2} is fine")
        c.say(x, f"I'll have {bag}, is there space?", f"can I take {bag} too?", f"will {bag} fit in your car?")
        c.say(y, "sure, the car is empty", "yes, no problem", "it will fit, don't worry", "we'll find a way")
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{y} will give {x} a lift to {spot} {day} at {time2}.",
                       f"{y} can only leave at {time2}, so {x} will go to {spot} then.",
                       f"{y} will drive {x} to {spot} {day} at {time2}.",
                       f"{x} will go to {spot} with {y} {day} at {time2}.")
    if outcome == 4:
        c.say(y, f"my car is broken, but {c.third} is going there", f"I'm not, but {c.third} is",
              f"not me, but {c.third} is driving there {day}")
        c.say(x, f"can you ask {c.third} for me?", f"do you think {c.third} would take me and {bag}?",
              f"really? when does {c.third} leave?")
        c.say(y, f"{c.third} says yes, at {time}", f"just did. {c.third} will pick you up at {time}",
              f"yes, {c.third} can take you at {time}")
        c.aside(0.4)
        c.say(x, f"wow, thanks! I'll wait in {home}", "great, thank you both", f"cool, tell {c.third} I'm in {home}")
        c.bye()
        return _finish(c, f"{c.third} will give {x} a lift to {spot} {day} at {time}.",
                       f"{y} can't drive {x} to {spot}, but {c.third} will.",
                       f"{c.third} will take {x} to {spot} {day} at {time} instead of {y}.",
                       f"{x} asks {y} for a lift to {spot}, but {c.third} will drive {day}.")
    c.say(y, f"I don't know if I have the car {day}", "maybe, my brother may need the car",
          "not sure, I may have to work")
    c.say(x, f"I have to be there at {time}, {why}", f"it's at {time}, and {why}",
          f"ok. {why} and I need to be there at {time}")
    c.say(y, f"I'll tell you {day2}", f"I'll know more {day2}", f"can I tell you {day2}?")
    c.say(x, *LATER[1:])
    c.bye()
    return _finish(c, f"{y} isn't sure about driving {x} to {spot} {day} and will know more {day2}.",
                   f"{x} needs a lift to {spot} {day} at {time}, but {y} isn't sure yet.",
                   f"{y} will know more {day2} about a lift to {spot} for {x}.",
                   f"{y} can't say yet if {x} will get a lift to {spot} {day}.")


def running_late(r: random.Random) -> tuple[str, str]:
    """A friend is late, often because of a bus or train."""
    c = Chat(r)
    x, y = _two(c)
    thing = r.choice(DATES)
    minutes, minutes2 = (str(m) for m in r.sample(range(10, 65, 5), 2))
    line = str(r.randint(2, 89))
    why, told = r.choice(DELAYS)
    outcome = r.randrange(6)
    if outcome == 3 or r.random() < 0.35:
        why, told = r.choice(((f"bus {line} is late", f"is waiting for bus {line}"),
                              (f"bus {line} didn't come", f"is waiting for bus {line}"),
                              (f"tram {line} broke down", f"was on tram {line}"),
                              (f"I missed bus {line}", f"missed bus {line}"),
                              (f"tram {line} is stuck", f"is on tram {line}")))
    elif told == "the bus broke down":
        why, told = f"bus {line} broke down", f"was on bus {line}"
    place = r.choice(CAFES + EATERIES) if thing in ("dinner", "lunch", "breakfast",
                                                    "brunch") else r.choice(SPOTS[:12] + VENUES)
    hours = {"breakfast": (8, 10), "brunch": (10, 11), "lunch": (11, 13), "dinner": (18, 20)}.get(thing, (8, 20))
    time = w.clock(r, *hours)
    c.hello(0.5)
    c.say(y, f"where are you? I'm at {place}", f"I'm at {place}, are you coming?",
          f"{thing} starts at {time}, where are you?",
          f"hey, it's {time} and I'm alone at {place}")
    c.say(x, f"so sorry, {why}!", f"sorry, {why}", f"argh, {why}", f"I'm late, {why}", f"you won't believe it, {why}")
    if outcome == 0:
        c.say(y, "oh no, how long will it take?", "not again! when will you be here?", "ok, how late will you be?")
        c.say(x, f"about {minutes} minutes", f"I'll be {minutes} minutes late", f"{minutes} minutes, I think")
        c.aside(0.3)
        c.say(y, f"ok, I'll wait for you before {thing}", f"fine, I'll wait, but {thing} starts soon",
              "no stress, I'll wait")
        c.bye()
        return _finish(c, f"{x} {told} and will be {minutes} minutes late, so {y} will wait.",
                       f"{y} is waiting for {x}, who will be {minutes} minutes late.",
                       f"{x} will be {minutes} minutes late, because {x} {told}.",
                       f"{y} waits for {x}, who {told} and needs {minutes} minutes.")
    if outcome == 1:
        c.say(x, f"I'll be there in {minutes} minutes", f"give me {minutes} minutes", f"I need {minutes} minutes more")
        c.say(y, f"ok, I'm waiting for {thing} to start", f"alright, {thing} can wait",
              "fine, I'll drink something first")
        _oops(c, x, f"{minutes} minutes", f"{minutes2} minutes")
        c.say(y, "haha ok, just come", "no problem, see you soon", "ok, I'll read a bit then")
        c.bye(0.4)
        return _finish(c, f"{x} {told} and will be there in {minutes2} minutes.",
                       f"{y} is waiting for {x}, who will come in {minutes2} minutes.",
                       f"{x} will need {minutes2} minutes, because {x} {told}.",
                       f"{x} is late and will meet {y} in {minutes2} minutes.")
    if outcome == 2:
        c.say(x, f"please start {thing} without me", f"don't wait with {thing}",
              f"go ahead with {thing}, don't wait for me")
        c.say(y, f"ok, {c.third} is here too anyway", f"fine, {c.third} and I will start",
              f"alright, I'll start with {c.third}")
        c.say(x, f"good, I'll come in {minutes} minutes", f"I'll be there {minutes} minutes later",
              f"I need {minutes} minutes more")
        c.aside(0.4)
        c.bye()
        return _finish(c, f"{x} {told}, so {y} and {c.third} will start {thing} without {x}.",
                       f"{y} and {c.third} will start {thing}, and {x} will come {minutes} minutes later.",
                       f"{x} will be {minutes} minutes late for {thing} with {y} and {c.third}.",
                       f"{x} is late and asks {y} to start {thing} without waiting.")
    if outcome == 3:
        c.say(y, "where exactly are you now?", "shall I pick you up?", f"can I help? {c.third} is here with the car")
        street = w.street(r)
        c.say(x, f"in {street}", f"I'm standing in {street}", f"yes please, I'm in {street}")
        driver = c.third if r.random() < 0.5 else y
        if driver == y:
            c.say(y, f"ok, I'll come by car in {minutes} minutes", f"stay there, I'll pick you up in {minutes} minutes",
                  f"wait there, I'll get you, {minutes} minutes")
        else:
            c.say(y, f"{driver} will pick you up in {minutes} minutes",
                  f"stay there, {driver} will get you in {minutes} minutes",
                  f"{driver} is on the way, {minutes} minutes")
        c.say(x, f"thank you! then we're in time for {thing}", f"you saved {thing}, thanks",
              f"great, I don't want to miss {thing}")
        c.bye()
        return _finish(c, f"{driver} will pick up {x} in {street} in {minutes} minutes.",
                       f"{x} {told}, so {driver} will pick up {x} in {street}.",
                       f"{x} is late for {thing}, so {driver} will pick up {x} in {street}.",
                       f"{driver} will get {x} from {street}, because {x} is late for {thing}.")
    if outcome == 4:
        day = _when(r)
        c.say(x, f"I won't make it to {thing} anymore", f"I can't come to {thing} now",
              f"I'm not going to be in time for {thing}")
        c.say(y, f"oh no! I've been waiting for {minutes} minutes",
              "really? what a pity", "hmm, that's not nice")
        c.say(x, f"sorry!! can we meet {day}?", f"can we do it {day} instead?", f"I'll invite you {day}, ok?")
        if r.random() < 0.6:
            c.say(y, *OKS)
            c.bye()
            return _finish(c, f"{x} {told} and can't come to {thing}, so {x} and {y} will meet {day}.",
                           f"{x} will miss {thing} and will meet {y} {day} instead.",
                           f"{x} and {y} will meet {day}, because {x} {told}.",
                           f"{x} can't come to {thing} and wants to meet {y} {day}.")
        c.say(y, f"no, {day} is bad", f"not {day}, I'm busy", f"{day} I can't, I'm away")
        c.bye()
        return _finish(c, f"{x} {told} and can't come to {thing}, but {y} has no time {day}.",
                       f"{x} will miss {thing} and wants to meet {y} {day}, but {y} can't.",
                       f"{x} won't come to {thing}, and {y} can't meet {day}.",
                       f"{y} can't meet {x} {day}, and {x} won't make it to {thing}.")
    c.say(y, f"and when will you come? {thing} is starting", f"will you make it to {thing}?",
          f"how long? {thing} starts soon")
    c.say(x, "no idea, nobody tells us anything", "I can't say, it could take long", "I really don't know")
    c.say(y, f"ok, I'll wait {minutes} minutes, then I go in", f"I'll give you {minutes} minutes",
          f"I'll wait for {minutes} minutes, not more")
    c.say(x, "fair enough", "ok, I'll write when I know more", "thanks, I'll hurry")
    c.bye()
    return _finish(c, f"{x} doesn't know how late it will be, and {y} will wait {minutes} minutes.",
                   f"{y} will wait {minutes} minutes for {x}, who is late for {thing}.",
                   f"{x} {told} and may miss {thing} with {y}.",
                   f"{x} is late for {thing}, because {x} {told}.")


FAMILIES: dict[str, Callable[[random.Random], tuple[str, str]]] = {
    "meet_coffee": meet_coffee,
    "change_time": change_time,
    "choose_film": choose_film,
    "trip_plan": trip_plan,
    "concert_tickets": concert_tickets,
    "sports_match": sports_match,
    "weekend_plans": weekend_plans,
    "cook_dinner": cook_dinner,
    "lunch_order": lunch_order,
    "birthday_gift": birthday_gift,
    "party_food": party_food,
    "give_lift": give_lift,
    "running_late": running_late,
}
