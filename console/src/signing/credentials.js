import { utf8 } from './encoding.js';

const hmacKey = (bytes, hash) => crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash }, false, ['sign']);

/** Browsers sign only in pages that came over TLS or from the same machine. */
export const canSign = () => Boolean(globalThis.crypto?.subtle);

/**
 * An access key as the browser's own key store holds it: its secret can sign and cannot be read again, not even by the
 * page. It is gone with the page.
 */
export async function credentials(accessKeyId, secret, securityToken) {
  return Object.freeze({
    accessKeyId,
    securityToken,
    rpc: await hmacKey(utf8(`${secret}&`), 'SHA-1'),
    v4: await hmacKey(utf8(`aliyun_v4${secret}`), 'SHA-256'),
  });
}

export const hmac = (key, value) => crypto.subtle.sign('HMAC', key, utf8(value));

export const sha256 = (value) => crypto.subtle.digest('SHA-256', utf8(value));

export const derived = async (key, value) => hmacKey(await hmac(key, value), 'SHA-256');
