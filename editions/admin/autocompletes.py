"""Fields that are filled by looking rows up: labelled without a query for each row, and calm over what is no key."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from editions.keys import LONGEST, is_key


class OfKeys:
    """Django asks the database for whatever was sent; what is no key is refused by the field, and shown as nothing chosen."""

    def value_from_datadict(self, data, files, name):
        sent = super().value_from_datadict(data, files, name)
        return [one[:LONGEST] for one in sent] if isinstance(sent, list) else sent

    def optgroups(self, name, value, attrs=None):
        keys = list(filter(is_key, map(str, value)))
        return super().optgroups(name, keys, attrs)


class SeveralAutocomplete(OfKeys, AutocompleteSelectMultiple):
    """For any number of rows."""


class LabelledAutocomplete(OfKeys, AutocompleteSelect):
    """One that is told the label of what each row has chosen, so that no row asks the database."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.labels = {}

    def optgroups(self, name, value, attrs=None):
        chosen = {str(one) for one in value if one}
        if chosen and not chosen <= self.labels.keys():
            return super().optgroups(name, value, attrs)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options = [self.create_option(name, key, self.labels[key], True, 1) for key in chosen]
        return [(None, empty + options, 0)]
