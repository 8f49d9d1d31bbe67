# Der Test: Fragen, was das Skript sagt, eine Frage melden, Übersicht, Bestätigung.

continue = Weiter
back = Zurück
look-up = Zum Nachschlagen: { $title }
best = Beste
worst = Schlechteste
reply = Antwort
place = Platz
place-of = Platz von Antwort { $letter }
rank-hint = 1 ist die beste Antwort. Jeder Platz gehört genau einer Antwort.
rating-of = Bewertung von Antwort { $letter }
very-poor = sehr schlecht
very-good = sehr gut

rank-up = Antwort { $letter } nach oben
rank-down = Antwort { $letter } nach unten
rank-moved = Antwort { $letter }: Platz { $place } von { $count }
rank-keep = Reihenfolge so lassen
rank-kept = Die Reihenfolge bleibt so.

question-title = Frage { $number } von { $count } – { $opening }
question-way = Frage { $number } von { $count }
question-way-free = Frage { $number } von { $count } · kein Zeitlimit
question-conflict = Diese Frage wurde in einem anderen Fenster beantwortet
    .text = Nichts wurde überschrieben. Hier sind beide Antworten: Welche möchten Sie behalten?
question-reported = Vielen Dank. Das Team sieht sich diese Frage an. An Ihrem Test ändert das vorerst nichts.
question-flag = Diese Frage merken, um sie vor dem Ende noch einmal anzusehen
question-later = Später beantworten
question-all = Alle Fragen
question-report = Ein Problem mit dieser Frage melden

saved = Gespeichert. Sie können diese Seite schließen und bis zum { $until } weitermachen.
not-saved = Noch nicht gespeichert. Wir versuchen es weiter.
not-saved-offline = Noch nicht gespeichert: Es gibt gerade keine Verbindung. Ihre Auswahl bleibt hier erhalten und wird gesendet, sobald die Verbindung wieder da ist.

time-until = { $minutes ->
    [0] Noch weniger als eine Minute, bis { $until }.
    [one] Noch etwa { $minutes } Minute, bis { $until }.
   *[other] Noch etwa { $minutes } Minuten, bis { $until }.
}
time-left = Noch { $time }
time-hide = Zeit ausblenden
time-show = Zeit anzeigen
time-spoken = { $minutes ->
    [1] Noch eine Minute
   *[other] Noch { $minutes } Minuten
}

report-title = Ein Problem mit Frage { $number } melden – { $opening }
report-kicker = Frage { $number }
report = Ein Problem melden
report-lead = Ist etwas falsch, unklar oder unfair? Sagen Sie es uns in wenigen Worten. Das Team sieht es sich an und schreibt Ihnen zurück. An Ihrem Test ändert das nichts, und es schadet Ihnen nicht.
report-message = Was stimmt nicht?
report-send = Absenden
report-back = Zurück zur Frage
report-empty = Schreiben Sie, was an der Frage nicht stimmt.
report-long = Bleiben Sie unter { $longest } Zeichen.

review-title = Antworten prüfen – { $opening }
review = Prüfen Sie Ihre Antworten
review-open = { $open ->
    [0] Alle Fragen sind beantwortet.
    [1] Eine Frage ist noch offen.
   *[other] { $open } Fragen sind noch offen.
}
review-flagged = { $flagged ->
    [1] Eine Frage haben Sie sich gemerkt.
   *[other] { $flagged } Fragen haben Sie sich gemerkt.
}
review-is-flagged = gemerkt
review-is-answered = beantwortet
review-is-open = offen
review-leave = { $open ->
    [1] Ich lasse diese Frage offen. Sie zählt dann so, wie Raten im Durchschnitt zählen würde.
   *[other] Ich lasse diese { $open } Fragen offen. Jede zählt dann so, wie Raten im Durchschnitt zählen würde.
}
review-leave-missing = { $open ->
    [1] Eine Frage ist noch offen. Beantworten Sie sie, oder kreuzen Sie an, dass Sie sie offen lassen.
   *[other] { $open } Fragen sind noch offen. Beantworten Sie sie, oder kreuzen Sie an, dass Sie sie offen lassen.
}
review-final = Nach dem Abgeben lassen sich die Antworten nicht mehr ändern.
review-hand-in = Abgeben

receipt-title = Vielen Dank – { $opening }
receipt-expired = Dieser Test ist beendet
    .text = Die Frist ist abgelaufen, und er wurde nicht abgegeben. Wenn Sie eine weitere Gelegenheit möchten, schreiben Sie an { $contact }.
receipt = Vielen Dank. Ihr Test ist abgegeben.
receipt-number = Ihre Bestätigung hat die Nummer { $reference }. Abgegeben am { $moment }.
receipt-unscored = Zu viele Fragen konnten nicht gewertet werden, darum gibt es kein Ergebnis. { $organization } kann Ihnen einen neuen Test anbieten: Schreiben Sie an { $contact } und nennen Sie die Nummer Ihrer Bestätigung.
receipt-next = Wie es weitergeht
    .text = Die Menschen, die bei { $organization } die Stelle besetzen, sehen sich alle Ergebnisse gemeinsam an und schreiben Ihnen dann. Auf Ihrer eigenen Seite sehen Sie, wie es steht; dort können Sie Ihre Daten abrufen, sie löschen lassen oder einen Menschen bitten, Ihr Ergebnis noch einmal anzusehen. Fragen? Schreiben Sie an { $contact } und nennen Sie die Nummer Ihrer Bestätigung.
feedback = Für Sie: was Ihre Antworten gezeigt haben
    .text = Das ist nur für Sie. Es vergleicht Sie mit niemandem, und ein paar Fragen können nur einen kleinen Ausschnitt zeigen.
feedback-mixed = Hier gingen Ihre Antworten in beide Richtungen. Der nächste Schritt ist ein guter Anfang.
feedback-tomorrow = Für morgen:
empathy = Einfühlungsvermögen
patience = Geduld
communication = Kommunikation
product-knowledge = Produktkenntnis
