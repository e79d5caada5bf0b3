import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const MOST_COMPRESSED_BYTES = 300_000;
const script = fileURLToPath(new URL('../../build.mjs', import.meta.url));

let folders;
before(async () => {
  folders = await Promise.all([1, 2].map(() => mkdtemp(join(tmpdir(), 'console-'))));
  await Promise.all(folders.map((folder) => promisify(execFile)(process.execPath, [script, folder])));
});
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const contents = async (folder) => {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]));
};

test('the bundle is small', async () => {
  const sizes = (await contents(folders[0])).map(([, text]) => gzipSync(text).length);
  assert.ok(sizes.reduce((sum, size) => sum + size) < MOST_COMPRESSED_BYTES, `${sizes} bytes`);
});

test('it is the same each time', async () => {
  assert.deepEqual(await contents(folders[0]), await contents(folders[1]));
});

test('nothing of it is elsewhere, in line or evaluated', async () => {
  for (const [name, text] of await contents(folders[0])) {
    if (name === 'index.html') {
      assert.doesNotMatch(text, /<script(?![^>]*src=)|style=|\son\w+=|https?:/);
    } else if (name !== 'licences.txt') {
      const foreign = text.replaceAll(/http:\/\/www\.w3\.org\/\d+\/(svg|xhtml|xlink|Math\/MathML)|http:\/\/www\.w3\.org\/1998\/Math\/MathML/g, '');
      assert.doesNotMatch(foreign, /https?:\/\/[a-z]|@import|\beval\(|new Function/, name);
    }
  }
});
