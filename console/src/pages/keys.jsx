import { useState } from 'preact/hooks';
import { dateTime, t, tValue } from '../i18n/index.js';
import { link } from '../route.js';
import { useSession } from '../session.js';
import { Dialog } from '../ui/dialog.jsx';
import { Field, Form, useForm } from '../ui/form.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Badge, Page, Table } from '../ui/parts.jsx';

export const STATE_TONES = { Enabled: 'good', Disabled: 'warn', PendingDeletion: 'bad', PendingImport: 'warn' };
const PAGE = 100;

async function load(admin) {
  const ids = [];
  for (let page = 1, total = 1; ids.length < total; page++) {
    const answer = await admin.kms('ListKeys', { PageNumber: page, PageSize: PAGE });
    ids.push(...answer.Keys.Key.map((key) => key.KeyId));
    total = answer.Keys.Key.length ? answer.TotalCount : 0;
  }
  const keys = await Promise.all(ids.map((KeyId) => admin.kms('DescribeKey', { KeyId })));
  return keys.map((key) => key.KeyMetadata);
}

export function Keys() {
  const { admin, tell } = useSession();
  const keys = useLoad(() => load(admin), []);
  const [creating, setCreating] = useState(false);
  const made = (answer) => {
    setCreating(false);
    tell(t('keys.made', { id: answer.KeyMetadata.KeyId }));
    keys.reload();
  };
  return (
    <Page
      title={t('keys.title')}
      actions={<button class="primary" onClick={() => setCreating(true)}>{t('keys.create')}</button>}
    >
      <Loaded of={keys}>
        {(list) => (
          <Table
            label={t('keys.title')}
            rows={list}
            rowKey={(key) => key.KeyId}
            empty={t('keys.none')}
            columns={[
              [t('keys.id'), (key) => <a href={link('keys', key.KeyId)}><code class="id">{key.KeyId}</code></a>],
              [t('common.description'), (key) => key.Description],
              [
                t('common.state'),
                (key) => <Badge tone={STATE_TONES[key.KeyState]}>{tValue('keyState', key.KeyState)}</Badge>,
              ],
              [t('keys.rotation'), (key) => tValue('rotation', key.AutomaticRotation)],
              [t('common.created'), (key) => dateTime(key.CreationDate)],
            ]}
          />
        )}
      </Loaded>
      {creating && <CreateKey onClose={() => setCreating(false)} done={made} />}
    </Page>
  );
}

const days = (value) => !(Number(value) >= 7 && Number(value) <= 365) && t('keys.badDays', { least: 7, most: 365 });

function CreateKey({ onClose, done }) {
  const { admin } = useSession();
  const form = useForm(
    { description: '', rotate: false, days: '90' },
    { days: (value, { rotate }) => rotate && days(value) },
    { description: 'Description' },
  );
  const create = ({ description, rotate, days: interval }) =>
    admin.kms('CreateKey', {
      Description: description,
      EnableAutomaticRotation: rotate,
      RotationInterval: rotate ? `${interval}d` : '',
    });
  return (
    <Dialog title={t('keys.create')} onClose={onClose}>
      <Form
        form={form}
        label={t('keys.create')}
        onSubmit={form.submit(create, done)}
        action={t('common.create')}
        cancel={onClose}
      >
        <Field form={form} name="description" label={t('common.description')} />
        <Field form={form} name="rotate" kind="check" label={t('keys.rotateBySelf')} />
        {form.values.rotate && <Field form={form} name="days" label={t('keys.days')} inputMode="numeric" />}
      </Form>
    </Dialog>
  );
}
