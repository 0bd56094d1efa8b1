"""What symbols are called when a text is spelled, language by language.

The names of ``@ . - _`` in English, German, French and Spanish are those of KugelAudio's page on text processing. The
rest are what people say when they spell an address, not the formal names of CLDR ("commercial at").
"""

from __future__ import annotations

_SYMBOLS = tuple("@.-_/:#+&* ,;!?'\"()[]{}<>=%$€£\\|~^`°§")

_NAMES = {
    "en": "at|dot|dash|underscore|slash|colon|hash|plus|and|star|space|comma|semicolon|exclamation mark|question mark|"
    "apostrophe|quote|open parenthesis|close parenthesis|open bracket|close bracket|open brace|close brace|less than|"
    "greater than|equals|percent|dollar|euro|pound|backslash|bar|tilde|caret|backtick|degree|section",
    "de": "ät|Punkt|Strich|Unterstrich|Schrägstrich|Doppelpunkt|Raute|Plus|Und|Stern|Leerzeichen|Komma|Semikolon|"
    "Ausrufezeichen|Fragezeichen|Apostroph|Anführungszeichen|Klammer auf|Klammer zu|eckige Klammer auf|"
    "eckige Klammer zu|geschweifte Klammer auf|geschweifte Klammer zu|kleiner als|größer als|gleich|Prozent|Dollar|"
    "Euro|Pfund|umgekehrter Schrägstrich|senkrechter Strich|Tilde|Zirkumflex|Gravis|Grad|Paragraf",
    "fr": "arobase|point|tiret|underscore|barre oblique|deux points|dièse|plus|et|étoile|espace|virgule|point virgule|"
    "point d'exclamation|point d'interrogation|apostrophe|guillemet|parenthèse ouvrante|parenthèse fermante|"
    "crochet ouvrant|crochet fermant|accolade ouvrante|accolade fermante|inférieur à|supérieur à|égal|pour cent|dollar|"
    "euro|livre|barre oblique inverse|barre verticale|tilde|accent circonflexe|accent grave|degré|paragraphe",
    "es": "arroba|punto|guión|guión bajo|barra|dos puntos|almohadilla|más|y|asterisco|espacio|coma|punto y coma|"
    "cierre de exclamación|cierre de interrogación|apóstrofo|comillas|abre paréntesis|cierra paréntesis|abre corchete|"
    "cierra corchete|abre llave|cierra llave|menor que|mayor que|igual|por ciento|dólar|euro|libra|barra invertida|"
    "barra vertical|virgulilla|circunflejo|acento grave|grado|sección",
}

SYMBOL_NAMES: dict[str, dict[str, str]] = {
    tag: dict(zip(_SYMBOLS, names.split("|"), strict=True)) for tag, names in _NAMES.items()
}
"""Names by primary subtag, then by symbol. A name may be several words."""
