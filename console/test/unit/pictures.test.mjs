import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { test } from 'node:test';

const MOST_BYTES = 150_000;
const docs = new URL('../../../docs/', import.meta.url);

test('the pictures of the documents are there, small, and shown', async () => {
  const page = await readFile(new URL('console.md', docs), 'utf8');
  const shown = [...page.matchAll(/\]\(images\/(console-[\w-]+\.png)\)/g)].map(([, name]) => name);
  const there = (await readdir(new URL('images/', docs))).filter((name) => name.startsWith('console-'));
  assert.deepEqual(shown.toSorted(), there.toSorted());
  for (const name of there) {
    assert.ok((await stat(new URL(`images/${name}`, docs))).size < MOST_BYTES, name);
  }
});
