import { signedForm } from '../signing/rpc.js';
import { noAnswer, Refusal } from './refusal.js';

const VERSIONS = { ram: '2015-05-01', sts: '2015-04-01', kms: '2016-01-20', coffer: '2026-11-01' };

const given = (parameters) =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== ''));

/** The actions of the administration port, signed by one access key. */
export class Administration {
  constructor(credentials) {
    this.credentials = credentials;
  }

  ram = (action, parameters) => this.#call('ram', action, parameters);
  sts = (action, parameters) => this.#call('sts', action, parameters);
  kms = (action, parameters) => this.#call('kms', action, parameters);
  coffer = (action, parameters) => this.#call('coffer', action, parameters);

  async #call(service, action, parameters = {}) {
    const form = await signedForm(this.credentials, {
      ...given(parameters),
      Action: action,
      Version: VERSIONS[service],
    });
    let answer;
    let body;
    try {
      answer = await fetch('/', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form,
        credentials: 'omit',
      });
      body = await answer.json();
    } catch {
      throw noAnswer();
    }
    if (!answer.ok) {
      throw new Refusal({
        status: answer.status,
        code: body.Code,
        message: body.Message,
        requestId: body.RequestId,
        detail: body.AccessDeniedDetail,
      });
    }
    return body;
  }
}

/** Every page of a list that goes on at Marker. */
export async function everyPage(page) {
  const items = [];
  let marker;
  do {
    const { list, answer } = await page(marker);
    items.push(...list);
    marker = answer.IsTruncated ? answer.Marker : undefined;
  } while (marker !== undefined);
  return items;
}
