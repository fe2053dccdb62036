"""What a summarizer reads that was trained for this pipeline: count, headline, text."""

MARK = " | "
"""Stands between the parts; a headline's own is taken out."""


def write_source(count: int, headline: str, text: str) -> str:
    """Ask for a summary of `count` sentences of a text under a headline, which may be empty."""
    return f"{count}{MARK}{headline.replace('|', ' ').strip()}{MARK}{text}"
