from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.model.profile import Correction
from core.store.profile import parse_profile
from core.store.teach import append_correction, forget_correction

TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
KINDS = st.sampled_from(["easy", "long", "race", "other"])
CORRECTIONS = st.builds(Correction, TEXT, KINDS, st.none() | st.integers(0, 6), st.none() | TEXT)


def read(path):
    return parse_profile(path.read_text(encoding="utf-8"), source="p", zone=ZoneInfo("UTC"))


@settings(max_examples=40, deadline=None)
@given(st.lists(CORRECTIONS, min_size=1, max_size=4))
def test_what_is_taught_is_read_back_in_order(tmp_path_factory, corrections):
    path = tmp_path_factory.mktemp("teach") / "profile.toml"
    for correction in corrections:
        append_correction(path, correction)
    assert read(path).corrections == tuple(corrections)


def test_the_rest_of_the_file_stays_as_it_is(tmp_path):
    path = tmp_path / "profile.toml"
    before = "# mine\n[athlete]\nplan = 'minimal'  # as before"
    path.write_text(before)
    append_correction(path, Correction("19", "long"))
    assert path.read_text().startswith(before + "\n")
    assert read(path).athlete.plan == "minimal"


def test_a_file_to_which_nothing_can_be_appended_stays_as_it_is(tmp_path):
    path = tmp_path / "profile.toml"
    before = "[runs]\ncorrections = []\n"
    path.write_text(before)
    with pytest.raises(InputError):
        append_correction(path, Correction("19", "long"))
    assert path.read_text() == before


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "home").write_text("a file, no folder")
    with pytest.raises(InputError) as caught:
        append_correction(tmp_path / "home" / "profile.toml", Correction("19", "long"))
    assert caught.value.id == "store_unwritable"


HAND = "# mine\r\n[athlete]\r\nplan = 'minimal'  # as before\r\n\r\n# Sundays\r\n"


@settings(max_examples=40, deadline=None)
@given(st.lists(CORRECTIONS, min_size=1, max_size=4, unique=True), st.data())
def test_what_is_forgotten_leaves_the_file_as_if_it_was_never_taught(tmp_path_factory, corrections, data):
    with_it, without = (tmp_path_factory.mktemp("teach") / "profile.toml" for _ in range(2))
    gone = data.draw(st.sampled_from(corrections))
    for path in (with_it, without):
        path.write_bytes(HAND.encode())
    for correction in corrections:
        append_correction(with_it, correction)
        if correction != gone:
            append_correction(without, correction)
    forget_correction(with_it, gone)
    assert with_it.read_bytes() == without.read_bytes()


def test_all_that_stands_around_a_correction_stays(tmp_path):
    path = tmp_path / "profile.toml"
    taught = '[[runs.corrections]]  # first\nkind = "long"\n\ntitle = "19"\n'
    path.write_text(f"timezone = 'Europe/Berlin'\n{taught}# the next is mine\n[rules]\n")
    forget_correction(path, Correction("19", "long"))
    assert path.read_text() == "timezone = 'Europe/Berlin'\n# the next is mine\n[rules]\n"


def test_what_was_never_taught_is_forgotten_already(tmp_path):
    forget_correction(tmp_path / "profile.toml", Correction("19", "long"))
    assert not (tmp_path / "profile.toml").exists()


@pytest.mark.parametrize(
    "text",
    [
        '[runs]\ncorrections = [{title = "19", kind = "long"}]\n',
        '[[runs.corrections]]\ntitle = """\n[[runs.corrections]]\n"""\nkind = "easy"\n[[runs.corrections]]\ntitle = "19"\nkind = "long"\n',
    ],
)
def test_a_correction_in_a_shape_of_the_runners_own_is_left_to_him(tmp_path, text):
    path = tmp_path / "profile.toml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        forget_correction(path, Correction("19", "long"))
    assert caught.value.id == "correction_by_hand"
    assert path.read_text() == text
