"""The client's text on its way down: markup, segments, spoken words. Pure."""
