-- Who may use the desk, apart from the log: it is about the program's users and not about the reports.
-- Rows are only ever inserted. Of a token only its digest is kept.

CREATE TABLE users (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    moment TEXT NOT NULL
) STRICT;
CREATE INDEX users_by_name ON users (name);

-- Whose token is no longer good.
CREATE TABLE revoked (
    holder INTEGER PRIMARY KEY REFERENCES users,
    moment TEXT NOT NULL
) STRICT;

-- Append-only. The triggers before an insert stop INSERT OR REPLACE, which deletes without a trigger.
CREATE TRIGGER users_unchanged BEFORE UPDATE ON users
BEGIN SELECT RAISE(ABORT, 'append-only: users'); END;
CREATE TRIGGER users_kept BEFORE DELETE ON users
BEGIN SELECT RAISE(ABORT, 'append-only: users'); END;
CREATE TRIGGER users_once BEFORE INSERT ON users WHEN EXISTS (SELECT 1 FROM users WHERE number = new.number OR digest = new.digest)
BEGIN SELECT RAISE(ABORT, 'append-only: users'); END;
CREATE TRIGGER revoked_unchanged BEFORE UPDATE ON revoked
BEGIN SELECT RAISE(ABORT, 'append-only: revoked'); END;
CREATE TRIGGER revoked_kept BEFORE DELETE ON revoked
BEGIN SELECT RAISE(ABORT, 'append-only: revoked'); END;
CREATE TRIGGER revoked_once BEFORE INSERT ON revoked WHEN EXISTS (SELECT 1 FROM revoked WHERE holder = new.holder)
BEGIN SELECT RAISE(ABORT, 'append-only: revoked'); END;
