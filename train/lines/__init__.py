"""Trains the line judge of firsthand.gather.furniture."""
