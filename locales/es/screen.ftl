# Lo que hace la página aparte de las preguntas: presentación, conexión, dos respuestas, seguir, el final del tiempo.

display = Presentación
display-text = Texto
text-usual = Tamaño normal
text-large = Grande
text-largest = Muy grande
display-space = Líneas
space-usual = Espacio normal
space-wide = Más espacio
display-replies = Respuestas
replies-shown = Todas a la vista
replies-covered = Tapadas, una a una
uncover = Ver la respuesta { $letter }

offline-stay = No hay conexión y todavía no se puede seguir. Lo que has elegido se guarda aquí y se enviará en cuanto vuelva.
offline-page = No hay conexión. Esta página se queda como está; inténtalo de nuevo cuando vuelva.

conflict-stored = Guardado desde la otra ventana
conflict-own = En esta página, sin guardar
conflict-keep = Dejar lo guardado
conflict-use = Usar lo de esta página

stay = ¿Sigues ahí?
    .text = Para proteger tus respuestas, esta página cerrará tu prueba en este dispositivo en menos de 3 minutos. Lo guardado sigue guardado, y el enlace de tu invitación vuelve a abrir la prueba.
stay-button = Seguir aquí

time-over = Se acabó el tiempo. Lo que has elegido se conserva y tu prueba se entregará sola en un momento.
