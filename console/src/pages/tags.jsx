import { t } from '../i18n/index.js';
import { useSession } from '../session.js';
import { Field, Form, useForm } from '../ui/form.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Section } from '../ui/parts.jsx';

const MOST_TAGS = 10;

/** One tag in each line, as name=value. */
const read = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const at = line.indexOf('=');
      return at < 0 ? { key: line, value: '' } : { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
    });

function wrong(text) {
  const tags = read(text);
  if (tags.length > MOST_TAGS) {
    return t('tags.tooMany', { most: MOST_TAGS });
  }
  const bad = tags.find(({ key, value }) => key.length < 1 || key.length > 128 || value.length > 256);
  return bad && t('tags.bad', { tag: `${bad.key}=${bad.value}` });
}

export function Tags({ bucket, name }) {
  const { oss } = useSession();
  const tags = useLoad(() => oss.getTags(bucket, name), [bucket, name]);
  return (
    <Section title={t('tags.title')}>
      <Loaded of={tags}>{(list) => <TagForm bucket={bucket} name={name} tags={list} />}</Loaded>
    </Section>
  );
}

function TagForm({ bucket, name, tags }) {
  const { oss, tell } = useSession();
  const form = useForm({ tags: tags.map(({ key, value }) => `${key}=${value}`).join('\n') }, { tags: wrong });
  const save = ({ tags: text }) => oss.putTags(bucket, name, read(text));
  return (
    <Form
      form={form}
      label={t('tags.title')}
      onSubmit={form.submit(save, () => tell(t('common.saved')))}
      action={t('common.save')}
    >
      <Field form={form} name="tags" kind="area" rows={4} label={t('tags.label')} hint={t('tags.hint')} />
    </Form>
  );
}
