# What stands around every page: the frame, the language, dates.

skip = Skip to the content
language = Language
title-error = Error: { $title }
problems = There is a problem
optional = (optional)

month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
day = { $day } { $month } { $year }
moment = { $day }, { $time } UTC
moment-there = { $day }, { $time } { $place } time ({ $offset })
minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}

# A test has one language, so that everybody answers the same words.
other-language = { $lang ->
    [es] The questions of this test are in Spanish.
    [de] The questions of this test are in German.
   *[en] The questions of this test are in English.
}
