# La prueba: preguntas, lo que dice el guion de la página, avisar de un problema, repaso, resguardo.

continue = Continuar
back = Atrás
look-up = Para consultar: { $title }
best = Mejor
worst = Peor
reply = Respuesta
place = Posición
place-of = Posición de la respuesta { $letter }
rank-hint = El 1 es la mejor respuesta. Cada posición es para una sola respuesta.
rating-of = Valoración de la respuesta { $letter }
very-poor = muy mala
very-good = muy buena

rank-up = Subir la respuesta { $letter }
rank-down = Bajar la respuesta { $letter }
rank-moved = Respuesta { $letter }: posición { $place } de { $count }
rank-keep = Dejar este orden
rank-kept = Se queda este orden.

question-title = Pregunta { $number } de { $count } – { $opening }
question-way = Pregunta { $number } de { $count }
question-way-free = Pregunta { $number } de { $count } · sin límite de tiempo
question-conflict = Esta pregunta se respondió en otra ventana
    .text = No se ha sobrescrito nada. Estas son las dos respuestas: ¿con cuál te quedas?
question-reported = Gracias. El equipo revisará esta pregunta. De momento, nada cambia en tu prueba.
question-flag = Marcar esta pregunta para volver a mirarla antes del final
question-later = Dejarla para más tarde
question-all = Todas las preguntas
question-report = Avisar de un problema con esta pregunta

saved = Guardado. Puedes cerrar esta página y volver hasta el { $until }.
not-saved = Todavía no se ha guardado. Seguimos intentándolo.
not-saved-offline = Todavía no se ha guardado: no hay conexión. Tu elección sigue aquí y se envía en cuanto la haya.

time-until = { $minutes ->
    [0] Queda menos de un minuto, hasta el { $until }.
    [one] Queda alrededor de { $minutes } minuto, hasta el { $until }.
   *[other] Quedan unos { $minutes } minutos, hasta el { $until }.
}
time-left = Tiempo restante: { $time }
time-hide = Ocultar el tiempo
time-show = Mostrar el tiempo
time-spoken = { $minutes ->
    [1] Queda un minuto
   *[other] Quedan { $minutes } minutos
}

report-title = Avisar de un problema con la pregunta { $number } – { $opening }
report-kicker = Pregunta { $number }
report = Avisar de un problema
report-lead = ¿Hay algo incorrecto, confuso o injusto? Cuéntanoslo en pocas palabras. El equipo lo revisará y te responderá. No cambia nada en tu prueba ni te perjudica.
report-message = ¿Qué está mal?
report-send = Enviar
report-back = Volver a la pregunta
report-empty = Cuéntanos qué está mal en la pregunta.
report-long = Escribe menos de { $longest } caracteres.

review-title = Revisa tus respuestas – { $opening }
review = Revisa tus respuestas
review-open = { $open ->
    [0] Todas las preguntas tienen respuesta.
    [1] Una pregunta sigue sin respuesta.
   *[other] { $open } preguntas siguen sin respuesta.
}
review-flagged = { $flagged ->
    [1] Marcaste una para volver a mirarla.
   *[other] Marcaste { $flagged } para volver a mirarlas.
}
review-is-flagged = marcada
review-is-answered = respondida
review-is-open = sin respuesta
review-leave = { $open ->
    [1] Dejo esta pregunta sin respuesta. Contará lo mismo que contaría, de media, responder al azar.
   *[other] Dejo estas { $open } preguntas sin respuesta. Cada una contará lo mismo que contaría, de media, responder al azar.
}
review-leave-missing = { $open ->
    [1] Una pregunta sigue sin respuesta. Respóndela, o marca que la dejas así.
   *[other] { $open } preguntas siguen sin respuesta. Respóndelas, o marca que las dejas así.
}
review-final = Después de entregar ya no se pueden cambiar las respuestas.
review-hand-in = Entregar

receipt-title = Gracias – { $opening }
receipt-expired = Esta prueba ha terminado
    .text = El plazo ha pasado y la prueba no se entregó. Si quieres otra oportunidad, escribe a { $contact }.
receipt = Gracias. Has entregado tu prueba.
receipt-number = Tu resguardo es { $reference }. Entregada el { $moment }.
receipt-unscored = Demasiadas preguntas no se pudieron contar, así que no hay puntuación. { $organization } puede ofrecerte una prueba nueva: escribe a { $contact } e indica tu resguardo.
receipt-next = Qué pasa ahora
    .text = Las personas que seleccionan en { $organization } miran todos los resultados juntos y después te escriben. En tu propia página ves cómo va todo y puedes obtener tus datos, pedir que se borren o que una persona vuelva a mirar tu resultado. ¿Alguna pregunta? Escribe a { $contact } e indica tu resguardo.
feedback = Para ti: lo que han mostrado tus respuestas
    .text = Esto es solo para ti. No te compara con nadie, y unas pocas preguntas solo muestran una parte.
feedback-mixed = Aquí tus respuestas fueron en ambas direcciones. El paso siguiente es un buen comienzo.
feedback-tomorrow = Para probar mañana:
empathy = Empatía
patience = Paciencia
communication = Comunicación
product-knowledge = Conocimiento del producto
