"""Runs a program and tells how it ended, its CPU time and its peak memory; for the scripts beside this one."""

import json
import os
import subprocess
import sys
import tempfile

# A process starts out with the peak memory of the one that it was forked from, so that a small one
# stands between.
BETWEEN = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
with open(sys.argv[1], "w") as file:
    json.dump([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024], file)
"""


class Measured:
    """A program under way; `finish` gives exit code, CPU seconds, peak bytes of memory."""

    def __init__(self, command, **more):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "figures")
        self.process = subprocess.Popen([sys.executable, "-IS", "-c", BETWEEN, self.path, *command], **more)

    def finish(self):
        self.process.wait()
        with open(self.path, encoding="utf-8") as file:
            figures = json.load(file)
        self.folder.cleanup()
        return tuple(figures)


def run(command, **more):
    """Exit code, standard error, CPU seconds, peak bytes of memory."""
    measured = Measured(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)
    text = measured.process.stderr.read().decode(errors="replace")
    measured.process.stderr.close()
    code, seconds, memory = measured.finish()
    return code, text, seconds, memory
