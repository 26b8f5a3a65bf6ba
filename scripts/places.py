#!/usr/bin/env python3
"""Makes crates/onrecord-base/facts/places.tsv.gz from GeoNames (CC BY 4.0, geonames.org).

    python3 scripts/places.py ../shared/data/knowledge/geonames

Reads cities500.txt and admin1CodesASCII.txt of that folder. Kept are settlements of 500 people and more and
first-order divisions, with the names in Latin letters that a reader of English may meet; a division has the
coordinates of its seat. Python 3 standard library.
"""

import gzip
import pathlib
import re
import sys
import unicodedata

OUT = pathlib.Path(__file__).resolve().parent.parent / "crates/onrecord-base/facts/places.tsv.gz"


# Spellings that news uses and GeoNames lacks: number of the place, names.
MORE = {
    170794: ["Deir Ezzor", "Deir Ezzour", "Deir al-Zour", "Deir az-Zour", "Deir el-Zour"],
    92138: ["al-Qaim", "al-Qaem", "al-Kaim", "Qaim"],
}


def fold(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['’‘`ʻʼ]", "", plain.lower())).strip()


def is_latin(name):
    return any(c.isalpha() for c in name) and all(
        ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ" for c in name
    )


def alternates(name, others):
    seen, kept = {fold(name)}, []
    for other in others:
        other = other.strip()
        is_code = len(other) < 3 or len(other) <= 4 and other.isupper() or re.search(r"\d|http|[/(;|]", other)
        if is_code or not is_latin(other) or fold(other) in seen or not fold(other):
            continue
        seen.add(fold(other))
        kept.append(other)
    return "|".join(kept)


def main():
    folder = pathlib.Path(sys.argv[1])
    divisions = {}
    for line in (folder / "admin1CodesASCII.txt").read_text("utf-8").splitlines():
        code, name, plain, number = line.split("\t")
        divisions[code] = (name, plain, int(number))
    rows, seats = [], {}
    for line in (folder / "cities500.txt").read_text("utf-8").splitlines():
        c = line.split("\t")
        number, name, plain, others, latitude, longitude, feature, country = int(c[0]), *c[1:6], c[7], c[8]
        code, people = f"{country}.{c[10]}", int(c[14])
        at = (f"{float(latitude):.4f}", f"{float(longitude):.4f}")
        if feature in ("PPLA", "PPLC"):
            seats[code] = max(seats.get(code, (0, at)), (people + (feature == "PPLA"), at))
        division = divisions.get(code, ("", "", 0))[0]
        rows.append((number, name, *at, country, division, feature, people, alternates(name, [plain, *MORE.get(number, []), *others.split(",")])))
    for code, (name, plain, number) in divisions.items():
        if code in seats:
            country = code.split(".")[0]
            rows.append((number, name, *seats[code][1], country, name, "ADM1", 0, alternates(name, [plain])))
    rows.sort()
    table = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    OUT.write_bytes(gzip.compress(table.encode("utf-8"), 9, mtime=0))
    print(f"{len(rows)} places, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
