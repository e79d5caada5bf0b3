import { useState } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { useSession } from '../session.js';
import { Confirm } from '../ui/dialog.jsx';
import { Field, FieldError, Form, useForm } from '../ui/form.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Badge, Facts, Section } from '../ui/parts.jsx';
import { BucketPage } from './bucket.jsx';
import { Posture } from './posture.jsx';
import { Versioning } from './versioning.jsx';

const NO_RULE = 'NoSuchServerSideEncryptionRule';

export function Encryption({ bucket }) {
  const { oss, admin } = useSession();
  const rule = useLoad(async () => {
    try {
      return await oss.getRule(bucket);
    } catch (error) {
      if (error.code === NO_RULE) {
        return { algorithm: '', keyId: '', cipher: '' };
      }
      throw error;
    }
  }, [bucket]);
  const posture = useLoad(() => admin.coffer('GetPosture', { BucketName: bucket }), [bucket]);
  const changed = () => {
    rule.reload();
    posture.reload();
  };
  return (
    <BucketPage bucket={bucket} current="encryption">
      <Section title={t('posture.title')} actions={<button onClick={posture.reload}>{t('common.reload')}</button>}>
        <Loaded of={posture}>{(found) => <Posture bucket={bucket} posture={found} />}</Loaded>
      </Section>
      <Section title={t('encryption.rule')}>
        <Loaded of={rule}>{(now) => <Rule key={JSON.stringify(now)} bucket={bucket} now={now} onChanged={changed} />}</Loaded>
      </Section>
      <Versioning bucket={bucket} />
    </BucketPage>
  );
}

function Rule({ bucket, now, onChanged }) {
  const { oss, tell } = useSession();
  const [removing, setRemoving] = useState(false);
  const done = (text) => () => {
    setRemoving(false);
    tell(text);
    onChanged();
  };
  return (
    <>
      <Facts
        facts={[
          [
            t('encryption.now'),
            now.algorithm ? (
              <Badge tone="good">{t(`encryption.${now.algorithm}`)}</Badge>
            ) : (
              <Badge tone="warn">{t('encryption.none')}</Badge>
            ),
          ],
          [t('encryption.key'), now.keyId && <code>{now.keyId}</code>],
          [t('encryption.cipher'), now.cipher],
        ]}
      />
      <RuleForm
        bucket={bucket}
        now={now}
        done={done(t('encryption.set'))}
        others={
          now.algorithm && (
            <button type="button" class="danger" onClick={() => setRemoving(true)}>{t('encryption.delete')}</button>
          )
        }
      />
      {removing && (
        <Confirm
          title={t('encryption.delete')}
          text={t('encryption.deleteText')}
          word={bucket}
          action={t('common.delete')}
          run={() => oss.deleteRule(bucket)}
          done={done(t('encryption.deleted'))}
          onClose={() => setRemoving(false)}
        />
      )}
    </>
  );
}

/** A rule may name a key that is not there, and then refuses every write; whoever types one means one that is. */
async function requireKey(admin, keyId) {
  if (keyId) {
    await admin.kms('DescribeKey', { KeyId: keyId }).catch((error) => {
      if (error.status === 404) {
        throw new FieldError('keyId', t('encryption.noSuchKey'));
      }
    });
  }
}

function RuleForm({ bucket, now, done, others }) {
  const { oss, admin } = useSession();
  const keys = useLoad(() => admin.kms('ListKeys', { PageSize: 100 }), []);
  const form = useForm(
    { algorithm: now.algorithm || 'KMS', keyId: now.keyId, cipher: now.cipher },
    { keyId: (keyId) => /\s/.test(keyId.trim()) && t('encryption.badKey') },
  );
  const isKms = form.values.algorithm === 'KMS';
  const set = async ({ algorithm, keyId, cipher }) => {
    if (!isKms) {
      return oss.putRule(bucket, { algorithm });
    }
    await requireKey(admin, keyId.trim());
    return oss.putRule(bucket, { algorithm, keyId: keyId.trim(), cipher });
  };
  return (
    <Form
      form={form}
      label={t('encryption.rule')}
      onSubmit={form.submit(set, done)}
      action={t('encryption.save')}
      others={others}
    >
      <Field
        form={form}
        name="algorithm"
        kind="select"
        label={t('encryption.method')}
        options={['KMS', 'AES256', 'SM4'].map((method) => [method, t(`encryption.${method}`)])}
      />
      {isKms && (
        <>
          <Field
            form={form}
            name="keyId"
            label={t('encryption.key')}
            hint={t('encryption.keyHint')}
            list="master-keys"
          />
          <datalist id="master-keys">
            {keys.data?.Keys.Key.map((key) => <option key={key.KeyId} value={key.KeyId} />)}
          </datalist>
          <Field
            form={form}
            name="cipher"
            kind="select"
            label={t('encryption.cipher')}
            options={[
              ['', 'AES-256'],
              ['SM4', 'SM4'],
            ]}
          />
        </>
      )}
    </Form>
  );
}
