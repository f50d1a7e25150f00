// Logs in to the console of a server that demands credentials, asks as the key's owner, is out when the key is revoked, and logs out.
//
//   E2E_MODULES=<folder with node_modules/puppeteer-core> KEY=<a reader's key> OTHER=<a key of another tenant's administrator> REVOKE=<command that revokes the reader's> node login.mjs BASE_URL
//
// BASE_URL is the console's. The table demanded.events must have events. CHROMIUM names the browser (default /usr/bin/chromium).
// Exit code: 0 good, 1 something is wrong (each fault is one line), 2 wrong use.
import { execSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const base = process.argv[2];
const { KEY: key, OTHER: other, REVOKE: revoke } = process.env;
if (!base || !key || !other || !revoke) {
  console.error('use: E2E_MODULES=… KEY=… OTHER=… REVOKE=… login.mjs BASE_URL');
  process.exit(2);
}
const resolver = createRequire(join(process.env.E2E_MODULES ?? process.cwd(), 'package.json'));
const puppeteer = resolver('puppeteer-core');
const axe = resolver.resolve('axe-core');
const profile = mkdtempSync(join(tmpdir(), 'console-login-'));
const faults = [];
const check = (good, fault) => {
  if (!good) faults.push(fault);
};
const browser = await (puppeteer.default ?? puppeteer).launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  userDataDir: profile,
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const until = (page, condition, ...args) => page.waitForFunction(condition, { timeout: 20_000, polling: 100 }, ...args);
const atLogin = (page) => until(page, () => location.pathname === '/login' && document.querySelector('#key'));

/** By the keyboard alone: the field has the focus when the page comes. */
async function logIn(page, text) {
  check((await page.evaluate(() => document.activeElement?.id)) === 'key', 'the field of the key has no focus');
  await page.keyboard.type(text);
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.keyboard.press('Enter')]);
}

async function accessible(page, name) {
  await page.setBypassCSP(true);
  await page.reload({ waitUntil: 'load' });
  await until(page, () => document.title && document.querySelector('h1'));
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  for (const violation of found.violations) {
    for (const node of violation.nodes) faults.push(`${name} axe ${violation.id}: ${node.target.join(' ')}`);
  }
}

async function ask(page, statement) {
  await page.goto(new URL(`/sql?q=${encodeURIComponent(statement)}`, base).href, { waitUntil: 'load' });
  await until(page, (wanted) => document.querySelector('tn-editor textarea')?.value === wanted, statement);
  await page.focus('tn-editor textarea');
  await page.keyboard.down('Control');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Control');
  await until(page, () => document.querySelector('.result vaadin-grid, .failure'));
  return page.evaluate(() => document.body.innerText);
}

try {
  const page = await browser.newPage();
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await page.goto(new URL('/explorer', base).href, { waitUntil: 'load' });
  await atLogin(page);
  for (const theme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await accessible(page, `login, ${theme}`);
  }
  await logIn(page, 'ttd_live_1');
  check((await page.$eval('#message', (message) => message.textContent)) === 'This key is not taken.', 'a wrong key is not told');

  await logIn(page, key);
  await until(page, () => document.querySelector('.state-mark[data-mood="good"]'));
  const answer = await ask(page, "SELECT COUNT(*) FROM demanded.events WHERE event_id = 'for-browsers'");
  check(/1 row · /.test(answer), `a reader's statement is not answered: ${answer}`);
  const audit = await ask(page, 'SELECT COUNT(*) AS facts FROM sys.domain_events HAVING COUNT(*) > 0');
  check(/0 rows|No rows|no rows/.test(audit), `a reader sees the facts of keys: ${audit}`);
  await page.goto(new URL('/explorer', base).href, { waitUntil: 'load' });
  await until(page, () => document.body.innerText.includes('demanded'));
  await accessible(page, 'a screen of who is logged in');

  // The control plane, as a reader: tables can be looked at and not changed, keys not even looked at.
  await page.goto(new URL('/tables/demanded/events', base).href, { waitUntil: 'load' });
  await until(page, () => document.querySelector('.control-body .facts'));
  check(!/\b(Pause|Change|Delete)\b/.test(await page.evaluate(() => document.querySelector('main').innerText)), 'a reader may change a table');
  check(!/\b(Keys|Audit)\b/.test(await page.evaluate(() => document.querySelector('vaadin-app-layout').innerText)), 'the menu of a reader has what it may not see');
  for (const [path, sentence] of [['/keys', 'it takes [admin]'], ['/audit', 'it takes [operator]']]) {
    await page.goto(new URL(path, base).href, { waitUntil: 'load' });
    await until(page, () => document.querySelector('.control-body .failure'));
    check((await page.evaluate(() => document.body.innerText)).includes(sentence), `a reader is not told why ${path} is not shown`);
  }
  await accessible(page, 'a screen that is refused');

  await until(page, () => document.querySelector('form[action="/logout"] button'));
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click('form[action="/logout"] button')]);
  await atLogin(page);
  await page.goto(new URL('/', base).href, { waitUntil: 'load' });
  await atLogin(page);

  // An administrator of another tenant sees its own and nothing of the first tenant.
  await logIn(page, other);
  await until(page, () => document.querySelector('.state-mark[data-mood="good"]'));
  for (const [path, shown] of [['/keys', 'key'], ['/tables', 'No events yet'], ['/schemas', 'No schemas yet'], ['/audit', 'fit']]) {
    await page.goto(new URL(path, base).href, { waitUntil: 'load' });
    await until(page, (text) => document.querySelector('.control-body')?.innerText.includes(text), shown);
    const all = await page.evaluate(() => document.querySelector('main').innerText);
    check(!/demanded|a browser/.test(all), `${path} shows the first tenant's to another: ${all}`);
  }
  await page.goto(new URL('/keys?tenant=default', base).href, { waitUntil: 'load' });
  await until(page, () => document.querySelector('.control-body .failure'));
  await page.goto(new URL('/tables/demanded/events', base).href, { waitUntil: 'load' });
  await until(page, () => document.querySelector('.control-body .failure'));
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click('form[action="/logout"] button')]);
  await atLogin(page);

  await logIn(page, key);
  await until(page, () => document.querySelector('.state-mark[data-mood="good"]'));
  execSync(revoke);
  const revoked = Date.now();
  await atLogin(page);
  check(Date.now() - revoked < 5_000, `the page stayed ${Date.now() - revoked} ms after the revocation`);
} catch (error) {
  faults.push(String(error?.stack ?? error));
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
faults.forEach((fault) => console.error(fault));
process.exit(faults.length ? 1 : 0);
