import { number, t } from '../i18n/index.js';

const WIDTH = 320;
const HEIGHT = 90;
const BASE = HEIGHT - 6;

/** A line over time with its last and its greatest value in words. */
export function LineChart({ title, points, format = number }) {
  const most = Math.max(1e-9, ...points);
  const step = WIDTH / Math.max(1, points.length - 1);
  const line = points
    .map((value, at) => `${at ? 'L' : 'M'}${(at * step).toFixed(1)} ${(BASE - (value / most) * (BASE - 10)).toFixed(1)}`)
    .join('');
  const last = points.at(-1);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <p class="figure">{last === undefined ? '–' : format(last)}</p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t('metrics.chart', { title, last: last === undefined ? '–' : format(last), most: format(most) })}
      >
        <path class="base" d={`M0 ${BASE}H${WIDTH}`} />
        {points.length > 1 && (
          <>
            <path class="area" d={`${line}L${WIDTH} ${BASE}L0 ${BASE}Z`} />
            <path class="line" d={line} />
          </>
        )}
      </svg>
    </figure>
  );
}

/** Names with bars beside them. */
export function Bars({ title, bars, format = number }) {
  const most = Math.max(1, ...bars.map(([, value]) => value));
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <ul class="bars">
        {bars.map(([name, value]) => (
          <li key={name}>
            <span>{name}</span>
            <meter min="0" max={most} value={value} aria-label={name} />
            <span class="number">{format(value)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
