"""Models as files: names, downloads, digests, conversion."""
