"""Service dialogues about hotels, flights, trains, luggage, rental cars and guided tours."""

from __future__ import annotations

import random

from . import words as w
from .core import Dialogue, Family, Script, pick_two

HELLO = (
    "Good morning, how can I help you?", "Hello, what can I do for you?", "Good afternoon, how may I help?",
    "Welcome, what can I do for you today?", "Next, please. How can I help?", "Hello, please take a seat.",
    "Good evening, can I help you?", "Hi, is there something I can do for you?",
)
ROOMS = (
    "a single room", "a double room", "a family room", "a twin room", "a small suite", "a quiet room", "a corner room",
    "a large room", "a room with a balcony", "a room with a sea view", "a room with a kitchen", "a room with a bath",
    "a garden room", "a top floor room", "a ground floor room", "a room with three beds", "a room with a desk",
    "a room near the lift", "a room with a fireplace", "a room for a dog and two people",
)
TRIPS = (
    "a wedding", "a conference", "a birthday party", "a concert", "a football match", "a short holiday",
    "a job interview",
    "a family visit", "a trade fair", "a language course", "a school reunion", "a film festival", "a marathon",
    "a hiking trip", "a business meeting", "a museum visit", "a chess tournament", "a house move", "a book fair",
    "a cooking class",
)
EXTRAS = (
    "The pool opens at", "The bar closes at", "The gym opens at", "Breakfast starts at", "The spa opens at",
    "The shuttle bus leaves at", "Dinner begins at", "The front desk opens at",
)
ROOM_FAULTS = (
    "the shower is cold", "the heating does not work", "the window does not close", "the toilet is blocked",
    "the bed is too soft", "the television is broken", "there are no towels", "the lamp does not work",
    "the neighbours are too loud", "the carpet is wet", "there are ants in the bathroom", "the air smells of smoke",
    "the door does not lock", "the internet is too slow", "the curtains are torn", "the sheets are dirty",
    "the fan makes a strange noise", "the sink leaks", "the safe does not open", "the music from the bar is too loud",
    "there is no hot water", "the fridge is warm", "there is mould on the wall", "the balcony door is stuck",
    "the mattress is broken", "the phone is dead", "the bathroom light is broken", "the room is too small",
)
GIFTS = (
    "a free dinner", "a free breakfast", "a basket of fruit", "a bottle of wine", "a free massage", "free parking",
    "a ticket for the spa", "a late checkout", "a free drink at the bar", "a voucher for the cafe", "a free bike",
    "a ticket for the boat", "free coffee every day", "a free taxi to the station", "a box of chocolates",
)
TRAVEL_REASONS = (
    "the meeting was moved", "a child is ill", "the boss needs more time", "a relative is in hospital",
    "the exam is on another day", "the wedding was put off", "the conference was cancelled", "a friend is visiting",
    "the new job starts earlier", "the visa is late", "the dog is ill", "there is a strike", "the car broke down",
    "the passport is not ready", "a storm is coming", "the course is longer", "the dentist has no other time",
    "the concert was moved", "the school holidays changed", "the flat is not ready",
)
FARE_RULES = (
    "the ticket was a special offer", "the flight leaves too soon", "all other flights are full",
    "the fare does not allow changes", "the ticket was changed once already", "the ticket came from another company",
    "the computer shows no free seat", "it is a group ticket", "the bag is checked in already",
    "the pilots are on strike",
    "it was paid with points", "the return part was used already",
)
SEATS = (
    "a window seat", "an aisle seat", "a seat at the front", "a seat at the back", "a seat at a table",
    "a seat in the quiet car", "a seat in first class", "a seat in second class", "a seat near the door",
    "a seat with a socket", "a seat in the family car", "a seat near the dining car", "a seat on the upper floor",
    "a seat with more leg room", "a seat next to the bikes",
)
TRAIN_TROUBLE = (
    "the line is being repaired", "there is snow on the track", "the drivers are on strike", "a tree fell on the line",
    "a bridge is closed", "the engine broke down", "there was a storm", "the train is full", "a signal is broken",
    "it is a public holiday", "the tunnel is closed", "the river flooded the track", "there is no driver",
    "the track is too hot", "there are cows on the line",
)
BAGS = (
    "suitcase", "backpack", "sports bag", "travel bag", "guitar case", "garment bag", "pram", "laptop bag", "ski bag",
    "tool box", "camera bag", "handbag", "trunk", "bicycle box", "violin case", "duffel bag", "hat box", "golf bag",
    "tent bag", "leather bag",
)
BAG_COLOURS = ("black", "white", "red", "blue", "green", "yellow", "grey", "brown", "silver", "purple", "pink", "beige")
MARKS = (
    "a broken wheel", "a star on the side", "a ribbon on the handle", "a torn pocket", "a flag sticker", "a big zip",
    "a leather strap", "a small lock", "a name tag", "a scratch on the front", "a picture of a cat", "a bent handle",
    "a rope around it", "a flower pattern", "a rubber band", "a hole in the corner",
)
CONTENTS = (
    "a wedding dress", "some medicine", "a laptop", "work clothes", "a camera", "presents", "running shoes",
    "house keys",
    "school books", "a winter coat", "a suit", "baby clothes", "important papers", "a costume", "swimming things",
    "sports clothes", "a pair of glasses", "a trumpet", "warm pullovers", "a phone charger",
)
CARS = (
    "a small car", "a family car", "a van", "a sports car", "an electric car", "a station wagon", "a minibus",
    "a convertible", "an automatic car", "a jeep", "a pickup", "a camper van", "a hybrid car", "a car with seven seats",
    "a car with a roof rack", "a diesel car", "a small truck", "a limousine", "a car with snow tyres", "a motorbike",
)
CAR_REFUSALS = (
    "the driving licence is too new", "the credit card does not work", "the driving licence has run out",
    "the driver is too young", "all the cars are out", "the garage closes that day", "there is an unpaid bill",
    "foreign trips are not allowed", "the brakes need a repair", "the passport is missing", "the tyres are worn",
    "the deposit cannot be paid in cash", "the insurance does not cover it", "the last car was damaged",
)
CAR_EXTRAS = (
    "a child seat", "a roof box", "a satnav", "snow chains", "a second driver", "a bike rack", "full insurance",
    "a full tank", "a phone holder", "a dog cage", "a trailer", "a cool box", "a toll card", "a booster seat",
)
TOURS = (
    "the old town tour", "the castle tour", "the harbour tour", "the food tour", "the night walk", "the bike tour",
    "the boat tour", "the wine tour", "the museum tour", "the market tour", "the ghost tour", "the park walk",
    "the cathedral tour", "the street art tour", "the cave tour", "the island tour", "the palace tour",
    "the chocolate tour", "the bridge tour", "the bird walk", "the rooftop tour", "the theatre tour", "the lake tour",
    "the factory tour",
)
LANGUAGES = (
    "English", "French", "German", "Spanish", "Italian", "Dutch", "Polish", "Turkish", "Arabic", "Greek", "Japanese",
    "Portuguese", "Swedish", "Hindi", "Danish",
)
TOUR_TROUBLE = (
    "the guide is ill", "the group is full", "the path is closed", "the weather is too bad", "the boat needs a repair",
    "there are too few guests", "the building is closed", "there is a film team", "a street festival blocks the way",
    "the water is too high", "the guide is on holiday", "a school class booked everything", "there is a royal visit",
    "the bus broke down", "the lights do not work",
)
MEETING_POINTS = (
    "at the fountain", "at the town hall", "at the main gate", "in front of the bank", "at the bus stop",
    "at the old clock", "by the river", "at the station", "at the ticket office", "in the hotel lobby", "at the statue",
    "outside the library", "at the bridge", "next to the church", "at the market",
)


def _name_or_aside(s: Script, aside: float = 0.65) -> str:
    """Ask for the client's name or chat a little; return how summaries may call the client."""
    r = s.r
    if s.chance(0.25):
        who = w.titled(r) if s.chance(0.5) else w.name(r)
        s.s("May I have your name, please?", "What name is it, please?", "And your name is?")
        s.c(f"It is {who}.", f"My name is {who}." if "." not in who else f"The name is {who}.", f"{who}.")
        return who
    s.aside(aside)
    return s.client


def _long(s: Script) -> bool:
    """Say whether the dialogue is long enough to end without a goodbye."""
    return len(s.turns) >= 12 or sum(len(turn) for _, turn in s.turns) > 560


def _bye_glad(s: Script) -> None:
    """Let both part content; long dialogues end sooner."""
    if _long(s):
        return
    s.c("Great, thank you for your help.", "Perfect, thanks a lot.", "Thank you, that is very kind.",
        "That sounds good. Thank you.", "Wonderful, thank you.", "Good, then everything is clear. Thanks.")
    s.s("You are welcome. Goodbye.", "My pleasure. Have a nice day.", "Not at all. Enjoy your trip.",
        "You are welcome. See you soon.", "Glad to help. Goodbye.")


def _bye_sad(s: Script) -> None:
    """Let both part without an agreement; long dialogues end sooner."""
    if _long(s):
        return
    s.c("That is a pity. Goodbye, then.", "I see. Thanks anyway.", "All right, I understand. Goodbye.",
        "Well, it cannot be helped. Thank you.", "Too bad. Thank you for trying.")
    s.s("I am sorry. Goodbye.", "I am sorry about that. Have a good day anyway.", "I hope we can help you next time.",
        "Sorry again. Goodbye.")


