"""Texts in every format the reader knows, made for these tests, each with the whole of what should be read in it."""

from dataclasses import dataclass, field
from typing import Any

EMPTY: dict[str, Any] = {
    **dict.fromkeys(["headline", "standfirst", "dateline", "byline", "published", "source", "theme", "edition"]),
    **{name: [] for name in ["captions", "boilerplate", "contacts", "people", "chrome", "warnings"]},
}


@dataclass(frozen=True)
class Story:
    """A text and what is expected of it; ``edition`` is the number, ``people`` slugs or names, ``warnings`` codes."""

    name: str
    text: str
    body: list[str]
    language: str = "en"
    expected: dict[str, Any] = field(default_factory=dict)

    @property
    def reading(self) -> dict[str, Any]:
        return {**EMPTY, "language": self.language, "body": self.body, **self.expected}


def _dateline(city: str | None, date: str | None, wire: str | None) -> dict[str, str | None]:
    return {"city": city, "date": date, "wire": wire}


ENGLISH = [
    Story(
        "PR Newswire",
        """Forum of Two Capitals Looks at the Next Ten Years

TOKYO, Dec. 4, 2024 /PRNewswire/ -- The 20th Beijing-Tokyo Forum opened here with a morning of short speeches.

Test Speaker, director of the Model Institute of Peace, asked the hall to be brief and clear.

SOURCE Example Communications Group""",
        [
            "The 20th Beijing-Tokyo Forum opened here with a morning of short speeches.",
            "Test Speaker, director of the Model Institute of Peace, asked the hall to be brief and clear.",
        ],
        expected={
            "headline": "Forum of Two Capitals Looks at the Next Ten Years",
            "dateline": _dateline("Tokyo", "2024-12-04", "PRNewswire"),
            "source": "Example Communications Group",
            "edition": 20,
            "people": ["test-speaker"],
        },
    ),
    Story(
        "PR Newswire with country and em dash",
        """BEIJING, China, Oct. 19, 2023 /PRNewswire/ — The 19th Beijing-Tokyo Forum opened on Thursday, organisers said.

A second paragraph tells what the first left out.""",
        [
            "The 19th Beijing-Tokyo Forum opened on Thursday, organisers said.",
            "A second paragraph tells what the first left out.",
        ],
        expected={"dateline": _dateline("Beijing", "2023-10-19", "PRNewswire"), "edition": 19},
    ),
    Story(
        "PR Newswire with a partner and two cities",
        """BEIJING and TOKYO, Oct. 25, 2021 /PRNewswire-AsiaNet/ -- Two halls were joined by a line for the 17th Beijing-Tokyo Forum, which opened on Monday.

Nobody had to travel far.

Related Links
https://example.org/forum""",
        [
            "Two halls were joined by a line for the 17th Beijing-Tokyo Forum, which opened on Monday.",
            "Nobody had to travel far.",
        ],
        expected={
            "dateline": _dateline("Beijing", "2021-10-25", "PRNewswire-AsiaNet"),
            "edition": 17,
            "chrome": ["Related Links", "https://example.org/forum"],
            "warnings": ["chrome", "chrome"],
        },
    ),
    Story(
        "a republisher's page with its buttons",
        """Home > News > Politics
Forum Opens With a Short Morning
News provided by
Example Communications Group
Dec 04, 2024, 10:00 ET
Share this article
TOKYO, Dec. 4, 2024 /PRNewswire/ -- The 20th Beijing-Tokyo Forum opened on Wednesday in good weather.
The hall was full before nine.
SOURCE Example Communications GroupRelated Links
Post a comment""",
        ["The 20th Beijing-Tokyo Forum opened on Wednesday in good weather.", "The hall was full before nine."],
        expected={
            "headline": "Forum Opens With a Short Morning",
            "dateline": _dateline("Tokyo", "2024-12-04", "PRNewswire"),
            "published": "2024-12-04",
            "source": "Example Communications Group",
            "edition": 20,
            "chrome": [
                "Home > News > Politics",
                "News provided by",
                "Share this article",
                "Related Links",
                "Post a comment",
            ],
            "warnings": ["chrome"] * 5,
        },
    ),
    Story(
        "Business Wire",
        """Two Capitals, One Table

TOKYO--(BUSINESS WIRE)--The 20th Tokyo-Beijing Forum opened on December 4, 2024, with a round of questions.

“We came to listen,” said Test Speaker, president of Example Communications Group (ECG).

About Example Communications Group
Example Communications Group prints examples in many languages.

Contacts
Example Communications Group
Press desk
press@example.org""",
        [
            "The 20th Tokyo-Beijing Forum opened on December 4, 2024, with a round of questions.",
            "“We came to listen,” said Test Speaker, president of Example Communications Group (ECG).",
        ],
        expected={
            "headline": "Two Capitals, One Table",
            "dateline": _dateline("Tokyo", None, "BUSINESS WIRE"),
            "edition": 20,
            "boilerplate": ["Example Communications Group prints examples in many languages."],
            "contacts": ["Example Communications Group", "Press desk", "press@example.org"],
            "people": ["test-speaker"],
        },
    ),
    Story(
        "Business Wire with its date and standfirst",
        """Two Capitals, One Table

Organisers promise shorter panels and longer breaks

TOKYO--(BUSINESS WIRE)--Dec. 4, 2024--The 20th Tokyo-Beijing Forum opened with a round of questions.

More followed in the afternoon.""",
        ["The 20th Tokyo-Beijing Forum opened with a round of questions.", "More followed in the afternoon."],
        expected={
            "headline": "Two Capitals, One Table",
            "standfirst": "Organisers promise shorter panels and longer breaks",
            "dateline": _dateline("Tokyo", "2024-12-04", "BUSINESS WIRE"),
            "edition": 20,
        },
    ),
    Story(
        "GlobeNewswire",
        """Forum Opens Its Doors

TOKYO, Dec. 04, 2024 (GLOBE NEWSWIRE) -- The 20th Beijing-Tokyo Forum opened its doors today.

Tea was served at ten.""",
        ["The 20th Beijing-Tokyo Forum opened its doors today.", "Tea was served at ten."],
        expected={
            "headline": "Forum Opens Its Doors",
            "dateline": _dateline("Tokyo", "2024-12-04", "GLOBE NEWSWIRE"),
            "edition": 20,
        },
    ),
    Story(
        "Xinhua in English",
        """19th Beijing-Tokyo Forum opens in Beijing
Source: Xinhua
Editor: huaxia
2023-10-19 20:11:15

BEIJING, Oct. 19 (Xinhua) -- The 19th Beijing-Tokyo Forum opened in Beijing on Thursday.

Guests from both sides filled three rows. Enditem""",
        ["The 19th Beijing-Tokyo Forum opened in Beijing on Thursday.", "Guests from both sides filled three rows."],
        expected={
            "headline": "19th Beijing-Tokyo Forum opens in Beijing",
            "dateline": _dateline("Beijing", "2023-10-19", "Xinhua"),
            "published": "2023-10-19",
            "source": "Xinhua",
            "edition": 19,
            "chrome": ["Editor: huaxia", "Enditem"],
            "warnings": ["chrome", "chrome"],
        },
    ),
    Story(
        "Xinhua copied by a paper, with a caption",
        """19th Beijing-Tokyo Forum opens in Beijing
(Xinhua) 08:39, October 20, 2023
BEIJING, Oct. 19 (Xinhua) -- The 19th Beijing-Tokyo Forum opened on Thursday.
Li Ceshi, head of the Example Communications Group, addresses the 19th Beijing-Tokyo Forum in Beijing, Oct. 19, 2023. (Xinhua/Zhang Yangli)
The hall listened.""",
        ["The 19th Beijing-Tokyo Forum opened on Thursday.", "The hall listened."],
        expected={
            "headline": "19th Beijing-Tokyo Forum opens in Beijing",
            "dateline": _dateline("Beijing", "2023-10-19", "Xinhua"),
            "published": "2023-10-20",
            "source": "Xinhua",
            "edition": 19,
            "captions": [
                {
                    "text": "Li Ceshi, head of the Example Communications Group, addresses the 19th Beijing-Tokyo Forum in Beijing, Oct. 19, 2023.",
                    "credit": "Xinhua/Zhang Yangli",
                    "date": "2023-10-19",
                }
            ],
            "people": ["ceshi-li"],
        },
    ),
    Story(
        "China.org.cn with its chrome",
        """14th Beijing-Tokyo Forum commences in Tokyo

0 Comment(s)Print E-mail China.org.cn, October 14, 2018
Adjust font size:

The 14th Beijing-Tokyo Forum commenced on Sunday with a plenary session.

Guests talk in the lobby of the 14th Beijing-Tokyo Forum, Oct. 14, 2018. [Photo by Zhang Yangli/China.org.cn]

It was the first sunny day of the week.

Follow China.org.cn on Twitter and Facebook to join the conversation.
ChinaNews App Download""",
        [
            "The 14th Beijing-Tokyo Forum commenced on Sunday with a plenary session.",
            "It was the first sunny day of the week.",
        ],
        expected={
            "headline": "14th Beijing-Tokyo Forum commences in Tokyo",
            "published": "2018-10-14",
            "source": "China.org.cn",
            "edition": 14,
            "captions": [
                {
                    "text": "Guests talk in the lobby of the 14th Beijing-Tokyo Forum, Oct. 14, 2018.",
                    "credit": "Zhang Yangli/China.org.cn",
                    "date": "2018-10-14",
                }
            ],
            "chrome": [
                "0 Comment(s)Print E-mail",
                "Adjust font size:",
                "Follow China.org.cn on Twitter and Facebook to join the conversation.",
                "ChinaNews App Download",
            ],
            "warnings": ["chrome", "chrome", "name", "chrome", "chrome"],
        },
    ),
    Story(
        "China.org.cn with a by-line",
        """17th Beijing-Tokyo Forum convened
By Zhang Yangli / China.org.cn
Share:
China.org.cn | Updated: October 26, 2021
The 17th Beijing-Tokyo Forum opened on Monday and will end on Tuesday.
Tables were set in two cities.""",
        ["The 17th Beijing-Tokyo Forum opened on Monday and will end on Tuesday.", "Tables were set in two cities."],
        expected={
            "headline": "17th Beijing-Tokyo Forum convened",
            "byline": "Zhang Yangli",
            "published": "2021-10-26",
            "source": "China.org.cn",
            "edition": 17,
            "chrome": ["Share:"],
            "warnings": ["chrome"],
        },
    ),
    Story(
        "Genron NPO page in English, titles and sentences glued",
        """The 14th Tokyo-Beijing ForumHow two neighbours can keep talking

October 14, 2018


The 14th Tokyo-Beijing Forum opened in Tokyo on October 14.The first session was about patience.

It ended on time.

Post a comment""",
        [
            "The 14th Tokyo-Beijing Forum opened in Tokyo on October 14.The first session was about patience.",
            "It ended on time.",
        ],
        expected={
            "headline": "The 14th Tokyo-Beijing Forum",
            "standfirst": "How two neighbours can keep talking",
            "published": "2018-10-14",
            "edition": 14,
            "chrome": ["Post a comment"],
            "warnings": ["glued-title", "glued-sentence", "chrome"],
        },
    ),
    Story(
        "Kyodo in English",
        """Forum opens with call for patience

TOKYO, Dec. 4, Kyodo - A yearly forum of experts opened Wednesday in a hotel near the station.

The 20th Tokyo-Beijing Forum runs through Thursday.

==Kyodo""",
        [
            "A yearly forum of experts opened Wednesday in a hotel near the station.",
            "The 20th Tokyo-Beijing Forum runs through Thursday.",
        ],
        expected={
            "headline": "Forum opens with call for patience",
            "dateline": _dateline("Tokyo", "2024-12-04", "Kyodo"),
            "edition": 20,
            "chrome": ["==Kyodo"],
            "warnings": ["chrome"],
        },
    ),
    Story(
        "Kyodo in brackets, no year and no edition known",
        """TOKYO (Kyodo) -- A yearly meeting ended without a statement.

Its hosts said there would be one soon.""",
        ["A yearly meeting ended without a statement.", "Its hosts said there would be one soon."],
        expected={"dateline": _dateline("Tokyo", None, "Kyodo")},
    ),
    Story(
        "a release by e-mail, broken into lines",
        """From: Press Desk <press@example.org>
To: news@example.net
Subject: Press release: Forum opens in December
Date: Wed, 04 Dec 2024 09:00:00 +0900

FOR IMMEDIATE RELEASE

Tokyo, December 4, 2024 - The 20th Tokyo-Beijing Forum opens today in
Tokyo. Experts from both countries will talk for two days about order,
trade and the weather, and will publish what they say.

"The forum is a habit worth keeping," said Taro Reidai, chairman of the
Model Institute of Peace.

About the Forum
The forum was launched in 2005 and meets once a year in one of the two
capitals.

Media contact:
Press Desk, Example Communications Group
Tel: +81-3-0000-0000
press@example.org

###""",
        [
            "The 20th Tokyo-Beijing Forum opens today in Tokyo. Experts from both countries will talk for two days about order, trade and the weather, and will publish what they say.",
            '"The forum is a habit worth keeping," said Taro Reidai, chairman of the Model Institute of Peace.',
        ],
        expected={
            "headline": "Forum opens in December",
            "dateline": _dateline("Tokyo", "2024-12-04", None),
            "published": "2024-12-04",
            "edition": 20,
            "boilerplate": ["The forum was launched in 2005 and meets once a year in one of the two capitals."],
            "contacts": ["Press Desk, Example Communications Group", "Tel: +81-3-0000-0000", "press@example.org"],
            "people": ["taro-reidai"],
            "chrome": [
                "From: Press Desk <press@example.org>",
                "To: news@example.net",
                "Date: Wed, 04 Dec 2024 09:00:00 +0900",
                "FOR IMMEDIATE RELEASE",
                "###",
            ],
            "warnings": ["chrome", "chrome"],
        },
    ),
    Story(
        "a text without any head",
        """The 20th Beijing-Tokyo Forum drew a crowd that nobody had counted on.

By noon there was no soup left.""",
        ["The 20th Beijing-Tokyo Forum drew a crowd that nobody had counted on.", "By noon there was no soup left."],
        expected={"edition": 20},
    ),
    Story(
        "an announcement with theme, caption label and contact in a line",
        """The Twentieth Tokyo-Beijing Forum to Be Held in December

Dec. 1, 2024

The twentieth Tokyo-Beijing Forum will be held in Tokyo on December 4 and 5 under the theme "Patience Among Neighbours."

Caption: The empty hall a day before the doors open.
Photo: Example Communications Group

For more information, please contact Press Desk at press@example.org.""",
        [
            'The twentieth Tokyo-Beijing Forum will be held in Tokyo on December 4 and 5 under the theme "Patience Among Neighbours."'
        ],
        expected={
            "headline": "The Twentieth Tokyo-Beijing Forum to Be Held in December",
            "published": "2024-12-01",
            "theme": "Patience Among Neighbours",
            "edition": 20,
            "captions": [
                {
                    "text": "The empty hall a day before the doors open.",
                    "credit": "Example Communications Group",
                    "date": None,
                }
            ],
            "contacts": ["Press Desk at press@example.org."],
        },
    ),
]

