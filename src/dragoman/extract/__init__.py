"""Layers → findings, one file a kind."""
