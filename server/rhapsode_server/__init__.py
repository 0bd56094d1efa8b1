"""Rhapsode's server. "How it is built" in the README says which room answers which question."""
