"""Reads one message of a list, whatever program wrote it: who speaks, what is said, and why it may be no turn at all.

Known by their keys: Telegram, Slack, Discord, Teams (Microsoft Graph), Intercom, Zendesk, OpenAI's and ShareGPT's
messages, and objects with any of the usual names for speaker and text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from helpers.own_data.exports.conversation import UNKNOWN, Conversation, Turn, conversation
from helpers.own_data.exports.markup import discord_text, html_text, is_html, slack_text
from helpers.own_data.exports.stamps import moment

SPEAKER_KEYS = (
    *("speaker", "sender", "author", "role", "from", "name", "username", "user_profile", "user", "participant", "who"),
    *("display_name", "displayname", "author_name", "sender_name", "from_name", "nickname", "talker", "author_id"),
    *("sender_id", "user_id", "from_id", "actor"),
)
TEXT_KEYS = (
    *("plain_body", "plaintext", "plain_text", "text", "content", "message", "utterance", "body", "value", "msg"),
    *("line", "comment", "html_body", "caption", "parts"),
)
TIME_KEYS = (
    "date",
    "timestamp",
    "created_at",
    "createdat",
    "createddatetime",
    "created",
    "time",
    "ts",
    "sent_at",
    "datetime",
)
_NAME_KEYS = (
    *("nickname", "global_name", "display_name", "displayname", "name", "real_name", "full_name", "username", "user"),
    *("application", "bot", "email", "type", "role", "id"),
)
_INNER_KEYS = ("text", "content", "body", "value", "parts", "plain_text")
_MEDIA_KEYS = (
    *("tool_calls", "function_call", "files", "file", "attachments", "photo", "media_type", "media", "images", "image"),
    *("stickers", "sticker_emoji", "sticker", "voice", "audio", "video", "location_information", "contact_information"),
    *("embeds", "poll"),
)
_NO_SPEAKERS = {"system", "tool", "developer", "function", "observation", "function_call", "tool_calls", "ipython"}
_SERVICE_TYPES = {"service", "system", "event", "notification", "info"}
_SLACK_KEPT = {"bot_message", "thread_broadcast", "me_message", "file_share", "file_comment", "reply_broadcast"}
_DISCORD_KEPT = {"Default", "Reply", "ThreadStarterMessage", "ChatInputCommand", "ContextMenuCommand", "0", "19"}


def plain_text(value: Any) -> str | None:
    """A simple value as a spreadsheet shows it: ``5``, ``10:30``, ``TRUE``; None for lists, objects and nothing.

    >>> plain_text(5.0), plain_text(True), plain_text(time(10, 30))
    ('5', 'TRUE', '10:30')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return None if math.isnan(value) else str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M" + (":%S" if value.second else ""))
    if isinstance(value, time):
        return value.strftime("%H:%M" + (":%S" if value.second else ""))
    return value.isoformat() if isinstance(value, date) else None


def is_message(value: Any) -> bool:
    """Whether an object is one message of a talk: it has a text of its own, or a speaker, and no list of messages."""
    if not isinstance(value, dict):
        return False
    keys = {str(key).lower() for key in value}
    if "summary" in keys or any(_is_talk(part) for part in value.values()):
        return False
    return bool(keys & set(TEXT_KEYS)) and (bool(keys & set(SPEAKER_KEYS)) or bool(keys & {"type", "role"}))


def _is_talk(value: Any) -> bool:
    return isinstance(value, list) and any(
        isinstance(one, dict) and {"type", "text"} != set(one) and is_message(one) for one in value[:5]
    )


def read_turns(values: Iterable[Any]) -> Conversation:
    """The talk that a list of messages makes; what is no turn is noted, and the others are kept."""
    return conversation(value if isinstance(value, Turn) else read_message(value) for value in values)


def read_message(value: Any) -> Turn:
    """Read a message: an object, a pair of speaker and text, or a text. What it cannot read it leaves out."""
    if isinstance(value, Mapping):
        return _from_object({str(key).lower(): part for key, part in value.items()})
    if isinstance(value, list | tuple) and len(value) == 2:
        speaker, text = (plain_text(part) for part in value)
        if text is not None:
            return _turn(" ".join((speaker or "").split()), text)
    text = plain_text(value)
    if text is None:
        what = "no value" if value is None else f"a value of type {type(value).__name__}"
        return Turn("", str(value)[:80], left_out=f"no message: {what}, left out")
    return _turn("", text)


