import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { en } from '../../src/i18n/en.js';
import { zh } from '../../src/i18n/zh.js';

const source = fileURLToPath(new URL('../../src', import.meta.url));

async function sources() {
  const files = await readdir(source, { recursive: true });
  const scripts = files.filter((file) => /\.jsx?$/.test(file) && !/i18n.(en|zh)\.js$/.test(file));
  return Promise.all(scripts.map((file) => readFile(join(source, file), 'utf8')));
}

const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test('both languages have the same texts with the same places to fill in', () => {
  assert.deepEqual(Object.keys(en), Object.keys(zh));
  for (const name of Object.keys(en)) {
    assert.ok(en[name].trim() && zh[name].trim(), name);
    assert.deepEqual(placeholders(zh[name]), placeholders(en[name]), name);
  }
});

test('every text that a page asks for is there', async () => {
  const missing = [];
  for (const text of await sources()) {
    for (const [, name] of text.matchAll(/(?:\bt\(|\? |: |\[)'([a-z]\w*\.\w+)'/gi)) {
      if (!(name in en)) {
        missing.push(name);
      }
    }
    for (const [, group] of text.matchAll(/\bt\(`(\w+)\.\$\{/g)) {
      if (!Object.keys(en).some((name) => name.startsWith(`${group}.`))) {
        missing.push(group);
      }
    }
  }
  assert.deepEqual(missing, []);
});

test('no text is left over', async () => {
  const all = (await sources()).join('\n');
  const groups = new Set([
    ...[...all.matchAll(/\bt\(`(\w+)\.\$\{/g)].map(([, group]) => group),
    ...[...all.matchAll(/tValue\('(\w+)'/g)].map(([, group]) => group),
  ]);
  const unused = Object.keys(en).filter((name) => !all.includes(`'${name}'`) && !groups.has(name.split('.')[0]));
  assert.deepEqual(unused, []);
});
