# La página propia: cómo va todo, qué se guarda sobre la persona y qué puede pedir.

test-withdrawn = Has retirado tu participación en esta prueba, así que ya no se puede hacer.
notice-first = Abre otra vez el enlace personal de tu invitación, lee el aviso y acéptalo antes.
notice-changed = El aviso ha cambiado mientras lo leías. Léelo otra vez y marca después que quieres participar.

receipt-digest = Huella de tus respuestas (SHA-256):
    .text = Guárdala con tu resguardo. Si alguien cambiara alguna vez una respuesta guardada, la huella sería otra.
receipt-mine = Cómo va todo, y tus datos
landing-mine = Puedes ver qué se guarda sobre ti, pedir que se corrija o se borre, o retirarte, hagas o no la prueba.
landing-mine-go = Mis datos y mis derechos
landing-withdrawn = Hola, { $name }. Has retirado tu participación en esta prueba. Tu propia página muestra qué se guarda sobre ti y qué puedes pedir.

mine-title = Cómo va todo – { $opening }
mine-heading = Tu solicitud: { $opening }
mine-back = Volver a tu propia página
mine-begin = Para empezar, abre el enlace personal de tu invitación.
mine-contact = ¿Alguna pregunta? Escribe a { $contact }.

standing-invited = Tienes una invitación a la prueba y todavía no has empezado. Puedes empezar hasta el { $until }.
standing-closed = La prueba no se empezó, y su enlace ya no está abierto.
standing-started = Has empezado. Tus respuestas están guardadas y puedes seguir hasta el { $until }.
standing-handed-in = Tu prueba está entregada. Lo siguiente es que la miren las personas que seleccionan.
standing-looked-at = Tu prueba está entregada, y alguien ha empezado a mirar los resultados. Una persona decide qué sigue y después te escribe.
standing-decided = Una persona de { $organization } ha tomado una decisión y te la comunica. Si no sabes nada, pregunta.
standing-no-result = Esta prueba terminó sin puntuación. La organización puede ofrecerte otra.
standing-withdrawn = Te has retirado. { $organization } ya no te tiene en cuenta para este puesto.

mine-requests = Lo que has pedido
mine-waits = Pedido el { $made }. Tendrás una respuesta a más tardar el { $due }.
mine-done = Respondido el { $day }: se ha hecho.
mine-refused = Respondido el { $day }: no ha sido posible.

mine-data = Tus datos y tus derechos
    .text = Nada de esto te perjudica. Todo lo que se guarda sobre ti se borra solo { $months ->
        [one] { $months } mes
       *[other] { $months } meses
    } después de que se cierre el puesto, salvo que una ley obligue a conservarlo más tiempo.
mine-see-data = Ver todo lo que se guarda sobre mí
mine-take-data = Descargarlo como archivo (JSON)
mine-correction = Pedir que se corrija algo
mine-review = Pedir que una persona vuelva a mirar mi resultado
mine-erasure = Pedir que se borre todo
mine-withdraw = Retirar mi solicitud
mine-authority = También puedes reclamar ante una autoridad de protección de datos, por ejemplo la del lugar donde vives.

withdraw-title = Retirarse – { $opening }
withdraw = ¿Quieres retirar tu solicitud?
withdraw-lead = Se trata solo del puesto { $opening }.
withdraw-ranking = Sales de la lista de resultados de inmediato. Tus respuestas ya no cuentan.
withdraw-start = Tu enlace ya no sirve para empezar la prueba.
withdraw-kept = Lo que se guarda sobre ti se conserva hasta { $months ->
    [one] { $months } mes
   *[other] { $months } meses
} después de que se cierre el puesto. Si quieres que desaparezca antes, pide en tu propia página que se borre todo.
withdraw-final = No podrás deshacerlo por tu cuenta.
withdraw-yes = Sí, retirarme
withdraw-no = No, volver

