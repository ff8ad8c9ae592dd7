"""What is wrong in a file that holds a table, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something in a file was not taken: the file, the line in it (1 is the header), the column, the reason."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return f"{place}: {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"


class Refused(Exception):
    """One or more things in a file that cannot be taken."""

    def __init__(self, refusals: list[Refusal]):
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = refusals
