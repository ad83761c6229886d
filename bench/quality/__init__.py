"""How well it does: one file a part."""
