"""Sentences as tensors: sets of a task, changes of case, batches."""

import numpy as np
import torch

import data
import features

LABELLED_TOP = {"heads": 4, "relations": 3, "upos": 2, "xpos": 2, "features": 2, "lemmas": 2, "names": 3}


class Item:
    """A sentence (or paragraph) with its targets: task -> (classes [n, k], probabilities [n, k])."""

    __slots__ = ("forms", "targets", "n")

    def __init__(self, forms, targets):
        self.forms, self.targets, self.n = forms, targets, len(forms)


def one(classes):
    c = np.asarray(classes, np.int16)[:, None]
    return c, np.ones_like(c, np.float16)


def varied(forms, rng):
    """Forms as headlines and careless writers have them."""
    r = rng.random()
    if r < 0.03:
        return [f.upper() for f in forms]
    if r < 0.06:
        return [f.lower() for f in forms]
    if r < 0.10:
        return [f[:1].upper() + f[1:] if len(f) > 3 else f for f in forms]
    return forms


TREES = ("heads", "relations", *data.TAGS)
TASKS = {"parser": TREES, "names": ("names",), "segment": ("ends",)}


class Sets:
    """Training and dev items of a task."""

    def __init__(self, task, config, root, labelled, vectors, smoke):
        self.task, self.config, self.vectors = task, config, vectors
        language = f"{root}/language"
        trees, tree_dev = self._trees(language)
        names, name_dev = self._names(language)
        sentences, dev = {
            "parser": lambda: (trees, tree_dev),
            "names": lambda: (names, name_dev),
            "segment": lambda: self._paragraphs(trees, tree_dev),
        }[task]()
        if smoke:
            sentences = sentences[:400]
            dev = {k: v[:60] for k, v in dev.items()}
        wanted = TASKS[task]
        self.labelled = [x for path in labelled for x in read_labelled(path, wanted)]
        self.vocabulary = self._vocabulary(sentences, trees)
        make = end_items if task == "segment" else lambda s: [item(s, self.vocabulary.number)]
        self.train = [x for s in sentences for x in make(s)]
        self.dev_items = {k: [x for s in v for x in make(s)] for k, v in dev.items()}
        self.pieces = Pieces(config["teacher"]) if "teacher" in config else None

    def _vocabulary(self, sentences, trees):
        classes = {"names": data.NAMES}
        for task in data.TAGS:
            least = {"upos": 1, "xpos": 1}.get(task, 3)
            classes[task] = frequent((t for s in trees for t in s.tags[task]), least)
        classes["xpos"] = [x for x in classes["xpos"] if x != "_"]
        classes["relations"] = frequent((r for s in trees for r in s.relations), 1)
        flat = [x for s in sentences for x in s] if self.task == "segment" else sentences
        forms = [f for s in flat for f in s.forms]
        forms += [f for x in self.labelled for f in x.forms]
        least = self.config["least"]
        return data.Vocabulary(classes, data.count_keys(forms, dict(zip(features.KINDS, least))))

    @staticmethod
    def _trees(language):
        e, g = f"{language}/ud-ewt/en_ewt-ud", f"{language}/ud-gum-clean/en_gum-ud"
        train = data.conllu(f"{e}-train.conllu") + data.conllu(f"{g}-train.conllu")
        return train, {"ewt": data.conllu(f"{e}-dev.conllu"), "gum": data.conllu(f"{g}-dev.conllu")}

    @staticmethod
    def _names(language):
        c = data.iob2(f"{language}/crossner-politics/train.txt") + data.iob2(f"{language}/crossner-politics/dev.txt")
        w = data.iob2(f"{language}/wikigold/wikigold.conll.txt")
        u = data.iob2(f"{language}/uner-ewt/en_ewt-ud-train.iob2")
        dev = data.iob2(f"{language}/uner-ewt/en_ewt-ud-dev.iob2")
        return u + w[150:] + c[120:], {"uner": dev, "politics": c[:120], "wiki": w[:150]}

    @staticmethod
    def _paragraphs(trees, dev):
        def paragraphs(sentences):
            out = []
            for s in sentences:
                if s.paragraph or not out:
                    out.append([])
                out[-1].append(s)
            return out

        return paragraphs(trees), {k: paragraphs(v) for k, v in dev.items()}

    def sample(self, rng):
        """The items of one round: all gold ones `repeat` times, and a share of the labelled."""
        if not self.labelled:
            return list(self.train)
        repeat = self.config["repeat"]
        words = repeat * sum(x.n for x in self.train) * self.config["labelled_share"]
        chosen, n = [], 0
        for x in rng.sample(self.labelled, len(self.labelled)):
            if n >= words:
                break
            chosen.append(x)
            n += x.n
        return self.train * repeat + chosen

    def collate(self, batch, rng=None):
        """Tensors of a batch; with `rng`, some sentences change their case."""
        n = max(x.n for x in batch)
        b = len(batch)
        forms = [varied(x.forms, rng) if rng else x.forms for x in batch]
        rows = np.zeros((b, n, 6), np.int64)
        rows[:, :, 5] = self.vectors.none
        for i, fs in enumerate(forms):
            rows[i, : len(fs)] = [self.vocabulary.rows(f, self.vectors) for f in fs]
        lengths = torch.tensor([x.n for x in batch])
        out = {"rows": torch.from_numpy(rows), "lengths": lengths,
               "mask": torch.arange(n)[None] < lengths[:, None]}
        if "ends" in batch[0].targets:
            ends = np.zeros((b, n), np.float32)
            for i, x in enumerate(batch):
                ends[i, : x.n] = x.targets["ends"]
            out["ends"] = torch.from_numpy(ends)
            return out
        for task in TASKS[self.task] if batch[0].targets else ():
            k = max(x.targets[task][0].shape[-1] for x in batch)
            classes, p = np.zeros((b, n, k), np.int64), np.zeros((b, n, k), np.float32)
            for i, x in enumerate(batch):
                c, q = x.targets[task]
                classes[i, : x.n, : c.shape[1]] = c
                p[i, : x.n, : c.shape[1]] = q
            out[task] = (torch.from_numpy(classes), torch.from_numpy(p))
        if self.pieces:
            out |= self.pieces.collate(forms, n)
        return out


