-- What was doubtful about the way by which a document came in, as a list in JSON.
ALTER TABLE deliveries ADD COLUMN doubts TEXT NOT NULL DEFAULT '[]';
DROP TRIGGER deliveries_unchanged;
CREATE TRIGGER deliveries_unchanged BEFORE UPDATE OF sequence, document, whence, name, media_type, url, source, title, published, retrieved, carrier, doubts ON deliveries
BEGIN SELECT RAISE(ABORT, 'append-only: deliveries'); END;
