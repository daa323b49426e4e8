"""How fast the reader is and what memory it takes, measured as a user meets it: the command, from file to JSON."""
