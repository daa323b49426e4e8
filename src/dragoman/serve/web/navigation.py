"""The way through the desk: its ten pages in the order of an analyst's day, each with its key after ``g``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A page as the navigation names it."""

    title: str
    path: str
    key: str
    about: str


NAVIGATION: tuple[Place, ...] = (
    Place("Inbox", "/inbox", "i", "what is new or changed since the last visit"),
    Place("Evidence", "/evidence", "e", "a report with the words that state each field"),
    Place("Review", "/review", "r", "what is in doubt, to be judged"),
    Place("Process", "/process", "p", "rounds of talks and what came of them"),
    Place("Positions", "/positions", "o", "who wants what, and who moved"),
    Place("Incidents", "/incidents", "n", "attacks by day and place, with every claimed figure"),
    Place("Contradictions", "/contradictions", "c", "where reports contradict each other"),
    Place("Brief", "/brief", "b", "a text of a period, every sentence with its quotes"),
    Place("Sources", "/sources", "s", "outlets: health, independence, reliability"),
    Place("Codebook", "/codebook", "k", "what the codes mean, with examples"),
)


def place_of(path: str) -> Place | None:
    """Return the page that an address belongs to."""
    return next((each for each in NAVIGATION if path == each.path or path.startswith(f"{each.path}/")), None)
