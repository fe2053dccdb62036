"""What two stages share about text: sentences, normalization, numerals, boilerplate."""
