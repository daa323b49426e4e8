"""The words that invented reports are made of."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["incident", "round", "exchange", "agreement"]


class Country(NamedTuple):
    """A country as reports name it, with its alpha-3 code."""

    name: str
    adjective: str
    code: str


_N, _P = Country("Norway", "Norwegian", "NOR"), Country("Portugal", "Portuguese", "PRT")
_U, _F = Country("Uruguay", "Uruguayan", "URY"), Country("Finland", "Finnish", "FIN")
_B, _E = Country("Botswana", "Botswanan", "BWA"), Country("Estonia", "Estonian", "EST")
_M, _G = Country("Mongolia", "Mongolian", "MNG"), Country("Ghana", "Ghanaian", "GHA")
_S, _J = Country("Slovenia", "Slovenian", "SVN"), Country("Jamaica", "Jamaican", "JAM")
_I, _Z = Country("Iceland", "Icelandic", "ISL"), Country("Zambia", "Zambian", "ZMB")
CONFLICTS = ((_N, _P), (_U, _F), (_B, _E), (_M, _G), (_S, _J), (_I, _Z), (_N, _G), (_E, _U), (_F, _Z), (_P, _M))
MEDIATORS = (
    Country("Switzerland", "Swiss", "CHE"), Country("Kenya", "Kenyan", "KEN"), Country("Oman", "Omani", "OMN"),
    Country("Ireland", "Irish", "IRL"),
)  # fmt: skip
KINDS: tuple[Kind, ...] = ("incident", "round", "exchange", "agreement")
SHARES = (55, 20, 13, 12)
# the bounds of two figures: killed, wounded; number of the round, hours; freed a side, buses; days, articles
FIGURES: Mapping[Kind, tuple[tuple[int, int], tuple[int, int]]] = {
    "incident": ((1, 40), (2, 120)), "round": ((1, 10), (2, 11)), "exchange": ((10, 300), (2, 9)),
    "agreement": ((3, 60), (4, 30)),
}  # fmt: skip
SYLLABLES = (
    ("bel", "dor", "kar", "mar", "ost", "tel", "ves", "sul", "gren", "hol", "lim", "nor", "par", "quen", "rav", "zel"),
    ("a", "e", "i", "o", "u", "an", "en", "ir", "ol", "um"),
    ("burn", "dale", "mar", "vik", "tov", "stead", "rana", "lund", "kesh", "mouth", "zen", "gora"),
)
GIVEN = ("Adel", "Bruna", "Cosmo", "Dina", "Emil", "Farah", "Goran", "Hedda", "Ivo", "Jana", "Karim", "Lena", "Milo")
OUTLETS = (
    "Harbour Post", "Northern Wire", "The Lantern", "Daily Ferry", "Coast Courier", "Blue Hill Radio", "The Surveyor",
    "Evening Compass", "Mill Street Journal", "River Tribune", "The Signal Box", "Old Bridge News", "Atlas Dispatch",
    "Free Meridian", "Port Observer", "The Weathervane",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
DATELINES = ("{town}, {day} —", "{town} (Staff) —", "{town}, {day} (Agencies) —")
TITLES: Mapping[Kind, tuple[str, ...]] = {
    "incident": (
        "{town} hit in {adjective} attack",
        "Deadly strike on {town}",
        "{other} mourns after {town}",
    ),
    "round": ("{one} and {other} meet in {town}", "{ordinal} round of talks in {mediator}", "Envoys gather in {town}"),
    "exchange": ("{one} and {other} swap prisoners", "Prisoners come home", "{twice} prisoners freed"),
    "agreement": ("{one} and {other} sign truce", "Guns to fall silent", "Truce of {first} days signed in {town}"),
}
LEADS: Mapping[Kind, tuple[str, ...]] = {
    "incident": (
        (
            "{adjective} forces struck the town of {town} in {other} with missiles {when}, killing {first} people and "
            "wounding {second}."
        ),
        "A {adjective} drone attack on {town} in {other} killed {first} people and injured {second} {when}.",
        "{first} people were killed and {second} were injured when {adjective} missiles hit {town}, {other}, {when}.",
        "{adjective} artillery shelled {town} in {other} {when}; {first} people were killed, {second} were wounded.",
    ),
    "round": (
        "Delegations of {one} and {other} held the {ordinal} round of talks in {town}, {mediator}, {when}.",
        (
            "{one} and {other} met for a {ordinal} round of negotiations in {town} in {mediator} {when}, which lasted "
            "{second} hours."
        ),
        "Negotiators from {other} and {one} sat down in {town}, {mediator}, {when} for their {ordinal} round of talks.",
    ),
    "exchange": (
        (
            "{one} and {other} exchanged {twice} prisoners of war {when}, {first} from each side, with {mediator} "
            "mediating."
        ),
        "{other} and {one} each released {first} prisoners of war {when} after mediation by {mediator}.",
        "A prisoner swap between {one} and {other} took place {when}: {first} prisoners returned to each side.",
    ),
    "agreement": (
        "{one} and {other} signed a ceasefire agreement in {town} {when}, brokered by {mediator}.",
        "A ceasefire between {other} and {one} was signed {when} in {town}; {mediator} had mediated.",
        "{one} and {other} agreed {when} on a ceasefire of {first} days, said {mediator}, which hosted them in {town}.",
    ),
}
SPEAKERS = (
    "{name}, a spokesman for the {adjective} foreign ministry,", "{adjective} minister {name}",
    "{name}, who heads the {adjective} delegation,", "{adjective} general {name}",
)  # fmt: skip
QUOTES = (
    "We have waited {number} days for this", "Nobody in {town} believes in promises any more",
    "There were {number} phone calls and not one answer", "What was done in {town} will be remembered",
    "I have {number} families to answer to", "The road to {town} is open again",
    "It is too early to speak of a breakthrough", "We will count every one of the {number} houses",
)  # fmt: skip
POSITIONS: Mapping[str, tuple[str, ...]] = {
    "demands": ("{party} demands {issue} from {other}.", "{party} insists on {issue}."),
    "rejects": ("{party} rejects {issue}.", "{party} refuses to discuss {issue} with {other}."),
    "accepts": ("{party} accepts {issue}.", "{party} has agreed to {issue}."),
}
ISSUES = (
    ("ceasefire", "a ceasefire"), ("withdrawal", "the withdrawal of troops"), ("sanctions", "the lifting of sanctions"),
    ("prisoners", "the release of all prisoners"), ("security_guarantees", "security guarantees"),
    ("humanitarian_access", "safe corridors for aid"), ("elections", "elections under observation"),
)  # fmt: skip
COLOUR = (
    "The square of {elsewhere} was empty at noon, and {number} shops kept their shutters down.",
    "Farmers from {elsewhere} had brought {number} crates of apples to the market all the same.",
    "The ferry to {elsewhere}, which carries {number} passengers in {month}, did not sail.",
    "{name}, who teaches in {elsewhere}, read the news aloud to {number} pupils.",
    "In {elsewhere} the church bells rang for the {number} who left the valley years ago.",
    "A bridge near {elsewhere} that was built {number} years ago has become the only way north.",
    "Rain had made the road between {town} and {elsewhere} impassable for most of {month}.",
    "The bakery of {name} gave away {number} loaves before the evening.",
    "Old maps show {town} as a village of {number} hearths beside a salt pan.",
    "In {month} the council of {elsewhere} had counted {number} empty houses.",
    "{name} keeps a list of {number} names in a blue notebook.",
    "The harvest around {elsewhere} is expected to be {number} tonnes smaller than last year.",
    "Telephone lines to {elsewhere} worked again after {number} hours.",
    "At the station of {elsewhere} {number} people waited for a train that came at dawn.",
    "{name} had walked {number} kilometres from {elsewhere} to see it.",
    "The river at {elsewhere} stood {number} centimetres above its usual level.",
)  # fmt: skip
OTHER = (
    "The choir of {town} sang before {number} listeners on the old pier.",
    "A new library with {number} shelves opened its doors in {town}.",
    "{name} of {town} won the regional chess cup after {number} moves.",
    "Beekeepers around {town} report {number} new hives this spring.",
    "The swimming pool of {town} closes for repairs that will cost {number} thousand crowns.",
    "{name} exhibits {number} watercolours of the harbour.",
)
CREDITS = (
    "This report first appeared elsewhere and was not edited.", "Reprinted with permission.",
    "With material from agencies.",
)  # fmt: skip
