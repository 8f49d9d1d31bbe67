# Was um jede Seite herum steht: der Rahmen, die Sprache, Daten.

skip = Zum Inhalt springen
language = Sprache
title-error = Fehler: { $title }
problems = Da stimmt noch etwas nicht
optional = (freiwillig)

month = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
}
day = { $day }. { $month } { $year }
moment = { $day }, { $time } Uhr UTC
moment-there = { $day }, { $time } Uhr (Ortszeit { $place }, { $offset })
minutes = { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}

other-language = { $lang ->
    [es] Die Fragen dieses Tests sind auf Spanisch.
    [de] Die Fragen dieses Tests sind auf Deutsch.
   *[en] Die Fragen dieses Tests sind auf Englisch.
}
