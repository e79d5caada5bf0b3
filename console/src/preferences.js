const STORE = 'coffer-console';
const THEMES = ['system', 'light', 'dark'];

/** Theme and language, the only things that outlive the page. */
export function preferences() {
  const fallback = { theme: 'system', language: navigator.language?.startsWith('zh') ? 'zh' : 'en' };
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) ?? '{}');
    return {
      theme: THEMES.includes(kept.theme) ? kept.theme : fallback.theme,
      language: ['en', 'zh'].includes(kept.language) ? kept.language : fallback.language,
    };
  } catch {
    return fallback;
  }
}

export function keep({ theme, language }) {
  try {
    localStorage.setItem(STORE, JSON.stringify({ theme, language }));
  } catch {
    // a browser that keeps nothing is asked again next time
  }
}

export function showTheme(theme) {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}
