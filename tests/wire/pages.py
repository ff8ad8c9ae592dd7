"""Texts as pages, letters and agencies dress them, made for these tests, each with what must be found in it."""

from typing import Any

PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "a market site's copy of PR Newswire": (
        """Markets Insider
The 20th Beijing-Tokyo Forum Closes With Shared Statement
PR Newswire
Dec. 5, 2024, 09:15 PM

- Delegates adopt ten points on peace
- Youth session fills the hall

TOKYO, Dec. 5, 2024 /PRNewswire/ -- The 20th Beijing-Tokyo Forum closed here on Thursday after two days of talks in nine halls.

Test Speaker, president of Example Communications Group (ECG), said: "We leave with more questions than we brought."Hanako Mihon answered him with a smile.

Photo - https://mma.example.com/media/2571111/closing.jpg
Caption: Delegates wave at the closing of the forum, Dec. 5, 2024. (Photo: ECG)

Cision View original content to download multimedia:https://www.example.com/news-releases/x-302324.html

SOURCE Example Communications Group

Copyright 2024 PR Newswire. All Rights Reserved
Read more at Example Finance""",
        {
            "headline": "The 20th Beijing-Tokyo Forum Closes With Shared Statement",
            "dateline": ["Tokyo", "2024-12-05", "PRNewswire"],
            "source": "Example Communications Group",
            "nbody": 2,
            "published": "2024-12-05",
            "captions": ["Delegates wave at the closing of the forum, Dec. 5, 2024."],
            "edition": 20,
        },
    ),
    "PR Newswire Asia, buttons twice": (
        """Forum looks back, and ahead
Example Communications Group
04 Dec, 2024, 20:30 CST
Share this article
Share toX
Share this article
Share toX
TOKYO, Dec. 4, 2024 /PRNewswire/ -- A report from Example Communications Group:
The 20th Beijing-Tokyo Forum opened on Wednesday in Tokyo with 400 guests.
"It is a bridge," said Li Ceshi, vice minister of examples.
For more information, please visit: https://www.example.org.cn/forum
Contact: Mr. Wang
Tel: 008610-68990000
E-mail: wang@example.org.cn
SOURCE Example Communications Group
Modal title
Also from this source
Another release of another day
A second release that has nothing to do with it""",
        {
            "headline": "Forum looks back, and ahead",
            "dateline": ["Tokyo", "2024-12-04", "PRNewswire"],
            "source": "Example Communications Group",
            "nbody": 3,
            "contacts_has": ["008610-68990000", "wang@example.org.cn"],
            "published": "2024-12-04",
        },
    ),
    "Business Wire with its clock": (
        """December 04, 2024 03:00 AM Eastern Standard Time
TOKYO--(BUSINESS WIRE)--The Genron NPO today announced the results of its 20th joint survey, two days before the 20th Tokyo-Beijing Forum.

Of 1,000 people asked, many had an opinion.

About The Genron NPO
The Genron NPO is an independent think tank in Tokyo.
View source version on businesswire.com: https://www.businesswire.com/news/home/20241204000000/en/

Contacts
Press office
The Genron NPO
Hanako Mihon, +81-3-0000-0000
press@example.org""",
        {
            "dateline": ["Tokyo", None, "BUSINESS WIRE"],
            "published": "2024-12-04",
            "nbody": 2,
            "boilerplate": ["The Genron NPO is an independent think tank in Tokyo."],
            "contacts_has": ["+81-3-0000-0000", "press@example.org"],
        },
    ),
    "Xinhua's page in English": (
        """Home Page | Photos | Video | Forum
Xinhua Headlines: Forum marks two decades with calls for trust
Source: Xinhua
Editor: huaxia
2024-12-05 18:42:15

Li Ceshi speaks at the 20th Beijing-Tokyo Forum in Tokyo, Japan, Dec. 4, 2024. (Xinhua/Ceshi Shying)

TOKYO, Dec. 5 (Xinhua) -- The 20th Beijing-Tokyo Forum concluded here on Thursday, with participants calling for trust.

The two-day event drew around 400 people. ■

(Web editor: Zhang San, Li Si)""",
        {
            "headline": "Xinhua Headlines: Forum marks two decades with calls for trust",
            "dateline": ["Tokyo", "2024-12-05", "Xinhua"],
            "source": "Xinhua",
            "published": "2024-12-05",
            "nbody": 2,
            "captions": ["Li Ceshi speaks at the 20th Beijing-Tokyo Forum in Tokyo, Japan, Dec. 4, 2024."],
        },
    ),
    "新华网的页面": (
        """新华网 > 国际 > 正文
第二十届北京—东京论坛在东京开幕
2024-12-04 17:20:31 来源：新华网
字体： 小 中 大
分享到：
\u3000\u3000新华社东京12月4日电（记者张测试 李样例）第二十届北京—东京论坛4日在日本东京开幕，来自中日两国的约400名嘉宾与会。
\u3000\u3000样例传播集团总裁李测试在开幕式上致辞说，对话比沉默好。
\u3000\u3000日本前外相例题太郎表示赞同。（完）
【纠错】
【责任编辑：王五】
阅读下一篇：另一件事情
010020020110000000000000011100001311""",
        {
            "headline": "第二十届北京—东京论坛在东京开幕",
            "dateline": ["东京", "2024-12-04", "新华社"],
            "byline": "张测试 李样例",
            "source": "新华网",
            "nbody": 3,
            "published": "2024-12-04",
            "edition": 20,
        },
    ),
    "中新网的页面": (
        """本页位置： 首页 → 新闻中心 → 国际新闻

第二十届北京—东京论坛闭幕 通过共同声明
2024年12月05日 21:10\u3000来源：中国新闻网
参与互动()

\u3000\u3000中新社东京12月5日电 (记者 测试员)第二十届“北京—东京论坛”5日在东京闭幕，双方发表共同声明。

\u3000\u3000声明共有十点。(完)

【编辑:赵六】

更多精彩内容请进入国际频道
关于我们 | About us | 联系我们 | 广告服务""",
        {
            "headline": "第二十届北京—东京论坛闭幕 通过共同声明",
            "dateline": ["东京", "2024-12-05", "中新社"],
            "byline": "测试员",
            "source": "中国新闻网",
            "edition": 20,
        },
    ),
    "China.org.cn with its form": (
        """China.org.cn | 中国网
Home | News | China | Forum
You are here: Home > China

Forum in Tokyo reaches for the next decade
By Test Writer
0 Comment(s)Print E-mail China.org.cn, December 4, 2024
Adjust font size:
Test Speaker addresses the 20th Beijing-Tokyo Forum in Tokyo, Dec. 4, 2024. [Photo by Some Body/China.org.cn]
The 20th Beijing-Tokyo Forum kicked off in Tokyo on Wednesday.
It will last two days.
Go to Forum >>0 Comment(s)
Add your comments...
User Name Required
Your Comment
Enter the words you see:
China.org.cn is your guide
PRINT RSS
""",
        {
            "headline": "Forum in Tokyo reaches for the next decade",
            "byline": "Test Writer",
            "published": "2024-12-04",
            "nbody": 2,
            "captions": ["Test Speaker addresses the 20th Beijing-Tokyo Forum in Tokyo, Dec. 4, 2024."],
        },
    ),
    "China Daily with a caption in capitals": (
        """World / Asia-Pacific
Forum opens doors for youth
By TEST WRITER in Tokyo | China Daily | Updated: 2024-12-05 09:17
Share - WeChat
Visitors read a panel about the forum's history in Tokyo on Wednesday. TEST WRITER/CHINA DAILY
Students from both countries met on Wednesday on the sidelines of the 20th Beijing-Tokyo Forum in Tokyo.
"I came to ask," said Taro Reidai, 21, a student of Example University.
Contact the writers at writer@chinadaily.com.cn
Most Viewed in 24 Hours
Another headline
Top
""",
        {
            "headline": "Forum opens doors for youth",
            "byline": "TEST WRITER",
            "published": "2024-12-05",
            "nbody": 2,
            "source": "China Daily",
            "ncaptions": 1,
        },
    ),
    "Genron NPO in English, title and subtitle glued": (
        """The Genron NPO
Japanese | English
About Us  Forums  Opinions
20th Tokyo-Beijing ForumA Consensus for Peace Adopted in Tokyo
December 06, 2024

The 20th Tokyo-Beijing Forum ended on December 5 at a hotel in Tokyo, with a consensus of ten points.The document was read aloud by both sides.

In the second half of the morning, Hanako Mihon, a former ambassador to China, asked for patience.

To be continued

The Genron NPO
Post a comment
Name
E-mail address
Comments
Copyright (c) The Genron NPO. All rights reserved.""",
        {
            "headline": "20th Tokyo-Beijing Forum",
            "standfirst": "A Consensus for Peace Adopted in Tokyo",
            "published": "2024-12-06",
            "nbody": 2,
            "edition": 20,
        },
    ),
    "言論NPOのページ": (
        """言論NPO
言論NPOとは\u3000活動内容\u3000会員制度\u3000寄付する\u3000お問い合わせ
ホーム ＞ 東京-北京フォーラム ＞ 速報記事
「第20回 東京-北京フォーラム」が開幕
～信頼をどう取り戻すか～
2024年12月04日

\u300012月4日、「第20回 東京-北京フォーラム」が都内のホテルで開幕しました。

\u3000冒頭、主催者を代表して挨拶した言論NPO代表の例題太郎は、対話の20年を振り返りました。

\u3000続いて登壇した見本花子氏（元駐中国大使）は、若い世代に期待を寄せました。

⇒ 当日の発言録はこちら
⇒ 会員限定記事

このページのトップへ""",
        {
            "headline": "「第20回 東京-北京フォーラム」が開幕",
            "standfirst": "～信頼をどう取り戻すか～",
            "published": "2024-12-04",
            "nbody": 3,
            "edition": 20,
        },
    ),
    "Kyodo in English": (
        """Japan, China scholars call for dialogue at Tokyo forum
KYODO NEWS KYODO NEWS - Dec 4, 2024 - 20:11 | All, Japan, China

Scholars and former officials from Japan and China on Wednesday called for more dialogue at the start of a two-day forum in Tokyo.

The 20th Tokyo-Beijing Forum is hosted by the Genron NPO and a Chinese partner.

"We listen first," Taro Reidai, a former foreign minister, told the session.

Related coverage:

A first related story

A second related story

==Kyodo""",
        {
            "headline": "Japan, China scholars call for dialogue at Tokyo forum",
            "published": "2024-12-04",
            "nbody": 3,
            "edition": 20,
        },
    ),
    "共同通信のページ": (
        """日中の有識者、対話の継続訴え\u3000東京でフォーラム開幕
2024/12/04 19:05（JST）
© 一般社団法人共同通信社

\u3000日中両国の有識者が意見を交わす「第20回東京―北京フォーラム」が4日、東京都内で始まった。5日まで。

\u3000会場では約400人が耳を傾けた。

\u3000（東京共同）

「第20回東京―北京フォーラム」であいさつする例題太郎氏＝4日午前、東京都港区
X
Facebook
はてなブックマーク""",
        {
            "headline": "日中の有識者、対話の継続訴え\u3000東京でフォーラム開幕",
            "published": "2024-12-04",
            "nbody": 2,
            "ncaptions": 1,
            "edition": 20,
        },
    ),
    "報道関係者へのメール": (
        """差出人: 言論NPO広報 <info@example.or.jp>
宛先: 報道関係者各位
件名: 【プレスリリース】第20回東京―北京フォーラム開催のご案内
日時: 2024年11月20日 10:00

報道関係者各位
いつもお世話になっております。
言論NPO広報担当の見本花子でございます。

令和6年11月20日
認定NPO法人言論NPO

第20回東京―北京フォーラムを12月4日から開催
〜多国間協力に基づく国際秩序の再建〜

認定NPO法人言論NPO（東京都中央区、代表：例題太郎）は、令和6年12月4日
（水）と5日（木）の2日間、都内のホテルで「第20回東京―北京フォーラム」を
開催いたします。

■開催概要
日時：2024年12月4日（水）10:00〜18:00
会場：見本ホテル東京
テーマ：平和の再建と多国間協力

【本件に関するお問い合わせ】
認定NPO法人言論NPO\u3000広報担当：見本
TEL：03-0000-0000\u3000FAX：03-0000-0001
Email：info@example.or.jp

----------------------------------------
言論NPO
〒103-0000 東京都中央区
----------------------------------------""",
        {
            "headline": "第20回東京―北京フォーラムを12月4日から開催",
            "standfirst": "〜多国間協力に基づく国際秩序の再建〜",
            "contacts_has": ["03-0000-0000", "info@example.or.jp"],
            "edition": 20,
            "body_start": "認定NPO法人言論NPO（東京都",
        },
    ),
    "a letter under embargo": (
        """Subject: EMBARGOED: Joint survey shows small change
From: Press Office <press@example.org>
To: undisclosed-recipients:;
Date: Mon, 02 Dec 2024 09:00:00 +0900

*** STRICTLY EMBARGOED UNTIL 11:00 JST, 2 DECEMBER 2024 ***

PRESS RELEASE

JOINT SURVEY SHOWS SMALL CHANGE IN MUTUAL VIEWS
Published ahead of the 20th Tokyo-Beijing Forum

Tokyo, 2 December 2024 – The Genron NPO and Example Communications Group today
published the results of their joint survey of 1,000 people in each country.

"A small change is a change," said Taro Reidai, President of The Genron NPO.

- ENDS -

Notes to editors:
1. The survey was made in September and October.
2. Percentages are rounded.

Press contact: Hanako Mihon, +81 (0)3 0000 0000, press@example.org""",
        {
            "headline": "JOINT SURVEY SHOWS SMALL CHANGE IN MUTUAL VIEWS",
            "standfirst": "Published ahead of the 20th Tokyo-Beijing Forum",
            "dateline": ["Tokyo", "2024-12-02", None],
            "nbody": 2,
            "contacts_has": ["press@example.org"],
            "edition": 20,
        },
    ),
    "saved from Word": (
        """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="gb2312"><title>x</title><style><!-- p.MsoNormal {margin:0cm;} --></style></head>
<body lang=ZH-CN><div class=WordSection1><p class=MsoNormal align=center><b><span style='font-size:16.0pt'>第二十届北京—东京论坛<o:p></o:p></span></b></p>
<p class=MsoNormal align=center><b>新闻通稿</b></p>
<p class=MsoNormal style='text-indent:24.0pt'><span lang=EN-US>2024</span>年<span lang=EN-US>12</span>月<span lang=EN-US>4</span>日，第二十届北京—东京论坛在日本东京开幕。<o:p></o:p></p>
<p class=MsoNormal><span lang=EN-US>&nbsp;</span></p>
<p class=MsoNormal>论坛由样例传播集团和言论<span lang=EN-US>NPO</span>共同主办，主题为“以合作重建和平”。</p>
<p class=MsoNormal>联系人：王测试&nbsp;&nbsp;电话：<span lang=EN-US>010-6899 0000</span></p>
</div></body></html>""",
        {
            "language": "zh-hans",
            "headline": "第二十届北京—东京论坛",
            "nbody": 2,
            "theme": "以合作重建和平",
            "contacts_has": ["王测试"],
            "edition": 20,
        },
    ),
    "繁體字的頁面": (
        """第二十屆「北京—東京論壇」在東京開幕
2024年12月4日 \u3000來源：樣例網

中新社東京12月4日電（記者 測試員）第二十屆「北京—東京論壇」4日在東京舉行，約400名嘉賓出席。

樣例傳播集團總裁李測試致辭。

責任編輯：王五""",
        {
            "language": "zh-hans",
            "headline": "第二十屆「北京—東京論壇」在東京開幕",
            "dateline": ["東京", "2024-12-04", "中新社"],
            "nbody": 2,
            "edition": 20,
            "source": "樣例網",
        },
    ),
    "繁體字的短訊": (
        """東京論壇閉幕
中國評論通訊社 2024-12-05
第20屆東京—北京論壇於12月5日閉幕，雙方發表聲明，表示要繼續對話。會議通過十點共識。""",
        {"language": "zh-hans", "edition": 20},
    ),
    "新华社特写": (
        """首页  时政  国际  财经  军事
中日人士在东京呼吁加强青年交流-新华网
中日人士在东京呼吁加强青年交流
2024-12-06 09:11
来源：新华社
编辑：测试

\u3000\u3000新华社东京12月5日电\u3000题：从青年开始

\u3000\u3000新华社记者李样例

\u3000\u3000“我想多来几次。”在5日闭幕的第二十届北京—东京论坛青年对话会上，样例大学学生王测试说。

\u3000\u3000会场外展出了历届论坛的照片。

\u3000\u3000这是12月5日在日本东京拍摄的青年对话会现场。新华社记者 张样例 摄

（参与记者：赵样例）
标签：
+1
""",
        {
            "headline": "中日人士在东京呼吁加强青年交流",
            "dateline": ["东京", "2024-12-05", "新华社"],
            "source": "新华社",
            "published": "2024-12-06",
            "ncaptions": 1,
            "byline": "李样例",
            "edition": 20,
        },
    ),
    "图片新闻": (
        """【图片新闻】第20届北京-东京论坛举行
发布时间：2024年12月04日 19:30 | 来源：中国新闻社 | 作者：测试
1/3
12月4日，第20届北京-东京论坛在东京举行。图为例题太郎致辞。 中新社发 测试员 摄
12月4日，第20届北京-东京论坛在东京举行。图为嘉宾合影。 中新社发 测试员 摄
上一页 1 2 3 下一页""",
        {"published": "2024-12-04", "source": "中国新闻社", "ncaptions": 2, "edition": 20},
    ),
    "half of it in a wrong encoding": (
        "TOKYO, Dec. 4, 2024 /PRNewswire/ -- The 20th Beijing-Tokyo Forum opened on Wednesday. â\x80\x9cWe listen,â\x80\x9d said Li Ceshi (æ\x9d\x8eæµ\x8bè¯\x95), an editor.\n\nThe cafÃ© was full.\n\nSOURCE Example Communications Group",
        {
            "nbody": 2,
            "dateline": ["Tokyo", "2024-12-04", "PRNewswire"],
            "body_start": "The 20th Beijing-Tokyo Forum opened on Wednesday. “We listen,” said Li Ceshi (李测试), an editor.",
            "codes": ["encoding"],
        },
    ),
    "シフトJISを西欧の文字で": (
        "\x81u\x91æ20\x89ñ \x93\x8c\x8b\x9e-\x96k\x8b\x9e\x83t\x83H\x81[\x83\x89\x83\x80\x81v\x8aJ\x96\x8b\n\n12\x8c\x8e4\x93ú\x81A\x93\x8c\x8b\x9e\x93s\x93à\x82Å\x83t\x83H\x81[\x83\x89\x83\x80\x82ª\x8aJ\x96\x8b\x82µ\x82Ü\x82µ\x82½\x81B\x96ñ400\x90l\x82ª\x8eQ\x89Á\x82µ\x82Ä\x82¢\x82Ü\x82·\x81B",
        {"headline": "「第20回 東京-北京フォーラム」開幕", "edition": 20, "nbody": 1},
    ),
    "a wire in capitals": (
        """FORUM OPENS IN TOKYO WITH CALL FOR TRUST

BY TEST WRITER

TOKYO, DEC. 4 (KYODO) - THE 20TH TOKYO-BEIJING FORUM OPENED WEDNESDAY WITH A CALL FOR TRUST.

IT ENDS ON THURSDAY.

-0-
KYODO
20:11 04-12-24""",
        {
            "headline": "FORUM OPENS IN TOKYO WITH CALL FOR TRUST",
            "byline": "TEST WRITER",
            "dateline": ["Tokyo", "2024-12-04", "KYODO"],
            "nbody": 2,
            "edition": 20,
        },
    ),
    "時事通信のページ": (
        """日中フォーラムが開幕\u3000東京
時事通信 外信部2024年12月04日18時02分配信
【図解】日中関係の主な動き
\u3000【東京時事】日中両国の有識者らによる「東京―北京フォーラム」が4日、東京都内で2日間の日程で始まった。例題太郎元外相は「対話を続けたい」と述べた。（2024/12/04-18:02）
関連記事
別の記事
""",
        {
            "headline": "日中フォーラムが開幕\u3000東京",
            "dateline": ["東京", None, "時事"],
            "published": "2024-12-04",
            "nbody": 1,
        },
    ),
    "人民網日本語版": (
        """人民網日本語版 2024年12月05日13:42
第20回北京-東京フォーラムが東京で開幕
第20回北京-東京フォーラムが4日、東京で開幕した。新華社が伝えた。
フォーラムは2日間の日程で行われ、双方の各界から約400人が参加する。（編集KS）
「人民網日本語版」2024年12月5日
このウェブサイトの著作権は人民日報社にあります。""",
        {
            "headline": "第20回北京-東京フォーラムが東京で開幕",
            "published": "2024-12-05",
            "nbody": 2,
            "source": "人民網日本語版",
            "edition": 20,
        },
    ),
    "公众号文章": (
        """第二十届北京－东京论坛闭幕
原创 样例君 样例观察 2024年12月05日 22:00 北京
点击上方蓝字关注我们
12月5日，第二十届北京－东京论坛在东京闭幕。

▲例题太郎在闭幕式上发言（供图：样例传播集团）

双方发表了《东京共识》。

END
编辑 | 测试员
审校 | 李样例
喜欢就点个“在看”吧
阅读 1234
赞 12 在看 3""",
        {
            "headline": "第二十届北京－东京论坛闭幕",
            "published": "2024-12-05",
            "nbody": 2,
            "ncaptions": 1,
            "edition": 20,
        },
    ),
    "a page with a figure": (
        """<article><header><h1>20th Beijing&#8209;Tokyo Forum opens</h1><p class="dek">Two days, seven sessions</p><time datetime="2024-12-04">4 December 2024</time> <span>By Test Writer</span></header>
<figure><img src="a.jpg" alt="hall"><figcaption>The hall on Wednesday. <span class="credit">Photo: Some Body / Example</span></figcaption></figure>
<p>The 20th Beijing&#8209;Tokyo Forum opened on Wednesday, 4&nbsp;December 2024.</p><p>Taro Reidai, former minister, took the floor.<br>He was brief.</p>
<ul class="share"><li>Share</li><li>Tweet</li><li>WhatsApp</li></ul><footer>&copy; 2024 Example</footer></article>""",
        {
            "headline": "20th Beijing‑Tokyo Forum opens",
            "standfirst": "Two days, seven sessions",
            "published": "2024-12-04",
            "byline": "Test Writer",
            "ncaptions": 1,
            "edition": 20,
        },
    ),
    "an advisory in particulars": (
        """MEDIA ADVISORY

20th Tokyo-Beijing Forum: registration for press

What: 20th Tokyo-Beijing Forum
When: December 4-5, 2024
Where: Example Hotel Tokyo
Who: Some 100 speakers from both countries

Reporters who wish to attend are asked to register by November 25.

Media Contact:
The Genron NPO, Secretariat
Tel. +81-3-0000-0000 / Fax +81-3-0000-0001
forum@example.org

# # #""",
        {
            "headline": "20th Tokyo-Beijing Forum: registration for press",
            "contacts_has": ["+81-3-0000-0000", "forum@example.org"],
            "edition": 20,
        },
    ),
    "the day before the month": (
        """Shared statement closes forum

TOKYO, 5 December 2024 — Delegates to the 20th Beijing–Tokyo Forum adopted a statement on Thursday, 5 Dec.

They meet again in Beijing.

Ends.

Note to Editors: The Beijing–Tokyo Forum was founded in 2005.
For further information contact Test Speaker on +86 10 0000 0000 or press@example.org""",
        {
            "headline": "Shared statement closes forum",
            "dateline": ["Tokyo", "2024-12-05", None],
            "nbody": 2,
            "contacts_has": ["+86 10 0000 0000"],
            "boilerplate": ["The Beijing–Tokyo Forum was founded in 2005."],
        },
    ),
    "quoted in an answer": (
        """On Thu, Dec 5, 2024 at 9:10 AM Test Speaker <test@example.org> wrote:

> Hi,
>
> as promised:
>
> PRESS RELEASE
> Forum ends, talks go on
>
> BEIJING, Oct. 20, 2023 -- The 19th Beijing-Tokyo Forum ended on Friday with a
> joint document.
>
> It has eight points.
>
> Sent from my iPhone""",
        {"headline": "Forum ends, talks go on", "dateline": ["Beijing", "2023-10-20", None], "nbody": 2, "edition": 19},
    ),
    "numbered captions": (
        """(Photo 1) Guests arrive at the 20th Beijing-Tokyo Forum, Dec. 4, 2024. (Example/Some Body)
(Photo 2) Test Speaker at the lectern. Credit: Some Body

Forum opens

TOKYO, Dec. 4 (Xinhua) -- The 20th Beijing-Tokyo Forum opened in Tokyo, Dec. 4, 2024.


""",
        {"ncaptions": 2},
    ),
    "紙面用の配信": (
        """◎日中、対話継続で一致\u3000東京でフォーラム閉幕

\u3000【東京共同】日中の有識者が議論する「第20回東京―北京フォーラム」は５日、共同声明「東京コンセンサス」を採択し閉幕した。
\u3000例題太郎代表は記者会見で「次は北京で会う」と話した。
\u3000写真説明＝閉幕式で握手する例題太郎代表（右）ら＝５日午後、東京都内のホテル
（完）""",
        {"dateline": ["東京", None, "共同"], "ncaptions": 1, "edition": 20},
    ),
    "China Daily with glued buttons": (
        """Forum calls for steady ties
By TEST WRITER and OTHER WRITER in Tokyo | CHINA DAILY | Updated: 2024-12-06 07:00
FacebookTwitterWechatLinkedIn

Li Ceshi, president of ECG, addresses the closing ceremony of the 20th Beijing-Tokyo Forum in Tokyo on Thursday. FOR CHINA DAILY

The 20th Beijing-Tokyo Forum concluded on Thursday in Tokyo, urging both countries to keep ties steady.

Jiang Lishi contributed to this story.

Contact the writers at test@chinadaily.com.cn

Related Stories
One story
Two stories
Copyright 1994 - 2024. All rights reserved. The content (including but not limited to text, photo, multimedia information, etc) published in this site belongs to China Daily Information Co (CDIC). Registration Number: 130349""",
        {
            "headline": "Forum calls for steady ties",
            "byline": "TEST WRITER and OTHER WRITER",
            "published": "2024-12-06",
            "ncaptions": 1,
            "nbody": 2,
        },
    ),
    "全角の空白": (
        "第20回\u3000東京―北京フォーラム\u3000開催要項\r\n\r\n\u3000\u3000主催：\u3000言論NPO\r\n\u3000\u3000日程：\u30002024年12月4日（水）～5日（木）\r\n\u3000\u3000会場：\u3000見本ホテル\r\n\r\n\u3000本フォーラムは\xa02005年に始まりました。\xa0今年で20回目となります。\r\n\r\n\u3000皆様のご参加をお待ちしております。\r\n\r\n\u3000（了）",
        {"headline": "第20回\u3000東京―北京フォーラム\u3000開催要項", "edition": 20},
    ),
    "解禁日時のある発表": (
        """【解禁日時：2024年12月2日 午前11時】
報道資料
第20回日中共同世論調査の結果について
2024年12月2日\u3000言論NPO

\u3000言論NPOと見本伝播集団は12月2日、日中共同世論調査の結果を発表しました。

\u3000有効回収標本は日本が1,000、中国が1,500です。

お問い合わせ：言論NPO事務局（担当：見本）\u3000電話03-0000-0000""",
        {
            "headline": "第20回日中共同世論調査の結果について",
            "published": "2024-12-02",
            "nbody": 2,
            "contacts_has": ["03-0000-0000"],
            "source": "言論NPO",
        },
    ),
    "Business Wire from two cities": (
        """Example Communications Group Marks Forum's Two Decades

BEIJING & TOKYO--(BUSINESS WIRE)--December 4, 2024--Example Communications Group (ECG) today opened an exhibition at the 20th Beijing-Tokyo Forum, which runs through December 5.

“Photographs remember for us,” said Li Ceshi, President and CEO, Example Communications Group.

Follow ECG on X: https://x.com/example

The Multimedia: https://www.businesswire.com/news/home/1/en

Contacts

Media:
Wang Ceshi
Example Communications Group
010-0000-0000
wang@example.org

$Cashtags
#hashtag""",
        {
            "headline": "Example Communications Group Marks Forum's Two Decades",
            "dateline": ["Beijing", "2024-12-04", "BUSINESS WIRE"],
            "nbody": 2,
            "contacts_has": ["wang@example.org"],
        },
    ),
    "PRワイヤーの配信": (
        """見本伝播集団、東京で写真展を開催
2024.12.04 14:00
見本伝播集団
【東京2024年12月4日PR Newswire】第20回東京―北京フォーラムに合わせ、写真展が都内で始まった。
会期は2日間。入場は無料。
詳細はこちら：https://www.example.org/
（日本語リリース：クライアント提供）
PR TIMES、共同通信PRワイヤー""",
        {
            "headline": "見本伝播集団、東京で写真展を開催",
            "dateline": ["東京", "2024-12-04", "PR Newswire"],
            "edition": 20,
        },
    ),
    "美通社": (
        """第二十届北京-东京论坛在东京开幕
东京2024年12月4日 /美通社/ -- 第二十届北京-东京论坛4日在东京开幕，约400名嘉宾出席。
样例传播集团总裁李测试在致辞中表示，对话要继续。
图片 - https://mma.example.com/1.jpg
消息来源：样例传播集团
相关链接 :
https://www.example.org""",
        {
            "headline": "第二十届北京-东京论坛在东京开幕",
            "dateline": ["东京", "2024-12-04", "美通社"],
            "source": "样例传播集团",
            "nbody": 2,
            "edition": 20,
        },
    ),
    "GlobeNewswire": (
        """Forum Sets Its Course
December 05, 2024 04:00 ET | Source: Example Communications Group
TOKYO, Dec. 05, 2024 (GLOBE NEWSWIRE) -- The 20th Beijing-Tokyo Forum set its course on Thursday.
A photo accompanying this announcement is available at https://www.example.com/NewsRoom/1
CONTACT: Wang Ceshi, wang@example.org""",
        {
            "headline": "Forum Sets Its Course",
            "dateline": ["Tokyo", "2024-12-05", "GLOBE NEWSWIRE"],
            "source": "Example Communications Group",
            "published": "2024-12-05",
            "nbody": 1,
            "contacts_has": ["wang@example.org"],
        },
    ),
    "人民网转载的日报": (
        """人民网>>国际
第二十届北京—东京论坛举行
2024年12月05日08:15 | 来源：人民网－人民日报
小字号
原标题：第二十届北京—东京论坛举行
本报东京12月4日电 （记者测试员、李样例）第二十届北京—东京论坛4日在东京举行。
论坛由样例传播集团和日本言论NPO共同主办。
《 人民日报 》（ 2024年12月05日 03 版）
(责编：赵一、钱二)
分享让更多人看到""",
        {
            "headline": "第二十届北京—东京论坛举行",
            "published": "2024-12-05",
            "dateline": ["东京", "2024-12-04", "本报"],
            "nbody": 2,
            "byline": "测试员、李样例",
        },
    ),
    "放送局のページ": (
        """日中の有識者フォーラム 東京で開幕
2024年12月4日 18時10分
シェアする
日本と中国の有識者が意見を交わす「東京－北京フォーラム」が4日、都内で開幕し、例題太郎元外相は「対話を続けるべきだ」と述べました。
フォーラムは5日まで開かれます。
あわせて読みたい
別のニュース""",
        {"headline": "日中の有識者フォーラム 東京で開幕", "published": "2024-12-04", "nbody": 2},
    ),
    "forwarded with warnings": (
        """________________________________
From: Press Desk <press@example.org>
Sent: Wednesday, December 4, 2024 6:30:00 PM
To: Newsroom <news@example.com>
Subject: Press Release | 20th Beijing-Tokyo Forum opens

[EXTERNAL EMAIL] Do not click links unless you recognize the sender.

FOR IMMEDIATE RELEASE
December 4, 2024

20th Beijing-Tokyo Forum opens

Tokyo — The 20th Beijing-Tokyo Forum opened today with 400 guests, its organizers said.

The forum runs until Thursday.

About the Beijing-Tokyo Forum: Founded in 2005, it meets every year.

Regards,
Press Desk
T +81 3 0000 0000 | M +81 90 0000 0000
This e-mail and any attachments are confidential.""",
        {
            "headline": "20th Beijing-Tokyo Forum opens",
            "published": "2024-12-04",
            "nbody": 2,
            "boilerplate": ["Founded in 2005, it meets every year."],
            "edition": 20,
        },
    ),
    "a few words, signed": (
        """Forum to meet again

The 20th Beijing-Tokyo Forum will meet again next year, its organizers said.

Best regards,
Test Speaker""",
        {"headline": "Forum to meet again", "nbody": 1, "edition": 20},
    ),
}
