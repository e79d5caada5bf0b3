import { percentPath } from '../signing/encoding.js';
import { queryString, signedHeaders } from '../signing/v4.js';
import { Refusal } from './refusal.js';
import { send } from './transport.js';
import { all, escaped, first, parseXml } from './xml.js';

const MOUNT = '/console/oss';
const DETAIL = ['PolicyType', 'NoPermissionType', 'AuthAction', 'AuthPrincipalDisplayName', 'EncodedDiagnosticMessage'];

/** The OSS API behind the console's own origin, signed by one access key. */
export class Oss {
  constructor(credentials, region) {
    this.credentials = credentials;
    this.region = region;
  }

  async request(method, bucket, key, { query = {}, headers = {}, ...options } = {}) {
    const resource = bucket ? `/${bucket}/${key ?? ''}` : '/';
    const signed = await signedHeaders(this.credentials, this.region, method, resource, query, headers);
    const text = queryString(query);
    const answer = await send({
      method,
      url: `${MOUNT}${percentPath(resource)}${text ? `?${text}` : ''}`,
      headers: signed,
      ...options,
    });
    if (answer.status >= 300) {
      throw refusal(answer.status, await bodyText(answer.body), answer.header('x-oss-request-id'));
    }
    return answer;
  }

  async #document(method, bucket, key, options) {
    return parseXml((await this.request(method, bucket, key, options)).body);
  }

  async listBuckets() {
    const buckets = [];
    let marker;
    do {
      const document = await this.#document('GET', '', '', { query: { 'max-keys': 1000, marker } });
      buckets.push(...all(document, 'ListAllMyBucketsResult', 'Buckets', 'Bucket'));
      const more = first(document, 'ListAllMyBucketsResult', 'IsTruncated') === 'true';
      marker = more ? first(document, 'ListAllMyBucketsResult', 'NextMarker') : undefined;
    } while (marker);
    return buckets.map((bucket) => ({ name: first(bucket, 'Name'), created: first(bucket, 'CreationDate') }));
  }

  createBucket = (bucket, acl) => this.request('PUT', bucket, '', { headers: acl ? { 'x-oss-acl': acl } : {} });
  deleteBucket = (bucket) => this.request('DELETE', bucket);

  async listObjects(bucket, prefix, token) {
    const document = await this.#document('GET', bucket, '', {
      query: {
        'list-type': 2,
        delimiter: '/',
        prefix: prefix || undefined,
        'continuation-token': token,
        'max-keys': 200,
        'encoding-type': 'url',
      },
    });
    const result = first(document, 'ListBucketResult');
    return {
      folders: all(result, 'CommonPrefixes').map((folder) => decoded(first(folder, 'Prefix'))),
      objects: all(result, 'Contents').map((object) => ({
        key: decoded(first(object, 'Key')),
        size: Number(first(object, 'Size')),
        modified: first(object, 'LastModified'),
      })),
      next: first(result, 'IsTruncated') === 'true' ? first(result, 'NextContinuationToken') : undefined,
    };
  }

  async listVersions(bucket, key) {
    const document = await this.#document('GET', bucket, '', {
      query: { versions: '', prefix: key, 'max-keys': 200, 'encoding-type': 'url' },
    });
    const result = first(document, 'ListVersionsResult');
    const read = (isMarker) => (entry) => ({
      key: decoded(first(entry, 'Key')),
      versionId: first(entry, 'VersionId'),
      isLatest: first(entry, 'IsLatest') === 'true',
      modified: first(entry, 'LastModified'),
      size: Number(first(entry, 'Size') ?? 0),
      isMarker,
    });
    return [...all(result, 'Version').map(read(false)), ...all(result, 'DeleteMarker').map(read(true))]
      .filter((version) => version.key === key)
      .sort((a, b) => Number(b.isLatest) - Number(a.isLatest) || b.modified.localeCompare(a.modified));
  }

  head = (bucket, key, versionId) => this.request('HEAD', bucket, key, { query: { versionId } });

  putObject = (bucket, key, file, options) =>
    this.request('PUT', bucket, key, {
      headers: { 'content-type': file.type || 'application/octet-stream' },
      body: file,
      ...options,
    });

  download = async (bucket, key, versionId, options) =>
    (await this.request('GET', bucket, key, { query: { versionId }, responseType: 'blob', ...options })).body;

  deleteObject = (bucket, key, versionId) => this.request('DELETE', bucket, key, { query: { versionId } });

  /** Makes an older version the latest one again, by a copy of it. */
  restoreVersion = (bucket, key, versionId) =>
    this.request('PUT', bucket, key, {
      headers: { 'x-oss-copy-source': `/${bucket}/${percentPath(key)}?versionId=${versionId}` },
    });

  async getTags(bucket, key, versionId) {
    const document = await this.#document('GET', bucket, key, { query: { tagging: '', versionId } });
    return all(document, 'Tagging', 'TagSet', 'Tag').map((tag) => ({
      key: first(tag, 'Key'),
      value: first(tag, 'Value') ?? '',
    }));
  }

  putTags = (bucket, key, tags) =>
    this.request(tags.length ? 'PUT' : 'DELETE', bucket, key, {
      query: { tagging: '' },
      ...(tags.length ? xmlBody(tagging(tags)) : {}),
    });

  async getVersioning(bucket) {
    const document = await this.#document('GET', bucket, '', { query: { versioning: '' } });
    return first(document, 'VersioningConfiguration', 'Status') ?? '';
  }

  putVersioning = (bucket, status) =>
    this.request('PUT', bucket, '', {
      query: { versioning: '' },
      ...xmlBody(`<VersioningConfiguration><Status>${escaped(status)}</Status></VersioningConfiguration>`),
    });

  async getRule(bucket) {
    const document = await this.#document('GET', bucket, '', { query: { encryption: '' } });
    const rule = first(document, 'ServerSideEncryptionRule', 'ApplyServerSideEncryptionByDefault');
    return {
      algorithm: first(rule, 'SSEAlgorithm') ?? '',
      keyId: first(rule, 'KMSMasterKeyID') ?? '',
      cipher: first(rule, 'KMSDataEncryption') ?? '',
    };
  }

  putRule = (bucket, { algorithm, keyId, cipher }) =>
    this.request('PUT', bucket, '', {
      query: { encryption: '' },
      ...xmlBody(
        `<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>` +
          element('SSEAlgorithm', algorithm) +
          element('KMSDataEncryption', cipher) +
          element('KMSMasterKeyID', keyId) +
          `</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>`,
      ),
    });

  deleteRule = (bucket) => this.request('DELETE', bucket, '', { query: { encryption: '' } });
}

const element = (name, value) => (value ? `<${name}>${escaped(value)}</${name}>` : '');

const decoded = (name) => decodeURIComponent(name.replaceAll('+', '%20'));

const tagging = (tags) =>
  `<Tagging><TagSet>${tags
    .map((tag) => `<Tag><Key>${escaped(tag.key)}</Key><Value>${escaped(tag.value)}</Value></Tag>`)
    .join('')}</TagSet></Tagging>`;

const xmlBody = (document) => ({ body: document, headers: { 'content-type': 'application/xml' } });

const bodyText = (body) => (body instanceof Blob ? body.text() : (body ?? ''));

function refusal(status, text, requestId) {
  const error = first(parseXml(text), 'Error');
  const found = error && first(error, 'AccessDeniedDetail');
  const detail = found ? Object.fromEntries(DETAIL.map((name) => [name, first(found, name)])) : undefined;
  return new Refusal({
    status,
    code: first(error, 'Code') ?? String(status),
    message: first(error, 'Message') ?? '',
    requestId: first(error, 'RequestId') ?? requestId ?? '',
    detail,
  });
}
