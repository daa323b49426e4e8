-- The archive's tables. Rows are only ever inserted; nothing but last_seen may change, and only forwards.

-- Everything that was ever appended, one row each: the hash covers the row and the hash before it.
CREATE TABLE log (
    sequence bigint PRIMARY KEY,
    moment timestamptz NOT NULL,
    what text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    digest text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL UNIQUE
);
CREATE INDEX log_by_moment ON log (moment);

-- Texts that do not change; the id is the digest of the raw bytes.
CREATE TABLE documents (
    sequence bigint PRIMARY KEY REFERENCES log,
    id text COLLATE "C" NOT NULL UNIQUE,
    text text COLLATE "C" NOT NULL,
    text_digest text COLLATE "C" NOT NULL,
    title text COLLATE "C",
    published date,
    language text COLLATE "C",
    source text COLLATE "C",
    url text COLLATE "C",
    known text COLLATE "C" NOT NULL
);
CREATE INDEX documents_by_published ON documents (published, id);

-- The bytes as they came in, compressed.
CREATE TABLE originals (
    document bigint PRIMARY KEY REFERENCES documents,
    packing text COLLATE "C" NOT NULL,
    content bytea NOT NULL
);

-- The ways by which the bytes came in.
CREATE TABLE deliveries (
    sequence bigint PRIMARY KEY REFERENCES log,
    document bigint NOT NULL REFERENCES documents,
    whence text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    media_type text COLLATE "C",
    url text COLLATE "C",
    source text COLLATE "C",
    title text COLLATE "C",
    published date,
    retrieved timestamptz,
    carrier text COLLATE "C",
    last_seen timestamptz NOT NULL
);
CREATE INDEX deliveries_by_document ON deliveries (document);
CREATE INDEX deliveries_by_url ON deliveries (url);
CREATE INDEX deliveries_by_source ON deliveries (source);

-- The programs that read documents.
CREATE TABLE runs (
    sequence bigint PRIMARY KEY REFERENCES log,
    id text COLLATE "C" NOT NULL UNIQUE,
    version text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    codebook text COLLATE "C" NOT NULL,
    weights text COLLATE "C" NOT NULL,
    settings text COLLATE "C" NOT NULL
);

-- One run over one document; the latest counts, the earlier ones stay.
CREATE TABLE readings (
    sequence bigint PRIMARY KEY REFERENCES log,
    document bigint NOT NULL REFERENCES documents,
    run bigint NOT NULL REFERENCES runs
);
CREATE INDEX readings_by_document ON readings (document, sequence);

-- The claims of one finding, as compressed JSON; readings that found the same share a row.
CREATE TABLE findings (
    number bigint PRIMARY KEY,
    digest text COLLATE "C" NOT NULL UNIQUE,
    id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    held bigint NOT NULL,
    claims bytea NOT NULL
);
CREATE INDEX findings_by_id ON findings (id);
CREATE INDEX findings_by_kind ON findings (kind, id);

-- Which findings a reading gave, in its order.
CREATE TABLE told (
    reading bigint NOT NULL REFERENCES readings,
    place bigint NOT NULL,
    finding bigint NOT NULL REFERENCES findings,
    PRIMARY KEY (reading, place)
);
CREATE INDEX told_by_finding ON told (finding, reading);

-- Stages that failed in a reading.
CREATE TABLE failures (
    reading bigint NOT NULL REFERENCES readings,
    place bigint NOT NULL,
    stage text COLLATE "C" NOT NULL,
    message text COLLATE "C" NOT NULL,
    PRIMARY KEY (reading, place)
);

-- What could not be taken in.
CREATE TABLE refusals (
    sequence bigint PRIMARY KEY REFERENCES log,
    content text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    message text COLLATE "C" NOT NULL,
    hint text COLLATE "C" NOT NULL,
    carrier text COLLATE "C",
    raw_digest text COLLATE "C",
    last_seen timestamptz NOT NULL
);

-- Which documents are copies of one text; the latest word on a document counts.
CREATE TABLE stories (
    sequence bigint PRIMARY KEY REFERENCES log,
    document bigint NOT NULL REFERENCES documents,
    story text COLLATE "C" NOT NULL,
    signature bytea NOT NULL
);
CREATE INDEX stories_by_document ON stories (document, sequence);
CREATE INDEX stories_by_story ON stories (story, document);

-- Where to look for near-duplicates.
CREATE TABLE bands (
    band text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL REFERENCES stories,
    PRIMARY KEY (band, sequence)
);

-- Where to look for findings about the same thing.
CREATE TABLE keys (
    blocking text COLLATE "C" NOT NULL,
    finding text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL REFERENCES log,
    PRIMARY KEY (blocking, finding)
);
CREATE INDEX keys_by_finding ON keys (finding, blocking);

-- That two findings speak of the same thing; the latest of a pair counts.
CREATE TABLE suggestions (
    sequence bigint NOT NULL REFERENCES log,
    place bigint NOT NULL,
    left_id text COLLATE "C" NOT NULL,
    right_id text COLLATE "C" NOT NULL,
    score double precision NOT NULL,
    because text COLLATE "C" NOT NULL,
    PRIMARY KEY (sequence, place)
);
CREATE INDEX suggestions_by_left ON suggestions (left_id, right_id, sequence);
CREATE INDEX suggestions_by_right ON suggestions (right_id);

-- What people decided.
CREATE TABLE judgements (
    sequence bigint PRIMARY KEY REFERENCES log,
    id text COLLATE "C" NOT NULL UNIQUE,
    verb text COLLATE "C" NOT NULL,
    judge text COLLATE "C" NOT NULL,
    content text COLLATE "C" NOT NULL
);

-- Full text: English stems, and no word too common to be sought.
CREATE TEXT SEARCH DICTIONARY dragoman_stems (TEMPLATE = snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION dragoman (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION dragoman
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH dragoman_stems;
-- Without case and accents, as SQLite's index is: whoever types "cafe" means "Café". Needs a database in UTF-8.
CREATE FUNCTION folded(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(regexp_replace(normalize(words, NFD), E'[\u0300-\u036f]', '', 'g'))
$$;
ALTER TABLE documents ADD COLUMN search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('dragoman', folded(coalesce(title, ''))), 'A') || to_tsvector('dragoman', folded(text))
) STORED;
CREATE INDEX documents_by_words ON documents USING gin (search);

-- Append-only.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
END
$$;
CREATE FUNCTION refuse_all_but_last_seen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(new) - 'last_seen' IS DISTINCT FROM to_jsonb(old) - 'last_seen' OR new.last_seen < old.last_seen THEN
        RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
    END IF;
    RETURN new;
END
$$;
CREATE TRIGGER log_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER documents_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON documents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER originals_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON originals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deliveries_unchanged BEFORE UPDATE ON deliveries
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_last_seen();
CREATE TRIGGER deliveries_kept BEFORE DELETE OR TRUNCATE ON deliveries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER runs_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON runs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER readings_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON readings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER findings_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON findings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER told_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON told
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER failures_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON failures
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refusals_unchanged BEFORE UPDATE ON refusals
    FOR EACH ROW EXECUTE FUNCTION refuse_all_but_last_seen();
CREATE TRIGGER refusals_kept BEFORE DELETE OR TRUNCATE ON refusals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stories_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON stories
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bands_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON bands
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER keys_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON keys
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER suggestions_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON suggestions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER judgements_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON judgements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
