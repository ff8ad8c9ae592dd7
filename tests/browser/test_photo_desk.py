"""The evening of a forum: thirty photographs, bad files, a bad line and a wrong clock, in at most twenty-five steps."""

import io
import re
import struct
import zlib
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, expect

from editions.images.metadata import read_metadata
from editions.models import Photo
from tests.admin.desk import address, make_editor
from tests.factories import make_appearance, make_edition, make_session, make_side, make_venue
from tests.pictures import make_exif, make_file, make_picture

CAMERA_A, CAMERA_B = 20, 10
MOST_STEPS = 25


def a_photograph(name: str, taken: datetime, colour: tuple[int, int, int]) -> dict:
    """A file with a moment, a caption that says nothing, and the place it was taken at."""
    gps = {1: "N", 2: (35.0, 40.0, 0.0), 3: "E", 4: (139.0, 45.0, 0.0)}
    exif = make_exif({0x010E: "OLYMPUS DIGITAL CAMERA"}, {0x9003: f"{taken:%Y:%m:%d %H:%M:%S}"}, gps)
    content = make_file(make_picture(1200, 800, colour), exif=exif)
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def a_bomb() -> dict:
    """A small PNG whose header promises 900 megapixels."""
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    good = make_file(make_picture(), "PNG")
    chunk = b"IHDR" + header
    content = good[:12] + chunk + struct.pack(">I", zlib.crc32(chunk)) + good[33:]
    return {"name": "bomb.png", "mimeType": "image/png", "buffer": content}


