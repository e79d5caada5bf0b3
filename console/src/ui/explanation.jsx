import { dateTime, t, tValue } from '../i18n/index.js';
import { Facts } from './parts.jsx';

/** Why a request ended as it did: who asked for what, and each policy that had a say. */
export function Explanation({ of }) {
  return (
    <div class="explanation">
      <Facts
        facts={[
          [t('explain.outcome'), tValue('code', of.Outcome)],
          [t('explain.operation'), of.Operation],
          [t('explain.action'), of.AuthAction && <code>{of.AuthAction}</code>],
          [t('explain.resource'), of.AuthResource && <code>{of.AuthResource}</code>],
          [t('explain.caller'), of.AuthPrincipal?.AuthPrincipalDisplayName],
          [t('explain.kind'), of.Outcome !== 'Allowed' && t(of.ExplicitDeny ? 'explain.explicit' : 'explain.implicit')],
          [t('explain.time'), dateTime(of.Time)],
        ]}
      />
      <Findings findings={of.Findings ?? []} />
      {of.AuthConditions?.length > 0 && (
        <details>
          <summary>{t('explain.conditions')}</summary>
          <Facts
            facts={of.AuthConditions.map((condition) => [
              condition.ConditionKey,
              <code>{condition.ConditionValues.join(', ')}</code>,
            ])}
          />
        </details>
      )}
    </div>
  );
}

export function Findings({ findings }) {
  return (
    <ol class="findings">
      {findings.map((finding, at) => (
        <li key={at} class={`finding ${finding.Decision}`}>
          <p>
            <strong>{tValue('decision', finding.Decision)}</strong>{' '}
            {[tValue('layer', finding.Layer), finding.Policy, finding.Holder].filter(Boolean).join(' · ')}
            {finding.Statement > 0 && ` · ${t('explain.statement', { number: finding.Statement })}`}
          </p>
          {finding.Says && <p>{finding.Says}</p>}
          {finding.Mismatches?.map((miss, index) => (
            <p key={index} class="hint">
              {t('explain.mismatch', { part: miss.Part, expected: miss.Expected, actual: miss.Actual })}
            </p>
          ))}
          {finding.Advice && <p class="hint">{finding.Advice}</p>}
        </li>
      ))}
    </ol>
  );
}
