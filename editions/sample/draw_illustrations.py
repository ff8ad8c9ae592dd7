"""Draws the sample forum's illustrations: two inks, cinnabar and indigo, printed over each other on warm paper.

    python -m editions.sample.draw_illustrations

They stand where a real forum has photographs, and are captioned as illustrations: nobody and no place is shown.
The same program gives the same pictures; it needs Pillow and no font.
"""

import io
import math
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from .printing import CINNABAR, FINE, INDIGO, INK, Points, Sheet, arc, beside, rounded, smooth, steps, turned

FOLDER = Path(__file__).parent / "photos"


def weave(sheet: Sheet) -> None:
    """Two shores, and between them two threads of many strands that pass over and under each other."""
    w, h = sheet.width, sheet.height
    for side, colour in ((0, CINNABAR), (1, INDIGO)):
        for layer in range(9):
            reach = 350 - layer * 38
            coast = [
                (
                    reach
                    + 46 * math.sin(y / 260 + side * 2.1 + layer * 0.12)
                    + 24 * math.sin(y / 97 + side + layer * 0.3),
                    y,
                )
                for y in steps(-20, h + 20, 160)
            ]
            points = [(-40.0, -20.0), *coast, (-40.0, h + 20.0)]
            land = sheet.mask()
            sheet.shape(land, [(w - x, y) if side else (x, y) for x, y in points])
            sheet.ink(land, colour, 0.13 if layer else 0.1)
    strands = 9
    middle, swing, turns = h / 2, 330.0, 3.0

    def thread(phase: float, offset: float) -> Points:
        points = []
        for x in steps(-80, w + 80, 500):
            share = (x - 150) / (w - 300)
            swell = 0.62 + 0.38 * math.cos(math.pi * (share - 0.5))
            angle = math.pi * 2 * turns * share + phase
            spread = offset * (0.45 + 0.75 * abs(math.sin(angle)))
            points.append((x, middle + swing * swell * math.sin(angle) + spread * (0.3 + 0.7 * swell)))
        return points

    masks, covers = [], []
    for phase in (math.pi / 2, -math.pi / 2):
        mask, cover = sheet.mask(), sheet.mask()
        for strand in range(strands):
            offset = (strand - (strands - 1) / 2) * 17
            sheet.line(mask, thread(phase, offset), 6.5)
            sheet.line(cover, thread(phase, offset), 22)
        masks.append(mask)
        covers.append(cover)
    for crossing in range(-1, int(turns * 2) + 1):
        x = 150 + (w - 300) * (crossing + 0.5) / (turns * 2)
        window = sheet.mask()
        sheet.box(window, x - 150, 0, x + 150, h)
        over = crossing % 2
        hidden = ImageChops.multiply(covers[over], window)
        masks[1 - over] = ImageChops.subtract(masks[1 - over], hidden)
    sheet.ink(masks[0], CINNABAR, 0.95)
    sheet.ink(masks[1], INDIGO, 0.95)


