"""How the embedded models are made; used by the command line only."""
