"""What printed words say of the links that stand under or beside them, in the press's main languages."""

import re
from collections.abc import Callable
from functools import cached_property

from archiver.reading.beginnings import LETTERS, Beginnings

Matching = Callable[[str], "re.Match[str] | None"]


class Phrase(Beginnings):
    """What texts begin with or say whole, whatever their case: a pattern in lower case.

    Nearly all texts fit none, which their beginnings tell. The others are asked in lower case first:
    without IGNORECASE a pattern sees twice as fast that nothing fits.
    """

    def __init__(self, pattern: str) -> None:
        super().__init__(pattern)
        self.pattern = pattern

    @cached_property
    def _says(self) -> Matching:
        return re.compile(self.pattern).match

    @cached_property
    def _match(self) -> Matching:
        return re.compile(self.pattern, re.IGNORECASE).match

    def match(self, text: str) -> re.Match[str] | None:
        """The match in the text as it is."""
        return self._match(text) if self.begins(text.lower()) else None

    def begins(self, lower: str) -> re.Match[str] | None:
        """The match in a text that is in lower case."""
        known, first, odd = self.found  # as in Beginnings, without a call
        if lower[:LETTERS] in known or lower[:1] in first or (odd and not lower[:1].isalpha()):
            return self._says(lower)
        return None


