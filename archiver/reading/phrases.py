"""What printed words say of the links that stand under or beside them, in the press's main languages."""

import re

MORE_BY = re.compile(
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
    re.IGNORECASE,
)
MORE_IN = re.compile(
    r"^(?:(?:read )?(?:more|latest|other|recent)(?: (?:stories|articles|news|posts))? in (?P<en>[^:]{2,60})|"
    r"(?:latest|more) (?P<en2>[^\W\d][\w&-]{2,30}(?: [\w&-]{2,20})?) (?:news|stories)|"
    r"(?:mehr|weitere (?:artikel|beiträge|nachrichten)) (?:aus|in|im ressort)(?: de[rmn])? (?P<de>[^:]{2,60})|"
    r"(?:plus|à la une|plus d'articles) (?:dans|en)(?: la rubrique)? (?P<fr>[^:]{2,60})|"
    r"más (?:en|noticias en) (?P<es>[^:]{2,60})|(?:altro|di più) in (?P<it>[^:]{2,60})|"
    r"mais em (?P<pt>[^:]{2,60})|meer (?:in|uit) (?P<nl>[^:]{2,60})|mer (?:i|inom|fra) (?P<sv>[^:]{2,60})|"
    r"mere i (?P<da>[^:]{2,60})|więcej w (?P<pl>[^:]{2,60}))\s*:?$",
    re.IGNORECASE,
)
RELATED = re.compile(
    r"^(?:related|related (?:stor(?:y|ies)|articles?|news|posts?|contents?|links?|coverage|topics|reading|items)|"
    r"(?:you (?:may|might) )?(?:also )?(?:like|be interested in)|you (?:may|might) also (?:like|enjoy|be interested in)|"
    r"read(?: (?:more|also|next|on|this|related))?(?: (?:stories|articles))?|also read|see also|don'?t miss|"
    r"more on this(?: story| topic)?|more (?:about|on) .{2,50}|"
    r"further reading|background|more(?: from)? (?:this|the) (?:story|series)|recommended(?: (?:reading|for you|stories))?|"
    r"mehr zum thema|zum thema|mehr dazu|lesen sie (?:auch|mehr|dazu|hier).{0,40}|lesetipp|"
    r"auch interessant|das könnte (?:sie|dich) (?:auch )?interessieren|weiterlesen|weiterführende (?:links|artikel)|"
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
    r"関連(?:記事|ニュース|リンク|キーワード)?|あわせて読みたい|こちらもおすすめ|"
    r"相关(?:新闻|阅读|文章|报道)|延伸閱讀|相關(?:新聞|報導|文章)|추천\s?기사|관련(?: ?기사| ?뉴스)?)"
    r"\s*[:：»>…]*\s*$",
    re.IGNORECASE,
)
#: A single line that sends the reader to another story: "Read also: …".
LINE = re.compile(
    r"^(?:\W{0,3})(?P<label>(?:related|read (?:more|also|next|on|our|the full)|also read|see also|"
    r"must[- ]read|don'?t miss|recommended|"
    r"lesen sie (?:auch|mehr|hier|dazu)|mehr(?: dazu| zum thema)?|siehe auch|lesetipp|"
    r"(?:à )?lire (?:aussi|également)|voir aussi|leggi anche|lea (?:también|además)|lee (?:también|además)|"
    r"leia (?:também|mais)|veja (?:também|mais)|lees ook|læs også|les også|läs (?:också|även|mer)|lue myös|"
    r"czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|čtěte (?:také|též)|přečtěte si|"
    r"читайте (?:также|ещё)|читайте також|olvasta már|citește și|baca juga|xem thêm|関連記事|相关阅读)"
    r"\s*[:：>»–-])",
    re.IGNORECASE,
)


def name_in(match: re.Match[str]) -> str:
    """The name that MORE_BY or MORE_IN found, in whichever language."""
    return next(text for text in match.groups() if text).strip(" :")
