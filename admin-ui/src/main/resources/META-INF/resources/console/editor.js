// A plain text area for SQL: line numbers, highlighted words behind transparent text, a mark where an error is, completion. The texts of all
// editors are kept as drafts until the browser's window is closed.
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

  const DRAFTS = 'tn-sql-tabs';
  const MOST_CHARACTERS = 200000;
  window.tnDrafts = {
    read() {
      try { return JSON.parse(sessionStorage.getItem(DRAFTS) ?? '[]'); } catch { return []; }
    },
    write() {
      const drafts = [...document.querySelectorAll('.statement-tab tn-editor')].map((editor) => ({
        title: editor.dataset.title, text: editor.value.slice(0, MOST_CHARACTERS), chosen: !editor.closest('.statement-tab').hidden }));
      if (drafts.length) try { sessionStorage.setItem(DRAFTS, JSON.stringify(drafts)); } catch { /* full or private */ }
    },
  };

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
        + 'aria-label="SQL statement. Control Enter runs it, Control Space completes, Escape cancels." aria-autocomplete="list" rows="1"></textarea></div>'
        + '<div class="completions" hidden></div><span class="unseen" role="status"></span>';
      [this.gutter, this.paper, this.marks, this.area, this.popup, this.said] =
        ['.gutter', '.paint', '.marks', 'textarea', '.completions', '.unseen'].map((name) => this.querySelector(name));
      if (kept === '') this.area.value = '';
      this.area.placeholder = 'SELECT …';
      this.area.addEventListener('input', (event) => {
        this.unmark();
        this.refresh();
        this.draft();
        if (event.inputType === 'insertText') this.offer(false);
        else this.close();
      });
      this.area.addEventListener('scroll', () => { this.align(); this.close(); });
      this.area.addEventListener('blur', () => this.close());
      this.area.addEventListener('keydown', (event) => this.key(event));
      this.popup.addEventListener('mousedown', (event) => {
        event.preventDefault();
        const option = event.target.closest('[role=option]');
        if (option) this.accept([...this.popup.querySelectorAll('[role=option]')].indexOf(option));
      });
    }

    key(event) {
      const open = !this.popup.hidden;
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.close();
        this.run();
      } else if (event.key === ' ' && event.ctrlKey) {
        event.preventDefault();
        this.offer(true);
      } else if (open && ['ArrowDown', 'ArrowUp'].includes(event.key)) {
        event.preventDefault();
        this.choose(this.chosen + (event.key === 'ArrowDown' ? 1 : -1));
      } else if (open && ['Enter', 'Tab'].includes(event.key) && !event.shiftKey && this.chosen >= 0) {
        event.preventDefault();
        this.accept(this.chosen);
      } else if (open && event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      } else if (open && ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) {
        this.close();
      }
    }

    // Opens the list of what could stand here: asked for by Ctrl-Space, or by itself behind a dot, FROM, or two letters.
    offer(asked) {
      const { selectionStart: caret, selectionEnd: end, value } = this.area;
      if (caret !== end) return undefined;
      if (!(this.broughtAt > performance.now() - 15000)) {
        this.broughtAt = performance.now();
        this.dispatchEvent(new CustomEvent('tn-catalog-wanted'));
      }
      const found = window.tnCompletion.at(value, caret, this.names ?? { tables: [], functions: [] });
      const exact = found.items.some((item) => item.label.toLowerCase() === found.word.toLowerCase());
      if (found.items.length === 0 || (!asked && (exact || (found.word.length < 2 && !found.place)))) {
        if (asked) this.said.textContent = 'No suggestions';
        this.close();
        this.waiting = !this.names;
        return undefined;
      }
      this.found = found;
      this.asked = asked;
      this.popup.innerHTML = `<div role="listbox" id="${this.listId()}" aria-label="Suggestions">` + found.items.map((item, index) =>
        `<div role="option" id="${this.listId()}-${index}" aria-selected="false"><span>${escape(item.label)}</span><small>${escape(item.detail)}</small></div>`).join('') + '</div>';
      this.popup.hidden = false;
      this.area.setAttribute('aria-controls', this.listId());
      this.place(found.from);
      this.choose(0);
      this.said.textContent = `${found.items.length} suggestions`;
    }

    set catalog(names) {
      this.names = names;
      if (this.area && (!this.popup.hidden || this.waiting)) this.offer(Boolean(this.asked));
    }

    listId() {
      this.list ??= `tn-list-${Math.random().toString(36).slice(2)}`;
      return this.list;
    }

    // Below the word, at the place that the text before it takes.
    place(from) {
      const above = this.area.value.slice(0, from).split('\n');
      const pen = document.createElement('canvas').getContext('2d');
      const style = getComputedStyle(this.area);
      pen.font = `${style.fontSize} ${style.fontFamily}`;
      const box = this.area.getBoundingClientRect();
      const left = box.left + 12 + pen.measureText(above.at(-1).replaceAll('\t', '    ')).width - this.area.scrollLeft;
      const top = box.top + 8 + above.length * 20 - this.area.scrollTop;
      this.popup.style.left = `${Math.max(8, Math.min(left, innerWidth - 336))}px`;
      this.popup.style.top = `${Math.min(top, innerHeight - 120)}px`;
    }

    choose(index) {
      const options = [...this.popup.querySelectorAll('[role=option]')];
      this.chosen = (index + options.length) % options.length;
      options.forEach((option, i) => option.setAttribute('aria-selected', String(i === this.chosen)));
      options[this.chosen].scrollIntoView({ block: 'nearest' });
      this.area.setAttribute('aria-activedescendant', options[this.chosen].id);
    }

    accept(index) {
      const item = this.found.items[index];
      this.area.setRangeText(item.insert, this.found.from, this.area.selectionStart, 'end');
      if (item.caret !== undefined) this.area.selectionStart = this.area.selectionEnd = this.found.from + item.caret;
      this.close();
      this.unmark();
      this.refresh();
      this.draft();
    }

    close() {
      this.popup.hidden = true;
      this.chosen = -1;
      this.asked = this.waiting = false;
      this.area.removeAttribute('aria-activedescendant');
      this.area.removeAttribute('aria-controls');
    }

    draft() {
      clearTimeout(this.drafting);
      this.drafting = setTimeout(() => window.tnDrafts.write(), 300);
    }

    // Address with the whole text in it; empty if it is too long for one.
    link() {
      const text = this.value.trim();
      return text.length > 4000 ? '' : new URL(text ? `sql?q=${encodeURIComponent(text)}` : 'sql', document.baseURI).href;
    }

    get value() { return this.area ? this.area.value : ''; }
    set value(text) {
      if (!this.area) this.build();
      this.area.value = text || '';
      this.unmark();
      this.refresh();
      this.draft();
    }

    focus() { this.area?.focus(); }

    run(explained) {
      const { selectionStart: from, selectionEnd: to, value } = this.area;
      const picked = to > from && value.slice(from, to).trim() !== '';
      const part = picked ? { from, to } : window.tnCompletion.statementAt(value, from);
      if (!part) return;
      const above = value.slice(0, part.from).split('\n');
      this.dispatchEvent(new CustomEvent('tn-run', {
        detail: {
          sql: value.slice(part.from, part.to), line: above.length - 1, column: above.at(-1).length, whole: value, explained: Boolean(explained),
        },
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
