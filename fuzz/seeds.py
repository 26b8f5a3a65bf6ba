#!/usr/bin/env python3
"""Makes the first inputs of the fuzz targets from the tests and examples of the repository.

    python3 fuzz/seeds.py

Writes fuzz/corpus/TARGET/. Python 3 standard library.
"""

import gzip
import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz" / "corpus"
LARGEST = 20_000


def save(target, data):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def main():
    tests = ROOT / "crates" / "onrecord-intake" / "tests"
    files = [path for folder in (tests / "pages", tests / "captures", ROOT / "examples") for path in sorted(folder.iterdir())]
    for path in files:
        data = path.read_bytes()
        if data.startswith(b"\x1f\x8b"):
            save("gzip", data)
            data, path = gzip.decompress(data), path.with_suffix("")
        target = {".html": "html", ".txt": "text", ".jsonl": "json_lines"}.get(path.suffix)
        if target:
            save(target, data[:LARGEST])
            save("reading", data[:LARGEST])
            save("gzip", gzip.compress(data[:LARGEST], mtime=0))
        if path.suffix == ".txt":
            save("sentences", data[:LARGEST])
    for path in sorted((ROOT / "crates" / "onrecord-engine" / "tests").glob("**/*.*")):
        if path.suffix in {".md", ".tsv", ".txt"}:
            save("sentences", path.read_bytes()[:LARGEST])
    for row in range(24):
        save("ledger_rows", bytes([1, 1, row, 3, 4]) + b"text" + bytes([row * 8, 2, 0, 5, 3]) + b"\"}{")
    for folder in sorted(CORPUS.iterdir()):
        print(f"{folder.name}: {len(list(folder.iterdir()))}")


if __name__ == "__main__":
    main()
