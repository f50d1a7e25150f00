// What people do on the SQL screen, by keyboard alone: complete, run, chart, plan, download, copy a curl, tabs, history. The screen's other
// states are pictured too: an answer that was cut, one without rows, a narrow window. Needs the tables of the git changes.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const QUESTION = 'SELECT repo, COUNT(*) AS changes FROM git.changes GROUP BY repo ORDER BY repo';

/** Presses a key with a modifier. */
export async function press(page, modifier, key) {
  await page.keyboard.down(modifier);
  await page.keyboard.press(key);
  await page.keyboard.up(modifier);
}

const focused = (page) => page.evaluate(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const host = at?.getRootNode() instanceof ShadowRoot ? at.getRootNode().host : at;
  return { tag: at?.tagName ?? '', text: (host?.innerText ?? '').trim() || (at?.innerText ?? '').trim() };
});

/** Goes on by Tab until the focused element has a text; false if it never has. */
async function tabTo(page, wanted, most = 40) {
  for (let n = 0; n < most; n++) {
    if ((await focused(page)).text === wanted) return true;
    await page.keyboard.press('Tab');
  }
  return false;
}

async function type(page, sql) {
  await until(page, () => document.activeElement?.tagName === 'TEXTAREA');
  await press(page, 'Control', 'a');
  await page.keyboard.type(sql);
  await page.keyboard.press('Escape');
  await until(page, () => !document.querySelector('.statement-tab:not([hidden]) .completions:not([hidden])'));
  await page.evaluate(() => document.querySelector('.statement-tab:not([hidden]) tn-editor textarea').focus());
}

const until = (page, condition, ...args) => page.waitForFunction(condition, { timeout: 20_000, polling: 100 }, ...args);
const answered = (page) => until(page, () => document.querySelector('.statement-tab:not([hidden]) .result vaadin-grid')
  && !document.querySelector('.statement-tab:not([hidden]) tn-elapsed'));

/** The journey; `shot` takes a picture and lets axe look, `check` notes a fault. */
export async function sqlScreen(page, theme, { base, out, shot, check }) {
  const go = (path) => page.goto(new URL(path, base).href, { waitUntil: 'load' });
  const downloads = join(out, 'downloads');
  rmSync(downloads, { recursive: true, force: true });
  mkdirSync(downloads, { recursive: true });
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  await go('/');
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await go('/sql');
  await until(page, () => document.activeElement?.tagName === 'TEXTAREA');

  await completion(page, theme, shot, check);
  await type(page, QUESTION);
  await press(page, 'Control', 'Enter');
  await answered(page);
  await press(page, 'Alt', 'g');
  await until(page, () => document.querySelector('tn-result-chart canvas'));
  await shot(page, theme, 'sql-chart');
  await press(page, 'Alt', 'g');
  await answered(page);

  await download(page, theme, downloads, shot, check);
  await curl(page, theme, shot, check);
  await press(page, 'Alt', 'p');
  await until(page, () => document.querySelector('.plan .plan-step'));
  check(/pushed|Scan|scan/.test(await page.$eval('.plan', (plan) => plan.innerText)), `${theme} the plan names no scan`);
  await shot(page, theme, 'sql-plan');

  await tabs(page, theme, shot, check);
  await history(page, theme, shot, check);
  await states(page, theme, go, shot, check);
}

