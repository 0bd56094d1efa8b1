"""The pure state machine of one connection: messages in, effects out, time as an argument."""
