# Was die eigene Seite von Signalen sagt.

data-left-heading = Wann die Seite verlassen wurde
data-left-meaning = Wohin Sie gegangen sind, wurde nie festgehalten, und Ihre Punktwerte hängen nicht davon ab. Niemand sieht das, solange keine Prüfung eröffnet wird; dann steht sie weiter unten auf dieser Seite.
data-left = Frage { $number }: { $times ->
    [one] einmal
   *[other] { $times } Mal
}, { $minutes ->
    [0] weniger als eine Minute
    [one] etwa { $minutes } Minute
   *[other] etwa { $minutes } Minuten
} insgesamt.
data-reviews = Wann jemand Zeiten und Verlassen angesehen hat
data-reviews-meaning = Jemand, der nicht über Sie entscheidet, hat angesehen, wie lange Ihre Antworten gedauert haben und ob Seiten verlassen wurden. Kein Punktwert, kein Ergebnis und keine Entscheidung ändert sich dadurch.
data-review-opened = Eröffnet am { $day }, aus diesem Grund:
data-review-open = Sie ist noch nicht abgeschlossen.
data-review-nothing = Das Ergebnis: Es gibt nichts weiterzuverfolgen.
data-review-talk = Das Ergebnis: Jemand spricht mit Ihnen.
data-review-new-sitting = Das Ergebnis: Ihnen wird ein neuer Test angeboten.
