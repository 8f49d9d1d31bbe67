# Mails to applicants.

mail-dear = Dear { $name },
mail-open = Open your test
mail-limit = There is a time limit of { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, which begins when you start.
mail-no-limit = There is no time limit.
mail-questions = Questions? Just answer this message, or write to { $contact }.

invitation-subject = your test for { $opening }
invitation-title = Your test for { $opening }
invitation = { $organization } invites you to a short test for the role { $opening }. It shows you { $items ->
    [one] { $items } everyday scene
   *[other] { $items } everyday scenes
} from working with customers and asks how someone in this job should reply. There is nothing to prepare.
invitation-length = It takes about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
invitation-pause = You can stop and come back: every answer is saved as you give it, and this link opens your test on any device.
invitation-until = The link is yours alone and is open until { $until }. The first page tells you what is kept, for how long, who sees it, and how to ask for an adjustment.

personal-link-subject = your personal link for { $opening }
personal-link-title = Your personal link for { $opening }
personal-link = you asked for a personal link to the test of { $organization } for the role { $opening }. Here it is:
personal-link-length = The test has { $items ->
    [one] { $items } everyday scene
   *[other] { $items } everyday scenes
} and takes about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
personal-link-pause = You can stop and come back: every answer is saved as you give it, and this link opens your test on any device until { $until }.
personal-link-other = If you did not ask for this, somebody else has typed your address. You need not do anything: without the link, nothing happens.

report-answer-subject = your note about a question
report-answer-title = Your note about a question
report-answer = while taking the test for the role { $opening } you told us about a problem with a question. Thank you. This is our answer:
report-answer-kept = The question stays part of the test.
report-answer-voided = The question no longer counts, for you and for everybody else.
