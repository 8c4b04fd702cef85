"""Recipes that travel: the `.rezept` file, its seal and signature, and the printed card."""
