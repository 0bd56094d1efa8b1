"""The permanent table of espeak-ng's languages and variants, and the catalogue rows that follow from it.

Rules of this file: both tables are append-only, since a row's place is part of every voice's id
(``10_000 + 100 * language + variant``), and ids and handles are never given to another voice. It loads no library: the
catalogue is there before any engine is.

The languages are those of espeak-ng 1.52 in espeakng-loader 0.2.4, less three that it lists but cannot read: Faroese
and Karakalpak (their dictionaries are missing from the wheel) and a test language.
"""

from __future__ import annotations

from typing import NamedTuple

from rhapsode_server.voices import LANGUAGE_ALIASES, Voice

ENGINE = "espeak"
FIRST_ID = 10_000
VARIANTS_PER_LANGUAGE = 100
"""Ids set aside for one language. Part of every id: it can never change."""
MAX_LANGUAGES = 800
"""Ids end at 89,999, where the development voices begin."""
DEFAULT_VOICE = "espeak-en-us"


class Language(NamedTuple):
    """One language of the library."""

    tag: str
    name: str
    espeak_name: str = ""
    """What ``espeak_SetVoiceByName`` must be given; empty where it is the tag."""


class Variant(NamedTuple):
    """One way of changing a language's voice into another speaker."""

    espeak_name: str
    """The name of a file in ``voices/!v``, as it is written there; empty for the plain voice."""
    name: str
    sex: str | None


LANGUAGES = (
    Language("en-us", "English (America)"),
    Language("af", "Afrikaans"),
    Language("am", "Amharic"),
    Language("an", "Aragonese"),
    Language("ar", "Arabic"),
    Language("as", "Assamese"),
    Language("az", "Azerbaijani"),
    Language("ba", "Bashkir"),
    Language("be", "Belarusian"),
    Language("bg", "Bulgarian"),
    Language("bn", "Bengali"),
    Language("bpy", "Bishnupriya Manipuri"),
    Language("bs", "Bosnian"),
    Language("ca", "Catalan"),
    Language("ca-ba", "Catalan (Balearic)"),
    Language("ca-nw", "Catalan (North-western)"),
    Language("ca-va", "Catalan (Valencian)"),
    Language("chr", "Cherokee"),
    Language("cmn", "Chinese (Mandarin, latin as English)"),
    Language("cmn-latn-pinyin", "Chinese (Mandarin, latin as Pinyin)"),
    Language("cs", "Czech"),
    Language("cv", "Chuvash"),
    Language("cy", "Welsh"),
    Language("da", "Danish"),
    Language("de", "German"),
    Language("el", "Greek"),
    Language("en-029", "English (Caribbean)"),
    Language("en-gb", "English (Great Britain)", "en"),
    Language("en-gb-scotland", "English (Scotland)"),
    Language("en-gb-x-gbclan", "English (Lancaster)"),
    Language("en-gb-x-gbcwmd", "English (West Midlands)"),
    Language("en-gb-x-rp", "English (Received Pronunciation)"),
    Language("en-shaw", "English (Shavian alphabet)"),
    Language("en-us-nyc", "English (America, New York City)"),
    Language("eo", "Esperanto"),
    Language("es", "Spanish (Spain)"),
    Language("es-419", "Spanish (Latin America)"),
    Language("et", "Estonian"),
    Language("eu", "Basque"),
    Language("fa", "Persian"),
    Language("fa-latn", "Persian (Pinglish)"),
    Language("fi", "Finnish"),
    Language("fr-be", "French (Belgium)"),
    Language("fr-ch", "French (Switzerland)"),
    Language("fr-fr", "French (France)", "fr"),
    Language("ga", "Gaelic (Irish)"),
    Language("gd", "Gaelic (Scottish)"),
    Language("gn", "Guarani"),
    Language("grc", "Greek (Ancient)"),
    Language("gu", "Gujarati"),
    Language("hak", "Hakka Chinese"),
    Language("haw", "Hawaiian"),
    Language("he", "Hebrew"),
    Language("hi", "Hindi"),
    Language("hr", "Croatian"),
    Language("ht", "Haitian Creole"),
    Language("hu", "Hungarian"),
    Language("hy", "Armenian (East Armenia)"),
    Language("hyw", "Armenian (West Armenia)"),
    Language("ia", "Interlingua"),
    Language("id", "Indonesian"),
    Language("io", "Ido"),
    Language("is", "Icelandic"),
    Language("it", "Italian"),
    Language("ja", "Japanese"),
    Language("jbo", "Lojban"),
    Language("ka", "Georgian"),
    Language("kk", "Kazakh"),
    Language("kl", "Greenlandic"),
    Language("kn", "Kannada"),
    Language("ko", "Korean"),
    Language("kok", "Konkani"),
    Language("ku", "Kurdish"),
    Language("ky", "Kyrgyz"),
    Language("la", "Latin"),
    Language("lb", "Luxembourgish"),
    Language("lfn", "Lingua Franca Nova"),
    Language("lt", "Lithuanian"),
    Language("ltg", "Latgalian"),
    Language("lv", "Latvian"),
    Language("mi", "Māori"),
    Language("mk", "Macedonian"),
    Language("ml", "Malayalam"),
    Language("mr", "Marathi"),
    Language("ms", "Malay"),
    Language("mt", "Maltese"),
    Language("mto", "Totontepec Mixe"),
    Language("my", "Myanmar (Burmese)"),
    Language("nb", "Norwegian Bokmål"),
    Language("nci", "Nahuatl (Classical)"),
    Language("ne", "Nepali"),
    Language("nl", "Dutch"),
    Language("nog", "Nogai"),
    Language("om", "Oromo"),
    Language("or", "Oriya"),
    Language("pa", "Punjabi"),
    Language("pap", "Papiamento"),
    Language("piqd", "Klingon"),
    Language("pl", "Polish"),
    Language("pt", "Portuguese (Portugal)"),
    Language("pt-br", "Portuguese (Brazil)"),
    Language("py", "Pyash"),
    Language("qdb", "Lang Belta"),
    Language("qu", "Quechua"),
    Language("quc", "K'iche'"),
    Language("qya", "Quenya"),
    Language("ro", "Romanian"),
    Language("ru", "Russian"),
    Language("ru-cl", "Russian (Classic)"),
    Language("ru-lv", "Russian (Latvia)"),
    Language("sd", "Sindhi"),
    Language("shn", "Shan (Tai Yai)"),
    Language("si", "Sinhala"),
    Language("sjn", "Sindarin"),
    Language("sk", "Slovak"),
    Language("sl", "Slovenian"),
    Language("smj", "Lule Saami"),
    Language("sq", "Albanian"),
    Language("sr", "Serbian"),
    Language("sv", "Swedish"),
    Language("sw", "Swahili"),
    Language("ta", "Tamil"),
    Language("te", "Telugu"),
    Language("th", "Thai"),
    Language("ti", "Tigrinya"),
    Language("tk", "Turkmen"),
    Language("tn", "Setswana"),
    Language("tr", "Turkish"),
    Language("tt", "Tatar"),
    Language("ug", "Uyghur"),
    Language("uk", "Ukrainian"),
    Language("ur", "Urdu"),
    Language("uz", "Uzbek"),
    Language("vi", "Vietnamese (Northern)"),
    Language("vi-vn-x-central", "Vietnamese (Central)"),
    Language("vi-vn-x-south", "Vietnamese (Southern)"),
    Language("yue", "Chinese (Cantonese)"),
    Language("yue-latn-jyutping", "Chinese (Cantonese, latin as Jyutping)"),
)
"""Append only."""

