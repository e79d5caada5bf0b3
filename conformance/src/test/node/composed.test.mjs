// Objects made of more than one request: of parts, of copied parts, of appended pieces, and links to others.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { connect, withBucket } from './client.mjs';

const PART = 100 * 1024;
const KEY = '目录/文件 a+b%20.bin';

const failsWith = (status, code) => (error) => {
  assert.equal(error.code, code, error.stack);
  assert.equal(error.status, status, error.stack);
  return true;
};

test('a buffer is uploaded in parts', () => withBucket(async (oss) => {
  const content = randomBytes(5 * PART + 17);
  const seen = [];
  const result = await oss.multipartUpload(KEY, content, {
    partSize: PART,
    parallel: 2,
    mime: 'text/x-parts',
    meta: { color: 'red' },
    headers: { 'x-oss-server-side-encryption': 'AES256' },
    progress: async (part) => seen.push(part),
  });
  assert.match(result.etag, /-6"$/);
  assert.equal(result.name, KEY);
  assert.equal(seen.at(-1), 1);
  const got = await oss.get(KEY);
  assert.deepEqual(got.content, content);
  assert.equal(got.res.headers['content-type'], 'text/x-parts');
  assert.equal(got.res.headers['x-oss-object-type'], 'Multipart');
  assert.equal(got.res.headers['x-oss-server-side-encryption'], 'AES256');
  assert.equal(got.res.headers['x-oss-meta-color'], 'red');
}));

test('a cancelled upload goes on from its checkpoint', () => withBucket(async (oss, bucket) => {
  const content = randomBytes(6 * PART);
  let checkpoint;
  await assert.rejects(oss.multipartUpload(KEY, content, {
    partSize: PART,
    parallel: 1,
    progress: async (part, kept) => {
      checkpoint = kept;
      if (part > 0.3) {
        oss.cancel();
      }
    },
  }), (error) => error.name === 'cancel');
  assert.ok(checkpoint.doneParts.length > 0);
  const again = connect({ bucket });
  const { parts } = await again.listParts(KEY, checkpoint.uploadId);
  assert.ok([].concat(parts).length >= checkpoint.doneParts.length);
  await again.multipartUpload(KEY, content, { checkpoint, parallel: 2 });
  assert.deepEqual((await again.get(KEY)).content, content);
  assert.deepEqual((await again.listUploads({ 'max-uploads': 10 })).uploads, []);
}));

test('an object is copied in parts', () => withBucket(async (oss, bucket) => {
  const content = randomBytes(4 * PART);
  await oss.put(KEY, content);
  await oss.multipartUploadCopy('copy', { sourceKey: KEY, sourceBucketName: bucket }, { partSize: PART });
  assert.deepEqual((await oss.get('copy')).content, content);
  const { uploadId } = await oss.initMultipartUpload('piece');
  const { etag } = await oss.uploadPartCopy('piece', uploadId, 1, '10-19', { sourceKey: KEY, sourceBucketName: bucket });
  await oss.completeMultipartUpload('piece', uploadId, [{ number: 1, etag }]);
  assert.deepEqual((await oss.get('piece')).content, content.subarray(10, 20));
}));

test('uploads are listed and aborted', () => withBucket(async (oss) => {
  const { uploadId } = await oss.initMultipartUpload(KEY);
  const { uploads } = await oss.listUploads({ prefix: '目录' });
  assert.deepEqual(uploads.map((upload) => [upload.name, upload.uploadId]), [[KEY, uploadId]]);
  await oss.abortMultipartUpload(KEY, uploadId);
  await assert.rejects(oss.listParts(KEY, uploadId), failsWith(404, 'NoSuchUpload'));
  await assert.rejects(oss.abortMultipartUpload(KEY, uploadId), failsWith(404, 'NoSuchUpload'));
}));

test('an object grows', () => withBucket(async (oss) => {
  const first = await oss.append('log', Buffer.from('one '), { headers: { 'x-oss-server-side-encryption': 'AES256' } });
  assert.equal(first.nextAppendPosition, '4');
  const second = await oss.append('log', Buffer.from('two'), { position: first.nextAppendPosition });
  assert.equal(second.nextAppendPosition, '7');
  const got = await oss.get('log');
  assert.equal(got.content.toString(), 'one two');
  assert.equal(got.res.headers['x-oss-object-type'], 'Appendable');
  await assert.rejects(oss.append('log', Buffer.from('x'), { position: 3 }), failsWith(409, 'PositionNotEqualToLength'));
}));

test('a link is read as its target', () => withBucket(async (oss) => {
  await oss.put(KEY, Buffer.from('linked'));
  await oss.putSymlink('link', KEY, { meta: { color: 'red' }, storageClass: 'IA' });
  const link = await oss.getSymlink('link');
  assert.equal(link.targetName, KEY);
  assert.equal(link.res.headers['x-oss-meta-color'], 'red');
  assert.equal((await oss.get('link')).content.toString(), 'linked');
  assert.equal((await oss.head('link')).res.headers['x-oss-object-type'], 'Symlink');
  await oss.delete(KEY);
  await assert.rejects(oss.get('link'), failsWith(404, 'SymlinkTargetNotExist'));
}));
