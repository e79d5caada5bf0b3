// Objects are put, read, listed, copied, opened by signed URLs and deleted.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { byAddress, signature, withBucket } from './client.mjs';

const KEYS = ['目录/文件 名字.txt', 'a b/c+d/e%20f', 'double//slash', 'query?versionId=1#fragment', 'semi;colon:comma,@$*',
  '🔒', "quotes'[]{}|^`~()!"];

const md5 = (content) => createHash('md5').update(content).digest('hex').toUpperCase();

const failsWith = (status, code) => (error) => {
  assert.equal(error.code, code, error.stack);
  assert.equal(error.status, status, error.stack);
  return true;
};

// Whole seconds, as a Date header has.
const after = (date, seconds) => new Date(new Date(date).getTime() + seconds * 1000).toUTCString();

test('an object is read as it was put, under any key', () => withBucket(async (oss) => {
  for (const key of KEYS) {
    const content = randomBytes(1000);
    const put = await oss.put(key, content, { meta: { Color: 'red' }, mime: 'text/plain' });
    assert.equal(put.res.headers.etag, `"${md5(content)}"`);
    const got = await oss.get(key);
    assert.deepEqual(got.content, content);
    assert.equal(got.res.headers['content-type'], 'text/plain');
    const head = await oss.head(key);
    assert.deepEqual(head.meta, { color: 'red' });
    assert.equal(head.res.headers['content-length'], '1000');
    const meta = await oss.getObjectMeta(key);
    assert.equal(meta.res.headers['content-length'], '1000');
  }
}));

test('twenty megabytes are streamed both ways', () => withBucket(async (oss) => {
  const content = randomBytes(20 << 20);
  await oss.putStream('large', Readable.from([content.subarray(0, 9999), content.subarray(9999)]),
    { headers: { 'x-oss-server-side-encryption': 'AES256' } });
  const { stream } = await oss.getStream('large');
  const hash = createHash('md5');
  for await (const chunk of stream) {
    hash.update(chunk);
  }
  assert.equal(hash.digest('hex').toUpperCase(), md5(content));
}));

test('headers are kept as they were sent', () => withBucket(async (oss) => {
  const disposition = 'ascii-name.zip"; filename*=UTF-8\'\'%E4%B8%AD%E6%96%87.zip';
  await oss.put('object', Buffer.from('x'), { headers: { 'Content-Disposition': disposition, 'Cache-Control': 'no-cache' } });
  const { res } = await oss.head('object');
  assert.equal(res.headers['content-disposition'], disposition);
  assert.equal(res.headers['cache-control'], 'no-cache');
}));

test('a part of an object is read', () => withBucket(async (oss) => {
  await oss.put('object', Buffer.from('0123456789'));
  const part = await oss.get('object', { headers: { Range: 'bytes=2-5' } });
  assert.equal(part.res.status, 206);
  assert.equal(part.content.toString(), '2345');
}));

test('conditions are checked', () => withBucket(async (oss) => {
  const put = await oss.put('object', Buffer.from('x'), { meta: { color: 'red' } });
  const { date } = put.res.headers;
  const unchanged = await oss.head('object', { headers: { 'If-Modified-Since': date } });
  assert.equal(unchanged.status, 304);
  assert.equal(unchanged.meta, null);
  assert.equal((await oss.head('object', { headers: { 'If-Unmodified-Since': date } })).status, 200);
  await assert.rejects(oss.head('object', { headers: { 'If-Unmodified-Since': after(date, -10) } }),
    failsWith(412, 'PreconditionFailed'));
  assert.equal((await oss.get('object', { headers: { 'If-Modified-Since': after(date, -10) } })).res.status, 200);
  await assert.rejects(oss.get('object', { headers: { 'If-Match': 'foo' } }), (error) => {
    assert.equal(error.status, 412);
    assert.match(error.requestId, /^[0-9A-F]{24}$/);
    assert.equal(typeof error.hostId, 'string');
    assert.match(error.message, /\(condition: If-Match\)$/);
    return true;
  });
  assert.equal((await oss.get('object', { headers: { 'If-None-Match': 'foo' } })).res.status, 200);
  const same = await oss.get('object', { headers: { 'If-None-Match': put.res.headers.etag } });
  assert.equal(same.res.status, 304);
  assert.equal(same.content.toString(), '');
}));

