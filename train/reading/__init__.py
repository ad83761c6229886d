"""Trains the attribution reader: PolNeAR in, models/attribution-<n> out."""
