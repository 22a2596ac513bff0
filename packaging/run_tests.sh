#!/bin/sh
# run_tests.sh [servers|thunderbird]: every test that can run here, or only those on Debian's calendar servers, or beside its
# Thunderbird. What cannot run is said in one line. Called by the Makefile; VENV and WORKERS choose the environment and the
# number of processes.
set -eu
python=${VENV:-.venv}/bin/python
workers=${WORKERS:-2}
run() { "$@"; }
test_marked() { run "$python" -m pytest -n "$workers" --dist loadfile -m "$1"; }

if [ "${1:-all}" = thunderbird ]; then
  tests/servers/install.sh thunderbird
  test_marked thunderbird
  exit
fi
marks="not oracle and not thunderbird"
can_trace() { strace -f -o /dev/null true 2>/dev/null; }
if tests/servers/install.sh; then ready=yes; else ready=no; fi
if ! can_trace; then
  echo "strace cannot be used here: the tests that end a process at a system call are left out." >&2
  marks="$marks and not strace"
fi
if [ $ready = no ]; then
  [ "${1:-all}" = all ] || exit 1
  test_marked "$marks and not servers"
elif [ "$(id -u)" = 0 ]; then
  [ "${1:-all}" = all ] || marks="$marks and (servers or strace)"
  test_marked "$marks"
else  # the servers drop to users of their own, which only root can do
  [ "${1:-all}" != all ] || test_marked "$marks and not servers"
  run() { sudo -n env PYTHONDONTWRITEBYTECODE=1 "$@"; }
  test_marked "servers"
fi
