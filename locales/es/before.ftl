# Antes de la prueba: la solicitud, la primera página con su aviso, la práctica y la última página antes de empezar.

apply-title = Solicitud – { $opening }
apply-sent = Mira tu correo
apply-sent-to = Hemos enviado tu enlace personal a { $email }. Puede tardar uno o dos minutos.
apply-nothing = ¿No ha llegado nada? Mira en la carpeta de correo no deseado, o revisa la dirección e inténtalo otra vez.
apply-lead = { $organization } quiere ver cómo tratas a los clientes. La prueba tiene { $items ->
    [one] { $items } escena
   *[other] { $items } escenas
} del día a día y dura alrededor de { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}.
apply-limit = Hay un límite de { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}.
apply-no-limit = No hay límite de tiempo.
apply-name = Tu nombre
apply-email = Tu correo electrónico
apply-email-hint = Ahí te enviamos tu enlace personal, para que puedas parar y seguir desde cualquier dispositivo.
apply-send = Enviar mi enlace
apply-use = Tu nombre y tu dirección se usan solo para esta solicitud. ¿Alguna pregunta? Escribe a { $contact }.

landing-title = Tu prueba – { $opening }
landing-heading = Tu prueba para el puesto «{ $opening }»
landing-trial = Estás probando este test como parte del equipo. Ves lo mismo que ven quienes se presentan; tu resultado no entra en la clasificación.
landing-closed = Esta prueba ya no se puede empezar. El enlace estuvo abierto hasta el { $until }, o el puesto ya no está disponible. Si crees que es un error, escribe a { $contact }.
landing-done = Hola, { $name }. Ya has terminado esta prueba. Tu resguardo y tus comentarios están a un paso.
landing-to-receipt = Ver mi resguardo
landing-running = Hola de nuevo, { $name }. Tus respuestas están guardadas; sigues donde lo dejaste.
landing-go-on = Seguir con la prueba
landing-lead = Hola, { $name }. { $organization } quiere ver cómo tratas a los clientes. Lees escenas del día a día y dices qué respuesta habría que dar en este trabajo.
landing-length = Duración
    .text = { $items ->
        [one] { $items } pregunta
       *[other] { $items } preguntas
    }, alrededor de { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    }
landing-time = Tiempo
    .limit = { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
    } en total, contados desde que empiezas
    .free = Sin límite de tiempo. Puedes parar y seguir más tarde
landing-until = Abierta hasta el
landing-need = Necesitas
    .text = Solo esta página. Antes hay una breve práctica

notice = Conviene saberlo antes de empezar
notice-trick = No hay trampa.
    .text = Elige lo que habría que hacer en este trabajo.
notice-watching = Nadie te observa.
    .text = Ni cámara ni micrófono, y la rapidez no cuenta.
notice-kept = Qué se guarda:
    .text = tu nombre, tu correo electrónico, tus respuestas y las puntuaciones que salen de ellas. Todo se borra { $months ->
        [one] { $months } mes
       *[other] { $months } meses
    } después de que se cierre el puesto, salvo que una ley obligue a conservarlo más tiempo.
notice-signals = Qué más anota la página:
    .text = cuándo se guardó cada respuesta y, pregunta por pregunta, cuántas veces dejaste la página para ir a otra pestaña o programa, y más o menos cuánto tiempo. Nunca anota adónde fuiste. Hay mil buenas razones para salir de una página, y esto no cambia ninguna puntuación. Quienes deciden sobre ti no lo ven. Otra persona de la organización puede mirarlo en un caso concreto, y tiene que dejar escrito por qué. Tu propia página muestra lo que se anotó.
notice-sees = Quién ve tus respuestas:
    .text = las personas que seleccionan para este puesto en { $organization }. Quienes gestionan la prueba allí pueden ver tu nombre, tu correo y hasta dónde has llegado, pero ni respuestas ni puntuaciones.
notice-decides = Quién decide:
    .text = personas. Las puntuaciones son una recomendación, hecha con reglas publicadas. Ningún programa decide por sí solo sobre ti.
notice-needs = Si necesitas otra cosa,
    .text = como otra forma de participar, escribe a { $contact } antes de empezar. Pedirlo no te perjudica.
notice-after = Tus derechos:
    .text = tienes una página propia. Muestra cómo va todo y qué se guarda sobre ti; allí puedes pedir que se corrija o se borre, retirarte o pedir que una persona vuelva a mirar tu resultado. Tendrás una respuesta en un plazo de 30 días.

agree = He leído esto y quiero participar.
agree-missing = Marca que has leído esto y quieres participar.
landing-practise = Continuar con la práctica

practice-title = Práctica { $number } de { $count } – { $opening }
practice-notice = Práctica { $number } de { $count }. Aquí ves cómo funcionan las preguntas. Nada de esto se guarda ni cuenta.
practice-skip = Saltar la práctica
practice-explained = Cómo pensarlo
practice-again = Intentarlo otra vez

ready-title = ¿Empezamos? – { $opening }
ready = ¿Empezamos?
ready-length = { $items ->
    [one] { $items } pregunta
   *[other] { $items } preguntas
}, alrededor de { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}. Cada respuesta se guarda en cuanto la das.
ready-limit = Tienes { $length } desde que empiezas. El reloj es el nuestro: sigue en marcha aunque cierres la página, y una respuesta que esté en camino al final todavía cuenta.
ready-no-limit = No hay límite de tiempo. Puedes parar cuando quieras y volver con el mismo enlace hasta el { $until }, desde cualquier dispositivo.
ready-start = Empezar la prueba
ready-practise = Practicar otra vez
