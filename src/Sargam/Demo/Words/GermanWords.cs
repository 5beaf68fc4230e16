namespace Sargam.Demo.Words;

internal static class GermanWords
{
    private const string Verses = """
        Die Fähre brummt im Abendlicht,
        Der Regen kommt, er stört uns nicht
        Dein Brief liegt noch im alten Schrank,
        Ich sage heute leise Dank
        Der Marktplatz glänzt nach kurzem Guss,
        Und alles riecht nach Wald und Fluss
        Wir zählten Sterne bis um drei,
        Dann war die lange Nacht vorbei
        Ein Licht geht an im Nachbarhaus,
        Ein Kind sieht still zum Fenster raus
        Der Fluss kennt jedes alte Lied
        Und summt es, wenn er weiterzieht
        Der Mantel riecht nach Heu und Wind,
        Nach Wegen, die gegangen sind
        Der Bäcker pfeift, die Stadt wird wach,
        Die erste Sonne trifft das Dach
        Und wachst du vor den Vögeln auf,
        Dann lass der Stille ihren Lauf
        Die Hügel blau, die Straße weiß,
        Der Sommer spricht noch einmal leis
        Das alte Fenster klappert sacht
        Und singt von Schiffen in der Nacht
        Ich hörte deinen Namen gern
        Von Glocken, nah und wieder fern
        Der kahle Baum hat viel gesehn
        Und lässt die Leute weitergehn
        Papierboot, schwimm den Bach hinab,
        Das Meer liegt nah, die Zeit ist knapp
        Der Zug fährt heute ohne mich,
        Ich bleibe hier und denk an dich
        Komm, setz dich her und bleib noch hier,
        Der Tee ist warm, ich teil mit dir
        Die Felder liegen weit und still,
        Weil keiner heute ernten will
        Wir tanzten barfuß auf dem Stein,
        Und niemand ging den Weg allein
        Der Mond steigt übers Gartentor
        Und singt den Katzen etwas vor
        Ich fragte nach dem Weg den Wind,
        Er lachte nur, so wie ein Kind
        Dein Schatten fiel auf mein Papier,
        Nun schreibt das Blatt allein von dir
        Der Schnee kam lautlos über Nacht
        Und hat ein weißes Tuch gebracht
        Die Amsel sitzt am höchsten Ast
        Und singt für jeden späten Gast
        Die Stadt schläft nie so richtig ein,
        In jedem Fenster brennt ein Schein
        Die Taschen voll mit Sand und Schnur,
        So folg ich einer Möwenspur
        Im Garten steht das Tor weit offen,
        Wir dürfen auf den Frühling hoffen
        Die Brücke führt ans andre Land,
        Wir gehen langsam, Hand in Hand
        Der Morgen nimmt die Treppe schnell
        Und macht die Küchenwände hell
        Die Kerze neigt sich, hört mir zu,
        Erst flackert sie, dann gibt sie Ruh
        Die Wolken ziehn wie Schafe fort
        Und suchen sich den stillsten Ort
        Wir bauten uns ein Haus aus Luft,
        Aus Kreide, Gras und Fliederduft
        Der Kessel singt, die Katze schnurrt,
        Die Uhr geht nach, ihr Zeiger murrt
        Halt dich an mir, der Weg ist steil,
        Der Berg ist groß, wir bleiben heil
        Das Meer vergisst, was man ihm sagt,
        Und hat noch niemals nachgefragt
        Dein Lachen lief mir weit voraus
        Und wartete vor meinem Haus
        Nun gute Nacht, das Lied ist aus,
        Die letzte Strophe geht nach Haus
        """;

    public static Phrasebook Create() => new()
    {
        Language = "German",
        Titles =
        [
            .. Phrasebook.Pairs(
                "{0} {1}",
                "Stille, Ferne, Weiße, Leise, Alte, Blaue, Helle, Weite, Späte, Sanfte, Goldene, Dunkle, Frühe, Klare",
                "Gassen, Wälder, Sterne, Wellen, Gärten, Lichter, Brücken, Felder, Stunden, Wege, Träume, Fenster, Ufer, Dächer"),
            .. Phrasebook.Pairs(
                "{0} {1}",
                "Laternen, Schwalben, Flüsse, Fenster, Schritte, Briefe, Papierboote, Lange Schatten",
                "am Morgen, nach dem Regen, vor dem Winter, am Meer, im Dunkeln, unter Schnee"),
        ],
        Artists =
        [
            .. Phrasebook.Pairs(
                "Die {0} {1}",
                "kupfernen, papiernen, gläsernen, hölzernen, silbernen, steinernen, blechernen, samtenen",
                "Drachen, Boote, Reiher, Laternen, Kraniche, Füchse, Schwalben, Regenschirme"),
        ],
        Couplets = Phrasebook.PairLines(Verses),
    };
}
