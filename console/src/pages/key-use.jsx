import { bytes, number, t, tValue } from '../i18n/index.js';
import { link } from '../route.js';
import { Badge, Table } from '../ui/parts.jsx';
import { cipherName } from './protection.js';

/** What a key protects, by bucket and key version: what could no longer be read without it. */
export function KeyUse({ use }) {
  const uses = use.Uses.Use;
  if (use.ProtectsNothing) {
    return <p><Badge tone="plain">{t('key.protectsNothing')}</Badge></p>;
  }
  const most = Math.max(...uses.map((one) => one.Entries));
  return (
    <>
      <p>
        {t('key.protects', {
          entries: number(use.Entries),
          bytes: bytes(use.Bytes),
          attributeKeys: number(use.AttributeKeys),
        })}
      </p>
      <Table
        label={t('key.use')}
        rows={uses}
        columns={[
          [
            t('buckets.name'),
            (one) =>
              one.BucketName ? <a href={link('buckets', one.BucketName, 'encryption')}>{one.BucketName}</a> : one.BucketId,
          ],
          [t('key.version'), (one) => `v${one.KeyVersion}`],
          [t('posture.what'), (one) => tValue('kind', one.Kind)],
          [t('encryption.cipher'), (one) => one.Cipher && cipherName(one.Cipher)],
          [t('posture.entries'), (one) => number(one.Entries), 'number'],
          [t('common.size'), (one) => bytes(one.Bytes), 'number'],
          [
            t('key.share'),
            (one) => <meter min="0" max={most} value={one.Entries} aria-label={t('key.share')} />,
          ],
        ]}
      />
    </>
  );
}
