# ruff: noqa: E501
"""Pages of shops, companies and offices: products, services, jobs, events, contact."""

from tests.pages.kinds.cases_others import chapters, other

PAGES = [
    # Shops
    other(
        "en",
        "Marsh & Daughters",
        "marshbowls.example/products/soup-bowl-no-3",
        "shop",
        "product",
        "desc og:product ld:Product",
        "Soup bowl no. 3",
        menu="Bowls|Jugs|Seconds|Gifts|Visit us|About Edda",
        signup="Hear first when the kiln is opened.",
        price="£34.00",
        buy="Add to basket",
        lines=[
            "Thrown by hand in the barn from local clay, glazed inside with ash and left bare outside. No two are quite alike, which is either the point or a nuisance.",
            "It holds a generous half litre and may go in the oven, the freezer and, if you must, the dishwasher.",
        ],
        facts=[("Diameter", "16 cm"), ("Height", "8 cm"), ("Weight", "540 g")],
        reviews=[
            "Lovely to hold. Mine has a thumbprint.",
            "Arrived well packed. Smaller than I thought.",
        ],
    ),
    other(
        "fr",
        "Fromagerie Coste",
        "fromagerie-coste.example/produits/tomme-des-halles",
        "shop",
        "product",
        "og:article",
        "Tomme des halles, 12 mois",
        menu="Fromages|Coffrets|Nos caves|Les halles|Professionnels",
        signup="Une lettre par saison, et une recette.",
        price="28,50 € / kg",
        buy="Ajouter au panier",
        lines=[
            "Une tomme de vache au lait cru, affinée un an sous nos caves. La croûte est grise, la pâte souple, le goût de noisette.",
            "Expédiée sous vide en colis isotherme, du lundi au mercredi.",
        ],
        facts=[("Lait", "cru, vache"), ("Affinage", "12 mois"), ("Poids", "environ 1,8 kg")],
        reviews=["Un délice avec une poire."],
    ),
    other(
        "zh",
        "江岸茶庄",
        "jianganteas.example/item/2201.html",
        "portal",
        "product",
        "",
        "头春云雾绿茶 125克",
        menu="绿茶|红茶|茶具|礼盒|冲泡指南|门店|会员中心",
        price="¥168.00",
        buy="加入购物车",
        lines=["清明前手工采摘，一芽一叶，当日炒制。", "建议用八十度水冲泡，首泡不超过三十秒。"],
        facts=[("产地", "石矶镇"), ("规格", "125克/罐"), ("保质期", "18个月")],
        reviews=["香气清幽，回购第三次。"],
    ),
    other(
        "it",
        "Ferramenta Bettoni",
        "ferramentabettoni.example/prodotto.aspx?id=771",
        "aspnet",
        "product",
        "",
        "Chiave a pappagallo 250 mm",
        menu="Utensileria|Idraulica|Elettricità|Giardino|Vernici|Offerte|Dove siamo",
        price="€ 19,90",
        buy="Aggiungi al carrello",
        lines=[
            "Acciaio al cromo vanadio, impugnatura isolata, apertura regolabile in undici posizioni."
        ],
        facts=[("Lunghezza", "250 mm"), ("Peso", "410 g")],
        reviews=[],
    ),
    # Companies
    other(
        "en",
        "Ollerton Roofing",
        "ollertonroofing.example/services/slate-repair/",
        "elementor",
        "service",
        "desc og:article yoast:WebPage",
        "Slate roof repair in the Lowmoor valley",
        menu="Slate repair|Flat roofs|Chimneys|Gutters|Gallery|Prices|About us|Reviews",
        signup="Ask for our leaflet on looking after an old roof.",
        text="Three generations, one ladder. We mend slate roofs, and we do not sell you a new one unless you need it.",
        parts=chapters("""
# Why slate roofs fail
Slate itself lasts a century and more. What gives way is the nail. When the nails rust, the slates begin to slip, and water finds the batten. A roof that has lost a dozen slates in a winter is telling you something.
Our surveyors look at every slope, take photographs and send you a written report within three days.
# How we work
We salvage every sound slate, replace the nails with copper and match new slates by colour and thickness. A typical repair takes two days, and we leave the garden as we found it.
# What it costs
Most repairs cost between £400 and £1,500. The survey is free if you live within twenty miles.
"""),
    ),
    other(
        "de",
        "Kanzlei Tiedemann",
        "kanzlei-tiedemann.example/leistungen/mietrecht",
        "typo3",
        "service",
        "desc og:article",
        "Mietrecht",
        menu="Kanzlei|Mietrecht|Arbeitsrecht|Erbrecht|Anwälte|Kosten|Anfahrt|Aktuelles",
        text="Wir beraten Mieter und Vermieter seit 1994, außergerichtlich und vor Gericht.",
        parts=chapters("""
# Heizkosten und Nebenkosten
Jede zweite Abrechnung ist fehlerhaft. Wir prüfen Ihre Unterlagen, setzen die Fristen und führen den Schriftwechsel mit der Gegenseite.
# Kündigung und Räumung
Eine Kündigung muss begründet sein und die gesetzlichen Fristen einhalten. Kommen Sie möglichst früh zu uns; oft lässt sich eine Räumungsklage vermeiden.
# Erstberatung
Die Erstberatung kostet pauschal 90 Euro. Bringen Sie bitte Ihren Mietvertrag mit.
"""),
    ),
    other(
        "nl",
        "Kramer Overhalen",
        "krameroverhalen.example/diensten/",
        "elementor",
        "service",
        "desc og:website",
        "Boten tot zes ton over de dijk",
        menu="Overhalen|Tarieven|Reserveren|Veelgestelde vragen|Over ons|Foto's",
        signup="Meldingen bij harde wind, per mail.",
        text="Snel, droog en zonder krassen: wij zetten uw boot aan de andere kant.",
        parts=chapters("""
# Hoe het werkt
U vaart in de wagen, wij trekken hem op de rails naar boven. Binnen een kwartier ligt u weer in het water.
# Reserveren
Bel een dag van tevoren. Bij harde wind wachten we liever even.
"""),
    ),
    other(
        "en",
        "Gaugely",
        "gaugely.example/",
        "next",
        "landing",
        "desc og:website tw",
        "Tide data your team can trust",
        menu="Product|Docs|Pricing|Customers|Status|Blog|Careers",
        signup="Release notes, once a month.",
        text="One API for forty thousand gauges. Start in minutes, scale to every harbour on Earth.",
        parts=chapters("""
# Fast
Answers in under thirty milliseconds, wherever your ships are.
# Reliable
We have not missed a tide since 2017. Neither has the moon.
# Open
Export everything, any time, in formats that will outlive us.
"""),
    ),
    other(
        "en",
        "Farsound",
        "farsound.example/about/",
        "ghost",
        "about",
        "og:article",
        "About Farsound",
        menu="Stories|Podcast|Shop|About|Support us",
        body_class="page-template",
        lines=[
            "Farsound is a small magazine about the edges of things: coasts, borders, outskirts, the last stop on the line. We publish one long story a week and a podcast when we have something to say.",
            "We were founded in 2018 by three people who had been made redundant on the same afternoon. There are now seven of us. We carry no advertising and live on the subscriptions of about nine thousand readers.",
            "If you would like to write for us, send a paragraph, not a pitch.",
        ],
    ),
    other(
        "cs",
        "Knihovna Záblatí",
        "knihovnazablati.example/o-nas",
        "joomla",
        "about",
        "",
        "O knihovně",
        menu="Katalog|Pro děti|Akce|Půjčovna nářadí|O knihovně|Kontakt|Ceník|Ke stažení",
        lines=[
            "Naše knihovna sídlí od roku 1956 v bývalé škole. Půjčujeme knihy, deskové hry a od loňska i nářadí.",
            "Otevřeno máme v pondělí a ve středu od dvou do sedmi, v sobotu dopoledne.",
        ],
    ),
    other(
        "ar",
        "جمعية الحافلة الزرقاء",
        "bluebus.example/about",
        "bootstrap",
        "about",
        "og:article",
        "من نحن",
        menu="الحافلة|القرى|تطوع|تبرع|من نحن|تقاريرنا|المعرض",
        lines=[
            "جمعية الحافلة الزرقاء مبادرة أهلية غير ربحية تأسست عام 2020 لإيصال الكتب إلى القرى البعيدة.",
            "نعتمد على المتطوعين وعلى تبرعات الأفراد، وننشر حساباتنا كل سنة.",
        ],
    ),
    other(
        "fr",
        "Mairie de Saint-Aubert",
        "saint-aubert.example/contact",
        "drupal7",
        "contact",
        "",
        "Nous contacter",
        menu="La commune|Vie municipale|Démarches|Enfance|Associations|Urbanisme|Agenda|Plan du site",
        lines=[
            "Mairie de Saint-Aubert",
            "2, place du Marché",
            "Ouvert du lundi au vendredi de 9 h à 12 h",
            "Tél. 00 00 00 00 00",
        ],
    ),
    other(
        "id",
        "Koperasi Payung",
        "koperasipayung.example/kontak",
        "wp_block",
        "contact",
        "og:article",
        "Hubungi kami",
        menu="Payung|Katalog|Kunjungan|Lokakarya|Cerita|Kontak|Galeri",
        lines=[
            "Koperasi Payung Wringin",
            "Jalan Bambu 12",
            "Buka Senin sampai Sabtu, pukul 08.00-16.00",
        ],
    ),
    other(
        "sv",
        "Hagaby Vårdcentral",
        "hagabyvard.example/jobb/distriktsskoterska",
        "next",
        "job",
        "og:article ld:JobPosting",
        "Distriktssköterska till Hagaby vårdcentral",
        menu="Boka tid|Våra mottagningar|Vaccination|Lämna synpunkter|Jobba hos oss|Hitta hit",
        signup="Påminnelse om årets vaccination.",
        apply="Ansök nu",
        facts=[
            ("Ort", "Hagaby"),
            ("Omfattning", "Heltid, tillsvidare"),
            ("Sista ansökningsdag", "31 januari"),
        ],
        parts=chapters("""
# Om tjänsten
Du arbetar på mottagningen och gör hembesök i byarna runt sjön.
Vi är fjorton kollegor och fikar varje dag klockan tio.
# Vi söker dig som
är legitimerad sjuksköterska med specialistutbildning
har körkort och inte är rädd för halka
"""),
    ),
    other(
        "de",
        "Tarnwell GmbH",
        "karriere.tarnwell.example/stellen/4411",
        "vue",
        "job",
        "desc og:article",
        "Mechatroniker (m/w/d) für Pegelsensoren",
        menu="Produkte|Branchen|Service|Unternehmen|Karriere|Standorte",
        apply="Jetzt bewerben",
        facts=[("Standort", "Cuxhaven"), ("Beginn", "sofort"), ("Arbeitszeit", "35 Stunden")],
        parts=chapters("""
# Ihre Aufgaben
Sie montieren und prüfen Messgeräte für Häfen und Schleusen.
Sie warten unsere Anlagen an der Küste, gelegentlich auch bei Wind.
# Ihr Profil
Abgeschlossene Ausbildung und Freude an genauer Arbeit
Führerschein Klasse B
"""),
    ),
    other(
        "es",
        "Ayuntamiento de Aldana",
        "aldana.example/agenda",
        "drupal9",
        "events",
        "",
        "Agenda cultural de mayo",
        menu="Ayuntamiento|Trámites|Cultura|Deporte|Turismo|Educación|Medio ambiente|Sede electrónica|Transparencia",
        events=[
            ("3 mayo", "Concierto del coro de jubilados", "Auditorio"),
            ("5 mayo", "Cuentacuentos", "Biblioteca"),
            ("11 mayo", "Visita guiada al embalse", "Plaza Mayor"),
            ("18 mayo", "Noche de los museos", "Varios lugares"),
            ("25 mayo", "Mercado de artesanía", "Alameda"),
        ],
    ),
    other(
        "pt",
        "Prefeitura da Serra",
        "prefeituradaserra.example/formulario/poda",
        "drupal9",
        "form",
        "og:article",
        "Solicitar poda de árvore",
        menu="A prefeitura|Secretarias|Serviços|IPTU|Ouvidoria|Transparência|Licitações|Concursos|Turismo",
        text="Preencha os campos abaixo. A resposta chega em até quinze dias úteis.",
        fields=["Nome completo", "Endereço da árvore", "Telefone", "Motivo do pedido"],
    ),
    other(
        "el",
        "Παραλία",
        "paralia.example/newsletter/confirm?k=88",
        "wp_classic",
        "confirm",
        "og:article",
        "Ευχαριστούμε για την εγγραφή σας!",
        lines=[
            "Σας στείλαμε ένα email. Πατήστε τον σύνδεσμο που περιέχει για να ολοκληρωθεί η εγγραφή."
        ],
    ),
]
