import { hmac } from './credentials.js';
import { base64, byOctets, percent } from './encoding.js';

const pairs = (parameters) =>
  Object.entries(parameters)
    .map(([name, value]) => [percent(name), percent(String(value))])
    .sort(([a], [b]) => byOctets(a, b))
    .map((pair) => pair.join('='))
    .join('&');

export const stringToSign = (parameters) => `POST&%2F&${percent(pairs(parameters))}`;

/** The form of a signed action in RPC style. */
export async function signedForm(credentials, parameters, now = new Date(), nonce = crypto.randomUUID()) {
  const all = {
    ...parameters,
    Format: 'JSON',
    AccessKeyId: credentials.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: nonce,
    Timestamp: now.toISOString().replace(/\.\d+Z$/, 'Z'),
  };
  if (credentials.securityToken) {
    all.SecurityToken = credentials.securityToken;
  }
  const signature = base64(await hmac(credentials.rpc, stringToSign(all)));
  return `${pairs(all)}&Signature=${percent(signature)}`;
}