def two_tables(sheet: Sheet) -> None:
    """Two long tables seen from above, facing each other, with papers and empty chairs."""
    w, h = sheet.width, sheet.height
    light = sheet.mask()
    for i in range(26):
        sheet.disc(light, w / 2, h / 2, 1150 - i * 34, 8 + i * 4)
    sheet.ink(ImageChops.invert(light), (214, 199, 168), 0.5)
    for side, colour in ((-1, CINNABAR), (1, INDIGO)):
        x = w / 2 + side * 420
        shadow = sheet.mask()
        sheet.box(shadow, x - 128 + 34, 190 + 40, x + 128 + 34, h - 190 + 40, 34)
        sheet.ink(shadow.filter(ImageFilter.GaussianBlur(26)), INK, 0.28, grain=False)
        for seat in range(7):
            y = 300 + seat * (h - 600) / 6
            back = x + side * 262
            chair, shade = sheet.mask(), sheet.mask()
            sheet.box(shade, back - 58 + 16, y - 62 + 20, back + 58 + 16, y + 62 + 20, 40)
            sheet.ink(shade.filter(ImageFilter.GaussianBlur(12)), INK, 0.22, grain=False)
            sheet.box(chair, back - 58, y - 62, back + 58, y + 62, 40)
            sheet.ink(chair, colour, 0.42)
            rest = sheet.mask()
            sheet.box(rest, back + side * 40 - 15, y - 70, back + side * 40 + 15, y + 70, 15)
            sheet.ink(rest, colour, 0.8)
        table = sheet.mask()
        sheet.box(table, x - 128, 190, x + 128, h - 190, 34)
        sheet.paper(table)
        sheet.ink(table, colour, 0.92)
        for seat in range(7):
            y = 300 + seat * (h - 600) / 6
            turn = sheet.random.uniform(-0.09, 0.09)
            centre = (x + side * 40, y + sheet.random.uniform(-6, 6))
            leaf = sheet.mask()
            corners = [(-46.0, -34.0), (46.0, -34.0), (46.0, 34.0), (-46.0, 34.0)]
            sheet.shape(leaf, [turned(px, py, turn, centre) for px, py in corners])
            sheet.paper(leaf)
            lines = sheet.mask()
            for row in range(4):
                length = sheet.random.uniform(34, 66)
                top = -20 + row * 13
                sheet.line(lines, [turned(-32, top, turn, centre), turned(-32 + length, top, turn, centre)], 3)
            sheet.ink(lines, colour, 0.55)
            glass, rim = sheet.mask(), sheet.mask()
            spot = (x - side * 62, y - 30)
            sheet.disc(rim, *spot, 19)
            sheet.disc(rim, *spot, 14, 0)
            sheet.disc(glass, *spot, 15, 120)
            sheet.paper(rim)
            sheet.paper(glass)
    for seat in range(7):
        y = 300 + seat * (h - 600) / 6
        for strand in range(3):
            thread = sheet.mask()
            other = 300 + ((seat + strand - 1) % 7) * (h - 600) / 6
            if abs(other - y) > 400:
                continue
            line = [(x, y + (other - y) * smooth((x - w / 2 + 280) / 560)) for x in steps(w / 2 - 280, w / 2 + 280, 90)]
            sheet.line(thread, line, 5)
            left = ImageChops.multiply(thread, sheet.fade(1, 0, across=True, power=1))
            right = ImageChops.multiply(thread, sheet.fade(0, 1, across=True, power=1))
            sheet.ink(left, CINNABAR, 1)
            sheet.ink(right, INDIGO, 1)


def lecterns(sheet: Sheet) -> None:
    """A row of lecterns with their microphones, before anybody has come; the light falls from one side."""
    w, h = sheet.width, sheet.height
    floor = h * 0.73
    for i in range(5):
        left, lean = -240 + i * 560, 300
        window = sheet.mask()
        for top, bottom in ((150, 470), (500, floor)):
            shift, sink = lean * (1 - top / floor), lean * (1 - bottom / floor)
            across = [
                (left + shift, top),
                (left + 480 + shift, top),
                (left + 480 + sink, bottom),
                (left + sink, bottom),
            ]
            sheet.shape(window, across)
        sheet.ink(ImageChops.multiply(window, sheet.fade(0.35, 1.2)), (236, 205, 146), 0.62)
    ground = sheet.mask()
    sheet.box(ground, 0, floor, w, h)
    sheet.ink(ImageChops.multiply(ground, sheet.fade(0.2, 1)), (190, 172, 140), 0.55)
    edge = sheet.mask()
    sheet.line(edge, [(0, floor), (w, floor)], 2.5)
    sheet.ink(edge, INK, 0.35)
    for i in range(7):
        x = 300 + i * 300
        colour = CINNABAR if i % 2 == 0 else INDIGO
        foot = floor + 120
        shadow = sheet.mask()
        sheet.shape(shadow, [(x - 62, foot), (x + 62, foot), (x + 62 + 330, foot + 250), (x - 62 + 380, foot + 250)])
        sheet.ink(
            ImageChops.multiply(shadow, sheet.fade(1.6, 0)).filter(ImageFilter.GaussianBlur(10)), INK, 0.4, grain=False
        )
        body = sheet.mask()
        sheet.shape(body, [(x - 84, foot - 400), (x + 84, foot - 400), (x + 62, foot), (x - 62, foot)])
        sheet.paper(body)
        sheet.ink(body, colour, 0.9)
        lit = sheet.mask()
        sheet.shape(lit, [(x - 84, foot - 400), (x - 30, foot - 400), (x - 22, foot), (x - 62, foot)])
        sheet.ink(lit, INK, 0.22)
        top = sheet.mask()
        sheet.shape(top, [(x - 118, foot - 400), (x + 118, foot - 400), (x + 98, foot - 452), (x - 98, foot - 452)])
        sheet.paper(top)
        sheet.ink(top, colour, 0.55)
        for bend in (-1, 1):
            stem = sheet.mask()
            arm = [(x + bend * (16 + 34 * math.sin(t * 1.5)), foot - 452 - 118 * t) for t in steps(0, 1, 30)]
            sheet.line(stem, arm, 5)
            sheet.line(stem, [arm[-1], (arm[-1][0] - bend * 12, arm[-1][1] - 22)], 15)
            sheet.ink(stem, INK, 0.9)


