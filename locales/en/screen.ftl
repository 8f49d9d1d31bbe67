# What the page does beside the questions: display, connection, two answers to one question, staying, the end of the time.

display = Display
display-text = Text
text-usual = Usual size
text-large = Large
text-largest = Largest
display-space = Lines
space-usual = Usual spacing
space-wide = Wide
display-replies = Replies
replies-shown = All shown
replies-covered = Covered, one by one
uncover = Show reply { $letter }

offline-stay = There is no connection, so we cannot go on yet. Your choice is kept here and sent as soon as there is one.
offline-page = There is no connection. This page stays as it is; please try again when there is one.

conflict-stored = Stored, from the other window
conflict-own = On this page, not stored
conflict-keep = Keep what is stored
conflict-use = Use what is on this page

stay = Are you still there?
    .text = To protect your answers, this page closes your test on this device in less than 3 minutes. What is saved stays saved, and the link in your invitation opens the test again.
stay-button = Stay

time-over = The time is over. What you have chosen is kept, and your test is handed in for you in a moment.
