import re
from pathlib import Path

import pytest

from desktop.theme import DARK, ICON_FOLDER, LIGHT, THEMES, choose_theme, contrast, make_pixmap

TEXTS = [
    *[
        ("text", ground)
        for ground in ("background", "panel", "easy_fill", "hard_fill", "long_fill", "busy_fill", "accent_fill")
    ],
    *[("soft", ground) for ground in ("panel", "easy_fill", "hard_fill", "long_fill", "busy_fill", "accent_fill")],
    *[("quiet", ground) for ground in ("background", "panel")],
    *[("danger", ground) for ground in ("background", "panel")],
    ("good", "panel"),
    ("accent", "accent_fill"),
    ("on_accent", "accent"),
    ("on_bubble", "bubble"),
    ("panel", "danger"),
]
SHAPES = [
    ("easy", "easy_fill"),
    ("hard", "hard_fill"),
    ("long", "long_fill"),
    ("danger", "hard_fill"),
    ("forbidden", "panel"),
    ("accent", "panel"),
]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_every_text_reaches_the_contrast_of_wcag_aa(theme, ink, ground):
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(("ink", "ground"), SHAPES)
def test_every_shape_reaches_the_contrast_of_wcag_aa(theme, ink, ground):
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 3


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("000000", "FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("path", sorted(ICON_FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_paints_something_in_its_colour(qapp, path):
    image = make_pixmap(path.stem, DARK.color("accent")).toImage()
    colors = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colors == {f"#{DARK.accent.lower()}"}


def test_every_icon_is_used():
    source = "".join(path.read_text() for path in (Path(__file__).parents[2] / "desktop").rglob("*.py"))
    assert {path.stem for path in ICON_FOLDER.glob("*.svg")} <= set(re.findall(r'"(\w+)"', source))


def test_the_system_decides_where_nobody_does(qapp):
    assert choose_theme("system", qapp) in {LIGHT, DARK}
    assert choose_theme("dark", qapp) is DARK
