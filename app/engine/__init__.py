"""Runs recipes: from the journal to the next step and back."""
