"""A small forum with everything a page may have to bear: nothing but a number, sixty speakers, four hundred characters.

Every name, place and title is plainly invented. Texts are in their own scripts, so that a page shows what it falls back to.
"""

import datetime
import io
from decimal import Decimal

from editions import models
from editions.uploads import take_in_photo
from tests import factories
from tests.pictures import make_file, make_quarters

# Every kind of page below a language: the name of its pattern, and the address of one such page in the world below.
KINDS = {
    "home": "",
    "edition-list": "editions/",
    "edition-detail": "editions/6/",
    "programme": "editions/6/programme/",
    "programme-choice": "editions/6/programme/choose/",
    "programme-changes": "editions/6/changes/",
    "edition-speakers": "editions/6/speakers/",
    "edition-photos": "editions/6/photos/",
    "session-list": "sessions/",
    "session-detail": "sessions/6-media/",
    "topic-list": "topics/",
    "topic-detail": "topics/media/",
    "speaker-list": "speakers/",
    "speaker-figures": "speakers/figures/",
    "speaker-detail": "speakers/invented-example/",
    "organisation-list": "organisations/",
    "organisation-detail": "organisations/test-house/",
    "press-list": "press/",
    "correction-list": "press/corrections/",
    "coverage-list": "press/coverage/",
    "press-detail": "press/2020/opening/",
    "press-version": "press/2020/opening/versions/1/",
    "photo-list": "photos/",
    "photo-detail": "photos/photo000/",
    "document-list": "documents/",
    "document-detail": "documents/test-consensus/",
    "survey": "survey/",
    "survey-year": "survey/years/2020/",
    "question-detail": "survey/test-question/",
    "lines": "lines/",
    "data": "data/",
    "search": "search/",
    "report": "report/?page=photo000",
    "page-detail": "about/",
}
# The same, with what is unusual about it.
ODD = {
    "only a number": "editions/4/",
    "a long theme": "editions/2/",
    "online": "editions/3/",
    "two cities": "editions/5/",
    "postponed": "editions/7/",
    "a third city, cancelled": "editions/8/",
    "no portrait, no text": "speakers/invented-example1/",
    "one language": "press/2020/one-language/",
    "a filtered list": "sessions/?edition=6&kind=parallel",
    "nothing found": "speakers/?q=zzzz",
    "no such page": "no/such/page/",
}
LONG_HEADLINE = "论坛在城里开幕与会者就媒体经济和安全交换意见" * 18 + "到此为止"
LONG_THEME = (
    "What two neighbours owe each other, and what they owe everybody else, when the world around them changes " * 3
)


def say(field: str, english: str = "", chinese: str = "", japanese: str = "") -> dict:
    """One text in three languages; left out, there is none."""
    return {f"{field}_en": english, f"{field}_zh_hans": chinese, f"{field}_ja": japanese}


def make_world(speakers: int = 60, parallel: int = 30) -> None:
    """The whole of it; a test that reads every page of every item does with fewer of the same kind."""
    factories.make_forum(
        **say("name"), **say("tagline", "A forum for tests.", "测试用的论坛。", "試験のためのフォーラム。")
    )
    first, second = make_sides()
    editions = make_editions(first, second)
    photos = make_photos(editions[6])
    topics = make_topics()
    people = make_speakers(first, second, photos[0], speakers)
    make_programme(editions, topics, people, parallel)
    make_organisations(editions, first, second)
    document = make_documents(editions[6])
    make_press(editions[6], people, photos, document)
    make_surveys(editions[6], first, second)
    make_pages(editions[6])


def make_sides() -> tuple[models.Side, models.Side]:
    first = factories.make_side(
        code="east",
        palette="cinnabar",
        language="zh-hans",
        time_zone="Asia/Shanghai",
        name_order="family-first",
        **say("country", "Eastland", "东国", "東国"),
        **say("capital", "Eastville", "东城", "東城"),
        **say("delegation", "Eastland’s delegation", "东国代表团", "東国側"),
        **say("forum_name", "Eastville–Westville Forum", "东城—西城论坛", "東城‐西城フォーラム"),
    )
    second = factories.make_side(
        code="west",
        palette="indigo",
        language="ja",
        time_zone="Asia/Tokyo",
        **say("country", "Westland", "西国", "西国"),
        **say("capital", "Westville", "西城", "西城"),
        **say("delegation", "Westland’s delegation", "西国代表团", "西国側"),
        **say("forum_name", "Westville–Eastville Forum", "西城—东城论坛", "西城‐東城フォーラム"),
    )
    return first, second