MORE_BY = Phrase(
    r"^(?:(?:read |see |view )?(?:more|latest|other|all|recent)(?: (?:stories|articles|news|posts|stuff))?"
    r" (?:by|from)(?: the author)?:? (?P<en>[^\d\W][^:]{1,60})|"
    r"(?:mehr|weitere (?:artikel|beiträge|texte)|alle (?:artikel|beiträge)) von (?P<de>[^:]{2,60})|"
    r"(?:plus|autres articles|du même auteur|tous les articles) (?:par|de) (?P<fr>[^:]{2,60})|"
    r"más (?:de|por|artículos de|noticias de) (?P<es>[^:]{2,60})|"
    r"(?:altri articoli|di più|tutti gli articoli) (?:di|da) (?P<it>[^:]{2,60})|"
    r"mais (?:de|por|artigos de) (?P<pt>[^:]{2,60})|"
    r"(?:meer|alle artikelen) van (?P<nl>[^:]{2,60})|mer (?:av|från|fra) (?P<sv>[^:]{2,60})|"
    r"mere af (?P<da>[^:]{2,60})|więcej (?:od|autora) (?P<pl>[^:]{2,60})|"
    r"(?:ещё|другие материалы) (?:от|автора) (?P<ru>[^:]{2,60}))\s*:?$",
)
MORE_IN = Phrase(
    r"^(?:(?:read )?(?:more|latest|other|recent)(?: (?:stories|articles|news|posts))? in (?P<en>[^:]{2,60})|"
    r"(?:latest|more) (?P<en2>[^\W\d][\w&-]{1,30}(?: [\w&-]{2,20})?) (?:news|stories)|"
    r"(?:mehr|weitere (?:artikel|beiträge|nachrichten)) (?:aus|in|im ressort)(?: de[rmn])? (?P<de>[^:]{2,60})|"
    r"(?:plus|à la une|plus d'articles) (?:dans|en)(?: la rubrique)? (?P<fr>[^:]{2,60})|"
    r"más (?:en|noticias en) (?P<es>[^:]{2,60})|(?:altro|di più) in (?P<it>[^:]{2,60})|"
    r"mais em (?P<pt>[^:]{2,60})|meer (?:in|uit) (?P<nl>[^:]{2,60})|mer (?:i|inom|fra) (?P<sv>[^:]{2,60})|"
    r"mere i (?P<da>[^:]{2,60})|więcej w (?P<pl>[^:]{2,60}))\s*:?$",
)
#: The same without the channel's name.
SAME_CHANNEL = Phrase(
    r"^(?:(?:also |more )?in this (?:section|category)|aus (?:dem|der|diesem|dieser) (?:ressort|rubrik|kategorie)|"
    r"mehr aus d(?:em|ieser|iesem) (?:ressort|rubrik|kategorie)|(?:plus )?dans la même (?:rubrique|catégorie)|"
    r"(?:más )?en (?:esta|la misma) sección|(?:altro )?nella stessa (?:sezione|categoria)|"
    r"(?:mais )?(?:na mesma|nesta) (?:seção|secção|editoria)|z tej samej kategorii|(?:ещё )?(?:из|в) этой рубрик[еи]|"
    r"uit deze rubriek|i samme (?:kategori|seksjon)|同じカテゴリーの記事|같은 섹션)\s*[:：»>….→]*\s*$",
)
RELATED = Phrase(
    r"^(?:related(?: [\w-]{2,20}){0,2}|"
    r"(?:you (?:may|might) )?(?:also )?(?:like|be interested in)|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)(?: (?:these|the following) .{2,40})?|"
    r"read(?: (?:more|also|next|on|this|related))?(?: (?:stories|articles))?|also read|see also|don'?t miss|"
    r"more on this(?: story| topic)?|more (?:about|on) .{2,50}|"
    r"further reading|background|more(?: from)? (?:this|the) (?:story|series)|recommended(?: (?:reading|for you|stories))?|"
    r"mehr zum thema\b.{0,40}|zum thema|passend zum artikel|siehe auch|voir aussi|dernières (?:news|infos|actualités) sur.{2,40}|mehr dazu|lesen sie (?:auch|mehr|dazu|hier).{0,40}|lesetipp|"
    r"auch interessant|(?:das|das thema|dieses thema|diese (?:themen|artikel|beiträge)) könnten? (?:sie|dich|euch|ihnen|dir) "
    r"(?:auch |ebenfalls |noch )?(?:interessieren|gefallen)|schon gelesen\??|zum weiterlesen|(?:mehr|weitere) themen|weiterlesen|weiterführende (?:links|artikel)|"
    r"(?:verwandte|ähnliche|passende) (?:artikel|themen|beiträge|nachrichten)|passend (?:dazu|zum thema)|"
    r"(?:à |a )?lire (?:aussi|également|ensuite)|sur le même (?:sujet|thème)|articles (?:liés|similaires|associés|connexes)|"
    r"leggi anche|articoli correlati|(?:ti )?potrebbe(?:ro)? interessart?i|correlati|per approfondire|"
    r"lea (?:también|además)|lee (?:también|además)|te puede interesar|(?:noticias|artículos|notas) relacionad[oa]s|"
    r"relacionad[oa]s?|también te puede interesar|más sobre .{2,40}|"
    r"leia (?:também|mais)|veja (?:também|mais)|saiba mais|notícias relacionadas|artigos relacionados|"
    r"lees (?:ook|meer|verder)|gerelateerd(?:e artikelen)?|meer over .{2,40}|"
    r"læs (?:også|mere)|les (?:også|mer)|läs (?:också|även|mer)|relaterede?|relatert|relaterat|mer om .{2,40}|"
    r"lue (?:myös|lisää)|aiheesta lisää|czytaj (?:też|także|również|więcej|dalej)|zobacz (?:też|także|również|więcej)|"
    r"powiązane(?: artykuły)?|přečtěte si (?:také|též)|čtěte (?:také|též|více)|související(?: články)?|"
    r"súvisiace(?: články)?|kapcsolódó (?:cikkek|cikk|anyagok)|citește (?:și|mai mult)|pe aceeași temă|"
    r"читайте (?:также|ещё|по теме)|по теме|материалы по теме|читайте також|свързани (?:новини|статии)|"
    r"ayrıca (?:oku|bakınız)|ilgili (?:haberler|haber)|διαβάστε (?:επίσης|ακόμη|ακόμα)|σχετικά(?: άρθρα)?|"
    r"اقرأ (?:أيضا|أيضًا|أيضاً|المزيد)|مواضيع ذات صلة|קראו (?:גם|עוד)|"
    r"baca (?:juga|selengkapnya)|artikel terkait|berita terkait|xem thêm|tin liên quan|"
    r"関連(?:記事|ニュース|リンク)?|ソース・関連リンク|あわせて読みたい|合わせて読みたい|こちらもおすすめ|"
    r"recommended from editorial|more (?:like this|coverage)|in (?:this|the) series|further coverage|"
    r"(?:mehr|weitere) (?:informationen|meldungen) zum thema|mehr (?:über|zu) .{2,40}|auch (?:lesenswert|zum thema)|"
    r"la rédaction vous (?:conseille|recommande)|à (?:voir|découvrir) (?:aussi|également)|en relation|pour aller plus loin|"
    r"más información|información relacionada|en relación|contenido relacionado|ver también|"
    r"sugerimos|le puede interesar|mais informações|conteúdo relacionado|relacionados|ver também|"
    r"vedi anche|approfondi(?:menti|sci)|articoli (?:simili|collegati)|"
    r"zie ook|gerelateerde? (?:nieuws|berichten)|meer (?:over dit onderwerp|lezen)|"
    r"se (?:også|også|även)|relaterede? (?:artikler|nyheder)|relaterte? (?:saker|artikler)|relaterade? (?:artiklar|nyheter)|"
    r"lesa meira|tengdar (?:fréttir|greinar)|aiheeseen liittyvää|lisää aiheesta|"
    r"taip pat skaitykite|skaityk(?:ite)? (?:daugiau|taip pat|plačiau)|susij(?:ę|usios) (?:straipsniai|naujienos)|"
    r"lasi(?:et)? (?:arī|vēl|vairāk)|saistītie raksti|loe (?:ka|lisaks|veel|rohkem)|seotud (?:lood|artiklid|uudised)|"
    r"(?:pro)?čitajte (?:i|još|više)(?: ovo)?|povezan[ei] (?:članci|vijesti|vesti)|preberite (?:tudi|še|več)|"
    r"прочит(?:ај|ајте) (?:и|још|повеќе)|поврзани вести|прочетете (?:още|и)|вижте (?:още|и)|"
    r"olvas(?:sa|d) (?:el )?(?:ezt is|tovább|még)|olvasta már\??|vezi (?:și|mai mult)|(?:știri|articole) similare|"
    r"lexo (?:edhe|më shumë)|benzer haberler|ilginizi çekebilir|"
    r"إقرأ (?:أيضا|أيضًا|أيضاً|المزيد)|أخبار ذات صلة|موضوعات متعلقة|مقالات ذات صلة|مطالب مرتبط|بیشتر بخوانید|اخبار مرتبط|"
    r"כתבות (?:נוספות|קשורות)|"
    r"(?:ये|यह) भी पढ़ें|संबंधित (?:खबरें|समाचार)|আরও পড়ুন|மேலும் படிக்க|"
    r"இதையும் (?:படிக்க|படியுங்கள்|வாசிக்க)|ఇ(?:దీ|వి కూడా) చదవండి|ഇതും വായിക്കുക|ಇದನ್ನೂ ಓದಿ|"
    r"(?:हेही|हे पण|हे ही) वाचा|(?:यो पनि|यी पनि) पढ्नुहोस्|यसैसँग सम्बन्धित|આ પણ વાંચો|ਇਹ ਵੀ ਪੜ੍ਹੋ|"
    r"এছাড়াও পড়ুন|(?:আরো|আরও) পড়ুন|ተጨማሪ ያንብቡ|(?:bunu|bunları|bunlar) da (?:oku|okuyun)(?:un)?|"
    r"עוד בנושא|כתבות בנושא|mohlo by vás (?:zajímat|zaujímať)|warto (?:przeczytać|zobaczyć)|"
    r"смотрите также|дивіться також|طالع أيضا|شاهد أيضا|"
    r"keep reading|related to this story|from our archives?|"
    r"lihat juga|artikel lainnya|bài liên quan|đọc thêm|ข่าวที่เกี่ยวข้อง|อ่านเพิ่มเติม|อ่านต่อ|"
    r"soma (?:pia|zaidi)|habari zinazohusiana|"
    r"zum (?:selben|gleichen) thema|in diesem zusammenhang|on (?:the same|this) (?:topic|subject)|"
    r"sobre el mismo tema|sobre o mesmo (?:tema|assunto)|sullo stesso (?:tema|argomento)|over hetzelfde onderwerp|"
    r"(?:på|om) samme (?:tema|emne)|на (?:ту же|эту) тему|к теме|na ten sam temat|k tématu|"
    r"więcej na (?:ten )?temat|mehr zu diesem thema|mehr zum artikel|plus sur (?:ce|le) sujet|"
    r"推荐阅读|相关推荐|猜你喜欢|یہ بھی (?:پڑھیں|دیکھیں)|مزید پڑھیں|متعلقہ خبریں|"
    r"აგრეთვე წაიკითხეთ|წაიკითხეთ აგრეთვე|կարդացեք նաև|həmçinin oxuyun|"
    r"тағы оқыңыз|basahin(?: din)?|kaugnay na balita|berita berkaitan|"
    r"llegiu? (?:també|més)|notícies relacionades|le tamén|irakurri (?:ere|gehiago)|gerelateerd nieuws|"
    r"te puede interesar también|también (?:lee|puedes leer)|lea más|te recomendamos|sigue leyendo|"
    r"猜你喜欢|相关链接|更多相关|"
    r"相关(?:新闻|阅读|文章|报道)|延伸閱讀|相關(?:新聞|報導|文章)|추천\s?기사|관련(?: ?기사| ?뉴스)?)"
    r"\s*[:：»>….→】\]」＞]*\s*$",
)
#: What may stand before a heading, as an ornament.
ORNAMENTS = "【[「<＜>■□●▼▶◆★☆☞ "


