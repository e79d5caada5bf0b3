import { useState } from 'preact/hooks';
import { dateTime, t, tValue } from '../i18n/index.js';
import { useSession } from '../session.js';
import { Confirm, Dialog } from '../ui/dialog.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Badge, Facts, Section, Table } from '../ui/parts.jsx';
import { Refused } from '../ui/refused.jsx';

export function AccessKeys({ user }) {
  const { admin, tell } = useSession();
  const keys = useLoad(
    async () => (await admin.ram('ListAccessKeys', { UserName: user })).AccessKeys.AccessKey,
    [user],
  );
  const [made, setMade] = useState(null);
  const [removing, setRemoving] = useState('');
  const [failure, setFailure] = useState(null);

  const attempt = async (run) => {
    try {
      await run();
      setFailure(null);
      keys.reload();
    } catch (error) {
      setFailure(error);
    }
  };
  const create = () =>
    attempt(async () => setMade((await admin.ram('CreateAccessKey', { UserName: user })).AccessKey));
  const toggle = (key) =>
    attempt(() =>
      admin.ram('UpdateAccessKey', {
        UserName: user,
        UserAccessKeyId: key.AccessKeyId,
        Status: key.Status === 'Active' ? 'Inactive' : 'Active',
      }),
    );
  return (
    <Section title={t('accessKeys.title')} actions={<button onClick={create}>{t('accessKeys.create')}</button>}>
      <Loaded of={keys}>
        {(list) => (
          <Table
            label={t('accessKeys.title')}
            rows={list}
            rowKey={(key) => key.AccessKeyId}
            empty={t('accessKeys.none')}
            columns={[
              [t('signin.accessKeyId'), (key) => <code>{key.AccessKeyId}</code>],
              [
                t('common.state'),
                (key) => (
                  <Badge tone={key.Status === 'Active' ? 'good' : 'warn'}>{tValue('keyStatus', key.Status)}</Badge>
                ),
              ],
              [t('common.created'), (key) => dateTime(key.CreateDate)],
              [
                '',
                (key) => (
                  <>
                    <button onClick={() => toggle(key)}>
                      {t(key.Status === 'Active' ? 'accessKeys.stop' : 'accessKeys.start')}
                    </button>
                    <button
                      aria-label={t('common.deleteNamed', { name: key.AccessKeyId })}
                      onClick={() => setRemoving(key.AccessKeyId)}
                    >
                      {t('common.delete')}
                    </button>
                  </>
                ),
                'actions',
              ],
            ]}
          />
        )}
      </Loaded>
      {failure && <Refused error={failure} />}
      {made && <NewSecret made={made} onClose={() => setMade(null)} />}
      {removing && (
        <Confirm
          title={t('accessKeys.delete')}
          text={t('accessKeys.deleteText')}
          word={removing}
          action={t('common.delete')}
          run={() => admin.ram('DeleteAccessKey', { UserName: user, UserAccessKeyId: removing })}
          done={() => {
            tell(t('common.deleted', { name: removing }));
            setRemoving('');
            keys.reload();
          }}
          onClose={() => setRemoving('')}
        />
      )}
    </Section>
  );
}

/** The one time that a secret is shown. */
const NewSecret = ({ made, onClose }) => (
  <Dialog title={t('accessKeys.made')} onClose={onClose}>
    <p>{t('accessKeys.once')}</p>
    <Facts
      facts={[
        [t('signin.accessKeyId'), <code>{made.AccessKeyId}</code>],
        [t('signin.secret'), <code class="secret">{made.AccessKeySecret}</code>],
      ]}
    />
    <div class="buttons">
      <button class="primary" onClick={onClose}>{t('accessKeys.noted')}</button>
    </div>
  </Dialog>
);