class Pieces:
    """Word pieces of MiniLM."""

    def __init__(self, folder):
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.cache = {}

    def of(self, form):
        found = self.cache.get(form)
        if found is None:
            text = features.norm(form)
            found = self.tokenizer.encode(text, add_special_tokens=False).ids[:8] or [100]
            self.cache[form] = found
        return found

    def collate(self, forms, n):
        rows, words = [], []
        for fs in forms:
            ids, at = [101], [n]
            for w, f in enumerate(fs):
                ps = self.of(f)
                if len(ids) + len(ps) > 510:
                    ps = ps[:1] if len(ids) < 511 else []
                ids += ps
                at += [w] * len(ps)
            rows.append([*ids, 102])
            words.append([*at, n])
        t = -(-max(map(len, rows)) // 8) * 8  # fewer shapes: each new one costs a kernel
        pieces, place = np.zeros((len(rows), t), np.int64), np.full((len(rows), t), n, np.int64)
        mask, count = np.zeros((len(rows), t), bool), np.zeros((len(rows), n + 1), np.float32)
        for i, (r, w) in enumerate(zip(rows, words)):
            pieces[i, : len(r)], place[i, : len(w)], mask[i, : len(r)] = r, w, True
            np.add.at(count[i], w, 1)
        return {"pieces": torch.from_numpy(pieces), "piece_word": torch.from_numpy(place),
                "piece_mask": torch.from_numpy(mask), "piece_count": torch.from_numpy(count[:, :n].copy())}


def frequent(classes, least):
    from collections import Counter

    found = Counter(classes)
    return [c for c, n in sorted(found.items(), key=lambda cn: (-cn[1], cn[0])) if n >= least]


FALLBACK = {"lemmas": "l;0;0;", "features": "", "xpos": "GW", "upos": "X", "relations": "dep"}


def item(s, number):
    """The targets that a sentence has, by number."""
    if s.names is not None:
        return Item(s.forms, {"names": one([number["names"][t] for t in s.names])})
    targets = {"heads": one(s.heads)}
    for task, classes in [("relations", s.relations), *s.tags.items()]:
        known = number[task]
        targets[task] = one([known.get(t, known[FALLBACK[task]]) for t in classes])
    return Item(s.forms, targets)


def end_items(paragraph, limit=160):
    """A paragraph as items of at most about `limit` words."""
    forms, ends, out = [], [], []
    for s in paragraph:
        forms += s.forms
        ends += [0.0] * (len(s.forms) - 1) + [1.0]
        if len(forms) > limit:
            out.append(Item(forms, {"ends": np.asarray(ends, np.float32)}))
            forms, ends = [], []
    if forms:
        out.append(Item(forms, {"ends": np.asarray(ends, np.float32)}))
    return out


def read_labelled(path, wanted):
    """Items that `label.py` wrote, with the wanted tasks."""
    z = np.load(path, allow_pickle=False)
    forms = bytes(z["forms"]).decode("utf-8").split("\n")
    bounds = np.concatenate([[0], np.cumsum(z["lengths"])])
    if "ends" in wanted:
        ends = z["ends"].astype(np.float32)
        for a, b in zip(bounds[:-1], bounds[1:]):
            yield Item(forms[a:b], {"ends": ends[a:b]})
        return
    columns = {t: (z[f"{t}.class"], z[f"{t}.p"]) for t in wanted if f"{t}.class" in z.files}
    for a, b in zip(bounds[:-1], bounds[1:]):
        yield Item(forms[a:b], {t: (c[a:b], p[a:b]) for t, (c, p) in columns.items()})
