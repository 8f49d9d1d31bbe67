# Vor dem Test: Bewerbung, erste Seite mit ihren Hinweisen, Übung und die letzte Seite vor dem Start.

apply-title = Bewerben – { $opening }
apply-sent = Schauen Sie in Ihr Postfach
apply-sent-to = Wir haben Ihren persönlichen Link an { $email } geschickt. Das kann ein, zwei Minuten dauern.
apply-nothing = Nichts angekommen? Schauen Sie im Spam-Ordner nach, oder prüfen Sie die Adresse und versuchen Sie es noch einmal.
apply-lead = { $organization } möchte sehen, wie Sie mit Kundinnen und Kunden umgehen. Der Test besteht aus { $items ->
    [one] { $items } Szene
   *[other] { $items } Szenen
} aus dem Arbeitsalltag und dauert etwa { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}.
apply-limit = Sie haben dafür höchstens { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
} Zeit.
apply-no-limit = Es gibt kein Zeitlimit.
apply-name = Ihr Name
apply-email = Ihre E-Mail-Adresse
apply-email-hint = Dorthin schicken wir Ihren persönlichen Link. Damit können Sie jederzeit unterbrechen und auf jedem Gerät weitermachen.
apply-send = Link zuschicken
apply-use = Ihr Name und Ihre Adresse werden nur für diese Bewerbung verwendet. Fragen? Schreiben Sie an { $contact }.

landing-title = Ihr Test – { $opening }
landing-heading = Ihr Test für die Stelle „{ $opening }“
landing-trial = Sie probieren diesen Test als Teil des Teams aus. Sie sehen, was Bewerberinnen und Bewerber sehen; Ihr Ergebnis geht nicht in die Rangliste ein.
landing-closed = Dieser Test kann nicht mehr begonnen werden. Der Link galt bis zum { $until }, oder die Stelle ist nicht mehr offen. Wenn Sie das für ein Versehen halten, schreiben Sie an { $contact }.
landing-done = Guten Tag { $name }. Sie haben diesen Test abgeschlossen. Zu Ihrer Bestätigung und Ihrer Rückmeldung ist es nur noch ein Schritt.
landing-to-receipt = Meine Bestätigung ansehen
landing-running = Guten Tag { $name }, schön, dass Sie wieder da sind. Ihre Antworten sind gespeichert; es geht dort weiter, wo Sie aufgehört haben.
landing-go-on = Test fortsetzen
landing-lead = Guten Tag { $name }. { $organization } möchte sehen, wie Sie mit Kundinnen und Kunden umgehen. Sie lesen Szenen aus dem Arbeitsalltag und sagen, wie man in diesem Beruf darauf antworten sollte.
landing-length = Umfang
    .text = { $items ->
        [one] { $items } Frage
       *[other] { $items } Fragen
    }, etwa { $minutes ->
        [one] { $minutes } Minute
       *[other] { $minutes } Minuten
    }
landing-time = Zeit
    .limit = Insgesamt { $minutes ->
        [one] { $minutes } Minute
       *[other] { $minutes } Minuten
    }, gerechnet ab dem Start
    .free = Kein Zeitlimit. Sie können unterbrechen und später weitermachen
landing-until = Offen bis
landing-need = Sie brauchen
    .text = Nur diese Seite. Zuerst kommt eine kurze Übung

notice = Gut zu wissen, bevor Sie beginnen
notice-trick = Es gibt keine Fangfragen.
    .text = Wählen Sie, was man in diesem Beruf tun sollte.
notice-watching = Niemand schaut Ihnen zu.
    .text = Keine Kamera, kein Mikrofon, und wie schnell Sie sind, spielt keine Rolle.
notice-kept = Was gespeichert wird:
    .text = Ihr Name, Ihre E-Mail-Adresse, Ihre Antworten und die daraus errechneten Punktwerte. Alles wird { $months ->
        [one] { $months } Monat
       *[other] { $months } Monate
    } nach dem Schließen der Stelle gelöscht, sofern kein Gesetz verlangt, es länger aufzubewahren.
notice-signals = Was die Seite außerdem festhält:
    .text = wann jede Antwort gespeichert wurde und, Frage für Frage, wie oft die Seite für einen anderen Tab oder ein anderes Programm verlassen wurde und ungefähr wie lange. Wohin Sie gehen, hält sie nie fest. Es gibt hundert gute Gründe, eine Seite zu verlassen, und auf die Punktwerte hat das keinen Einfluss. Wer über Sie entscheidet, sieht es nicht. Jemand anderes in der Organisation darf es im Einzelfall ansehen und muss aufschreiben, warum. Ihre eigene Seite zeigt, was festgehalten wurde.
notice-sees = Wer Ihre Antworten sieht:
    .text = die Menschen, die bei { $organization } diese Stelle besetzen. Wer den Test dort verwaltet, kann Ihren Namen, Ihre Adresse und Ihren Stand sehen, aber keine Antworten und keine Punktwerte.
notice-decides = Wer entscheidet:
    .text = Menschen. Die Punktwerte sind eine Empfehlung nach veröffentlichten Regeln. Keine Entscheidung über Sie trifft eine Software allein.
notice-needs = Wenn Sie etwas anderes brauchen,
    .text = zum Beispiel einen anderen Weg, teilzunehmen, schreiben Sie an { $contact }, bevor Sie beginnen. Eine solche Bitte schadet Ihnen nicht.
notice-after = Ihre Rechte:
    .text = Sie haben eine eigene Seite. Sie zeigt, wie es steht und was über Sie gespeichert ist; dort können Sie es berichtigen oder löschen lassen, sich zurückziehen oder einen Menschen bitten, Ihr Ergebnis noch einmal anzusehen. Sie erhalten innerhalb von 30 Tagen eine Antwort.

agree = Ich habe das gelesen und möchte teilnehmen.
agree-missing = Kreuzen Sie an, dass Sie das gelesen haben und teilnehmen möchten.
landing-practise = Weiter zur Übung

practice-title = Übung { $number } von { $count } – { $opening }
practice-notice = Übung { $number } von { $count }. Hier sehen Sie, wie die Fragen funktionieren. Nichts davon wird gespeichert oder gewertet.
practice-skip = Übung überspringen
practice-explained = So kann man darüber nachdenken
practice-again = Noch einmal versuchen

ready-title = Bereit? – { $opening }
ready = Bereit?
ready-length = { $items ->
    [one] { $items } Frage
   *[other] { $items } Fragen
}, etwa { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}. Jede Antwort wird sofort gespeichert.
ready-limit = Ab dem Start haben Sie { $length } Zeit. Es zählt unsere Uhr: Sie läuft weiter, wenn die Seite geschlossen ist, und eine Antwort, die am Ende noch unterwegs ist, zählt mit.
ready-no-limit = Es gibt kein Zeitlimit. Sie können jederzeit unterbrechen und bis zum { $until } mit demselben Link weitermachen, auf jedem Gerät.
ready-start = Test starten
ready-practise = Noch einmal üben
