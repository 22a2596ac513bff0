#!/bin/sh
# The calendar servers of the tests marked "servers", from Debian 12. Nothing is started by the packages here.
set -eu
export DEBIAN_FRONTEND=noninteractive
as_root=""; [ "$(id -u)" = 0 ] || as_root="sudo"
$as_root apt-get -o DPkg::Lock::Timeout=400 update -qq
$as_root apt-get -o DPkg::Lock::Timeout=400 install -y -qq --no-install-recommends \
  cyrus-caldav cyrus-imapd sasl2-bin postgresql-15 davical php-cli php-pgsql php-xml libdbd-pg-perl libyaml-perl \
  sogo memcached php-sabre-dav php-sqlite3 strace
