"""The pure state machine of one connection: messages in, effects out, time as an argument."""

from rhapsode_server.session.effects import Abort, Close, Effect, ForgetStream, OpenStream, Send, Synthesize, TurnEnded
from rhapsode_server.session.limits import Limits
from rhapsode_server.session.multi import MultiSession
from rhapsode_server.session.one_shot import OneShotSession
from rhapsode_server.session.session import Session
from rhapsode_server.session.stream import StreamSession

__all__ = [
    "Abort",
    "Close",
    "Effect",
    "ForgetStream",
    "Limits",
    "MultiSession",
    "OneShotSession",
    "OpenStream",
    "Send",
    "Session",
    "StreamSession",
    "Synthesize",
    "TurnEnded",
]
