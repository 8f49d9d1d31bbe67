# Before the test: applying, the first page with its notice, practice, and the last page before the start.

apply-title = Apply – { $opening }
apply-sent = Look into your mail
apply-sent-to = We have sent your personal link to { $email }. It can take a minute or two.
apply-nothing = Nothing there? Look into the folder for unwanted mail, or check the address and try again.
apply-lead = { $organization } would like to see how you deal with customers. The test has { $items ->
    [one] { $items } everyday scene
   *[other] { $items } everyday scenes
} and takes about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
apply-limit = There is a time limit of { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
apply-no-limit = There is no time limit.
apply-name = Your name
apply-email = Your e-mail address
apply-email-hint = We send your personal link there, so that you can stop and come back on any device.
apply-send = Send me my link
apply-use = Your name and address are used for this application only. Questions? Write to { $contact }.

landing-title = Your test – { $opening }
landing-heading = Your test for { $opening }
landing-trial = You are trying this test as a member of staff. You see what applicants see; your result is not ranked.
landing-closed = This test cannot be started any more. The link was open until { $until }, or the job is no longer open. If you think this is a mistake, write to { $contact }.
landing-done = Hello { $name }. You have finished this test. Your receipt and your feedback are one step away.
landing-to-receipt = See my receipt
landing-running = Hello { $name }, welcome back. Your answers are saved; you go on where you stopped.
landing-go-on = Continue the test
landing-lead = Hello { $name }. { $organization } would like to see how you deal with customers. You read everyday scenes and say which reply someone in this job should give.
landing-length = Length
    .text = { $items ->
        [one] { $items } question
       *[other] { $items } questions
    }, about { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
landing-time = Time
    .limit = { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    } in all, counted from the moment you start
    .free = No time limit. You can stop and come back
landing-until = Open until
landing-need = You need
    .text = Nothing but this page. A short practice comes first

notice = Good to know before you start
notice-trick = There is no trick.
    .text = Choose what someone in this job should do.
notice-watching = Nobody is watching.
    .text = No camera, no microphone, and how fast you are does not count.
notice-kept = What is kept:
    .text = your name, your e-mail address, your answers and the scores made from them. All of it is erased { $months ->
        [one] { $months } month
       *[other] { $months } months
    } after the job is closed, unless a law requires that it be kept longer.
notice-signals = What the page also notes:
    .text = when each answer was saved, and, question by question, how often the page was left for another tab or program and for about how long. It never notes where you went. There are a hundred good reasons to leave a page, and this changes no score. Those who decide about you do not see it. Somebody else at the organization may look at it in a single case, and has to write down why. Your own page shows what was noted.
notice-sees = Who sees your answers:
    .text = the people who hire for this job at { $organization }. Those who run the test there can see your name, your address and how far you have come, but no answers and no scores.
notice-decides = Who decides:
    .text = people. The scores are a recommendation, made by published rules. No decision about you is made by software alone.
notice-needs = If you need something else,
    .text = such as another way to take part, write to { $contact } before you start. Asking does not count against you.
notice-after = Your rights:
    .text = you have a page of your own: it shows where things stand and everything that is held on you, and there you can have it corrected or erased, withdraw, or ask a person to look at your result again. You get an answer within 30 days.

agree = I have read this and want to take part.
agree-missing = Tick that you have read this and want to take part.
landing-practise = Continue to the practice

practice-title = Practice { $number } of { $count } – { $opening }
practice-notice = Practice { $number } of { $count }. This shows you how the questions work. Nothing here is kept or counted.
practice-skip = Skip the practice
practice-explained = How to think about it
practice-again = Try again

ready-title = Ready? – { $opening }
ready = Ready?
ready-length = { $items ->
    [one] { $items } question
   *[other] { $items } questions
}, about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}. Every answer is saved as you give it.
ready-limit = You have { $length } from the moment you start. The clock is ours: it goes on when the page is closed, and an answer on its way at the end still counts.
ready-no-limit = There is no time limit. You can stop at any time and come back with the same link until { $until }, on any device.
ready-start = Start the test
ready-practise = Practise again