def files_of_the_evening() -> list[dict]:
    start = datetime(2024, 12, 4, 10, 5)  # noqa: DTZ001 - a camera's own clock
    files = [a_photograph(f"IMG_{n:04}.jpg", start + timedelta(minutes=n), (10 * n, 40, 90)) for n in range(CAMERA_A)]
    an_hour_off = start - timedelta(hours=1)
    files += [
        a_photograph(f"BJ_{n:04}.jpg", an_hour_off + timedelta(minutes=n), (90, 20 * n, 40)) for n in range(CAMERA_B)
    ]
    cut = a_photograph("cut.jpg", start, (1, 2, 3))
    cut["buffer"] = cut["buffer"][: len(cut["buffer"]) * 2 // 3]
    return [*files[:5], a_bomb(), cut, files[3] | {"name": "again.jpg"}, *files[5:]]


class Steps:
    """What the editor does, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def __getattr__(self, action: str):
        def step(target: str, *arguments):
            self.count += 1
            found = (
                self.page.locator(target)
                if target.startswith(("#", "[", "."))
                else self.page.get_by_text(target, exact=True)
            )
            getattr(found.first, action)(*arguments)

        return step


@pytest.fixture
def desks(browser, live_server):
    """Opens windows of editors. Refusals are answers here; only errors of scripts and of the content policy are not."""
    contexts, complaints = [], []

    def opened(username: str) -> Page:
        client = Client()
        client.force_login(make_editor(username=username))
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1400, "height": 1000})
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                complaints.append(said.text)
                if said.type == "error" and not said.text.startswith("Failed to load resource")
                else None
            ),
        )
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def signed_in(desks):
    return desks("editor")


@pytest.fixture
def edition(transactional_db):
    make_side(), make_side()
    edition = make_edition(year=2024)
    make_venue(edition=edition, time_zone="Asia/Tokyo")
    opening = make_session(
        edition=edition,
        **{f"title_{code}": "Opening" for code in ("en", "zh_hans", "ja")},
        day=date(2024, 12, 4),
        start_time=time(10),
        end_time=time(11),
        time_zone="Asia/Tokyo",
    )
    make_appearance(session=opening, edition=edition)
    return edition


def test_the_evening(signed_in, edition):
    page, files = signed_in, files_of_the_evening()
    steps = Steps(page)
    good = CAMERA_A + CAMERA_B

    page.goto(address(edition))
    steps.click("Photo desk")
    steps.set_input_files("#desk-files", files)
    expect(page.locator(".desk-row").nth(7)).to_be_attached(timeout=30_000)
    page.context.set_offline(True)  # the line is cut in the middle
    expect(page.locator(".desk-file[data-state=broken]").first).to_be_attached(timeout=30_000)
    page.context.set_offline(False)
    expect(page.locator(".desk-row").nth(14)).to_be_attached(timeout=60_000)
    steps.count += 1
    page.reload()  # the page is reloaded: what arrived is there, the rest is dropped once more
    assert page.locator(".desk-row").count() >= 15
    steps.set_input_files("#desk-files", files)
    expect(page.locator("#desk-progress")).to_contain_text(f"{good} of {good + 3} files are in.", timeout=90_000)
    expect(page.locator(".desk-row")).to_have_count(good)
    assert Photo.objects.count() == good

    refused = {
        line.locator("b").text_content(): line.locator(".desk-file__said").text_content()
        for line in page.locator(".desk-file").all()
    }
    assert refused.keys() == {"bomb.png", "cut.jpg", "again.jpg"}
    assert "megapixels" in refused["bomb.png"]
    assert "damaged or cut short" in refused["cut.jpg"]
    assert "already there" in refused["again.jpg"]
    expect(page.locator(".desk-file__there img")).to_have_count(1)

    steps.fill("#desk-filter", "BJ_")
    steps.check("#desk-all")
    steps.click("Shift the clock")
    steps.click("Shift what is chosen")  # by an hour, as it stands there
    expect(page.locator("#desk-said")).to_contain_text(f"The clock of {CAMERA_B} was shifted.")
    expect(page.locator("[data-field=session] option:checked").last).to_contain_text("Opening")
    steps.fill("#desk-filter", "")
    steps.check("#desk-all")
    steps.click("Fill in")
    for code, caption, alt in [
        ("en", "{speaker} at {session}, {date}", "People on a stage"),
        ("zh-hans", "{date}，{speaker}在{session}", "台上的人们"),
        ("ja", "{session}の{speaker}、{date}", "壇上の人々"),
    ]:
        steps.fill(f"[name=caption][data-code={code}]", caption)
        steps.fill(f"[name=alt][data-code={code}]", alt)
    steps.fill("#desk-fill [name=credit]", "Test Photographer")
    steps.select_option("#desk-fill [name=rights]", "house")
    steps.select_option("#desk-fill [name=speakers]", [str(edition.appearances.get().speaker_id)])
    steps.click("Fill what is chosen")
    expect(page.locator("#desk-ready")).to_have_text(f"{good} of {good} ready", timeout=60_000)
    steps.click("#desk-publish")
    expect(page.locator("#desk-said")).to_contain_text(f"{good} photographs are published.")

    steps.count += 1
    page.goto(f"/en/editions/{edition.number}/photos/")
    assert page.locator(".gallery li").count() == good
    assert page.locator(".gallery img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    expect(page.locator(".gallery li").first).to_contain_text("at Opening, 4 December 2024")
    assert steps.count <= MOST_STEPS

    for photo in Photo.objects.all():
        assert len(photo.renditions) == 8
        assert (photo.credit, photo.rights) == ("Test Photographer", "house")
        for item in photo.renditions:
            with photo.original.storage.open(photo.rendition_path(item["file"])) as file:
                image = Image.open(io.BytesIO(file.read()))
            assert not image.getexif().get_ifd(0x8825)
            if item["type"] == "image/jpeg":
                assert read_metadata(image).credit == "Test Photographer"


def test_rows_stay_in_place_while_others_arrive_and_each_picture_is_fetched_once(signed_in, edition):
    page, start = signed_in, datetime(2024, 12, 4, 10)  # noqa: DTZ001
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if "/media/" in request.url else None)
    page.goto(address(edition).replace("edition/", "photo/desk/").replace("change/", ""))
    order = [30, 0, 5, 60, 2]  # minutes: between, before and after those that are there, in three runs
    for count, minutes in enumerate(order, start=1):
        file = a_photograph(f"IMG_{minutes}.jpg", start + timedelta(minutes=minutes), (minutes, 2, 3))
        page.locator("#desk-files").set_input_files([file])
        expect(page.locator(".desk-row")).to_have_count(count)
        for picture in page.locator(".desk-row__picture img").all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("naturalWidth", 375)
    assert page.locator(".desk-row__name").all_text_contents() == [f"IMG_{minutes}.jpg" for minutes in sorted(order)]
    assert page.locator(".desk-run__rows").evaluate_all("runs => runs.map(run => run.children.length)") == [3, 1, 1]
    assert len(fetched) == len(set(fetched)) == len(order)


def test_what_was_typed_survives_a_broken_line_and_a_reload(signed_in, edition):
    page = signed_in
    page.goto(address(edition).replace("edition/", "photo/desk/").replace("change/", ""))
    page.locator("#desk-files").set_input_files([a_photograph("IMG_1.jpg", datetime(2024, 12, 4, 10), (1, 2, 3))])  # noqa: DTZ001
    caption = page.locator("[data-text=caption]")
    caption.fill("A hall")
    broken = re.compile(r"/rows/\d+/$")
    page.route(broken, lambda route: route.abort("internetdisconnected"))
    caption.blur()
    expect(page.locator(".desk-row__saved")).to_contain_text("kept in this browser")
    page.reload()
    expect(page.locator(".desk-row__saved")).to_contain_text("kept in this browser")
    expect(caption).to_have_value("A hall")
    assert not Photo.objects.get().caption_en
    page.unroute(broken)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".desk-row__saved")).to_have_text("saved")
    assert Photo.objects.get().caption_en == "A hall"


def test_two_editors_at_one_row_keep_both_their_fields_and_see_both_texts_of_one(desks, edition):
    first, second = desks("first"), desks("second")
    desk = address(edition).replace("edition/", "photo/desk/").replace("change/", "")
    first.goto(desk)
    first.locator("#desk-files").set_input_files([a_photograph("IMG_1.jpg", datetime(2024, 12, 4, 10), (1, 2, 3))])  # noqa: DTZ001
    expect(first.locator(".desk-row")).to_have_count(1)
    second.goto(desk)  # both have the row before them

    first.locator("[data-text=caption]").fill("Theirs")
    first.locator("[data-field=credit]").click()
    expect(first.locator(".desk-row__saved")).to_have_text("saved")
    second.locator(".desk-row [data-field=credit]").fill("Test Photographer")
    second.locator("[data-text=alt]").click()
    expect(second.locator(".desk-row__saved")).to_have_text("saved")
    photo = Photo.objects.get()
    assert (photo.caption_en, photo.credit) == ("Theirs", "Test Photographer")

    # The second one's page has the first one's caption by now; the first writes on, and the second does not know.
    first.locator("[data-text=caption]").fill("Theirs, once more")
    first.locator("[data-text=alt]").click()
    expect(first.locator(".desk-row__saved")).to_have_text("saved")
    second.locator("[data-text=caption]").fill("Mine")
    second.locator("[data-text=alt]").click()
    expect(second.locator(".clash")).to_contain_text(re.compile("Somebody else.*Theirs, once more"))
    expect(second.locator("[data-text=caption]")).to_have_value("Mine")
    assert Photo.objects.get().caption_en == "Theirs, once more"
    second.get_by_role("button", name="Keep mine").click()
    expect(second.locator(".clash")).to_have_count(0)
    expect(second.locator(".desk-row__saved")).to_have_text("saved")
    assert Photo.objects.get().caption_en == "Mine"

    # What the second fills in for a selection passes over rows that the first has changed meanwhile.
    first.locator("[data-text=alt]").fill("A hall")
    first.locator("[data-text=caption]").click()
    expect(first.locator(".desk-row__saved")).to_have_text("saved")
    second.locator("#desk-all").check()
    second.get_by_text("Fill in", exact=True).click()
    second.locator("[name=alt][data-code=en]").fill("Filled over")
    second.get_by_text("Also where something is written already").click()
    second.get_by_text("Fill what is chosen").click()
    expect(second.locator("#desk-said")).to_contain_text("1 had been changed by somebody else")
    assert Photo.objects.get().alt_en == "A hall"


def test_the_focal_point_is_set_by_a_click(signed_in, edition):
    page = signed_in
    page.goto(address(edition).replace("edition/", "photo/desk/").replace("change/", ""))
    page.locator("#desk-files").set_input_files([a_photograph("IMG_1.jpg", datetime(2024, 12, 4, 10), (1, 2, 3))])  # noqa: DTZ001
    page.locator(".desk-row__picture").click()
    picture = page.locator(".desk-focal__picture img")
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.5}, force=True)
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".desk-row__saved")).to_have_text("saved")
    assert Photo.objects.get().focal_x == pytest.approx(0.25, abs=0.01)


def test_the_form_of_one_photograph_takes_the_focal_point_by_a_click(signed_in, edition):
    page = signed_in
    page.goto(address(edition).replace("edition/", "photo/desk/").replace("change/", ""))
    page.locator("#desk-files").set_input_files([a_photograph("IMG_1.jpg", datetime(2024, 12, 4, 10), (1, 2, 3))])  # noqa: DTZ001
    expect(page.locator(".desk-row")).to_have_count(1)
    page.goto(address(Photo.objects.get()))
    picture = page.locator(".focal-frame img")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25})
    assert float(page.locator("#id_focal_x").input_value()) == pytest.approx(0.75, abs=0.01)
    assert float(page.locator("#id_focal_y").input_value()) == pytest.approx(0.25, abs=0.01)
