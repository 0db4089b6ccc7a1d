"""Proofs of mails that leave quickly one after another are kept together, a moment later."""

from time import perf_counter

import structlog

from minnelijk.records.actions import proofs, sending
from minnelijk.records.actions.outbox import AT_ONCE
from minnelijk.records.actions.proofs import Left

log = structlog.get_logger()

SECONDS = 0.5
"""What left in this time and is not yet kept is unclear when the machine dies: a few mails of a
server elsewhere, never a heap."""

MOST = 50


class Keeping:
    """Collects what a server took; `lost` counts what could not be kept, which is then unclear."""

    def __init__(self) -> None:
        self.lost = 0
        self._waiting: list[Left] = []
        self._since = 0.0

    def add(self, one: Left) -> None:
        """Keep the proof of one mail now, or with the next ones."""
        if one.message.purpose in AT_ONCE:
            self._alone(one)
            return
        if not self._waiting:
            self._since = perf_counter()
        self._waiting.append(one)
        if len(self._waiting) >= MOST or perf_counter() - self._since >= SECONDS:
            self.flush()

    def flush(self) -> None:
        """Keep all that was collected; where that fails, each for itself."""
        mails, self._waiting = self._waiting, []
        if not mails:
            return
        try:
            proofs.keep_together(mails, mails[-1].at)
        except Exception as problem:
            log.warning("proofs are kept one by one", error=type(problem).__name__)
            for one in mails:
                self._alone(one)

    def _alone(self, one: Left) -> None:
        about = one.message.id, one.content, one.mail_id, one.answer, one.at
        try:
            sending.sent(*about, talk=one.talk)
        except Exception as problem:
            # It left, and its row still says that it is on its way: the sweep calls it unclear.
            log.error("proof not kept", message=one.message.id, error=type(problem).__name__)
            self.lost += 1
