"""Sets with coreference as documents: text, words, gold clusters, split, genre. Python 3 standard library."""

import collections
import csv
import pathlib
import re
import urllib.parse


def ontogum(folder):
    """Documents of OntoGUM in CoNLL-U; gold is {entity: [(sentence, from, to), …]} in words."""
    folder = pathlib.Path(folder)
    splits, part = {}, None
    for line in (folder / "splits.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif line.strip().startswith("* "):
            splits[line.strip()[2:]] = part
    for path in sorted(folder.glob("*.conllu")):
        document = conllu(path)
        document["id"], document["genre"] = path.stem, path.stem.split("_")[1]
        document["split"] = splits[path.stem]
        yield document


def conllu(path):
    text, words, gold = [], [], collections.defaultdict(list)
    size, space, paragraph, current, title = 0, "", False, None, None
    open_spans = collections.defaultdict(list)
    rest = []  # pieces of the multi-word token at hand
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            paragraph |= line.startswith(("# newpar", "# newdoc"))
            if line.startswith("# meta::title = "):
                title = line.split(" = ", 1)[1]
            continue
        if not line.strip():
            current = None
            continue
        columns = line.split("\t")
        if "." in columns[0]:
            continue
        if current is None:
            current = []
            words.append(current)
            space = "" if size == 0 else "\n\n" if paragraph else " "
            paragraph = False
        if "-" in columns[0]:
            first, last = map(int, columns[0].split("-"))
            rest = [columns[1], last - first + 1, 0, "SpaceAfter=No" not in columns[9].split("|"), []]
            continue
        if rest and rest[1] > rest[2]:
            rest[4].append((columns[1], columns[9]))
            rest[2] += 1
            if rest[2] < rest[1]:
                continue
            pieces, after, group = cut(rest[0], [form for form, _ in rest[4]]), rest[3], rest[4]
            rest = []
        else:
            pieces, after, group = [columns[1]], "SpaceAfter=No" not in columns[9].split("|"), [(columns[1], columns[9])]
        for at, (piece, (_, misc)) in enumerate(zip(pieces, group)):
            if at == 0:
                text.append(space)
                size += len(space.encode())
            start, size = size, size + len(piece.encode())
            text.append(piece)
            entities(misc, (len(words) - 1, len(current)), open_spans, gold)
            current.append([start, size, int(at > 0)])
        space = " " if after else ""
    return {"text": "".join(text), "words": words, "gold": dict(gold), "title": title}


def cut(token, forms):
    if "".join(forms) == token:
        return forms
    count = len(forms)
    ends = [at * len(token) // count for at in range(count + 1)]
    return [token[ends[at] : ends[at + 1]] for at in range(count)]


def entities(misc, place, open_spans, gold):
    found = re.search(r"Entity=([^|]*)", misc)
    for opens, entity, closes in re.findall(r"(\()?(\d+)(\))?", found.group(1) if found else ""):
        if opens:
            open_spans[entity].append(place)
        if closes:
            sentence, start = open_spans[entity].pop()
            gold[entity].append((sentence, start, place[1] + 1))


def litbank(folder):
    """Documents of LitBank in CoNLL; singletons are kept as they are."""
    for path in sorted(pathlib.Path(folder).glob("*.conll")):
        text, words, size, current = [], [], 0, None
        gold, open_spans = collections.defaultdict(list), collections.defaultdict(list)
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            columns = line.split("\t") if "\t" in line else line.split()
            if not line.strip():
                current = None
                continue
            if current is None:
                current = []
                words.append(current)
            if size:
                text.append(" ")
                size += 1
            form = columns[3]
            place = (len(words) - 1, len(current))
            current.append([size, size + len(form.encode()), 0])
            size += len(form.encode())
            text.append(form)
            for opens, entity, closes in re.findall(r"(\()?(\d+)(\))?", columns[-1]):
                if opens:
                    open_spans[entity].append(place)
                if closes and open_spans[entity]:
                    sentence, start = open_spans[entity].pop()
                    gold[entity].append((sentence, start, place[1] + 1))
        yield {"id": path.stem, "text": "".join(text), "words": words, "gold": dict(gold), "title": None}


def gap(path):
    """Rows of GAP, their offsets in bytes."""
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            text = row["Text"]

            def span(name, word):
                start = int(row[f"{name}-offset"])
                return len(text[:start].encode()), len(text[: start + len(word)].encode())

            page = urllib.parse.unquote(row["URL"].rsplit("/", 1)[-1]).replace("_", " ")
            yield {
                "id": row["ID"], "text": text, "title": re.sub(r"\s*\(.*\)$", "", page),
                "pronoun": span("Pronoun", row["Pronoun"]), "A": span("A", row["A"]), "B": span("B", row["B"]),
                "A-coref": row["A-coref"].upper() == "TRUE", "B-coref": row["B-coref"].upper() == "TRUE",
                "is_female": row["Pronoun"].lower() in ("she", "her", "hers"),
            }


def passages(folder):
    """Our own passages: text and `marks`, [(start, end, entity), …] in bytes; their first lines may be headlines."""
    for path in sorted(pathlib.Path(folder).glob("passages-*.md")):
        for part in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            name, body = part.split("\n", 1)
            text, marks, size = [], [], 0
            for before, words, entity in re.findall(r"([^\[]*)(?:\[([^\]]*)\]\((\d+)\))?", body.strip()):
                size += len(before.encode())
                text.append(before)
                if entity:
                    marks.append((size, size + len(words.encode()), entity))
                    size += len(words.encode())
                    text.append(words)
            yield {"id": name.strip(), "text": "".join(text), "title": None, "marks": marks}