VARIANTS = (
    Variant("", "", "male"),
    Variant("m1", "Male 1", "male"),
    Variant("m2", "Male 2", "male"),
    Variant("m3", "Male 3", "male"),
    Variant("m4", "Male 4", "male"),
    Variant("m5", "Male 5", "male"),
    Variant("m6", "Male 6", "male"),
    Variant("m7", "Male 7", "male"),
    Variant("m8", "Male 8", "male"),
    Variant("f1", "Female 1", "female"),
    Variant("f2", "Female 2", "female"),
    Variant("f3", "Female 3", "female"),
    Variant("f4", "Female 4", "female"),
    Variant("f5", "Female 5", "female"),
    Variant("croak", "Croak", "male"),
    Variant("whisper", "Whisper", "male"),
    Variant("whisperf", "Female whisper", "female"),
    Variant("klatt3", "Klatt", "neutral"),
    Variant("Andy", "Andy", "male"),
    Variant("Annie", "Annie", "female"),
)
"""Append only. Chosen from the 104 in the wheel by median pitch and mean spectrum: none sounds like another."""


LIMITATIONS = {
    "th": "Thai is read letter by letter, without its word structure, and is not understood.",
    "ja": "Kanji are not read: only kana are pronounced.",
    "he": "Hebrew is read without vowels where no points are written.",
    "ar": "Arabic is read without the short vowels that are not written.",
    "fa": "Persian is read without the short vowels that are not written.",
    "ur": "Urdu is read without the short vowels that are not written.",
    "ta": "Tamil is pronounced with many faults: about half of the sounds differ from a dictionary's.",
    "da": "Danish is pronounced with many faults: about half of the sounds differ from a dictionary's.",
}
"""What the library cannot pronounce, however well a text is normalised: from phonemes compared with Wiktionary's
transcriptions, 300 words of each language (Thai 93 % wrong, Tamil 55, Hebrew 54, Danish 50, Urdu 48), and from what a
script does not write."""


def voices() -> tuple[Voice, ...]:
    """Every voice, the plain one of a language before its variants.

    Raises:
        ValueError: a table has outgrown its share of the ids.
    """
    if len(LANGUAGES) > MAX_LANGUAGES or len(VARIANTS) > VARIANTS_PER_LANGUAGE:
        raise ValueError("the tables of espeak-ng's voices have outgrown their ids")
    # One tuple for all: every speaker reads every language.
    tags = tuple(language.tag for language in LANGUAGES)
    return tuple(
        _voice(language_number, variant_number, tags)
        for language_number in range(len(LANGUAGES))
        for variant_number in range(len(VARIANTS))
    )


def espeak_name(tag: str) -> str | None:
    """What the library calls a language, by its tag here or its code in the protocol; ``None`` where it has neither."""
    for language in LANGUAGES:
        if language.tag == LANGUAGE_ALIASES.get(tag, tag):
            return language.espeak_name or language.tag
    return None


def _voice(language_number: int, variant_number: int, tags: tuple[str, ...]) -> Voice:
    language, variant = LANGUAGES[language_number], VARIANTS[variant_number]
    plain = not variant.espeak_name
    library_name = language.espeak_name or language.tag
    return Voice(
        id=FIRST_ID + VARIANTS_PER_LANGUAGE * language_number + variant_number,
        handle=f"espeak-{language.tag}" if plain else f"espeak-{language.tag}-{variant.espeak_name.lower()}",
        name=language.name if plain else f"{language.name} – {variant.name}",
        engine=ENGINE,
        engine_voice=library_name if plain else f"{library_name}+{variant.espeak_name}",
        language=language.tag,
        languages=tags,
        sex=variant.sex,
        description="A formant voice of eSpeak NG: robotic, clear and very fast.",
        limitation=LIMITATIONS.get(language.tag, ""),
    )
