"""Rhapsode's server. ``design`` in the README says which room answers which question."""
