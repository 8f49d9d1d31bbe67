# What is told of signals on the applicant's own page.

data-left-heading = When the page was left
data-left-meaning = Where you went was never noted, and your scores do not depend on it. Nobody sees this unless a review is opened; then it stands further down this page.
data-left = Question { $number }: { $times ->
    [one] once
   *[other] { $times } times
}, { $minutes ->
    [0] for less than a minute
    [one] for about { $minutes } minute
   *[other] for about { $minutes } minutes
} in all.
data-reviews = When somebody looked at times and leavings
data-reviews-meaning = Somebody who does not decide about you looked at how long your answers took and whether pages were left. No score, outcome or decision changes by it.
data-review-opened = Opened on { $day }, for this reason:
data-review-open = It is not concluded yet.
data-review-nothing = What came of it: there is nothing to follow.
data-review-talk = What came of it: somebody talks with you.
data-review-new-sitting = What came of it: you are offered a new sitting.
