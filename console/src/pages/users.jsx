import { useState } from 'preact/hooks';
import { everyPage } from '../api/admin.js';
import { dateTime, t } from '../i18n/index.js';
import { link } from '../route.js';
import { useSession } from '../session.js';
import { Dialog } from '../ui/dialog.jsx';
import { Field, Form, useForm } from '../ui/form.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Page, Table } from '../ui/parts.jsx';

const NAME = /^[A-Za-z0-9._-]{1,64}$/;

export function Users() {
  const { admin, tell } = useSession();
  const users = useLoad(
    () =>
      everyPage(async (Marker) => {
        const answer = await admin.ram('ListUsers', { Marker });
        return { answer, list: answer.Users.User };
      }),
    [],
  );
  const [creating, setCreating] = useState(false);
  const made = (name) => {
    setCreating(false);
    tell(t('users.made', { name }));
    users.reload();
  };
  return (
    <Page
      title={t('users.title')}
      actions={<button class="primary" onClick={() => setCreating(true)}>{t('users.create')}</button>}
    >
      <Loaded of={users}>
        {(list) => (
          <Table
            label={t('users.title')}
            rows={list}
            rowKey={(user) => user.UserId}
            empty={t('users.none')}
            columns={[
              [t('users.name'), (user) => <a href={link('users', user.UserName)}>{user.UserName}</a>],
              [t('users.displayName'), (user) => user.DisplayName],
              [t('users.id'), (user) => <code class="id">{user.UserId}</code>],
              [t('common.created'), (user) => dateTime(user.CreateDate)],
            ]}
          />
        )}
      </Loaded>
      {creating && <CreateUser onClose={() => setCreating(false)} done={made} />}
    </Page>
  );
}

function CreateUser({ onClose, done }) {
  const { admin } = useSession();
  const form = useForm(
    { name: '', displayName: '', comments: '' },
    { name: (name) => !NAME.test(name) && t('users.badName') },
    { name: 'UserName', displayName: 'DisplayName', comments: 'Comments' },
  );
  const create = async ({ name, displayName, comments }) => {
    await admin.ram('CreateUser', { UserName: name, DisplayName: displayName, Comments: comments });
    return name;
  };
  return (
    <Dialog title={t('users.create')} onClose={onClose}>
      <Form
        form={form}
        label={t('users.create')}
        onSubmit={form.submit(create, done)}
        action={t('common.create')}
        cancel={onClose}
      >
        <Field form={form} name="name" label={t('users.name')} hint={t('users.nameHint')} />
        <Field form={form} name="displayName" label={t('users.displayName')} />
        <Field form={form} name="comments" label={t('common.description')} />
      </Form>
    </Dialog>
  );
}
