"""Documents of Word as a source of texts."""
