"""The only place with sockets: carries frames in and effects out."""