def hotel_booking(r: random.Random) -> Dialogue:
    """A guest books a hotel room; the kind of room, the day or the price may change."""
    s = Script(r)
    room, other = pick_two(r, ROOMS)
    day, day2 = w.two_weekdays(r)
    nights = r.choice(w.NUMBER_WORDS[:6])
    price, price2 = w.price(r, 60, 120), w.price(r, 125, 240)
    trip = r.choice(TRIPS)
    extra = f"{r.choice(EXTRAS)} {w.clock(r, 7, 10)}."
    s.open(HELLO, (f"Hello, I am looking for {room} for {nights} nights.",
                   f"Hi, do you have {room} for {nights} nights?",
                   f"Good day. I need {room} for {nights} nights, please."))
    s.s("Let me look. Which day would you arrive?", "When would you like to arrive?",
        "Maybe. What is the day of arrival?")
    s.c(f"On {day}. I am coming for {trip}.", f"I arrive on {day}, because I am here for {trip}.",
        f"It would be {day}. The trip is for {trip}.")
    who = _name_or_aside(s)
    staff, client = s.staff, s.client
    outcome = r.randrange(6)
    if outcome == 0:
        s.s(f"Yes, that is free for {price} a night. {extra}", f"We have one left, for {price} a night. {extra}",
            f"You are lucky, it is free. It costs {price} a night. {extra}")
        s.c("Is there anything cheaper?", "That is more than I thought. Is there a better price?", "Can you go lower?")
        s.s(f"No, {other} costs {price2}.", f"Sadly not. Even {other} is {price2}.",
            f"I am afraid not, {other} is {price2}.")
        s.c("Then I take the first one.", "All right, please book it for me.", "Fine, I will take it as it is.")
        s.s("Good, it is booked for you.", "Done, the room is yours.", "Then I will write that down. It is booked.")
        _bye_glad(s)
        return s.done(
            "hotel booking",
            [f"{who} books {room} for {nights} nights from {day} at {price} a night.",
             f"{who} reserves {room} from {day} for {nights} nights. It costs {price} a night.",
             f"{who} wants to stay {nights} nights from {day} and takes {room} for {price} a night."],
            [f"{staff} offers {room} for {price} a night. {client} asks for a lower price but books it in the end.",
             f"{staff} cannot lower the price, but {client} still books {room} for {price} a night.",
             f"{staff} has nothing cheaper than {room} at {price} a night, so {client} agrees to pay that."],
            [f"{client} needs a hotel room for {trip}. {staff} books {room}, with arrival on {day}.",
             f"Because of {trip}, {client} gets {room} at the hotel from {day}.",
             f"{client} is coming on {day} for {trip} and {staff} reserves {room} for {nights} nights."])
    if outcome == 1:
        s.s(f"It is free for {price} a night. {extra}", f"That is possible, for {price} a night. {extra}",
            f"Yes, I can offer it for {price} a night. {extra}")
        s.c(f"Oh wait, I made a mistake. I arrive on {day2}, not then.",
            f"Sorry, I mixed up the days. I need it from {day2}.",
            f"Just a moment, my calendar says {day2}. Can you change it?")
        s.s(f"No problem, I will book it from {day2}.", f"That works too. It is booked from {day2}.",
            f"Of course. The room is yours from {day2}.")
        _bye_glad(s)
        return s.done(
            "hotel booking",
            [f"{who} corrects the day of arrival and books {room} for {nights} nights from {day2}.",
             f"{who} gets the day wrong at first, then reserves {room} from {day2} for {nights} nights.",
             f"{who} wants {room} for {nights} nights and finally books it from {day2}."],
            [f"{staff} moves the booking, so {client} will arrive on {day2} and pay {price} a night.",
             f"{staff} agrees to change the arrival of {client} to {day2}. The price is {price} a night.",
             f"{staff} reserves the room from {day2} for {price} a night after {client} notices a mistake."],
            [f"{client} is travelling for {trip} and takes {room} at the hotel, starting on {day2}.",
             f"For {trip}, {client} needs {room}. The stay begins on {day2}, not on {day}.",
             f"{client} first says {day} but means {day2}. {staff} books {room} for that day."])
    if outcome == 2:
        s.s(f"I am sorry, we are full on {day} because of a festival.",
            f"Sadly every room is taken on {day}. There is a festival.",
            f"I am afraid a festival is in town on {day}, so we are full.")
        s.c(f"What about {day2}? I could wait.", f"And from {day2}?", f"Could I come on {day2} instead?")
        s.s("No, the whole hotel is full all week.", "We are full all week, even the cheap rooms.",
            f"Sorry, nothing is free all week. {other[0].upper()}{other[1:]} would cost {price2} anyway.")
        s.c("Do you know another hotel near here?", "Is there another place close by?", "Where else could I ask?")
        s.s("Most hotels are full, but you can try the tourist office.",
            "You could ask at the tourist office across the road.",
            "Please try the tourist office. They keep a list.")
        _bye_sad(s)
        return s.done(
            "hotel booking",
            [f"{who} asks for {room} from {day}, but the hotel is full all week because of a festival.",
             f"{who} cannot book {room}, because a festival has filled the hotel for the whole week.",
             f"{who} wants to stay {nights} nights from {day}. The hotel has no rooms because of a festival."],
            [f"{staff} has no free room and tells {client} to try the tourist office.",
             f"{staff} says that every room is taken and sends {client} to the tourist office.",
             f"{staff} cannot offer anything all week and suggests that {client} ask the tourist office."],
            [f"{client} needs a room for {trip} but gets none, neither on {day} nor on {day2}.",
             f"There is no room for {client}, who is coming for {trip} and tries both {day} and {day2}.",
             f"{client} is turned away. The hotel is full on {day} and also on {day2}."])
    s.s(f"That kind is taken, but I can offer {other} for {price}. {extra}",
        f"Sorry, that one is gone. I still have {other} for {price} a night. {extra}",
        f"That is fully booked. We only have {other}, at {price} a night. {extra}")
    if outcome == 3:
        s.c("Hm. Is it quiet there?", "Is it on the street side?", "Does it have its own bathroom?")
        s.s("Yes, guests like it a lot.", "It is very nice, I think you will like it.",
            "You will be happy there, I am sure.")
        s.c("All right, I will take that one.", "Then please book that one for me.",
            "Fine, that is good enough for me.")
        s.s("Good, I have booked it.", "Done. Please pay when you arrive.", "I have put it in the computer.")
        _bye_glad(s)
        return s.done(
            "hotel booking",
            [f"{who} asks for {room}, but it is not available. {who} takes {other} for {price} instead.",
             f"{who} wants {room} from {day} but agrees to {other}, because the first choice is taken.",
             f"{who} accepts {other} for {nights} nights, since there is no free room of the other kind."],
            [f"{staff} cannot offer the wanted room and books {other} for {client} at {price} a night.",
             f"{staff} suggests {other} for {price} a night, and {client} accepts after a question.",
             f"{staff} gives {client} {other} from {day}, because the first choice is already gone."],
            [f"{client} will stay {nights} nights in {other} from {day} and pay {price} a night.",
             f"For {trip}, {client} books {other} from {day}, although the first wish was {room}.",
             f"In the end {client} books {other} instead of {room}. The stay starts on {day}."])
    if outcome == 4:
        s.c("No, I do not want that. Nothing else?", "That does not suit me. Have you got something else?",
            "Oh no, I really wanted the other kind. Is that all?")
        s.s(f"Only a suite for {price2}.", f"There is one suite for {price2}, that is all.",
            f"Just a suite, and it costs {price2}.")
        s.c("That is far too much. I will look for another hotel.", "No, then I will find another hotel.",
            "I cannot pay that. I will try another hotel.")
        s.s("I understand, I am sorry.", "That is your choice, of course.", "Of course, I hope you find one.")
        s.c("Thanks anyway.", "Thank you all the same.", "Goodbye, then.")
        return s.done(
            "hotel booking",
            [f"{who} wants {room} from {day}. It is taken, and {who} decides to look for another hotel.",
             f"{who} does not book, because {room} is not free and the other rooms do not suit.",
             f"{who} asks for {room} for {nights} nights but leaves to try another hotel."],
            [f"{staff} offers {other} instead, but {client} turns it down and will try another hotel.",
             f"{staff} suggests {other} for {price}. {client} refuses it and also finds a suite too expensive.",
             f"{staff} can only offer {other} or a suite for {price2}, and {client} wants neither."],
            [f"{client} needs a place to stay for {trip} but refuses {other}. No room is booked.",
             f"No booking is made. {client} does not like {other} and finds {price2} too much.",
             f"{client} is not happy with {other} and goes to look for another hotel."])
    s.c("I have to ask my wife first.", "I am not sure. My husband should decide that too.",
        "Hm, I must talk to my family first.")
    s.s(f"I can keep it for you until {day2}.", f"Shall I hold it until {day2}?",
        f"Then I will keep it free until {day2}.")
    s.c(f"Yes, please. I will call you before {day2}.", "Thank you, then I will call you back.",
        "Please do. I will phone you soon.")
    s.s("Good, the number is on this card.", "All right, here is our number.", "Fine, just ask for the front desk.")
    _bye_glad(s)
    return s.done(
        "hotel booking",
        [f"{who} asks for {room}, but only {other} is free. {who} will talk to the family and call back.",
         f"{who} cannot decide about {other} yet and will phone the hotel after asking at home.",
         f"{who} wants {room} for {nights} nights. It is taken, so {who} must think about {other}."],
        [f"{staff} offers {other} for {price} and keeps it until {day2}, because {client} needs time.",
         f"{staff} will hold {other} until {day2} while {client} talks to the family.",
         f"{staff} has no free room of the wanted kind and keeps {other} for {client} until {day2}."],
        [f"No room is booked yet. {client} has until {day2} to say yes to {other}.",
         f"{client} is offered {other} at {price} a night and will give an answer by phone.",
         f"{client} needs a room for {trip} but wants to ask at home before taking {other}."])


