"""A mark moves with every change, in every process, and is not known rather than wrong."""

import subprocess
import sys
import threading
import time

import pytest
import time_machine

from editions import marks


@pytest.fixture
def path(tmp_path):
    return tmp_path / "content-mark"


def test_a_mark_in_a_file_stays_until_it_is_moved(path):
    mark = marks.FileMark(path)
    first = mark.current()
    assert mark.current() == first
    mark.move()
    assert mark.current() != first


def test_readers_see_what_another_one_moved(path):
    one, other = marks.FileMark(path), marks.FileMark(path)
    one.current()
    before = other.current()
    assert one.current() == before
    one.move()
    assert one.current() == other.current() != before


def test_another_process_moves_it(path):
    mark = marks.FileMark(path)
    before = mark.current()
    code = f"from pathlib import Path; from editions.marks import FileMark; FileMark(Path({str(path)!r})).move()"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert mark.current() != before


def test_whoever_begins_to_read_moves_it(path):
    before = marks.FileMark(path).current()
    assert marks.FileMark(path).current() != before


def test_no_move_is_lost_among_threads(path):
    with time_machine.travel(1, tick=False):
        mark = marks.FileMark(path)
        before = mark.current()
        threads = [threading.Thread(target=lambda: [mark.move() for _ in range(50)]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert mark.current() == before + 400


def test_a_file_put_back_from_a_copy_gives_no_mark_of_before(path):
    mark = marks.FileMark(path)
    seen = {mark.current()}
    copy = path.read_bytes()
    for _ in range(3):
        mark.move()
        seen.add(mark.current())
    path.write_bytes(copy)
    mark.move()
    assert mark.current() not in seen


def test_without_its_folder_a_mark_is_not_known_and_comes_back(tmp_path, caplog):
    mark = marks.FileMark(tmp_path / "later" / "content-mark")
    assert (mark.current(), mark.current()) == (None, None)
    assert len(caplog.records) == 1
    with pytest.raises(OSError, match="content-mark"):
        mark.move()
    (tmp_path / "later").mkdir()
    assert mark.current() is not None


def test_a_mark_that_could_not_be_moved_is_not_trusted(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    mark = marks.FileMark(folder / "content-mark")
    assert mark.current() is not None
    (folder / "content-mark").unlink()
    folder.rmdir()
    with pytest.raises(OSError, match="content-mark"):
        mark.move()
    assert mark.current() is None


class Redis:
    """As much of a Redis client as a mark asks for."""

    def __init__(self):
        self.values, self.is_away, self.before_answering = {}, False, lambda: None

    def set(self, key, value, *, nx=False, get=False):
        def does():
            before = self.values.get(key)
            if not (nx and before):
                self.values[key] = b"%d" % value
            return before if get else True

        return self._answer(does)

    def _answer(self, does):
        from redis.exceptions import ConnectionError as Away

        if self.is_away:
            raise Away("away")
        answer = does()
        self.before_answering()
        return answer


def mark_in(redis, **how):
    mark = marks.RedisMark("redis://nowhere", **how)
    mark._redis, mark._reader = redis, threading.current_thread()
    return mark


def test_a_mark_in_redis_is_read_before_it_is_known():
    mark = mark_in(Redis())
    assert mark.current() is None
    mark.read()
    assert mark.current() is not None


def test_a_mark_in_redis_moves_here_at_once_and_elsewhere_when_it_is_read():
    redis = Redis()
    one, other = mark_in(redis), mark_in(redis)
    one.read()
    other.read()
    one.read()
    before = other.current()
    assert one.current() == before
    one.move()
    assert one.current() not in {before, None}
    assert other.current() == before
    other.read()
    assert other.current() == one.current()


def test_an_answer_from_before_a_move_is_not_taken():
    redis = Redis()
    mark = mark_in(redis)
    mark.read()
    redis.before_answering = lambda: [setattr(redis, "before_answering", lambda: None), mark.move()]
    mark.read()
    moved = mark.current()
    assert redis.values["content-mark"] == b"%d" % moved


def test_a_reading_is_good_for_less_than_a_second():
    moment = 100.0
    mark = mark_in(Redis(), clock=lambda: moment)
    mark.read()
    moment += 0.8
    assert mark.current() is not None
    moment += 0.15
    assert mark.current() is None


def test_while_redis_is_away_the_mark_is_not_known_and_then_it_is_a_new_one(caplog):
    redis = Redis()
    one, other = mark_in(redis), mark_in(redis)
    one.read()
    other.read()
    before = other.current()
    redis.is_away = True
    from redis.exceptions import ConnectionError as Away

    with pytest.raises(Away):
        one.move()
    assert one.current() is None
    other.read()
    other.read()
    assert [record.message for record in caplog.records] == ["The mark of the content is away: away"]
    redis.is_away = False
    other.read()
    assert other.current() not in {before, None}


def test_an_emptied_redis_gets_a_new_mark():
    redis = Redis()
    mark = mark_in(redis)
    mark.read()
    before = mark.current()
    redis.values.clear()
    mark.read()
    mark.read()
    assert mark.current() not in {before, None}


def test_two_marks_settled_at_once_agree_after_the_next_reading():
    redis = Redis()
    mark = mark_in(redis)
    redis.before_answering = lambda: [setattr(redis, "before_answering", lambda: None), mark.move()]
    mark.read()
    mark.read()
    assert redis.values["content-mark"] == b"%d" % mark.current()


@pytest.mark.redis
def test_a_thread_reads_a_real_redis(redis_server):
    one, other = marks.RedisMark(redis_server), marks.RedisMark(redis_server)
    assert one.current() is None
    before = eventually(other.current)
    one.move()
    assert eventually(lambda: other.current() not in {before, None} and other.current() == one.current())
    one._redis.config_set(
        "maxmemory", "1"
    )  # it answers, and takes nothing any more: nobody can say that something was changed
    try:
        assert eventually(lambda: other.current() is None)
    finally:
        one._redis.config_set("maxmemory", "0")
    one.close()
    other.close()


def eventually(found):
    for _ in range(300):
        if value := found():
            return value
        time.sleep(0.01)
    raise AssertionError("It never came.")
