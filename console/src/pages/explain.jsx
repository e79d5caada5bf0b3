import { useState } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { useSession } from '../session.js';
import { Explanation } from '../ui/explanation.jsx';
import { Field, Form, useForm } from '../ui/form.jsx';
import { Page, Section } from '../ui/parts.jsx';

const REQUEST_ID = /^[0-9A-F]{24}$/;

/** The message that stands in what was pasted: alone, in an XML answer or in a JSON one. */
const messageIn = (text) =>
  /<EncodedDiagnosticMessage>([^<]+)</.exec(text)?.[1] ??
  /"EncodedDiagnosticMessage"\s*:\s*"([^"]+)"/.exec(text)?.[1] ??
  text.trim();

/** Explains a refusal from what its caller was told: the request's id, or the encoded message, or the whole answer. */
export function Explain() {
  const { admin } = useSession();
  const [found, setFound] = useState(null);
  const form = useForm(
    { text: '' },
    { text: (text) => !text.trim() && t('form.needed') },
    { text: 'EncodedDiagnosticMessage' },
  );
  const explain = async ({ text }) => {
    const told = messageIn(text);
    return REQUEST_ID.test(told)
      ? (await admin.coffer('ExplainRequest', { RequestId: told })).Explanation
      : (await admin.ram('DecodeDiagnosticMessage', { EncodedDiagnosticMessage: told })).DecodedDiagnosticMessage;
  };
  return (
    <Page title={t('explain.title')}>
      <p>{t('explain.text')}</p>
      <Section title={t('explain.told')}>
        <Form form={form} label={t('explain.title')} onSubmit={form.submit(explain, setFound)} action={t('refusal.explain')}>
          <Field form={form} name="text" kind="area" rows={6} label={t('explain.label')} hint={t('explain.hint')} />
        </Form>
      </Section>
      {found && (
        <Section title={t('explain.found')}>
          <Explanation of={found} />
        </Section>
      )}
    </Page>
  );
}
