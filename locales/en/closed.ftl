# The public page of an opening after it was shut.

closed-title = { $opening }: applications closed
closed-heading = Applications are closed
closed-full = Thank you for your interest in { $opening }. { $organization } took a limited number of applications on this page, and all of them have come in.
closed-late = Thank you for your interest in { $opening }. { $organization } took applications on this page until { $until }.
closed-opening = Thank you for your interest in { $opening }. { $organization } has closed this opening.
closed-invited = If you have already been sent a personal link, you can go on using it until the day that the mail names.
closed-contact = If you have a question, write to { $contact }.
