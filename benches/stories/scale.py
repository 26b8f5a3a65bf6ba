"""Time, memory and quality of stories on generated news, by the number of documents.

usage: scale.py --bin B [--sizes 1000,10000,100000] [--seed S] [--threads T] [--runs R] [--out FILE] [--keep FOLDER]

Runs `B read FILE --stories --format jsonl` and the same without `--stories`, on the documents of generate.py. What the
columns mean is told in README.md. Standard library only; Linux or macOS.
"""

import argparse
import collections
import json
import math
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
ID = re.compile(rb'"id":"(doc-[0-9a-f]+)"')
SOURCE = re.compile(rb'"source_id":"([^"]+)"')
MEMBER = re.compile(rb'"story":"([^"]+)","item":"([^"]+)"')
ACROSS = (b"story", b"member", b"carry", b"same_as", b"agreement")
# ru_maxrss is in KiB on Linux and in bytes on macOS.
RSS = 1 if sys.platform == "darwin" else 1024


def generate(number, seed, folder):
    """The file of the documents."""
    path = pathlib.Path(folder) / f"generated-{seed}-{number}.jsonl"
    if not path.exists():
        part = path.with_suffix(".part")
        with open(part, "wb") as out:
            subprocess.run([sys.executable, HERE / "generate.py", str(number), "--seed", str(seed)], stdout=out, check=True)
        part.rename(path)
    return path


def measure(binary, path, threads, stories):
    """One run: its times, its peak memory, and what it printed, without the texts."""
    command = [binary, "--quiet", "read", str(path), "--format", "jsonl"]
    command += (["--threads", str(threads)] if threads else []) + (["--stories"] if stories else [])
    names, members, kinds = {}, {}, collections.Counter()
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    first = None
    for line in process.stdout:
        kind = line[9:line.index(b'"', 9)]
        kinds[kind.decode()] += 1
        if kind == b"document":
            source = SOURCE.search(line, max(0, line.rfind(b'"source_id"')))
            names[ID.search(line)[1]] = source[1].decode()
        elif kind == b"member":
            story, item = MEMBER.search(line).groups()
            members[names[item]] = story
        if kind in ACROSS:
            first = first or time.monotonic()
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    end = time.monotonic()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command}: {process.returncode}\n{error.decode(errors='replace')[-2000:]}")
    first = first or end
    return {
        "wall": end - start, "user": usage.ru_utime, "system": usage.ru_stime, "mb": usage.ru_maxrss * RSS / 1e6,
        # Until the first line of a story, and from there to the end.
        "before": first - start, "telling": end - first, "kinds": dict(kinds),
    }, members


def truth(path):
    with open(path, encoding="utf8") as lines:
        return {row["id"]: row["story"] for row in map(json.loads, lines)}


def bcubed(found, wanted):
    found = {name: found.get(name, "alone:" + name) for name in wanted}
    both = collections.Counter((found[name], wanted[name]) for name in wanted)
    left, right = collections.Counter(found.values()), collections.Counter(wanted.values())
    p = sum(n * n / left[a] for (a, _), n in both.items()) / len(wanted)
    r = sum(n * n / right[b] for (_, b), n in both.items()) / len(wanted)
    return {"P": p, "R": r, "F1": 2 * p * r / (p + r), "stories": len(right), "found": len(left)}


def table(head, rows):
    rows = [head, *[[str(cell) for cell in row] for row in rows]]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    line = lambda row: "| " + " | ".join(cell.rjust(width) for cell, width in zip(row, widths)) + " |"
    return "\n".join([line(rows[0]), "|" + "|".join("-" * (width + 1) + ":" for width in widths) + "|", *map(line, rows[1:])])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True)
    parser.add_argument("--sizes", default="1000,10000,100000", type=lambda text: [int(size) for size in text.split(",")])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, help="for the binary; its own choice if left out")
    parser.add_argument("--runs", type=int, default=1, help="of each, in turns; the median of the times counts")
    parser.add_argument("--out", help="all figures, as JSON")
    parser.add_argument("--keep", help="a folder for the documents and the stories found (ID, found, known; with tabs)")
    options = parser.parse_args()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(options.keep or folder)
        folder.mkdir(parents=True, exist_ok=True)
        for size in options.sizes:
            path = generate(size, options.seed, folder)
            runs = {False: [], True: []}
            for _ in range(options.runs):
                for stories in (False, True):
                    figures, members = measure(options.bin, path, options.threads, stories)
                    runs[stories].append(figures)
                    print(f"{size} {'with' if stories else 'without'} stories: {figures['wall']:.1f} s, {figures['mb']:.0f} MB", file=sys.stderr)
            wanted = truth(path)
            if options.keep:
                with open(folder / f"found-{options.seed}-{size}.tsv", "w", encoding="utf8") as out:
                    for name, story in wanted.items():
                        out.write(f"{name}\t{members.get(name, b'-').decode()}\t{story}\n")
            middle = lambda of: {key: value if key == "kinds" else statistics.median(run[key] for run in of) for key, value in of[-1].items()}
            results.append({"size": size, "without": middle(runs[False]), "with": middle(runs[True]), "bcubed": bcubed(members, wanted)})
            if not options.keep:
                path.unlink()
    rows, growth, parts = [], [], []
    for at, result in enumerate(results):
        size, plain, full, score = result["size"], result["without"], result["with"], result["bcubed"]
        own = {key: full[key] - plain[key] for key in ("wall", "user", "mb")}
        result["stories"] = own
        rows.append([f"{size:,}", f"{full['wall']:.1f}", f"{full['user']:.1f}", f"{plain['wall']:.1f}", f"{own['wall']:.1f}", f"{own['wall'] / size * 1000:.2f}",
                     f"{full['mb']:.0f}", f"{plain['mb']:.0f}", *(f"{score[key]:.3f}" for key in ("P", "R", "F1")), score["stories"], score["found"]])
        # What comes before the first line of a story, but for what the run without stories takes: profiles and groups.
        own["grouping"], own["telling"] = full["before"] - plain["wall"], full["telling"]
        parts.append([f"{size:,}", f"{plain['wall']:.1f}", f"{own['grouping']:.1f}", f"{own['telling']:.1f}"])
        if at:
            before = results[at - 1]
            n_log_n = size * math.log(size) / before["size"] / math.log(before["size"])
            ratio = lambda now, then: f"{now / then / n_log_n:.2f}" if then > 0.005 else "-"
            growth.append([f"{before['size']:,} → {size:,}", ratio(full["wall"], before["with"]["wall"]), ratio(own["wall"], before["stories"]["wall"]),
                           ratio(own["user"], before["stories"]["user"]), *(ratio(own[key], before["stories"][key]) for key in ("grouping", "telling"))])
    print(table(["N", "s", "user s", "s without", "s of stories", "per 1,000", "MB", "MB without", "P", "R", "F1", "known", "found"], rows))
    print()
    print(table(["N", "reading s", "profiles and groups s", "telling s"], parts))
    if growth:
        print("\nGrowth over that of n·log n\n")
        print(table(["sizes", "wall", "stories: wall", "user", "profiles and groups", "telling"], growth))
    if options.out:
        pathlib.Path(options.out).write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
