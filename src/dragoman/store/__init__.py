"""The memory: reports, claims and judgements kept for ever, in SQLite or PostgreSQL, behind one contract."""
