"""Files people send: what is taken, what is left of it, who may read it."""

import io
import resource
import struct
import time
import unicodedata
import uuid
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps, PngImagePlugin
from sqlalchemy import text
from werkzeug.datastructures import FileStorage

from civic.core import files
from civic.core.db import db, transaction
from civic.core.files import rules
from civic.core.files.messages import REFUSED, words
from civic.core.files.rules import FileRefusal, Kind, clean_name
from civic.core.refusal import Refused
from tests.factories import make_person
from tests.page import Page


@pytest.fixture(autouse=True)
def kind():
    """A kind of file whose owner is the only reader."""
    files.READERS["test"] = lambda row, actor: actor is not None and actor.person_id == row.kept_by
    yield
    del files.READERS["test"]


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 20), form: str = "JPEG", **more) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, 128 if mode in {"L", "P", "I;16"} else None).save(made, form, **more)
    return made.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pdf(
    objects: bytes = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n", trailer: bytes = b""
) -> bytes:
    return b"%PDF-1.7\n" + objects + b"trailer\n<< /Root 1 0 R " + trailer + b">>\nstartxref\n9\n%%EOF\n"


def stream(head: bytes, content: bytes, *, packed: bool = True) -> bytes:
    body = zlib.compress(content) if packed else content
    return b"7 0 obj\n<< " + head + b" /Length %d >>\nstream\n" % len(body) + body + b"\nendstream\nendobj\n"


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("word/document.xml", "<x/>")
    return made.getvalue()


def keep(content: bytes, name: str = "plik.pdf", **more) -> files.StoredFile:
    with transaction():
        return files.keep(FileStorage(io.BytesIO(content), filename=name), kind="test", **more)


