"""The desk over HTTP: the API under ``/api/v1``, who may do what, and what every answer carries."""
