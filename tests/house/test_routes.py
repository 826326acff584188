"""Every address says who may call it and who may frame it."""

from tourism.web.security import Policy


def test_every_route_declares_its_policy(app):
    views = {rule.rule: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}

    silent = [rule for rule, view in views.items() if not isinstance(getattr(view, "policy", None), Policy)]

    assert views
    assert silent == []


def test_only_embeds_may_be_framed(app):
    framed = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "policy", Policy("nobody")).framed
    ]

    assert [rule for rule in framed if not rule.startswith("/embed/")] == []
