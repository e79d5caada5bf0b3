import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMetrics, total, totals } from '../../src/api/metrics.js';
import { Refusal } from '../../src/api/refusal.js';
import { all, escaped, first, parseXml } from '../../src/api/xml.js';

test('documents become objects of lists', () => {
  const read = parseXml(
    '<?xml version="1.0"?><R xmlns="x"><B><N>a &amp; &#x4e2d;&#25991; &lt;b&gt;</N></B><B><N/></B><T> x </T></R>',
  );
  assert.deepEqual(
    all(read, 'R', 'B').map((bucket) => first(bucket, 'N')),
    ['a & 中文 <b>', ''],
  );
  assert.equal(first(read, 'R', 'T'), ' x ');
  assert.equal(first(read, 'R', 'Missing', 'Deeper'), undefined);
  assert.deepEqual(all(read, 'Nothing', 'There'), []);
});

test('what is escaped reads as it was', () => {
  const text = `<&>"'`;
  assert.equal(first(parseXml(`<A>${escaped(text)}</A>`), 'A'), text);
});

test('an unbalanced document is refused', () => {
  assert.throws(() => parseXml('</A></B>'));
});

test('samples are read with their labels', () => {
  const samples = parseMetrics('# HELP a b\na{x="1",y="q\\"uote"} 2\na{x="2"} 3.5\nb 1e3\n');
  assert.equal(total(samples, 'a'), 5.5);
  assert.equal(total(samples, 'b'), 1000);
  assert.deepEqual(totals(samples, 'a', 'x'), [
    ['2', 3.5],
    ['1', 2],
  ]);
  assert.equal(samples[0].labels.y, 'q\\"uote');
});

test('a refusal names the parameter that it is about', () => {
  const field = (code) => new Refusal({ code, message: '' }).field;
  assert.equal(field('InvalidParameter.UserName'), 'UserName');
  assert.equal(field('MissingParameter.Marker'), 'Marker');
  assert.equal(field('AccessDenied'), '');
});
