"""The gate: measures the reader on gold findings and holds it to pinned floors."""
