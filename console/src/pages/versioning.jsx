import { t } from '../i18n/index.js';
import { useSession } from '../session.js';
import { Field, Form, useForm } from '../ui/form.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Section } from '../ui/parts.jsx';

/** Whether a bucket keeps older versions of its objects. */
export function Versioning({ bucket }) {
  const { oss } = useSession();
  const state = useLoad(() => oss.getVersioning(bucket), [bucket]);
  return (
    <Section title={t('versioning.title')}>
      <Loaded of={state}>{(now) => <Choice key={now} bucket={bucket} now={now} onChanged={state.reload} />}</Loaded>
    </Section>
  );
}

function Choice({ bucket, now, onChanged }) {
  const { oss, tell } = useSession();
  const form = useForm({ status: now || 'Enabled' });
  const done = () => {
    tell(t('common.saved'));
    onChanged();
  };
  return (
    <>
      <p>{t(`versioning.${now || 'Off'}`)}</p>
      <Form
        form={form}
        label={t('versioning.title')}
        onSubmit={form.submit(({ status }) => oss.putVersioning(bucket, status), done)}
        action={t('common.save')}
      >
        <Field
          form={form}
          name="status"
          kind="select"
          label={t('versioning.choose')}
          options={['Enabled', 'Suspended'].map((status) => [status, t(`versioning.to${status}`)])}
        />
      </Form>
    </>
  );
}
