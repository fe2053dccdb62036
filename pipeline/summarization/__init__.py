"""The summarize stage: sentences of an article and what supports them."""
