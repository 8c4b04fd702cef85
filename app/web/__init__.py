"""The armour around pages and REST; Starlette only."""
