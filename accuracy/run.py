#!/usr/bin/env python3
"""Scores the program against the gold beside the repository and compares with the committed scores.

usage: accuracy/run.py --bin target/release/onrecord [--shared ../shared] [--update]

Fails (exit 1) when a figure falls below the one in accuracy/scores.json by more than rounding; a rise is
reported and must be committed with --update. Says so and succeeds when the data is not there: it is not part
of the repository. Standard library only.
"""
import argparse, json, os, pathlib, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
SLACK = 0.0005


def run(*command, **env):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, env={**os.environ, **env})
    if done.returncode:
        sys.exit(f"{command[1] if len(command) > 1 else command[0]} failed:\n{done.stderr[-800:]}")
    return done.stdout


def record(shared, binary):
    """Documents and statements of the hand-made record."""
    out = run(sys.executable, shared / "score/score_record.py", "--gold", shared / "gold", "--captures",
              shared / "corpus", "--bin", binary, "--json")
    scores = json.loads(out)
    keep = ("captures_split_right", "titles", "bylines", "text_kept", "text_pure", "direct_with_named_cue",
            "recall", "source", "addressee", "act", "form", "thoughts", "condition_recall", "figures_recall")
    figures = {f"record {name}": scores[name] for name in keep}
    figures["record not in junk"] = 1.0 if scores["in_junk"] == 0 else 0.0
    return figures


def extract(shared, binary, folder):
    """Main text, title, author and date of 300 pages."""
    pages = shared / "data/intake/wcxb/dev/html"
    run(sys.executable, shared / "score/record_to_extract.py", "--bin", binary, "--pages", pages,
        "--out", folder / "extract.json")
    run(sys.executable, shared / "score/score_extract.py", "--bench", "wcxb", "--split", "dev", "--types", "article",
        "--boot", "2", "--pred", folder / "extract.json", "--json", folder / "extract.scores.json",
        INTAKE_DATA=str(shared / "data/intake"))
    scores = json.loads((folder / "extract.scores.json").read_text())
    return {f"pages {name}": round(scores[name], 4) for name in ("shingle_f1", "f1", "title_acc", "author_acc", "date_acc")}


def quotes(shared, binary, folder, name):
    """Attributions in the form of PolNeAR: direct quotations, source and cue included."""
    data = shared / "data/quotes" / name
    run(sys.executable, shared / "score/record_to_quotes.py", "--bin", binary, "--text", data / "text",
        "--out", folder / f"{name}.jsonl")
    run(sys.executable, shared / "score/score_quotes.py", "--gold", data / "gold.jsonl", "--text", data / "text",
        "--pred", folder / f"{name}.jsonl", "--json", folder / f"{name}.scores.json")
    scores = json.loads((folder / f"{name}.scores.json").read_text())
    scores = scores.get("scores", scores)
    figures = {}
    for measure in ("content@.3 direct", "full direct", "full mixed", "full indirect", "full all"):
        if measure in scores:
            figures[f"{name} {measure} F1"] = round(scores[measure]["f1"], 4)
    return figures


LANGUAGE = (
    ("ewt", "conllu", "ud-ewt/en_ewt-ud-test.conllu"),
    ("gum", "conllu", "ud-gum-clean/en_gum-ud-test.conllu"),
    ("uner", "iob2", "uner-ewt/en_ewt-ud-test.iob2"),
    ("crossner", "iob2", "crossner-politics/test.txt"),
)


def language(binary, data):
    """Tokens, sentences, tags, lemmas, trees and names, on the test parts (docs/eval.md), as 0 to 1."""
    figures = {}
    for corpus, kind, path in LANGUAGE:
        if not (data / path).is_file():
            continue
        scores = json.loads(run(binary, "eval", kind, data / path, "--format", "json"))
        given = scores.pop("gold_tokens", {})
        scores |= {f"{name} with gold tokens": score for name, score in given.items()}
        figures |= {f"{corpus} {name}": round(score / 100, 4) for name, score in scores.items()}
    return figures


def own(binary):
    """Statements of our own passages: those that rules are made by, and those that are only scored."""
    figures = {}
    for part in ("open", "held"):
        out = run(sys.executable, HERE / "statements/score.py", "--bin", binary, "--json", HERE / f"statements/{part}.jsonl")
        scores = json.loads(out)
        keep = ("precision", "recall", "act", "medium", "condition_f1", "addressee_f1", "deadline_f1", "via_f1")
        figures |= {f"own {part} {name}": scores[name] for name in keep}
    out = run(sys.executable, HERE / "statements/acts.py", "--bin", binary, "--json")
    return figures | {"own sayings acts": json.loads(out)["acts"]}


