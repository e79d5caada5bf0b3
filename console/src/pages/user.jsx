import { useState } from 'preact/hooks';
import { dateTime, t } from '../i18n/index.js';
import { go } from '../route.js';
import { useSession } from '../session.js';
import { Confirm } from '../ui/dialog.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Facts, Page, Section } from '../ui/parts.jsx';
import { AccessKeys } from './access-keys.jsx';
import { UserPolicies } from './user-policies.jsx';

export function User({ name }) {
  const { admin, tell } = useSession();
  const user = useLoad(async () => (await admin.ram('GetUser', { UserName: name })).User, [name]);
  const [removing, setRemoving] = useState(false);
  const removed = () => {
    go('users');
    tell(t('common.deleted', { name }));
  };
  return (
    <Page
      title={name}
      path={[[t('users.title'), '#/users']]}
      actions={<button class="danger" onClick={() => setRemoving(true)}>{t('users.delete')}</button>}
    >
      <Section title={t('users.facts')}>
        <Loaded of={user}>
          {(one) => (
            <Facts
              facts={[
                [t('users.id'), <code>{one.UserId}</code>],
                [t('users.displayName'), one.DisplayName],
                [t('common.description'), one.Comments],
                [t('common.created'), dateTime(one.CreateDate)],
              ]}
            />
          )}
        </Loaded>
      </Section>
      <AccessKeys user={name} />
      <UserPolicies user={name} />
      {removing && (
        <Confirm
          title={t('users.delete')}
          text={t('users.deleteText')}
          word={name}
          action={t('common.delete')}
          run={() => admin.ram('DeleteUser', { UserName: name })}
          done={removed}
          onClose={() => setRemoving(false)}
        />
      )}
    </Page>
  );
}
