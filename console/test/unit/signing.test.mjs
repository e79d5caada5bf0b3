import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { credentials } from '../../src/signing/credentials.js';
import { percent } from '../../src/signing/encoding.js';
import { signedForm } from '../../src/signing/rpc.js';
import { signedHeaders } from '../../src/signing/v4.js';

const NOW = new Date('2026-11-22T08:09:10.123Z');
const hmac = (key, text, hash = 'sha256') => createHmac(hash, key).update(text).digest();

test('what RFC 3986 reserves is percent-encoded', () => {
  assert.equal(percent("a b+c*~!'()/ü"), 'a%20b%2Bc%2A~%21%27%28%29%2F%C3%BC');
});

test('an action is signed as RPC version 1 says', async () => {
  const key = await credentials('id', 'secret', 'token/1');
  const form = new URLSearchParams(await signedForm(key, { Action: 'A B', Version: '1' }, NOW, 'nonce'));
  const text = [
    'AccessKeyId=id',
    'Action=A%20B',
    'Format=JSON',
    'SecurityToken=token%2F1',
    'SignatureMethod=HMAC-SHA1',
    'SignatureNonce=nonce',
    'SignatureVersion=1.0',
    'Timestamp=2026-11-22T08%3A09%3A10Z',
    'Version=1',
  ].join('&');
  const expected = hmac('secret&', `POST&%2F&${encodeURIComponent(text)}`, 'sha1').toString('base64');
  assert.equal(form.get('Signature'), expected);
});

test('a request is signed as OSS version 4 says', async () => {
  const key = await credentials('id', 'secret', '');
  const headers = await signedHeaders(
    key,
    'cn-hangzhou',
    'PUT',
    '/bucket/a b/c',
    { tagging: '', versionId: 'v+1', none: undefined },
    { 'content-type': 'text/plain' },
    NOW,
  );
  const canonical = [
    'PUT',
    '/bucket/a%20b/c',
    'tagging&versionId=v%2B1',
    'content-type:text/plain',
    'x-oss-content-sha256:UNSIGNED-PAYLOAD',
    'x-oss-date:20261122T080910Z',
    '',
    '',
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const scope = '20261122/cn-hangzhou/oss/aliyun_v4_request';
  const hash = createHash('sha256').update(canonical).digest('hex');
  const signing = scope.split('/').reduce((step, part) => hmac(step, part), 'aliyun_v4secret');
  const signature = hmac(signing, `OSS4-HMAC-SHA256\n20261122T080910Z\n${scope}\n${hash}`).toString('hex');
  assert.equal(headers.authorization, `OSS4-HMAC-SHA256 Credential=id/${scope},Signature=${signature}`);
});

test('the secret cannot be read back', async () => {
  const key = await credentials('id', 'secret', '');
  await assert.rejects(crypto.subtle.exportKey('raw', key.rpc));
  await assert.rejects(crypto.subtle.exportKey('raw', key.v4));
  assert.ok(!JSON.stringify(key).includes('secret'));
});
