"""Whose side a name is on, taken away before the network reads: every country is one country to it, every people one.

What the reader finds must not depend on which side says it. Names of countries, of their peoples, capitals and best
known seats of power, and of parties are each replaced by one stand-in of their kind; so exchanging two sides' names of
one kind and length changes nothing that the network says. Names of persons and of other bodies are not in the table.
"""

from __future__ import annotations

from collections.abc import Iterable

_COUNTRIES = """
Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh Belarus
Belgium Belize Benin Bhutan Bolivia Bosnia Botswana Brazil Britain Brunei Bulgaria Burundi Cambodia Cameroon Canada Chad
Chile China Colombia Croatia Cuba Cyprus Czechia Denmark Djibouti Ecuador Egypt England Eritrea Estonia Ethiopia Fiji
Finland France Gabon Gambia Georgia Germany Ghana Greece Greenland Guatemala Guinea Guyana Haiti Honduras Hungary
Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Kazakhstan Kenya Korea Kosovo Kuwait Kyrgyzstan
Laos Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania Luxembourg Macedonia Madagascar Malawi Malaysia
Maldives Mali Malta Mauritania Mauritius Mexico Moldova Monaco Mongolia Montenegro Morocco Mozambique Myanmar Namibia
Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palestine Panama Paraguay Peru Philippines Poland
Portugal Qatar Romania Russia Rwanda Samoa Scotland Senegal Serbia Seychelles Singapore Slovakia Slovenia Somalia Spain
Sudan Suriname Sweden Switzerland Syria Taiwan Tajikistan Tanzania Thailand Togo Tonga Tunisia Turkey Turkmenistan
Uganda Ukraine Uruguay Uzbekistan Venezuela Vietnam Wales Yemen Zambia Zimbabwe America US USA UK UAE DPRK EU USSR
"""
_PEOPLES = """
Afghan Albanian Algerian American Angolan Arab Argentine Armenian Australian Austrian Azerbaijani Bahraini Bangladeshi
Belarusian Belgian Bolivian Bosnian Brazilian British Bulgarian Burmese Cambodian Cameroonian Canadian Chilean Chinese
Colombian Croatian Cuban Cypriot Czech Danish Dutch Ecuadorian Egyptian English Eritrean Estonian Ethiopian European
Finnish French Georgian German Ghanaian Greek Guatemalan Haitian Honduran Hungarian Icelandic Indian Indonesian Iranian
Iraqi Irish Israeli Italian Jamaican Japanese Jordanian Kazakh Kenyan Korean Kurdish Kuwaiti Kyrgyz Laotian Latvian
Lebanese Liberian Libyan Lithuanian Macedonian Malaysian Malian Maltese Mexican Moldovan Mongolian Montenegrin Moroccan
Nepali Nicaraguan Nigerian Norwegian Omani Pakistani Palestinian Panamanian Paraguayan Peruvian Polish Portuguese
Qatari Romanian Russian Rwandan Saudi Scottish Senegalese Serbian Singaporean Slovak Slovenian Somali Soviet Spanish
Sudanese Swedish Swiss Syrian Taiwanese Tajik Tanzanian Thai Tunisian Turkish Turkmen Ugandan Ukrainian Uruguayan Uzbek
Venezuelan Vietnamese Welsh Yemeni Zambian Zimbabwean
"""
_SEATS = """
Abuja Algiers Amman Ankara Astana Athens Baghdad Baku Bangkok Beijing Beirut Belgrade Berlin Bern Bogota Brasilia
Bratislava Brussels Bucharest Budapest Cairo Canberra Caracas Chisinau Copenhagen Damascus Dhaka Doha Dublin Hanoi
Havana Helsinki Islamabad Jakarta Jerusalem Kabul Kathmandu Kiev Kigali Kinshasa Kyiv Lima Lisbon Ljubljana London
Madrid Manila Minsk Moscow Nairobi Oslo Ottawa Paris Prague Pristina Pyongyang Quito Riga Riyadh Rome Sarajevo Seoul
Skopje Sofia Stockholm Taipei Tallinn Tbilisi Tehran Tirana Tokyo Tripoli Tunis Vienna Vilnius Warsaw Washington Yerevan
Zagreb Kremlin Pentagon
"""
_PARTIES = """
Republican Democrat Conservative Labour Liberal Tory Tories Socialist Communist Green Democratic
"""
_TURNED = frozenset({"north", "south", "east", "west"})  # North Korea and South Korea are sides too


def is_country(word: str) -> bool:
    """Whether a folded word is a country's name in the table."""
    return word in _FOLDED


_FOLDED = frozenset(word.casefold() for word in _COUNTRIES.split())


def _plurals(words: str, stand_in: str) -> dict[str, str]:
    found = {}
    for word in words.split():
        found[word] = stand_in
        found[word + "s"] = stand_in + "s"
    return found


# Stand-ins of one piece each, so that the length of a text in pieces does not depend on its sides either.
_STAND_INS = {
    **dict.fromkeys(_COUNTRIES.split(), "france"),
    **_plurals(_PEOPLES, "german"),
    **dict.fromkeys(_SEATS.split(), "paris"),
    **_plurals(_PARTIES, "liberal"),
}


def is_people(word: str) -> bool:
    """Whether a word is the adjective of a country's people."""
    return _STAND_INS.get(word) == "german"


def blinded(words: Iterable[str]) -> list[str]:
    """The words with every name of a side replaced by the stand-in of its kind; one word for each word."""
    given = list(words)
    found = [_STAND_INS.get(word, word) for word in given]
    for n, word in enumerate(given[:-1]):
        if word.lower() in _TURNED and word[0].isupper() and given[n + 1] != found[n + 1]:
            found[n] = "north"
    return found
