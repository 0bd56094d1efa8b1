"""One module per language, imported when first asked for: a server that speaks English never loads Japanese."""

from __future__ import annotations

import functools
import importlib

from rhapsode_server.text.languages import READ_LANGUAGES, language_row
from rhapsode_server.text.verbalization.locale import Locale
from rhapsode_server.text.verbalization.mathematics import mathematical_words

TAGS = frozenset(READ_LANGUAGES)
"""Languages that are verbalised."""


@functools.cache
def locale_of(tag: str) -> Locale | None:
    """The locale of a language tag such as ``en-gb``; ``None`` where the language is not verbalised."""
    primary = language_row(tag).tag
    if primary not in TAGS:
        return None
    try:
        module = importlib.import_module(f"{__name__}.{primary}")
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{primary}":
            raise
        return None
    found = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Locale) and value.__module__ == module.__name__
    ]
    # The one that the others are made from or none: a module holds one language.
    made = next(made for made in found if made.tag == primary)
    words = mathematical_words(
        primary,
        minus=made.minus,
        plus_minus=made.plus_minus,
        range_word=made.range_word,
        power=made.powers.get("", ""),
    )
    # What the language's own table has comes first. That table stays as it is: other languages are made from it.
    complete: type[Locale] = type(made.__name__, (made,), {"symbols": {**words, **made.symbols}})
    return complete()
