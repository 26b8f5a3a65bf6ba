#!/usr/bin/env python3
"""Times onrecord's analysis against spaCy's en_core_web_md on the same articles, in the same run, in turns.

    cargo build --release
    python3 benches/compare/compare.py [--ours 'COMMAND'] [--runs 5] [--count 1000]
    python3 benches/compare/compare.py --whole

In COMMAND, {files} stands for the article files, {folder} for their folder and {threads} for the number of threads;
it prints the JSON of `onrecord eval speed`. With --whole it is `onrecord read`, timed from its start to its end:
loading, intake, statements, actors and printing, where spaCy's side is its pipeline alone. spaCy and ours run pinned to core 0, one thread each; ours also on cores 0
and 1 with two threads. Writes speed.json and speed.md to target/compare and prints the table. README.md says what the
figures mean. Linux, Python 3.11.
"""

import argparse
import datetime
import json
import os
import platform
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

import articles
import environment

OURS = "target/release/onrecord eval speed --threads {threads} --repeat 1 --format json {files}"
WHOLE = "target/release/onrecord --quiet read --threads {threads} --format jsonl {folder}"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ours", metavar="COMMAND", help=f"default: {OURS}")
    options.add_argument("--whole", action="store_true", help=f"time a command as a whole; default: {WHOLE}")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--count", type=int, default=1000, help="number of articles")
    options.add_argument("--out", type=Path, default=environment.WORK)
    chosen = options.parse_args()
    environment.enter()
    chosen.ours = chosen.ours or (WHOLE if chosen.whole else OURS)

    folder = environment.WORK / "articles"
    texts = articles.write(folder, chosen.count)
    words = sum(len(text.split()) for text in texts)
    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"note: the machine is busy (load {load:.1f}); these figures are for orientation only", file=sys.stderr)

    one, two = (Ours(chosen.ours, folder, cores, words, chosen.whole) for cores in (1, 2))
    # Both have loaded their models, and read all articles once, before what they time.
    spacy = Spacy(folder)
    sides = {"spaCy, one core": spacy, "onrecord, one core": one, "onrecord, two cores": two}
    runs = {name: [] for name in sides}
    for _ in range(chosen.runs):
        for name, side in sides.items():
            runs[name].append(side.run())
    spacy.close()

    result = {
        "date": datetime.date.today().isoformat(),
        "machine": machine(load),
        "articles": articles.facts(texts),
        "ours": chosen.ours,
        "spacy": spacy.versions,
        "runs": runs,
        "summary": summary(runs, words),
    }
    chosen.out.mkdir(parents=True, exist_ok=True)
    (chosen.out / "speed.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    text = table(result)
    (chosen.out / "speed.md").write_text(text, encoding="utf-8")
    print(text, end="")


class Spacy:
    """A process that has loaded its pipeline and waits for the next turn."""

    def __init__(self, folder):
        command = [sys.executable, environment.HERE / "spacy_side.py", folder]
        self.process = subprocess.Popen(
            pinned("0", command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, **environment.ONE_THREAD},
        )
        self.versions = self.answer()

    def run(self):
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the process of spaCy ended; its message stands above")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Ours:
    """Our command, started anew for each turn; it loads its models and warms up before it times the analysis."""

    def __init__(self, command, folder, cores, words, whole):
        files = [str(path) for path in sorted(folder.glob("*.txt"))]
        self.cores = ",".join(map(str, range(cores)))
        self.words = words
        self.whole = whole
        self.command = []
        for part in shlex.split(command):
            filled = part.replace("{threads}", str(cores)).replace("{folder}", str(folder))
            self.command += files if part == "{files}" else [filled]

    def run(self):
        start = time.perf_counter()
        process = subprocess.Popen(
            pinned(self.cores, self.command), cwd=environment.ROOT, stdout=subprocess.PIPE, text=True
        )
        answer = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"our command failed with {process.returncode}")
        peak_mb = usage.ru_maxrss / 1024
        if self.whole:
            return {"wall": time.perf_counter() - start, "load": 0.0, "peak_mb": peak_mb}
        speed = json.loads(answer)
        if speed["words"] != self.words:
            sys.exit(f"our command counts {speed['words']} words instead of {self.words}")
        wall = self.words / speed["words_per_second"]["median"]
        return {"wall": wall, "load": speed["load_ms"] / 1000, "peak_mb": peak_mb}


def pinned(cores, command):
    return ["taskset", "-c", cores, *command]


def summary(runs, words):
    """Medians and the ratios of their speeds. Words are what white space separates in the input, for all sides."""
    out = {"words": words}
    for name, turns in runs.items():
        walls = [turn["wall"] for turn in turns]
        out[name] = {
            "median_s": statistics.median(walls),
            "fastest_s": min(walls),
            "slowest_s": max(walls),
            "words_per_s": words / statistics.median(walls),
            "peak_mb": max(turn["peak_mb"] for turn in turns),
        }
    spacy, one, two = (out[name] for name in runs)
    out["ratio"] = one["words_per_s"] / spacy["words_per_s"]
    out["two_cores_to_one"] = two["words_per_s"] / one["words_per_s"]
    return out


def machine(load):
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    names = [line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name")]
    return {"processor": names[0] if names else model, "cores": os.cpu_count(), "load_at_start": round(load, 2)}


def table(result):
    figures, facts, spacy = result["summary"], result["articles"], result["spacy"]
    lines = [
        "| | median | fastest to slowest | words a second | peak memory |",
        "|---|---|---|---|---|",
    ]
    for name in result["runs"]:
        side = figures[name]
        lines.append(
            f"| {name} | {side['median_s']:.2f} s | {side['fastest_s']:.2f} to {side['slowest_s']:.2f} s "
            f"| {side['words_per_s']:,.0f} | {side['peak_mb']:.0f} MB |"
        )
    lines += [
        "",
        f"onrecord to spaCy, one core each: **{figures['ratio']:.2f}** times the words a second. "
        f"onrecord, two cores to one: {figures['two_cores_to_one']:.2f}.",
        "",
        f"{facts['articles']} articles, {facts['words']:,} words, sha256 {facts['sha256'][:16]}; "
        f"spaCy {spacy['spacy']}, {spacy['model']} ({', '.join(spacy['pipeline'])}); Python {spacy['python']}; "
        f"{result['machine']['processor']}, load {result['machine']['load_at_start']} at the start; {result['date']}. "
        f"Ours: `{result['ours']}`",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