async function completion(page, theme, shot, check) {
  await page.keyboard.type('SELECT add FROM git.changes');
  for (let n = 0; n < ' FROM git.changes'.length; n++) await page.keyboard.press('ArrowLeft');
  await press(page, 'Control', ' ');
  await until(page, () => [...document.querySelectorAll('[role=option]')].some((option) => option.textContent.startsWith('additions')));
  await shot(page, theme, 'sql-completion');
  for (let n = 0; n < 20; n++) {
    const chosen = await page.$eval('[role=option][aria-selected=true]', (option) => option.textContent).catch(() => '');
    if (chosen.startsWith('additions')) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  const text = await page.$eval('tn-editor textarea', (area) => area.value);
  check(text === 'SELECT additions FROM git.changes', `${theme} the completion made [${text}]`);
}

async function download(page, theme, folder, shot, check) {
  const before = await focused(page);
  for (const [form, file, good] of [
    ['CSV', 'truenow.csv', (text) => text.startsWith('repo,changes') && text.trim().split('\n').length > 2],
    ['JSON', 'truenow.json', (text) => JSON.parse(text).rows.length > 1],
  ]) {
    await press(page, 'Alt', 's');
    await until(page, () => document.querySelector('.download-links'));
    if (form === 'CSV') await shot(page, theme, 'sql-download');
    check(await tabTo(page, `Download ${form}`), `${theme} Tab does not reach Download ${form}`);
    await page.keyboard.press('Enter');
    await until(page, () => /The file has all/.test(document.body.innerText));
    for (let n = 0; n < 50 && !existsSync(join(folder, file)); n++) await new Promise((done) => setTimeout(done, 100));
    const text = existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
    check(text !== '' && good(text), `${theme} the ${form} file is not the answer: ${text.slice(0, 80)} ${readdirSync(folder)}`);
    await page.keyboard.press('Escape');
    await until(page, () => !document.querySelector('.download-links'));
  }
  check((await focused(page)).tag === before.tag, `${theme} the focus does not return from the download`);
}

async function curl(page, theme, shot, check) {
  check(await tabTo(page, 'Show the curl', 80), `${theme} Tab does not reach Show the curl`);
  await page.keyboard.press('Enter');
  await until(page, () => document.querySelector('.snippet'));
  await shot(page, theme, 'sql-curl');
  const command = await page.$eval('.snippet .code-block pre', (block) => block.innerText);
  const answer = JSON.parse(execFileSync('bash', ['-c', command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const cells = await page.$$eval('.statement-tab:not([hidden]) .result vaadin-grid-cell-content', (all) => all.map((cell) => cell.innerText.trim().replaceAll(',', '')));
  for (const row of answer.rows) {
    for (const value of row) check(cells.includes(String(value)), `${theme} the curl says ${value}, the grid does not`);
  }
  await page.keyboard.press('Escape');
  await until(page, () => !document.querySelector('.snippet'));
}

async function tabs(page, theme, shot, check) {
  await press(page, 'Alt', 'n');
  await until(page, () => document.querySelectorAll('vaadin-tab').length === 2);
  await press(page, 'Alt', 'r');
  await until(page, () => document.activeElement?.closest('vaadin-text-field'));
  await page.keyboard.type('no rows');
  await page.keyboard.press('Enter');
  await until(page, () => [...document.querySelectorAll('vaadin-tab')].some((tab) => tab.textContent === 'no rows'));
  await page.evaluate(() => document.querySelector('.statement-tab:not([hidden]) tn-editor textarea').focus());
  await type(page, "SELECT * FROM git.changes WHERE repo = 'none'");
  await press(page, 'Control', 'Enter');
  await until(page, () => /gave no rows/.test(document.querySelector('.statement-tab:not([hidden])').innerText));
  await shot(page, theme, 'sql-no-rows');
  await press(page, 'Alt', '1');
  await until(page, () => document.querySelector('vaadin-tab[selected]')?.textContent === 'Statement 1');
  await until(page, () => document.querySelector('.statement-tab:not([hidden]) tn-editor textarea').value.startsWith('SELECT repo'));
}

async function history(page, theme, shot, check) {
  await press(page, 'Alt', 'h');
  await until(page, () => document.querySelectorAll('tn-history li').length >= 2);
  await until(page, () => document.activeElement?.type === 'search');
  await shot(page, theme, 'sql-history');
  await page.keyboard.type('GROUP BY repo');
  await until(page, () => document.querySelectorAll('tn-history li').length === 1);
  check(await tabTo(page, 'Run again'), `${theme} Tab does not reach Run again`);
  await page.keyboard.press('Enter');
  await until(page, () => !document.querySelector('tn-history'));
  await answered(page);
  await until(page, () => document.querySelectorAll('vaadin-tab').length === 3);
  await shot(page, theme, 'sql-tabs');
  await press(page, 'Alt', 'w');
  await until(page, () => document.querySelectorAll('vaadin-tab').length === 2);
}

async function states(page, theme, go, shot, check) {
  await go(`/sql?q=${encodeURIComponent('SELECT * FROM git.changes')}`);
  await until(page, () => document.activeElement?.tagName === 'TEXTAREA');
  await press(page, 'Control', 'Enter');
  await until(page, () => /Cut: only the first/.test(document.body.innerText));
  await shot(page, theme, 'sql-cut');
  await page.setViewport({ width: 390, height: 844 });
  await until(page, () => innerWidth === 390);
  await shot(page, theme, 'sql-narrow');
  check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${theme} the SQL screen overflows a narrow window`);
  await page.setViewport({ width: 1360, height: 860 });
}
