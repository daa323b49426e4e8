import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.places import country_of, place_of
from dragoman.record.places import Place


@pytest.mark.parametrize(
    ("words", "country", "canonical", "precision"),
    [
        ("Kyiv", "UKR", "Kyiv", 1),
        ("in Muscat", "OMN", "Muscat", 1),
        ("the Ukrainian capital Kyiv", "UKR", "Kyiv", 1),
        ("Ukraine's capital, Kyiv", "UKR", "Kyiv", 1),
        ("the Sudanese capital", "SDN", "Khartoum", 1),
        ("the port city of Odesa", "UKR", "Odesa", 1),
        ("the southern Yemeni city of Aden", "YEM", "Aden", 1),
        ("near Lashio", "MMR", "Lashio", 2),
        ("60 km (37 miles) southeast of Mukalla", "YEM", "Mukalla", 2),
        ("the outskirts of Goma", "COD", "Goma", 2),
        ("Geneva, Switzerland", "CHE", "Geneva", 1),
        ("Masisi, North Kivu", "COD", "Masisi", 1),
        ("Lashio district", "MMR", "Lashio District", 3),
        ("Donetsk region", "UKR", "Donetsk region", 4),
        ("Nineveh province", "IRQ", "Nineveh", 4),
        ("Russia's Belgorod region", "RUS", "Belgorod region", 4),
        ("Darfur", "SDN", "Darfur", 5),
        ("eastern Chad", "TCD", "eastern Chad", 5),
        ("Mali", "MLI", "Mali", 6),
        ("Bab el-Mandeb", None, "Bab al-Mandab", 7),
        ("a clinic in Nyala", "SDN", "Nyala", 1),
        ("Mosul airport", "IRQ", "Mosul", 1),
    ],
)
def test_names_as_news_writes_them_find_their_place(words, country, canonical, precision):
    place = place_of(words)
    assert (place.country, place.canonical, place.where_prec) == (country, canonical, precision)
    assert place.name == words


def test_a_town_has_coordinates_province_and_geonames_id():
    place = place_of("Mosul")
    assert place.adm1 == "Nineveh"
    assert place.geoname_id == 99072
    assert abs(place.lat - 36.34) < 0.05
    assert abs(place.lon - 43.13) < 0.05


def test_the_geo_precision_follows_from_the_where_precision():
    places = [
        place_of(words)
        for words in ("Mosul", "near Mosul", "Lashio district", "Nineveh province", "Darfur", "Mali", "Red Sea")
    ]
    assert [place.where_prec for place in places] == [1, 2, 3, 4, 5, 6, 7]
    assert [place.geo_precision for place in places] == [1, 2, 2, 3, 3, 3, 3]


@pytest.mark.parametrize(
    ("words", "context", "country"),
    [
        ("Tripoli", (), "LBY"),
        ("Tripoli", ("LBN",), "LBN"),
        ("Georgia", (), "GEO"),
        ("Georgia", ("USA",), "USA"),
        ("Georgia", ("USA", "GEO"), "GEO"),
        ("Palma", (), "ESP"),
        ("Palma", ("MOZ",), "MOZ"),
        ("Hyderabad", ("PAK",), "PAK"),
        ("Hyderabad", (), "IND"),
    ],
)
def test_the_countries_of_the_text_decide_between_places_of_one_name(words, context, country):
    assert place_of(words, context_countries=context).country == country


def test_the_order_of_the_context_does_not_matter():
    assert place_of("Donetsk", context_countries=("RUS", "UKR")) == place_of(
        "Donetsk", context_countries=("UKR", "RUS")
    )
    assert place_of("Donetsk", context_countries=("RUS", "UKR")).country == "UKR"


@pytest.mark.parametrize("words", ["Qwertzopolis", "the north", "home", "", "   ", "the", "in", "12", "'s", "a of in"])
def test_names_that_nobody_knows_give_a_place_of_the_name_alone(words):
    assert place_of(words) == Place(name=words)


def test_a_hamlet_elsewhere_is_not_taken_for_a_name_of_the_text():
    assert place_of("Bara", context_countries=("UKR",)).country in (None, "SDN")
    assert place_of("Verdun-sur-Garonne", context_countries=("SDN",)).country is None


@given(st.text(max_size=60))
def test_no_text_makes_it_fail(words):
    assert place_of(words).name == words


@given(
    st.lists(
        st.sampled_from(
            ["near", "the", "Ukrainian", "capital", "of", "Kyiv", ",", "in", "region", "eastern", "Sudan's", "'s"]
        ),
        max_size=8,
    )
)
def test_no_mix_of_the_words_it_knows_makes_it_fail(words):
    place = place_of(" ".join(words))
    assert place.where_prec is None or 1 <= place.where_prec <= 7


def test_country_of_reads_names_demonyms_and_seats():
    assert [country_of(name) for name in ("Sudan", "Sudanese", "the Kremlin", "U.S.", "Turkish", "us", "turkey")] == [
        "SDN", "SDN", "RUS", "USA", "TUR", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "country"), [("Geneva", "CHE"), ("Paris", "FRA"), ("Cairo", "EGY"), ("Vienna", "AUT")]
)
def test_a_far_larger_place_is_meant_whatever_countries_the_text_names(name: str, country: str) -> None:
    assert place_of(name, context_countries=("RUS", "UKR", "USA")).country == country
