"""Finding passages: one SQLite file per folder holds what was read in its documents, and the index over it."""
