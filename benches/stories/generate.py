"""Writes news documents whose stories are known, as JSON Lines, on standard output.

usage: generate.py N [--seed S]

`{"id", "text", "title", "url", "published", "outlet", "story"}`, in the order of `published`: the first N of one endless
stream for each seed, some 400 a day, so that fewer are always the head of more. How they are made is told in README.md;
the words are in material.txt and places.txt. Standard library only.
"""

import argparse
import bisect
import collections
import datetime
import heapq
import itertools
import json
import math
import pathlib
import random
import re
import sys
import zlib

HERE = pathlib.Path(__file__).parent
START = datetime.datetime(2021, 1, 4)
A_DAY = 400
# Share of documents whose story nobody else tells.
ALONE = 0.25
# Documents of a story that is told more than once: 2 to MOST, as a power of their number, so that their mean is about 6.
MOST, POWER = 60, 1.95
# Of the documents behind the first of a story of three or more. They make about a tenth and 8 % of all documents.
NEAR, PARTIAL = 0.175, 0.14
# Share of stories that go on from an earlier one: its place, its people, another act.
SEQUEL = 0.1
MONTHS = "January February March April May June July August September October November December".split()
NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
NTH = "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split()

# Act: kind of group, office of the minister, days over which it is told, how frequent, whether it is of a whole country.
ACTS = {
    "bombing": ("armed", "Interior", 1.5, 9, False),
    "shooting": ("armed", "Interior", 1.2, 8, False),
    "protest": ("party", "Interior", 2.5, 12, False),
    "flood": ("company", "Interior", 2.5, 6, False),
    "election": ("party", "Justice", 4.0, 5, True),
    "arrest": ("party", "Justice", 1.5, 9, False),
    "strike": ("union", "Labour", 3.0, 7, False),
    "sanctions": ("party", "Foreign", 2.5, 6, True),
    "talks": ("party", "Foreign", 3.5, 8, True),
    "crash": ("union", "Transport", 1.5, 8, False),
    "trial": ("party", "Justice", 4.0, 7, False),
    "clash": ("armed", "Defence", 2.5, 8, False),
    "fire": ("union", "Interior", 1.2, 6, False),
    "kidnap": ("armed", "Interior", 3.0, 5, False),
    "crisis": ("party", "Finance", 2.0, 5, True),
    "outbreak": ("union", "Health", 4.0, 5, False),
}

SOUNDS = {
    "s": ("k r m s v n p b d sh j h".split(), "a aa i u e".split(), "n r m sh l d t pur bad".split()),
    "w": ("k b d n m t y ad ol f s".split(), "a o e u i".split(), "n mba k la di wo ng".split()),
    "e": ("k v m z d r st b l kr pr".split(), "o a i e u y".split(), "v n sk ch r k vic nik".split()),
    "r": ("m c t r p l g s v b".split(), "a o e i ue".split(), "n l s r z nda res mil".split()),
    "t": ("k t b g sh d m z y al".split(), "a i e u o".split(), "n r k z l bek dze yan".split()),
    "a": ("h k s m n r f z b kh t".split(), "a i u".split(), "r m d b l n sh f".split()),
    "b": ("m k ng w ch n b t l mb".split(), "a u i o e".split(), "".split() or ["", "", "ni", "ra", "mba", "ka"]),
    "m": ("s t n th k p w h l b".split(), "a i o u ay".split(), "n ng k t m w yo".split()),
    "f": ("l m d c b r g v p fr".split(), "a e i o au ou".split(), "n l r t sse lli tte".split()),
    "g": ("h b k l st r w f br gr sch".split(), "a e i o u ei".split(), "n r l t ck berg mann lund".split()),
}


def parse(template):
    """Parts of a pattern: text, `(name,)` for what is filled in, lists of patterns for either."""
    parts = []
    for piece in re.split(r"(<[^<>]*>)", template):
        if piece.startswith("<"):
            parts.append([parse(one) for one in piece[1:-1].split("|")])
        else:
            for number, part in enumerate(re.split(r"\{(\w+)\}", piece)):
                if part:
                    parts.append((part,) if number % 2 else part)
    return parts


