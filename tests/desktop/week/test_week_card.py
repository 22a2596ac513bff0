"""Every kind of card can be told from every other without its colour."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtWidgets import QWidget

from core.words import Words
from desktop.dates import Dates
from desktop.theme import LIGHT, THEMES
from desktop.week.card import CardButton
from desktop.week.glyphs import draw_glyph
from desktop.week.present import Role, present_session

INKS = {name: "EEEEEE" if name.endswith("fill") else "555555" for name in LIGHT.__slots__ if name != "name"}
GREY = replace(LIGHT, **(INKS | {"panel": "FFFFFF", "on_accent": "FFFFFF"}))


@pytest.fixture
def card(make):
    return present_session(make.session("s", make.at(1, 17), pinned=True), None, Dates(Words("en")))


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.BUSY, Role.FOREIGN}])
def test_every_kind_but_an_appointment_has_its_own_shape(role):
    shape = draw_glyph(role, 0, 0, 9)
    assert not shape.isEmpty()
    for other in set(Role) - {role, Role.FOREIGN}:
        assert draw_glyph(other, 0, 0, 9) != shape


def paint(qtbot, card, theme, size=(160, 60)):
    host = QWidget()
    qtbot.addWidget(host)
    button = CardButton(host, card, theme)
    button.resize(*size)
    return button.grab().toImage()


def test_without_colours_no_two_roles_look_the_same(qtbot, card):
    roles = [role for role in Role if role is not Role.FOREIGN]
    pictures = {role: paint(qtbot, replace(card, role=role, pinned=False), GREY) for role in roles}
    assert all(pictures[a] != pictures[b] for a, b in combinations(roles, 2))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("mark", ["pinned", "assumed", "guessed", "warning"])
def test_every_mark_is_seen(qtbot, card, theme, mark):
    plain = replace(card, role=Role.EASY, pinned=False)
    marked = replace(plain, **{mark: "Not here" if mark == "warning" else True})
    assert paint(qtbot, plain, theme) != paint(qtbot, marked, theme)


@pytest.mark.parametrize("size", [(160, 60), (160, 30), (160, 12), (60, 60), (20, 10)])
def test_a_card_of_any_size_is_painted(qtbot, card, size):
    assert not paint(qtbot, card, LIGHT, size).isNull()
