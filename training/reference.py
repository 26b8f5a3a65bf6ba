"""The arithmetic of the models in numpy, as docs/model.md tells it, and random models for tests.

    reference.py random tiny|small|full OUT.safetensors     random weights
    reference.py expect MODEL.safetensors OUT.json          what the models find in SENTENCES

The test `reference` of the engine reads a random model and what this program found with it.
"""

import json
import re
import struct
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

import features

F32 = np.float32
LANES = 16
SENTENCES = [
    "The ferry company cut its night service on Monday .",
    "“ We have no crews left , ” said Ingrid Solheim , who runs the harbour at Vik .",
    "No",
    "1990s-style Co-operatives … don n’t PAY 1,250 naïve Çelik İzmir 東京 x" + "y" * 80,
    "He says that she thinks that they know what the union wants , which is more than we do .",
]


def read(path):
    """Tensors and metadata of a file."""
    raw = Path(path).read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    return load_file(path), json.loads(raw[8 : 8 + size])["__metadata__"]


def total(x):
    """Sum over the last axis in the order of the engine: 16 lanes, then pairs of lanes."""
    pad = -x.shape[-1] % LANES
    x = np.concatenate([x, np.zeros((*x.shape[:-1], pad), F32)], -1)
    lanes = np.zeros((*x.shape[:-1], LANES), F32)
    for at in range(0, x.shape[-1], LANES):
        lanes = lanes + x[..., at : at + LANES]
    for half in (8, 4, 2, 1):
        lanes = lanes[..., :half] + lanes[..., half : 2 * half]
    return lanes[..., 0]


def sigmoid(x):
    return (1 / (1 + np.exp(-x.astype(np.float64)))).astype(F32)


