"""Norwegian (bokmål)."""

from __future__ import annotations

from rhapsode_server.text.verbalization.context import Context
from rhapsode_server.text.verbalization.locales.european_patterns import called
from rhapsode_server.text.verbalization.locales.scandinavian import (
    BEHIND_DAY,
    FIGURE_BEFORE,
    SHORT_DAYS,
    Scandinavian,
    named,
    short_days,
    table,
    week_range,
)
from rhapsode_server.text.verbalization.number_words import NumberWords, RbnfNumbers
from rhapsode_server.text.verbalization.span import Span, SpanKind


class NorwegianNumbers(RbnfNumbers):
    """The CLDR's cardinals; its ordinals are wrong from one hundred on, and years are said in two halves."""

    def _cardinal(self, number: int, form: str | None) -> str:
        names = {"neuter": "cardinal-neuter", "common": "cardinal-masculine"}
        return self.spell_out(number, names.get(form or "", "cardinal-masculine"))

    def _ordinal(self, number: int, form: str | None) -> str:
        high, low = divmod(number, 100)
        if not high:
            return self.spell_out(number, "ordinal-masculine")
        if not low:
            words = self._cardinal(number, None)
            return {"hundre": "hundrede", "tusen": "tusende"}.get(
                words, f"{words}de" if words[-1] == "e" else f"{words}te"
            )
        return f"{self._cardinal(high * 100, None)} og {self.spell_out(low, 'ordinal-masculine')}"

    def _year(self, number: int) -> str:
        high, low = divmod(number, 100)
        if not 11 <= high <= 19:
            return self._cardinal(number, None)
        century = self._cardinal(high, None)
        if low < 10:
            return f"{century}hundre" + (f" og {self._cardinal(low, None)}" if low else "")
        return century + self._cardinal(low, None)


