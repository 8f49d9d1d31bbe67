# Lo que la página propia cuenta de las señales.

data-left-heading = Cuándo se dejó la página
data-left-meaning = Nunca se anotó adónde fuiste, y tus puntuaciones no dependen de ello. Nadie lo ve si no se abre una revisión; en ese caso aparece más abajo en esta página.
data-left = Pregunta { $number }: { $times ->
    [one] una vez
   *[other] { $times } veces
}, { $minutes ->
    [0] menos de un minuto
    [one] alrededor de { $minutes } minuto
   *[other] alrededor de { $minutes } minutos
} en total.
data-reviews = Cuándo alguien miró tiempos y salidas
data-reviews-meaning = Alguien que no decide sobre ti miró cuánto tardaron tus respuestas y si se dejó la página. Eso no cambia ninguna puntuación, ningún resultado ni ninguna decisión.
data-review-opened = Se abrió el { $day }, por este motivo:
data-review-open = Todavía no ha concluido.
data-review-nothing = La conclusión: no hay nada que seguir.
data-review-talk = La conclusión: alguien habla contigo.
data-review-new-sitting = La conclusión: se te ofrece hacer la prueba de nuevo.
