"""Calendar servers from Debian packages, each with its own configuration, data and ports; nothing under /etc changes.

They need root (some drop to a user of their own) and the packages of ``install.sh`` beside this file.
"""

from __future__ import annotations

import contextlib
import gzip
import imaplib
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path

import niquests

from tests.servers.processes import Server, await_port, find_port

POSTGRES = Path("/usr/lib/postgresql/15/bin")
SABRE_TABLES = Path("/usr/share/doc/php-sabre-dav/examples/sql")
NEEDS = {
    "cyrus": "/usr/sbin/cyrmaster",
    "davical": "/usr/share/davical/htdocs/caldav.php",
    "sogo": "/usr/sbin/sogod",
    "sabre": "/usr/share/php/Sabre/autoload.php",
}


def run(*arguments: object, **kwargs: object) -> None:
    subprocess.run([str(one) for one in arguments], check=True, capture_output=True, timeout=60, **kwargs)  # type: ignore[call-overload]


@contextlib.contextmanager
def started(arguments: list[str], port: int, folder: Path, **environment: str) -> Iterator[None]:
    """A process and all it starts, in a group of its own that is ended as a whole."""
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            arguments,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            env=os.environ | environment,
        )
        try:
            await_port(port)
            yield
        finally:
            end_tree(process)


