import { useState } from 'preact/hooks';
import { everyPage } from '../api/admin.js';
import { t, tValue } from '../i18n/index.js';
import { useSession } from '../session.js';
import { Findings } from '../ui/explanation.jsx';
import { Field, Form, useForm } from '../ui/form.jsx';
import { useLoad } from '../ui/load.js';
import { Badge, Facts, Page, Section } from '../ui/parts.jsx';

const ACTIONS = [
  'oss:GetObject',
  'oss:PutObject',
  'oss:DeleteObject',
  'oss:ListObjects',
  'oss:PutBucketEncryption',
  'oss:DeleteBucket',
  'kms:Decrypt',
  'ram:CreateUser',
];
const ACTION = /^[a-z]+:[A-Za-z0-9]{1,128}$/;
const needed = (value) => !value.trim() && t('form.needed');

/** Lines of name=value as the parameters Context.N.Key and Context.N.Value. */
function context(text) {
  const lines = text.split('\n').filter((line) => line.trim());
  return Object.fromEntries(
    lines.flatMap((line, at) => {
      const [, key, value] = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line);
      return [
        [`Context.${at + 1}.Key`, key],
        [`Context.${at + 1}.Value`, value],
      ];
    }),
  );
}

const badContext = (text) =>
  text.split('\n').some((line) => line.trim() && !/^\s*[^=\s][^=]*=/.test(line)) && t('simulator.badContext');

export function Simulator() {
  const { admin } = useSession();
  const [answer, setAnswer] = useState(null);
  const users = useLoad(
    () =>
      everyPage(async (Marker) => {
        const found = await admin.ram('ListUsers', { Marker });
        return { answer: found, list: found.Users.User };
      }),
    [],
  );
  const form = useForm(
    { principal: '', action: 'oss:GetObject', resource: 'oss://', context: '' },
    {
      principal: needed,
      action: (action) => !ACTION.test(action.trim()) && t('simulator.badAction'),
      resource: (resource) => needed(resource.replace(/^oss:\/\/$/, '')),
      context: badContext,
    },
    { principal: 'Principal', action: 'AccessAction', resource: 'Resource', context: 'Context' },
  );
  const simulate = (values) =>
    admin.coffer('SimulateAccess', {
      Principal: values.principal.trim(),
      AccessAction: values.action.trim(),
      Resource: values.resource.trim(),
      ...context(values.context),
    });
  return (
    <Page title={t('simulator.title')}>
      <p>{t('simulator.text')}</p>
      <Section title={t('simulator.question')}>
        <Form form={form} label={t('simulator.title')} onSubmit={form.submit(simulate, setAnswer)} action={t('simulator.ask')}>
          <Field form={form} name="principal" label={t('simulator.principal')} hint={t('simulator.principalHint')} list="principals" />
          <datalist id="principals">
            {users.data?.map((user) => <option key={user.UserId} value={`user/${user.UserName}`} />)}
          </datalist>
          <Field form={form} name="action" label={t('explain.action')} list="actions" />
          <datalist id="actions">
            {ACTIONS.map((action) => <option key={action} value={action} />)}
          </datalist>
          <Field form={form} name="resource" label={t('explain.resource')} hint={t('simulator.resourceHint')} />
          <Field form={form} name="context" kind="area" rows={3} label={t('simulator.context')} hint={t('simulator.contextHint')} />
        </Form>
      </Section>
      {answer && <Verdict answer={answer} />}
    </Page>
  );
}

function Verdict({ answer }) {
  const allowed = answer.Decision === 'Allowed';
  return (
    <Section title={t('simulator.verdict')}>
      <p role="status">
        <Badge tone={allowed ? 'good' : 'bad'}>{tValue('verdict', answer.Decision)}</Badge>
      </p>
      <Facts
        facts={[
          [t('simulator.decidedBy'), answer.DecidedBy?.Type],
          [t('policies.name'), answer.DecidedBy?.PolicyName],
          [t('simulator.holder'), answer.DecidedBy?.PolicyHolder],
          [t('simulator.refusal'), answer.Refusal && `${answer.Refusal.Status} ${answer.Refusal.Code}`],
        ]}
      />
      {answer.Notes?.Note.map((note, at) => <p key={at} class="hint">{note.Text}</p>)}
      <Findings findings={answer.Findings?.Finding ?? []} />
    </Section>
  );
}
