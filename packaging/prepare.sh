#!/bin/sh
# prepare.sh demo|test: makes .venv, installs the locked dependencies, and (Debian and its kin) the system libraries that Qt needs.
# Does nothing where all of it is there already. Called by the Makefile; PYTHON=python3.13 chooses another interpreter.
set -eu
what=$1
python=${PYTHON:-python3}
venv=${VENV:-.venv}
libraries="libgl1 libegl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-render-util0 libxcb-image0 libxcb-randr0 libxcb-xinerama0 fonts-inter fonts-dejavu-core"
lock=requirements.txt
if [ "$what" = test ]; then
  libraries="$libraries xvfb xdotool openbox"
  lock=requirements-dev.txt
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
stamp=$venv/.$what-ready
wanted=$(cat "$lock" packaging/prepare.sh | cksum; echo "$version")
[ -e "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0
if [ -e "$venv/bin/python" ] && [ "$("$venv/bin/python" -c 'import sys; print(sys.version_info[:2])' 2>/dev/null)" != "$version" ]; then
  rm -rf "$venv"
fi
[ -e "$venv/bin/python" ] || "$python" -m venv "$venv"
say "Installing the locked Python packages ($lock) ..."
"$venv/bin/python" -m pip install -q --disable-pip-version-check --no-input --require-hashes -r "$lock"
"$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
printf '%s\n' "$wanted" >"$stamp"
