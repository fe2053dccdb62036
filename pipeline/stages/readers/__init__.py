"""How articles are got out of each kind of file; `pipeline.stages.read` puts them together."""
