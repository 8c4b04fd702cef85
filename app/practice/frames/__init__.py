"""One file per kind of result; each frame takes a Brief and returns Markdown."""
