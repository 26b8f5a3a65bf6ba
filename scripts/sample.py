#!/usr/bin/env python3
"""Draws the sample of the built-in base that docs/base-sample.md looks up.

    python3 scripts/sample.py

Takes the rows of `crates/onrecord-base/facts/*.tsv` that were written from knowledge (basis `authored`) and
can be wrong, and prints 200 of them as a table. Of each stratum come the rows whose SHA-256, with the seed
in front, is smallest, so that a row that is mended, added or taken away changes no more than its own place.
Dates are no part of what is hashed. Python 3 standard library.
"""

import hashlib
import pathlib

FACTS = pathlib.Path(__file__).resolve().parent.parent / "crates/onrecord-base/facts"
SEED = 20261122
LINKS = ("holds", "leads", "commands", "member_of", "part_of")

# Stratum and its number of rows. A property with `dated` stands for its rows with a date; `undated` are
# the rows of LINKS without one.
STRATA = {
    "holds dated": 78,
    "leads dated": 13,
    "member_of dated": 8,
    "commands dated": 6,
    "part_of dated": 5,
    "undated": 5,
    "alias": 14,
    "kind": 7,
    "name": 7,
    "country": 7,
    "born": 7,
    "code": 6,
    "gender": 4,
    "died": 3,
    "acronym": 3,
    "domain": 3,
    "ownership": 3,
    "coordinates": 3,
    "native": 2,
    "located_in": 2,
    "admin1": 2,
    "founded": 2,
    "successor_of": 2,
    "speaks_for": 2,
    "backed_by": 1,
    "wing_of": 1,
    "allied_with": 1,
    "demonym": 1,
    "metonym": 1,
    "capital": 1,
}


def rows():
    """Table, subject, property, object, from, to of each row that is asked for."""
    for path in sorted(FACTS.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if not line.startswith("#") and len(columns) == 7 and columns[5] == "authored":
                yield path.name, *columns[:5]


def stratum(row):
    _, _, word, _, start, end = row
    if word in LINKS:
        return f"{word} dated" if start or end else "undated"
    return word


def rank(row, times):
    """Place in the draw; `times` tells apart rows that differ in their dates only."""
    _, subject, word, thing, _, _ = row
    key = "\t".join((str(SEED), subject, word, thing, str(times)))
    return hashlib.sha256(key.encode()).hexdigest()


def main():
    strata, seen = {name: [] for name in STRATA}, {}
    for row in rows():
        if (name := stratum(row)) in strata:
            key = row[1:4]
            seen[key] = seen.get(key, 0) + 1
            strata[name].append((rank(row, seen[key]), row))
    print("| # | subject | property | object | from | to | table |")
    print("|---|---|---|---|---|---|---|")
    number = 0
    for name, share in STRATA.items():
        for _, (table, *fact) in sorted(strata[name])[:share]:
            number += 1
            print("|", " | ".join((str(number), *fact, table.removesuffix(".tsv"))), "|")


if __name__ == "__main__":
    main()
