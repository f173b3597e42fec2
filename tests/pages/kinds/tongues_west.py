# ruff: noqa: E501
"""What sites print all over, in English, German, French, Spanish, Italian, Portuguese and Dutch."""

from tests.pages.kinds.tongue import add

add(
    "en",
    """
News | Politics | Business | World | Culture | Sport | Science | Opinion | Travel | Health | Education | Weather | Property | Food
Margaret Oyelaran | Tom Haverley | Priya Desmond | Callum Breck | Ines Whitlock | Joan Petrakis
January February March April May June July August September October November December
{month} {d}, {y}
Home | Search | Log in | Subscribe | Read more | Next | Previous | Newsletter | Get the day's most important stories in your inbox every morning. | Your email address | Comments | Leave a comment | Share | Related stories | Most read | We use cookies to improve your experience and to show you relevant advertising. | Accept all | Reject | Manage preferences | About us | Contact | Privacy policy | Terms of use | By | Updated | Tags | Advertisement | Latest | Menu | Back to top | Live | Watch | Photos | Listen | View all
Harbour bridge to close for nine weekends | Drivers face a twelve-mile detour while engineers replace worn bearings under the eastern span.
Library opens its doors to night readers | The reading room on Cobden Street will stay open until two in the morning during exam season.
Council votes to sell the old tram depot | Campaigners say the Victorian sheds should become a market hall instead of flats.
Small brewers feel the price of barley | A wet spring has cut the harvest by a third, and malt is dearer than ever.
Rovers hold on for a point in the rain | A late save from the teenage keeper kept the scores level at Mill Lane.
Why the swifts came back early this year | Volunteers counted twice as many nests as last May, and warm winds may be the reason.
Hospital to pilot evening blood tests | Patients in work asked for later hours, and from Monday they will have them.
The quiet return of the night train | Three operators want to link the north with the continent by sleeper before 2027.
Ministers shelve plan for a parking levy | The charge was meant to pay for buses, but town halls feared a revolt.
A potter, a barn and forty thousand bowls | For half a century Edda Marsh has thrown the same shape, and she is not bored yet.
Schools told to air out classrooms | New guidance asks heads to measure carbon dioxide and to open windows in winter too.
Ferry fares to rise again in spring | Islanders warn that the third increase in two years will keep families away.
The case for paying jurors properly | Nobody should have to choose between the rent and a civic duty, writes our columnist.
Frost warning for orchards in the valley | Growers lit candles between the rows as temperatures fell to minus four.
Start-up turns old sails into school bags | What began in a boathouse now employs eleven people and ships to nine countries.
Museum asks who the woman in blue was | The portrait hung for ninety years without a name; letters from an attic may help.
Cyclists win fight over the canal path | The towpath will be widened and lit, though anglers are less than pleased.
Broadband at last for the upper dales | Engineers carried the cable the last four miles on horseback.
Trial over flooded cellars begins | Forty households are suing the water company for damage going back to 2019.
What to plant in a dry garden | Five shrubs that shrug off a hosepipe ban and still flower in September.
Film festival moves to the seafront | The organisers hope that salt air and cheap tickets will bring a younger crowd.
Bakers queue for the last water mill | Stone-ground flour has become fashionable, and the miller is sleeping very little.
Bus drivers accept new rota after ballot | The strike planned for next Thursday has been called off, the union said.
Fewer teenagers are learning to drive | Insurance costs and better trains are changing what it means to turn seventeen.
""",
)