test('keys are listed in pages and by directory', () => withBucket(async (oss) => {
  for (const key of [...KEYS, 'dir/1', 'dir/2', 'dir/sub/3']) {
    await oss.put(key, Buffer.from(key));
  }
  const v1 = [];
  let marker;
  do {
    const page = await oss.list({ 'max-keys': 3, ...(marker && { marker }) });
    v1.push(...page.objects.map(({ name }) => name));
    marker = page.nextMarker;
  } while (marker);
  assert.deepEqual([...v1].sort(), [...KEYS, 'dir/1', 'dir/2', 'dir/sub/3'].sort());
  const v2 = [];
  let continuationToken;
  do {
    const page = await oss.listV2({ 'max-keys': 4, continuationToken });
    v2.push(...page.objects.map(({ name }) => name));
    continuationToken = page.nextContinuationToken;
  } while (continuationToken);
  assert.deepEqual(v2, v1);
  const directory = await oss.listV2({ prefix: 'dir/', delimiter: '/' });
  assert.deepEqual(directory.objects.map(({ name }) => name), ['dir/1', 'dir/2']);
  assert.deepEqual(directory.prefixes, ['dir/sub/']);
}));

test('an object is copied', () => withBucket(async (oss, bucket) => {
  for (const key of KEYS) {
    await oss.put(key, Buffer.from('copied'), { meta: { color: 'red' } });
    await oss.copy('copy', key);
    assert.equal((await oss.get('copy')).content.toString(), 'copied');
    assert.deepEqual((await oss.head('copy')).meta, { color: 'red' });
  }
  const { data } = await oss.copy('copy', `/${bucket}/${KEYS[0]}`, { meta: { shape: 'round' } });
  assert.equal(data.etag, `"${md5('copied')}"`);
  assert.deepEqual((await oss.head('copy')).meta, { shape: 'round' });
  await oss.putMeta('copy', { size: 'small' });
  assert.deepEqual((await oss.head('copy')).meta, { size: 'small' });
  await oss.copy('copy', KEYS[0], { headers: { 'x-oss-server-side-encryption': 'SM4' } });
  assert.equal((await oss.head('copy')).res.headers['x-oss-server-side-encryption'], 'SM4');
}));

test('the conditions of a copy are checked', () => withBucket(async (oss) => {
  const { res } = await oss.put('object', Buffer.from('x'));
  const same = await oss.copy('copy', 'object', { headers: { 'If-None-Match': res.headers.etag } });
  assert.equal(same.res.status, 304);
  assert.equal(same.data, null);
  await assert.rejects(oss.copy('copy', 'object', { headers: { 'If-Match': 'foo' } }), (error) => {
    assert.equal(error.status, 412);
    assert.match(error.message, /\(condition: If-Match\)$/);
    return true;
  });
  await assert.rejects(oss.copy('copy', 'missing'), failsWith(404, 'NoSuchKey'));
}));

test('the ACL of an object is kept', () => withBucket(async (oss) => {
  await oss.put('object', Buffer.from('x'));
  assert.equal((await oss.getACL('object')).acl, 'default');
  await oss.putACL('object', 'public-read');
  assert.equal((await oss.getACL('object')).acl, 'public-read');
}));

test('objects are deleted alone and together', () => withBucket(async (oss) => {
  for (const key of KEYS) {
    await oss.put(key, Buffer.from('x'));
  }
  const doomed = [...KEYS, 'missing'];
  const { deleted } = await oss.deleteMulti(doomed);
  assert.deepEqual(deleted.map(({ Key }) => Key), doomed);
  assert.deepEqual((await oss.listV2()).objects, []);
  await oss.put('object', Buffer.from('x'));
  assert.deepEqual((await oss.deleteMulti(['object', 'missing'], { quiet: true })).deleted, []);
  assert.equal((await oss.delete('object')).res.status, 204);
  await assert.rejects(oss.head('object'), failsWith(404, 'NoSuchKey'));
}));

test('a signed URL reads and writes', { skip: byAddress && 'ali-oss signs no URL for an address' },
  () => withBucket(async (oss) => {
    const key = KEYS[0];
    const text = { 'content-type': 'text/plain; charset=utf-8', 'x-oss-meta-color': 'red' };
    const [put, get] = signature === 'V4'
      ? [await oss.signatureUrlV4('PUT', 60, { headers: text }, key), await oss.signatureUrlV4('GET', 60,
        { queries: { 'response-content-type': 'image/png' } }, key)]
      : [oss.signatureUrl(key, { method: 'PUT', 'Content-Type': text['content-type'], 'x-oss-meta-color': 'red' }),
        oss.signatureUrl(key, { response: { 'content-type': 'image/png' } })];
    const written = await oss.urllib.request(put, { method: 'PUT', headers: text, content: 'signed', agent: oss.agent,
      httpsAgent: oss.httpsAgent });
    assert.equal(written.status, 200, String(written.data));
    const read = await oss.urllib.request(get, { agent: oss.agent, httpsAgent: oss.httpsAgent });
    assert.equal(read.status, 200, String(read.data));
    assert.equal(String(read.data), 'signed');
    assert.equal(read.headers['content-type'], 'image/png');
    assert.equal((await oss.head(key)).meta.color, 'red');
  }));
