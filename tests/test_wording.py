import datetime as dt
from decimal import Decimal

import pytest

from editions import wording

EN, ZH, JA = "en", "zh-hans", "ja"
D = dt.date
TOKYO_BEIJING = {
    EN: [("Tokyo", "Asia/Tokyo"), ("Beijing", "Asia/Shanghai")],
    ZH: [("东京", "Asia/Tokyo"), ("北京", "Asia/Shanghai")],
    JA: [("東京", "Asia/Tokyo"), ("北京", "Asia/Shanghai")],
}


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def in_three(function, *arguments):
    return [function(*arguments, language) for language in (EN, ZH, JA)]


@pytest.mark.parametrize(
    ("n", "en", "zh", "ja"),
    [
        (1, "1st", "第一届", "第1回"),
        (2, "2nd", "第二届", "第2回"),
        (3, "3rd", "第三届", "第3回"),
        (4, "4th", "第四届", "第4回"),
        (10, "10th", "第十届", "第10回"),
        (11, "11th", "第十一届", "第11回"),
        (12, "12th", "第十二届", "第12回"),
        (13, "13th", "第十三届", "第13回"),
        (20, "20th", "第二十届", "第20回"),
        (21, "21st", "第二十一届", "第21回"),
        (22, "22nd", "第二十二届", "第22回"),
        (100, "100th", "第一百届", "第100回"),
        (101, "101st", "第一百零一届", "第101回"),
        (110, "110th", "第一百一十届", "第110回"),
        (111, "111th", "第一百一十一届", "第111回"),
        (120, "120th", "第一百二十届", "第120回"),
        (999, "999th", "第九百九十九届", "第999回"),
        (1000, "1000th", "第1000届", "第1000回"),
        (None, "", "", ""),
    ],
)
def test_ordinals(n, en, zh, ja):
    assert in_three(wording.ordinal, n) == [en, zh, ja]


def test_an_edition_is_named_with_or_without_the_forum():
    assert in_three(wording.edition_label, 21) == ["21st edition", "第二十一届", "第21回"]
    assert wording.edition_label(20, EN, "Beijing-Tokyo Forum") == "20th Beijing-Tokyo Forum"
    assert wording.edition_label(20, ZH, "北京—东京论坛") == "第二十届北京—东京论坛"
    assert wording.edition_label(20, JA, "東京―北京フォーラム") == "第20回東京―北京フォーラム"
    assert in_three(wording.edition_label, None) == ["", "", ""]


def test_days_months_and_years():
    d = D(2024, 12, 4)
    assert in_three(wording.date, d) == ["4 December 2024", "2024年12月4日", "2024年12月4日"]
    assert in_three(wording.day, d) == ["4 December", "12月4日", "12月4日"]
    assert in_three(wording.month, d) == ["December 2024", "2024年12月", "2024年12月"]
    assert in_three(wording.year, 2024) == ["2024", "2024年", "2024年"]
    assert in_three(wording.decade, 2019) == ["2010s", "2010年代", "2010年代"]
    assert in_three(wording.decade, 2000) == ["2000s", "2000年代", "2000年代"]


def test_the_weekday_is_computed():
    assert in_three(wording.date_with_weekday, D(2024, 12, 4)) == [
        "Wednesday 4 December 2024",
        "2024年12月4日（星期三）",
        "2024年12月4日（水）",
    ]
    # Printed as a Saturday once; it was a Sunday.
    assert in_three(wording.day_with_weekday, D(2018, 10, 14)) == [
        "Sunday 14 October",
        "10月14日（星期日）",
        "10月14日（日）",
    ]
    assert in_three(wording.day_with_weekday, D(2018, 1, 1)) == ["Monday 1 January", "1月1日（星期一）", "1月1日（月）"]


@pytest.mark.parametrize(
    ("start", "end", "en", "zh", "ja"),
    [
        (D(2024, 12, 4), D(2024, 12, 4), "4 December 2024", "2024年12月4日", "2024年12月4日"),
        (D(2024, 12, 4), D(2024, 12, 5), "4–5 December 2024", "2024年12月4日至5日", "2024年12月4日～5日"),
        (
            D(2020, 11, 30),
            D(2020, 12, 1),
            "30 November – 1 December 2020",
            "2020年11月30日至12月1日",
            "2020年11月30日～12月1日",
        ),
        (
            D(2024, 12, 31),
            D(2025, 1, 1),
            "31 December 2024 – 1 January 2025",
            "2024年12月31日至2025年1月1日",
            "2024年12月31日～2025年1月1日",
        ),
        (
            D(2023, 12, 4),
            D(2024, 12, 5),
            "4 December 2023 – 5 December 2024",
            "2023年12月4日至2024年12月5日",
            "2023年12月4日～2024年12月5日",
        ),
        (D(2024, 12, 4), None, "4 December 2024", "2024年12月4日", "2024年12月4日"),
        (None, D(2024, 12, 4), "4 December 2024", "2024年12月4日", "2024年12月4日"),
        (None, None, "", "", ""),
    ],
)
def test_a_range_of_days_says_once_what_both_ends_share(start, end, en, zh, ja):
    assert in_three(wording.date_range, start, end) == [en, zh, ja]


