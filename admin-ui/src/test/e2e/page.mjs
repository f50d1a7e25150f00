// What the journeys of the browser share: waiting, the keyboard, the focus, files.
import { join } from 'node:path';
import { press } from './sql-screen.mjs';

export { press };
export const until = (page, condition, ...args) => page.waitForFunction(condition, { timeout: 20_000, polling: 50 }, ...args);
// Two frames: what was changed is painted.
export const painted = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

// The browser as on its first visit: without drafts and history. Away from the SQL screen, which writes its drafts when it is left.
export async function fresh(browser, page) {
  await browser.go(page, '/');
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
}

// Opens a statement by its link, which must not run it, and runs it by the keyboard.
export async function run(browser, page, statement) {
  await browser.go(page, `/sql?q=${encodeURIComponent(statement)}`);
  await until(page, (wanted) => document.querySelector('.statement-tab:not([hidden]) tn-editor textarea')?.value === wanted, statement);
  browser.check(!(await page.$('.statement-tab:not([hidden]) :is(.result, .failure, tn-elapsed)')), 'a link has run its statement');
  await page.focus('.statement-tab:not([hidden]) tn-editor textarea');
  await press(page, 'Control', 'Enter');
}

// Name of what has the focus, through shadow roots.
export const focused = (page) => page.evaluate(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  for (let node = at; node && node !== document.body; node = node.parentElement ?? node.getRootNode().host) {
    const cell = node.matches('td, th') ? node.querySelector('slot')?.assignedNodes()[0]?.textContent : '';
    const name = node.getAttribute('aria-label') || cell || node.textContent;
    if (name?.trim()) return name.trim();
  }
  return '';
});

// Whether what has the focus looks otherwise without it: its style, that of the parts before and behind it, and that of what it stands in.
export const showsFocus = (page) => page.evaluate(async () => {
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return false;
  const around = [];
  for (let node = at; node && around.length < 6 && node !== document.body; node = node.parentElement ?? node.getRootNode().host) {
    around.push(node, ...(node.shadowRoot?.querySelectorAll('[part]') ?? []));
  }
  const look = () => around.flatMap((node) => [null, '::before', '::after'].map((pseudo) => {
    const style = getComputedStyle(node, pseudo);
    return [style.outlineStyle, style.outlineStyle === 'none' ? '' : style.outlineWidth + style.outlineColor, style.boxShadow, style.borderColor].join();
  })).join(';');
  await frames();
  const withFocus = look();
  at.blur();
  await frames();
  const without = look();
  at.focus();
  return withFocus !== without;
});

// Presses Tab until something with a name has the focus; each stop on the way must show that it has it. Returns the names of the stops.
export async function tabTo(browser, page, wanted, most = 60) {
  const stops = [];
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const name = await focused(page);
    stops.push(name);
    // Once more where the screen was painted anew meanwhile.
    browser.check(name === '' || await showsFocus(page) || await showsFocus(page), `keyboard: the focus on [${name.slice(0, 60)}] cannot be seen`);
    if (typeof wanted === 'string' ? name === wanted : wanted.test(name)) return stops;
  }
  throw new Error(`Tab does not reach [${wanted}]; stops: ${stops.map((stop) => stop.slice(0, 30)).join(' | ')}`);
}

// Files that the page downloads: name, or null for a download that broke.
export async function downloads(browser, page, folder) {
  const client = await browser.chromium.target().createCDPSession();
  await client.send('Browser.setDownloadBehavior', { behavior: 'allowAndName', downloadPath: folder, eventsEnabled: true });
  const ended = [];
  const waiting = [];
  client.on('Browser.downloadProgress', ({ guid, state }) => {
    if (state === 'inProgress') return;
    const file = state === 'completed' ? join(folder, guid) : null;
    if (waiting.length) waiting.shift()(file);
    else ended.push(file);
  });
  return () => new Promise((done, failed) => {
    if (ended.length) {
      done(ended.shift());
      return;
    }
    const timer = setTimeout(() => failed(new Error('no download ended within 30 s')), 30_000);
    waiting.push((file) => { clearTimeout(timer); done(file); });
  });
}
