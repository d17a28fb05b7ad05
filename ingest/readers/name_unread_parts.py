"""What an office file holds that is never run, fetched or opened: macros, outside references, embedded objects."""

from __future__ import annotations

from ingest.errors import ReadError
from ingest.readers.collect_lines import LineCollector
from ingest.readers.open_package import Package

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
OBJECT_FOLDER = "/embeddings/"
LINK = "/hyperlink"
"""Links are only words until someone follows them."""


def name_unread_parts(lines: LineCollector, package: Package) -> None:
    """Notes each of them once."""
    names = [name.lower() for name in package.names]
    if any(name.endswith(MACRO_PARTS) for name in names):
        lines.note("macros_ignored", "文件含有宏，已忽略，未执行。")
    outside = sum(
        _outside_references(package, name) for name in package.names if name.lower().endswith(".rels")
    )
    if outside:
        lines.note(
            "external_references_ignored",
            f"文件引用了 {outside} 处外部内容（图片、模板或对象），已忽略，未下载。",
        )
    objects = sum(OBJECT_FOLDER in f"/{name}" for name in names)
    if objects:
        lines.note(
            "objects_ignored", f"文件嵌入了 {objects} 个对象（如工作表、附件），未读取，如有需要请单独导入。"
        )


def _outside_references(package: Package, part: str) -> int:
    try:
        root = package.read_xml(part)
    except ReadError:
        return 0
    return sum(
        relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith(LINK)
        for relation in root.iter(RELATIONSHIP)
    )
