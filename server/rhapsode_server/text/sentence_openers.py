"""Words that have a capital letter only where they begin a sentence, language by language.

They tell what a full stop was: "vitamin C. It helps", but "C. Smith helps". Left out are words that names have between
their parts ("J. La Rosa", "A. De Boer"), and those that are names themselves ("Can", "Will"). Compared without regard
to case; elided words are written with their apostrophe. The lists are the authors' judgement; no published list was
copied.
"""

from __future__ import annotations

from collections.abc import Mapping

_WORDS = {
    "en": "the a an this that these those there here it its he she his her they their we our you your i my but and or "
    "so then now when while if because however after before in on at as for from with what who how why where which is "
    "are was were does did has had have could should would let please yes since until although though perhaps maybe "
    "today tomorrow yesterday finally later to by under during not also another each some nothing everyone nobody "
    "don't isn't let's",
    "de": "er es wir ich ihr sie das dies diese dieser dieses dann danach dort da aber und oder denn doch also bitte "
    "wenn als weil was wer wie wo warum wann der die den dem ein eine einen nun jetzt so auch nur seitdem hier man "
    "mein meine sein seine unser unsere ihre kein keine nach bei mit für im in trotzdem außerdem deshalb daher jedoch "
    "allerdings später heute gestern morgen zunächst schließlich ist sind war hat kann während seit ob dabei damit "
    "darum dafür danke",
    "fr": "il elle ils elles on nous vous je j' c' ce cette ces cet mais et ou donc or car puis alors ensuite quand "
    "lorsque si comme pour avec dans sur sans après avant depuis pendant en au aux une un qui que qu' n' où pourquoi "
    "comment ici là aujourd'hui hier demain ainsi cependant toutefois selon chaque tout son sa ses leur leurs notre "
    "votre ne y aucun plus oui non",
    "es": "el los las él ella ellos ellas yo tú nosotros esto este esta estos estas ese esa eso aquel pero y o si no "
    "en con por para sin sobre desde hasta después luego entonces cuando donde como también además así aunque porque "
    "que qué quién cómo cuándo dónde se su sus un una hay es fue era según durante tras ante entre al hoy ayer mañana "
    "cada todo mi nunca ya sí está están tiene son",
    "it": "il lui lei loro io tu noi voi questo questa questi queste quello quella ma e o se non in con per dopo poi "
    "quindi allora quando dove come anche inoltre così però perché che chi cosa un una nel nella nei al ai gli i è "
    "sono era fu ha hanno secondo durante oggi ieri domani ogni ora qui sì si",
    "pt": "o a os as ele ela eles elas eu nós você vocês este esta isto isso esse essa aquele mas e ou se não em no na "
    "nos nas com por para sem sobre depois então quando onde como também além assim porque que quem um uma há é foi "
    "era segundo durante após ao aos à já hoje ontem amanhã cada sim está são tem",
    "nl": "hij zij ze wij we jij je ik het er dit dat deze die maar en of als dan toen nu daarna later ook in op met "
    "voor bij na door om wat wie waar hoe waarom wanneer een zo dus want omdat terwijl daarom volgens tijdens sinds is "
    "was heeft hier daar vandaag gisteren morgen niet geen ja nee",
    "pl": "on ona ono oni one ja ty my wy to ten ta te ci tego ale i a lub jeśli jeżeli gdy kiedy gdzie jak co kto "
    "dlaczego nie tak w we z ze na po od do przed za przez dla przy pod nad o u teraz potem wtedy tam tutaj tu już "
    "jest są był była było były jego jej ich nasz jednak więc dlatego także również obecnie dziś wczoraj jutro",
    "sv": "han hon den det vi ni jag du man detta denna dessa men och eller om när där hur vad vem varför inte i på "
    "med för från till av efter före sedan då nu här också så att en ett som under enligt genom vid är var har hade "
    "kan dock därför idag igår imorgon ja nej",
    "da": "han hun den det vi i jeg du man dette denne disse men og eller hvis når hvor hvordan hvad hvem hvorfor ikke "
    "på med for fra til af efter før siden så nu her også at en et som under ifølge ved er var har havde kan dog "
    "derfor da der de ja nej",
    "nb": "han hun den det vi dere jeg du man dette denne disse men og eller hvis når hvor hvordan hva hvem hvorfor "
    "ikke i på med for fra til av etter før siden så nå her også at en et som under ifølge ved er var har hadde kan "
    "derfor da der de ja nei",
    "fi": "hän se he ne me te minä sinä tämä nämä tuo mutta ja tai jos kun kuin missä miten mitä kuka miksi ei en nyt "
    "sitten siellä täällä myös niin että sen sitä hänen heidän on oli olivat ovat vaikka koska joten siksi kuitenkin "
    "lisäksi tänään eilen huomenna kyllä",
    "cs": "on ona ono oni ony já ty my vy to ten ta tento tato toto tyto ale a nebo když kde jak co kdo proč ne ano v "
    "ve z ze na po od do před za pro při pod nad o u s se k ke i teď pak potom tam tady zde už je jsou byl byla bylo "
    "byly jeho její jejich však proto také dnes včera zítra podle během přes",
    "sk": "on ona ono oni ony ja ty my vy to ten tá tento táto toto tieto ale a alebo keď kde ako čo kto prečo nie áno "
    "v vo z zo na po od do pred za pre pri pod nad o u s sa k ku i teraz potom tam tu už je sú bol bola bolo boli jeho "
    "jej ich však preto tiež dnes včera zajtra podľa počas",
    "hu": "ő ők én az ez azt ezt azok ezek de és vagy ha amikor ahol hogy mi ki miért nem igen a most akkor aztán itt "
    "ott is még már egy van volt azonban ezért szerint majd ma tegnap holnap minden ezután",
    "ro": "el ea ei ele eu tu noi voi acest această acesta aceasta acestea dar și sau dacă când unde cum ce cine nu da "
    "în din la pe cu pentru după înainte apoi atunci acum aici acolo este sunt era au o un se deși astfel însă conform "
    "potrivit între până prin azi ieri mâine",
    "hr": "on ona ono oni one ja ti mi vi to taj ta te ovaj ova ovo ali i a ili ako kad kada gdje kako što tko zašto "
    "ne da u na po od do iz za s sa pri pod nad o sada tada onda zatim tamo ovdje već je su bio bila bilo bili njegov "
    "njezin njihov međutim zato također danas jučer sutra prema tijekom nakon prije dapače",
    "sr": "on ona ono oni one ja ti mi vi to taj ta te ovaj ova ovo ali i a ili ako kad kada gde kako šta ko zašto ne "
    "da u na po od do iz za s sa pri pod nad o sada tada onda zatim tamo ovde već je su bio bila bilo bili njegov njen "
    "njihov međutim zato takođe danas juče sutra prema tokom nakon pre он она оно они оне ја ти ми ви то тај та те "
    "овај ова ово али и а или ако кад када где како шта ко зашто не да у на по од до из за с са при под над о сада "
    "тада онда затим тамо овде већ је су био била било били његов њен њихов међутим зато такође данас јуче сутра "
    "према током након пре",
    "sl": "on ona ono oni one jaz ti mi vi to ta tisti ampak in a ali če ko kje kako kaj kdo zakaj ne da v na po od do "
    "iz z s pri pod nad o zdaj takrat potem nato tam tukaj že je so bil bila bilo bili njegov njen njihov vendar zato "
    "tudi danes včeraj jutri med pred za namreč",
    "tr": "o bu şu onlar biz siz ben sen ama ve veya eğer çünkü nasıl ne kim neden niçin nerede hayır evet şimdi sonra "
    "orada burada bir ancak fakat ayrıca bugün dün yarın daha her",
    "ru": "он она оно они мы вы я ты это этот эта эти его её их но и а или затем потом тогда там здесь теперь когда "
    "если так что как кто где почему с в на по после до через при для из от у не во со к о об за под над без между "
    "был была было были есть однако поэтому также сегодня вчера завтра уже ещё все всё",
    "uk": "він вона воно вони ми ви я ти це цей ця ці його її їх але і та або потім тоді там тут тепер коли якщо так "
    "що як хто де чому з в у на по після до через при для із від не за під над без між був була було були однак тому "
    "також сьогодні вчора завтра вже ще усі всі",
    "bg": "той тя то те ние вие аз ти това този тази тези но и а или после тогава там тук сега когато ако така какво "
    "как кой къде защо с в на по след до през при за из от не със във към под над без между беше бяха обаче затова "
    "също днес вчера утре вече още всички",
    "el": "ο η το οι τα αυτός αυτή αυτό αλλά και ή αν όταν όπου πώς τι ποιος γιατί όχι ναι σε στο στη στην στον στις "
    "με για από μετά πριν τώρα τότε εδώ εκεί είναι ήταν ένας μια ένα δεν θα να που ωστόσο επίσης σήμερα χθες αύριο "
    "κατά ως",
    "id": "dia ia mereka kami kita saya anda ini itu tetapi tapi dan atau jika kalau ketika saat di ke dari pada untuk "
    "dengan dalam setelah sebelum kemudian lalu sekarang sejak karena bagaimana apa siapa mengapa kapan namun selain "
    "selama menurut adalah sementara hari besok kemarin tidak ya",
    "ms": "dia ia mereka kami kita saya anda ini itu tetapi tapi dan atau jika kalau apabila ketika di ke dari pada "
    "untuk dengan dalam selepas sebelum kemudian lalu sekarang sejak kerana bagaimana apa siapa mengapa bila namun "
    "selain selama menurut adalah sementara hari esok semalam tidak ya",
}

SENTENCE_OPENERS: Mapping[str, frozenset[str]] = {
    tag: frozenset(words.casefold().split()) for tag, words in _WORDS.items()
}
"""By primary subtag; languages without capital letters have none."""
