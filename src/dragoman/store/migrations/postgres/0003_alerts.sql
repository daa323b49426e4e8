-- What people were told, apart from the log: it is about the program's readers and not about the reports.
-- Rows are only ever inserted.

-- Alerts as they were raised, in words, as JSON.
CREATE TABLE alerts (
    number bigint PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    content text COLLATE "C" NOT NULL
);

-- How far the log was looked at; the latest counts. A look and the alerts that it raised are one transaction.
CREATE TABLE looks (
    number bigint PRIMARY KEY,
    sequence bigint NOT NULL,
    hash text COLLATE "C" NOT NULL,
    moment timestamptz NOT NULL
);

-- Which channels an alert is to go to.
CREATE TABLE addressed (
    channel text COLLATE "C" NOT NULL,
    alert bigint NOT NULL REFERENCES alerts,
    PRIMARY KEY (channel, alert)
);

-- Which channel took which alert.
CREATE TABLE sent (
    alert bigint NOT NULL REFERENCES alerts,
    channel text COLLATE "C" NOT NULL,
    moment timestamptz NOT NULL,
    PRIMARY KEY (alert, channel)
);

-- Append-only.
CREATE TRIGGER alerts_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON alerts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER addressed_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON addressed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER looks_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON looks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sent_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON sent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
