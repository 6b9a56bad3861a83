"""Reads names of countries, unions and continents from raw evidence text."""

import re

from licensecheck.places import CANADIAN_PROVINCES, US_STATES

# Names under which a region is written, beyond its canonical English one.
_ALIASES = {
    "United States": "United States of America|USA|U.S.A.|US|U.S.",
    "United Kingdom": "UK|U.K.|Great Britain|Britain",
    "European Union": "EU|E.U.|European Community|European Communities",
    "European Economic Area": "EEA",
    "South Korea": "Republic of Korea|Korea|ROK",
    "North Korea": "Democratic People's Republic of Korea|DPRK",
    "China": "People's Republic of China|PRC|P.R.C.|Mainland China|P.R. China",
    "Russia": "Russian Federation",
    "United Arab Emirates": "UAE|U.A.E.",
    "Czech Republic": "Czechia",
    "Turkey": "Türkiye|Turkiye",
    "Vietnam": "Viet Nam",
    "Iran": "Islamic Republic of Iran",
    "Syria": "Syrian Arab Republic",
    "Netherlands": "Holland",
    "Ivory Coast": "Côte d'Ivoire",
    "Myanmar": "Burma",
    "Macau": "Macao",
    "Quebec": "Québec",
    "Gulf States": "Gulf Cooperation Council",
}
_NAMES = (
    "Afghanistan|Africa|Albania|Algeria|Andorra|Angola|Antarctica|Argentina|Armenia|Asia|Australia"
    "|Austria|Azerbaijan|Bahamas|Bahrain|Bangladesh|Barbados|Belarus|Belgium|Belize|Benin|Bhutan"
    "|Bolivia|Bosnia and Herzegovina|Botswana|Brazil|Brunei|Bulgaria|Burkina Faso|Burundi|Cambodia"
    "|Cameroon|Canada|Chad|Chile|Colombia|Congo|Costa Rica|Crimea|Croatia|Cuba|Cyprus|Denmark"
    "|Dominican Republic|Ecuador|Egypt|El Salvador|England|Eritrea|Estonia|Eswatini|Ethiopia|Europe"
    "|Fiji|Finland|France|Gabon|Gambia|Georgia|Germany|Ghana|Greece|Greenland|Guatemala|Guinea"
    "|Guyana|Haiti|Honduras|Hong Kong|Hungary|Iceland|India|Indonesia|Iraq|Ireland|Israel|Italy"
    "|Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kosovo|Kuwait|Kyrgyzstan|Laos|Latin America|Latvia"
    "|Lebanon|Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Luxembourg|Madagascar|Malawi|Malaysia"
    "|Maldives|Mali|Malta|Mauritania|Mauritius|Mexico|Middle East|Moldova|Monaco|Mongolia"
    "|Montenegro|Morocco|Mozambique|Namibia|Nepal|New Zealand|Nicaragua|Niger|Nigeria"
    "|North America|North Macedonia|Northern Ireland|Norway|Oceania|Oman|Pakistan|Palestine|Panama"
    "|Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal|Qatar|Romania|Rwanda"
    "|San Marino|Saudi Arabia|Scotland|Senegal|Serbia|Sierra Leone|Singapore|Slovakia|Slovenia"
    "|Somalia|South Africa|South America|South Sudan|Spain|Sri Lanka|Sudan|Suriname|Sweden"
    "|Switzerland|Taiwan|Tajikistan|Tanzania|Thailand|Togo|Tunisia|Turkmenistan|Uganda|Ukraine"
    "|Uruguay|Uzbekistan|Vatican City|Venezuela|Wales|Yemen|Zambia|Zimbabwe"
)
_CANONICAL = {
    name.lower(): name for name in (*_NAMES.split("|"), *_ALIASES, *US_STATES, *CANADIAN_PROVINCES)
} | {alias.lower(): name for name, aliases in _ALIASES.items() for alias in aliases.split("|")}
_ABBREVIATIONS = {
    alias.lower()
    for aliases in _ALIASES.values()
    for alias in aliases.split("|")
    if alias.isupper()
}
_REGION = re.compile(
    r"(?<![\w.@/-])(?:"
    + "|".join(
        re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]")
        for name in sorted(_CANONICAL, key=len, reverse=True)
    )
    + r")(?![\w@]|-\w)",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:\bnew\s|\bcontact\s|regulation\s?\(|directive\s?\(|\bgulf of\s)$", re.IGNORECASE
)
_MONEY_AFTER = re.compile(
    r"\s{1,9}(?:or|and)\s{1,9}non-U\.?S|\s?[$€£]"
    r"|\s(?:dollars?|patents?|code\b|copyright|government|export)",
    re.IGNORECASE,
)


def read_regions(raw: str) -> list[str]:
    """The regions named in `raw`, each once, by their usual English names, in order.

    Adjectives ("Canadian") and places of sanctions in general are no names. "US" counts only in
    capitals, and not before an amount of money or "Government".
    """
    found: dict[str, None] = {}
    for match in _REGION.finditer(raw):
        written = " ".join(match[0].split()).replace("’", "'")
        before = raw[max(0, match.start() - 16) : match.start()]
        is_abbreviation = written.lower() in _ABBREVIATIONS
        if not written[0].isupper() or _NOT_BEFORE.search(before):
            continue
        if is_abbreviation and (not written.isupper() or _MONEY_AFTER.match(raw, match.end())):
            continue
        found[_CANONICAL[written.lower()]] = None
    return list(found)
