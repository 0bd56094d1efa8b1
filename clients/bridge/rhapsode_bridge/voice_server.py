"""Which server speaks, for the plugins of frameworks: what their user says, else the environment, else this machine."""

from __future__ import annotations

import os

from rhapsode_client.address import DEFAULT_URL, parse_address
from rhapsode_client.authorization import authorization
from rhapsode_client.server_options import KEY_VARIABLE, URL_VARIABLE
from rhapsode_protocol.messages import Settings


def context_options(options: Settings) -> Settings:
    """What contexts are asked for beside the plugin's own settings.

    Raises:
        ValueError: ``options`` names a format. Both frameworks hear 16-bit samples, at a rate of their own.
    """
    if options.output_format is not None:
        raise ValueError("options.output_format is not taken: sound comes as 16-bit PCM; its rate is sample_rate")
    return options


def voice_server(url: str | None = None, api_key: str | None = None) -> tuple[str, str | None]:
    """Address and key: as given, else ``RHAPSODE_URL`` and ``RHAPSODE_API_KEY``, else the default and none.

    Raises:
        InvalidAddress: the address cannot be read.
        InvalidKey: the key cannot be sent.
    """
    chosen_url = url or os.environ.get(URL_VARIABLE) or DEFAULT_URL
    chosen_key = api_key or os.environ.get(KEY_VARIABLE) or None
    # Read now, so that a mistake is told where it was made and not with the first word of a call.
    parse_address(chosen_url)
    authorization(chosen_key)
    return chosen_url, chosen_key
