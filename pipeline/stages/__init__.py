"""The steps a document goes through, one module each."""
