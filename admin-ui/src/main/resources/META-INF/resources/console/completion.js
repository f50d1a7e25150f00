// What could stand at the cursor of a SQL text: keywords, functions, and the names of the catalogue that fit the place. No dependency, no state.
window.tnCompletion = (() => {
  const MOST = 60;
  const KEYWORDS = ('SELECT,FROM,WHERE,GROUP BY,HAVING,ORDER BY,LIMIT,OFFSET,AS,ON,AND,OR,NOT,IN,IS NULL,IS NOT NULL,LIKE,BETWEEN,CASE,WHEN,THEN,'
    + 'ELSE,END,DISTINCT,UNION ALL,EXCEPT,INTERSECT,JOIN,LEFT JOIN,RIGHT JOIN,FULL JOIN,CROSS JOIN,USING,WITH,FILTER (WHERE ),OVER (),'
    + 'PARTITION BY,ASC,DESC,NULLS FIRST,NULLS LAST,INTERVAL,TIMESTAMP,DATE,TRUE,FALSE,EXISTS,VALUES,EXPLAIN PLAN FOR,EXPLAIN ANALYZE').split(',');
  const RESERVED = new Set(('select from where group by having order limit offset fetch as on and or not in is null like between case when then else '
    + 'end distinct all union except intersect join left right full inner outer cross using with filter over partition row rows range asc desc cast '
    + 'interval true false exists any some values explain table column create drop insert update delete set into natural window unique check '
    + 'primary references grant trigger start each for to sum count min max avg').split(' '));
  const TOKEN = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|\d+(?:\.\d+)?|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\s+|[\s\S]/g;

  function tokens(text) {
    const found = [];
    for (const match of text.matchAll(TOKEN)) {
      const all = match[0];
      const kind = all.startsWith('--') || all.startsWith('/*') ? 'comment' : all[0] === "'" ? 'string' : all[0] === '"' ? 'name'
        : /^\s/.test(all) ? 'blank' : /^\d/.test(all) ? 'number' : /^[A-Za-z_\u0080-\uffff]/.test(all) ? 'word' : 'sign';
      found.push({ kind, text: all, from: match.index, to: match.index + all.length });
    }
    return found;
  }

  // Statements of a text: what stands between semicolons outside of strings and comments; blank ones are left out.
  function statements(text) {
    const found = [];
    let from = 0;
    const add = (to) => {
      const part = text.slice(from, to);
      const lead = part.length - part.trimStart().length;
      if (part.trim().replace(/;$/, '').trim() !== '') found.push({ from: from + lead, to });
      from = to;
    };
    for (const token of tokens(text)) if (token.kind === 'sign' && token.text === ';') add(token.to);
    add(text.length);
    return found;
  }

  // The statement that the cursor stands in, or the last before it.
  function statementAt(text, caret) {
    const all = statements(text);
    return all.findLast((part) => part.from <= caret) ?? all[0];
  }

  const bare = (token) => token.kind === 'name' ? token.text.replace(/^"|"$/g, '').replaceAll('""', '"') : token.text;
  const isName = (token) => token && (token.kind === 'name' || (token.kind === 'word' && !RESERVED.has(token.text.toLowerCase())));
  const isWord = (token, ...words) => token?.kind === 'word' && words.includes(token.text.toUpperCase());
  const quoted = (name) => /^[A-Za-z_]\w*$/.test(name) && !RESERVED.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`;
  const same = (a, b) => a.toLowerCase() === b.toLowerCase();

  // Tables that the statement reads, with their aliases.
  function sources(list) {
    const found = [];
    for (let i = 0; i < list.length; i++) {
      if (!isWord(list[i], 'FROM', 'JOIN')) continue;
      let at = i + 1;
      for (;;) {
        if (!isName(list[at])) break;
        const path = [bare(list[at++])];
        while (list[at]?.text === '.' && isName(list[at + 1])) { path.push(bare(list[at + 1])); at += 2; }
        if (isWord(list[at], 'AS')) at++;
        const alias = isName(list[at]) ? bare(list[at++]) : '';
        found.push({ namespace: path.length > 1 ? path.at(-2) : '', table: path.at(-1), alias });
        if (list[at]?.text !== ',') break;
        at++;
      }
    }
    return found;
  }

  const tableOf = (catalog, source) => catalog.tables.find((table) => same(table.name, source.table) && (!source.namespace || same(table.namespace, source.namespace)));
  const columnItems = (table) => table ? table.columns.map((column) => ({ label: column.name, detail: column.type.toLowerCase(), insert: quoted(column.name) })) : [];

  function afterDot(catalog, path, reads) {
    const last = path.at(-1);
    const items = [];
    for (const source of reads) if (path.length === 1 && (same(source.alias || source.table, last))) items.push(...columnItems(tableOf(catalog, source)));
    if (path.length === 2) items.push(...columnItems(tableOf(catalog, { namespace: path[0], table: last })));
    if (path.length === 1) {
      for (const table of catalog.tables) if (same(table.namespace, last)) items.push({ label: table.name, detail: 'table', insert: quoted(table.name) });
    }
    return items;
  }

  const tableItems = (catalog) => catalog.tables.map((table) => ({
    label: `${table.namespace}.${table.name}`, also: table.name, detail: 'table', insert: `${quoted(table.namespace)}.${quoted(table.name)}` }));

  function anywhere(catalog, reads) {
    const items = reads.flatMap((source) => columnItems(tableOf(catalog, source)));
    for (const source of reads) if (source.alias) items.push({ label: source.alias, detail: 'alias', insert: quoted(source.alias) });
    for (const call of catalog.functions) {
      const hole = call.search(/\(,|\( |\(\)| \)|DISTINCT \)|FROM \)/);
      const inside = hole < 0 ? call.length : call.indexOf('(') + 1 + (call.includes('DISTINCT ') ? 9 : call.startsWith('EXTRACT') ? 10 : 0);
      const bucket = call.startsWith('TIME_BUCKET') ? call.length - 1 : inside;
      items.push({ label: call, detail: 'function', insert: call, caret: bucket });
    }
    for (const word of KEYWORDS) items.push({ label: word, detail: 'keyword', insert: word });
    return items;
  }

  // {from, items} for the cursor: `from` is where the word begins that an item's text takes the place of.
  function at(text, caret, catalog) {
    const none = { from: caret, word: '', items: [] };
    const part = statements(text).findLast((one) => one.from <= caret && caret <= one.to) ?? { from: caret, to: caret };
    const all = tokens(text.slice(part.from, part.to)).map((token) => ({ ...token, from: token.from + part.from, to: token.to + part.from }));
    const here = all.find((token) => token.from < caret && caret <= token.to);
    if (here && (here.kind === 'string' || here.kind === 'number' || (here.kind === 'comment' && (here.text.startsWith('--') || caret < here.to)))) return none;
    const typing = here && (here.kind === 'word' || here.kind === 'name');
    const from = typing ? here.from : caret;
    const word = typing ? text.slice(from, caret).replace(/^"/, '') : '';
    const list = all.filter((token) => token.kind !== 'blank' && token.kind !== 'comment');
    const before = list.filter((token) => token.to <= from);
    const reads = sources(list.filter((token) => token !== here || caret < token.from));
    const path = [];
    let back = before.length - 1;
    while (before[back]?.text === '.' && before[back - 1] && (before[back - 1].kind === 'name' || before[back - 1].kind === 'word')) {
      path.unshift(bare(before[back - 1]));
      back -= 2;
    }
    const previous = before.at(-1);
    const clause = before.findLast((token) => isWord(token, 'FROM', 'JOIN', 'WHERE', 'ON', 'GROUP', 'ORDER', 'SELECT', 'HAVING', 'LIMIT'));
    const wantsTable = isWord(previous, 'FROM', 'JOIN') || (previous?.text === ',' && isWord(clause, 'FROM', 'JOIN'));
    const pool = path.length ? afterDot(catalog, path, reads) : wantsTable ? tableItems(catalog) : anywhere(catalog, reads);
    return { from, word, items: matching(pool, word), place: path.length > 0 || wantsTable };
  }

  function matching(pool, word) {
    const wanted = word.toLowerCase();
    const rank = (item) => {
      const names = [item.label, item.also ?? ''].map((name) => name.toLowerCase());
      return names.some((name) => name !== '' && name.startsWith(wanted)) ? 0 : names.some((name) => name.includes(wanted)) ? 1 : 2;
    };
    const seen = new Set();
    return pool.map((item) => ({ item, rank: rank(item) })).filter(({ item, rank }) => rank < (wanted.length > 1 ? 2 : 1)
      && !seen.has(item.label + item.detail) && seen.add(item.label + item.detail))
      .sort((a, b) => a.rank - b.rank).slice(0, MOST).map(({ item }) => item);
  }

  return { at, statements, statementAt };
})();
