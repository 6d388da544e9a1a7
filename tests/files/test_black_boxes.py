"""Boxes over a picture: which pixels they are, and that black is black in every kind of picture."""

import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from portal.files.blacking import blackened
from portal.files.boxes import Box, Grid, Outside, grid_of
from portal.files.pictures import TooLarge, Unreadable
from tests.files.pictures import huge_png, photo, png

sizes = st.integers(1, 400)


def colours(picture: Image.Image) -> set:
    return {colour for _count, colour in picture.getcolors(picture.width * picture.height) or ()}


@given(sizes, sizes, st.data())
def test_a_ticked_box_is_black_to_its_last_pixel_and_nothing_else_changes(width, height, data):
    grid = grid_of(width, height)
    ticked = data.draw(st.frozensets(st.sampled_from(list(grid)), min_size=1, max_size=12))
    before = Image.effect_noise((width, height), 90).convert("RGB").point(lambda value: value | 1)
    out = io.BytesIO()
    before.save(out, "PNG")

    after = Image.open(io.BytesIO(blackened(out, grid, ticked)))

    expected = before.copy()
    for box in ticked:
        left, top, right, bottom = grid.pixels(box, width, height)
        for x in range(left, right):
            for y in range(top, bottom):
                expected.putpixel((x, y), (0, 0, 0))
    assert after.size == before.size
    assert after.tobytes() == expected.tobytes()


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_boxes_cover_a_picture_wholly_and_each_pixel_is_in_one(width, height):
    grid = grid_of(width, height)
    assert 1 <= grid.columns <= 24
    assert 1 <= grid.rows <= 80

    across = [grid.pixels(Box(1, column), width, height)[::2] for column in range(1, grid.columns + 1)]
    down = [grid.pixels(Box(row, 1), width, height)[1::2] for row in range(1, grid.rows + 1)]
    for parts, end in ((across, width), (down, height)):
        assert parts[0][0] == 0
        assert parts[-1][1] == end
        assert all(one[1] == following[0] for one, following in itertools.pairwise(parts))
        assert all(begin < behind for begin, behind in parts)


@given(st.lists(st.text(max_size=6) | st.from_regex(r"-?[0-9]{1,19}-[0-9]{1,3}", fullmatch=True), min_size=1))
def test_what_is_no_box_of_the_picture_is_refused_and_never_breaks(typed):
    grid = Grid(3, 2)
    right = {f"{box.row}-{box.column}" for box in grid}
    try:
        found = grid.asked(typed, ())
    except Outside:
        assert set(typed) - right
    else:
        assert found == {Box(*map(int, one.split("-"))) for one in typed}


def test_a_row_names_all_its_boxes():
    assert Grid(3, 2).asked(["1-2"], ["2"]) == {Box(1, 2), Box(2, 1), Box(2, 2), Box(2, 3)}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_each_kind_of_picture_stays_what_it_is_and_turns_upright(kind):
    turned = 1 if kind == "GIF" else 6
    after = Image.open(io.BytesIO(blackened(io.BytesIO(photo(kind, turned)), Grid(2, 2), [Box(1, 1)])))

    assert after.format == kind
    assert after.size == ((64, 40) if kind == "GIF" else (40, 64))
    middle = after.convert("RGB").getpixel((after.width // 4, after.height // 4))
    assert max(middle) < 12
    assert not after.getexif()


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("P", (64, 64), 3),
        Image.new("L", (64, 64), 200),
        Image.new("1", (64, 64), 1),
        Image.new("LA", (64, 64), (200, 0)),
        Image.new("RGBA", (64, 64), (200, 200, 200, 0)),
        Image.new("I;16", (64, 64), 40_000),
    ],
    ids=lambda one: one.mode,
)
def test_black_is_black_however_a_picture_keeps_its_colours(picture):
    out = io.BytesIO()
    more = {"transparency": 0} if picture.mode in ("P", "L", "1") else {}
    if picture.mode == "P":
        picture.putpalette([0, 0, 0, 9, 9, 9, 99, 0, 0, 0, 200, 0])
    picture.save(out, "PNG", **more)

    after = Image.open(io.BytesIO(blackened(out, Grid(2, 2), [Box(2, 2)]))).convert("RGBA")

    assert set(after.crop((32, 32, 64, 64)).get_flattened_data()) == {(0, 0, 0, 255)}
    assert after.getpixel((5, 5)) != (0, 0, 0, 255)


def test_a_moving_picture_keeps_its_first_image_alone():
    out = io.BytesIO()
    first, second = (Image.new("RGB", (64, 64), colour) for colour in ("#ff0000", "#00ff00"))
    first.save(out, "GIF", save_all=True, append_images=[second])

    after = Image.open(io.BytesIO(blackened(out, Grid(2, 2), [Box(1, 1)])))

    assert getattr(after, "n_frames", 1) == 1
    assert colours(after.convert("RGB")) == {(0, 0, 0), (255, 0, 0)}


def test_what_is_too_large_or_damaged_is_not_drawn():
    with pytest.raises(TooLarge):
        blackened(io.BytesIO(huge_png()), Grid(2, 2), [Box(1, 1)])
    with pytest.raises(Unreadable):
        blackened(io.BytesIO(png()[:200]), Grid(2, 2), [Box(1, 1)])
