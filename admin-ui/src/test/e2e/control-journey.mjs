// What people do on the screens of the control plane: keys, tables, schemas, tenants, settings, facts. Every dialog is opened and left by the keyboard, and the focus is
// afterwards where it was. Needs the tables of the git changes, and a server that asks nobody for a credential.
import { focused, until } from './page.mjs';

const button = (page, name) => page.evaluateHandle((wanted) => {
  const dialogs = [...document.querySelectorAll('vaadin-dialog[opened]')];
  const place = dialogs.at(-1) ?? document.querySelector('main');
  return [...place.querySelectorAll('vaadin-button')].find((one) => one.textContent.trim() === wanted && !one.disabled);
}, name);

async function has(page, name) {
  await page.waitForFunction((wanted) => {
    const dialogs = [...document.querySelectorAll('vaadin-dialog[opened]')];
    const place = dialogs.at(-1) ?? document.querySelector('main');
    return [...(place?.querySelectorAll('vaadin-button') ?? [])].some((one) => one.textContent.trim() === wanted && !one.disabled);
  }, { timeout: 20_000, polling: 100 }, name);
}

async function press(page, name) {
  await has(page, name);
  await (await button(page, name)).focus();
  await page.keyboard.press('Enter');
}

async function type(page, label, text) {
  await until(page, (wanted) => [...document.querySelectorAll('vaadin-dialog[opened] label')].some((one) => one.textContent.includes(wanted)), label);
  await page.evaluate((wanted) => {
    const field = [...document.querySelectorAll('vaadin-dialog[opened] label')].find((one) => one.textContent.includes(wanted)).parentElement;
    field.querySelector('input, textarea').focus();
  }, label);
  await page.keyboard.type(text);
}

const opened = (page) => until(page, () => document.querySelector('vaadin-dialog[opened]'));
const closed = (page) => until(page, () => !document.querySelector('vaadin-dialog[opened]'));
const settled = (page) => new Promise((done) => setTimeout(done, 500)).then(() => page.evaluate(() => document.fonts.ready.then(() => 0)));

async function picture(browser, page, theme, name) {
  await settled(page);
  await browser.shot(page, theme, name);
}

async function focusIsBack(browser, page, theme, name) {
  await closed(page);
  await settled(page);
  const at = await focused(page);
  browser.check(at === name, `${theme} the focus is on [${at}] and not back on [${name}]`);
}

async function keys(browser, page, theme) {
  await browser.go(page, '/keys');
  await has(page, 'New key');
  await until(page, () => document.querySelector('.control-body .teach, .control-body vaadin-grid'));
  await picture(browser, page, theme, 'keys-before');
  await press(page, 'New key');
  await opened(page);
  await type(page, 'Name', `a-program-${theme}`);
  await type(page, 'Namespaces and tables', 'git.changes');
  await picture(browser, page, theme, 'keys-new');
  await press(page, 'Make the key');
  await until(page, () => document.querySelector('vaadin-dialog[opened] .code-block pre'));
  const text = await page.$eval('vaadin-dialog[opened] .code-block pre', (pre) => pre.textContent);
  browser.check(/^ttd_live_/.test(text), `${theme} the text of the key is not shown`);
  browser.check(await page.$('vaadin-dialog[opened] tn-copy button'), `${theme} the text of the key has no copy button`);
  await page.keyboard.press('Escape');
  await settled(page);
  browser.check(await page.$('vaadin-dialog[opened]'), `${theme} Escape loses the text of the key`);
  await press(page, 'I have it');
  await focusIsBack(browser, page, theme, 'New key');
  browser.check(!(await page.content()).includes(text), `${theme} the text of the key is still in the page`);
  await until(page, () => document.querySelector('.control-body vaadin-grid'));
  await picture(browser, page, theme, 'keys');
  await page.evaluate((name) => [...document.querySelectorAll('vaadin-grid a')].find((link) => link.textContent === name).click(), `a-program-${theme}`);
  await has(page, 'Rotate');
  await picture(browser, page, theme, 'key');
  await press(page, 'Rotate');
  await opened(page);
  await page.keyboard.press('Escape');
  await focusIsBack(browser, page, theme, 'Rotate');
  await press(page, 'Revoke');
  await opened(page);
  await type(page, 'Type a-program', `a-program-${theme}`);
  await picture(browser, page, theme, 'key-revoke');
  await press(page, 'Revoke');
  await closed(page);
  await until(page, () => location.pathname.endsWith('/keys') && document.querySelector('.control-body .teach, .control-body vaadin-grid'));
}