def empty_hall(sheet: Sheet) -> None:
    """Rows of seats round an empty stage, seen from above; two colours that mingle towards the middle."""
    w, h = sheet.width, sheet.height
    centre = (w / 2, h + 120.0)
    stage = sheet.mask()
    sheet.disc(stage, *centre, 400)
    sheet.ink(stage, (205, 186, 150), 0.6)
    ring = sheet.mask()
    for radius in (400, 372):
        sheet.disc(ring, *centre, radius)
        sheet.disc(ring, *centre, radius - 4, 0)
    sheet.ink(ring, INK, 0.4)
    red, blue, soft = sheet.mask(), sheet.mask(), sheet.mask()
    for row in range(15):
        radius = 520 + row * 76
        count = int(math.pi * radius / 62)
        for seat in range(count):
            angle = math.pi * (seat + 0.5) / count
            # Four aisles lead to the stage.
            if any(abs(angle - math.pi * share) * radius < 40 for share in (0.2, 0.4, 0.6, 0.8)):
                continue
            x, y = centre[0] - radius * math.cos(angle), centre[1] - radius * math.sin(angle)
            if not (-60 < x < w + 60 and -60 < y < h + 60):
                continue
            tilt = angle - math.pi / 2
            seat_shape = [turned(px, py, tilt, (x, y)) for px, py in rounded(42, 34, 12)]
            back = [turned(px, py - 21, tilt, (x, y)) for px, py in rounded(46, 12, 6)]
            share = smooth((angle / math.pi - 0.5) * 2.2 + 0.5)
            mask = blue if sheet.random.random() < share else red
            sheet.shape(mask, seat_shape, 170)
            sheet.shape(mask, back, 255)
            sheet.shape(soft, [(px + 9, py + 12) for px, py in seat_shape])
    sheet.ink(soft.filter(ImageFilter.GaussianBlur(10)), INK, 0.28, grain=False)
    sheet.ink(red, CINNABAR, 0.92)
    sheet.ink(blue, INDIGO, 0.92)
    beam = sheet.mask()
    sheet.shape(beam, [(w / 2 - 60, -40), (w / 2 + 60, -40), (w / 2 + 330, h), (w / 2 - 330, h)])
    sheet.ink(beam.filter(ImageFilter.GaussianBlur(60)), (250, 226, 170), 0.35, grain=False)


def press_sheet(sheet: Sheet) -> None:
    """A sheet that comes from under a printing cylinder with three columns, each in the manner of a script."""
    w, h = sheet.width, sheet.height
    cylinder_bottom = 430
    shadow = sheet.mask()
    sheet.box(shadow, 330, 330, w - 300, h + 80)
    sheet.ink(shadow.filter(ImageFilter.GaussianBlur(30)), INK, 0.3, grain=False)
    page = sheet.mask()
    sheet.box(page, 300, 300, w - 300, h + 40)
    sheet.image.paste((253, 250, 243), mask=page.reduce(FINE))
    columns = ((400, 890, CINNABAR, latin_like), (955, 1445, INK, block_like), (1510, 2000, INDIGO, brush_like))
    for left, right, colour, manner in columns:
        words = sheet.mask()
        sheet.box(words, left, 540, right, 560, 3)
        manner(sheet, words, left, 620, right, h - 70)
        sheet.ink(words, colour, 0.92)
    for top, bottom, colour in ((40, cylinder_bottom, CINNABAR), (-240, 210, INDIGO)):
        body = sheet.mask()
        sheet.box(body, 180, top, w - 180, bottom, 26)
        fall = sheet.mask()
        sheet.box(fall, 200, bottom - 30, w - 200, bottom + 46, 20)
        sheet.ink(fall.filter(ImageFilter.GaussianBlur(22)), INK, 0.4, grain=False)
        sheet.paper(body)
        sheet.ink(body, colour, 0.85)
        shade = sheet.mask()
        for y in range(max(0, top), bottom):
            round_off = abs((y - top) / (bottom - top) * 2 - 1.25)
            sheet.box(shade, 180, y, w - 180, y + 1, 0, int(230 * min(1.0, round_off**1.6)))
        sheet.ink(ImageChops.multiply(shade, body), INK, 0.8)
    for x in (180, w - 180):
        axle = sheet.mask()
        sheet.box(axle, x - 60, 120, x + 60, 190, 12)
        sheet.paper(axle)
        sheet.ink(axle, INK, 0.8)


