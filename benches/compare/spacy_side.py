"""spaCy's side of the speed comparison, started by compare.py inside the environment and pinned by it.

    spacy_side.py FOLDER

Loads the pipeline and the texts, reads them all once to warm up, prints its versions as JSON; then, for each line on
standard input, analyses all texts and prints wall and CPU seconds as JSON. Loading is in neither.
"""

import json
import resource
import sys
import time
from pathlib import Path

import environment


def main():
    nlp = environment.load()
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
    analyse(nlp, texts)
    print(json.dumps(environment.versions(nlp)), flush=True)
    for _ in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        tokens = analyse(nlp, texts)
        figures = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "tokens": tokens}
        figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(figures), flush=True)


def analyse(nlp, texts):
    """The whole default pipeline in one process; each document is dropped once it is done."""
    return sum(len(doc) for doc in nlp.pipe(texts, batch_size=32, n_process=1))


if __name__ == "__main__":
    main()
