# Was die Seite neben den Fragen tut: Darstellung, Verbindung, zwei Antworten auf eine Frage, Bleiben, das Ende der Zeit.

display = Darstellung
display-text = Schrift
text-usual = Übliche Größe
text-large = Groß
text-largest = Sehr groß
display-space = Zeilen
space-usual = Üblicher Abstand
space-wide = Weit
display-replies = Antworten
replies-shown = Alle sichtbar
replies-covered = Verdeckt, einzeln
uncover = Antwort { $letter } zeigen

offline-stay = Es besteht keine Verbindung, darum geht es noch nicht weiter. Ihre Wahl bleibt hier und wird gesendet, sobald es wieder eine gibt.
offline-page = Es besteht keine Verbindung. Diese Seite bleibt, wie sie ist; versuchen Sie es noch einmal, sobald es wieder eine gibt.

conflict-stored = Gespeichert, aus dem anderen Fenster
conflict-own = Auf dieser Seite, nicht gespeichert
conflict-keep = Das Gespeicherte behalten
conflict-use = Das von dieser Seite nehmen

stay = Sind Sie noch da?
    .text = Zum Schutz Ihrer Antworten schließt diese Seite Ihren Test auf diesem Gerät in weniger als 3 Minuten. Was gespeichert ist, bleibt gespeichert, und der Link in Ihrer Einladung öffnet den Test wieder.
stay-button = Hier bleiben

time-over = Die Zeit ist um. Was Sie gewählt haben, ist aufgehoben, und Ihr Test wird gleich für Sie abgegeben.
