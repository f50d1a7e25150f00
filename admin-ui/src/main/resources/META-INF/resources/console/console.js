// Small elements and the keyboard of the console. No dependency; loaded once with the frame.
(() => {
  const store = {
    read: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    write: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode */ } },
  };

  // --- time -------------------------------------------------------------------------------------------------------
  const zone = () => store.read('tn-zone') || 'UTC';
  const pad = (n, width) => String(n).padStart(width, '0');

  function absolute(us) {
    const ms = us / 1000n - (us % 1000n < 0n ? 1n : 0n);
    const fraction = pad(((us % 1000000n) + 1000000n) % 1000000n, 6);
    const date = new Date(Number(ms));
    if (zone() === 'UTC') {
      return date.toISOString().slice(0, 19).replace('T', ' ') + '.' + fraction + ' UTC';
    }
    const offset = -date.getTimezoneOffset();
    const local = new Date(date.getTime() + offset * 60000).toISOString().slice(0, 19).replace('T', ' ');
    const sign = offset < 0 ? '-' : '+';
    return `${local}.${fraction} ${sign}${pad(Math.floor(Math.abs(offset) / 60), 2)}:${pad(Math.abs(offset) % 60, 2)}`;
  }

  function relative(us) {
    const seconds = (Date.now() * 1000 - Number(us)) / 1e6;
    const size = Math.abs(seconds);
    const [value, unit] = size < 60 ? [size, 's'] : size < 3600 ? [size / 60, 'min'] : size < 86400 ? [size / 3600, 'h']
      : size < 86400 * 365 ? [size / 86400, 'd'] : [size / (86400 * 365.25), 'y'];
    if (size < 1) return 'now';
    const number = unit === 'y' ? value.toFixed(1) : String(Math.floor(value));
    return seconds < 0 ? `in ${number} ${unit}` : `${number} ${unit} ago`;
  }

  const times = new Set();
  class Time extends HTMLElement {
    static observedAttributes = ['us'];
    connectedCallback() { times.add(this); this.paint(); }
    disconnectedCallback() { times.delete(this); }
    attributeChangedCallback() { this.changed = performance.now(); this.paint(); }
    paint() {
      const us = this.getAttribute('us');
      if (!us || !/^-?\d+$/.test(us)) {
        if (this.isConnected) { this.textContent = '–'; this.title = 'The server does not know this time.'; }
        return;
      }
      const text = relative(BigInt(us));
      if (this.textContent !== text) this.textContent = text;
      const title = absolute(BigInt(us));
      if (this.title !== title) { this.title = title; this.setAttribute('aria-label', `${text}, ${title}`); }
    }
  }
  customElements.define('tn-time', Time);
  // A live figure whose moment does not move any more, for whatever reason, is greyed out here: the server may be gone.
  const STOPPED_MILLIS = 6000;
  let shownSince = performance.now();
  document.addEventListener('visibilitychange', () => { shownSince = performance.now(); });
  setInterval(() => {
    if (document.hidden) return;
    times.forEach((time) => time.paint());
    const live = [...times].filter((time) => time.hasAttribute('data-live'));
    const stopped = live.some((time) => performance.now() - Math.max(time.changed ?? 0, shownSince) > STOPPED_MILLIS);
    document.documentElement.classList.toggle('tn-stopped', stopped);
  }, 1000);

  class Elapsed extends HTMLElement {
    connectedCallback() {
      const start = performance.now();
      const tick = () => { this.textContent = `running, ${((performance.now() - start) / 1000).toFixed(1)} s`; };
      tick();
      this.timer = setInterval(tick, 100);
    }
    disconnectedCallback() { clearInterval(this.timer); }
  }
  customElements.define('tn-elapsed', Elapsed);

  // --- switches ---------------------------------------------------------------------------------------------------
  class Switch extends HTMLElement {
    connectedCallback() {
      if (!this.firstChild) {
        this.button = document.createElement('button');
        this.button.type = 'button';
        this.button.className = 'plain';
        this.button.addEventListener('click', () => { this.next(); this.paint(); });
        this.append(this.button);
      }
      this.paint();
    }
  }

  class ThemeSwitch extends Switch {
    next() {
      const order = ['system', 'light', 'dark'];
      const now = store.read('tn-theme') || 'system';
      const next = order[(order.indexOf(now) + 1) % order.length];
      store.write('tn-theme', next);
      if (next === 'system') delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = next;
      window.dispatchEvent(new Event('tn-theme'));
    }
    paint() {
      const now = store.read('tn-theme') || 'system';
      this.button.textContent = { system: 'System theme', light: 'Light theme', dark: 'Dark theme' }[now];
      this.button.title = 'Follow the system, light or dark';
    }
  }
  customElements.define('tn-theme', ThemeSwitch);

  class ZoneSwitch extends Switch {
    next() {
      store.write('tn-zone', zone() === 'UTC' ? 'local' : 'UTC');
      times.forEach((time) => time.paint());
    }
    paint() {
      this.button.textContent = zone() === 'UTC' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
      this.button.title = 'Time zone of absolute times';
    }
  }
  customElements.define('tn-zone', ZoneSwitch);

  // --- copy -------------------------------------------------------------------------------------------------------
  class Copy extends HTMLElement {
    connectedCallback() {
      if (this.firstChild) return;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'plain';
      const label = this.getAttribute('label') ?? 'Copy';
      button.textContent = label;
      button.addEventListener('click', async () => {
        const text = this.hasAttribute('from') ? this.parentElement.parentElement.querySelector(this.getAttribute('from')).link() : this.text || '';
        button.textContent = text === '' ? 'Too long for a link' : await write(text) ? 'Copied' : 'Select and copy by hand';
        setTimeout(() => { button.textContent = label; }, 1500);
      });
      this.append(button);
    }
  }
  async function write(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand('copy');
      area.remove();
      return done;
    }
  }
  customElements.define('tn-copy', Copy);

  // --- keyboard ---------------------------------------------------------------------------------------------------
  const places = { h: '', s: 'sql', e: 'explorer', a: 'audit', t: 'tables', c: 'schemas', k: 'keys', n: 'tenants', i: 'settings' };
  let pending = 0;
  const typing = (event) => {
    const at = event.composedPath()[0];
    return at instanceof Element && (at.matches('input, textarea, select') || at.isContentEditable);
  };
  // Alt with a letter presses the button that names it; Alt with a digit chooses a tab. By place on the keyboard: Alt changes letters on some.
  function alt(event) {
    const digit = /^Digit([1-9])$/.exec(event.code);
    const target = digit ? document.querySelectorAll('.tab-bar vaadin-tab')[digit[1] - 1]
      : [...document.querySelectorAll(`[data-alt="${event.code}"]`)].find((button) => button.offsetParent && !button.disabled);
    if (target) {
      event.preventDefault();
      target.click();
    }
  }
  document.addEventListener('keydown', (event) => {
    const frame = document.querySelector('[data-console]');
    if (!frame || event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      if (!document.querySelector('vaadin-dialog[opened]')) alt(event);
      return;
    }
    if (event.key === 'Escape') {
      const editor = document.querySelector('.statement-tab:not([hidden]) tn-editor');
      const cancel = document.querySelector('[data-cancel]');
      if (cancel?.offsetParent) cancel.click();
      else if (editor && editor.parentElement.querySelector('tn-elapsed')) editor.dispatchEvent(new CustomEvent('tn-cancel'));
      else if (editor?.contains(document.activeElement)) document.activeElement.blur();
      return;
    }
    if (typing(event) || document.querySelector('vaadin-dialog[opened]')) return;
    if (event.key === '?') {
      frame.$server.openShortcuts();
    } else if (event.key === '/') {
      const search = document.querySelector('.statement-tab:not([hidden]) tn-editor, [data-search]');
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === 'g') {
      pending = event.timeStamp;
      return;
    } else if (pending && event.timeStamp - pending < 1500 && event.key in places) {
      frame.$server.go(places[event.key]);
    }
    pending = 0;
  });
})();