class Reference:
    """The three models of a file, for a sentence at a time."""

    def __init__(self, path):
        self.tensors, self.metadata = read(path)
        self.lists = {k: json.loads(v) for k, v in self.metadata.items() if k != "format"}

    def linear(self, name, x, scale=None):
        """`bias + row scale * output scale * sum`, with rows quantised by their largest value."""
        w, out, bias = (self.tensors[f"{name}.{k}"] for k in ("weight", "scale", "bias"))
        if scale is None:
            top = np.abs(x).max(-1, keepdims=True)
            q = np.rint(x * np.divide(F32(127), top, where=top > 0, out=np.zeros_like(top)))
            scale = top / F32(127)
        else:
            q = np.rint(x / scale)
        sums = q.astype(np.int32) @ w.T.astype(np.int32)
        return bias + (scale * out) * sums.astype(F32)

    def norm(self, name, x):
        n = F32(x.shape[-1])
        centred = x - (total(x) / n)[..., None]
        factor = F32(1) / np.sqrt(total(centred * centred) / n + F32(1e-5))
        return centred * factor[..., None] * self.tensors[f"{name}.weight"] + self.tensors[f"{name}.bias"]

    def maxout(self, name, norm, x):
        y = self.linear(name, x)
        return self.norm(norm, y.reshape(len(x), 3, -1).max(1))

    def row(self, model, kind, key):
        """Row of a table."""
        hashes = self.tensors[f"{model}.{kind}.hash"]
        at = int(np.searchsorted(hashes, features.fnv1a(key)))
        found = at + 1 if at < len(hashes) and hashes[at] == features.fnv1a(key) else 0
        return self.tensors[f"{model}.{kind}.table"][found] * self.tensors[f"{model}.{kind}.scale"][found]

    def vector(self, model, form):
        table = self.tensors.get(f"{model}.vector.table")
        if table is None or "vector.hash" not in self.tensors:
            return np.zeros(0, F32)
        hashes, norm = self.tensors["vector.hash"], features.norm(form)
        for key in (norm, norm.lower()):
            at = int(np.searchsorted(hashes, features.fnv1a(key)))
            if at < len(hashes) and hashes[at] == features.fnv1a(key):
                row = self.tensors["vector.row"][at]
                return table[row] * self.tensors[f"{model}.vector.scale"][row]
        return np.zeros(table.shape[1], F32)

    def encode(self, model, forms):
        """Values of words with and without their sentence."""
        x = np.stack([
            np.concatenate(
                [self.row(model, k, key) for k, key in zip(features.KINDS, features.keys(f))]
                + [self.vector(model, f)]
            ).astype(F32)
            for f in forms
        ])  # fmt: skip
        x = mixed = self.maxout(f"{model}.mix", f"{model}.mix_norm", x)
        for i, d in enumerate(self.lists[f"{model}.dilations"]):
            padded = np.pad(x, ((d, d), (0, 0)))
            three = np.concatenate([padded[: len(x)], x, padded[2 * d :]], -1)
            x = x + self.maxout(f"{model}.conv.{i}", f"{model}.conv.{i}.norm", three)
        layer = 0
        while f"{model}.gru.{layer}.f.hidden.weight" in self.tensors:
            x = np.concatenate([self.gru(f"{model}.gru.{layer}.{d}", x, d == "b") for d in "fb"], -1)
            layer += 1
        if f"{model}.out_norm.weight" in self.tensors:
            x = self.norm(f"{model}.out_norm", x)
        return x, mixed

    def gru(self, name, x, backward):
        inputs = self.linear(f"{name}.input", x)
        g = inputs.shape[1] // 3
        h, out = np.zeros((1, g), F32), np.zeros((len(x), g), F32)
        for t in range(len(x))[:: -1 if backward else 1]:
            i, r = inputs[t : t + 1], self.linear(f"{name}.hidden", h, F32(1 / 127))
            reset = sigmoid(i[:, :g] + r[:, :g])
            keep = sigmoid(i[:, g : 2 * g] + r[:, g : 2 * g])
            new = np.tanh((i[:, 2 * g :] + reset * r[:, 2 * g :]).astype(np.float64)).astype(F32)
            h = (1 - keep) * new + keep * h
            out[t] = h
        return out

    def parse(self, forms):
        """Tags, heads (0 is the root), labels and what they rest on."""
        e, mixed = self.encode("parser", forms)
        tags, at = {}, 0
        scores = self.linear("parser.tags", np.concatenate([e, mixed], -1))
        for task in ("upos", "xpos", "features", "lemmas"):
            n = len(self.lists[task])
            tags[task] = [self.lists[task][k] for k in scores[:, at : at + n].argmax(-1)]
            at += n
        tags["lemmas"] = [features.apply_script(s, f) or f.lower() for s, f in zip(tags["lemmas"], forms)]
        x = self.linear("parser.mlp", e)
        x = np.where(x > 0, x, x * F32(0.1))
        t = self.tensors
        a, b = len(t["parser.root_arc"]), len(t["parser.root_label"])
        arc_dep, arc_head, label_dep, label_head = np.split(x, [a, 2 * a, 2 * a + b], -1)
        arc_head = np.concatenate([t["parser.root_arc"][None], arc_head])
        arcs = (arc_dep @ t["parser.arc.weight"] + t["parser.arc.bias"]) @ arc_head.T
        heads = best_tree(arcs.astype(np.float64))
        one, labels = np.ones(1, F32), []
        root = self.lists["relations"].index("root")
        for i, h in enumerate(heads):
            if h == 0:
                labels.append("root")
                continue
            d, k = np.concatenate([label_dep[i], one]), np.concatenate([label_head[h - 1], one])
            r = np.einsum("a,rab,b->r", d, t["parser.label.weight"], k)
            r[root] = -np.inf
            labels.append(self.lists["relations"][int(r.argmax())])
        return {**tags, "heads": heads, "relations": labels, "states": e, "arcs": arcs}

    def names(self, forms):
        """BILOU classes and their scores."""
        e, _ = self.encode("names", forms)
        scores, classes = self.linear("names.tag", e), self.lists["names"]
        shut = [c[0] in "OLU" for c in classes]

        def follows(b, a):
            return shut[a] if b[0] in "OBU" else classes[a][0] in "BI" and classes[a][2:] == b[2:]

        sums, back = np.where([c[0] in "OBU" for c in classes], scores[0], -np.inf), []
        for row in scores[1:]:
            into = [[sums[a] if follows(b, a) else -np.inf for a in range(len(classes))] for b in classes]
            back.append(np.argmax(into, -1))
            sums = np.max(into, -1) + row
        path = [int(np.where(shut, sums, -np.inf).argmax())]
        for place in back[::-1]:
            path.append(int(place[path[-1]]))
        return [classes[k] for k in path[::-1]], scores

    def ends(self, forms):
        e, _ = self.encode("segment", forms)
        return self.linear("segment.end", e)[:, 0]


def best_tree(scores):
    """Heads of the best tree with one child of the root; row i is word i + 1, column 0 the root."""
    n = len(scores)
    w = np.full((n + 1, n + 1), -np.inf)
    w[1:] = scores
    np.fill_diagonal(w, -np.inf)
    w[1:, 0] -= 1 + (n + 1) * (scores.max() - scores.min())
    return arborescence(w)[1:].tolist()


