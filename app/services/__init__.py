"""What a person can do; the acting account comes first in every call."""
