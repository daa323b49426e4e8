-- Who may use the desk, apart from the log: it is about the program's users and not about the reports.
-- Rows are only ever inserted. Of a token only its digest is kept.

CREATE TABLE users (
    number bigint PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    digest text COLLATE "C" NOT NULL UNIQUE,
    moment timestamptz NOT NULL
);
CREATE INDEX users_by_name ON users (name);

-- Whose token is no longer good.
CREATE TABLE revoked (
    holder bigint PRIMARY KEY REFERENCES users,
    moment timestamptz NOT NULL
);

-- Append-only.
CREATE TRIGGER users_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON users
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revoked_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON revoked
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
