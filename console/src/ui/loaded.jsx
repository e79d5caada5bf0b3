import { t } from '../i18n/index.js';
import { Refused } from './refused.jsx';

/** Loading, refused, or what was loaded. */
export function Loaded({ of, children }) {
  if (of.error) {
    return <Refused error={of.error} />;
  }
  return of.data === undefined ? <p class="loading" role="status">{t('common.loading')}</p> : children(of.data);
}
