"""Files on disk: atomic TinyDB collections, run journals, history, documents, secrets."""
