"""From nothing to an embargo in a browser, counted, at the desk of each language: by what stands on its buttons and fields."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import expect

from editions import models
from editions.models import roles
from tests.browser.conftest import listened_to
from tests.browser.test_desk import signed_in
from tests.factories import in_languages, make_forum, make_release, make_side
from tests.pictures import make_file, make_picture

STEPS = 14
DROP = """async (files) => {
  const carried = new DataTransfer();
  for (const [name, bytes] of files) carried.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
  document.getElementById("release_photos-group").dispatchEvent(
    new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""
# What an editor reads on each desk, in the order in which it is looked for.
WORDS = {
    "en": {
        "table": "Insert table",
        "yes": "Yes",
        "add": "Add press release",
        "headlines": ("Headline (English):", "Headline (Simplified Chinese):", "Headline (Japanese):"),
        "dateline": "Dateline: date:",
        "fill": "They are our own: fill what is empty from the release",
        "publish…": "Publish…",
        "clear": "Nothing stands in the way.",
        "day": "Day",
        "hour": "Hour",
        "publish": "Publish",
        "public": "Public from 5 December 2999, 12:00 First [en]. Until then readers do not see it.",
        "correct": "Publish changes",
        "history": "History",
        "put back": "Put the earlier back: Headline (English)",
    },
    "zh-hans": {
        "table": "插入表格",
        "yes": "是",
        "add": "新增新闻稿",
        "headlines": ("标题（英语）：", "标题（简体中文）：", "标题（日语）："),
        "dateline": "电头日期：",
        "fill": "均为本站图片：空白处按新闻稿填写",
        "publish…": "发布…",
        "clear": "可以发布，没有待处理事项。",
        "day": "日期",
        "hour": "时刻",
        "publish": "发布",
        "public": "将于2999年12月5日First [zh-hans]时间12:00公开，此前读者看不到。",
        "correct": "发布修改",
        "history": "修改历史",
        "put back": "恢复较早的内容：标题（简体中文）",
    },
    "ja": {
        "table": "表を挿入",
        "yes": "はい",
        "add": "プレスリリースを追加",
        "headlines": ("見出し（英語）：", "見出し（簡体字中国語）：", "見出し（日本語）："),
        "dateline": "発信日：",
        "fill": "当サイトの写真として、空欄をリリースから補う",
        "publish…": "公開…",
        "clear": "公開を妨げるものはありません。",
        "day": "日付",
        "hour": "時刻",
        "publish": "公開",
        "public": "2999年12月5日First [ja]時間12:00に公開します。それまで読者には表示されません。",
        "correct": "変更を公開",
        "history": "履歴",
        "put back": "以前の内容に戻す：見出し（日本語）",
    },
}
HEADLINES = {"en": "The forum opens", "zh_hans": "论坛开幕", "ja": "フォーラムが開幕"}
BODIES = {"en": "Guests came.", "zh_hans": "来宾到会。", "ja": "来賓が集まった。"}


@pytest.fixture
def publisher():
    make_forum()
    make_side(time_zone="Asia/Tokyo", **in_languages("capital", "First"))
    make_release().contacts.add(models.Contact.objects.create(**in_languages("name", "Desk")))
    roles.set_up_groups()
    user = User.objects.create_user("publisher", is_staff=True)
    user.groups.set(Group.objects.filter(name="publisher"))
    return user


@pytest.fixture(params=WORDS)
def desk(request, browser, live_server, publisher):
    """The list of releases at the desk of one language, and its words."""
    context = browser.new_context(base_url=live_server.url, extra_http_headers={"Accept-Language": request.param})
    page = signed_in(context.new_page(), live_server, publisher)
    complaints = listened_to(page)
    page.goto("/admin/editions/pressrelease/")
    yield page, WORDS[request.param]
    context.close()
    assert not complaints


def test_a_release_of_three_languages_and_three_photographs_is_made_and_embargoed_in_few_steps(desk):
    page, words = desk
    steps = 0

    def step(act, *words):
        nonlocal steps
        steps += 1
        act(*words)

    step(page.get_by_role("link", name=words["add"]).first.click)
    for label, text in zip(words["headlines"], HEADLINES.values(), strict=True):
        step(page.get_by_label(label, exact=True).fill, text)

    def pasted(code, text):
        page.locator(
            f".form-row:has(textarea[name='body_{code}']) [data-for-language] .tiptap, .form-row:has(textarea[name='body_{code}']) .tiptap"
        ).first.click()
        page.keyboard.insert_text(text)

    for code, text in BODIES.items():
        step(pasted, code, text)
    page.get_by_role("button", name=words["table"]).first.click()
    expect(page.locator("dialog option").first).to_have_text(words["yes"])
    page.locator("dialog button[value=cancel]").click()
    step(page.get_by_label(words["dateline"], exact=True).fill, "2999-12-05")
    files = [[f"{n}.jpg", [*make_file(make_picture(300, 200, (60 * n, 40, 90)))]] for n in range(3)]
    step(page.evaluate, DROP, files)
    expect(page.locator(".release-photo")).to_have_count(3)
    step(page.get_by_role("button", name=words["fill"]).click)
    step(page.get_by_role("button", name=words["publish…"]).click)
    expect(page.get_by_text(words["clear"])).to_be_visible()
    step(page.get_by_label(words["day"], exact=True).fill, "2999-12-05")
    step(page.get_by_label(words["hour"], exact=True).fill, "12:00")
    step(page.get_by_role("button", name=words["publish"], exact=True).click)
    expect(page.get_by_text(words["public"])).to_be_visible()
    assert steps == STEPS
    release = models.PressRelease.objects.latest("pk")
    assert {release.publish_at, *release.photos.values_list("publish_at", flat=True)} == {release.publish_at}
    assert [row.photo.original_name for row in release.release_photos.order_by("order", "pk")] == [
        "0.jpg",
        "1.jpg",
        "2.jpg",
    ]
    photo = release.photos.first()
    assert (photo.caption_ja, photo.rights) == ("フォーラムが開幕", "house")
    for language in ("en", "zh-hans", "ja"):
        assert Client().get(f"/{language}{release.get_absolute_url()[3:]}").status_code == 404


def test_a_title_is_corrected_in_three_steps_and_put_back_in_three(desk):
    page, words = desk
    steps = 0

    def step(act, *words):
        nonlocal steps
        steps += 1
        act(*words)

    language = page.locator("html").get_attribute("lang")
    code = language.lower().replace("-", "_")
    release = models.PressRelease.objects.get()
    right = getattr(release, f"headline_{code}")
    label = dict(zip(HEADLINES, words["headlines"], strict=True))[code]
    step(page.get_by_role("link", name=right).click)
    step(page.get_by_label(label, exact=True).fill, "Wrong")
    step(page.get_by_role("button", name=words["correct"]).click)
    page.wait_for_url("**/pressrelease/")
    assert steps == 3
    page.get_by_role("link", name="Wrong").click()
    step(page.get_by_role("link", name=words["history"], exact=True).click)
    step(page.get_by_role("button", name=words["put back"]).click)
    expect(page.get_by_label(label, exact=True)).to_have_value(right)
    step(page.get_by_role("button", name=words["correct"]).click)
    page.wait_for_url("**/pressrelease/")
    assert steps == 6
    release.refresh_from_db()
    assert getattr(release, f"headline_{code}") == right
