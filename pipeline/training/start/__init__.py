"""A pretrained start for the translator, made from multilingual-e5-small."""
