import { useState } from 'preact/hooks';
import { bytes, number, t, tValue } from '../i18n/index.js';
import { useSession } from '../session.js';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Badge, Table } from '../ui/parts.jsx';
import { PosturePicture } from './posture-picture.jsx';
import { cipherName, methodName } from './protection.js';

const held = (entry) => ({
  kind: entry.Kind,
  method: entry.SSEAlgorithm,
  cipher: entry.Cipher,
  keyId: entry.KeyId,
  keyVersion: entry.KeyVersion,
  entries: entry.Entries,
  bytes: entry.Bytes,
  satisfied: entry.Satisfied,
});

/** How a bucket is protected: in one picture, as a table that says the same, and what falls short one by one. */
export function Posture({ bucket, posture }) {
  const classes = posture.ByKeyVersion.KeyVersion.map(held);
  const reasons = posture.ByReason.Shortfall;
  return (
    <>
      <p class="verdict">
        {posture.Unsatisfied === 0 ? (
          <Badge tone="good">{t('posture.whole')}</Badge>
        ) : (
          <Badge tone="bad">{t('posture.short', { count: number(posture.Unsatisfied) })}</Badge>
        )}{' '}
        {t('posture.satisfied', { count: number(posture.Satisfied), bytes: bytes(posture.SatisfiedBytes) })}
      </p>
      {classes.length === 0 ? (
        <p class="empty">{t('posture.empty')}</p>
      ) : (
        <>
          <PosturePicture rule={posture.Rule} classes={classes} />
          <Table
            label={t('posture.table')}
            rows={classes}
            columns={[
              [t('posture.what'), (one) => tValue('kind', one.kind)],
              [t('encryption.method'), (one) => (one.method ? methodName(one.method) : t('posture.clear'))],
              [t('encryption.cipher'), (one) => one.cipher && cipherName(one.cipher)],
              [t('encryption.key'), (one) => one.keyId && <KeyLink one={one} />],
              [t('posture.entries'), (one) => number(one.entries), 'number'],
              [t('common.size'), (one) => bytes(one.bytes), 'number'],
              [
                t('posture.rule'),
                (one) =>
                  one.satisfied ? <Badge tone="good">{t('posture.fits')}</Badge> : <Badge tone="bad">{t('posture.fails')}</Badge>,
              ],
            ]}
          />
        </>
      )}
      {reasons.map((reason) => (
        <Reason key={reason.Reason} bucket={bucket} reason={reason} />
      ))}
    </>
  );
}

const KeyLink = ({ one }) => (
  <a href={`#/keys/${encodeURIComponent(one.keyId)}`}>
    <code class="id">{one.keyId}</code> v{one.keyVersion}
  </a>
);

function Reason({ bucket, reason }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <strong>{tValue('reason', reason.Reason)}</strong>{' '}
        {t('posture.count', { count: number(reason.Entries), bytes: bytes(reason.Bytes) })}
      </summary>
      <p>{t(`why.${reason.Reason}`)}</p>
      {open && <Shortfalls bucket={bucket} reason={reason.Reason} />}
    </details>
  );
}

function Shortfalls({ bucket, reason }) {
  const { admin } = useSession();
  const list = useLoad(
    () => admin.coffer('ListShortfalls', { BucketName: bucket, Reason: reason, MaxItems: 100 }),
    [bucket, reason],
  );
  return (
    <Loaded of={list}>
      {(answer) => (
        <>
          <Table
            label={tValue('reason', reason)}
            rows={answer.Shortfalls.Shortfall}
            columns={[
              [t('objects.name'), (one) => one.Key ?? ''],
              [t('posture.what'), (one) => tValue('kind', one.Kind)],
              [t('encryption.method'), (one) => one.SSEAlgorithm ?? t('posture.clear')],
            ]}
          />
          {answer.IsTruncated && <p class="hint">{t('common.firstOnly', { count: 100 })}</p>}
        </>
      )}
    </Loaded>
  );
}
