"""What stands in for Tesseract: it takes a picture and says what the environment tells it to."""

from __future__ import annotations

import os
import time
from typing import Any


class PSM:
    AUTO = 3


class PyTessBaseAPI:
    def __init__(self, path: str, lang: str, psm: int) -> None:
        assert (os.path.isdir(path), lang, psm) == (True, "eng", PSM.AUTO)

    def SetImageBytes(self, *arguments: Any) -> None:
        pixels, _, height, n_bytes, stride = arguments
        assert n_bytes == 1
        assert len(pixels) == height * stride

    def SetSourceResolution(self, dpi: int) -> None:
        assert dpi > 0

    def GetUTF8Text(self) -> str:
        text = os.environ["SPARKBERT_TEST_OCR"]
        if text == "crash":
            os.abort()
        if text == "hang":
            time.sleep(600)
        return text

    def MeanTextConf(self) -> int:
        return 90