def latin_like(sheet: Sheet, mask: Image.Image, left: float, top: float, right: float, bottom: float) -> None:
    y = top
    while y < bottom:
        x = left
        while x < right - 30:
            letters = sheet.random.randint(2, 9)
            for _ in range(letters):
                if x > right - 18:
                    break
                tall = sheet.random.random()
                height = 40 if tall < 0.22 else 25
                kind = sheet.random.random()
                if kind < 0.45:
                    sheet.line(mask, [(x + 3, y + 40 - height), (x + 3, y + 40)], 5)
                    sheet.line(mask, arc(x + 9, y + 28, 7, 12, 1.0, 2.0), 4.5)
                elif kind < 0.8:
                    sheet.line(mask, arc(x + 8, y + 28, 8, 12, 0.0, 1.9), 4.5)
                else:
                    sheet.line(mask, [(x + 3, y + 40 - height), (x + 3, y + 40)], 5)
                    x -= 9
                x += 22
            x += 16
        y += 76


def block_like(sheet: Sheet, mask: Image.Image, left: float, top: float, right: float, bottom: float) -> None:
    size, gap = 58, 12
    y = top - 6
    while y < bottom:
        x = left
        while x + size <= right + 4:
            if sheet.random.random() < 0.08:
                x += size + gap
                continue
            for share in sorted(sheet.random.sample((0.08, 0.3, 0.52, 0.74, 0.94), sheet.random.choice((2, 3, 3, 4)))):
                start, end = sheet.random.choice(((0.04, 0.96), (0.04, 0.5), (0.42, 0.96), (0.16, 0.84)))
                sheet.line(mask, [(x + size * start, y + size * share), (x + size * end, y + size * share - 2)], 4.6)
            for share in sheet.random.sample((0.14, 0.36, 0.5, 0.66, 0.88), sheet.random.choice((1, 2, 2))):
                start, end = sheet.random.choice(((0.04, 0.96), (0.04, 0.6), (0.4, 0.96)))
                sheet.line(mask, [(x + size * share, y + size * start), (x + size * share, y + size * end)], 5.4)
            if sheet.random.random() < 0.5:
                sheet.line(mask, [(x + size * 0.5, y + size * 0.5), (x + size * 0.1, y + size * 0.95)], 4.6)
                sheet.line(mask, [(x + size * 0.52, y + size * 0.5), (x + size * 0.92, y + size * 0.95)], 5.2)
            x += size + gap
        y += 76


def brush_like(sheet: Sheet, mask: Image.Image, left: float, top: float, right: float, bottom: float) -> None:
    x = right - 30
    while x > left - 5:
        y = top
        while y < bottom:
            if sheet.random.random() < 0.06:
                y += 66
                continue
            turn, reach = sheet.random.uniform(0.9, 1.7), sheet.random.uniform(14, 22)
            begin = sheet.random.uniform(0, 2)
            sheet.line(mask, arc(x, y + 30, reach, reach * 0.95, begin, begin + turn), 5.2)
            if sheet.random.random() < 0.65:
                sheet.line(mask, [(x - 20, y + 12), (x + sheet.random.uniform(8, 20), y + 9)], 5)
            if sheet.random.random() < 0.5:
                lean = sheet.random.uniform(-8, 8)
                sheet.line(mask, [(x + lean, y + 2), (x, y + 30), (x - 10, y + 50)], 5)
            y += 68
        x -= 76