def end_tree(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and its descendants by their ids: some make groups of their own."""
    family = descendants(process.pid)
    for pid in (process.pid, *family):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pid in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def descendants(pid: int) -> list[int]:
    found = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            found += [int(child), *descendants(int(child))]
    return found


@contextlib.contextmanager
def postgres(folder: Path, listen: str = "") -> Iterator[Path]:
    """A cluster of its own; yields the folder of its socket."""
    cluster, sock = folder / "pg", folder / "sock"
    for each in (cluster, sock):
        each.mkdir()
        shutil.chown(each, "postgres")
    user = ("runuser", "-u", "postgres", "--")
    run(
        *user, POSTGRES / "initdb", "-D", cluster, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", cwd="/"
    )
    options = f"-k {sock} {listen or '-c listen_addresses='} -c fsync=off -c full_page_writes=off"
    with (folder / "pg.log").open("wb") as log:  # the server keeps the pipe open: no capturing
        start = [*user, str(POSTGRES / "pg_ctl"), "-D", str(cluster), "-w", "-o", options, "start"]
        subprocess.run(start, check=True, stdout=log, stderr=log, stdin=subprocess.DEVNULL, timeout=60, cwd="/")
    try:
        yield sock
    finally:
        run(*user, POSTGRES / "pg_ctl", "-D", cluster, "-m", "immediate", "stop", cwd="/")


CYRUS = """\
configdirectory: {d}/conf
defaultpartition: default
partition-default: {d}/spool
proc_path: {d}/run/proc
mboxname_lockpath: {d}/run/lock
lmtpsocket: {d}/run/socket/lmtp
idlesocket: {d}/run/socket/idle
notifysocket: {d}/run/socket/notify
sievedir: {d}/sieve
altnamespace: no
unixhierarchysep: yes
virtdomains: off
admins: admin
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {d}/sasldb2
sasl_mech_list: PLAIN
httpmodules: caldav
caldav_create_default: yes
caldav_create_sched: no
caldav_create_attach: no
caldav_realm: test
servername: localhost
"""
CYRUS_SERVICES = """\
START {{
  recover cmd="/usr/lib/cyrus/bin/ctl_cyrusdb -C {d}/imapd.conf -r"
}}
SERVICES {{
  imap cmd="/usr/lib/cyrus/bin/imapd -C {d}/imapd.conf -U 30" listen="127.0.0.1:{imap}" prefork=0
  http cmd="/usr/lib/cyrus/bin/httpd -C {d}/imapd.conf -U 30" listen="127.0.0.1:{http}" prefork=1
}}
"""


@contextlib.contextmanager
def cyrus(folder: Path) -> Iterator[Server]:
    """The strict one: refuses bodies, rewrites, compresses where it may."""
    imap, http = find_port(), find_port()
    for name in ("conf", "spool", "run/proc", "run/lock", "run/socket", "sieve"):
        (folder / name).mkdir(parents=True)
    (folder / "imapd.conf").write_text(CYRUS.format(d=folder))
    (folder / "cyrus.conf").write_text(CYRUS_SERVICES.format(d=folder, imap=imap, http=http))
    for user in ("admin", "alice"):
        run("saslpasswd2", "-p", "-c", "-f", folder / "sasldb2", "-u", "localhost", user, input=b"secret")
    run("chown", "-R", "cyrus:mail", folder)
    master = ["/usr/sbin/cyrmaster", "-C", f"{folder}/imapd.conf", "-M", f"{folder}/cyrus.conf"]
    with started([*master, "-p", f"{folder}/master.pid", "-l", "32"], http, folder):
        await_port(imap)
        with imaplib.IMAP4("127.0.0.1", imap) as mail:
            mail.login("admin", "secret")
            mail.create("user/alice")
        yield Server("cyrus", f"http://127.0.0.1:{http}/dav/calendars/user/alice/", folder)


DAVICAL_ROWS = """
INSERT INTO usr (active,email_ok,username,password,fullname,email)
  VALUES (true, now(), 'alice', '**secret', 'Alice', 'alice@example.org');
INSERT INTO principal (type_id,user_no,displayname,default_privileges)
  SELECT 1, user_no, 'Alice', 0::bit(24) FROM usr WHERE username = 'alice';
"""
DAVICAL_SETTINGS = """<?php
$_SERVER['SERVER_NAME'] = '127.0.0.1';
$c->pg_connect[] = "dbname=davical host={sock} user=davical_app";
$c->system_name = "test"; $c->admin_email = 'root@example.org'; $c->default_locale = 'en';
"""
DAVICAL_ROUTER = """<?php
$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
$path = preg_replace('{{^/caldav\\.php}}', '', $path) ?: '/';
$_SERVER['PATH_INFO'] = $path; $_SERVER['SCRIPT_NAME'] = '/caldav.php'; $_SERVER['PHP_SELF'] = '/caldav.php' . $path;
$_SERVER['SERVER_NAME'] = '../..{folder}/davical';  // this is how it finds its settings: /etc/davical/<name>-conf.php
error_reporting(E_ALL & ~E_DEPRECATED & ~E_NOTICE & ~E_WARNING); ini_set('display_errors', '0');
chdir('/usr/share/davical/htdocs'); include '/usr/share/davical/htdocs/caldav.php';
"""


@contextlib.contextmanager
def davical(folder: Path) -> Iterator[Server]:
    """The one that keeps every byte, and takes the same UID twice."""
    port = find_port()
    with postgres(folder) as sock:
        user, database = ("runuser", "-u", "postgres", "--"), {"PGHOST": str(sock), "PGUSER": "postgres"}
        script = "/usr/share/davical/dba/create-database.sh"
        run(*user, "env", *(f"{k}={v}" for k, v in database.items()), "sh", script, "davical", "secret", cwd="/")
        run(*user, "psql", "-qX", "-h", sock, "davical", "-c", DAVICAL_ROWS, cwd="/")
        (folder / "davical-conf.php").write_text(DAVICAL_SETTINGS.format(sock=sock))
        (folder / "router.php").write_text(DAVICAL_ROUTER.format(folder=folder))
        php = ["php", "-S", f"127.0.0.1:{port}", "-t", "/usr/share/davical/htdocs", str(folder / "router.php")]
        with started(php, port, folder, PHP_CLI_SERVER_WORKERS="4"):
            yield Server("davical", f"http://127.0.0.1:{port}/caldav.php/alice/", folder)


SOGO_SOURCE = (
    '({{ type = sql; id = users; viewURL = "{db}/sogo_users"; canAuthenticate = YES; isAddressBook = NO;'
    " userPasswordAlgorithm = md5; }})"
)
SOGO_TABLES = {
    "SOGoProfileURL": "user_profile",
    "OCSFolderInfoURL": "folder_info",
    "OCSSessionsFolderURL": "sessions_folder",
    "OCSEMailAlarmsFolderURL": "alarms_folder",
    "OCSStoreURL": "store",
    "OCSAclURL": "acl",
    "OCSCacheFolderURL": "cache_folder",
    "OCSAdminURL": "admin",
}
SOGO_USERS = (
    "CREATE TABLE sogo_users (c_uid varchar(128) primary key, c_name varchar(128), c_password varchar(128),"
    " c_cn varchar(128), mail varchar(128));"
    f"INSERT INTO sogo_users VALUES ('alice', 'alice', '{md5(b'secret').hexdigest()}', 'Alice', 'alice@example.org');"
)


@contextlib.contextmanager
def sogo(folder: Path) -> Iterator[Server]:
    """The rude one: ignores conditions, drops connections, answers HTML."""
    web, cache, base = find_port(), find_port(), find_port()
    home = folder / "home"
    home.mkdir()
    (folder / "pid").touch()
    run("chown", "-R", "sogo", home, folder / "pid")
    with postgres(folder, f"-p {base} -c listen_addresses=127.0.0.1") as sock:
        psql = ("runuser", "-u", "postgres", "--", "psql", "-qX", "-h", sock, "-p", base)
        run(*psql, "postgres", "-c", "CREATE USER sogo PASSWORD 'sogo'", cwd="/")
        run(*psql, "postgres", "-c", "CREATE DATABASE sogo OWNER sogo", cwd="/")
        run(*psql, "-U", "sogo", "sogo", "-c", SOGO_USERS, cwd="/")
        database = f"postgresql://sogo:sogo@127.0.0.1:{base}/sogo"
        settings = {key: f"{database}/sogo_{table}" for key, table in SOGO_TABLES.items()} | {
            "WOPort": f"127.0.0.1:{web}",
            "WOWorkersCount": "3",
            "WOPidFile": str(folder / "pid"),
            "WOLogFile": str(home / "sogo.log"),
            "SOGoUserSources": SOGO_SOURCE.format(db=database),
            "SOGoMemcachedHost": f"127.0.0.1:{cache}",
            "SOGoTimeZone": "UTC",
            "SOGoLanguage": "English",
            "SOGoAppointmentSendEMailNotifications": "NO",
            "SOGoEnableEMailAlarms": "NO",
            "WOUseWatchDog": "YES",
            "WONoDetach": "YES",
        }
        options = [text for key, value in settings.items() for text in (f"-{key}", value)]
        as_sogo = ["setpriv", "--reuid", "sogo", "--regid", "sogo", "--init-groups", "/usr/sbin/sogod", *options]
        memcached = ["memcached", "-u", "nobody", "-l", "127.0.0.1", "-p", str(cache), "-U", "0"]
        with started(memcached, cache, folder), started(as_sogo, web, folder, HOME=str(home)):
            await_page(f"http://127.0.0.1:{web}/SOGo/")
            yield Server("sogo", f"http://127.0.0.1:{web}/SOGo/dav/alice/Calendar/", folder)


def await_page(url: str) -> None:
    """Returns once the workers behind the port answer at all."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with contextlib.suppress(niquests.exceptions.RequestException):
            niquests.get(url, timeout=2)
            return
        time.sleep(0.2)


SABRE = """<?php
error_reporting(E_ALL & ~E_DEPRECATED & ~E_NOTICE & ~E_WARNING); ini_set('display_errors', '0');
date_default_timezone_set('UTC'); require_once 'Sabre/autoload.php';
$pdo = new PDO('sqlite:{folder}/db.sqlite'); $pdo->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
$principals = new Sabre\\DAVACL\\PrincipalBackend\\PDO($pdo); $calendars = new Sabre\\CalDAV\\Backend\\PDO($pdo);
$tree = [new Sabre\\CalDAV\\Principal\\Collection($principals), new Sabre\\CalDAV\\CalendarRootNode($principals, $calendars)];
$server = new Sabre\\DAV\\Server($tree); $server->setBaseUri('/');
$server->addPlugin(new Sabre\\DAV\\Auth\\Plugin(new Sabre\\DAV\\Auth\\Backend\\PDO($pdo), 'SabreDAV'));
$server->addPlugin(new Sabre\\DAVACL\\Plugin()); $server->addPlugin(new Sabre\\CalDAV\\Plugin());
$server->exec();
"""
SABRE_PRINCIPALS = ("principals/alice", "principals/alice/calendar-proxy-read", "principals/alice/calendar-proxy-write")


@contextlib.contextmanager
def sabre(folder: Path) -> Iterator[Server]:
    """An old one: digest login, no tokens, a multiget that fails as a whole."""
    port = find_port()
    with contextlib.closing(sqlite3.connect(folder / "db.sqlite")) as db, db:
        for name in ("calendars", "principals", "users", "locks"):
            plain = SABRE_TABLES / f"sqlite.{name}.sql"
            packed = SABRE_TABLES / f"sqlite.{name}.sql.gz"
            db.executescript(plain.read_text() if plain.exists() else gzip.decompress(packed.read_bytes()).decode())
        db.execute("DELETE FROM users")
        db.execute("DELETE FROM principals")
        digest = md5(b"alice:SabreDAV:secret").hexdigest()
        db.execute("INSERT INTO users (username, digesta1) VALUES ('alice', ?)", (digest,))
        db.executemany("INSERT INTO principals (uri) VALUES (?)", [(uri,) for uri in SABRE_PRINCIPALS])
    (folder / "server.php").write_text(SABRE.format(folder=folder))
    with started(
        ["php", "-S", f"127.0.0.1:{port}", str(folder / "server.php")], port, folder, PHP_CLI_SERVER_WORKERS="3"
    ):
        yield Server("sabre", f"http://127.0.0.1:{port}/calendars/alice/", folder)


DEBIAN = {"cyrus": cyrus, "davical": davical, "sogo": sogo, "sabre": sabre}