add(
    "de",
    """
Nachrichten | Politik | Wirtschaft | Kultur | Sport | Wissen | Lokales | Meinung | Reise | Gesundheit | Auto | Panorama | Immobilien
Henrike Sandvoß | Jörn Tiedemann | Aylin Kurtz | Matthias Grell | Petra Ohlendorf
Januar Februar März April Mai Juni Juli August September Oktober November Dezember
{d}. {month} {y}
Startseite | Suche | Anmelden | Abonnieren | Weiterlesen | Weiter | Zurück | Newsletter | Das Wichtigste vom Tage, jeden Morgen kostenlos in Ihrem Postfach. | Ihre E-Mail-Adresse | Kommentare | Kommentar schreiben | Teilen | Mehr zum Thema | Meistgelesen | Wir verwenden Cookies, um unser Angebot zu verbessern und Ihnen passende Werbung zu zeigen. | Alle akzeptieren | Ablehnen | Einstellungen | Über uns | Kontakt | Datenschutz | Impressum | Von | Aktualisiert | Schlagwörter | Anzeige | Neueste | Menü | Nach oben | Live | Video | Bilder | Anhören | Alle anzeigen
Stadtrat streitet über das alte Hallenbad | Die Sanierung würde elf Millionen Euro kosten, ein Neubau kaum mehr.
Erste Störche auf dem Kirchturm gesichtet | So früh wie nie sind die Vögel in die Elbmarsch zurückgekehrt.
Bahn sperrt Strecke bis in den Herbst | Pendler müssen sich auf Busse und längere Fahrzeiten einstellen.
Der Bäcker, der nur nachts öffnet | Wer um drei Uhr früh Hunger hat, findet in der Hafenstraße warme Brötchen.
Handball: Heimsieg in letzter Sekunde | Ein Siebenmeter nach Ablauf der Uhr entschied das Derby.
Warum der Mohn dieses Jahr blasser blüht | Botaniker haben eine Vermutung, und sie hat mit dem Regen zu tun.
Grundsteuer steigt stärker als erwartet | Die Kämmerin spricht von einem letzten Mittel, die Opposition von Abzocke.
Theater zeigt Stück über eine Werft | Achtzig ehemalige Arbeiter haben ihre Erinnerungen beigesteuert.
Mieter klagen gegen Fernwärmepreise | Das Landgericht verhandelt im Mai über die erste Sammelklage im Land.
Neue Brücke für Radfahrer wird teurer | Der Stahl ist knapp, und der Baugrund machte Schwierigkeiten.
Kliniken suchen Pflegekräfte in Übersee | Deutschkurse beginnen künftig schon vor der Abreise.
Was ein Haus aus Lehm kann | Eine Architektin baut bei Lüchow so, wie es ihre Urgroßeltern taten.
Kommentar: Lasst die Schulhöfe offen | Wo nachmittags gespielt wird, wächst Nachbarschaft.
Ein Dorf kauft seine Kneipe | Hundertzwanzig Anteile waren in drei Wochen vergeben.
Hochwasser: Der Deich hält | Die Feuerwehr blieb die ganze Nacht auf den Beinen.
Streik bei der Post endet nach zwei Wochen | Beide Seiten sprechen von einem tragfähigen Kompromiss.
""",
)

add(
    "fr",
    """
Actualités | Politique | Économie | Monde | Culture | Sports | Sciences | Débats | Voyages | Santé | Société | Planète
Élodie Marchandeau | Thibault Quérec | Nour Belhadj | Sylvain Ducos
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
{d} {month} {y}
Accueil | Rechercher | Se connecter | S'abonner | Lire la suite | Suivant | Précédent | Infolettre | Recevez chaque matin l'essentiel de l'actualité dans votre boîte. | Votre adresse e-mail | Commentaires | Écrire un commentaire | Partager | À lire aussi | Les plus lus | Nous utilisons des cookies pour mesurer l'audience et personnaliser la publicité. | Tout accepter | Refuser | Paramétrer | Qui sommes-nous ? | Contact | Confidentialité | Mentions légales | Par | Mis à jour | Mots-clés | Publicité | En continu | Menu | Haut de page | En direct | Vidéo | Photos | Écouter | Tout voir
Le marché couvert rouvre après deux ans de travaux | Quarante commerçants retrouvent leurs étals sous la verrière restaurée.
Les apiculteurs s'inquiètent d'un printemps sans fleurs | Le gel d'avril a détruit la floraison des acacias dans la vallée.
Rugby : une victoire arrachée à la sirène | Menés toute la partie, les visiteurs ont renversé le score dans les arrêts de jeu.
La mairie renonce au parking souterrain | Le coût du chantier avait doublé depuis la première étude.
Un train de nuit vers la côte dès l'été | Trois voitures-lits circuleront chaque vendredi jusqu'en octobre.
Que reste-t-il des cafés de village ? | Dans le Morvan, un réseau d'associations en a sauvé dix-sept.
L'hôpital manque d'anesthésistes | Des opérations sont reportées faute de personnel qualifié.
Une pièce jouée dans un entrepôt de sel | La compagnie a passé six mois à apprivoiser l'écho du lieu.
Tribune : rendons les rues aux enfants | Une génération entière ne sait plus aller à l'école à pied.
Les loyers encadrés dans douze communes | La mesure entrera en vigueur au premier janvier prochain.
Le loup de retour sur le plateau | Deux photographies prises de nuit ne laissent guère de doute.
Grève des éboueurs : un accord est trouvé | La collecte reprendra progressivement à partir de mercredi.
""",
)

