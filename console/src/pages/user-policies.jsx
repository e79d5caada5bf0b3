import { useState } from 'preact/hooks';
import { everyPage } from '../api/admin.js';
import { t, tValue } from '../i18n/index.js';
import { link } from '../route.js';
import { useSession } from '../session.js';
import { Field, Form, useForm } from '../ui/form.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Section, Table } from '../ui/parts.jsx';
import { Refused } from '../ui/refused.jsx';

export const listPolicies = (admin) =>
  everyPage(async (Marker) => {
    const answer = await admin.ram('ListPolicies', { Marker });
    return { answer, list: answer.Policies.Policy };
  });

export function UserPolicies({ user }) {
  const { admin } = useSession();
  const attached = useLoad(
    async () => (await admin.ram('ListPoliciesForUser', { UserName: user })).Policies.Policy,
    [user],
  );
  const every = useLoad(() => listPolicies(admin), []);
  const [failure, setFailure] = useState(null);
  const detach = async ({ PolicyName, PolicyType }) => {
    try {
      await admin.ram('DetachPolicyFromUser', { UserName: user, PolicyName, PolicyType });
      setFailure(null);
      attached.reload();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Section title={t('policies.title')}>
      <Loaded of={attached}>
        {(list) => (
          <Table
            label={t('policies.title')}
            rows={list}
            rowKey={(policy) => policy.PolicyName}
            empty={t('policies.noneAttached')}
            columns={[
              [
                t('policies.name'),
                (policy) => <a href={link('policies', policy.PolicyType, policy.PolicyName)}>{policy.PolicyName}</a>,
              ],
              [t('policies.type'), (policy) => tValue('policyType', policy.PolicyType)],
              [t('common.description'), (policy) => policy.Description],
              [
                '',
                (policy) => (
                  <button
                    aria-label={t('policies.detachNamed', { name: policy.PolicyName })}
                    onClick={() => detach(policy)}
                  >
                    {t('policies.detach')}
                  </button>
                ),
                'actions',
              ],
            ]}
          />
        )}
      </Loaded>
      {failure && <Refused error={failure} />}
      {every.data?.length > 0 && <Attach user={user} policies={every.data} onAttached={attached.reload} />}
    </Section>
  );
}

function Attach({ user, policies, onAttached }) {
  const { admin } = useSession();
  const name = (policy) => `${policy.PolicyType}/${policy.PolicyName}`;
  const form = useForm({ policy: name(policies[0]) });
  const attach = ({ policy }) => {
    const [PolicyType, PolicyName] = policy.split('/');
    return admin.ram('AttachPolicyToUser', { UserName: user, PolicyType, PolicyName });
  };
  return (
    <Form form={form} label={t('policies.attach')} onSubmit={form.submit(attach, onAttached)} action={t('policies.attach')}>
      <Field
        form={form}
        name="policy"
        kind="select"
        label={t('policies.name')}
        options={policies.map((policy) => [name(policy), policy.PolicyName])}
      />
    </Form>
  );
}