def test_a_span_of_years():
    assert in_three(wording.year_span, 2005, 2025) == ["2005–2025", "2005—2025年", "2005～2025年"]
    assert in_three(wording.year_span, 2005, 2005) == ["2005", "2005年", "2005年"]
    assert in_three(wording.year_span, 2005, None) == ["2005", "2005年", "2005年"]
    assert in_three(wording.year_span, None, None) == ["", "", ""]


def test_hours():
    assert in_three(wording.time, dt.time(9, 5)) == ["09:05", "9:05", "9:05"]
    assert in_three(wording.time, dt.time(0, 0)) == ["00:00", "0:00", "0:00"]
    assert in_three(wording.time_range, dt.time(10), dt.time(12)) == ["10:00–12:00", "10:00—12:00", "10:00～12:00"]
    assert in_three(wording.time_range, dt.time(10), None) == ["10:00", "10:00", "10:00"]
    assert in_three(wording.time_range, None, dt.time(10)) == ["", "", ""]


@pytest.mark.parametrize(
    ("language", "said"),
    [(EN, "10:00 Tokyo (09:00 Beijing)"), (ZH, "东京时间10:00（北京时间9:00）"), (JA, "東京時間10:00（北京時間9:00）")],
)
def test_both_capitals_clocks(language, said):
    assert wording.clock_pair(utc(2024, 12, 4, 1), TOKYO_BEIJING[language], language) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (EN, "10:00–12:30 Tokyo (09:00–11:30 Beijing)"),
        (ZH, "东京时间10:00—12:30（北京时间9:00—11:30）"),
        (JA, "東京時間10:00～12:30（北京時間9:00～11:30）"),
    ],
)
def test_both_capitals_clocks_for_a_span(language, said):
    end = utc(2024, 12, 4, 3, 30)
    assert wording.clock_pair(utc(2024, 12, 4, 1), TOKYO_BEIJING[language], language, end=end) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (EN, "00:30 Tokyo (23:30 Beijing, 3 December)"),
        (ZH, "东京时间0:30（北京时间12月3日23:30）"),
        (JA, "東京時間0:30（北京時間12月3日23:30）"),
    ],
)
def test_the_other_day_is_named_past_midnight(language, said):
    assert wording.clock_pair(utc(2024, 12, 3, 15, 30), TOKYO_BEIJING[language], language) == said


def test_the_other_year_is_named_at_its_end():
    at = utc(2024, 12, 31, 15, 30)
    assert wording.clock_pair(at, TOKYO_BEIJING[EN], EN) == "00:30 Tokyo (23:30 Beijing, 31 December 2024)"
    assert wording.clock_pair(at, TOKYO_BEIJING[JA], JA) == "東京時間0:30（北京時間2024年12月31日23:30）"


def test_the_date_line_may_lie_between_two_clocks():
    zones = [("Tokyo", "Asia/Tokyo"), ("Honolulu", "Pacific/Honolulu"), ("Beijing", "Asia/Shanghai")]
    assert (
        wording.clock_pair(utc(2024, 12, 4, 1), zones, EN) == "10:00 Tokyo (15:00 Honolulu, 3 December; 09:00 Beijing)"
    )


def test_a_capital_that_is_the_venue_is_told_once():
    zones = [("Beijing", "Asia/Shanghai"), ("Tokyo", "Asia/Tokyo"), ("Beijing", "Asia/Shanghai")]
    assert wording.clock_pair(utc(2024, 12, 4, 1), zones, EN) == "09:00 Beijing (10:00 Tokyo)"
    assert wording.clock_pair(utc(2024, 12, 4, 1), zones[:1], EN) == "09:00 Beijing"


