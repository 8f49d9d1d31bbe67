# Asking for more time, a later deadline, another attempt or something else; and the answer.

adjust-link = Ask for more time or something else
adjust-title = Ask for an adjustment – { $opening }
adjust = Ask for an adjustment
adjust-lead = Would more time, a later deadline, another attempt or something else let you show what you can do? Tell us what would help.
adjust-no-reason = You need not say why, and please do not send anything about your health: we do not ask for it.
adjust-who = Your request is read by staff at { $organization } who do not take part in this selection. Those who compare applicants and decide about you are not shown that you have asked, or what was answered.
adjust-when = You get an answer by mail within five working days. A time limit that is running goes on meanwhile, so ask before you start if you can.

adjust-kind = What would help you?
adjust-kind-time = More time for the test
adjust-kind-time-hint = If there is a time limit: a longer one, or none
adjust-kind-later = A later deadline
adjust-kind-later-hint = To start or to finish on another day
adjust-kind-again = Another attempt
adjust-kind-again-hint = Because something failed, or because you would like to try again
adjust-kind-other = Something else
adjust-message = In your own words
adjust-message-hint = For example how much more time, or until which day. Without details about your health.
adjust-send = Send the request
adjust-back = Back

adjust-kind-missing = Choose what would help you.
adjust-message-missing = Say what would help you.
adjust-message-long = Keep it under { $longest } characters.
adjust-one-at-a-time = Your last request waits for an answer. You can ask again after it.
adjust-many = You have asked many times. Please write to { $contact }.
adjust-trial = You are trying this test as a member of staff, so there is nothing to ask for.

adjust-yours = Your requests
adjust-sent = Your request is sent.
adjust-asked = Asked on { $moment }
adjust-waits = You have an answer by { $due } at the latest, by mail and on this page.
adjust-was-granted = Granted on { $moment }
adjust-was-refused = Not granted, answered on { $moment }
adjust-granted-time = { $factor ->
    [quarter] A time limit is a quarter longer for you.
    [half] A time limit is half as long again for you.
    [double] A time limit is twice as long for you.
   *[unlimited] There is no time limit for you.
}
adjust-granted-until = Your link is open until { $until }. A time limit that was running does not end before then.
adjust-granted-sitting = You can take the test again. The link for it comes in a mail of its own.

adjust-mail-subject = your request about the test for { $opening }
adjust-mail-title = Your request about the test for { $opening }
adjust-mail-granted = you asked for an adjustment to the test for the role { $opening }. It is granted.
adjust-mail-refused = you asked for an adjustment to the test for the role { $opening }. We cannot grant it. This is our answer:
adjust-mail-private = Those who compare applicants and decide about you are not shown that you have asked.
