# Lo que rodea cada página: el marco, el idioma, las fechas.

skip = Ir al contenido
language = Idioma
title-error = Error: { $title }
problems = Hay algo que corregir
optional = (opcional)

month = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}
day = { $day } de { $month } de { $year }
moment = { $day }, { $time } UTC
moment-there = { $day }, { $time }, hora de { $place } ({ $offset })
minutes = { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}

other-language = { $lang ->
    [es] Las preguntas de esta prueba están en español.
    [de] Las preguntas de esta prueba están en alemán.
   *[en] Las preguntas de esta prueba están en inglés.
}
