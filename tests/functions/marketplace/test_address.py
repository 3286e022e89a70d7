"""A customer's address at Mirakl, as Canada Post takes it: in both languages, and whatever people type into forms."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from address import AddressError, destination_of
from ordak.canada_post.new_shipment import Party

ADDRESS = {
    "firstname": "Marie-Ève",
    "lastname": "Tremblay",
    "street_1": "2 rue de l'Essai",
    "street_2": "app. 4",
    "city": "Montréal",
    "state": "Québec",
    "zip_code": "H2B 1A0",
    "country": "Canada",
    "country_iso_code": "CAN",
    "phone": "514-555-0101",
    "additional_info": None,
}
EMOJI = "\U0001f382"


def written(**parts: Any) -> Party:
    return destination_of(ADDRESS | parts)


def fault(**parts: Any) -> str:
    """Return the code of an address that cannot be written."""
    with pytest.raises(AddressError) as raised:
        written(**parts)
    return str(raised.value)


def test_french_address_is_written_with_its_accents() -> None:
    assert written() == Party(
        name="Marie-Ève Tremblay",
        company="",
        phone="514-555-0101",
        lines=("2 rue de l'Essai", "app. 4"),
        city="Montréal",
        province="QC",
        postal_code="H2B1A0",
    )


def test_english_address_is_written_with_its_company() -> None:
    found = written(
        company="Test Bakery Ltd",
        street_1="1 Test Street",
        street_2="",
        city="Ottawa",
        state="Ontario",
        zip_code="K1A 0B1",
    )
    assert (found.company, found.lines, found.province, found.postal_code) == (
        "Test Bakery Ltd",
        ("1 Test Street",),
        "ON",
        "K1A0B1",
    )


@pytest.mark.parametrize("code", ["K1A0B1", "k1a 0b1", " K1A-0B1 ", "K1A\u00a00B1", "K 1 A 0 B 1"])
def test_postal_code_is_written_in_capitals_without_a_space(code: str) -> None:
    assert written(zip_code=code).postal_code == "K1A0B1"


@pytest.mark.parametrize("code", ["", "90210", "K1A 0B", "K1A 0B12", "D1A 0B1", "K1A OB1", None, 7])
def test_address_without_a_postal_code_of_canada_waits_for_a_person(code: object) -> None:
    assert fault(zip_code=code) == "ADDRESS_POSTAL_CODE"


@pytest.mark.parametrize(
    ("state", "province"),
    [
        ("QC", "QC"), ("qc", "QC"), ("Quebec", "QC"), ("QUÉBEC", "QC"), ("P.Q.", "QC"), ("ON", "ON"), ("ontario", "ON"), ("Ont.", "ON"),
        ("Nouveau-Brunswick", "NB"), ("Nouvelle-Écosse", "NS"), ("Nova Scotia", "NS"), ("Île-du-Prince-Édouard", "PE"), ("PEI", "PE"),
        ("Colombie-Britannique", "BC"), ("British Columbia", "BC"), ("Terre-Neuve-et-Labrador", "NL"), ("Newfoundland and Labrador", "NL"),
        ("Territoires du Nord-Ouest", "NT"), ("Nunavut", "NU"), ("Yukon", "YT"), ("Alberta", "AB"), ("Manitoba", "MB"), ("Saskatchewan", "SK"),
    ],
)  # fmt: skip
def test_province_is_two_letters_whatever_language_it_was_written_in(state: str, province: str) -> None:
    assert written(state=state).province == province


@pytest.mark.parametrize(
    ("code", "province"), [("H2B1A0", "QC"), ("K1A 0B1", "ON"), ("V5K 0A1", "BC"), ("E1A 1A1", "NB")]
)
def test_province_that_nobody_wrote_is_that_of_the_postal_code(code: str, province: str) -> None:
    assert written(state="", zip_code=code).province == province
    assert written(state=None, zip_code=code).province == province


def test_federal_postal_code_across_the_river_keeps_the_province_that_was_written() -> None:
    assert written(state="QC", zip_code="K1A 0H3").province == "QC"


@pytest.mark.parametrize("parts", [{"state": "Manhattan"}, {"state": "", "zip_code": "X0A 0H0"}])
def test_province_that_is_none_waits_for_a_person(parts: dict[str, str]) -> None:
    assert fault(**parts) == "ADDRESS_PROVINCE"


@pytest.mark.parametrize("country", ["CAN", "CA", "can", ""])
def test_canada_is_canada_in_two_letters_three_or_none(country: str) -> None:
    assert written(country_iso_code=country).postal_code == "H2B1A0"


@pytest.mark.parametrize("parts", [{"country_iso_code": "USA"}, {"country_iso_code": "", "country": "États-Unis"}])
def test_parcel_abroad_waits_for_a_person(parts: dict[str, str]) -> None:
    assert fault(**parts) == "ADDRESS_COUNTRY"


@pytest.mark.parametrize(
    "street",
    [
        "PO BOX 4001 STN A",
        "P.O. Box 12",
        "CP 4001 SUCC A",
        "C.P. 55",
        "Case postale 123",
        "General Delivery",
        "Poste restante",
    ],
)
def test_box_at_a_post_office_is_a_line_like_any_other(street: str) -> None:
    assert written(street_1=street, street_2=None).lines == (street,)


def test_long_street_is_split_at_words() -> None:
    long = "12345, boulevard de la Rivière-aux-Érables Ouest, immeuble B, app. 12"
    lines = written(street_1=long, street_2="").lines
    assert len(lines) == 2
    assert " ".join(lines) == long
    assert max(map(len, lines)) <= 44


def test_line_of_44_characters_is_whole_and_one_of_45_is_split() -> None:
    whole = "1 " + "a" * 42
    assert written(street_1=whole, street_2="apt 2").lines == (whole, "apt 2")
    longer = "12 " + "a" * 42
    assert written(street_1=longer, street_2="").lines == ("12", "a" * 42)


@pytest.mark.parametrize("parts", [{"street_1": "x " * 60}, {"street_1": "a" * 100}, {"city": "b" * 41}])
def test_what_is_too_long_to_be_delivered_to_waits_for_a_person(parts: dict[str, str]) -> None:
    assert fault(**parts) == "ADDRESS_TOO_LONG"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"street_1": " ", "street_2": None}, "ADDRESS_STREET"),
        ({"street_1": EMOJI, "street_2": ""}, "ADDRESS_STREET"),
        ({"city": ""}, "ADDRESS_CITY"),
        ({"firstname": EMOJI, "lastname": None}, "ADDRESS_NAME"),
    ],
)
def test_what_lacks_a_part_waits_for_a_person(parts: dict[str, Any], code: str) -> None:
    assert fault(**parts) == code


@pytest.mark.parametrize("address", [None, "", [], 7])
def test_order_without_an_address_waits_for_one(address: object) -> None:
    with pytest.raises(AddressError, match="ADDRESS_MISSING"):
        destination_of(address)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (f"Zoë {EMOJI} Smith", "Zoë Smith"),
        ("Zoë\u200d\ufe0f \u2764\ufe0fSmith", "Zoë Smith"),
        ("Ana\x00\x07\tSmith\n", "Ana Smith"),
        ("Ana \U0001f44d\U0001f3fd Smith\U0001f1e8\U0001f1e6", "Ana Smith"),
        ("Zoe\u0308 Smith", "Zoë Smith"),
        ("\u202eAna\u202c Smith", "Ana Smith"),
        ("Ana \ud83d Smith", "Ana Smith"),
        ("Łukasz Żółć", "Łukasz Żółć"),
        ("O\u2019Neil & Fils", "O\u2019Neil & Fils"),
    ],
)
def test_pictures_and_control_characters_are_taken_out_of_a_name(typed: str, name: str) -> None:
    assert written(firstname=typed, lastname="").name == name


def test_name_of_more_than_44_characters_is_cut_at_a_word() -> None:
    found = written(
        firstname="Maria Fernanda Guadalupe Alejandra", lastname="de la Cruz y Montserrat", company="c" * 50
    )
    assert (found.name, found.company) == ("Maria Fernanda Guadalupe Alejandra de la", "c" * 44)


def test_company_without_a_person_is_the_name() -> None:
    found = written(firstname=None, lastname="", company="Test Bakery", company_2="Reception")
    assert (found.name, found.company) == ("Test Bakery Reception",) * 2


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("+1 (514) 555-0101", "+1 (514) 555-0101"),
        ("514.555.0101 x 22", "514.555.0101 x 22"),
        ("5" * 40, ""),
        ("(514) - 555 - 0101 - 000 - 22", "514555010100022"),
        ("call me", ""),
        ("555", ""),
        (f"{EMOJI}514-555-0101", "514-555-0101"),
    ],
)
def test_phone_fits_or_is_left_out(typed: str, phone: str) -> None:
    assert written(phone=typed).phone == phone


def test_second_phone_is_taken_where_the_first_is_none() -> None:
    assert written(phone="none", phone_secondary="613-555-0100").phone == "613-555-0100"


_TYPED = st.none() | st.text(max_size=120) | st.integers()


@given(st.dictionaries(st.sampled_from([*ADDRESS, "company", "company_2", "phone_secondary"]), _TYPED))
def test_whatever_is_typed_is_written_within_the_lengths_or_has_a_code(parts: dict[str, Any]) -> None:
    try:
        found = written(**parts)
    except AddressError as error:
        code = str(error)
        assert code.startswith("ADDRESS_")
        return
    assert 1 <= len(found.lines) <= 2
    lengths = [*map(len, found.lines), len(found.name), len(found.company)]
    assert max(lengths) <= 44
    assert len(found.city) <= 40
    assert len(found.phone) <= 25
    "".join((found.name, found.company, *found.lines, found.city)).encode()
