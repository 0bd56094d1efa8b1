"""Words of English that decide a reading, and what abbreviations stand for."""

from __future__ import annotations

from collections.abc import Mapping

ABBREVIATIONS: Mapping[str, str] = {
    # Titles
    "dr": "doctor",
    "mr": "mister",
    "mrs": "missus",
    "ms": "miz",
    "messrs": "messieurs",
    "prof": "professor",
    "st": "saint",
    "jr": "junior",
    "sr": "senior",
    "esq": "esquire",
    "gen": "general",
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "pres": "president",
    "lt": "lieutenant",
    "col": "colonel",
    "capt": "captain",
    "cmdr": "commander",
    "maj": "major",
    "adm": "admiral",
    "brig": "brigadier",
    "sgt": "sergeant",
    "cpl": "corporal",
    "pvt": "private",
    "rev": "reverend",
    "fr": "father",
    "hon": "honorable",
    "supt": "superintendent",
    "atty": "attorney",
    "ph.d": "P H D",
    "ph.d.s": "P H Ds",
    "m.sc": "M S C",
    "b.sc": "B S C",
    "ed.d": "E D D",
    "m.phil": "M phil",
    "d.phil": "D phil",
    # Latin
    "vs": "versus",
    "etc": "et cetera",
    "e.g": "for example",
    "i.e": "that is",
    "cf": "compare",
    "ca": "circa",
    "viz": "namely",
    "ibid": "ibidem",
    "al": "al",
    # Firms, offices, institutions
    "inc": "incorporated",
    "ltd": "limited",
    "corp": "corporation",
    "co": "company",
    "bros": "brothers",
    "dept": "department",
    "assn": "association",
    "assoc": "association",
    "univ": "university",
    "intl": "international",
    "int'l": "international",
    "natl": "national",
    "nat'l": "national",
    "govt": "government",
    "gov't": "government",
    "mgmt": "management",
    "mfg": "manufacturing",
    "div": "division",
    # Addresses
    "ave": "avenue",
    "blvd": "boulevard",
    "rd": "road",
    "ln": "lane",
    "ct": "court",
    "pl": "place",
    "sq": "square",
    "ter": "terrace",
    "cir": "circle",
    "pkwy": "parkway",
    "hwy": "highway",
    "tpke": "turnpike",
    "pkgs": "packages",
    "expy": "expressway",
    "rte": "route",
    "mt": "mount",
    "ft": "fort",
    "apt": "apartment",
    "ste": "suite",
    "bldg": "building",
    "fl": "floor",
    "rm": "room",
    # Before a number
    "no": "number",
    "nos": "numbers",
    "fig": "figure",
    "figs": "figures",
    "p": "page",
    "pp": "pages",
    "pg": "page",
    "vol": "volume",
    "vols": "volumes",
    "chs": "chapters",
    "eqs": "equations",
    "ref": "reference",
    "pt": "part",
    "refs": "references",
    "ch": "chapter",
    "sec": "section",
    "art": "article",
    "para": "paragraph",
    "eq": "equation",
    "ex": "example",
    "ep": "episode",
    "eps": "episodes",
    "cl": "clause",
    "fn": "footnote",
    "op": "opus",
    "mk": "mark",
    "tab": "table",
    "app": "appendix",
    "est": "established",
    "min": "minimum",
    "max": "maximum",
    "c": "circa",
    # Of everything
    "approx": "approximately",
    "asst": "assistant",
    "ea": "each",
    "mtg": "meeting",
    "cmte": "committee",
    "pcs": "pieces",
    "dims": "dimensions",
    "avg": "average",
    "misc": "miscellaneous",
    "tel": "telephone",
    "qty": "quantity",
    "qtr": "quarter",
    "amt": "amount",
    "acct": "account",
    "doz": "dozen",
    "incl": "including",
    "excl": "excluding",
    "temp": "temperature",
    "wt": "weight",
    "ht": "height",
    "ed": "edition",
    "a.m": "A M",
    "p.m": "P M",
    # Months that are no words, and those that are with their stop
    **{"Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June", "Jul": "July"},
    **{"Aug": "August", "Sep": "September", "Sept": "September", "Oct": "October", "Nov": "November"},
    "Dec": "December",
    # Mixed capitals, letter by letter
    "Ctrl": "control",
    "PhD": "P H D",
    "PhDs": "P H Ds",
    "MSc": "M S C",
    "BSc": "B S C",
    "MBAs": "M B As",
    "iOS": "I O S",
    "IoT": "I O T",
    "pH": "P H",
    "pKa": "P K A",
    "mRNA": "M R N A",
    "tRNA": "T R N A",
    "WWI": "world war one",
    "WWII": "world war two",
}
"""Without the last full stop. A key with a capital is written in just that way."""

