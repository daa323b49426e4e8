"""The pages of the desk: one module a page, drawn by the server from what the archive says.

A page is a module of its own with ``router``, listed in ``pages.py``, whose routes lie at and below the address of its
name. It holds pure functions from records to what its
template shows, and a thin route::

    router = APIRouter(dependencies=[may("read")])

    @router.get("/sources")
    def sources(request: Request, desk: DeskOf) -> Response:
        return render(request, "sources.html", lines=lines_of(desk.archive.documents()))

What only a coder may do adds ``dependencies=[may("judge")]`` to its route and takes ``user: SignedIn``. Templates
extend ``layout.html`` and import ``macros.html``; nothing is ever marked as safe. A page's own style and script are
files in ``static/`` of the page's name, linked in the blocks ``styles`` and ``scripts``: no other style or script runs.
"""
