const text = new TextEncoder();

export const utf8 = (value) => text.encode(value);

/** RFC 3986: everything but letters, digits and -._~ becomes %XX. */
export const percent = (value) =>
  encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export const percentPath = (value) => value.split('/').map(percent).join('/');

export const hex = (bytes) => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, '0')).join('');

export const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));

/** By code units of the encoded text, which is ASCII, so that the order is that of its octets. */
export const byOctets = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
