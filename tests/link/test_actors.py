from firsthand import link
from tests.making import page, said


def actors_of(*sayings):
    pages, statements = [], []
    for n, (text, speaker, fields) in enumerate(sayings):
        document = page(f"News\n{text}", f"Outlet {n}", f"2024-03-{n + 1:02}")
        pages.append(document)
        statements.append(said(document, speaker, "the ferry had sailed", **fields))
    return link.links(pages, statements)


def test_a_surname_is_the_person_with_that_name():
    made = actors_of(
        ("Anna Berg said the ferry had sailed.", "Anna Berg", {}), ("Berg said the ferry had sailed.", "Berg", {})
    )
    [actor] = [a for a in made.actors if a.kind == "person"]
    assert (actor.name, actor.aliases) == ("Anna Berg", ("Berg",))


def test_a_surname_that_two_speakers_have_is_nobodys():
    made = actors_of(
        ("Anna Berg said the ferry had sailed.", "Anna Berg", {}),
        ("Olaf Berg said the ferry had sailed.", "Olaf Berg", {}),
        ("Berg said the ferry had sailed.", "Berg", {}),
    )
    assert len(made.actors) == 3


def test_an_acronym_in_brackets_is_its_body():
    made = actors_of(
        ("The Coastal Rescue Agency (CRA) said the ferry had sailed.", "The Coastal Rescue Agency", {}),
        ("CRA said the ferry had sailed.", "CRA", {}),
    )
    assert len(made.actors) == 1
    assert any(k.kind == "same_actor" and "introduces" in k.why for k in made.links)


def test_unnamed_sources_of_two_pages_are_never_presumed_one():
    made = actors_of(
        ("A senior official said the ferry had sailed.", "A senior official", {"named": False}),
        ("A senior official said the ferry had sailed.", "A senior official", {"named": False}),
    )
    assert len(made.actors) == 2
    assert {a.kind for a in made.actors} == {"unnamed"}


def test_a_spokesman_speaks_for_his_body():
    made = actors_of(
        ("The Harbour Ministry said the ferry had sailed.", "The Harbour Ministry", {}),
        (
            "Harbour Ministry spokesman Olaf Berg said the ferry had sailed.",
            "Harbour Ministry spokesman Olaf Berg",
            {"name": "Olaf Berg"},
        ),
    )
    person = next(a for a in made.actors if a.name == "Olaf Berg")
    [body] = person.affiliations
    assert next(a for a in made.actors if a.id == body).name == "The Harbour Ministry"


def test_a_name_with_an_office_before_it_is_the_person():
    made = actors_of(
        ("Anna Berg said the ferry had sailed.", "Anna Berg", {}),
        ("Harbour Master Anna Berg said the ferry had sailed.", "Harbour Master Anna Berg", {}),
    )
    assert len(made.actors) == 1


def test_a_body_with_and_without_its_country_is_one_unless_two_countries_have_it():
    bare = ("The Coastal Service said the ferry had sailed.", "The Coastal Service", {})
    one = ("Norland's Coastal Service said the ferry had sailed.", "Norland's Coastal Service", {})
    two = ("Sudmark's Coastal Service said the ferry had sailed.", "Sudmark's Coastal Service", {})
    assert len(actors_of(bare, one).actors) == 1
    assert len(actors_of(bare, one, two).actors) == 3
