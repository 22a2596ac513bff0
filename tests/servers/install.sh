#!/bin/sh
# install.sh [thunderbird]: the calendar servers and strace that the tests marked "servers" and "strace" need, or Thunderbird,
# from Debian 12. Exit status 0: all of it is here now; else one line on standard error says why not. No password is asked for
# and no service is started.
set -eu
if [ "${1:-servers}" = thunderbird ]; then
  what="Thunderbird" packages="thunderbird" services=
else
  what="The calendar servers"
  packages="cyrus-caldav cyrus-imapd sasl2-bin postgresql-15 davical php-cli php-pgsql php-xml libdbd-pg-perl libyaml-perl
    sogo memcached php-sabre-dav php-sqlite3 strace"
  services="cyrus-imapd saslauthd postgresql sogo memcached"
fi

refuse() { printf '%s\n' "$what $1 Its tests are left out." >&2; exit 1; }

command -v apt-get >/dev/null || refuse "can be had from Debian's packages only, which this system does not have."
missing=
for package in $packages; do
  dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing="$missing $package"
done
[ -n "$missing$services" ] || exit 0  # Thunderbird runs for everybody
root=
if [ "$(id -u)" != 0 ]; then
  root="sudo -n"
  $root true 2>/dev/null || refuse "cannot be installed, or run, without root."
fi
[ -n "$missing" ] || exit 0

# Debian starts a service as soon as it is installed, unless this file says no; it is taken away again.
guard=/usr/sbin/policy-rc.d
if [ ! -e $guard ]; then
  printf '#!/bin/sh\nexit 101\n' | $root tee $guard >/dev/null
  $root chmod 755 $guard
  trap '$root rm -f $guard' EXIT
fi
printf '%s\n' "Installing packages for the tests:$missing" >&2
log=$(mktemp)
apt() { $root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=400 "$@"; }
if ! { apt update -qq && apt install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
  tail -n 3 "$log" >&2
  rm -f "$log"
  refuse "could not be installed."
fi
rm -f "$log"
if [ -n "$services" ] && [ -d /run/systemd/system ]; then  # not at the next boot either
  $root systemctl disable -q $services 2>/dev/null || true
fi
