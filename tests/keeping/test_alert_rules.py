"""Files of rules for alerts: what is read of them, and what is refused in which words."""

from pathlib import Path

import pytest

from dragoman.errors import RulesError
from dragoman.keeping.alert_rules import KEYS, rules_in, rules_of
from dragoman.record.alerts import HAPPENINGS, AlertRule, AtomFile, Mail, Webhook

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "alerts.toml"
ROUND = '[[rule]]\nname = "Talks"\nwhen = "new_round"\n'
FEED = '[[channel]]\nname = "feed"\nkind = "atom"\nfile = "alerts.atom"\n'
HOOK = '[[channel]]\nname = "desk"\nkind = "webhook"\nurl = "https://desk.example"\nsecret_env = "KEY"\n'
MAIL = (
    '[[channel]]\nname = "mail"\nkind = "email"\nserver = "smtp.example"\nfrom = "a@b.example"\nto = ["c@d.example"]\n'
)


def of(when: str, more: str = "") -> str:
    return f'[[rule]]\nname = "Talks"\nwhen = "{when}"\n{more}\n'


def test_the_example_has_a_rule_of_every_kind_and_a_channel_of_every_kind() -> None:
    told = rules_in(EXAMPLE)
    assert {each.when for each in told.rules} == set(HAPPENINGS) == set(KEYS)
    assert {type(each) for each in told.channels} == {AtomFile, Webhook, Mail}
    assert told.sources == str(EXAMPLE.parent / "sources.toml")
    assert Path(told.sources).exists()


def test_a_rule_is_read_with_its_filters() -> None:
    words = of("position_moved", 'parties = ["ARM"]\nfrom = ["demands"]\nto = ["offers"]\nchannels = ["feed"]') + FEED
    (rule,) = rules_of(words).rules
    assert rule == AlertRule(
        name="Talks", when="position_moved", actors=("ARM",), old=("demands",), new=("offers",), channels=("feed",)
    )
    (rule,) = rules_of('sources = "s.toml"\n' + of("feed_silent", 'longer_than = "90m"')).rules
    assert rule.longer_than == 5400
    (rule,) = rules_of(of("status_changed")).rules
    assert rule.kinds == ("exchange", "agreement")
    (rule,) = rules_of(of("contradiction", 'fields = ["munitions.drone.launched", "killed"]\nwider_than = 0.5')).rules
    assert (rule.fields, rule.wider_than) == (("munitions.drone.launched", "killed"), 0.5)


