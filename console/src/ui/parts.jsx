import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/index.js';

/** A page: its heading gets the focus, so that a screen reader begins there, and names the window. */
export function Page({ title, path = [], actions, children }) {
  const heading = useRef(null);
  useEffect(() => heading.current.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.title = `${title} · Coffer`;
  }, [title]);
  return (
    <main id="main">
      {path.length > 0 && (
        <nav aria-label={t('common.path')} class="path">
          <ol>
            {path.map(([text, href]) => (
              <li key={href}><a href={href}>{text}</a></li>
            ))}
          </ol>
        </nav>
      )}
      <header class="head">
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {actions && <div class="buttons">{actions}</div>}
      </header>
      {children}
    </main>
  );
}

/**
 * A table that scrolls by itself where it is too wide.
 *
 * @param columns heading, cell of a row, and 'number' for figures
 */
export function Table({ label, columns, rows, rowKey, empty }) {
  if (rows.length === 0) {
    return <p class="empty">{empty ?? t('common.nothing')}</p>;
  }
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table>
        <caption class="unseen">{label}</caption>
        <thead>
          <tr>
            {columns.map(([heading, , kind]) => (
              <th key={heading} scope="col" class={kind}>{heading || <span class="unseen">{t('common.actions')}</span>}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={rowKey ? rowKey(row) : at}>
              {columns.map(([heading, cell, kind]) => (
                <td key={heading} class={kind}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Names and values; what has no value is left out. */
export const Facts = ({ facts }) => (
  <dl class="facts">
    {facts
      .filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false)
      .map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

export const Badge = ({ tone = 'plain', children }) => <span class={`badge ${tone}`}>{children}</span>;

export const Section = ({ title, actions, children }) => (
  <section class="card">
    <div class="head">
      <h2>{title}</h2>
      {actions && <div class="buttons">{actions}</div>}
    </div>
    {children}
  </section>
);

export function Tabs({ label, tabs, current }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(([code, text, href]) => (
        <a key={code} href={href} aria-current={code === current ? 'page' : undefined}>{text}</a>
      ))}
    </nav>
  );
}