def arborescence(w):
    """Chu-Liu/Edmonds by recursion: head of each node of a matrix [dependent, head]; node 0 is the root."""
    n = len(w)
    heads = np.concatenate([[0], w[1:].argmax(-1)]) if n > 1 else np.zeros(1, int)
    for start in range(1, n):
        path, node = [], start
        while node != 0 and node not in path:
            path.append(node)
            node = int(heads[node])
        if node:
            break
    else:
        return heads
    cycle = path[path.index(node) :]
    rest = [i for i in range(n) if i not in cycle]
    k = len(rest)
    small = np.full((k + 1, k + 1), -np.inf)
    small[:k, :k] = w[np.ix_(rest, rest)]
    out = w[np.ix_(rest, cycle)]
    small[:k, k] = out.max(-1)
    into = w[np.ix_(cycle, rest)] - w[cycle, heads[cycle]][:, None]
    small[k, :k] = into.max(0)
    small[0] = -np.inf
    found = arborescence(small)
    result = heads.copy()
    for i in range(1, k):
        h = found[i]
        result[rest[i]] = cycle[int(out[i].argmax())] if h == k else rest[h]
    result[cycle[int(into[:, found[k]].argmax())]] = rest[found[k]]
    return result


SIZES = {  # widths, vector, hidden, dilations, layers, gru
    "tiny": {"parser": ([8, 4, 4, 4, 4], 8, 16, [1], 2, 12), "names": ([8, 4, 4, 4, 4], 8, 18, [1, 2], 0, 0),
             "segment": ([5, 3, 3, 3, 3], 0, 13, [1], 1, 9), "arc": 12, "label": 7, "words": 120},
    "small": {"parser": ([24, 8, 8, 8, 8], 24, 32, [1], 2, 32), "names": ([24, 8, 8, 8, 8], 24, 32, [1, 2], 0, 0),
              "segment": ([16, 8, 8, 8, 8], 0, 32, [1], 1, 16), "arc": 32, "label": 16, "words": 500},
    "full": {"parser": ([96, 32, 32, 32, 32], 96, 128, [1], 2, 128), "names": ([96, 32, 32, 32, 32], 96, 128, [1, 2, 4, 1], 0, 0),
             "segment": ([32, 16, 16, 16, 16], 0, 64, [1, 2], 1, 32), "arc": 128, "label": 48, "words": 20000},
}  # fmt: skip


