"""Service dialogues about home, car, school, work and other parts of everyday life."""

from __future__ import annotations

import random

from . import words as w
from .core import Dialogue, Family, Script

KIN = ("wife", "husband", "brother", "sister", "flatmate", "mother", "father", "partner", "son", "daughter", "uncle",
       "aunt", "cousin", "grandmother", "grandfather", "best friend")
ROOMS = ("one-room", "two-room", "three-room", "four-room", "small", "bright", "quiet", "large", "furnished", "sunny",
         "modern", "top-floor", "ground-floor", "cheap", "five-room", "family")
FEATURES = ("a balcony", "a big kitchen", "a lift", "a garden", "a parking space", "a cellar", "new windows", "a bath",
            "a washing machine", "a dishwasher", "fast internet", "a view of the park", "a bicycle room",
            "two bathrooms", "wooden floors", "a gas cooker", "a large hall", "a guest room", "an open fire")
PETS = ("a dog", "two cats", "a big dog", "a parrot", "a rabbit", "three cats", "an old dog", "two dogs", "a snake",
        "a cat", "some birds", "two rabbits", "a puppy", "four hamsters", "a young cat", "a piano", "a drum kit")
HOME_FAULTS = (("the kitchen tap", "drips", "plumber"), ("the heating", "does not work", "heating engineer"),
               ("the bathroom light", "is broken", "electrician"), ("the front door", "does not lock", "locksmith"),
               ("the shower", "has no hot water", "plumber"), ("the toilet", "is blocked", "plumber"),
               ("the fridge", "is too warm", "technician"), ("the oven", "stays cold", "technician"),
               ("the bedroom window", "does not close", "carpenter"), ("the roof", "leaks", "builder"),
               ("the washing machine", "loses water", "technician"), ("the doorbell", "makes no sound", "electrician"),
               ("the kitchen sink", "is blocked", "plumber"), ("the balcony door", "is stuck", "carpenter"),
               ("the bathroom wall", "is wet", "builder"), ("the radiator", "makes loud noises", "heating engineer"),
               ("the ceiling", "has a crack", "builder"), ("the stair light", "does not turn on", "electrician"),
               ("the dishwasher", "does not start", "technician"), ("the mailbox", "does not open", "locksmith"),
               ("the wooden floor", "is loose", "carpenter"), ("the bath", "does not drain", "plumber"))
VEHICLES = ("car", "van", "taxi", "pickup truck", "sports car", "family car", "delivery van", "minibus", "jeep",
            "camper van", "hybrid car", "city car", "station wagon", "hatchback", "sedan", "convertible")
CAR_FAULTS = ("the brakes squeak", "the engine is too loud", "the left mirror is broken", "the battery is weak",
              "the clutch slips", "the heater stays cold", "one headlight is out", "a back tyre loses air",
              "the radio is dead", "the engine will not start", "the horn does not work", "the boot does not close",
              "the wipers are stuck", "oil drips on the road", "the side window is stuck", "the door has a dent",
              "the air conditioning smells bad", "the steering wheel shakes", "the bumper is loose",
              "a warning light is on")
CAR_EXTRAS = ("the front tyres", "the exhaust", "the brake lights", "the oil filter", "the fan belt", "the spark plugs",
              "the back seat belt", "the windscreen", "the back brakes", "the handbrake", "the fuel pump",
              "the front springs", "the water pump", "the air filter", "the door lock", "the back lights")
DEVICES = ("phone", "laptop", "tablet", "computer", "smartphone", "work laptop", "home computer", "mobile phone",
           "camera", "smart watch", "game console", "hard drive", "school laptop", "desktop computer", "work phone",
           "gaming laptop")
DEVICE_FAULTS = ("does not turn on", "gets very hot", "turns off by itself", "is very slow", "does not charge",
                 "makes a strange noise", "has no sound", "shows only a black screen", "cannot connect to the internet",
                 "freezes every hour", "has a cracked case", "shows an error message", "has a loose button",
                 "stops after a minute", "smells of smoke")
ACCIDENTS = ("it fell down the stairs", "I spilled coffee on it", "my son sat on it", "it got wet in the rain",
             "the dog bit it", "I dropped it in the kitchen", "it fell off the table",
             "my daughter spilled juice on it",
             "it lay in the sun all day", "I left it on the heater", "it fell out of my bag", "the cat pushed it over",
             "a friend stepped on it", "it fell into the bath", "I hit it with a door")
FILES = ("holiday photos", "work files", "letters", "school notes", "family videos", "song texts", "contacts",
"recipes",
         "tax papers", "wedding photos", "baby pictures", "language notes", "addresses", "drawings", "songs")
COURSES = ("Spanish", "French", "German", "Japanese", "Italian", "painting", "cooking", "guitar", "piano", "yoga",
           "pottery", "photography", "dance", "swimming", "sewing", "chess", "drawing", "first aid", "computer",
           "singing",
           "gardening", "drama", "creative writing", "Chinese", "Arabic")
SUBJECTS = ("history", "biology", "chemistry", "physics", "geography", "music", "art", "economics", "literature",
            "mathematics", "computer science", "philosophy", "politics", "religion", "sports science", "French",
            "Spanish")
TASKS = ("essay", "report", "project", "presentation", "book review", "poster", "worksheet", "term paper",
         "field study", "interview", "lab report", "short story", "homework", "model", "group project", "map")
STUDY_REASONS = (("my computer broke", "a broken computer"), ("I had the flu", "the flu"),
                 ("I lost my notes", "lost notes"), ("my mother is in hospital", "a mother in hospital"),
                 ("we moved to a new flat", "a move to a new flat"), ("I hurt my hand", "a hurt hand"),
                 ("the library was closed", "a closed library"), ("I have three exams this week", "three exams"),
                 ("my partner in the group is sick", "a sick partner"), ("I was at a sports event", "a sports event"),
                 ("our internet does not work", "bad internet"), ("I chose a very hard topic", "a hard topic"),
                 ("I had to look after my brother", "a younger brother"), ("I work in a shop at night",
                  "work in a shop"),
                 ("I had a bad toothache", "a toothache"), ("my bag was stolen", "a stolen bag"),
                 ("the book came too late", "a late book"), ("I had to see a doctor twice", "visits to the doctor"))
BOOKS = ("birds", "trains", "cooking", "gardening", "the sea", "old castles", "dogs", "famous painters", "stars",
         "mountains", "bees", "football", "ships", "modern art", "computers", "chess", "wild flowers", "volcanoes",
         "bread", "dinosaurs", "film music", "horses", "the history of tea", "maps", "whales", "clocks", "robots")
MEDIA = ("magazine", "film", "audio book", "picture book", "booklet", "comic", "quiz book", "photo book", "DVD", "CD",
         "children's book", "newspaper", "short film", "board game", "poster", "radio play")
JOBS = ("accountant", "nurse", "cook", "sales assistant", "driver", "designer", "receptionist", "web developer",
        "translator", "gardener", "waiter", "office manager", "secretary", "engineer", "security guard", "baker",
        "mechanic", "teacher", "librarian", "cashier", "editor", "photographer", "tour guide", "warehouse worker")
LEAVE_REASONS = (("my sister is getting married", "a wedding"), ("my son starts school", "a son's first day at school"),
                 ("I am moving to a new flat", "a move"), ("my parents are visiting", "a visit from the parents"),
                 ("I have a medical check", "a medical check"), ("my daughter has a school play", "a school play"),
                 ("my best friend has a big birthday", "a friend's birthday"),
                 ("I need to renew my passport", "a new passport"), ("I must paint my kitchen", "work in the kitchen"),
                 ("I want to run a marathon", "a marathon"), ("my grandmother turns ninety",
                  "a grandmother's birthday"),
                 ("I have a driving test", "a driving test"), ("I need some rest", "some rest"),
                 ("my brother is coming from abroad", "a brother's visit"),
                 ("the builders are coming to my house", "builders at home"), ("I have to go to court",
                  "a day in court"),
                 ("my cousin has a new baby", "a new baby"), ("my husband has an operation", "a husband's operation"))
WORK_REASONS = (("two people are sick", "two sick people"), ("we have an important visitor", "an important visitor"),
                ("the yearly stock check is on", "the yearly stock check"),
                ("a large order must go out", "a large order"), ("the new system starts", "the new system"),
                ("we have the trade fair", "the trade fair"), ("the inspectors are coming", "the inspectors"),
                ("the office is moving", "the office move"), ("a big client is coming", "a big client"),
                ("we are very short of staff", "too few staff"), ("the yearly report is due", "the yearly report"),
                ("the new shop opens", "the new shop"), ("we have a training day", "a training day"),
                ("the team has a deadline", "a deadline"), ("the sale begins", "the sale"))
GYM_USES = ("the pool", "the sauna", "the yoga class", "the weights room", "the boxing class", "the climbing wall",
            "the tennis courts", "the dance class", "the running track", "the spinning class", "the steam bath",
            "the squash courts", "the rowing machines", "the judo class", "the badminton hall", "the basketball court")
HEALTH = ("my back hurts", "my knee is weak", "I want to lose weight", "I sit all day at work",
"I want to sleep better",
          "I am training for a race", "I broke my leg last year", "my doctor says I should move more",
          "I want to get stronger", "I need some exercise in winter", "I gave up smoking", "I want to meet people",
          "I get tired too quickly", "I stopped playing football", "my shoulder is stiff")
HEAVY = ("piano", "wardrobe", "fish tank", "large sofa", "washing machine", "freezer", "stone table", "safe",
         "grandfather clock", "billiard table", "bookcase", "double bed", "rowing machine", "kitchen cupboard",
         "big mirror", "marble statue", "garden bench")
NOISES = ("plays the drums", "has loud parties", "plays the trumpet", "moves furniture", "turns the television up",
          "has a barking dog", "drills holes in the wall", "sings very loudly", "lets the children run around",
          "practises the violin", "slams the doors", "listens to loud music", "uses the washing machine",
          "shouts on the phone", "plays the piano", "dances in heavy shoes", "repairs a motorbike",
          "plays computer games")
DISTURBED = ("I cannot sleep", "my baby wakes up", "I cannot study", "I have to get up early", "I work from home",
             "my headaches are getting worse", "my children cannot do homework", "I work night shifts",
             "my mother is ill", "I cannot hear my own radio", "my dog gets afraid", "I have an exam soon",
             "my guests complain", "I am always tired at work", "I cannot read in peace")
MEETING_PLACES = ("the station", "the town hall", "the library", "the swimming pool", "the school gate",
"the post office",
                  "the market square", "the hospital", "the supermarket", "the cinema", "the old bridge", "the museum",
                  "the fire station", "the sports hall", "the bus stop", "the church")
SKILLS = ("parking", "driving at night", "the motorway", "roundabouts", "hill starts", "reversing", "city traffic",
          "country roads", "emergency stops", "changing lanes", "tunnels", "narrow streets", "turning left",
          "driving in rain", "steep roads")


def _intro(r: random.Random) -> tuple[str, str]:
    """Draw, in a quarter of all cases, the client's name and the words that give it."""
    if r.random() >= 0.25:
        return "", ""
    who = w.name(r) if r.random() < 0.6 else w.titled(r)
    return who, r.choice((f"My name is {who}. ", f"I am {who}. ", f"{who} is my name. "))


def _two_streets(r: random.Random) -> tuple[str, str]:
    """Draw two streets with different names."""
    first, second = r.sample(w.STREETS, 2)
    return f"{first} {r.choice(('Street', 'Road'))}", f"{second} {r.choice(('Lane', 'Avenue'))}"


def _two_times(r: random.Random, first: int, last: int) -> tuple[str, str]:
    """Draw two different times of day, the second one at a different hour."""
    middle = (first + last) // 2
    times = w.clock(r, first, middle), w.clock(r, middle + 1, last)
    return times if r.random() < 0.5 else (times[1], times[0])


def _thanks(s: Script) -> None:
    """The client says thank you and goodbye."""
    s.c("Thank you very much. Goodbye.", "Great, thanks for your help.", "Thanks a lot. See you then.",
        "Perfect, thank you very much.", "Thank you, that helps me a lot.")


def _sorry_bye(s: Script) -> None:
    """The staff says goodbye after a talk without a deal."""
    s.s("I understand. Have a good day.", "That is all right. Goodbye.", "No problem. Goodbye then.",
        "I see. You can always come back.", "That is a pity, but I understand.")


def _pause(s: Script, most: int = 280) -> None:
    """Leave room for small talk, unless the speakers have already said more than `most` characters."""
    if sum(len(text) for _, text in s.turns) <= most:
        s.aside(0.5)


def flat_viewing(r: random.Random) -> Dialogue:
    """A client asks an agent about a flat to rent and about seeing it."""
    s = Script(r)
    who, hi = _intro(r)
    road, other_road = _two_streets(r)
    rooms, feature, pet = r.choice(ROOMS), r.choice(FEATURES), r.choice(PETS)
    rent, other_rent, deposit = w.price(r, 400, 900), w.price(r, 950, 1500), w.price(r, 1600, 2500)
    day, new_day = w.two_weekdays(r)
    time = w.clock(r, 9, 18)
    s.open(("Good morning, can I help you find a home?", "Hello, welcome to our office. What are you looking for?",
            "Good afternoon. How can I help you?"),
           (f"Hello. {hi}I saw your advertisement for the {rooms} flat on {road}.",
            f"Good day. {hi}I am interested in the {rooms} flat on {road}.",
            f"Hi. {hi}I would like to know more about the {rooms} flat on {road}."))
    c, p = who or s.client, s.staff
    s.s(f"The rent is {rent} a month, and the deposit is {deposit}.",
        f"Good choice. It costs {rent} a month, with a deposit of {deposit}.",
        f"Yes, that flat is {rent} a month with a deposit of {deposit}.")
    s.c(f"That sounds fair. Does it have {feature}?", f"I see. I also need {feature}. Is that included?",
        f"All right. And does it come with {feature}?")
    _pause(s, 215)
    k = r.randrange(6)
    if k < 2:
        s.s(f"Yes, it has {feature}. Would you like to see it on {day}?",
            f"Yes, of course. You could look at it on {day}.", f"It does. I can show it to you on {day}.")
        if k == 0:
            s.c(f"Yes, {day} is fine. Can I come at {time}?", f"Please put me down for {day} at {time}.",
                f"Good, I have time on {day}. Is {time} possible?")
            final = day
        else:
            s.c(f"I have to work on {day}. Could we make it {new_day} at {time}?",
                f"{day} sounded good at first, but {new_day} at {time} is better for me.",
                f"{day} is hard for me. What about {new_day} at {time}?")
            final = new_day
        s.s("That works. Please bring your passport and a pay slip.", "Fine, I will wait for you at the front door.",
            "Certainly. Another couple will come after you.")
        s.c(f"Good. I am glad that it has {feature}.", "I will be there on time.", "Good, I will bring all my papers.")
        s.s("See you then.", "I look forward to it.", "Very good. Goodbye.")
        return s.done("flat viewing", [
            f"{c} is interested in a flat on {road}. {p} will show it on {final} at {time}.",
            f"{c} asks about a {rooms} flat and arranges to see it on {final} at {time}.",
            f"{c} wants to rent a flat on {road} and makes an appointment to view it on {final}."], [
            f"A visit to the flat on {road} is arranged for {final} at {time}.",
            f"{c} and {p} agree to meet at the flat on {road} on {final} at {time}.",
            f"{c} is going to look at the {rooms} flat on {road} on {final}."], [
            f"{p} tells {c} about a flat with {feature}, and they plan a viewing on {final} at {time}.",
            f"{p} says the rent is {rent} a month and agrees to show {c} the flat on {final}.",
            f"{p} gives {c} the details of a flat and fixes a viewing for {final} at {time}."])
    if k == 2:
        s.s("Yes, it does. Will you live there alone?", "Yes. May I ask who will move in?",
            "It does. How many of you will live there?")
        s.c(f"I live alone, but I have {pet}.", f"It is just me, and I will bring {pet}.", f"Only me. But I own {pet}.")
        s.s(f"I am afraid the owner does not allow that. He told me so again on {new_day}.",
            "Then I must say no. The owner is very strict about that.",
            "Sorry, that is not allowed in this house. The other tenants would complain.")
        s.c(f"But I cannot give {pet} away. Is there no exception?", "Oh. Could you ask the owner once more?",
            "That is a pity. Would a higher deposit help?")
        s.s("No, I am sorry. There is nothing I can do.", "No, the rule is in every contract.",
            "I already asked for another client. The answer was no.")
        s.c("Then I will look somewhere else.", "Then I have to keep looking.", "All right, thank you anyway.")
        return s.done("renting a flat", [
            f"{c} wants to rent a flat on {road}, but {p} refuses because {c} has {pet}.",
            f"{c} is interested in a {rooms} flat. {p} says no because the owner does not allow {pet}.",
            f"{c} asks about a flat on {road} but cannot have it because of {pet}."], [
            f"{c} does not get the flat on {road} since the owner does not want {pet} there.",
            f"Because {c} owns {pet}, the flat on {road} is not possible.",
            f"{c} cannot rent the {rooms} flat because the house does not accept {pet}."], [
            f"{p} offers a flat for {rent} a month but turns {c} down on hearing about {pet}.",
            f"{p} explains that {pet} cannot be kept in the flat and makes no exception for {c}.",
            f"{p} tells {c} that the owner is strict and does not allow {pet} in the flat."])
    if k in (3, 4):
        s.s(f"Oh, that flat was rented this morning. I have one on {other_road} for {other_rent}.",
            f"Wait, it is already taken. There is another flat on {other_road} for {other_rent}.",
            f"Sorry, somebody has just taken it. We still have one on {other_road} for {other_rent}.")
        s.c(f"Oh no. Does the other flat have {feature}?", "What a pity. What is the other one like?",
            "I am too late, then. Is the other one as nice?")
        if k == 3:
            s.s(f"Yes, it has {feature}. It is free for a visit on {day}.",
                f"It is big, and it has {feature}. I am there on {day}.",
                f"It has {feature} and a new bathroom. You could see it on {day}.")
            s.c(f"It costs more, but I would like to see it on {day}.", f"All right, let us look at it on {day}.",
                f"Good. Then I will come to {other_road} on {day}.")
            s.s(f"Fine. Let us meet there at {time}.", f"Good, I will be there at {time}.",
                f"Then come at {time}, please.")
            _thanks(s)
            return s.done("flat viewing", [
                f"{c} wants a flat on {road}, but it is taken. {c} will look at one on {other_road} on {day}.",
                f"The flat that {c} likes is rented, so {c} decides to see another on {other_road} on {day}.",
                f"{c} comes too late for a flat on {road} and agrees to view another one on {day} at {time}."], [
                f"{c} will visit a flat on {other_road} on {day} because the first one is gone.",
                f"{c} accepts a visit to a more expensive flat on {other_road} on {day} at {time}.",
                f"{c} and {p} will meet at the flat on {other_road} on {day} at {time}."], [
                f"{p} says the flat on {road} is rented and offers {c} one on {other_road} instead. {c} will see it.",
                f"{p} suggests a different flat for {other_rent} a month, and {c} agrees to see it on {day}.",
                f"{p} cannot offer the first flat any more but will show {c} another one on {day}."])
        s.s(f"It is big, but it does not have {feature}. You can see it on {day}.",
            f"Sadly, it comes without {feature}. I could show it on {day}.",
            f"It is close to the centre, but without {feature}. It is free on {day}.")
        s.c(f"No, thank you. I really need {feature}.", f"Then it is not for me. I want {feature}.",
            f"I do not want a flat without {feature}.")
        _sorry_bye(s)
        s.c("Goodbye.", "Thank you anyway.", "Thanks for your time.")
        return s.done("renting a flat", [
            f"{c} wants to rent a flat on {road}, but it is taken. {c} declines another one without {feature}.",
            f"The flat {c} wants is gone, and {c} does not want the one on {other_road} without {feature}.",
            f"{c} asks about a {rooms} flat that is already rented and turns down the other flat."], [
            f"{c} is not interested in the flat on {other_road} because it does not have {feature}.",
            f"{c} needs {feature}, so the flat on {other_road} is not good enough.",
            f"{c} says no to the second flat since it comes without {feature}."], [
            f"{p} can only offer a flat on {other_road} for {other_rent}, but {c} declines it.",
            f"{p} tells {c} that the flat is rented and suggests another, which {c} refuses.",
            f"{p} offers another flat in place of the rented one, but {c} misses {feature} and leaves."])
    kin = r.choice(KIN)
    s.s(f"Yes, it has {feature}. We could visit it on {day}.", f"It does. I have a free hour on {day} at {time}.",
        f"Yes. Shall I write down your name for {day}?")
    s.c(f"I am not sure yet. My {kin} has to like it too.", f"Wait, I must speak with my {kin} first.",
        f"I cannot say yet. I want to ask my {kin} first.")
    s.s("Do not wait too long. Other people have asked about it.", "I understand, but I cannot keep it free for you.",
        "Of course. But there are other people on my list.")
    s.c(f"I will call you on {new_day}.", f"You will hear from me on {new_day}.", f"I can phone you on {new_day}.")
    s.s("Good. Here is my card.", "All right, I will wait for your call.", "Fine. Goodbye for now.")
    return s.done("renting a flat", [
        f"{c} asks about a flat on {road} and will call on {new_day} after talking to {c}'s {kin}.",
        f"{c} likes a {rooms} flat but wants to ask {c}'s {kin} before visiting it.",
        f"{c} is interested in a flat on {road} but does not decide before {new_day}."], [
        f"{c} does not decide about the flat yet and will phone {p} on {new_day}.",
        f"No viewing is arranged, because {c} has to speak with {c}'s {kin} first.",
        f"{c} puts off the decision about the flat because {c}'s {kin} must like it too."], [
        f"{p} describes a flat that costs {rent} a month. {c} will give an answer on {new_day}.",
        f"{p} invites {c} to see a flat on {road}, but {c} has to ask {c}'s {kin}.",
        f"{p} offers a viewing of the flat and waits for {c}'s call on {new_day}."])


