import { useId, useRef, useState } from 'preact/hooks';
import { bytes, t } from '../i18n/index.js';
import { useSession } from '../session.js';
import { Refused } from '../ui/refused.jsx';

/** The most that one request may carry. */
const MOST_BYTES = 5 * 1024 ** 3;

/** Uploads files one after the other, each with its progress. */
export function Uploads({ bucket, prefix, onUploaded }) {
  const { oss, tell } = useSession();
  const [uploads, setUploads] = useState([]);
  const id = useId();
  const stop = useRef(null);

  const change = (key, more) =>
    setUploads((before) => before.map((upload) => (upload.key === key ? { ...upload, ...more } : upload)));

  const upload = async (key, file) => {
    const controller = new AbortController();
    stop.current = controller;
    try {
      await oss.putObject(bucket, key, file, {
        signal: controller.signal,
        onProgress: (loaded) => change(key, { loaded }),
      });
      change(key, { state: 'done', loaded: file.size });
      tell(t('objects.uploaded', { name: key }));
    } catch (error) {
      change(key, controller.signal.aborted ? { state: 'stopped' } : { state: 'failed', error });
    }
  };

  const chosen = async (event) => {
    const files = [...event.target.files];
    event.target.value = '';
    const added = files.map((file) => ({
      key: prefix + file.name,
      size: file.size,
      loaded: 0,
      state: file.size > MOST_BYTES ? 'tooLarge' : 'waiting',
    }));
    setUploads(added);
    for (const file of files.filter((one) => one.size <= MOST_BYTES)) {
      change(prefix + file.name, { state: 'running' });
      await upload(prefix + file.name, file);
    }
    onUploaded();
  };

  return (
    <div class="uploads">
      <label class="file" for={id}>{t('objects.upload')}</label>
      <input id={id} type="file" multiple onChange={chosen} />
      <ul>
        {uploads.map((upload) => (
          <li key={upload.key}>
            <span>{upload.key}</span>
            {upload.state === 'running' && (
              <>
                <progress max={upload.size || 1} value={upload.loaded} aria-label={upload.key} />
                <span>{t('objects.progress', { done: bytes(upload.loaded), all: bytes(upload.size) })}</span>
                <button onClick={() => stop.current?.abort()}>{t('common.stop')}</button>
              </>
            )}
            {upload.state !== 'running' && <span class={`state ${upload.state}`}>{t(`upload.${upload.state}`)}</span>}
            {upload.error && <Refused error={upload.error} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Fetches an object and hands it to the browser as a file. */
export function Download({ bucket, name, versionId }) {
  const { oss } = useSession();
  const [loaded, setLoaded] = useState(null);
  const [error, setError] = useState(null);

  const download = async () => {
    setError(null);
    setLoaded(0);
    try {
      save(await oss.download(bucket, name, versionId, { onProgress: setLoaded }), name);
    } catch (refusal) {
      setError(refusal);
    }
    setLoaded(null);
  };
  return (
    <>
      <button aria-label={t('objects.downloadNamed', { name })} disabled={loaded !== null} onClick={download}>
        {loaded === null ? t('objects.download') : bytes(loaded)}
      </button>
      {error && <Refused error={error} />}
    </>
  );
}

function save(blob, key) {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(blob);
  anchor.download = key.split('/').filter(Boolean).at(-1) ?? 'object';
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
}
