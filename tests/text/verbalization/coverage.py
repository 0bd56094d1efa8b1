"""``python tests/text/verbalization/coverage.py``: writes the table of what is covered, by language and class.

Counted are the cases of ``tests/text/spoken/*.tsv``, which ``test_spoken.py`` runs.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rhapsode_server.engines.espeak_voices import LIMITATIONS
from rhapsode_server.text.languages import language_row
from rhapsode_server.text.verbalization import span
from rhapsode_server.text.verbalization.span import SpanKind

TABLES = Path(__file__).parent.parent / "spoken"
DOCUMENT = Path(span.__file__).with_name("COVERAGE.md")

HEAD = """\
# What is read as people say it

Cases by language and class, each with its source (`tests/text/spoken/*.tsv`); every one of them holds, but for those
behind a `!`, which are known to be read wrong. A dash: nothing in this language has been tried for the class; it is
read as the base of all languages has it, or left as it is written. Most expectations are the authors' own judgement;
none was checked by people who speak the language from childhood.

"""

FOOT_HEAD = """
## Normalised is not spoken

What espeak-ng cannot pronounce, however well a text is normalised; `GET /v1/voices` says so of the voices:

"""


def counts() -> dict[str, Counter[str]]:
    """Cases by language, then by class; known failures under the class with a ``!`` before it."""
    found: dict[str, Counter[str]] = {}
    for path in sorted(TABLES.glob("*.tsv")):
        if path.stem == "hard_cases":
            continue
        kinds = [line.split("\t")[0] for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
        found[path.stem] = Counter(kind for kind in kinds if kind != "class")
    return found


def document() -> str:
    """The whole page."""
    found = counts()
    kinds = [kind.value for kind in SpanKind]
    lines = [
        "| language | cases | " + " | ".join(kinds) + " |",
        "|---|---|" + "---|" * len(kinds),
    ]
    for tag, cases in found.items():
        cells = []
        for kind in kinds:
            failing = f" + {cases[f'!{kind}']}!" if cases[f"!{kind}"] else ""
            cells.append(f"{cases[kind]}{failing}" if cases[kind] or failing else "-")
        lines.append(f"| {language_row(tag).name} (`{tag}`) | {sum(cases.values())} | " + " | ".join(cells) + " |")
    foot = [f"* {limitation}" for limitation in LIMITATIONS.values()]
    return HEAD + "\n".join(lines) + "\n" + FOOT_HEAD + "\n".join(foot) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
