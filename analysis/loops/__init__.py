"""Compiled loops for large corpora: they decide what is plain, and say where to ask the readable rules."""
