// From the address bar to an answer, its chart, its file, and a column's figures, by the keyboard alone. Each stop must show its focus.
import { focused, fresh, painted, press, showsFocus, tabTo, until } from './page.mjs';

const ORDER = ['History', 'New tab', 'Rename', 'Close tab', /^SQL statement/, 'Run', 'Explain', 'Copy link'];

// Whether the wanted names come in this order among the stops.
function inOrder(stops, wanted) {
  let at = 0;
  for (const stop of stops) {
    if (at < wanted.length && (wanted[at] instanceof RegExp ? wanted[at].test(stop) : wanted[at] === stop)) at++;
  }
  return at === wanted.length;
}

const closed = (page) => until(page, () => !document.querySelector('vaadin-dialog[opened]'));

async function ask(browser, page) {
  await browser.go(page, '/');
  await until(page, () => document.querySelector('.state-mark[data-mood="good"]'));
  await tabTo(browser, page, 'SQL');
  await page.keyboard.press('Enter');
  await until(page, () => location.pathname.endsWith('/sql') && document.activeElement?.tagName === 'TEXTAREA');
  await page.keyboard.type('SELECT repo, COUNT(*) AS changes FROM git.');
  await until(page, () => document.querySelector('.completions:not([hidden]) [role=option]'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await page.keyboard.type(' GROUP BY repo ');
  await press(page, 'Control', 'Enter');
  await until(page, () => document.querySelector('.result vaadin-grid'));
}

async function chartAndFile(browser, page, theme) {
  const stops = await tabTo(browser, page, 'Show chart');
  browser.check(inOrder(stops, ['Run', 'Explain', 'Copy link', 'Show chart']), `keyboard: the order behind the editor is ${stops.join(' | ')}`);
  await page.keyboard.press('Enter');
  await until(page, () => document.querySelector('tn-result-chart canvas'));
  browser.check(await focused(page) === 'Show grid', 'keyboard: the chart takes the focus away');
  await browser.shot(page, theme, 'keyboard-chart');
  await tabTo(browser, page, 'Download');
  await page.keyboard.press('Enter');
  await until(page, () => document.querySelector('.download-links'));
  await tabTo(browser, page, 'Download CSV', 6);
  await browser.shot(page, theme, 'keyboard-download');
  await page.keyboard.press('Enter');
  await until(page, () => /^The file has all \d+ rows/.test(document.querySelector('vaadin-dialog[opened] .status').textContent));
  await page.keyboard.press('Escape');
  await closed(page);
  await painted(page);
  browser.check(await focused(page) === 'Download', `keyboard: the closed dialog leaves the focus on [${await focused(page)}]`);
}

async function columnDetail(browser, page, theme) {
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await until(page, () => document.querySelector('.explorer-screen vaadin-grid a'));
  await toLink(browser, page, 'changes');
  await until(page, () => location.pathname.endsWith('/explorer/git/changes') && document.querySelector('.framed vaadin-grid a'));
  await toLink(browser, page, 'module');
  await until(page, () => location.pathname.endsWith('/module') && document.querySelector('.column-panel'));
  await tabTo(browser, page, /^Count|exact/i);
  await page.keyboard.press('Enter');
  await until(page, () => document.querySelectorAll('.top-values tbody tr').length > 1);
  await painted(page);
  browser.check(await page.evaluate(() => document.activeElement !== document.body), 'keyboard: the counted column has lost the focus');
  await browser.shot(page, theme, 'keyboard-column');
}

// Goes along the first cells of a row by arrows; false, back at its first cell, if none has the name.
async function inRow(page, name) {
  for (let cell = 0; cell < 2; cell++) {
    if (name.test(await focused(page))) return true;
    await page.keyboard.press('ArrowRight');
  }
  if (name.test(await focused(page))) return true;
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  return false;
}

// Into the body of the grid by Tab, down to the row by arrows, to its link by Enter, and along the link by Enter.
async function toLink(browser, page, wanted) {
  const name = new RegExp(`^${wanted}$`);
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => document.activeElement?.tagName === 'VAADIN-GRID' && document.activeElement.shadowRoot.activeElement?.closest('tbody')?.id);
    if (at !== 'items') continue;
    browser.check(await showsFocus(page), 'keyboard: the focus in a grid cannot be seen');
    for (let row = 0; row < 40 && !(await inRow(page, name)); row++) await page.keyboard.press('ArrowDown');
    browser.check(name.test(await focused(page)), `keyboard: arrows do not reach [${wanted}] but [${await focused(page)}]`);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    return;
  }
  throw new Error(`Tab does not reach a grid with [${wanted}]`);
}

export async function keyboardJourney(browser, page, theme) {
  await fresh(browser, page);
  await ask(browser, page);
  await chartAndFile(browser, page, theme);
  await columnDetail(browser, page, theme);
  await browser.go(page, '/sql');
  await until(page, () => document.activeElement?.tagName === 'TEXTAREA');
  await page.focus('.brand');
  const stops = await tabTo(browser, page, 'Copy link');
  browser.check(inOrder(stops, ORDER), `keyboard: the order of the SQL screen is ${stops.join(' | ')}`);
}
