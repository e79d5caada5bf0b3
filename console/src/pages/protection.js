/** As documents of the field call it: SSE-KMS, or SSE-OSS with its cipher. */
export const methodName = (method) => (method === 'KMS' ? 'SSE-KMS' : `SSE-OSS ${method}`);

/** AES_256_GCM as AES-256-GCM. */
export const cipherName = (cipher) => cipher.replaceAll('_', '-');
