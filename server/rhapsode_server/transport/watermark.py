"""``POST /v1/watermark/detect``: whether a recording carries the watermark, and what the watermark says."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from rhapsode_protocol.errors import DetectorBusy, ServerDraining, ServerRestarting
from rhapsode_server.detection.desk import Desk
from rhapsode_server.detection.media import MediaLimits
from rhapsode_server.transport.attendance import Attendance
from rhapsode_server.transport.presence import unless_gone
from rhapsode_server.transport.request_body import discard_body
from rhapsode_server.transport.upload import read_upload

DETECT_PATH = "/v1/watermark/detect"

DISCARD_WITHIN_S = 5.0
"""How long somebody for whom there is no place may go on sending. Lower, and slow uploads see a broken connection in
place of the answer; higher, and they are read for nothing."""


class _Visit:
    """One recording at the desk, as the drain sees it: busy until it is answered."""

    busy = True
    waits_for_text = False

    def __init__(self) -> None:
        self.active_at = asyncio.get_running_loop().time()
        self.sent_away = False
        self._task = asyncio.current_task()

    def take_no_more(self) -> None:
        """One request is all that there is."""

    def leave(self) -> None:
        """End it now."""
        self.sent_away = True
        if self._task is not None:
            self._task.cancel()

    def stay_for_the_answer(self) -> None:
        """Being sent away ended the work, and not the answer that says so."""
        if self._task is not None:
            self._task.uncancel()


class WatermarkDetection:
    """Answers the detection route.

    Args:
        desk: who examines.
        attendance: who is connected; asked by the drain.
        limits: how much one recording may be.
    """

    def __init__(self, desk: Desk, attendance: Attendance, limits: MediaLimits) -> None:
        self._desk = desk
        self._attendance = attendance
        self._limits = limits

    async def detect(self, request: Request) -> Response:
        """Examine one recording. Nothing of it is kept, and nothing of it is logged."""
        if self._attendance.draining:
            raise ServerDraining("the server is about to restart; try again later")
        visit = _Visit()
        self._attendance.enter(visit)
        try:
            return await self._detect(request)
        except asyncio.CancelledError:
            if not visit.sent_away:
                raise
            visit.stay_for_the_answer()
            raise ServerRestarting("the server is going down") from None
        finally:
            self._attendance.depart(visit)

    async def _detect(self, request: Request) -> Response:
        try:
            # Taken before a byte is read: what is uploaded lies in memory until it is answered.
            with self._desk.place():
                upload = await read_upload(request, self._limits.most_bytes)
                found = await unless_gone(self._desk.examine(upload.recording, upload.expected), request.receive)
        except DetectorBusy:
            await discard_body(request, most_bytes=self._limits.most_bytes, within_s=DISCARD_WITHIN_S)
            raise
        return JSONResponse(found, headers={"Cache-Control": "no-store"})
