# The test: questions, what the script says, reporting a question, review, receipt.

continue = Continue
back = Back
look-up = Look it up: { $title }
best = Best
worst = Worst
reply = Reply
place = Place
place-of = Place of reply { $letter }
rank-hint = 1 is the best reply. Each place goes to one reply.
rating-of = Rating of reply { $letter }
very-poor = very poor
very-good = very good

# { $place } and { $letter } are filled in; the order is kept by buttons where there is script.
rank-up = Move reply { $letter } up
rank-down = Move reply { $letter } down
rank-moved = Reply { $letter }: place { $place } of { $count }
rank-keep = Keep this order
rank-kept = This order is kept.

question-title = Question { $number } of { $count } – { $opening }
question-way = Question { $number } of { $count }
question-way-free = Question { $number } of { $count } · no time limit
question-conflict = This question was answered in another window
    .text = Nothing was overwritten. These are both answers: which one do you want to keep?
question-reported = Thank you. Staff will look at this question. It changes nothing about your test for now.
question-flag = Mark this question, to look at it again before the end
question-later = Leave it for later
question-all = All questions
question-report = Report a problem with this question

saved = Saved. You can close this page and come back until { $until }.
not-saved = Not saved yet. We keep trying.
not-saved-offline = Not saved yet: there is no connection. Your choice is kept here and sent as soon as there is one.

time-until = { $minutes ->
    [0] Less than a minute left, until { $until }.
    [one] About { $minutes } minute left, until { $until }.
   *[other] About { $minutes } minutes left, until { $until }.
}
time-left = Time left: { $time }
time-hide = Hide the time
time-show = Show the time
time-spoken = { $minutes ->
    [1] One minute left
   *[other] { $minutes } minutes left
}

report-title = Report a problem with question { $number } – { $opening }
report-kicker = Question { $number }
report = Report a problem
report-lead = Is something wrong, unclear or unfair? Tell us in a few words. Staff will look at it and write back to you. It changes nothing about your test, and does not count against you.
report-message = What is wrong?
report-send = Send
report-back = Back to the question
report-empty = Tell us what is wrong with the question.
report-long = Keep it under { $longest } characters.

review-title = Check your answers – { $opening }
review = Check your answers
review-open = { $open ->
    [0] Every question has an answer.
    [1] One question has no answer yet.
   *[other] { $open } questions have no answer yet.
}
review-flagged = You marked { $flagged } to look at again.
review-is-flagged = marked
review-is-answered = answered
review-is-open = no answer
review-leave = { $open ->
    [1] I leave this question without an answer. It then counts as a guess would on average.
   *[other] I leave these { $open } questions without an answer. Each then counts as a guess would on average.
}
review-leave-missing = { $open ->
    [1] One question has no answer yet. Answer it, or tick that you leave it without one.
   *[other] { $open } questions have no answer yet. Answer them, or tick that you leave them without one.
}
review-final = After you hand in, answers cannot be changed any more.
review-hand-in = Hand in

receipt-title = Thank you – { $opening }
receipt-expired = This test has ended
    .text = It was open until a date that has passed, and was not handed in. If you would like another chance, write to { $contact }.
receipt = Thank you. Your test is handed in.
receipt-number = Your receipt is { $reference }. Handed in on { $moment }.
receipt-unscored = Too many questions could not be counted, so there is no score. { $organization } can offer you a new test: write to { $contact } and quote your receipt.
receipt-next = What happens next
    .text = The people who hire at { $organization } look at all results together and then write to you. On your own page you see where things stand, and can get your data, have it erased, or ask a person to look at your result again. Questions? Write to { $contact } and quote your receipt.
feedback = For you: what your replies showed
    .text = This is for you alone. It compares you with nobody, and a few questions can only show so much.
feedback-mixed = Your replies here went both ways. The next step is a good place to begin.
feedback-tomorrow = To try tomorrow:
empathy = Empathy
patience = Patience
communication = Communication
product-knowledge = Product knowledge
