"""Word banks that every generator draws from: names, places, days, times and prices.

All of it is written for this course. Names are common given and family names from many places; no
entry stands for a real person. Company names are invented.
"""

from __future__ import annotations

import random

FIRST_NAMES = """Aaron Abby Abel Ada Adam Adele Aisha Alan Albert Alice Alma Amir Amy Ana Andre Angela Anita Anna
Anton Arjun Arthur Asha Astrid Ava Axel Barbara Beata Ben Bella Bianca Bill Boris Brenda Brian Bruno Callum Carla
Carlos Carmen Carol Cecil Chen Chloe Chris Clara Claude Colin Cora Craig Cyril Daisy Dana Daniel Daphne David Dean
Deborah Denis Derek Diana Diego Dora Doris Dylan Edgar Edith Elena Eli Elsa Emil Emily Emma Eric Erin Ester Ethan
Eva Evan Faith Farid Fatima Felix Fiona Flora Florian Frank Frida Gabriel Gary Gavin Gemma George Gina Gloria Goran
Grace Greta Gus Hana Hannah Harold Harriet Harry Hassan Hazel Heidi Helen Henry Hilda Hugo Ian Ibrahim Ida Igor Ines
Ingrid Irene Iris Isaac Ivan Jack Jacob Jamal James Jane Jasmin Jason Jean Jenny Jerome Jill Joan Joel John Jonas
Jorge Josef Joyce Juan Judith Julia Jun Karen Karim Karl Kate Keiko Keith Ken Kevin Kim Klara Kofi Kumar Kurt Lara
Lars Laura Leah Leila Lena Leo Leon Lily Linda Lisa Liu Lorna Louis Lucas Lucy Luis Lydia Mabel Magda Malik Marco
Maria Marian Mark Marta Martin Mary Mateo Maya Megan Mei Mia Michael Miguel Mila Milan Miriam Molly Mona Monica Musa
Nadia Nancy Naomi Natalie Nathan Neil Nicole Nigel Nils Nina Noah Nora Norman Olaf Olga Oliver Olivia Omar Oscar
Otto Owen Pablo Pamela Patrick Paul Paula Pedro Penny Peter Petra Philip Phoebe Pierre Priya Quentin Rachel Rafael
Raj Ralph Rania Ravi Rebecca Rita Robert Robin Roger Rohan Roland Rosa Ross Ruby Ruth Ryan Sally Salma Samir Samuel
Sandra Sara Sasha Scott Sean Selma Serge Shirley Silvia Simon Sofia Sonia Stella Stephen Steve Sunil Susan Sven
Sylvia Takeshi Tamara Tanya Tara Tariq Ted Teresa Theo Thomas Tim Tina Tobias Tom Tomoko Tony Tracy Ulrich Uma
Ursula Valerie Vanessa Vera Victor Viktor Vikram Vincent Viola Walter Wanda Wendy Wesley William Xavier Yara Yasmin
Yoko Yusuf Yvonne Zach Zahra Zara Zoe""".split()

SURNAMES = """Abbott Adler Ahmed Ali Allen Alvarez Andersen Archer Bailey Baker Banerjee Barnes Bauer Becker Bell
Bennett Berg Bishop Blake Bloom Bose Bowman Bradley Brandt Brooks Burton Butler Campos Carey Carter Castro Chan
Chavez Clarke Cohen Coleman Conrad Costa Cox Craft Cruz Dahl Dalton Das Davies Dawson Delgado Diaz Doyle Duarte
Dubois Dunn Eaton Eklund Ellis Engel Evans Farmer Fernandez Fischer Fleming Flores Foster Fowler Fox Franco Frost
Fuentes Garcia Gibson Gill Glover Gomez Gordon Grant Green Griffin Gupta Haas Hale Hall Hamid Hansen Harper Hart
Hayes Hill Hoffman Holm Howard Huang Hughes Hunt Hussein Ibsen Irving Jackson Jansen Jensen Johnson Jones Kang
Kapoor Kaur Keller Kelly Khan Klein Knight Koch Kowalski Kramer Lambert Lang Larsen Lee Lehmann Lewis Lim Lindgren
Lopez Lowe Lund Maier Marsh Martinez Mason Mehta Mendez Meyer Miller Mills Moore Morales Moreno Morris Mueller
Murphy Nash Navarro Nelson Newman Nguyen Nolan Novak Okafor Olsen Ortega Osman Owens Park Parker Patel Pearce Perez
Peters Pham Porter Price Quinn Rahman Ramos Rao Reed Reyes Rice Richter Riley Rivera Roberts Rossi Rowe Russo Ryder
Salazar Sanders Santos Sato Schmidt Schulz Shah Sharma Shaw Silva Singh Slater Smith Sousa Stein Stone Suzuki
Tanaka Taylor Torres Tran Turner Vargas Vega Voss Wagner Walker Walsh Wang Ward Watson Weber Webb Wells West White
Wilson Winter Wolf Wong Wood Wright Yamada Yang Young Zhang Ziegler""".split()

