import { useState } from 'preact/hooks';
import { dateTime, t } from '../i18n/index.js';
import { link } from '../route.js';
import { useSession } from '../session.js';
import { Confirm, Dialog } from '../ui/dialog.jsx';
import { Field, Form, useForm } from '../ui/form.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Page, Table } from '../ui/parts.jsx';

const NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

export function Buckets() {
  const { oss, tell } = useSession();
  const buckets = useLoad(() => oss.listBuckets(), []);
  const [dialog, setDialog] = useState(null);
  const close = () => setDialog(null);
  const done = (text) => () => {
    close();
    tell(text);
    buckets.reload();
  };
  return (
    <Page
      title={t('buckets.title')}
      actions={<button class="primary" onClick={() => setDialog({ create: true })}>{t('buckets.create')}</button>}
    >
      <Loaded of={buckets}>
        {(list) => (
          <Table
            label={t('buckets.title')}
            rows={list}
            rowKey={(bucket) => bucket.name}
            empty={t('buckets.none')}
            columns={[
              [t('buckets.name'), (bucket) => <a href={link('buckets', bucket.name, 'objects')}>{bucket.name}</a>],
              [t('common.created'), (bucket) => dateTime(bucket.created)],
              [
                t('encryption.title'),
                (bucket) => (
                  <a href={link('buckets', bucket.name, 'encryption')}>
                    {t('buckets.posture')}
                    <span class="unseen"> {bucket.name}</span>
                  </a>
                ),
              ],
              [
                '',
                (bucket) => (
                  <button
                    aria-label={t('common.deleteNamed', { name: bucket.name })}
                    onClick={() => setDialog({ remove: bucket.name })}
                  >
                    {t('common.delete')}
                  </button>
                ),
                'actions',
              ],
            ]}
          />
        )}
      </Loaded>
      {dialog?.create && <CreateBucket onClose={close} done={(name) => done(t('buckets.made', { name }))()} />}
      {dialog?.remove && (
        <Confirm
          title={t('buckets.delete', { name: dialog.remove })}
          text={t('buckets.deleteText')}
          word={dialog.remove}
          action={t('common.delete')}
          run={() => oss.deleteBucket(dialog.remove)}
          done={done(t('common.deleted', { name: dialog.remove }))}
          onClose={close}
        />
      )}
    </Page>
  );
}

function CreateBucket({ onClose, done }) {
  const { oss } = useSession();
  const form = useForm(
    { name: '', algorithm: 'KMS' },
    { name: (name) => !NAME.test(name) && t('buckets.badName') },
  );
  const create = async ({ name, algorithm }) => {
    await oss.createBucket(name);
    if (algorithm) {
      await oss.putRule(name, { algorithm });
    }
    return name;
  };
  return (
    <Dialog title={t('buckets.create')} onClose={onClose}>
      <Form
        form={form}
        label={t('buckets.create')}
        onSubmit={form.submit(create, done)}
        action={t('common.create')}
        cancel={onClose}
      >
        <Field form={form} name="name" label={t('buckets.name')} hint={t('buckets.nameHint')} />
        <Field
          form={form}
          name="algorithm"
          kind="select"
          label={t('encryption.rule')}
          options={[
            ['KMS', t('encryption.KMS')],
            ['AES256', t('encryption.AES256')],
            ['', t('encryption.none')],
          ]}
        />
      </Form>
    </Dialog>
  );
}
