"""The pictures of an OFD file: scans are pages with a picture and no words."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.find_drawn_rules import Picture
from ingest.readers.limits import ReadingLimits
from ingest.readers.open_package import Package
from ingest.readers.picture import pixels_of

RESOURCE_PARTS = ("PublicRes", "DocumentRes", "PageRes")
SMALLEST = 30.0
"""Millimetres of a picture's shorter side: smaller ones are seals and ornaments."""


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture on a page: the part of the zip that holds it, and its width in millimetres."""

    part: str
    top: float
    width: float

    def pixels(self, package: Package, limits: ReadingLimits) -> Picture:
        """Raises ``UnsupportedFormat`` where its format is none that Pillow knows (JBIG2)."""
        return next(pixels_of(package.read(self.part), limits))


def media_of(package: Package, element: etree._Element, folder: str) -> dict[str, str]:
    """Parts of the zip by the ids of the media that the resources of a document or page name."""
    media: dict[str, str] = {}
    for kind in RESOURCE_PARTS:
        for entry in element.iter("{*}" + kind):
            for name in _candidates((entry.text or "").strip(), folder):
                if name in package:
                    media |= _media_of_part(package, name)
                    break
    return media


def _media_of_part(package: Package, name: str) -> dict[str, str]:
    root = package.read_xml(name)
    folder = posixpath.dirname(name)
    base = root.get("BaseLoc") or ""
    media: dict[str, str] = {}
    for entry in root.iter("{*}MultiMedia"):
        file = next((child.text.strip() for child in entry.iter("{*}MediaFile") if child.text), "")
        for candidate in (
            *_candidates(posixpath.join(base, file), folder),
            *_candidates(file, folder),
        ):
            if file and candidate in package:
                media[entry.get("ID", "")] = candidate
                break
    return media


def _candidates(location: str, folder: str) -> Iterator[str]:
    if location:
        yield location if location.startswith("/") else f"{folder}/{location}"
        yield location


def pictures_of(page: etree._Element, media: dict[str, str]) -> list[PlacedPicture]:
    """The large pictures of a page from top to bottom."""
    placed: list[PlacedPicture] = []
    for shown in page.iter("{*}ImageObject"):
        part = media.get(shown.get("ResourceID", ""))
        try:
            _, top, width, height = map(float, (shown.get("Boundary") or "").split())
        except ValueError:
            continue
        if part is not None and min(width, height) >= SMALLEST:
            placed.append(PlacedPicture(part, top, width))
    return sorted(placed, key=lambda one: one.top)
