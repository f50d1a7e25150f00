// Takes pictures of the console's screens in both themes and checks that the browser's console stays silent.
//
//   E2E_MODULES=<folder with node_modules/puppeteer-core> node screenshots.mjs BASE_URL OUTPUT_FOLDER [--expect=data|empty|any] [--themes=light,dark]
//       [--sql=STATEMENT] [--slow=STATEMENT]
//
// BASE_URL is the console's, for example http://127.0.0.1:8080. CHROMIUM names the browser (default /usr/bin/chromium).
// With data it also runs a statement, shows an error at its place, uses the keyboard, and checks that a running statement can be
// cancelled when --slow=STATEMENT names one. Exit code: 0 good, 1 something is wrong (each fault is one line), 2 wrong use.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { control } from './control-journey.mjs';
import { keyboardJourney } from './keyboard-journey.mjs';
import { curls, narrow, outside } from './outside-journey.mjs';
import { press, sqlScreen } from './sql-screen.mjs';

const [base, out, ...flags] = process.argv.slice(2);
if (!base || !out) {
  console.error('use: screenshots.mjs BASE_URL OUTPUT_FOLDER [--expect=data|empty|any] [--themes=light,dark] [--sql=STATEMENT] [--slow=STATEMENT]');
  process.exit(2);
}
const option = (name, other) => flags.find((flag) => flag.startsWith(`--${name}=`))?.slice(name.length + 3) ?? other;
const expect = option('expect', 'any');
const statement = option('sql', 'SELECT * FROM sys.tables ORDER BY stored DESC');
const slow = option('slow', '');
const themes = option('themes', 'light,dark').split(',');
const modules = process.env.E2E_MODULES ?? process.cwd();
const resolver = createRequire(join(modules, 'package.json'));
const puppeteer = resolver('puppeteer-core');
const axe = (() => {
  try {
    return resolver.resolve('axe-core');
  } catch {
    console.log('axe-core is not in E2E_MODULES: accessibility is not checked');
    return '';
  }
})();

mkdirSync(out, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), 'console-e2e-'));
const faults = [];
const browser = await (puppeteer.default ?? puppeteer).launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  userDataDir: profile,
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

function check(good, fault) {
  if (!good) faults.push(fault);
}