CHINESE = [
    Story(
        "新华社",
        """第二十届北京—东京论坛在东京开幕

新华社东京12月4日电（记者张样例、王范文）第二十届北京—东京论坛4日在东京开幕，与会人士就如何把话说短交换了意见。

样例传播集团总编辑李测试表示，论坛的作用在于每年见一次面。（完）""",
        [
            "第二十届北京—东京论坛4日在东京开幕，与会人士就如何把话说短交换了意见。",
            "样例传播集团总编辑李测试表示，论坛的作用在于每年见一次面。",
        ],
        "zh-hans",
        {
            "headline": "第二十届北京—东京论坛在东京开幕",
            "dateline": _dateline("东京", "2024-12-04", "新华社"),
            "byline": "张样例、王范文",
            "edition": 20,
            "people": ["ceshi-li"],
            "chrome": ["（完）"],
            "warnings": ["chrome"],
        },
    ),
    Story(
        "中新社网页",
        """首页 > 新闻 > 国际
第20届“北京—东京论坛”开幕
2024年12月04日 17:20　来源：中国新闻网
分享到：
　　中新社东京12月4日电 (记者 张样例)第20届“北京—东京论坛”4日在东京开幕。
　　论坛主题为“邻居之间的耐心”，为期两天。
图为论坛会场外景。中新社记者 张样例 摄
　　与会者说，会场的茶很好。
【编辑:王范文】""",
        ["第20届“北京—东京论坛”4日在东京开幕。", "论坛主题为“邻居之间的耐心”，为期两天。", "与会者说，会场的茶很好。"],
        "zh-hans",
        {
            "headline": "第20届“北京—东京论坛”开幕",
            "dateline": _dateline("东京", "2024-12-04", "中新社"),
            "byline": "张样例",
            "published": "2024-12-04",
            "source": "中国新闻网",
            "theme": "邻居之间的耐心",
            "edition": 20,
            "captions": [{"text": "图为论坛会场外景。", "credit": "中新社记者 张样例", "date": None}],
            "chrome": ["首页 > 新闻 > 国际", "分享到：", "【编辑:王范文】"],
            "warnings": ["chrome", "chrome", "chrome"],
        },
    ),
    Story(
        "中新网没有城市",
        """中新网12月4日电 第二十届“北京-东京论坛”4日开幕，参加者很多。
会议下午继续。""",
        ["第二十届“北京-东京论坛”4日开幕，参加者很多。", "会议下午继续。"],
        "zh-hans",
        {"dateline": _dateline(None, "2024-12-04", "中新网"), "edition": 20},
    ),
    Story(
        "中国网讯",
        """“北京-东京论坛”在北京举行
中国网10月19日讯（记者 张样例）第十九届“北京-东京论坛”19日在北京举行。
会上发言的人都很守时。
来源：中国网
责任编辑：王范文""",
        ["第十九届“北京-东京论坛”19日在北京举行。", "会上发言的人都很守时。"],
        "zh-hans",
        {
            "headline": "“北京-东京论坛”在北京举行",
            "dateline": _dateline(None, "2023-10-19", "中国网"),
            "byline": "张样例",
            "source": "中国网",
            "edition": 19,
            "chrome": ["责任编辑：王范文"],
            "warnings": ["chrome"],
        },
    ),
    Story(
        "中文新闻稿带简介和联系人",
        """新闻稿
第二十届北京-东京论坛将于12月在东京举行

2024年11月20日

第二十届北京-东京论坛将于12月4日至5日在东京举行。论坛由样例传播集团和言论NPO共同主办。

关于北京-东京论坛
论坛创办于2005年，每年举行一次。

媒体联系人：
样例传播集团 新闻处
电话：010-0000-0000
邮箱：press@example.org""",
        ["第二十届北京-东京论坛将于12月4日至5日在东京举行。论坛由样例传播集团和言论NPO共同主办。"],
        "zh-hans",
        {
            "headline": "第二十届北京-东京论坛将于12月在东京举行",
            "published": "2024-11-20",
            "edition": 20,
            "boilerplate": ["论坛创办于2005年，每年举行一次。"],
            "contacts": ["样例传播集团 新闻处", "电话：010-0000-0000", "邮箱：press@example.org"],
            "chrome": ["新闻稿"],
            "warnings": ["chrome"],
        },
    ),
]

