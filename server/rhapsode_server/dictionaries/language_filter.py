"""Which texts a dictionary of some language is for."""

from __future__ import annotations

from rhapsode_server.text.languages import language_row


def is_for(wanted: str | None, language: str) -> bool:
    """Whether a dictionary of one language is for texts that are read in another.

    Args:
        wanted: the dictionary's language: a bare code such as ``en`` for all its variants, a tag such as ``en-gb`` for
            that alone; ``None`` for every language.
        language: tag of the language that a text is read in.
    """
    if wanted is None:
        return True
    wanted, language = (tag.strip().lower().replace("_", "-") for tag in (wanted, language))
    if wanted == language:
        return True
    if "-" in wanted:
        return False
    row = language_row(wanted)
    return wanted == language.split("-")[0] or bool(row.tag and row.tag == language_row(language).tag)
