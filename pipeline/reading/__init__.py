"""How articles are got out of each kind of file; `pipeline.reading.read` puts them together."""
