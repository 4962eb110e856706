"""Matching measured: one case ranked, many assigned at once, and the register lived through once more."""
