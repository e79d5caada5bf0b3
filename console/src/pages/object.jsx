import { useState } from 'preact/hooks';
import { bytes, dateTime, t } from '../i18n/index.js';
import { link } from '../route.js';
import { useSession } from '../session.js';
import { Confirm } from '../ui/dialog.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Badge, Facts, Page, Section, Table } from '../ui/parts.jsx';
import { Refused } from '../ui/refused.jsx';
import { Tags } from './tags.jsx';
import { Download } from './transfers.jsx';

export function ObjectPage({ bucket, name }) {
  const { oss } = useSession();
  const head = useLoad(() => oss.head(bucket, name), [bucket, name]);
  const folder = name.slice(0, name.lastIndexOf('/', name.length - 2) + 1);
  return (
    <Page
      title={name}
      path={[
        [t('buckets.title'), '#/buckets'],
        [bucket, link('buckets', bucket, 'objects')],
        ...(folder ? [[folder, link('buckets', bucket, 'objects', folder)]] : []),
      ]}
      actions={<Download bucket={bucket} name={name} />}
    >
      <Section title={t('object.facts')}>
        {head.error?.status === 404 ? (
          <p>{t('object.gone')}</p>
        ) : (
          <Loaded of={head}>{(answer) => <HeaderFacts header={answer.header} />}</Loaded>
        )}
      </Section>
      <Versions bucket={bucket} name={name} onChanged={head.reload} />
      {head.data && <Tags bucket={bucket} name={name} />}
    </Page>
  );
}

function HeaderFacts({ header }) {
  const method = header('x-oss-server-side-encryption');
  return (
    <Facts
      facts={[
        [t('common.size'), bytes(Number(header('content-length') ?? 0))],
        [t('object.type'), header('content-type')],
        [t('common.modified'), dateTime(header('last-modified'))],
        ['ETag', <code>{header('etag')}</code>],
        ['CRC-64', <code>{header('x-oss-hash-crc64ecma')}</code>],
        [
          t('encryption.title'),
          method ? <Badge tone="good">{method}</Badge> : <Badge tone="bad">{t('encryption.none')}</Badge>,
        ],
        [t('encryption.key'), header('x-oss-server-side-encryption-key-id')],
        [t('object.class'), header('x-oss-storage-class')],
      ]}
    />
  );
}

function Versions({ bucket, name, onChanged }) {
  const { oss, tell } = useSession();
  const versions = useLoad(() => oss.listVersions(bucket, name), [bucket, name]);
  const [removing, setRemoving] = useState(null);
  const [failure, setFailure] = useState(null);
  const changed = (text) => {
    setRemoving(null);
    setFailure(null);
    tell(text);
    versions.reload();
    onChanged();
  };
  const restore = async (version) => {
    try {
      // a marker hides what is there: without it the version before is the latest again
      await (version.isMarker
        ? oss.deleteObject(bucket, name, version.versionId)
        : oss.restoreVersion(bucket, name, version.versionId));
      changed(t('object.restored', { name }));
    } catch (error) {
      setFailure(error);
    }
  };
  const actions = (version) => (
    <>
      {!version.isMarker && <Download bucket={bucket} name={name} versionId={version.versionId} />}
      {(version.isMarker ? version.isLatest : !version.isLatest) && (
        <button onClick={() => restore(version)}>{t(version.isMarker ? 'object.undelete' : 'object.restore')}</button>
      )}
      <button onClick={() => setRemoving(version)}>{t('object.deleteVersion')}</button>
    </>
  );
  return (
    <Section title={t('object.versions')}>
      <Loaded of={versions}>
        {(list) => (
          <Table
            label={t('object.versions')}
            rows={list}
            rowKey={(version) => version.versionId}
            columns={[
              [t('object.version'), (version) => <code class="id">{version.versionId}</code>],
              [
                t('common.state'),
                (version) => (
                  <>
                    {version.isLatest && <Badge tone="good">{t('object.latest')}</Badge>}
                    {version.isMarker && <Badge tone="warn">{t('object.marker')}</Badge>}
                  </>
                ),
              ],
              [t('common.size'), (version) => (version.isMarker ? '' : bytes(version.size)), 'number'],
              [t('common.modified'), (version) => dateTime(version.modified)],
              ['', actions, 'actions'],
            ]}
          />
        )}
      </Loaded>
      {failure && <Refused error={failure} />}
      {removing && (
        <Confirm
          title={t('object.deleteVersion')}
          text={t('object.deleteVersionText')}
          word={name}
          action={t('common.delete')}
          run={() => oss.deleteObject(bucket, name, removing.versionId)}
          done={() => changed(t('common.deleted', { name: removing.versionId }))}
          onClose={() => setRemoving(null)}
        />
      )}
    </Section>
  );
}
