"""REST for programs; every answer is in contract.md form."""
