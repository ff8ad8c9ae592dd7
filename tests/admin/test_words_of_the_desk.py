"""The desk speaks Chinese and Japanese throughout: no word of English is left on any of its pages."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.staticfiles import finders
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from editions.models import roles
from tests.factories import make_coverage, make_forum, make_notice, make_release, make_side, make_topic

VIEWS = ("changelist", "add", "change", "delete", "history", "publishing", "withdraw", "tables")
# Codes and names that are written so in every language.
SAID_SO = re.compile(
    r"[A-Z]{2,}[a-z]?|zh-hans|ja|en|https?\S*|/\S+|Control|Command|Mac|\w+\.\w+|PRNewswire|Shift_JIS|Big5|Unicode|Email|Test|English|WebP|Asia/\w+"
)
WORD = re.compile(r"[A-Za-z]{3,}")
# Behind or before a character stands the mark of its own script, and no blank behind that.
HALF_WIDTH = re.compile(
    r"[\u3005-\u9fff」』”）][:;,!?(]|[:;,)][\u3005-\u9fff「『（]|[：；，。、！？）] +[\u3005-\u9fff0-9]"
)
GETTEXT = re.compile(r"""\bgettext\(\s*(?:"([^"]+)"|'([^']+)')\s*\)""")
ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
NOT_READ = {"script", "style", "textarea", "code", "bdi", "title"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Words(HTMLParser):
    """What a page says in words that are not marked as another language."""

    def __init__(self):
        super().__init__()
        self.stack, self.found = [], []

    @property
    def is_read(self):
        return not any(unread for _tag, unread in self.stack)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if self.is_read and "lang" not in attrs:
            self.found += [attrs[name] for name in ATTRIBUTES if attrs.get(name)]
            if tag == "input" and attrs.get("type") in ("submit", "button"):
                self.found.append(attrs.get("value") or "")
        if tag not in VOID:
            self.stack.append((tag, tag in NOT_READ or (tag != "html" and "lang" in attrs)))

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.is_read:
            self.found.append(data.strip())


def latin_in(content):
    """What has a word of English, or a mark as English has it."""
    reader = Words()
    reader.feed(content)
    return sorted({said for said in reader.found if WORD.search(SAID_SO.sub("", said)) or HALF_WIDTH.search(said)})


def addresses():
    for model in admin.site._registry:
        if model._meta.app_label != "editions" or model._meta.model_name == "answer":
            continue
        item = model._default_manager.first()
        for view in VIEWS:
            name = f"admin:editions_{model._meta.model_name}_{view}"
            args = [item.pk] if item and view not in ("changelist", "add", "withdraw", "tables") else []
            try:
                yield reverse(name, args=args) + (f"?item={item.pk}" if view == "withdraw" and item else "")
            except NoReverseMatch:
                continue


@pytest.mark.parametrize("language", ["zh-hans", "ja"])
def test_no_english_is_left_at_the_desk(desk, language):
    names = {f"name_{code}": "名" for code in ("en", "zh_hans", "ja")}
    make_forum(**names)
    make_side(
        code="0",
        **{
            f"{field}_{code}": "名"
            for field in ("country", "capital", "forum_name")
            for code in ("en", "zh_hans", "ja")
        },
    )
    make_topic(**names, slug="0")
    make_release(**{f"headline_{code}": "题" for code in ("en", "zh_hans", "ja")}, dateline_city_en="")
    withdrawn = {f"withdrawal_note_{code}": "误" for code in ("en", "zh_hans", "ja")}
    titles = {f"text_line_{code}": "题" for code in ("en", "zh_hans", "ja")}
    make_notice(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal="moved", moved_to="/", **titles, **withdrawn
    )
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    found = {}
    for address in [
        "/admin/",
        "/admin/translations/?all=1",
        "/admin/find/?q=题",
        "/admin/find/?q=鑫鑫",
        "/admin/auth/group/add/",
        "/admin/auth/user/add/",
        *addresses(),
    ]:
        response = desk.get(address)
        if response.status_code == 200:
            for said in latin_in(response.content.decode()):
                found.setdefault(said, address)
    assert found == {}


@pytest.mark.parametrize("language", ["zh-hans", "ja"])
def test_no_english_is_left_on_the_pages_of_accounts_and_rights(desk, editor, language):
    roles.set_up_groups()
    group = Group.objects.get(name="observer")
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    found = {}
    for name, item in (("group", group), ("user", editor)):
        for view in ("changelist", "add", "change", "history", *(["delete"] if name == "group" else [])):
            address = reverse(f"admin:auth_{name}_{view}", args=[item.pk] if view not in ("changelist", "add") else [])
            for said in latin_in(desk.get(address).content.decode()):
                found.setdefault(re.sub("|".join([*roles.ROLES, "editor", "Editor"]), "", said), address)
    for name in ("account_change_password", "account_email", "mfa_index", "usersessions_list", "account_logout"):
        for said in latin_in(desk.get(reverse(name), follow=True).content.decode()):
            found.setdefault(said, name)
    assert {said: where for said, where in found.items() if WORD.search(SAID_SO.sub("", said))} == {}


@pytest.mark.parametrize(
    ("language", "counted"), [("zh-hans", "共%(cnt)s个，已选%(sel)s个"), ("ja", "%(cnt)s件中%(sel)s件を選択")]
)
def test_what_scripts_of_others_say_at_the_desk_is_said_in_its_language(desk, language, counted):
    catalogue = desk.get("/admin/jsi18n/", headers={"accept-language": language}).content.decode()
    words = json.loads(re.search(r"const newcatalog = (\{.*?\n  \});", catalogue, re.DOTALL)[1])
    assert words["%(sel)s of %(cnt)s selected"] == [counted]
    said = set()
    for script in Path(finders.find("admin/js/core.js")).parent.glob("**/*.js"):
        said |= {double or single for double, single in GETTEXT.findall(script.read_text(encoding="utf-8"))}
    assert said
    assert said <= set(words)


def test_lists_name_roles_and_languages_instead_of_their_codes(desk):
    roles.set_up_groups()
    make_coverage(language="de")
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "ja"
    words = desk.get("/admin/auth/user/").content.decode()
    assert "閲覧者" in words
    assert "observer" not in words
    assert "ドイツ語" in desk.get("/admin/editions/coverage/").content.decode()
