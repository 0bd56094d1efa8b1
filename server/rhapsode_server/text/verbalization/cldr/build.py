"""Reduces the CLDR's JSON to what speech needs, one small file per language.

Run by hand when a new CLDR comes out; what it writes is part of the package::

    npm install cldr-core cldr-units-full cldr-numbers-full cldr-dates-full cldr-annotations-full
    python -m rhapsode_server.text.verbalization.cldr.build node_modules
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from rhapsode_server.text.languages import READ_LANGUAGES

TAGS = sorted([*READ_LANGUAGES, "sr-Latn"])

CURRENCIES = frozenset(
    "AED ARS AUD BDT BGN BRL BTC BYN CAD CHF CLP CNY COP CZK DKK DOP EGP EUR GBP GEL HKD HRK HUF IDR ILS INR IQD IRR "
    "ISK JOD JPY KES KRW KWD KZT LBP LKR MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND "
    "TRY TWD UAH USD UYU VND ZAR".split()
)
"""What people write prices in; the other 200 would only fill the package."""

UNITS = frozenset(
    "acre ampere atmosphere bar becquerel bit bit-per-second byte calorie carat celsius centigram centiliter "
    "centimeter century coulomb cubic-centimeter cubic-foot cubic-inch cubic-kilometer cubic-meter cup day decade "
    "decibel deciliter decimeter degree dot-per-inch fahrenheit farad fluid-ounce foodcalorie foot g-force gallon "
    "gigabit gigabyte gigahertz gigawatt gram hectare hectogram hectoliter hectopascal henry hertz horsepower "
    "hour inch joule kelvin kilobit kilobyte kilocalorie kilogram kilohertz kilojoule kilometer "
    "kilometer-per-hour kilopascal kilowatt kilowatt-hour kilowatt-hour-per-100-kilometer knot light-year liter "
    "liter-per-100-kilometer liter-per-kilometer lumen lux megabit megabyte megahertz megapascal megapixel "
    "megawatt meter meter-per-second meter-per-square-second microgram micrometer microsecond mile "
    "mile-per-gallon mile-per-hour milliampere milligram milligram-ofglucose-per-deciliter milliliter millimeter "
    "millimeter-ofhg millimole-per-liter millisecond milliwatt minute month nanometer nanosecond nautical-mile "
    "newton newton-meter ohm ounce part-per-million pascal percent permille permyriad petabyte picometer pint "
    "pixel pixel-per-inch point pound pound-force-per-square-inch quart quarter radian second siemens sievert "
    "square-centimeter square-foot square-inch square-kilometer square-meter square-mile square-yard stone "
    "tablespoon teaspoon temperature terabit terabyte tesla ton tonne volt watt weber week yard year".split()
)


def main(arguments: list[str]) -> None:
    """Write all files beside this one; the argument is npm's folder of packages."""
    packages = Path(arguments[0])
    here = Path(__file__).parent
    for tag in TAGS:
        _write(here / f"{tag}.json", reduce_language(packages, tag))
        _write(here / f"{tag}.emoji.json", _pictures(packages, tag))


def reduce_language(packages: Path, tag: str) -> dict[str, Any]:
    """Everything of one language but the names of characters."""
    main = _folder(packages / "cldr-numbers-full" / "main", tag)
    numbers = _load(packages / "cldr-numbers-full" / "main" / main / "numbers.json")["main"][main]["numbers"]
    signs = numbers["symbols-numberSystem-latn"]
    return {
        "decimal": signs["decimal"],
        "plurals": _plurals(packages, tag),
        **_dates(packages, tag),
        **_units(packages, tag),
        "currencies": _currencies(packages, tag),
    }


def _folder(parent: Path, tag: str) -> str:
    """CLDR keeps Norwegian Bokmål under ``no``."""
    names = [tag, {"nb": "no"}.get(tag, tag)]
    return next(name for name in names if (parent / name).is_dir())


