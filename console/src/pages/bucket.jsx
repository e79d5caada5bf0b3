import { t } from '../i18n/index.js';
import { link } from '../route.js';
import { Page, Tabs } from '../ui/parts.jsx';

/** What the pages of one bucket have around them. */
export function BucketPage({ bucket, current, actions, children }) {
  return (
    <Page title={bucket} path={[[t('buckets.title'), '#/buckets']]} actions={actions}>
      <Tabs
        label={t('bucket.pages')}
        current={current}
        tabs={['objects', 'encryption', 'rewrap'].map((page) => [page, t(`bucket.${page}`), link('buckets', bucket, page)])}
      />
      {children}
    </Page>
  );
}
