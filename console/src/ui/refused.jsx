import { useState } from 'preact/hooks';
import { t, tValue } from '../i18n/index.js';
import { useSession } from '../session.js';
import { Explanation } from './explanation.jsx';

/** A refusal in words, and on demand the policy that refused. */
export function Refused({ error }) {
  const session = useSession();
  const [explained, setExplained] = useState(null);
  const [failure, setFailure] = useState(null);
  const message = error.detail?.EncodedDiagnosticMessage;

  const explain = async () => {
    try {
      const decoded = await session.admin.ram('DecodeDiagnosticMessage', { EncodedDiagnosticMessage: message });
      setExplained(decoded.DecodedDiagnosticMessage);
      setFailure(null);
    } catch (refusal) {
      setFailure(refusal);
    }
  };

  return (
    <div class="refusal" role="alert">
      <p>
        <strong>{tValue('code', error.code ?? error.name)}</strong>
        {error.message && <> {error.message}</>}
      </p>
      {error.detail && (
        <p class="hint">
          {t('refusal.missing', {
            who: error.detail.AuthPrincipalDisplayName ?? '',
            action: error.detail.AuthAction ?? '',
            type: tValue('deny', error.detail.NoPermissionType ?? ''),
          })}
        </p>
      )}
      {error.requestId && (
        <p class="hint">
          {t('refusal.request')} <code>{error.requestId}</code>
        </p>
      )}
      {message && session && !explained && (
        <button type="button" onClick={explain}>
          {t('refusal.explain')}
        </button>
      )}
      {failure && <p class="hint">{t('refusal.notExplained', { code: failure.code })}</p>}
      {explained && <Explanation of={explained} />}
    </div>
  );
}
