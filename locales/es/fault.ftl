# Qué falla y cómo arreglarlo.

choose-best = Elige la mejor respuesta.
choose-both = Elige la mejor respuesta y la peor.
choose-worst-too = Elige también la peor respuesta.
choose-best-too = Elige también la mejor respuesta.
choose-different = La mejor y la peor no pueden ser la misma. Elige dos respuestas distintas.
choose-among = Elige entre las respuestas de esta pregunta.
rank-same = Las respuestas { $one } y { $other } tienen las dos la posición { $rank }. Da a cada una la suya.
rank-none = La posición { $rank } sigue libre. Da una posición a cada respuesta.
rate-too = Valora también la respuesta { $letter }.

name-missing = Escribe tu nombre.
name-long = Los nombres pueden tener hasta 120 caracteres.
name-control = Quita los caracteres de control.
email-missing = Escribe tu correo electrónico.
email-wrong = Escribe una dirección como nombre@example.com.

test-handed-in = Esta prueba ya se ha entregado. Sus respuestas no se pueden cambiar.
changed-too-often = Esta pregunta se ha cambiado 500 veces. Vale la última respuesta.
link-replaced = Este enlace ya no es válido. Si te enviaron uno más reciente, usa ese.
link-withdrawn = Tu invitación se ha retirado. La organización puede decirte por qué.
link-closed = Este enlace ya no está abierto. La organización puede decirte si el puesto lo está.
too-many-wait = { $minutes ->
    [1] Demasiados intentos. Espera un minuto e inténtalo otra vez.
   *[other] Demasiados intentos. Espera { $minutes } minutos e inténtalo otra vez.
}

heading-nothing = Aquí no hay nada
heading-link = Este enlace ya no es válido
heading-role = Tu rol no lo incluye
heading-form = Este formulario ha caducado
heading-changed = Ha cambiado entretanto
heading-tries = Demasiados intentos
heading-late = Se acabó el tiempo
heading-moment = Volvemos enseguida
heading-wrong = Algo ha fallado
heading-other = No ha funcionado

error-malformed = No hemos podido leer lo que se envió.
error-invalid = Hay algo en el formulario que conviene revisar.
error-sign-in-needed = Inicia sesión, por favor.
error-sign-in-refused = El correo y la contraseña no coinciden.
error-forbidden = Tu rol no incluye esto.
error-cross-site = Este formulario ha caducado. Vuelve atrás, carga la página de nuevo y envíalo otra vez.
error-not-found = En esta dirección no hay nada.
error-method-not-allowed = Esta dirección no se puede usar así.
error-conflict = Esto ha cambiado entretanto. Vuelve a cargar la página para ver cómo está ahora.
error-answer-conflict = Esta pregunta se respondió en otra ventana.
error-wrong-state = Esto ya no es posible.
error-link-gone = Este enlace ya no es válido.
error-too-late = El tiempo de esta prueba se ha acabado. Una respuesta que llegue ahora no cuenta; se guarda, y una persona puede mirarla.
error-too-large = Lo que se envió es demasiado grande.
error-wrong-type = Esta dirección no acepta ese tipo de contenido.
error-too-slow = La petición ha tardado demasiado en llegar.
error-too-many = Demasiados intentos. Espera un momento.
error-internal = Algo ha fallado por nuestra parte. No se ha perdido nada de lo guardado.
error-unavailable = Ahora mismo no podemos guardar. Inténtalo otra vez en unos segundos.
