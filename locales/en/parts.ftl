# Parts of a test, one after the other.

part-title = Part { $number } of { $count } – { $opening }
part-way = Part { $number } of { $count }
part-items = { $items ->
    [one] { $items } question.
   *[other] { $items } questions.
}
part-limit = You have { $length } for this part, from the moment you begin it.
part-line-limit = { $minutes ->
    [one] { $minutes } minute from its beginning.
   *[other] { $minutes } minutes from its beginning.
}
part-free = No time limit of its own.
part-ended = You have come to the end of part { $number }.
part-open = { $open ->
    [0] Every question in it has an answer.
    [one] { $open } question in it has no answer yet.
   *[other] { $open } questions in it have no answer yet.
}
part-no-return = When you begin the next part, part { $number } closes. Its answers are kept, and you cannot come back to it.
part-begin = Begin part { $number }
part-back = Back to part { $number }
part-go-on = Go on with part { $number }
part-over = The time for part { $number } is over. Its answers are kept. Take a breath: the next clock starts when you begin.
part-time-over = The time for this part is over. What you have chosen is kept, and the next part comes in a moment.
part-closed-heading = Part { $number } is closed
part-closed = Its answers are kept, and its questions cannot be opened any more. Nothing is lost.
part-is-over = This part of the test is over. Its answers are kept.
part-not-begun = This part of the test has not begun.
part-other-turn = It is another part’s turn.
parts-heading = { $count } parts
parts-time = Some parts have a limit of their own; see below
parts-apply = Some of its parts have a time limit.
parts-explained = The { $count } parts come one after the other. The clock of a part starts when you begin it, and it goes on when the page is closed. When the time is over, the answers are kept, and the next part begins when you are ready. You cannot go back to a part that is over.
parts-until = Between two parts you can stop and come back with the same link until { $until }, on any device.
review-is-closed = closed
review-goes-on = To the end of this part
