# Die eigene Seite: wie es steht, was über die Person gespeichert ist, worum sie bitten kann.

test-withdrawn = Sie haben Ihre Teilnahme an diesem Test zurückgezogen; er kann nicht mehr gemacht werden.
notice-first = Öffnen Sie bitte noch einmal den persönlichen Link aus Ihrer Einladung, lesen Sie die Hinweise und stimmen Sie ihnen zu.
notice-changed = Die Hinweise haben sich geändert, während Sie gelesen haben. Bitte lesen Sie sie noch einmal, und kreuzen Sie dann an, dass Sie teilnehmen möchten.

receipt-digest = Fingerabdruck Ihrer Antworten (SHA-256):
    .text = Heben Sie ihn mit Ihrer Bestätigung auf. Würde je eine gespeicherte Antwort verändert, wäre auch der Fingerabdruck ein anderer.
receipt-mine = Wie es steht, und Ihre Daten
landing-mine = Sie können ansehen, was über Sie gespeichert ist, es berichtigen oder löschen lassen oder sich zurückziehen, ob Sie den Test machen oder nicht.
landing-mine-go = Meine Daten und meine Rechte
landing-withdrawn = Guten Tag { $name }. Sie haben Ihre Teilnahme an diesem Test zurückgezogen. Ihre eigene Seite zeigt, was über Sie gespeichert ist und worum Sie bitten können.

mine-title = Wie es steht – { $opening }
mine-heading = Ihre Bewerbung: { $opening }
mine-back = Zurück zu Ihrer eigenen Seite
mine-begin = Um zu beginnen, öffnen Sie den persönlichen Link in Ihrer Einladung.
mine-contact = Fragen? Schreiben Sie an { $contact }.

standing-invited = Sie sind zum Test eingeladen und haben noch nicht begonnen. Sie können bis zum { $until } beginnen.
standing-closed = Der Test wurde nicht begonnen, und sein Link ist nicht mehr offen.
standing-started = Sie haben begonnen. Ihre Antworten sind gespeichert; bis zum { $until } können Sie weitermachen.
standing-handed-in = Ihr Test ist abgegeben. Als Nächstes sehen ihn die Menschen an, die die Stelle besetzen.
standing-looked-at = Ihr Test ist abgegeben, und jemand hat begonnen, die Ergebnisse anzusehen. Ein Mensch entscheidet, wie es weitergeht, und schreibt Ihnen dann.
standing-decided = Ein Mensch bei { $organization } hat eine Entscheidung getroffen und teilt sie Ihnen mit. Wenn Sie nichts hören, fragen Sie bitte nach.
standing-no-result = Dieser Test endete ohne Ergebnis. Die Organisation kann Ihnen einen neuen anbieten.
standing-withdrawn = Sie haben sich zurückgezogen. { $organization } berücksichtigt Sie für diese Stelle nicht mehr.

mine-requests = Worum Sie gebeten haben
mine-waits = Gebeten am { $made }. Sie erhalten bis zum { $due } eine Antwort.
mine-done = Beantwortet am { $day }: Es ist geschehen.
mine-refused = Beantwortet am { $day }: Es war nicht möglich.

mine-data = Ihre Daten und Ihre Rechte
    .text = Nichts davon schadet Ihnen. Alles über Sie wird { $months ->
        [one] { $months } Monat
       *[other] { $months } Monate
    } nach dem Schließen der Stelle von selbst gelöscht, sofern kein Gesetz verlangt, es länger aufzubewahren.
mine-see-data = Alles ansehen, was über mich gespeichert ist
mine-take-data = Als Datei herunterladen (JSON)
mine-correction = Etwas berichtigen lassen
mine-review = Einen Menschen bitten, mein Ergebnis noch einmal anzusehen
mine-erasure = Alles löschen lassen
mine-withdraw = Meine Bewerbung zurückziehen
mine-authority = Sie können sich auch bei einer Datenschutzbehörde beschweren, etwa bei der Ihres Wohnorts.

withdraw-title = Zurückziehen – { $opening }
withdraw = Möchten Sie Ihre Bewerbung zurückziehen?
withdraw-lead = Es geht nur um die Stelle { $opening }.
withdraw-ranking = Sie stehen sofort nicht mehr auf der Liste der Ergebnisse. Ihre Antworten zählen nicht mehr.
withdraw-start = Ihr Link startet den Test nicht mehr.
withdraw-kept = Was über Sie gespeichert ist, bleibt bis { $months ->
    [one] { $months } Monat
   *[other] { $months } Monate
} nach dem Schließen der Stelle. Soll es früher verschwinden, bitten Sie auf Ihrer eigenen Seite darum, alles zu löschen.
withdraw-final = Selbst rückgängig machen können Sie das nicht.
withdraw-yes = Ja, zurückziehen
withdraw-no = Nein, zurück