#: A single line that sends the reader to another story: "Read also: …".
LINE = Phrase(
    r"^(?:\W{0,3})(?P<label>(?:related|read (?:more|also|next|on|our|the full)|also read|see also|"
    r"must[- ]read|don'?t miss|recommended|"
    r"lesen sie (?:auch|mehr|hier|dazu)|mehr(?: dazu| zum thema)?|siehe auch|lesetipp|"
    r"(?:à )?lire (?:aussi|également)|voir aussi|leggi anche|lea (?:también|además)|lee (?:también|además)|"
    r"leia (?:também|mais)|veja (?:também|mais)|lees ook|læs også|les også|läs (?:också|även|mer)|lue myös|"
    r"czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|čtěte (?:také|též)|přečtěte si|"
    r"taip pat skaitykite|(?:pro)?čitajte (?:i|još|više)|preberite (?:tudi|še)|lasi arī|loe (?:ka|lisaks)|zie ook|"
    r"se (?:også|även)|à voir aussi|en relation|relacionad[oa]s?|más información|vedi anche|"
    r"(?:ये|यह) भी पढ़ें|আরও পড়ুন|اقرأ (?:أيضا|أيضًا|أيضاً)|"
    r"читайте (?:также|ещё)|читайте також|olvasta már|citește și|baca juga|xem thêm|関連記事|相关阅读|te (?:puede|podría) interesar|también (?:lee|puedes leer)|te recomendamos|یہ بھی پڑھیں|llegiu? també|lihat juga|أنظر أيضا|بیشتر بخوانید|קראו (?:גם|עוד)|διαβάστε (?:επίσης|ακόμη|ακόμα)|прочетете (?:още|и)|kapcsolódó|ilgili haber|"
    r"இதையும் (?:படிக்க|படியுங்கள்|வாசிக்க)|ఇ(?:దీ|వి కూడా) చదవండి|ഇതും വായിക്കുക|ಇದನ್ನೂ ಓದಿ|"
    r"(?:हेही|हे पण|हे ही) वाचा|(?:यो पनि|यी पनि) पढ्नुहोस्|આ પણ વાંચો|ਇਹ ਵੀ ਪੜ੍ਹੋ|আরো পড়ুন|ተጨማሪ ያንብቡ|"
    r"soma (?:pia|zaidi)|(?:bunu|bunları) da oku(?:yun)?|עוד בנושא|mohlo by vás (?:zajímat|zaujímať)|"
    r"смотрите также|дивіться також|طالع أيضا|شاهد أيضا|اقرأ المزيد|lexo edhe|"
    r"lue lisää|lisää aiheesta|basahin(?: din)?|延伸閱讀|相關新聞|관련 ?기사)"
    r"\s*[:：>»|–-])",
)


