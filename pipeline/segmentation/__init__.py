"""The detect and segment stages: languages, paragraphs, sentences."""