def hotel_complaint(r: random.Random) -> Dialogue:
    """A guest complains about a room and gets a repair, another room, money back or nothing."""
    s = Script(r)
    fault, fault2 = pick_two(r, ROOM_FAULTS)
    room, room2 = r.randint(11, 39), r.randint(41, 69)
    day = w.weekday(r)
    time = w.clock(r, 9, 18)
    gift, gift2 = pick_two(r, GIFTS)
    price, price2 = w.price(r, 20, 50), w.price(r, 55, 95)
    s.open(HELLO, (f"Excuse me, I am in room {room} and I have a problem.",
                   f"I am not happy with room {room}, I am afraid.",
                   f"Hello, I must complain about room {room}."))
    s.s("Oh, I am sorry to hear that. What is the matter?", "I am sorry. What is wrong with it?",
        "Oh dear, what happened?")
    s.c(f"Well, {fault}. It has been like that since {day}.", f"It is like this: {fault}. It started on {day}.",
        f"Since {day} we have had trouble: {fault}.")
    who = _name_or_aside(s)
    staff, client = s.staff, s.client
    outcome = r.randrange(6)
    if outcome == 0:
        s.s(f"I can send somebody at {time} to look at it.", f"Our technician will come at {time}.",
            f"Somebody will come up and see to it at {time}.")
        s.c("I would rather have a new room.", "Could I have another room instead?", "Can I not just move?")
        s.s("Sorry, all the other rooms are taken tonight.", "We are full tonight, so that is not possible.",
            "No, every other room is taken, I am afraid.")
        s.c(f"Then please come at {time}, but not later.", "Fine, but please be on time.",
            "All right, I will wait in the room.")
        s.s(f"Certainly. And you get {gift} from us.", f"We will. Please also take {gift}.",
            f"Certainly. You also get {gift}.")
        _bye_glad(s)
        return s.done(
            "hotel complaint",
            [f"{who} complains that {fault}. Somebody will come to the room at {time}.",
             f"{who} tells the hotel that {fault} and has to wait until {time} for help.",
             f"In room {room} {fault}, so {who} asks for help. A worker will come at {time}."],
            [f"{staff} has no other room for {client} but will send somebody at {time} and gives {gift}.",
             f"{staff} cannot move {client}, because the hotel is full, but promises help at {time}.",
             f"{staff} promises to send help at {time} and offers {client} {gift}."],
            [f"{client} wants another room but accepts a visit at {time}, because the hotel is full.",
             f"As the hotel is full, {client} stays in room {room} and waits for help at {time}.",
             f"{client} would like to move because {fault}, but has to keep room {room}."])
    if outcome == 1:
        s.s(f"I could send a technician at {time}.", f"Our technician has time at {time}.",
            f"Can you wait for the technician until {time}?")
        s.c("That is too late for me. I need to sleep.", "I cannot wait so long.",
            "No, I do not want to wait any more.")
        s.s(f"Then you can move to room {room2}. It is ready.", f"In that case I can give you room {room2}.",
            f"Room {room2} is free, so you could move there.")
        s.c("Does it cost more?", "Do I have to pay more for it?", "Is it more expensive?")
        s.s(f"It is {price} more, but not for you.", f"Normally {price} more, but you pay nothing.",
            f"Usually yes, {price} more, but not today.")
        s.c("Then I will move at once.", "Good, I will pack my things.", "All right, I will take it.")
        s.s("Here is the key.", "Very good, the key is here.", "Please take this key.")
        return s.done(
            "hotel complaint",
            [f"{who} complains that {fault} and moves to room {room2} without paying more.",
             f"{who} is unhappy with room {room}, because {fault}, and gets room {room2}.",
             f"Because {fault}, {who} leaves room {room} and takes room {room2} instead."],
            [f"{staff} gives {client} room {room2} at no extra cost, since {client} cannot wait for a technician.",
             f"{staff} offers a technician first. {client} refuses to wait and receives room {room2} instead.",
             f"{staff} solves the problem by moving {client} to room {room2} for the same price."],
            [f"{client} does not want to wait until {time} and changes from room {room} to room {room2}.",
             f"There has been trouble in room {room} since {day}. {client} may move to room {room2}.",
             f"{client} gets a new room, number {room2}, and does not have to pay more."])
    if outcome == 2:
        s.s("What would you like us to do?", "How can we make it good?", "What do you expect from us?")
        s.c(f"I want {price2} back.", f"Please give me {price2} back.", f"I think {price2} back would be fair.")
        s.s(f"That is too much, but I can give you {price} back.", f"I may only give {price} back, not more.",
            f"My limit is {price}, I am afraid. I can give you that.")
        s.c(f"And {gift} as well?", f"Could I have {gift} too?", f"Then add {gift}, please.")
        s.s("No, only the money.", "Sorry, that is not possible.", "I am afraid I cannot do both.")
        s.c(f"All right, I will take the {price}.", f"Well, {price} is better than nothing.",
            f"Fine, then give me the {price}.")
        s.s("Thank you. I will take it off your bill.", "I will take it off the bill right now.",
            "Good. It comes off your bill.")
        return s.done(
            "hotel complaint",
            [f"{who} complains that {fault}, asks for {price2} back and finally accepts {price}.",
             f"{who} wants {price2} back because {fault}, but only gets {price}.",
             f"Because {fault}, {who} asks for money back and agrees to {price} in the end."],
            [f"{staff} refuses to pay {price2} and takes {price} off the bill of {client}.",
             f"{staff} can only give {client} {price} back and does not add {gift}.",
             f"{staff} offers {price} for the trouble in room {room}, and {client} accepts it."],
            [f"{client} will pay {price} less for room {room}, where there has been a problem since {day}.",
             f"The bill of {client} gets {price} lower after a complaint about room {room}.",
             f"{client} asks for {price2}, but the hotel pays back {price} for the problem."])
    if outcome == 3:
        s.s(f"I am sorry. Would you like {gift}?", f"Please accept {gift} from us.",
            f"As a small sorry, I can offer {gift}.")
        s.c("No, thank you. I want my money back for last night.", "I would rather have the money for last night.",
            "That does not help me. Please pay back last night.")
        s.s("I cannot do that, because you did not tell us earlier.",
            "Sorry, we do not pay, because you should have told us earlier.",
            "That is not possible. You had to tell us earlier.")
        s.c(f"What about {gift2}? No, forget it, I am leaving today.", "Then I will check out today.",
            "In that case I am leaving your hotel today.")
        s.s(f"As you wish. The bill for the minibar is {price}.", f"I understand. There is still {price} for drinks.",
            f"I am sorry you feel so. You still owe {price} for drinks.")
        _bye_sad(s)
        return s.done(
            "hotel complaint",
            [f"{who} complains that {fault}. The hotel does not pay, so {who} is leaving today.",
             f"{who} wants money back because {fault}, gets none and decides to check out.",
             f"As {fault} and no money is paid back, {who} leaves the hotel today."],
            [f"{staff} refuses to pay back the night, because {client} did not report the problem earlier.",
             f"{staff} says that {client} told them too late and gives no money back.",
             f"{staff} only offers {gift}. {client} turns it down and wants to leave."],
            [f"{client} does not want {gift} and leaves the hotel, angry about room {room}.",
             f"After trouble in room {room} since {day}, {client} refuses {gift} and checks out.",
             f"{client} turns down {gift} and asks for the money instead, but without success."])
    if outcome == 4:
        s.s(f"I can give you room {room2} right now.", f"Would you like to move to room {room2}?",
            f"You could have room {room2}.")
        s.c("Yes, please. Which floor is that?", "That sounds good. On which floor is it?",
            "Good, is it on a higher floor?")
        s.s("It is on the ground floor, next to the kitchen.", "It is right behind the kitchen, on the ground floor.",
            "On the ground floor, beside the kitchen.")
        s.c("Oh no, then I would rather stay. Just repair it, please.",
            "Next to the kitchen? Then I keep my room. Please repair it.",
            "On second thoughts, I will stay. Could you repair it?")
        s.s(f"Sure, at {time}. Please leave the key at the desk.", f"Of course. We will do it at {time}.",
            f"No problem, somebody will be there at {time}.")
        _bye_glad(s)
        return s.done(
            "hotel complaint",
            [f"{who} complains that {fault}. After thinking again, {who} keeps the room and wants a repair.",
             f"{who} first agrees to move because {fault}, but then stays in room {room}.",
             f"Because {fault}, {who} nearly moves, but asks for a repair in the end."],
            [f"{staff} offers room {room2}, but {client} does not like the kitchen there and stays.",
             f"{staff} will have the room repaired at {time}, because {client} refuses room {room2}.",
             f"{staff} suggests room {room2} and then agrees to a repair in room {room} at {time}."],
            [f"{client} does not want to sleep beside the kitchen and waits for a repair at {time}.",
             f"Room {room2} is near the kitchen, so {client} keeps room {room} and it will be repaired.",
             f"{client} stays in room {room}, where somebody will repair things at {time}."])
    s.s("Our manager has to decide that.", "I have to ask the manager about it.",
        "I may not decide that alone. The manager must.")
    s.c(f"Please tell the manager also that {fault2}.", f"Then tell the manager that I want {gift}.",
        f"I think I should get {price} back.")
    s.s(f"I will. The manager comes at {time}.", f"I will write it down. The manager is here at {time}.",
        f"Yes. You can expect a call after {time}.")
    s.c("And what can I do until then?", "Should I wait in my room?", "What do I do now?")
    s.s("Please wait in the cafe.",
        "You can go out, we will call you.", "Have a coffee in the lobby, if you like.")
    _bye_glad(s)
    return s.done(
        "hotel complaint",
        [f"{who} complains that {fault}. Nothing is decided, because the manager must be asked first.",
         f"{who} reports that {fault} and has to wait until the manager can decide.",
         f"Because {fault}, {who} complains at the desk, but only the manager can decide."],
        [f"{staff} cannot help {client} alone and will speak to the manager after {time}.",
         f"{staff} listens to the complaint about room {room} and passes it to the manager.",
         f"{staff} tells {client} to wait, because the manager is not there before {time}."],
        [f"There is no answer yet for {client}, who has had trouble in room {room} since {day}.",
         f"{client} is unhappy with room {room} and will hear from the manager after {time}.",
         f"{client} has a problem in room {room} since {day}, and the manager has to decide."])


