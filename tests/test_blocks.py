"""A user's document around the tables that export makes in it: nothing of the user's is lost, or export refuses."""

from __future__ import annotations

import os
import random

import pytest

from estimator.model.files import module_from_text, read_module
from estimator.model.modules import shipped_library
from estimator.problems import EstimateError
from estimator.reckoning.estimate import estimate
from estimator.writers.export import export, rendered

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 1_000_000_000)
DOCUMENTS = int(os.environ.get("DOCUMENTS", "300"))
BEGIN, END = "<!-- estimate: begin -->", "<!-- estimate: end -->"
FENCE = "```est\nx = 5 user\nmedia = x * 2 KB/user # <b>\ncheck media < 20 KB\n```\n"
MINE = "```est\ny = x * 2\ncheck y < 20 user\n```\n"
OLD = "### Answers\n\n| Answer | Value |\n| --- | --- |\n| `media` | = **8 KB** |\n\n### Working\n\n```text\na\n```\n"


def exported(text: str) -> str:
    """A document with its tables made anew."""
    found = rendered(estimate(module_from_text(text, "plan.md")), ".md")
    assert isinstance(found, str)
    return found


def refused(text: str) -> tuple[str, str]:
    """The message of an export that is refused, and the line that it points at."""
    with pytest.raises(EstimateError) as raised:
        exported(text)
    (problem,) = raised.value.problems
    line, _ = problem.marks[0].source.location(problem.marks[0].start)
    return problem.message, problem.marks[0].source.line(line)


MADE = exported(FENCE)
TABLES = MADE.removeprefix(FENCE + "\n")
HEAD, *BODY = TABLES.splitlines(keepends=True)
PUT_IN = {
    "a sheet": MINE,
    "a sheet in tildes": "~~~est\ny = x * 2\n~~~\n",
    "an indented sheet": "  ```est\n  y = x * 2\n  ```\n",
    "a paragraph": "Ask finance first.\n",
    "a heading": "### Risks\n",
    "an item": "- ask finance\n",
    "a table": "\n| Risk | Who |\n| --- | --- |\n| late | me |\n",
    "code": "```sh\nls\n```\n",
    "a comment": "<!-- todo -->\n",
    "a quotation": "> said\n",
    "an indented line": "    code\n",
}


@pytest.mark.parametrize("words", PUT_IN.values(), ids=PUT_IN)
@pytest.mark.parametrize("head", [HEAD, f"{BEGIN}\n"], ids=["with a digest", "without"])
def test_what_stands_among_the_tables__is_never_dropped(words: str, head: str) -> None:
    places = [place for place in range(len(BODY)) if not is_in_code(place)]
    for place in places:
        text = f"{FENCE}\n{head}{''.join(BODY[:place])}{words}{''.join(BODY[place:])}\nMore.\n"
        message, line = refused(text)
        assert "would be lost" in message
        assert line in words.splitlines()
        moved = f"{FENCE}\n{words}\n{head}{''.join(BODY)}\nMore.\n"  # as the remedy says
        assert words in exported(moved)
        assert exported(moved).endswith(f"{END}\n\nMore.\n")


def is_in_code(place: int) -> bool:
    """Whether a line would be put into the worked steps, which are ours."""
    return sum([line.startswith("```") for line in BODY[:place]]) % 2 == 1


@pytest.mark.parametrize(
    "text",
    [
        f"{FENCE}\n{TABLES}",
        f"{FENCE}\n{BEGIN}\n{OLD}{END}\n",
        f"{FENCE}\n{BEGIN}\n{END}",
        f"{FENCE}\n{TABLES}".replace("\n", "\r\n"),
        f"{FENCE}\n{TABLES}".replace("8 KB", "8 KB  "),
        f"{FENCE}\n{TABLES}".replace("| ", "|   ").replace("| ---", "| :----"),
        f"{FENCE.replace('5 user', '6 user')}\n{TABLES}",
        f"\ufeff{TABLES}\n{FENCE}",
    ],
)
def test_tables_of_ours__are_replaced(text: str) -> None:
    again = exported(text)
    assert again.count("<!-- estimate: begin") == again.count(END) == 1
    assert "= **10 KB**" in again or "= **12 KB**" in again
    assert exported(again) == again
    assert ("\r\n" in text) == ("\r\n" in again)


def test_a_change_in_the_tables__is_seen() -> None:
    message, line = refused(f"{FENCE}\n{TABLES.replace('| 5 user |', '| 5 user, says Ann |')}")
    assert "the change would be lost" in message
    assert line == HEAD.strip()


