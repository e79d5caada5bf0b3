import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { confirm, inspect, openBrowser, signIn, visit } from './harness.mjs';

let browser;
let page;
let keyId;
before(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  await signIn(page);
});
after(() => browser.close());

test('a key is made', async () => {
  await visit(page, '#/keys', 'Keys');
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Description').fill('ledgers');
  await dialog.getByLabel('Rotate by itself').check();
  await dialog.getByLabel('Days between rotations').fill('3');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.getByText('from 7 to 365').waitFor();
  assert.equal(await dialog.getByLabel('Description').inputValue(), 'ledgers');
  await dialog.getByLabel('Days between rotations').fill('30');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const row = page.getByRole('row').filter({ hasText: 'ledgers' });
  keyId = await row.locator('code').textContent();
  await inspect(page, 'keys');
});

test('what it protects is shown by version', async () => {
  await visit(page, '#/buckets', 'Buckets');
  await page.getByRole('button', { name: 'Create bucket' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Bucket', { exact: true }).fill('ledgers');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'ledgers', exact: true }).waitFor();
  await visit(page, '#/buckets/ledgers/encryption', 'ledgers');
  const rule = page.getByRole('form', { name: 'Encryption rule' });
  await rule.getByLabel('Master key', { exact: true }).fill(keyId);
  await rule.getByRole('button', { name: 'Set the rule' }).click();
  await page.locator('.facts').getByText(keyId).waitFor();

  const upload = async (name) => {
    await visit(page, '#/buckets/ledgers/objects', 'ledgers');
    await page
      .getByLabel('Upload files')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(`contents of ${name}`) });
    await page.getByRole('link', { name, exact: true }).waitFor();
  };
  await upload('january.txt');
  await upload('february.txt');
  await visit(page, `#/keys/${keyId}`, 'Key');
  await page.getByRole('button', { name: 'Rotate now' }).click();
  await page.getByRole('status').getByText('The key has a new version.').waitFor();
  await upload('march.txt');
  await visit(page, `#/keys/${keyId}`, 'Key');
  const uses = page.getByRole('region', { name: 'What it protects' }).getByRole('row');
  await uses.filter({ hasText: 'v1' }).filter({ hasText: '2' }).first().waitFor();
  await uses.filter({ hasText: 'v2' }).first().waitFor();
  assert.equal(await page.getByRole('region', { name: 'Versions' }).getByRole('row').count(), 3);
  await inspect(page, 'key', { picture: true, full: true });
});

test('it is disabled, enabled, and its deletion is scheduled and taken back', async () => {
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('dialog').getByText('It protects 3 entries now.').waitFor();
  await confirm(page, keyId, 'Disable');
  await page.getByText('disabled', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Enable' }).click();
  await page.getByText('enabled', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Schedule deletion' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Days until').fill('6');
  await dialog.getByLabel(`Type ${keyId} to go on`).fill('something else');
  await dialog.getByRole('button', { name: 'Schedule deletion' }).click();
  await dialog.getByText('from 7 to 366').waitFor();
  await dialog.getByText(`This is not ${keyId}.`).waitFor();
  await dialog.getByLabel('Days until').fill('7');
  await confirm(page, keyId, 'Schedule deletion');
  await page.getByText('to be deleted', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Keep the key' }).click();
  await page.getByText('enabled', { exact: true }).waitFor();
});

test('figures move while the page is open', async () => {
  await visit(page, '#/metrics', 'Metrics');
  await page.getByRole('img', { name: /^Requests: now/ }).locator('.line').waitFor({ state: 'attached' });
  const other = await browser.newPage();
  await signIn(other);
  const moved = page.getByRole('img', { name: /^Requests: now .*, at most (?!0\/s)/ }).waitFor();
  for (const [address, heading] of [['#/keys', 'Keys'], ['#/users', 'Users'], ['#/buckets', 'Buckets']]) {
    await visit(other, address, heading);
  }
  await moved;
  await other.close();
  await page.getByText('PutObject', { exact: true }).waitFor();
  await inspect(page, 'metrics', { picture: true, full: true });
});

test('every page speaks Chinese', async () => {
  await page.getByLabel('Language').selectOption('zh');
  const english = /\b(?:the|is|of|and|was|bucket|Create|Delete)\b|\b[a-z]+\.[a-z][A-Za-z]+\b(?<!\.txt)/;
  for (const [address, heading] of [
    ['#/keys', '密钥'],
    [`#/keys/${keyId}`, '密钥'],
    ['#/users', '用户'],
    ['#/simulator', '权限模拟'],
    ['#/explain', '拒绝原因'],
    ['#/metrics', '监控指标'],
    ['#/buckets', '存储空间'],
    ['#/buckets/ledgers/rewrap', 'ledgers'],
    ['#/buckets/ledgers/encryption', 'ledgers'],
  ]) {
    await visit(page, address, heading);
    const labels = await page.locator('h2, th, label, summary, button, dt, figcaption').allTextContents();
    assert.deepEqual(labels.filter((label) => english.test(label)), [], address);
  }
  await inspect(page, 'posture-zh', { picture: true });
});

test('nothing breaks a rule of the page', () => assert.deepEqual(browser.troubles, []));
