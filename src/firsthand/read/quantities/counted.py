"""What a number counts: the noun phrase after it, its head noun, and that noun in the singular.

The head is the first plural after the number, or the last of several in a row ("weapons systems"); where there is none,
a noun that has no plural of its own (staff, sheep, aircraft). People of all kinds have the unit `person`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

PERSON = "person"

# Words that no noun phrase goes on with: prepositions, conjunctions, pronouns, auxiliaries, numbers, everyday verbs.
_STOP = frozenset("""
    a about above across after against ago all along although am amid among an and another any are around as at away
    back be because been before behind being below beneath beside between beyond but by can could did do does doing
    done down during each either ever every except following for from had has have having he her here him his how i if
    in inside into is it its itself just like may me might must my near neither no nor not now of off on once one only
    onto or our out outside over past per since shall she should so some soon still such than that the their them
    themselves then there these they this those though through throughout till to together too toward towards under
    unless until up upon us versus via was we were what when where whereas whether which while who whom whose why will
    with within without would yet you your
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen dozens half
    became become began begin begins came come comes fell fled found gave get gets gives go goes got held help kept
    knew known lay led left made make makes met put ran rose said sank sat saw say says seems shows starts stood take
    takes taken told took went wants appears closes continues ends follows includes needs opens remains overall
    bit blew bought brought caught chose drew drove ate flew fought froze grew hung meant paid rang rode shook shrank
    slept spent spoke stole swam swept taught thought threw wore wrote
    """.split())  # fmt: skip
_CASUALTY = frozenset("dead killed wounded injured hurt missing maimed".split())
_PEOPLE = frozenset("""
    troops soldiers people peoples persons officers men women fighters casualties deaths residents workers refugees
    civilians prisoners personnel servicemen servicewomen recruits combatants victims passengers students voters
    protesters generals mercenaries lives members citizens forces folk folks individuals humans inhabitants conscripts
    reservists migrants engineers builders
    """.split())  # fmt: skip
_ONE_OF_PEOPLE = frozenset({"man", "woman", PERSON, *(word.removesuffix("s") for word in _PEOPLE if word[-1] == "s")})
_NO_PLURAL = frozenset("""
    staff sheep fish cattle deer salmon trout cod tuna bison moose swine aircraft spacecraft hovercraft watercraft
    police clergy gentry livestock poultry personnel crew cavalry infantry offspring species series headquarters
    barracks crossroads gallows shrimp squid plankton elk grouse
    """.split())  # fmt: skip
_UNCHANGING = re.compile(r".(?:fish|craft|folk)$")
_IRREGULAR = {
    "people": "person", "persons": "person", "children": "child", "feet": "foot", "teeth": "tooth", "geese": "goose",
    "mice": "mouse", "lice": "louse", "oxen": "ox", "dice": "die", "brethren": "brother", "criteria": "criterion",
    "phenomena": "phenomenon", "bacteria": "bacterium", "media": "medium", "strata": "stratum", "data": "datum",
    "memoranda": "memorandum", "referenda": "referendum", "curricula": "curriculum", "spectra": "spectrum",
    "alumni": "alumnus", "cacti": "cactus", "fungi": "fungus", "nuclei": "nucleus", "stimuli": "stimulus",
    "radii": "radius", "paparazzi": "paparazzo", "larvae": "larva", "antennae": "antenna", "vertebrae": "vertebra",
    "algae": "alga", "formulae": "formula", "movies": "movie", "cookies": "cookie", "calories": "calorie",
    "zombies": "zombie", "rookies": "rookie", "prairies": "prairie", "genies": "genie", "ties": "tie", "pies": "pie",
    "lies": "lie", "dies": "die", "birdies": "birdie", "selfies": "selfie", "sorties": "sortie",
    "menageries": "menagerie", "avalanches": "avalanche", "caches": "cache", "niches": "niche", "aches": "ache",
    "headaches": "headache", "creches": "creche", "moustaches": "moustache", "tranches": "tranche", "axes": "axe",
    "pickaxes": "pickaxe", "canvases": "canvas", "gases": "gas", "atlases": "atlas", "aliases": "alias",
    "biases": "bias", "irises": "iris", "trellises": "trellis", "lenses": "lens", "crises": "crisis", "oases": "oasis",
    "diagnoses": "diagnosis", "synopses": "synopsis", "quizzes": "quiz", "topazes": "topaz", "fuses": "fuse",
    "muses": "muse", "ruses": "ruse", "uses": "use", "abuses": "abuse", "excuses": "excuse", "recluses": "recluse",
    "shoes": "shoe", "horseshoes": "horseshoe", "toes": "toe", "canoes": "canoe", "foes": "foe", "floes": "floe",
    "oboes": "oboe", "knives": "knife", "wives": "wife", "midwives": "midwife", "housewives": "housewife",
    "lives": "life", "wolves": "wolf", "leaves": "leaf", "shelves": "shelf", "bookshelves": "bookshelf",
    "halves": "half", "thieves": "thief", "loaves": "loaf", "calves": "calf", "hooves": "hoof", "elves": "elf",
    "scarves": "scarf", "wharves": "wharf", "sheaves": "sheaf", "dwarves": "dwarf", "passers-by": "passer-by",
    "passersby": "passerby", "vertices": "vertex", "matrices": "matrix", "codices": "codex",
}  # fmt: skip
# Endings with a rule of their own; the first that fits is taken. Those of `_PLURALS` show a plural without -s.
_PLURALS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (re.compile(r"..men$"), lambda noun: noun[:-3] + "man"),
    (re.compile(r".people$"), lambda noun: noun[:-6] + "person"),
    (re.compile(r".children$"), lambda noun: noun[:-3]),
)
_ENDINGS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    *_PLURALS,
    (re.compile(r"(?:the|pothe|nthe|sthe|naly|raly|taly|diaere)ses$"), lambda noun: noun[:-2] + "is"),
    (re.compile(r"polises$"), lambda noun: noun[:-2]),
    (re.compile(r"[^aeiou]ies$|quies$"), lambda noun: noun[:-3] + "y"),
    (re.compile(r"(?:ss|sh|ch|x|zz|tz)es$|[^aeo]uses$|[^o]oes$"), lambda noun: noun[:-2]),
)

CURRENCIES = frozenset("""
    dollar euro pound franc yen won yuan renminbi rouble ruble rupee krone krona peso real lira shekel dirham riyal
    rial dinar hryvnia zloty forint rand naira baht ringgit rupiah dong cent penny shilling cedi tenge lari leu lev
    koruna crown taka birr guilder mark drachma bolivar
    """.split())  # fmt: skip
_REGULAR = frozenset("""
    mile ton kg gram ounce carat litre gallon pint barrel hectare acre yard inch knot watt kilowatt megawatt gigawatt
    terawatt volt hertz megahertz gigahertz byte kilobyte megabyte gigabyte terabyte calorie joule degree second minute
    hour day night week fortnight month year decade furlong fathom millilitre decibel foot
    """.split())  # fmt: skip
_FORMS = {
    "km": "km kms kilometer kilometers kilometre kilometres", "m": "m meter meters metre metres",
    "cm": "cm centimetre centimetres centimeter centimeters", "mm": "mm millimetre millimetres millimeter millimeters",
    "ton": "tonne tonnes", "kg": "kgs kilogram kilograms kilogramme kilogrammes kilo kilos", "gram": "gramme grammes",
    "litre": "liter liters", "foot": "feet ft", "inch": "inches", "century": "centuries", "krone": "kroner",
    "krona": "kronor", "penny": "pence", "real": "reais", "degree": "degrees", "percent": "percent", "mile": "mph",
    "megawatt": "mw", "gigawatt": "gw", "kilowatt": "kw", "gigabyte": "gb", "megabyte": "mb", "terabyte": "tb",
    "hectare": "ha", "time": "time times", "gigawatt hour": "gwh", "megawatt hour": "mwh", "kilowatt hour": "kwh",
    "terawatt hour": "twh", "terawatt": "tw",
}  # fmt: skip
MEASURES = {form: unit for unit in _REGULAR | CURRENCIES for form in (unit, unit + "s")}
MEASURES |= {form: unit for unit, forms in _FORMS.items() for form in forms.split()}
# Units as they are written close to the number.
CLOSE = {"°": "degree", "°c": "degree", "°f": "degree", "km/h": "km", "kph": "km", "lb": "pound", "lbs": "pound",
         "km²": "square kilometre", "km2": "square kilometre", "m²": "square metre", "m2": "square metre",
         "m³": "cubic metre", "m3": "cubic metre"}  # fmt: skip
# Measures whose plural is the same word or has no -s; others must show their -s after a number above one.
_UNCHANGED = frozenset("""
    km m cm mm kg mph mw gw kw gwh mwh kwh twh tw gb mb tb ha ft feet pence kroner kronor reais percent hertz megahertz
    gigahertz yen won yuan renminbi forint rand naira baht ringgit rupiah dong lari tenge zloty
    """.split())  # fmt: skip
_SPELLED_OUT = {"km": "kilometre", "m": "metre", "cm": "centimetre", "mm": "millimetre"}

# Peoples by their plural. Only a capital and the ending tell them from other plurals; the rest is listed.
_DEMONYM = re.compile(
    r"(?:[A-Z][a-z]+(?:[a-z]ans|ese|ines|ites|landers|oners|[^aeiou]is)|(?:Gree|Tur|Slova|Uzbe|Kaza)(?:k|kh)s|Poles|Danes|Finns|Swedes|"
    r"Serbs|Croats|Czechs|Arabs|Kurds|Scots|Britons|Brits|Jews|Swiss|Spaniards|Irishmen|Dutchmen|Frenchmen|Englishmen|"
    r"Welshmen|Tajiks|Kyrgyz|Tatars|Afghans|Thais|Filipinos|Icelanders|Cypriots|Muscovites|Muslims|Christians|Hindus|"
    r"Sikhs|Catholics|Protestants|Roma|Bosniaks|Kosovars|Montenegrins|Latinos|Hispanics|Uyghurs|Rohingya|Sunnis|"
    r"Basques|Tamils|Tuaregs|Hazaras|Pashtuns|Mongols|Malays|Copts|Druze|Uighurs|Maoris|Zulus|Tutsis|Hutus|Yazidis|Inuit|Marines)$"
)
_WORD = re.compile(r"\s{1,3}[“\"‘']?(?P<word>(?:[A-Z]\.){2,}|[^\W\d_][\w'’-]{0,40})")
_OF = re.compile(
    r"(?P<of>\sof(?:\s(?:the|its|their|his|her|our|my|your|these|those|this|that|all|some|such|an?|them)\b){0,3})\s",
    re.IGNORECASE,
)
_MODIFIER = frozenset("more others other further additional extra or so odd".split())
_TRAILING = frozenset("already earlier later strong reportedly allegedly".split())
_VERBLIKE = re.compile(r"(?:ed|ly)$|^(?:hit|hits|set|broke|struck|running|sang|won|sent|built|sold|lost|died)$")
_NO_NOUN = re.compile(
    r"(?:.*(?:ous|ss|us|is|[’']s|[’'])|others|always|perhaps|besides|overseas|indoors|outdoors|upwards|downwards|"
    r"afterwards|across|less|yes|thus|plus|whereas|sometimes)$"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The unit in the singular, the words of what is counted, where they end, and whether it is a measure."""

    unit: str | None
    of: str | None
    end: int
    measure: bool = False


