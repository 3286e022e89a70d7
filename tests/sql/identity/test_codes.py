"""The codes that scanners read: what is misread is noticed."""

from hypothesis import given
from hypothesis import strategies as st

from badge import ALPHABET, badge_code
from tests.sql.floor import Floor

TYPED = st.text(ALPHABET, min_size=16, max_size=16)


def with_check(body: str) -> str:
    """Return the code with the check character that functions/auth wants, which is the only one it takes."""
    (found,) = [code for character in ALPHABET if (code := badge_code(f"S-{body}-{character}"))]
    return found


def test_the_database_writes_what_the_function_reads(floor: Floor) -> None:
    assert floor.one("select core.code_alphabet()") == ALPHABET
    assert len(set(ALPHABET)) == 31
    for _ in range(200):
        code = floor.one("select core.typed_code('S')")
        assert badge_code(code) == code
        assert floor.one("select core.check_character(%s)", "S" + code[2:18]) == code[19]


@given(TYPED)
def test_every_single_wrong_character_is_noticed(body: str) -> None:
    code = with_check(body)
    for at in (*range(2, 18), 19):
        for wrong in (set(ALPHABET) | set("ILOUZ-")) - {code[at]}:
            assert badge_code(code[:at] + wrong + code[at + 1 :]) is None


@given(TYPED)
def test_neighbours_that_changed_places_are_noticed(body: str) -> None:
    code = with_check(body)
    plain = code.replace("-", "")
    for at in range(1, len(plain) - 1):
        if plain[at] != plain[at + 1]:
            assert badge_code(plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]) is None


@given(TYPED)
def test_a_code_is_read_in_any_case_and_without_its_dashes(body: str) -> None:
    code = with_check(body)
    for scanned in (code.lower(), code.replace("-", ""), f"  {code}\r\n"):
        assert badge_code(scanned) == code


@given(st.text(max_size=40))
def test_whatever_else_is_scanned_is_no_badge(scanned: str) -> None:
    code = badge_code(scanned)
    assert code is None or code.replace("-", "") == scanned.strip().upper().replace("-", "")
