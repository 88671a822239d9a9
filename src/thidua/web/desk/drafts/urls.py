"""Addresses of drafts and of the registers that serve them."""

from django.urls import path

from thidua.web.desk.drafts import acts, begin, papers, writing, yearly
from thidua.web.desk.drafts.registers import instruments, texts, themes

urlpatterns = [
    path("ke-hoach/soan/", begin.begin, name="begin_draft"),
    path("ke-hoach/<uuid:id>/soan/", writing.write_draft, name="write_draft"),
    path("ke-hoach/<uuid:id>/soan/muc/<uuid:item>/", acts.draft_block, name="draft_block"),
    path("ke-hoach/<uuid:id>/soan/them/", acts.add_to_draft, name="add_to_draft"),
    path("ke-hoach/<uuid:id>/soan/lay/", acts.bring_into_draft, name="bring_into_draft"),
    path("ke-hoach/<uuid:id>/soan/nhan/", acts.take_up_lines, name="take_up_lines"),
    path("ke-hoach/<uuid:id>/soan/da-xem/", acts.settle_note, name="settle_note"),
    path("ke-hoach/<uuid:id>/soan/ban-in/", papers.preview, name="draft_paper"),
    path("ke-hoach/<uuid:id>/soan/ban-in.docx", papers.word, name="draft_docx"),
    path("ke-hoach/<uuid:id>/soan/ban-in.pdf", papers.pdf, name="draft_pdf"),
    path("ke-hoach/<uuid:id>/khac-nam-truoc/", yearly.differences, name="draft_differences"),
    path("ke-hoach/doan-van/luu/", texts.saved_texts_page, name="saved_texts"),
    path("ke-hoach/doan-van/luu/<uuid:id>/rut/", texts.withdraw, name="withdraw_text"),
    path("can-cu/so/", instruments.entries, name="instruments"),
    path("can-cu/so/them/", instruments.add, name="add_instrument"),
    path("can-cu/so/<uuid:id>/", instruments.edit, name="edit_instrument"),
    path("can-cu/so/<uuid:id>/rut/", instruments.withdraw, name="withdraw_instrument"),
    path("chu-de/", themes.year_themes, name="year_themes"),
]
