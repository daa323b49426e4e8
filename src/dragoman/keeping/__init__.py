"""How reports are put into a store and records are got out of it: the steps behind ``archive.py``."""