def landlord_repair(r: random.Random) -> Dialogue:
    """A tenant reports a fault in the flat to the landlord's office."""
    s = Script(r)
    who, hi = _intro(r)
    thing, fault, worker = r.choice(HOME_FAULTS)
    flat, cost = r.randint(2, 48), w.price(r, 40, 250)
    since, day = w.two_weekdays(r)
    late = r.choice([d for d in w.WEEKDAYS if d not in (since, day)])
    time, late_time = _two_times(r, 8, 18)
    a_worker = f"an {worker}" if worker[0] == "e" else f"a {worker}"
    s.open(("Hello, this is the housing office. What can I do for you?", "Good morning. Is everything all right?",
            "Good afternoon, please come in. What is the matter?"),
           (f"Hello. {hi}I live in flat {flat}, and I have a problem at home.",
            f"Good day. {hi}I rent flat {flat}, and something needs a repair.",
            f"Hi. {hi}I am the tenant of flat {flat}. I need your help."))
    c, p = who or s.client, s.staff
    s.s("I am sorry to hear that. What is wrong?", "What exactly happened?", "Oh dear. Please tell me more.")
    s.c(f"It is about {thing}. It {fault}, and that began on {since}.",
        f"Well, {thing} {fault}. It started on {since}.",
        f"Since {since} I have had trouble: {thing} {fault}.")
    _pause(s, 192)
    k = r.randrange(6)
    if k < 2:
        s.s(f"I can send {a_worker} on {day} at {time}.", f"Our {worker} has time on {day} at {time}.",
            f"Let me see. The {worker} could come on {day} at {time}.")
        if k == 0:
            s.c("That would be great. Must I pay anything?", "Good, I will be at home. Who pays for it?",
                "Fine, I can stay at home then. Is it free?")
            s.s(f"No, the owner pays. It is about {cost}.", f"The house pays the {cost}, do not worry.",
                f"It is free for you. Only lost keys cost {cost}.")
            end, at = day, time
        else:
            s.c(f"I am at work at that time. Can it be {late} at {late_time}?",
                f"Oh, {day} is bad, I am away. I would prefer {late} at {late_time}.",
                f"Good. No, wait, I am not at home on {day}. Please make it {late} at {late_time}.")
            s.s(f"Yes, I can change it. The owner pays the {cost}.",
                "Yes, that is possible as well. It is free for you.",
                "No problem, I have changed it in the list.")
            end, at = late, late_time
        s.c("And should I do anything before?", "Do I need to prepare anything?", "What should I do until then?")
        s.s("Just clear the room a little, please.", "Please do not use it until then.", "No, just be there, please.")
        _thanks(s)
        return s.done("home repair", [
            f"{c} reports that {thing} {fault}. {p} will send {a_worker} on {end} at {at}.",
            f"{c} complains that {thing} {fault}, and {a_worker} is going to come on {end}.",
            f"{c} tells {p} that {thing} {fault}. They arrange a repair on {end} at {at}."], [
            f"The {worker} will visit flat {flat} on {end} at {at} to make a repair.",
            f"A repair in {c}'s flat is planned for {end} at {at}, when {c} is at home.",
            f"On {end} at {at}, {a_worker} will take care of the problem in {c}'s flat."], [
            f"{p} arranges for {a_worker} to come on {end} because {thing} {fault}.",
            f"{p} agrees to have the fault in flat {flat} repaired on {end} at {at}.",
            f"{p} promises {c} a visit from {a_worker} on {end} at {at}."])
    if k == 2:
        s.s("Do you know why that happened?", "How did it happen?", "Did anything happen before that?")
        doer = r.choice(KIN)
        s.c(f"I think my {doer} broke it by accident.", f"My {doer} tried to fix something and broke it.",
            f"To be honest, my {doer} did something wrong there.")
        s.s(f"Then you have to pay for the repair yourself. It is about {cost}.",
            f"In that case the owner does not pay. {worker.capitalize()}s ask about {cost}.",
            f"Then we cannot pay for it. A visit costs about {cost}.")
        s.c("That is a lot. Can the owner not pay half?",
            f"But I pay my rent on time. Is there no other way before {day}?",
            "Oh. Does the house insurance not pay for that?")
        s.s("I am sorry, no. It says so in your contract.", "No, damage by tenants is not our business.",
            "No. We only pay when things get old.")
        s.c("Well, then I have to find somebody.", "I am not happy about that, but all right.", "I see. What a pity.")
        return s.done("home repair", [
            f"{c} wants a repair because {thing} {fault}. {p} says {c} has to pay since {c}'s {doer} broke it.",
            f"{c} reports that {thing} {fault}, but {p} refuses to pay for the repair.",
            f"{c} asks for help because {thing} {fault} but must pay about {cost} for the repair."], [
            f"The owner will not pay for the repair because {c}'s {doer} caused the damage.",
            f"{c} must pay for the damage because it is the fault of {c}'s {doer}.",
            f"Since {c}'s {doer} did the damage, the repair will cost {c} about {cost}."], [
            f"{p} learns that {c}'s {doer} did the damage and refuses a free repair.",
            f"{p} tells {c} that tenants pay for such damage themselves, about {cost}.",
            f"{p} will not pay, because the problem in flat {flat} was caused by {c}'s {doer}."])
    if k in (3, 4):
        s.s(f"Our {worker} is on holiday and comes back on {late}.", f"I am sorry, the {worker} is busy until {late}.",
            f"The first free day of our {worker} is {late}, I am afraid.")
        s.c("That is too late. I cannot live like this.", "So long? That is not good.", "I cannot wait that long.")
        s.s(f"You may call your own {worker}. We will pay up to {cost}.",
            f"Then you could find {a_worker} yourself, and we pay up to {cost}.",
            f"If you like, call another {worker} and bring me the bill. We pay up to {cost}.")
        if k == 3:
            s.c("Good idea, I will do that today.", "Yes, I will do that. I know somebody good.",
                "That is fine. A friend gave me a number.")
            s.s("Please keep the bill.", "Good. Do not forget the bill, please.",
                "Very well. I need the bill for that.")
            s.c("Of course, I will bring it to you.", "Yes, you will get it soon.", f"Sure, I can bring it on {day}.")
            return s.done("home repair", [
                f"{c} reports that {thing} {fault}. {c} will call {a_worker}, and {p} will pay up to {cost}.",
                f"Since {thing} {fault} and {p}'s {worker} is not free, {c} will find another one.",
                f"{c} cannot wait until {late} for a repair and will get another {worker}."], [
                f"{c} will find {a_worker} and give {p} the bill, because waiting until {late} is too long.",
                f"{c} is going to choose {a_worker}, and the house will pay up to {cost}.",
                f"{c} accepts the idea of calling another {worker} and bringing the bill."], [
                f"{p} cannot send anyone before {late} but offers to pay up to {cost} for another {worker}.",
                f"{p} lets {c} call another {worker} because {p}'s own is not free before {late}.",
                f"{p} suggests that {c} should find {a_worker} and bring the bill. {c} agrees."])
        s.c(f"No, I do not know any. I will wait until {late}.",
            f"No, that is too much work. I will wait until {late}.",
            f"I would rather not. Then let it be {late}.")
        s.s(f"All right, {late} at {late_time} then.", f"Good, I will write down {late_time}.",
            f"Fine. Please be at home at {late_time}.")
        s.c(f"Please make sure. I even took {day} off for this.", "I hope nothing gets worse.",
            "Please do not forget me.")
        s.s("I will not forget you.", "You can count on us.", "I promise.")
        return s.done("home repair", [
            f"{c} says that {thing} {fault}. {c} decides to wait for {p}'s {worker} until {late}.",
            f"{c} needs a repair because {thing} {fault}, and it will be done on {late}.",
            f"{c} is not happy about waiting but finally accepts {late} at {late_time} for the repair."], [
            f"{c} does not want to call another {worker} and will wait until {late}.",
            f"The {worker} will come on {late} at {late_time}, since {c} does not want to find another one.",
            f"{c} declines to look for another {worker}, so the repair is on {late}."], [
            f"{p} offers to pay for another {worker}, but {c} would rather wait until {late}.",
            f"{p} has no free {worker} before {late}. {c} turns down another way and waits.",
            f"{p} writes down {late} at {late_time} for {c} after {c} refuses to call someone else."])
    s.s(f"That may need a new one for over {cost}. I cannot decide that alone.",
        f"It may be an expensive job, over {cost}. I must ask the owner.",
        f"I am only the assistant. Jobs over {cost} need the owner's word.")
    s.c("When will I know more?", "And how long will that take?", "Could you ask soon, please?")
    s.s(f"The owner is away until {day}. I will call you then.", f"She comes back on {day}. I will phone you that day.",
        f"I can ask on {day} and call you in the evening.")
    s.c(f"Could nobody look at it before {day}?", "Is there no quick help for now?", "Can you not just send someone?")
    s.s("No, I am sorry, not without the owner.", "Sadly not. Please wait for my call.",
        "I am afraid not. Please be patient.")
    s.c("All right, I will wait for your call.", "Fine, but please do not forget.", "Well, then please call me.")
    return s.done("home repair", [
        f"{c} reports that {thing} {fault}. {p} has to ask the owner and will call {c} on {day}.",
        f"{c} wants a repair because {thing} {fault}, but {p} cannot decide it alone.",
        f"{c} tells {p} that {thing} {fault} and must wait for the owner's decision."], [
        f"There is no decision about the repair in flat {flat} before {day}, because the owner is asked first.",
        f"{c} has to wait until {day} to hear whether the repair will be done.",
        f"{c} will get a call on {day}, since the owner must decide about the repair."], [
        f"{p} cannot send anyone without the owner and promises to call {c} on {day}.",
        f"{p} says the job may cost over {cost} and wants to ask the owner first.",
        f"{p} will speak with the owner about the fault and phone {c} on {day}."])


def car_repair(r: random.Random) -> Dialogue:
    """A driver brings a vehicle to a garage."""
    s = Script(r)
    who, hi = _intro(r)
    colour, vehicle, fault, extra = r.choice(w.COLOURS), r.choice(VEHICLES), r.choice(CAR_FAULTS), r.choice(CAR_EXTRAS)
    cost, more, used = w.price(r, 120, 290), w.price(r, 300, 600), w.price(r, 45, 110)
    day, late = w.two_weekdays(r)
    time = w.clock(r, 9, 18)
    s.open(("Good morning, welcome to the garage.", "Hello, what can we do for you today?",
            "Hi there. Is it about your car?"),
           (f"Hello. {hi}Could you look at my {colour} {vehicle}? I think {fault}.",
            f"Good morning. {hi}I have a problem with my {vehicle}, the {colour} one outside: {fault}.",
            f"Hi. {hi}My {colour} {vehicle} needs help because {fault}."))
    c, p = who or s.client, s.staff
    s.s("When do you need it back?", "I see. By when must it be ready?", "We can check that. How soon do you need it?")
    s.c(f"By {day}, please. I have to drive to work.", f"I would like to have it back on {day}.",
        f"If possible on {day}. How much will it cost?")
    _pause(s, 176)
    k = r.randrange(7)
    if k in (0, 6):
        s.s(f"It should cost about {cost} with the new part.", f"With a new part I think it will be {cost}.",
            f"For the repair with a new part we ask {cost}.")
        if k == 0:
            s.c("That is all right. Please do it.", "Fine, go ahead with the new part.",
                "I thought it would be more. Please start.")
            s.s(f"Shall we look at {extra} as well for {used}?", f"We could also clean {extra} for {used}.",
                f"Would you like us to check {extra} too? It is {used}.")
            s.c("No, thank you, only the repair.", "No, not this time.", "No, just the repair, please.")
            s.s(f"Good. It will be ready on {day} at {time}.", f"Then you can fetch it on {day} at {time}.",
                f"Then please come on {day} at {time}.")
            _thanks(s)
            return s.done("car repair", [
                f"{c} brings in a {vehicle} because {fault}. It will be ready on {day} for {cost}.",
                f"{c} wants a {vehicle} repaired since {fault} and agrees to pay {cost}.",
                f"{c} has trouble with a {vehicle} because {fault}. {p} will repair it by {day}."], [
                f"{c} accepts the price of {cost} and can get the {colour} {vehicle} back on {day}.",
                f"The {vehicle} will be repaired for {cost} and can be fetched on {day} at {time}.",
                f"{c} orders only the repair, and the {vehicle} will be done on {day} at {time}."], [
                f"{p} asks {cost} for the repair and promises to have {c}'s {vehicle} ready on {day}.",
                f"{p} will repair {c}'s {colour} {vehicle} with a new part by {day}.",
                f"{p} offers to repair the {vehicle} for {cost}, and {c} agrees."])
        s.c("Please do that. Hm, is there anything cheaper?", "All right. Or wait, what would a used part cost?",
            "Good, do it. But tell me, are there used parts too?")
        s.s(f"A used part would be {used}, but it may not last as long.", f"Yes, with a used part you pay only {used}.",
            f"We have a used part here. Then it is {used}.")
        s.c("I have changed my mind. Take the used part, please.", "Then I want the used part after all.",
            "Then forget the new one. I will take the used part.")
        s.s(f"As you like. Come on {day} at {time}.", f"Fine. We will be done on {day} at {time}.",
            f"All right. It will be ready on {day} at {time}.")
        _thanks(s)
        return s.done("car repair", [
            f"{c} has a problem with a {vehicle} because {fault} and decides on a used part for {used}.",
            f"{c} first wants a new part for the {vehicle} but then chooses a used one for {used}.",
            f"{c} needs a repair because {fault}. In the end {c} takes a used part for {used}."], [
            f"The {vehicle} will be repaired with a used part for {used} and be ready on {day}.",
            f"{c} prefers the cheaper used part and can get the {colour} {vehicle} on {day} at {time}.",
            f"To save money, {c} chooses a used part. The {vehicle} will be done on {day}."], [
            f"{p} offers a new part and a used part, and {c} picks the used one for {used}.",
            f"{p} is going to use a cheaper used part for {c}'s {vehicle} and finish on {day}.",
            f"{p} will put a used part into {c}'s {colour} {vehicle} by {day} at {time}."])
    if k in (1, 2):
        s.s(f"No problem, that is {cost}. But I see that {extra} should be changed too. Together it is {more}.",
            f"We can do it for {cost}. I also see a problem with {extra}. Both jobs cost {more}.",
            f"The repair is {cost}. But {extra} may break soon. Doing both would be {more}.")
        s.c("Really? Is that dangerous?", "Oh, I did not know. Must it be done now?",
            "Are you sure? That is a lot of money.")
        s.s("It can wait a few months, but not longer.", "Not yet, but it will be in winter.",
            "It is not urgent, but it will be cheaper now.")
        if k == 1:
            s.c("Well, then please do both.", "Better safe than sorry. Do both jobs.",
                "All right, do everything at once.")
            s.s(f"Then I need it until {late}, not {day}.", f"That takes longer. You get it back on {late}.",
                f"Good, but it will be ready on {late} then.")
            s.c(f"I can live with {late}.", f"{late} is fine too.", "That is all right, I can take the bus.")
            return s.done("car repair", [
                f"{c} wants a {vehicle} repaired because {fault} and also has {extra} changed for {more}.",
                f"{c} brings in a {vehicle} because {fault}. {p} will do both jobs by {late} for {more}.",
                f"{c} agrees to have both problems of the {vehicle} repaired for {more} by {late}."], [
                f"Both jobs on the {vehicle} will be done by {late} and cost {more}.",
                f"{c} pays {more} for both jobs and gets the {colour} {vehicle} back on {late}.",
                f"{c} decides to do everything at once, so the {vehicle} is ready on {late}."], [
                f"{p} finds that {extra} should be changed too, and {c} agrees to both jobs.",
                f"{p} suggests a second job on {extra}. {c} accepts and waits until {late}.",
                f"{p} tells {c} about a problem with {extra} and will do both jobs for {more}."])
        s.c(f"Then leave it. Please do only the first job for {cost}.",
            f"No, I cannot pay that now. Just the repair for {cost}.",
            f"Not now, then. I only want the repair for {cost}.")
        s.s(f"As you wish. You can have it on {day}.", f"All right, it will be ready on {day}.",
            f"Fine. Come back on {day} then.")
        s.c(f"Good. What time on {day}?", "And at what time?", "When exactly may I come?")
        s.s(f"Any time after {time}.", f"After {time}, please.", f"Shortly after {time}.")
        return s.done("car repair", [
            f"{c} has a {vehicle} repaired because {fault} but does not want {extra} changed now.",
            f"{c} brings in a {vehicle} because {fault} and orders only this repair for {cost}.",
            f"{c} needs a repair because {fault}. It will be done by {day} for {cost}."], [
            f"{c} only pays {cost} for the first job because the second one can wait.",
            f"{c} does not want the second job, so the {vehicle} is ready on {day} after {time}.",
            f"{c} decides against both jobs and takes only the repair for {cost}."], [
            f"{p} suggests changing {extra} as well, but {c} only wants the first repair.",
            f"{p} warns {c} about {extra}, but {c} says no and pays only {cost}.",
            f"{p} offers both jobs for {more}, but {c} chooses only the repair for {cost}."])
    if k == 3:
        s.s(f"I looked at it. The repair would cost {more}.", f"That is a big job. It will be {more}.",
            f"That needs a lot of work. You would pay {more}.")
        s.c(f"So much? The {vehicle} is old.", f"I cannot pay that. My friend paid {used} for hers.",
            "That is far too much for me.")
        s.s(f"I could make it {cost}, but then it will not last.",
            f"A simple repair for {cost} might hold until winter.",
            f"For {cost} I can do a simple repair without a guarantee.")
        s.c("No, that does not make sense to me.", "No, I do not want that either.", "I do not like that idea.")
        s.s(f"Then what will you do? I am free on {late} as well.", "What would you like to do then?",
            "So what do you want me to do?")
        s.c(f"I will not repair it. I will sell the {vehicle}.", f"Nothing. I will sell the {vehicle} as it is.",
            f"I think I will just sell the {vehicle}.")
        s.s("I understand. Good luck.", "That may be the best idea.", "All right. Drive carefully.")
        return s.done("car repair", [
            f"{c} wants a repair because {fault}. {c} finds it too expensive and will sell the {vehicle}.",
            f"{c} asks about repairing a {vehicle} but decides to sell it because of the price.",
            f"{c} brings a {vehicle} to the garage because {fault} and then decides to sell it."], [
            f"{c} is going to sell the {vehicle} since the repair costs {more}.",
            f"{c} does not want to pay {more} and prefers to sell the {vehicle}.",
            f"{c} does not want the repair and plans to sell the {colour} {vehicle}."], [
            f"{p} asks {more} for the repair and then offers a simple one, but {c} wants neither.",
            f"{p} offers a simple repair for {cost}, but {c} would rather sell the {vehicle}.",
            f"{p} says the repair costs {more}, which makes {c} decide to sell the {vehicle}."])
    if k == 4:
        s.s(f"That is not possible. The part comes on {late}. It will be {cost}.",
            f"I must order the part, so it will take until {late}. It costs {cost}.",
            f"We are full. I can finish it on {late} for {cost}.")
        s.c("But I cannot be without a car until then.", f"Oh no. I need to drive before {late}.",
            "That is too late, I need it for my job.")
        s.s(f"We could lend you a small car for {used} in all.", f"You could rent our small car for {used} until then.",
            f"Take our small car for that time. It is {used}.")
        s.c("Good, then I will take the small car.", "That would help me. I will take it.",
            "All right, let us do it that way.")
        s.s("Please sign here. The keys are on the desk.", f"Here are the keys. Bring it back at {time}.",
            "Please fill the tank before you return it.")
        _thanks(s)
        return s.done("car repair", [
            f"{c} wants a {vehicle} repaired because {fault}. Until {late}, {c} will drive a small car.",
            f"{c}'s {vehicle} needs a repair until {late}, so {c} takes a small car for {used}.",
            f"Because {fault}, {c} leaves a {vehicle} at the garage and takes a small car meanwhile."], [
            f"{c} will use the garage's small car for {used} until the repair is done on {late}.",
            f"The repair takes until {late}, and {c} gets a small car for that time.",
            f"As the {vehicle} will not be ready on {day}, {c} takes a small car."], [
            f"{p} cannot finish before {late} and offers {c} a small car for {used}. {c} accepts.",
            f"{p} needs more time for the repair and gives {c} a small car until {late}.",
            f"{p} tells {c} that the repair takes until {late} and lends {c} a small car."])
    kin = r.choice(KIN)
    s.s(f"It will cost {cost}, or {more} if the part is broken.", f"I would say between {cost} and {more}.",
        f"The price is hard to say. Perhaps {cost}, perhaps {more}.")
    s.c("That is a big difference. Can you be more exact?", "Hm. When will you know?", "So you do not know yet?")
    s.s(f"Only when I open the engine. That check costs {used}.",
        f"I have to take it apart first. That alone is {used}.",
        f"A full check would tell us. It costs {used}.")
    s.c(f"The {vehicle} belongs to my {kin}. I must ask first.", f"Then I want to talk to my {kin} about it first.",
        f"I am not sure. My {kin} pays for it, so I must ask.")
    s.s(f"No problem. We are open until {time}.", f"Sure. But on {late} we are closed.",
        "Take your time. We are here all week.")
    s.c("I will call you tomorrow.", "I will phone you tomorrow morning.", "You will get a call from me tomorrow.")
    return s.done("car repair", [
        f"{c} asks about a repair because {fault} but wants to talk to {c}'s {kin} first.",
        f"{c} brings a {vehicle} to the garage because {fault} and will decide tomorrow.",
        f"{c} has a problem with a {vehicle} and will call {p} tomorrow about the repair."], [
        f"{c} does not decide yet, because {c}'s {kin} has to be asked first.",
        f"Nothing is decided. {c} will ask {c}'s {kin} and call the garage tomorrow.",
        f"{c} will call tomorrow after asking {c}'s {kin} about the cost of the repair."], [
        f"{p} thinks the repair costs between {cost} and {more}. {c} will call tomorrow.",
        f"{p} cannot give an exact price without a check for {used}, so {c} wants to think.",
        f"{p} offers {c} a full check for {used}, but {c} has to ask {c}'s {kin}."])


