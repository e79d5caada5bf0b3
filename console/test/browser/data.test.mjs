import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { confirm, inspect, openBrowser, settled, signIn, visit } from './harness.mjs';

const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');
const text = (name, content) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });

let browser;
let page;
before(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  await signIn(page);
});
after(() => browser.close());

const upload = (...files) => page.getByLabel('Upload files').setInputFiles(files);

test('a bucket is created, and a bad name is told beside its field', async () => {
  await page.getByRole('button', { name: 'Create bucket' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Bucket', { exact: true }).fill('Not A Name');
  await dialog.getByLabel('Encryption rule').selectOption('');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.getByText('neither begins nor ends with a hyphen').waitFor();
  assert.equal(await dialog.getByLabel('Bucket', { exact: true }).inputValue(), 'Not A Name');
  assert.equal(await dialog.getByLabel('Encryption rule').inputValue(), '');
  await inspect(page, 'form');
  await dialog.getByLabel('Bucket', { exact: true }).fill('records');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'records', exact: true }).waitFor();
  await page.getByRole('status').getByText('The bucket records was created.').waitFor();
});

test('files go up with their progress and come down as they were', async () => {
  await visit(page, '#/buckets/records/objects/2026%2F', 'records');
  await upload(text('a plain+name & <b>.txt', 'first'), text('notes.txt', 'notes'));
  await page.getByText('uploaded', { exact: true }).nth(1).waitFor();
  await page.getByRole('link', { name: 'a plain+name & <b>.txt', exact: true }).waitFor();

  const large = randomBytes(3 * 1024 * 1024);
  const network = await page.context().newCDPSession(page);
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    uploadThroughput: 3 * 1024 * 1024,
    downloadThroughput: -1,
  });
  await upload({ name: 'large.bin', mimeType: 'application/octet-stream', buffer: large });
  await page.waitForFunction(() => {
    const bar = document.querySelector('progress');
    return bar && bar.value > 0 && bar.value < bar.max;
  });
  await page.getByText('uploaded', { exact: true }).waitFor();
  await network.detach();
  await settled(page);
  await inspect(page, 'objects');

  const begun = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download 2026/large.bin' }).click();
  const download = await begun;
  assert.equal(download.suggestedFilename(), 'large.bin');
  assert.equal(sha(await readFile(await download.path())), sha(large));
});

test('folders are walked', async () => {
  await visit(page, '#/buckets/records/objects', 'records');
  await page.getByRole('link', { name: '2026/' }).click();
  await page.getByRole('link', { name: 'notes.txt' }).click();
  await page.getByRole('heading', { level: 1, name: '2026/notes.txt' }).waitFor();
});

