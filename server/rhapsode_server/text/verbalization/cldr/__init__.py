"""Data of the Unicode CLDR, reduced to what speech needs (see ``build.py``)."""