def device_repair(r: random.Random) -> Dialogue:
    """A client brings a broken phone, computer or other device to a repair shop."""
    s = Script(r)
    who, hi = _intro(r)
    device, fault, accident, files = r.choice(DEVICES), r.choice(DEVICE_FAULTS), r.choice(ACCIDENTS), r.choice(FILES)
    cost, fast, low = w.price(r, 40, 95), w.price(r, 100, 160), w.price(r, 10, 35)
    day, soon = w.two_weekdays(r)
    years, time = r.choice(w.NUMBER_WORDS), w.clock(r, 9, 18)
    s.open(("Hello, welcome to the repair desk.", "Good afternoon. What have you brought us?",
            "Next, please. How can I help?"),
           (f"Hi. {hi}My {device} {fault}. Can you repair it?",
            f"Hello. {hi}I have trouble with this {device}. It {fault}.",
            f"Good morning. {hi}I bought this {device} here, and now it {fault}."))
    c, p = who or s.client, s.staff
    s.s("Let me have a look. How old is it?", "I see. When did you buy it?", "May I see it? Is it new?")
    k = r.randrange(6)
    if k == 0:
        s.c("I got it this year, and I have a guarantee.", "It is a few months old. Is it not under guarantee?",
            "It is quite new. I think the guarantee still covers it.")
        s.s("Perhaps. Did anything happen to it?", "That is good. Was there an accident?",
            "Maybe. Do you know how it broke?")
        s.c(f"Well, {accident}. But only once.", f"To be honest, {accident} on {day}.",
            f"I think {accident} last week.")
        _pause(s, 240)
        s.s(f"Then the guarantee does not help. A repair costs {cost}.",
            f"I am sorry, accidents are not covered. It would be {cost}.",
            f"In that case it is not free. We would have to ask {cost}.")
        s.c(f"That is not fair. Could you do it for {low}?", "Can you not make an exception?",
            "But it is so new. Please ask your boss.")
        s.s("No, the rules are clear. I am sorry.", "I cannot do that. The maker would not pay us.",
            "I am sorry, my boss says no as well.")
        s.c("Then I will not have it repaired.", "Then I will take it home again.", "I will leave it, then. Goodbye.")
        return s.done("device repair", [
            f"{c} wants a free repair because a {device} {fault}. {p} refuses because it was an accident.",
            f"{c}'s {device} {fault}, but the guarantee does not cover accidents, so {c} takes it home.",
            f"{c} asks for a repair under guarantee, but {p} says accidents are not covered."], [
            f"{c} must pay {cost} for the repair because of an accident and decides against it.",
            f"The guarantee does not cover the {device}, so {c} does not have it repaired.",
            f"Because of an accident there is no free repair, and {c} does not want to pay {cost}."], [
            f"{p} explains that the guarantee does not pay for an accident and asks {cost} for the repair.",
            f"{p} hears about an accident and makes no exception. {c} leaves without a repair.",
            f"{p} refuses to repair {c}'s {device} for free after hearing about the accident."])
    s.c(f"It is {years} years old.", f"I have had it for {years} years.", f"I bought it {years} years ago.")
    if k in (1, 2):
        s.s(f"A repair is {cost}, and it will be ready on {day}. For {fast} you can have it on {soon}.",
            f"We can do it by {day} for {cost}. The express service takes until {soon} and costs {fast}.",
            f"I can repair it. Normal service is {cost}, until {day}. Express is {fast}, until {soon}.")
        _pause(s, 240)
        if k == 1:
            s.c("I am not in a hurry. The normal service is fine.", f"Then I will take the normal one until {day}.",
                f"{fast} is too much. The normal service, please.")
            how, end, sum_ = "normal", day, cost
        else:
            s.c("The normal service, please. Oh, wait, I need it for a trip. Make it express.",
                f"First I thought {cost} was enough, but I need it quickly. Express, please.",
                f"{day} would be fine. No, it is too late for my work. I will pay for express.")
            how, end, sum_ = "express", soon, fast
        s.s(f"Shall we save your {files} too? That is {low}.", f"We could also copy your {files} for {low}.",
            f"For {low} we also clean it inside.")
        s.c("No, thanks, that is not needed.", "No, I did that at home.", "No, only the repair, please.")
        s.s(f"Fine. Come on {end} after {time}.", f"Good. It is ready on {end} at {time}.",
            f"Then see you on {end} at {time}.")
        _thanks(s)
        return s.done("device repair", [
            f"{c}'s {device} {fault}. {p} will repair it by {end} for {sum_}.",
            f"{c} brings in a broken {device} and chooses the {how} service for {sum_}.",
            f"{c} wants a {device} repaired and decides on the {how} service, ready on {end}."], [
            f"{c} pays {sum_} for {how} service and can fetch the {device} on {end}.",
            f"The {device} will be repaired with the {how} service and be ready on {end}.",
            f"{c} takes the {how} repair for {sum_} and does not want any extra service."], [
            f"{p} offers a normal and an express service, and {c} takes the {how} one for {sum_}.",
            f"{p} promises to have {c}'s {device} ready on {end} for {sum_}.",
            f"{p} explains the prices, and {c} prefers the {how} service until {end}."])
    if k == 3:
        s.s(f"That is old. A repair would cost {fast}, and it may break again.", f"I can try, but it would be {fast}.",
            f"Hm, the parts are hard to find. It would be {fast}.")
        _pause(s, 240)
        s.c(f"That is as much as a new {device}.", f"That is too much for an old {device}.",
            "Oh, I did not want to spend so much.")
        s.s(f"I have a used {device} here for {cost}, in {r.choice(w.COLOURS)}.",
            f"We sell a used {device} for {cost}. It works well.",
            f"You could buy this used {device} for {cost} instead.")
        s.c("Does it have a guarantee?", "Is it in good condition?", "May I return it if it breaks?")
        s.s(f"Yes, until next {r.choice(w.MONTHS)}.", f"Yes, we checked it on {day}.", "Yes, you have six months.")
        s.c(f"Good. Then I will take the used {device}.", "Then I will buy it and forget the repair.",
            "All right, I will buy that one.")
        s.s("Good choice. Please pay over there.", "Very well. Here is the box.", "Fine. I will pack it for you.")
        return s.done("device repair", [
            f"{c} wants an old {device} repaired, but it is too expensive. {c} buys a used one for {cost}.",
            f"{c}'s {device} {fault}. Instead of a repair, {c} buys a used one for {cost}.",
            f"{c} asks for a repair but finally decides to buy a used {device} for {cost}."], [
            f"{c} buys a used {device} because the repair would cost {fast}.",
            f"The repair costs too much, so {c} takes a used {device} for {cost}.",
            f"{c} prefers a used {device} for {cost} to a repair for {fast}."], [
            f"{p} says a repair would cost {fast} and sells {c} a used {device} instead.",
            f"{p} offers a used {device} for {cost} in place of the repair, and {c} accepts.",
            f"{p} can repair the old {device} for {fast}, but {c} buys a used one."])
    if k == 4:
        s.s("I am afraid it cannot be repaired any more.", "Bad news. Nobody makes parts for it now.",
            "I am sorry, the main board is broken. It cannot be saved.")
        _pause(s, 240)
        s.c(f"Oh no, all my {files} are on it.",
            f"But I need my {files} back.", f"That is terrible. What about my {files}?")
        s.s(f"We can copy that to a disk for {low}, or to our cloud for {cost}.",
            f"We can save that. A disk costs {low}, the cloud {cost}.",
            f"Do not worry. We can put that on a disk for {low}. The cloud is {cost}.")
        s.c(f"Then please use a disk for {low}.", f"I would like the disk for {low}.", "The disk is enough for me.")
        s.s(f"We need one day. Come on {day} at {time}.", f"Good. You can fetch it on {day} at {time}.",
            f"The disk will be ready on {day} at {time}.")
        s.c(f"And what happens to the {device}?", f"Can you throw the old {device} away?",
            "Can I leave the old one here?")
        s.s("We will recycle it for free.", "You can leave it here.", "We take care of that.")
        return s.done("device repair", [
            f"{c}'s {device} cannot be repaired. {p} will copy {c}'s {files} to a disk by {day}.",
            f"{c} asks for a repair, which is not possible, and gets the {files} saved for {low}.",
            f"{c} has a {device} that {fault}. {p} can only save the {files} on a disk."], [
            f"The {device} is lost, but {c} will get the {files} on a disk on {day}.",
            f"{c} pays {low} to have the {files} copied to a disk by {day}.",
            f"{c} chooses a disk for the {files} since the {device} cannot be saved."], [
            f"{p} cannot repair the {device} but will put the {files} on a disk for {low}.",
            f"{p} tells {c} that a repair is impossible and offers to save the {files}.",
            f"{p} offers to copy the {files}, and {c} orders a disk that is ready on {day}."])
    s.s(f"We have to open it first. A check costs {low}.", f"I cannot see the reason. A full check is {low}.",
        f"It may be the battery for {cost} or the board for {fast}.")
    _pause(s, 240)
    s.c("And if it cannot be repaired?", "Do I pay that in any case?", "How long will all this take?")
    s.s(f"Then you get {low} back as a voucher.", f"We would need it until {day}.",
        f"I think you can have it back on {day}.")
    s.c(f"Hm. A shop on {w.street(r)} may be cheaper. I want to compare first.",
        "I would like to compare prices in another shop first.",
        f"I need it this week, and my {files} are on it. I must think about it.")
    s.s("That is fine. Shall I write down our prices?", "Of course. You can decide later.",
        "No problem. Would you like our card?")
    s.c(f"Yes, please. I will call you on {soon}.", f"Yes. You will hear from me on {soon}.",
        f"Thank you. I will phone you on {soon}.")
    return s.done("device repair", [
        f"{c}'s {device} {fault}. {c} does not order a repair yet and will call on {soon}.",
        f"{c} asks about repairing a broken {device} but wants to think before deciding on {soon}.",
        f"{c} wants a broken {device} repaired but does not decide now and will phone {p} on {soon}."], [
        f"{c} leaves without a decision about the {device} and will give an answer on {soon}.",
        f"No repair is ordered yet, because {c} wants to think and call on {soon}.",
        f"{c} wants some time before giving the {device} to {p} and will phone on {soon}."], [
        f"{p} cannot say at once why the {device} {fault}. {c} will call on {soon}.",
        f"{p} explains the costs of the repair, but {c} does not decide before {soon}.",
        f"{p} gives {c} the prices and will hear {c}'s decision about the {device} on {soon}."])