def flight_change(r: random.Random) -> Dialogue:
    """A traveller wants to move a flight to another day."""
    s = Script(r)
    city, city2 = pick_two(r, w.CITIES)
    day, day2, day3 = r.sample(w.WEEKDAYS, 3)
    time, time2 = w.clock(r, 7, 11), w.clock(r, 13, 20)
    fee, fee2 = w.price(r, 30, 50), w.price(r, 60, 180)
    why = r.choice(TRAVEL_REASONS)
    s.open(HELLO, (f"Hello, I have a ticket to {city} for {day}. I need to change it.",
                   f"I am booked to {city} on {day}. Can I move that flight?",
                   f"Good day, it is about my flight to {city} on {day}. I have to change it."))
    s.s("I see. What is the reason for the change?", "May I ask why?", "I can have a look. What happened?")
    s.c(f"It is because {why}. I would like to fly on {day2}.", f"You see, {why}. Is there a flight on {day2}?",
        f"Well, {why}. So {day2} would be better for me.")
    who = _name_or_aside(s)
    staff, client = s.staff, s.client
    outcome = r.randrange(6)
    if outcome == 0:
        s.s(f"There are two flights on {day2}, at {time} and at {time2}.",
            f"On {day2} you can fly at {time} or at {time2}.",
            f"I see seats on {day2}, one at {time} and one at {time2}.")
        first = s.chance(0.5)
        t, t2 = (time, time2) if first else (time2, time)
        s.c(f"Then I will take the one at {t}.", f"I prefer the flight at {t}.",
            f"The one at {t} is good. What does it cost?")
        s.s(f"The change costs {fee}. Is that all right?", f"Good. You have to pay a fee of {fee}.",
            f"Fine, the fee for that is {fee}.")
        s.c("Yes, I will pay by card.", "That is all right. Here is my card.", "All right, I can pay in cash.")
        s.s(f"Thank you. And the gate closes early on {day3}, by the way.", "Thanks. Your new ticket is printed.",
            "Here is the new ticket.")
        _bye_glad(s)
        return s.done(
            "flight change",
            [f"{who} moves the flight to {city} from {day} to {day2} and pays {fee}.",
             f"{who} changes a ticket to {city}, because {why}. The new flight is on {day2} at {t}.",
             f"{who} will fly to {city} on {day2} instead of {day}, because {why}."],
            [f"{staff} finds flights at {time} and {time2} on {day2}, and {client} takes the one at {t}.",
             f"{staff} changes the ticket for a fee of {fee}, so {client} can fly on {day2}.",
             f"{staff} gives {client} a seat to {city} on {day2} at {t} for {fee}."],
            [f"Because {why}, {client} pays {fee} and flies at {t} on {day2}.",
             f"{client} chooses the flight at {t} on {day2} rather than the one at {t2}.",
             f"{client} has to pay {fee} to fly to {city} on {day2} and not on {day}."])
    if outcome == 1:
        rule = r.choice(FARE_RULES)
        s.s(f"I am sorry, but {rule}.", f"That is not possible, because {rule}.",
            f"I cannot change it. I see that {rule}.")
        s.c(f"Even if I pay {fee}?", f"I would pay {fee} for it.", f"Could I go on {day3}, then?")
        s.s("No, I am sorry, not even then.", "Sadly not. The rules are strict.", "No, it makes no difference.")
        s.c("Can I at least get my money back?", "Then can I have my money back?", "What about a refund?")
        s.s(f"No. A new ticket would cost {fee2}.", f"I am afraid not. You can only buy a new one for {fee2}.",
            f"No, only a new ticket for {fee2} is possible.")
        _bye_sad(s)
        return s.done(
            "flight change",
            [f"{who} wants to fly to {city} on {day2}, but the change is refused because {rule}.",
             f"{who} cannot move the flight to {city}, because {rule}.",
             f"{who} asks to fly on {day2} instead of {day}. It is not possible, because {rule}."],
            [f"{staff} refuses to change the ticket to {city} and gives {client} no money back.",
             f"{staff} says no to a change and to a refund. {client} could only buy a new ticket for {fee2}.",
             f"{staff} explains that {rule}, so {client} can neither change the flight nor get a refund."],
            [f"{client} needs another day because {why}, but the ticket for {day} cannot be changed.",
             f"Although {why}, {client} is not allowed to change the flight on {day}.",
             f"{client} has to keep the flight on {day} or pay {fee2} for a new ticket."])
    if outcome == 2:
        s.s(f"Yes, there is a seat on {day2} at {time}, for {fee}.",
            f"I have a seat on {day2} at {time}. The fee is {fee}.",
            f"On {day2} at {time} there is room. It costs {fee}.")
        s.c(f"Oh, wait. On {day2} I am still busy. Let us say {day3}.",
            f"Hm, I said {day2}, but {day3} is better after all.",
            f"Sorry, I looked at the wrong week. I need {day3}.")
        s.s(f"On {day3} it leaves at {time2}, for the same fee.",
            f"That is fine too. On {day3} the plane leaves at {time2}.",
            f"Then I can put you on the plane at {time2} on {day3}.")
        s.c("That is perfect. Please book it.", "Good, I will take that.", "Yes, please do that.")
        s.s("Done. Here is your new ticket.", "It is booked. Please keep this paper.",
            "All right, everything is changed.")
        return s.done(
            "flight change",
            [f"{who} asks for {day2} first, but then moves the flight to {city} to {day3}.",
             f"{who} changes the flight to {city} and will now leave on {day3} at {time2}.",
             f"{who} wants another flight because {why}, and finally chooses {day3}."],
            [f"{staff} finds a seat on {day2}, but {client} prefers {day3} after all and gets it.",
             f"{staff} books {client} on the plane to {city} at {time2} on {day3}.",
             f"{staff} moves the ticket of {client} from {day} to {day3}, with a flight at {time2}."],
            [f"As {why}, {client} gives up the flight on {day} and flies on {day3}.",
             f"{client} cannot travel on {day} or {day2} and takes the flight on {day3}.",
             f"The new flight of {client} to {city} leaves on {day3} at {time2}."])
    s.s(f"Nothing is free on {day2}. You could fly from {city2} on {day3}." if outcome != 5 else
        f"There is a seat on {day2}, but it costs {fee2} more.",
        f"That day is full. There is only a flight from {city2} on {day3}." if outcome != 5 else
        f"It is possible on {day2}. You would have to pay {fee2} more.")
    if outcome == 3:
        s.c(f"From {city2}? How would I get there?", f"Hm, {city2} is not so near. Is there a bus?",
            f"How do I get to {city2}?")
        s.s(f"There is a bus at {time}. It costs {fee}.", f"A bus goes there at {time}, for {fee}.",
            f"You can take the bus at {time}. A ticket is {fee}.")
        s.c(f"Fine, then I will fly from {city2}.", "All right, please book that flight.",
            "Good, I will do it that way.")
        s.s(f"Your plane leaves {city2} at {time2}.", f"Then you fly at {time2}. I have changed it.",
            f"It is booked, with the plane at {time2}.")
        _bye_glad(s)
        return s.done(
            "flight change",
            [f"{who} cannot fly on {day2} and agrees to go to {city} from {city2} on {day3}.",
             f"{who} wants to change a flight because {why}, and takes one from {city2} on {day3}.",
             f"{who} moves the flight to {city} to {day3} and will start in {city2}."],
            [f"{staff} has no seat on {day2}, so {client} accepts a flight from {city2} on {day3}.",
             f"{staff} offers a plane from {city2} and tells {client} about the bus at {time}.",
             f"{staff} changes the ticket, and {client} will leave from {city2} at {time2}."],
            [f"Because {why}, {client} gives up {day} and flies from {city2} on {day3}.",
             f"{client} will take a bus to {city2} and fly from there on {day3}.",
             f"As {day2} is full, {client} accepts another airport and flies from {city2}."])
    if outcome == 4:
        s.c(f"No, {city2} is too far away for me.", f"I do not want to go to {city2}. It is too far.",
            f"That is no good, {city2} is too far.")
        s.s(f"I could also sell you a new ticket for {fee2}.", f"Or you buy a new ticket for {fee2}.",
            f"The only other way is a new ticket for {fee2}.")
        s.c(f"No, that is too much. Then I keep my seat on {day}.", f"Then leave it. I will fly on {day} as planned.",
            f"No, thank you. I will just fly on {day}.")
        s.s(f"Good. The plane leaves at {time}.", f"All right. Be here before {time}.",
            f"As you like. Your plane goes at {time}.")
        _bye_sad(s)
        return s.done(
            "flight change",
            [f"{who} wants to fly to {city} on {day2}, but it is full. {who} keeps the flight on {day}.",
             f"{who} tries to change a flight because {why}, but keeps the old one on {day}.",
             f"{who} does not change the ticket to {city} in the end and flies on {day}."],
            [f"{staff} offers a flight from {city2}, but {client} finds it too far away.",
             f"{staff} has no seat on {day2}. {client} refuses to fly from {city2} and keeps the ticket.",
             f"{staff} can only offer {city2} or a new ticket for {fee2}, and {client} takes neither."],
            [f"Nothing changes for {client}, who will fly on {day} because the offers do not suit.",
             f"{client} says that {city2} is too far and stays with the flight on {day}.",
             f"Although {why}, {client} will travel on {day} as planned."])
    s.c(f"Oh, {fee2} is a lot of money. My company must agree first.", f"I must ask my company about the {fee2}.",
        f"My company has to pay the {fee2}, so I must ask.")
    s.s(f"Of course. The seat is free until {time2} today.", f"I can hold the seat until {time2}.",
        f"Please tell me before {time2} today.")
    s.c(f"Is {day3} cheaper?", f"What would {day3} cost?", f"And what about {day3}?")
    s.s(f"No, {day3} is full already.", f"There is no flight on {day3}.", f"On {day3} there is no seat at all.")
    s.c("I see. Then I will call you back.", "All right, I will call later.", "Then I will ask and phone you.")
    s.s("Good, we are here all day.", "Fine, I will wait for your call.", "Please do. Goodbye.")
    return s.done(
        "flight change",
        [f"{who} wants to move a flight to {city} to {day2}, but must ask the company about the cost.",
         f"{who} would like to fly on {day2} because {why}, but has not decided yet.",
         f"{who} will call back about a flight to {city} after asking the company."],
        [f"{staff} asks for {fee2} to change the flight and keeps the seat for {client} until {time2}.",
         f"{staff} offers a seat on {day2} for {fee2} more. {client} cannot decide alone.",
         f"{staff} tells {client} that the change costs {fee2}, so {client} will ask first and call."],
        [f"The change from {day} to {day2} is not made yet. {client} has until {time2}.",
         f"{client} finds {fee2} expensive and will speak to the company before changing the flight.",
         f"As {why}, {client} needs another flight, but the company must agree to pay {fee2}."])


