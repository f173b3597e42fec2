"""Words of addresses, buttons and texts that tell what a page is, in the web's main languages."""

from archiver.urls import words

#: Segments of a path.
SEGMENTS: dict[str, frozenset[str]] = {
    "story": words(
        """
        actualidad actualite actualites aktuelles archives article articles artigo artikel articulo
        blog blogs insights magazin magazine magazyn nachrichten news nieuws noticia noticias
        notizie nyheter post posts presse press-releases stories story
        """
    ),
    "forum": words(
        """
        answers bbs board boards community discuss discussion discussions foren foro foros forum
        forumdisplay forums forumthread question questions showthread showtopic t talk thread
        threads viewthread viewtopic
        """
    ),
    "manual": words(
        """
        api doc docs documentation handbook kb man manual manuals quickstart reference userguide
        usersguide
        """
    ),
    "guide": words(
        """
        faq guide guides help howto html learn library support tutorial tutorials usage wiki
        """
    ),
    "shop": words(
        """
        boutique dp item items itm p pd pdp pr prod produit produits product products produkt
        produkte producto productos prodotto prodotti produto shop store tienda
        """
    ),
    "list": words(
        """
        archive browse c catalog catalogue categoria categorie categories category collection
        collections directory kategorie kategorien list search section sections tag tags top topic
        topics
        """
    ),
    "service": words(
        """
        angebot areas-served areas-we-serve capabilities department departments expertise leistungen
        location locations packages practice-areas pricing prices service service-area service-areas
        services servicios servizi solution solutions tjanster uslugi what-we-do
        """
    ),
}
#: Parts of a segment under which things are listed: "product-category".
COLLECTIONS = words("category categories categoria categorie collection collections kategorie")
#: Last segments of pages that list: "/news", "/events".
LISTS = words(
    """
    agenda all archiv archive archives articles authors blogs bestsellers browse catalog catalogue
    categories collections deals directory episodes events events-calendar forum forums gallery
    index jobs latest links list news newsroom offers podcast podcasts popular portfolio press
    products projects publications rankings resources reviews sale search shop shows sitemap
    stories store tags testimonials topics trending upcoming videos events veranstaltungen termine
    produkte angebote aktuelles neuigkeiten evenements produits actualites eventos productos
    noticias ofertas eventi prodotti notizie offerte
    """
)
#: Ends of the names of pages that reckon something out.
TOOLS = ("calculator", "calculators", "calculadora", "calcolatore", "rechner", "simulateur")
#: Labels of a host name.
HOSTS: dict[str, frozenset[str]] = {
    "manual": words("api dev developer developers doc docs help kb learn manual support wiki"),
    "forum": words(
        "answers bbs board boards community discuss discussion discussions foren foro forum forums "
        "talk users"
    ),
}
#: Words of class and id, by what the pages that have them are mostly for.
NAMES: dict[str, frozenset[str]] = {
    "story": words(
        """
        article articles author bio byline dek entry excerpt format headline hentry post postid
        standfirst vcard
        """
    ),
    "comments": words("comment commentform commentlist comments disqus replies respond"),
    "shop": words(
        """
        basket cart checkout minicart price prices product products quantity shipping sku stock
        swatch variant variants wishlist
        """
    ),
    "list": words("facet facets filter filters pagination refine results sort sorting"),
    "offer": words(
        """
        accordion banner benefits client clients cta customer customers faq faqs feature features
        hero logos partners pricing quote review reviews service services slider tab tabs
        testimonial testimonials
        """
    ),
}
#: Parts of a host's name or a path that speak of a forum, whatever they are joined with.
BOARDS = words(
    "bbs board communities community foren foro forum forumdisplay forums showthread showtopic "
    "viewthread viewtopic"
)
OURS = words(
    """
    we our ours us we're we've we'll wir unser unsere unserem unseren unserer uns nous notre nos
    nosotros nuestro nuestra nuestros nuestras noi nostro nostra nostri nostre nós nosso nossa
    nossos nossas wij we ons onze vi vår våra vårt våre vores nasz nasza nasze naszych мы наш наша
    наши нас нашей наших ми biz bizim 我们 私たち 弊社 当社 저희
    """
)
YOURS = words(
    """
    you your yours you're you'll du dein deine ihr ihre ihren ihrem ihrer vous votre vos tu tus su
    sus usted ustedes tuo tua tuoi vostro você vocês seu sua u uw je jouw din ditt dina twój twoje
    państwa вы ваш ваша ваши вам sen siz sizin 您 你 あなた
    """
)
MINE = words(
    """
    i i'm i've i'd i'll my me mine ich mein meine meinem meinen mir mich je j'ai mon ma mes moi yo
    mi mis io mio mia mie eu meu minha ik mijn jag min mitt jeg ja mój moja я мой моя меня мне ben
    benim 我 僕 私は
    """
)
#: Whole texts of buttons, menus and labels.
PHRASES: dict[str, frozenset[str]] = {
    name: frozenset(line.strip() for line in text.split("|"))
    for name, text in {
        "a shop": "add to cart|add to bag|add to basket|buy now|shop now|shop all|"
        "quantity|in stock|"
        "out of stock|sold out|sale|free shipping|shipping|returns|wishlist|add to wishlist|"
        "description|specifications|customer reviews|write a review|you may also like|view all|"
        "in den warenkorb|in den einkaufswagen|jetzt kaufen|auf lager|versand|menge|"
        "ajouter au panier|acheter|en stock|livraison|quantité|añadir al carrito|comprar|"
        "comprar ahora|envío|cantidad|aggiungi al carrello|acquista|disponibile|quantità|"
        "adicionar ao carrinho|in winkelwagen|op voorraad|lägg i varukorgen|dodaj do koszyka|"
        "в корзину|купить|カートに入れる|加入购物车|장바구니",
        "a list": "filter|filters|sort by|sort|featured|price|price, low to high|"
        "best selling|brand|color|size|clear all|show more|load more|results|"
        "view more|see all|filtern|sortieren|"
        "sortieren nach|filtrer|trier par|filtrar|ordenar por|filtra|ordina per|filteren|"
        "sorteren|filtruj|sortuj|фильтр|сортировка|next|previous|next page|»|weiter|suivant|"
        "siguiente|successivo|następna",
        "a forum": "reply|quote|like|report|share|permalink|copy link|members|member|forums|forum|"
        "new posts|search forums|log in to reply|joined|posts|replies|views|topics|last reply|"
        "original poster|solved|accepted answer|best answer|antworten|zitieren|mitglied|"
        "beiträge|themen|foren|registriert|répondre|citer|messages|membre|inscrit|responder|"
        "citar|mensajes|miembro|rispondi|cita|messaggi|antwoorden|reageren|citeren|svara|"
        "odpowiedz|cytuj|ответить|цитата|сообщения|返信|回复|답글|joined:|posts:|location:",
        "a manual": "on this page|table of contents|in this article|edit this page|"
        "edit this page on github|documentation|docs|api reference|reference|tutorials|tutorial|"
        "examples|example|parameters|syntax|installation|getting started|quickstart|changelog|"
        "see also|was this page helpful?|was this helpful?|contents|overview|note|warning|"
        "auf dieser seite|inhalt|dokumentation|beispiel|beispiele|parameter|installation|"
        "sommaire|exemple|exemples|ejemplo|ejemplos|contenido|esempio|esempi|indice|"
        "пример|примеры|содержание|目次|例|目录|示例|예제",
        "an offer": "get started|learn more|contact us|sign up|book now|get a quote|free quote|"
        "request a quote|get a free quote|request a demo|book a demo|schedule a demo|"
        "start free trial|apply now|call now|call us|testimonials|our services|services|pricing|"
        "why choose us|solutions|our team|who we are|what we do|how it works|locations|careers|"
        "frequently asked questions|get in touch|enroll now|register now|our process|reviews|"
        "features|products|resources|company|mehr erfahren|kontakt|kontaktieren sie uns|"
        "jetzt anfragen|angebot anfordern|leistungen|unsere leistungen|über uns|preise|karriere|"
        "referenzen|jetzt buchen|termin vereinbaren|jetzt starten|en savoir plus|contactez-nous|"
        "nos services|tarifs|devis gratuit|demander un devis|qui sommes-nous|réserver|"
        "más información|contáctanos|contacto|nuestros servicios|servicios|precios|reservar|"
        "solicitar presupuesto|scopri di più|contattaci|i nostri servizi|prezzi|prenota ora|"
        "chi siamo|saiba mais|fale conosco|serviços|preços|neem contact op|lees meer|diensten|"
        "kontakta oss|tjänster|priser|kontakt oss|skontaktuj się|usługi|cennik|oferta|"
        "связаться с нами|услуги|цены|о компании|お問い合わせ|サービス|料金|联系我们|服务|문의하기",
        "a story": "conclusion|key takeaways|related articles|related posts|related stories|"
        "read more|share this|share this article|about the author|leave a comment|"
        "leave a reply|comments|recent posts|categories|tags|newsletter|subscribe|advertisement|"
        "most read|trending|latest news|read next|fazit|mehr zum thema|kommentare|themen|"
        "das könnte sie auch interessieren|meistgelesen|anzeige|autor|teilen|artikel teilen|"
        "schreibe einen kommentar|letzte beiträge|kategorien|schlagwörter|commentaires|"
        "laisser un commentaire|à lire aussi|partager|publicité|lire aussi|comentarios|"
        "deja un comentario|te puede interesar|compartir|publicidad|etiquetas|commenti|"
        "lascia un commento|leggi anche|condividi|comentários|deixe um comentário|leia também|"
        "compartilhar|reacties|lees ook|delen|kommentarer|del|dela|komentarze|czytaj także|"
        "udostępnij|комментарии|поделиться|читайте также|関連記事|コメント|相关新闻|관련기사|댓글",
    }.items()
}
#: Software that makes manuals, and software that runs forums, as ``meta generator`` names it.
MANUALS = (
    "antora", "asciidoctor", "docbook", "docfx", "docusaurus", "docutils", "dokuwiki", "doxygen",
    "gitbook", "javadoc", "mdbook", "mintlify", "mkdocs", "readme", "rustdoc", "sphinx",
    "starlight", "vitepress", "vuepress",
)  # fmt: skip
FORUMS = (
    "burning board", "discourse", "flarum", "fluxbb", "invision community", "mybb", "nodebb",
    "phpbb", "punbb", "simple machines", "smf ", "ubb.", "vanilla forums", "vbulletin", "woltlab",
    "xenforo",
)  # fmt: skip