add(
    "es",
    """
Actualidad | Política | Economía | Internacional | Cultura | Deportes | Ciencia | Opinión | Viajes | Salud | Sociedad | Educación
Lucía Berenguer | Andrés Quiroga | Marta Solano | Gonzalo Tejada
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
{d} de {month} de {y}
Inicio | Buscar | Iniciar sesión | Suscríbete | Leer más | Siguiente | Anterior | Boletín | Lo más importante del día, cada mañana en tu correo. | Tu correo electrónico | Comentarios | Deja un comentario | Compartir | Te puede interesar | Lo más leído | Utilizamos cookies propias y de terceros para analizar la navegación y mostrarte publicidad. | Aceptar todo | Rechazar | Configurar | Quiénes somos | Contacto | Privacidad | Aviso legal | Por | Actualizado | Etiquetas | Publicidad | Última hora | Menú | Volver arriba | En directo | Vídeo | Fotos | Escuchar | Ver todo
El embalse vuelve a llenarse tras tres años de sequía | Las lluvias de marzo han devuelto el agua a las orillas del pueblo viejo.
Los taxistas aplazan la huelga del viernes | El ayuntamiento ha prometido revisar las tarifas nocturnas.
Un coro de jubilados llena el auditorio | Ensayan cada martes en un garaje y han agotado las entradas.
La vendimia empieza antes que nunca | El calor de julio ha adelantado la maduración casi tres semanas.
El juez archiva la causa de las farolas | No hubo delito en la compra, aunque sí descuido, dice el auto.
Remontada en el descuento | Dos goles de cabeza dieron la vuelta a un partido perdido.
Por qué las abejas prefieren el romero | Un estudio de campo midió once mil visitas en una sola primavera.
Las bibliotecas abrirán los domingos | La prueba comienza en cuatro barrios y durará hasta junio.
Alquileres: el mapa que explica la fuga | Los jóvenes se marchan a municipios a una hora de tren.
Opinión: La siesta no es pereza | Dormir veinte minutos debería ser un derecho laboral.
Rescatado un velero frente al cabo | Los tres tripulantes están bien, aunque con frío.
La última fábrica de abanicos | Nueve artesanas mantienen vivo un oficio de dos siglos.
""",
)

add(
    "it",
    """
Notizie | Politica | Economia | Esteri | Cultura | Sport | Scienza | Opinioni | Viaggi | Salute | Cronaca | Cucina
Giulia Ferrandi | Paolo Marchesan | Chiara Lodigiani
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
{d} {month} {y}
Home | Cerca | Accedi | Abbonati | Leggi tutto | Successivo | Precedente | Newsletter | Le notizie più importanti ogni mattina nella tua casella. | La tua e-mail | Commenti | Lascia un commento | Condividi | Leggi anche | I più letti | Utilizziamo i cookie per offrirti una navigazione migliore e annunci su misura. | Accetta tutti | Rifiuta | Personalizza | Chi siamo | Contatti | Privacy | Note legali | di | Aggiornato | Argomenti | Pubblicità | Ultima ora | Menu | Torna su | Diretta | Video | Foto | Ascolta | Vedi tutti
Il mercato del pesce trasloca sul molo nuovo | Dopo settant'anni i banchi lasciano la piazza, tra proteste e curiosità.
Nevica in collina a metà aprile | Gli agricoltori accendono i fuochi per salvare i noccioleti.
Chiude la linea due per tutta l'estate | I bus sostitutivi partiranno ogni otto minuti dalla stazione.
Il liutaio che ripara i violini degli altri | Nella sua bottega arrivano strumenti da mezza Europa.
Vittoria al tie-break dopo tre ore | Le ragazze di casa restano in testa alla classifica.
Affitti brevi, il comune mette un tetto | Non più di novanta notti l'anno nel centro storico.
La scuola che insegna all'aperto | Lezioni nel bosco anche quando piove, e i genitori approvano.
Un affresco dietro l'armadio della sacrestia | Lo ha scoperto un idraulico mentre cercava una perdita.
Perché il riso quest'anno costa di più | Le risaie hanno avuto acqua solo a fine maggio.
Sciopero dei treni, le fasce garantite | Corse regolari dalle sei alle nove e dalle diciotto alle ventuno.
""",
)

