"""Folders as memory: watches them, has their files read, keeps the index true, and finds passages."""
