from hypothesis import given
from hypothesis import strategies as st

from firsthand.link.passages import BEGINNING, REST, passage

TEXT = (
    "A storm reached the coast on Sunday. It was the third this year. "
    + "The harbour master counted the boats and found all of them in place that evening. " * 12
    + "The ferry Aurel sank off Brask, the owner said. "
    + "Nothing else was damaged, and the shops opened as they always do on a Monday morning. " * 12
)


def test_the_beginning_and_what_bears_on_the_claim():
    found = passage("The Aurel ferry has sunk near Brask", TEXT)
    assert found.startswith("A storm reached the coast on Sunday.")
    assert "The ferry Aurel sank off Brask, the owner said." in found
    assert len(found.split()) <= BEGINNING + REST


def test_a_short_text_stays_whole():
    assert passage("Ships sank.", "One  ship sank.\nThe rest came home.") == "One ship sank. The rest came home."


def test_a_first_sentence_longer_than_the_room_is_kept():
    assert passage("word", "word " * 400) == " ".join(["word"] * 400)


@given(st.text(), st.text())
def test_every_word_is_of_the_text(claim, text):
    assert set(passage(claim, text).split()) <= set(text.split())