def random_model(size, path):
    """Writes a file with random weights, the tags of the engine and keys from the repository's texts."""
    c, rng = SIZES[size], np.random.default_rng(5)
    root = Path(__file__).parent.parent
    source = (root / "crates/onrecord-engine/src/sentence/tag.rs").read_text()
    upos, xpos, relations = (re.findall(r'= "(.+)"', part) for part in source.split("words! {")[1:])
    full = size == "full"
    marks = [f"{k}={v}" for k in ("Number", "Case", "Mood", "Tense", "Person", "Degree") for v in "ABC"]
    feats = ["", *marks[:9], *(f"{a}|{b}" for a in marks for b in marks if a < b)][: 180 if full else 20]
    ends = ["", "e", "y", "o", "a", "us", "is", "n", "ing", "er"]
    lemmas = [f"{k};0;{n};{s}" for k in "lct" for n in range(6) for s in ends] + ["a;be", "a;n't", "l;1;1;"] * 2
    lemmas = lemmas[: 400 if full else 12] + ["a;be", "l;1;1;"]
    names = ["O"] + [f"{m}-{k}" for k in ("PER", "ORG", "LOC") for m in "BILU"]
    meta = {"format": "onrecord-english-1", "upos": upos, "xpos": xpos, "relations": relations,
            "features": feats, "lemmas": lemmas, "names": names}  # fmt: skip
    texts = [*SENTENCES, *(p.read_text() for p in sorted(root.glob("*.md")) + sorted((root / "docs").glob("*.md")))]
    forms = sorted(set(" ".join(texts).split()))
    rng.shuffle(forms)
    forms = sorted(set(" ".join(SENTENCES[::2]).split())) + forms
    tensors = {}

    def linear(name, inputs, outputs, gain=1.0):
        tensors[f"{name}.weight"] = rng.integers(-127, 128, (outputs, inputs), np.int8)
        tensors[f"{name}.scale"] = (gain * rng.uniform(0.7, 1.3, outputs) / 73 / inputs**0.5).astype(F32)
        tensors[f"{name}.bias"] = rng.normal(0, 0.2, outputs).astype(F32)

    def norm(name, width):
        tensors[f"{name}.weight"] = rng.uniform(0.6, 1.4, width).astype(F32)
        tensors[f"{name}.bias"] = rng.normal(0, 0.2, width).astype(F32)

    def hashes(keys):
        return np.unique(np.array([features.fnv1a(k) for k in keys], np.uint32))

    def table(name, rows, width):
        tensors[f"{name}.table"] = rng.integers(-127, 128, (rows, width), np.int8)
        tensors[f"{name}.scale"] = rng.uniform(0.004, 0.012, rows).astype(F32)

    rows = c["words"] // 3
    shared = [features.norm(f) for f in forms[: c["words"]]] + [features.norm(f).lower() for f in forms[: c["words"]]]
    if full:
        shared += [f"w{i}" for i in range(684000)]
        rows = 20000
    tensors["vector.hash"] = hashes(shared)
    tensors["vector.row"] = rng.integers(0, rows, len(tensors["vector.hash"])).astype(np.uint16)
    width, mixed = {}, {}
    for model in ("parser", "names", "segment"):
        widths, vector, h, dilations, layers, g = c[model]
        keys = [features.keys(f) for f in forms[: c["words"]]]
        for k, (kind, w) in enumerate(zip(features.KINDS, widths)):
            own = {ks[k] for ks in keys} | ({f"k{i}" for i in range(c["words"])} if full else set())
            tensors[f"{model}.{kind}.hash"] = hashes(own)
            table(f"{model}.{kind}", len(tensors[f"{model}.{kind}.hash"]) + 1, w)
        if vector:
            table(f"{model}.vector", rows, vector)
        linear(f"{model}.mix", sum(widths) + vector, 3 * h)
        norm(f"{model}.mix_norm", h)
        for i in range(len(dilations)):
            linear(f"{model}.conv.{i}", 3 * h, 3 * h)
            norm(f"{model}.conv.{i}.norm", h)
        meta[f"{model}.dilations"] = dilations
        e = h
        for layer in range(layers):
            for d in "fb":
                linear(f"{model}.gru.{layer}.{d}.input", e, 3 * g)
                linear(f"{model}.gru.{layer}.{d}.hidden", g, 3 * g)
            e = 2 * g
        if layers:
            norm(f"{model}.out_norm", e)
        width[model], mixed[model] = e, h
    linear("segment.end", width["segment"], 1)
    linear("names.tag", width["names"], len(names))
    a, b = c["arc"], c["label"]
    linear("parser.tags", width["parser"] + mixed["parser"], len(upos) + len(xpos) + len(feats) + len(lemmas))
    linear("parser.mlp", width["parser"], 2 * a + 2 * b)
    tensors["parser.root_arc"] = rng.normal(0, 0.5, a).astype(F32)
    tensors["parser.root_label"] = rng.normal(0, 0.5, b).astype(F32)
    tensors["parser.arc.weight"] = (rng.normal(0, 1, (a, a)) / a**0.5).astype(F32)
    tensors["parser.arc.bias"] = rng.normal(0, 0.3, a).astype(F32)
    tensors["parser.label.weight"] = (rng.normal(0, 1, (len(relations), b + 1, b + 1)) / b).astype(F32)
    save_file(tensors, path, {k: v if isinstance(v, str) else json.dumps(v) for k, v in meta.items()})


def expect(path):
    """What the models find in the sentences."""
    reference, out = Reference(path), []

    def rounded(x):
        return [[round(float(v), 5) for v in row] for row in x]

    for text in SENTENCES:
        forms = text.split()
        parsed = reference.parse(forms)
        names, scores = reference.names(forms)
        keys = [[*map(features.fnv1a, features.keys(f))] for f in forms]
        vectors = [[features.fnv1a(features.norm(f)), features.fnv1a(features.norm(f).lower())] for f in forms]
        parsed |= {"states": rounded(parsed["states"]), "arcs": rounded(parsed["arcs"])}
        out.append({
            "forms": forms, "keys": keys, "vector_keys": vectors, **parsed, "names": names,
            "name_scores": rounded(scores), "end_scores": [round(float(v), 5) for v in reference.ends(forms)],
        })  # fmt: skip
    return out


if __name__ == "__main__":
    if sys.argv[1] == "random":
        random_model(sys.argv[2], sys.argv[3])
    else:
        Path(sys.argv[3]).write_text("[" + ",\n".join(json.dumps(x, ensure_ascii=False) for x in expect(sys.argv[2])) + "]\n")