def webp_header(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + size


JPEG = picture()
ACTION = b"<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>"

REFUSALS = [
    ("nothing", b"", FileRefusal.EMPTY),
    ("10 MB and a byte", b"%PDF-1.7" + b" " * (rules.MAX_BYTES - 7), FileRefusal.TOO_BIG),
    ("SVG", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', FileRefusal.WRONG_TYPE),
    ("HTML", b"<!doctype html><script>alert(1)</script>", FileRefusal.WRONG_TYPE),
    ("a zip called PDF", archive(), FileRefusal.WRONG_TYPE),
    ("GIF", picture("P", form="GIF"), FileRefusal.WRONG_TYPE),
    ("TIFF", picture(form="TIFF"), FileRefusal.WRONG_TYPE),
    ("a program", b"MZ\x90\x00" + bytes(100), FileRefusal.WRONG_TYPE),
    ("the EICAR sample", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", FileRefusal.WRONG_TYPE),
    ("PDF not at the beginning", b"\n" + pdf(), FileRefusal.WRONG_TYPE),
    ("PNG of 50000 x 50000", png(50_000, 50_000), FileRefusal.TOO_MANY_PIXELS),
    ("PNG of 2^31 x 1", png(2**31 - 1, 1), FileRefusal.TOO_MANY_PIXELS),
    ("PNG without height", png(10, 0), FileRefusal.DAMAGED),
    ("PNG whose rows are missing", png(40, 20, b"\0"), FileRefusal.DAMAGED),
    ("PNG header only", b"\x89PNG\r\n\x1a\n", FileRefusal.DAMAGED),
    ("WebP of 16383 x 16383", webp_header(16_383, 16_383), FileRefusal.TOO_MANY_PIXELS),
    ("WebP header only", b"RIFF\x00\x00\x00\x00WEBP", FileRefusal.DAMAGED),
    ("WebP of a strange kind", b"RIFF\x00\x00\x00\x00WEBPVP9 " + bytes(20), FileRefusal.DAMAGED),
    ("WebP cut off", picture(size=(300, 300), form="WEBP")[:-40], FileRefusal.DAMAGED),
    ("JPEG cut off", picture(size=(300, 300))[:-200], FileRefusal.DAMAGED),
    ("JPEG header only", b"\xff\xd8\xff\xe0", FileRefusal.DAMAGED),
    ("PDF cut off", pdf()[:-20], FileRefusal.DAMAGED),
    ("PDF with something behind it", pdf() + b"<script>alert(1)</script>", FileRefusal.DAMAGED),
    ("PDF that is a zip as well", pdf(b"% " + archive() + b"\n"), FileRefusal.DAMAGED),
    ("PDF with a stream that never ends", pdf(b"7 0 obj\n<< >>\nstream\nabc"), FileRefusal.DAMAGED),
    ("PDF with a password", pdf(trailer=b"/Encrypt 5 0 R "), FileRefusal.LOCKED_PDF),
    ("PDF with a script", pdf(b"3 0 obj\n" + ACTION + b"\nendobj\n"), FileRefusal.ACTIVE_PDF),
    ("PDF with a script in disguise", pdf(b"3 0 obj\n<< /S /J#61vaScrip#74 >>\nendobj\n"), FileRefusal.ACTIVE_PDF),
    ("PDF with a packed script", pdf(stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", b"3 0 " + ACTION)), FileRefusal.ACTIVE_PDF),
    ("PDF with an unpacked script", pdf(stream(b"/Type /ObjStm /N 1 /First 4", b"3 0 " + ACTION, packed=False)), FileRefusal.ACTIVE_PDF),
    ("PDF with a doubly packed script", pdf(stream(b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]", ACTION)), FileRefusal.DAMAGED),
    ("PDF that is not packed as it says", pdf(stream(b"/Type /ObjStm /Filter /FlateDecode", ACTION, packed=False)), FileRefusal.DAMAGED),
    ("PDF that unpacks for ever", pdf(stream(b"/Type /ObjStm /Filter /FlateDecode", bytes(60 * 1024 * 1024))), FileRefusal.DAMAGED),
    ("PDF that starts a program", pdf(b"3 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n"), FileRefusal.ACTIVE_PDF),
    ("PDF with a file inside", pdf(b"3 0 obj\n<< /Type /EmbeddedFile >>\nendobj\n"), FileRefusal.ACTIVE_PDF),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS]
)
def test_what_is_not_taken_leaves_nothing(app, content, reason):
    before, began = kept_files(app), time.perf_counter()
    with pytest.raises(Refused) as refused:
        keep(content)
    assert refused.value.reason is reason
    assert str(REFUSED[reason]) % refused.value.facts
    assert time.perf_counter() - began < 2
    assert db.session.execute(text("SELECT count(*) FROM stored_file")).scalar_one() == 0
    assert kept_files(app) == before


def kept_files(app) -> set[Path]:
    """The files there are; those of other tests among them."""
    return {path for path in (app.config["CIVIC"].var / "files").rglob("*") if path.is_file()}


def test_every_refusal_has_words_and_an_example():
    assert set(REFUSED) == set(FileRefusal) == {row[2] for row in REFUSALS} | {FileRefusal.TOO_MANY}


def test_a_bomb_takes_no_memory(app):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for bomb in (png(50_000, 50_000), webp_header(16_383, 16_383)):
        with pytest.raises(Refused):
            keep(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000, "kB"


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (JPEG, Kind.JPEG),
        (picture("CMYK"), Kind.JPEG),
        (picture("L"), Kind.JPEG),
        (picture("RGBA", form="PNG"), Kind.PNG),
        (picture("P", form="PNG", transparency=0), Kind.PNG),
        (picture("I;16", form="PNG"), Kind.PNG),
        (picture("RGBA", form="WEBP"), Kind.WEBP),
        (picture(form="WEBP", lossless=True), Kind.WEBP),
        (picture(form="PNG", save_all=True, append_images=[Image.new("RGB", (40, 20))]), Kind.PNG),
        (pdf(), Kind.PDF),
        (pdf(stream(b"/Filter /DCTDecode", b"/JavaScript in a picture", packed=False)), Kind.PDF),
        (
            pdf(stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", b"3 0 << /Type /Page >>")),
            Kind.PDF,
        ),
    ],
)
def test_what_is_taken(app, content, media):
    row = keep(content, "cokolwiek.exe")
    assert row.media_type == media.value
    assert row.name == f"cokolwiek.{rules.EXTENSIONS[media]}"
    assert not row.public
    stored = files.path_of(row.id).read_bytes()
    assert len(stored) == row.size
    if media is Kind.PDF:
        assert stored == content
    else:
        with Image.open(io.BytesIO(stored)) as made:
            assert made.size == (row.width, row.height) == (40, 20)
            assert getattr(made, "n_frames", 1) == 1


def test_where_and_when_a_picture_was_taken_is_gone(app):
    exif = Image.Exif()
    exif[0x010F] = "Kanarek"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (54.0, 21.0, 0.0)
    row = keep(picture(exif=exif, comment=b"Kanarek", icc_profile=b"Kanarek" * 20))
    stored = files.path_of(row.id).read_bytes()
    assert b"Kanarek" not in stored
    with Image.open(io.BytesIO(stored)) as made:
        assert not made.getexif()
        assert not made.getexif().get_ifd(0x8825)
        assert made.size == (20, 40), "turned as the camera meant it"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_the_camera_meant_it(app, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    drawn = Image.new("RGB", (64, 32), "white")
    drawn.paste("black", (0, 0, 32, 16))
    sent = io.BytesIO()
    drawn.save(sent, "JPEG", exif=exif, quality=95)
    meant = ImageOps.exif_transpose(Image.open(sent)).convert("L").point(lambda grey: grey > 127 and 255)
    with Image.open(files.path_of(keep(sent.getvalue()).id)) as made:
        seen = made.convert("L").point(lambda grey: grey > 127 and 255)
    assert seen.size == meant.size
    assert ImageChops.difference(seen.resize((8, 8)), meant.resize((8, 8))).getextrema()[1] < 64


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_words_hidden_in_a_picture_are_gone(app, form):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Kanarek")
    more = {"pnginfo": notes} if form == "PNG" else {"xmp": b"Kanarek"}
    row = keep(picture(form=form, **more) + b"<script>Kanarek</script>")
    assert b"Kanarek" not in files.path_of(row.id).read_bytes()


def test_a_large_picture_is_made_smaller(app):
    row = keep(picture(size=(8000, 4000)))
    assert (row.width, row.height) == (4096, 2048)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Zdjęcie placu (1).JPG", "Zdjęcie placu (1).pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\anna\\plan.docx", "plan.pdf"),
        ('<img src=x onerror="alert(1)">.pdf', "img src_x onerror_alert(1).pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a_Set-Cookie_x_1.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1.pdf"),
        ("...", "plik.pdf"),
        ("", "plik.pdf"),
        (None, "plik.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("\ud800plan.pdf", "plan.pdf"),
        (unicodedata.normalize("NFD", "żółw.pdf"), "żółw.pdf"),
        ("план.pdf", "план.pdf"),
        ("raport.2026.pdf", "raport.2026.pdf"),
    ],
)
def test_names(name, clean):
    assert clean_name(name, Kind.PDF) == clean


def test_only_who_may_read_it_reads_a_private_file(app, visitor):
    owner, other = make_person(), make_person()
    row = keep(JPEG, "plac.jpg", kept_by=owner)
    url = f"/pliki/{row.id}"
    visitor.get(url, 404)
    Page(app, person_id=other).get(url, 404)
    answer = Page(app, person_id=owner).get(url)
    assert answer.data == files.path_of(row.id).read_bytes()
    assert answer.headers["Content-Disposition"] == "attachment; filename=plac.jpg"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "private, no-store"
    visitor.get(f"/pliki/{uuid.uuid4()}", 404)
    visitor.get("/pliki/1", 404)


def test_a_public_file_is_for_all_until_it_is_closed_again(app, visitor):
    row = keep(pdf(), "żółty plan.pdf", public=True)
    url = f"/pliki/{row.id}"
    answer = visitor.get(url)
    assert "filename*=UTF-8''%C5%BC%C3%B3%C5%82ty%20plan.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    with transaction():
        files.publish(row.id, public=False)
    visitor.get(url, 404)


def test_files_of_one_subject_in_order(app):
    made = [keep(pdf(), name, subject_id=7) for name in ("b.pdf", "a.pdf")]
    keep(pdf(), subject_id=8)
    assert [row.id for row in files.of("test", 7)] == [row.id for row in made]


def test_a_file_goes_with_the_transaction_that_kept_it(app):
    kept = []
    with pytest.raises(ZeroDivisionError), transaction():
        kept.append(files.keep(FileStorage(io.BytesIO(pdf()), filename="a.pdf"), kind="test").id)
        assert files.path_of(kept[0]).exists()
        raise ZeroDivisionError
    assert not files.path_of(kept[0]).exists()
    row = keep(pdf())
    path = files.path_of(row.id)
    with pytest.raises(ZeroDivisionError), transaction():
        files.forget(row.id)
        raise ZeroDivisionError
    assert path.exists()
    with transaction():
        files.forget(row.id)
    assert not path.exists()


def test_others_on_the_machine_cannot_read_it(app):
    assert files.path_of(keep(pdf()).id).stat().st_mode & 0o077 == 0


def test_a_kind_nobody_answers_for_is_not_kept(app):
    with pytest.raises(KeyError), transaction():
        files.keep(FileStorage(io.BytesIO(pdf()), filename="a.pdf"), kind="no such kind")


def names(subject_id: int) -> list[str]:
    return [row.name for row in files.of("test", subject_id)]


def photo(name: str) -> FileStorage:
    return FileStorage(io.BytesIO(picture()), name)


def test_attachments_come_and_go_together(app):
    with transaction():
        files.attach([photo("a.jpg"), photo("b.jpg")], kind="test", subject_id=7, most=2)
        files.attach([photo("c.jpg")], kind="test", subject_id=8)
    first, of_another = files.of("test", 7)[0].id, files.of("test", 8)[0].id
    with transaction():
        files.attach([photo("d.jpg")], kind="test", subject_id=7, removed={first, of_another}, most=2)
    assert names(7) == ["b.jpg", "d.jpg"]
    assert names(8) == ["c.jpg"], "what belongs to somebody else stays"
    assert {each: [row.name for row in rows] for each, rows in files.of_many("test", [7, 8, 9]).items()} == {
        7: ["b.jpg", "d.jpg"], 8: ["c.jpg"],
    }  # fmt: skip


def test_one_attachment_too_many_keeps_none(app):
    with pytest.raises(Refused) as no, transaction():
        files.attach([photo("a.jpg"), photo("b.jpg")], kind="test", subject_id=7, most=1)
    assert (no.value.reason, no.value.facts) == (FileRefusal.TOO_MANY, {"most": 1})
    assert words(no.value).startswith("Można dołączyć najwyżej tyle plików: 1.")
    assert names(7) == []