def counted(text: str, at: int, end: int, *, single: bool = False) -> Counted:
    """What is counted by the number that ends at `at`; `single` for a rank or a number up to one."""
    opening = _OF.match(text, at, end)
    words = _phrase(text, opening.end("of") if opening else at, end)
    while words and words[0][0].lower() in _MODIFIER:
        words.pop(0)
    head = (_single_head if single else _head)([word for word, _ in words])
    if head is None:
        return Counted(None, _loose(words), at)
    word, stop = words[head]
    unit = measure([w.lower() for w, _ in words[: head + 1]])
    if unit:
        return Counted(unit, None, stop, measure=True)
    return Counted(_unit(word), " ".join(w for w, _ in words[: head + 1]), stop)


def measure(words: list[str]) -> str | None:
    """The unit of measure that lower-case words end in: km, square mile, dollar; None where it is none."""
    unit, kind = MEASURES.get(words[-1]), words[-2] if len(words) > 1 else ""
    if kind == "basis" and words[-1] in {"point", "points"}:
        return "basis point"
    if unit == "hour" and kind.endswith("watt"):
        return f"{kind} hour"
    if unit is None or kind not in {"square", "cubic", "sq"}:
        return unit
    return f"{'cubic' if kind == 'cubic' else 'square'} {_SPELLED_OUT.get(unit, unit)}"