def test_channels_are_read_with_paths_beside_the_file() -> None:
    more = 'port = 2525\ntls = "tls"\nuser = "u"\npassword_env = "P"\nca_file = "ca.pem"\n'
    feed, hook, mail = rules_of(ROUND + FEED + HOOK + MAIL + more, folder=Path("/desk")).channels
    assert feed == AtomFile(name="feed", path="/desk/alerts.atom")
    assert hook == Webhook(name="desk", url="https://desk.example", secret_env="KEY")
    assert mail == Mail(
        name="mail", server="smtp.example", sender="a@b.example", to=("c@d.example",), port=2525, tls="tls", user="u",
        password_env="P", ca_file="/desk/ca.pem",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "what", "allowed"),
    [
        ("[[rule", "alerts.toml is broken", "toml.io"),
        ("", "holds no rule", "[[rule]]"),
        ("[rule]\nname = 'x'", "'rule' is no list of tables", "[[rule]]"),
        ("rules = 1\n" + ROUND, "'rules' is not known", "is it 'rule'?"),
        ("sources = 7\n" + ROUND, "'sources' is 7", "the path"),
        ('[[rule]]\nwhen = "new_round"', "rule 1 has no 'name'", "words"),
        ('[[rule]]\nname = "T"', "rule 'T' has no 'when'", "new_round, new_record"),
        ('[[rule]]\nname = "T"\nwhen = "new_rounds"', "rule 'T': 'when' is 'new_rounds'", "is it 'new_round'?"),
        ('[[rule]]\nname = "T"\nwhen = ["new_round"]', "'when' is ['new_round']", "one of new_round"),
        ('[[rule]]\nname = " "\nwhen = "new_round"', "rule 1: 'name' is ' '", "words"),
        ('[[rule]]\nname = "a\\nb"\nwhen = "new_round"', "'name' is 'a\\nb'", "words"),
        (of("new_round", 'kind = ["round"]'), "the key 'kind' is not known", "keys of new_round are name, when"),
        (of("new_round", 'partys = ["x"]'), "the key 'partys' is not known", "is it 'parties'?"),
        (of("new_round", 'parties = "Russia"'), "'parties' is 'Russia'", "a list of words"),
        (of("new_round", "parties = []"), "'parties' is []", "a list of words"),
        (of("new_round", "min_sources = 0"), "'min_sources' is 0", "1 or more"),
        (of("new_round", "min_sources = true"), "'min_sources' is True", "1 or more"),
        (of("new_round", 'statuses = ["signed"]'), "'statuses' is 'signed'", "planned, ongoing, held"),
        (of("new_record", 'kinds = ["rounds"]'), "'kinds' is 'rounds'", "is it 'round'?"),
        (of("new_record", 'issues = ["peace"]'), "'issues' is 'peace'", "ceasefire"),
        (of("status_changed", 'to = ["cancelled"]'), "'to' is 'cancelled'", "proposed"),
        (of("status_changed", 'kinds = ["position"]'), "'kinds' is 'position'", "exchange, agreement, round"),
        (of("position_moved", 'to = ["held"]'), "'to' is 'held'", "demands, rejects"),
        (of("contradiction", "wider_than = 0"), "'wider_than' is 0", "greater than 0"),
        (of("contradiction", "wider_than = inf"), "'wider_than' is inf", "greater than 0"),
        (of("contradiction", "times = 1"), "'times' is 1", "greater than 1"),
        (of("contradiction", 'fields = ["dead"]'), "'fields' is 'dead'", "killed"),
        (of("contradiction", 'kinds = ["round"]\nfields = ["killed"]'), "'fields' is 'killed'", "venue"),
        (of("first_use", 'munitions = ["glide bomb"]'), "'munitions' is 'glide bomb'", "is it 'glide_bomb'?"),
        (of("first_use", 'per = "party"'), "'per' is 'party'", "side, process, side_in_process"),
        (of("feed_silent"), "has no 'longer_than'", '"12h"'),
        (of("feed_silent", "longer_than = 12"), "'longer_than' is 12", '"12h"'),
        (of("feed_silent", 'longer_than = "12 parsecs"'), "'longer_than' is '12 parsecs'", '"12h"'),
        (of("feed_silent", 'longer_than = "1d"'), "rule 'Talks' needs a list of sources", 'sources = "sources.toml"'),
        (of("new_round", 'channels = ["fed"]') + FEED, "'channels' is 'fed'", "is it 'feed'?"),
        (of("new_round", 'channels = ["feed"]'), "'channels' is 'feed'", "none"),
        (ROUND + ROUND, "two rules have the name 'Talks'", "its own"),
        (ROUND + FEED + FEED, "two channels have the name 'feed'", "its own"),
        (ROUND + '[[channel]]\nname = "x"', "channel 'x': 'kind' is None", "atom, webhook, email"),
        (ROUND + '[[channel]]\nname = "x"\nkind = "mail"', "'kind' is 'mail'", "is it 'email'?"),
        (ROUND + '[[channel]]\nkind = "atom"\nfile = "f"', "channel 1 has no 'name'", "words"),
        (ROUND + '[[channel]]\nname = "x"\nkind = "atom"', "channel 'x' has no 'file'", "words"),
        (ROUND + FEED + "path = 'x'", "the key 'path' is not known", "name, kind, file, most"),
        (ROUND + HOOK + 'secret = "hush"', "the key 'secret' is not known", "environment variable"),
        (ROUND + MAIL + 'password = "hush"', "the key 'password' is not known", "'password_env'"),
        (ROUND + HOOK.replace("https://desk", "http://desk"), "'url' is not protected", "'allow'"),
        (ROUND + HOOK.replace("https://desk", "ftp://desk"), "'url' is 'ftp://desk.example'", "https://"),
        (ROUND + HOOK.replace("https://desk", "https://me:pw@desk"), "'url' is", "without a user name"),
        (ROUND + HOOK + 'allow = ["desk.local"]', "'allow' is ['desk.local']", "10.0.0.5"),
        (ROUND + HOOK + "attempts = 99", "'attempts' is 99", "1 to 10"),
        (ROUND + HOOK + "seconds = 9999", "'seconds' is 9999", "300"),
        (ROUND + MAIL + 'tls = "none"', "'tls' is 'none' for a server elsewhere", "own machine"),
        (ROUND + MAIL + 'tls = "ssl"', "'tls' is 'ssl'", "starttls, tls, none"),
        (ROUND + MAIL + 'user = "u"', "a user or a password, not both", "together"),
        (ROUND + MAIL + "port = 70000", "'port' is 70000", "65535"),
        (ROUND + MAIL.replace("c@d.example", "c@d.example\\nBcc: x@y.example"), "'to' is", "e-mail addresses"),
        (ROUND + MAIL.replace("a@b.example", "a@b.example, x@y.example"), "'from' is", "one e-mail address"),
        (ROUND + MAIL.replace("smtp.example", "smtp.example\\r\\nQUIT"), "'server' is", "the name or address"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place_and_what_is_allowed(words: str, what: str, allowed: str) -> None:
    with pytest.raises(RulesError) as caught:
        rules_of(words)
    assert caught.value.message.startswith("alerts.toml")
    assert what in caught.value.message
    assert allowed in caught.value.hint


def test_a_secret_in_the_file_is_not_repeated_in_the_message() -> None:
    for more in ('password = "hush-hush"', 'password_env = "hush-hush"\nuser = "u"'):
        with pytest.raises(RulesError) as caught:
            rules_of(ROUND + MAIL + more)
        assert "hush" not in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\0"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "rules.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RulesError, match=r"rules\.toml"):
        rules_in(path)
