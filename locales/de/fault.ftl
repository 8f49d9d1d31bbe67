# Was nicht stimmt, und was hilft.

choose-best = Wählen Sie die beste Antwort.
choose-both = Wählen Sie die beste und die schlechteste Antwort.
choose-worst-too = Wählen Sie auch die schlechteste Antwort.
choose-best-too = Wählen Sie auch die beste Antwort.
choose-different = Die beste und die schlechteste Antwort können nicht dieselbe sein. Wählen Sie zwei verschiedene.
choose-among = Wählen Sie unter den Antworten dieser Frage.
rank-same = Die Antworten { $one } und { $other } haben beide Platz { $rank }. Geben Sie jeder einen eigenen Platz.
rank-none = Platz { $rank } ist noch frei. Geben Sie jeder Antwort einen Platz.
rate-too = Bewerten Sie auch Antwort { $letter }.

name-missing = Geben Sie Ihren Namen ein.
name-long = Namen dürfen höchstens 120 Zeichen lang sein.
name-control = Lassen Sie Steuerzeichen weg.
email-missing = Geben Sie Ihre E-Mail-Adresse ein.
email-wrong = Geben Sie eine E-Mail-Adresse wie name@example.com ein.

test-handed-in = Dieser Test ist abgegeben. Seine Antworten lassen sich nicht mehr ändern.
changed-too-often = Diese Frage wurde 500-mal geändert. Es gilt die letzte Antwort.
link-replaced = Dieser Link gilt nicht mehr. Wenn Sie einen neueren erhalten haben, verwenden Sie bitte diesen.
link-withdrawn = Ihre Einladung wurde zurückgezogen. Das Unternehmen kann Ihnen sagen, warum.
link-closed = Dieser Link ist nicht mehr offen. Ob es die Stelle noch ist, kann Ihnen das Unternehmen sagen.
too-many-wait = { $minutes ->
    [1] Zu viele Versuche. Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal.
   *[other] Zu viele Versuche. Bitte warten Sie { $minutes } Minuten und versuchen Sie es dann noch einmal.
}

heading-nothing = Hier ist nichts
heading-link = Dieser Link gilt nicht mehr
heading-role = Nicht Teil Ihrer Rolle
heading-form = Dieses Formular ist abgelaufen
heading-changed = Inzwischen geändert
heading-tries = Zu viele Versuche
heading-late = Die Zeit ist um
heading-moment = Gleich wieder da
heading-wrong = Da ist etwas schiefgegangen
heading-other = Das hat nicht geklappt

error-malformed = Wir konnten nicht lesen, was gesendet wurde.
error-invalid = Im Formular stimmt noch etwas nicht.
error-sign-in-needed = Bitte melden Sie sich an.
error-sign-in-refused = E-Mail-Adresse und Passwort gehören nicht zusammen.
error-forbidden = Ihre Rolle umfasst das nicht.
error-cross-site = Dieses Formular ist abgelaufen. Gehen Sie zurück, laden Sie die Seite neu und senden Sie es noch einmal.
error-not-found = Unter dieser Adresse gibt es nichts.
error-method-not-allowed = Diese Adresse lässt sich so nicht verwenden.
error-conflict = Das wurde inzwischen geändert. Laden Sie die Seite neu, um den jetzigen Stand zu sehen.
error-answer-conflict = Diese Frage wurde in einem anderen Fenster beantwortet.
error-wrong-state = Das ist nicht mehr möglich.
error-link-gone = Dieser Link gilt nicht mehr.
error-too-late = Die Zeit für diesen Test ist um. Eine Antwort, die jetzt ankommt, zählt nicht; sie wird aufbewahrt, und ein Mensch kann sie ansehen.
error-too-large = Was gesendet wurde, ist zu groß.
error-wrong-type = Diese Adresse nimmt solche Inhalte nicht an.
error-too-slow = Die Anfrage hat zu lange gebraucht.
error-too-many = Zu viele Versuche. Bitte warten Sie einen Moment.
error-internal = Bei uns ist etwas schiefgegangen. Nichts, was gespeichert war, ist verloren.
error-unavailable = Wir können gerade nicht speichern. Bitte versuchen Sie es in ein paar Sekunden noch einmal.