def school_course(r: random.Random) -> Dialogue:
    """A person asks a school about joining a course."""
    s = Script(r)
    who, hi = _intro(r)
    course, other = r.sample(COURSES, 2)
    day, new_day = w.two_weekdays(r)
    time, late = _two_times(r, 9, 20)
    fee, book, weeks = w.price(r, 60, 200), w.price(r, 8, 40), r.choice(w.NUMBER_WORDS)
    s.open(("Good afternoon, this is the course office.", "Hello. Are you interested in our courses?",
            "Good morning, how may I help you?"),
           (f"Hello. {hi}I would like to join the {course} course, please.",
            f"Hi. {hi}Is there still a place in the {course} course?",
            f"Good day. {hi}I read about your {course} course in the newspaper."))
    c, p = who or s.client, s.staff
    s.s("Have you done anything like that before?", "Good. Are you a beginner?",
        "Nice. Did you take a course with us before?")
    s.c("This is all new for me. I am a beginner.", f"Only a little, {weeks} years ago. I am still a beginner.",
        "I tried it once at home, so I am a beginner.")
    k = r.randrange(6)
    if k in (0, 1):
        s.s(f"The beginners meet on {day} at {time}. The fee is {fee}.",
            f"Our beginners come every {day} at {time}. It costs {fee}.",
            f"Then the {day} class at {time} is right for you. It is {fee}.")
        _pause(s, 240)
        if k == 0:
            s.c(f"{day} is fine. Do I need a book?", "That suits me well. What should I bring?",
                "Good. Must I buy anything for it?")
            s.s(f"There is a book for {book}, but you can borrow one.",
                f"You may buy a book for {book}, but it is not a must.",
                f"You do not need much. Some people buy a book for {book}.")
            s.c("I will start without a book. Please add my name.", "No book for now. But please put me on the list.",
                "I do not need the book. Please sign me up.")
            take, on, at = course, day, time
        else:
            s.c(f"Let me think. Perhaps I would enjoy the {other} course more. When is that?",
                f"Wait, I see a {other} course on the wall. When does it take place?"
                if other not in ("Italian", "Arabic") else f"Wait, I see an {other} course on the wall. When is it?",
                f"Hm, my friend is in the {other} course here. When is that course?")
            s.s(f"The {other} course is on {new_day} at {late}, for the same fee.",
                f"It is on {new_day} at {late} and costs the same.",
                f"We have it every {new_day} at {late}. The fee does not change.")
            s.c(f"Then I would rather do that. Please put me down for {new_day}.",
                f"I have changed my mind. I will take the {other} course.",
                f"That is better for me. Please sign me up for that one, not for the {course} course.")
            take, on, at = other, new_day, late
        s.s("Done. Please pay at the first lesson.", f"Good. The course has {weeks} lessons.",
            "Very well. Here is the form to sign.")
        _thanks(s)
        return s.done("joining a course", [
            f"{c} asks about courses and joins the {take} course on {on} at {at} for {fee}.",
            f"{c} wants to take a course at a school and signs up for the {take} course on {on}.",
            f"{c} wants to learn something new. {p} puts {c} on the list for the {take} course."], [
            f"{c} will take the {take} course, which is on {on} at {at} and costs {fee}.",
            f"{c} decides on the {take} course and is going to have lessons on {on} at {at}.",
            f"The {take} lessons on {on} at {at} suit {c}, who joins the course."], [
            f"{p} tells {c} the times and the fee, and {c} chooses the {take} course.",
            f"{p} signs {c} up for the {take} course on {on} at {at}.",
            f"{p} finds a place for {c} in the {take} course, which costs {fee}."])
    if k in (2, 3):
        s.s(f"I am sorry, the {day} class is full now. There is one on {new_day} at {late}.",
            f"The beginners' class on {day} is full. Would {new_day} at {late} suit you?",
            f"Sadly, no place is left on {day}. I have one on {new_day} at {late}.")
        _pause(s, 240)
        s.c("Is that with the same teacher?", "Is it the same price?", "Is it as long as the other one?")
        s.s(f"Yes, it is all the same. {weeks.capitalize()} weeks for {fee}.",
            f"Yes. It also costs {fee} for {weeks} weeks.",
            f"Almost. It is {fee}, and it lasts {weeks} weeks.")
        if k == 2:
            s.c(f"Then I will come on {new_day}.", f"All right, {new_day} is possible too.",
                f"Good, I take the place on {new_day}.")
            s.s(f"Good. The book is {book}, if you want it.", f"Then please sign here. The book costs {book}.",
                f"Welcome to the course. We sell the book for {book}.")
            _thanks(s)
            return s.done("joining a course", [
                f"{c} wants to join the {course} course. The first class is full, so {c} takes {new_day}.",
                f"{c} asks for a place in the {course} course and gets one on {new_day} at {late}.",
                f"Since the {course} class on {day} is full, {c} joins the one on {new_day}."], [
                f"{c} will go to the {course} class on {new_day} at {late} instead of {day}.",
                f"{c} accepts a place in another class on {new_day} because {day} is full.",
                f"{c} is going to take the {course} course on {new_day} at {late} and pay {fee}."], [
                f"{p} has no place on {day} but offers {c} a class on {new_day}, which {c} takes.",
                f"{p} signs {c} up for {new_day} at {late} because the other class is full.",
                f"{p} says the {day} class is full and gives {c} a place on {new_day}."])
        s.c(f"No, I work late on {new_day}. It must be {day}.",
            f"I am never free on {new_day}. I would rather wait for {day}.",
            f"{new_day} is no good, I have choir then. Is there no way on {day}?")
        s.s("I can put you on the waiting list.", "There is a waiting list. Shall I add you?",
            "If you like, I will write you on the waiting list.")
        s.c("Yes, please do that.", "Yes, that is a good idea.", "Good, then I will hope for luck.")
        s.s("I will call you when somebody leaves.", f"Good. You are number {r.randint(2, 9)} on the list.",
            "Fine. You will get a letter from us.")
        return s.done("joining a course", [
            f"{c} wants to do the {course} course, but it is full. {p} puts {c} on the waiting list.",
            f"{c} asks for a place in the {course} course on {day} and ends up on the waiting list.",
            f"There is no place on {day}, so {c} goes on the waiting list for the {course} course."], [
            f"{c} does not have time on {new_day} and prefers to wait for a place on {day}.",
            f"{c} turns down the class on {new_day} and goes on the waiting list for {day}.",
            f"Because {new_day} does not suit {c}, {c} will wait for the {day} class."], [
            f"{p} offers a class on {new_day}, but {c} declines and is put on a waiting list.",
            f"{p} has only a place on {new_day} and adds {c} to the waiting list for {day}.",
            f"{p} cannot give {c} a place on {day} and writes {c} on the waiting list."])
    if k == 4:
        s.s(f"I must tell you that it is for advanced students only. It is on {day} at {time}.",
            f"This year we only have a class for advanced students, on {day} at {time}.",
            f"Sorry, the {day} class at {time} is for advanced students, not for beginners.")
        _pause(s, 240)
        s.c("I learn quickly. Could I try it?", "I could study at home before. Is that not enough?",
            "May I come just once and see?")
        s.s("No, the teacher does not allow it. There is a test at the start.",
            "I am sorry, everyone has to pass a test first.",
            "No, I am afraid not. The others would have to wait for you.")
        s.c("And when will there be a class for beginners?", "Will you have a beginners' class later?",
            "When can beginners start, then?")
        s.s(f"Next year, on {new_day}. The fee will be {fee}.",
            f"Next year in {r.choice(w.MONTHS)}. It will cost {fee}.",
            f"Not before next year. It will be {fee}.")
        s.c("That is too long for me. Goodbye.", "What a pity. I will try another school.",
            "Then I will look for another school.")
        return s.done("joining a course", [
            f"{c} wants to join the {course} course, but {p} refuses because it is not for beginners.",
            f"{c} asks about the {course} course and cannot join because the class is for advanced students.",
            f"{c}, a beginner, would like to do the {course} course, but it is too advanced."], [
            f"{c} cannot join the class because beginners are not allowed to take part in it.",
            f"As {c} is a beginner, the {course} class on {day} is not open to {c}.",
            f"{c} is not accepted in the {course} course because it is for advanced students."], [
            f"{p} tells {c} that the {day} class is only for advanced students and makes no exception.",
            f"{p} does not let {c} try the {course} class, since {c} is a beginner.",
            f"{p} has no {course} class for beginners this year, so {c} cannot join."])
    s.s(f"We have two classes, on {day} at {time} and on {new_day} at {late}. Both cost {fee}.",
        f"You can choose {day} at {time} or {new_day} at {late}. The fee is {fee}.",
        f"Beginners come on {day} at {time} or on {new_day} at {late}, for {fee}.")
    _pause(s, 240)
    s.c("I do not know my working hours yet. Until when can I decide?",
        "Hm, that is more than I thought. Can I decide later?",
        f"I must ask my {r.choice(KIN)} who can drive me. How long may I think?")
    s.s(f"You have {weeks} days. There are a few places left.", f"Yes, you have {weeks} weeks, so there is time.",
        f"Please decide within {weeks} days.")
    s.c("Good. I will call you when I know.", "Then I will call you later.", "All right, I will call and tell you.")
    s.s(f"Fine. The book costs {book}, by the way.", "Good. You can also write to us.",
        "Very well. Here is a list of all courses.")
    return s.done("joining a course", [
        f"{c} asks about the {course} course but does not sign up yet and will call later.",
        f"{c} is interested in the {course} course. {p} offers {day} and {new_day}, and {c} will decide later.",
        f"{c} wants to know about the {course} classes and needs time to choose one."], [
        f"{c} does not choose between {day} and {new_day} yet and will phone the school.",
        f"No place is booked, because {c} wants to think about the {course} course.",
        f"{c} will decide about the {course} course later and give {p} a call."], [
        f"{p} names the days of both classes, which cost {fee}, but {c} has to think about it.",
        f"{p} tells {c} about classes on {day} and {new_day} and gives {c} time to decide.",
        f"{p} explains when the {course} classes are, and {c} promises to call."])


def teacher_extension(r: random.Random) -> Dialogue:
    """A student asks a teacher for more time for a piece of work."""
    s = Script(r)
    who, hi = _intro(r)
    subject, task = r.choice(SUBJECTS), r.choice(TASKS)
    why, cause = r.choice(STUDY_REASONS)
    start, (step, leap) = r.randrange(7), sorted(r.sample(range(1, 5), 2))
    early, due = w.WEEKDAYS[start - 2], w.WEEKDAYS[start]
    given, wish = w.WEEKDAYS[(start + step) % 7], w.WEEKDAYS[(start + leap) % 7]
    pages, time = r.choice(w.NUMBER_WORDS), w.clock(r, 8, 16)
    s.open(("Come in, please. What is it?", "Yes, do you have a question?", "Hello. You look worried today."),
           (f"Good morning. {hi}I want to talk about the {subject} {task}.",
            f"Hello. {hi}Do you have a minute? It is about my {subject} {task}.",
            f"Excuse me. {hi}Could we talk about the {task} for {subject}?"))
    c, p = who or s.client, s.staff
    s.s(f"Sure. You must hand it in on {due}.", f"Yes, of course. It is due on {due}, isn't it?",
        f"Go on. I expect all of them on {due}.")
    s.c(f"That is the problem. {why[0].upper()}{why[1:]}, so I need until {wish}.",
        f"I cannot finish it by {due} because {why}. May I have until {wish}?",
        f"I am not ready, because {why}. Would {wish} be possible?")
    _pause(s, 203)
    s.s("How much have you done so far?", "I see. What have you written yet?", "Hm. How far have you got?")
    s.c(f"I have {pages} pages, but they are only notes.", f"Only the first {pages} parts, to be honest.",
        f"About half. I still need {pages} more pages.")
    k = r.randrange(6)
    if k == 0:
        s.s(f"All right, because it is the first time, you can have until {wish}.",
            f"Well, that is a good reason. Bring it on {wish}.",
            f"I believe you. You may hand it in on {wish}.")
        s.c("Thank you so much. Will I lose points?", "That is very kind. Does it change my mark?",
            "Thank you. Must I write more then?")
        s.s(f"No, but it must be on my desk at {time}.", f"No. Just be there before {time}.",
            f"No. But after {time} it is too late.")
        s.c("I promise.", "You can count on me.", "I will not be late.")
        return s.done("homework", [
            f"{c} asks for more time for the {subject} {task} because of {cause}. {p} agrees to {wish}.",
            f"{c} cannot finish the {subject} {task} by {due}, so {p} gives {c} until {wish}.",
            f"{c} needs more time for the {task}, and {p} moves the day from {due} to {wish}."], [
            f"{c} may hand in the {subject} {task} on {wish} instead of {due}.",
            f"{c} gets more time and has to bring the {task} on {wish} because of {cause}.",
            f"The new day for {c}'s {subject} {task} is {wish} and no longer {due}."], [
            f"{p} understands the problem and lets {c} hand in the {task} on {wish}.",
            f"{p} allows {c} to finish the {subject} {task} later than {due}, on {wish}.",
            f"{p} accepts the reason and gives {c} until {wish} for the {subject} {task}."])
    if k == 1:
        s.s(f"I am sorry, but {due} stays. I told you {pages} weeks ago.",
            f"No. You had {pages} weeks. I want it on {due}.",
            f"I cannot allow that. The class had {pages} weeks, so {due} it is.")
        s.c(f"Could {given} be possible?", f"Could I bring it on {given} at least?", f"What about {given}, then?")
        s.s("No. It would not be fair to the others.", "No, the others managed it too. I must be fair.",
            "I am afraid not. It must be fair for everyone.")
        s.c("Then I will have to work at night.", "All right, I will do my best.",
            "I understand. I will try to finish it.")
        s.s(f"You can ask me questions before {time}.", f"I am here until {time} if you need help.",
            "Start now, and it will work.")
        return s.done("homework", [
            f"{c} asks for more time for the {subject} {task} because of {cause}, but {p} refuses.",
            f"{c} wants to hand in the {subject} {task} on {wish}, but {p} insists on {due}.",
            f"{c} has not finished the {task}. {p} says it must still be handed in on {due}."], [
            f"{c} gets no extra time and has to finish the {subject} {task} by {due}.",
            f"{c} must hand in the {task} on {due} because more time would not be fair.",
            f"The {subject} {task} is still due on {due}, although {c} is not ready."], [
            f"{p} refuses to give {c} more time because the class had {pages} weeks.",
            f"{p} does not change the day and expects the {subject} {task} on {due}.",
            f"{p} says no to {c}'s wish for more time for the {subject} {task}."])
    if k == 2:
        s.s(f"{wish} is too late for me. I can give you until {given}.",
            f"I must read them before {wish}. {given} is possible.",
            f"Not {wish}, but I will allow {given}.")
        s.c(f"{given} is difficult. But I will try.", f"That is hard, but {given} is better than {due}.",
            f"Well, I think I can make it by {given}.")
        s.s(f"Do not come after {time}, please.", f"Put it in my box before {time}.",
            f"Good. I leave the school at {time}.")
        s.c("Thank you for your help.", "Thank you, I will hurry.", "Yes, thank you.")
        return s.done("homework", [
            f"{c} needs until {wish} for the {subject} {task}, but {p} only gives {c} until {given}.",
            f"{c} asks for more time because of {cause}. {p} allows {given} and not {wish}.",
            f"{c} wants more time for the {subject} {task} and gets some, but only until {given}."], [
            f"{c} has to finish the {subject} {task} by {given} and accepts that.",
            f"{c} and {p} agree on {given} as the new day for the {task}.",
            f"The {subject} {task} is now due on {given} and no longer on {due}."], [
            f"{p} cannot wait until {wish} and suggests {given}. {c} will try to finish the {task}.",
            f"{p} finds {wish} too late but lets {c} hand in the {task} on {given}.",
            f"{p} offers {c} {given} instead of {wish} as the day for the {subject} {task}."])
    if k in (3, 4):
        s.s(f"You can have until {wish}, but then you get a lower mark.",
            f"I can wait until {wish}, but your mark will be lower.",
            f"If you hand it in on {wish}, I must give you a lower mark.")
        if k == 3:
            s.c("That is hard, but I will take more time.",
                "I see. Then I will take the lower mark and the extra days.",
                "I would rather lose points than hand in something bad.")
            s.s(f"Fine, {wish} then. Write at least {pages} pages.", f"Good, so I will wait until {wish}.",
                f"Then I will note {wish} for you.")
            s.c("And until what time?", "At what time must it be here?", "Shall I bring it to your room?")
            s.s(f"Please come before {time}.", f"I am in my room until {time}.", f"{time} would be good.")
            return s.done("homework", [
                f"{c} asks for more time for the {subject} {task} and accepts a lower mark for it.",
                f"{c} cannot finish by {due} because of {cause}. {p} allows {wish} with a lower mark.",
                f"{c} gets until {wish} for the {subject} {task} but will have a lower mark."], [
                f"{c} will hand in the {task} on {wish} even though the mark will be lower.",
                f"{c} prefers a lower mark to handing in the {subject} {task} on {due}.",
                f"{c} chooses more time and a lower mark for the {subject} {task}."], [
                f"{p} agrees to wait until {wish} but will give {c} a lower mark.",
                f"{p} gives {c} extra time for the {subject} {task}, but the mark will be lower.",
                f"{p} offers {wish} with a lower mark, and {c} takes the offer."])
        s.c(f"No, I need a good mark. Then I will hand it in on {due}.",
            f"I do not want a bad mark. I will finish it by {due}.",
            f"Then no. It will be ready on {due}, even if I cannot sleep.")
        s.s("Good. I am sure you can do it.", "That is brave. Ask me if you need help.",
            f"Good. Even {pages} pages are enough.")
        s.c(f"May I come with questions on {early}?", f"Are you here on {early} for questions?",
            f"Can I show you a part on {early}?")
        s.s(f"Yes, at {time}.", f"Yes, come at {time}.", f"Of course. I have time at {time}.")
        return s.done("homework", [
            f"{c} asks for more time for the {subject} {task} but decides to finish it by {due}.",
            f"{c} wants until {wish} but does not accept a lower mark and keeps to {due}.",
            f"{c} has trouble with the {subject} {task} but will still hand it in on {due}."], [
            f"{c} will hand in the {task} on {due} because {c} does not want a lower mark.",
            f"{c} turns down the extra time since the mark would be lower, and keeps to {due}.",
            f"To avoid a lower mark, {c} is going to finish the {subject} {task} by {due}."], [
            f"{p} offers more time with a lower mark, but {c} declines and works for {due}.",
            f"{p} would wait until {wish} and give a lower mark, which {c} does not want.",
            f"{p} tells {c} that more time means a lower mark, so {c} keeps {due}."])
    proof = s.chance(0.5)
    if proof:
        s.s("I want a note from your parents first.", "Please bring me a note from your parents first.",
            "For that I need a note from your parents.")
    else:
        s.s("I must talk to the head teacher about that.", "I cannot say yes at once. Let me ask the head teacher.",
            "The head teacher has to decide such things.")
    s.c("I see. And when will I know?", "When will I get an answer?", "Can I have an answer soon, please?")
    s.s(f"I will tell you on {early}. Keep writing until then.",
        f"You will hear from me on {early}. Please go on with the work.",
        f"You will get the answer on {early} at {time}.")
    s.c("All right, I will wait.", "Fine. I will go on with my work.", "Thank you. I hope it works.")
    staff_side = [
        f"{p} has to ask the head teacher and will give {c} an answer on {early}.",
        f"{p} will speak with the head teacher and tell {c} the decision on {early}.",
        f"{p} does not agree at once because the head teacher must be asked."]
    if proof:
        staff_side = [
            f"{p} asks for a note from {c}'s parents and will give an answer on {early}.",
            f"{p} wants a note from the parents of {c} before giving an answer on {early}.",
            f"{p} does not agree at once and needs a note from {c}'s parents."]
    return s.done("homework", [
        f"{c} wants more time for the {subject} {task} because of {cause}. {p} will answer on {early}.",
        f"{c} asks for more time until {wish}, and {p} will give an answer on {early}.",
        f"{c} cannot finish the {subject} {task} by {due} and has to wait for an answer."], [
        f"{c} does not know yet about the extra time and will get an answer on {early}.",
        f"Nothing is decided about the day for the {subject} {task} before {early}.",
        f"{c} has to wait until {early} to know whether there will be more time."], staff_side)


