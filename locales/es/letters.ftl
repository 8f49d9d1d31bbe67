# Cartas a quienes se presentan, después del primer enlace: recordatorio, enlace perdido, recibo, comentarios, decisión.

reminder-subject = tu prueba para el puesto «{ $opening }» sigue abierta
reminder-title = Tu prueba para el puesto «{ $opening }» sigue abierta
reminder = { $organization } te invitó a una prueba breve para el puesto { $opening }. Todavía no la has empezado.
reminder-started = Has empezado la prueba de { $organization } para el puesto { $opening }. Tus respuestas están guardadas; puedes seguir donde lo dejaste.
reminder-until = Tienes tiempo hasta el { $until }.
reminder-once = Este es el único recordatorio. Si prefieres no participar, no tienes que hacer nada.

lost-link = ¿Has perdido tu enlace?
    .text = Escribe la dirección de correo a la que te llegó la invitación. Si allí te espera una prueba, te enviamos un enlace nuevo.
lost-link-hint = Los enlaces anteriores siguen sirviendo, y no se pierde nada de lo que has respondido.
lost-link-sent = Si hay una prueba para { $email }, el enlace está en camino. Puede tardar uno o dos minutos.
lost-link-nothing = ¿No llega nada? Mira en la carpeta de correo no deseado o prueba con la dirección a la que te llegó la invitación. Decimos lo mismo a todo el mundo, para que nadie pueda averiguar quién se ha presentado y dónde.
lost-link-mail = Pediste un enlace nuevo a la prueba de { $organization } para el puesto { $opening }. Aquí lo tienes.
lost-link-done = Ya entregaste esta prueba; el enlace lleva a tu recibo.

receipt-mail-subject = tu recibo para el puesto «{ $opening }»
receipt-mail-title = Tu recibo para el puesto «{ $opening }»
receipt-mail = Gracias por hacer la prueba de { $organization } para el puesto { $opening }. La recibimos el { $moment }.
receipt-mail-number = Tu recibo es { $reference }. Indícalo, por favor, cuando nos escribas.
receipt-mail-next = Qué pasa ahora: en { $organization } hay personas que miran los resultados y después te escriben. Ningún programa decide por sí solo sobre ti.
receipt-mail-unscored = Demasiadas preguntas no se pudieron contar, así que no hay puntuación. { $organization } puede ofrecerte una prueba nueva: basta con que respondas a este mensaje.
receipt-mail-link = Aquí puedes volver a abrir tu recibo:

feedback-mail-subject = tus comentarios para el puesto «{ $opening }» están listos
feedback-mail-title = Tus comentarios para el puesto «{ $opening }» están listos
feedback-mail = Hay unos comentarios breves sobre tu prueba con { $organization } para el puesto { $opening }: qué mostraron tus respuestas y algo que puedes probar.
feedback-mail-open = Leer tus comentarios
feedback-mail-yours = Son solo para ti, no te comparan con nadie y no dicen nada sobre quién consigue el puesto.

decision-review = Si quieres que una persona vuelva a mirar tu resultado, o si quieres ver o borrar tus datos, abre este enlace y elige «Mis datos y mis derechos»:
decision-review-write = Si quieres que una persona de { $organization } vuelva a mirar tu resultado, o si quieres ver o borrar tus datos, escribe a { $contact }.

# Las palabras del programa después de una decisión.
decision-advance = buenas noticias sobre el puesto «{ $job }»
    .text =
        Hola, { $name }:

        Gracias por hacer nuestra prueba para el puesto { $job }. Hemos mirado tu resultado y nos gustaría seguir adelante contigo.

        En los próximos días te escribiremos sobre el siguiente paso. Si antes tienes alguna pregunta, { $contact } te ayudará con gusto.
decision-reject = sobre tu candidatura al puesto «{ $job }»
    .text =
        Hola, { $name }:

        Gracias por hacer nuestra prueba para el puesto { $job } y por el tiempo que le has dedicado.

        Hemos decidido no seguir adelante con tu candidatura a este puesto. La prueba fue una parte; la decisión la tomaron personas. Se refiere solo a este puesto y a este momento, y puedes volver a presentarte cuando quieras.

        Si quieres saber más, { $contact } te responderá.

# At the foot of every page. The first one where no name is known.
contact-line = { $name ->
    [none] ¿Alguna pregunta? Escribe a { $contact }.
   *[other] ¿Alguna pregunta? Te responde { $name }: { $contact }
}
