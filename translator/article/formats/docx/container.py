"""The zip archive of a docx: checked before anything opens it, and its members exchanged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from translator.errors import InputError
from translator.limits import (
    DOCX_RATIO_FROM_BYTES,
    MAX_DOCX_MEMBERS,
    MAX_DOCX_RATIO,
    MAX_DOCX_UNPACKED_BYTES,
    MAX_DOCX_XML_BYTES,
    MEBIBYTE,
)

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of Microsoft's compound format begin: doc, and encrypted docx (MS-CFB, 2.2)."""


def check(data: bytes, where: str) -> None:
    """Check size, number and names of the members, how far they unpack, and that no XML declares a document type.

    Raises:
        InputError: the file is no docx, damaged, encrypted, or unpacks beyond the limits.
    """
    if data.startswith(_OLE):
        what = "An old Word document (doc), or one with a password, under the name of a docx."
        raise InputError(what, where=where, mend="Save it as docx, without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive, where)
    except InputError:
        raise
    except Exception as error:  # zipfile raises BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError …
        raise refused("Not a docx document, or only a part of one (no readable zip archive)", where) from error


def refused(what: str, where: str) -> InputError:
    """The error for a document that is not read."""
    return InputError(what + ".", where=where, mend="Open it in a word processor and save it anew as docx.")


def _check_archive(archive: zipfile.ZipFile, where: str) -> None:
    members = archive.infolist()
    _check_members(members, where)
    for member in members:
        if _is_xml(member):
            _check_xml(archive.read(member), member.filename, where)
    if "[Content_Types].xml" in archive.namelist() and b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise refused("A document with macros (docm) under the name of a docx", where)


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith((".xml", ".rels"))


def _check_members(members: Sequence[zipfile.ZipInfo], where: str) -> None:
    names = [member.filename for member in members]
    if len(names) > MAX_DOCX_MEMBERS:
        raise refused(f"A docx of {len(names):,} files; at most {MAX_DOCX_MEMBERS:,} are read", where)
    if len(set(names)) < len(names) or any(_is_trick(name) for name in names):
        raise refused("A docx with unsafe or repeated names inside", where)
    if any(member.flag_bits & 1 for member in members):
        raise InputError("An encrypted docx document.", where=where, mend="Save it without a password.")
    if "word/document.xml" not in names and "[Content_Types].xml" not in names:
        raise refused("Not a docx document (another kind of zip archive)", where)
    _check_unpacked(members, where)


def _is_trick(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _check_unpacked(members: Sequence[zipfile.ZipInfo], where: str) -> None:
    if sum(member.file_size for member in members) > MAX_DOCX_UNPACKED_BYTES:
        raise refused(f"A docx that unpacks to more than {MAX_DOCX_UNPACKED_BYTES // MEBIBYTE} MB", where)
    for member in members:
        large = member.file_size > DOCX_RATIO_FROM_BYTES
        if large and member.file_size > MAX_DOCX_RATIO * max(1, member.compress_size):
            raise refused(f"A docx whose {member.filename} unpacks more than {MAX_DOCX_RATIO} times its size", where)
        if _is_xml(member) and member.file_size > MAX_DOCX_XML_BYTES:
            raise refused(f"A docx whose {member.filename} exceeds {MAX_DOCX_XML_BYTES // MEBIBYTE} MB", where)


def _check_xml(xml: bytes, name: str, where: str) -> None:
    # XML may be UTF-16 as well, where each ASCII character has a zero byte beside it.
    flat = xml.replace(b"\0", b"")
    if b"<!DOCTYPE" in flat or b"<!ENTITY" in flat:
        raise refused(f"A docx whose {name} declares a document type or entities", where)


def with_members(data: bytes, contents: Mapping[str, bytes]) -> bytes:
    """The same archive with other contents of some members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            target.writestr(member, contents.get(member.filename, source.read(member)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def undated(data: bytes) -> bytes:
    """The archive with one fixed time on its members: equal articles give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as dated, zipfile.ZipFile(out, "w") as undated:
        for name in dated.namelist():
            undated.writestr(zipfile.ZipInfo(name), dated.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