ask-erasure-title = Pedir que se borre todo – { $opening }
ask-correction-title = Pedir que se corrija algo – { $opening }
ask-review-title = Volver a mirar mi resultado – { $opening }
ask-erasure = Tu nombre, tu correo, tus respuestas, tus puntuaciones y nuestros mensajes se borran para siempre. { $organization } ya no podrá tenerte en cuenta para este puesto.
ask-erasure-kept = Si una ley obliga a conservar algo, la organización te dirá qué y por qué.
ask-correction = ¿Hay algo mal en tu nombre, tu correo u otra cosa que se guarda sobre ti? Dinos qué es y cómo debería ser. Las respuestas de una prueba entregada no se pueden cambiar.
ask-review = Alguien de { $organization } que decide sobre este puesto abre tu prueba, mira cada respuesta y cómo se puntuó, y te dice qué ha encontrado. Pedirlo no te perjudica.
ask-wrong = ¿Qué está mal y qué es lo correcto?
ask-anything = ¿Hay algo que debamos saber?
ask-need-not = No hace falta que des un motivo.
ask-term = Recibirás una respuesta por correo en un plazo de { $days } días.
ask-send = Enviar
ask-empty = Escribe qué está mal y qué es lo correcto.

data-title = Qué se guarda sobre mí – { $opening }
data = Qué se guarda sobre ti
data-lead = Esto es todo. El archivo contiene lo mismo, con cada paso y su hora.
data-you = Quién eres
data-pseudonym = Te representa donde no debe verse tu nombre
data-since = Desde
data-withdrawn = Retirada
data-link = Se creó un enlace personal el { $made }, abierto hasta el { $until }.
data-consent = Aceptaste el aviso el { $day }.
data-mail-link = Se escribió un mensaje con tu enlace el { $day }. Su contenido no se conserva.
data-mail-other = Se te escribió un mensaje el { $day }. Su contenido no se conserva.
data-looks = { $times ->
    [0] Nadie ha abierto tu resultado.
    [1] Tu resultado se ha abierto una vez.
   *[other] Tu resultado se ha abierto { $times } veces.
}
data-last-look = La última vez fue el { $day }.
data-sitting = Tu prueba
data-started = Empezada el { $day }.
data-submitted = Entregada el { $day }.
data-scores-title = Tus puntuaciones
data-scores = Tus puntuaciones: 0 es lo que se saca al azar y 100 es coincidir del todo con lo que eligieron personas con experiencia. El error típico dice cuánto puede desviarse una puntuación: en unas dos de cada tres pruebas se desvía como mucho eso.
data-scale = De qué
data-score = Puntuación
data-error = Error típico
data-total = En total
data-best = La elegiste como la mejor.
data-worst = La elegiste como la peor.
data-placed = Le diste { $place }.
data-answered = Respondida el { $day }.
data-unanswered = Sin respuesta.
data-report = Avisaste de un problema con una pregunta
data-reply = La respuesta:
data-decisions = Qué decidieron las personas
data-advance = Sigues adelante ({ $day }).
data-hold = Todavía sin decisión final ({ $day }).
data-reject = No sigues adelante ({ $day }).
data-help = Lo que pediste para poder hacer la prueba
data-asked = Pedido el { $day }.
data-help-waits = Tendrás una respuesta el { $day } a más tardar.
data-help-granted = Concedido el { $day }.
data-help-refused = No concedido el { $day }.
data-help-why = El motivo que el personal dejó por escrito:
data-letters = Cartas para ti
data-letter-planned = Sale el { $day } como muy pronto.
data-letter-written = Debía salir el { $day } y salió.
data-letter-dropped = Debía salir el { $day } y ya no hizo falta.
data-notes = Lo que anotaron sobre ti las personas que seleccionan
data-note = { $rating } de 5, el { $day }
data-tags = Las palabras con las que te marcaron
data-work = Cómo se valoró después tu trabajo
data-work-line = { $rating } el { $day }
data-second = Revisado de nuevo porque cambió un umbral
data-second-line = El { $day }, versión { $version } del umbral.
data-more = Si aquí falta algo o algo está mal, pide que se corrija: tu propia página lleva hasta allí.

request-answer-subject = tu petición
request-answer-title = Tu petición
request-answer-erasure = pediste que se borrara todo lo que se guarda sobre ti en tu solicitud para { $opening }. Esta es nuestra respuesta:
request-answer-correction = pediste que se corrigiera algo de lo que se guarda sobre ti en tu solicitud para { $opening }. Esta es nuestra respuesta:
request-answer-review = pediste que una persona volviera a mirar tu prueba para { $opening }. Esta es nuestra respuesta:
request-answer-erased = Se ha borrado todo, y tu enlace personal ya no sirve. Este es el último mensaje.
request-answer-refused = Si no estás de acuerdo, puedes reclamar ante una autoridad de protección de datos.
