#!/usr/bin/env python3
"""Makes tables/coref-nouns.tsv of onrecord-engine from WordNet 3.0: what common nouns stand for.

    python3 training/coref/nouns.py /usr/share/wordnet      # Debian: wordnet-base

The class is that of the commonest sense. Kept are single words that the tagged texts of WordNet hold, and persons.
Python 3 standard library.
"""

import pathlib
import sys

TABLE = pathlib.Path(__file__).resolve().parents[2] / "crates/onrecord-engine/tables/coref-nouns.tsv"
HEAD = """\
# coref-nouns.tsv: what a noun stands for in its commonest sense.
# format: form (lower case, singular), class (person, group, place, time, animal, text, act, thing, idea), gender
# (female, male or empty), above (what it is a kind of: the next noun of this table among the hypernyms; a synonym if it
# is the first word of the same sense; or empty). Sorted by form.
# origin: WordNet 3.0 (https://wordnet.princeton.edu), single words only, by training/coref/nouns.py.
# licence: WordNet 3.0 Copyright 2006 by Princeton University; used under the WordNet 3.0 licence, which allows use,
# change and distribution with this notice, without warranty and without use of the university's name.
"""
CLASSES = {
    4: "act", 5: "animal", 6: "thing", 8: "thing", 10: "text", 11: "act", 13: "thing", 14: "group", 15: "place",
    17: "thing", 18: "person", 20: "thing", 27: "thing", 28: "time",
}
# Rows of our own: titles and words of kinship and rank, and senses that news means first.
OWN = {
    "female": """mrs ms miss madam madame lady dame mother mom mum mama grandmother grandma stepmother sister daughter
      granddaughter stepdaughter wife aunt niece girlfriend bride widow queen princess empress duchess countess baroness
      actress waitress stewardess heroine goddess nun girl woman housewife businesswoman congresswoman spokeswoman
      chairwoman policewoman sportswoman stateswoman landlady hostess heiress abbess priestess ballerina midwife mistress
      schoolgirl maid fiancee godmother saleswoman noblewoman matriarch""",
    "male": """mr sir lord father dad daddy papa grandfather grandpa stepfather brother son grandson stepson husband uncle
      nephew boyfriend groom widower king prince emperor duke count baron waiter steward monk priest friar bishop pope
      cardinal boy man businessman congressman spokesman chairman policeman sportsman statesman landlord heir abbot
      schoolboy fiance godfather salesman nobleman patriarch gentleman guy fireman fisherman serviceman gunman
      footman cowboy mullah imam ayatollah sheikh sultan shah tsar czar""",
    "group": "group band side coalition faction minority majority crew gang pair duo trio couple",
    "person": "dr prof professor president minister gen col capt sgt lt rev hon sen gov judge justice victim suspect member",
    "place": "country state nation city town village province region island capital kingdom republic building house church",
}
# Nouns that say too little to be met again for a kind of them.
TOO_WIDE = set("entity object whole thing person abstraction attribute state act event group matter artifact unit cause agent".split())
# Synsets of WordNet 3.0 whose hyponyms are women or men.
WOMEN, MEN = ("female", "female_person"), ("male", "male_person")


def synsets(folder):
    found = {}
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        words = int(fields[3], 16)
        forms = [fields[4 + 2 * at] for at in range(words)]
        start = 5 + 2 * words
        pointers = [fields[start + 4 * at : start + 4 * at + 4] for at in range(int(fields[start - 1]))]
        above = [to for kind, to, *_ in pointers if kind in ("@", "@i")]
        found[fields[0]] = (int(fields[1]), forms, above)
    return found


def below(found, forms):
    """Synsets that hold these words, and all hyponyms of them."""
    inside = {at for at, (_, words, _) in found.items() if set(forms) <= set(words)}
    grew = True
    while grew:
        more = {at for at, (_, _, above) in found.items() if at not in inside and inside & set(above)}
        grew = bool(more)
        inside |= more
    return inside


def nouns(folder, found, women, men):
    """Form: class, gender and synset of the commonest sense."""
    own = {form: kind for kind, forms in OWN.items() for form in forms.split()}
    rows = {}
    for line in (folder / "index.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split()
        form, senses = fields[0], int(fields[2])
        tagged, first = int(fields[-senses - 1]), fields[-senses]
        kind = CLASSES.get(found[first][0], "idea")
        gender = "female" if first in women else "male" if first in men else ""
        if form in own:
            is_gender = own[form] in ("female", "male")
            rows[form] = ("person" if is_gender else own[form], own[form] if is_gender else "", first)
        elif form.isalpha() and len(form) > 2 and (tagged or kind == "person" and senses == 1 and (gender or len(form) < 9)):
            rows[form] = (kind, gender if kind == "person" else "", first)
    for form, kind in own.items():
        is_gender = kind in ("female", "male")
        rows.setdefault(form, ("person" if is_gender else kind, kind if is_gender else "", None))
    return rows


def above(form, synset, found, rows):
    """The noun of the table that stands next above a noun, at most four steps up."""
    for _ in range(4):
        if synset is None:
            return ""
        for word in found[synset][1]:
            if word == form:
                break
            if word in rows and rows[word][2] == synset:
                return word
        synset = next(iter(found[synset][2]), None)
        if synset:
            form = next((word for word in found[synset][1] if word in rows and rows[word][2] == synset), None)
            if form:
                return form
    return ""


def main():
    folder = pathlib.Path(sys.argv[1])
    found = synsets(folder)
    rows = nouns(folder, found, below(found, WOMEN), below(found, MEN))
    with TABLE.open("w", encoding="utf-8") as out:
        out.write(HEAD + "form\tclass\tgender\tabove\n")
        for form, (kind, gender, synset) in sorted(rows.items()):
            up = above(form, synset, found, rows)
            out.write(f"{form}\t{kind}\t{gender}\t{up if up not in TOO_WIDE else ''}\n")


main()
