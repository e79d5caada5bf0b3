import { dateTime, t, tValue } from '../i18n/index.js';
import { useSession } from '../session.js';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Badge, Facts, Page, Section, Table } from '../ui/parts.jsx';
import { KeyChanges } from './key-changes.jsx';
import { KeyUse } from './key-use.jsx';
import { STATE_TONES } from './keys.jsx';

export function Key({ keyId }) {
  const { admin } = useSession();
  const key = useLoad(async () => (await admin.kms('DescribeKey', { KeyId: keyId })).KeyMetadata, [keyId]);
  const versions = useLoad(() => admin.kms('ListKeyVersions', { KeyId: keyId, PageSize: 100 }), [keyId]);
  const use = useLoad(() => admin.coffer('GetKeyUse', { KeyId: keyId }), [keyId]);
  const changed = () => {
    key.reload();
    versions.reload();
    use.reload();
  };
  return (
    <Page title={t('key.title')} path={[[t('keys.title'), '#/keys']]}>
      <Loaded of={key}>
        {(metadata) => (
          <>
            <Section title={t('key.facts')}>
              <KeyFacts metadata={metadata} />
              <KeyChanges metadata={metadata} use={use.data} onChanged={changed} />
            </Section>
          </>
        )}
      </Loaded>
      <Section title={t('key.use')}>
        <Loaded of={use}>{(found) => <KeyUse use={found} />}</Loaded>
      </Section>
      <Section title={t('key.versions')}>
        <Loaded of={versions}>
          {(list) => (
            <Table
              label={t('key.versions')}
              rows={list.KeyVersions.KeyVersion}
              rowKey={(version) => version.KeyVersionId}
              columns={[
                [t('object.version'), (version) => <code class="id">{version.KeyVersionId}</code>],
                [t('common.created'), (version) => dateTime(version.CreationDate)],
                [
                  t('common.state'),
                  (version) =>
                    version.KeyVersionId === key.data?.PrimaryKeyVersion && <Badge tone="good">{t('key.primary')}</Badge>,
                ],
              ]}
            />
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

const KeyFacts = ({ metadata }) => (
  <Facts
    facts={[
      [t('keys.id'), <code>{metadata.KeyId}</code>],
      [t('common.description'), metadata.Description],
      [
        t('common.state'),
        <Badge tone={STATE_TONES[metadata.KeyState]}>{tValue('keyState', metadata.KeyState)}</Badge>,
      ],
      [t('key.deleteDate'), dateTime(metadata.DeleteDate)],
      [t('key.origin'), metadata.Origin],
      [t('key.spec'), metadata.KeySpec],
      [t('keys.rotation'), tValue('rotation', metadata.AutomaticRotation)],
      [t('key.nextRotation'), dateTime(metadata.NextRotationDate)],
      [t('key.deletionProtection'), tValue('rotation', metadata.DeletionProtection)],
      [t('common.created'), dateTime(metadata.CreationDate)],
      [t('key.creator'), metadata.Creator],
    ]}
  />
);