JAPANESE = [
    Story(
        "共同",
        """第20回東京―北京フォーラム開幕　落ち着いた議論を

【東京12月4日共同】日中の有識者が集まる第20回「東京―北京フォーラム」が4日、東京で開幕した。

見本平和研究所の例題太郎所長は「短く話そう」と呼びかけた。""",
        [
            "日中の有識者が集まる第20回「東京―北京フォーラム」が4日、東京で開幕した。",
            "見本平和研究所の例題太郎所長は「短く話そう」と呼びかけた。",
        ],
        "ja",
        {
            "headline": "第20回東京―北京フォーラム開幕　落ち着いた議論を",
            "dateline": _dateline("東京", "2024-12-04", "共同"),
            "edition": 20,
            "people": ["taro-reidai"],
        },
    ),
    Story(
        "共同、日付なし",
        """【北京共同】有識者の会合が始まった。会場の外は雨だった。

主催者は来年も開く考えを示した。""",
        ["有識者の会合が始まった。会場の外は雨だった。", "主催者は来年も開く考えを示した。"],
        "ja",
        {"dateline": _dateline("北京", None, "共同")},
    ),
    Story(
        "言論NPOのページ",
        """「第20回東京-北京フォーラム」が開幕しました
2024年12月4日（水）

「第20回東京-北京フォーラム」が12月4日、東京都内で開幕しました。初日の議論は予定より早く終わりました。

　見本伝播集団の見本花子氏は、対話は続けることに意味があると述べました。

このページの先頭へ
関連記事
前回の報告
コメントを投稿する""",
        [
            "「第20回東京-北京フォーラム」が12月4日、東京都内で開幕しました。初日の議論は予定より早く終わりました。",
            "見本伝播集団の見本花子氏は、対話は続けることに意味があると述べました。",
        ],
        "ja",
        {
            "headline": "「第20回東京-北京フォーラム」が開幕しました",
            "published": "2024-12-04",
            "edition": 20,
            "people": ["hanako-mihon"],
            "chrome": ["このページの先頭へ", "関連記事", "前回の報告", "コメントを投稿する"],
            "warnings": ["chrome"] * 4,
        },
    ),
    Story(
        "言論NPOのご案内",
        """【ご案内】「第20回東京-北京フォーラム」の取材について

令和6年11月20日
言論NPO

言論NPOは12月4日と5日、「第20回東京-北京フォーラム」を東京で開催します。全体テーマは「隣人の忍耐」です。

（写真：言論NPO）

【本件に関するお問い合わせ先】
言論NPO 広報担当
電話：03-0000-0000
メール：press@example.org""",
        ["言論NPOは12月4日と5日、「第20回東京-北京フォーラム」を東京で開催します。全体テーマは「隣人の忍耐」です。"],
        "ja",
        {
            "headline": "【ご案内】「第20回東京-北京フォーラム」の取材について",
            "published": "2024-11-20",
            "source": "言論NPO",
            "theme": "隣人の忍耐",
            "edition": 20,
            "captions": [{"text": "", "credit": "言論NPO", "date": None}],
            "contacts": ["言論NPO 広報担当", "電話：03-0000-0000", "メール：press@example.org"],
        },
    ),
    Story(
        "新華社の日本語",
        """第19回「北京―東京フォーラム」が北京で開幕

【新華社北京10月19日】（記者／張様例）第19回「北京―東京フォーラム」が19日、北京で開幕した。

会場には朝から人が並んだ。

写真は会場の入り口。（新華社記者／張様例撮影）""",
        ["第19回「北京―東京フォーラム」が19日、北京で開幕した。", "会場には朝から人が並んだ。"],
        "ja",
        {
            "headline": "第19回「北京―東京フォーラム」が北京で開幕",
            "dateline": _dateline("北京", "2023-10-19", "新華社"),
            "byline": "張様例",
            "edition": 19,
            "captions": [{"text": "写真は会場の入り口。", "credit": "新華社記者／張様例", "date": None}],
        },
    ),
]

STORIES = [*ENGLISH, *CHINESE, *JAPANESE]
