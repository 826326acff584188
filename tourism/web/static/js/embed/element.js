/** <loi-que-tour src="…">: a tour or a place of the guide that sent this file, in a frame as tall as what is in it. */
(() => {
  const script = document.currentScript;
  const home = script instanceof HTMLScriptElement ? new URL(script.src).origin : '';
  const page = /^\/(?:embed|([A-Za-z-]+))\/(sites|tours)\/(\w{8})(?:\/[^/]*(?:\/(\d+))?)?\/?$/;
  const options = ['lang', 'theme', 'primary', 'secondary', 'start', 'compact', 'partner', 'dnt'];
  const flags = ['compact', 'dnt'];

  class LoiQueTour extends HTMLElement {
    static observedAttributes = ['src', 'height', ...options];
    /** @type {HTMLIFrameElement | null} */
    frame = null;

    connectedCallback() {
      this.style.display = 'block';
      addEventListener('message', this);
      this.show();
    }

    disconnectedCallback() {
      removeEventListener('message', this);
    }

    attributeChangedCallback() {
      if (this.frame) this.show();
    }

    /** @returns {string | null} where the frame leads: to this guide, or nowhere */
    address() {
      const asked = new URL(this.getAttribute('src') ?? '', home);
      const [, lang, kind, id, start] = (asked.origin === home && page.exec(asked.pathname)) || [];
      if (!id) return null;
      const query = new URLSearchParams(asked.search);
      if (lang) query.set('lang', lang);
      if (start) query.set('start', start);
      for (const name of options) {
        const value = this.getAttribute(name);
        if (value !== null) query.set(name === 'partner' ? 'p' : name, flags.includes(name) ? '1' : value);
      }
      return `${home}/embed/${kind}/${id}?${query}`;
    }

    show() {
      const address = this.address();
      if (!address) return;
      this.frame ??= this.querySelector('iframe') ?? document.createElement('iframe');
      const { frame } = this;
      const height = Number(this.getAttribute('height')) || frame.offsetHeight || 480;
      Object.assign(frame.style, { display: 'block', width: '100%', height: `${height}px`, border: '0' });
      frame.title = this.textContent?.trim() || 'Lời Quê';
      if (frame.src !== address) frame.src = address;
      if (!frame.isConnected) this.append(frame);
      // One that stood here before this script did has told its height to nobody.
      frame.contentWindow?.postMessage({ message: 'ready' }, '*');
    }

    /** @param {MessageEvent} event */
    handleEvent({ source, origin, data }) {
      if (!this.frame || source !== this.frame.contentWindow || origin !== home || data?.loiQue !== 'height') return;
      // The frame is there: the link that stood for it may go.
      for (const each of this.children) if (each !== this.frame && each instanceof HTMLElement) each.hidden = true;
      const height = Number(data.height);
      const asked = this.getAttribute('height') ?? 'auto';
      if (height && asked === 'auto') this.frame.style.height = `${Math.min(Math.max(height, 120), 8000)}px`;
    }
  }

  if (home && !customElements.get('loi-que-tour')) customElements.define('loi-que-tour', LoiQueTour);
})();
