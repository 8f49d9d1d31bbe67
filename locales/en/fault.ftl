# What is wrong, and how to mend it.

choose-best = Choose the best reply.
choose-both = Choose the best reply and the worst reply.
choose-worst-too = Choose the worst reply too.
choose-best-too = Choose the best reply too.
choose-different = Choose different replies for best and worst.
choose-among = Choose among the replies of this question.
rank-same = Replies { $one } and { $other } both have place { $rank }. Give each a place of its own.
rank-none = No reply has place { $rank } yet. Give each a place.
rate-too = Rate reply { $letter } too.

name-missing = Enter a name.
name-long = Names may be up to 120 characters long.
name-control = Leave out control characters.
email-missing = Enter an e-mail address.
email-wrong = Enter an e-mail address like name@example.com.

test-handed-in = This test has been handed in. Its answers cannot be changed any more.
changed-too-often = This question has been changed 500 times. The last answer stands.
link-replaced = This link is not valid any more. If you were sent a newer one, please use that.
link-withdrawn = Your invitation was withdrawn. The organization can tell you why.
link-closed = This link is no longer open. The organization can tell you whether the job is.
too-many-wait = { $minutes ->
    [1] Too many tries. Please wait a minute and try again.
   *[other] Too many tries. Please wait { $minutes } minutes and try again.
}

heading-nothing = Nothing here
heading-link = This link has ended
heading-role = Not part of your role
heading-form = This form has expired
heading-changed = Changed in the meantime
heading-tries = Too many tries
heading-late = The time is over
heading-moment = Back in a moment
heading-wrong = Something went wrong
heading-other = That did not work

error-malformed = We could not read what was sent.
error-invalid = Something in the form needs another look.
error-sign-in-needed = Please sign in.
error-sign-in-refused = The e-mail address and the password do not belong together.
error-forbidden = Your role does not include this.
error-cross-site = This form has expired. Go back, reload the page and send it again.
error-not-found = There is nothing at this address.
error-method-not-allowed = This address cannot be used in that way.
error-conflict = This was changed in the meantime. Reload to see how it stands now.
error-answer-conflict = This question was answered in another window.
error-wrong-state = This is not possible any more.
error-link-gone = This link is no longer valid.
error-too-late = The time for this test is over. An answer that arrives now does not count; it is kept, and a person can look at it.
error-too-large = What was sent is too large.
error-wrong-type = This address does not take that kind of content.
error-too-slow = The request took too long to arrive.
error-too-many = Too many tries. Please wait a moment.
error-internal = Something went wrong on our side. Nothing that was saved is lost.
error-unavailable = We cannot save at the moment. Please try again in a few seconds.
