import { derived, hmac, sha256 } from './credentials.js';
import { byOctets, hex, percent, percentPath } from './encoding.js';

const ALGORITHM = 'OSS4-HMAC-SHA256';
const PAYLOAD = 'UNSIGNED-PAYLOAD';
const TERMINATOR = 'aliyun_v4_request';

const isSigned = (name) => name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-');

/** Parameters as they go over the wire; one of no value stands without an equals sign. */
export const queryString = (query) =>
  Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [percent(name), value === '' ? '' : `=${percent(String(value))}`])
    .sort(([a], [b]) => byOctets(a, b))
    .map((pair) => pair.join(''))
    .join('&');

export function canonicalRequest(method, resource, query, headers) {
  const signed = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), String(value).trim()])
    .filter(([name]) => isSigned(name))
    .sort(([a], [b]) => byOctets(a, b))
    .map(([name, value]) => `${name}:${value}\n`)
    .join('');
  return [method, percentPath(resource), queryString(query), signed, '', PAYLOAD].join('\n');
}

/**
 * The headers of a request to the OSS API, signed.
 *
 * @param resource /bucket/key, not percent-encoded
 */
export async function signedHeaders(credentials, region, method, resource, query, headers, now = new Date()) {
  const date = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [date.slice(0, 8), region, 'oss', TERMINATOR];
  const all = { ...headers, 'x-oss-date': date, 'x-oss-content-sha256': PAYLOAD };
  if (credentials.securityToken) {
    all['x-oss-security-token'] = credentials.securityToken;
  }
  const request = canonicalRequest(method, resource, query, all);
  const text = [ALGORITHM, date, scope.join('/'), hex(await sha256(request))].join('\n');
  let key = credentials.v4;
  for (const step of scope) {
    key = await derived(key, step);
  }
  const signature = hex(await hmac(key, text));
  all.authorization = `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope.join('/')},Signature=${signature}`;
  return all;
}