def library_loan(r: random.Random) -> Dialogue:
    """A reader asks for a book or other thing at the library desk."""
    s = Script(r)
    who, hi = _intro(r)
    topic, other = r.sample(BOOKS, 2)
    media = r.choice(MEDIA)
    fee, fine, weeks = w.price(r, 2, 9), w.price(r, 10, 30), r.choice(w.NUMBER_WORDS)
    day, back = w.two_weekdays(r)
    thing = f"{'an' if media[0] in 'aeiou' else 'a'} {media}"
    s.open(("Hello, welcome to the library.", "Good morning. Are you looking for something?",
            "Good afternoon, how can I help you?"),
           (f"Hello. {hi}I am looking for the book about {topic} by {w.surname(r)}.",
            f"Good day. {hi}Do you have the {r.choice(w.COLOURS)} book about {topic}?",
            f"Hi. {hi}I would like to borrow the new book about {topic}."))
    c, p = who or s.client, s.staff
    s.s("Let me see. Do you have a library card?", "One moment. May I have your card?",
        "I will check. Do you have your card with you?")
    s.c(f"Yes, since {r.choice(w.MONTHS)}. Here it is.", f"Yes, here is my card. I got it on {day}.",
        f"Yes, I come here every {day}.")
    _pause(s, 158)
    k = r.randrange(7)
    if k in (0, 1):
        s.s(f"Good. It is on shelf {r.randint(2, 30)}. You may keep it for {weeks} weeks.",
            f"Here it is. The loan is for {weeks} weeks.",
            f"You are lucky, one is left. You can have it for {weeks} weeks.")
        if k == 0:
            s.c("What if I need it longer?", "Can I keep it longer if I am slow?", "And if I am not finished by then?")
            s.s(f"You can call us once. After that it costs {fee} a week.", f"Then you pay {fee} for each week.",
                f"A longer loan costs {fee} a week.")
            s.c("That should be enough. I will take it.", "I read fast, so it is fine. I will take it.",
                "All right, please stamp it for me.")
            s.s(f"Here you are. There is {thing} about {other} too.",
                f"Good. Would you like {thing} about {other} as well?",
                f"Done. We also have {thing} about {other}, by the way.")
            s.c("No, thanks, just the book.", "Not today, thank you.", "Maybe next time. Goodbye.")
            return s.done("library loan", [
                f"{c} wants a book about {topic}, and {p} lends it to {c} for {weeks} weeks.",
                f"{c} goes to the library and borrows a book about {topic} for {weeks} weeks.",
                f"{c} is looking for a book about {topic}. {p} has it, and {c} takes it."], [
                f"{c} borrows only the book about {topic} and may keep it for {weeks} weeks.",
                f"{c} takes a book about {topic} and can have it for {weeks} weeks.",
                f"The book about {topic} is in the library, so {c} borrows it for {weeks} weeks."], [
                f"{p} lets {c} have the book for {weeks} weeks and says a longer loan costs {fee}.",
                f"{p} asks for a card and gives {c} the book about {topic} for {weeks} weeks.",
                f"{p} has the book about {topic} and tells {c} about the limit of {weeks} weeks."])
        s.c(f"Oh, it is very thick. Do you have something about {other} instead?",
            f"Thank you. But I see you have things about {other}. Are those free too?",
            f"Hm, it looks difficult. What about something on {other}?")
        s.s(f"Yes, there is {thing} about {other}. It came on {day}.",
            f"Sure, we have {thing} about {other}. It is very good.",
            f"Let me look. We only have {thing} about {other}.")
        s.c("Then I will take that and leave the first book here.",
            "I like that more. I will take it and leave the book.",
            "I have changed my mind. Please give me that and not the book.")
        s.s(f"Fine. Late days cost {fee} each.", f"All right. You can keep it for {weeks} weeks too.",
            f"Here you are. Please bring it back in {weeks} weeks.")
        _thanks(s)
        return s.done("library loan", [
            f"{c} asks for a book about {topic} but finally borrows {thing} about {other}.",
            f"{c} first wants a book about {topic} and then takes {thing} about {other}.",
            f"{c} comes for a book about {topic} but leaves with {thing} about {other}."], [
            f"{c} borrows {thing} about {other} and leaves the first book in the library.",
            f"{c} does not take the book about {topic} but chooses something about {other}.",
            f"In the end, {c} borrows {thing} about {other} and not the book."], [
            f"{p} finds the book about {topic}, but {c} would rather have {thing} about {other}.",
            f"{p} lends {c} {thing} about {other} instead of the book about {topic}.",
            f"{p} offers a book about {topic}, but {c} changes to {thing} about {other}."])
    if k == 2:
        s.s(f"I am sorry, I cannot give it to you. You still owe us {fine}.",
            f"The screen says that you have not paid {fine}.",
            f"There is a problem. You owe {fine} for a late book.")
        s.c("I thought I had paid that. How did it happen?", "Really? What is it for?",
            f"That cannot be right. I only paid {fee} last time.")
        s.s(f"{thing[0].upper()}{thing[1:]} came back {weeks} weeks late.",
            f"Your book about {other} was {weeks} weeks late.",
            f"You returned a book about {other} too late.")
        s.c("I do not have so much money with me. Can I pay later?", f"May I take the book and pay on {day}?",
            f"Could I pay on {day} and take the book now?")
        s.s("No, I am sorry. No loans before the money is paid.", "I am afraid not. You must pay first.",
            "Sorry, the rule is strict. First you pay.")
        s.c(f"Then I will come back on {back}.", f"All right. I will get the money and come on {back}.",
            f"What a pity. I will try again on {back}.")
        return s.done("library loan", [
            f"{c} wants to borrow a book about {topic}, but {p} refuses because {c} owes {fine}.",
            f"{c} cannot have the book about {topic} until {c} pays {fine} to the library.",
            f"{c} asks for a book about {topic} but has not paid {fine} and gets nothing."], [
            f"{c} leaves without the book because of {fine} and will come back on {back}.",
            f"Because {c} owes the library {fine}, the loan is refused, and {c} will return on {back}.",
            f"{c} has to pay {fine} before borrowing anything and will come again on {back}."], [
            f"{p} tells {c} about {fine} that must be paid first and does not lend the book.",
            f"{p} does not allow a loan because {c} still has {fine} to pay.",
            f"{p} refuses to lend {c} the book about {topic} before {fine} is paid."])
    if k in (3, 4):
        s.s(f"It is out at the moment. It comes back on {back}.", f"Somebody else has it until {back}.",
            f"Sorry, another reader took it. It is due on {back}.")
        s.c("Oh. I need it for a talk at school.", f"What a pity. Is there anything else about {topic}?",
            "That is bad luck. What can I do?")
        s.s(f"I can keep it for you for {fee}. Or you take {thing} about {topic} now.",
            f"You could take {thing} about {topic} today. Or I keep the book for you for {fee}.",
            f"There is {thing} about {topic} here. Or shall I keep the book for you for {fee}?")
        if k == 3:
            s.c("Please keep the book for me. I can wait.", "I want the book, so please keep it for me.",
                "I would rather wait for the book.")
            s.s("Good. What is your phone number?", "All right. Shall we send you a letter?",
                "Fine. Do you want a call?")
            s.c(f"I will just come on {back}.", f"That is not needed. I will be here on {back}.",
                f"No need, I am here on {back} anyway.")
            s.s(f"We keep it for {weeks} days only.", f"Good. We close at {w.clock(r, 16, 20)}.",
                "Very well. See you then.")
            return s.done("library loan", [
                f"{c} wants a book about {topic} that is out. {c} will come for it on {back}.",
                f"{c} asks for a book about {topic}, and {p} will keep it for {c} for {fee}.",
                f"The book about {topic} is out, so {c} decides to wait until {back}."], [
                f"{c} prefers to wait for the book and will come to the library on {back}.",
                f"{c} pays {fee} to have the book about {topic} kept and comes again on {back}.",
                f"{c} will get the book on {back}, when another reader has brought it back."], [
                f"{p} offers {c} {thing}, but {c} would rather wait for the book about {topic}.",
                f"{p} will keep the book about {topic} for {c}, who returns on {back}.",
                f"{p} cannot lend the book before {back} and will keep it for {c}."])
        s.c("Then I will take what is here now.", f"I cannot wait until {back}. I will take the {media}.",
            f"The {media} is good enough. I will take it.")
        s.s(f"Here it is, for {weeks} weeks.", f"Fine. You can keep it for {weeks} weeks.",
            f"Good. Bring it back in {weeks} weeks.")
        s.c("What do I pay if I am late?", f"Can I return it on a {day}?", "May I bring it back in the evening?")
        s.s("Please ask the lady at the door about that.",
            "All the rules are on this paper.", "I will give you a paper with the rules.")
        return s.done("library loan", [
            f"{c} wants a book about {topic}. It is out, so {c} borrows {thing} for {weeks} weeks.",
            f"{c} cannot get the book about {topic} and takes {thing} about it instead.",
            f"{c} asks for a book about {topic} but leaves the library with {thing}."], [
            f"{c} does not want to wait until {back} and borrows {thing} about {topic}.",
            f"{c} takes {thing} about {topic} for {weeks} weeks because the book is out.",
            f"Instead of the book, {c} borrows {thing} about {topic} for {weeks} weeks."], [
            f"{p} says the book is out until {back} and lends {c} {thing} instead.",
            f"{p} offers to keep the book, but {c} takes {thing} about {topic} now.",
            f"{p} gives {c} {thing} about {topic} since another reader has the book."])
    place = w.street(r)
    s.s(f"We do not have it here. The school library on {place} does.",
        f"It is not here. The small library on {place} has it.",
        f"Our copy was lost. But the library on {place} has one.")
    s.c("That is far away. Can they send it?", "Could they bring it here?", "Hm. Can I get it without going there?")
    s.s(f"Yes, for {fee}. It takes until {back}.", f"Yes, it can be here on {back}. That costs {fee}.",
        f"They can send it by {back} for {fee}.")
    if k == 5:
        s.c("Good, then please let them send it.", f"Yes, please. I will pay the {fee}.",
            "All right, please order it for me.")
        s.s(f"Done. Would you like {thing} about {other} until then?",
            f"I will do that. Do you want {thing} about {other} today?",
            f"Fine. May I show you {thing} about {other}?")
        s.c(f"No, thanks. I will come again on {back}.", f"No, I will just come back on {back}.",
            f"No, thank you. See you on {back}.")
        return s.done("library loan", [
            f"{c} wants a book about {topic}. {p} will have it sent from {place} by {back}.",
            f"{c} asks for a book about {topic} and orders it from another library for {fee}.",
            f"{c} is looking for a book about {topic} and will get it on {back}."], [
            f"{c} pays {fee} to have the book sent and will come again on {back}.",
            f"The book about {topic} is going to be sent from {place}, and {c} comes on {back}.",
            f"{c} orders the book from the library on {place} and returns on {back}."], [
            f"{p} does not have the book about {topic} but orders it for {c} for {fee}.",
            f"{p} will get the book from {place} by {back}, since {c} agrees to pay {fee}.",
            f"{p} offers to have the book sent for {fee}, and {c} agrees to that."])
    s.c("I do not need it so much, thank you.", "No, I only wanted to look at some pictures.",
        "No, I will not pay for that.")
    s.s(f"We have {thing} about {other}, if you like.", f"Would {thing} about {other} be of interest?",
        f"May I show you {thing} about {other}?")
    s.c("No, that does not interest me. Goodbye.", "No, thank you. I will go now.", "Thanks, but no. Have a nice day.")
    s.s("All right. Until next time.", f"Goodbye. On {day} we have new books.", f"Goodbye. We have a reading on {day}.")
    return s.done("library loan", [
        f"{c} is looking for a book about {topic}. It is not there, and {c} leaves without anything.",
        f"{c} wants a book about {topic} but does not want it sent from {place}.",
        f"{c} asks for a book about {topic}, but it is only in the library on {place}."], [
        f"{c} does not want to have the book sent for {fee} and borrows nothing.",
        f"{c} turns down the offer to send the book from {place} for {fee}.",
        f"{c} leaves the library without a book about {topic} because it is not there."], [
        f"{p} offers to have the book sent from {place} by {back}, but {c} says no.",
        f"{p} does not have the book about {topic} and offers something else, which {c} declines.",
        f"{p} could get the book for {fee} by {back}, but {c} is not interested."])


def job_interview(r: random.Random) -> Dialogue:
    """An applicant talks with a company about an interview or the terms of a job."""
    s = Script(r)
    who, hi = _intro(r)
    job = r.choice(JOBS)
    firm, other_firm = r.sample(w.COMPANIES, 2)
    day, new_day = w.two_weekdays(r)
    time, late = _two_times(r, 8, 17)
    pay, more, floor = w.price(r, 14, 24), w.price(r, 25, 35), r.choice(w.NUMBER_WORDS)
    month, years = r.choice(w.MONTHS), r.choice(w.NUMBER_WORDS)
    a_job = f"{'an' if job[0] in 'aeiou' else 'a'} {job}"
    s.open((f"Good morning, this is {firm}. How can I help you?", f"Welcome to the staff office of {firm}.",
            f"Hello, you are in the staff office of {firm}."),
           (f"Hello. {hi}I sent you a letter about the job as {a_job}.",
            f"Good day. {hi}I would like to work for you as {a_job}.",
            f"Hi. {hi}I am here about the job as {a_job}."))
    c, p = who or s.client, s.staff
    s.s("Yes, we read your papers. How long have you done this work?",
        "Ah yes, I remember. How much experience do you have?",
        "Good. For how long have you worked in this job?")
    s.c(f"I did it for {years} years in {r.choice(w.CITIES)}.", f"About {years} years, most of it at {other_firm}.",
        f"I have done it for {years} years, and I like it.")
    _pause(s, 195)
    k = r.randrange(7)
    if k in (0, 1):
        s.s(f"Very good. We would like to invite you to an interview on {day} at {time}.",
            f"That is fine. Can you come for an interview on {day} at {time}?",
            f"We want to have a real interview with you. Is {day} at {time} possible?")
        if k == 0:
            s.c("Yes, I can come at that time. Where is it?", "Gladly. Which room is it?",
                "Yes, that suits me. Who will I meet?")
            s.s(f"Ask for {w.titled(r)} on floor {floor}.", f"Go to floor {floor}, please. You will meet {w.name(r)}.",
                f"The manager waits for you on floor {floor}.")
            end, at = day, time
        else:
            s.c(f"I have an exam on {day}. Could I come on {new_day} at {late}?",
                f"Yes. Oh, sorry, that day I am away. May it be {new_day} at {late}?",
                f"On {day} I still work. Would {new_day} at {late} be all right?")
            s.s(f"Let me ask. Yes, {new_day} at {late} is free.", f"Yes, we can move it. Go to floor {floor}.",
                f"That is fine for us too. It is on floor {floor}.")
            end, at = new_day, late
        s.c("What should I bring?", "Do I need to bring anything?", "Should I bring my papers again?")
        s.s("Just some photos of your work.", "Only your passport, please.",
            f"Your letters from the last {years} years, please.")
        _thanks(s)
        return s.done("job interview", [
            f"{c} wants to work as {a_job}. {p} invites {c} to an interview on {end} at {at}.",
            f"{c} asks about a job as {a_job} and gets an interview on {end} at {at}.",
            f"{c} will have an interview for the job as {a_job} on {end} at {at}."], [
            f"{c} and {p} agree on {end} at {at} for the job interview.",
            f"The interview for the job as {a_job} is fixed for {end} at {at}.",
            f"{c} is going to come to the job interview on {end} at {at}."], [
            f"{p} is interested in {c} and arranges an interview on {end} at {at}.",
            f"{p} likes that {c} has done the work for {years} years and plans an interview on {end}.",
            f"{p} asks {c} to come on {end} at {at} to talk about the job."])
    if k in (2, 3):
        s.s(f"We can offer you the job. The pay is {pay} an hour.",
            f"Good. The job is yours, and we pay {pay} an hour.",
            f"You can have the job, for {pay} an hour.")
        s.c(f"I earned more before. Could it be {more}?", f"Thank you, but I hoped for {more}.",
            f"I am happy, but {more} would be fair.")
        if k == 2:
            s.s(f"You get {pay} now, and after {floor} months we can pay {more}.",
                f"Not now, but you get {more} after {floor} months.",
                f"We begin with {pay} and pay {more} after {floor} months.")
            s.c("That is fair. I will take the job.", "All right, I accept that.",
                "I can agree to that. I take the job.")
            s.s(f"Welcome. You start in {month}.", f"Good. Your first day is in {month}.",
                f"Great. Please come on the first {day} in {month}.")
            _thanks(s)
            return s.done("job offer", [
                f"{c} asks for higher pay as {a_job} and accepts {more} after {floor} months.",
                f"{p} offers {c} a job as {a_job}, and {c} takes it and starts in {month}.",
                f"{c} will begin to work as {a_job} in {month} for {pay} an hour."], [
                f"{c} accepts the job, which pays {pay} an hour now and {more} after {floor} months.",
                f"{c} takes the job because the pay goes up to {more} after {floor} months.",
                f"{c} agrees to start in {month} and to get more money after {floor} months."], [
                f"{p} cannot pay {more} at once but promises it after {floor} months. {c} agrees.",
                f"{p} gives {c} the job and will pay {more} an hour after {floor} months.",
                f"{p} hires {c} as {a_job} and promises higher pay after {floor} months."])
        s.s(f"I am sorry, {pay} is all we can pay.", f"That is not possible. Everyone here gets {pay}.",
            f"No, but you get {floor} extra free days.")
        s.c("Is there really no other way?", "Could you ask your boss again?", "Does the pay go up later?")
        s.s("I am afraid not, not this year.", f"No, we talked about it on {day}.", f"Not before {month} next year.")
        s.c("Then I will not take the job.", "In that case I have to say no to the job.",
            "Then I would rather keep my old job.")
        _sorry_bye(s)
        return s.done("job offer", [
            f"{c} is offered a job as {a_job} but declines because the pay is only {pay} an hour.",
            f"{c} wants {more} an hour for the job as {a_job}, which {p} refuses to pay.",
            f"{c} and {p} do not agree about the pay, so {c} does not take the job."], [
            f"{c} turns down the job as {a_job} since {pay} an hour is not enough.",
            f"Because of the low pay of {pay} an hour, {c} does not want the job.",
            f"{c} does not accept the job as {a_job} because the pay is too low."], [
            f"{p} offers {c} a job for {pay} an hour and will not pay more, so {c} declines.",
            f"{p} cannot pay {c} more than {pay} an hour, and {c} says no.",
            f"{p} would like to hire {c} as {a_job} but loses {c} because of the pay."])
    if k == 4:
        s.s(f"We need somebody who can also work in the evening, until {late}. Is that fine?",
            f"You know that we often work until {late} on {new_day}?",
            f"The job includes late work on {new_day}, until {late}. Is that all right?")
        s.c("No, I have small children. I can only work in the morning.",
            "I have to fetch my children. I only have time in the morning.",
            "That is hard. I study, so only the morning is free for me.")
        s.s("Then I am afraid we cannot take you.", "In that case I have to say no.",
            "Then it does not work, I am sorry.")
        s.c("Could I share the job with somebody?", f"And if I begin in {month}?",
            f"I would even work for {pay} an hour.")
        s.s("No, we need one person who can work all hours.", "No. We need someone for all hours of the day.",
            "I am sorry, the hours cannot be changed.")
        s.c("What a pity. Thank you anyway.", "I understand. I will look for something else.",
            "Then I will keep looking.")
        return s.done("job interview", [
            f"{c} would like to work as {a_job}, but {p} refuses because {c} is only free in the morning.",
            f"{c} asks for a job as {a_job} and does not get it because of the working hours.",
            f"{c} cannot get the job as {a_job}, since {c} only has time in the morning."], [
            f"{c} is not hired as {a_job} because {c} can only work in the morning.",
            f"The working hours of the job do not suit {c}, so {p} says no.",
            f"{c} does not get the job because {p} needs somebody with more free hours."], [
            f"{p} cannot take {c} because the job needs someone who works longer than the morning.",
            f"{p} refuses to change the working hours and does not give {c} the job.",
            f"{p} is looking for a person with more time and turns {c} down."])
    if k == 5:
        what, told = r.choice((
            ("a job in another office", "But we need people in another office."),
            ("a job in the shop", "There is still a job in our shop."),
            ("part-time work", "But we still have part-time work."),
            ("a job in the store room", "But we have a job in the store room."),
            ("a job at night", "But there is a job at night."),
            ("a job for the summer", "But we have a job for the summer.")))
        s.s(f"The job as {a_job} was taken on {day}. {told}", f"I am sorry, we found somebody on {day}. {told}",
            f"That place is gone since {day}. {told}")
        s.c("Oh. What does that pay?", "I see. How much would I earn there?", "That is a pity. And the pay?")
        s.s(f"It pays {pay} an hour, from {month} on.", f"You would get {pay} an hour and start in {month}.",
            f"We pay {pay} an hour. You could begin in {month}.")
        s.c(f"I got {more} before, but I will take it.", "That is less than I hoped, but I accept.",
            "It is a start. I would like to do that.")
        s.s(f"Good. Come on {new_day} at {late} to sign.", f"Then please sign the papers here on {new_day}.",
            f"Fine. You can sign on {new_day}.")
        _thanks(s)
        return s.done("job offer", [
            f"{c} asks for a job as {a_job}. It is taken, so {c} accepts {what} for {pay} an hour.",
            f"{c} wants to be {a_job} but finally takes {what} from {month} on.",
            f"The job as {a_job} that {c} wants is gone, but {c} takes {what} instead."], [
            f"{c} accepts {what} for {pay} an hour and will sign on {new_day}.",
            f"{c} will start in {month} with {what} and earn {pay} an hour.",
            f"{c} is going to sign the papers for {what} on {new_day}."], [
            f"{p} has no job as {a_job} any more but offers {what}. {c} accepts.",
            f"{p} offers {c} {what} for {pay} an hour because the other place is taken.",
            f"{p} tells {c} that the place is taken and gives {c} {what}."])
    s.s(f"We can offer you {pay} an hour and a start in {month}.",
        f"We would like to have you from {month} on, for {pay} an hour.",
        f"You could start in {month}. The pay is {pay} an hour.")
    s.c(f"That is kind. But {other_firm} made me an offer, too.",
        f"Thank you. I also wait for an answer from {other_firm}.",
        f"I am glad. But I talked to {other_firm} as well.")
    s.s("When can you tell us?", "How much time do you need?", "Do they pay better?")
    s.c(f"I will know more on {new_day}. I will call you then.", f"Please give me until {new_day}. I will phone you.",
        f"I cannot decide now. I will call you on {new_day}.")
    s.s("Good, but please do not wait longer.", f"All right. Call before {late}, please.", "We can wait that long.")
    return s.done("job offer", [
        f"{p} offers {c} a job as {a_job}, but {c} does not decide before {new_day}.",
        f"{c} gets an offer of {pay} an hour and will give an answer on {new_day}.",
        f"{c} asks about a job as {a_job} and needs time until {new_day} to decide."], [
        f"{c} does not accept the job yet because {other_firm} may want {c} as well.",
        f"{c} will call {p} on {new_day} about the job, since {other_firm} is also possible.",
        f"There is no decision about the job yet, and {c} will phone on {new_day}."], [
        f"{p} wants {c} to start in {month}, but {c} also thinks about {other_firm}.",
        f"{p} offers {pay} an hour and waits for {c}'s answer until {new_day}.",
        f"{p} would like to hire {c} as {a_job} and has to wait for a call on {new_day}."])


