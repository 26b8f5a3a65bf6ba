"""Features of words, as the engine computes them (see docs/model.md).

`norm`, `shape` and `fnv1a` have twins in `crates/onrecord-engine/src/network/`; the test of the
engine's features walks words that `reference.py` wrote.
"""

import unicodedata

_SINGLE = "’‘‚‛`´"
_DOUBLE = "“”„‟«»"
_DASH = "–—―‑−"
_TABLE = {ord(c): "'" for c in _SINGLE}
_TABLE |= {ord(c): '"' for c in _DOUBLE}
_TABLE |= {ord(c): "-" for c in _DASH}
_TABLE |= {ord("…"): "...", 0xAD: None, 0xA0: None}

MAX_CHARS = 64
KINDS = ("word", "prefix", "suffix3", "suffix2", "shape")


def norm(form):
    """A form with quotation marks, dashes and ellipses in ASCII, at most 64 characters."""
    return form[:MAX_CHARS].translate(_TABLE)


def shape(text):
    """`Xxxx-dd` for `Kabul-22`: classes of characters, runs cut to four."""
    out, last, run = [], "", 0
    for c in text:
        if c.isupper():
            s = "X"
        elif c.islower():
            s = "x"
        elif c.isalpha():
            s = "x"
        elif "0" <= c <= "9":
            s = "d"
        else:
            s = c
        run = run + 1 if s == last else 1
        last = s
        if run <= 4:
            out.append(s)
    return "".join(out)


def low(text):
    """Lower case, digits to 0."""
    return "".join("0" if "0" <= c <= "9" else c for c in text.lower())


def keys(form):
    """The five keys of a form, in the order of `KINDS`."""
    n = norm(form)
    w = low(n)
    return (w, w[:3], w[-3:], w[-2:], shape(n))


def fnv1a(key):
    """FNV-1a, 32 bits, over the bytes of UTF-8."""
    h = 0x811C9DC5
    for b in key.encode("utf-8"):
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return h


def recase(case, form):
    """Lower case for `l`, first letter upper for `t`, unchanged for `c`."""
    if case == "l":
        return form.lower()
    return form[:1].upper() + form[1:].lower() if case == "t" else form


def lemma_script(form, lemma):
    """The class that makes `lemma` of `form`: `case;drop at the start;drop at the end;append`.

    Case is one of `recase`'s; `a;WORD` is the lemma itself.
    """
    best = None
    for case in ("l", "c", "t"):
        base = recase(case, form)
        p = 0
        while p < min(len(base), len(lemma)) and base[p] == lemma[p]:
            p += 1
        if p == 0 and lemma:
            continue
        cost = len(base) - p + len(lemma) - p
        if best is None or cost < best[0]:
            best = (cost, f"{case};0;{len(base) - p};{lemma[p:]}")
    if best is None or best[0] > 2 + len(form):
        return f"a;{lemma}"
    return best[1]


def apply_script(script, form):
    """The lemma that a class makes of a form; the form in lower case if the class does not fit."""
    if script.startswith("a;"):
        return script[2:]
    case, p, n, s = script.split(";", 3)
    base = recase(case, form)
    p, n = int(p), int(n)
    if p + n > len(base):
        return form.lower()
    return base[p : len(base) - n] + s


def is_name_like(form):
    """Whether a form has an upper-case letter."""
    return any(unicodedata.category(c) == "Lu" for c in form)
