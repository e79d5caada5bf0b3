import { useEffect, useState } from 'preact/hooks';
import { LANGUAGES, setLanguage, t } from './i18n/index.js';
import { pageOf } from './pages/index.jsx';
import { SignIn } from './pages/signin.jsx';
import { keep, preferences, showTheme } from './preferences.js';
import { useRoute } from './route.js';
import { SessionContext } from './session.js';

const SECTIONS = [
  ['buckets', '#/buckets'],
  ['keys', '#/keys'],
  ['users', '#/users'],
  ['policies', '#/policies'],
  ['simulator', '#/simulator'],
  ['requests', '#/requests'],
  ['explain', '#/explain'],
  ['metrics', '#/metrics'],
];

export function App() {
  const [chosen, setChosen] = useState(preferences);
  const [session, setSession] = useState(null);
  const [told, setTold] = useState('');
  const route = useRoute();
  setLanguage(chosen.language);
  useEffect(() => {
    showTheme(chosen.theme);
    keep(chosen);
  }, [chosen]);
  useEffect(() => setTold(''), [route]);

  const preferencesBar = <Preferences chosen={chosen} onChange={setChosen} />;
  if (!session) {
    return <SignIn onSignedIn={setSession} preferences={preferencesBar} />;
  }
  const leave = () => {
    location.hash = '';
    setSession(null);
  };
  return (
    <SessionContext.Provider value={{ ...session, tell: setTold }}>
      <a class="skip" href="#main" onClick={skip}>{t('nav.skip')}</a>
      <div class="frame">
        <Navigation section={route[0] || 'buckets'} />
        <div class="column">
          <header class="top">
            <span class="who" title={session.identity.Arn}>
              {t('nav.signedIn', { who: session.identity.Arn.split(':').at(-1), account: session.identity.AccountId })}
            </span>
            {preferencesBar}
            <button type="button" onClick={leave}>{t('nav.signOut')}</button>
          </header>
          <p class={told ? 'told' : 'unseen'} role="status">{told}</p>
          {pageOf(route)}
        </div>
      </div>
    </SessionContext.Provider>
  );
}

function skip(event) {
  event.preventDefault();
  document.querySelector('h1')?.focus();
}

function Navigation({ section }) {
  return (
    <nav class="side" aria-label={t('nav.sections')}>
      <a class="brand" href="#/buckets">
        <img src="/console/icon.svg" alt="" width="28" height="28" />
        Coffer
      </a>
      <ul>
        {SECTIONS.map(([code, href]) => (
          <li key={code}>
            <a href={href} aria-current={code === section ? 'page' : undefined}>{t(`nav.${code}`)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Preferences({ chosen, onChange }) {
  const choose = (name) => (event) => onChange({ ...chosen, [name]: event.target.value });
  return (
    <div class="preferences">
      <select aria-label={t('nav.language')} value={chosen.language} onChange={choose('language')}>
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code}>{name}</option>
        ))}
      </select>
      <select aria-label={t('nav.theme')} value={chosen.theme} onChange={choose('theme')}>
        {['system', 'light', 'dark'].map((theme) => (
          <option key={theme} value={theme}>{t(`theme.${theme}`)}</option>
        ))}
      </select>
    </div>
  );
}
