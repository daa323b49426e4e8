-- What was doubtful about the way by which a document came in, as a list in JSON.
ALTER TABLE deliveries ADD COLUMN doubts text COLLATE "C" NOT NULL DEFAULT '[]';
