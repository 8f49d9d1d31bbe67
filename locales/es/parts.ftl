# Las partes de una prueba, una tras otra.

part-title = Parte { $number } de { $count } – { $opening }
part-way = Parte { $number } de { $count }
part-items = { $items ->
    [one] { $items } pregunta.
   *[other] { $items } preguntas.
}
part-limit = Tienes { $length } para esta parte, desde el momento en que la empiezas.
part-line-limit = { $minutes ->
    [one] { $minutes } minuto desde que la empiezas.
   *[other] { $minutes } minutos desde que la empiezas.
}
part-free = Sin límite de tiempo propio.
part-ended = Has llegado al final de la parte { $number }.
part-open = { $open ->
    [0] Todas sus preguntas tienen respuesta.
    [one] { $open } de sus preguntas aún no tiene respuesta.
   *[other] { $open } de sus preguntas aún no tienen respuesta.
}
part-no-return = Cuando empieces la parte siguiente, la parte { $number } se cierra. Sus respuestas quedan guardadas y no podrás volver a ella.
part-begin = Empezar la parte { $number }
part-back = Volver a la parte { $number }
part-go-on = Seguir con la parte { $number }
part-over = El tiempo de la parte { $number } ha terminado. Sus respuestas están guardadas. Respira: el siguiente reloj empieza cuando tú empieces.
part-time-over = El tiempo de esta parte ha terminado. Lo que has elegido queda guardado, y la parte siguiente llega en un momento.
part-closed-heading = La parte { $number } está cerrada
part-closed = Sus respuestas están guardadas y sus preguntas ya no se pueden abrir. No se ha perdido nada.
part-is-over = Esta parte de la prueba ha terminado. Sus respuestas están guardadas.
part-not-begun = Esta parte de la prueba no ha empezado.
part-other-turn = Ahora toca otra parte.
parts-heading = { $count } partes
parts-time = Algunas partes tienen un límite propio; mira más abajo
parts-apply = Algunas de sus partes tienen un límite de tiempo.
parts-explained = Las { $count } partes van una tras otra. El reloj de una parte empieza cuando la empiezas y sigue aunque cierres la página. Cuando se acaba el tiempo, las respuestas quedan guardadas, y la parte siguiente empieza cuando quieras. No se puede volver a una parte que ha terminado.
parts-until = Entre dos partes puedes parar y volver con el mismo enlace hasta el { $until }, en cualquier dispositivo.
review-is-closed = cerrada
review-goes-on = Ir al final de esta parte
