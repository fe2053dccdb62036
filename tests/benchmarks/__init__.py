"""Measurements of speed, memory and robustness: `python -m tests.benchmarks.<name>`."""
