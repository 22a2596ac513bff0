"""Words of German, French, Dutch, the Nordic languages and Finnish, as runners write them. All titles are invented."""

import pytest
from tests_runs import kind_of

from core.runs.items import find_phrases
from core.runs.vocabulary import KINDS_FOLDER, build_vocabulary, read_language

TITLES = {
    "German": {
        "easy": [
            "Joggen mit Jana", "Läufchen vor dem Frühstück", "kleine Runde um den Block joggen", "Laufband, Regen",
            "Laufen mit den Mädels", "Feierabendlauf Donauinsel", "DL 10 km", "ruhiger DL 70 min",
            "Trab durch den Park 30'", "Lauftreff Rathaus 19 Uhr", "Lauf nach der Arbeit", "mit Papa laufen",
            "GA1 75min flach", "5 km gemütlich, Babyjogger", "lockeres Einlaufen 6 km",
            "Laufen/Gehen im Wechsel 30 min", "Hausrunde", "Joggen Isar", "go jogge am See", "Früh laufen",
            "3x laufen 5 min gehen 1 min", "Abends locker mit Basti",
        ],
        "recovery": ["Beine ausschütteln 5 km", "REKOM 40 min", "locker auslaufen 4 km"],
        "long": [
            "Langer Lauf 28 km", "LaLa 2:15 h", "langer Dauerlauf Grunewald", "Sonntag lang 30 km",
            "Lange Runde Taunus", "Langer DL 2 h", "LDL 25 km mit EB", "der Lange",
            "langer Lauf mit Endbeschleunigung",
        ],
        "tempo": [
            "TDL 8 km", "Tempodauerlauf im HMRT", "Schwelle 3x10 min TP 2 min", "TWL 12 km", "12 km davon 8 km MRT",
            "flotter DL 45 min", "3 x 2000 m Schwelle", "GA2 40 min", "10 km im HM-Tempo",
        ],
        "intervals": [
            "IV 8x400 m TP 200 m", "Bahn 5x1000 in 3:50", "Pyramide 200-400-600-400-200",
            "6 x 3 min zügig, 2 min Trab", "10 x 1 min schnell / 1 min langsam", "VO2max: 5x4 min",
            "400er auf der Bahn", "Intervalle mit Laufgruppe", "6x1000 m",
        ],
        "hills": [
            "Bergsprints 10x 30 s", "Treppen 12x hoch", "Hügelläufe Volkspark", "Bergläufe 6x2min",
            "Bergauf 8x90s, locker runter", "Treppenläufe Stadion", "Berglauftraining",
            "Hügelrunde mit Sprints 8x bergauf", "Steigung 8x200 m bergan",
        ],
        "race": [
            "12. Zwetschgenlauf Bühl", "HM Münster", "Halbmarathon Köln", "Hamburg-Marathon",
            "Volkslauf Niederbach 10 km", "Firmenlauf mit dem Büro", "Silvesterlauf",
            "Crosslauf Kreismeisterschaften", "Startnr. 812 Stadtlauf", "10er Wettkampf Straße", "Dorflauf Oberaach",
            "Waffenlauf Frauenfeld", "Wings for Life Run", "B2Run Stuttgart", "Schlösserlauf 21,1", "Ötzi-Marathon",
        ],
        "rest": [
            "Pause!!", "lauffrei", "Beine hoch", "heute kein Sport", "Pause (Knie)", "Regeneration: nichts",
            "Pause wegen Erkältung", "Ruhe", "Pausentag, Sauna",
        ],
        "cross": [
            "Radeln mit Uwe 50 km", "Velotour Emmental", "Schwimmen Hallenbad 1500 m", "Bouldern", "Langlauf Davos",
            "Crosstrainer 40 min", "Rudern Ergo 30 min", "Spinning Kurs", "Rennrad 80 km",
        ],
        "strength": [
            "Muckibude", "Kraftraum mit Timo", "Stabi 20 min", "Oberkörper + Rumpf", "Hanteln zu Hause",
            "Rückengymnastik", "Bauch Beine Po", "Core + Dehnen", "Beine (Gym)",
        ],
        "other": [
            "Lauf der Dinge Ausstellung", "Intervallfasten Tag 4", "Laufschuhe kaufen",
            "Startunterlagen abholen Messe", "Lauf gegen die Zeit (Film)", "Wettlauf gegen die Zeit - Lesung",
            "Helfer beim Stadtlauf", "Marathon gucken", "Lauftreff-Vorstand Sitzung", "Kraftfahrzeugsteuer",
            "Tempo 30 Zone Bürgerversammlung", "Probelauf neue Software", "Steuer Ablauf Frist",
            "Serienmarathon mit Kathi", "Lena Schwimmkurs", "Fahrrad zur Inspektion", "Sprintplanung Team Blau",
            "Bahn nach Leipzig", "Trainingsanzug Umtausch", "Pferderennen Iffezheim", "Frei (Brückentag)",
            "Bergfest Bachelorarbeit", "Kinderturnen", "Nudelauflauf machen", "Halle gesperrt",
            "Spieleabend bei Jan", "Kinderfußball Turnier", "Läuferabend Orga-Treffen",
            "Vortrag Ernährung für Läufer", "Laufband wird geliefert", "Staffelfinale gucken",
            "Meldeschluss Herbstlauf", "Anfeuern Marathon Freundin", "Schwellenwert-Analyse", "Urlaub Tag 3",
            "Elternabend 3b",
        ],
    },
    "French": {
        "easy": [
            "Footing avec Mathilde", "footing tranquille bord de Meuse", "Course à pied avec le chien",
            "Tapis de course 40 min", "jogging du dimanche entre copines", "Petit tour en EF 45'", "courir au parc",
            "Course avant le boulot", "10 km cool", "Run matinal", "Sortie club mardi",
            "8 x (2' course / 1' marche)", "endurance 1h", "EF 50 min + 5 LD", "retour du bureau en courant",
            "Trottiner 30 minutes", "course avec poussette", "Je cours pour ma forme, séance 5", "Footing",
            "Petit footing d'avant course", "footing + gammes", "Run tranquille avec Sophie",
        ],
        "recovery": ["footing récup 6 km", "footing de récup 25'"],
        "long": [
            "SL 1h50 vallonnée", "Sortie longue 25 km", "Sortie longue trail 3h", "longue sortie du dimanche",
            "Longue 18 km", "Sortie longue avec D+", "LSD 2h", "Sortie longue en montagne", "2h30 SL",
        ],
        "tempo": [
            "3 x 10' seuil R 2'", "2 x 20 min allure marathon", "Séance au seuil", "40' dont 20' allure semi",
            "Tempo 5 km", "3x8' au seuil", "AS semi 2x5 km", "allure spé marathon 15 km", "seuil 2x15'",
        ],
        "intervals": [
            "VMA 10x300", "Fractionné 30/30", "piste: 6x1000 AS10", "Entraînement VMA au stade", "12x200 m r=200",
            "Fartlek 45 min", "Fractionné court", "20x 200/200", "6 × 800 m au stade",
        ],
        "hills": [
            "Côtes 10x45s", "séance de côtes à la Citadelle", "escaliers montée de Bueren x8", "Côtes",
            'fractionné en côte 12 x 30"', "montées escaliers 10x", "fractionné côtes parc",
        ],
        "race": [
            "Corrida de Noël", "10 km de Namur", "Semi de Bruxelles", "Marathon de Québec", "Trail des Fagnes 24 km",
            "Foulées du Val", "Cross du Brabant", "Ekiden", "20 km de Paris dossard 8841", "Jogging de Spa",
            "Course du Muguet", "Championnats régionaux de cross", "demi-marathon Sherbrooke",
            "La Corrida d'Houilles", "trail du Verdon 30 km", "CrossCup Hannut",
        ],
        "rest": [
            "repos complet", "Pas de course", "Repos / étirements", "repos (fatigue)", "jour de repos",
            "repos bien mérité", "journée off",
        ],
        "cross": [
            "vélo 2h avec Luc", "Natation 1500", "Home trainer 1h", "ski de fond Mont-Sainte-Anne",
            "rando Ardennes 15 km", "vélo elliptique 45 min", "aquajogging", "Escalade", "Vélo Ravel",
        ],
        "strength": [
            "Salle: jambes", "renfo 20'", "Muscu haut du corps", "Gym - abdos fessiers", "musculation avec Théo",
            "Haltères à la maison", "Gainage 15 min", "Fitness (Basic)", "renforcement chevilles",
        ],
        "other": [
            "Faire les courses", "Courses Delhaize", "Retrait dossard", "Récupérer Hugo au judo", "Série avec Manon",
            "Sortie cinéma", "Cours de danse Inès", "Marathon de séries", "Course aux cadeaux", "Réunion club",
            "Sortie scolaire ferme", "Séance photo", "Marché de Noël", "Test PCR", "Rando familiale annulée",
            "Tempo: facture EDF", "Vélo chez le réparateur", "Course en taxi aéroport", "Salle de réunion B",
            "kiné genou", "Corrida de toros Nîmes", "Objectifs trimestre", "Réserver resto",
            "Assemblée générale du club de course", "chaussures running à changer", "Test de grossesse RDV",
            "Sortie poubelles", "Formation Excel", "Ravitaillement bénévoles trail", "Course Uber",
            "Piscine enfants", "Pause café équipe", "repos dominical chez mamie", "Vitesse internet technicien",
            "Spectacle de fin d'année", "Longue liste de tâches",
        ],
    },
    "Dutch": {
        "easy": [
            "Rondje hardlopen met Bram", "loopje voor het werk", "Duurloop 50 min", "rustig lopen langs de Schelde",
            "DL1 8 km", "joggen met de buggy", "loopband 30 min", "Start to run week 4", "ochtendrun",
            "avondloopje bos", "lopen met Sofie", "toertje lopen rond de plas", "5x (3 min lopen, 1 min wandelen)",
            "easy 6 km", "clubtraining rustig", "hardlopen na werk", "Rustige run 7 km praattempo",
            "Loopke langs de Leie", "toerke joggen", "5 km op 't gemak", "duurloopke 8 km", "Lopen 's avonds",
        ],
        "recovery": ["Herstelloop 30 min", "loslopen", "recuperatieloopje"],
        "long": [
            "Lange duurloop 22 km", "LDL 2u", "lange run zondag", "Lang 18 km rustig", "lange loop 3u",
            "Lange duurloop Veluwe", "langste training 32 km", "lange duurloop 25 km", "3 uur lopen",
        ],
        "tempo": [
            "3x3 km drempel", "Tempoblokken 4x10 min", "10 km met 6 km marathontempo", "tempo 2x4 km",
            "blokken 3x12 min D3", "snelle duurloop 9 km", "Tempo 3x2000 m", "halve marathontempo 2x5 km",
            "drempeltraining 4x8 min",
        ],
        "intervals": [
            "Interval 10x400", "Baantraining", "piste 8x600", "Vaartspel 45 min", "korte intervallen 12x1 min",
            "tempo's 8x500", "15 x 200 m baan", "interval op de piste", '8x800 p 90"',
        ],
        "hills": [
            "Heuveltraining", "brugtraining 10x", "trappen lopen 8x", 'bergop 12x30"', "heuvelsprints 10x",
            "Heuvelloop Limburg 12 km", "Heuvels 12x",
        ],
        "race": [
            "Halve marathon Egmond", "10 Miles Antwerpen", "Bietenloop 10 km", "Marathon Rotterdam", "Singelloop",
            "veldloop Roeselare", "Dwars door de stad run - startnummer 55", "clubkampioenschap 10 km", "Kerstloop",
            "Stadsloop Appingedam", "Kerstcorrida Geel", "20 km door Brussel", "CPC halve marathon", "Bruggenloop",
            "Jogging van Destelbergen", "nieuwjaarsloop 7 km",
        ],
        "rest": [
            "Rustdag", "niet lopen vandaag", "rustdag!", "dagje niks", "geen training vandaag", "rust (ziek)",
            "vrij van trainen", "actieve rust", "Rust!!",
        ],
        "cross": [
            "Fietsen 60 km", "zwemmen 40 baantjes", "MTB tocht", "roeien 30 min", "wandelen Veluwe 12 km",
            "Schaatsen", "wielrennen met pa", "aquajoggen", "spinning les",
        ],
        "strength": [
            "Sportschool", "Krachttraining benen", "core 15 min", "fitness met Joris", "gym: benen", "Kettlebells",
            "buik en rug", "krachtzaal", "fitness",
        ],
        "other": [
            "Loopbaancoach", "In de loop van de week: offertes", "Startnummer ophalen",
            "Vrijwilliger bij Halve van Zwolle", "Zwemles Noor", "Hardloopschoenen ruilen", "Intervalvasten",
            "Marathonvergadering gemeenteraad", "Wedstrijd Ajax - PSV", "Spits rijden carnaval",
            "Fiets naar de fietsenmaker", "Contract loopt af", "Rust & reinheid filmavond", "Training Excel",
            "Voetbal Daan", "Aanmoedigen marathon", "Herstel dak", "Tempotoets rekenen", "Ledenvergadering loopclub",
            "Borrel loopgroep", "loodgieter lopende kraan", "Rennen en vliegen - musical",
            "Startnummer Dam tot Dam ophalen", "wandelgroep oma verjaardag", "Stoelendans kinderfeest",
            "Verkeerstraining brugklas", "Ronde tafel", "Rust en ruimte makelaar", "Snelheidscontrole boete betalen",
            "Fitbit omruilen", "Kracht van verhalen webinar", "Marathon lezen in de bib", "Lange termijnplanning",
            "Wedstrijd U9 Lars", "Kinderfeestje", "loopwedstrijd kleuterschool",
        ],
    },
    "Swedish": {
        "easy": [
            "Lugn jogg 6 km", "distanspass 10 km", "kvällsjogg", "löpning med Karin", "Morgonjogg innan jobbet",
            "löprunda i skogen", "jogga runt sjön", "Löpband 45 min", "springa hem från jobbet",
            "5 km lugnt prattempo", "gå/jogga 30 min", "klubbträning lugnt", "söndagsrunda milen", "lunk med hunden",
            "lätt jogg 30", "Skogsrunda 7 km", "Springa med barnvagnen", "Nybörjarlöpning klubben", "40 min distans",
            "Lugnt på rullband", "stiglöpning 9 km lugnt", "Lugn mil med Stina",
        ],
        "recovery": [
            "Återhämtningsjogg 30 min", "mycket lugnt 5 km", "Skaka loss benen 4 km", "återhämtning löpning 30 min",
            "lätt återhämtningspass",
        ],
        "long": [
            "Långpass 24 km", "långtur i fjällen 3 h", "Lång runda söndag", "Långpass 2:30 kuperat",
            "Ultrapass 45 km", "långlunk 20 km", "Långpass i fjällen", "35 km långt", "långdistans 20 km lugnt",
        ],
        "tempo": [
            "snabbdistans 10 km", "4 x 2 km i marafart", "Fartpass 6 km tröskel", "5 x 5 min tröskel",
            "halvmarafart 8 km", "20 min tröskel", "3x10 min tempo", "Fartökning 10 km", "maratonfart 15 km",
        ],
        "intervals": [
            "Intervaller 6x1000", "400-ingar på banan", "Fartlek 40 min", "Korta intervaller 15/15", "tusingar x5",
            "10x400 m bana", "minutintervaller x 12", "70/20 x 20", "5x1 km, vila 90 s",
        ],
        "hills": [
            "Backintervaller 10x60 s", "backträning Hammarbybacken", "trappintervaller", "Backe 15x40 s",
            "långa backar", "backe 10 x 1 min", "Backpass med gänget", "Backar x10", "backintervaller",
        ],
        "race": [
            "Lidingöloppet", "Stockholm Marathon", "Halvmaraton Kungsbacka", "Terräng-DM", "Tjejmilen", "Vårruset",
            "tävling 5000 m bana", "Stafett med jobbet", "Fjällmaran", "Skärgårdsloppet", "Kustmaran", "DM terräng",
            "Bellmanstafetten", "Sälen Fjällmaraton", "Blodomloppet 10 km", "Ultravasan 45",
        ],
        "rest": [
            "Vila!", "vilodag (sjuk)", "ingen träning", "Vila benen", "aktiv vila", "ledig från träning",
            "träningsfri",
        ],
        "cross": [
            "Cykla 40 km", "Simning 1500", "Spinning lunch", "rullskidor", "vandring Kebnekaise", "Längdskidor Orsa",
            "MTB 2h", "simning", "Crosstrainer 45",
        ],
        "strength": [
            "Gym", "styrketräning ben", "Core + rörlighet", "Styrka på gymmet", "helkropp kettlebell",
            "styrka + rörlighet", "Gympass ben", "bålstyrka 20 min", "Kettlebells hemma",
        ],
        "other": [
            "Titta på Vasaloppet", "Hämta nummerlapp", "Loppis Nytorget", "Löpande ärenden", "Periodisk fasta",
            "Köpa löparskor", "Backa upp servern", "Fotboll Elsa", "Maratonmöte budget", "Styrelsemöte klubben",
            "Simskola Nils", "Tempo i projektet", "Tandläkare", "Melodifestivalen final", "Heja på Johan på maran",
            "Funktionär Blodomloppet", "Besiktning bilen", "Trosklar bygghandel", "långa mötet",
            "Utvecklingssamtal Alva", "Loppmarknad", "kurs i vila och återhämtning",
            "Drag i chefen angående semester", "Kalas Maja", "Julbord", "Läkartid", "loppan behandling hund",
            "Lopp-TV", "Kundmöte Tempo AB", "stafettpinnen överlämning projekt", "Packa till fjällen",
            "Klippa håret", "Tvättid", "Bokslut", "Löneförhandling", "Föräldramöte",
        ],
    },
    "Danish": {
        "easy": [
            "Løbetur med Mette", "rolig løbetur 7 km", "morgenløb", "løb til arbejde", "let jog 5 km",
            "Løb med klubben", "aftenløb langs vandet", "løbebånd 5 km", "jog med barnevogn", "rolig løb 40 min",
            "Lunteløb", "løbetur i skoven", "frokostløb med kolleger", "gå/løb 30 min", "Løb 8 km med Søren",
            "let løb 30 min",
        ],
        "recovery": ["restitutionsløb"],
        "long": [
            "Lang tur 21 km", "langtur", "lang søndagstur 23 km", "langt løb 18 km", "Langtur Hareskoven",
            "langtur 24 km",
        ],
        "tempo": ["tærskel 3x10 min", "tempo 5 km", "20 min ved maratontempo", "tempoløb"],
        "intervals": [
            "Intervaltræning 8x400", "banetræning", "6x800 på bane", "intervaller i klubben", "10 x 400 m",
            "Interval i parken", "5x1000 m",
        ],
        "hills": ["bakketræning Dyrehaven", "bakkesprints 8x"],
        "race": [
            "Eremitageløbet", "Aarhus Halvmarathon", "DHL-stafet med firmaet", "Motionsløb 10 km", "Copenhagen Half",
            "Broløbet", "Julemærkemarch løb 10 km konkurrence", "Nytårsløb 5 km", "Marselisløbet", "CPH Marathon",
            "Royal Run",
        ],
        "rest": ["fri / hvile", "hvil", "fridag (træt)"],
        "cross": ["Svømning", "cykeltur 60 km", "svømme 1000 m", "MTB Rude Skov", "Crossfit"],
        "strength": [
            "Styrketræning", "fitness: ben", "styrke og core", "mave og ryg", "Styrke ben",
            "træning i fitnesscenter", "styrketræning",
        ],
        "other": [
            "Hente startnummer", "Frivillig ved maraton", "Kontrakt udløber", "Løbende opgaver", "Se maraton i tv",
            "Forældremøde", "Tilmelding til DHL åbner", "Beløb overføres", "Fodbold Emil", "Julefrokost", "Klipning",
            "Børnefødselsdag", "Afdelingsmøde", "frisør", "Tandlæge", "Forløb opstart", "Fodboldkamp Noah",
            "Løb tør for mælk", "Ferie", "Bakken med ungerne", "Lang dag kontor",
        ],
    },
    "Norwegian": {
        "easy": [
            "Rolig joggetur", "løpetur med Ingrid", "Rolig langkjøring 60 min", "tredemølle 30 min",
            "jogge rundt Sognsvann", "Joggetur i marka", "rolig 8 km", "Løp til jobb", "løpetur etter jobb",
            "rolig langkjøring 50 min", "Jogg med Kari", "løp rundt vannet", "I1 tur 45 min", "rolig løpetur 8 km",
        ],
        "long": ["Langtur 25 km", "Langkjøring 2,5 t", "Langtur Nordmarka", "lang rolig tur 2t", "langkjøring 2t"],
        "tempo": ["hurtig langkjøring", "terskeldrag 4x2000", "terskel 3x10 min", "Hurtigtur 8 km"],
        "intervals": [
            "Intervall 4x4", "45/15 i marka", "intervaller på mølla", "10x1000 m", "8x1000 m", "kortintervall 15/15",
            "4x4 intervall",
        ],
        "hills": ["Motbakkeintervaller", "bakkedrag 8x200", "elghufs", "bakkeløp 10x1 min", "motbakkeløp trening"],
        "race": [
            "Oslo Maraton 10 km", "Birkebeinerløpet", "Holmenkollstafetten", "Terrengløp 6 km", "Fredrikstadløpet",
            "Halvmaraton Trondheim", "Bislett 50 km", "Drammen halvmaraton",
        ],
        "rest": ["hvile", "Hvil", "treningsfri"],
        "cross": ["Langrenn 20 km", "sykkeltur", "skitur", "svømming", "rulleski", "Langrenn"],
        "strength": [
            "Styrke", "styrketrening på treningssenter", "styrke overkropp", "Styrke bein", "Kjernemuskulatur",
            "styrketrening",
        ],
        "other": [
            "Hente startnummer", "I løpet av uka: rydde bod", "Dugnad i barnehagen", "Fotballkamp Jonas", "Tannlege",
            "Utløpsdato pass", "Påmelding Oslo Maraton", "Foreldremøte", "Bilservice", "Hyttetur med gjengen",
            "Løpesko på salg", "frisør", "Møte", "Forløp kurs", "Håndballkamp Sara", "Hyttetur", "Bakke opp søknad",
            "Tur til Sverige", "Styrke språket kurs",
        ],
    },
    "Finnish": {
        "easy": [
            "Kevyt lenkki 6 km", "PK-lenkki 60 min", "aamulenkki koiran kanssa", "Juoksumatto 40 min",
            "hölkkä Keskuspuistossa", "Juoksulenkki kaverin kanssa", "kevyt hölkkä 5 km", "iltalenkki",
            "rauhallinen lenkki", "kävely/juoksu 30 min", "lenkki 5 km", "peruslenkki 45 min",
            "hölkkälenkki Minnan kanssa", "peruskestävyyslenkki 60 min", "juoksulenkki 7 km",
        ],
        "recovery": ["Palauttava lenkki"],
        "long": ["Pitkis 22 km", "pitkä lenkki", "pitkä pk 2h", "pitkä juoksulenkki 2 h", "pk pitkä 25 km", "pitkis"],
        "tempo": [
            "VK-lenkki 8 km", "Tasavauhtinen VK 30 min", "reipas lenkki", "vauhtilenkki", "kynnysveto 3x10 min",
            "vauhtikestävyys 6 km",
        ],
        "intervals": [
            "Vedot 8x400 m", "MK: 5x1000", "intervallit 6x3 min", "10x200 m", "ratatreeni", "vetoharjoitus",
        ],
        "hills": ["Mäkivedot 10x", "porrastreeni"],
        "race": [
            "Helsinki City Marathon", "Puolimaraton Vantaa", "Kymppi kisa", "Ruissalo maraton", "Iltacup 5 km",
            "Tampere maraton", "Cooperin testi", "puolimaraton",
        ],
        "rest": ["Lepopäivä", "huili", "vapaapäivä treeneistä", "ei treeniä", "lepopäivä"],
        "cross": [
            "Hiihto 15 km", "Uinti", "pyörälenkki 50 km", "sauvakävely", "maastopyöräily", "pyöräily", "vesijuoksu",
        ],
        "strength": [
            "Sali", "Kuntosali: jalat", "lihaskunto 30 min", "punttisali", "keskivartalo 15 min", "salitreeni",
            "kyykkyjä ja maastavetoa", "salille",
        ],
        "other": [
            "Palaveri", "Numerolapun nouto", "Katsotaan maraton telkkarista", "Aino uimakoulu", "lenkkarit palautus",
            "Voimalaitos vierailu", "Vanhempainilta", "Kilpailutus siivous", "Neuvola", "Verotoimisto", "Pesutupa",
            "parturi", "Hammaslääkäri", "Pitkä päivä töissä", "Voimala kokous", "Uimakoulu Eetu",
            "Mäkihyppy telkkarista", "Lenkkimakkara grilli", "Reipas koira kurssi", "Kevyt lounas",
        ],
    },
}  # fmt: skip
FILES = ("de", "fr", "nl", "nordic", "fi")
TRAINING = ("run", "jog", "easy", "recovery", "long", "tempo", "intervals", "hills", "race", "strength", "bike", "swim")