def train_ticket(r: random.Random) -> Dialogue:
    """A passenger buys a train ticket, picks another train or does not travel by train at all."""
    s = Script(r)
    city, city2 = pick_two(r, w.CITIES)
    day, day2 = w.two_weekdays(r)
    early, late = w.clock(r, 7, 11), w.clock(r, 13, 19)
    seat, seat2 = pick_two(r, SEATS)
    price, price2 = w.price(r, 20, 50), w.price(r, 55, 120)
    trouble = r.choice(TRAIN_TROUBLE)
    s.open(HELLO, (f"I would like a train ticket to {city} for {day}, please.",
                   f"Hello, one ticket to {city} on {day}, please.",
                   f"Good day. I want to take the train to {city} on {day}."))
    s.s(f"In the morning there is one at {early}.", f"Would the train at {early} suit you?",
        f"Sure. The first train is at {early}.")
    s.c(f"Good, and I would like {seat}.", f"That suits me. Can I have {seat}?",
        f"All right, with {seat}, if possible.")
    who = _name_or_aside(s)
    staff, client = s.staff, s.client
    outcome = r.randrange(5)
    if outcome == 0:
        s.s(f"Yes, that is {price}. Or {price2} with {seat2}.",
            f"It costs {price}. You could have {seat2} for {price2}.",
            f"That makes {price}. Shall I change it to {seat2} for {price2}?")
        s.c("No, thank you. I take the cheaper one.", "No, the first one is fine.",
            "That is too dear. I stay with my choice.")
        s.s("Do you need a ticket back as well?", "And do you want to come back by train?", "Is it a return ticket?")
        s.c(f"No, my brother drives me home on {day2}.", f"No, I am flying back on {day2}.",
            f"No, I come back by bus on {day2}.")
        s.s("Then here is your ticket.", "All right, a single ticket. Here you are.", "Fine, here is a single ticket.")
        _bye_glad(s)
        return s.done(
            "train ticket",
            [f"{who} buys a single ticket to {city} for {day}. The train leaves at {early}.",
             f"{who} is taking the train to {city} at {early} on {day} and pays {price}.",
             f"{who} gets a train ticket to {city} with {seat} for {price}."],
            [f"{staff} sells {client} {seat} for {price}. {client} does not want a dearer ticket.",
             f"{staff} suggests {seat2}, but {client} prefers the cheaper ticket for {price}.",
             f"{staff} offers a better seat for {price2}, and {client} says no and pays {price}."],
            [f"{client} needs no ticket back and only pays {price} for the way to {city}.",
             f"For {price}, {client} will travel to {city} on {day} and does not buy a return ticket.",
             f"{client} will go to {city} by train on {day} but come back another way."])
    if outcome == 1:
        s.s(f"That would be {price}.", f"Yes, for {price}. Shall I print it?", f"I have that for {price}.")
        s.c(f"Hm, {early} is very early. Is there a later train?", "Wait, I have to work first. What goes later?",
            "Just a moment, I cannot get up so early. Is there a later one?")
        s.s(f"There is one at {late}, for {price2}.", f"Yes, at {late}. That one is {price2}.",
            f"The next is at {late} and costs {price2}.")
        s.c(f"Then I will take the train at {late}.", "That is better for me. I will take it.",
            "I do not mind the price. Give me that one.")
        s.s(f"Good. You only have to change trains in {city2}.", f"Fine. It stops in {city2} on the way.",
            f"Here it is. You change in {city2}.")
        _bye_glad(s)
        return s.done(
            "train ticket",
            [f"{who} decides on a later train to {city} and buys a ticket for {late} on {day}.",
             f"{who} first wants the early train to {city} but then takes the one at {late}.",
             f"{who} buys a ticket to {city} for {price2} and leaves on {day} at {late}."],
            [f"{staff} offers a train at {early}, but {client} finds it too early and goes at {late}.",
             f"{staff} sells {client} a ticket for the later train to {city} for {price2}.",
             f"{staff} finds a train at {late} after {client} asks for something later."],
            [f"The train at {early} is too early, so {client} pays {price2} for a later one.",
             f"{client} pays more to travel to {city} later in the day, at {late}.",
             f"{client} changes plans and does not take the cheaper train at {early} on {day}."])
    if outcome == 2:
        s.s(f"Oh, I see that no train goes there on {day}, because {trouble}.",
            f"I am sorry, the {day} train is cancelled, because {trouble}.",
            f"Wait, there is a note for {day}: {trouble}. So no train will run.")
        s.c("Is there another way to get there?", "What else can I do?", "But I have to be there. What now?")
        s.s(f"There is a bus at {late} for {price}.", f"You can take our bus at {late}. It costs {price}.",
            f"We have a bus for {price}. It leaves at {late}.")
        s.c("Does it take much longer?", "Is the bus slow?", "How long does the bus take?")
        if s.chance(0.5):
            s.s(f"Two hours longer, because it goes through {city2}.", f"A bit longer, as it stops in {city2}.",
                f"An hour more. It goes past {city2}.")
            s.c("That is fine. One bus ticket, please.", "All right, I will take the bus.",
                "It does not matter. I will go by bus.")
            _bye_glad(s)
            return s.done(
                "train ticket",
                [f"{who} wants to go to {city} by train but takes a bus, because {trouble}.",
                 f"{who} cannot take the train to {city} on {day} and buys a bus ticket for {price}.",
                 f"{who} will travel to {city} by bus at {late}, since no train is running."],
                [f"{staff} tells {client} that {trouble} and sells a bus ticket to {city} instead.",
                 f"{staff} has no train on {day}, so {client} accepts a place on the bus.",
                 f"{staff} offers a bus for {price} in place of the train, and {client} agrees."],
                [f"Because {trouble}, {client} goes to {city} by bus on {day}.",
                 f"There is no train to {city} on {day}. {client} decides to take the bus at {late}.",
                 f"{client} does not mind a longer trip and takes the bus to {city}."])
        s.s(f"Five hours longer, because it goes through {city2}.", f"Yes, much longer. It stops in {city2} first.",
            f"It takes all day, because it goes to {city2} first.")
        s.c("No, that is too long. I will stay at home.", "Then I would rather not go at all.",
            "That is too slow for me. I will not go.")
        s.s(f"There are trains again on {day2}.", f"The trains run again on {day2}, if that helps.",
            f"On {day2} everything should be normal.")
        _bye_sad(s)
        return s.done(
            "train ticket",
            [f"{who} wants a train ticket to {city}, but {trouble}. {who} decides not to go.",
             f"{who} does not travel to {city}, because there is no train and the bus is too slow.",
             f"{who} gives up the trip to {city} on {day}, because {trouble}."],
            [f"{staff} offers a bus at {late} instead of the train, but {client} finds it too slow.",
             f"{staff} has no train on {day} and cannot talk {client} into taking a bus.",
             f"{staff} suggests a bus at {late} for {price}, and {client} turns it down."],
            [f"No ticket is sold. {client} does not want to sit in a slow bus to {city}.",
             f"As the train on {day} is cancelled, {client} prefers not to travel.",
             f"{client} learns that {trouble} and refuses to take the bus to {city}."])
    if outcome == 3:
        s.s(f"Sorry, that is gone. I can give you {seat2} for {price}.",
            f"That is sold out. There is only {seat2}, for {price}.",
            f"I do not have that any more, only {seat2} for {price}.")
        s.c("Would it be different in another train?", "Is it the same in the later train?",
            "What about a later train?")
        s.s(f"No, the train at {late} is full.", f"The one at {late} has no seats at all.",
            f"At {late} everything is taken.")
        s.c(f"Then I will take {seat2}.", "All right, then give me what you have.",
            "Fine, it is only one trip. I will take it.")
        s.s(f"Good. You have to change in {city2}.", f"Here is your ticket. Change trains in {city2}.",
            f"Very good. The train goes through {city2}.")
        _bye_glad(s)
        return s.done(
            "train ticket",
            [f"{who} asks for {seat} in the train to {city} but has to take {seat2}.",
             f"{who} buys a ticket to {city} with {seat2}, because the first choice is sold out.",
             f"{who} accepts {seat2} on the way to {city}, as there is nothing else."],
            [f"{staff} cannot offer {seat} any more and sells {client} {seat2} for {price}.",
             f"{staff} gives {client} {seat2} in the train at {early}, since the later train is full.",
             f"{staff} has only {seat2} left for {day}, and {client} takes it for {price}."],
            [f"The later train is full, so {client} goes to {city} at {early} on {day}.",
             f"{client} does not get the wanted seat but still takes the train at {early}.",
             f"{client} pays {price} for {seat2}, although the first wish was {seat}."])
    s.s(f"I have that for {price2}.", f"That is possible, for {price2}.", f"That would be {price2} in all.")
    s.c(f"My friend only paid {price}. Why is it so much?", f"I thought it was {price}. Why so dear?",
        f"Last time it was {price}. What happened?")
    s.s(f"That price was for {day2}. It is cheaper then.", f"It is only so cheap on {day2}.",
        f"You get that price on {day2} only.")
    s.c("I do not know if I can go then. I must ask at work.", "Then I must first see if I can get that day off.",
        "Hm. My boss must say if I am free then.")
    s.s(f"Do not wait too long. The train to {city2} is full already.", "There are not many tickets left.",
        "Then please come back soon.")
    s.c("I will come back when I know.", "I will call you when I know more.", "I will tell you as soon as I know.")
    s.s("All right. Goodbye.", "Fine, see you then.", "Good, until then.")
    return s.done(
        "train ticket",
        [f"{who} does not buy a ticket to {city} yet, because it may be cheaper on {day2}.",
         f"{who} finds the ticket to {city} too expensive and will first ask at work.",
         f"{who} wants to go to {city} but must ask about travelling on {day2} instead."],
        [f"{staff} asks {price2} for {day} and explains that the train is cheaper on {day2}.",
         f"{staff} says that the lower price of {price} is only for {day2}, so {client} must think.",
         f"{staff} tells {client} that only {day2} is cheap. {client} will come back or call."],
        [f"Nothing is sold. {client} has to find out at work if {day2} is possible.",
         f"{client} wonders about the price of {price2} and leaves without a ticket to {city}.",
         f"As the ticket costs {price2} on {day}, {client} thinks about going on {day2}."])


