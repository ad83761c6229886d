"""Every exception of the program.

FirsthandError
├── PlaceError        a place that cannot be read: missing, refused, empty, not what it says it is
├── ReadError         a document that cannot be read for statements
├── CaseError         a case file that cannot be opened or is not one
├── ModelError        a model that is missing or does not fit this version
└── UsageError        wrong use: an unknown name of a reader, weigher or teller

A message says what was wrong, where, and what to do. The engine turns those of single items into Problems.
"""

from __future__ import annotations


class FirsthandError(Exception):
    """Anything that the program foresees."""


class PlaceError(FirsthandError):
    """A place that cannot be read."""


class ReadError(FirsthandError):
    """A document that cannot be read for statements."""


class CaseError(FirsthandError):
    """A case file that cannot be opened, or is not one."""


class ModelError(FirsthandError):
    """A model that is missing or does not fit this version."""


class UsageError(FirsthandError):
    """Wrong use: an unknown name, an option that cannot be."""
