// The client under its settings: the environment says where the service is and how to speak to it.
import http from 'node:http';
import https from 'node:https';
import { randomUUID } from 'node:crypto';
import OSS from 'ali-oss';

const { env } = process;

export const signature = env.OSS_STORY_SIGNATURE;
export const local = env.OSS_STORY_LOCAL === 'true';
export const missingRuleStatus = Number(env.OSS_STORY_MISSING_RULE_STATUS);
export const endpoint = new URL(env.OSS_STORY_ENDPOINT);
export const byAddress = /^[0-9.]+$/.test(endpoint.hostname);
export const region = `oss-${env.OSS_STORY_REGION}`;

// The names of buckets exist in no DNS when the service is on this machine.
function lookup(host, options, found) {
  return options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4);
}

const agents = local
  ? { agent: new http.Agent({ keepAlive: true, lookup }), httpsAgent: new https.Agent({ keepAlive: true, lookup }) }
  : {};

export function connect(changes = {}) {
  return new OSS({
    endpoint: env.OSS_STORY_ENDPOINT,
    secure: endpoint.protocol === 'https:',
    region,
    accessKeyId: env.OSS_STORY_ACCESS_KEY_ID,
    accessKeySecret: env.OSS_STORY_ACCESS_KEY_SECRET,
    authorizationV4: signature === 'V4',
    sldEnable: env.OSS_STORY_PATH_STYLE === 'true',
    ...agents,
    ...changes,
  });
}

// Runs a story in a bucket of its own, which is gone afterwards.
export async function withBucket(story) {
  const bucket = `coffer-conformance-${randomUUID().slice(0, 13)}`;
  const oss = connect();
  await oss.putBucket(bucket);
  oss.useBucket(bucket);
  try {
    await story(oss, bucket);
  } finally {
    const { uploads } = await oss.listUploads({ 'max-uploads': 1000 });
    for (const { name, uploadId } of uploads) {
      await oss.abortMultipartUpload(name, uploadId);
    }
    const { objects, deleteMarker } = await oss.getBucketVersions({ 'max-keys': 1000, 'encoding-type': 'url' });
    for (const { name, versionId } of [...objects, ...deleteMarker]) {
      await oss.delete(decodeURIComponent(name), { versionId });
    }
    await oss.deleteBucket(bucket);
  }
}
