"""Photos of a chat are fetched before their messages are read, outside of any transaction, kept sealed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from garda.cases import sealing
from garda.notices import whatsapp
from garda.notices.models import Attachment, Message

PAUSES = (1, 5, 30, 120, 360)  # minutes until a message is taken up again after a trouble


class Photos:
    """Fetches what came with messages; once the other side is away, the rest is spared this round."""

    def __init__(self, at: datetime) -> None:
        self.at, self.away = at, False
        self.line: whatsapp.Line | None = None

    def fetch(self, contact_id: int) -> None:
        """The photos of this contact's waiting messages; those that cannot be had yet wait on."""
        wanted = Attachment.objects.filter(message__contact_id=contact_id, message__state=Message.NEW)
        missing = wanted.filter(message__next_try_at__lte=self.at).exclude(outside_id="")
        for one in missing.select_related("message").order_by("pk"):
            self._fetch(one)

    def _fetch(self, one: Attachment) -> None:
        later = Message.objects.filter(pk=one.message_id)
        if self.away:
            later.update(next_try_at=self.at + timedelta(minutes=1))
            return
        self.line = self.line or whatsapp.Line()
        try:
            content = self.line.photo(one.outside_id)
        except whatsapp.Trouble as trouble:
            self.away = trouble.away
            if trouble.again and one.message.tries < len(PAUSES):
                pause = timedelta(minutes=PAUSES[one.message.tries])
                later.update(next_try_at=self.at + pause, tries=F("tries") + 1)
            else:
                one.delete()
                later.update(why="no-photo")
        else:
            Attachment.objects.filter(pk=one.pk).update(sealed=sealing.seal_bytes(content), outside_id="")
