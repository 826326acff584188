"""The one place where the web's parts are joined."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from flask_babel import Babel, get_locale
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from tourism.backends import Backends
from tourism.communes import queries as communes
from tourism.errors import Invalid, TourismError
from tourism.language import catalog
from tourism.web import closings, errors, security
from tourism.web.api import blueprint as api
from tourism.web.assets import Assets
from tourism.web.converters import LanguageTag, Number, PublicId, Slug
from tourism.web.counts import blueprint as counts
from tourism.web.edition import FinishedPages
from tourism.web.embed import blueprint as embed
from tourism.web.embed.gone import embed_error_page
from tourism.web.filters import FILTERS
from tourism.web.links import Links
from tourism.web.media import Media, Static
from tourism.web.ogc import blueprint as ogc
from tourism.web.page import page_for
from tourism.web.request import VIETNAM, wanted
from tourism.web.studio import blueprint as studio
from tourism.web.studio import signin
from tourism.web.studio.field_names import field_name
from tourism.web.studio.trouble import studio_error_page, studio_sentence
from tourism.web.visitor import blueprint as visitor
from tourism.web.visitor.wrong_turn import error_page

TRANSLATIONS = Path(__file__).parent.parent / "translations"
BODY_MAX = 64 * 1024


def create_app(backends: Backends) -> Flask:
    """The guide as a Flask application; raises Invalid for a language without a catalog."""
    config = backends.config
    _refuse_languages_without_catalog(config.page_languages)
    app = Flask("tourism.web", static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret_key or None,
        TRUSTED_HOSTS=config.answered_hosts,
        MAX_CONTENT_LENGTH=BODY_MAX,
        # The desk has a catalog of its own; what both have is said in the visitors' words (the last one counts).
        BABEL_TRANSLATION_DIRECTORIES=f"{TRANSLATIONS};{TRANSLATIONS}",
        BABEL_DOMAIN="studio;messages",
        BABEL_DEFAULT_LOCALE="en",
    )
    app.extensions["tourism"] = backends
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update({**FILTERS, **closings.FILTERS}, field_name=field_name)
    Babel(app, locale_selector=lambda: catalog(wanted()))
    assets = Assets.of()
    security.guard(app, config)
    errors.install(app, _error_page, studio_sentence)
    app.url_map.converters.update(language=LanguageTag, id=PublicId, slug=Slug, int=Number)
    app.register_blueprint(visitor)
    app.register_blueprint(api)
    app.register_blueprint(embed)
    app.register_blueprint(counts)
    app.register_blueprint(ogc)
    app.register_blueprint(studio)
    signin.install(app)
    # After the blueprints, whose own hook takes the language from the address.
    _prepare_requests(app, config.public_base_url, config.page_languages, assets)
    if config.trusted_proxies:
        # The address of who asks; host and scheme are the configured ones, whatever a proxy says.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.trusted_proxies, x_proto=0)  # type: ignore[method-assign]
    app.wsgi_app = _in_front(app.wsgi_app, backends, assets)  # type: ignore[method-assign]
    return app


def _error_page(status: int, sentence: str, error: TourismError | None) -> str:
    if request.path.startswith("/embed/"):
        return embed_error_page(status, sentence, error)
    page = studio_error_page if errors.is_at_desk(request.path) else error_page
    return page(status, sentence, error)


def _prepare_requests(app: Flask, base: str, languages: tuple[str, ...], assets: Assets) -> None:
    @app.before_request
    def _links() -> None:
        g.page_languages = languages
        g.links = Links(base, wanted(), assets, request.path)

    @app.context_processor
    def _globals() -> dict[str, Any]:
        page = g.get("page") or page_for(g.links, languages)
        return {"page": page, "link": g.links, "interface_language": str(get_locale()).replace("_", "-")}


def _in_front(inner: Callable[..., Any], backends: Backends, assets: Assets) -> Callable[..., Any]:
    """Layers that answer before Flask: static files, blobs, finished pages."""
    config = backends.config

    def edition() -> int:
        with backends.sessions.reading() as session:
            return communes.edition(session)

    pages = FinishedPages(
        inner,
        edition=edition,
        day=lambda: backends.clock().astimezone(VIETNAM).date().isoformat(),
        host=config.host,
        languages=config.page_languages,
        budget_bytes=config.page_cache_mb * 1_000_000,
    )
    return Static(Media(pages, backends.blobs, config.accel_prefix), assets.build)


def _refuse_languages_without_catalog(languages: tuple[str, ...]) -> None:
    for tag in languages:
        if not (TRANSLATIONS / catalog(tag) / "LC_MESSAGES" / "messages.po").is_file():
            raise Invalid(
                "bad-setting",
                sentence=f"TOURISM_LANGUAGES names {tag}, which has no catalog in translations/.",
            )
