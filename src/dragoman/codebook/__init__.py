"""What the reader is told rather than taught: codes, names, places and word lists, held as data."""