def test_two_blocks__are_one_too_many() -> None:
    message, _ = refused(f"{FENCE}\n{TABLES}\nMore.\n\n{TABLES}")
    assert message == "two blocks of tables that export made"


def test_half_a_block__is_no_place_for_another() -> None:
    body = "".join(BODY).replace(f"{END}\n", "")
    for more in ("", f"\n{TABLES}"):
        message, line = refused(f"{FENCE}\n{HEAD}{body}\nMore.\n{more}")
        assert (message, line) == ("the tables that export made begin here, and end nowhere", HEAD.strip())
        assert refused(f"{FENCE}\n{body}{END}\n{more}")[0] == "the tables that export made end here, and begin nowhere"


def test_an_end_that_was_moved_below_what_the_user_wrote__is_seen() -> None:
    body = "".join(BODY).replace(f"{END}\n", "")
    assert refused(f"{FENCE}\n{HEAD}{body}\nMy words.\n\n{END}\n")[1] == "My words."


def test_a_file__is_left_as_it_was_where_something_would_be_lost(tmp_path: object) -> None:
    path = os.path.join(str(tmp_path), "plan.md")
    text = f"\ufeff{FENCE}\n{BEGIN}\n\n{MINE}\n{END}\n".replace("\n", "\r\n").encode()
    with open(path, "wb") as file:
        file.write(text)
    evaluation = estimate(read_module(path, shipped_library()))
    with pytest.raises(EstimateError, match="would be lost"):
        export(evaluation, path, over=True)
    with open(path, "rb") as file:
        assert file.read() == text


PIECES = [
    *(
        "# T",
        "Prose.",
        "- item",
        "| a | b |",
        "    code",
        "> quote",
        "",
        "",
        "é 用户\u2028x",
        "tab\there",
        "trailing  ",
        "\x0c",
        "\u3000",
        "\t",
    ),
    *(BEGIN, END, HEAD.strip(), "<!-- estimate: begin; x -->", f" {END}", f"- {END}", f"`{BEGIN}`", "<!-- other -->"),
    *("```", "~~~", "````text", "```est", "z = 3 GB", "### Answers", "| Answer | Value |", "| --- | --- |", "\ufeff"),
]


def made_up(source: random.Random) -> str:
    """A document of lines in any order, with a sheet somewhere and tables of ours at times."""
    lines = source.choices(PIECES, k=source.randrange(12))
    blocks = [FENCE.rstrip()]
    if source.random() < 0.5:
        blocks.append(TABLES.rstrip())
    if source.random() < 0.3:
        blocks.append(MINE.rstrip())
    for block in blocks:
        lines.insert(source.randrange(len(lines) + 1), block)
    if source.random() < 0.2:
        lines = "\n".join(lines).split("\n")
        lines.insert(source.randrange(len(lines) + 1), source.choice((END, BEGIN, "Mine.", "```")))
    text = "\n".join(lines) + source.choice(("", "\n"))
    return source.choice(("", "", "\ufeff")) + (text.replace("\n", "\r\n") if source.random() < 0.2 else text)


def test_documents_of_all_kinds__keep_every_line_or_are_refused() -> None:
    source = random.Random(SEED)
    kept = refusals = 0
    for _ in range(DOCUMENTS):
        text = made_up(source)
        said = f"SEED={SEED}\n{text!r}"
        try:
            again = exported(text)
        except EstimateError as error:
            refusals += "lost" in str(error) or "two blocks" in str(error)
            continue
        kept += 1
        assert lost(text, again) <= OURS, said
        assert exported(again) == again, said
    assert kept > DOCUMENTS // 10
    assert refusals > DOCUMENTS // 50


OURS = {line.strip() for line in TABLES.splitlines()} | {BEGIN, END, "<!-- estimate: begin; x -->", ""}
OURS |= {"### Answers", "| Answer | Value |", "| --- | --- |", "| a | b |"}


def lost(text: str, again: str) -> set[str]:
    """The lines of a text that another one has not: what stands between what both begin and end with."""
    begin = alike(text, again)
    end = len(text) - alike(text[begin:][::-1], again[begin:][::-1])
    if end <= begin:
        return set()
    gone = text[text.rfind("\n", 0, begin) + 1 : end] + text[end:].partition("\n")[0]
    return {line.strip("\r\ufeff \t") for line in gone.split("\n")}


def alike(text: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), min(len(text), len(other))
    )
