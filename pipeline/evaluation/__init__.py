"""Measures of quality; used by the command line only."""
