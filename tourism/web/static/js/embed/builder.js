/** The builder shows what is chosen at once, and copies a snippet by one tap; without it the form does the same. */

const form = document.querySelector('form[data-builder]');

/** @param {HTMLFormElement} chosen */
async function show(chosen) {
  const fields = [...new FormData(chosen)].map(([name, value]) => [name, String(value)]);
  const address = `${chosen.action.split('?')[0]}?${new URLSearchParams(fields)}`;
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
  const [made, anew] = [document, page].map((each) => each.querySelector('[data-made]'));
  const fresh = page.querySelector('form[data-builder]');
  if (!made || !anew || !fresh) return;
  const { id } = document.activeElement ?? { id: '' };
  made.replaceWith(anew);
  chosen.replaceChildren(...fresh.childNodes);
  document.getElementById(id)?.focus();
  history.replaceState(null, '', address);
}

form?.addEventListener('change', () => {
  if (form instanceof HTMLFormElement) show(form);
});
document.addEventListener('click', async ({ target }) => {
  const button = target instanceof Element ? target.closest('button[data-copy]') : null;
  const text = button?.parentElement?.querySelector('textarea');
  if (!(button instanceof HTMLElement) || !text) return;
  text.select();
  await navigator.clipboard?.writeText(text.value);
  button.textContent = button.dataset['wordsDone'] ?? '';
});

export {};