def test_no_clock_without_a_moment_or_a_zone():
    assert wording.clock_pair(None, TOKYO_BEIJING[EN], EN) == ""
    assert wording.clock_pair(utc(2024, 12, 4, 1), [], EN) == ""
    with pytest.raises(ValueError, match="time zone"):
        wording.clock_pair(dt.datetime(2024, 12, 4, 1), TOKYO_BEIJING[EN], EN)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (EN, "4 December 2024, 00:30 Tokyo (23:30 Beijing, 3 December)"),
        (ZH, "2024年12月4日东京时间0:30（北京时间12月3日23:30）"),
        (JA, "2024年12月4日東京時間0:30（北京時間12月3日23:30）"),
    ],
)
def test_a_moment_has_its_date(language, said):
    assert wording.moment(utc(2024, 12, 3, 15, 30), TOKYO_BEIJING[language], language) == said


@pytest.mark.parametrize(
    ("items", "en", "zh", "ja"),
    [
        ([], "", "", ""),
        (["a"], "a", "a", "a"),
        (["a", "b"], "a and b", "a和b", "a、b"),
        (["a", "b", "c"], "a, b and c", "a、b和c", "a、b、c"),
        (["a", "", "c"], "a and c", "a和c", "a、c"),
    ],
)
def test_lists(items, en, zh, ja):
    assert in_three(wording.join_list, items) == [en, zh, ja]


def test_things_of_one_kind_facts_of_several_and_titles_of_two_parts():
    assert in_three(wording.series, ["a", "", "b", "c"]) == ["a, b, c", "a、b、c", "a、b、c"]
    assert in_three(wording.clauses, ["a", "", "b", "c"]) == ["a, b, c", "a，b，c", "a、b、c"]
    assert in_three(wording.heading, "a", "b") == ["a: b", "a：b", "a：b"]
    assert in_three(wording.heading, "a", "") == ["a", "a", "a"]
    assert in_three(wording.series, []) == in_three(wording.clauses, []) == ["", "", ""]


def test_sentences_and_notes_have_no_blank_in_chinese_and_japanese():
    assert in_three(wording.sentences, ["a.", "", "b."]) == ["a. b.", "a.b.", "a.b."]
    assert in_three(wording.with_note, "a", "b") == ["a (b)", "a（b）", "a（b）"]


def test_quotations():
    assert in_three(wording.quote, "x") == ["“x”", "“x”", "「x」"]
    assert wording.quote("he said “yes”", EN) == "“he said ‘yes’”"
    assert wording.quote("落实“四个政治文件”", ZH) == "“落实‘四个政治文件’”"
    assert wording.quote("「平和」の秩序", JA) == "「『平和』の秩序」"
    assert in_three(wording.quote, None) == ["", "", ""]


def test_a_sentence_that_quotes_a_title_with_marks_of_its_own():
    assert wording.nested("「「平和」の秩序」を公開しました。") == "「『平和』の秩序」を公開しました。"
    assert wording.nested("“落实“四个政治文件””已发布。") == "“落实‘四个政治文件’”已发布。"
    assert wording.nested("「一」と「二」") == "「一」と「二」"
    for unpaired in ("「「一」を公開", "一」「二」」", "“一“"):
        assert wording.nested(unpaired) == unpaired


def test_numbers():
    assert in_three(wording.number, 0) == ["0", "0", "0"]
    assert in_three(wording.number, 1500) == ["1,500", "1500", "1,500"]
    assert in_three(wording.number, 12500) == ["12,500", "12,500", "12,500"]
    assert in_three(wording.number, None) == ["", "", ""]
    assert in_three(wording.percent, 44.8) == ["44.8%", "44.8%", "44.8%"]
    assert in_three(wording.percent, Decimal("37.0")) == ["37.0%", "37.0%", "37.0%"]
    assert in_three(wording.percent, None) == ["", "", ""]


@pytest.mark.parametrize(
    ("n", "en", "zh", "ja"),
    [
        (0, "0 bytes", "0字节", "0バイト"),
        (1, "1 byte", "1字节", "1バイト"),
        (999, "999 bytes", "999字节", "999バイト"),
        (1000, "1.0 kB", "1.0 kB", "1.0 kB"),
        (9_960, "10 kB", "10 kB", "10 kB"),
        (372_000, "372 kB", "372 kB", "372 kB"),
        (999_950, "1.0 MB", "1.0 MB", "1.0 MB"),
        (1_440_000, "1.4 MB", "1.4 MB", "1.4 MB"),
        (2_000_000_000_000, "2.0 TB", "2.0 TB", "2.0 TB"),
        (None, "", "", ""),
    ],
)
def test_sizes_of_files(n, en, zh, ja):
    assert in_three(wording.bytes_size, n) == [en, zh, ja]


