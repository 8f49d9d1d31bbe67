# Um mehr Zeit, eine spätere Frist, einen weiteren Versuch oder etwas anderes bitten; und die Antwort.

adjust-link = Um mehr Zeit oder etwas anderes bitten
adjust-title = Um eine Anpassung bitten – { $opening }
adjust = Um eine Anpassung bitten
adjust-lead = Würden mehr Zeit, eine spätere Frist, ein weiterer Versuch oder etwas anderes Ihnen helfen, zu zeigen, was Sie können? Sagen Sie uns, was Ihnen hilft.
adjust-no-reason = Sie müssen nichts begründen. Bitte schreiben Sie auch nichts über Ihre Gesundheit: Wir fragen nicht danach.
adjust-who = Ihre Bitte lesen Beschäftigte von { $organization }, die an dieser Auswahl nicht beteiligt sind. Wer die Bewerbungen vergleicht und über Sie entscheidet, bekommt nicht angezeigt, dass Sie gefragt haben und was geantwortet wurde.
adjust-when = Innerhalb von fünf Arbeitstagen erhalten Sie eine Antwort per E-Mail. Ein laufendes Zeitlimit läuft bis dahin weiter; fragen Sie also möglichst vor dem Start.

adjust-kind = Was würde Ihnen helfen?
adjust-kind-time = Mehr Zeit für den Test
adjust-kind-time-hint = Falls es ein Zeitlimit gibt: ein längeres oder keines
adjust-kind-later = Eine spätere Frist
adjust-kind-later-hint = Um an einem anderen Tag zu beginnen oder fertig zu werden
adjust-kind-again = Ein weiterer Versuch
adjust-kind-again-hint = Weil etwas nicht funktioniert hat oder weil Sie es noch einmal versuchen möchten
adjust-kind-other = Etwas anderes
adjust-message = In Ihren eigenen Worten
adjust-message-hint = Zum Beispiel, wie viel mehr Zeit oder bis zu welchem Tag. Ohne Angaben zu Ihrer Gesundheit.
adjust-send = Bitte absenden
adjust-back = Zurück

adjust-kind-missing = Wählen Sie, was Ihnen helfen würde.
adjust-message-missing = Sagen Sie, was Ihnen helfen würde.
adjust-message-long = Bleiben Sie unter { $longest } Zeichen.
adjust-one-at-a-time = Ihre letzte Bitte ist noch nicht beantwortet. Danach können Sie wieder fragen.
adjust-many = Sie haben schon oft gefragt. Bitte schreiben Sie an { $contact }.
adjust-trial = Sie probieren diesen Test als Teil des Teams aus; hier gibt es nichts zu beantragen.

adjust-yours = Ihre Bitten
adjust-sent = Ihre Bitte ist abgeschickt.
adjust-asked = Gestellt am { $moment }
adjust-waits = Sie erhalten spätestens am { $due } eine Antwort, per E-Mail und auf dieser Seite.
adjust-was-granted = Gewährt am { $moment }
adjust-was-refused = Nicht gewährt, beantwortet am { $moment }
adjust-granted-time = { $factor ->
    [quarter] Ein Zeitlimit ist für Sie um ein Viertel länger.
    [half] Ein Zeitlimit ist für Sie um die Hälfte länger.
    [double] Ein Zeitlimit ist für Sie doppelt so lang.
   *[unlimited] Für Sie gibt es kein Zeitlimit.
}
adjust-granted-until = Ihr Link ist offen bis zum { $until }. Ein Zeitlimit, das schon lief, endet nicht vorher.
adjust-granted-sitting = Sie können den Test noch einmal machen. Der Link dafür kommt in einer eigenen E-Mail.

adjust-mail-subject = Ihre Bitte zum Test für die Stelle „{ $opening }“
adjust-mail-title = Ihre Bitte zum Test für die Stelle „{ $opening }“
adjust-mail-granted = Sie haben um eine Anpassung des Tests für die Stelle { $opening } gebeten. Sie ist gewährt.
adjust-mail-refused = Sie haben um eine Anpassung des Tests für die Stelle { $opening } gebeten. Wir können sie nicht gewähren. Das ist unsere Antwort:
adjust-mail-private = Wer die Bewerbungen vergleicht und über Sie entscheidet, bekommt nicht angezeigt, dass Sie gefragt haben.
