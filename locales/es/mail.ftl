# Correos para quienes se presentan.

mail-dear = Hola, { $name }:
mail-open = Abrir tu prueba
mail-limit = Hay un límite de { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}, que empieza a contar cuando empiezas.
mail-no-limit = No hay límite de tiempo.
mail-questions = ¿Alguna pregunta? Responde a este mensaje o escribe a { $contact }.

invitation-subject = tu prueba para el puesto «{ $opening }»
invitation-title = Tu prueba para el puesto «{ $opening }»
invitation = { $organization } te invita a una prueba breve para el puesto { $opening }. Te muestra { $items ->
    [one] { $items } escena
   *[other] { $items } escenas
} del trato diario con clientes y te pregunta cómo habría que responder en este trabajo. No tienes que preparar nada.
invitation-length = Dura alrededor de { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}.
invitation-pause = Puedes parar y seguir más tarde: cada respuesta se guarda en cuanto la das, y este enlace abre tu prueba en cualquier dispositivo.
invitation-until = El enlace es solo tuyo y está abierto hasta el { $until }. La primera página te dice qué se guarda, durante cuánto tiempo, quién lo ve y cómo pedir una adaptación.

personal-link-subject = tu enlace personal para el puesto «{ $opening }»
personal-link-title = Tu enlace personal para el puesto «{ $opening }»
personal-link = Nos pediste un enlace personal a la prueba de { $organization } para el puesto { $opening }. Aquí lo tienes:
personal-link-length = La prueba tiene { $items ->
    [one] { $items } escena
   *[other] { $items } escenas
} del día a día y dura alrededor de { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}.
personal-link-pause = Puedes parar y seguir más tarde: cada respuesta se guarda en cuanto la das, y este enlace abre tu prueba en cualquier dispositivo hasta el { $until }.
personal-link-other = Si no lo pediste tú, otra persona escribió tu dirección. No tienes que hacer nada: sin el enlace no pasa nada.

report-answer-subject = tu aviso sobre una pregunta
report-answer-title = Tu aviso sobre una pregunta
report-answer = En la prueba para el puesto { $opening } nos avisaste de un problema con una pregunta. Gracias. Esta es nuestra respuesta:
report-answer-kept = La pregunta sigue formando parte de la prueba.
report-answer-voided = La pregunta ya no cuenta, ni para ti ni para nadie más.
