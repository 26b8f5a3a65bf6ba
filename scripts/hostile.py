#!/usr/bin/env python3
"""Reads a folder of 2,000 files, some of them hostile, and times hostile shapes at doubling sizes.

    python3 scripts/hostile.py --bin target/release/onrecord

Bars: every ordinary file is read; every hostile one is read, or named as failed with the reason;
exit code 3; peak memory at most 400 MB; no shape takes more than 2.6 times as long for twice the
size, or more than 5 seconds of CPU for a megabyte. Prints the figures; exit code 1 when a bar is missed. Python 3 standard library, Unix.
"""

import argparse
import gzip
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from measured import run

FILES = 2000
MEMORY = 400_000_000
RATIO = 2.6
# Seconds for a megabyte, at any size: what is quadratic up to a limit is slow somewhere.
SLOW = 5.0
# Below this, start-up and noise decide.
NOISE = 0.12
MB = 1_000_000

WORDS = (
    "the minister of works said on Monday that a dam would be opened again after repairs to its gates "
    "had been finished and that farmers along both banks must wait until water levels rise officials "
    "warned traders in port towns while police denied reports about closed roads near northern border"
).split()


def fill(size, parts):
    """Parts one after the other until the size is reached."""
    out, length = [], 0
    for part in parts:
        out.append(part)
        length += len(part)
        if length >= size:
            break
    return "".join(out)


def again(*parts):
    return lambda size: fill(size, itertools.cycle(parts))


def numbered(template):
    return lambda size: fill(size, (template % {"n": n} for n in itertools.count()))


def nested(start, end, text="some words of a text "):
    def make(size):
        count = size // (len(start) + len(end) + len(text))
        return start * count + text * count + end * count

    return make


PROSE = "<p>The minister of works said on Monday that the dam would be opened again, “if the gates hold”.</p>"

