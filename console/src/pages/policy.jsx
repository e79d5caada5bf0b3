import { useState } from 'preact/hooks';
import { dateTime, t, tValue } from '../i18n/index.js';
import { go, link } from '../route.js';
import { useSession } from '../session.js';
import { Confirm } from '../ui/dialog.jsx';
import { Field, Form, useForm } from '../ui/form.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Facts, Page, Section } from '../ui/parts.jsx';
import { notJson } from './policies.jsx';

const CUSTOM = 'Custom';

export function Policy({ type, name }) {
  const { admin, tell } = useSession();
  const policy = useLoad(() => admin.ram('GetPolicy', { PolicyType: type, PolicyName: name }), [type, name]);
  const entities = useLoad(() => admin.ram('ListEntitiesForPolicy', { PolicyType: type, PolicyName: name }), [type, name]);
  const [removing, setRemoving] = useState(false);
  const removed = () => {
    go('policies');
    tell(t('common.deleted', { name }));
  };
  return (
    <Page
      title={name}
      path={[[t('policies.title'), '#/policies']]}
      actions={
        type === CUSTOM && <button class="danger" onClick={() => setRemoving(true)}>{t('policies.delete')}</button>
      }
    >
      <Loaded of={policy}>
        {(found) => (
          <>
            <Section title={t('policies.facts')}>
              <Facts
                facts={[
                  [t('policies.type'), tValue('policyType', type)],
                  [t('common.description'), found.Policy.Description],
                  [t('policies.version'), found.Policy.DefaultVersion],
                  [t('policies.changed'), dateTime(found.Policy.UpdateDate)],
                ]}
              />
              <Loaded of={entities}>{(attached) => <Attached entities={attached} />}</Loaded>
            </Section>
            <Section title={t('policies.document')}>
              {type === CUSTOM ? (
                <Document
                  key={found.Policy.DefaultVersion}
                  name={name}
                  text={found.DefaultPolicyVersion.PolicyDocument}
                  onChanged={policy.reload}
                />
              ) : (
                <pre tabIndex={0}>{found.DefaultPolicyVersion.PolicyDocument}</pre>
              )}
            </Section>
          </>
        )}
      </Loaded>
      {removing && (
        <Confirm
          title={t('policies.delete')}
          text={t('policies.deleteText')}
          word={name}
          action={t('common.delete')}
          run={() => admin.ram('DeletePolicy', { PolicyName: name })}
          done={removed}
          onClose={() => setRemoving(false)}
        />
      )}
    </Page>
  );
}

function Attached({ entities }) {
  const users = entities.Users.User;
  const others = [
    ...entities.Groups.Group.map((group) => t('policies.ofGroup', { name: group.GroupName })),
    ...entities.Roles.Role.map((role) => t('policies.ofRole', { name: role.RoleName })),
  ];
  if (users.length + others.length === 0) {
    return <p class="hint">{t('policies.attachedToNone')}</p>;
  }
  return (
    <ul aria-label={t('policies.attached')}>
      {users.map((user) => (
        <li key={user.UserId}><a href={link('users', user.UserName)}>{user.UserName}</a></li>
      ))}
      {others.map((other) => <li key={other}>{other}</li>)}
    </ul>
  );
}

function Document({ name, text, onChanged }) {
  const { admin, tell } = useSession();
  const form = useForm({ document: text }, { document: notJson }, { document: 'PolicyDocument' });
  const save = ({ document }) =>
    admin.ram('CreatePolicyVersion', {
      PolicyName: name,
      PolicyDocument: document,
      SetAsDefault: true,
      RotateStrategy: 'DeleteOldestNonDefaultVersionWhenLimitExceeded',
    });
  const done = () => {
    tell(t('common.saved'));
    onChanged();
  };
  return (
    <Form form={form} label={t('policies.document')} onSubmit={form.submit(save, done)} action={t('policies.saveVersion')}>
      <Field form={form} name="document" kind="area" rows={14} label={t('policies.document')} hint={t('policies.versionHint')} />
    </Form>
  );
}