def make_editions(first: models.Side, second: models.Side) -> dict[int, models.Edition]:
    nothing = {**say("theme"), "mode": "", "state": "planned"}
    themes = say("theme", "Neighbours and the world", "邻国与世界", "隣国と世界のあり方")
    held = {"state": "held", "mode": "in-person", **themes, "theme_is_official_zh_hans": True}
    odd: dict[int, dict] = {
        1: held,
        2: {**held, **say("theme", LONG_THEME.strip(), "", "世界が変わるとき隣国は何を負うのか" * 8)},
        3: {**held, "mode": "online"},
        4: nothing,
        5: held,
        6: {
            **held,
            "mode": "hybrid",
            "theme_is_official_ja": True,
            "sources": "https://news.example/6",
            **say("summary", "<p>It met for two days.</p>", "<p>会期两天。</p>", "<p>二日間開かれた。</p>"),
            **say("dates_note", "The dinner was a day earlier."),
        },
        7: {**nothing, **themes, "state": "postponed"},
        8: {**nothing, "state": "cancelled"},
    }
    editions = {}
    for number, fields in odd.items():
        year = 2014 + number
        days = {"starts_on": datetime.date(year, 12, 3), "ends_on": datetime.date(year, 12, 4)}
        editions[number] = factories.make_edition(
            number=number, year=year, **(days if fields.get("state") == "held" else {}), **fields
        )
    at_first = {"side": first, "time_zone": "Asia/Shanghai", **say("city", "Eastville", "东城", "東城")}
    at_second = {"side": second, "time_zone": "Asia/Tokyo", **say("city", "Westville", "西城", "西城")}
    for number, venues in {1: [at_first], 2: [at_second], 3: [at_first, at_second], 5: [at_first, at_second]}.items():
        for venue in venues:
            factories.make_venue(edition=editions[number], **venue)
    factories.make_venue(edition=editions[6], **at_second, **say("name", "Test Hall", "测试厅", "試験会館"))
    factories.make_venue(edition=editions[8], side=first, **say("city", "Seaport", "海港", "港市"))
    factories.make_figure(
        edition=editions[6], precision="over", **say("according_to", "Test Paper", "测试报", "試験新聞")
    )
    for side, name, language in [
        (first, "第六届东城—西城论坛", "zh-hans"),
        (second, "第6回 西城‐東城フォーラム", "ja"),
    ]:
        models.EditionName.objects.create(edition=editions[6], side=side, name=name, language=language)
    models.Plan.objects.create(
        edition=editions[7],
        announced_on=datetime.date(2021, 8, 1),
        **say("wording", "late November", "11月下旬", "11月下旬"),
        sources="https://news.example/plan",
    )
    factories.make_promise(
        edition=editions[6], **say("text_line", "Transcripts are expected.", "将公布记录。", "記録を公開する予定。")
    )
    return editions


def make_photos(edition: models.Edition) -> list[models.Photo]:
    picture = make_file(make_quarters(1600, 1066))
    return [
        take_in_photo(
            models.Photo(
                permanent_id=f"photo{n:03}",
                edition=edition,
                status="published",
                publish_at=factories.PUBLIC_SINCE,
                rights="house",
                credit="Test Photographer",
                taken_at=datetime.datetime(2020, 12, 3, 2, n, tzinfo=datetime.UTC),
                **say("caption", f"The hall, picture {n}", f"会场，图{n}", f"会場の様子{n}"),
                **say("alt", "Four coloured squares", "四个彩色方块", "四つの色の四角"),
            ),
            named(picture + bytes(n), f"{n}.jpg"),
        )
        for n in range(3)
    ]


