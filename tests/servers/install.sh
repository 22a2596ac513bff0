#!/bin/sh
# The calendar servers and strace that the tests marked "servers" and "strace" need, from Debian 12. Exit status 0: all of
# it is here now; else one line on standard error says why not. No password is asked for and no service is started.
set -eu
packages="cyrus-caldav cyrus-imapd sasl2-bin postgresql-15 davical php-cli php-pgsql php-xml libdbd-pg-perl libyaml-perl
  sogo memcached php-sabre-dav php-sqlite3 strace"
services="cyrus-imapd saslauthd postgresql sogo memcached"

refuse() { printf '%s\n' "$1 Its tests are left out." >&2; exit 1; }

command -v apt-get >/dev/null || refuse "The calendar servers come from Debian's packages, which this system does not have."
root=
if [ "$(id -u)" != 0 ]; then
  root="sudo -n"
  $root true 2>/dev/null || refuse "The calendar servers need root, to be installed and to run."
fi
missing=
for package in $packages; do
  dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

# Debian starts a service as soon as it is installed, unless this file says no; it is taken away again.
guard=/usr/sbin/policy-rc.d
if [ ! -e $guard ]; then
  printf '#!/bin/sh\nexit 101\n' | $root tee $guard >/dev/null
  $root chmod 755 $guard
  trap '$root rm -f $guard' EXIT
fi
printf '%s\n' "Installing calendar servers for the tests:$missing" >&2
log=$(mktemp)
apt() { $root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=400 "$@"; }
if ! { apt update -qq && apt install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
  tail -n 3 "$log" >&2
  rm -f "$log"
  refuse "The calendar servers could not be installed."
fi
rm -f "$log"
if [ -d /run/systemd/system ]; then  # not at the next boot either
  $root systemctl disable -q $services 2>/dev/null || true
fi