class Norwegian(Scandinavian):
    """Norwegian."""

    tag = "nb"
    between = ("mellom", "og")
    home = "NOK"
    group_marks = "\u00a0 \u202f\u2009."
    ordinal_stop = True
    ordinal_suffixes = ("'de", "’de")
    year_words = frozenset(
        "år året årene siden fra til før etter omkring i sommeren vinteren våren høsten mellom januar februar mars "
        "april mai juni juli august september oktober november desember".split()
    )
    eras = {"f.Kr.": "før Kristus", "f. Kr.": "før Kristus", "e.Kr.": "etter Kristus", "e. Kr.": "etter Kristus"}
    month_words = {"sept": 9, "febr": 2}
    day_suffix = r"\.?"
    day_month_stop = True
    percent_word = "prosent"
    parts = "deler"
    part_of = "dels"
    and_following = "og følgende"
    times = "ganger"
    currency_signs = {"kr": "NOK", "Kr": "NOK", "kr.": "NOK", "kroner": "NOK", "euro": "EUR", "dollar": "USD"}
    currency_names = {
        "NOK": {"one": "krone", "other": "kroner"},
        "DKK": {"one": "dansk krone", "other": "danske kroner"},
        "SEK": {"one": "svensk krone", "other": "svenske kroner"},
        **{"EUR": {"other": "euro"}, "USD": {"other": "dollar"}, "GBP": {"other": "pund"}, "JPY": {"other": "yen"}},
    }
    minor_units = {
        **dict.fromkeys(("SEK", "NOK", "DKK"), {"other": "øre"}),
        **dict.fromkeys(("EUR", "USD", "AUD", "CAD", "NZD"), {"other": "cent"}),
        "GBP": {"other": "pence"},
    }
    money_and = "og"
    scales = {
        **{"k": "tusen", "m": "millioner", "bn": "milliarder"},
        **{word: word for word in ("tusen", "million", "millioner", "milliard", "milliarder", "billion", "billioner")},
        **{"mill": "millioner", "mrd": "milliarder", "mill.": "millioner", "mrd.": "milliarder", "mnok": "millioner"},
    }
    unit_signs = {
        **{"ss": "tablespoon", "ts": "teaspoon", "fps": "frame-per-second", "bpm": "beat-per-minute"},
        **{"km/t": "kilometer-per-hour", "km/time": "kilometer-per-hour", "km/s": "kilometer-per-second"},
        **{"sek": "second", "kvm": "square-meter", "t": ""},
        **{"hk": "horsepower", "mAh": "milliampere-hour", "o/min": "revolution-per-minute", "mnd": "month"},
        "l/mil": "liter-per-mile-scandinavian",
    }
    unit_names = {
        "milliampere-hour": {"one": "milliamperetime", "other": "milliamperetimer"},
        "horsepower": {"one": "hestekraft", "other": "hestekrefter"},
        "revolution-per-minute": {"other": "omdreininger per minutt"},
        "liter-per-mile-scandinavian": {"other": "liter per mil"},
        "kilometer-per-hour": {"other": "kilometer i timen"},
        "kilometer-per-second": {"other": "kilometer i sekundet"},
        "degree": {"one": "grad", "other": "grader"},
        "frame-per-second": {"other": "bilder per sekund"},
        "beat-per-minute": {"other": "slag per minutt"},
    }
    ratio_words = frozenset({"forholdet", "bland", "målestokk", "odds", "ratio", "skala"})
    score_words = frozenset(
        "vant vinner vinne seier tapte taper tap slo ledet leder ledelse uavgjort resultat resultatet endte "
        "stillingen kampen scoret sluttresultat beseiret".split()
    )
    phone_words = frozenset("ring ringe tlf telefon telefonnummer mobil nummer faks sms kontonr kontonummer".split())
    version_words = frozenset({"versjon", "versjonen", "python", "android", "ios", "windows"})
    roman_before = frozenset(
        "sal rom kapittel del bind akt vedlegg artikkel klasse type tabell figur verdenskrig paragraf gruppe fase "
        "nivå scene "
        "bok".split()
    )
    roman_names = frozenset(
        "harald haakon håkon olav magnus sverre øystein sigurd christian kristian frederik fredrik margrete "
        "margrethe karl carl "
        "gustav ludvig henrik filip edvard edward georg wilhelm vilhelm johannes paul paulus benedikt pius leo gregor "
        "elizabeth elisabeth katarina napoleon ivan peter nikolai alexander aleksander franz leopold albert ferdinand "
        "hans erik eirik klemens innocens urban ramses".split()
    )
    abbreviations = table(
        "C++=C plus plus|C#=C sharp|F#=F sharp|min=minst|bd=bind|tab=tabell|pst=prosent|mva=merverdiavgift|"
        "adr=adresse|ang=angående|ass=assisterende|avd=avdeling|bl.a=blant annet|bnr=bruksnummer|ca=cirka|"
        "d.v.s=det vil si|dr=doktor|dvs=det vil si|e.l=eller lignende|ekskl=eksklusive|el.l=eller lignende|"
        "etc=et cetera|ev=eventuelt|evt=eventuelt|f.eks=for eksempel|f.o.m=fra og med|feks=for eksempel|"
        "fhv=forhenværende|fig=figur|fom=fra og med|fr=fru|fre=fredag|frk=frøken|gnr=gårdsnummer|hr=herr|"
        "ifm=i forbindelse med|ift=i forhold til|ifølge=ifølge|iht=i henhold til|inkl=inklusive|jf=jamfør|"
        "jfr=jamfør|jr=junior|kap=kapittel|kgl=kongelig|kl=klokken|lør=lørdag|m.a.o=med andre ord|m.fl=med flere|"
        "m.m=med mer|m.o.h=meter over havet|m.v=med videre|maks=maksimalt|man=mandag|mfl=med flere|"
        "mht=med hensyn til|mill=millioner|moh=meter over havet|mrd=milliarder|mv=med videre|nr=nummer|"
        "o.l=og lignende|o.s.v=og så videre|obs=observer|ons=onsdag|osv=og så videre|p.g.a=på grunn av|"
        "p.t=for tiden|pers=personer|pga=på grunn av|pr=per|prof=professor|resp=respektive|s=side|st=sankt|"
        "stk=stykk|søn=søndag|t.o.m=til og med|tir=tirsdag|tirs=tirsdag|tlf=telefon|tom=til og med|tor=torsdag|"
        "tors=torsdag|uke=uke|vedr=vedrørende|vha=ved hjelp av|vol=volum|årg=årgang|innb=innbyggere|etg=etasje"
    )
    stopless = frozenset(
        "ca dvs feks kl nr osv pga iht ift ifm mht vha tlf etc evt dr prof inkl ekskl mv mfl m.m m.fl f.eks bl.a stk "
        "moh mill mrd pst mva maks".split()
    )
    closing = frozenset("m.m m.fl mfl m.v mv osv o.s.v etc o.l e.l el.l stk".split())
    initialisms = frozenset(
        "EU US USA FN NRK VG SAS NHO LO UD AS ASA IT AI ID API URL USB CPU GPU IP EM VM OL AB IBM FBI CIA PST BBC CEO "
        "AP SV EØS MDG ISBN".split()
    )
    symbol_names = named(
        "krøllalfa|punktum|bindestrek|understrek|skråstrek|kolon|firkant|pluss|og|stjerne|mellomrom|komma|"
        "semikolon|utropstegn|spørsmålstegn|apostrof|anførselstegn|parentes|parentes slutt|hakeparentes|"
        "hakeparentes slutt|klammeparentes|klammeparentes slutt|mindre enn|større enn|er lik|prosent|dollar|euro|"
        "pund|omvendt skråstrek|loddrett strek|tilde|cirkumfleks|grav aksent|grader|paragraf"
    )
    plus = "pluss"
    plus_minus = "pluss minus"
    hashtag_word = "emneknagg"
    powers = {"2": "i annen", "3": "i tredje", "": "opphøyd i"}
    symbols = {
        **{"&": "og", "+": "pluss", "=": "er lik", "×": "ganger", "≈": "omtrent", "§": "paragraf"},
        **{
            "~": "omtrent",
            "·": "ganger",
            "÷": "delt på",
            "√": "kvadratroten av",
            "≠": "er ikke lik",
            "<": "mindre enn",
            ">": "større enn",
        },
        **{
            "≤": "mindre enn eller lik",
            "≥": "større enn eller lik",
            "±": "pluss minus",
            "∞": "uendelig",
            "#": "nummer",
            "§§": "paragrafene",
        },
    }
    quantities = {">": "mer enn", "<": "mindre enn", "≥": "minst", "≤": "høyst"}
    neuter_nouns = frozenset(
        "hus barn år egg bord rom kilo tonn land dyr liv spor språk ord brev kort glass tre bilde foto hjem problem "
        "eksempel kapittel eple par program prosjekt system forsøk mål lag spill museum universitet selskap parti "
        "nummer område stykke hotell hjerte øye øre ansikt besøk svar navn døgn kvartal tiår lys tak gulv vindu "
        "kjøkken skip tog fly fjell hav felt møte arbeid tilfelle slag minutt sekund bad råd bein hode hull pund gram "
        "kilogram bibliotek senter forum krav tilbud resultat alternativ argument beløp blad skritt sted poeng".split()
    )
    function_words = frozenset(
        "tilbage tilbake delt ganger pluss minus "
        "og av i på til er var som eller men for med fra om at så kom ble har hadde den det de skal kan ved mot etter "
        "før under over gjennom per januar februar mars april mai juni juli august september oktober november "
        "desember vant går dør allerede ikke mer også".split()
    )
    dated = frozenset(
        "den til fra senest innen før etter siden dato mandag tirsdag onsdag torsdag fredag lørdag søndag man "
        "tirs ons tors fre lør søn".split()
    )
    per_words = {
        **{"stk": "stykk", "mnd": "måned", "pers": "person"},
        **{word: word for word in ("dag", "døgn", "uke", "måned", "år", "person", "time", "natt", "kvartal")},
    }
    patterns = (
        called("[pP]inkoden,[pP]inkoden er,[kK]oden,[kK]oden er,[kK]ode,[kK]ode:,[kK]oden:,PIN", r"\d{4,8}"),
        called("[rR]ing,[rR]inge,[rR]ing til,[nN]ødnummeret,[nN]ummeret,[lL]egevakt", "110|112|113|116117"),
        # "§ 5-12" is no range.
        (SpanKind.CARDINAL, r"(?#§)(?<=§ )(?P<integer>\d{1,3})(?P<dashed>-)(?=\d{1,3}(?![\w-]|[.,]\d))"),
        (SpanKind.YEAR, r"(?<![\w.,])(?P<integer>\d{1,3}0)-(?P<decade>tall\w{0,4}|årene)"),
        (
            SpanKind.DURATION,
            r"(?<![\w.,])(?P<hour>\d{1,3})\s?(?:t|timer?)\.?\s(?:og\s)?(?P<minute>\d{1,2})\s?min(?:utter|\.(?=[,;)]|\s[a-zæøå]))?(?!\w)",
        ),
        short_days("(?-i:Man)|tirs?|ons|tors?|fre|lør|søn"),
        week_range("man|tirs?|ons|tors?|fre|lør|søn"),
        *Scandinavian.patterns,
    )

    def make_numbers(self) -> NumberWords:
        return NorwegianNumbers("no")

    def decide(self, span: Span, context: Context) -> Span | None:
        if self.is_ruled(span, context):
            return self.ruler(span, context)
        if span.kind is SpanKind.ABBREVIATION and span.field("key"):
            key = span.field("key")
            following = context.text[context.end : context.end + 2].strip()[:1]
            if key in ("min", "maks"):
                return (
                    span
                    if following.isdigit()
                    and not FIGURE_BEFORE.search(context.text, max(0, span.start - 2), span.start)
                    else None
                )
            if key in ("s", "kap", "fig", "vol", "årg", "bd", "tab"):
                return span if following.isdigit() else None
            if key in ("man", "ons", "fre", "tir", "tor", "tom", "fr", "st"):
                day = following.isdigit() or (key in SHORT_DAYS and BEHIND_DAY.match(context.text, context.end))
                return span if day or (key in ("fr", "st") and following.isupper()) else None
        return super().decide(span, context)

    def cardinal(self, span: Span, context: Context) -> str | None:
        words = super().cardinal(span, context)
        return f"{words} " if span.field("dashed") else words

    def year(self, span: Span, context: Context) -> str | None:
        if not span.field("decade"):
            return super().year(span, context)
        number = int(span.field("integer"))
        words = self.numbers.year(number) if number >= 100 else self.numbers.cardinal(number)
        return words.replace(" ", "") + span.field("decade")
