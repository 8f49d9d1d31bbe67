# Briefe an Bewerberinnen und Bewerber nach dem ersten Link: Erinnerung, verlorener Link, Beleg, Rückmeldung, Entscheidung.

reminder-subject = Ihr Test für die Stelle „{ $opening }“ ist noch offen
reminder-title = Ihr Test für die Stelle „{ $opening }“ ist noch offen
reminder = { $organization } hat Sie zu einem kurzen Test für die Stelle { $opening } eingeladen. Sie haben ihn noch nicht begonnen.
reminder-started = Sie haben den Test von { $organization } für die Stelle { $opening } begonnen. Ihre Antworten sind gespeichert; Sie machen dort weiter, wo Sie aufgehört haben.
reminder-until = Sie haben bis zum { $until } Zeit.
reminder-once = Dies ist die einzige Erinnerung. Wenn Sie nicht teilnehmen möchten, brauchen Sie nichts zu tun.

lost-link = Link verloren?
    .text = Geben Sie die E-Mail-Adresse ein, an die Ihre Einladung ging. Wenn dort ein Test auf Sie wartet, schicken wir Ihnen einen neuen Link.
lost-link-hint = Frühere Links gelten weiter, und keine Ihrer Antworten geht verloren.
lost-link-sent = Wenn für { $email } ein Test bereitliegt, ist ein Link unterwegs. Das kann ein oder zwei Minuten dauern.
lost-link-nothing = Nichts angekommen? Sehen Sie im Ordner für unerwünschte Mails nach, oder versuchen Sie es mit der Adresse, an die Ihre Einladung ging. Wir sagen allen dasselbe, damit niemand erfährt, wer sich wo beworben hat.
lost-link-mail = Sie haben um einen neuen Link zum Test von { $organization } für die Stelle { $opening } gebeten. Hier ist er.
lost-link-done = Sie haben diesen Test abgegeben; der Link führt zu Ihrem Beleg.

receipt-mail-subject = Ihr Beleg für die Stelle „{ $opening }“
receipt-mail-title = Ihr Beleg für die Stelle „{ $opening }“
receipt-mail = vielen Dank, dass Sie den Test von { $organization } für die Stelle { $opening } gemacht haben. Er ist am { $moment } bei uns angekommen.
receipt-mail-number = Ihr Beleg lautet { $reference }. Bitte nennen Sie ihn, wenn Sie uns schreiben.
receipt-mail-next = So geht es weiter: Menschen bei { $organization } sehen sich die Ergebnisse an und schreiben Ihnen dann. Keine Entscheidung über Sie trifft allein ein Programm.
receipt-mail-unscored = Zu viele Fragen konnten nicht gewertet werden, deshalb gibt es kein Ergebnis. { $organization } kann Ihnen einen neuen Test anbieten: Antworten Sie einfach auf diese Nachricht.
receipt-mail-link = Hier können Sie Ihren Beleg wieder öffnen:

feedback-mail-subject = Ihre Rückmeldung für die Stelle „{ $opening }“ ist da
feedback-mail-title = Ihre Rückmeldung für die Stelle „{ $opening }“ ist da
feedback-mail = zu Ihrem Test bei { $organization } für die Stelle { $opening } gibt es eine kurze Rückmeldung: was Ihre Antworten gezeigt haben, und etwas zum Ausprobieren.
feedback-mail-open = Rückmeldung lesen
feedback-mail-yours = Sie ist nur für Sie, vergleicht Sie mit niemandem und sagt nichts darüber, wer die Stelle bekommt.

decision-review = Wenn Sie möchten, dass sich ein Mensch Ihr Ergebnis noch einmal ansieht, oder wenn Sie Ihre Daten sehen oder löschen lassen möchten, öffnen Sie diesen Link und wählen Sie „Meine Daten und meine Rechte“:
decision-review-write = Wenn Sie möchten, dass sich bei { $organization } ein Mensch Ihr Ergebnis noch einmal ansieht, oder wenn Sie Ihre Daten sehen oder löschen lassen möchten, schreiben Sie an { $contact }.

# Die Worte des Programms nach einer Entscheidung.
decision-advance = gute Nachrichten zur Stelle „{ $job }“
    .text =
        Guten Tag { $name },

        vielen Dank, dass Sie unseren Test für die Stelle { $job } gemacht haben. Wir haben uns Ihr Ergebnis angesehen und möchten gern mit Ihnen weitermachen.

        In den nächsten Tagen schreiben wir Ihnen, wie es weitergeht. Wenn Sie vorher eine Frage haben, hilft Ihnen { $contact } gern.
decision-reject = zu Ihrer Bewerbung für die Stelle „{ $job }“
    .text =
        Guten Tag { $name },

        vielen Dank, dass Sie unseren Test für die Stelle { $job } gemacht und sich dafür Zeit genommen haben.

        Wir haben entschieden, Ihre Bewerbung für diese Stelle nicht weiter zu verfolgen. Der Test war ein Teil davon; entschieden haben Menschen. Das gilt für diese eine Stelle zu dieser Zeit, und Sie können sich gern wieder bei uns bewerben.

        Wenn Sie mehr wissen möchten, antwortet Ihnen { $contact }.

# At the foot of every page. The first one where no name is known.
contact-line = { $name ->
    [none] Fragen? Schreiben Sie an { $contact }.
   *[other] Fragen? Es antwortet Ihnen { $name }: { $contact }
}
