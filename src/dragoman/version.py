"""The version of the program, which a run notes down."""

VERSION = "0.1.0"
