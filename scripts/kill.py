#!/usr/bin/env python3
"""Kills `onrecord add` at random moments, adds again, and compares with a run that was left alone.

    python3 scripts/kill.py --bin target/release/onrecord

Bars: after each kill -9 and one more `add`, the sorted export is that of the undisturbed run, and
`verify` finds nothing. Prints the figures; exit code 1 when a bar is missed. Python 3 standard
library, Unix.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hostile import ordinary, sentence

# What tells of the moment of a run, not of what was read.
TIMES = ("captured", "at", "time", "started")


def make_folder(folder, rng, captures):
    """Captures of all kinds, some of them twice, some of them copies with another end."""
    folder.mkdir()
    texts = []
    for number in range(captures):
        kind, text = ordinary(rng, number)
        if number % 17 == 5 and texts:
            kind, text = rng.choice(texts)
        if number % 23 == 7 and texts:
            kind, text = rng.choice([pair for pair in texts if pair[0] == "txt"])
            text += "\n" + sentence(rng) + "\n"
        if number % 29 == 3:
            lines = [json.loads(ordinary(rng, 3 * row + 2)[1]) | {"id": f"{number}-{row}"} for row in range(20)]
            kind, text = "jsonl", "".join(json.dumps(line) + "\n" for line in lines)
        if kind == "txt" and number % 2:
            said = [f"“{sentence(rng)}” said the mayor." for _ in range(80)]
            text += "\n".join(said) + "\n"
        texts.append((kind, text))
        (folder / f"{number:04}.{kind}").write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "random.bin").write_bytes(rng.randbytes(5000))


class Ledger:
    def __init__(self, binary, path):
        self.command = [binary, "--quiet", "--ledger", str(path)]

    def run(self, *args):
        return subprocess.run([*self.command, *args], stdin=subprocess.DEVNULL, capture_output=True)

    def start(self, *args):
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([*self.command, *args], **quiet)

    def export(self):
        with tempfile.TemporaryDirectory() as folder:
            if self.run("export", "--format", "jsonl", folder).returncode != 0:
                return None
            record = (Path(folder) / "record.jsonl").read_text(encoding="utf-8")
        lines = []
        for text in record.split("\n")[:-1]:
            line = json.loads(text)
            lines.append(json.dumps({key: value for key, value in line.items() if key not in TIMES}, sort_keys=True))
        return sorted(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True, help="the program")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--captures", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    binary, rng, faults = os.path.abspath(args.bin), random.Random(args.seed), []
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "captures"
        make_folder(folder, rng, args.captures)
        whole = Ledger(binary, Path(root) / "whole.db")
        began = time.monotonic()
        code = whole.run("add", str(folder)).returncode
        took = time.monotonic() - began
        expected = whole.export()
        if not expected or code != 3:
            sys.exit(f"MISSED: the undisturbed run ended with {code}, export of {len(expected or [])} lines")
        print(f"undisturbed: {args.captures} captures in {took:.2f} s, {len(expected)} lines")
        killed, partly = 0, 0
        for trial in range(args.kills * 4 + 1):
            if killed == args.kills:
                break
            path = Path(root) / f"trial-{trial}.db"
            ledger = Ledger(binary, path)
            process = ledger.start("add", str(folder))
            time.sleep(rng.uniform(0, took))
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
            before = ledger.export() if path.exists() and trial % 2 else None
            partly += bool(before) and len(before) < len(expected)
            if before is not None and not set(before) <= set(expected):
                faults.append(f"kill {trial}: lines after the kill that the undisturbed run lacks")
            again = ledger.run("add", str(folder))
            if again.returncode != 3:
                faults.append(f"kill {trial}: `add` again ended with {again.returncode}: {again.stderr.decode()[-300:]}")
            if ledger.export() != expected:
                faults.append(f"kill {trial}: another export")
            check = ledger.run("verify")
            if check.returncode != 0:
                faults.append(f"kill {trial}: verify: {(check.stdout + check.stderr).decode()[-300:]}")
            for file in Path(root).glob(f"trial-{trial}.db*"):
                file.unlink()
    print(f"{trial} runs, {killed} killed before their end; of every second ledger, looked into then, {partly} were partly filled")
    wrong = len({fault.split(":")[0] for fault in faults})
    print(f"{trial - wrong} of {trial} ledgers as the undisturbed one after `add` again, with nothing found by verify")
    if killed < args.kills:
        faults.append(f"only {killed} runs could be killed before their end")
    for fault in faults:
        print(f"MISSED: {fault}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
