"""Trains the pair model: do two statements make one claim, does one follow, what position does a text take."""