def is_casualty(words: str | None) -> bool:
    """Whether the head of a phrase is no noun but what befell people: killed, wounded, missing."""
    return (words or "").rsplit(" ", 1)[-1].lower() in _CASUALTY


def singular(noun: str) -> str:
    """The singular of a lower-case English plural; a noun that is none is given back."""
    if noun in _IRREGULAR or noun in _NO_PLURAL:
        return _IRREGULAR.get(noun, noun)
    first, dash, last = noun.rpartition("-")
    if dash and last in _IRREGULAR:
        return first + dash + _IRREGULAR[last]
    for pattern, made in _ENDINGS:
        if pattern.search(noun):
            return made(noun)
    return noun if noun.endswith(("ss", "us", "is")) else noun.removesuffix("s")


def _phrase(text: str, at: int, end: int) -> list[tuple[str, int]]:
    """The words of a noun phrase with the offsets where they end, as far as it can go on."""
    found: list[tuple[str, int]] = []
    while len(found) < 7 and (match := _WORD.match(text, at, end)) and match["word"].lower() not in _STOP:
        found.append((match["word"], match.end()))
        at = match.end()
    return found


def _loose(words: list[tuple[str, int]]) -> str | None:
    """What is counted where no noun is known: the first words, unless they are a verb."""
    rest = [] if words and _VERBLIKE.search(words[0][0]) else [word for word, _ in words]
    while rest and rest[-1].lower() in _TRAILING:
        rest.pop()
    return " ".join(rest[:4]) or None


