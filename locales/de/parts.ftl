# Teile eines Tests, einer nach dem anderen.

part-title = Teil { $number } von { $count } – { $opening }
part-way = Teil { $number } von { $count }
part-items = { $items ->
    [one] { $items } Frage.
   *[other] { $items } Fragen.
}
part-limit = Sie haben { $length } für diesen Teil, ab dem Moment, in dem Sie ihn beginnen.
part-line-limit = { $minutes ->
    [one] { $minutes } Minute ab seinem Beginn.
   *[other] { $minutes } Minuten ab seinem Beginn.
}
part-free = Kein eigenes Zeitlimit.
part-ended = Sie sind am Ende von Teil { $number } angekommen.
part-open = { $open ->
    [0] Jede Frage darin hat eine Antwort.
    [one] { $open } Frage darin hat noch keine Antwort.
   *[other] { $open } Fragen darin haben noch keine Antwort.
}
part-no-return = Wenn Sie den nächsten Teil beginnen, wird Teil { $number } geschlossen. Seine Antworten bleiben gespeichert, und Sie können nicht zu ihm zurückkehren.
part-begin = Teil { $number } beginnen
part-back = Zurück zu Teil { $number }
part-go-on = Weiter mit Teil { $number }
part-over = Die Zeit für Teil { $number } ist abgelaufen. Seine Antworten sind gespeichert. Atmen Sie durch: Die nächste Uhr läuft erst, wenn Sie beginnen.
part-time-over = Die Zeit für diesen Teil ist abgelaufen. Was Sie gewählt haben, ist gespeichert, und gleich kommt der nächste Teil.
part-closed-heading = Teil { $number } ist geschlossen
part-closed = Seine Antworten sind gespeichert, und seine Fragen lassen sich nicht mehr öffnen. Nichts ist verloren.
part-is-over = Dieser Teil des Tests ist vorbei. Seine Antworten sind gespeichert.
part-not-begun = Dieser Teil des Tests hat noch nicht begonnen.
part-other-turn = Ein anderer Teil ist an der Reihe.
parts-heading = { $count } Teile
parts-time = Einige Teile haben ein eigenes Limit; siehe unten
parts-apply = Einige seiner Teile haben ein Zeitlimit.
parts-explained = Die { $count } Teile kommen einer nach dem anderen. Die Uhr eines Teils läuft, sobald Sie ihn beginnen, auch wenn die Seite geschlossen ist. Ist die Zeit abgelaufen, bleiben die Antworten gespeichert, und der nächste Teil beginnt, wenn Sie so weit sind. Zu einem Teil, der vorbei ist, können Sie nicht zurück.
parts-until = Zwischen zwei Teilen können Sie aufhören und mit demselben Link bis zum { $until } wiederkommen, auf jedem Gerät.
review-is-closed = geschlossen
review-goes-on = Zum Ende dieses Teils
