"""An editor at the desk: opens a form as a browser would, changes fields, and sends it."""

from django.contrib.auth.models import Permission, User
from django.urls import reverse

from tests.form_reader import read_form


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
    args = [item_or_model.pk] if view not in ("add", "changelist", "autosave_new", "discard_new", "deleted") else []
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view}", args=args)


def form_of(response):
    """The data of the change form in a page, as a browser would send it untouched."""
    return read_form(response.content.decode(), f"{response.context['opts'].model_name}_form")


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


def approved(client, item):
    """Approve the state that the page of publishing shows."""
    page = client.get(address(item, "publishing"))
    return client.post(address(item, "publishing"), {"approve": "1", "seen": page.context["seen"]})


def publishing(client, item):
    """What the page of publishing sends untouched, with every warning gone past."""
    page = client.get(address(item, "publishing"))
    assert page.status_code == 200
    form = page.context["form"]
    return {
        "publish": "1",
        "seen": page.context["seen"],
        "when": form["when"].value(),
        "with_it": form["with_it"].value() or [],
        "past": [row["finding"].key for row in page.context["warnings"]],
        "reason": "Tried in a test",
    }
