"""Readings in the shapes that other programs take, one file a format."""
