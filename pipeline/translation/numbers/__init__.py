"""Numbers of a sentence, in digits and words, with units and dates: compared, or kept."""
