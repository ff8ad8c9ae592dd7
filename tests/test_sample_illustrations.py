"""The sample's illustrations: what the list says is there, honest, and light enough to be kept in a repository."""

import csv
from pathlib import Path

from editions.images import read_upload
from editions.sample import draw_illustrations
from editions.sample.draw_illustrations import FOLDER, PICTURES

LIST = Path(draw_illustrations.__file__).with_name("photos.csv")


def rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_names_every_picture_once_and_nothing_else():
    names = sorted(f"{name}.jpg" for name in PICTURES)
    assert sorted(row["file"] for row in rows()) == [f"photos/{name}" for name in names]
    assert sorted(path.name for path in FOLDER.iterdir()) == names


def test_every_illustration_says_in_three_languages_that_it_is_one_and_what_it_shows():
    for row in rows():
        assert {key for key, value in row.items() if not value} <= {"session", "credit"}
        assert row["rights"] == "illustration"
        assert row["caption_en"].startswith("Illustration: ")
        assert row["caption_zh_hans"].startswith("插图：")
        assert row["caption_ja"].startswith("イラスト：")
        assert None not in row


def test_the_files_are_photographs_the_site_takes():
    for name, (width, height, _motif) in PICTURES.items():
        content = (FOLDER / f"{name}.jpg").read_bytes()
        assert len(content) < 350_000
        upload = read_upload(content)
        assert (upload.width, upload.height) == (width, height)
        assert upload.metadata.taken_at is None
