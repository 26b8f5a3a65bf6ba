#!/usr/bin/env python3
"""Counts the instructions of each stage of the engine and compares with the committed counts.

    python3 scripts/counts.py [--update]

Runs `crates/onrecord-engine/benches/counts.rs` under Valgrind; needs `valgrind` and, of the version
in Cargo.lock, `gungraun-runner` in the path. Bar: no stage takes over 3 % more instructions than
`counts.json` beside the benchmark has. Prints the figures; exit code 1 when the bar is missed. Says
so and succeeds elsewhere than on Linux with x86-64, for which the counts are. Counts depend on the
compiler, too: the file names it. Python 3 standard library.
"""

import argparse
import json
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMITTED = ROOT / "crates/onrecord-engine/benches/counts.json"
BAR = 1.03
BENCH = ["cargo", "bench", "--locked", "-p", "onrecord-engine", "--bench", "counts", "--", "--output-format=json"]


def output(command):
    """Standard output; what it says on standard error is shown, and a failure ends this."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"MISSED: `{' '.join(command)}` ended with {done.returncode}")
    return done.stdout


def instructions(line):
    """Stage and count of a summary."""
    summary = json.loads(line)
    [profile] = [profile for profile in summary["profiles"] if profile["tool"] == "Callgrind"]
    return summary["function_name"], profile["data"]["total"]["metrics"]["Ir"]["values"]["new"]


def compare(now, committed):
    """Prints a table; gives the faults."""
    faults = []
    print(f"{'stage':10}{'now':>16}{'committed':>16}{'ratio':>9}")
    for stage, count in now.items():
        before = committed.get(stage)
        ratio = count / before if before else None
        shown = f"{before:16,}{ratio:9.3f}" if before else f"{'-':>16}{'-':>9}"
        print(f"{stage:10}{count:16,}{shown}")
        if ratio is None:
            faults.append(f"{stage} has no committed count")
        elif ratio > BAR:
            faults.append(f"{stage} takes {100 * (ratio - 1):.1f} % more instructions")
        elif ratio < 1 / BAR:
            print(f"{stage} takes {100 * (1 - ratio):.1f} % fewer instructions: commit that with --update")
    return faults + [f"{stage} was not counted" for stage in committed if stage not in now]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--update", action="store_true", help="write the committed counts")
    args = parser.parse_args()
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        print("counts: the committed ones are for Linux on x86-64: nothing was counted")
        return
    toolchain = output(["rustc", "--version"]).strip()
    now = dict(instructions(line) for line in output(BENCH).splitlines())
    committed = json.loads(COMMITTED.read_text(encoding="utf-8")) if COMMITTED.exists() else {}
    faults = compare(now, committed.get("instructions", {}))
    if args.update:
        COMMITTED.write_text(json.dumps({"toolchain": toolchain, "instructions": now}, indent=1) + "\n", encoding="utf-8")
        return
    if committed.get("toolchain") != toolchain:
        print(f"note: counted with {toolchain}, committed with {committed.get('toolchain')}")
    for fault in faults:
        print(f"MISSED: {fault}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
