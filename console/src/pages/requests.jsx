import { useState } from 'preact/hooks';
import { dateTime, number, t, tValue } from '../i18n/index.js';
import { link } from '../route.js';
import { useSession } from '../session.js';
import { Explanation } from '../ui/explanation.jsx';
import { useLoad } from '../ui/load.js';
import { Loaded } from '../ui/loaded.jsx';
import { Badge, Page, Section, Table } from '../ui/parts.jsx';

/** The last requests of the account, those of this console among them, and why each ended as it did. */
export function Requests({ shown }) {
  const { admin } = useSession();
  const [refused, setRefused] = useState(false);
  const [text, setText] = useState('');
  const requests = useLoad(
    () => admin.coffer('ListRecentRequests', { Refused: refused, MaxItems: 200 }),
    [refused],
  );
  const fits = (request) => Object.values(request).some((value) => value.toLowerCase().includes(text.toLowerCase()));
  return (
    <Page title={t('requests.title')} actions={<button onClick={requests.reload}>{t('common.reload')}</button>}>
      {shown && <Shown key={shown} request={shown} />}
      <div class="filter">
        <div class="field">
          <label for="filter">{t('requests.filter')}</label>
          <input id="filter" type="search" value={text} onInput={(event) => setText(event.target.value)} />
        </div>
        <div class="field check">
          <input id="refused" type="checkbox" checked={refused} onInput={(event) => setRefused(event.target.checked)} />
          <label for="refused">{t('requests.refusedOnly')}</label>
        </div>
      </div>
      <Loaded of={requests}>
        {(answer) => (
          <>
            <p class="hint">{t('requests.kept', { count: number(answer.Kept) })}</p>
            <Table
              label={t('requests.title')}
              rows={answer.Requests.Request.filter(fits)}
              rowKey={(request) => request.RequestId}
              columns={[
                [t('explain.time'), (request) => dateTime(request.Time)],
                [
                  t('explain.operation'),
                  (request) => (
                    <a href={link('requests', request.RequestId)}>
                      {request.Operation || t('requests.unknown')}
                      <span class="unseen"> {request.RequestId}</span>
                    </a>
                  ),
                ],
                [
                  t('explain.outcome'),
                  (request) => (
                    <Badge tone={request.Outcome === 'Allowed' ? 'good' : 'bad'}>{tValue('code', request.Outcome)}</Badge>
                  ),
                ],
                [t('explain.caller'), (request) => request.Caller],
                [t('explain.resource'), (request) => <code class="id">{request.Resource}</code>],
              ]}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Shown({ request }) {
  const { admin } = useSession();
  const explanation = useLoad(
    async () => (await admin.coffer('ExplainRequest', { RequestId: request })).Explanation,
    [request],
  );
  return (
    <Section title={t('requests.one', { id: request })}>
      <Loaded of={explanation}>{(found) => <Explanation of={found} />}</Loaded>
    </Section>
  );
}
