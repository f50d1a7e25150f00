// A plain text area for SQL: line numbers, highlighted words behind transparent text, a mark where an error is.
(() => {
  const WORDS = new Set(('select from where group by having order limit offset fetch as on and or not in is null like between case when then '
    + 'else end distinct all union except intersect join left right full inner outer cross using with filter over partition '
    + 'rows range asc desc nulls first last cast interval timestamp date time true false exists any some values explain plan for').split(' '));
  const TOKEN = /(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|('(?:[^']|'')*'?)|("(?:[^"]|"")*"?)|(\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|([A-Za-z_]\w*)|([\s\S])/g;
  const escape = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);

  function paint(text) {
    return text.replace(TOKEN, (all, comment, string, name, number, word) => {
      const kind = comment ? 'comment' : string ? 'string' : name ? 'name' : number ? 'number'
        : word && WORDS.has(word.toLowerCase()) ? 'word' : '';
      return kind ? `<span class="sql-${kind}">${escape(all)}</span>` : escape(all);
    });
  }

  class Editor extends HTMLElement {
    connectedCallback() {
      if (!this.area) this.build();
      if (Object.hasOwn(this, 'value')) {
        const early = this.value;
        delete this.value;
        this.value = early;
      }
      this.refresh();
    }

    build() {
      const kept = Object.hasOwn(this, 'value') ? undefined : '';
      this.innerHTML = '<div class="gutter" aria-hidden="true"></div><div class="sheet"><pre class="paint" aria-hidden="true"></pre>'
        + '<pre class="marks" aria-hidden="true"></pre><textarea spellcheck="false" autocapitalize="off" autocomplete="off" '
        + 'aria-label="SQL statement. Control Enter runs it, Escape cancels." rows="1"></textarea></div>';
      [this.gutter, this.paper, this.marks, this.area] =
        ['.gutter', '.paint', '.marks', 'textarea'].map((name) => this.querySelector(name));
      if (kept === '') this.area.value = '';
      this.area.placeholder = 'SELECT …';
      this.area.addEventListener('input', () => { this.unmark(); this.refresh(); });
      this.area.addEventListener('scroll', () => this.align());
      this.area.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          this.run();
        }
      });
    }

    get value() { return this.area ? this.area.value : ''; }
    set value(text) {
      if (!this.area) this.build();
      this.area.value = text || '';
      this.unmark();
      this.refresh();
    }

    focus() { this.area?.focus(); }

    run() {
      const { selectionStart: from, selectionEnd: to, value } = this.area;
      const picked = to > from && value.slice(from, to).trim() !== '';
      const start = picked ? from : 0;
      const above = value.slice(0, start).split('\n');
      this.dispatchEvent(new CustomEvent('tn-run', {
        detail: { sql: picked ? value.slice(from, to) : value, line: above.length - 1, column: above.at(-1).length, whole: !picked },
      }));
    }

    mark(line, column, endLine, endColumn) {
      const text = this.area.value;
      const starts = [0];
      for (let i = 0; i < text.length; i++) if (text[i] === '\n') starts.push(i + 1);
      const at = (l, c) => Math.min(text.length, (starts[Math.min(l, starts.length) - 1] ?? text.length) + c - 1);
      const from = at(line, column);
      const to = Math.max(from + 1, Math.min(text.length, at(endLine, endColumn) + 1));
      const marked = text.slice(from, to) || ' ';
      this.marks.innerHTML = `${escape(text.slice(0, from))}<span class="mark">${escape(marked)}</span>`;
      this.wrongLine = line;
      this.refresh();
      this.area.setAttribute('aria-invalid', 'true');
    }

    unmark() {
      if (!this.area) return;
      this.marks.textContent = '';
      this.wrongLine = 0;
      this.area.removeAttribute('aria-invalid');
      this.refresh();
    }

    refresh() {
      const text = this.area.value;
      this.paper.innerHTML = paint(text) + '\n';
      const lines = text.split('\n').length;
      this.area.rows = Math.max(6, Math.min(18, lines + 1));
      this.gutter.innerHTML = Array.from({ length: lines },
        (unused, i) => `<span${i + 1 === this.wrongLine ? ' class="wrong"' : ''}>${i + 1}</span>`).join('');
      this.align();
    }

    align() {
      const { scrollTop, scrollLeft } = this.area;
      this.paper.style.transform = this.marks.style.transform = `translate(${-scrollLeft}px, ${-scrollTop}px)`;
      this.gutter.style.setProperty('--shift', `${-scrollTop}px`);
    }
  }
  customElements.define('tn-editor', Editor);
})();
