"""What a browser sends, put as the desk keeps it."""

from editions.snapshots import is_new


def one_kind_of_line_end(data):
    """Posted text with line feeds only, as it is stored: else every text of two lines would look changed.

    Without NUL, which no text has and PostgreSQL cannot keep, in a draft either.
    """
    data = data.copy()
    for key, values in data.lists():
        data.setlist(key, [value.replace("\r\n", "\n").replace("\x00", "") for value in values])
    return data


def without_names_of_new_rows(request) -> None:
    """Django wants rows without an id where they are new; their names are the draft's business."""
    data = request.POST.copy()
    for key in data:
        if key.endswith("-id") and is_new(data[key]):
            data[key] = ""
    request.POST = data


def without(posted, name):
    """Posted data as if this button had not been pressed."""
    data = posted.copy()
    data.pop(name, None)
    return data
