"""Pure functions on text: normalization, sentence splitting, furniture, checks."""
