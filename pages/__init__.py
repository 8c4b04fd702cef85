"""One file per route; a page builds elements from data and passes actions on."""