def _head(words: list[str]) -> int | None:
    """The index of the head noun in a phrase whose number is above one."""
    for n, word in enumerate(words):
        lower = word.lower()
        if lower in _UNCHANGED or (lower in MEASURES and lower.endswith("s")):
            return n
        if _is_plural(word):
            return next((k - 1 for k in range(n + 1, len(words)) if not _is_plural(words[k])), len(words) - 1)
    return next((n for n, w in enumerate(words) if w.lower() in _NO_PLURAL | _CASUALTY or _UNCHANGING.search(w)), None)


def _single_head(words: list[str]) -> int | None:
    """The last word of a phrase that can be its noun: what follows a singular noun is often its verb."""
    for n in range(min(len(words), 4) - 1, -1, -1):
        if n == 0 or not (_VERBLIKE.search(words[n]) or (words[n] not in _NO_PLURAL and _is_plural(words[n]))):
            return n if words[n].islower() or _DEMONYM.match(words[n] + "s") else None
    return None


def _is_plural(word: str) -> bool:
    lower = word.lower()
    if lower in _IRREGULAR or lower in _PEOPLE or _DEMONYM.match(word):
        return True
    if any(pattern.search(lower) for pattern, _ in _PLURALS):
        return True
    return len(word) > 3 and lower.endswith("s") and not _NO_NOUN.match(lower)


def _unit(word: str) -> str:
    lower = word.lower()
    if lower in _PEOPLE or lower in _ONE_OF_PEOPLE or lower in _CASUALTY:
        return PERSON
    return PERSON if _DEMONYM.match(word) or _DEMONYM.match(word + "s") else singular(lower)
