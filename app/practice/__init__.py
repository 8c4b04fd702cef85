"""The practice engine: answers without any model, by rules over the person's own words."""
