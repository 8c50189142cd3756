"""Decoding beside the window: the shown image in full, thumbnails for the lists."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress

import numpy as np
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage

from mmel_desktop.core.case import ImageRecord
from mmel_desktop.core.recorded_image import read_unchanged
from mmel_desktop.core.source_image import SourceImage, printable_name
from mmel_desktop.core.thumbnail import load_thumbnail
from mmel_desktop.errors import ImageInputError, MmelError
from mmel_desktop.ui.background.lasting_thread import keep_thread_state

THUMBNAIL_SIDE_PX = 240
KEPT_IMAGES_BYTES = 400 * 1024 * 1024
KEPT_THUMBNAILS = 600


class _DecodeSignals(QObject):
    """Carries results from a pool thread to the main thread."""

    decoded = Signal(str, object)
    failed = Signal(str, object)
    thumbnail = Signal(str, QImage)


class _Decode(QRunnable):
    """Decode one file in a pool thread."""

    def __init__(self, record: ImageRecord, signals: _DecodeSignals, *, thumbnail: bool) -> None:
        super().__init__()
        self._record, self._signals, self._thumbnail = record, signals, thumbnail

    def run(self) -> None:
        keep_thread_state()
        try:
            if self._thumbnail:
                self._signals.thumbnail.emit(self._record.image_id, self._small())
            else:
                self._signals.decoded.emit(self._record.image_id, self._whole())
        except MmelError as error:
            self._fail(error)
        except MemoryError:
            shown = printable_name(self._record.identity.name)
            what = f"image {shown!r} does not fit into memory"
            self._fail(ImageInputError(what, action="make a smaller copy and import that"))
        except RuntimeError:
            return  # the program is closing and the receiver is gone

    def _fail(self, error: MmelError) -> None:
        with suppress(RuntimeError):  # as above
            self._signals.failed.emit(self._record.image_id, error)

    def _whole(self) -> SourceImage:
        # A map must never lie over other pixels than those it was made of.
        source = read_unchanged(self._record)
        _ = source.half_rgb  # made here, so that the window need not
        return source

    def _small(self) -> QImage:
        return image_from_rgb(load_thumbnail(self._record.path, THUMBNAIL_SIDE_PX))


def _bytes_of(source: SourceImage) -> int:
    return source.rgb.nbytes + source.half_rgb.nbytes


def image_from_rgb(rgb: np.ndarray) -> QImage:
    """A QImage with its own copy of uint8 (height, width, 3) pixels."""
    pixels = np.ascontiguousarray(rgb)
    height, width, _ = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


class ImageLoader(QObject):
    """Decodes images and thumbnails in a pool and keeps the latest ones.

    Attributes:
        loaded: an image was decoded; its image id and ``SourceImage``.
        failed: it could not be; image id and the ``MmelError``.
        thumbnail_ready: image id; ask :meth:`thumbnail` for it.
    """

    loaded = Signal(str, object)
    failed = Signal(str, object)
    thumbnail_ready = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setExpiryTimeout(-1)  # each thread keeps a thread state of Python
        self._pool.setMaxThreadCount(2)
        self._signals = _DecodeSignals()
        self._signals.decoded.connect(self._take_image)
        self._signals.failed.connect(self._take_failure)
        self._signals.thumbnail.connect(self._take_thumbnail)
        self._images: OrderedDict[str, SourceImage] = OrderedDict()
        self._thumbnails: OrderedDict[str, QImage | None] = OrderedDict()
        self._loading: set[str] = set()

    def image(self, record: ImageRecord) -> SourceImage | None:
        """The decoded image if it is at hand; otherwise decoding starts and ``loaded`` will tell."""
        if record.image_id in self._images:
            self._images.move_to_end(record.image_id)
            return self._images[record.image_id]
        if record.image_id not in self._loading:
            self._loading.add(record.image_id)
            # Before all thumbnails: somebody looks at this one.
            self._pool.start(_Decode(record, self._signals, thumbnail=False), 1)
        return None

    def decode_ahead(self, record: ImageRecord) -> None:
        """Have an image decoded that may be looked at next; ``loaded`` tells of it as of any other."""
        if record.image_id not in self._images:
            self.image(record)

    def thumbnail(self, record: ImageRecord) -> QImage | None:
        """The thumbnail if it is at hand; a null image when there can be none; None while it is made."""
        if record.image_id in self._thumbnails:
            return self._thumbnails[record.image_id]
        self._thumbnails[record.image_id] = None
        while len(self._thumbnails) > KEPT_THUMBNAILS:
            self._thumbnails.popitem(last=False)
        self._pool.start(_Decode(record, self._signals, thumbnail=True), 0)
        return None

    def try_again(self, image_ids: Iterable[str]) -> None:
        """Files that could not be read may be there now: the next question reads them anew."""
        for image_id in image_ids:
            thumbnail = self._thumbnails.get(image_id)
            if thumbnail is not None and thumbnail.isNull():
                del self._thumbnails[image_id]

    def forget(self) -> None:
        """Another session: drop what waits and what is kept."""
        self._pool.clear()
        self._images.clear()
        self._thumbnails.clear()
        self._loading.clear()

    def shut_down(self, timeout_ms: int) -> bool:
        """Drop what waits and wait for what runs; True when it ended in time."""
        self._pool.clear()
        return self._pool.waitForDone(timeout_ms)

    @Slot(str, object)
    def _take_image(self, image_id: str, source: SourceImage) -> None:
        self._loading.discard(image_id)
        self._images[image_id] = source
        while (
            len(self._images) > 1
            and sum(_bytes_of(kept) for kept in self._images.values()) > KEPT_IMAGES_BYTES
        ):
            self._images.popitem(last=False)
        self.loaded.emit(image_id, source)

    @Slot(str, object)
    def _take_failure(self, image_id: str, error: MmelError) -> None:
        if image_id in self._loading:
            self._loading.discard(image_id)
            self.failed.emit(image_id, error)
        if self._thumbnails.get(image_id, 0) is None:
            self._thumbnails[image_id] = QImage()
            self.thumbnail_ready.emit(image_id)

    @Slot(str, QImage)
    def _take_thumbnail(self, image_id: str, thumbnail: QImage) -> None:
        self._thumbnails[image_id] = thumbnail
        self.thumbnail_ready.emit(image_id)
