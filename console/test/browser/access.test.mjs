import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { confirm, inspect, openBrowser, signIn, visit } from './harness.mjs';

const POLICY = JSON.stringify({
  Version: '1',
  Statement: [
    { Effect: 'Allow', Action: ['oss:ListBuckets', 'ram:DecodeDiagnosticMessage'], Resource: '*' },
    { Effect: 'Deny', Action: 'oss:PutBucket', Resource: '*' },
  ],
});

let browser;
let page;
const anna = {};
before(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  await signIn(page);
});
after(() => browser.close());

test('a policy that is no JSON is told and stays as it was typed', async () => {
  await visit(page, '#/policies', 'Policies');
  await page.getByRole('button', { name: 'Create policy' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Policy', { exact: true }).fill('readers');
  await dialog.getByLabel('Document').fill('{"Version": "1",');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.getByText('This is no JSON').waitFor();
  assert.equal(await dialog.getByLabel('Document').inputValue(), '{"Version": "1",');
  await dialog.getByLabel('Document').fill('{"Version": "1", "Statement": []}');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.locator('.error, .refusal').first().waitFor();
  await dialog.getByLabel('Document').fill(POLICY);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'readers' }).click();
  await page.getByRole('heading', { level: 1, name: 'readers' }).waitFor();
  await inspect(page, 'policy');
});

test('a user is made with an access key and a policy', async () => {
  await visit(page, '#/users', 'Users');
  await page.getByRole('button', { name: 'Create user' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User', { exact: true }).fill('an na');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.getByText('1 to 64 letters').waitFor();
  await dialog.getByLabel('User', { exact: true }).fill('anna');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'anna' }).click();
  await page.getByRole('button', { name: 'Create access key' }).click();
  await dialog.getByText('shown this once').waitFor();
  [anna.accessKeyId, anna.secret] = await dialog.locator('dd').allTextContents();
  await dialog.getByRole('button', { name: 'I have noted it' }).click();
  await page.getByRole('form', { name: 'Attach' }).getByLabel('Policy').selectOption({ label: 'readers' });
  await page.getByRole('form', { name: 'Attach' }).getByRole('button', { name: 'Attach' }).click();
  await page.getByRole('link', { name: 'readers' }).waitFor();
  assert.ok(!(await page.content()).includes(anna.secret));
  await inspect(page, 'user');
  await visit(page, '#/users', 'Users');
  await inspect(page, 'users');
});

test('the simulator tells what decides', async () => {
  await visit(page, '#/simulator', 'Simulator');
  await page.getByRole('button', { name: 'Simulate' }).click();
  assert.equal(await page.getByText('This is needed.').count(), 2);
  await page.getByLabel('Who').fill('user/anna');
  await page.getByLabel('Action').fill('oss:PutBucket');
  await page.getByLabel('Resource').fill('oss://anything');
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByText('denied by a policy').waitFor();
  await page.getByText('readers').first().waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await inspect(page, 'simulator', { picture: true, full: true });
  await page.getByLabel('Action').fill('oss:ListBuckets');
  await page.getByLabel('Resource').fill('acs:oss:*:*:*');
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByText('allowed', { exact: true }).waitFor();
});

test('a user is told why it was refused, and so is the root', async () => {
  const other = await browser.newPage();
  await signIn(other, anna.accessKeyId, anna.secret);
  await other.getByRole('button', { name: 'Create bucket' }).click();
  const dialog = other.getByRole('dialog');
  await dialog.getByLabel('Bucket', { exact: true }).fill('annas-bucket');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.getByRole('alert').getByText('a policy denies it').waitFor();
  await dialog.getByRole('button', { name: 'Explain' }).click();
  await dialog.locator('.finding.Deny').getByText('readers').waitFor();
  const request = await dialog.locator('.refusal code').first().textContent();
  await inspect(other, 'refusal', { picture: true });
  await other.close();

  await visit(page, '#/explain', 'Explained refusals');
  await page.getByLabel('Request id').fill('nonsense');
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.getByText('is not a message that you can decode').waitFor();
  assert.equal(await page.getByLabel('Request id').inputValue(), 'nonsense');
  await page.getByLabel('Request id').fill(request);
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.locator('.finding.Deny').getByText('readers').waitFor();
  await inspect(page, 'explain');

  await visit(page, '#/requests', 'Requests');
  await page.getByLabel('Refused only').check();
  await page.getByLabel('Filter').fill('PutBucket');
  await page.getByRole('link', { name: `PutBucket ${request}` }).waitFor();
  await inspect(page, 'requests');
  await page.getByRole('link', { name: `PutBucket ${request}` }).click();
  await page.getByRole('heading', { name: `Request ${request}` }).waitFor();
  await page.locator('.finding.Deny').waitFor();
});

test('what was given is taken away again', async () => {
  await visit(page, '#/users/anna', 'anna');
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await page.getByText('inactive', { exact: true }).waitFor();
  await page.getByRole('button', { name: `Delete ${anna.accessKeyId}` }).click();
  await confirm(page, anna.accessKeyId, 'Delete');
  await page.getByRole('button', { name: 'Detach readers' }).click();
  await page.getByText('No policies are attached.').waitFor();
  await page.getByRole('button', { name: 'Delete the user' }).click();
  await confirm(page, 'anna', 'Delete');
  await page.getByText('There are no users yet.').waitFor();
  await visit(page, '#/policies/Custom/readers', 'readers');
  await page.getByRole('button', { name: 'Delete the policy' }).click();
  await confirm(page, 'readers', 'Delete');
  await page.getByRole('heading', { level: 1, name: 'Policies' }).waitFor();
});

test('nothing breaks a rule of the page', () => assert.deepEqual(browser.troubles, []));
