"""Voice makers, one class and one registry row each."""
