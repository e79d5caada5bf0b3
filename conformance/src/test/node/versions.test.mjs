// A bucket keeps what was overwritten and deleted; objects carry tags.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { withBucket } from './client.mjs';

const KEY = '目录/文件 a+b%20.txt';

const failsWith = (status, code) => (error) => {
  assert.equal(error.code, code, error.stack);
  assert.equal(error.status, status, error.stack);
  return true;
};

const versioned = (story) => withBucket(async (oss, bucket) => {
  await oss.putBucketVersioning(bucket, 'Enabled');
  assert.equal((await oss.getBucketVersioning(bucket)).versionStatus, 'Enabled');
  await story(oss, bucket);
});

const put = async (oss, key, text) => (await oss.put(key, Buffer.from(text))).res.headers['x-oss-version-id'];

test('what was overwritten and deleted comes back', () => versioned(async (oss, bucket) => {
  const first = await put(oss, KEY, 'first');
  const second = await put(oss, KEY, 'second');
  assert.equal((await oss.get(KEY)).content.toString(), 'second');
  assert.equal((await oss.get(KEY, { versionId: first })).content.toString(), 'first');
  const { res } = await oss.delete(KEY);
  assert.equal(res.headers['x-oss-delete-marker'], 'true');
  const marker = res.headers['x-oss-version-id'];
  await assert.rejects(oss.head(KEY), failsWith(404, 'NoSuchKey'));
  const listed = await oss.getBucketVersions({ prefix: '目录' });
  assert.deepEqual(listed.objects.map(({ name, versionId }) => [name, versionId]), [[KEY, second], [KEY, first]]);
  assert.deepEqual(listed.deleteMarker.map(({ name, versionId }) => [name, versionId]), [[KEY, marker]]);
  await oss.delete(KEY, { versionId: marker });
  assert.equal((await oss.get(KEY)).content.toString(), 'second');
  await oss.copy(KEY, KEY, bucket, { versionId: first });
  assert.equal((await oss.get(KEY)).content.toString(), 'first');
}));

test('versions are listed in pages and deleted together', () => versioned(async (oss) => {
  const doomed = [];
  for (const key of ['a', 'b', 'c']) {
    for (const text of ['1', '2', '3']) {
      doomed.push({ key, versionId: await put(oss, key, text) });
    }
  }
  const found = [];
  let query = { maxKeys: 4 };
  do {
    const page = await oss.getBucketVersions(query);
    found.push(...page.objects.map(({ versionId }) => versionId));
    query = page.isTruncated && { maxKeys: 4, keyMarker: page.nextKeyMarker, versionIdMarker: page.nextVersionIdMarker };
  } while (query);
  assert.deepEqual(found.sort(), doomed.map(({ versionId }) => versionId).sort());
  const { deleted } = await oss.deleteMulti(doomed);
  assert.deepEqual(deleted.map(({ VersionId }) => VersionId), doomed.map(({ versionId }) => versionId));
  assert.deepEqual((await oss.getBucketVersions()).objects, []);
}));

test('a suspended bucket writes the null version', () => versioned(async (oss, bucket) => {
  const kept = await put(oss, KEY, 'kept');
  await oss.putBucketVersioning(bucket, 'Suspended');
  assert.equal(await put(oss, KEY, 'null'), 'null');
  await put(oss, KEY, 'null again');
  assert.deepEqual((await oss.getBucketVersions()).objects.map(({ versionId }) => versionId), ['null', kept]);
}));

test('tags are given, replaced and removed', () => withBucket(async (oss) => {
  await oss.put(KEY, Buffer.from('x'), { headers: { 'x-oss-tagging': 'color=red&a%2Bb=1' } });
  assert.deepEqual((await oss.getObjectTagging(KEY)).tag, { color: 'red', 'a+b': '1' });
  await oss.putObjectTagging(KEY, { shape: 'round', size: '7' });
  assert.deepEqual((await oss.getObjectTagging(KEY)).tag, { shape: 'round', size: '7' });
  await oss.deleteObjectTagging(KEY);
  assert.deepEqual((await oss.getObjectTagging(KEY)).tag, {});
}));
