# Pedir más tiempo, un plazo mayor, otro intento u otra cosa; y la respuesta.

adjust-link = Pedir más tiempo u otra cosa
adjust-title = Pedir una adaptación – { $opening }
adjust = Pedir una adaptación
adjust-lead = ¿Te ayudaría tener más tiempo, un plazo mayor, otro intento u otra cosa para mostrar lo que sabes hacer? Dinos qué te vendría bien.
adjust-no-reason = No hace falta que digas por qué. Y, por favor, no envíes nada sobre tu salud: no lo pedimos.
adjust-who = Tu petición la leen personas de { $organization } que no participan en esta selección. A quienes comparan a los candidatos y deciden sobre ti no se les muestra que lo has pedido ni qué se ha respondido.
adjust-when = Recibes una respuesta por correo en un plazo de cinco días laborables. Mientras tanto, un límite de tiempo en marcha sigue corriendo: si puedes, pídelo antes de empezar.

adjust-kind = ¿Qué te ayudaría?
adjust-kind-time = Más tiempo para la prueba
adjust-kind-time-hint = Si hay un límite de tiempo: uno mayor, o ninguno
adjust-kind-later = Un plazo mayor
adjust-kind-later-hint = Para empezar o terminar otro día
adjust-kind-again = Otro intento
adjust-kind-again-hint = Porque algo ha fallado o porque quieres volver a intentarlo
adjust-kind-other = Otra cosa
adjust-message = Con tus palabras
adjust-message-hint = Por ejemplo, cuánto tiempo más o hasta qué día. Sin datos sobre tu salud.
adjust-send = Enviar la petición
adjust-back = Volver

adjust-kind-missing = Elige qué te ayudaría.
adjust-message-missing = Di qué te ayudaría.
adjust-message-long = Escribe menos de { $longest } caracteres.
adjust-one-at-a-time = Tu última petición espera respuesta. Después puedes volver a pedir.
adjust-many = Ya lo has pedido muchas veces. Escribe a { $contact }, por favor.
adjust-trial = Estás probando este test como parte del equipo, así que no hay nada que pedir.

adjust-yours = Tus peticiones
adjust-sent = Tu petición se ha enviado.
adjust-asked = Enviada el { $moment }
adjust-waits = Tendrás una respuesta a más tardar el { $due }, por correo y en esta página.
adjust-was-granted = Concedida el { $moment }
adjust-was-refused = No concedida, respondida el { $moment }
adjust-granted-time = { $factor ->
    [quarter] Un límite de tiempo es para ti una cuarta parte mayor.
    [half] Un límite de tiempo es para ti la mitad mayor.
    [double] Un límite de tiempo es para ti el doble.
   *[unlimited] Para ti no hay límite de tiempo.
}
adjust-granted-until = Tu enlace está abierto hasta el { $until }. Un límite de tiempo que ya corría no termina antes.
adjust-granted-sitting = Puedes hacer la prueba otra vez. El enlace llega en un correo aparte.

adjust-mail-subject = tu petición sobre la prueba para el puesto «{ $opening }»
adjust-mail-title = Tu petición sobre la prueba para el puesto «{ $opening }»
adjust-mail-granted = Pediste una adaptación de la prueba para el puesto { $opening }. Está concedida.
adjust-mail-refused = Pediste una adaptación de la prueba para el puesto { $opening }. No podemos concederla. Esta es nuestra respuesta:
adjust-mail-private = A quienes comparan a los candidatos y deciden sobre ti no se les muestra que lo has pedido.
