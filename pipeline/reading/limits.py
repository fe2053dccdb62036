"""What is too long to be an article."""

MAX_ARTICLE = 1_000_000
"""Characters of one article: some 150,000 words, longer than most books; more is a dump."""

MAX_BYTES = 16 * 2**20
"""Bytes of one file, web page or table row that are taken into memory to find an article in."""