async function open(theme) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1360, height: 860 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
  page.on('console', (message) => {
    if (['error', 'warn', 'warning'].includes(message.type())) faults.push(`${theme} browser console: ${message.text()} ${message.location().url ?? ''}`);
  });
  page.on('pageerror', (error) => faults.push(`${theme} script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${theme} ${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.host !== new URL(base).host) faults.push(`${theme} foreign request ${request.url()}`);
  });
  return page;
}

const go = (page, path) => page.goto(new URL(path, base).href, { waitUntil: 'load' });
const text = (page) => page.evaluate(() => document.body.innerText);
async function shot(page, theme, name) {
  await page.screenshot({ path: join(out, `${name}-${theme}.png`) });
  if (!axe || name.startsWith('fault')) return;
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  for (const violation of found.violations) {
    for (const node of violation.nodes) faults.push(`${theme} ${name} axe ${violation.id}: ${node.target.join(' ')} ${node.failureSummary.split('\n').at(-1).trim()}`);
  }
}
const until = (page, condition, ...args) => page.waitForFunction(condition, { timeout: 20_000, polling: 100 }, ...args);
const settle = (millis) => new Promise((done) => setTimeout(done, millis));

async function home(page, theme) {
  await go(page, '/');
  await until(page, () => document.querySelector('.state-mark[data-mood="good"]') && document.querySelector('.tile-unit')?.textContent);
  const before = await page.$eval('.tile-number', (tile) => tile.textContent);
  await until(page, () => document.querySelector('tn-chart').points.length > 3);
  const after = await page.$eval('.tile-number', (tile) => tile.textContent);
  const teaches = await page.$eval('.teach', (card) => card.offsetParent !== null).catch(() => false);
  if (expect === 'empty') check(teaches, `${theme} home does not teach`);
  if (expect === 'data') check(!teaches && after !== '0', `${theme} home shows no events`);
  check(await page.$eval('tn-chart', (chart) => chart.points.length > 3), `${theme} the chart did not move`);
  if (flags.includes('--moving')) check(before !== after, `${theme} the figures did not move`);
  await shot(page, theme, 'home');
}

// Opens a statement by its link, which must not run it, and runs it by the keyboard.
async function run(page, statement) {
  await go(page, `/sql?q=${encodeURIComponent(statement)}`);
  await until(page, (wanted) => document.querySelector('tn-editor textarea')?.value === wanted, statement);
  check(!(await page.$('.result, .failure, tn-elapsed')), 'a link has run its statement');
  await page.focus('tn-editor textarea');
  await press(page, 'Control', 'Enter');
}

async function sql(page, theme) {
  await go(page, '/sql');
  await until(page, () => document.querySelector('tn-editor textarea'));
  await settle(500);
  await shot(page, theme, 'sql-start');
  await page.focus('tn-editor textarea');
  await page.keyboard.type(statement);
  await press(page, 'Control', 'Enter');
  await until(page, () => document.querySelector('.result vaadin-grid'));
  await settle(800);
  check(/\d rows? · /.test(await text(page)), `${theme} the SQL screen shows no count and time`);
  check(page.url().includes('q=SELECT'), `${theme} the statement is not in the address`);
  await shot(page, theme, 'sql-result');
  await run(page, 'SELECT repo,\n       nosuch\nFROM sys.tables');
  await until(page, () => document.querySelector('.failure'));
  check(await page.$('tn-editor .mark'), `${theme} the error's place is not marked`);
  check((await page.$eval('tn-editor .mark', (mark) => mark.textContent).catch(() => '')) !== '', `${theme} the mark is empty`);
  await settle(400);
  await shot(page, theme, 'sql-error');
  if (slow) await cancel(page, theme);
}

async function cancel(page, theme) {
  await run(page, slow);
  await until(page, () => document.querySelector('tn-elapsed'));
  await settle(1500);
  await shot(page, theme, 'sql-running');
  await page.keyboard.press('Escape');
  await until(page, () => document.querySelector('.cancelled'));
  await shot(page, theme, 'sql-cancelled');
}

async function explorer(page, theme) {
  await go(page, '/explorer');
  await until(page, () => /\d tables?$/m.test(document.querySelector('.explorer-screen .status')?.textContent ?? ''));
  await settle(400);
  await shot(page, theme, 'explorer');
  const count = await page.$eval('.explorer-screen .status', (status) => Number.parseInt(status.textContent, 10));
  if (expect === 'empty') check(count === 0, `${theme} an empty server has ${count} tables`);
  if (expect === 'data') check(count > 0, `${theme} no tables`);
  if (count === 0) return;
  await go(page, '/explorer/git/changes');
  await until(page, () => document.querySelector('.table-facts') && document.querySelectorAll('.framed').length === 2);
  await settle(600);
  check(/Dedup window\s*unbounded/.test(await text(page)), `${theme} the table has no dedup window`);
  await shot(page, theme, 'explorer-table');
  await page.evaluate(() => [...document.querySelectorAll('.framed a')].find((link) => link.textContent === 'module').click());
  await until(page, () => location.pathname.endsWith('/explorer/git/changes/module') && document.querySelector('.column-panel'));
  await page.evaluate(() => document.querySelector('.column-panel vaadin-button').click());
  await until(page, () => document.querySelectorAll('.top-values tbody tr').length > 1);
  await settle(400);
  await shot(page, theme, 'explorer-column');
  await page.setViewport({ width: 640, height: 900 });
  await settle(400);
  await shot(page, theme, 'explorer-narrow');
  check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${theme} the explorer overflows a narrow window`);
  await page.setViewport({ width: 1360, height: 860 });
  await go(page, '/explorer/git/nothing');
  await until(page, () => document.querySelector('.table-page .teach'));
  await shot(page, theme, 'explorer-unknown');
}

async function keyboard(page, theme) {
  await go(page, '/explorer');
  await until(page, () => document.querySelector('.explorer-screen .status')?.textContent.match(/table/));
  await page.keyboard.press('?');
  await until(page, () => document.querySelector('.shortcuts'));
  await settle(400);
  await shot(page, theme, 'shortcuts');
  await page.keyboard.press('Escape');
  await until(page, () => !document.querySelector('.shortcuts'));
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await until(page, () => location.pathname.endsWith('/sql') && document.querySelector('tn-editor textarea'));
  await until(page, () => document.activeElement?.tagName === 'TEXTAREA');
  // Drafts that come back late take the focus once more.
  for (let i = 0; i < 20 && await page.evaluate(() => document.activeElement?.tagName === 'TEXTAREA'); i++) {
    await page.keyboard.press('Escape');
    await settle(250);
  }
  await until(page, () => document.activeElement?.tagName !== 'TEXTAREA');
  await page.keyboard.press('/');
  await until(page, () => document.activeElement?.tagName === 'TEXTAREA');
}

// Journeys over the real data set in the first theme only.
const tools = { base, out, check, shot, go, open, chromium: browser };
const sqlStates = (tools, page, theme) => sqlScreen(page, theme, tools);
const controlScreens = (page, theme) => control(tools, page, theme);
const journeys = [sqlStates, outside, curls, narrow, keyboardJourney].map((journey) =>
  Object.defineProperty((page, theme) => journey(tools, page, theme), 'name', { value: journey.name }));

try {
  for (const theme of themes) {
    const page = await open(theme);
    for (const screen of [home, sql, explorer, keyboard, ...(expect === 'data' ? [controlScreens] : []), ...(expect === 'data' && theme === themes[0] ? journeys : [])]) {
      try {
        await screen(page, theme);
      } catch (error) {
        faults.push(`${theme} ${screen.name}: ${error.message} ${error.stack.match(/\w+-?\w*\.mjs:\d+(?=:\d+\)?$)/gm)?.join(' < ')}`);
        await shot(page, theme, `fault-${screen.name}`);
      }
    }
    await page.close();
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
faults.forEach((fault) => console.error(fault));
console.log(faults.length === 0 ? `good: screenshots in ${out}` : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
