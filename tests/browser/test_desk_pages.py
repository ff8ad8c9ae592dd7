"""The desk's kinds of pages: no barrier that a program finds, nothing wider than the window, no field cut off or too small to read."""

import pytest
from django.urls import reverse

from editions import deletions, models
from tests.admin.desk import address, make_editor
from tests.browser.test_accessible import AXE, TAGS, WIDER
from tests.browser.test_desk import signed_in
from tests.factories import make_topic
from tests.worlds import make_world

# Not ours: the list in a box of choices, and an editor's buttons, which are words until their font of signs has come.
RUN = """async (tags) => {
  const found = await axe.run({exclude: [".select2-selection__rendered", ".prose-menubar"]}, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], iframes: false});
  return found.violations.map((rule) => `${rule.id}: ` + rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | "));
}"""
# Fields that stick out of their row, which hides what sticks out, and those in which no word has room.
CUT = """() => [...document.querySelectorAll("form :is(input, select, textarea):not([type=hidden], .select2-hidden-accessible)")]
  .filter((field) => {
    const box = field.getBoundingClientRect(), row = field.closest(".form-row, td")?.getBoundingClientRect();
    if (!box.width || !row?.width) return false;
    const isTiny = field.matches("textarea, .vTextField, .vURLField") && box.width < 64;
    return isTiny || box.right > row.right + 1;
  })
  .map((field) => `${field.name} is ${field.getBoundingClientRect().width} wide`)"""
PHONE, TABLET, SCREEN = ({"width": width, "height": 900} for width in (390, 768, 1280))
LISTS = (models.PressRelease, models.Photo)
FORMS = (models.PressRelease, models.Edition, models.Session, models.Speaker, models.Organisation, models.Question)
FORMS += (models.Photo,)


def pages() -> dict[str, str]:
    """Addresses of one page of each kind, by what it is."""
    topic = make_topic()
    key = topic.pk
    with deletions.deleting([topic], None):
        topic.delete()
    release, edition = models.PressRelease.objects.earliest("pk"), models.Edition.objects.get(number=6)
    found = {"today": "/admin/", "translations": reverse("admin:translations"), "find": "/admin/find/?q=the"}
    found |= {f"list of {model.__name__}": address(model, "changelist") for model in LISTS}
    found["list with nothing in it"] = address(models.Speaker, "changelist") + f"?q={'z' * 90}"
    found["new release"] = address(models.PressRelease, "add")
    items = {model: edition if model is models.Edition else model.objects.earliest("pk") for model in FORMS}
    found |= {f"form of {model.__name__}": address(item) for model, item in items.items()}
    found |= {view: address(release, view) for view in ("history", "publishing", "preview", "links")}
    found |= {view: address(edition, view) for view in ("programme", "clone")}
    found["withdraw"] = f"{reverse('admin:editions_pressrelease_withdraw')}?item={release.pk}"
    found["tables"] = reverse("admin:editions_session_tables")
    found["deleted"] = address(models.Topic, "deleted")
    found["bring back"] = f"{found['deleted']}{models.Revision.objects.get(deletion__object_id=key).pk}/"
    found["history of what was deleted"] = reverse("admin:editions_topic_history", args=[key])
    found["wire desk"] = reverse("admin:editions_pressrelease_read")
    found["photo desk"] = reverse("admin:editions_photo_desk", args=[edition.pk])
    return found


# The editors of texts are named a moment after they stand.
NAMED = "[...document.querySelectorAll('.tiptap')].every((editor) => editor.hasAttribute('aria-labelledby'))"


@pytest.fixture
def desk(browser, live_server):
    make_world(speakers=2, parallel=2)
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, color_scheme="dark", bypass_csp=True)
    context.add_init_script(AXE)
    yield signed_in(context.new_page(), live_server, make_editor())
    context.close()


def test_no_page_of_the_desk_has_a_barrier_or_is_wider_than_a_phone_or_a_screen(desk, live_server):
    wrong = {}
    for kind, path in pages().items():
        answer = desk.goto(path, wait_until="load")
        assert (answer.status, desk.url) == (200, f"{live_server}{path}")
        desk.wait_for_function(NAMED)
        desk.add_style_tag(
            content=".language-tabs, .submit-row { position: static !important }"
        )  # else they lie over fields
        found = desk.evaluate(RUN, TAGS)
        for size in (TABLET, SCREEN, PHONE):
            desk.set_viewport_size(size)
            found += desk.evaluate(WIDER) + desk.evaluate(CUT)
        if found:
            wrong[kind] = found
    assert not wrong, "\n".join(f"{kind}: {one}" for kind, found in wrong.items() for one in found)
