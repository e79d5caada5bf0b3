import { useState } from 'preact/hooks';
import { bytes, dateTime, number, t, tValue } from '../i18n/index.js';
import { useSession } from '../session.js';
import { Confirm } from '../ui/dialog.jsx';
import { Field, Form, useForm } from '../ui/form.jsx';
import { useEvery, useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Badge, Facts, Section } from '../ui/parts.jsx';
import { Refused } from '../ui/refused.jsx';
import { BucketPage } from './bucket.jsx';

const POLL_MILLISECONDS = 1000;
const RUNNING = ['Running', 'Reclaiming'];
const TONES = { Finished: 'good', Failed: 'bad', Cancelled: 'warn' };

const isRunning = (job) => RUNNING.includes(job.Status);
const steps = (counts) => counts.Rewrapped + counts.Encrypted + counts.Reencrypted + counts.AttributeKeys;

export function Rewraps({ bucket }) {
  const { admin, tell } = useSession();
  const jobs = useLoad(async () => (await admin.coffer('ListRewraps', { BucketName: bucket })).Rewraps.Rewrap, [bucket]);
  useEvery(POLL_MILLISECONDS, Boolean(jobs.data?.some(isRunning)), jobs.reload);
  const begun = (job) => {
    tell(t(job.DryRun ? 'rewrap.begunDry' : 'rewrap.begun'));
    jobs.reload();
  };
  return (
    <BucketPage bucket={bucket} current="rewrap">
      <Section title={t('rewrap.new')}>
        <p>{t('rewrap.text')}</p>
        <Start bucket={bucket} begun={begun} />
      </Section>
      <Section title={t('rewrap.jobs')}>
        <Loaded of={jobs}>
          {(list) =>
            list.length === 0 ? (
              <p class="empty">{t('rewrap.none')}</p>
            ) : (
              list.map((job) => <Job key={job.RewrapId} bucket={bucket} job={job} onChanged={jobs.reload} />)
            )
          }
        </Loaded>
      </Section>
    </BucketPage>
  );
}

function Start({ bucket, begun }) {
  const { admin } = useSession();
  const [confirming, setConfirming] = useState(false);
  const start = (dryRun) =>
    admin.coffer('StartRewrap', { BucketName: bucket, KeyId: form.values.keyId.trim(), DryRun: dryRun });
  const form = useForm({ keyId: '' }, {}, { keyId: 'KeyId' });
  return (
    <>
      <Form
        form={form}
        label={t('rewrap.new')}
        onSubmit={form.submit(() => start(true), begun)}
        action={t('rewrap.dry')}
        tone="plain"
        others={
          <button type="button" class="primary" onClick={() => setConfirming(true)}>{t('rewrap.start')}</button>
        }
      >
        <Field form={form} name="keyId" label={t('rewrap.key')} hint={t('rewrap.keyHint')} />
      </Form>
      {confirming && (
        <Confirm
          title={t('rewrap.start')}
          text={t('rewrap.startText')}
          word={bucket}
          action={t('rewrap.start')}
          run={() => start(false)}
          done={(job) => {
            setConfirming(false);
            begun(job);
          }}
          onClose={() => setConfirming(false)}
        />
      )}
    </>
  );
}

function Job({ bucket, job, onChanged }) {
  const { admin } = useSession();
  const planned = steps(job.Planned);
  const done = steps(job.Done);
  const [failure, setFailure] = useState(null);
  const cancel = async () => {
    try {
      await admin.coffer('CancelRewrap', { BucketName: bucket, RewrapId: job.RewrapId });
      onChanged();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <article class="job">
      <h3>
        {t(job.DryRun ? 'rewrap.dryRun' : 'rewrap.run')} <code class="id">{job.RewrapId}</code>{' '}
        <Badge tone={TONES[job.Status]}>{tValue('status', job.Status)}</Badge>
      </h3>
      {!job.DryRun && (
        <p>
          <progress max={planned || 1} value={job.EndTime && planned === 0 ? 1 : done} aria-label={t('rewrap.progress')} />{' '}
          {t('rewrap.of', { done: number(done), planned: number(planned) })}
        </p>
      )}
      <Facts
        facts={[
          [t('rewrap.started'), dateTime(job.StartTime)],
          [t('rewrap.ended'), dateTime(job.EndTime)],
          [t('encryption.key'), job.KeyId],
          [t('rewrap.rewrapped'), counted(job, 'Rewrapped')],
          [t('rewrap.encrypted'), counted(job, 'Encrypted')],
          [t('rewrap.reencrypted'), counted(job, 'Reencrypted')],
          [t('rewrap.attributeKeys'), counted(job, 'AttributeKeys')],
          [t('rewrap.bytes'), bytes(job.DryRun ? job.Planned.Bytes : job.Done.Bytes)],
          [t('rewrap.remaining'), job.Remaining === undefined ? '' : number(job.Remaining)],
        ]}
      />
      {job.Reasons?.Reason.map((reason) => (
        <p key={reason.Reason} class="hint">
          {tValue('reason', reason.Reason)}: {number(reason.Entries)}
        </p>
      ))}
      {isRunning(job) && <button onClick={cancel}>{t('rewrap.cancel')}</button>}
      {failure && <Refused error={failure} />}
    </article>
  );
}

const counted = (job, name) => number(job.DryRun ? job.Planned[name] : job.Done[name]);