@pytest.mark.parametrize(
    ("precision", "en", "zh", "ja"),
    [
        ("exactly", "400", "400", "400"),
        ("over", "over 400", "逾400", "400超"),
        ("about", "about 400", "约400", "約400"),
        ("up-to", "up to 400", "最多400", "最大400"),
        ("up_to", "up to 400", "最多400", "最大400"),
        ("nearly", "nearly 400", "近400", "400近く"),
    ],
)
def test_how_exact_a_figure_is(precision, en, zh, ja):
    assert in_three(wording.approximately, 400, precision) == [en, zh, ja]
    assert in_three(wording.approximately, None, precision) == ["", "", ""]


def test_a_figure_with_what_it_counts():
    assert wording.approximately(400, "over", EN, "people") == "over 400 people"
    assert wording.approximately(400, "over", ZH, "人") == "逾400人"
    assert wording.approximately(400, "over", JA, "人") == "400人超"
    assert wording.approximately(1000, "nearly", JA, "人") == "1,000人近く"


def test_a_dateline_is_set_as_each_language_sets_it():
    day = dt.date(2020, 9, 5)
    assert in_three(wording.dateline, "Test City", day, "/Wire/")[0] == "TEST CITY, Sept. 5, 2020 /Wire/ —"
    assert wording.dateline("试城", day, "/Wire/", "zh-hans") == "试城2020年9月5日 /Wire/ ——"
    assert wording.dateline("試市", day, "", "ja") == "試市、2020年9月5日 ——"
    assert wording.dateline("試市", None, "", "ja") == "試市 ——"
    assert wording.dateline("", None, "", "en") == ""


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("Mon–Fri, 9:30-18:00", "Mon–Fri, 09:30–18:00 Here (08:30–17:00 There)"),
        ("9:00–12:00 and 13:00–17:00", "09:00–12:00 Here (08:00–11:00 There) and 13:00–17:00 Here (12:00–16:00 There)"),
        ("by appointment", "by appointment"),
        ("25:00-26:00", "25:00-26:00"),
        ("", ""),
    ],
)
def test_office_hours_are_told_on_every_clock(hours, told):
    zones = [("Here", "Asia/Tokyo"), ("There", "Asia/Shanghai")]
    assert wording.office_hours(hours, zones, dt.date(2020, 9, 5), "en") == told
    assert wording.office_hours(hours, [], dt.date(2020, 9, 5), "en") == hours


def test_the_word_behind_a_figure_whose_label_says_what_is_counted():
    assert in_three(wording.counter, "participants") == ["", "人", "人"]
    assert in_three(wording.counter, "attendance") == ["", "人次", "人"]
    assert in_three(wording.counter, "sub-forums") == ["", "个", ""]
    assert wording.approximately(400, "over", JA, wording.counter("participants", JA)) == "400人超"
    assert wording.approximately(7, "exact", ZH, wording.counter("sub-forums", ZH)) == "7个"


def test_language_codes_for_html():
    codes = ["en", "zh-hans", "zh_hans", "ja", "zh-hant-tw", "pt-br", "", None]
    assert [wording.html_lang(code) for code in codes] == [
        "en", "zh-Hans", "zh-Hans", "ja", "zh-Hant-TW", "pt-BR", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "initial"),
    [
        ("王毅", "王"),
        ("武藤敏郎", "武"),
        ("?大智", "大"),
        ("𠮷田", "𠮷"),
        ("葛\U000e0100城", "葛\U000e0100"),
        ("か\u3099", "が"),
        ("renhō", "R"),
        ("E\u0301mile", "É"),
        ("“Test”", "T"),
        ("", ""),
        (None, ""),
        ("・", ""),
    ],
)
def test_the_initial_of_a_name(name, initial):
    assert wording.name_initial(name) == initial


@pytest.mark.parametrize(
    "function", [wording.date, wording.day, wording.month, wording.year, wording.decade, wording.time,
                 wording.date_with_weekday, wording.day_with_weekday],
)  # fmt: skip
def test_what_is_not_known_is_not_said(function):
    assert in_three(function, None) == ["", "", ""]


def test_the_code_of_a_language_may_be_written_as_html_or_as_a_column():
    assert [wording.ordinal(3, code) for code in ("zh-Hans", "zh_hans", "JA", "fr", "")] == [
        "第三届", "第三届", "第3回", "3rd", "3rd",
    ]  # fmt: skip
