# Mails an Bewerberinnen und Bewerber.

mail-dear = Guten Tag { $name },
mail-open = Ihren Test öffnen
mail-limit = Sie haben dafür höchstens { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
} Zeit, gerechnet ab dem Start.
mail-no-limit = Es gibt kein Zeitlimit.
mail-questions = Fragen? Antworten Sie einfach auf diese Nachricht, oder schreiben Sie an { $contact }.

invitation-subject = Ihr Test für die Stelle „{ $opening }“
invitation-title = Ihr Test für die Stelle „{ $opening }“
invitation = { $organization } lädt Sie zu einem kurzen Test für die Stelle { $opening } ein. Er zeigt Ihnen { $items ->
    [one] { $items } Szene
   *[other] { $items } Szenen
} aus dem Alltag mit Kundinnen und Kunden und fragt, wie man in diesem Beruf darauf antworten sollte. Sie müssen nichts vorbereiten.
invitation-length = Er dauert etwa { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}.
invitation-pause = Sie können unterbrechen und später weitermachen: Jede Antwort wird sofort gespeichert, und dieser Link öffnet Ihren Test auf jedem Gerät.
invitation-until = Der Link ist nur für Sie und gilt bis zum { $until }. Auf der ersten Seite steht, was gespeichert wird, wie lange, wer es sieht und wie Sie um eine Anpassung bitten können.

personal-link-subject = Ihr persönlicher Link für die Stelle „{ $opening }“
personal-link-title = Ihr persönlicher Link für die Stelle „{ $opening }“
personal-link = Sie haben um einen persönlichen Link zum Test von { $organization } für die Stelle { $opening } gebeten. Hier ist er:
personal-link-length = Der Test besteht aus { $items ->
    [one] { $items } Szene
   *[other] { $items } Szenen
} aus dem Arbeitsalltag und dauert etwa { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}.
personal-link-pause = Sie können unterbrechen und später weitermachen: Jede Antwort wird sofort gespeichert, und dieser Link öffnet Ihren Test auf jedem Gerät, bis zum { $until }.
personal-link-other = Wenn Sie nicht darum gebeten haben, hat jemand anderes Ihre Adresse eingegeben. Sie brauchen nichts zu tun: Ohne den Link passiert nichts.

report-answer-subject = Ihr Hinweis zu einer Frage
report-answer-title = Ihr Hinweis zu einer Frage
report-answer = im Test für die Stelle { $opening } haben Sie uns auf ein Problem mit einer Frage hingewiesen. Vielen Dank dafür. Das ist unsere Antwort:
report-answer-kept = Die Frage bleibt Teil des Tests.
report-answer-voided = Die Frage zählt nicht mehr, weder für Sie noch für alle anderen.