def lost_luggage(r: random.Random) -> Dialogue:
    """A traveller reports a missing bag at the airport."""
    s = Script(r)
    city, city2 = pick_two(r, w.CITIES)
    bag, mark = r.choice(BAGS), r.choice(MARKS)
    colour = r.choice(BAG_COLOURS)
    inside, inside2 = pick_two(r, CONTENTS)
    day, day2 = w.two_weekdays(r)
    time = w.clock(r, 9, 19)
    price, price2 = w.price(r, 25, 50), w.price(r, 60, 150)
    street = w.street(r)
    s.open(HELLO, (f"My {bag} did not arrive. I came from {city}.", f"I flew in from {city}, but my {bag} is not here.",
                   f"I cannot find my {bag}. I was on the plane from {city}."))
    s.s("I am sorry. What does it look like?", "Can you tell me what it looks like?",
        "Oh dear. Please describe it to me.")
    s.c(f"It is {colour} and has {mark}. All my things are in it, also {inside}.",
        f"It is a {colour} one with {mark}, and there is {inside} in it." if inside.startswith(("a ", "some "))
        else f"It is a {colour} one with {mark}, and there are {inside} in it.",
        f"The colour is {colour}, and it has {mark}. I packed {inside} in it.")
    who = _name_or_aside(s, 0.25)
    staff, client = s.staff, s.client
    outcome = r.randrange(6)
    if outcome <= 1:
        s.s(f"I found it in the computer. It is still in {city2}.", f"I see it here. It went to {city2} by mistake.",
            f"Good news and bad news. It was sent to {city2}.")
        s.c("When will I get it back?", "Oh no. When does it come here?", "How long will it take?")
        s.s(f"It comes on {day}. We can bring it to you at {time}.",
            f"It will be here on {day}. A driver can bring it at {time}.",
            f"On {day}. We can drive it to your door at {time}.")
        if outcome == 0:
            s.c(f"Please bring it to {street}.", f"Good, I live in {street}.", f"Fine, the address is {street}.")
            s.s(f"I will note it. Here is {price} for things you need now.",
                f"Thank you. You also get {price} for a toothbrush and so on.",
                f"All right. Take {price} to buy what you need tonight.")
            _bye_glad(s)
            return s.done(
                "lost luggage",
                [f"{who} reports a missing {bag}, which is in {city2}. It will be brought on {day}.",
                 f"{who} has lost a {colour} {bag} on the way from {city} and will get it on {day}.",
                 f"{who} is missing a {bag}. A driver will take it to {street} on {day}."],
                [f"{staff} finds the {bag} in {city2} and will have it brought to {street}.",
                 f"{staff} tells {client} that the {bag} comes on {day} at {time} and pays {price}.",
                 f"{staff} gives {client} {price} and promises to deliver the {bag} on {day}."],
                [f"The {bag} of {client} went to {city2} and will arrive at {street} at {time}.",
                 f"{client} receives {price} while waiting for the {bag} with {inside} in it.",
                 f"{client} arrives from {city} without the {bag}, but it will come on {day}."])
        s.c(f"Good, bring it to {street}. Oh no, I am away then.", f"On {day} I am not at home. Can I fetch it here?",
            f"No, on {day} nobody is at {street}. May I fetch it myself?")
        s.s("You can fetch it here at any time.", "Of course, you may also fetch it at this desk.",
            "Sure, we can keep it here for you.")
        s.c(f"Then I will come on {day2}.", f"Good. I will fetch it on {day2}.",
            f"Please keep it. I will be here on {day2}.")
        s.s(f"Fine. Parking costs {price}, so take the bus.", f"All right. Bring your ticket on {day2}.",
            "Good. Please do not forget your passport.")
        return s.done(
            "lost luggage",
            [f"{who} reports a missing {bag} and will fetch it at the airport on {day2}.",
             f"{who} does not want the {bag} delivered on {day} and will come for it on {day2}.",
             f"{who} has lost a {colour} {bag}, which is in {city2}, and will pick it up on {day2}."],
            [f"{staff} offers to bring the {bag} on {day}, but {client} prefers to fetch it.",
             f"{staff} finds the {bag} in {city2} and keeps it at the desk until {day2}.",
             f"{staff} will hold the {bag} for {client}, who is not at home on {day}."],
            [f"As {client} is away on {day}, the {bag} will be kept at the airport.",
             f"The {bag} of {client} was in {city2}. {client} comes to the desk for it on {day2}.",
             f"{client} arrives from {city} without the {bag} and has to come back on {day2}."])
    if outcome == 2:
        s.s("Did you look at the next belt too?", "Let me call a colleague at the other belt.",
            "Just a moment, I will ask at the other belt.")
        s.c(f"No. I only saw a bag from {city2} there.", f"I only looked at the belt from {city}.",
            f"There was only luggage from {city2}.")
        s.s(f"My colleague has just found a {colour} {bag} there.",
            f"Well, there is a {colour} {bag} at that belt, I hear.",
            f"They say that a {colour} {bag} is lying there.")
        s.c(f"Does it have {mark}?", f"Is it the one with {mark}?", f"With {mark}?")
        s.s("Yes, exactly. You can fetch it right now.", "It does. Please go and take it.",
            "Yes, so it must be yours. It is waiting for you.")
        _bye_glad(s)
        return s.done(
            "lost luggage",
            [f"{who} cannot find a {colour} {bag} after a flight, but it is lying at another belt.",
             f"{who} reports a missing {bag} with {mark}, and it turns up at another belt.",
             f"{who} thinks that the {bag} from {city} is lost, but it is found right away."],
            [f"{staff} hears from a colleague that the {bag} is at the other belt.",
             f"{staff} asks about the other belt and can tell {client} that the {bag} is there.",
             f"{staff} helps {client} find the {bag} within a few minutes and sends {client} to fetch it."],
            [f"After the flight from {city}, {client} misses the {bag} but gets it back at once.",
             f"The {bag} with {mark} belongs to {client}, who can pick it up right now.",
             f"{client} looked at the wrong place for the {bag} with {inside} and may fetch it now."])
    s.s("I cannot see it in the computer. It may be lost.", "There is no sign of it in our system, sadly.",
        "Nobody knows where it is at the moment.")
    if outcome == 3:
        s.c(f"Then I want {price2} from you.", f"I need {price2} to buy new things.",
            f"That is awful. Will you pay me {price2}?")
        s.s(f"Not yet. You get {price} now and the rest after {day}.", f"I can pay {price} today and more after {day}.",
            f"First I can only pay {price}. The rest is decided after {day}.")
        s.c(f"All right, I will take the {price} for now.", "Well, that is better than nothing. I will take it.",
            "Fine, give me that for now.")
        s.s("Please sign this form.", "Just sign here, please.", "Good. Write your address on this form.")
        _bye_glad(s)
        return s.done(
            "lost luggage",
            [f"{who} reports a lost {bag}, asks for {price2} and accepts {price} for now.",
             f"{who} wants {price2} for a {colour} {bag} that is missing but only gets {price} at first.",
             f"{who} takes {price} today, because nobody knows where the {bag} is."],
            [f"{staff} cannot find the {bag} and pays {client} {price}. More may follow after {day}.",
             f"{staff} does not pay {price2} yet, but gives {client} {price} today.",
             f"{staff} hands out {price} for the missing {bag} and asks {client} to sign a form."],
            [f"The {bag} from {city} is missing, and {client} has to wait until after {day} for more money.",
             f"{client} has lost a {bag} with {mark} and agrees to take {price} first.",
             f"{client} signs a form for the lost {bag} and receives a part of the money."])
    if outcome == 4:
        s.c(f"Will you pay for it? It was worth {price2}.", f"Then I want {price2} for it.",
            f"I must have {price2} for that.")
        s.s("When did you land?", "On which day was your flight?", "When was your flight, exactly?")
        s.c(f"On {day}. I was too tired to come here then.", f"It was on {day}, but the desk was so full.",
            f"On {day}, but I had to run to a meeting.")
        s.s("Then it is too late. You have to report it on the same day.",
            "I am sorry, you must report it on the day you land.",
            "In that case we cannot pay. It must be reported on the same day.")
        s.c("Can you make an exception?", "That is a silly rule. Is there nothing you can do?", f"Not even {price}?")
        s.s("No, but I will call you if it turns up.", "Sadly not. I will phone you if somebody finds it.",
            "No. But we will call if we find it.")
        _bye_sad(s)
        return s.done(
            "lost luggage",
            [f"{who} asks for money for a lost {bag}, but it was reported too late.",
             f"{who} gets nothing for the {colour} {bag}, because the report comes too late.",
             f"{who} wants {price2} for a missing {bag} and is refused, because the report comes too late."],
            [f"{staff} refuses to pay for the {bag}, since {client} landed on {day} and did not report it.",
             f"{staff} cannot pay {price2}, but will call {client} if the {bag} is found.",
             f"{staff} explains that a lost {bag} must be reported on the same day."],
            [f"{client} landed on {day} and comes to the desk too late to get any money.",
             f"Nobody knows where the {bag} from {city} is, and {client} will not be paid.",
             f"{client} will only hear something if the {bag} with {mark} turns up."])
    s.c(f"But I need it on {day}. What can you do?", f"I am leaving for {city2} on {day}. What now?",
        f"And what do I do now? I need {inside2} too.")
    s.s(f"We keep looking. I will call you at {time}.", f"We will go on looking. I can call you at {time}.",
        f"Our people will search. You hear from us at {time}.")
    s.c("Do you pay for new clothes until then?", "Can I buy some clothes and send you the bill?",
        "May I buy a few things?")
    s.s(f"Yes, up to {price}. Keep the bills, please.", f"You may spend {price}. Please keep the bills.",
        f"Up to {price} is fine. Do not lose the bills.")
    _bye_glad(s)
    return s.done(
        "lost luggage",
        [f"{who} reports a missing {bag} and may spend {price} on new things for now.",
         f"{who} arrives from {city} without a {bag}, and nobody knows yet where it is.",
         f"{who} is missing a {colour} {bag} and will get a call at {time}."],
        [f"{staff} cannot find the {bag} yet and will call {client} about it at {time}.",
         f"{staff} goes on looking for the {bag} and lets {client} buy things for {price}.",
         f"{staff} has no news of the {bag} but promises {client} a call at {time}."],
        [f"The {bag} of {client} is still missing. {client} has to keep the bills for new things.",
         f"Until the {bag} is found, {client} can buy what is needed, up to {price}.",
         f"The search for the {bag} with {mark} goes on, and {client} has to wait for a call."])


