"""The command line: the only part that prints and exits, one file a command."""

from pipeline.cli.app import main

__all__ = ["main"]