def leave_request(r: random.Random) -> Dialogue:
    """An employee asks a manager for days off."""
    s = Script(r)
    who, hi = _intro(r)
    why, cause = r.choice(LEAVE_REASONS)
    busy, need = r.choice(WORK_REASONS)
    day, new_day, third = r.sample(w.WEEKDAYS, 3)
    mate, other = w.names(r, 2)
    left, time = r.choice(w.NUMBER_WORDS), w.clock(r, 11, 16)
    s.open(("Come in. What can I do for you?", "Good morning. You wanted to see me?",
            "Hello. Please close the door. What is it?"),
           (f"Hello. {hi}I would like to take a day off next week.",
            f"Good morning. {hi}I want to ask for a free day, please.",
            f"Excuse me. {hi}I need to talk to you about a day off."))
    c, p = who or s.client, s.staff
    s.s("I see. Which day do you mean, and why?", "Let me open the plan. Which day, and what for?",
        "All right. When is it, and what is the reason?")
    s.c(f"It is {day}, because {why}.", f"I need {day} off. {why[0].upper()}{why[1:]}.", f"Next {day}. You see, {why}.")
    _pause(s)
    k = r.randrange(7)
    if k == 0:
        s.s(f"You still have {left} days this year. Who can do your work?",
            f"Even {new_day} would be easier. Who will answer your phone?",
            f"{other} is away too, but maybe. Who takes your work?")
        s.c(f"{mate} will do it. I asked this morning.", f"I talked to {mate}, who is happy to help.",
            f"{mate} will help me, as I helped in {r.choice(w.MONTHS)}.")
        s.s(f"Good. Then you can have {day} off.", f"Then I say yes. Enjoy your free {day}.",
            f"Fine, then you may stay at home on {day}.")
        s.c("Thank you. Should I write it down?", "Thank you very much. Is there a form?",
            "Great. Do you need a paper from me?")
        s.s(f"Yes, please put the form here before {time}.", f"Yes, give it to {other} today.",
            "No, I have put it into the plan.")
        return s.done("day off", [
            f"{c} asks for {day} off because of {cause}, and {p} agrees since {mate} will help.",
            f"{c} wants a day off for {cause}. {p} allows {c} to be away on {day}.",
            f"{c} would like to be free on {day} because of {cause} and gets the day off."], [
            f"{c} gets {day} off, and {mate} will do the work that day.",
            f"{c} does not have to work on {day} because {mate} takes over.",
            f"The free day on {day} is allowed, because {mate} is going to help {c}."], [
            f"{p} gives {c} {day} off after hearing that {mate} will do the work.",
            f"{p} asks who can do the work and then lets {c} have {day} off.",
            f"{p} agrees that {c} may be away on {day} because of {cause}."])
    if k == 1:
        s.s(f"I am sorry, that is not possible. On {day} {busy}.", f"{day} is the worst day, because {busy}.",
            f"I have to say no to {day}. That day {busy}.")
        s.c(f"{mate} could do my work.", f"I could work longer on {new_day}.", f"And if {mate} takes my place?")
        s.s(f"No, I need all of you. {other} also asked me in vain.",
            f"That does not help. I already said no to {other}.",
            "No, I need everyone here that day.")
        s.c("Is a half day possible?", f"What if I come at {time} and have half a day?",
            f"Could I at least leave at {time}?")
        s.s("No. I am really sorry.", "No, not this time. I am sorry.",
            f"I am afraid not. You can have {third} in another week.")
        s.c("That is a pity. My family will be sad.", "I understand, but I am not happy.", "Well, then I have to come.")
        return s.done("day off", [
            f"{c} asks for {day} off because of {cause}, but {p} refuses because of {need}.",
            f"{c} wants to be free on {day}, which {p} does not allow because of {need}.",
            f"{c} needs {day} off for {cause}. {p} says no and does not change the plan."], [
            f"{c} has to work on {day} because of {need} and is not happy about it."
            if "happy" in s.turns[-1][1] else f"{c} has to come to work on {day} because of {need}.",
            f"{c} cannot have {day} off and does not get a shorter day either.",
            f"Because of {need}, {c} is not allowed to be away on {day}."], [
            f"{p} says no to a free {day} and explains that it is because of {need}.",
            f"{p} needs everyone on {day} and refuses to give {c} the day off.",
            f"{p} does not give {c} a free day because of {need} on {day}."])
    if k in (2, 3):
        s.s(f"{day} is hard, because {busy}. Would {new_day} help you?",
            f"On {day} {busy}. I could give you {new_day}.",
            f"Not {day}, please. That day {busy}. What about {new_day}?")
        if k == 2:
            s.c(f"I can move my plans. {new_day} is fine.", f"{new_day} would work as well, I think.",
                f"Yes, I can change it to {new_day}.")
            s.s(f"Thank you. Please tell {mate} about it.", f"Good. You have {left} days left after that.",
                "Fine. I will write it into the plan.")
            s.c("Good. Do I get my full pay for the free day?", f"Good. Should I still come at {time} for the meeting?",
                "Do I have to fill in a form?")
            s.s("Yes, of course. Have a nice time.", f"Yes, please. {other} can tell you more about it.",
                "Yes, but that is all you have to do.")
            return s.done("day off", [
                f"{c} wants {day} off because of {cause}, but in the end {c} gets {new_day}.",
                f"{c} asks for {day} off. {p} offers {new_day} instead, and {c} accepts.",
                f"{c} would like a free {day} for {cause} and agrees to take {new_day}."], [
                f"{c} will be off on {new_day}, since {day} is not possible because of {need}.",
                f"The free day is moved from {day} to {new_day} because of {need}.",
                f"{c} changes the plans for {cause} and takes {new_day} off instead of {day}."], [
                f"{p} needs {c} on {day} and gives {c} a free {new_day} instead.",
                f"{p} cannot allow {day} because of {need} but lets {c} have {new_day}.",
                f"{p} suggests {new_day} as the day off, and {c} says yes to that."])
        s.c(f"No, {new_day} does not help me. It must be {day}.", f"That is no use to me. I need {day}.",
            f"I cannot move it to {new_day}, sorry.")
        s.s(f"Then come in the morning and leave at {time}.", f"Then I can let you go at {time} that day.",
            f"All I can do is let you leave at {time} on {day}.")
        s.c("That would be enough, thank you.", "Good, that will help me.", "Yes, that is a fair solution.")
        s.s(f"But please finish the {r.choice(w.MONTHS)} report before.", f"{mate} will take your calls then.",
            f"Good. Tell {other} when you go.")
        _thanks(s)
        return s.done("day off", [
            f"{c} asks for {day} off because of {cause}. {p} lets {c} leave at {time} that day.",
            f"{c} wants a free {day} but gets only the time after {time}.",
            f"{c} needs {day} off for {cause} and may go home at {time}."], [
            f"{c} has to work on {day} but may leave at {time}, which is enough for {c}.",
            f"{c} does not want {new_day} off and accepts leaving at {time} on {day}.",
            f"On {day}, {c} will work only until {time} because of {cause}."], [
            f"{p} cannot give {c} the whole {day} because of {need} but allows part of it.",
            f"{p} offers {new_day} first and then lets {c} go at {time} on {day}.",
            f"{p} lets {c} leave work at {time} on {day} because of {cause}."])
    if k in (4, 5):
        s.s(f"Is one day enough? You have {left} days left.", f"That looks possible. Only {other} is away then.",
            f"I think so. {mate} is here on {day}.")
        if k == 4:
            s.c(f"Wait, I mixed up the dates. I mean {new_day}, not {day}.",
                f"Oh, sorry, I looked at the wrong week. It must be {new_day}.",
                f"Now that I think of it, {new_day} is better than {day}.")
            s.s(f"{new_day}? That is even better for us.", f"So {new_day} and not {day}. That is fine.",
                f"All right, you can have {new_day} then.")
            s.c("Great. I am sorry for the mistake.", "Thank you for your patience with me.",
                "That is very kind of you, thank you.")
            s.s(f"No problem. Call {mate} if you are late on {third}.", f"Just tell {mate} before {time}.",
                f"And please be on time on {third}.")
            return s.done("day off", [
                f"{c} asks for a day off because of {cause} and finally gets {new_day}.",
                f"{c} first asks for {day} and then for {new_day}. {p} agrees to that.",
                f"{c} wants a free day for {cause}, changes it to {new_day}, and gets it."], [
                f"{c} will be off on {new_day}, not on {day}, because of {cause}.",
                f"{c} corrects the day to {new_day} and is allowed to be away.",
                f"The free day of {c} is {new_day}, after {c} named another day at first."], [
                f"{p} lets {c} have {new_day} off after {c} corrects the day of the leave.",
                f"{p} agrees that {c} may be away on {new_day} instead of {day}.",
                f"{p} says yes to a day off on {new_day} for {cause}."])
        s.c(f"Could I have {new_day} as well?", f"One day is short. May I take {new_day}, too?",
            f"In fact, I need both {day} and {new_day}.")
        s.s(f"Two days? On {new_day} {busy}.", f"{new_day} is a problem, because {busy}.",
            f"Only {day}, please. On {new_day} {busy}.")
        s.c(f"I see. Then only {day}, please.", f"Fine, {day} alone is all right.", f"Then I will just take {day}.")
        s.s(f"Agreed. Leave a note for {mate}.", f"Good. Be back on {third} before {time}.",
            "Good. I will sign the form.")
        s.c(f"Yes, I will. And I will work on {new_day}.", f"Of course. I will be here on {new_day}.",
            f"Thanks a lot. See you on {new_day} then.")
        return s.done("day off", [
            f"{c} asks for {day} and {new_day} off because of {cause} but gets only {day}.",
            f"{c} wants {day} and {new_day} off. {p} allows {day} but not {new_day}.",
            f"{c} would like to have {day} and {new_day} off and gets only {day}."], [
            f"{c} will be off on {day} and work on {new_day} because of {need}.",
            f"{c} may stay away on {day}, but a second free day is not possible.",
            f"Only {day} is free for {c}, since {new_day} is impossible because of {need}."], [
            f"{p} gives {c} {day} off but refuses {new_day} because of {need}.",
            f"{p} agrees to a day off on {day} and says no to {new_day}.",
            f"{p} lets {c} have {day} for {cause} but needs {c} on {new_day}."])
    s.s(f"Hm, {other} wants the same day. I have to think about it.",
        f"{other} asked for that day, too. I cannot say yes yet.",
        f"I am not sure. {other} would also like to be away then.")
    s.c(f"I could work on {third} instead.", f"My reason is important. I asked {left} weeks ago already.",
        f"Maybe {mate} can help us both.")
    s.s(f"I will talk to {other} and tell you on {new_day}.",
        f"Let me speak with {other} first. You will know on {new_day}.",
        f"I must ask {other}. I will let you know on {new_day}.")
    s.c("Please try. It means a lot to me.", "All right, I will wait until then.", "Thank you. I hope for a yes.")
    s.s("I will do my best. Now back to work.", f"We will see. Please send {mate} to me.",
        "Do not worry, we will find a way.")
    return s.done("day off", [
        f"{c} asks for {day} off because of {cause}, and {p} will decide after talking to {other}.",
        f"{c} wants to be free on {day}, but {other} wants the same day.",
        f"{c} needs {day} off for {cause} and has to wait for an answer until {new_day}."], [
        f"{c} does not know yet about the day off and will hear from {p} on {new_day}.",
        f"There is no decision about {day} yet, because {other} asked for it as well.",
        f"{c} must wait until {new_day}, since {other} would also like {day} off."], [
        f"{p} cannot say yes to {c} before speaking with {other} about {day}.",
        f"{p} will talk to {other} and give {c} an answer on {new_day}.",
        f"{p} knows that {other} wants {day} off, too, and will decide later."])


def gym_membership(r: random.Random) -> Dialogue:
    """A person asks at a gym about joining, changing or leaving."""
    s = Script(r)
    who, hi = _intro(r)
    use, other = r.sample(GYM_USES, 2)
    why = r.choice(HEALTH)
    month_fee, year_fee, once = w.price(r, 25, 45), w.price(r, 250, 450), w.price(r, 6, 15)
    day, new_day = w.two_weekdays(r)
    time, late = _two_times(r, 8, 20)
    n, gym = r.choice(w.NUMBER_WORDS), w.company(r)
    s.open((f"Hello and welcome to {gym} Gym.", "Good morning. Have you been here before?",
            "Hi there. How can I help you?"),
           (f"Hello. {hi}I would like to know about your gym, because {why}.",
            f"Hi. {hi}I want to do more sport. {why[0].upper()}{why[1:]}.",
            f"Good day. {hi}I am thinking about your gym because {why}."))
    c, p = who or s.client, s.staff
    s.s("That is a good reason. What do you want to use?", "Very good. What would you like to do here?",
        "You have come to the right place. What interests you most?")
    s.c(f"Mainly {use}, about {n} times a month.", f"I like {use} best of all.",
        f"I would love to try {use}.")
    s.s(f"Fine. It is {month_fee} for a month or {year_fee} for a year.",
        f"Good. A year costs {year_fee}. By the month it is {month_fee}.",
        f"You can pay {month_fee} a month, or {year_fee} for a whole year.")
    _pause(s, 215)
    k = r.randrange(7)
    if k in (0, 1):
        if k == 0:
            s.c("I will start with a month.", "A month is enough for now.",
                "The month, please. I want to see if I like it.")
            s.s(f"The year is cheaper. And you could use {other} too.", f"For a year you also get {other} for free.",
                f"Are you sure? With a year, {other} is free.")
            s.c("No, thanks. I will stay with the month.", "I still want just the month.",
                "Maybe later. Only a month for now.")
            span, sum_ = "a month", month_fee
        else:
            s.c("I will start with a month, please.", "Only a month for now, I think.",
                "Then let me take just a month.")
            s.s(f"The year is cheaper. And you could use {other} too.", f"For a year you also get {other} for free.",
                f"Are you sure? With a year, {other} is free.")
            s.c("Oh, that is good. Then I will take the year after all.",
                "That changes my mind. Make it a year, please.",
                "You are right. Then I would rather have the year.")
            span, sum_ = "a year", year_fee
        s.s(f"Good. Please come on {day} at {time}. A trainer will show you everything.",
            f"Very well. Your first lesson with a trainer is on {day} at {time}.",
            f"Here is your card. The trainer waits for you on {day} at {time}.")
        _thanks(s)
        return s.done("gym membership", [
            f"{c} wants to use {use} and joins the gym for {span} for {sum_}.",
            f"{c} asks about the gym because of {use} and decides to pay for {span}.",
            f"{c} joins the gym for {span} and will meet a trainer on {day} at {time}."], [
            f"{c} decides on {span} at the gym, which costs {sum_}.",
            f"{c} becomes a member for {span} and comes on {day} at {time}.",
            f"{c} pays {sum_} for {span} and has a meeting with a trainer on {day}."], [
            f"{p} explains the prices, and {c} chooses {span} for {sum_}.",
            f"{p} makes {c} a member for {span} and asks {c} to come on {day}.",
            f"{p} names the prices for a month and a year, and {c} takes {span}."])
    if k in (2, 3):
        s.c("Hm, I do not know if I will like it. Can I try it first?",
            "That is a lot if I do not like it. Is there a test?",
            "Before I sign, may I come once?")
        s.s(f"You can have a trial day on {day} for {once}.", f"Yes, a trial costs {once}. The next one is on {day}.",
            f"We have a trial on {day} for {once}, with {other}.")
        if k == 2:
            s.c(f"That sounds good. I will come on {day}.", "Yes, please put me down for the trial.",
                "All right, I would like that.")
            s.s(f"Good. Be here at {time} and bring a towel.", f"We start at {time}. Clean shoes, please.",
                f"Fine. It begins at {time}.")
            _thanks(s)
            return s.done("gym trial", [
                f"{c} is interested in the gym and will have a trial on {day} at {time}.",
                f"{c} wants to try the gym before joining and takes a trial for {once}.",
                f"{c} would like to use {use} and first comes for a trial on {day}."], [
                f"{c} does not join yet but pays {once} for a trial on {day}.",
                f"A trial on {day} at {time} is arranged for {c}, who wants to test the gym.",
                f"{c} is going to test the gym on {day} before becoming a member."], [
                f"{p} offers {c} a trial on {day} for {once}, and {c} accepts it.",
                f"{p} tells {c} the prices and arranges a trial on {day} at {time}.",
                f"{p} suggests a trial because {c} does not want to join at once."])
        s.c(f"I am away on {day}. What about {new_day}?", f"Could I come on {new_day}? On {day} I work.",
            f"{day} is bad. Is {new_day} possible?")
        s.s(f"No, trials are only on {day}.", f"I am sorry, only {day} is possible.",
            f"We have no trainer on {new_day}.")
        s.c("Then it makes no sense for me. Goodbye.", "Then I will look at another gym.",
            "What a pity. Then I will leave it.")
        s.s("I am sorry to hear that.", "Maybe another time.", "All right. Goodbye.")
        return s.done("gym trial", [
            f"{c} wants to try the gym on {new_day}, but a trial is only possible on {day}.",
            f"{c} asks about the gym but does not join because the trial day does not suit {c}.",
            f"{c} would like to use {use} but leaves because the trial is on {day}."], [
            f"{c} cannot come to the trial on {day} and does not join the gym.",
            f"There is no trial on {new_day}, so {c} does not take anything.",
            f"{c} gives up the idea of joining, since {day} is not possible for {c}."], [
            f"{p} offers a trial for {once} on {day}, but {c} cannot come then.",
            f"{p} refuses to give {c} a trial on {new_day}, and {c} leaves.",
            f"{p} cannot move the trial from {day} to {new_day}, so {c} leaves."])
    if k == 4:
        s.c("Good, I will take the year. Can I use it at once?", f"The year is fine. May I go to {use} today?",
            "Then please give me the year. Can I begin now?")
        s.s("You need a letter from a doctor first.", "Not without a doctor's letter, I am afraid.",
            "First I need a letter from your doctor.")
        s.c(f"But I feel well. I ran for {n} hours last week.", "Nobody asked me that at the other gym.",
            f"Can I bring it on {day} and start now?")
        s.s("I am sorry, that is our rule for new members.", "No. Without it I cannot let you in.",
            "No, the rule is the same for all new people.")
        s.c(f"Then I will come back with it on {new_day}.", f"All right. I will see my doctor and come on {new_day}.",
            f"Fine. I will get it and return on {new_day}.")
        s.s(f"Good. We open at {time}.", f"Very good. On {new_day} we are here until {late}.",
            "Thank you for understanding.")
        return s.done("gym membership", [
            f"{c} wants to join the gym for a year but needs a letter from a doctor first.",
            f"{c} would like to start at the gym, but {p} refuses without a letter from a doctor.",
            f"{c} wants to use {use} but has to bring a letter from a doctor first."], [
            f"{c} cannot start yet and will come back with the letter on {new_day}.",
            f"{c} is not let in and will return on {new_day} with a letter from the doctor.",
            f"Without a letter from a doctor, {c} cannot begin and must come again on {new_day}."], [
            f"{p} does not let {c} start without a letter from a doctor.",
            f"{p} tells {c} about the rule for new members and asks for a doctor's letter.",
            f"{p} explains that a doctor's letter is needed. {c} will bring it on {new_day}."])
    if k == 5:
        s.c(f"I only want {use}. Do I have to pay for everything?", f"That is too much just for {use}.",
            f"Is there a ticket just for {use}?")
        s.s(f"There is a card for ten visits. It is {w.price(r, 60, 120)}, or {once} for one.",
            f"You can buy single tickets for {once} each.",
            f"Yes, a single visit costs {once}. {other[0].upper()}{other[1:]} would be extra.")
        s.c(f"Then I take single tickets for {once}.", f"That is better. I will pay {once} each time.",
            f"Good, then I will just pay {once} for a visit.")
        s.s(f"Fine. {use[0].upper()}{use[1:]} can be used until {late}.", f"All right. It is closed on {new_day}.",
            f"Good. Come before {late}, please.")
        s.c(f"Then I will be here on {day}.", f"Good to know. I will start on {day}.",
            f"I will come on {day} for the first time.")
        s.s("See you then.", "We look forward to it.", "Wonderful. See you.")
        return s.done("gym membership", [
            f"{c} only wants to use {use} and will pay {once} for each visit.",
            f"{c} does not become a member but pays {once} a time for {use}.",
            f"{c} asks about the gym, takes no month or year, and chooses single visits for {once}."], [
            f"{c} is going to come on {day} and pay {once} for a single visit.",
            f"{c} prefers to pay {once} for one visit and will start on {day}.",
            f"Instead of joining the gym, {c} chooses to pay only for single visits."], [
            f"{p} offers single visits for {once}, which {c} likes better than a month or a year.",
            f"{p} tells {c} that one visit costs {once}, and {c} will come on {day}.",
            f"{p} lets {c} use {use} for {once} a time without joining."])
    kin = r.choice(KIN)
    s.c(f"My {kin} may want to join as well. Is it cheaper for two?", f"And what if my {kin} comes with me?",
        f"Is there a price for two? My {kin} is interested.")
    s.s(f"Yes, the second person gets {once} off.", f"Then we take {once} off for the second person.",
        f"For two people we take off {once}.")
    s.c(f"Good. I will ask my {kin} and call you on {day}.",
        f"Then I will talk to my {kin} first and phone you on {day}.",
        f"That is interesting. I will ask my {kin}. You will hear from me on {day}.")
    s.s(f"Fine. Shall I show you {other} now?", f"Good. Would you like to see {other}?",
        f"Please do. Do you want to look at {other}?")
    s.c(f"No, I must leave now. It is {time} already.", "Not today, thank you.", "Another time, I am in a hurry.")
    s.s("All right. Goodbye.", "Then goodbye for now.", "No problem. Goodbye.")
    return s.done("gym membership", [
        f"{c} asks about the gym and wants to talk to {c}'s {kin} before joining.",
        f"{c} is interested in {use} but will ask {c}'s {kin} and call on {day}.",
        f"{c} wants to know the prices of the gym and will decide after asking {c}'s {kin}."], [
        f"{c} does not join the gym today and will phone {p} on {day}.",
        f"{c} does not join the gym yet because {c}'s {kin} may come as well.",
        f"No decision is made, since {c} has to talk with {c}'s {kin} first."], [
        f"{p} tells {c} the prices of the gym and waits for a call on {day}.",
        f"{p} offers {once} off for a second person, and {c} will ask {c}'s {kin}.",
        f"{p} explains the prices of the gym, but {c} does not decide before {day}."])


