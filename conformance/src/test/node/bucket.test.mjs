// A bucket is made, described and listed; its encryption rule is set, asked for, enforced and removed.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { byAddress, connect, endpoint, local, missingRuleStatus, region, withBucket } from './client.mjs';

const failsWith = (status, code) => (error) => {
  assert.equal(error.code, code, error.stack);
  assert.equal(error.status, status, error.stack);
  assert.match(error.requestId, /^[0-9A-F]{24}$/);
  return true;
};

test('a bucket is described', () => withBucket(async (oss, bucket) => {
  const { bucket: info, res } = await oss.getBucketInfo(bucket);
  assert.match(res.headers['x-oss-request-id'], /^[0-9A-F]{24}$/);
  assert.equal(info.Name, bucket);
  assert.equal(info.Location, region);
  assert.equal(info.StorageClass, 'Standard');
  assert.equal(info.AccessControlList.Grant, 'private');
  assert.equal((await oss.getBucketLocation(bucket)).location, region);
  if (local && !byAddress) {
    const host = endpoint.hostname.endsWith('aliyuncs.com') ? endpoint.hostname : endpoint.host;
    assert.equal(info.ExtranetEndpoint, host);
  }
  const { stat } = await oss.getBucketStat(bucket);
  assert.equal(Number(stat.ObjectCount), 0);
}));

test('the ACL is replaced', () => withBucket(async (oss, bucket) => {
  for (const acl of ['public-read', 'public-read-write', 'private']) {
    await oss.putBucketACL(bucket, acl);
    assert.equal((await oss.getBucketACL(bucket)).acl, acl);
  }
}));

test('buckets are listed by prefix', () => withBucket(async (oss, bucket) => {
  const listed = await oss.listBuckets({ prefix: bucket, 'max-keys': 10 });
  assert.deepEqual(listed.buckets.map(({ name }) => name), [bucket]);
  assert.equal(listed.isTruncated, false);
  assert.equal(listed.nextMarker, null);
  assert.equal(listed.buckets[0].region, region);
  const all = await oss.listBuckets();
  assert.ok(all.buckets.some(({ name }) => name === bucket));
  await assert.rejects(oss.listBuckets({ 'max-keys': 1001 }), failsWith(400, 'InvalidArgument'));
}));

test('the rule of a bucket is set, asked for and removed', () => withBucket(async (oss, bucket) => {
  await assert.rejects(oss.getBucketEncryption(bucket), failsWith(missingRuleStatus, 'NoSuchServerSideEncryptionRule'));
  for (const rule of [
    { SSEAlgorithm: 'AES256' },
    { SSEAlgorithm: 'SM4' },
    { SSEAlgorithm: 'KMS' },
    { SSEAlgorithm: 'KMS', KMSMasterKeyID: '9468da86-3509-4f8d-a61e-6eab1eac3434' },
  ]) {
    assert.equal((await oss.putBucketEncryption(bucket, rule)).status, 200);
    const answer = await oss.getBucketEncryption(bucket);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.encryption, rule);
  }
  await assert.rejects(oss.putBucketEncryption(bucket, { SSEAlgorithm: 'DES' }),
    failsWith(400, 'InvalidEncryptionAlgorithmError'));
  await assert.rejects(oss.putBucketEncryption(bucket, { SSEAlgorithm: 'AES256', KMSMasterKeyID: 'some-key' }),
    failsWith(400, 'InvalidArgument'));
  await assert.rejects(oss.put('object', Buffer.from('refused')), failsWith(400, 'InvalidArgument'));
  assert.equal((await oss.deleteBucketEncryption(bucket)).status, 204);
  await assert.rejects(oss.getBucketEncryption(bucket), failsWith(missingRuleStatus, 'NoSuchServerSideEncryptionRule'));
}));

test('a rule encrypts what is put under it', () => withBucket(async (oss, bucket) => {
  for (const SSEAlgorithm of ['AES256', 'SM4', 'KMS']) {
    await oss.putBucketEncryption(bucket, { SSEAlgorithm });
    const put = await oss.put(SSEAlgorithm, Buffer.alloc(70000, 'x'));
    assert.equal(put.res.headers['x-oss-server-side-encryption'], SSEAlgorithm);
    const got = await oss.get(SSEAlgorithm);
    assert.equal(got.res.headers['x-oss-server-side-encryption'], SSEAlgorithm);
    assert.deepEqual(got.content, Buffer.alloc(70000, 'x'));
  }
}));

test('callers that are not known are refused', () => withBucket(async (oss, bucket) => {
  const wrong = connect({ accessKeySecret: 'wrong', bucket });
  const unknown = connect({ accessKeyId: 'nobody', bucket });
  await assert.rejects(wrong.getBucketInfo(bucket), failsWith(403, 'SignatureDoesNotMatch'));
  await assert.rejects(wrong.head('object'), failsWith(403, 'SignatureDoesNotMatch'));
  await assert.rejects(unknown.listBuckets(), failsWith(403, 'InvalidAccessKeyId'));
}));

test('what is missing or full is named', () => withBucket(async (oss, bucket) => {
  await assert.rejects(oss.getBucketInfo(`${bucket}-not`), failsWith(404, 'NoSuchBucket'));
  await assert.rejects(oss.get('missing'), failsWith(404, 'NoSuchKey'));
  await oss.put('object', Buffer.from('x'));
  await assert.rejects(oss.deleteBucket(bucket), failsWith(409, 'BucketNotEmpty'));
}));
