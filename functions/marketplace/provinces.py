"""Canada's provinces and territories: what people write for them in either language, and what a postal code says."""

from address_text import fold

_NAMES = {
    "AB": "alberta alta",
    "BC": "britishcolumbia colombiebritannique cb",
    "MB": "manitoba man",
    "NB": "newbrunswick nouveaubrunswick",
    "NL": "newfoundlandandlabrador terreneuveetlabrador newfoundland terreneuve labrador nf tnl tn",
    "NS": "novascotia nouvelleecosse ne",
    "NT": "northwestterritories territoiresdunordouest tno nwt",
    "NU": "nunavut",
    "ON": "ontario ont",
    "PE": "princeedwardisland ileduprinceedouard pei ipe",
    "QC": "quebec que pq",
    "SK": "saskatchewan sask",
    "YT": "yukon yukonterritory territoireduyukon yk",
}
_BY_NAME = {name: code for code, names in _NAMES.items() for name in (code.lower(), *names.split())}
# The first letter of a postal code. X is of two territories.
_IN_ORDER = "NL NS PE NB QC QC QC ON ON ON ON ON MB SK AB BC YT"
_BY_LETTER = dict(zip("ABCEGHJKLMNPRSTVY", _IN_ORDER.split(), strict=True))


def province_of(written: str, postal_code: str = "") -> str | None:
    """Return the two letters of a province written in any usual way, else those of the postal code; or None."""
    return _BY_NAME.get(fold(written)) or _BY_LETTER.get(postal_code[:1])