def named(content: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def make_topics() -> list[models.Topic]:
    return [
        factories.make_topic(
            slug="media", **say("name", "Media", "媒体", "メディア"), **say("description", "What is told, and how.")
        ),
        factories.make_topic(slug="economy", **say("name", "Economy", "经济", "経済")),
        factories.make_topic(slug="old", **say("name", "", "", "古い分科会")),
    ]


def make_speakers(first: models.Side, second: models.Side, portrait: models.Photo, number: int) -> list[models.Speaker]:
    hero = factories.make_speaker(
        slug="invented-example",
        family_name="Example",
        given_name="Invented",
        delegation=second,
        portrait=portrait,
        reading="みほん はつめい",
        **say("name", "Invented Example", "见本发明", "見本 発明"),
        **say("biography", "<p>Plainly invented.</p>", "", "<p>架空の人物。</p>"),
    )
    models.SpeakerAlias.objects.create(speaker=hero, name="Exemple Invented")
    speakers = [hero]
    for n in range(1, number):
        speakers.append(
            factories.make_speaker(
                slug=f"invented-example{n}",
                family_name=f"Example{n}",
                given_name="Invented",
                delegation=first if n % 2 else second,
                **say("name", f"Invented Example{n}", f"例{n}号" if n % 3 else "", f"例の{n}番" if n % 2 else ""),
            )
        )
    return speakers


def make_programme(editions: dict, topics: list, speakers: list, parallel: int) -> None:
    edition, venue = editions[6], editions[6].venues.first()
    first_day, second_day = edition.starts_on, edition.ends_on
    opening = factories.make_session(
        edition=edition, slug="6-opening", kind="opening", day=first_day, start_time=datetime.time(10), venue=venue,
        end_time=datetime.time(12), spoken=["zh-hans", "ja"], **say("title", "Opening", "开幕式", "開幕式")
    )  # fmt: skip
    media = factories.make_session(
        edition=edition,
        slug="6-media",
        topic=topics[0],
        day=second_day,
        start_time=datetime.time(9, 30),
        end_time=datetime.time(12),
        venue=venue,
        spoken=["zh-hans", "ja"],
        interpreted=["en"],
        sources="https://news.example/media",
        **say("title", "Media: trust and its price", "媒体：信任及其代价", "メディア：信頼とその対価"),
        **say("description", "<p>Four questions.</p>", "<p>四个问题。</p>", "<p>四つの問い。</p>"),
        **say("room", "Hall 1", "一号厅", "第1会議室"),
    )
    for n in range(2, parallel + 1):
        title = say("title", f"Parallel session {n}", f"第{n}分论坛", f"第{n}分科会の会合")
        factories.make_session(
            edition=edition,
            slug=f"6-parallel-{n}",
            topic=topics[n % 2],
            day=second_day,
            start_time=datetime.time(9, 30),
            **title,
        )
    factories.make_session(
        edition=edition,
        slug="6-dinner",
        kind="reception",
        state="cancelled",
        **say("title", "Dinner", "晚宴", "晩餐会"),
    )
    for number in (1, 2):
        factories.make_session(edition=editions[number], slug=f"{number}-old", topic=topics[2])
    models.TopicOrigin.objects.create(topic=topics[0], earlier=topics[2], kind="continues", edition=editions[5])
    earlier = factories.make_session(
        edition=editions[5], slug="5-media", topic=topics[0], **say("title", "Media", "媒体", "メディア")
    )
    factories.make_record(session=media, **say("title", "Transcript", "记录", "記録のページ"))
    hero, *others = speakers
    titles = say("title", "Editor of the Test Paper", "《测试报》主编", "試験新聞の編集長")
    factories.make_appearance(session=opening, speaker=hero, roles=["keynote"], mode="video", **titles)
    factories.make_appearance(session=media, speaker=hero, roles=["moderator"], **titles)
    factories.make_appearance(session=earlier, speaker=hero, **say("title", "Reporter", "记者", "記者だった"))
    factories.make_appearance(edition=editions[1], speaker=hero, **say("title", "Student", "学生", "学生だった"))
    for n, speaker in enumerate(others):
        factories.make_appearance(
            edition=edition, session=media if n < 8 else None, speaker=speaker,
            **say("title", f"Professor of Things {n}", f"第{n}研究院教授", "研究所の教授")
        )  # fmt: skip


def make_organisations(editions: dict, first: models.Side, second: models.Side) -> None:
    house = models.Organisation.objects.create(
        **factories.public({"slug": "test-house", "side": first, "website": "https://house.example/"})
    )
    for years, words in {
        (2000, 2016): say("name", "Old Test House", "旧测试社", "旧試験社のなまえ"),
        (2017, None): say("name", "Test House", "测试社", "試験社グループ"),
    }.items():
        models.OrganisationName.objects.create(
            organisation=house, from_year=years[0], until_year=years[1], **words, **say("short_name", "TH")
        )
    other = models.Organisation.objects.create(**factories.public({"slug": "other-house", "side": second}))
    models.OrganisationName.objects.create(organisation=other, **say("name", "", "", "もう一つの会"))
    for number in (1, 6):
        factories.make_partnership(edition=editions[number], organisation=house)
        factories.make_partnership(edition=editions[number], organisation=other)


def make_documents(edition: models.Edition) -> models.Document:
    document = factories.make_document(
        slug="test-consensus",
        edition=edition,
        kind="consensus",
        adopted_on=datetime.date(2020, 12, 4),
        authoritative_languages=["zh-hans", "ja"],
        **say("title", "Consensus of the test", "测试共识", "試験のコンセンサス"),
        **say("body", "", "<p>双方同意：</p>", "<p>双方は次の通り合意した。</p>"),
        **say("standing", "", "authoritative", "authoritative"),
    )
    for n in (1, 2):
        factories.make_clause(
            document=document, number=n, **say("text_line", f"Clause {n}.", f"第{n}条。", f"その{n}である。")
        )
    factories.make_document(slug="only-title", edition=edition, **say("title", "", "", "題名だけの文書"), **say("body"))
    return document


def make_press(edition: models.Edition, speakers: list, photos: list, document: models.Document) -> None:
    opening = factories.make_release(
        slug="opening",
        edition=edition,
        dateline_date=datetime.date(2020, 12, 3),
        source_line="Test House",
        **say("headline", "The test forum opens & goes on", LONG_HEADLINE, "試験フォーラムが開幕"),
        **say(
            "standfirst", "Two delegations met in the hall.", "两个代表团在会场会面。", "二つの代表団が会場で会った。"
        ),
        **say("dateline_city", "Westville", "西城", "西城"),
        **say(
            "body",
            "<p>The forum opened today.</p><h2>What was said</h2><p>Much.</p>" + "<p>A sentence that goes on.</p>" * 6,
            "<p>论坛今天开幕。</p><h2>发言</h2><p>很多。</p>",
            "<p>フォーラムが今日開幕した。</p><h2>発言</h2><p>多くのことが語られた。</p>",
        ),
    )
    factories.make_correction(
        release=opening,
        earlier={"body_en": "<p>The forum opens today.</p>"},
        **say("note", "The tense was put right.", "更正了时态。", "時制を直した。"),
    )
    for order, photo in enumerate(photos[:2]):
        models.ReleasePhoto.objects.create(release=opening, photo=photo, order=order)
    models.ReleaseDocument.objects.create(release=opening, document=document)
    opening.speakers.add(speakers[0])
    contact = models.Contact.objects.create(
        **say("name", "Test desk", "测试组", "試験デスク"), email="desk@house.example", phone="+00 0000 0000"
    )
    opening.contacts.add(contact)
    factories.make_release(
        slug="one-language",
        edition=edition,
        source_language="ja",
        **say("headline", "", "", "日本語だけの発表"),
        **say("standfirst"),
        **say("body", "", "", "<p>この本文は一つの言語だけにある。</p>"),
    )
    for language, title in {
        "en": "They met",
        "zh-hans": "他们见面了",
        "ja": "彼らは会った",
        "ko": "그들은 만났다",
    }.items():
        factories.make_coverage(edition=edition, title=title, language=language).speakers.add(speakers[0])


def make_long_release() -> models.PressRelease:
    """As long as the longest of the sample in each language, with everything beside it that a release can have."""
    first, second = make_sides()
    edition = factories.make_edition(number=6, year=2020)
    release = factories.make_release(
        slug="long",
        edition=edition,
        source_line="Test House International Communications Group",
        **say("headline", "The test forum opens with an agreement for the next ten years", LONG_HEADLINE[:32], "試験フォーラムが開幕" * 3),
        **say("standfirst", "Two delegations met. " * 9, "两个代表团会面。" * 7, "二つの代表団が会った。" * 6),
        **say("dateline_city", "Westville", "西城", "西城"),
        **say(
            "body",
            ("<p>" + "A sentence that goes on and on. " * 14 + "</p>") * 10,
            ("<p>" + "一句很长的话在这里继续。" * 9 + "</p>") * 10,
            ("<p>" + "長い文がここで続いている。" * 11 + "</p>") * 10,
        ),
        **say("boilerplate", "What the forum is. " * 23, "论坛是什么。" * 21, "フォーラムとは。" * 22),
        sources="https://news.example/6",
    )  # fmt: skip
    models.ReleasePhoto.objects.create(release=release, photo=make_photos(edition)[0], order=0)
    models.ReleaseDocument.objects.create(release=release, document=make_documents(edition))
    for side in (first, second):
        desk = {"side": side, "website": "https://house.example/"}
        name = say("name", "Test House International Group", "测试社国际集团", "試験社グループ")
        release.contacts.add(models.Contact.objects.create(**name, **desk))
    return release


def make_surveys(edition: models.Edition, first: models.Side, second: models.Side) -> None:
    question = factories.make_question(
        slug="test-question", **say("text_line", "What do you think of it?", "您怎么看？", "どう思いますか。")
    )
    good = factories.make_answer(question=question, code="good", **say("label", "Good", "好", "良いと思う"))
    bad = factories.make_answer(question=question, code="bad", **say("label", "Not good", "不好", "良くない"))
    for year in range(2015, 2021):
        survey = factories.make_survey(
            year=year,
            number=year - 2014,
            edition=edition if year == 2020 else None,
            **say("title", f"Poll of {year}", f"{year}年调查", f"{year}年の調査"),
        )
        models.Wording.objects.create(
            survey=survey, question=question, breaks_line=year == 2018, **say("text_line", "What is it to you?")
        )
        for side in (first, second):
            models.Fieldwork.objects.create(
                survey=survey,
                side=side,
                sample=1500,
                agency="Test agency",
                **say("method", "Face to face", "面访", "面接"),
            )
            for answer, start in ((good, 30), (bad, 60)):
                factories.make_result(
                    survey=survey, side=side, answer=answer, value=Decimal(start + year % 7) + Decimal("0.5"),
                    sources=f"https://poll.example/{year}",
                )  # fmt: skip


def make_pages(edition: models.Edition) -> None:
    table = "<table><tbody><tr><th>One</th><td>Two</td></tr></tbody></table>"
    for slug, place, words in [
        ("about", "menu", say("title", "About", "关于", "フォーラムについて")),
        ("privacy", "footer", say("title", "Privacy", "隐私", "個人情報の扱い")),
    ]:
        factories.make_page(
            slug=slug,
            place=place,
            **words,
            **say(
                "body",
                f"<h2>What it is</h2><p>A forum, and <a href='https://house.example/'>a house</a>.</p>{table}",
                "<h2>是什么</h2><p>一个论坛。</p>",
                "<h2>何か</h2><p>フォーラムである。</p>",
            ),
        )
    factories.make_notice(
        link="https://live.example/",
        **say("text_line", "Live from ten.", "十点直播。", "十時から中継。"),
        **say("link_label", "Watch"),
    )
    factories.make_notice(
        edition=edition, kind="change", **say("text_line", "Hall 2 instead.", "改在二号厅。", "第2会議室へ。")
    )
