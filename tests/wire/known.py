"""What the reader is told in its tests: the forum's facts, and people and houses that are plainly invented."""

from datetime import date

from editions.wire import Index, Knowledge, KnownEdition, KnownName

TOKYO, BEIJING = ("Tokyo", "东京", "東京"), ("Beijing", "北京")

KNOWN = Knowledge(
    forum_names=(
        "Beijing-Tokyo Forum",
        "Tokyo-Beijing Forum",
        "北京—东京论坛",
        "东京—北京论坛",
        "北京―東京フォーラム",
        "東京―北京フォーラム",
    ),
    founded=2005,
    cities=(*TOKYO, *BEIJING),
    countries=("China", "中国", "Japan", "日本"),
    editions=(
        KnownEdition(
            13,
            2017,
            date(2017, 12, 16),
            date(2017, 12, 17),
            BEIJING,
            ("Japan-China cooperation for a more open global economic order and peace in Asia",),
        ),
        KnownEdition(14, 2018, date(2018, 10, 14), date(2018, 10, 15), TOKYO),
        KnownEdition(17, 2021, date(2021, 10, 25), date(2021, 10, 26), (*BEIJING, *TOKYO)),
        KnownEdition(19, 2023, date(2023, 10, 19), date(2023, 10, 20), BEIJING),
        KnownEdition(20, 2024, date(2024, 12, 4), date(2024, 12, 5), TOKYO),
    ),
    speakers=Index(
        [
            KnownName("test-speaker", ("Test Speaker", "Speaker Test"), (), ""),
            KnownName("ceshi-li", ("Li Ceshi", "Ceshi Li", "李测试", "李測試"), (), "李测试"),
            KnownName(
                "taro-reidai", ("Taro Reidai", "Reidai Taro", "例题太郎", "例題太郎"), ("Tarro Reidai",), "例題太郎"
            ),
            KnownName("hanako-mihon", ("Hanako Mihon", "Mihon Hanako", "见本花子", "見本花子"), (), "見本花子"),
        ]
    ),
    organisations=(
        KnownName(
            "genron-npo",
            ("The Genron NPO", "Genron NPO", "言论NPO", "言論NPO"),
            ("Genen NPO",),
            countries=("Japan", "日本"),
        ),
        KnownName(
            "example-group",
            ("Example Communications Group", "ECG", "样例传播集团", "見本伝播集団"),
            (),
            countries=("China", "中国"),
        ),
        KnownName("model-institute", ("Model Institute of Peace", "样例和平研究所", "見本平和研究所"), ()),
    ),
)