def car_rental(r: random.Random) -> Dialogue:
    """A customer wants to rent a car for a trip."""
    s = Script(r)
    car, car2 = pick_two(r, CARS)
    day, day2 = w.two_weekdays(r)
    days = r.choice(w.NUMBER_WORDS[:6])
    trip, city = r.choice(TRIPS), r.choice(w.CITIES)
    extra, extra2 = pick_two(r, CAR_EXTRAS)
    price, price2, small = w.price(r, 35, 50), w.price(r, 60, 110), w.price(r, 5, 20)
    no = r.choice(CAR_REFUSALS)
    time = w.clock(r, 8, 18)
    s.open(HELLO, (f"I want to rent {car} for {days} days.", f"Hello, can I rent {car} for {days} days?",
                   f"Good day, I am looking for {car} for {days} days."))
    s.s("From which day, and where are you going?", "When do you need it, and for what?",
        "Which day do you want to start, and what is it for?")
    s.c(f"From {day}. I have to go to {city} for {trip}.", f"On {day}. There is {trip} in {city}.",
        f"I start on {day}. It is for {trip} in {city}.")
    who = _name_or_aside(s)
    staff, client = s.staff, s.client
    outcome = r.randrange(6)
    if outcome <= 1:
        s.s(f"That is {price2} a day. Do you want {extra} for {small}?",
            f"We have that for {price2} a day. {extra[0].upper()}{extra[1:]} is {small} more.",
            f"Yes, for {price2} a day. We also offer {extra} for {small}.")
        if outcome == 0:
            s.c(f"No, but I would like {extra2}.", f"Not that. Could I have {extra2}?",
                f"I do not need that, only {extra2}.")
            s.s("You can have that for nothing.", "That one is free today.", "I can add that at no cost.")
            s.c("Very good, then I will take the car.", "Then we have a deal.", "That is nice. Please book it.")
            s.s(f"You can fetch it at {time}.", f"It will be ready at {time}.", f"Good. Please come at {time}.")
            _bye_glad(s)
            return s.done(
                "car rental",
                [f"{who} rents {car} for {days} days from {day} and gets {extra2} for free.",
                 f"{who} takes {car} for {price2} a day. The trip starts on {day}.",
                 f"{who} books {car} for {days} days, starting on {day}, because of {trip}."],
                [f"{staff} offers {car} for {price2} a day and adds {extra2} at no cost.",
                 f"{staff} rents {car} to {client}, who can fetch it on {day} at {time}.",
                 f"{staff} tells {client} to come at {time} on {day} and gives {extra2} for free."],
                [f"{client} needs {car} to go to {city} and does not want {extra}.",
                 f"For the trip to {city}, {client} rents {car} with {extra2} for {days} days.",
                 f"{client} will drive to {city} for {trip} and pay {price2} a day for the car."])
        s.c("No, thank you. That is dear anyway. What else is there?", "Hm, that is a lot. Have you something cheaper?",
            "Oh, that is too much. Is there anything for less?")
        s.s(f"There is {car2} for {price}.", f"You could have {car2} for only {price} a day.",
            f"I also have {car2}, at {price} a day.")
        s.c("That is much better. I will take that.", "Good, then I will rent that one.",
            "Fine. I do not need more than that.")
        s.s(f"Please fetch it at {time}.", f"Good, it is ready at {time}.", f"All right. It will be here at {time}.")
        _bye_glad(s)
        return s.done(
            "car rental",
            [f"{who} asks for {car} but rents {car2}, because it is cheaper.",
             f"{who} wants {car} at first and then takes {car2} for {price} a day.",
             f"{who} rents {car2} for {days} days from {day} and pays {price} a day."],
            [f"{staff} asks {price2} a day. {client} finds it too much and takes {car2}.",
             f"{staff} offers something for less money, so {client} decides on {car2} for {price} a day.",
             f"{staff} rents {car2} to {client}, who can fetch it on {day} at {time}."],
            [f"To save money, {client} will drive to {city} in {car2} and not in {car}.",
             f"{client} does not want to pay {price2} and chooses {car2} for the trip to {city}.",
             f"The first car is too expensive for {client}, who pays {price} for {car2}."])
    if outcome == 2:
        s.s("May I see your papers, please?", "Please show me your papers first.", "Let me check a few things first.")
        s.c("Here you are.", "Of course, here they are.", "Sure. Take your time.")
        s.s(f"I cannot rent you anything, I am sorry, because {no}.", f"I am afraid it is not possible, because {no}.",
            f"Sorry, but we have to say no, because {no}.")
        s.c(f"Could my friend come on {day2}? Would that help?", f"Even if I pay {price2} more?", f"And with {extra}?")
        s.s("No, that does not change anything.", "I am afraid that does not help.",
            "Sadly not. It is a rule of the house.")
        s.c("Then how do I get there?", "What should I do now?", "Is there another way to get there?")
        s.s("You could take the train from the station.", "There is a good train, you know.",
            "I would go by train. It is quick.")
        _bye_sad(s)
        return s.done(
            "car rental",
            [f"{who} wants to rent {car} for {days} days, but it is refused because {no}.",
             f"{who} cannot rent a car, because {no}. {staff} suggests the train.",
             f"{who} asks for {car} from {day} and does not get it, because {no}."],
            [f"{staff} cannot rent a car to {client} and suggests going there by train.",
             f"{staff} explains that {no} and tells {client} to take the train.",
             f"{staff} checks the papers and then has to say no to {client}, because {no}."],
            [f"{client} needs a car for {trip} in {city} but leaves without one.",
             f"There is no car for {client}, who has to get to {city} in another way.",
             f"For {trip} in {city}, {client} should take the train, because no car is possible."])
    s.s(f"That is out on {day}. I have {car2} for {price2} a day.",
        f"Sorry, that is taken. There is only {car2}, for {price2} a day.",
        f"I do not have that, but I can offer {car2} for {price2}.")
    if outcome == 3:
        s.c("No, I cannot use that. It has to be the other one.", "That is no good to me. I need the other one.",
            "No, that does not suit me at all.")
        s.s(f"It comes back on {day2}, if you can wait.", f"On {day2} it will be back. Could you wait?",
            f"You could have the other one from {day2}.")
        s.c(f"Yes, then I will start on {day2}.", f"Good, {day2} is early enough for me.",
            f"All right, I can wait until {day2}.")
        s.s(f"Fine, it costs {price} a day then.", f"I have written it down, for {price} a day.",
            f"Then it is yours for {price} a day.")
        _bye_glad(s)
        return s.done(
            "car rental",
            [f"{who} wants {car} from {day} but has to wait until {day2} to get it.",
             f"{who} rents {car} for {days} days and starts on {day2} instead of {day}.",
             f"{who} moves the trip to {day2}, because there is no {car.split(' ', 1)[1]} before."],
            [f"{staff} offers {car2}, but {client} prefers to wait for {car} until {day2}.",
             f"{staff} has nothing suitable on {day} and books {car} for {client} from {day2}.",
             f"{staff} rents {car} to {client} from {day2} at {price} a day."],
            [f"{client} says no to {car2} and waits until {day2} for the right car.",
             f"For the trip to {city}, {client} takes {car} on {day2} and pays {price} a day.",
             f"{client} does not like {car2}, so the trip to {city} starts on {day2}."])
    if outcome == 4:
        s.c(f"That is not what I need. Is the price the same with {extra}?",
            "I do not think so. Can you go down with the price?",
            "Hm, it is not my first choice. Is there a better price?")
        s.s(f"No, it is {price2}. You also leave {small} for cleaning.", f"No. And there is {small} more for cleaning.",
            f"Sorry, the price is fixed, and cleaning is {small}.")
        s.c("Then I will try somewhere else.", "No, thank you. I will ask another company.",
            "In that case I will look at another place.")
        s.s(f"On {day2} we have more cars, if you come back.", f"As you like. On {day2} there will be more cars here.",
            f"I understand. We are open until {time}.")
        _bye_sad(s)
        return s.done(
            "car rental",
            [f"{who} wants {car} from {day}, but it is taken, so {who} will look somewhere else.",
             f"{who} does not rent anything, because there is only {car2} for {price2}.",
             f"{who} needs {car} for {days} days and leaves to ask at another place."],
            [f"{staff} offers {car2} for {price2}, but {client} does not want it and leaves.",
             f"{staff} does not lower the price of {car2}, so {client} leaves without a car.",
             f"{staff} has only {car2} on {day}, and {client} turns down this offer."],
            [f"{client} is going to {city} for {trip} and still has no car.",
             f"No car is rented, because {client} does not like {car2} at that price.",
             f"{client} refuses {car2} and has to go on looking for a car for {trip}."])
    s.c("I must ask the others who are coming with me.", "My friends should decide that with me.",
        "I cannot say yes before I ask my friends.")
    s.s(f"Of course. I keep it until {time}.", f"Please tell me before {time}.",
        f"No problem, but I need to know by {time}.")
    s.c(f"What does {extra} cost with it?", f"And how much is {extra}?", f"Can I get {extra} too?")
    s.s(f"That is {small} more.", f"You can have it for {small}.", f"It would be {small} on top.")
    s.c("Good to know. I will call you.", "Fine. I will phone you later.", "Thank you. I will ring you up soon.")
    s.s("I will wait for your call.", "Good, here is my card.", "Very well. Goodbye.")
    return s.done(
        "car rental",
        [f"{who} asks for {car}, is offered {car2} and wants to ask some friends first.",
         f"{who} has not decided about {car2} yet and will call before {time}.",
         f"{who} needs a car for {days} days but must first talk to the others."],
        [f"{staff} only has {car2} and waits until {time} for an answer from {client}.",
         f"{staff} offers {car2} for {price2} a day, and {client} promises to call later.",
         f"{staff} does not have {car} for {day}. {client} will phone about {car2} later."],
        [f"{client} cannot say yes alone, so no car is rented for {trip} yet.",
         f"The trip to {city} starts on {day}, but {client} does not know yet about {car2}.",
         f"Until {time}, {client} can decide with friends whether to take {car2}."])


