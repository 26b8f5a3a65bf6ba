"""Scores on the dev parts while training (gold tokens, best head without a spanning tree)."""

import torch


def dev(task, module, sets):
    module.eval()
    out = {}
    with torch.inference_mode():
        for name, items in sets.dev_items.items():
            items = sorted(items, key=lambda x: x.n)
            groups, batch = [], []
            for x in items:
                if batch and sum(y.n for y in batch) + x.n > 2000:
                    groups.append(batch)
                    batch = []
                batch.append(x)
            groups.append(batch)
            out[name] = {"parser": trees, "names": names, "segment": ends}[task](module, sets, groups)
    return out


def trees(module, sets, groups):
    n = 0
    right = dict.fromkeys(("upos", "xpos", "features", "lemmas", "uas", "las"), 0)
    arcs = {r: [0, 0, 0] for r in ("nsubj", "obj")}
    for batch in groups:
        c = sets.collate(batch)
        e, mixed = module.encode(c)
        tags, scores, dep, head = module.heads(e, mixed)
        reach = torch.arange(scores.shape[2])[None] <= c["lengths"][:, None]
        heads = scores.masked_fill(~reach[:, None], -1e4).argmax(-1)
        labels = module.heads.labels(dep, head, heads).argmax(-1)
        keep = c["mask"]
        n += int(keep.sum())
        for t, s in zip(("upos", "xpos", "features", "lemmas"), tags):
            right[t] += int((s.argmax(-1) == c[t][0][..., 0])[keep].sum())
        h = heads == c["heads"][0][..., 0]
        gold = c["relations"][0][..., 0]
        right["uas"] += int(h[keep].sum())
        right["las"] += int((h & (labels == gold))[keep].sum())
        for r, a in arcs.items():
            k = sets.vocabulary.number["relations"][r]
            a[0] += int((h & (labels == k) & (gold == k))[keep].sum())
            a[1] += int((labels == k)[keep].sum())
            a[2] += int((gold == k)[keep].sum())
    out = {k: round(100 * v / n, 2) for k, v in right.items()}
    return out | {r: round(200 * a / max(1, b + c), 1) for r, (a, b, c) in arcs.items()}


def spans(tags):
    """Spans of BILOU tags, read leniently."""
    out, start = set(), None
    for i, t in enumerate(tags):
        m, _, k = t.partition("-")
        if m == "U":
            out.add((i, i + 1, k))
            start = None
        elif m == "B":
            start = (i, k)
        elif m == "L" and start and start[1] == k:
            out.add((start[0], i + 1, k))
            start = None
        elif m == "O":
            start = None
    return out


def names(module, sets, groups):
    classes = sets.vocabulary.classes["names"]
    counts = {}
    for batch in groups:
        c = sets.collate(batch)
        best = module(c).argmax(-1)
        for x, row in zip(batch, best):
            found = spans([classes[t] for t in row[: x.n]])
            gold = spans([classes[t] for t in x.targets["names"][0][:, 0]])
            for kind in ("PER", "ORG", "LOC", None):
                f = {s for s in found if kind in (None, s[2])}
                g = {s for s in gold if kind in (None, s[2])}
                a = counts.setdefault(kind or "all", [0, 0, 0])
                a[0] += len(f & g)
                a[1] += len(f)
                a[2] += len(g)
    return {k: round(200 * a / max(1, b + c), 1) for k, (a, b, c) in counts.items()}


def ends(module, sets, groups):
    tp = fp = fn = starts = right = 0
    for batch in groups:
        c = sets.collate(batch)
        found = module(c) > 0
        for x, row in zip(batch, found):
            f = row[: x.n].clone()
            f[-1] = True
            g = torch.from_numpy(x.targets["ends"]) > 0
            a = set(zip([0, *(f.nonzero()[:-1, 0] + 1).tolist()], f.nonzero()[:, 0].tolist()))
            b = set(zip([0, *(g.nonzero()[:-1, 0] + 1).tolist()], g.nonzero()[:, 0].tolist()))
            tp += len(a & b)
            fp += len(a - b)
            fn += len(b - a)
    return round(200 * tp / max(1, 2 * tp + fp + fn), 2)