def two_skylines(sheet: Sheet) -> None:
    """Two nameless cities on two banks, whose houses and reflections overlap over the water."""
    w, h = sheet.width, sheet.height
    water = h * 0.66
    sky = sheet.mask()
    sheet.box(sky, 0, 0, w, water)
    sheet.ink(ImageChops.multiply(sky, sheet.fade(0, 1.5)), (240, 214, 170), 0.6)
    for side, colour in ((0, CINNABAR), (1, INDIGO)):
        for depth, strength in ((0, 0.16), (1, 0.3), (2, 0.62)):
            city, mirror = sheet.mask(), sheet.mask()
            x = -40.0
            while x < w * (0.68 - depth * 0.07):
                share = x / (w * 0.7)
                width = sheet.random.uniform(54, 150)
                tallest = (800 - depth * 170) * (1 - smooth(share) * 0.82)
                height = tallest * sheet.random.uniform(0.45, 1) + 24
                left, right = (w - x - width, w - x) if side else (x, x + width)
                roof = sheet.random.choice(("flat", "flat", "step", "slope"))
                top = water - height
                outline = [(left, water), (left, top), (right, top), (right, water)]
                if roof == "slope":
                    outline[1:3] = [(left, top + 34), (right, top)]
                sheet.shape(city, outline)
                if roof == "step":
                    sheet.box(city, left + width * 0.25, top - 40, right - width * 0.25, top)
                sheet.shape(mirror, [(px, water + (water - py) * 0.62) for px, py in outline])
                if depth == 2:
                    for row in range(int(height / 46)):
                        for column in range(int(width / 34)):
                            if sheet.random.random() < 0.34:
                                wx, wy = left + 16 + column * 34, top + 30 + row * 46
                                sheet.box(city, wx, wy, wx + 12, wy + 20, 0, 90)
                x += width + sheet.random.uniform(-16, 40 + 50 * share)
            sheet.ink(city, colour, strength)
            waves = sheet.mask()
            for row in range(46):
                y = water + 10 + row * row * 0.32 + row * 3
                sheet.box(waves, 0, y, w, y + 3 + row * 0.22)
            rippled = ImageChops.subtract(mirror, waves).filter(ImageFilter.GaussianBlur(3))
            sheet.ink(ImageChops.multiply(rippled, sheet.fade(1.9, 0)), colour, strength * 0.8)
    bank = sheet.mask()
    sheet.line(bank, [(0, water), (w, water)], 4)
    sheet.ink(bank, INK, 0.6)


def two_cords(sheet: Sheet) -> None:
    """Two cords that hang side by side, are tied once, and hang on."""
    w, h = sheet.width, sheet.height
    strands = 5

    def cord(side: int, offset: float) -> Points:
        points = []
        for y in steps(-60, h + 60, 700):
            share = y / h - 0.5
            tied = smooth((0.47 - abs(share)) / 0.2)
            apart = 210 + 120 * math.cos(share * math.pi)
            x = w / 2 + side * apart * (math.cos(share * math.pi * 2 * 3) * tied + (1 - tied))
            points.append((x, y))
        return beside(points, offset)

    halves = sheet.mask()
    sheet.disc(halves, w / 2, h / 2, 620)
    sheet.ink(halves.filter(ImageFilter.GaussianBlur(90)), (226, 204, 160), 0.38, grain=False)
    centres = [cord(side, 0) for side in (-1, 1)]
    crossings = [
        (a[1] + b[1]) / 2
        for a, b, c, d in zip(centres[0], centres[0][1:], centres[1], centres[1][1:], strict=False)
        if (a[0] - c[0]) * (b[0] - d[0]) <= 0
    ]
    masks, covers = [], []
    for side in (-1, 1):
        mask, cover = sheet.mask(), sheet.mask()
        for strand in range(strands):
            line = cord(side, (strand - (strands - 1) / 2) * 20)
            sheet.line(mask, line, 11)
            sheet.line(cover, line, 38)
        masks.append(mask)
        covers.append(cover)
    for number, y in enumerate(crossings):
        window = sheet.mask()
        sheet.box(window, 0, y - 130, w, y + 130)
        over = number % 2
        masks[1 - over] = ImageChops.subtract(masks[1 - over], ImageChops.multiply(covers[over], window))
    soft = ImageChops.lighter(*masks).filter(ImageFilter.GaussianBlur(18))
    sheet.ink(ImageChops.offset(soft, 30, 40), INK, 0.22, grain=False)
    sheet.ink(masks[0], CINNABAR, 0.95)
    sheet.ink(masks[1], INDIGO, 0.95)


PICTURES: dict[str, tuple[int, int, Callable[[Sheet], None]]] = {
    "weave": (2400, 1600, weave),
    "two-tables": (2400, 1600, two_tables),
    "lecterns": (2400, 1600, lecterns),
    "empty-hall": (2400, 1600, empty_hall),
    "press-sheet": (2400, 1600, press_sheet),
    "two-skylines": (2400, 1600, two_skylines),
    "two-cords": (1600, 2400, two_cords),
}


def draw(name: str) -> Image.Image:
    width, height, motif = PICTURES[name]
    sheet = Sheet(width, height, seed=len(name) * 97 + ord(name[0]))
    motif(sheet)
    return sheet.finished()


def write(name: str, limit: int = 350_000) -> None:
    """One picture as JPEG, of the best quality whose file stays below `limit` bytes."""
    picture = draw(name)
    for quality in range(78, 40, -4):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() < limit:
            break
    (FOLDER / f"{name}.jpg").write_bytes(out.getvalue())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in PICTURES:
        write(name)
