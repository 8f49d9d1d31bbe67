# Die öffentliche Seite einer Stelle, nachdem sie geschlossen wurde.

closed-title = { $opening }: Bewerbungen geschlossen
closed-heading = Bewerbungen sind nicht mehr möglich
closed-full = Vielen Dank für Ihr Interesse an der Stelle { $opening }. { $organization } hat auf dieser Seite eine begrenzte Zahl von Bewerbungen angenommen, und alle sind eingegangen.
closed-late = Vielen Dank für Ihr Interesse an der Stelle { $opening }. { $organization } hat auf dieser Seite bis zum { $until } Bewerbungen angenommen.
closed-opening = Vielen Dank für Ihr Interesse an der Stelle { $opening }. { $organization } hat die Ausschreibung geschlossen.
closed-invited = Wenn Sie bereits einen persönlichen Link erhalten haben, können Sie ihn bis zu dem Tag weiter verwenden, der in der Nachricht steht.
closed-contact = Wenn Sie eine Frage haben, schreiben Sie an { $contact }.
