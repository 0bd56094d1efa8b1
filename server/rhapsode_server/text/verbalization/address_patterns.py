"""Finds what is written for machines: URLs, mail addresses, paths, handles, hashtags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rhapsode_server.text.verbalization.script import MARKS
from rhapsode_server.text.verbalization.span import Span, SpanKind

_TLDS = (
    "com|org|net|edu|gov|info|io|ai|dev|app|eu|de|fr|es|it|pt|nl|pl|se|dk|no|fi|cz|sk|hu|ro|gr|uk|bg|tr|ru|ua|ch|at|be|"
    "si|hr|rs|il|ir|in|pk|bd|jp|cn|kr|hk|tw|vn|th|id|my|sg|au|nz|ca|us|br|mx|ar|za|co|me|tv|int|mil|sa|ae|eg|qa|kw|ma|kz|ie|lt|lv|ee|lu|ph|xyz|cloud|"
    "ly|gg|fm|tech|blog|site|online|shop|store"
)
_TAIL = r"[^\s<>\"“”„«»]*[^\s<>\"“”„«».,;:!?'’)\]}…*_。，、！？]"
_URL = re.compile(
    rf"(?:https?|s?ftp|file|wss?)://{_TAIL}|(?<![\w.@/-])www\.{_TAIL}"
    # One letter before the dot is an abbreviation ("p.es."), but for the best known of such names.
    rf"|(?<![\w@./-])(?![a-zA-Z]\.(?!com?\b|org\b|net\b|io\b|ai\b|me\b))(?:[a-zA-Z0-9-]{{1,63}}\.){{1,8}}(?:{_TLDS})(?![\w@-]|\.\w)(?:/(?:{_TAIL})?)?"
    # The machine itself, and one known by its number alone where a path follows.
    rf"|(?<![\w@./-])localhost(?=:\d|/)(?::\d{{1,5}}(?!\d))?(?:/(?:{_TAIL})?)?"
    rf"|(?<![\w@./-])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d{{1,5}})?/(?=[a-zA-Z]){_TAIL}"
)
_UNSPACED = r"\u0e00-\u0e7f\u2e80-\u9fff\uac00-\ud7af"
"""Letters of scripts that set no spaces: in a name they are the words that follow an address."""
_EMAIL = re.compile(
    rf"(?<![\w.+%&-])[\w.+%&-]{{1,64}}@(?:(?:[^\W{_UNSPACED}]|-){{1,63}}\.){{1,8}}[A-Za-z]{{2,24}}"
    rf"(?![^\W\d{_UNSPACED}]|-|\.[A-Za-z]{{2}})"
)
_HANDLE = re.compile(rf"(?<![\w@.{MARKS}])@[A-Za-z_]\w{{1,39}}(?:\.[a-z]\w{{0,39}}){{0,4}}(?![\w@]|\.\w)")
_HASHTAG = re.compile(rf"(?<![\w#&{MARKS}])#(?=\w*[^\W\d_])[\w{MARKS}]{{2,80}}(?![\w{MARKS}]|-\w*\d)")
_EXTENSIONS = (
    "pdf|txt|docx?|xlsx?|pptx?|csv|tsv|jsonl?|xml|html?|css|scss|py|ipynb|jsx?|tsx?|rs|go|rb|cpp|hpp|cs|php|java|sh|ps1|"
    "bat|sql|db|sqlite|md|rst|tex|png|jpe?g|gif|svg|webp|bmp|tiff?|ico|mp3|mp4|m4a|wav|ogg|flac|aac|mov|avi|mkv|webm|"
    "zip|tar|gz|bz2|xz|7z|rar|exe|dll|dmg|deb|rpm|apk|jar|iso|toml|ya?ml|ini|cfg|conf|env|log|lock|bak|tmp|epub|rtf|odt"
)
_ALPHABETIC = "a-zA-Z\u00c0-\u024f\u0370-\u04ff"
"""Letters of scripts that set spaces; an ending of another may stand right behind a name."""
_EXTENSIONS += f"|{_EXTENSIONS.upper()}"
_PATH = re.compile(
    r"(?<![\w/.:~-])(?:~|\.{1,2})?/(?:[\w.@+-]{1,100}/){1,20}[\w.@+-]*\w"
    r"|(?<![\w/.:~-])(?:~|\.{1,2})/[\w.-]*\w"
    r"|(?<![^\W\d])(?<!\\)[A-Z]:\\(?:[\w.-]{1,100}\\){0,20}[\w.-]*\w"
    rf"|(?<![\w./-])\w[\w-]{{0,80}}(?:\.[\w-]{{1,20}}){{0,3}}\.(?:{_EXTENSIONS})(?![{_ALPHABETIC}\d_-]|\.\w)"
    rf"|(?<![\w./@:-])(?:[\w-][\w.-]{{0,60}}/){{1,10}}[\w-][\w.-]{{0,60}}\.(?:{_EXTENSIONS})(?![\w-])"
)


def find_addresses(text: str) -> Iterator[Span]:
    """Addresses of all kinds, each kind in order."""
    if "." in text or "localhost" in text:
        yield from _found(SpanKind.URL, _URL, text)
    if "@" in text:
        yield from _found(SpanKind.EMAIL, _EMAIL, text)
    if "/" in text or "." in text or "\\" in text:
        yield from _found(SpanKind.PATH, _PATH, text)
    if "@" in text:
        yield from _found(SpanKind.HANDLE, _HANDLE, text)
    if "#" in text:
        yield from _found(SpanKind.HASHTAG, _HASHTAG, text)


def _found(kind: SpanKind, expression: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in expression.finditer(text):
        yield Span(kind, match.start(), match.end(), {"text": match[0]})
