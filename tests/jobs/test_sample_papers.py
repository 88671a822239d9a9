"""The sample ward hangs together: golds follow the contract, papers say what the golds say, units and people agree."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import tomllib
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema
import pytest
from docx import Document
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "src" / "thidua" / "jobs" / "sample"
SCHEMA = ROOT / "src" / "thidua" / "core" / "plans" / "plan.schema.json"
GOLDS = sorted((ROOT / "tests" / "papers" / "samples").glob("*.gold.json"))
SOURCES = ROOT / "tests" / "papers" / "samples" / "sources"
UNITS = tomllib.loads((SAMPLE / "units.toml").read_text(encoding="utf-8"))
PEOPLE = tomllib.loads((SAMPLE / "people.toml").read_text(encoding="utf-8"))["people"]
REAL = os.environ.get("THIDUA_REAL_PLANS")

# Names of bodies and awards and the form of a citation are nobody's sentences: each counts as one word.
FIXED = (
    r"(chủ tịch )?ủy ban nhân dân( thành phố| phường)?",
    r"(của )?ban chấp hành đảng bộ|hội đồng nhân dân( thành phố| phường)?",
    r"(hội đồng |ban )?thi đua khen thưởng( thành phố)?|ủy ban mặt trận tổ quốc việt nam( phường)?",
    r"trung tâm phục vụ hành chính công|trung tâm dịch vụ sự nghiệp công|ban quản lý dự án đầu tư xây dựng",
    r"phòng văn hóa xã hội|thủ tướng chính phủ|cờ thi đua|bằng khen|giấy khen|bình dân học vụ số|khối thi đua số \d+",
    r"số \d+( \d{4})?( [a-zđ]+){1,2}|ngày \d+ (tháng )?\d+ (năm )?\d{4}|chủ đề( năm \d{4})? của (thành phố|phường)",
)


def gold(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def words(text: str) -> list[str]:
    """Lower-case words of one paragraph; every fixed name is one word."""
    plain = " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))
    for pattern in FIXED:
        plain = re.sub(rf"\b(?:{pattern})\b", lambda m: m[0].replace(" ", "_"), plain)
    return plain.split()


def runs(texts: list[str], length: int = 7) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for text in texts:
        row = words(text)
        found.update(tuple(row[i : i + length]) for i in range(len(row) - length + 1))
    return found


def paper_text(name: str) -> str:
    source = SOURCES / f"{name}.txt"
    return (source if source.exists() else SAMPLE / "papers" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.name)
def test_gold_follows_the_contract(path: Path) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    errors = [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(gold(path))]
    assert errors == []


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.name)
def test_every_sentence_of_a_gold_stands_in_its_paper(path: Path) -> None:
    paper = " ".join(re.sub(r"\[\^.*?\^\]", "", paper_text(path.name.split(".")[0])).split())
    plan = gold(path)
    items = [*plan["purposes"], *plan["requirements"], *plan["targets"], *plan["tasks"]]
    items += [part for target in plan["targets"] for part in target.get("sub_targets", [])]
    items += [duty for unit in plan["assignments"] for duty in unit["duties"]]
    missing = [item["text"] for item in items if item["text"] not in paper]
    levels = [measure.get("as_written", "") for item in items for measure in item.get("measures", [])]
    missing += [piece for level in levels for piece in level.split(" ... ") if piece not in paper]
    missing += [deadline["when"] for deadline in plan["deadlines"] if deadline["when"] not in paper]
    assert missing == []


def test_golds_cover_every_operator() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    known = set(schema["$defs"]["measure"]["properties"]["operator"]["enum"])
    annual = gold(ROOT / "tests" / "papers" / "samples" / "ke-hoach-2026.gold.json")["targets"]
    rows = [*annual, *(part for target in annual for part in target.get("sub_targets", []))]
    assert len(annual) == 16
    assert {measure["operator"] for row in rows for measure in row["measures"]} == known


def test_annual_plan_is_counted_by_word_itself() -> None:
    """The reader must compute "II." and "(5)": they are in the numbering, not in the text."""
    paper = Document(str(SAMPLE / "papers" / "ke-hoach-2026.docx"))
    counted = [p.text for p in paper.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert "NỘI DUNG THI ĐUA" in counted
    assert any(text.startswith("Duy trì 0% hộ nghèo") for text in counted)
    assert any(p.text.startswith("đ) ") for p in paper.paragraphs)
    assert [cell.text for cell in paper.tables[-1].rows[0].cells][1] == "Chỉ tiêu"
    assert len(paper.tables[-1].rows) == 17


def test_annual_plan_has_a_real_footnote() -> None:
    with ZipFile(SAMPLE / "papers" / "ke-hoach-2026.docx") as archive:
        notes = archive.read("word/footnotes.xml").decode()
        assert "05-CTr/ĐU" in notes
        assert "w:footnoteReference" in archive.read("word/document.xml").decode()


def test_word_files_say_what_their_sources_say() -> None:
    for name in ("ke-hoach-2025", "ke-hoach-2026", "ke-hoach-thanh-pho"):
        paper = Document(str(SAMPLE / "papers" / f"{name}.docx"))
        printed = {p.text for p in paper.paragraphs}
        lines = [line for line in paper_text(name).splitlines() if not line.startswith(("@", "T|", "---"))]
        stripped = [re.sub(r"\[\^.*?\^\]|^(c|B|I|1|a|\(1\)|A|A~)> ?|^A~ ", "", line) for line in lines]
        assert [line for line in stripped if line not in printed] == []


def test_scan_is_small_and_one_page() -> None:
    path = SAMPLE / "papers" / "khoi-thi-dua-01.png"
    with Image.open(path) as page:
        assert 1200 <= page.width < page.height
    assert path.stat().st_size <= 600_000


def test_units_name_only_units_that_exist() -> None:
    keys = [unit["key"] for unit in UNITS["units"]]
    named = [unit["parent"] for unit in UNITS["units"] if "parent" in unit]
    named += [key for unit in UNITS["units"] for key in unit.get("predecessors", [])]
    named += [key for block in UNITS["blocks"] for key in (*block["members"], block["head"], block["deputy"])]
    named += [seat["unit"] for person in PEOPLE for seat in person["seats"]]
    named += [council["standing_office"] for council in UNITS["councils"]]
    assert len(keys) == len(set(keys))
    assert set(named) <= set(keys)
    assert all({block["head"], block["deputy"]} <= set(block["members"]) for block in UNITS["blocks"])


def test_merged_units_end_the_day_their_successor_starts() -> None:
    by_key = {unit["key"]: unit for unit in UNITS["units"]}
    merged = by_key["tdp-ben-cu"]
    assert merged["from"] == date(2026, 3, 1)
    assert [by_key[key]["to"] for key in merged["predecessors"]] == [merged["from"], merged["from"]]


def test_people_have_their_own_account_and_no_real_telephone() -> None:
    accounts = [person["account"] for person in PEOPLE]
    seated = [seat["person"] for council in UNITS["councils"] for seat in council["seats"]]
    assert len(accounts) == len(set(accounts))
    assert set(seated) <= set(accounts)
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+", account) for account in accounts)
    assert all(re.fullmatch(r"0900 000 0\d\d", person["phone"]) for person in PEOPLE)


def test_owners_named_in_the_annual_plan_are_units_of_the_ward() -> None:
    names = {unit["name"] for unit in UNITS["units"]}
    targets = gold(ROOT / "tests" / "papers" / "samples" / "ke-hoach-2026.gold.json")["targets"]
    owners = {name for target in targets for name in (*target["lead"], *target["support"])}
    assert owners - names == {"Các tổ dân phố", "Các trường học"}


@pytest.mark.real_plans
@pytest.mark.skipif(not REAL, reason="THIDUA_REAL_PLANS names no folder of real plans to compare with")
def test_no_sentence_of_a_real_plan_was_copied() -> None:
    real = runs([line for path in Path(REAL or "").glob("*.txt") for line in path.read_text("utf-8").splitlines()])
    assert real, "the folder named by THIDUA_REAL_PLANS holds no .txt plan"
    for path in GOLDS:
        own = runs(paper_text(path.name.split(".")[0]).splitlines())
        assert own & real == set(), path.name


def test_tool_reads_its_marks() -> None:
    spec = importlib.util.spec_from_file_location("make_sample_papers", ROOT / "tools" / "make_sample_papers.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    head, body = tool.read_source(SOURCES / "ke-hoach-2026.txt")
    assert head["number"] == ["15/KH-UBND"]
    assert [mark for mark, _ in body].count("(1)") == 16
    assert [mark for mark, _ in body].count("I") == 6
