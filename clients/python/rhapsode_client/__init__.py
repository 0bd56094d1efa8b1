"""The Python client and the `rhapsode` command line. Needs websockets and orjson, nothing else."""
