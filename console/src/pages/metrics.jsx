import { useCallback, useEffect, useState } from 'preact/hooks';
import { scrape, total, totals } from '../api/metrics.js';
import { bytes, number, t } from '../i18n/index.js';
import { Bars, LineChart } from '../ui/chart.jsx';
import { useEvery } from '../ui/load.js';
import { Page, Section } from '../ui/parts.jsx';
import { Refused } from '../ui/refused.jsx';

const EVERY_MILLISECONDS = 2000;
const KEPT = 60;
const MOST_BARS = 8;

/** What changed in each second between two scrapes. */
const rate = (name, fits) => (after, before) =>
  Math.max(0, (total(after.samples, name, fits) - total(before.samples, name, fits)) / ((after.at - before.at) / 1000));

const isRefused = (labels) => labels.code >= '400';
const perSecond = (value) => t('metrics.perSecond', { value: number(Math.round(value * 10) / 10) });
const bytesPerSecond = (value) => t('metrics.perSecond', { value: bytes(value) });

const CHARTS = [
  ['metrics.requests', rate('coffer_requests_total'), perSecond],
  ['metrics.refused', rate('coffer_requests_total', isRefused), perSecond],
  ['metrics.received', rate('coffer_received_bytes_total'), bytesPerSecond],
  ['metrics.sent', rate('coffer_sent_bytes_total'), bytesPerSecond],
];

export function Metrics() {
  const [scrapes, setScrapes] = useState([]);
  const [failure, setFailure] = useState(null);
  const look = useCallback(async () => {
    try {
      const one = await scrape();
      setScrapes((before) => [...before, one].slice(-KEPT));
      setFailure(null);
    } catch (error) {
      setFailure(error);
    }
  }, []);
  useEffect(() => {
    look();
  }, []);
  useEvery(EVERY_MILLISECONDS, true, look);
  const samples = scrapes.at(-1)?.samples ?? [];
  return (
    <Page title={t('metrics.title')}>
      <p>
        {t('metrics.text')} <a href="/metrics">/metrics</a>
      </p>
      {failure && <Refused error={failure} />}
      <div class="charts">
        {CHARTS.map(([title, measure, format]) => (
          <LineChart
            key={title}
            title={t(title)}
            format={format}
            points={scrapes.slice(1).map((after, at) => measure(after, scrapes[at]))}
          />
        ))}
      </div>
      <Section title={t('metrics.sinceStart')}>
        <div class="charts">
          <Bars title={t('metrics.byOperation')} bars={totals(samples, 'coffer_requests_total', 'operation').slice(0, MOST_BARS)} />
          <Bars title={t('metrics.byStatus')} bars={totals(samples, 'coffer_requests_total', 'code').slice(0, MOST_BARS)} />
        </div>
      </Section>
    </Page>
  );
}
