"""Subjects and objects, as sets of arcs that gold (Universal Dependencies) and spaCy (ClearNLP labels) share.

Three ways to compare, because the two schemes hang some words elsewhere:

- `as labelled`: (word, head, label), nothing moved;
- `converted`: spaCy's arcs moved to where Universal Dependencies has them, by the three rules of `convert`;
- `word only`: whether the word is a subject or object, whatever of.
"""

LABELS = ("nsubj", "nsubj with passives", "obj")
WAYS = ("as labelled", "converted", "word only")

GOLD = {
    "nsubj": {"nsubj", "nsubj:outer"},
    "nsubj with passives": {"nsubj", "nsubj:outer", "nsubj:pass"},
    "obj": {"obj"},
}
SPACY = {"nsubj": {"nsubj"}, "nsubj with passives": {"nsubj", "nsubjpass"}, "obj": {"dobj", "obj"}}


def both(way, label, sentence, doc):
    """Arcs of the gold and of spaCy for one label."""
    want = {
        (at, sentence.heads[at])
        for at, relation in enumerate(sentence.relations)
        if relation in GOLD[label]
    }
    arcs = convert(doc) if way == "converted" else plain(doc)
    found = {(at, head) for at, head, relation in arcs if relation in SPACY[label]}
    if way == "word only":
        return {at for at, _ in want}, {at for at, _ in found}
    return want, found


def plain(doc):
    return [(token.i, token.head.i, token.dep_) for token in doc]


def convert(doc):
    """spaCy's arcs where Universal Dependencies would have them."""
    out = []
    for token in doc:
        head, label = token.head, token.dep_
        children = {child.dep_: child for child in head.children}
        if label in ("nsubj", "nsubjpass") and head.lemma_ == "be" and "auxpass" not in children:
            # "She is mayor", "She is in Rome": of the predicate, not of the copula. Not so for "there is".
            head = head if "expl" in children else predicate(head)
        elif label == "attr" and head.lemma_ == "be" and "expl" in children:
            # "There is a problem": what there is is the subject.
            label = "nsubj"
        elif label == "nsubj" and head.dep_ == "ccomp" and head.tag_ == "VB" and not modal(head):
            # "She wants him to go", "She let him go": object of the verb above.
            head, label = head.head, "dobj"
        out.append((token.i, head.i, label))
    return out


def predicate(copula):
    """What the copula joins to its subject: a noun or adjective, or what its preposition governs."""
    for child in copula.children:
        if child.dep_ in ("attr", "acomp"):
            return child
    for child in copula.rights:
        if child.dep_ == "prep":
            return next((c for c in child.children if c.dep_ == "pobj"), copula)
    return copula


def modal(verb):
    """Whether "can", "will" … goes with it: then it is no infinitive."""
    return any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)