add(
    "pt",
    """
Notícias | Política | Economia | Mundo | Cultura | Esportes | Ciência | Opinião | Viagem | Saúde | Cidades
Beatriz Nogueira | Rafael Antunes | Tainá Moura
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
{d} de {month} de {y}
Início | Buscar | Entrar | Assine | Leia mais | Próxima | Anterior | Boletim | Receba as principais notícias do dia no seu e-mail. | Seu e-mail | Comentários | Deixe seu comentário | Compartilhar | Veja também | Mais lidas | Usamos cookies para melhorar a sua navegação e exibir anúncios relevantes. | Aceitar todos | Recusar | Configurar | Quem somos | Contato | Privacidade | Termos de uso | Por | Atualizado | Assuntos | Publicidade | Últimas | Menu | Voltar ao topo | Ao vivo | Vídeo | Fotos | Ouvir | Ver tudo
Feira do bairro ganha teto solar | As barracas vão vender a energia que sobra para a escola vizinha.
Chuva alaga estação e para o metrô | Passageiros esperaram duas horas até a retomada do serviço.
A rendeira que ensinou uma cidade inteira | Aos oitenta anos, dona Zuleide ainda abre a porta para as alunas.
Time da casa vence clássico de virada | O gol saiu nos acréscimos, depois de uma cobrança ensaiada.
Preço do café sobe pela quinta vez | A seca no sul do estado reduziu a colheita pela metade.
Câmara aprova passe livre aos domingos | A lei segue agora para a sanção da prefeita.
Tartarugas voltam à praia do farol | Biólogos contaram duzentos ninhos, o maior número em dez anos.
Um museu dentro do antigo frigorífico | Os ganchos continuam no teto, mas agora sustentam esculturas.
Professores encerram greve de vinte dias | As aulas recomeçam na segunda-feira em toda a rede.
Opinião: calçada também é transporte | Sem lugar para andar, não há cidade que funcione.
""",
)

add(
    "nl",
    """
Nieuws | Politiek | Economie | Buitenland | Cultuur | Sport | Wetenschap | Opinie | Reizen | Gezondheid | Regio
Marloes Terpstra | Daan Huizinga | Yasmina Bouzid
januari februari maart april mei juni juli augustus september oktober november december
{d} {month} {y}
Home | Zoeken | Inloggen | Abonneren | Lees verder | Volgende | Vorige | Nieuwsbrief | Elke ochtend het belangrijkste nieuws in je mailbox. | Je e-mailadres | Reacties | Plaats een reactie | Delen | Lees ook | Meest gelezen | Wij gebruiken cookies om de site te verbeteren en advertenties te tonen die bij je passen. | Alles accepteren | Weigeren | Instellingen | Over ons | Contact | Privacy | Voorwaarden | Door | Bijgewerkt | Onderwerpen | Advertentie | Net binnen | Menu | Naar boven | Live | Video | Foto's | Luister | Alles bekijken
Sluis bij Oosterwiel maanden dicht | Schippers moeten omvaren en rekenen op een halve dag extra.
Dorpswinkel draait op vrijwilligers | Na het vertrek van de supermarkt namen de bewoners het zelf over.
Bollenveld blijft dit jaar leeg | De kweker laat de grond rusten en zaait bloemen voor de bijen.
Schaatsers wachten op de eerste ijsdag | De ijsmeester meet elke nacht, maar durft niets te beloven.
Huren in de stad stijgen minder hard | Voor het eerst in zes jaar bleef de stijging onder de inflatie.
Orgel in de Bovenkerk weer te horen | Drie jaar lag het instrument in onderdelen in een loods.
Gemeente wil af van tegels in de tuin | Wie groen plant, krijgt subsidie en gratis compost.
Fietsbrug geopend na vier jaar uitstel | De wethouder reed als eerste over, met een lekke band.
Column: de stilte van de trein | In de coupé mag niemand praten, en toch zegt iedereen iets.
Boeren en natuurclubs sluiten akkoord | Langs de beek komt een strook van twintig meter riet.
""",
)
