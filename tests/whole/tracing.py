"""``liftslot`` under strace: which of its system calls concern the runner's files or the network, and one of them spoilt."""

import re
from collections import Counter
from itertools import pairwise

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "mkdir", "openat", "sendto")
LINE = re.compile(r"(\d+) +([a-z0-9]+)\(")
STRACE = ("strace", "-f", "-qq", "-s", "0")  # without --seccomp-bpf, under which nothing is injected


def spoil(call, fault, number, paths=()):
    """What to put in front of a command so that its call of that number goes wrong: counted by name, as strace does.

    With ``paths`` only the calls that concern these are counted and spoilt.
    """
    chosen = [word for path in paths for word in ("-P", str(path))]
    return (*STRACE, *chosen, "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}")


def find_calls(life, log, *arguments):
    """Runs the command and gives, by name of the call, the numbers of those that touch the home folder or a socket."""
    trace = (*STRACE, "-yy", "-o", str(log), "-e", "trace=" + ",".join(CALLS))
    assert life.run(*arguments, before=trace)[0] == 0
    lines = [(match, text) for text in log.read_text(errors="replace").splitlines() if (match := LINE.match(text))]
    main = Counter(match[1] for match, _ in lines).most_common(1)[0][
        0
    ]  # it starts others only to learn the system's name
    seen, found = Counter(), {}
    for match, text in lines:
        if match[1] == main:
            seen[match[2]] += 1
            if str(life.home) in text or "<TCP:[" in text:
                found.setdefault(match[2], []).append(seen[match[2]])
    return found


def sample(numbers, most):
    """The first, the last, and evenly between; ``most`` 0 is all."""
    if not most or len(numbers) <= most:
        return numbers
    steps = [round(index * (len(numbers) - 1) / (most - 1)) for index in range(most)]
    assert all(one < other for one, other in pairwise(steps))
    return [numbers[step] for step in steps]
