from client.conftest import serving

__all__ = ["serving"]
