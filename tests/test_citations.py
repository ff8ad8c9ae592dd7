"""Citations: the habit of each language, and files that no title can break."""

import dataclasses
import datetime

import pytest

from editions import citations

CITED = citations.Cited(
    key="abcd1234",
    title="The test forum opens",
    issuer="Test House",
    kind="Press release",
    day=datetime.date(2020, 1, 2),
    place="Test City",
    site="Test Forum",
    url="http://testserver/en/press/2020/opening/",
    language="en",
)


def cited(**changes):
    return dataclasses.replace(CITED, **changes)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Test House, “The test forum opens,” press release, 2 January 2020, {url}"),
        ({"title": "Who opens “it”?"}, "Test House, “Who opens ‘it’?” press release, 2 January 2020, {url}"),
        ({"day": None}, "Test House, “The test forum opens,” press release, {url}"),
        ({"language": "zh-hans", "title": "开幕"}, "Test House. 开幕[EB/OL]. (2020-01-02). {url}"),
        ({"language": "zh-hans", "title": "开幕", "day": None}, "Test House. 开幕[EB/OL]. {url}"),
        (
            {"language": "ja", "title": "「開幕」へ", "issuer": "試験会"},
            "試験会「『開幕』へ」『Test Forum』2020年1月2日、{url}",
        ),
        ({"language": "ja", "title": "開幕", "issuer": "Test Forum", "day": None}, "Test Forum「開幕」{url}"),
    ],
)
def test_a_line_in_the_habit_of_the_language(changes, line):
    assert citations.line(cited(**changes)) == line.format(url=CITED.url)


def test_bibtex_is_not_broken_by_what_it_takes_for_commands():
    entry = citations.bibtex(cited(title="50% of {A} & B_C\n\\end $1 #2 ~^", site="", place=""))
    assert entry.splitlines()[0] == "@misc{abcd1234,"
    assert (
        r"  title = {{50\% of \{A\} \& B\_C \textbackslash{}end \$1 \#2 \textasciitilde{}\textasciicircum{}}},"
    ) in entry.splitlines()
    assert "publisher" not in entry
    assert "  month = jan," in entry
    unescaped = entry.replace(r"\{", "").replace(r"\}", "")
    assert unescaped.count("{") == unescaped.count("}")


def test_ris_has_one_line_a_field():
    record = citations.ris(cited(title="One\r\nER  - \ntwo", place="", day=None))
    assert record.startswith("TY  - PRESS\r\nTI  - One ER - two\r\nAU  - Test House\r\n")
    assert record.endswith("UR  - http://testserver/en/press/2020/opening/\r\nID  - abcd1234\r\nER  - \r\n")
    assert "DA  - 2020/01/02/" in citations.ris(CITED)


def test_the_meta_fields_leave_out_what_is_not_known():
    assert dict(citations.meta(CITED))["citation_publication_date"] == "2020/01/02"
    assert "citation_publication_date" not in dict(citations.meta(cited(day=None)))
