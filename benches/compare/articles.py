#!/usr/bin/env python3
"""Makes the articles of the speed comparison: the same files whenever the repository is the same.

    python3 benches/compare/articles.py FOLDER [--count 1000]

Sentences come from the patterns and words of material.toml, with invented people, places and organisations that
recur within an article, and here and there from the examples and documents of this repository. Prints the counts.
"""

import argparse
import hashlib
import random
import re
import statistics
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SEED = 20200808
# Share of sentences taken as they stand from examples/ and docs/.
OWN = 0.08
SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")

STARTS = "b br c ch d dr f g gr h j k kh l m n p pr r s sh st t tr v w y z".split()
MIDDLES = "a e i o u ai ia or an el ar en il ur av ov es".split()
ENDS = "n r l k v s t m d nd rk lt sk nov ev ic ian adze yan ovsky ström etti ou ez oglu son berg".split()
PLACES = "a ia o grad ville burg stan abad mouth field ford ora una esti ovo ica heim stad".split()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--count", type=int, default=1000)
    chosen = options.parse_args()
    for name, value in facts(write(chosen.folder, chosen.count)).items():
        print(f"{name}: {value}")


def write(folder, count=1000):
    """Writes the articles as 0001.txt, 0002.txt, … and gives their texts."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.txt"):
        old.unlink()
    texts = make(count)
    for at, text in enumerate(texts, 1):
        (folder / f"{at:04}.txt").write_text(text, encoding="utf-8")
    return texts


def make(count):
    with open(HERE / "material.toml", "rb") as file:
        material = tomllib.load(file)
    words = {name: [w.replace("_", " ") for w in text.split()] for name, text in material["words"].items()}
    rng = random.Random(SEED)
    names = Names(rng, words)
    own = own_sentences()
    return [Article(rng, words, material["patterns"], names, own).text() for _ in range(count)]


def facts(texts):
    """What the articles are like, and their hash, so that two runs can be told apart."""
    lengths = [len(text.split()) for text in texts]
    sentences = [len(s.split()) for text in texts for s in re.split(r"(?<=[.?!”])\s+(?=[A-Z“0-9])", text)]
    spread = statistics.quantiles(sentences, n=20)
    return {
        "articles": len(texts),
        "words": sum(lengths),
        "words an article": f"{min(lengths)} to {max(lengths)}, median {statistics.median(lengths):.0f}",
        "words a sentence": f"mean {statistics.mean(sentences):.1f}, 5 % below {spread[0]:.0f}, 5 % above {spread[-1]:.0f}",
        "distinct words": len({w for text in texts for w in re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", text)}),
        "sha256": hashlib.sha256("\0".join(texts).encode()).hexdigest(),
    }


def own_sentences():
    """Sentences of the examples and documents that are plain prose."""
    found = []
    for path in sorted([*(ROOT / "examples").glob("*.txt"), *(ROOT / "docs").glob("*.md")]):
        for line in path.read_bytes().decode("utf-8", errors="replace").splitlines():
            for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", line.lstrip("- ")):
                plain = re.fullmatch(r"[A-Z][\w\s,;:'’$%().–-]+\.", sentence) and "  " not in sentence
                if plain and 6 <= len(sentence.split()) <= 60:
                    found.append(sentence)
    return found


class Names:
    """Invented surnames, places and countries, few of them common and many rare."""

    def __init__(self, rng, words):
        self.rng, self.given = rng, words["given"]
        self.surnames = self.invent(6000, ENDS)
        self.places = self.invent(2500, PLACES)
        self.countries = self.invent(80, ("ia", "stan", "land", "ara", "una"))

    def invent(self, count, ends):
        found = {}
        while len(found) < count:
            parts = [self.rng.choice(STARTS) + self.rng.choice(MIDDLES) for _ in range(self.rng.choice((1, 1, 2)))]
            found["".join([*parts, self.rng.choice(("", "l", "r", "n", "m")), self.rng.choice(ends)]).capitalize()] = None
        return list(found)


class Article:
    """One article: a cast, then paragraphs until its length is reached."""

    def __init__(self, rng, words, patterns, names, own):
        self.rng, self.words, self.patterns, self.names, self.own = rng, words, patterns, names, own
        self.people = [(*self.person().split(), self.pick(words["role"])) for _ in range(6)]
        self.places = [self.pick(names.places) for _ in range(4)]
        self.countries = [self.pick(names.countries) for _ in range(2)]
        self.orgs = [f"{self.pick(names.places)} {self.pick(words['orgword'])}" for _ in range(3)]
        self.named = set()

    def text(self):
        wanted = self.rng.triangular(290, 660, 450)
        paragraphs, length = [], 0
        while length < wanted:
            sentences = [self.sentence() for _ in range(self.rng.choice((1, 1, 2, 2, 3)))]
            paragraphs.append(" ".join(sentences))
            length += len(paragraphs[-1].split())
        paragraphs[0] = f"{self.places[0].upper()} - {paragraphs[0]}"
        return "\n\n".join(paragraphs) + "\n"

    def sentence(self):
        if self.rng.random() < OWN:
            return self.rng.choice(self.own)
        text = self.fill("{sentence}")
        text = re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", text)
        text = re.sub(r",+(?=[.,])", "", text)
        # The first letter, also after an opening quotation mark.
        return re.sub(r"^(“?)(\w)", lambda m: m[1] + m[2].upper(), text)

    def fill(self, text):
        return SLOT.sub(lambda slot: self.slot(slot[1], slot[2]), text)

    def slot(self, name, form):
        if name in self.patterns:
            return self.fill(self.rng.choice(self.patterns[name]))
        if name in self.words:
            return FORMS[form](self.pick(self.words[name]))
        return getattr(self, name)()

    def pick(self, items, skew=2):
        """The head of a list more often than its tail."""
        return items[int(len(items) * self.rng.random() ** skew)]

    def who(self):
        """Full name and role at first; then the surname, the role or a pronoun."""
        at = int(6 * self.rng.random() ** 1.5)
        given, surname, role = self.people[at]
        if at not in self.named:
            self.named.add(at)
            return f"{given} {surname}, {self.rng.choice(('a', 'the'))} {role} {self.fill('{where}')},"
        pronoun = "he" if at % 2 else "she"
        return self.rng.choice((surname, surname, f"the {role}", pronoun, f"{given} {surname}"))

    def person(self):
        return f"{self.pick(self.names.given)} {self.pick(self.names.surnames, 1.3)}"

    def org(self):
        return self.rng.choice(self.orgs)

    def place(self):
        return self.rng.choice(self.places) if self.rng.random() < 0.8 else self.pick(self.names.places)

    def country(self):
        return self.rng.choice(self.countries)

    def demonym(self):
        return re.sub(r"(ia|a|stan|land)$", "", self.country()) + "ian"

    def number(self):
        value = int(10 ** self.rng.uniform(1, 6))
        return f"{value:,}" if value < 2000 else f"{round(value, 2 - len(str(value))):,}"

    def money(self):
        value = self.rng.choice((f"{self.rng.uniform(1, 99):.1f} million", f"{self.rng.randint(1, 90)} billion", self.number()))
        return self.rng.choice(("$", "€", "£")) + value

    def percent(self):
        return f"{self.rng.uniform(0.5, 80):.1f} {self.rng.choice(('per cent', 'percent'))}"

    def year(self):
        return str(int(2024 - 90 * self.rng.random() ** 2))

    def dayno(self):
        return str(self.rng.randint(1, 31))

    def ordinal(self):
        return self.rng.choice(("first", "second", "third", "fourth", "fifth", "last"))


def plural(noun):
    if noun.endswith(("child", "man")):
        return noun + "ren" if noun.endswith("child") else noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


# The other verbs of material.toml are regular.
IRREGULAR = {"rebuild": "rebuilt", "feed": "fed", "broadcast": "broadcast"}
DOUBLED = {"transfer", "label", "cancel", "acquit"}


def past(verb):
    verb += verb[-1] if verb in DOUBLED else ""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return IRREGULAR.get(verb) or verb + ("d" if verb.endswith("e") else "ed")


def ing(verb):
    verb += verb[-1] if verb in DOUBLED else ""
    return (verb[:-1] if verb.endswith("e") else verb) + "ing"


FORMS = {None: str, "plural": plural, "past": past, "ing": ing}

if __name__ == "__main__":
    sys.exit(main())
