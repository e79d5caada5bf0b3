import { useState } from 'preact/hooks';
import { number, t } from '../i18n/index.js';
import { useSession } from '../session.js';
import { Confirm, Dialog } from '../ui/dialog.jsx';
import { Field, Form, useForm } from '../ui/form.jsx';
import { Refused } from '../ui/refused.jsx';

const LEAST_DAYS = 7;
const MOST_DAYS = 366;

/** What may be done with a key in its state. Whatever makes data unreadable asks for the key's id. */
export function KeyChanges({ metadata, use, onChanged }) {
  const { admin, tell } = useSession();
  const [dialog, setDialog] = useState('');
  const [failure, setFailure] = useState(null);
  const KeyId = metadata.KeyId;
  const state = metadata.KeyState;

  const done = (text) => {
    setDialog('');
    setFailure(null);
    tell(text);
    onChanged();
  };
  const run = (action, text) => async () => {
    try {
      await admin.kms(action, { KeyId });
      done(text);
    } catch (error) {
      setFailure(error);
    }
  };
  const affected = t('key.affected', { count: number(use?.Entries ?? 0) });
  return (
    <>
      <div class="buttons">
        {state === 'Enabled' && metadata.Origin !== 'EXTERNAL' && (
          <button class="primary" onClick={run('CreateKeyVersion', t('key.rotated'))}>{t('key.rotate')}</button>
        )}
        {state === 'Enabled' && <button onClick={() => setDialog('disable')}>{t('key.disable')}</button>}
        {state === 'Disabled' && (
          <button class="primary" onClick={run('EnableKey', t('key.enabled'))}>{t('key.enable')}</button>
        )}
        {state === 'PendingDeletion' ? (
          <button class="primary" onClick={run('CancelKeyDeletion', t('key.kept'))}>{t('key.cancelDeletion')}</button>
        ) : (
          <button class="danger" onClick={() => setDialog('delete')}>{t('key.schedule')}</button>
        )}
      </div>
      {failure && <Refused error={failure} />}
      {dialog === 'disable' && (
        <Confirm
          title={t('key.disable')}
          text={`${t('key.disableText')} ${affected}`}
          word={KeyId}
          action={t('key.disable')}
          run={() => admin.kms('DisableKey', { KeyId })}
          done={() => done(t('key.disabled'))}
          onClose={() => setDialog('')}
        />
      )}
      {dialog === 'delete' && (
        <Schedule keyId={KeyId} affected={affected} done={() => done(t('key.scheduled'))} onClose={() => setDialog('')} />
      )}
    </>
  );
}

function Schedule({ keyId, affected, done, onClose }) {
  const { admin } = useSession();
  const form = useForm(
    { days: '30', word: '' },
    {
      days: (days) =>
        !(Number(days) >= LEAST_DAYS && Number(days) <= MOST_DAYS) &&
        t('keys.badDays', { least: LEAST_DAYS, most: MOST_DAYS }),
      word: (typed) => typed !== keyId && t('confirm.differs', { word: keyId }),
    },
    { days: 'PendingWindowInDays' },
  );
  const schedule = ({ days }) => admin.kms('ScheduleKeyDeletion', { KeyId: keyId, PendingWindowInDays: days });
  return (
    <Dialog title={t('key.schedule')} onClose={onClose}>
      <p>{t('key.scheduleText')} {affected}</p>
      <Form
        form={form}
        label={t('key.schedule')}
        onSubmit={form.submit(schedule, done)}
        action={t('key.schedule')}
        tone="danger"
        cancel={onClose}
      >
        <Field form={form} name="days" label={t('key.pendingDays')} inputMode="numeric" />
        <Field form={form} name="word" label={t('confirm.type', { word: keyId })} />
      </Form>
    </Dialog>
  );
}
