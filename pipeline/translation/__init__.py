"""The translate stage: placeholders, model, checks, repairs."""