def _turn(speaker: str, text: str, when: datetime | None = None, media: str = "", lost: str = "") -> Turn:
    text = clean(text)
    if text:
        return Turn(speaker, text, when, lost=lost)
    if media:
        return Turn(speaker, media, when, left_out="a message without text: media or a call of a tool, left out")
    return Turn(speaker, "", when, left_out="an empty message: left out")


def clean(text: str) -> str:
    """A text without halves of characters, and its spaces folded."""
    return " ".join(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").split())


def _from_object(message: dict[str, Any]) -> Turn:
    when = next((found for key in TIME_KEYS if (found := moment(message.get(key)))), None)
    speaker, lost = _speaker(message)
    text = _text(message)
    if why := _service(message, speaker):
        return Turn(speaker, clean(text) or why, when, left_out=f"no turn of the talk: {why}, left out")
    media = next((key for key in _MEDIA_KEYS if message.get(key)), "")
    return _turn(speaker, text, when, media, lost)


def _service(message: dict[str, Any], speaker: str) -> str:
    """What kind of note of the program a message is; nothing for a turn of somebody."""
    kind, subtype = message.get("type"), message.get("subtype")
    if isinstance(kind, str) and kind.lower() in _SERVICE_TYPES and "content" not in message:
        return f"a service message ({message.get('action') or kind})"
    if isinstance(subtype, str) and subtype not in _SLACK_KEPT and ("ts" in message or kind == "message"):
        return f"a service message ({subtype})"
    if isinstance(kind, str) and kind[:1].isupper() and "author" in message and kind not in _DISCORD_KEPT:
        return f"a service message ({kind})"
    if str(message.get("messagetype", "message")).lower() not in ("message", "text", "richtext/html"):
        return f"a service message ({message['messagetype']})"
    if speaker.lower() in _NO_SPEAKERS and ("role" in message or "from" in message or "content" in message):
        return f"a message of role {speaker}"
    return ""


def _speaker(message: dict[str, Any]) -> tuple[str, str]:
    """(who speaks, what is lost): a key for the speaker with nothing in it means that the export lost the name."""
    empty = ""
    for key in SPEAKER_KEYS:
        if key in message:
            name = _name(message[key])
            if name:
                return name, ""
            empty = empty or key
    if empty:
        return UNKNOWN, f"a lost speaker: {empty!r} names nobody, as of a deleted account; the turn is {UNKNOWN}'s"
    return "", ""


def _name(value: Any) -> str:
    """The name in a speaker's value: a text, a number, or an object around one."""
    if isinstance(value, Mapping):
        lower = {str(key).lower(): part for key, part in value.items()}
        return next((name for key in _NAME_KEYS if (name := _name(lower.get(key)))), "")
    return " ".join(clean(plain_text(value) or "").replace(":", " ").split())[:60]


def _text(message: dict[str, Any]) -> str:
    """The text of a message, without markup."""
    for key in TEXT_KEYS:
        if key in message and (text := _flat(message[key])):
            if is_html(text) or key == "html_body" or _says_html(message[key]):
                return html_text(text)
            if "author" in message:
                text = discord_text(text)
            slack = "ts" in message or message.get("type") == "message" or re.search(r"<[@#!][UWCBS]\w+[|>]", text)
            return slack_text(text) if slack else text
    return ""


def _says_html(value: Any) -> bool:
    return isinstance(value, Mapping) and str(value.get("contentType", "")).lower() == "html"


def _flat(value: Any, depth: int = 0) -> str:
    """The text in a value: a text or number, parts one after the other, or the text of an object."""
    if isinstance(value, list) and depth < 4:
        parts = [_flat(part, depth + 1) for part in value]
        gap = "" if any(isinstance(part, str) for part in value) else " "
        return gap.join(part for part in parts if part)
    if isinstance(value, Mapping) and depth < 4:
        return next((text for key in _INNER_KEYS if key in value and (text := _flat(value[key], depth + 1))), "")
    return plain_text(value) or ""
