# Letters to applicants after the first link: reminder, lost link, receipt, feedback, the word after a decision.

reminder-subject = your test for { $opening } is still open
reminder-title = Your test for { $opening } is still open
reminder = { $organization } invited you to a short test for the role { $opening }. You have not begun it yet.
reminder-started = you have begun the test of { $organization } for the role { $opening }. Your answers are saved; you can go on where you stopped.
reminder-until = You have until { $until }.
reminder-once = This is the only reminder. If you would rather not take part, you need not do anything.

lost-link = Lost your link?
    .text = Enter the e-mail address at which you were invited. If a test is waiting for you there, we send you a new link to it.
lost-link-hint = Earlier links stay good, and nothing you have answered is lost.
lost-link-sent = If a test is waiting for { $email }, a link to it is on its way. It can take a minute or two.
lost-link-nothing = Nothing there? Look into the folder for unwanted mail, or try the address at which your invitation came. We say the same to everybody, so that nobody can find out who has applied where.
lost-link-mail = you asked for a new link to the test of { $organization } for the role { $opening }. Here it is.
lost-link-done = You have handed in this test; the link leads to your receipt.

receipt-mail-subject = your receipt for { $opening }
receipt-mail-title = Your receipt for { $opening }
receipt-mail = thank you for taking the test of { $organization } for the role { $opening }. We received it on { $moment }.
receipt-mail-number = Your receipt is { $reference }. Please quote it when you write to us.
receipt-mail-next = What happens next: people at { $organization } look at the results and then write to you. No decision about you is made by software alone.
receipt-mail-unscored = Too many questions could not be counted, so there is no score. { $organization } can offer you a new test: just answer this message.
receipt-mail-link = You can open your receipt again here:

feedback-mail-subject = your feedback for { $opening } is ready
feedback-mail-title = Your feedback for { $opening } is ready
feedback-mail = there is short feedback on your test with { $organization } for the role { $opening }: what your replies showed, and something to try.
feedback-mail-open = Read your feedback
feedback-mail-yours = It is for you alone, compares you with nobody and says nothing about who gets the job.

decision-review = If you would like a person to look at your result again, or want to see or delete your data, open this link and choose “My data and my rights”:
decision-review-write = If you would like a person at { $organization } to look at your result again, or want to see or delete your data, write to { $contact }.

# The words of the program after a decision: staff see them with their places, and can write their own.
decision-advance = good news about { $job }
    .text =
        Dear { $name },

        thank you for taking our test for the role { $job }. People here have looked at your result, and we would like to go on with you.

        We will write to you about the next step within the next days. If you have a question before then, { $contact } is glad to help.
decision-reject = about your application for { $job }
    .text =
        Dear { $name },

        thank you for taking our test for the role { $job }, and for the time you gave it.

        We have decided not to go on with your application for this role. The test was one part of that; people made the decision. It is about this one job at this time, and you are welcome to apply to us again.

        If you would like to know more, { $contact } will answer you.

# At the foot of every page. The first one where no name is known.
contact-line = { $name ->
    [none] Questions? Write to { $contact }.
   *[other] Questions? { $name } will answer you: { $contact }
}