def list_titles(*, training):
    """Language, kind and title of the table: of training, or of everything else."""
    return [
        (language, kind, title)
        for language, kinds in TITLES.items()
        for kind, titles in kinds.items()
        for title in titles
        if (kind != "other") == training
    ]


@pytest.mark.parametrize(("language", "kind", "title"), list_titles(training=True))
def test_training_is_seen_in_its_own_words(language, kind, title):
    assert (language, kind_of(title)) == (language, kind)


@pytest.mark.parametrize(("language", "kind", "title"), list_titles(training=False))
def test_what_only_looks_like_training_is_left_alone(language, kind, title):
    assert (language, kind_of(title)) == (language, kind)


@pytest.mark.parametrize("file", FILES)
def test_every_phrase_of_a_language_is_found_where_it_stands_alone(file):
    files = {name: (KINDS_FOLDER / name).read_text("utf-8") for name in ("any.toml", f"{file}.toml")}
    vocabulary = build_vocabulary(files)
    missed = [
        phrase
        for concept, phrase in list_phrases(file)
        if not any(item.means(concept) for item in find_phrases(vocabulary.tokenizer.split(phrase), vocabulary))
    ]
    assert missed == []


@pytest.mark.parametrize("file", FILES)
def test_no_phrase_is_training_and_something_else_in_one_language(file):
    training = {phrase for concept, phrase in list_phrases(file, "strong") if concept in TRAINING}
    assert training.isdisjoint(phrase for concept, phrase in list_phrases(file) if concept == "other")


def list_phrases(file, *tables):
    """Concept and phrase of a language file, those that match only an ending or a beginning left out."""
    read = read_language(file, (KINDS_FOLDER / f"{file}.toml").read_text("utf-8"))
    return [
        (concept, phrase)
        for table in tables or ("strong", "weak")
        for concept, phrases in read[table].items()
        for phrase in phrases
        if "*" not in phrase
    ]