CITIES = """Amsterdam Athens Auckland Baltimore Bangkok Barcelona Basel Beirut Belfast Berlin Bern Bologna Bordeaux
Boston Bremen Brisbane Bristol Brussels Budapest Cairo Calgary Cardiff Chicago Cologne Copenhagen Dakar Dallas Delhi
Denver Dresden Dublin Durban Edinburgh Florence Frankfurt Geneva Genoa Glasgow Granada Hamburg Hanoi Havana Helsinki
Houston Istanbul Jakarta Kyoto Lagos Leeds Leipzig Lima Lisbon Liverpool London Lyon Madrid Malaga Manchester Manila
Marseille Melbourne Memphis Miami Milan Montreal Moscow Mumbai Munich Nairobi Naples Nice Osaka Oslo Ottawa Oxford
Palermo Paris Perth Porto Prague Quito Riga Rome Rotterdam Salzburg Santiago Seattle Seoul Seville Shanghai Sheffield
Singapore Sofia Stockholm Sydney Tallinn Tampa Tokyo Toronto Trieste Turin Utrecht Valencia Vancouver Venice Verona
Vienna Vilnius Warsaw Wellington York Zagreb Zurich""".split()

COUNTRIES = """Argentina Australia Austria Belgium Brazil Bulgaria Canada Chile China Colombia Croatia Cuba Denmark
Egypt England Estonia Ethiopia Finland France Germany Ghana Greece Hungary Iceland India Indonesia Iran Iraq Ireland
Israel Italy Japan Jordan Kenya Latvia Lebanon Malaysia Mexico Morocco Nepal Nigeria Norway Pakistan Peru Poland
Portugal Romania Russia Scotland Senegal Serbia Slovakia Slovenia Spain Sweden Switzerland Thailand Tunisia Turkey
Uganda Ukraine Uruguay Vietnam Wales Zambia""".split()

STREETS = """Abbey Acorn Ash Bank Beech Birch Bridge Brook Canal Castle Cedar Chapel Cherry Church Clay Cliff Dock
Eagle Elm Falcon Fern Forest Garden Grove Harbour Hazel Hill Holly Iron Ivy Kings Lake Laurel Lime Linden Market
Meadow Mill Moss North Oak Orchard Park Pine Poplar Queens River Rose School Silver South Spring Station Stone Swan
Temple Tower Valley Vine Water Willow Windmill""".split()

COMPANIES = """Acorn Alpina Amberline Arcadia Atlas Aurora Axiom Beacon Bluebird Bravura Brightway Cascade Cobalt
Comet Coral Crestline Dynamo Eastgate Echo Elmwood Ember Everly Fairmont Fieldstone Finch Foxglove Galaxy Gladstone
Granite Greenleaf Halcyon Harborview Helix Highland Horizon Indigo Ironbridge Juniper Keystone Kingfisher Lantern
Larkspur Lighthouse Lumen Magnolia Marlow Meridian Monarch Moonstone Nimbus Northwind Nova Oakridge Olympia Onyx
Orbit Orchid Osprey Palisade Pinnacle Polaris Primrose Quartz Radiant Redwood Ridgeway Riverton Saffron Sapphire
Sequoia Silverlake Skylark Solara Starling Sterling Summit Sunrise Tandem Thistle Titan Topaz Trident Unity Vector
Velvet Vertex Vista Waverly Westbrook Wildwood Zenith Zephyr""".split()

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]
COLOURS = "black white red blue green yellow grey brown silver purple orange pink beige turquoise".split()
NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve".split()


def name(r: random.Random) -> str:
    """Draw a given name."""
    return r.choice(FIRST_NAMES)


def names(r: random.Random, n: int) -> list[str]:
    """Draw `n` different given names."""
    return r.sample(FIRST_NAMES, n)


def surname(r: random.Random) -> str:
    """Draw a family name."""
    return r.choice(SURNAMES)


def titled(r: random.Random) -> str:
    """Draw a polite form of address such as ``Mrs. Khan``."""
    return f"{r.choice(['Mr.', 'Ms.', 'Mrs.', 'Dr.'])} {surname(r)}"


def weekday(r: random.Random) -> str:
    """Draw a day of the week."""
    return r.choice(WEEKDAYS)


def two_weekdays(r: random.Random) -> tuple[str, str]:
    """Draw two different days of the week."""
    first, second = r.sample(WEEKDAYS, 2)
    return first, second


def date(r: random.Random) -> str:
    """Draw a calendar date such as ``14 March``."""
    return f"{r.randint(1, 28)} {r.choice(MONTHS)}"


def clock(r: random.Random, first: int = 8, last: int = 19) -> str:
    """Draw a time of day between `first` and `last` o'clock, such as ``4:30`` or ``9 o'clock``."""
    hour = r.randint(first, last)
    shown = hour if hour <= 12 else hour - 12
    return r.choice([f"{shown} o'clock", f"{shown}:30", f"{shown}:15", f"{shown}:45"])


def price(r: random.Random, low: int = 5, high: int = 90) -> str:
    """Draw a price in whole dollars such as ``45 dollars``; above 50 in steps of 5."""
    amount = r.randint(low, high)
    return f"{amount if amount <= 50 else amount // 5 * 5} dollars"


def street(r: random.Random) -> str:
    """Draw a street such as ``Mill Road``."""
    return f"{r.choice(STREETS)} {r.choice(['Street', 'Road', 'Lane', 'Avenue'])}"


def company(r: random.Random) -> str:
    """Draw an invented company name."""
    return r.choice(COMPANIES)
