"""What is read aloud: sentences written for this benchmark, in languages that training left out and in some that it
heard.

The first half of each language is the evaluation's, the second half the calibration's, so that no clip is in both. A
change here makes old figures void.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SENTENCES: Mapping[str, Sequence[str]] = {
    "pl": (
        "Wczoraj wieczorem długo padał deszcz, a rano cała ulica była mokra.",
        "Proszę zostawić klucze u sąsiada, wrócimy dopiero w niedzielę.",
        "Na rynku w Krakowie stoi stary zegar, który zawsze się spóźnia.",
        "Czy mógłby pan powtórzyć numer telefonu trochę wolniej?",
        "Pociąg do Gdańska odjeżdża z peronu trzeciego za dziesięć minut.",
        "Moja babcia piecze najlepszy chleb w całej wsi.",
        "Zimą jezioro zamarza i dzieci jeżdżą po nim na łyżwach.",
        "Nie wiem jeszcze, czy przyjdę, ale zadzwonię po obiedzie.",
    ),
    "vi": (
        "Sáng nay trời mưa to, nên chúng tôi đến trường muộn.",
        "Bà ngoại tôi nấu phở ngon nhất trong làng.",
        "Anh có thể nói chậm hơn một chút được không?",
        "Chuyến tàu đi Huế sẽ khởi hành lúc bảy giờ tối.",
        "Con mèo đen nằm ngủ trên mái nhà suốt buổi chiều.",
        "Ngày mai chúng ta sẽ đi chợ mua rau và cá.",
        "Dòng sông này chảy qua ba tỉnh rồi mới ra biển.",
        "Em gái tôi thích đọc sách hơn xem phim.",
    ),
    "hi": (
        "कल शाम को बहुत तेज़ बारिश हुई और सड़कें पानी से भर गईं।",
        "मेरी दादी हर सुबह बगीचे में फूल तोड़ती हैं।",
        "क्या आप थोड़ा धीरे बोल सकते हैं?",
        "दिल्ली जाने वाली गाड़ी पाँच नंबर से छूटेगी।",
        "बच्चे नदी के किनारे पतंग उड़ा रहे थे।",
        "हमने बाज़ार से आम और केले खरीदे।",
        "पहाड़ों पर इस साल बर्फ़ देर से गिरी।",
        "कृपया दरवाज़ा बंद कर दीजिए, बाहर ठंड है।",
    ),
    "ar": (
        "نزل المطر طوال الليل، وفي الصباح كانت الشوارع نظيفة.",
        "هل يمكنك أن تتكلم ببطء من فضلك؟",
        "جدتي تخبز الخبز كل يوم جمعة قبل طلوع الشمس.",
        "ينطلق القطار إلى الإسكندرية بعد عشر دقائق.",
        "جلس الصياد قرب البحر ينتظر عودة القوارب.",
        "اشترينا من السوق تفاحا وعنبا وبعض الجبن.",
        "هذا الكتاب القديم كان لأبي ثم صار لي.",
        "سأتصل بك مساء عندما أصل إلى البيت.",
    ),
    "cmn": (
        "昨天晚上下了一场大雨，今天早上街上还是湿的。",
        "请您说慢一点，我的中文还不太好。",
        "奶奶每天早上都去公园打太极拳。",
        "去上海的火车十分钟以后从三号站台出发。",
        "孩子们在河边放风筝，笑得很开心。",
        "我们在市场上买了苹果、白菜和一条鱼。",
        "这座山冬天很冷，夏天却很凉快。",
        "明天下午我给你打电话，好不好？",
    ),
    "ja": (
        "きのうのよるはあめがたくさんふりました。",
        "すみません、もうすこしゆっくりはなしてください。",
        "おばあさんはまいあさにわのはなにみずをやります。",
        "おおさかいきのでんしゃはさんばんせんからでます。",
        "こどもたちはかわのそばでたこをあげていました。",
        "いちばでりんごとさかなをかいました。",
        "このやまはふゆになるとまっしろになります。",
        "あしたのごごにでんわをかけます。",
    ),
    "uk": (
        "Учора ввечері довго йшов дощ, і вулиці досі мокрі.",
        "Скажіть, будь ласка, трохи повільніше.",
        "Моя бабуся пече найкращий хліб у селі.",
        "Потяг до Львова вирушає з третьої колії за десять хвилин.",
        "Діти запускали повітряного змія біля річки.",
        "На ринку ми купили яблука, сир і свіжу рибу.",
        "Узимку озеро замерзає, і всі катаються на ковзанах.",
        "Я зателефоную тобі завтра після обіду.",
    ),
    "nb": (
        "I går kveld regnet det lenge, og i dag tidlig var hele gata våt.",
        "Kan du være så snill å snakke litt saktere?",
        "Bestemor baker det beste brødet i hele bygda.",
        "Toget til Bergen går fra spor tre om ti minutter.",
        "Barna fløy drake nede ved elva hele ettermiddagen.",
        "På torget kjøpte vi epler, ost og en stor torsk.",
        "Om vinteren fryser vannet, og da går vi på skøyter.",
        "Jeg ringer deg i morgen når møtet er ferdig.",
    ),
    "id": (
        "Tadi malam hujan turun deras sekali, dan pagi ini jalanan masih basah.",
        "Tolong bicara sedikit lebih pelan, saya belum mengerti.",
        "Nenek memasak nasi goreng paling enak di kampung kami.",
        "Kereta ke Bandung berangkat sepuluh menit lagi dari jalur tiga.",
        "Anak-anak bermain layang-layang di tepi sungai.",
        "Kami membeli mangga, ikan, dan sayur di pasar.",
        "Gunung itu terlihat biru dari jendela kamarku.",
        "Besok sore saya akan menelepon Anda dari kantor.",
    ),
    "he": (
        "אתמול בערב ירד גשם חזק, והבוקר הרחובות עדיין רטובים.",
        "אפשר לדבר קצת יותר לאט, בבקשה?",
        "סבתא שלי אופה את הלחם הכי טוב בכפר.",
        "הרכבת לחיפה יוצאת בעוד עשר דקות מרציף שלוש.",
        "הילדים העיפו עפיפון ליד הנהר.",
        "קנינו בשוק תפוחים, גבינה ודג גדול.",
        "בחורף ההר מכוסה בשלג לבן.",
        "אני אתקשר אליך מחר אחרי הצהריים.",
    ),
    "en-us": (
        "The ferry was late again, so we ate our sandwiches on the pier and watched the gulls.",
        "Could you repeat the last four digits of the number, please?",
        "My grandmother kept every letter in a blue tin box under the stairs.",
        "It had rained all night, and by morning the river stood at the edge of the field.",
        "Your parcel will arrive on Thursday between eight and noon.",
        "Nobody remembered who had planted the old pear tree behind the school.",
        "Turn left at the church, then follow the path until you reach the mill.",
        "He whistled softly, closed the window, and put the kettle on.",
    ),
    "de": (
        "Gestern Abend hat es lange geregnet, und heute früh stand der Hof unter Wasser.",
        "Könnten Sie die Nummer bitte noch einmal langsam wiederholen?",
        "Meine Großmutter hat jeden Brief in einer blauen Schachtel aufgehoben.",
        "Hinter der Mühle biegt der Weg nach rechts in den Wald ab.",
        "Ihr Paket kommt am Donnerstag zwischen acht und zwölf Uhr.",
        "Niemand wusste mehr, wer den alten Birnbaum gepflanzt hatte.",
        "Die Fähre fährt heute wegen des Sturms nicht mehr.",
        "Er pfiff leise, schloss das Fenster und setzte Wasser auf.",
    ),
    "fr": (
        "Il a plu toute la nuit, et ce matin le jardin ressemble à un étang.",
        "Pourriez-vous répéter le numéro un peu plus lentement ?",
        "Ma grand-mère gardait toutes ses lettres dans une boîte bleue.",
        "Après le moulin, le chemin tourne à droite vers la forêt.",
        "Votre colis arrivera jeudi entre huit heures et midi.",
        "Personne ne savait plus qui avait planté le vieux poirier.",
        "Le bac ne partira pas ce soir à cause de la tempête.",
        "Il ferma la fenêtre et mit de l'eau à chauffer pour le thé.",
    ),
    "es": (
        "Llovió toda la noche y por la mañana el patio parecía un lago.",
        "¿Podría repetir el número un poco más despacio, por favor?",
        "Mi abuela guardaba todas las cartas en una caja azul.",
        "Después del molino, el camino gira a la derecha hacia el bosque.",
        "Su paquete llegará el jueves entre las ocho y las doce.",
        "Nadie recordaba quién había plantado el viejo peral.",
        "El barco no saldrá esta tarde a causa del temporal.",
        "Cerró la ventana sin hacer ruido y puso agua para el té.",
    ),
    "it": (
        "Ha piovuto tutta la notte e stamattina il cortile sembrava un lago.",
        "Potrebbe ripetere il numero un po' più lentamente, per favore?",
        "Mia nonna teneva tutte le lettere in una scatola azzurra.",
        "Dopo il mulino la strada gira a destra verso il bosco.",
        "Il suo pacco arriverà giovedì tra le otto e mezzogiorno.",
        "Nessuno ricordava chi avesse piantato il vecchio pero.",
        "Il traghetto non parte stasera a causa della tempesta.",
        "Chiuse piano la finestra e mise l'acqua sul fuoco.",
    ),
}
"""By espeak-ng's name of the language."""


def evaluation_sentences(language: str) -> Sequence[str]:
    """Those that only the evaluation hears."""
    return SENTENCES[language][: len(SENTENCES[language]) // 2]


def calibration_sentences(language: str) -> Sequence[str]:
    """Those that only the calibration hears."""
    return SENTENCES[language][len(SENTENCES[language]) // 2 :]
