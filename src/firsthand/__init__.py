"""Count the voices, not the echoes: pages about a contested claim in, a dossier of who says what out."""

__version__ = "0.4.0"
