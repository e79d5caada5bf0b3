// Temporary credentials: from the SDK's own STS client to its object client.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import OSS from 'ali-oss';
import { connect } from './client.mjs';

const { env } = process;

const sts = new OSS.STS({
  accessKeyId: env.OSS_STORY_STS_ACCESS_KEY_ID,
  accessKeySecret: env.OSS_STORY_STS_ACCESS_KEY_SECRET,
  endpoint: env.OSS_STORY_STS_ENDPOINT,
});

async function session(policy) {
  const { credentials } = await sts.assumeRole(env.OSS_STORY_STS_ROLE, policy, 900, 'anna');
  return connect({
    accessKeyId: credentials.AccessKeyId,
    accessKeySecret: credentials.AccessKeySecret,
    stsToken: credentials.SecurityToken,
  });
}

const allow = (action) => ({ Version: '1', Statement: [{ Effect: 'Allow', Action: [action], Resource: ['*'] }] });

test('a session works with objects', async () => {
  const oss = await session();
  const bucket = `coffer-conformance-${randomUUID().slice(0, 13)}`;
  await oss.putBucket(bucket);
  oss.useBucket(bucket);
  await oss.put('dir/a+b 文件', Buffer.from('text'));
  assert.equal((await oss.get('dir/a+b 文件')).content.toString(), 'text');
  await oss.delete('dir/a+b 文件');
  await oss.deleteBucket(bucket);
});

test('a policy bounds a session', async () => {
  const bucket = `coffer-conformance-${randomUUID().slice(0, 13)}`;
  const bounded = await session(allow('oss:PutBucket'));
  await bounded.putBucket(bucket);
  bounded.useBucket(bucket);
  await assert.rejects(bounded.list(), (error) => {
    assert.equal(error.code, 'AccessDenied');
    assert.match(error.message, /Access denied by authorizer's policy\./);
    return true;
  });
  await (await session()).deleteBucket(bucket);
});

test('what is no policy is refused', async () => {
  await assert.rejects(sts.assumeRole(env.OSS_STORY_STS_ROLE, '{"Statement": []}'), /InvalidParameter\.PolicyGrammar/);
});
