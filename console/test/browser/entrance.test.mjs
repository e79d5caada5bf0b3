import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inspect, openBrowser, server, settled, signIn } from './harness.mjs';

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const focused = (page, text) => page.waitForFunction((wanted) => document.activeElement.textContent === wanted, text);

const isDark = (page, wanted) =>
  page.waitForFunction(
    (dark) => (getComputedStyle(document.body).backgroundColor === 'rgb(16, 22, 28)') === dark,
    wanted,
  );

test('a wrong secret is refused and what was typed stays', async () => {
  const page = await browser.newPage();
  await page.getByRole('button', { name: 'Sign in' }).click();
  assert.equal(await page.getByText('This is needed.').count(), 2);
  assert.equal(await page.getByLabel('AccessKey ID').getAttribute('aria-invalid'), 'true');
  await page.getByLabel('AccessKey ID').fill(server.accessKeyId);
  await page.getByLabel('AccessKey secret').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('SignatureDoesNotMatch').waitFor();
  assert.equal(await page.getByLabel('AccessKey ID').inputValue(), server.accessKeyId);
  assert.equal(await page.getByLabel('AccessKey secret').inputValue(), 'wrong');
  await page.close();
});

test('the secret is kept nowhere', async () => {
  const page = await browser.newPage();
  await inspect(page, 'signin');
  await signIn(page);
  const kept = await page.evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      document.documentElement.outerHTML,
    ]),
  );
  assert.ok(!kept.includes(server.secret));
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  assert.deepEqual(await page.context().cookies(), []);
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.close();
});

test('everything can be reached by keyboard', async () => {
  const page = await browser.newPage();
  await page.getByLabel('AccessKey ID').focus();
  await page.keyboard.type(server.accessKeyId);
  await page.keyboard.press('Tab');
  await page.keyboard.type(server.secret);
  await page.keyboard.press('Enter');
  await focused(page, 'Buckets');
  await settled(page);
  await page.keyboard.press('Tab');
  await focused(page, 'Create bucket');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await focused(page, 'Create bucket');
  await page.close();
});

test('language and colours are chosen and remembered', async () => {
  const page = await browser.newPage();
  await page.getByLabel('Language').selectOption('zh');
  await page.getByRole('heading', { name: '登录' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN');
  await page.getByLabel('配色').selectOption('dark');
  await isDark(page, true);
  await page.reload();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await isDark(page, true);
  await page.getByLabel('配色').selectOption('light');
  await isDark(page, false);
  await page.close();
});

test('nothing breaks a rule of the page', () => assert.deepEqual(browser.troubles, []));
