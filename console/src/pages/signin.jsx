import { t } from '../i18n/index.js';
import { signIn } from '../session.js';
import { canSign } from '../signing/credentials.js';
import { Field, Form, useForm } from '../ui/form.jsx';
import { Page } from '../ui/parts.jsx';

const needed = (value) => !value.trim() && t('form.needed');

export function SignIn({ onSignedIn, preferences }) {
  const form = useForm({ accessKeyId: '', secret: '', securityToken: '' }, { accessKeyId: needed, secret: needed });
  const enter = ({ accessKeyId, secret, securityToken }) =>
    signIn({ accessKeyId: accessKeyId.trim(), secret: secret.trim(), securityToken: securityToken.trim() });
  return (
    <div class="entrance">
      <header class="top">
        <span class="brand">
          <img src="/console/icon.svg" alt="" width="28" height="28" />
          Coffer
        </span>
        {preferences}
      </header>
      <Page title={t('signin.title')}>
        {canSign() ? (
          <Form
            form={form}
            label={t('signin.title')}
            onSubmit={form.submit(enter, onSignedIn)}
            action={t('signin.enter')}
          >
            <Field form={form} name="accessKeyId" label={t('signin.accessKeyId')} />
            <Field form={form} name="secret" kind="password" label={t('signin.secret')} hint={t('signin.secretHint')} />
            <details>
              <summary>{t('signin.withToken')}</summary>
              <Field form={form} name="securityToken" kind="area" rows={3} label={t('signin.securityToken')} />
            </details>
          </Form>
        ) : (
          <p class="refusal" role="alert">{t('signin.insecure')}</p>
        )}
      </Page>
    </div>
  );
}