def moving_company(r: random.Random) -> Dialogue:
    """A client plans a move with a moving company."""
    s = Script(r)
    who, hi = _intro(r)
    start, goal = r.sample(w.CITIES, 2) if s.chance(0.5) else _two_streets(r)
    heavy = r.choice(HEAVY)
    day, new_day = w.two_weekdays(r)
    time, late = _two_times(r, 7, 15)
    cost, low, extra = w.price(r, 400, 900), w.price(r, 200, 380), w.price(r, 40, 95)
    n, floor = r.randint(15, 60), r.choice(w.NUMBER_WORDS)
    s.open((f"{w.company(r)} Movers, good morning.", "Hello, this is the moving office. How can I help?",
            "Good afternoon. Are you planning a move?"),
           (f"Hello. {hi}I am moving from {start} to {goal} and need some help.",
            f"Good day. {hi}Can you move my things from {start} to {goal}?",
            f"Hi. {hi}I need a moving company. I go from {start} to {goal}."))
    c, p = who or s.client, s.staff
    s.s("Gladly. How much do you have?", "We can do that. What must be carried?", "Of course. Do you have many things?")
    s.c(f"About {n} boxes and a {heavy}.", f"I have {n} boxes, some chairs and a {heavy}.",
        f"Some furniture, {n} boxes and a {heavy}.")
    k = r.randrange(7)
    if k in (0, 1):
        s.s("When should it be?", "And on which day?", "Which day would you like?")
        s.c(f"On {day}, please. I am on floor {floor}.", f"{day} would be best. There is no lift.",
            f"I thought of {day} in the morning.")
        _pause(s)
        s.s(f"That will cost {cost}. With packing it is {extra} more.",
            f"It would be {cost}, or {extra} more if we pack for you.",
            f"The price is {cost}. For {extra} more, we also pack the boxes.")
        if k == 0:
            s.c("I will pack myself. The price is fine.", "No packing, please. I accept the price.",
                "I can pack alone. Please come, then.")
            s.s(f"Good. We will be there on {day} at {time}.", f"Agreed. The truck comes on {day} at {time}.",
                f"Then our team comes on {day} at {time}.")
            on, at = day, time
        else:
            s.c(f"Fine, no packing. Oh, wait, I get the keys later. Can you come on {new_day}?",
                f"No packing. But {day} is too early. I would rather move on {new_day}.",
                f"I will pack myself. Let me look. No, not {day}, make it {new_day}, please.")
            s.s(f"Yes, {new_day} at {late} is still free.", f"We can change it to {new_day} at {late}.",
                f"No problem. We come on {new_day} at {late}, then.")
            on, at = new_day, late
        _thanks(s)
        return s.done("moving house", [
            f"{c} is moving from {start} to {goal}. {p}'s company will come on {on} at {at}.",
            f"{c} needs help with a move to {goal} and books {p} for {on} at {at}.",
            f"{c} wants to move a {heavy} and {n} boxes, and it will be done on {on}."], [
            f"{c} accepts the price of {cost} and will move on {on}.",
            f"The move to {goal} is planned for {on} at {at} and costs {cost}.",
            f"{c} will do the packing alone and move with {p}'s help on {on}."], [
            f"{p} asks {cost} for the move to {goal} and will come on {on} at {at}.",
            f"{p} agrees to move {c}'s things from {start} to {goal} on {on}.",
            f"{p} offers packing as well, but {c} only books the move on {on}."])
    if k in (2, 3):
        s.s(f"On {day} that costs {cost}. On {new_day} it is only {low}.",
            f"It is {cost} on {day}, but just {low} on {new_day}.",
            f"We could come on {day} for {cost} or on {new_day} for {low}.")
        _pause(s)
        if k == 2:
            s.c(f"I wanted {day}. Why is it cheaper on {new_day}?", f"My plan was {day}. Is the work the same?",
                "Oh, that is a big difference. Do I get the same team?")
            s.s("It is the same, but fewer people move then.", "Yes, it is just a quiet day for us.",
                "Yes. We just have little to do then.")
            s.c(f"Then I will take {new_day}.", f"I can ask for a free day. {new_day}, please.",
                f"In that case, come on {new_day}.")
            on, sum_, at, reason = new_day, low, late, "it is cheaper"
        else:
            s.c(f"{new_day} is impossible, I must be out of the flat before.",
                f"I cannot get free on {new_day}. Is there no better price for {day}?",
                f"I work on {new_day}. Can you not do {day} for {low}?")
            s.s(f"No, {day} is always {cost}.", f"I am sorry, {day} stays at {cost}.",
                f"No, all clients pay {cost} on {day}.")
            s.c(f"All right, then {day} for {cost}.", f"Well, I have no choice. Please come on {day}.",
                f"Then I must pay it. Come on {day}, please.")
            on, sum_, at, reason = day, cost, time, f"{new_day} is not possible"
        s.s(f"Good. We start at {at}. Please keep the street free.", f"Fine, {at} then. Have a key ready.",
            f"Our driver will be there at {at}.")
        s.c("I will remember that.", "Good. I will have coffee ready.", "Thank you. See you then.")
        return s.done("moving house", [
            f"{c} is moving from {start} to {goal} and books the move on {on} for {sum_}.",
            f"{c} asks for help with a move to {goal} and chooses {on} because {reason}.",
            f"{c} wants to move to {goal}. {p}'s team will come on {on} at {at}."], [
            f"{c} takes {on} for the move because {reason}, and pays {sum_}.",
            f"The move is fixed for {on} at {at} and costs {sum_}.",
            f"{c} decides on {on} and agrees to pay {sum_} for the move."], [
            f"{p} offers {day} and {new_day} with different prices, and {c} takes {on} for {sum_}.",
            f"{p} will move {c}'s {heavy} and boxes to {goal} on {on} for {sum_}.",
            f"{p} names the prices for {day} and {new_day}, and {c} books {on}."])
    if k == 4:
        s.s(f"We can move the boxes for {low}, but not the {heavy}.",
            f"The boxes are fine for {low}. But we do not take a {heavy}.",
            f"I am sorry, we do not carry a {heavy}. The rest is {low}.")
        _pause(s)
        s.c("Why not? It is the most important thing.", "But I need that. Is it a question of money?",
            f"I would pay {extra} more for it.")
        s.s(f"It is too heavy for floor {floor}. Somebody got hurt on {day}.",
            f"It is too heavy for our people. One got hurt on {day}.",
            "It is too heavy, and our insurance does not pay for it.")
        s.c("Then I do not need you for the boxes, either.", "Then I will look for another company.",
            "In that case I will call another company.")
        s.s(f"Try {w.company(r)}. They have special tools.", "I understand. Good luck with the move.",
            f"I am sorry. We could only help you on {new_day} with the boxes.")
        s.c("All right. Goodbye.", "Thank you anyway. Goodbye.", "Fine. Have a nice day.")
        return s.done("moving house", [
            f"{c} wants to move from {start} to {goal}, but {p} refuses to carry the {heavy}.",
            f"{c} asks for help with a move and does not book because {p} will not take the {heavy}.",
            f"{c} needs to move a {heavy} to {goal}, which is too heavy for {p}'s company."], [
            f"{c} does not book the move because the {heavy} cannot be carried.",
            f"Since the {heavy} is too heavy, {c} does not book with {p}.",
            f"{c} declines help with only the boxes because the {heavy} must be moved, too."], [
            f"{p} offers to move the boxes for {low} but not the {heavy}, so {c} declines.",
            f"{p} says a {heavy} is too heavy to carry and loses {c} as a client.",
            f"{p} cannot move {c}'s {heavy}, and {c} does not want anything else."])
    if k == 5:
        s.s(f"With three men that is {cost}, on {day}.", f"Our team would do it on {day} for {cost}.",
            f"On {day} it costs {cost} with our team.")
        _pause(s)
        s.c(f"That is too much. I can only pay {low}.", f"Oh dear. I wanted to spend {low}.",
            f"I have only {low} for this.")
        s.s(f"For {low} you can rent a van with a driver. You carry the things yourself.",
            f"Then take just a van and a driver for {low}. The carrying is up to you.",
            f"We could send only a van and a driver for {low}. You would have to carry everything.")
        s.c(f"My {r.choice(KIN)} can help me carry. I will take that.", "I have strong friends. That is a good idea.",
            "Yes, I can do that. Let us do it so.")
        s.s(f"Good. The van comes on {new_day} at {late}.", f"The van is free on {new_day} at {late}.",
            f"Then the driver comes on {new_day} at {late}.")
        s.c(f"Even with the {heavy}, that will work.", "That suits me. Thank you.", "Perfect. See you then.")
        return s.done("moving house", [
            f"{c} is moving to {goal} and takes only a van and a driver for {low}.",
            f"{c} finds the price of {cost} too high and books a van with a driver instead.",
            f"{c} wants to move from {start} to {goal} and gets a van on {new_day}."], [
            f"{c} will carry the things without the team and use a van for {low}.",
            f"A van with a driver comes on {new_day} at {late}, because the full service is too expensive.",
            f"{c} chooses the cheaper van for {low} and moves on {new_day}."], [
            f"{p} asks {cost} for a team and then offers a van for {low}. {c} accepts.",
            f"{p} suggests that {c} should carry everything and only take a van with a driver.",
            f"{p} will send a van and a driver to {c} on {new_day} at {late}."])
    s.s(f"It may be {low} or {cost}. I would like to see your flat first.",
        f"Hard to say. Between {low} and {cost}. Can I visit you first?",
        f"Perhaps {cost}. Before I say more, I would like to see the things.")
    _pause(s)
    s.c("Is the visit free?", "Would that cost me anything?", "What does such a visit cost?")
    s.s(f"It is {extra}, but you get that back later.", f"It costs {extra} if you do not book.",
        f"Yes and no. It is {extra} on a weekend.")
    if s.chance(0.5):
        s.c(f"All right. Come and see it on {day} at {time}.", f"Good. You can visit me on {day} at {time}.",
            f"Then please come on {day} at {time}.")
        s.s(f"I will be there. Does {new_day} suit you for the move itself?",
            "Fine. Please have a list of all things ready.", f"Good. I will ring the bell at floor {floor}.")
        s.c("We will see about the rest then.", "Let us talk about everything else then.",
            "Good. Then I can decide about the move.")
        return s.done("moving house", [
            f"{c} wants to move from {start} to {goal}. {p} will first visit {c} on {day}.",
            f"{c} asks for the price of a move to {goal} and arranges a visit on {day} at {time}.",
            f"{c} plans a move, and {p} comes to see the things on {day} at {time}."], [
            f"The move is not booked yet, but {p} will look at {c}'s things on {day}.",
            f"{c} agrees to a visit on {day} at {time} and will decide about the move later.",
            f"{c} lets {p} come on {day} at {time} before deciding about the move."], [
            f"{p} cannot give an exact price before seeing {c}'s things on {day}.",
            f"{p} will visit {c} on {day} at {time} because the price is not clear.",
            f"{p} wants to see everything before naming a price, and {c} agrees to {day}."])
    s.c("No, I do not want a visit. I will ask other companies.", "Then I will first ask some other companies.",
        "I do not like that. I want to compare companies first.")
    s.s(f"As you like. We are almost full on {day}.", "Of course. You can call us any time.",
        f"Fine, but do not wait until {new_day}.")
    s.c("I will call you next week.", "You may hear from me next week.", "I will decide next week and call you.")
    return s.done("moving house", [
        f"{c} asks for the price of a move to {goal} but wants to ask other companies first.",
        f"{c} is moving from {start} to {goal} and will decide next week.",
        f"{c} needs help with a move but does not book anything with {p} yet."], [
        f"{c} does not want {p} to visit and will compare other companies first.",
        f"Nothing is booked, because {c} is going to ask other companies about the move.",
        f"{c} puts off the decision about the move to {goal} until next week."], [
        f"{p} would like to visit {c} before naming a price, but {c} does not want that.",
        f"{p} gives no exact price for the move, so {c} will ask other companies.",
        f"{p} suggests a visit to see the things, which {c} does not accept."])


