"""The files a run leaves, one module a format."""
