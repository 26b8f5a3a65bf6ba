#!/usr/bin/env python3
"""Feeds a long JSON Lines stream to `onrecord read -`, and measures start-up.

    python3 scripts/stream.py --bin target/release/onrecord [--size 1000]

Bars: peak memory for 1 GB at most 300 MB; medians of 20 starts: `--version` in 20 ms, `read` of an
empty file in 100 ms. Prints the figures; exit code 1 when a bar is missed. Python 3 standard
library, Unix.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

from hostile import WORDS, sentence
from measured import Measured

MEMORY = 300_000_000
VERSION = 0.020
EMPTY = 0.100
MB = 1_000_000
NAMES = "Ash Birch Cedar Elm Fir Hazel Larch Maple Oak Pine Rowan Willow".split()


def prose(rng):
    """A sentence; every fourth tells who said something."""
    plain = sentence(rng)
    name = f"{rng.choice(NAMES)} {rng.choice(NAMES)}"
    match rng.randrange(12):
        case 0:
            return f"“{plain}” said {name}, the minister of {rng.choice(WORDS)}."
        case 1:
            return f"{name} said that {plain[0].lower()}{plain[1:]}"
        case 2:
            return f"According to {name}, {plain[0].lower()}{plain[1:]}"
        case _:
            return plain


def lines(rng, size):
    """About so many bytes of lines of about 3 kB, no two alike."""
    stock = [prose(rng) for _ in range(20_000)]
    made, number = 0, 0
    while made < size:
        text = " ".join(rng.choices(stock, k=30))
        text = f"Report {number}\n\n{text[:900]}\n\n{text[900:]}"
        line = json.dumps({"id": str(number), "title": f"Report {number}", "text": text}, ensure_ascii=False) + "\n"
        data = line.encode()
        made, number = made + len(data), number + 1
        yield data


def stream(binary, rng, size, faults):
    began = time.monotonic()
    measured = Measured([binary, "--quiet", "read", "-", "--format", "jsonl"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    fed, count = 0, 0
    for data in lines(rng, size):
        measured.process.stdin.write(data)
        fed, count = fed + len(data), count + 1
    measured.process.stdin.close()
    code, cpu, memory = measured.finish()
    took = time.monotonic() - began
    print(f"stream: {fed / MB:.0f} MB in {count} lines; exit code {code}")
    print(f"stream: {took:.1f} s, {cpu:.1f} s of CPU, {fed / MB / cpu:.2f} MB a second of CPU")
    print(f"stream: peak memory {memory / MB:.0f} MB (bar {MEMORY / MB:.0f})")
    if code != 0:
        faults.append(f"the stream ended with exit code {code}")
    if memory > MEMORY:
        faults.append(f"peak memory {memory / MB:.0f} MB")


def median(command, times=20):
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def starts(binary, faults):
    with tempfile.TemporaryDirectory() as folder:
        empty = os.path.join(folder, "empty.txt")
        open(empty, "wb").close()
        for what, command, bar in [
            ("--version", [binary, "--version"], VERSION),
            ("read of an empty file", [binary, "read", empty], EMPTY),
        ]:
            took = median(command)
            print(f"start: {what}: {took * 1000:.1f} ms (bar {bar * 1000:.0f})")
            if took > bar:
                faults.append(f"{what} takes {took * 1000:.1f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True, help="the program")
    parser.add_argument("--size", type=int, default=1000, help="megabytes to feed")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    binary, faults = os.path.abspath(args.bin), []
    starts(binary, faults)
    stream(binary, random.Random(args.seed), args.size * MB, faults)
    for fault in faults:
        print(f"MISSED: {fault}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
