import { useEffect, useState } from 'preact/hooks';

/** Each part of a path may hold any character, slashes too. */
export const link = (...parts) => `#/${parts.map(encodeURIComponent).join('/')}`;

export const go = (...parts) => {
  location.hash = link(...parts);
};

function read() {
  const parts = location.hash.replace(/^#\/?/, '').split('/');
  try {
    return parts.map(decodeURIComponent);
  } catch {
    return [''];
  }
}

/** The parts of the page's address behind the hash. */
export function useRoute() {
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const changed = () => setRoute(read());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}
