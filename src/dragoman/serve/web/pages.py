"""The routers of all pages, in the order of the navigation."""

from fastapi import APIRouter

from dragoman.serve.web import (
    brief,
    codebook,
    contradictions,
    evidence,
    inbox,
    incidents,
    positions,
    process,
    records,
    review,
    signing,
    sources,
)

ROUTERS: tuple[APIRouter, ...] = (
    inbox.router,
    evidence.router,
    records.router,
    review.router,
    process.router,
    positions.router,
    incidents.router,
    contradictions.router,
    brief.router,
    sources.router,
    codebook.router,
    signing.router,
)
