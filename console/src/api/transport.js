import { noAnswer } from './refusal.js';

/**
 * One request that tells how far its body has gone, in either direction, which fetch does not.
 *
 * @param onProgress is told bytes and, where it is known, their total
 * @param signal ends the request early
 */
export function send({ method, url, headers, body, responseType = 'text', onProgress, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.responseType = responseType;
    if (onProgress) {
      const told = (event) => onProgress(event.loaded, event.lengthComputable ? event.total : undefined);
      (body ? request.upload : request).addEventListener('progress', told);
    }
    signal?.addEventListener('abort', () => request.abort());
    request.addEventListener('load', () =>
      resolve({ status: request.status, body: request.response, header: (name) => request.getResponseHeader(name) }),
    );
    request.addEventListener('error', () => reject(noAnswer()));
    request.addEventListener('abort', () => reject(signal?.reason ?? noAnswer()));
    request.send(body);
  });
}
