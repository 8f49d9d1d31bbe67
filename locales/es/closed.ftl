# La página pública de un puesto después de su cierre.

closed-title = { $opening }: candidaturas cerradas
closed-heading = El plazo para presentarse ha terminado
closed-full = Gracias por tu interés en { $opening }. { $organization } admitía en esta página un número limitado de candidaturas y ya las ha recibido todas.
closed-late = Gracias por tu interés en { $opening }. { $organization } admitía candidaturas en esta página hasta el { $until }.
closed-opening = Gracias por tu interés en { $opening }. { $organization } ha cerrado este proceso.
closed-invited = Si ya has recibido un enlace personal, puedes seguir usándolo hasta el día que indica el mensaje.
closed-contact = Si tienes alguna pregunta, escribe a { $contact }.
