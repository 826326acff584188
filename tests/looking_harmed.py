"""Opens pages made of payloads in Chromium and counts what ran, what the page's policy stopped, who else was called."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Dialog, Page

# Runs before anything of the page: whatever succeeds calls harm(), whatever tries is reported by the policy.
WATCH = """
window.harmed = [];
window.harm = () => window.harmed.push(location.href);
for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = window.harm;
document.addEventListener('securitypolicyviolation', (event) =>
  window.harmed.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
# What a finger and a keyboard would set off.
TOUCH = """() => {
  for (const each of document.querySelectorAll('main *')) {
    for (const kind of ['mouseover', 'pointerenter', 'focus', 'wheel', 'copy', 'paste', 'toggle', 'auxclick']) {
      each.dispatchEvent(new Event(kind, { bubbles: false }));
    }
  }
  for (const each of document.querySelectorAll('a[href^="javascript" i], a[href^="data" i]')) each.click();
  return window.harmed;
}"""


@dataclass(slots=True)
class Harm:
    """What was seen; each line names its page."""

    pages: int = 0
    ran: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def look(browser: Browser, base: str, paths: Iterable[str], cookie: str = "") -> Harm:
    """Opens every path of the guide at `base`, signed in where there is a cookie."""
    harm = Harm()
    with browser.new_context(locale="vi-VN", viewport={"width": 360, "height": 740}) as context:
        if cookie:
            context.add_cookies([{"name": "desk", "value": cookie, "url": base}])
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on("dialog", lambda dialog: _dismissed(dialog, harm, page))
        page.on("request", lambda request: harm.foreign.append(request.url) if _is_foreign(request.url, base) else None)
        for path in paths:
            answer = page.goto(base + path, wait_until="load")
            harm.pages += 1
            if answer is None or answer.status >= 400:
                harm.broken.append(path)
            harm.ran += [f"{path}: {each}" for each in page.evaluate(TOUCH)]
    return harm


def _dismissed(dialog: Dialog, harm: Harm, page: Page) -> None:
    harm.ran.append(f"dialog: {page.url}")
    dialog.dismiss()


def _is_foreign(url: str, base: str) -> bool:
    return not url.startswith((base, "blob:", "data:image/"))
