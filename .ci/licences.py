#!/usr/bin/env python3
"""Checks that every dependency may be used and comes from the registry: licences and sources of Cargo's metadata.

Standard library only; reads what cargo has resolved, asks nobody.
"""
import json, re, subprocess, sys

ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0",
    "CC0-1.0", "ISC", "MIT", "MIT-0", "Unicode-3.0", "Unlicense", "Zlib", "MPL-2.0", "CDLA-Permissive-2.0",
}


def allowed(expression):
    """Whether an SPDX expression can be met with allowed licences."""
    tokens = re.findall(r"\(|\)|[^()\s/]+|/", expression.replace(" WITH ", "\0WITH\0"))
    position = 0

    def either():
        nonlocal position
        value = both()
        while position < len(tokens) and tokens[position] in ("OR", "/"):
            position += 1
            other = both()
            value = value or other
        return value

    def both():
        nonlocal position
        value = one()
        while position < len(tokens) and tokens[position] == "AND":
            position += 1
            other = one()
            value = value and other
        return value

    def one():
        nonlocal position
        token = tokens[position]
        position += 1
        if token == "(":
            value = either()
            position += 1
            return value
        return token.replace("\0", " ") in ALLOWED

    return either()


def main():
    assert allowed("MIT/Apache-2.0") and allowed("GPL-3.0 OR (MIT AND ISC)") and not allowed("MIT AND GPL-3.0")
    out = subprocess.run(["cargo", "metadata", "--format-version", "1", "--locked"], capture_output=True, text=True, check=True)
    faults = []
    packages = json.loads(out.stdout)["packages"]
    for package in packages:
        name, licence, source = f"{package['name']} {package['version']}", package["license"], package["source"]
        if source is not None and not source.startswith("registry+"):
            faults.append(f"{name}: comes from {source}, not from the registry")
        if not licence or not allowed(licence):
            faults.append(f"{name}: licence {licence} is not allowed")
    print("\n".join(faults) or f"licences and sources of {len(packages)} packages are fine")
    sys.exit(bool(faults))


main()
