"""The steps from an empty database to the present one; a released step is never changed, only followed."""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 1279870548  # "LIFT" in ASCII, in the header of the file
FIRST_SIGNED = 4  # the version from which every file of ours carries it

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE event (
        uid TEXT PRIMARY KEY, account TEXT NOT NULL, calendar_url TEXT NOT NULL, href TEXT NOT NULL,
        state TEXT NOT NULL, etag TEXT, base BLOB, desired BLOB, UNIQUE (calendar_url, href));
    CREATE TABLE calendar (url TEXT PRIMARY KEY, token TEXT);
    CREATE TABLE object (
        calendar_url TEXT NOT NULL, href TEXT NOT NULL, etag TEXT, raw BLOB NOT NULL,
        PRIMARY KEY (calendar_url, href)) WITHOUT ROWID;
    CREATE TABLE feed (name TEXT PRIMARY KEY, raw BLOB NOT NULL, etag TEXT, last_modified TEXT);
    CREATE TABLE session (uid TEXT PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE skip (uid TEXT PRIMARY KEY, day TEXT NOT NULL);
    CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE note (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL);
    """,
    """
    ALTER TABLE event ADD COLUMN wanted BLOB;
    ALTER TABLE event ADD COLUMN wanting BLOB;
    """,
    """
    ALTER TABLE feed ADD COLUMN shortcut BLOB NOT NULL DEFAULT x'';
    ALTER TABLE feed ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
    """,
    # Objects in rows of their own: beside their key each took a whole page, four times the room and the time.
    """
    CREATE TABLE object_new (
        calendar_url TEXT NOT NULL, href TEXT NOT NULL, etag TEXT, raw BLOB NOT NULL, PRIMARY KEY (calendar_url, href));
    INSERT INTO object_new SELECT calendar_url, href, etag, raw FROM object ORDER BY calendar_url, href;
    DROP TABLE object;
    ALTER TABLE object_new RENAME TO object;
    PRAGMA application_id = 1279870548;
    """,
)


def migrate(db: sqlite3.Connection, version: int) -> None:
    """Takes the database from a version to the present one, each step whole or not at all."""
    for number in range(version, len(MIGRATIONS)):
        db.executescript(f"BEGIN IMMEDIATE;{MIGRATIONS[number]};PRAGMA user_version = {number + 1};COMMIT;")
