"""What stands round a text on a page or in a letter is told from the text."""

from editions.wire import as_json, read

from .known import KNOWN


def parts(text: str) -> dict:
    return as_json(read(text, KNOWN))


def test_a_page_of_an_agency_ends_with_the_line_of_its_source():
    found = parts("""Markets | News | Tech
Forum names its themes
USA - English
News provided by
Example Communications Group
Sept. 09, 2024, 08:05 ET
Share toX
BEIJING, China, Sept. 9, 2024 /PRNewswire/ – The organizers named three themes on Monday.

They will be discussed in December, said Test Speaker, director of Example House — and no sooner.

For media inquiries, please contact:
Press desk
press@example.org

SOURCE Example Communications GroupThe above press release was provided courtesy of PRNewswire.

21%more press release views with Request a Demo
Modal title""")
    assert (found["headline"], found["standfirst"]) == ("Forum names its themes", None)
    assert found["dateline"] == {"city": "Beijing", "date": "2024-09-09", "wire": "PRNewswire"}
    assert len(found["body"]) == 2
    assert found["contacts"] == ["Press desk", "press@example.org"]
    assert found["source"] == "Example Communications Group"
    assert [one["title"] for one in found["people"]] == ["director of Example House"]
    assert found["chrome"][-2:] == ["21%more press release views with Request a Demo", "Modal title"]


def test_a_letter_round_a_text_is_not_the_text():
    found = parts("""From: Press desk <press@example.org>
Sent: Friday, November 29, 2024 5:02 PM
Subject: FW: [PRESS RELEASE] Forum to open in Tokyo

Dear all,

Please find below the release.

Best regards,
Test Speaker

> TOKYO, Japan – 29 November 2024 – The 20th Beijing-Tokyo Forum will open in
> Tokyo on December 4, its organizers said.
>
> ###""")
    assert (found["headline"], found["standfirst"]) == ("Forum to open in Tokyo", None)
    assert found["dateline"] == {"city": "Tokyo", "date": "2024-11-29", "wire": None}
    assert found["body"] == ["The 20th Beijing-Tokyo Forum will open in Tokyo on December 4, its organizers said."]
    assert found["warnings"] == [one for one in found["warnings"] if one["code"] == "chrome"]


def test_a_site_with_its_name_its_menu_and_its_form():
    found = parts("""Example.org.cn | Home | China | World
The Genron NPO
Home / China / News

Forum opens to a full hall
By Test Writer, Other Writer
0 Comment(s)
Print
Example.org.cn, December 4, 2024
Guests arrive, Dec. 4, 2024. PHOTO PROVIDED TO EXAMPLE HOUSE

The hall was full before nine, and stayed so for the day that followed.

Go to Forum >>0 Comment(s)
Enter the words you see:
Example.org.cn  About Us SiteMap RSS Newsletter""")
    assert (found["headline"], found["byline"]) == ("Forum opens to a full hall", "Test Writer, Other Writer")
    assert found["published"] == "2024-12-04"
    assert found["body"] == ["The hall was full before nine, and stayed so for the day that followed."]
    assert [(one["credit"], one["date"]) for one in found["captions"]] == [("EXAMPLE HOUSE", "2024-12-04")]


def test_a_japanese_caption_gives_the_day_and_the_place_behind_its_sign():
    found = parts("""会合が開幕
2024年12月4日 18:34 (JST)
©一般社団法人共同通信社
　【東京4日共同＝見本記者】会合が4日、東京で始まった。5日まで続き、声明を採択する予定だ。
　⇒ 詳しくはこちら
　開会式であいさつする例題太郎氏＝4日、東京都内

写真：会場で話す見本花子氏""")
    assert found["dateline"] == {"city": "東京", "date": "2024-12-04", "wire": "共同"}
    assert found["body"] == ["会合が4日、東京で始まった。5日まで続き、声明を採択する予定だ。"]
    assert [(one["text"], one["credit"], one["date"]) for one in found["captions"]] == [
        ("開会式であいさつする例題太郎氏＝4日、東京都内", None, "2024-12-04"),
        ("会場で話す見本花子氏", None, None),
    ]


def test_a_page_as_it_was_saved_gives_its_title_once():
    found = parts("""<!DOCTYPE html><html><head><title>開催のお知らせ | 言論NPO</title></head><body>
<nav><a href="/about">言論NPOとは</a></nav><h1>開催のお知らせ</h1><p class="date">2024年9月10日</p>
<p>12月4日から東京で「第20回 東京-北京フォーラム」を開催します。</p><p>約600人が参加する予定です。</p>
<figcaption>昨年の様子（写真提供：言論NPO）</figcaption></body></html>""")
    assert (found["headline"], found["standfirst"], found["published"]) == ("開催のお知らせ", None, "2024-09-10")
    assert len(found["body"]) == 2
    assert found["captions"] == [{"text": "昨年の様子", "credit": "言論NPO", "date": None}]


