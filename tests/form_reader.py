"""What a browser would send for a form, read from its page."""

from html.parser import HTMLParser


def read_form(content, form_id):
    """The data of the form with this id, as a browser would send it untouched; several values of a name are a list."""
    reader = _FormReader(form_id)
    reader.feed(content)
    return {name: values if len(values) > 1 else values[0] for name, values in reader.data.items()}


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
