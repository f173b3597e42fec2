# ruff: noqa: E501
"""Articles in German, French, Spanish, Italian, Portuguese and Dutch."""

STORIES = {
    "de-hallenbad": """
Stadtrat streitet über das alte Hallenbad
Sanieren oder neu bauen? Die Entscheidung fällt womöglich erst nach der Sommerpause
Henrike Sandvoß | 12.03.2024, 17:20 Uhr | 2024-03-12T17:20:00+01:00 | Lokales
Soll das Hallenbad an der Mühlenstraße saniert oder abgerissen werden? Darüber hat der Stadtrat am Dienstagabend fast vier Stunden lang gestritten, ohne zu einem Ergebnis zu kommen.
Elf Millionen Euro würde es nach einem Gutachten kosten, das Bad von 1968 auf den heutigen Stand zu bringen. Ein Neubau auf der grünen Wiese wäre für dreizehn Millionen zu haben, rechnete Baudezernent Uwe Karstens vor.
»Wer nur auf die Zahlen schaut, vergisst die Leute«, hielt ihm Ratsfrau Inga Bloom entgegen. Das alte Bad liege mitten im Viertel, das neue sei mit dem Rad kaum zu erreichen.
Mehr als zweihundert Bürgerinnen und Bürger verfolgten die Sitzung, viele mit Badekappe. Der Förderverein hatte dazu aufgerufen und [viertausend Unterschriften](/lokales/unterschriften-hallenbad) überreicht.
## Technik am Ende
Dass etwas geschehen muss, bestreitet niemand. Im Januar fiel die Lüftung zum dritten Mal aus, seither ist das Nichtschwimmerbecken gesperrt. Die Schulen weichen in die Nachbarstadt aus.
Der Leiter der Grundschule am Deich, Tammo Wiards, schilderte dem Rat die Folgen: »Wir verlieren für jede Schwimmstunde anderthalb Stunden im Bus. Von vierundzwanzig Kindern meiner vierten Klasse können neun nicht schwimmen.«
Auch der Schwimmverein meldete sich zu Wort. Seit der Sperrung habe er ein Fünftel seiner Mitglieder verloren, vor allem Ältere, die zur Wassergymnastik gekommen seien. »Die gehen nicht nach Oststedt. Die gehen gar nicht mehr«, sagte die Vorsitzende Antje Plaas.
## Drei Varianten liegen auf dem Tisch
Neben Sanierung und Neubau brachte die Gruppe aus Grünen und Freier Liste eine dritte Möglichkeit ins Spiel: das Becken erhalten, die Halle darüber aber in Holz neu errichten. Ein Architekturbüro hatte dafür neun Millionen Euro veranschlagt, allerdings vor vier Jahren.
Kämmerin Britta Evers mahnte zur Vorsicht. Der Haushalt der Stadt sei bereits mit einem Fehlbetrag von sechs Millionen Euro beschlossen worden. »Jede dieser Varianten bedeutet, dass wir an anderer Stelle etwas nicht bauen. Und zwar nicht irgendetwas, sondern eine Schule oder eine Straße.«
Kurz vor zweiundzwanzig Uhr beantragte die Mehrheit das Ende der Debatte. Der Beschluss, den Beschluss zu vertagen, fiel mit neunzehn zu siebzehn Stimmen.
Die Verwaltung soll nun bis Ende Mai prüfen, ob das Land einen Teil der Kosten übernimmt. Danach will der Rat noch einmal beraten.
""",
    "de-kommentar": """
Lasst die Schulhöfe offen
Wo nachmittags gespielt wird, wächst Nachbarschaft – ein Kommentar
Matthias Grell | 4. Juni 2024 | 2024-06-04T05:00:00+02:00 | Meinung
Um halb zwei fällt das Tor ins Schloss, und dann gehört der größte Platz des Viertels bis zum nächsten Morgen niemandem. Es ist ein trauriges Bild: zwei Körbe, eine Kletterwand, ein Zaun.
Die Stadt begründet das mit der Haftung. Wer stürzt, könnte klagen. Doch andere Städte haben längst gezeigt, dass ein Schild und eine Versicherung für wenige Euro im Jahr genügen.
Natürlich wird es lauter, wenn Kinder da sind. Das ist der Sinn der Sache. Eine Straße, in der man nachmittags nichts hört, ist keine ruhige Straße, sondern eine leere.
Und ja, es wird Müll geben. Den gibt es auf dem Parkplatz vor dem Supermarkt auch, und niemand käme darauf, ihn deshalb einzuzäunen.
Es braucht dafür kein Konzept und keinen Arbeitskreis. Es braucht jemanden, der das Tor nicht abschließt.
""",
    "de-agentur": """
Lastwagen verliert Honig auf der A 27

nordpress | 19.04.2024 06:05 | 2024-04-19T06:05:00+02:00 | Panorama
Cuxhaven (np) - Ein Lastwagen hat in der Nacht zum Freitag auf der Autobahn 27 rund acht Tonnen Honig verloren. Verletzt wurde niemand, wie die Polizei mitteilte.
Die Fahrbahn in Richtung Bremen blieb bis zum frühen Morgen gesperrt. Reinigungskräfte brauchten fünf Stunden und mehrere tausend Liter heißes Wasser.
""",
    "de-lehm": """
Was ein Haus aus Lehm kann
Eine Architektin baut im Wendland so, wie es ihre Urgroßeltern taten – und findet damit Nachahmer
Aylin Kurtz | 27. August 2024 | 2024-08-27T09:15:00+02:00 | Wissen
Die Wand ist kühl, obwohl draußen die Mittagshitze über den Feldern steht. Thea Wrede legt die flache Hand darauf, als prüfe sie ein Tier. »Sie atmet«, sagt sie, und dann, weil das alle sagen: »Nein, tut sie nicht. Aber sie nimmt Wasser auf und gibt es wieder ab.«
Seit sechs Jahren baut die Architektin mit dem, was sie vorfindet: Lehm aus der eigenen Grube, Stroh vom Nachbarn, Eichenbalken aus einer abgerissenen Scheune bei Lüchow.
Lehm war nach dem Krieg der Baustoff der Armen. Wer es sich leisten konnte, nahm Beton. Heute ist es umgekehrt: Die Handarbeit macht das Haus teuer, auch wenn das Material fast nichts kostet.
> Ein Lehmhaus kann man wegwerfen. Man lässt einfach das Dach weg und wartet.
An der Technischen Hochschule hat man nachgemessen. Die Luftfeuchte in den Räumen schwankt kaum, der Energiebedarf liegt um ein Drittel unter dem eines gewöhnlichen Neubaus, und der Abriss hinterlässt keinen Sondermüll.
Ganz ohne Tücken ist das Verfahren nicht. Drei Wochen Regen im Frühjahr, und die Baustelle steht. Auch die Behörden tun sich schwer: Für tragende Lehmwände über zwei Geschosse gibt es bis heute nur Einzelgenehmigungen.
Wrede stört das nicht. Sie hat gerade zwölf Lehrlinge eingestellt, und die Warteliste reicht bis ins übernächste Jahr.
""",
    "fr-halles": """
Le marché couvert rouvre après deux ans de travaux
Quarante commerçants retrouvent leurs étals sous la verrière restaurée
Élodie Marchandeau | Publié le 16 mars 2024 à 11h05 | 2024-03-16T11:05:00+01:00 | Société
À six heures, samedi, il y avait déjà du monde devant les grilles. Certains étaient venus en voisins, d'autres avaient pris le premier car depuis la vallée pour assister à la réouverture des halles, fermées depuis l'incendie de février 2022.
La charpente métallique, sortie des forges de la région en 1891, a été démontée pièce par pièce, nettoyée puis remontée. La verrière, elle, est entièrement neuve : le verre d'origine n'aurait pas supporté les normes actuelles.
« On a l'impression de rentrer chez soi et de trouver la maison plus grande », sourit Mireille Coste, fromagère, qui a passé deux hivers sous un barnum au bord de la nationale.
Le chantier a coûté 7,4 millions d'euros, soit un peu moins que prévu, assure la mairie. Un tiers de la somme provient d'une souscription à laquelle ont participé plus de trois mille habitants.
Reste la question du stationnement. Les soixante places de l'ancienne esplanade ont disparu au profit d'une allée de tilleuls, et les livreurs devront désormais passer avant huit heures.
Pour les plus anciens, l'incendie reste une blessure. « J'ai vu la fumée depuis ma fenêtre et j'ai su tout de suite », raconte Gilbert Fayard, quatre-vingt-six ans, qui a vendu des volailles sous la halle pendant quatre décennies. L'enquête avait conclu à la défaillance d'un vieux radiateur électrique.
## Un chantier mené au pas de charge
L'architecte Nadège Thomé a choisi de ne rien cacher des traces du feu. Deux piliers noircis ont été conservés à l'entrée nord, protégés par un vernis, et une plaque rappelle la date. Le reste a été repeint dans le vert pâle d'origine, retrouvé sous onze couches.
Le sol, en revanche, est nouveau : un granit clair, légèrement en pente, qui se lave au jet en un quart d'heure. « Avant, nous finissions à genoux », se souvient un poissonnier.
Les loyers n'augmenteront pas avant 2026, promet l'adjointe au commerce. Six emplacements ont été réservés à des producteurs qui ne viennent qu'un jour par semaine, une demande ancienne des maraîchers de la vallée.
À midi, samedi, il ne restait plus une fraise ni un fromage de chèvre. La fanfare, arrivée avec une heure de retard, a joué devant des étals vides.
Le marché se tiendra les mardis, jeudis et samedis, de sept heures à treize heures trente.
""",
    "fr-tribune": """
Rendons les rues aux enfants
Une génération entière ne sait plus aller à l'école à pied. Nous pouvons encore changer cela, estime un collectif de parents
Sylvain Ducos | 3 septembre 2024 | 2024-09-03T06:30:00+02:00 | Débats
Quand nous étions petits, nous allions seuls à l'école. Ce n'était pas une aventure : c'était un trajet. Nos enfants, eux, regardent la ville à travers une vitre, attachés, et arrivent en classe sans avoir croisé personne.
On nous répond que les temps ont changé. C'est vrai. Il y a trois fois plus de voitures devant les grilles qu'en 1985, et la plupart d'entre elles transportent un enfant que l'on protège ainsi des autres voitures.
Il suffirait de peu. Fermer une rue, une seule, de huit heures à huit heures et demie. Peindre un passage. Confier à un retraité du quartier un gilet et un panneau.
Là où cela s'est fait, les embouteillages n'ont pas empiré. Ils ont disparu, faute de raison d'être.
Nous ne demandons ni budget ni loi. Nous demandons une demi-heure par jour.
""",
    "fr-depeche": """
Séisme de magnitude 4,1 ressenti dans la plaine, pas de dégâts signalés

Avec agence | 22/05/2024 à 03:48 | 2024-05-22T03:48:00+02:00 | Planète
Un séisme de magnitude 4,1 a été ressenti dans la nuit de mardi à mercredi dans la plaine du Vernois, a indiqué le réseau de surveillance.
Les pompiers ont reçu une cinquantaine d'appels mais n'ont effectué aucune intervention. L'épicentre se situait à huit kilomètres de profondeur.
""",
    "es-embalse": """
El embalse vuelve a llenarse tras tres años de sequía
Las lluvias de marzo han devuelto el agua a las orillas del pueblo viejo
Lucía Berenguer | 02/04/2024 - 09:30h | 2024-04-02T09:30:00+02:00 | Sociedad
El campanario del pueblo viejo, que durante tres veranos asomó entero sobre el barro agrietado, ha vuelto a desaparecer bajo el agua. Solo la veleta, un gallo de hierro al que le falta la cola, sigue a la vista desde la carretera.
Las lluvias de marzo han dejado en la cuenca 340 litros por metro cuadrado, más que en todo el año anterior. El embalse está al 71 % de su capacidad, según la confederación, y los regantes podrán abrir las compuertas a partir del día quince.
«Yo no lo celebro todavía», dice Fermín Aldana, que cultiva almendros en la ladera. «El agua se va igual que viene, y aquí nadie ha arreglado las acequias».
Durante la sequía, el consumo se limitó a cien litros por habitante y día. Catorce municipios se abastecieron con camiones cisterna, un gasto que las diputaciones cifran en [nueve millones de euros](/economia/factura-cisternas).
El Gobierno regional mantendrá las restricciones hasta mayo. Después decidirá si las piscinas pueden llenarse.
Nadie esperaba un marzo así. Los modelos anunciaban una primavera seca y la confederación tenía preparado un decreto que reducía otra vez el riego. «Lo guardamos en un cajón el día once», admite un técnico, «y ahí sigue, por si acaso».
El agua ha traído también problemas. El camino de la ermita está cortado por un desprendimiento, y en el polígono bajo tres naves amanecieron inundadas el Jueves Santo. Los daños, según la asociación de empresarios, superan los doscientos mil euros.
Los ornitólogos, en cambio, están encantados. En la cola del embalse se han contado mil cien grullas, una cifra que no se veía desde 2009, y una pareja de águilas pescadoras parece decidida a quedarse.
Los vecinos más mayores recuerdan el pueblo de antes de la presa. Consuelo Rangel, que tenía siete años cuando lo abandonaron, bajó cada domingo de la sequía a sentarse en el escalón de su casa. «Ya me he despedido otra vez», dice. «Y van tres».
Mientras tanto, en el bar de la plaza han colgado una fotografía del pueblo seco. «Para que no se nos olvide», explica la dueña.
""",
    "es-siesta": """
La siesta no es pereza
Dormir veinte minutos debería ser un derecho laboral
Gonzalo Tejada | 19 de julio de 2024 | 2024-07-19T00:01:00+02:00 | Opinión
Hay una hora del día en que este país miente. Son las cuatro de la tarde, y en todas las oficinas alguien mira una pantalla sin leerla, mueve el ratón para que no se apague y piensa en su cama.
Dormir está mal visto. Se perdona al que fuma, al que navega, al que dedica media hora a contar el partido. Pero que nadie cierre los ojos.
La ciencia, sin embargo, lleva décadas diciendo lo mismo: veinte minutos bastan para recuperar la atención, y después de ellos se cometen la mitad de los errores. Lo saben los marineros, que duermen por turnos, y lo saben los niños.
No pido camas en los despachos. Pido un sillón, una puerta y la decencia de no llamar por teléfono.
Nuestros abuelos, que trabajaban más que nosotros, la dormían a pierna suelta debajo de un olivo. Y levantaron la cosecha.
""",
    "es-lista": """
Cinco sopas frías para sobrevivir a agosto
Del clásico gazpacho a una crema de pepino que se hace en tres minutos
Marta Solano | 5 de agosto de 2024 | 2024-08-05T08:00:00+02:00 | Salud
Cuando el termómetro pasa de cuarenta grados, encender el fuego parece un castigo. Estas cinco recetas solo necesitan una batidora y un rato de nevera.
## 1. Gazpacho de siempre
Tomate muy maduro, pimiento, un trozo de pan del día anterior y buen aceite. El secreto está en colarlo dos veces.
## 2. Ajoblanco
Almendra cruda, ajo y vinagre de Jerez. Se sirve con uvas, que explotan en la boca como pequeñas bombas de agua.
## 3. Crema de pepino
Dos pepinos, un yogur y menta. No lleva más. Se tritura, se enfría y se bebe en vaso.
## 4. Sopa de melón
Elija uno que huela desde lejos. Un poco de jamón picado por encima y listo.
## 5. Salmorejo de remolacha
Del color de un atardecer exagerado. Los niños se lo comen por curiosidad y repiten por gusto.
""",
    "it-affresco": """
Un affresco dietro l'armadio della sacrestia
Lo ha scoperto un idraulico mentre cercava una perdita: è la bottega di un maestro del Quattrocento
Giulia Ferrandi | 9 febbraio 2024 | 2024-02-09T15:10:00+01:00 | Cultura
Cercava una perdita d'acqua e ha trovato un angelo. Quando Renzo Bettoni ha spostato il grande armadio di noce della sacrestia, nella pieve di San Leucio, si è trovato davanti un volto che lo guardava.
«Ho pensato a una decalcomania», racconta l'idraulico, sessantadue anni, che nella pieve era stato battezzato. «Poi ho visto che mancava un pezzo di naso, e le decalcomanie non perdono il naso».
La soprintendenza, avvisata dal parroco la sera stessa, ha confermato: si tratta di un affresco della seconda metà del Quattrocento, coperto in parte da tre strati di calce e per il resto da un mobile che nessuno spostava dal 1874.
L'opera misura quasi quattro metri e rappresenta un'annunciazione. Gli studiosi la attribuiscono, con prudenza, alla bottega che negli stessi anni lavorava al palazzo vescovile.
Nella pieve, intanto, c'è la fila. Domenica scorsa il parroco ha dovuto spostare la messa delle undici perché i visitatori erano più dei fedeli. «Li ho invitati a sedersi», racconta don Amedeo, «e qualcuno alla fine ha pure cantato».
L'angelo ha i capelli rossi, una rarità nella pittura della zona, e tiene in mano non un giglio ma un ramo di nocciolo. Secondo la storica dell'arte Livia Maresca potrebbe essere un omaggio al committente, forse un mercante che con le nocciole aveva fatto fortuna.
Della Madonna si vede per ora soltanto una mano. Il resto è sotto la calce, e toglierla richiederà pazienza: un centimetro quadrato all'ora, con il bisturi e l'acqua distillata.
Il comune ha stanziato quarantamila euro, altrettanti ne ha promessi una fondazione bancaria. Ne serviranno almeno il doppio. Bettoni, che non ha voluto essere pagato per la riparazione, ha messo una cassetta delle offerte nel suo negozio.
I restauri cominceranno in primavera e dureranno almeno un anno. La perdita, intanto, è stata riparata.
""",
    "it-ricetta": """
Risotto con le ortiche e la robiola
Un piatto di primavera che costa poco e si raccoglie coi guanti
Chiara Lodigiani | 14 aprile 2024 | 2024-04-14T10:00:00+02:00 | Cucina
Le ortiche si raccolgono giovani, quando hanno quattro foglie e ancora non hanno imparato a difendersi sul serio. Mettete comunque i guanti.
Mia nonna le sbollentava per un minuto e buttava l'acqua nell'orto, perché diceva che alle zucche faceva bene. Il risotto lo mantecava con quello che c'era: burro nei giorni buoni, robiola negli altri.
## Ingredienti per quattro persone
- 320 g di riso carnaroli
- 200 g di punte di ortica
- 120 g di robiola fresca
- una cipolla piccola
- mezzo bicchiere di vino bianco secco
- brodo vegetale, sale e pepe
## Preparazione
Sbollentate le ortiche, strizzatele e tritatele finemente al coltello. Il frullatore le rende amare.
Fate appassire la cipolla, tostate il riso e sfumate col vino. Portate a cottura col brodo bollente, aggiungendo le ortiche a metà.
A fuoco spento unite la robiola, coprite e lasciate riposare due minuti. Servite all'onda.
""",
    "pt-rendeira": """
A rendeira que ensinou uma cidade inteira
Aos oitenta anos, dona Zuleide ainda abre a porta para as alunas, e não cobra nada por isso
Tainá Moura | 21 de maio de 2024 às 07h12 | 2024-05-21T07:12:00-03:00 | Cultura
A porta da casa azul na rua de trás da igreja nunca tem chave. Quem quer aprender entra, puxa um banquinho e espera. Dona Zuleide não pergunta o nome; pergunta se a pessoa enxerga bem.
Foram, pelas contas dela, mais de seiscentas alunas desde 1966. Algumas vieram de avião, de máquina fotográfica no pescoço. A maioria veio descalça, da rua mesmo.
"Renda é paciência que a gente consegue pegar com a mão", diz ela, sem tirar os olhos da almofada, onde trinta e dois bilros batem uns nos outros como chuva em telha de barro.
O ofício quase sumiu nos anos noventa, quando a fábrica abriu e pagava em dinheiro toda sexta-feira. A fábrica fechou em 2009. As almofadas, que tinham virado cama de gato, voltaram para a janela.
No mês passado a prefeitura propôs dar o nome dela à escola técnica. Dona Zuleide recusou: "Bota o nome de quem já morreu. Eu ainda tenho encomenda."
As aulas continuam de segunda a sábado, depois do almoço.
""",
    "nl-sluis": """
Sluis bij Oosterwiel maanden dicht
Schippers moeten omvaren en rekenen op een halve dag extra
Daan Huizinga | 23 februari 2024, 14:08 | 2024-02-23T14:08:00+01:00 | Regio
De sluis bij Oosterwiel gaat op maandag dicht en blijft dat zeker tot in de zomer. Bij een inspectie onder water is gebleken dat een van de deuren uit het lood hangt, meldt de vaarwegbeheerder.
Voor de binnenvaart is dat een tegenvaller. Jaarlijks passeren zo'n negenduizend schepen de sluis, de meeste met zand en veevoer. Zij moeten omvaren over het Zwartediep, wat al gauw vijf uur scheelt.
"We hebben er in 2021 voor gewaarschuwd", zegt schipper Wubbo Kramer, die met zijn vrouw op een kempenaar vaart. "Toen kregen we een brief terug dat er onderzoek kwam."
Het vervangen van de deur is lastig, omdat er in het hele land maar één bok is die het gewicht kan tillen. Die ligt tot juni bij een bruggenbouw in het zuiden.
Voor de bewoners van het dorp is de sluis meer dan een vaarweg. Over de deuren loopt het voetpad naar de halte van de bus, en ook dat is nu afgesloten. De gemeente laat een pendelbusje rijden, elk half uur, maar niet na acht uur 's avonds.
Het café aan de kade, dat leeft van wachtende schippers, heeft zijn personeel op halve dagen gezet. "Normaal zitten ze hier drie uur en eten ze twee borden erwtensoep", zegt uitbater Froukje Dam. "Ik heb vandaag één kop koffie verkocht, en dat was aan mijn broer."
De sluis dateert uit 1932 en zou eigenlijk over vijf jaar worden vervangen. In het provinciehuis gaan nu stemmen op om de nieuwbouw naar voren te halen. Een besluit daarover valt op zijn vroegst in mei.
Pleziervaart kan gebruikmaken van een tijdelijke overhaal, een soort lift op rails waarmee boten tot zes ton over de dijk worden gezet. De eerste proef daarmee is volgende week.
""",
}
