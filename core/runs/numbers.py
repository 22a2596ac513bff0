"""The numbers that recognising uses and rules.md does not give: judgement, with units."""

from __future__ import annotations

BARE_LONG_KM = 14.9  # a bare distance from here is a long run
EASY_LONG_KM = 17.0  # one that is called easy from here
RIDE_KM = 60.0  # a bare distance from here is a ride
BARE_LONG_MINUTES = 85.0
ENDURANCE_LONG_MINUTES = 75.0
BANNER_DAYS = 3  # an all-day entry this long is a banner
TRUSTED_ENTRIES = 8  # from so many entries of a calendar on
TRUSTED_SHARE = 0.6  # of which so many are training, the others are more likely training too
SURE = 0.6  # confidence below which an answer is a guess
SECOND_RUN_START = 17 * 60  # minutes after midnight, for the PM run of an all-day double