def test_half_a_quotation_mark_is_put_right_and_many_places_are_one_warning():
    found = parts(f"TOKYO, Dec. 4, 2024 /PRNewswire/ -- â€œGo onâ€\ufffd he said. {'It isnâ€™t over. ' * 4}")
    assert found["body"][0].startswith("“Go on” he said. It isn’t over.")
    assert [one["code"] for one in found["warnings"]] == ["encoding"]


def test_the_years_of_something_else_are_not_those_of_the_forum():
    text = "新华社东京12月4日电 为纪念中日邦交正常化50周年，第二十届北京—东京论坛12月4日在东京举行。会议很短。"
    assert parts(text)["warnings"] == []


def test_a_mail_with_a_folded_subject_and_a_short_address_is_no_markup():
    found = parts("""From: Press <p@example.org>
Subject: Fwd: PRESS RELEASE: Forum adopts
 a consensus
Date: Thu, 05 Dec 2024 19:20:01 +0900

TOKYO, December 5, 2024 - The 20th Tokyo-Beijing Forum closed on Thursday with
a consensus on peace.

--
Test Speaker""")
    assert found["headline"] == "Forum adopts a consensus"
    assert found["body"] == ["The 20th Tokyo-Beijing Forum closed on Thursday with a consensus on peace."]
    assert found["chrome"][-2:] == ["--", "Test Speaker"]


def test_a_story_in_pictures_gives_its_dateline_once_and_captions_without_it():
    found = parts("""BEIJING, Oct. 19, 2023 (Xinhua) -- Li Ceshi opens the 19th Beijing-Tokyo Forum, Oct. 19, 2023. (Xinhua/Zhang Yangli)
BEIJING, Oct. 19, 2023 (Xinhua) -- The hall of the forum, Oct. 19, 2023. (Xinhua/Zhang Yangli)""")
    assert found["dateline"] == {"city": "Beijing", "date": "2023-10-19", "wire": "Xinhua"}
    assert [one["text"][:8] for one in found["captions"]] == ["Li Ceshi", "The hall"]


def test_the_name_of_the_house_over_its_own_release_is_its_source():
    found = parts("""PRESS RELEASE
2024年12月2日
認定NPO法人 言論NPO

世論調査の結果を公表
―印象が変化―

　言論NPO（東京都、代表：例題太郎）は12月2日、調査の結果を発表しました。

■調査の概要
・有効回収数：1,000""")
    assert (found["headline"], found["standfirst"]) == ("世論調査の結果を公表", "―印象が変化―")
    assert found["source"] == "認定NPO法人 言論NPO"
    assert [one["title"] for one in found["people"]] == ["代表"]
    assert found["boilerplate"] == []


def test_a_chinese_page_with_its_bar_of_buttons_and_an_issuer_below_the_contacts():
    found = parts("""字号：大 中 小  打印  分享到：微信 微博
论坛在北京开幕
2026年11月23日 10:32　来源：例题网
北京２０２６年１１月２３日 /美通社/ -- 论坛１１月２３日在北京开幕。
媒体联系人：例题 电话：０１０-１２３４-５６７８
消息来源　例题机构
微信扫一扫""")
    assert (found["headline"], found["source"]) == ("论坛在北京开幕", "例题机构")
    assert found["dateline"] == {"city": "北京", "date": "2026-11-23", "wire": "美通社"}
    assert (found["body"], len(found["contacts"]), len(found["chrome"])) == (["论坛１１月２３日在北京开幕。"], 1, 2)


def test_a_japanese_release_with_headings_of_its_own_and_the_page_of_its_distributor():
    found = parts("""PR TIMES
企業登録申請 ログイン
いいね！ シェア ツイート 印刷する
フォーラム、北京で開幕
【北京２０２６年１１月２３日共同通信PRワイヤー】
　フォーラムは１１月２３日､北京で開幕しました｡
■開会式について
　例題代表が挨拶しました｡
▼開催概要
会場：例題会館
【写真１】会場に入る参加者＝11月23日､北京市内(C)例題社
[画像1: https://example.org/1.jpg ]
■フォーラムについて
　2005年に創設された民間の対話です｡
プライバシーポリシー　利用規約""")
    assert found["headline"] == "フォーラム、北京で開幕"
    assert found["dateline"] == {"city": "北京", "date": "2026-11-23", "wire": "共同通信PRワイヤー"}
    assert [line[:6] for line in found["body"]] == [
        "フォーラムは",
        "■開会式につ",
        "例題代表が挨",
        "▼開催概要",
        "会場：例題会",
    ]
    assert [one["credit"] for one in found["captions"]] == ["例題社"]
    assert (len(found["boilerplate"]), len(found["chrome"])) == (1, 5)
