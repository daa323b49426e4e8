-- What people were told, apart from the log: it is about the program's readers and not about the reports.
-- Rows are only ever inserted.

-- Alerts as they were raised, in words, as JSON.
CREATE TABLE alerts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL
) STRICT;

-- How far the log was looked at; the latest counts. A look and the alerts that it raised are one transaction.
CREATE TABLE looks (
    number INTEGER PRIMARY KEY,
    sequence INTEGER NOT NULL,
    hash TEXT NOT NULL,
    moment TEXT NOT NULL
) STRICT;

-- Which channels an alert is to go to.
CREATE TABLE addressed (
    channel TEXT NOT NULL,
    alert INTEGER NOT NULL REFERENCES alerts,
    PRIMARY KEY (channel, alert)
) STRICT, WITHOUT ROWID;

-- Which channel took which alert.
CREATE TABLE sent (
    alert INTEGER NOT NULL REFERENCES alerts,
    channel TEXT NOT NULL,
    moment TEXT NOT NULL,
    PRIMARY KEY (alert, channel)
) STRICT, WITHOUT ROWID;

-- Append-only. The triggers before an insert stop INSERT OR REPLACE, which deletes without a trigger.
CREATE TRIGGER alerts_unchanged BEFORE UPDATE ON alerts
BEGIN SELECT RAISE(ABORT, 'append-only: alerts'); END;
CREATE TRIGGER alerts_kept BEFORE DELETE ON alerts
BEGIN SELECT RAISE(ABORT, 'append-only: alerts'); END;
CREATE TRIGGER alerts_once BEFORE INSERT ON alerts WHEN EXISTS (SELECT 1 FROM alerts WHERE number = new.number OR id = new.id)
BEGIN SELECT RAISE(ABORT, 'append-only: alerts'); END;
CREATE TRIGGER addressed_unchanged BEFORE UPDATE ON addressed
BEGIN SELECT RAISE(ABORT, 'append-only: addressed'); END;
CREATE TRIGGER addressed_kept BEFORE DELETE ON addressed
BEGIN SELECT RAISE(ABORT, 'append-only: addressed'); END;
CREATE TRIGGER addressed_once BEFORE INSERT ON addressed WHEN EXISTS (SELECT 1 FROM addressed WHERE channel = new.channel AND alert = new.alert)
BEGIN SELECT RAISE(ABORT, 'append-only: addressed'); END;
CREATE TRIGGER looks_unchanged BEFORE UPDATE ON looks
BEGIN SELECT RAISE(ABORT, 'append-only: looks'); END;
CREATE TRIGGER looks_kept BEFORE DELETE ON looks
BEGIN SELECT RAISE(ABORT, 'append-only: looks'); END;
CREATE TRIGGER looks_once BEFORE INSERT ON looks WHEN EXISTS (SELECT 1 FROM looks WHERE number = new.number)
BEGIN SELECT RAISE(ABORT, 'append-only: looks'); END;
CREATE TRIGGER sent_unchanged BEFORE UPDATE ON sent
BEGIN SELECT RAISE(ABORT, 'append-only: sent'); END;
CREATE TRIGGER sent_kept BEFORE DELETE ON sent
BEGIN SELECT RAISE(ABORT, 'append-only: sent'); END;
CREATE TRIGGER sent_once BEFORE INSERT ON sent WHEN EXISTS (SELECT 1 FROM sent WHERE alert = new.alert AND channel = new.channel)
BEGIN SELECT RAISE(ABORT, 'append-only: sent'); END;
