#!/bin/sh
# prepare.sh demo|test|bench: makes .venv, installs the locked dependencies, and (Debian and its kin) the system libraries that Qt needs.
# For tests and benchmarks also build/peers: other programs that sync calendars, in an environment of their own (requirements-peers.txt).
# Does nothing where all of it is there already. Called by the Makefile; PYTHON=python3.13 chooses another interpreter.
set -eu
what=$1
python=${PYTHON:-python3}
venv=${VENV:-.venv}
libraries="libgl1 libegl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-render-util0 libxcb-image0 libxcb-randr0 libxcb-xinerama0 fonts-inter fonts-dejavu-core"
lock=requirements.txt
if [ "$what" != demo ]; then
  libraries="$libraries xvfb xdotool openbox"
  lock=requirements-dev.txt
fi
if [ "$what" = bench ]; then  # as for tests, and what the C program needs that readers are measured against
  libraries="$libraries gcc libc6-dev libical-dev"
  what=test
fi

say() { printf '%s\n' "$*" >&2; }

install_packages() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  root=
  if [ "$(id -u)" != 0 ]; then
    root=sudo
    command -v sudo >/dev/null || { say "Liftslot needs these system packages; install them as root, then try again:$missing"; return 0; }
  fi
  say "Installing system packages:$missing"
  log=$(mktemp)
  if ! { $root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=400 update -qq &&
         $root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=400 install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    say "The system packages could not be installed; trying without them."
  fi
  rm -f "$log"
}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  say "Liftslot needs Python 3.11 or newer as '$python'. Name another with PYTHON=/path/to/python make $what"; exit 2; }

if command -v apt-get >/dev/null; then
  "$python" -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv
  install_packages $libraries
fi

version=$("$python" -c 'import sys; print(sys.version_info[:2])')

is_ready() { [ -e "$1" ] && [ "$(cat "$1")" = "$wanted" ]; }

# install_locked FOLDER LOCK: an environment of this Python with exactly what the lock file names.
install_locked() {
  if [ -e "$1/bin/python" ] && [ "$("$1/bin/python" -c 'import sys; print(sys.version_info[:2])' 2>/dev/null)" != "$version" ]; then
    rm -rf "$1"
  fi
  [ -e "$1/bin/python" ] || "$python" -m venv "$1"
  say "Installing the locked Python packages ($2) ..."
  "$1/bin/python" -m pip install -q --disable-pip-version-check --no-input --require-hashes -r "$2"
}

stamp=$venv/.$what-ready
wanted=$(cat "$lock" packaging/prepare.sh | cksum; echo "$version")
if ! is_ready "$stamp"; then
  install_locked "$venv" "$lock"
  "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
  printf '%s\n' "$wanted" >"$stamp"
fi
[ "$what" = test ] || exit 0
stamp=build/peers/.ready
wanted=$(cat requirements-peers.txt; echo "$version")
if ! is_ready "$stamp"; then
  install_locked build/peers requirements-peers.txt
  printf '%s\n' "$wanted" >"$stamp"
fi