def noise_complaint(r: random.Random) -> Dialogue:
    """A tenant complains about a neighbour to the building manager."""
    s = Script(r)
    who, hi = _intro(r)
    noise, harm = r.choice(NOISES), r.choice(DISTURBED)
    flat = r.randint(2, 30)
    own = flat + r.randint(1, 12)
    day, new_day = w.two_weekdays(r)
    time, rule = w.clock(r, 14, 18), w.clock(r, 19, 23)
    owner = w.titled(r)
    since = r.choice(w.NUMBER_WORDS)
    s.open(("Good evening. Is something wrong in the house?", "Hello, you look tired. What is it?",
            "Good morning, come into my office."),
           (f"Hello. {hi}I live in flat {own}, and I have to complain about a neighbour.",
            f"Good day. {hi}I am from flat {own}. It is about my neighbour.",
            f"Excuse me. {hi}I am in flat {own}, and I have trouble with a neighbour."))
    c, p = who or s.client, s.staff
    s.s("Oh. Who is it, and what happens?", "I am sorry. Which neighbour do you mean?",
        "Tell me, please. What is going on?")
    s.c(f"{owner} in flat {flat} {noise}. It began {since} weeks ago, and {harm}.",
        f"It is {owner} from flat {flat}, who {noise}. For {since} weeks now {harm}.",
        f"The trouble comes from flat {flat}. {owner} {noise}, and {harm}.")
    _pause(s, 200)
    k = r.randrange(7)
    if k in (0, 1):
        if k == 0:
            s.s(f"I will go there on {day} and talk to {owner}.", f"Then I will speak with {owner} on {day}.",
                f"That must stop. I will see {owner} on {day}.")
            s.c("Please do not say my name.", "Thank you. And if nothing changes?",
                f"Could you go before {new_day}, too?")
            s.s(f"Do not worry. The house rules say quiet after {rule}.",
                f"Then I will write a letter. After {rule} it must be quiet.",
                f"I will do my best. It must be quiet after {rule}.")
            end = "speak with"
        else:
            s.s(f"I can write a letter to {owner}. It goes out on {day}.", f"Let me send {owner} a letter on {day}.",
                f"{owner} will get a letter from me on {day}.")
            s.c("A letter will not help. Please talk in person.", f"{owner} does not read letters. Could you go there?",
                "No letter, please. It is better if you go there.")
            s.s(f"All right, no letter. I will speak with {owner} on {new_day}.",
                f"As you wish. I will go up and talk on {new_day}.",
                f"Good, then I will talk to {owner} on {new_day} and not write.")
            day = new_day
            end = "talk to"
        s.c("Thank you, that would help me a lot.", "I am very glad to hear that.", "Good, I hope it works.")
        s.s("You are welcome.", "That is my job.", "I hope so, too.")
        return s.done("noise complaint", [
            f"{c} complains that {owner} {noise}. {p} will {end} {owner} on {day}.",
            f"{c} has trouble with a neighbour who {noise}, and {p} promises to help on {day}.",
            f"{c} reports the noise from flat {flat}, and {p} will {end} the neighbour."], [
            f"Because of the noise, {p} is going to {end} {owner} on {day}.",
            f"{c} gets help with a noisy neighbour, as {p} will {end} {owner}.",
            f"A talk with {owner} about the noise is planned for {day}."], [
            f"{p} hears that {owner} {noise} and agrees to have a talk on {day}.",
            f"{p} promises {c} to {end} the neighbour in flat {flat} about the noise.",
            f"{p} wants to stop the noise from flat {flat} and will go there on {day}."])
    if k == 2:
        s.s("At what time is that?", "And when exactly does it happen?", "Is that late at night?")
        s.c("Mostly at lunch and in the afternoon.", "Between lunch and dinner, every day.",
            "In the afternoon, and sometimes before lunch.")
        s.s(f"Then I cannot do anything. Noise is allowed before {rule} in the evening.",
            "I am sorry. In the daytime, people may be loud.",
            f"That is allowed. It must only be quiet after {rule} in the evening.")
        s.c(f"But {since} weeks are enough. Can you not write a letter?", f"Could you at least talk to {owner}?",
            "So you will not help me at all?")
        s.s("No, the rules allow it. I am sorry.", "No, it is not against the rules.",
            f"No. I told a lady the same on {day}. The rules allow it.")
        s.c("Then I will think about moving out.", "That is not good news.", f"I will ask again on {new_day}.")
        return s.done("noise complaint", [
            f"{c} complains that {owner} {noise}, but {p} says that it is allowed in the daytime.",
            f"{c} wants {p} to stop a noisy neighbour, which {p} refuses because of the rules.",
            f"{c} reports noise from flat {flat}. {p} will not do anything about it."], [
            f"{c} gets no help against the noise because it is not against the rules.",
            f"Since noise is allowed at that time, nothing is done about {owner}.",
            f"{c} has to live with the noise from flat {flat}, as the rules allow it."], [
            f"{p} refuses to act against {owner} because the noise is not too late in the day.",
            f"{p} explains that the rules allow the noise and does not help {c}.",
            f"{p} does not want to talk to {owner}, since the rules are not broken."])
    if k in (3, 4):
        s.s(f"I talked to {owner} on {day}. But flat {own + 3} is free, if you want it.",
            f"I asked {owner} to stop on {day}. Would you like to move to flat {own + 3}?",
            f"I wrote to {owner} on {day}. Maybe you want flat {own + 3}? It is free.")
        s.c("Is it quiet there?", "Is it as big as mine?", "What would the rent be?")
        s.s(f"It is very quiet, and {w.price(r, 10, 45)} cheaper.",
            "It is a bit smaller, but very quiet.",
            "It has the same rent and lies next to the garden.")
        if k == 3:
            s.c(f"I like that idea. Yes, I will take flat {own + 3}.",
                f"Then I would rather move. I take flat {own + 3}.",
                f"Good. I will move to flat {own + 3}, just to have peace.")
            s.s(f"You can have the keys on {new_day}.", f"Fine. Come for the keys on {new_day}.",
                f"Then I will give you the keys on {new_day}.")
            _thanks(s)
            return s.done("noise complaint", [
                f"{c} complains that {owner} {noise} and decides to move to flat {own + 3}.",
                f"{c} has a noisy neighbour, so {p} offers flat {own + 3}, and {c} takes it.",
                f"Because of the noise from flat {flat}, {c} will move to flat {own + 3}."], [
                f"{c} is going to move away from the noise and gets the keys on {new_day}.",
                f"{c} accepts another flat in order to be away from {owner}'s noise.",
                f"{c} will get the keys to a new flat in the house on {new_day}."], [
                f"{p} knows about {owner}'s noise and offers {c} flat {own + 3} instead.",
                f"{p} suggests that {c} should move to flat {own + 3}, and {c} agrees.",
                f"{p} gives {c} another flat, because {owner} does not stop the noise."])
        s.c("No, I like my flat. The other person should change.", "No, I will not move. The noise must stop.",
            "No, I will stay in my flat.")
        s.s(f"I understand. Then write down each time it happens until {new_day}.",
            f"Fine. Then please make a list of the noise until {new_day}.",
            f"Good. Then I need a list of all times. Bring it on {new_day}.")
        s.c("Yes, I will do that.", "All right, I will write a list.", "Good, you will get it.")
        s.s("With that, the owner can act.", "That will help us a lot.", f"Write the exact hour, such as {time}.")
        return s.done("noise complaint", [
            f"{c} complains that {owner} {noise}. {c} does not want another flat and will write a list.",
            f"{c} has a noisy neighbour, refuses to move, and will write down when it is loud.",
            f"{c} reports the noise from flat {flat} and will make a list of it."], [
            f"{c} stays in flat {own} and is going to write down when it is loud.",
            f"{c} turns down flat {own + 3} because {c} wants the noise to stop.",
            f"{c} declines to move and agrees to write down the times of the noise."], [
            f"{p} offers {c} flat {own + 3}, but {c} refuses and will make a list.",
            f"{p} asks {c} for a list of the noise after {c} says no to another flat.",
            f"{p} suggests moving to another flat, which {c} does not want at all."])
    if k == 5:
        s.s(f"I could call the owner or write a letter on {day}.", f"Shall I send a letter on {day}?",
            f"I can ring at the door on {day}, if you want.")
        s.c(f"Yes, please. Or no, I would like to talk to {owner} myself first.",
            f"Good. Hm, no. Let me try to talk to {owner} myself.",
            f"Please do. No, wait. First I want to visit {owner} myself.")
        s.s(f"That is the best way. Go before {time}.", f"A good idea. {owner} is a nice person.",
            f"Good. Maybe {owner} does not know about it.")
        s.c(f"I will go there on {new_day} with a cake.", f"I will try it on {new_day}.",
            f"I will ring the bell on {new_day}.")
        s.s("If it does not help, come back to me.", f"And if it stays loud after {rule}, tell me.",
            "Good luck. Tell me how it goes.")
        return s.done("noise complaint", [
            f"{c} complains that {owner} {noise} but decides to talk to {owner} alone first.",
            f"{c} has a noisy neighbour and is going to speak with {owner} on {new_day}.",
            f"{c} reports the noise from flat {flat} and will try to solve it without {p}."], [
            f"{c} does not want {p} to act yet and will go to {owner} on {new_day}.",
            f"{c} is going to see {owner} about the noise on {new_day}.",
            f"{c} changes the plan and will talk to the neighbour without {p}'s help."], [
            f"{p} offers to act against the noise, but {c} wants to talk to {owner} first.",
            f"{p} agrees that {c} should first speak with {owner} about the noise.",
            f"{p} would help on {day}, but {c} prefers to visit the neighbour on {new_day}."])
    s.s(f"That is serious. But I must hear {owner} as well.",
        "I see. I cannot decide that alone. I must ask the owner.",
        f"Other people like {owner}. I have to ask around first.")
    s.c("How long will that take?", "When will you know more?", f"Can you not just go there at {time}?")
    s.s(f"I will call you on {day}.", f"You will get a call from me on {day}.",
        f"Give me time until {day}. I will call you then.")
    s.c("And until then?", "What do I do before that?", f"So the party on {new_day} goes on?")
    s.s("Please be patient. I am sorry.", "I am afraid you have to wait.",
        f"You can call me if it is loud after {rule}.")
    return s.done("noise complaint", [
        f"{c} complains that {owner} {noise}. {p} does not decide yet and will call on {day}.",
        f"{c} reports noise from flat {flat} and has to wait for {p}'s call on {day}.",
        f"{c} has trouble with a noisy neighbour, but {p} cannot act at once."], [
        f"{c} has to be patient, because nothing is done about {owner} before {day}.",
        f"Nothing is decided about the noise, and {c} will get a call on {day}.",
        f"{c} must wait until {day} to hear what happens about the noisy neighbour."], [
        f"{p} wants to ask more people about {owner} before doing anything.",
        f"{p} does not act against {owner} at once but will phone {c} on {day}.",
        f"{p} will call {c} on {day} about the noise from flat {flat}."])


def driving_lesson(r: random.Random) -> Dialogue:
    """A learner books or changes a driving lesson."""
    s = Script(r)
    who, hi = _intro(r)
    skill, other = r.sample(SKILLS, 2)
    place, other_place = r.sample(MEETING_PLACES, 2)
    teacher, mate = w.titled(r), w.titled(r)
    day, new_day = w.two_weekdays(r)
    time, late = _two_times(r, 8, 19)
    cost, extra, n = w.price(r, 35, 50), w.price(r, 8, 30), r.choice(w.NUMBER_WORDS)
    s.open((f"{w.company(r)} Driving School, hello.", "Good morning. Do you want to learn to drive?",
            "Hello, this is the driving school office."),
           (f"Hello. {hi}I would like to book a driving lesson.", f"Hi. {hi}I need another driving lesson, please.",
            f"Good day. {hi}Can I get a driving lesson next week?"))
    c, p = who or s.client, s.staff
    s.s("Of course. How many have you had, and what is hard for you?",
        "Gladly. What do you want to practise this time?",
        "Sure. Is there anything that you find hard?")
    s.c(f"I have had {n} lessons. I want to practise {skill}.", f"I am still afraid of {skill}, after {n} lessons.",
        f"After {n} lessons I still need help with {skill}.")
    _pause(s, 188)
    k = r.randrange(8)
    if k in (0, 1):
        s.s(f"{teacher} is free on {day} at {time}, for {cost}.",
            f"You can have {teacher} on {day} at {time}. It is {cost}.",
            f"On {day} at {time} there is a place with {teacher}. It costs {cost}.")
        if k == 0:
            s.c("That is perfect. Where do we meet?", "I will take it. Where should I wait?",
                "Good, I can come then. Where is it?")
            s.s(f"At {place}. Two hours would be {extra} more.",
                f"Please wait at {place}. We also sell a book for {extra}.",
                f"You start at {place}. A photo for your papers is {extra}.")
            on, at = day, time
        else:
            s.c(f"Good. Oh, no, I have school then. May I come on {new_day} at {late}?",
                f"Fine. Wait, I am away on {day}. Could it be {new_day} at {late}?",
                f"{day} sounds good. But {new_day} at {late} would be better for me.")
            s.s(f"Yes, that works too. You meet at {place}.", f"Yes, {new_day} is free. Be at {place}.",
                f"No problem, I have changed it. Wait at {place}.")
            on, at = new_day, late
        s.c("One hour is enough. Should I bring anything?", "Good. Must I bring my papers?",
            "All right, one hour then. What do I need?")
        s.s("Only your papers and good shoes.", f"Your papers, please. You may also try {other}.",
            "Bring your papers, and do not be late.")
        _thanks(s)
        return s.done("driving lesson", [
            f"{c} wants to practise {skill} and books a driving lesson on {on} at {at}.",
            f"{c} books a driving lesson with {teacher} on {on} for {cost}.",
            f"{c} asks for a driving lesson. It is on {on} at {at} and starts at {place}."], [
            f"{c} will meet {teacher} at {place} on {on} for a driving lesson.",
            f"The lesson with {teacher} is on {on} at {at}, and {c} will be at {place}.",
            f"{c} is going to have a lesson on {on} at {at} to practise {skill}."], [
            f"{p} gives {c} a driving lesson with {teacher} on {on} at {at}.",
            f"{p} books {c} a lesson on {on} and says that it starts at {place}.",
            f"{p} finds time for {c} with {teacher} on {on} at {at}."])
    if k in (2, 3):
        s.s(f"When would you like to come? A lesson is {cost}.", f"Which day is good for you? It costs {cost}.",
            f"A lesson costs {cost}. Which day suits you?")
        s.c(f"On {day} with {teacher}, please. We know each other.", f"{day} would be nice, with {teacher} as always.",
            f"I would like {teacher} on {day}, if possible.")
        s.s(f"{teacher} is ill. {mate} could take you on {day} at {time}.",
            f"Sorry, {teacher} is full on {day}. But {mate} is free at {time}.",
            f"{teacher} does not work on {day}. You could go with {mate} at {time}.")
        if k == 2:
            s.c(f"I do not know {mate}, but that is fine.", f"All right, I will go with {mate}.",
                f"Why not? I will try {mate}.")
            s.s(f"Good. {mate} waits at {place}.", f"Fine. You meet at {place}.", f"Then please be at {place}.")
            s.c(f"Not at {other_place} as always?", f"I thought we meet at {other_place}.",
                f"So not at {other_place} this time?")
            s.s(f"No, {place} is better for {skill}.", f"No, they are building at {other_place}.",
                f"No, it must be {place} this time.")
            return s.done("driving lesson", [
                f"{c} wants a driving lesson with {teacher} but gets one with {mate} on {day}.",
                f"{c} asks for {teacher} on {day} and agrees to drive with {mate} instead.",
                f"{c} books a driving lesson on {day} at {time}, but not with {teacher}."], [
                f"{c} will have a lesson with {mate} on {day} at {time}.",
                f"{c} accepts another teacher and will meet {mate} at {place} on {day}.",
                f"The lesson on {day} at {time} is with {mate}, because {teacher} cannot come."], [
                f"{p} cannot give {c} {teacher} on {day} and offers {mate}. {c} accepts.",
                f"{p} books a lesson with {mate} for {c} at {time} on {day}.",
                f"{p} says {teacher} is not free and sends {c} to {mate} at {place}."])
        s.c(f"No, I only drive with {teacher}. I will wait.", "Then no. I am too nervous with other people.",
            f"No, thank you. I want {teacher} or nobody.")
        s.s(f"The next free hour with {teacher} is next month.", f"That may take {n} weeks or more.",
            f"You may have to wait until {w.MONTHS[r.randrange(12)]}.")
        s.c("That is all right. Please call me when there is a place.", "I do not mind. Can you call me then?",
            "I have time. Please phone me then.")
        s.s("I will do that.", "Of course, I have your number.", f"Yes, but not before {new_day}.")
        return s.done("driving lesson", [
            f"{c} wants a driving lesson with {teacher} only and does not take one with {mate}.",
            f"{c} asks for {teacher} on {day} and declines to drive with {mate}.",
            f"{c} does not book a lesson because {teacher} is not free on {day}."], [
            f"{c} will wait for {teacher}, because {c} does not want another teacher.",
            f"{c} turns down a lesson with {mate} and would rather wait for {teacher}.",
            f"No lesson is booked, and {c} waits for a call about {teacher}."], [
            f"{p} offers {c} a lesson with {mate}, but {c} wants {teacher}.",
            f"{p} will call {c} when there is a place with {teacher}.",
            f"{p} suggests a lesson with {mate} on {day}, which {c} does not accept."])
    if k == 4:
        missing, told = r.choice((("the eye test", "Have you done the eye test?"), ("the first aid course",
        "Have you done the first aid course?"),
                                  ("the last bill", "Have you paid the last bill?"), ("the theory test",
                                   "Have you passed the theory test?"),
                                  ("the medical form", "Have you sent us the medical form?"), ("the yearly fee",
                                   "Have you paid the yearly fee?"),
                                  ("the learner's card", "Have you got the learner's card?")))
        s.s(f"Good. I see a free hour on {day} at {time}. {told}", f"There is a place on {day} at {time}. {told}",
            f"Maybe on {day} at {time}, for {cost}. {told}")
        s.c("No, not yet. I was too busy.", f"Not yet, I had no time in the last {n} weeks.",
            "Oh, I forgot about that.")
        s.s("Then I cannot book a lesson for you.", "I am sorry, without that you cannot drive.",
            "In that case I have to say no.")
        s.c(f"Could I do that after {day}?", f"But I need to practise before {new_day}.",
            "Can you not make an exception?")
        s.s("No, the rule is the same for everyone.", "No, I am not allowed to do that.",
            f"No. My boss told me so again on {new_day}.")
        s.c("All right, then I will see to it first.", "Then I will do that first.",
            "I understand. I will call when it is done.")
        return s.done("driving lesson", [
            f"{c} wants a driving lesson, but {p} refuses because of {missing}.",
            f"{c} asks for a driving lesson to practise {skill} and has to see to {missing} first.",
            f"{c} would like to practise {skill} but cannot book because of {missing}."], [
            f"{c} cannot have a driving lesson on {day} because {missing} comes first.",
            f"{c} does not get a lesson before {missing} is dealt with.",
            f"Because of {missing}, there is no driving lesson for {c} now."], [
            f"{p} asks {c} about {missing} and then does not book a driving lesson.",
            f"{p} makes no exception and tells {c} to see to {missing} first.",
            f"{p} says no to a lesson on {day} because of {missing}."])
    if k in (5, 6):
        first, second = ("a manual car", "an automatic car") if s.chance(0.5) else ("an automatic car", "a manual car")
        s.s(f"On {day} I have {first} for {cost}. On {new_day} I have {second}.",
            f"There is {first} on {day} and {second} on {new_day}, both for {cost}.",
            f"You can drive {first} on {day} or {second} on {new_day}. Each is {cost}.")
        s.c(f"I would like {first}, I think.", f"Let me take {first}.",
            f"{first[0].upper()}{first[1:]} is what I want.")
        s.s("Fine. And your test, will it be in the same kind of car?", f"All right. Do you have {second} at home?",
            "Good. Is your test in such a car, too?")
        if k == 5:
            s.c(f"Yes, so please book {day} for me.", f"That does not matter now. I take {day}.",
                f"I am not sure, but {day} is good.")
            car, on, at = first, day, time
        else:
            s.c(f"Oh, you are right. I need {second}. Then {new_day}, please.",
                f"No, I was wrong. It must be {second} on {new_day}.",
                f"Hm, that is true. Then I will take {second} on {new_day}.")
            car, on, at = second, new_day, late
        s.s(f"Agreed. It starts at {at} at {place}.", f"Good. Be at {place} at {at}.",
            f"You are in the list. We start at {at} from {place}.")
        _thanks(s)
        return s.done("driving lesson", [
            f"{c} books a driving lesson in {car} on {on} at {at}.",
            f"{c} wants to practise {skill} and chooses {car} for a lesson on {on}.",
            f"{c} asks for a driving lesson and will drive {car} on {on}."], [
            f"{c} decides on {car} and comes to {place} on {on}.",
            f"The lesson is in {car} on {on} and starts at {place} at {at}.",
            f"{c} will be at {place} at {at} on {on} to drive {car}."], [
            f"{p} offers a manual and an automatic car, and {c} takes {car} on {on}.",
            f"{p} books a lesson in {car} for {c} on {on} for {cost}.",
            f"{p} tells {c} to be at {place} on {on} at {at} for the lesson."])
    kin = r.choice(KIN)
    s.s(f"One lesson is {cost}. Five lessons together are {extra} cheaper.",
        f"It is {cost} for one. If you book five, you save {extra}.",
        f"A single one costs {cost}. With five lessons, we take {extra} off.")
    s.c(f"Five would be good. But my {kin} pays for it.", f"That is interesting. But my {kin} gives me the money.",
        f"Hm, five lessons? I have to ask my {kin} about the money.")
    s.s(f"There are free hours on {day} and {new_day}.", f"Do not wait too long. {day} is almost full.",
        f"{teacher} still has time on {day}.")
    s.c("I will ask today and call you tomorrow.", f"Let me ask my {kin} first. I will call tomorrow.",
        "I cannot say yet. I will call you tomorrow.")
    s.s(f"All right. We are here until {late}.", f"Good. Call after {time}, please.",
        "Fine. Take this paper with the prices.")
    s.c("Thank you for the information.", "Thanks. Until tomorrow.", "Good. Goodbye for now.")
    return s.done("driving lesson", [
        f"{c} wants to book a driving lesson but has to ask {c}'s {kin} about the money.",
        f"{c} asks about driving lessons and will call tomorrow about five lessons.",
        f"{c} would like to practise {skill} and does not book before tomorrow."], [
        f"{c} does not decide today, because {c}'s {kin} pays for the lessons.",
        f"No lesson is booked yet, and {c} will phone the school tomorrow.",
        f"{c} needs to talk to {c}'s {kin} before booking the five driving lessons."], [
        f"{p} offers five lessons for {extra} less, and {c} will call tomorrow.",
        f"{p} explains the prices of the lessons, but {c} must ask {c}'s {kin} first.",
        f"{p} says that five lessons are cheaper, and {c} will think about it."])


FAMILIES: dict[str, Family] = {
    "flat viewing": flat_viewing,
    "landlord repair": landlord_repair,
    "car repair": car_repair,
    "device repair": device_repair,
    "school course": school_course,
    "teacher extension": teacher_extension,
    "library loan": library_loan,
    "job interview": job_interview,
    "leave request": leave_request,
    "gym membership": gym_membership,
    "moving company": moving_company,
}
HELD_OUT: dict[str, Family] = {
    "noise complaint": noise_complaint,
    "driving lesson": driving_lesson,
}