async function tables(browser, page, theme) {
  await browser.go(page, '/tables');
  await until(page, () => document.querySelector('.control-body vaadin-grid a'));
  await picture(browser, page, theme, 'tables');
  await browser.go(page, '/tables/git/changes');
  await has(page, 'Pause');
  await picture(browser, page, theme, 'table');
  await press(page, 'Change');
  await opened(page);
  await picture(browser, page, theme, 'table-change');
  await page.keyboard.press('Escape');
  await focusIsBack(browser, page, theme, 'Change');
  await press(page, 'Pause');
  await opened(page);
  await press(page, 'Pause');
  await closed(page);
  await has(page, 'Resume');
  await picture(browser, page, theme, 'table-paused');
  await press(page, 'Resume');
  await opened(page);
  await press(page, 'Resume');
  await closed(page);
  await has(page, 'Pause');
  await press(page, 'Delete');
  await opened(page);
  await picture(browser, page, theme, 'table-delete');
  await page.keyboard.press('Escape');
  await focusIsBack(browser, page, theme, 'Delete');
}

async function schemas(browser, page, theme) {
  await browser.go(page, '/schemas');
  await has(page, 'New schema');
  await until(page, () => document.querySelector('.control-body .teach, .control-body vaadin-grid'));
  await picture(browser, page, theme, 'schemas-before');
  await press(page, 'New schema');
  await opened(page);
  await page.evaluate(() => {
    const label = [...document.querySelectorAll('vaadin-dialog[opened] label')].find((one) => one.textContent.trim() === 'Name');
    label.parentElement.querySelector('input').focus();
  });
  await page.keyboard.type(`order-${theme}`);
  await press(page, 'Make the schema');
  await closed(page);
  await has(page, 'New version');
  await until(page, () => document.querySelector('.schema-page pre'));
  await press(page, 'New version');
  await opened(page);
  await page.evaluate(() => {
    const area = document.querySelector('vaadin-dialog[opened] textarea');
    area.focus();
    area.select();
  });
  await page.keyboard.type('{"type":"object","properties":{},"title":"an order"}');
  await press(page, 'Check compatibility');
  await has(page, 'Save the version');
  await picture(browser, page, theme, 'schema-new-version');
  await press(page, 'Save the version');
  await closed(page);
  await until(page, () => document.querySelector('.remarks'));
  await picture(browser, page, theme, 'schema');
  await browser.go(page, '/schemas');
  await until(page, () => document.querySelector('.control-body vaadin-grid a'));
  await picture(browser, page, theme, 'schemas');
}

async function audit(browser, page, theme) {
  await browser.go(page, '/audit');
  await until(page, () => document.querySelector('.control-body vaadin-grid a'));
  await picture(browser, page, theme, 'audit');
  await press(page, 'Verify the chain');
  await until(page, () => document.body.innerText.includes('The chain is intact'));
  await picture(browser, page, theme, 'audit-verified');
  await browser.go(page, '/audit?type=SchemaVersionAdded');
  await until(page, () => document.querySelector('.control-body vaadin-grid a'));
  await page.evaluate(() => document.querySelector('vaadin-grid a').click());
  await until(page, () => document.querySelector('.fact-fields'));
  await picture(browser, page, theme, 'audit-fact');
}

async function tenants(browser, page, theme) {
  await browser.go(page, '/tenants');
  await has(page, 'New tenant');
  await until(page, () => document.querySelector('.control-body vaadin-grid a'));
  await picture(browser, page, theme, 'tenants');
  await press(page, 'New tenant');
  await opened(page);
  await type(page, 'Name', `acme-${theme}`);
  await press(page, 'Make the tenant');
  await closed(page);
  await has(page, 'Suspend');
  await press(page, 'Suspend');
  await opened(page);
  await type(page, 'Type acme', `acme-${theme}`);
  await press(page, 'Suspend');
  await focusIsBack(browser, page, theme, 'Resume');
  await picture(browser, page, theme, 'tenant-suspended');
}

async function settings(browser, page, theme) {
  await browser.go(page, '/settings');
  await has(page, 'Change');
  await press(page, 'Change');
  await opened(page);
  await page.evaluate(() => {
    const label = [...document.querySelectorAll('vaadin-dialog[opened] label')].find((one) => one.textContent.includes('retention.default_days'));
    const input = label.parentElement.querySelector('input');
    input.focus();
    input.select();
  });
  await page.keyboard.type('90');
  await picture(browser, page, theme, 'settings-change');
  await press(page, 'Change');
  await focusIsBack(browser, page, theme, 'Change');
  await picture(browser, page, theme, 'settings');
  await press(page, 'Roll back');
  await opened(page);
  await press(page, 'Roll back');
  await closed(page);
  await until(page, () => document.body.innerText.includes('again'));
}

/** All screens of the control plane. */
export async function control(browser, page, theme) {
  await keys(browser, page, theme);
  await tables(browser, page, theme);
  await schemas(browser, page, theme);
  await tenants(browser, page, theme);
  await settings(browser, page, theme);
  await audit(browser, page, theme);
}
