import { useState } from 'preact/hooks';
import { dateTime, number, t, tValue } from '../i18n/index.js';
import { link } from '../route.js';
import { useSession } from '../session.js';
import { Dialog } from '../ui/dialog.jsx';
import { Field, Form, useForm } from '../ui/form.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Page, Table } from '../ui/parts.jsx';
import { listPolicies } from './user-policies.jsx';

const NAME = /^[A-Za-z0-9-]{1,128}$/;
const EXAMPLE = JSON.stringify(
  { Version: '1', Statement: [{ Effect: 'Allow', Action: ['oss:GetObject'], Resource: ['acs:oss:*:*:bucket/*'] }] },
  null,
  2,
);

/** What is wrong with a text that must be JSON, where the browser says so. */
export function notJson(text) {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return t('policies.notJson', { reason: error.message });
  }
}

export function Policies() {
  const { admin, tell } = useSession();
  const policies = useLoad(() => listPolicies(admin), []);
  const [creating, setCreating] = useState(false);
  const made = (name) => {
    setCreating(false);
    tell(t('policies.made', { name }));
    policies.reload();
  };
  return (
    <Page
      title={t('policies.title')}
      actions={<button class="primary" onClick={() => setCreating(true)}>{t('policies.create')}</button>}
    >
      <Loaded of={policies}>
        {(list) => (
          <Table
            label={t('policies.title')}
            rows={list}
            rowKey={(policy) => `${policy.PolicyType}/${policy.PolicyName}`}
            columns={[
              [
                t('policies.name'),
                (policy) => <a href={link('policies', policy.PolicyType, policy.PolicyName)}>{policy.PolicyName}</a>,
              ],
              [t('policies.type'), (policy) => tValue('policyType', policy.PolicyType)],
              [t('common.description'), (policy) => policy.Description],
              [t('policies.attached'), (policy) => number(policy.AttachmentCount), 'number'],
              [t('policies.changed'), (policy) => dateTime(policy.UpdateDate)],
            ]}
          />
        )}
      </Loaded>
      {creating && <CreatePolicy onClose={() => setCreating(false)} done={made} />}
    </Page>
  );
}

function CreatePolicy({ onClose, done }) {
  const { admin } = useSession();
  const form = useForm(
    { name: '', description: '', document: EXAMPLE },
    { name: (name) => !NAME.test(name) && t('policies.badName'), document: notJson },
    { name: 'PolicyName', description: 'Description', document: 'PolicyDocument' },
  );
  const create = async ({ name, description, document }) => {
    await admin.ram('CreatePolicy', { PolicyName: name, Description: description, PolicyDocument: document });
    return name;
  };
  return (
    <Dialog title={t('policies.create')} onClose={onClose}>
      <Form
        form={form}
        label={t('policies.create')}
        onSubmit={form.submit(create, done)}
        action={t('common.create')}
        cancel={onClose}
      >
        <Field form={form} name="name" label={t('policies.name')} hint={t('policies.nameHint')} />
        <Field form={form} name="description" label={t('common.description')} />
        <Field form={form} name="document" kind="area" label={t('policies.document')} />
      </Form>
    </Dialog>
  );
}
