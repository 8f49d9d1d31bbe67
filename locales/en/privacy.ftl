# The applicant's own page: where things stand, what is held on them, what they may ask for.

test-withdrawn = You have withdrawn from this test, so it cannot be taken any more.
notice-first = Open the personal link from your invitation again, read the notice and agree to it first.
notice-changed = The notice has changed while you were reading. Please read it again, then tick that you want to take part.

receipt-digest = Fingerprint of your answers (SHA-256):
    .text = Keep it with your receipt. If anybody ever changed a stored answer, the fingerprint would be another.
receipt-mine = Where things stand, and your data
landing-mine = You can see what is held on you, have it corrected or erased, or withdraw, whether or not you take the test.
landing-mine-go = My data and my rights
landing-withdrawn = Hello { $name }. You have withdrawn from this test. Your own page shows what is held on you and what you can ask for.

mine-title = Where things stand – { $opening }
mine-heading = Your application: { $opening }
mine-back = Back to your own page
mine-begin = To begin, open the personal link in your invitation.
mine-contact = Questions? Write to { $contact }.

standing-invited = You are invited to the test and have not started. You can start until { $until }.
standing-closed = The test was not started, and its link is no longer open.
standing-started = You have started. Your answers are saved, and you can go on until { $until }.
standing-handed-in = Your test is handed in. The people who hire will look at it next.
standing-looked-at = Your test is handed in, and somebody has begun to look at the results. A person decides what comes next, and then writes to you.
standing-decided = A person at { $organization } has come to a decision and tells you about it. If you hear nothing, please ask.
standing-no-result = This test ended without a score. The organization can offer you a new one.
standing-withdrawn = You have withdrawn. { $organization } does not consider you for this job any more.

mine-requests = What you asked for
mine-waits = Asked on { $made }. You get an answer by { $due }.
mine-done = Answered on { $day }: it was done.
mine-refused = Answered on { $day }: it was not possible.

mine-data = Your data and your rights
    .text = None of this counts against you. Everything held on you is erased by itself { $months ->
        [one] { $months } month
       *[other] { $months } months
    } after the job is closed, unless a law requires that it be kept longer.
mine-see-data = See everything that is held on me
mine-take-data = Download it as a file (JSON)
mine-correction = Have something corrected
mine-review = Ask a person to look at my result again
mine-erasure = Have everything erased
mine-withdraw = Withdraw my application
mine-authority = You can also complain to a data protection authority, such as that of the place where you live.

withdraw-title = Withdraw – { $opening }
withdraw = Withdraw your application?
withdraw-lead = This is about the job { $opening } only.
withdraw-ranking = You leave the list of results at once. Your answers do not count any more.
withdraw-start = Your link no longer starts the test.
withdraw-kept = What is held on you stays until { $months ->
    [one] { $months } month
   *[other] { $months } months
} after the job is closed. If you want it gone sooner, ask on your own page to have everything erased.
withdraw-final = You cannot undo this yourself.
withdraw-yes = Yes, withdraw
withdraw-no = No, go back

ask-erasure-title = Have everything erased – { $opening }
ask-correction-title = Have something corrected – { $opening }
ask-review-title = Another look at my result – { $opening }
ask-erasure = Your name, your address, your answers, your scores and our messages to you are deleted for good. { $organization } can then not consider you for this job any more.
ask-erasure-kept = Where a law requires that something be kept, the organization tells you what and why.
ask-correction = Is your name, your address or something else held on you wrong? Tell us what it is and what it should be. Answers of a test that was handed in cannot be changed.
ask-review = Somebody at { $organization } who decides about this job opens your test, looks at every answer and at how it was scored, and tells you what they found. Asking does not count against you.
ask-wrong = What is wrong, and what is right?
ask-anything = Is there something we should know?
ask-need-not = You need not give a reason.
ask-term = You get an answer by mail within { $days } days.
ask-send = Send
ask-empty = Write what is wrong, and what is right.

data-title = What is held on me – { $opening }
data = What is held on you
data-lead = This is everything. The file has the same, with every step and its time.
data-you = Who you are
data-pseudonym = Stands for you where your name must not be seen
data-since = Known since
data-withdrawn = Withdrawn
data-link = A personal link was made on { $made }, open until { $until }.
data-consent = You agreed to the notice on { $day }.
data-mail-link = A message with your link was written on { $day }. Its content is not kept.
data-mail-other = A message to you was written on { $day }. Its content is not kept.
data-looks = { $times ->
    [0] Nobody has opened your result.
    [1] Your result was opened once.
   *[other] Your result was opened { $times } times.
}
data-last-look = The last time was on { $day }.
data-sitting = Your test
data-started = Started on { $day }.
data-submitted = Handed in on { $day }.
data-scores-title = Your scores
data-scores = Your scores: 0 is what guessing gives, 100 is full agreement with what experienced people chose. The standard error says how far a score may be off: in about two of three tests it is off by no more than that.
data-scale = Of what
data-score = Score
data-error = Standard error
data-total = In all
data-best = You chose this as the best.
data-worst = You chose this as the worst.
data-placed = You gave this { $place }.
data-answered = Answered on { $day }.
data-unanswered = No answer.
data-report = You reported a problem with a question
data-reply = The answer:
data-decisions = What people decided
data-advance = You go on ({ $day }).
data-hold = No final decision yet ({ $day }).
data-reject = You do not go on ({ $day }).
data-help = What you asked for so that you can take the test
data-asked = Asked on { $day }.
data-help-waits = You have an answer by { $day } at the latest.
data-help-granted = Granted on { $day }.
data-help-refused = Not granted on { $day }.
data-help-why = The reason that staff wrote down:
data-letters = Letters to you
data-letter-planned = Leaves on { $day } at the earliest.
data-letter-written = Was to leave on { $day }, and did.
data-letter-dropped = Was to leave on { $day }, and was not needed any more.
data-notes = What the people who hire noted about you
data-note = { $rating } of 5, on { $day }
data-tags = The words with which they marked you
data-work = How your work was rated later
data-work-line = { $rating } on { $day }
data-second = Looked at again because a threshold changed
data-second-line = On { $day }, version { $version } of the threshold.
data-more = If something is missing or wrong here, have it corrected: your own page leads there.

request-answer-subject = your request
request-answer-title = Your request
request-answer-erasure = you asked that everything held on you in your application for { $opening } be erased. This is our answer:
request-answer-correction = you asked for a correction of what is held on you in your application for { $opening }. This is our answer:
request-answer-review = you asked that a person look again at your test for { $opening }. This is our answer:
request-answer-erased = Everything was erased, and your personal link has ended. This message is the last.
request-answer-refused = If you do not agree, you can complain to a data protection authority.
