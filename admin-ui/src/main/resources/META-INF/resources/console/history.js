// Statements that were run in this browser, newest first. Only this browser keeps them; bounded by number and by length.
(() => {
  const KEY = 'tn-sql-history';
  const MOST = 200;
  const MOST_STARRED = 100;
  const MOST_CHARACTERS = 20000;
  const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

  function read() {
    try {
      const list = JSON.parse(localStorage.getItem(KEY) ?? '[]');
      return Array.isArray(list) ? list : [];
    } catch { return []; }
  }

  function write(list) {
    let plain = 0;
    let starred = 0;
    const kept = list.filter((entry) => entry.star ? ++starred <= MOST_STARRED : ++plain <= MOST);
    try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* full or private */ }
    return kept;
  }

  window.tnHistory = {
    add(sql, millis, rows, good) {
      if (sql.length > MOST_CHARACTERS) return;
      const list = read();
      const star = list.some((entry) => entry.sql === sql && entry.star);
      write([{ sql, at: Date.now(), millis, rows, good, star }, ...list.filter((entry) => entry.sql !== sql)]);
    },
  };

  class History extends HTMLElement {
    connectedCallback() {
      if (this.firstChild) return;
      this.innerHTML = '<div class="tools"><input type="search" placeholder="Search" aria-label="Search the history">'
        + '<button type="button" class="plain clear">Clear all without a star</button></div><ol></ol><p role="status"></p>';
      [this.search, this.list, this.status] = ['input', 'ol', 'p'].map((name) => this.querySelector(name));
      this.search.addEventListener('input', () => this.draw());
      this.querySelector('.clear').addEventListener('click', (event) => this.clear(event.target));
      this.list.addEventListener('click', (event) => this.act(event.target.closest('button')));
      this.draw();
      setTimeout(() => this.search.focus(), 100);
    }

    draw() {
      const wanted = this.search.value.trim().toLowerCase();
      this.entries = read();
      const shown = this.entries.filter((entry) => entry.sql.toLowerCase().includes(wanted));
      this.list.innerHTML = shown.map((entry) => {
        const index = this.entries.indexOf(entry);
        const outcome = entry.good ? `${entry.rows.toLocaleString('en-US')} rows · ${entry.millis < 10 ? entry.millis.toFixed(1) : Math.round(entry.millis)} ms` : 'refused';
        return `<li><pre>${escape(entry.sql)}</pre><div class="line"><span><tn-time us="${Math.round(entry.at * 1000)}"></tn-time> · ${outcome}</span>`
          + `<button type="button" class="plain" data-act="run" data-index="${index}">Run again</button>`
          + `<button type="button" class="plain" data-act="open" data-index="${index}">Open</button>`
          + `<button type="button" class="plain" data-act="star" data-index="${index}" aria-pressed="${Boolean(entry.star)}">${entry.star ? '★ Starred' : '☆ Star'}</button>`
          + `<button type="button" class="plain" data-act="drop" data-index="${index}" aria-label="Remove from the history">Remove</button></div></li>`;
      }).join('');
      this.status.textContent = this.entries.length === 0 ? 'Nothing was run in this browser yet.'
        : shown.length === 0 ? 'No statement has this text.' : `${shown.length} of ${this.entries.length} statements`;
    }

    act(button) {
      if (!button) return;
      const index = Number(button.dataset.index);
      const entry = this.entries[index];
      const act = button.dataset.act;
      if (act === 'run' || act === 'open') {
        this.dispatchEvent(new CustomEvent('tn-take', { detail: { sql: entry.sql, run: act === 'run' } }));
        return;
      }
      if (act === 'star') entry.star = !entry.star;
      else this.entries.splice(index, 1);
      write(this.entries);
      this.draw();
      this.list.querySelector(`[data-act="${act}"][data-index="${Math.min(index, this.entries.length - 1)}"]`)?.focus();
    }

    // Can be taken back until the dialog closes.
    clear(button) {
      if (this.before) {
        write(this.before);
        this.before = null;
      } else {
        this.before = read();
        write(this.before.filter((entry) => entry.star));
      }
      button.textContent = this.before ? 'Bring back' : 'Clear all without a star';
      this.draw();
    }
  }
  customElements.define('tn-history', History);
})();
