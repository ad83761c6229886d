"""How the models that firsthand ships were trained; no part of the package."""
