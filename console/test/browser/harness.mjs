import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SERIOUS = ['serious', 'critical'];
const TIMEOUT_MILLISECONDS = 40_000;

/** A refusal is an answer like any other, and the browser notes each in its console. */
const REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d/;

export const server = {
  url: process.env.COFFER_CONSOLE_URL,
  accessKeyId: process.env.OSS_ACCESS_KEY_ID,
  secret: process.env.OSS_ACCESS_KEY_SECRET,
};

const pictures = process.env.COFFER_CONSOLE_PICTURES;

/** A browser that notes everything that a page must not cause. */
export async function openBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.COFFER_CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const troubles = [];
  const newPage = async () => {
    const context = await browser.newContext({
      viewport: { width: 1200, height: 780 },
      locale: 'en-GB',
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT_MILLISECONDS);
    await page.addInitScript(() =>
      addEventListener('securitypolicyviolation', (event) =>
        console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`),
      ),
    );
    page.on('console', (message) => {
      if (message.type() === 'error' && !REFUSAL.test(message.text())) {
        troubles.push(message.text());
      }
    });
    page.on('pageerror', (error) => troubles.push(error.stack));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== new URL(server.url).origin && protocol !== 'blob:') {
        troubles.push(`a request to ${request.url()}`);
      }
    });
    await page.goto(`${server.url}/console/`);
    return page;
  };
  return { newPage, troubles, close: () => browser.close() };
}

export async function signIn(page, accessKeyId = server.accessKeyId, secret = server.secret) {
  await page.getByLabel('AccessKey ID').fill(accessKeyId);
  await page.getByLabel('AccessKey secret').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Goes to a page by its address and waits until nothing loads any more. */
export async function visit(page, address, heading) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  await settled(page);
}

export const settled = (page) => page.waitForFunction(() => !document.querySelector('.loading'));

/**
 * Looks for what keeps people out, in light and in dark.
 *
 * @param picture whether the page is shown in the documents, and is pictured where pictures are wanted
 * @param dark whether in dark colours too
 * @param full whether with what is below the window's edge
 */
export async function inspect(page, name, { picture = false, dark = false, full = false } = {}) {
  await settled(page);
  for (const theme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme: theme });
    const found = await page.evaluate(`${AXE}; axe.run({ resultTypes: ['violations'] })`);
    const serious = found.violations.filter((violation) => SERIOUS.includes(violation.impact));
    assert.deepEqual(
      serious.map(({ id, nodes }) => `${name}, ${theme}: ${id} at ${nodes.map((node) => node.html).join(' ')}`),
      [],
    );
    if (pictures && picture && (theme === 'light' || dark)) {
      await mkdir(pictures, { recursive: true });
      const file = `console-${name}${theme === 'dark' ? '-dark' : ''}.png`;
      await page.screenshot({ path: join(pictures, file), fullPage: full, animations: 'disabled' });
    }
  }
}

/** Types the word that a dialog asks for, and goes on. */
export async function confirm(page, word, action) {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(`Type ${word} to go on`).fill(word);
  await dialog.getByRole('button', { name: action }).click();
  await dialog.waitFor({ state: 'detached' });
}
