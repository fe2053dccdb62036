"""Stories: articles about the same event, told together."""
