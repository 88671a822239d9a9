from page_words import words_of, said_at
import re
def errs(r):
    h=r.content.decode(); i=h.find('class="errsum"'); return words_of(h[i:h.find("</ul>",i)])
def test_x(clerk, cast, enter, filed):
    print(errs(clerk.post("/thiet-lap/nguoi/them/", {"name": "Lê Thị Mới", "unit": "x\x00"})))
    print(errs(clerk.post("/thiet-lap/khoi/them/", {"name": "Khối", "members": ["x", "1"]})))
    print(errs(clerk.post("/ke-hoach/nap/", {"higher": "x"})))
    print(words_of(enter("officer").get("/ke-hoach/nap/")))
    print(words_of(enter("head").post("/thiet-lap/nguoi/them/")))
    assert 0