def tour_booking(r: random.Random) -> Dialogue:
    """A visitor books a guided tour; the language, the day or the tour may change."""
    s = Script(r)
    tour, tour2 = pick_two(r, TOURS)
    lang, lang2 = pick_two(r, LANGUAGES)
    day, day2 = w.two_weekdays(r)
    people, people2 = pick_two(r, w.NUMBER_WORDS[:9])
    time, time2 = w.clock(r, 9, 11), w.clock(r, 13, 18)
    price, price2 = w.price(r, 10, 30), w.price(r, 31, 60)
    point = r.choice(MEETING_POINTS)
    trouble = r.choice(TOUR_TROUBLE)
    s.open(HELLO, (f"We are {people} people and we would like to join {tour}.",
                   f"I would like to book {tour} for {people} people.",
                   f"Hello, is there room for {people} people on {tour}?"))
    s.s("Which day and which language, please?", "On what day, and in which language?",
        "Let me see. What day and what language?")
    s.c(f"On {day}, in {lang}, please.", f"{day} would be good, and in {lang}.",
        f"We thought of {day}. The language should be {lang}.")
    who = _name_or_aside(s)
    staff, client = s.staff, s.client
    outcome = r.randrange(6)
    if outcome == 0:
        s.s(f"Good. That starts at {time} and costs {price} each.", f"There is room at {time}. It is {price} each.",
            f"At {time} it is possible, for {price} each.")
        s.c("Is there a lower price for children?", "Do students pay less?", "Is it cheaper for a group?")
        s.s(f"No, but {tour2} is cheaper on {day2}.", f"Sorry, no. Only {tour2} has that.",
            f"Not for this one. Lunch is {price2} more, by the way.")
        s.c("It does not matter. Please book it.", "All right, we will take it anyway.", "Fine, please write us down.")
        s.s(f"Done. You meet the guide {point}.", f"Good. Your guide waits {point}.",
            f"It is booked. Please be {point} in time.")
        _bye_glad(s)
        return s.done(
            "tour booking",
            [f"{who} books {tour} in {lang} for a group of {people} people on {day}.",
             f"{who} reserves {tour} on {day} at {time}. The group has {people} people.",
             f"{who} wants to join {tour} with {people} people and gets places for {day}."],
            [f"{staff} offers no lower price, but {client} still books {tour} for {price} each.",
             f"{staff} books {tour} for {client} and says that the guide waits {point}.",
             f"{staff} gives {client} places on {tour} at {price} each, with no discount."],
            [f"The group of {client} will meet the guide {point} on {day} at {time}.",
             f"On {day}, {people} people will go on {tour}. {client} agrees to pay {price} each.",
             f"{client} asks for a better price, does not get one and takes {tour} anyway."])
    if outcome == 1:
        s.s(f"In {lang} we only have it on {day2}. On {day} it is in {lang2}.",
            f"On {day} the guide speaks {lang2}. {lang} is on {day2}.",
            f"Sorry, {day} is in {lang2}. In {lang} it is on {day2}.")
        if s.chance(0.5):
            s.c(f"Then we will take it on {day2}.", f"Good, {day2} is fine for us.",
                f"The language matters more, so {day2}, please.")
            s.s(f"It starts at {time2} and costs {price}.", f"That is at {time2}, for {price} each.",
                f"Very good. Come at {time2}. It is {price} each.")
            s.c("Where do we meet?", "What is the meeting point?", "Where does it begin?")
            s.s(f"The guide waits {point}.", f"You meet {point}.", f"It begins {point}.")
            _bye_glad(s)
            return s.done(
                "tour booking",
                [f"{who} wants {tour} in {lang} and therefore takes it on {day2} instead of {day}.",
                 f"{who} books {tour} for {people} people on {day2}, because it is in {lang} then.",
                 f"{who} moves {tour} to {day2} to have a guide who speaks {lang}."],
                [f"{staff} has {tour} in {lang} only on {day2}, and {client} agrees to that day.",
                 f"{staff} books {client} for {day2} at {time2}, when the tour is in {lang}.",
                 f"{staff} explains that the tour on {day} is in {lang2}, so {client} chooses {day2}."],
                [f"The language matters to {client}, whose group of {people} will come on {day2}.",
                 f"As the guide speaks {lang2} on {day}, {client} will come on {day2} at {time2}.",
                 f"{client} pays {price} each for {tour} on {day2} and does not come on {day}."])
        s.c(f"We leave before {day2}. Then {lang2} is fine.", f"On {day2} we are busy. We can try it in {lang2}.",
            f"My friend speaks {lang2}, so {day} is still all right.")
        s.s(f"Good, it starts at {time} and costs {price}.", f"All right, at {time}, for {price} each.",
            f"Then come at {time}. It is {price} each.")
        s.c("Where do we meet?", "What is the meeting point?", "Where does it begin?")
        s.s(f"The guide waits {point}.", f"You meet {point}.", f"It begins {point}.")
        _bye_glad(s)
        return s.done(
            "tour booking",
            [f"{who} asks for {tour} in {lang} but takes it in {lang2} on {day}.",
             f"{who} books {tour} for {people} people on {day}, with a guide who speaks {lang2}.",
             f"{who} accepts a tour in {lang2}, because {tour} is not given in {lang} on {day}."],
            [f"{staff} has no guide for {lang} on {day}, so {client} agrees to {lang2}.",
             f"{staff} offers {lang2} on {day} or {lang} on {day2}. {client} keeps the day.",
             f"{staff} books {client} on {tour} in {lang2} at {time} for {price} each."],
            [f"{client} keeps {day} for {tour}, although the guide does not speak {lang} then.",
             f"The day matters more to {client}, whose group will hear {tour} in {lang2}.",
             f"At {time} on {day}, {client} will join {tour} and listen to a guide in {lang2}."])
    if outcome == 2:
        s.s(f"I am sorry, {tour} is cancelled that day, because {trouble}.",
            f"There is no tour on {day}, because {trouble}.",
            f"That is not possible on {day}, because {trouble}.")
        s.c(f"And on {day2}?", f"What about {day2}, then?", f"Could we come on {day2}?")
        s.s("It is the same all week, I am afraid.", "No, nothing this week.", "Sadly, the whole week is off.")
        s.c("Is there another tour?", "Do you have something else for us?", "What else can we do here?")
        if s.chance(0.5):
            s.s(f"There is {tour2} on {day} at {time2}, for {price2}.",
                f"You could go on {tour2} on {day} at {time2}. It costs {price2}.",
                f"Yes, {tour2}. It starts at {time2} on {day} and costs {price2}.")
            s.c("That sounds nice. We will do that.", "Good, then please book that for us.",
                "Oh yes, we would like that too.")
            s.s(f"Fine. You meet {point}.", f"Good, please come to the guide {point}.",
                f"It is booked. The guide stands {point}.")
            return s.done(
                "tour booking",
                [f"{who} wants to go on {tour}, but books {tour2} instead, because {trouble}.",
                 f"{who} cannot join {tour} and takes {tour2} on {day} at {time2} instead.",
                 f"{who} books {tour2} for {people} people after hearing that {trouble}."],
                [f"{staff} has to cancel {tour} and offers {tour2}, which {client} accepts.",
                 f"{staff} tells {client} that {trouble} and books {tour2} for {price2}.",
                 f"{staff} suggests {tour2} in place of {tour}, and {client} likes the idea."],
                [f"Because {trouble}, {client} and the group go on {tour2} on {day}.",
                 f"As there is no {tour[4:]} this week, {client} agrees to {tour2} at {time2}.",
                 f"{client} changes the plan and takes {tour2}, which starts on {day} at {time2}."])
        s.s(f"Only {tour2}, in {lang2} and for {price2}.", f"There is {tour2} for {price2}, but in {lang2}.",
            f"I have {tour2} in {lang2}. It is {price2} each.")
        s.c(f"No, we do not understand {lang2}.", f"In {lang2}? No, that is no use to us.",
            f"No, none of us speaks {lang2}.")
        s.s("Then I cannot help you, I am sorry.", "That is all I have, I am afraid.",
            "I see. There is nothing more this week.")
        _bye_sad(s)
        return s.done(
            "tour booking",
            [f"{who} wants to join {tour} on {day}, but it is cancelled because {trouble}.",
             f"{who} books no tour. There is no {tour[4:]} this week, because {trouble}.",
             f"{who} cannot take {tour} with {people} people, because {trouble}."],
            [f"{staff} offers {tour2} in {lang2}, but {client} does not want it in that language.",
             f"{staff} only has {tour2} in {lang2} this week, and {client} does not want that.",
             f"{staff} suggests {tour2}, and {client} refuses because nobody in the group speaks {lang2}."],
            [f"{client} asks about {day} and {day2} but leaves without booking a tour.",
             f"As {trouble}, {client} gets no place on {tour} and also refuses {tour2}.",
             f"{client} turns down {tour2}, because the group does not understand {lang2}."])
    if outcome == 3:
        s.s(f"There is room at {time}, for {price} each.", f"Yes, at {time}. It is {price} each.",
            f"That is fine. It starts at {time} and is {price} each.")
        s.c(f"Oh, I forgot somebody. We are {people2}, not {people}.",
            f"Wait, I counted wrong. We are {people2} people.",
            f"Sorry, my friend just wrote to me. Now we are {people2}.")
        s.s(f"For {people2} people I still have room at {time2}.",
            f"Then you must come at {time2}. There is room for {people2} then.",
            f"I can put {people2} people in the group at {time2}.")
        s.c("That is fine with us.", "Good, that suits us too.", f"All right, that is even better than {time}.")
        s.s(f"It is booked. You meet {point}.", f"Good. The guide waits {point}.",
            f"Very well. Come to the guide {point}.")
        _bye_glad(s)
        return s.done(
            "tour booking",
            [f"{who} corrects the number of people and books {tour} for {people2} on {day}.",
             f"{who} asks for {people} places on {tour} at first but finally books for {people2} people.",
             f"{who} books {tour} on {day} at {time2} for a group of {people2} people."],
            [f"{staff} moves {client} to the group at {time2}, which has room for {people2} people.",
             f"{staff} finds room for {people2} people on {tour} on {day} at {time2}.",
             f"{staff} changes the start to {time2}, because the number of people is different."],
            [f"The group of {client} has {people2} people, not {people}, and meets {point}.",
             f"{client} makes a mistake with the number, so the tour on {day} starts at {time2}.",
             f"On {day}, {client} will go on {tour} in {lang} with a group of {people2}."])
    s.s(f"I have only a private tour left, for {price2} each.",
        f"The normal tour is full. A private one is {price2} each.",
        f"That is sold out, but a private guide costs {price2} each.")
    s.c(f"The paper here says {price}.", f"In my book it says {price}.", f"I read that it costs {price}.")
    s.s("Yes, but that is for the big group.", "That is the normal price, without a private guide.",
        "That is right for the normal tour, not for this.")
    if outcome == 4:
        s.c("Then we will walk around alone.", "No, then we will go without a guide.",
            "That is too dear. We will go on our own.")
        s.s(f"I can give you a map. On {day2} it may be better.", "Take this map, then. It is free.",
            "As you like. Here is a free map for you.")
        _bye_sad(s)
        return s.done(
            "tour booking",
            [f"{who} wants to book {tour} but finds {price2} too much and goes without a guide.",
             f"{who} does not book {tour}, because only a private tour for {price2} is left.",
             f"{who} asks for {people} places on {tour} and takes none in the end."],
            [f"{staff} can only offer a private tour. {client} does not want to pay {price2}.",
             f"{staff} asks {price2} each for a private guide, so {client} decides against it.",
             f"{staff} has just a private tour on {day}, and {client} finds it too expensive."],
            [f"{client} and the group will walk around without a guide on {day}, because the tour is too expensive.",
             f"Instead of paying {price2} each, {client} and the others go around without a guide.",
             f"No tour is booked for {day}. {client} and the others will go on their own."])
    s.c("I must ask the others if they want to pay that.", "The group has to decide that.",
        "I cannot decide that for all of us.")
    s.s(f"I can keep it free until {time2}.", f"Please let me know before {time2}.", f"You have time until {time2}.")
    s.c("Good, I will come back.", "Thank you. I will be back soon.", "I will ask them and come back.")
    s.s("All right, see you later.", "Fine, I am here all day.", f"Good. And {tour2} is nice too.")
    return s.done(
        "tour booking",
        [f"{who} asks about {tour} on {day} but has to talk to the group before booking.",
         f"{who} does not decide yet about a private tour for {price2} each on {day}.",
         f"{who} wants to join {tour} on {day} and must first ask the others about the price."],
        [f"{staff} offers a private tour for {price2} each and waits until {time2} for an answer.",
         f"{staff} has only a private guide left for {day}, so {client} wants to ask the group.",
         f"{staff} gives {client} time until {time2} to decide about the private tour on {day}."],
        [f"Nothing is booked yet, because {client} cannot decide for all {people} people.",
         f"{client} will come back before {time2} after speaking to the group about the price.",
         f"A private tour costs more than {client} thought, so the others have to be asked."])


FAMILIES: dict[str, Family] = {
    "hotel booking": hotel_booking,
    "hotel complaint": hotel_complaint,
    "flight change": flight_change,
    "train ticket": train_ticket,
    "lost luggage": lost_luggage,
    "car rental": car_rental,
}
HELD_OUT: dict[str, Family] = {"tour booking": tour_booking}
