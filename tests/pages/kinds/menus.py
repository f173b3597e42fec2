"""The menus of sites that are no newspapers, by the site's name."""

MENUS = {
    "Aunt Leek": "Soups|Bread|Puddings|Preserves|Sundays|About",
    "Home & Hearth": "Heating|Plumbing|Paint|Garden|Tools|Advice|Reviews",
    "Long Way Round": "On foot|By bus|Bread|Neighbours|Archive|About",
    "Quarterly Craft": "Makers|Interviews|Clay|Wood|Wool|Glass|Back issues|Members",
    "Farsound": "Stories|Podcast|Shop|About|Support us",
    "Slow Lines": "Towns|Night trains|Ferries|Maps|Letters|About",
    "Rovers World": "Fixtures|Results|Table|Squad|Tickets|Transfers|Forum|Shop",
    "Tidewatch": "Home|Trending|Lifeboats|Harbours|Storms|Subscriptions|Library",
    "Bauen heute": "Lehm|Holz|Dämmung|Heizung|Grundrisse|Förderung|Magazin|Abo",
    "Samtgemeinde Oste": "Rathaus|Bürgerservice|Bauen|Familie|Tourismus|Wirtschaft|Termine",
    "Funkhaus Nord": "Programm|Podcasts|Nachrichten|Musik|Mediathek|Frequenzen|Kontakt",
    "Sportplatz Nord": "Fußball|Handball|Faustball|Tabellen|Vereine|Bilder|Tippspiel",
    "Radio Vernois": "Émissions|Podcasts|Musique|Grille|Équipe|Fréquences",
    "Cocina Fresca": "Recetas|Sopas|Ensaladas|Pescados|Postres|Trucos|Quién soy",
    "Canal Sierra": "Inicio|Tendencias|Música|Pueblos|Fiestas|Suscripciones",
    "Pentole e Ortiche": "Primi|Secondi|Zuppe|Dolci|Dall'orto|Chi sono",
    "Kanal Çınar": "Canlı yayın|Diziler|Programlar|Yayın akışı|Haber|Spor|Çocuk",
}
