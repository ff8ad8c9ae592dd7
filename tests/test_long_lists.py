"""Lists that grow without end, and counts that are kept for a state of the content."""

import pytest

from editions import kept_counts
from editions.kept_counts import STATE, kept
from editions.long_lists import LongList, groups
from editions.models import Photo
from tests.factories import make_edition, make_photo


@pytest.mark.django_db
def test_every_part_of_a_long_list_is_the_part_of_the_whole_list():
    for number in (9001, 9003):
        edition = make_edition(number=number)
        for order in range(3):
            make_photo(edition=edition, order=order)
    make_photo(edition=None)
    rows = Photo.objects.order_by("-edition__number", "order", "id")
    whole = sorted(rows, key=lambda photo: photo.edition is None)
    long = LongList(rows, "edition__number", groups(rows, "edition__number"))
    assert (long.count(), [value for value, _number in long.groups]) == (7, [9003, 9001, None])
    for start in range(6):  # what has no value stands last wherever the database puts it
        for stop in range(start + 1, 7):
            assert long[start:stop] == whole[start:stop]
    assert (long[6:9], long[7:9]) == (whole[6:], [])


def test_counts_are_kept_for_a_state_and_only_for_requests_that_have_one(monkeypatch):
    monkeypatch.setattr(kept_counts, "_kept", (None, {}))
    said = iter(range(100))
    count = lambda: next(said)  # noqa: E731
    now, later = {STATE: (1, 5.0)}, {STATE: (2, 5.0)}
    assert [kept(now, "a", count), kept(now, "a", count), kept(now, "b", count)] == [0, 0, 1]
    assert [kept({}, "a", count), kept({}, "a", count)] == [2, 3]
    assert [kept(later, "a", count), kept(later, "a", count)] == [4, 4]
    monkeypatch.setattr(kept_counts, "MOST", 1)
    assert [kept(later, "c", count), kept(later, "a", count)] == [5, 6]
