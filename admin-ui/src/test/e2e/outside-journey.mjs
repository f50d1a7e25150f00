// What the screens give to other programs: files that are whole or visibly not, plans, links, curls with the same figures; and narrow windows.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloads, fresh, painted, press, run, until } from './page.mjs';

const IN_VIEW = '.statement-tab:not([hidden])';
const AREA = `${IN_VIEW} tn-editor textarea`;
const COUNTS = 'SELECT repo, COUNT(*) AS changes, SUM(additions) AS added FROM git.changes GROUP BY repo ORDER BY repo';
// Fails behind the rows of its first part, long after the screen has its answer.
const BREAKS = 'SELECT event_id, 1 AS n FROM git.changes UNION ALL '
  + "SELECT event_id, 1 / (CHAR_LENGTH(event_id) - CHAR_LENGTH(event_id || '')) FROM git.changes";

const press1 = (page, words) => page.evaluate((wanted) => [...document.querySelectorAll('vaadin-button, button, a')]
  .filter((button) => button.getClientRects().length > 0).find((button) => button.textContent.trim() === wanted).click(), words);
const answered = (page) => until(page, (view) => document.querySelector(`${view} .result`) && !document.querySelector(`${view} tn-elapsed`), IN_VIEW);
const closeDialog = async (page) => {
  await page.keyboard.press('Escape');
  await until(page, () => !document.querySelector('vaadin-dialog[opened]'));
};

// Rows that the command under a heading gives in a shell.
async function shell(page, heading) {
  const command = await page.evaluate((wanted) => [...document.querySelectorAll('.snippet')]
    .find((snippet) => snippet.querySelector('h3').textContent === wanted).querySelector('pre').textContent, heading);
  return JSON.parse(execFileSync('sh', ['-c', command.replace(/^curl /, 'curl -sS ')], { encoding: 'utf8' }));
}

async function files(browser, page, theme) {
  const folder = join(browser.out, 'files');
  mkdirSync(folder, { recursive: true });
  const next = await downloads(browser, page, folder);
  await run(browser, page, COUNTS);
  await answered(page);
  await press(page, 'Alt', 's');
  await until(page, () => document.querySelector('.download-links'));
  await painted(page);
  await press1(page, 'Download CSV');
  const csv = readFileSync(await next(), 'utf8').split('\r\n');
  await press1(page, 'Download JSON');
  const json = JSON.parse(readFileSync(await next(), 'utf8'));
  browser.check(csv[0] === 'repo,changes,added' && csv.length === json.row_count + 2, `the CSV file is not the answer: ${csv.slice(0, 2)}`);
  browser.check(json.rows.every((row, i) => row.every((value, c) => value == csv[i + 1].split(',')[c])) && json.truncated === false, 'the two files differ');
  await until(page, (rows) => document.querySelector('vaadin-dialog[opened] .status').textContent === `The file has all ${rows} rows.`, json.row_count);
  await closeDialog(page);
  await press1(page, 'Show the curl');
  await until(page, () => document.querySelector('.snippet'));
  await painted(page);
  browser.check(JSON.stringify((await shell(page, 'HTTP')).rows) === JSON.stringify(json.rows), 'the shown curl gives other rows');
  await closeDialog(page);
  await run(browser, page, BREAKS);
  await answered(page);
  await press(page, 'Alt', 's');
  await until(page, () => document.querySelector('.download-links'));
  await press1(page, 'Download CSV');
  browser.check(await next() === null, 'a download that broke looks whole');
  await until(page, () => document.querySelector('vaadin-dialog[opened] .status').textContent.startsWith('The file is not whole'));
  await browser.shot(page, theme, 'sql-download-broken');
  await closeDialog(page);
}

async function plan(browser, page, theme) {
  await run(browser, page, COUNTS);
  await answered(page);
  await press(page, 'Alt', 'p');
  await until(page, () => document.querySelector('.plan-tree'));
  await painted(page);
  const said = await page.$eval('.plan', (panel) => panel.innerText);
  browser.check(/Scan git\.changes/.test(said) && /pushed down\s+grouping, aggregates/.test(said), `the plan does not say what was pushed down: ${said}`);
  await press1(page, 'Logical plan');
  await until(page, () => /nothing: every row leaves the scan/.test(document.querySelector('.plan').innerText));
  await press1(page, 'Run it and count');
  await until(page, () => /rows scanned/i.test(document.querySelector('.plan').innerText));
  await painted(page);
  await browser.shot(page, theme, 'sql-plan-counted');
}

async function sharedLink(browser, page, theme) {
  await run(browser, page, COUNTS);
  await answered(page);
  const link = await page.$eval(`${IN_VIEW} tn-editor`, (editor) => editor.link());
  const other = await browser.open(theme);
  await other.goto(link, { waitUntil: 'load' });
  await until(other, (wanted) => [...document.querySelectorAll('tn-editor textarea')].some((area) => area.value === wanted), COUNTS);
  browser.check(!(await other.$('.result, tn-elapsed')), 'a shared link has run its statement');
  await browser.shot(other, theme, 'sql-link');
  await other.close();
}

// The figures of home and explorer again by their curls.
export async function curls(browser, page) {
  await browser.go(page, '/');
  await until(page, () => document.querySelector('.state-mark[data-mood="good"]') && document.querySelector('.tile-unit')?.textContent);
  const stored = Number((await page.$eval('.tile-number', (tile) => tile.textContent)).replaceAll(',', ''));
  await press1(page, 'Show the SQL and curl');
  await until(page, () => document.querySelector('.snippet'));
  const statistics = await shell(page, 'Statistics as JSON');
  browser.check(statistics.total_events === stored, `home shows ${stored} events, its curl gives ${JSON.stringify(statistics)}`);
  await closeDialog(page);
  await browser.go(page, '/explorer/git/changes');
  await until(page, () => document.querySelector('.table-facts'));
  await press1(page, 'Show the SQL and curl');
  await until(page, () => document.querySelector('.snippet'));
  const count = await shell(page, 'Count over the JSON query door');
  browser.check(count.results[0].count === stored, `the explorer's curl counts ${JSON.stringify(count)}, home ${stored}`);
  browser.check((await shell(page, 'Newest events over HTTP')).row_count === 100, 'the curl of the newest events gives other rows');
  await closeDialog(page);
}

export async function narrow(browser, page, theme) {
  await page.setViewport({ width: 390, height: 844 });
  for (const [name, path] of [['home', '/'], ['explorer', '/explorer'], ['explorer-table', '/explorer/git/changes']]) {
    await browser.go(page, path);
    await until(page, () => document.querySelector('.tile-unit, .table-list vaadin-grid, .table-facts'));
    await painted(page);
    await fits(browser, page, theme, name);
  }
  await run(browser, page, COUNTS);
  await answered(page);
  await fits(browser, page, theme, 'sql-result');
  await page.setViewport({ width: 1360, height: 860 });
}

async function fits(browser, page, theme, name) {
  browser.check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} overflows a window of 390 pixels`);
  await browser.shot(page, theme, `${name}-390`);
}

export async function outside(browser, page, theme) {
  await fresh(browser, page);
  for (const part of [files, plan, sharedLink]) await part(browser, page, theme);
}
