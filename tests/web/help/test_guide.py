"""The guide in the product: the pages of docs/vi, links that stay inside, the page that fits where one stands."""

from __future__ import annotations

import re
from pathlib import Path

from django.urls import reverse

from thidua.core.viet.text import fold
from thidua.web.desk.help import guide
from thidua.web.desk.help.topics import TOPICS
from thidua.web.desk.urls import urlpatterns

DOCS = Path(__file__).resolve().parents[3] / "docs"


def text_of(client, address, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_every_page_for_officers_is_in_the_product(cast, signed_in):
    names = {path.stem for path in (DOCS / "vi").glob("*.md")} - {"README"}
    assert set(guide.pages()) == names | {""}
    client = signed_in("officer")
    for slug in names:
        page = guide.pages()[slug]
        assert f"<h1>{page.title}</h1>" in text_of(client, reverse("desk:help_page", args=[slug]))


def test_links_and_pictures_lead_to_what_is_there(cast, signed_in):
    client = signed_in("officer")
    for page in guide.pages().values():
        for address in re.findall(r'(?:href|src)="([^"]+)"', page.html):
            where, _, anchor = address.partition("#")
            if where.startswith("/"):
                answer = client.get(where)
                assert answer.status_code == 200, (page.slug, address)
                if anchor:
                    assert f'id="{anchor}"' in answer.content.decode(), (page.slug, address)
            assert ".md" not in where and "../" not in where, (page.slug, address)


def test_no_words_of_a_page_become_styles_or_scripts():
    for page in guide.pages().values():
        assert "style=" not in page.html and "<script" not in page.html


def test_the_menu_leads_to_the_page_about_where_one_stands(cast, signed_in):
    client = signed_in("clerk")
    assert f'href="{reverse("desk:help_page", args=["nap-ke-hoach"])}"' in text_of(client, reverse("desk:file_plan"))
    assert f'href="{reverse("desk:help")}"' in text_of(client, reverse("desk:calendar"))


def test_every_topic_names_an_address_and_a_page():
    names = {pattern.name for pattern in urlpatterns}
    assert set(TOPICS) <= names
    assert set(TOPICS.values()) <= set(guide.pages())


def test_searching_leaves_marks_out_and_prefers_titles(cast, signed_in):
    hits = guide.found("phan cong")
    assert hits[0].slug == "phan-cong"
    assert all("phan cong" in fold(page.title + page.html) or page.slug for page in hits)
    client = signed_in("officer")
    assert "Không trang nào có" in text_of(client, reverse("desk:help"), q="xyzzy")
    assert f"{len(hits)} trang có" in text_of(client, reverse("desk:help"), q="Phân công")


def test_what_is_not_there_is_not_found(cast, signed_in):
    client = signed_in("officer")
    for address in ("/tro-giup/khong-co/", "/tro-giup/hinh/khong-co.png"):
        assert client.get(address).status_code == 404