ask-erasure-title = Alles löschen lassen – { $opening }
ask-correction-title = Etwas berichtigen lassen – { $opening }
ask-review-title = Mein Ergebnis noch einmal ansehen – { $opening }
ask-erasure = Ihr Name, Ihre Adresse, Ihre Antworten, Ihre Punktwerte und unsere Nachrichten an Sie werden endgültig gelöscht. { $organization } kann Sie dann für diese Stelle nicht mehr berücksichtigen.
ask-erasure-kept = Verlangt ein Gesetz, dass etwas aufbewahrt wird, sagt Ihnen die Organisation, was und warum.
ask-correction = Ist Ihr Name, Ihre Adresse oder sonst etwas, das über Sie gespeichert ist, falsch? Schreiben Sie uns, was es ist und wie es heißen soll. Antworten eines abgegebenen Tests lassen sich nicht ändern.
ask-review = Jemand bei { $organization }, der oder die über diese Stelle entscheidet, öffnet Ihren Test, sieht jede Antwort und ihre Bewertung an und sagt Ihnen, was dabei herausgekommen ist. Eine solche Bitte schadet Ihnen nicht.
ask-wrong = Was ist falsch, und was ist richtig?
ask-anything = Gibt es etwas, das wir wissen sollten?
ask-need-not = Sie brauchen keinen Grund zu nennen.
ask-term = Sie erhalten innerhalb von { $days } Tagen per E-Mail eine Antwort.
ask-send = Absenden
ask-empty = Schreiben Sie, was falsch und was richtig ist.

data-title = Was über mich gespeichert ist – { $opening }
data = Was über Sie gespeichert ist
data-lead = Das ist alles. In der Datei steht dasselbe, mit jedem Schritt und seiner Zeit.
data-you = Wer Sie sind
data-pseudonym = Steht für Sie, wo Ihr Name nicht zu sehen sein darf
data-since = Bekannt seit
data-withdrawn = Zurückgezogen
data-link = Ein persönlicher Link wurde am { $made } erstellt, offen bis { $until }.
data-consent = Sie haben den Hinweisen am { $day } zugestimmt.
data-mail-link = Eine Nachricht mit Ihrem Link wurde am { $day } geschrieben. Ihr Inhalt wird nicht aufbewahrt.
data-mail-other = Eine Nachricht an Sie wurde am { $day } geschrieben. Ihr Inhalt wird nicht aufbewahrt.
data-looks = { $times ->
    [0] Niemand hat Ihr Ergebnis geöffnet.
    [1] Ihr Ergebnis wurde einmal geöffnet.
   *[other] Ihr Ergebnis wurde { $times } Mal geöffnet.
}
data-last-look = Das letzte Mal am { $day }.
data-sitting = Ihr Test
data-started = Begonnen am { $day }.
data-submitted = Abgegeben am { $day }.
data-scores-title = Ihre Punktwerte
data-scores = Ihre Punktwerte: 0 erreicht man durch Raten, 100 ist volle Übereinstimmung mit dem, was erfahrene Menschen gewählt haben. Der Standardfehler sagt, wie weit ein Wert danebenliegen kann: in etwa zwei von drei Tests um nicht mehr als so viel.
data-scale = Wovon
data-score = Punktwert
data-error = Standardfehler
data-total = Insgesamt
data-best = Das haben Sie als Bestes gewählt.
data-worst = Das haben Sie als Schlechtestes gewählt.
data-placed = Dem haben Sie die { $place } gegeben.
data-answered = Beantwortet am { $day }.
data-unanswered = Keine Antwort.
data-report = Sie haben ein Problem mit einer Frage gemeldet
data-reply = Die Antwort:
data-decisions = Was Menschen entschieden haben
data-advance = Sie sind weiter dabei ({ $day }).
data-hold = Noch keine endgültige Entscheidung ({ $day }).
data-reject = Sie sind nicht weiter dabei ({ $day }).
data-help = Worum Sie gebeten haben, um den Test machen zu können
data-asked = Gefragt am { $day }.
data-help-waits = Sie erhalten spätestens bis { $day } eine Antwort.
data-help-granted = Gewährt am { $day }.
data-help-refused = Nicht gewährt am { $day }.
data-help-why = Der Grund, den das Personal festgehalten hat:
data-letters = Briefe an Sie
data-letter-planned = Geht frühestens am { $day } ab.
data-letter-written = Sollte am { $day } abgehen und ist abgegangen.
data-letter-dropped = Sollte am { $day } abgehen und wurde nicht mehr gebraucht.
data-notes = Was die Menschen, die über die Stelle entscheiden, über Sie notiert haben
data-note = { $rating } von 5, am { $day }
data-tags = Die Wörter, mit denen sie Sie gekennzeichnet haben
data-work = Wie Ihre Arbeit später bewertet wurde
data-work-line = { $rating } am { $day }
data-second = Noch einmal angesehen, weil sich eine Schwelle geändert hat
data-second-line = Am { $day }, Fassung { $version } der Schwelle.
data-more = Fehlt hier etwas oder ist etwas falsch, lassen Sie es berichtigen: Ihre eigene Seite führt dorthin.

request-answer-subject = Ihre Bitte
request-answer-title = Ihre Bitte
request-answer-erasure = Sie haben gebeten, alles zu löschen, was zu Ihrer Bewerbung für die Stelle { $opening } über Sie gespeichert ist. Das ist unsere Antwort:
request-answer-correction = Sie haben gebeten, zu Ihrer Bewerbung für die Stelle { $opening } etwas zu berichtigen. Das ist unsere Antwort:
request-answer-review = Sie haben gebeten, dass ein Mensch Ihren Test für die Stelle { $opening } noch einmal ansieht. Das ist unsere Antwort:
request-answer-erased = Alles ist gelöscht, und Ihr persönlicher Link gilt nicht mehr. Dies ist die letzte Nachricht.
request-answer-refused = Wenn Sie nicht einverstanden sind, können Sie sich bei einer Datenschutzbehörde beschweren.
