"""Formatting only: texts with their language, editors' prose, dates, numbers and clocks as each language writes them."""

import html
import json
import re

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from editions import paths, wording
from editions import prose as prose_rules
from editions.languages import Text, language_name
from editions.wording.phrases import LINE, LONG_RUN, line_ends, phrases

register = template.Library()
# The dash of 东城—西城 and of 2025—2034, with what it joins; a doubled one parts a title from its second half, and a line may end at it.
_JOINED = re.compile("[\u3400-\u9fff0-9][\u2014\u2015][\u3400-\u9fff0-9]")


def current_language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def marked(text: Text | str) -> SafeString:
    """The text as HTML; one that is not in the language of the page says which it is in."""
    if not isinstance(text, Text):
        return conditional_escape(str(text))
    if text.value and text.language != current_language():
        return format_html('<span lang="{}">{}</span>', wording.html_lang(text.language), text.value)
    return SafeString(html.escape(text.value))  # all that Django's own does in the end


@register.filter(is_safe=True)
@stringfilter
def nested(sentence):
    """A sentence that quotes: a title with quotation marks of its own has the inner ones."""
    return wording.nested(sentence)


@register.simple_tag
def text(item, field, language=None):
    """``{% text session "title" %}``: the field in the reader's language, else the best there is, with its ``lang``."""
    return marked(item.text(field, language)) if item else ""


@register.filter(name="marked")
def marked_filter(value):
    """``{{ name|marked }}``: a Text with its ``lang`` when it is not in the language of the page."""
    return marked(value) if value else ""


@register.filter
def heading(value):
    """The same for a heading: a line does not end at a dash that joins two names, but between the phrases of a long run."""
    if not value:
        return ""
    html = LONG_RUN.sub(_with_places, marked(value))
    return mark_safe(_JOINED.sub(r'<span class="nowrap">\g<0></span>', html))  # noqa: S308


def _with_places(run):
    """Where a phrase is still longer than a line, it may break anywhere."""
    parts = [part if len(part) <= LINE else f'<span class="run">{part}</span>' for part in phrases(run[0])]
    return "<wbr>".join(parts)


@register.filter
def with_marks(parts):
    """What a search found: ``(text, is it marked)`` one after the other."""
    return mark_safe("".join(_perhaps_marked(escape(text), is_found) for text, is_found in parts))  # noqa: S308


@register.filter
def heading_with_marks(parts):
    """The same for a heading, whose lines end between phrases as those of ``heading`` do."""
    ends, at, html = line_ends("".join(text for text, _is_found in parts)), 0, ""
    for text, is_found in parts:
        letters = (f"<wbr>{escape(letter)}" if at + n in ends else escape(letter) for n, letter in enumerate(text))
        html += _perhaps_marked("".join(letters) if ends else escape(text), is_found)
        at += len(text)
    return mark_safe(html)  # noqa: S308


def _perhaps_marked(html, is_found):
    return f"<mark>{html}</mark>" if is_found else html


@register.simple_tag
def address(name, *parts):
    """As Django's ``url``, which looks an address up each time."""
    return paths.address(name, *parts)


@register.simple_block_tag
def capture(content):
    """``{% capture as name %}...{% endcapture %}``: what is written once and said in several places."""
    return content


@register.simple_tag
def lang_of(text):
    """The ``lang`` attribute of a text that is not in the language of the page, for a tag that holds nothing else."""
    is_other = isinstance(text, Text) and text.value and text.language != current_language()
    return format_html(' lang="{}"', wording.html_lang(text.language)) if is_other else ""


@register.filter
def text_in(item, field):
    """``{% with title=session|text_in:"title" %}``: the Text itself, for its ``language`` and ``is_fallback``."""
    return item.text(field)


@register.filter
def html_lang(code):
    """``zh-hans`` becomes ``zh-Hans``."""
    return wording.html_lang(code)


@register.filter
def prose(value):
    """An editor's formatted text as HTML: the only place where HTML becomes safe, cleaned again on its way out."""
    html = mark_safe(prose_rules.clean_html(str(value)))  # noqa: S308 - the allow-list has just been applied
    if isinstance(value, Text) and value.value and value.language != current_language():
        return format_html('<div lang="{}">{}</div>', wording.html_lang(value.language), html)
    return html


@register.filter
def ordinal(number):
    return wording.ordinal(number, current_language())


@register.filter(name="year")
def year_words(value):
    return wording.year(value, current_language())


@register.simple_tag
def year_range(first, last):
    return wording.year_span(first, last, current_language())


@register.filter
def day(value):
    return wording.date(value, current_language())


@register.simple_tag
def day_range(start, end):
    return wording.date_range(start, end, current_language())


@register.filter
def clock(value):
    return wording.time(value, current_language())


@register.filter
def grouped(number):
    return wording.number(number, current_language())


@register.filter
def file_size(number):
    return wording.bytes_size(number, current_language())


@register.filter
def per_cent(value):
    return wording.percent(value, current_language())


@register.filter
def language_label(code):
    """What a language is called in the language of the page."""
    return language_name(code)


@register.filter
def edition_name(number):
    """An edition by its ordinal, as the language of the page says it."""
    return wording.edition_label(number, current_language())


@register.filter
def json_ld(data: dict) -> SafeString:
    """A dict as JSON that cannot end the script it stands in, as ``json_script`` writes it."""
    text = json.dumps(data, ensure_ascii=False)
    return mark_safe(text.translate({ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}))  # noqa: S308