# Kind of file and how to make so many bytes of it.
SHAPES = {
    "nested-div": ("html", nested("<div>", "</div>")),
    "nested-div-text": ("html", again("<div>The mayor said so on Monday. ")),
    "nested-ul-li": ("html", nested("<ul><li>", "</li></ul>")),
    "unclosed-p": ("html", again("<p>")),
    "unclosed-li-p": ("html", again("<li>one <p>two words ")),
    "unclosed-formatting": ("html", numbered('<b class=a%(n)d><font size=%(n)d><a href="/x%(n)d">x ')),
    "unclosed-formatting-p": ("html", numbered("<p><i id=i%(n)d><u title=%(n)d><small>x ")),
    "nested-table": ("html", again("<table><tr><td>")),
    "nested-table-foster": ("html", again("<table>x<b>y<tr>z<td>")),
    "deep-span": ("html", again("<span>")),
    "select-option": ("html", again("<select><option>a word")),
    "options": ("html", lambda size: "<select>" + again("<option>a word ")(size)),
    "many-attributes": ("html", lambda size: "<div " + numbered("a%(n)d=%(n)d ")(size) + ">text of the page</div>"),
    "body-attributes": ("html", numbered("<body a%(n)d=1>")),
    "nested-svg": ("html", again("<svg>")),
    "nested-template": ("html", again("<template><p>x")),
    "svg-in-p": ("html", again("<svg><path><p>a word ")),
    "unclosed-comment": ("html", lambda size: "<p>before<!-- " + "x " * (size // 2)),
    "unclosed-script": ("html", lambda size: "<p>before<script>" + "x<y " * (size // 4)),
    "stray-end-tags": ("html", again("<div></x></x></p>")),
    "ancestors": ("html", lambda size: "<div>" * 500 + again("<p>a ")(size)),
    "breaks": ("html", again("a word<br><br>")),
    "breaks-small": ("html", again("<small>Ten words said by the mayor who was not there yet</small><br><br>")),
    "inline-breaks": ("html", lambda size: "<b>x</b>" * (size // 16) + "x<br>" * (size // 10)),
    "headings": ("html", lambda size: "<h1>" + again("<div>a word</div>")(size)),
    "paragraphs": ("html", again(PROSE)),
    "short-paragraphs": ("html", again("<p>The mayor said so.")),
    "divs-in-div": ("html", lambda size: "<div>" + again("<div>a, b, c</div>")(size)),
    "prose-deep": ("html", lambda size: "<div>" * 200 + again(PROSE)(size)),
    "spans": ("html", again("<span>a word</span> ")),
    "links": ("html", numbered('<a href="/%(n)d">a word</a> ')),
    "furniture": ("html", again("<p>Share this</p><p>Related Posts</p>" + PROSE)),
    "comments": ("html", numbered("<div class=comment id=comment-%(n)d><b class=author>A</b><p>Words said.")),
    "authors": ("html", again("<div class=author>By A B ")),
    "bylines": ("html", again("<p class=byline>By Ann Ash</p>" + PROSE)),
    "quotes-nested": ("html", again("<blockquote><p>a")),
    "entities": ("html", again("&lt;&#8220;&amp;")),
    "bad-entities": ("html", again("&a")),
    "less-than": ("html", again("<")),
    "end-tags": ("html", again("</")),
    "preformatted": ("html", lambda size: "<pre>" + again("a\n\n")(size)),
    "json-ld": ("html", again('<script type="application/ld+json">{"@type":"NewsArticle"}</script>')),
    "json-ld-deep": ("html", lambda size: '<script type="application/ld+json">' + "[" * size),
    "metas": ("html", numbered("<meta name=author content=A%(n)d>")),
    "quote-marks": ("txt", again('"')),
    "curly-open": ("txt", again("“")),
    "curly-mixed": ("txt", again("“a” ‘b ")),
    "apostrophes": ("txt", again("' said ")),
    "one-word": ("txt", again("a")),
    "one-line": ("txt", again("The minister, who said so, said that ")),
    "brackets": ("txt", again("(")),
    "commas": ("txt", again("a, ")),
    "sentences": ("txt", again("“No,” said A. ")),
    "said": ("txt", again("said ")),
    "capitals": ("txt", again("Ann Ash Bee ")),
    "lines": ("txt", again("a\n")),
    "blank-lines": ("txt", lambda size: "The text.\n" + "\n" * size + "The end.\n"),
    "by-lines": ("txt", again("By Ann Ash\n\n")),
    "stars": ("txt", again("*****\n\n")),
    "titles": ("txt", again("Council scraps plan for toll\n\n")),
    "comment-lines": ("txt", again("Wilhelm says:\nMarch 2, 2019 at 11:40 am\nNo.\nReply\n\n")),
    "digits": ("txt", again("1")),
    "dates": ("txt", again("3 March 2019 ")),
    "json-escapes": ("jsonl", lambda size: '{"text": "' + "\\u201c" * (size // 6) + '"}'),
    "json-deep": ("jsonl", lambda size: '{"text": "a", "url": ' + "[" * size),
}
# Those of the shapes that lie in the folder.
IN_FOLDER = [
    "nested-div", "nested-ul-li", "unclosed-li-p", "unclosed-formatting", "nested-table", "deep-span",
    "select-option", "many-attributes", "nested-svg", "nested-template", "unclosed-comment", "unclosed-script",
    "quote-marks",
]


def sentence(rng):
    words = rng.choices(WORDS, k=rng.randint(8, 24))
    return " ".join(words).capitalize() + "."


def ordinary(rng, number):
    """Name and content of an ordinary file."""
    title = " ".join(rng.choices(WORDS, k=6)).capitalize()
    paragraphs = [" ".join(sentence(rng) for _ in range(4)) for _ in range(4)]
    kind = number % 3
    if kind == 0:
        return "txt", "\n\n".join([title, *paragraphs]) + "\n"
    if kind == 1:
        body = "".join(f"<p>{text}</p>\n" for text in paragraphs)
        return "html", f"<html><head><title>{title}</title></head><body><h1>{title}</h1>\n{body}</body></html>\n"
    return "jsonl", json.dumps({"id": f"n{number}", "title": title, "text": "\n\n".join([title, *paragraphs])}) + "\n"


def bomb(path, block, size):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    with path.open("wb") as file:
        for _ in range(size // len(block)):
            file.write(packer.compress(block))
        file.write(packer.flush())


def make_hostile(folder, rng):
    """Writes the hostile files; gives their names."""
    names = []

    def place(name):
        names.append(name)
        return folder / name

    place("hostile-random.bin").write_bytes(rng.randbytes(MB))
    place("hostile-random.html").write_bytes(b"<html>" + rng.randbytes(MB))
    line = (" ".join(WORDS) + " ").encode() * 1000
    for name, start in [("hostile-line.txt", b""), ("hostile-line.jsonl", b'{"id": 1, "text": "')]:
        with place(name).open("wb") as file:
            file.write(start)
            for _ in range(200 * MB // len(line) + 1):
                file.write(line)
    text = "\n".join(sentence(rng) for _ in range(3000)).encode()
    place("hostile-truncated.txt.gz").write_bytes(gzip.compress(text)[:-5000])
    place("hostile-garbage.gz").write_bytes(b"\x1f\x8b\x08\x00" + rng.randbytes(5000))
    bomb(place("hostile-bomb-blanks.txt.gz"), b" " * MB, 1000 * MB)
    bomb(place("hostile-bomb-zeros.html.gz"), b"\0" * MB, 1000 * MB)
    bomb(place("hostile-bomb-words.html.gz"), b"<p>no " * (MB // 6), 1000 * MB)
    place("hostile-dangling.html").symlink_to(folder / "nowhere")
    os.mkfifo(place("hostile-pipe.txt"))
    place("hostile-empty.txt").write_bytes(b"")
    for name in IN_FOLDER:
        kind, make = SHAPES[name]
        place(f"hostile-{name}.{kind}").write_text(make(MB), encoding="utf-8")
    return names


def check_folder(binary, seed, faults):
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "captures"
        folder.mkdir()
        hostile = make_hostile(folder, rng)
        names = []
        for number in range(FILES - len(hostile)):
            kind, text = ordinary(rng, number)
            names.append(f"file-{number:04}.{kind}")
            (folder / names[-1]).write_text(text, encoding="utf-8")
        out = Path(root) / "out.jsonl"
        with out.open("wb") as file:
            code, err, seconds, memory = run([binary, "read", str(folder), "--format", "jsonl"], stdout=file)
        seen = set()
        with out.open(encoding="utf-8") as file:
            for text in file:
                if text.startswith('{"kind":"document"') or '"kind":"document"' in text:
                    line = json.loads(text)
                    if line["kind"] == "document":
                        seen.add(os.path.basename(line["path"]))
    failed = {}
    for text in err.splitlines():
        for name in names + hostile:
            at = text.find(f"/{name}")
            if at >= 0:
                failed.setdefault(name, []).append(text[at + len(name) + 1 :].lstrip(": "))
                break
    unread = [name for name in names if name not in seen]
    print(f"folder: {len(names)} ordinary files, {len(names) - len(unread)} read; {len(hostile)} hostile")
    for name in hostile:
        words = "; ".join(failed.get(name, []))
        fate = "read" if name in seen else "not read"
        print(f"  {name}: {fate}{': ' + words if words else ''}")
        if name not in seen and not words:
            faults.append(f"{name} passed in silence")
    print(f"folder: exit code {code}, {seconds:.1f} s of CPU, peak memory {memory / 1e6:.0f} MB (bar {MEMORY / 1e6:.0f})")
    if unread:
        faults.append(f"{len(unread)} ordinary files were not read, first {unread[0]}")
    if code != 3:
        faults.append(f"exit code {code}, not 3:\n{err[-2000:]}")
    if memory > MEMORY:
        faults.append(f"peak memory {memory / 1e6:.0f} MB")


def seconds_for(binary, path, times):
    best, memory = None, 0
    for _ in range(times):
        code, err, seconds, peak = run([binary, "read", str(path), "--format", "jsonl"], stdout=subprocess.DEVNULL)
        if code not in (0, 1, 3):
            return None, err[-500:]
        best = seconds if best is None else min(best, seconds)
        memory = max(memory, peak)
        if best > 4:
            break
    return best, memory


def check_shapes(binary, only, faults):
    sizes = [MB // 4, MB // 2, MB, 2 * MB]
    print("CPU seconds at " + ", ".join(f"{size / MB:g} MB" for size in sizes) + "; 2 MB by 1 MB; peak memory")
    with tempfile.TemporaryDirectory() as root:
        for name, (kind, make) in SHAPES.items():
            if only and name not in only:
                continue
            path = Path(root) / f"{name}.{kind}"
            seconds, peak = [], 0
            for size in sizes:
                path.write_text(make(size), encoding="utf-8")
                took, memory = seconds_for(binary, path, 3)
                if took is None:
                    faults.append(f"{name} at {size} bytes: {memory}")
                    break
                seconds.append(took)
                peak = max(peak, memory)
            path.unlink()
            if len(seconds) < len(sizes):
                continue
            # From 0.25 MB on, so that what is switched off for large pages is measured too.
            steps = [after / max(before, NOISE) for before, after in itertools.pairwise(seconds)]
            slow = max(took / max(size / MB, 1) for took, size in zip(seconds, sizes))
            missed = max(steps) > RATIO or slow > SLOW
            if slow > SLOW:
                faults.append(f"{name}: {slow:.1f} s for a megabyte")
            if max(steps) > RATIO:
                faults.append(f"{name}: {max(steps):.1f} times as long for twice the size")
            if peak > MEMORY:
                faults.append(f"{name}: peak memory {peak / 1e6:.0f} MB")
            shown = "  ".join(f"{took:6.2f}" for took in seconds)
            print(f"  {name:22} {shown}   {seconds[-1] / seconds[-2]:5.2f} {peak / 1e6:5.0f} MB{'  !' if missed else ''}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bin", required=True, help="the program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shape", action="append", help="only this shape (again for more)")
    parser.add_argument("--no-folder", action="store_true", help="shapes only")
    parser.add_argument("--no-shapes", action="store_true", help="folder only")
    args = parser.parse_args()
    binary = os.path.abspath(args.bin)
    faults = []
    if not args.no_folder:
        check_folder(binary, args.seed, faults)
    if not args.no_shapes:
        check_shapes(binary, args.shape, faults)
    for fault in faults:
        print(f"MISSED: {fault}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
