"""Why a pickup point suits: its detour, its hours, its record, and when the parcel is there."""

from amends.core.wording.mark import line, plural

LINES = {
    "way.none": line("Right on your way"),
    "way.walk": plural(
        "{count} minute off your way on foot", "{count} minutes off your way on foot"
    ),
    "way.car": plural("{count} minute off your way by car", "{count} minutes off your way by car"),
    "way.straight": line("About {distance} off your way"),
    "near.walk": plural(
        "{count} minute on foot, {distance}", "{count} minutes on foot, {distance}"
    ),
    "near.car": plural("{count} minute by car, {distance}", "{count} minutes by car, {distance}"),
    "near.straight": line("About {distance} away"),
    "opens": line("Opens {when}"),
    "until": line("Open until {when}"),
    "always": line("Open day and night"),
    "record": plural(
        "{good} of the last {count} parcel handed over",
        "{good} of the last {count} parcels handed over",
    ),
    "new.operator": line("New to us: we go by the record of {operator}’s other points"),
    "new.usual": line("New to us: it has no record of its own yet"),
    "there": line("Your parcel is there {when}"),
    "near_home": line("Near home"),
    "near_work": line("Near work"),
    "near_label": line("Near: {label}"),
    "of_way": line("From {start} to {end}, {window}"),
    "of_spot": line("Near {start}, {window}"),
    "of_here": line("Near you, {window}"),
    "found": plural("{count} point suits you best", "{count} points suit you best"),
    "later": line("Nothing suits at the time you chose. This is the soonest after it."),
    "not_yet": line("At the time you chose your parcel is not there yet. It is there {when}."),
    "none": line(
        "No point on this way is open then and has your parcel. Try another time or another way."
    ),
    "straight": line(
        "We have no street map here at the moment: distances are estimated along a straight line."
    ),
    "which": line("Which “{text}” do you mean?"),
    "unknown": line(
        "We do not find “{text}” on our map. Try the street with the house number, or a station "
        "nearby."
    ),
    "taken": line("Understood as: {name}"),
    "missing": line("Please tell us where you pass."),
    "kind.house": line("house"),
    "kind.street": line("street"),
    "kind.station": line("station"),
    "kind.place": line("place"),
    "here": line("where you are"),
    "zoom_in": line("Closer"),
    "zoom_out": line("Farther"),
    "close": line("Close"),
}