#: What is read by many, newest of all, or chosen: nothing about this story.
POPULAR = Phrase(
    r"^(?:(?:the )?most[- ](?:read|popular|viewed|shared|commented|watched)\b|trending\b|popular\b|top (?:stories|news|reads)|"
    r"(?:the )?latest(?: news| stories| articles| posts| headlines)?$|breaking news$|recent (?:posts|articles|news|stories)$|"
    r"editor[’']?s[’']? (?:picks?|choice)|must[- ]reads?$|featured|news ?feed$|"
    r"meistgelesen|meist gelesen|am meisten gelesen|beliebt|neueste|aktuelle (?:nachrichten|meldungen|themen)$|top-?themen|"
    r"les plus (?:lus|populaires|consultés)|le plus lu|à la une$|en continu$|dernières? (?:actualités|infos|minutes?|nouvelles)|"
    r"lo más (?:leído|visto|nuevo)|últimas? (?:noticias|hora)|las más leídas|más (?:leídas?|leídos?|vistas?|vistos)|"
    r"i più letti|più letti|le più lette|ultim(?:e notizie|'ora)|mais (?:lidas|lidos|vistas)|últimas notícias|"
    r"meest gelezen|laatste nieuws|mest (?:læst|lest|lästa)|senaste nytt|siste nytt|seneste|luetuimmat|tuoreimmat|"
    r"najczęściej czytane|popularne|najnowsze|nejčtenější|najčítanejšie|legolvasottabb|cele mai citite|"
    r"самое (?:читаемое|популярное)|популярн|последние новости|топ|найпопулярніше|останні новини|en çok okunan|son dakika|"
    r"skaitomiausi|populiariausi|naujausi|terpopuler|terkini|الأكثر قراءة|"
    r"アクセスランキング|ランキング|人気|新着|热门|熱門|最新|많이 본|인기|최신)",
)
#: What may stand beside a channel's name in the heading over its stories.
NEWSY = frozenset(
    "news latest more in from of the and newest recent stories articles headlines videos video all other top "
    "nachrichten aktuelle aktuell aktuelles mehr weitere neueste meldungen artikel aus in im der die das dem den region "
    "ressort zum thema videos beiträge actualités actualité infos plus de la le les dans en du des rubrique toute toutes "
    "dernières últimas noticias más de el los las en notícias mais em da do notizie altre di dal della ultime nieuws meer "
    "uit laatste het nyheder nyheter mer fra från inom i flere senaste siste seneste wiadomości więcej z najnowsze w "
    "zprávy více ze správy viac vijesti hírek știri новости новини ещё последние из haberleri haber berita terbaru lainnya "
    "naujienos uudised ziņas の新着 新着 の最新 最新 ニュース の記事 記事 の他の記事 最新ニュース の最新ニュース 新聞 新闻 뉴스 최신".split()
)


def name_in(match: re.Match[str]) -> str:
    """The name that MORE_BY or MORE_IN found, in whichever language."""
    return next(text for text in match.groups() if text).strip(" :")
