"""Which languages there are, and what differs from one to the other in cutting: one row each.

To add a language, add a row here; ``verbalization/README.md`` lists all places. What tells languages apart, and what
puts numbers into words, knows those of :data:`READ_LANGUAGES`. The tests of the segmenter and the
normaliser run over every row.

Abbreviations are compared without regard to case, and written without their last full stop. Left out are those that
the cutter knows by their shape in every language: single letters ("z. B.", "J. R.") and single letters between full
stops ("e.g.", "U.S.A."). Left out, too, are abbreviations that are everyday words: a sentence end missed costs a little
time, and one after "sa." or "do." would be missed often. The lists are the authors' judgement; no published rule set
was copied or compared.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from rhapsode_server.text.sentence_openers import SENTENCE_OPENERS


@dataclass(frozen=True, slots=True)
class Language:
    """One language."""

    tag: str
    """Primary subtag (RFC 5646), such as ``de``; empty where the language is not known."""
    name: str
    """In English."""
    abbreviations: frozenset[str] = frozenset()
    """A sentence does not end after these."""
    before_number: frozenset[str] = frozenset()
    """A sentence does not end after these where a digit follows ("No. 5", but "I said no.")."""
    may_end: frozenset[str] = frozenset()
    """Those of the abbreviations behind which a capital letter begins a sentence ("pears, etc. They"). In lower case
    only: "т. д. Потом", but "Д. Иванов"."""
    before_openers: frozenset[str] = frozenset()
    """Abbreviations behind which a sentence begins where one of ``openers`` follows ("5 p.m. Then")."""
    openers: frozenset[str] = frozenset()
    """Words that are no names, and so have a capital letter only where they begin a sentence."""
    words: frozenset[str] = frozenset()
    """Words of one letter that sentences end with, in lower case; any other letter before a stop is an initial."""
    letter_names: frozenset[str] = frozenset()
    """Initials that are written as Latin letters sound: Hindi "बी. सी."."""
    endings: tuple[str, ...] = ()
    """What abbreviated compounds end in: German "Hauptstr."."""
    initials: re.Pattern[str] | None = None
    """What abbreviations look like in a script of its own, where no table is needed to tell them."""
    ordinal_stop: bool = False
    """Whether a full stop makes a number an ordinal, as in German "3. Versuch"."""
    ordinal_before_capital: bool = False
    """Whether it does so before a capital letter too: where nouns are written with one, or courts and streets are
    numbered so."""
    year_first: bool = False
    """Whether dates are written "2024. 3. 14."."""
    sentence_marks: str = ""
    """Marks that end a sentence in this language alone."""
    opening_quotes: str = ""
    """Quotation marks that only open; French sets a space behind them."""
    closing_quotes: str = ""
    """Those that only close, with a space before them."""
    is_read: bool = True
    """Whether it is told from texts, and its numbers are put into words; of any other, only the cutting is known."""


def _row(
    tag: str,
    name: str,
    abbreviations: str = "",
    before_number: str = "",
    *,
    may_end: str = "",
    before_openers: str = "",
    words: str = "",
    letter_names: str = "",
    endings: str = "",
    initials: str | None = None,
    ordinal_stop: bool = False,
    ordinal_before_capital: bool = False,
    year_first: bool = False,
    sentence_marks: str = "",
    opening_quotes: str = "",
    closing_quotes: str = "",
    is_read: bool = True,
) -> Language:
    """A row whose sets are written as words with spaces between them."""
    return Language(
        tag,
        name,
        frozenset(abbreviations.casefold().split()),
        frozenset(before_number.casefold().split()),
        frozenset(may_end.split()),
        frozenset(before_openers.split()),
        SENTENCE_OPENERS.get(tag, frozenset()),
        frozenset(words.split()),
        frozenset(letter_names.split()),
        tuple(endings.split()),
        None if initials is None else re.compile(initials),
        ordinal_stop,
        ordinal_before_capital,
        year_first,
        sentence_marks,
        opening_quotes,
        closing_quotes,
        is_read,
    )


_TAMIL_LETTER = "[\u0b85-\u0bb9][\u0bbe-\u0bcd]*"

_ROWS = (
    _row(
        "en",
        "English",
        "mr mrs ms dr prof rev hon pres gov sen rep gen col maj capt cmdr lt sgt cpl pvt adm st ste mt ft jr sr messrs "
        "mmes esq phd bros corp inc ltd llc plc dept univ assn ave blvd rd hwy bldg apt vs viz cf al approx etc incl "
        "esp resp orig jan feb apr aug sept oct nov dec mon tue tues wed thu thur thurs fri eds trans seq supt det "
        "insp est misc ext dist ret tbsp tsp oz lb lbs hr hrs yr yrs rte pkwy brig assoc natl intl proc acad drs eq "
        "eqs hist mfg asst atty dir mgr sci soc cir supp rs co ps vol vols chap n° fn",
        "no nos p pp pg fig figs ch sec sect art para par ex op nr pt sat sun mar jun jul ca",
        may_end="etc tbsp tsp oz lb lbs hr hrs yr yrs",
        before_openers="a.m p.m u.s u.k u.s.a u.n e.u d.c b.c a.d ph.d inc ltd llc corp co jr sr al st ave blvd rd m "
        "est jan feb apr aug sept oct nov dec mon tue tues wed thu thur thurs fri",
    ),
    _row(
        "de",
        "German",
        "dr prof hr hrn fr frl ing dipl mag med phil jur rer nat habil st str pl hl bzw ca usw usf evtl ggf inkl exkl "
        "zzgl abzgl gem lt vgl sog allg bspw beisp bez chr dgl ebd einschl entspr erw etc ff geb gest ges gegr hrsg "
        "insb jh jhd jhdt kath ev mio mrd mwst näml orig phys resp röm schw sen jun spez staatl std stk tel teilw tsd "
        "univ unbek urspr verh vers verm vorm westf wiss zus zzt ztr jan jän feb apr aug sep sept okt nov dez tägl "
        "jährl mtl abt anm aufl betr bzgl dt ehem engl fa frz gebr gez ggfs griech inh jmd lfd lat mind österr pkt "
        "proz russ schwed schweiz sek soz span städt stellv unv vors wg zit eidg evang franz frhr hptm ital jap kgl "
        "obb pfr rd rel schr südd türk ung verf vorl zw präs co bros mr mrs ms mt",
        "nr nrn kap art abs abb bd ziff tab min max bes mo di mi do sa so s",
        may_end="etc usw usf",
        before_openers="e.v hrsg ges mio mrd std tel str jh jhdt min sek stk tsd chr v.chr n.chr o.ä u.ä",
        endings="str",
        ordinal_stop=True,
        ordinal_before_capital=True,
    ),
    _row(
        "fr",
        "French",
        "mm mme mmes mlle mlles mgr dr drs pr st ste bd boul pl fg env etc cf ap apr adj chap coll éd fasc ibid janv "
        "févr avr juil sept oct nov déc lun mar jeu ven sam dim tél réf inéd suiv trad vol c.-à-d c-à-d av dép hab "
        "préf tabl univ arr bibl bull cie éts ets illustr civ lt cdt gal prof ing mr chron crim soc trib rép cit hebd "
        "bros mrs ms mt",
        "no nos n° p pp art fig al ex op max min",
        may_end="etc",
        before_openers="bros prof",
        opening_quotes="«",
        closing_quotes="»",
    ),
    _row(
        "es",
        "Spanish",
        "sr sra srta sres sras dr dra dres prof profa lic ing arq dña ud uds vd vds sto sta gral cnel cap sgto tte "
        "avda avd ctra pza plza urb dpto depto izq dcha edif tel tfno ext etc aprox máx mín pág págs núm núms art fig "
        "vol ed eds coord trad cía ee uu ff aa ene feb abr ago sept oct nov dic admón excmo ilmo mons p.ej av bco cf "
        "ej esq ibid lám ofic pdte prov ref rvdo sig sigs tít univ gte dir hab hna hno cra bros st mt mtro mtra pdta "
        "sgte fdo gob lcdo lcda párr párrf dipl n° fn mr mrs ms",
        "no nº n.º p pp mar may jun jul lun mié jue vie sáb dom",
        may_end="etc hab",
        before_openers="bros uu a.c d.c m",
    ),
    _row(
        "it",
        "Italian",
        "sig sigg dott prof ing avv arch geom rag mons sen st ss ecc cfr pag pagg cap art fig tel ca vol ed feb apr "
        "mag giu lug ago sett ott nov dic lun mart merc giov ven sab spett egr gent rev dott.ssa prof.ssa sig.ra on "
        "sec amm ass bibl cav cit cod comm cost dir fasc lett mitt pres prec prov reg rif seg segg sez suppl tab univ "
        "p.es psicol ten col magg civ pen trib cass mr bros es mrs ms dr mt",
        "n nr num p pp gen mar set",
        may_end="ecc",
        before_openers="bros a.c d.c",
        words="è é",
    ),
    _row(
        "pt",
        "Portuguese",
        "sr sra srs sras srta dr dra drs prof profa eng exmo exma ilmo ilma av pça tv ltda cia tel etc obs pág págs "
        "cap art fig vol ed org aprox máx mín jan fev abr ago nov dez dep gov núm p.ex v.ex séc sécs cf cód dept depto "
        "fl fls ib ilust lda mons ref reg rod sarg secr segs tab trad univ mr mrs arq arqa prof.ª dr.ª sr.ª dir pres "
        "gen cel ten sec bros dist des ms mt st",
        "no nº n.º p pp mar mai jun jul set out",
        may_end="etc",
        before_openers="q.b bros ltda cia av a.c d.c",
        words="é",
    ),
    _row(
        "nl",
        "Dutch",
        "dhr mevr mw dr drs ir ing mr prof st ds ca bijv enz etc evt excl incl vgl resp m.b.t d.w.z blz hfst tel jan "
        "feb mrt apr aug sept okt nov dec jr sr vnl zgn mej gebr jl afd afz alg bijz burg cf dep div fam gem geb inl "
        "jhr lic mln mld mnd pag par prov ref secr spec vert vz zg mgr trb stb kol kapt lt ged gemm hs jkvr bros mrs "
        "ms mt",
        "nr nrs p pp art afb fig min max",
        may_end="enz etc mln mld",
        before_openers="bros chr v.chr n.chr b.v n.v",
        endings="str",
    ),
    _row(
        "pl",
        "Polish",
        "dr prof mgr inż lek hab ks św gen płk mjr kpt ppor al ul pl woj gm tzn tzw np itd itp ang niem łac wg zob red "
        "wyd tel godz sek mln mld tys im jw ds rys czyt dosł doc dyr gł kard kl mies nt os pow prok przyp ros rozdz "
        "rtm śr ur wł zach zam zm zwł proc paraf nadkom podkom kom proj insp asp sierż plut kpr bryg nadinsp reż oprac "
        "hist franc hiszp jap węg czes rz bros mr mrs ms mt st",
        "nr art ust pkt poz str tab min por ok",
        may_end="itd itp tys r proc",
        before_openers="n.e p.n.e e",
        ordinal_stop=True,
    ),
    _row(
        "sv",
        "Swedish",
        "dr prof hr fr st ca bl.a t.ex m.fl d.v.s dvs osv etc ev exkl inkl resp sid tel tfn ung obs jan febr feb apr "
        "aug sept okt nov dec fil kand civ ing fr.o.m t.o.m p.g.a pga anm avd cit dir enl forts f.d jfr jur kpt lic "
        "mfl omkr red ref skr s.k temp urspr utg vol inst milj miljarder mdr kungl prot phil bitr mr mrs ms mt",
        "nr kl kap mån tis",
        may_end="osv etc m.m m.fl milj mdr",
        before_openers="f.kr e.kr",
        words="i å ö",
    ),
    _row(
        "da",
        "Danish",
        "dr prof hr fr frk cand st ca bl.a f.eks fx osv etc evt ekskl inkl resp tlf jan feb apr aug sept okt nov dec "
        "pga dvs mht mfl red adr afd afs anm dep dir fhv forts gl hhv iflg indb ing insp jf jur kgl maks matr mdr medl "
        "mill mia mio omkr overs pkt ref skt sekr spec str tekn udg univ vedr vha årg phil scient polit mar jfr milj "
        "ass kbh lic mr mrs ms mt",
        "nr kl kap stk",
        may_end="osv etc m.m m.fl milj mdr",
        before_openers="f.kr e.kr mio mia",
        words="i å",
        ordinal_stop=True,
    ),
    _row(
        "nb",
        "Norwegian Bokmål",
        "dr prof hr fr frk cand st ca bl.a f.eks osv etc evt ekskl inkl resp tlf jan feb apr aug sept okt nov des pga "
        "dvs mht mfl red adr avd anm dep dir fork forts gl hhv iht ing jf jur kgl maks mill mrd mnd omkr overs pkt ref "
        "sekr spes str tekn univ utg vedr årg phil jfr best.nr mar fhv kbh lic milj mr mrs ms mt",
        "nr kl kap",
        may_end="osv etc m.m m.fl",
        before_openers="f.kr e.kr mill mrd",
        words="i å",
        ordinal_stop=True,
    ),
    _row(
        "fi",
        "Finnish",
        "esim ks mm ym yms jne ns nk os prof dipl ins huom vrt mrs mr puh tel kpl milj mrd alk apul as em eng fil harv "
        "henk jatk joht kesk kirj kok krs kts ltn maks maist myöh nim nyk pj pros pvm rva suom synt toim tri ts tsto "
        "ylim yht yo engl ruots saks ransk ven lat jap ukr kreik esp ital vas oik valt mom kir täm ms dr mt st",
        "klo nro",
        may_end="jne yms ym milj mrd",
        ordinal_stop=True,
    ),
    _row(
        "cs",
        "Czech",
        "dr prof doc ing mgr bc mudr judr phdr rndr csc sv tzv tj např apod atd popř resp cca mj vč tel hod sek mil "
        "mld odst písm obr kap vyd red nám ul tř gen plk mjr kpt akad arch dop ev hist inž ks lat max nar něm odd okr "
        "org pozn prac příp roč sen srov stol tab tis tzn vedl zejm zkr zn zvl dipl tech nábř šk bl pplk por npor rtm "
        "kpr četl angl fr ital řec špan maď mr mrs ms mt st",
        "č čl čp str min",
        may_end="apod atd hod",
        before_openers="hod n.l s.r.o a.s v.o.s l o s",
        ordinal_stop=True,
    ),
    _row(
        "sk",
        "Slovak",
        "dr prof doc ing mgr bc mudr judr phdr rndr csc sv tzv tj napr apod atď popr resp cca mj tel hod sek mil mld "
        "odst písm obr kap vyd nám ul gen plk mjr kpt akad arch ev hist inž ks lat max nar nem odd okr org pozn príp "
        "roč sen stor tab tis tzn zn zvl dipl tech nábr šk pplk por npor angl fr ital gréc špan maď nr mr mrs ms mt st",
        "č čl str min",
        may_end="apod atď hod",
        before_openers="hod n.l s.r.o a.s v.o.s l o s",
        ordinal_stop=True,
    ),
    _row(
        "hu",
        "Hungarian",
        "dr prof ifj özv stb pl ill kb ún vö ld bek par fsz krt jan febr márc ápr máj jún júl aug szept okt nov dec "
        "tel bp em ea ford id kft megj mk orsz ov pf ref rk szerk szt ua ui vm zrt rt bt nyrt ang ném fr lat tszf ált "
        "mjr kat mr mrs ms mt st",
        "sz old min max",
        may_end="stb",
        before_openers="rt bt kft zrt nyrt",
        words="ő",
        ordinal_stop=True,
        year_first=True,
    ),
    _row(
        "ro",
        "Romanian",
        "dl dna dra dv dr prof ing av sf str bd bl nr tel etc pag alin cca ian feb mart apr aug sept oct nov dec acad "
        "adm asoc cf conf cpt dep ed jud lt max min mil mld mr obs pct pg reg ref sec sect tab univ al lit prep gral "
        "col lat engl fr germ dipl mun com mrs ms mt st",
        "art cap fig vol ap et sc",
        may_end="etc",
        before_openers="hr d.hr î.hr",
    ),
    _row(
        "hr",
        "Croatian",
        "dr prof mr ing dipl sv npr itd sl tj tzv str ul br čl gosp akad arh doc dir engl gđa gđica grč hrv inž izd "
        "lat max mn nast njem odn pov prev prim red sc sek sred stol tel tis usp zv zam cca mj nac tal franc špan šp "
        "prir teh usl gen mrs ms mt",
        "god st",
        may_end="itd sl cca",
        before_openers="d.o.o d.d o d gen",
        ordinal_stop=True,
    ),
    _row(
        "sr",
        "Serbian",
        "dr prof mr ing dipl sv npr itd sl tj tzv str ul br čl др проф мр инг св нпр итд сл тј тзв стр ул бр чл akad "
        "arh doc dir gđa gđica inž izd lat max nast odn prim red sek tel zam акад арх доц дир гђа гђица инж изд лат "
        "макс наст одн прим ред сек тел зам cca mj sc tal franc špan šp grč цца мј таљ тал франц шпан грч енгл ген gen",
        "god год",
        may_end="itd sl итд сл cca",
        before_openers="d.o.o a.d o d ген gen",
        ordinal_stop=True,
    ),
    _row(
        "sl",
        "Slovenian",
        "dr prof mag ing dipl sv npr itd ipd oz tj str ul št čl gen akad arh avt dir doc fak gl inž itn kn lat max mio "
        "mrd nasl odd op pog prim prir red ref roj sek slov st tel tis t.i zač zb zl pribl gdč angl nem fr ital gr šp "
        "hrv zg okr mr mrs ms mt",
        "odst",
        may_end="itd ipd itn",
        before_openers="d.o.o d.d o d",
        words="i",
        ordinal_stop=True,
    ),
    _row(
        "tr",
        "Turkish",
        "dr prof doç yrd av sn vb vs örn bkz mah cad sok apt tel müh hz alb gen ort tic ltd şti alm ank bk blv bşk çev "
        "ecz ens fak fr ing md mim müd nak org öğr sf şb tuğ uzm vd yy yzb gn krş koord tah ünv mr mrs ms mt st",
        "no cilt mad",
        may_end="vb vs vd",
        before_openers="ltd şti",
        words="o",
        ordinal_stop=True,
        ordinal_before_capital=True,
    ),
    _row(
        "ru",
        "Russian",
        "гг руб коп тыс млн млрд трлн ул пр просп пл бул наб корп кв стр др проф акад доц им св см ср напр рис табл "
        "тел гр обл респ янв февр апр авг сент окт нояб дек сек изд ред сост итд итп англ арх вв греч деп дир ед зав "
        "зам зап итал канд комн лат лейт макс мес мл нем нач обр общ оз ок осн отд пер пос пред прим прил проч рег сев "
        "сокр соч спец тов уч физ фр цит чел шт эт юж яз букв пгт кап серж адм чл корр журн вып загл рец укр яп исп "
        "венг ген",
        "гл кн мин час ст род",
        may_end="руб коп тыс млн млрд трлн др д п итд итп э проч чел шт мес вв",
        before_openers="г гг в ген",
        words="я",
    ),
    _row(
        "uk",
        "Ukrainian",
        "рр грн коп тис млн млрд вул просп пров пл бул буд кв стор ін др проф акад доц ім св див напр рис табл тел гр "
        "обл англ вв дир зав заст зб канд лат макс міс нім нац оз осн пер пос прим ред рос смт спец укр фіз цит чол шт "
        "мал поч пол грец журн чл букв нар франц італ ісп біл яп заг кап лейт ген зв вид",
        "гл кн ст год",
        may_end="грн коп тис млн млрд ін д п е чол шт міс вв",
        before_openers="р рр ст ген вид",
        words="я є ї й",
    ),
    _row(
        "bg",
        "Bulgarian",
        "гр ул бул пл кв бл вх ет ап др проф инж доц акад св вж напр млн млрд лв стр рис табл тел гл изд кл лат мин "
        "нем обл осн пр ред рус срв съч уч фр хил шк ал серж кап лейт подп англ исп ит яп букв журн вестн т.нар "
        "ген полк",
        "чл ст",
        may_end="лв млн млрд др е хил",
        before_openers="г гг в ген полк",
        words="я й",
    ),
    _row(
        "el",
        "Greek",
        "κος κα δρ καθ κλπ κτλ κ.λπ π.χ δηλ βλ σελ οδ λεωφ τηλ αγ ιαν φεβ απρ αυγ σεπ οκτ νοε δεκ κκ εκ εκατ δισ χιλ "
        "καθηγ πρωτ εφ συγγρ στρ ταξ αντ αρχ λατ αγγλ γαλλ γερμ ιταλ",
        "αρ αρθ παρ",
        may_end="κλπ κτλ κ.λπ",
        before_openers="π.χ μ.χ π.μ μ.μ κ.λπ",
        sentence_marks=";",
    ),
    _row("et", "Estonian", "dr prof nt jne jms jt lk lp tel nr vt", ordinal_stop=True, is_read=False),
    _row("lv", "Latvian", "dr prof piem utt utml lpp tel nr", ordinal_stop=True, is_read=False),
    _row("ar", "Arabic", "د أ م ص"),
    _row("fa", "Persian"),
    _row("ur", "Urdu"),
    _row("he", "Hebrew", "פרופ וכו גב טל רח", "עמ מס"),
    _row(
        "hi",
        "Hindi",
        "डॉ श्री प्रो पं कु मो लि डा श्रीमती सुश्री प्रा न्या सं पृ",
        letter_names="ए बी सी डी ई एफ एच जे एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू डब्लू एक्स वाई ज़ेड जेड",
    ),
    _row(
        "bn",
        "Bengali",
        "ডা ড মো মি প্রো ইঞ্জি মোঃ সং পৃ",
        letter_names="এ বি সি ডি ই এফ জি এইচ আই জে কে এল এম এন ও পি কিউ আর এস টি ইউ ভি ডব্লিউ এক্স ওয়াই জেড",
    ),
    _row(
        "ta",
        "Tamil",
        "திரு திருமதி பேரா செல்வி பக்",
        "எண் இறப்பு பிறப்பு",
        letter_names="ஏ பி சி டி இ எஃப் எப் ஜி எச் ஐ ஜே கே எல் எம் என் ஓ கியூ ஆர் எஸ் யு யூ வி டபிள்யூ எக்ஸ் ஒய் இசட்",
        # One letter with its vowel, or several with stops between them.
        initials=rf"{_TAMIL_LETTER}(?:\.{_TAMIL_LETTER})*",
    ),
    _row("vi", "Vietnamese", "ths ts gs pgs tp bs ks nxb tx", words="ạ à á ơ ồ ở ý ừ"),
    _row(
        "id",
        "Indonesian",
        "dr drs prof ir hj kh jl tgl yth dll dsb dst sdr bpk alm dkk drg gg hlm jend kab kapt kec kel sdri pt tbk tel "
        "tsb tn nn ny tb dsn dk ph st rs rev bro sk mr mrs mayjen brigjen letjen letkol",
        "no hal",
        may_end="dll dsb dst dkk",
    ),
    _row(
        "ms",
        "Malay",
        "dr prof hj tn dll dsb jln hjh lrg pn sdn bhd sdr tmn ts yb ph st mr mrs lt kapt brig jen",
        "no hlm",
        may_end="dll dsb",
    ),
    _row(
        "th",
        "Thai",
        "ดร นพ พญ รศ ผศ พ.ศ ค.ศ ศ ทพ ภญ พล.อ กทม ม.ค ก.พ มี.ค เม.ย พ.ค มิ.ย ก.ค ส.ค ก.ย ต.ค พ.ย ธ.ค บจก บมจ",
        # Few consonants without a vowel, whatever stands before them without a space.
        initials=r"(?:.*\.)?[\u0e01-\u0e2e]{1,4}",
    ),
    _row("zh", "Chinese"),
    _row("yue", "Cantonese"),
    _row("ja", "Japanese"),
    _row("ko", "Korean", ordinal_stop=True, year_first=True),
)

LANGUAGES: Mapping[str, Language] = {row.tag: row for row in _ROWS}
"""Every row by its primary subtag."""

READ_LANGUAGES = tuple(row.tag for row in _ROWS if row.is_read)
"""Primary subtags of the languages that are told from texts, and whose numbers are put into words."""

_ALIASES = {"no": "nb", "nn": "nb", "cmn": "zh", "bs": "hr", "iw": "he", "in": "id"}
"""Subtags that other systems use for a language of the table, or for a close relative of one."""


@functools.cache
def _unknown_language() -> Language:
    """Every language's abbreviations at once: better a sentence end missed than a name cut in two."""
    return Language(
        "",
        "Unknown",
        frozenset().union(*(row.abbreviations for row in _ROWS)),
        frozenset().union(*(row.before_number for row in _ROWS)),
        ordinal_stop=True,
        ordinal_before_capital=True,
    )


def language_row(tag: str | None) -> Language:
    """The row of a language tag such as ``en-gb``, by its primary subtag.

    A tag without a row, and ``None``, get a row that is careful for every language: all abbreviations, ordinals too.
    """
    if tag is None:
        return _unknown_language()
    if tag in LANGUAGES and tag not in _ALIASES:
        return LANGUAGES[tag]  # most often, and for every segment
    primary = tag.strip().lower().replace("_", "-").split("-")[0]
    row = LANGUAGES.get(_ALIASES.get(primary, primary))
    return _unknown_language() if row is None else row
