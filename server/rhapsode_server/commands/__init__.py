"""The commands that come with the server: one module each, found by the `rhapsode` program as entry points."""