MONTH_NAMES = frozenset("january february march april may june july august september october november december".split())

MONTHS = frozenset("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())

STOPLESS = frozenset(
    "dr mr mrs vs prof st ave blvd rd ln ct pl pkwy hwy expy sq Feb Apr Aug Sept Oct Nov Dec Ctrl PhD PhDs MSc BSc "
    "MBAs iOS IoT mRNA tRNA WWI WWII govt gov't int'l nat'l qty approx avg ph.d.s qtr pH pKa".split()
)
"""Those that need no full stop."""

CLOSING = frozenset(
    "etc jr sr esq inc ltd corp co bros ave blvd rd ln ct pl sq ter cir pkwy a.m p.m al ph.d ph.d.s".split()
)
"""Those that may end a sentence."""

NUMBERED = frozenset(
    "no nos p pp pg fig figs vol ch sec art para eq ex tab app min max c fl rm rte mk cl fn op ep eps vols "
    "chs eqs ref refs pt".split()
)
"""Those that count only before a number."""

LETTERED = frozenset({"apt", "ste", "bldg"})
"""Those that count before a number or a capital."""

CAPITALISED = frozenset(
    "gen rep col mt ft co st ave blvd rd ln ct pl sq ter cir pkwy expy pres maj adm fr hon gov sen div lt brig "
    "rev".split()
)
"""Those that count only with a capital: in small letters they are words."""

STREETS: Mapping[str, str] = {
    "st": "street",
    "dr": "drive",
    **{key: ABBREVIATIONS[key] for key in "ave blvd rd ln ct pl sq ter cir pkwy expy".split()},
}
"""What follows a street's name."""

STREET_WORDS = frozenset(
    "street avenue boulevard road lane court place square terrace circle parkway expressway highway drive way".split()
) | frozenset(STREETS)

DIRECTIONS: Mapping[str, str] = {
    "N": "north",
    "S": "south",
    "E": "east",
    "W": "west",
    "NE": "northeast",
    "NW": "northwest",
    "SE": "southeast",
    "SW": "southwest",
}

STATES: Mapping[str, str] = {
    **{"AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado"},
    **{"CT": "Connecticut", "DE": "Delaware", "DC": "D C", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii"},
    **{"ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky"},
    **{"LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan"},
    **{"MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada"},
    **{"NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina"},
    **{"ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania"},
    **{"RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas"},
    **{"UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia"},
    **{"WI": "Wisconsin", "WY": "Wyoming", "PR": "Puerto Rico"},
}
OLD_STATES: Mapping[str, str] = {
    **{"Ala": "Alabama", "Ariz": "Arizona", "Ark": "Arkansas", "Calif": "California", "Colo": "Colorado"},
    **{"Conn": "Connecticut", "Del": "Delaware", "Fla": "Florida", "Ga": "Georgia", "Ill": "Illinois"},
    **{"Ind": "Indiana", "Kan": "Kansas", "Ky": "Kentucky", "Md": "Maryland", "Mass": "Massachusetts"},
    **{"Mich": "Michigan", "Minn": "Minnesota", "Mo": "Missouri", "Mont": "Montana", "Neb": "Nebraska"},
    **{"Nev": "Nevada", "Okla": "Oklahoma", "Ore": "Oregon", "Pa": "Pennsylvania", "Tenn": "Tennessee"},
    **{"Tex": "Texas", "Vt": "Vermont", "Va": "Virginia", "Wash": "Washington", "Wis": "Wisconsin"},
    "Wyo": "Wyoming",
}
"""As newspapers shorten them behind a town."""
WORDLIKE_STATES = frozenset({"HI", "ID", "IN", "LA", "ME", "OK", "OR", "MS", "PR"})
"""States whose letters are something else too: they count only before a ZIP code."""

WEEKDAYS: Mapping[str, str] = {
    **{"Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Weds": "Wednesday"},
    **{"Thu": "Thursday", "Thur": "Thursday", "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday"},
}

INITIALISMS = frozenset(
    # Countries, towns, offices
    "USA US UK EU UN UAE USSR LA NYC DC NZ UCLA MIT UCSF USC OSU UBC LSE NUS GOP DNC RNC DEA ATF NIH NSF FAA FHA HUD "
    "NYSE AARP NAACP POW "
    "FBI CIA NSA IRS EPA FDA CDC FCC FTC SEC DOJ DOE DOD DHS TSA USDA IMF WHO WTO ECB OECD IOC ILO IAEA EMA "
    "ACLU AMA APA AAA UPS USPS BBC CBC ABC NBC CBS ESPN HBO MTV UFC NBA NFL NHL MLB MLS NCAA FIA "
    # Firms and their people
    "IBM AMD AOL AWS UBS HSBC GE GM EA HP VW BMW AIG CEO CFO CTO COO CIO CMO HR PR VP SVP EVP IPO ROI KPI OKR MBA CPA "
    "CV IOU NDA EOD ETA FAQ FYI DIY RSVP ASAP BTW IMO IMHO AKA TBA TBD QA CRM ERP ESG "
    # Machines and what runs on them
    "AI ML LLM NLP IT API URL URI UI UX GPU CPU TPU NPU APU USB IP OS IDE SDK CLI ISP VPN DNS HTTP FTP SSH AES RSA "
    "UUID ID OTP ATM EV AC UV IR IQ EQ AV AR VR XR HDMI AVI MPEG PDF OCR RPA ORM ETL IEEE ACM IETF EOF UTF ISO SEO "
    "UPC IBAN IMEI RPM EMF LED OLED UPS SQL PNG IV "
    # Medicine, science, school
    "DNA RNA HIV ER ICU MRI EKG ECG EEG UTI IBS ALS ADHD PTSD OCD BMI IVF IUD OB UFO ESL GPA SAT GRE GED ATP ADP UVA "
    "UVB IEP AP IB EMT EMS "
    # Hours and eras
    "EST EDT CST CDT MST MDT PST PDT ET GMT UTC CET CEST BST IST JST AEST PM BCE CE AD BC "
    # Others
    "SOS UFO OAP AGM AOB ATC ICBM IED ABS RIP SASE TLC MVP PSA POV PTA PTO RPG IRL OMG IDK "
    "RBI USMC USAF LAPD NYPD "
    "USS RMS DEI BYOD BYOB USMCA VAE ISS EPS IRR ARR OEM ENT IPA ACH EHR EMR EIA EEOC IED OSS UAV UAT OTC OTT DUI DOB "
    "DOI MOU SOP SOC POC POS TOS RAF GIS CAC AUM EPO ESA EFT EDI EIN COD LOI ROA ROE AOC UAW ICC OAS EMI IEC IRB "
    "TV VIP SUV GDP GNP CPI ETF APR APY AGI VAT HOA ATV UEFI".split()
)
"""Capitals that are spelled although they could be said as a word."""

WORDS_IN_CAPITALS = frozenset("US IT WHO LED UPS LA AD ET ID SAT SEC".split())
"""Those of ``INITIALISMS`` that are words too, where everything around is in capitals."""

ACRONYMS = frozenset(
    "NASA NATO OPEC AIDS UNESCO UNICEF FIFA ASEAN OSHA NAFTA PETA SWAT RADAR LASER SCUBA SONAR ZIP JPEG GIF RAM ROM "
    "LAN WAN SIM JSON YAML TOML CRUD REST SOAP AJAX LIDAR ASCII ANSI BIOS NASDAQ SARS MERS COVID "
    "RISC CISC YOLO FOMO IKEA LEGO PIN UEFA NIMBY HIPAA GUI PIXAR LOL OK TED DARPA FICA FICO GUID MIDI RAID SATA "
    "NAND DOS UNIX STEM TOEFL ICE".split()
)
"""Capitals that are said as a word."""

COUNTED = frozenset(
    "people users downloads views followers subscribers copies homes customers viewers visitors residents students "
    "inhabitants households workers voters votes members units patients children refugees barrels passengers players "
    "streams items records rows tokens parameters params pounds dollars euros shares fans listeners readers companies "
    "employees accounts cases deaths books songs likes hits lines words requests rows samples images miles tonnes tons "
    "active new monthly daily unique total square unit units visits sales cars vehicles animals jobs men women".split()
)
"""What "1.5m" counts: million, and no meters."""

COMPARED = frozenset(
    "faster slower more less bigger larger better higher lower cheaper smaller greater longer shorter stronger as the "
    "speed growth increase return returns improvement zoom".split()
)
"""Behind "2x", which is then "two times"."""

PLACES = frozenset(
    "room seat gate apartment apt unit section table figure exhibit exit platform row appendix level class grade suite "
    "flat block building hall zone bus line route flight floor terminal lot type size model part item step question "
    "chapter page form schedule group team plan option".split()
)
"""Before a number with a letter that is no unit: "room 12A"."""

DIGITS_BEHIND = frozenset("pin cvv cvc zip otp passcode password ssn postcode isbn iban imei".split())
"""Words behind which digits are said one by one …"""

LONG_DIGITS_BEHIND = frozenset("code account serial tracking confirmation reference routing order case invoice".split())
"""… and those behind which at least four of them are."""

CALLED_BY = frozenset("call phone tel telephone dial fax mobile cell text hotline card id key issn".split())
"""Words near two groups of digits that are a number to dial or to enter, not a range."""

BETWEEN = frozenset("is number no the was are your my and as to enter of use".split())
"""What may stand between such a word and the digits."""

EMERGENCY = frozenset("911 999 112 411 311 988 211 511 811 111 000".split())
"""Numbers that are called, digit by digit."""

LAST_DIGITS = frozenset("card account number phone cell ssn visa mastercard amex device iban".split())
"""What may be told by its last digits: "the card ending in 8876"."""

UNITS_OF_MEN = frozenset("corps army armies legion airborne olympiad dynasty".split())
"""Behind a numeral that counts one of many, as a century does: "the VII Corps"."""

MEASURES = frozenset(
    "inches feet yards miles meters metres kilometers kilometres seconds minutes hours days weeks months years cups "
    "pounds ounces liters litres gallons teaspoons tablespoons grams points acres degrees percent".split()
)
"""What a part is taken of: "3/5 miles" is no three out of five."""

SCRIPTURES = frozenset(
    "genesis exodus leviticus numbers deuteronomy joshua judges ruth samuel kings chronicles ezra nehemiah esther job "
    "psalm psalms proverbs ecclesiastes isaiah jeremiah lamentations ezekiel daniel hosea joel amos obadiah jonah "
    "micah nahum habakkuk zephaniah haggai zechariah malachi matthew mark luke john acts romans corinthians "
    "galatians ephesians philippians colossians thessalonians timothy titus philemon hebrews james peter jude "
    "revelation surah quran qur'an gita songs verse verses".split()
)
"""Books with chapters and verses."""

BOOKS: Mapping[str, str] = {
    **{"Gen": "Genesis", "Ex": "Exodus", "Exod": "Exodus", "Lev": "Leviticus", "Num": "Numbers"},
    **{"Deut": "Deuteronomy", "Josh": "Joshua", "Ps": "Psalms", "Prov": "Proverbs", "Eccl": "Ecclesiastes"},
    **{"Isa": "Isaiah", "Jer": "Jeremiah", "Ezek": "Ezekiel", "Dan": "Daniel", "Matt": "Matthew", "Rom": "Romans"},
    **{"Cor": "Corinthians", "Gal": "Galatians", "Eph": "Ephesians", "Phil": "Philippians", "Col": "Colossians"},
    **{"Thess": "Thessalonians", "Tim": "Timothy", "Heb": "Hebrews", "Jas": "James", "Pet": "Peter"},
    "Rev": "Revelation",
}
"""Books of the Bible by their short names, before a chapter and a verse."""

CALLED = frozenset("calls callers operators dispatchers services systems".split())

CARS = frozenset({"porsche", "carrera"})

OUT_OF = frozenset("scored rated rating score got gave rate earned grade received".split())
"""Before "8/10" that is a mark."""

TITLES = frozenset("king queen pope emperor empress tsar czar prince princess duke saint st sultan of under by".split())
"""Before a ruler's name."""

OF_KINGS = frozenset("of and or in who to from by as at on the with for until died became ruled reigned signed".split())
"""Behind "John I" in a sentence, where that is no speaker."""

ELECTRIC = frozenset("fuse fuses circuit circuits breaker breakers plug socket current charger supply".split())
"""Behind "13A", which is amperes without a gap."""

_LAST_DAYS = {"F": "Friday", "Th": "Thursday", "Sat": "Saturday"}
PHRASES: Mapping[str, str] = {
    "§§": "sections",
    "C++": "C plus plus",
    "C#": "C sharp",
    "F#": "F sharp",
    ".NET": "dot net",
    "+/-": "plus or minus",
    "&c": "et cetera",
    "24/7/365": "twenty-four seven three sixty-five",
    "max": "maximum",
    "min": "minimum",
    "w/o": "without",
    "w/": "with",
    "Min": "minimum",
    "Max": "maximum",
    "Sec": "secretary",
    **{"N": "north", "S": "south", "E": "east", "W": "west"},
    "NO": "number",
    **{"Est": "estimated", "mpg": "miles per gallon"},
    **{"WW1": "world war one", "WW2": "world war two", "c": "century"},
    **{"S/N": "serial number", "P/N": "part number"},
    **{f"M{dash}{day}": f"Monday to {name}" for dash in "-–" for day, name in _LAST_DAYS.items()},
    **{"apt": "apartment", "Apt": "apartment"},
    **{"No": "number", "Vol": "volume", "Ref": "reference", "Ext": "extension"},
    **{"y/y": "year over year", "m/m": "month over month", "q/q": "quarter over quarter"},
    **{"Lat": "latitude", "lat": "latitude", "Long": "longitude", "long": "longitude", "incl": "included"},
    **{"F.2d": "F second", "F.3d": "F third", "F.4th": "F fourth", "Cir": "circuit"},
    **{"#s": "numbers", "¶¶": "paragraphs"},
    "VOL": "volume",
    **{"lb": "pound", "lbs": "pounds", "kgs": "kilograms", "oz": "ounces", "mph": "miles per hour"},
    "w/w": "weight by weight",
    "w/v": "weight by volume",
    "v/v": "volume by volume",
    "x86": "X eighty-six",
    "x86_64": "X eighty-six, sixty-four",
    "x86-64": "X eighty-six, sixty-four",
    "RISC-V": "RISC five",
    "b/c": "because",
    "c/o": "care of",
    "n/a": "N A",
    "YoY": "year over year",
    "QoQ": "quarter over quarter",
    "MoM": "month over month",
    "N/A": "N A",
}

GROUPS = (
    "",
    *"thousand million billion trillion quadrillion quintillion sextillion septillion octillion nonillion".split(),
    "decillion",
)
"""Names of groups of three digits, from the last."""

ROUND: Mapping[str, str] = {
    "10": "tens",
    "100": "hundreds",
    "1000": "thousands",
    "10000": "tens of thousands",
    "100000": "hundreds of thousands",
}
"""Round numbers in the plural."""

RULERS = frozenset(
    "henry louis george edward richard charles james william elizabeth john paul pius benedict gregory leo "
    "philip nicholas alexander frederick ferdinand catherine peter ivan napoleon innocent clement urban "
    "robert david malcolm constantine ptolemy ramesses rameses xerxes darius cleopatra mary otto wilhelm "
    "franz friedrich carl gustav christian harald haakon olav albert leopold baudouin francis isabella "
    "alfonso juan felipe umberto victor emmanuel boniface sixtus celestine adrian hadrian julius callixtus "
    "eugene honorius lucius linus anne margaret joseph rudolf maximilian sigismund casimir stephen theodore "
    "michael manuel basil mehmed murad suleiman selim henri rudolph theodosius frederic ladislaus amadeus "
    "bela thutmose amenhotep seti artaxerxes cyrus antiochus seleucus philippe edmund eric magnus".split()
)
"""Names of rulers and popes."""
