"""Hypothesis without deadlines: the machines that run this are shared, and a slow example is no fault."""

from hypothesis import HealthCheck, settings

settings.register_profile("dragoman", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dragoman")
