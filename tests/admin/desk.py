"""An editor at the desk: opens a form as a browser would, changes fields, and sends it."""

from html.parser import HTMLParser

from django.contrib.auth.models import Permission, User
from django.urls import reverse


def make_editor(*permissions, **fields):
    """A superuser, or with permissions named ("change_edition") an editor who has these alone."""
    name = fields.pop("username", "editor")
    if not permissions:
        return User.objects.create_superuser(name, **fields)
    user = User.objects.create_user(name, is_staff=True, **fields)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions, content_type__app_label="editions"))
    return user


def address(item_or_model, view="change"):
    opts = item_or_model._meta
    args = [item_or_model.pk] if view not in ("add", "changelist", "autosave_new", "discard_new") else []
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=args)


class _FormReader(HTMLParser):
    """What a browser would send for the page's main form, if nothing was touched."""

    def __init__(self, form_id):
        super().__init__(convert_charrefs=True)
        self.form_id, self.inside = form_id, False
        self.data, self.select, self.textarea, self.option = {}, None, None, None

    def add(self, name, value):
        self.data.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        if not self.inside:
            return
        name = attrs.get("name")
        if tag == "input" and name:
            kind = attrs.get("type", "text")
            if kind in ("submit", "file", "button") or "disabled" in attrs:
                return
            if kind in ("checkbox", "radio"):
                if "checked" in attrs:
                    self.add(name, attrs.get("value", "on"))
            else:
                self.add(name, attrs.get("value", ""))
        elif tag == "textarea" and name:
            self.textarea = [name, ""]
        elif tag == "select" and name:
            self.select = [name, "multiple" in attrs, []]
        elif tag == "option" and self.select:
            self.option = attrs.get("value", "")
            if "selected" in attrs:
                self.select[2].append(self.option)
            elif not self.select[1] and len(self.select) == 3:
                self.select.append(self.option)

    def handle_data(self, data):
        if self.textarea:
            self.textarea[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.textarea:
            name, text = self.textarea
            self.add(name, text.removeprefix("\r\n").removeprefix("\n").replace("\n", "\r\n"))
            self.textarea = None
        elif tag == "select" and self.select:
            name, multiple, chosen, *first = self.select
            for value in chosen or ([] if multiple else first):
                self.add(name, value)
            self.select = None


def form_of(response):
    """The data of the change form in a page, as a browser would send it untouched."""
    content = response.content.decode()
    form_id = f"{response.context['opts'].model_name}_form"
    reader = _FormReader(form_id)
    reader.feed(content)
    return {name: values if len(values) > 1 else values[0] for name, values in reader.data.items()}


def opened(client, item_or_model, view="change"):
    response = client.get(address(item_or_model, view))
    assert response.status_code == 200
    return form_of(response)


BUTTONS = {"_save", "_save_draft", "_publish"}


def sent(client, item_or_model, data, view="change"):
    """Send the form as the button does that writes the rows, unless the data names another."""
    button = {} if BUTTONS & data.keys() or view != "change" else {"_publish": "on"}
    return client.post(address(item_or_model, view), data | button)


def saved(client, item, **changes):
    """Open the item, change these fields, save; the answer must be that it is saved."""
    response = sent(client, item, opened(client, item) | changes)
    assert response.status_code == 302, errors_of(response)
    return response


def errors_of(response):
    return [*response.context["errors"]] if response.context and "errors" in response.context else response


def published(client, item, **changes):
    """Publish an item on its page as it proposes, past every warning; the answer must be that it is done."""
    response = client.post(address(item, "publishing"), publishing(client, item) | changes)
    assert response.status_code == 302, response.context["form"].errors
    return response


def publishing(client, item):
    """What the page of publishing sends untouched, with every warning gone past."""
    page = client.get(address(item, "publishing"))
    assert page.status_code == 200
    form = page.context["form"]
    return {
        "publish": "1",
        "when": form["when"].value(),
        "with_it": form["with_it"].value() or [],
        "past": [row["finding"].key for row in page.context["warnings"]],
        "reason": "Tried in a test",
    }
