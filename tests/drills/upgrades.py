"""A database of an earlier version, with rows: migrated on, it says what it said."""

from .places import Seeds

EARLIER = "0008_reader_notes_queue"


def upgrades(seeds: Seeds):
    for postgres in seeds.both():
        place = seeds.empty(postgres=postgres)
        place.manage("migrate", "-v0", "editions", EARLIER)
        place.manage("migrate", "-v0", "contenttypes")
        made = place.inside("rows_of_long_ago", state=EARLIER)
        place.manage("migrate", "-v0")
        place.manage("createcachetable")
        place.manage("search_index")
        place.manage("collectstatic", "--noinput", "-v0")
        with place.served(workers=1) as server:
            answers = {path: server.ask(path) for path in made["pages"]}
            wrong = [path for path, words in made["pages"].items() if words not in answers[path].text]
        for path in wrong:
            print(f"  {path}: {answers[path].status}")
        whole = place.is_whole()
        figure = f"from {EARLIER}, {made['rows']} rows; {len(made['pages']) - len(wrong)} of {len(made['pages'])} pages say what they said"
        yield "upgrade from an earlier database", place.on, figure, whole and not wrong