test('versions are kept, restored and deleted', async () => {
  await visit(page, '#/buckets/records/encryption', 'records');
  await page.getByRole('form', { name: 'Versions' }).getByRole('button', { name: 'Save' }).click();
  await page.getByText('The bucket keeps older versions.').waitFor();
  await visit(page, '#/buckets/records/objects/2026%2F', 'records');
  await upload(text('notes.txt', 'second notes'));
  await page.getByText('uploaded', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Delete 2026/notes.txt' }).click();
  await confirm(page, '2026/notes.txt', 'Delete');

  await visit(page, '#/buckets/records/object/2026%2Fnotes.txt', '2026/notes.txt');
  await page.getByText('the object is not there').waitFor();
  await page.getByRole('button', { name: 'Undelete' }).click();
  const rows = page.getByRole('region', { name: 'Versions' }).getByRole('row');
  const sized = (size) => rows.filter({ has: page.getByRole('cell', { name: size, exact: true }) });
  await sized('12 B').getByText('latest', { exact: true }).waitFor();
  await sized('5 B').getByRole('button', { name: 'Make it the latest' }).click();
  await sized('5 B').getByText('latest', { exact: true }).waitFor();
  assert.equal(await rows.count(), 4);
  await inspect(page, 'object', { picture: true });
  await sized('12 B').getByRole('button', { name: 'Delete the version' }).click();
  await confirm(page, '2026/notes.txt', 'Delete');
  await sized('12 B').waitFor({ state: 'detached' });
  assert.equal(await rows.count(), 3);
});

test('tags are set, and too many are told', async () => {
  const tags = page.getByLabel('Tags of the object');
  const form = page.getByRole('form', { name: 'Tags' });
  await tags.fill(Array.from({ length: 11 }, (_, at) => `t${at}=v`).join('\n'));
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('at most 10 tags').waitFor();
  await tags.fill('project=coffer\nkind=note/1 +x');
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').getByText('Saved.').waitFor();
  await visit(page, '#/buckets', 'Buckets');
  await visit(page, '#/buckets/records/object/2026%2Fnotes.txt', '2026/notes.txt');
  assert.deepEqual((await tags.inputValue()).split('\n').sort(), ['kind=note/1 +x', 'project=coffer']);
});

test('the posture shows what a rule leaves unprotected', async () => {
  await visit(page, '#/buckets/records/encryption', 'records');
  const rule = page.getByRole('form', { name: 'Encryption rule' });
  await rule.getByLabel('Master key', { exact: true }).fill('no-such-key');
  await rule.getByRole('button', { name: 'Set the rule' }).click();
  await rule.getByText('There is no such key').waitFor();
  assert.equal(await rule.getByLabel('Master key', { exact: true }).inputValue(), 'no-such-key');
  await rule.getByLabel('Master key', { exact: true }).fill('');
  await rule.getByRole('button', { name: 'Set the rule' }).click();
  await page.getByText('do not satisfy the rule').waitFor();
  await visit(page, '#/buckets/records/objects/2026%2F', 'records');
  await upload(text('under-the-rule.txt', 'encrypted'), text('another.txt', 'encrypted too'));
  await page.getByText('uploaded', { exact: true }).nth(1).waitFor();
  await visit(page, '#/buckets/records/encryption', 'records');
  await page.getByRole('img', { name: '2 entries satisfy the rule' }).waitFor();
  await page.getByText('Not encrypted', { exact: true }).first().waitFor();
  await page.locator('summary').filter({ hasText: 'Not encrypted' }).click();
  await page.getByRole('region', { name: 'Not encrypted' }).getByText('2026/large.bin').waitFor();
  await page.locator('summary').filter({ hasText: 'Not encrypted' }).click();
  await page.evaluate(() => scrollTo(0, 0));
  await inspect(page, 'posture', { picture: true, dark: true });
});

test('a rewrap is counted, begun and seen to its end', async () => {
  await visit(page, '#/buckets/records/rewrap', 'records');
  await page.getByRole('button', { name: 'Count only (dry run)' }).click();
  await page.locator('.job').filter({ hasText: 'Dry run' }).getByText('finished').waitFor();
  await page.getByRole('button', { name: 'Start the rewrap' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Type records to go on').fill('recordz');
  await dialog.getByRole('button', { name: 'Start the rewrap' }).click();
  await dialog.getByText('This is not records.').waitFor();
  await confirm(page, 'records', 'Start the rewrap');
  const job = page.locator('.job').filter({ hasNotText: 'Dry run' });
  await job.getByText('finished').waitFor();
  await inspect(page, 'rewrap', { picture: true, full: true });
  await visit(page, '#/buckets/records/encryption', 'records');
  await page.getByText('All of it satisfies the rule').waitFor();
});

test('the rule is deleted, and a bucket too when its name is typed', async () => {
  await page.getByRole('button', { name: 'Delete the rule' }).click();
  await confirm(page, 'records', 'Delete');
  await page.getByRole('status').getByText('The rule was deleted.').waitFor();
  await visit(page, '#/buckets', 'Buckets');
  await page.getByRole('button', { name: 'Create bucket' }).click();
  await page.getByRole('dialog').getByLabel('Bucket', { exact: true }).fill('short-lived');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'short-lived', exact: true }).waitFor();
  await inspect(page, 'buckets');
  await page.getByRole('button', { name: 'Delete records' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Type records to go on').fill('records');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('alert').getByText('BucketNotEmpty').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Delete short-lived' }).click();
  await confirm(page, 'short-lived', 'Delete');
  await page.getByRole('link', { name: 'short-lived', exact: true }).waitFor({ state: 'detached' });
});

test('nothing breaks a rule of the page', () => assert.deepEqual(browser.troubles, []));
