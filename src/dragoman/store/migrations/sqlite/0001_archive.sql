-- The archive's tables. Rows are only ever inserted; nothing but last_seen may change, and only forwards.

-- Everything that was ever appended, one row each: the hash covers the row and the hash before it.
CREATE TABLE log (
    sequence INTEGER PRIMARY KEY,
    moment TEXT NOT NULL,
    what TEXT NOT NULL,
    id TEXT NOT NULL,
    digest TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX log_by_moment ON log (moment);

-- Texts that do not change; the id is the digest of the raw bytes.
CREATE TABLE documents (
    sequence INTEGER PRIMARY KEY REFERENCES log,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    text_digest TEXT NOT NULL,
    title TEXT,
    published TEXT,
    language TEXT,
    source TEXT,
    url TEXT,
    known TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_published ON documents (published, id);

-- The bytes as they came in, compressed.
CREATE TABLE originals (
    document INTEGER PRIMARY KEY REFERENCES documents,
    packing TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;

-- The ways by which the bytes came in.
CREATE TABLE deliveries (
    sequence INTEGER PRIMARY KEY REFERENCES log,
    document INTEGER NOT NULL REFERENCES documents,
    whence TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    media_type TEXT,
    url TEXT,
    source TEXT,
    title TEXT,
    published TEXT,
    retrieved TEXT,
    carrier TEXT,
    last_seen TEXT NOT NULL
) STRICT;
CREATE INDEX deliveries_by_document ON deliveries (document);
CREATE INDEX deliveries_by_url ON deliveries (url);
CREATE INDEX deliveries_by_source ON deliveries (source);

-- The programs that read documents.
CREATE TABLE runs (
    sequence INTEGER PRIMARY KEY REFERENCES log,
    id TEXT NOT NULL UNIQUE,
    version TEXT NOT NULL,
    code TEXT NOT NULL,
    codebook TEXT NOT NULL,
    weights TEXT NOT NULL,
    settings TEXT NOT NULL
) STRICT;

-- One run over one document; the latest counts, the earlier ones stay.
CREATE TABLE readings (
    sequence INTEGER PRIMARY KEY REFERENCES log,
    document INTEGER NOT NULL REFERENCES documents,
    run INTEGER NOT NULL REFERENCES runs
) STRICT;
CREATE INDEX readings_by_document ON readings (document, sequence);

-- The claims of one finding, as compressed JSON; readings that found the same share a row.
CREATE TABLE findings (
    number INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    held INTEGER NOT NULL,
    claims BLOB NOT NULL
) STRICT;
CREATE INDEX findings_by_id ON findings (id);
CREATE INDEX findings_by_kind ON findings (kind, id);

-- Which findings a reading gave, in its order.
CREATE TABLE told (
    reading INTEGER NOT NULL REFERENCES readings,
    place INTEGER NOT NULL,
    finding INTEGER NOT NULL REFERENCES findings,
    PRIMARY KEY (reading, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_by_finding ON told (finding, reading);

-- Stages that failed in a reading.
CREATE TABLE failures (
    reading INTEGER NOT NULL REFERENCES readings,
    place INTEGER NOT NULL,
    stage TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (reading, place)
) STRICT, WITHOUT ROWID;

-- What could not be taken in.
CREATE TABLE refusals (
    sequence INTEGER PRIMARY KEY REFERENCES log,
    content TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    message TEXT NOT NULL,
    hint TEXT NOT NULL,
    carrier TEXT,
    raw_digest TEXT,
    last_seen TEXT NOT NULL
) STRICT;

-- Which documents are copies of one text; the latest word on a document counts.
CREATE TABLE stories (
    sequence INTEGER PRIMARY KEY REFERENCES log,
    document INTEGER NOT NULL REFERENCES documents,
    story TEXT NOT NULL,
    signature BLOB NOT NULL
) STRICT;
CREATE INDEX stories_by_document ON stories (document, sequence);
CREATE INDEX stories_by_story ON stories (story, document);

-- Where to look for near-duplicates.
CREATE TABLE bands (
    band TEXT NOT NULL,
    sequence INTEGER NOT NULL REFERENCES stories,
    PRIMARY KEY (band, sequence)
) STRICT, WITHOUT ROWID;

-- Where to look for findings about the same thing.
CREATE TABLE keys (
    blocking TEXT NOT NULL,
    finding TEXT NOT NULL,
    sequence INTEGER NOT NULL REFERENCES log,
    PRIMARY KEY (blocking, finding)
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_by_finding ON keys (finding, blocking);

-- That two findings speak of the same thing; the latest of a pair counts.
CREATE TABLE suggestions (
    sequence INTEGER NOT NULL REFERENCES log,
    place INTEGER NOT NULL,
    left_id TEXT NOT NULL,
    right_id TEXT NOT NULL,
    score REAL NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (sequence, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestions_by_left ON suggestions (left_id, right_id, sequence);
CREATE INDEX suggestions_by_right ON suggestions (right_id);

-- What people decided.
CREATE TABLE judgements (
    sequence INTEGER PRIMARY KEY REFERENCES log,
    id TEXT NOT NULL UNIQUE,
    verb TEXT NOT NULL,
    judge TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;

-- Full text, kept up by a trigger; the words themselves stay in documents.
CREATE VIRTUAL TABLE search USING fts5 (
    title, text, content = 'documents', content_rowid = 'sequence', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER documents_searched AFTER INSERT ON documents BEGIN
    INSERT INTO search (rowid, title, text) VALUES (new.sequence, new.title, new.text);
END;

-- Append-only. The triggers before an insert stop INSERT OR REPLACE, which deletes without a trigger.
CREATE TRIGGER log_unchanged BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'append-only: log'); END;
CREATE TRIGGER log_kept BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'append-only: log'); END;
CREATE TRIGGER log_once BEFORE INSERT ON log WHEN EXISTS (SELECT 1 FROM log WHERE sequence = new.sequence)
BEGIN SELECT RAISE(ABORT, 'append-only: log'); END;
CREATE TRIGGER documents_unchanged BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'append-only: documents'); END;
CREATE TRIGGER documents_kept BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'append-only: documents'); END;
CREATE TRIGGER documents_once BEFORE INSERT ON documents WHEN EXISTS (SELECT 1 FROM documents WHERE sequence = new.sequence OR id = new.id)
BEGIN SELECT RAISE(ABORT, 'append-only: documents'); END;
CREATE TRIGGER originals_unchanged BEFORE UPDATE ON originals
BEGIN SELECT RAISE(ABORT, 'append-only: originals'); END;
CREATE TRIGGER originals_kept BEFORE DELETE ON originals
BEGIN SELECT RAISE(ABORT, 'append-only: originals'); END;
CREATE TRIGGER originals_once BEFORE INSERT ON originals WHEN EXISTS (SELECT 1 FROM originals WHERE document = new.document)
BEGIN SELECT RAISE(ABORT, 'append-only: originals'); END;
CREATE TRIGGER deliveries_unchanged BEFORE UPDATE OF sequence, document, whence, name, media_type, url, source, title, published, retrieved, carrier ON deliveries
BEGIN SELECT RAISE(ABORT, 'append-only: deliveries'); END;
CREATE TRIGGER deliveries_forwards BEFORE UPDATE ON deliveries WHEN new.last_seen < old.last_seen
BEGIN SELECT RAISE(ABORT, 'append-only: deliveries'); END;
CREATE TRIGGER deliveries_kept BEFORE DELETE ON deliveries
BEGIN SELECT RAISE(ABORT, 'append-only: deliveries'); END;
CREATE TRIGGER deliveries_once BEFORE INSERT ON deliveries WHEN EXISTS (SELECT 1 FROM deliveries WHERE sequence = new.sequence OR whence = new.whence)
BEGIN SELECT RAISE(ABORT, 'append-only: deliveries'); END;
CREATE TRIGGER runs_unchanged BEFORE UPDATE ON runs
BEGIN SELECT RAISE(ABORT, 'append-only: runs'); END;
CREATE TRIGGER runs_kept BEFORE DELETE ON runs
BEGIN SELECT RAISE(ABORT, 'append-only: runs'); END;
CREATE TRIGGER runs_once BEFORE INSERT ON runs WHEN EXISTS (SELECT 1 FROM runs WHERE sequence = new.sequence OR id = new.id)
BEGIN SELECT RAISE(ABORT, 'append-only: runs'); END;
CREATE TRIGGER readings_unchanged BEFORE UPDATE ON readings
BEGIN SELECT RAISE(ABORT, 'append-only: readings'); END;
CREATE TRIGGER readings_kept BEFORE DELETE ON readings
BEGIN SELECT RAISE(ABORT, 'append-only: readings'); END;
CREATE TRIGGER readings_once BEFORE INSERT ON readings WHEN EXISTS (SELECT 1 FROM readings WHERE sequence = new.sequence)
BEGIN SELECT RAISE(ABORT, 'append-only: readings'); END;
CREATE TRIGGER findings_unchanged BEFORE UPDATE ON findings
BEGIN SELECT RAISE(ABORT, 'append-only: findings'); END;
CREATE TRIGGER findings_kept BEFORE DELETE ON findings
BEGIN SELECT RAISE(ABORT, 'append-only: findings'); END;
CREATE TRIGGER findings_once BEFORE INSERT ON findings WHEN EXISTS (SELECT 1 FROM findings WHERE number = new.number OR digest = new.digest)
BEGIN SELECT RAISE(ABORT, 'append-only: findings'); END;
CREATE TRIGGER told_unchanged BEFORE UPDATE ON told
BEGIN SELECT RAISE(ABORT, 'append-only: told'); END;
CREATE TRIGGER told_kept BEFORE DELETE ON told
BEGIN SELECT RAISE(ABORT, 'append-only: told'); END;
CREATE TRIGGER told_once BEFORE INSERT ON told WHEN EXISTS (SELECT 1 FROM told WHERE (reading = new.reading AND place = new.place))
BEGIN SELECT RAISE(ABORT, 'append-only: told'); END;
CREATE TRIGGER failures_unchanged BEFORE UPDATE ON failures
BEGIN SELECT RAISE(ABORT, 'append-only: failures'); END;
CREATE TRIGGER failures_kept BEFORE DELETE ON failures
BEGIN SELECT RAISE(ABORT, 'append-only: failures'); END;
CREATE TRIGGER failures_once BEFORE INSERT ON failures WHEN EXISTS (SELECT 1 FROM failures WHERE (reading = new.reading AND place = new.place))
BEGIN SELECT RAISE(ABORT, 'append-only: failures'); END;
CREATE TRIGGER refusals_unchanged BEFORE UPDATE OF sequence, content, name, message, hint, carrier, raw_digest ON refusals
BEGIN SELECT RAISE(ABORT, 'append-only: refusals'); END;
CREATE TRIGGER refusals_forwards BEFORE UPDATE ON refusals WHEN new.last_seen < old.last_seen
BEGIN SELECT RAISE(ABORT, 'append-only: refusals'); END;
CREATE TRIGGER refusals_kept BEFORE DELETE ON refusals
BEGIN SELECT RAISE(ABORT, 'append-only: refusals'); END;
CREATE TRIGGER refusals_once BEFORE INSERT ON refusals WHEN EXISTS (SELECT 1 FROM refusals WHERE sequence = new.sequence OR content = new.content)
BEGIN SELECT RAISE(ABORT, 'append-only: refusals'); END;
CREATE TRIGGER stories_unchanged BEFORE UPDATE ON stories
BEGIN SELECT RAISE(ABORT, 'append-only: stories'); END;
CREATE TRIGGER stories_kept BEFORE DELETE ON stories
BEGIN SELECT RAISE(ABORT, 'append-only: stories'); END;
CREATE TRIGGER stories_once BEFORE INSERT ON stories WHEN EXISTS (SELECT 1 FROM stories WHERE sequence = new.sequence)
BEGIN SELECT RAISE(ABORT, 'append-only: stories'); END;
CREATE TRIGGER bands_unchanged BEFORE UPDATE ON bands
BEGIN SELECT RAISE(ABORT, 'append-only: bands'); END;
CREATE TRIGGER bands_kept BEFORE DELETE ON bands
BEGIN SELECT RAISE(ABORT, 'append-only: bands'); END;
CREATE TRIGGER bands_once BEFORE INSERT ON bands WHEN EXISTS (SELECT 1 FROM bands WHERE (band = new.band AND sequence = new.sequence))
BEGIN SELECT RAISE(ABORT, 'append-only: bands'); END;
CREATE TRIGGER keys_unchanged BEFORE UPDATE ON keys
BEGIN SELECT RAISE(ABORT, 'append-only: keys'); END;
CREATE TRIGGER keys_kept BEFORE DELETE ON keys
BEGIN SELECT RAISE(ABORT, 'append-only: keys'); END;
CREATE TRIGGER keys_once BEFORE INSERT ON keys WHEN EXISTS (SELECT 1 FROM keys WHERE (blocking = new.blocking AND finding = new.finding))
BEGIN SELECT RAISE(ABORT, 'append-only: keys'); END;
CREATE TRIGGER suggestions_unchanged BEFORE UPDATE ON suggestions
BEGIN SELECT RAISE(ABORT, 'append-only: suggestions'); END;
CREATE TRIGGER suggestions_kept BEFORE DELETE ON suggestions
BEGIN SELECT RAISE(ABORT, 'append-only: suggestions'); END;
CREATE TRIGGER suggestions_once BEFORE INSERT ON suggestions WHEN EXISTS (SELECT 1 FROM suggestions WHERE (sequence = new.sequence AND place = new.place))
BEGIN SELECT RAISE(ABORT, 'append-only: suggestions'); END;
CREATE TRIGGER judgements_unchanged BEFORE UPDATE ON judgements
BEGIN SELECT RAISE(ABORT, 'append-only: judgements'); END;
CREATE TRIGGER judgements_kept BEFORE DELETE ON judgements
BEGIN SELECT RAISE(ABORT, 'append-only: judgements'); END;
CREATE TRIGGER judgements_once BEFORE INSERT ON judgements WHEN EXISTS (SELECT 1 FROM judgements WHERE sequence = new.sequence OR id = new.id)
BEGIN SELECT RAISE(ABORT, 'append-only: judgements'); END;