def material():
    lists, at = collections.defaultdict(list), None
    for line in open(HERE / "material.txt", encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("["):
            at = line[1:-1]
        elif line and not line.startswith("#"):
            lists[at].append(parse(line))
    return lists


class Zipf:
    """Picks the first most often."""

    def __init__(self, size, power=1.0):
        self.sums = list(itertools.accumulate((1 / (at + 1.5) ** power for at in range(size))))

    def pick(self, rng):
        return bisect.bisect(self.sums, rng.random() * self.sums[-1])


class Names:
    """Invented names of one family of sounds."""

    def __init__(self, sounds, rng):
        self.sounds, self.rng = sounds, rng
        self.firsts = self.several(160, 1, 2)
        self.lasts = self.several(900, 2, 3)

    def one(self, least, most):
        heads, middles, ends = self.sounds
        made = "".join(self.rng.choice(heads) + self.rng.choice(middles) for _ in range(self.rng.randint(least, most)))
        return (made + self.rng.choice(ends)).capitalize()

    def several(self, number, least, most):
        made = set()
        while len(made) < number:
            name = self.one(least, most)
            if len(name) > 3:
                made.add(name)
        made = sorted(made)
        self.rng.shuffle(made)
        return made

    def person(self, rng, title=""):
        return Person(rng.choice(self.firsts), rng.choice(self.lasts), title)


Person = collections.namedtuple("Person", "first last title")
Town = collections.namedtuple("Town", "name region mayor chief hospital districts streets paper people km")
Group = collections.namedtuple("Group", "name speaker")


class Country:
    def __init__(self, row, names, rng):
        self.name, self.adjective, self.capital, head, _ = row
        self.names = names
        person = lambda title: names.person(rng, title)
        self.head = person(head)
        offices = sorted({office for _, office, _, _, _ in ACTS.values()})
        self.ministers = {office: person(office + " Minister") for office in offices}
        self.rivals = [person("opposition leader"), person("opposition figure"), person("former premier")]
        regions = names.several(9, 1, 2)
        words = "Herald Post Courier Daily Gazette Times Observer Echo Mirror Tribune".split()
        self.towns = []
        for name in names.several(45, 1, 3):
            quarters = names.several(5, 1, 2)
            streets = [f"{names.one(1, 2)} {rng.choice(['Street', 'Avenue', 'Road', 'Lane'])}" for _ in range(3)]
            hospital = rng.choice([f"{names.one(1, 2)} Hospital", f"{name} General Hospital", f"{name} clinic"])
            paper = f"{name} {rng.choice(words)}"
            self.towns.append(Town(name, rng.choice(regions), person("Mayor"), person("police chief"), hospital, quarters, streets,
                                   paper, rng.randint(8, 900) * 1000, rng.randint(30, 700)))
        stem = lambda: names.one(1, 2)
        made = {
            "armed": ["{} Brigades", "Army of {}", "{} Liberation Front", "Sons of {}", "{} Resistance Movement", "{} Guard"],
            "party": ["{} Alliance", "Movement for {}", "{} Democratic Party", "Union for {}", "Free {}", "{} Forum", "{} League"],
            "union": ["{} Workers' Union", "Federation of {} Labour", "{} Staff Association", "Trades Council of {}"],
            "company": ["{} Energy", "{} Holding", "{} Transport", "{} Mining", "{} Lines", "{} Mills", "Bank of {}"],
        }
        self.groups = {kind: [Group(form.format(stem()), person("")) for form in forms] for kind, forms in made.items()}
        self.past = collections.deque(maxlen=60)


class World:
    def __init__(self, seed):
        rng = random.Random(f"world {seed}")
        families = {key: Names(sounds, rng) for key, sounds in SOUNDS.items()}
        rows = [line.rstrip("\n").split("\t") for line in open(HERE / "places.txt", encoding="utf8") if not line.startswith("#")]
        self.countries = [Country(row, families[row[4]], rng) for row in rows]
        everybody = list(families.values())
        self.experts = [rng.choice(everybody).person(rng) for _ in range(400)]
        stems = [rng.choice(everybody).one(1, 2) for _ in range(300)]
        self.agencies = [f"{stem} {kind}" for stem, kind in zip(stems, ["Press", "News Agency", "Wire", "Press Service", "Newswire"])]
        kinds = ["News", "Daily", "Report", "World", "Post", "Review", "Online", "Monitor", "Dispatch", "Standard"]
        self.outlets = [f"{stem} {rng.choice(kinds)}" for stem in stems[5:]]
        self.zipf = {size: Zipf(size, power) for size, power in ((64, 0.9), (45, 1.0), (400, 0.9), (295, 0.8), (7, 0.8), (6, 0.8), (4, 0.8), (5, 0.7), (3, 0.8))}

    def pick(self, rng, of):
        return of[self.zipf[len(of)].pick(rng)]


def rounded(rng, low, high):
    """A number as the news give it, each size as likely."""
    number = math.exp(rng.uniform(math.log(low), math.log(high)))
    digits = max(0, int(math.log10(number)) - 1)
    return int(round(number, -digits))


class Story:
    def __init__(self, number, act, country, town, other, when, size, rng, world, facets, before=None):
        self.id, self.act, self.country, self.town, self.other = f"s{number:06}", act, country, town, other
        self.when, self.size, self.before, self.facets = when, size, before, facets
        kind, office, self.span, _, _ = ACTS[act]
        self.group = world.pick(rng, country.groups[kind])
        if before and kind == ACTS[before.act][0]:
            self.group = before.group
        self.company = self.group if kind == "company" else world.pick(rng, country.groups["company"])
        own = lambda title="": country.names.person(rng, title)
        self.people = {
            "head": country.head, "min": country.ministers[office], "opp": world.pick(rng, country.rivals),
            "mayor": town.mayor, "chief": town.chief, "spk": self.group.speaker, "exp": world.pick(rng, world.experts),
            "fm2": other.ministers["Foreign"], "sus": own(), "vic": own(), "law": own(), "judge": own("Judge"), "pros": own(),
            "colonel": own("Colonel"), "win": country.head if rng.random() < 0.4 else own(),
        }
        if before and act in ("trial", "arrest") and before.act in ("arrest", "crisis", "trial") and rng.random() < 0.5:
            self.people["sus"] = before.people["sus"]
        self.district, self.street = rng.choice(town.districts), rng.choice(town.streets)
        killed = max(3, int(rng.lognormvariate(2.4, 0.8)))
        pct = round(rng.uniform(44, 68), 1)
        self.numbers = {
            "k": killed, "i": max(2, int(killed * rng.uniform(0.8, 4))), "n": rounded(rng, 120, 60000), "n2": rounded(rng, 13, 900),
            "n3": rng.randint(3, 48), "a": rng.randint(4, 90), "pct": pct if act == "election" else rng.randint(4, 45),
            "pct2": round(97.5 - pct, 1), "turn": rng.randint(31, 88), "marg": rounded(rng, 900, 900000), "yrs": rng.randint(3, 30),
            "mm": rng.randint(60, 480), "pct3": round(rng.uniform(0.4, 19), 1),
        }
        self.money = f"{rng.randint(2, 95)} {rng.choice(['million', 'million', 'billion'])} dollars"
        self.river = country.names.one(1, 2)

    def month(self, now):
        name = MONTHS[self.when.month - 1]
        if (now - self.when).days > 300:
            return f"{name} {self.when.year}"
        return name if self.when.month != now.month else f"early {name}"


class Document:
    """Fills in patterns for one document of a story."""

    def __init__(self, story, when, rng, world):
        self.story, self.when, self.rng, self.world = story, when, rng, world
        self.seen, self.fact = set(), 0
        age = (when - story.when).total_seconds() / 86400
        self.stage = min(1.0, rng.uniform(0.55, 0.8) + 0.25 * age) if rng.random() < 0.85 else 1.0
        self.is_late = age > 1.2 and rng.random() < 0.85
        self.witness = story.country.names.person(rng)
        # Who stands in the text by office alone, and whether places and groups stand for themselves behind their first mention.
        self.unnamed = {role for role in ("head", "min", "opp", "mayor", "chief", "fm2") if rng.random() < 0.35}
        self.short = rng.random() < 0.6

    def fill(self, parts, story=None):
        made = []
        for part in parts:
            if isinstance(part, str):
                made.append(part)
            elif isinstance(part, tuple):
                made.append(self.value(part[0], story or self.story))
            else:
                made.append(self.fill(self.rng.choice(part), story))
        return "".join(made)

    def sentence(self, parts, story=None):
        text = re.sub(r"\b([Aa])(?= [aeioAEIO])(?! one)", r"\1n", self.fill(parts, story))
        text = re.sub(r"\b([Aa]n?|[Tt]he|every) (an?|the) ", r"\1 ", text)
        first = re.search(r"\w", text).start()
        return text[:first] + text[first].upper() + text[first + 1:]

    def value(self, name, story):
        rng = self.rng
        if name in story.facets:
            return self.fill(story.facets[name], story)
        if name in story.people or name == "wit":
            person = self.witness if name == "wit" else story.people[name]
            if name in self.unnamed and story is self.story:
                return "the " + (person.title if person.title[0].islower() else person.title.lower())
            if person in self.seen:
                return person.last
            self.seen.add(person)
            return f"{person.title} {person.first} {person.last}".strip()
        if name in ("k", "i", "k0"):
            final = story.numbers["i" if name == "i" else "k"]
            stage = 1.0 if story is not self.story else self.stage * (0.7 if name == "k0" else 1.0)
            number = max(2, round(final * stage))
            return NUMBERS[number] if number <= 12 and rng.random() < 0.4 else f"{number:,}"
        if name in story.numbers:
            number = story.numbers[name]
            return f"{number:,}" if isinstance(number, int) else str(number)
        country, town = story.country, story.town
        if name == "day":
            days = (self.when.date() - story.when.date()).days
            return f"{story.when:%A}" if days < 6 else f"{MONTHS[story.when.month - 1]} {story.when.day}"
        simple = {
            "town": town.name, "country": country.name, "dem": country.adjective, "region": town.region, "capital": country.capital,
            "country2": story.other.name, "capital2": story.other.capital, "hosp": town.hospital, "dist": story.district,
            "street": story.street, "group": story.group.name, "co": story.company.name, "money": story.money, "riv": story.river,
            "today": f"{self.when:%A}", "tpop": f"{town.people:,}", "km": str(town.km), "few": NUMBERS[3 + town.km % 6],
        }
        if name in simple:
            if name in ("town", "group", "country", "region") and self.short and story is self.story and name in self.seen and rng.random() < 0.5:
                return {"town": "the town", "group": "the group", "country": "the country", "region": "the province"}[name]
            self.seen.add(name)
            return simple[name]
        if name == "into2":
            return re.sub(r"^(an?|the) ", "", self.fill(story.facets["into"], story))
        if name == "nextday":
            return f"{self.when + datetime.timedelta(days=rng.randint(1, 3)):%A}"
        if name == "nth":
            return NTH[min(len(NTH) - 1, max(0, (self.when.date() - story.when.date()).days - 1))]
        if name == "when":
            return story.month(self.when)
        # What is told of a country does not change with the story.
        lasting = zlib.crc32(f"{name} {self.fact} {country.name} {town.region}".encode())
        facts = {
            "since": lambda: str(1998 + lasting % 23), "since2": lambda: f"since {2009 + lasting % 12}", "pop": lambda: str(3 + lasting % 187),
            "rate": lambda: str(0.4 + lasting % 190 / 10)[:4], "debt": lambda: f"{2 + lasting % 90} billion dollars",
            "members": lambda: f"{(1 + lasting % 99) * 10 ** (2 + lasting % 3):,}",
        }
        return facts[name]()


SWAPS = {
    "said": "stated", "killed": "slain", "people": "persons", "several": "a number of", "near": "close to", "began": "started",
    "told": "informed", "wounded": "hurt", "officials": "authorities", "town": "city", "found": "discovered", "asked": "called on",
    "arrested": "detained", "men": "people", "after": "following", "about": "around", "called": "termed", "house": "home",
    "denied": "rejected", "would": "will", "had": "has", "many": "lots of", "first": "initially", "died": "perished",
}


class Maker:
    def __init__(self, seed):
        self.rng = random.Random(f"stream {seed}")
        self.world = World(seed)
        self.lists = material()
        self.recent = {}
        self.stories = 0
        self.facets = {act: [key.split(".")[1] for key in self.lists if key.startswith(act + ".") and key.split(".")[1] not in
                             ("head", "headlater", "lead", "later", "detail", "after", "recall")] for act in ACTS}
        self.acts, weights = list(ACTS), [act[3] for act in ACTS.values()]
        self.act_sums = list(itertools.accumulate(weights))
        self.sizes = list(itertools.accumulate(number ** -POWER for number in range(2, MOST + 1)))
        mean = sum(number * number ** -POWER for number in range(2, MOST + 1)) / self.sizes[-1]
        # Share of stories, so that ALONE is that of documents.
        self.lone = ALONE * mean / (ALONE * mean + 1 - ALONE)

    def size(self):
        if self.rng.random() < self.lone:
            return 1
        return 2 + bisect.bisect(self.sizes, self.rng.random() * self.sizes[-1])

    def story(self, when):
        """Another affair: no other of its kind in its town within a month."""
        rng, world = self.rng, self.world
        while True:
            act = self.acts[bisect.bisect(self.act_sums, rng.random() * self.act_sums[-1])]
            country, before = world.pick(rng, world.countries), None
            town = world.pick(rng, country.towns)
            if rng.random() < SEQUEL and country.past:
                before = rng.choice(country.past)
                town = before.town
            facets = {name: rng.choice(self.lists[f"{act}.{name}"]) for name in self.facets[act]}
            key = (act, country.name, str(facets[self.facets[act][0]]) if ACTS[act][4] else town.name)
            if key not in self.recent or (when - self.recent[key]).days > 30:
                break
        self.recent[key] = when
        other = world.pick(rng, world.countries)
        while other is country:
            other = world.pick(rng, world.countries)
        if not before and rng.random() < 0.5:
            here = [one for one in country.past if one.town is town]
            before = rng.choice(here) if here else None
        self.stories += 1
        story = Story(self.stories, act, country, town, other, when, self.size(), rng, world, facets, before)
        country.past.append(story)
        return story

    def times(self, story):
        rng = self.rng
        first = story.when + datetime.timedelta(minutes=rng.randint(40, 600))
        later = lambda: rng.expovariate(1 / (0.45 if rng.random() < 0.55 else story.span))
        days = sorted(min(later(), 18 + rng.random()) for _ in range(story.size - 1))
        return [first] + [first + datetime.timedelta(minutes=20 + int(day * 1440)) for day in days]

    def outlet(self, story):
        if self.rng.random() < 0.25:
            return self.world.pick(self.rng, story.country.towns).paper
        return self.world.pick(self.rng, self.world.outlets)

    def sentences(self, document, words):
        rng, story, lists = self.rng, document.story, self.lists
        act = story.act
        later = document.is_late
        length = 0

        def take(parts, of=None, fact=0):
            nonlocal length
            length += len(document.fill(parts, of).split())
            return parts, of, fact

        lead = [take(rng.choice(lists[f"{act}.{'later' if later else 'lead'}"]))]
        pool = lists[f"{act}.detail"] + (lists[f"{act}.after"] if later else [])
        pool = rng.sample(pool, len(pool))
        if later:
            # What is new stands first.
            new = lists[f"{act}.after"]
            pool.sort(key=lambda one: not (any(one is other for other in new) and rng.random() < 0.7))
        own, share = [], words * rng.uniform(0.3, 0.65)
        while pool and length < share:
            own.append(take(pool.pop(0)))
        for react in rng.sample(lists["react"], rng.choice((0, 1, 1, 2))):
            own.insert(rng.randint(min(1, len(own)), len(own)), take(react))
        if story.before and rng.random() < (0.45 if story.before.town is story.town else 0.2):
            own.append(take(rng.choice(lists[f"{story.before.act}.recall"]), story.before))
        elif rng.random() < 0.15 and story.country.past:
            past = rng.choice(story.country.past)
            if past is not story:
                own.append(take(rng.choice(lists[f"{past.act}.recall"]), past))
        behind, used = [], set()
        while length < words:
            of = "country" if rng.random() < 0.55 else "filler"
            at = rng.randrange(len(lists[of]))
            if (of, at) not in used:
                used.add((of, at))
                one = take(lists[of][at], None, at)
                if rng.random() < 0.3:
                    own.insert(rng.randint(0, len(own)), one)
                else:
                    behind.append(one)
        if rng.random() < 0.3:
            # Opens with a scene or a voice.
            lead, own = own[:2] + lead, own[2:]
        # Filled in once more, since names are short behind their first mention.
        document.seen.clear()
        made = []
        for parts, of, document.fact in lead + own + behind:
            made.append(document.sentence(parts, of))
        return made

    def paragraphs(self, sentences):
        made, rest = [sentences[0]], sentences[1:]
        while rest:
            number = self.rng.choice((1, 2, 2, 3))
            made.append(" ".join(rest[:number]))
            rest = rest[number:]
        return "\n\n".join(made)

    def documents(self, story):
        """The documents of a story, by time."""
        rng, wires = self.rng, []
        for number, when in enumerate(self.times(story)):
            document = Document(story, when, rng, self.world)
            outlet, words = self.outlet(story), rng.randint(80, 240)
            title = document.sentence(rng.choice(self.lists[f"{story.act}.{'headlater' if document.is_late else 'head'}"]))
            document.seen.clear()
            is_wire = number == 0 and story.size > 2 or number == 4 and story.size > 12
            draw = rng.random() if wires and number and story.size > 2 and not is_wire else 1.0
            if draw < NEAR:
                head, sentences = rng.choice(wires)
                if rng.random() < 0.7:
                    sentences = sentences[:max(4, len(sentences) - rng.randint(0, 3))]
                    chance = rng.choice((0.0, 0.06, 0.15))
                    sentences = [" ".join(SWAPS[w] if w in SWAPS and rng.random() < chance else w for w in one.split(" ")) for one in sentences]
                text = head + self.paragraphs(sentences)
            elif draw < NEAR + PARTIAL:
                sentences = self.sentences(document, words // 2)
                _, theirs = rng.choice(wires)
                start = rng.randint(0, max(0, len(theirs) - 4))
                sentences[rng.randint(1, len(sentences)):1] = theirs[start:start + rng.randint(3, 5)]
                text = self.paragraphs(sentences)
            else:
                sentences = self.sentences(document, words)
                head = ""
                if is_wire:
                    outlet = rng.choice(self.world.agencies)
                if is_wire or rng.random() < 0.4:
                    place = story.country.capital if ACTS[story.act][4] else story.town.name
                    head = f"{place.upper()}, {story.country.name}{f' ({outlet})' if is_wire else ''} — "
                if is_wire:
                    wires.append((head, sentences))
                text = head + self.paragraphs(sentences)
            yield when, outlet, title, text

    def stream(self):
        pending, order = [], itertools.count()
        for day in itertools.count():
            begins = START + datetime.timedelta(days=day)
            while pending and pending[0][0] < begins:
                yield heapq.heappop(pending)
            left = A_DAY * self.rng.uniform(0.85, 1.15)
            while left > 0:
                story = self.story(begins + datetime.timedelta(minutes=self.rng.randrange(1440)))
                left -= story.size
                for when, outlet, title, text in self.documents(story):
                    heapq.heappush(pending, (when, next(order), story.id, outlet, title, text))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("number", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    stream = itertools.islice(Maker(options.seed).stream(), options.number)
    for number, (when, _, story, outlet, title, text) in enumerate(stream, 1):
        slug = lambda words: re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
        row = {
            "id": f"g{number:07}", "text": text, "title": title, "url": f"https://{slug(outlet)}.example/{number}/{slug(title)}",
            "published": f"{when:%Y-%m-%dT%H:%M:00Z}", "outlet": outlet, "story": story,
        }
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
