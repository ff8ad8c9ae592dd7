"""Looking for words within one programme: in titles, rooms and topics, and in the names of those who take part.

A programme is small enough to be read whole: so that a word of the title and a name of a speaker find their session together,
in any language and spelling, and nothing is found by what the visitor may not see.
"""

from collections import defaultdict

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet
from modeltranslation.utils import build_localized_fieldname

from editions import tokens
from editions.models import Appearance, Session, SpeakerAlias, Topic, language_codes


def sessions_saying(words: str, sessions: QuerySet[Session], user: User | AnonymousUser) -> list[int]:
    """Keys of those of the sessions in which every word stands. Four queries, however many there are."""
    groups = tokens.loosened(tokens.ask(words))
    if not groups:
        return []
    said: dict[int, list[str]] = defaultdict(list)
    topics: dict[int, list[int]] = defaultdict(list)
    columns = [
        build_localized_fieldname(name, code) for name in ("title", "announced_as", "room") for code in language_codes()
    ]
    for key, topic, *texts in sessions.order_by().values_list("pk", "topic", *columns):
        said[key] += filter(None, texts)
        topics[topic].append(key)
    names = [build_localized_fieldname("name", code) for code in language_codes()]
    for topic, *texts in Topic.objects.visible_to(user).filter(pk__in=filter(None, topics)).values_list("pk", *names):
        for key in topics[topic]:
            said[key] += filter(None, texts)
    seen: dict[int, list[int]] = defaultdict(list)
    appearing = Appearance.objects.visible_to(user).filter(session__in=list(said))
    for key, speaker, folded in appearing.order_by().values_list("session", "speaker", "speaker__folded_names"):
        seen[speaker].append(key)
        said[key].append(folded)
    for speaker, folded in SpeakerAlias.objects.filter(speaker__in=list(seen)).values_list("speaker", "folded"):
        for key in seen[speaker]:
            said[key].append(folded)
    return [key for key, texts in said.items() if tokens.holds(tokens.index("\n".join(texts)), groups)]
