BEGIN TRANSACTION;
CREATE TABLE calendar (url TEXT PRIMARY KEY, token TEXT);
INSERT INTO "calendar" VALUES('http://c/','t1');
CREATE TABLE event (
        uid TEXT PRIMARY KEY, account TEXT NOT NULL, calendar_url TEXT NOT NULL, href TEXT NOT NULL,
        state TEXT NOT NULL, etag TEXT, base BLOB, desired BLOB, UNIQUE (calendar_url, href));
INSERT INTO "event" VALUES('u1','home','http://c/','/c/u1.ics','putting','"e"',X'62617365',X'77616E74');
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "fact" VALUES('wave','2026-11-23');
CREATE TABLE feed (name TEXT PRIMARY KEY, raw BLOB NOT NULL, etag TEXT, last_modified TEXT);
INSERT INTO "feed" VALUES('club',X'726177','"f"','Mon');
CREATE TABLE note (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL);
INSERT INTO "note" VALUES(1,'checkin','{}');
CREATE TABLE object (
        calendar_url TEXT NOT NULL, href TEXT NOT NULL, etag TEXT, raw BLOB NOT NULL,
        PRIMARY KEY (calendar_url, href)) WITHOUT ROWID;
INSERT INTO "object" VALUES('http://c/','/c/a.ics','"1"',X'424547494E');
INSERT INTO "object" VALUES('http://c/','/c/b.ics',NULL,X'4F54484552');
CREATE TABLE session (uid TEXT PRIMARY KEY, body TEXT NOT NULL);
INSERT INTO "session" VALUES('u1','{"content": {"doses": [{"contacts": null, "cue": "Chest up", "id": "squat", "load_kg": 62.5, "name": "Squat", "pattern": "squat", "per_side": false, "ramp_sets": 0, "reps": 5, "rest_s": 120, "rir": 2, "seconds": null, "sets": 3, "superset": null, "tempo": "3-0-1-0"}], "minutes": 39.6, "template": "std_gym_A", "wave_week": 3}, "done": false, "end": "2026-11-24T18:40:00+01:00", "foreign": false, "form": "full", "kind": "strength", "pinned": true, "start": "2026-11-24T18:00:00+01:00", "template": "std_gym_A", "uid": "u1", "wave_week": 3, "zone": "Europe/Berlin"}');
CREATE TABLE skip (uid TEXT PRIMARY KEY, day TEXT NOT NULL);
INSERT INTO "skip" VALUES('a','2026-11-24');
COMMIT;
PRAGMA user_version = 1;