def coreference(shared, binary):
    """Who is meant: GAP's test part, and OntoGUM's, both as 0 to 1."""
    out = run(binary, "eval", "gap", shared / "data/language/gap/gap-test.tsv", "--format", "json")
    figures = {"gap f1": round(json.loads(out)["all"] / 100, 4)}
    folder = shared / "data/coref/ontogum-clean"
    test = (folder / "splits.md").read_text(encoding="utf-8").split("## test")[1].split("##")[0]
    files = [folder / f"{line.strip()[2:]}.conllu" for line in test.splitlines() if line.strip().startswith("* ")]
    out = run(binary, "eval", "coref", *[file for file in files if file.is_file()], "--format", "json")
    return figures | {"ontogum conll": round(json.loads(out)["all"]["conll"] / 100, 4)}


def events(shared, binary):
    """Events: probes, the sentences of PLOVER's gold standard, our own passages, and passages without events."""
    figures = {}
    for name, probes in (("", shared / "gold/probe_events.jsonl"), ("own ", HERE / "events/probes.jsonl")):
        out = run(sys.executable, shared / "score/score_probe.py", "--probe", probes, "--bin", binary)
        right, count = out.split()[-1].split("/")
        figures[f"{name}probes"] = round(int(right) / int(count), 4)
    out = run(sys.executable, shared / "score/score_plover.py", "--gold", shared / "data/events/PLOVER_GSR_CAMEO.json", "--bin", binary)
    words = out.split()
    lenient, strict = words.index("lenient"), words.index("strict")
    figures |= {"plover lenient F1": float(words[lenient + 6]), "plover strict F1": float(words[strict + 6])}
    keep = ("type_precision", "type_recall", "roles_f1", "factuality", "modes", "about_type", "contexts_f1", "figures_f1", "counted")
    for part in ("open", "held"):
        out = run(sys.executable, HERE / "events/score.py", "--bin", binary, "--json", HERE / f"events/{part}.jsonl")
        scores = json.loads(out)
        figures |= {f"own {part} events {name}": scores[name] for name in keep}
    out = run(sys.executable, HERE / "events/false_alarms.py", "--bin", binary, "--shared", shared, "--json")
    scores = json.loads(out)
    # The more the better, as all figures here.
    return figures | {"words to a false event": round(scores["words"] / max(scores["events"], 1), 1)}


def stories(shared, binary):
    """Stories of ECB+, and of our own texts with copies, acts and agreements."""
    out = run(sys.executable, shared / "score/score_stories.py", "--gold", shared / "data/stories/ecbplus_dev.jsonl", "--bin", binary)
    figures = {"stories ecb+ F1": float(out.split("F1")[1].split()[0].rstrip(","))}
    for part in ("open", "held"):
        out = run(sys.executable, HERE / "stories/score.py", "--bin", binary, "--part", part, "--json")
        scores = json.loads(out)
        for name in ("stories", "copies", "cites", "same_as"):
            figures[f"own {part} {name} F1"] = scores[name]["F1"]
        for name in ("conflicts", "agreements"):
            figures |= {f"own {part} {name} {measure}": scores[name][measure] for measure in ("P", "R")}
    return figures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--shared", default=HERE.parent.parent / "shared", type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    binary = str(pathlib.Path(options.bin).resolve())
    shared = options.shared
    if not (shared / "gold").is_dir():
        print(f"accuracy: no data at {shared}: nothing was scored")
        return
    figures = record(shared, binary)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        figures |= extract(shared, binary, folder)
        for name in ("gum_news", "polnear_dev"):
            if (shared / "data/quotes" / name).is_dir():
                figures |= quotes(shared, binary, folder, name)
    figures |= language(binary, shared / "data/language")
    figures |= own(binary) | coreference(shared, binary) | events(shared, binary) | stories(shared, binary)
    committed_file = HERE / "scores.json"
    committed = json.loads(committed_file.read_text()) if committed_file.exists() else {}
    fallen = []
    for name, value in figures.items():
        before = committed.get(name)
        mark = ""
        if before is not None and value is not None and value < before - SLACK:
            mark = f"   FELL from {before}"
            fallen.append(name)
        elif before is None or (value or 0) > before + SLACK:
            mark = f"   rose from {before}: commit it with --update"
        print(f"{name:40}{value}{'' if options.update else mark}")
    missing = [name for name in committed if name not in figures]
    if options.update:
        committed_file.write_text(json.dumps(figures, indent=1) + "\n")
    elif fallen or missing:
        sys.exit(f"accuracy: {len(fallen)} scores fell, {len(missing)} were not measured: {', '.join(fallen + missing)}")


if __name__ == "__main__":
    main()