def _plurals(packages: Path, tag: str) -> dict[str, str]:
    loaded = _load(packages / "cldr-core" / "supplemental" / "plurals.json")
    rules = loaded["supplemental"]["plurals-type-cardinal"]
    of_language = next(rules[name] for name in (tag, {"nb": "no"}.get(tag, tag.split("-")[0])) if name in rules)
    return {
        name.removeprefix("pluralRule-count-"): rule.split("@")[0].strip()
        for name, rule in of_language.items()
        if not name.endswith("-other")
    }


def _dates(packages: Path, tag: str) -> dict[str, Any]:
    parent = packages / "cldr-dates-full" / "main"
    main = _folder(parent, tag)
    calendar = _load(parent / main / "ca-gregorian.json")["main"][main]["dates"]["calendars"]["gregorian"]
    days = "sun mon tue wed thu fri sat".split()
    months = [str(number) for number in range(1, 13)]
    return {
        "months": [calendar["months"]["format"]["wide"][number] for number in months],
        "months_alone": [calendar["months"]["stand-alone"]["wide"][number] for number in months],
        "months_short": [calendar["months"]["format"]["abbreviated"][number] for number in months],
        "weekdays": [calendar["days"]["stand-alone"]["wide"][day] for day in days],
    }


def _units(packages: Path, tag: str) -> dict[str, Any]:
    parent = packages / "cldr-units-full" / "main"
    main = _folder(parent, tag)
    long = _load(parent / main / "units.json")["main"][main]["units"]["long"]
    units: dict[str, Any] = {}
    for key, row in long.items():
        name = key.split("-", 1)[-1]
        if name not in UNITS or not any(field.startswith("unitPattern-count-") for field in row):
            continue
        unit: dict[str, Any] = {"nominative": _by_category(row, "unitPattern-count-")}
        for case in ("accusative", "dative", "genitive", "instrumental", "locative", "partitive", "prepositional"):
            forms = _by_category(row, f"{case}-count-")
            if forms:
                unit[case] = forms
        if "gender" in row:
            unit["gender"] = row["gender"]
        if "perUnitPattern" in row:
            unit["per"] = row["perUnitPattern"]
        units[name] = unit
    return {"units": units, "per": long["per"]["compoundUnitPattern"]}


def _by_category(row: dict[str, str], prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): text for key, text in row.items() if key.startswith(prefix)}


def _currencies(packages: Path, tag: str) -> dict[str, Any]:
    parent = packages / "cldr-numbers-full" / "main"
    main = _folder(parent, tag)
    rows = _load(parent / main / "currencies.json")["main"][main]["numbers"]["currencies"]
    currencies = {}
    for code in sorted(CURRENCIES & rows.keys()):
        names = _by_category(rows[code], "displayName-count-")
        currencies[code] = names or {"other": rows[code]["displayName"]}
    return currencies


def _pictures(packages: Path, tag: str) -> dict[str, str]:
    """The spoken names of pictures."""
    names: dict[str, str] = {}
    parent = packages / "cldr-annotations-full" / "annotations"
    try:
        main = _folder(parent, tag)
    except StopIteration:
        return names  # a script variant without names of its own
    for character, row in _load(parent / main / "annotations.json")["annotations"]["annotations"].items():
        if row.get("tts") and _is_picture(character[0]) and _is_wanted(character):
            names[character.replace("\ufe0f", "")] = row["tts"][0]
    return names


def _is_picture(character: str) -> bool:
    point = ord(character)
    return point >= 0x1F000 or 0x2600 <= point <= 0x27BF or 0x2B00 <= point <= 0x2BFF or 0x2300 <= point <= 0x23FF


def _is_wanted(sequence: str) -> bool:
    """Skin tones and hair multiply the list sixfold and are spoken as the base."""
    return not any(0x1F3FB <= ord(part) <= 0x1F3FF or 0x1F9B0 <= ord(part) <= 0x1F9B3 for part in sequence)


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
