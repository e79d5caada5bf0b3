import { useState } from 'preact/hooks';
import { bytes, dateTime, t } from '../i18n/index.js';
import { link } from '../route.js';
import { useSession } from '../session.js';
import { Confirm } from '../ui/dialog.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Table } from '../ui/parts.jsx';
import { Refused } from '../ui/refused.jsx';
import { BucketPage } from './bucket.jsx';
import { Download, Uploads } from './transfers.jsx';

export function Objects({ bucket, prefix }) {
  const { oss, tell } = useSession();
  const [pages, setPages] = useState([]);
  const [failure, setFailure] = useState(null);
  const [removing, setRemoving] = useState(null);
  const begin = useLoad(async () => {
    setPages([]);
    return oss.listObjects(bucket, prefix);
  }, [bucket, prefix]);

  const more = async (token) => {
    try {
      const page = await oss.listObjects(bucket, prefix, token);
      setPages((before) => [...before, page]);
      setFailure(null);
    } catch (error) {
      setFailure(error);
    }
  };
  const removed = () => {
    tell(t('common.deleted', { name: removing }));
    setRemoving(null);
    begin.reload();
  };
  return (
    <BucketPage bucket={bucket} current="objects">
      <Folders bucket={bucket} prefix={prefix} />
      <Uploads bucket={bucket} prefix={prefix} onUploaded={begin.reload} />
      <Loaded of={begin}>
        {(firstPage) => {
          const all = [firstPage, ...pages];
          const rows = [...all.flatMap((page) => page.folders), ...all.flatMap((page) => page.objects)];
          const next = all.at(-1).next;
          return (
            <>
              <Listing bucket={bucket} prefix={prefix} rows={rows} onDelete={setRemoving} />
              {next && <button onClick={() => more(next)}>{t('common.more')}</button>}
            </>
          );
        }}
      </Loaded>
      {failure && <Refused error={failure} />}
      {removing && (
        <Confirm
          title={t('objects.delete')}
          text={t('objects.deleteText')}
          word={removing}
          action={t('common.delete')}
          run={() => oss.deleteObject(bucket, removing)}
          done={removed}
          onClose={() => setRemoving(null)}
        />
      )}
    </BucketPage>
  );
}

function Folders({ bucket, prefix }) {
  const parts = prefix.split('/').slice(0, -1);
  return (
    <nav aria-label={t('objects.folder')} class="path">
      <ol>
        <li><a href={link('buckets', bucket, 'objects')}>{bucket}</a></li>
        {parts.map((part, at) => (
          <li key={at}>
            <a href={link('buckets', bucket, 'objects', `${parts.slice(0, at + 1).join('/')}/`)}>{part || '/'}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Listing({ bucket, prefix, rows, onDelete }) {
  const name = (row) =>
    typeof row === 'string' ? (
      <a class="folder" href={link('buckets', bucket, 'objects', row)}>{row.slice(prefix.length)}</a>
    ) : (
      <a href={link('buckets', bucket, 'object', row.key)}>{row.key.slice(prefix.length) || row.key}</a>
    );
  return (
    <Table
      label={t('bucket.objects')}
      rows={rows}
      rowKey={(row) => (typeof row === 'string' ? `/${row}` : row.key)}
      empty={t('objects.none')}
      columns={[
        [t('objects.name'), name],
        [t('common.size'), (row) => (row.key === undefined ? '' : bytes(row.size)), 'number'],
        [t('common.modified'), (row) => dateTime(row.modified)],
        [
          '',
          (row) =>
            row.key !== undefined && (
              <>
                <Download bucket={bucket} name={row.key} />
                <button aria-label={t('common.deleteNamed', { name: row.key })} onClick={() => onDelete(row.key)}>
                  {t('common.delete')}
                </button>
              </>
            ),
          'actions',
        ],
      ]}
    />
  );
}
