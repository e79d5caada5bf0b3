import { bytes, number, t, tValue } from '../i18n/index.js';
import { cipherName, methodName } from './protection.js';

const WIDTH = 860;
const ROW = 64;
const GAP = 14;
const TOP = 34;
const COLUMNS = { bucket: [1, 200], held: [275, 290], key: [625, 234] };

const shorten = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

const end = ([x, width]) => x + width;

const keyName = (one) => (one.keyId ? `${one.keyId} v${one.keyVersion}` : '');

/** From a bucket over what it holds to the key versions that protect it; what lies in clear leads to none. */
export function PosturePicture({ rule, classes }) {
  const rows = [...classes].sort((a, b) => Number(b.satisfied) - Number(a.satisfied) || b.entries - a.entries);
  const keys = [...new Set(rows.filter((one) => one.keyId).map(keyName))];
  const total = rows.reduce((sum, one) => sum + one.entries, 0);
  const height = TOP + Math.max(rows.length, keys.length) * (ROW + GAP);
  const middle = TOP + (rows.length * (ROW + GAP) - GAP) / 2;
  const y = (at) => TOP + at * (ROW + GAP);
  const starts = beginnings(rows, total, middle);
  const keyY = (name) => y(keys.indexOf(name)) + ROW / 2;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('posture.title')}>
      <svg
        class="posture"
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-label={t('posture.picture', {
          good: number(entriesOf(rows, true)),
          bad: number(entriesOf(rows, false)),
          keys: keys.length,
        })}
      >
        <Heading x={COLUMNS.bucket[0]} text={t('posture.columnRule')} />
        <Heading x={COLUMNS.held[0]} text={t('posture.columnHeld')} />
        <Heading x={COLUMNS.key[0]} text={t('posture.columnKey')} />
        {rows.map((one, at) => (
          <g key={at} class={one.satisfied ? 'good' : 'bad'}>
            <Band from={[end(COLUMNS.bucket), starts[at]]} to={[COLUMNS.held[0], y(at) + ROW / 2]} share={one.entries / total} />
            {one.keyId && (
              <Band from={[end(COLUMNS.held), y(at) + ROW / 2]} to={[COLUMNS.key[0], keyY(keyName(one))]} share={one.entries / total} />
            )}
            <HeldBox one={one} y={y(at)} />
          </g>
        ))}
        <g class="neutral">
          <Box column={COLUMNS.bucket} y={middle - ROW / 2} />
          <text x="17" y={middle - 6} class="strong">{rule ? tValue('encryption', rule.SSEAlgorithm) : t('encryption.none')}</text>
          <text x="17" y={middle + 16}>{t('posture.total', { count: number(total) })}</text>
        </g>
        {keys.map((name, at) => (
          <g key={name} class="neutral">
            <Box column={COLUMNS.key} y={y(at)} />
            <KeySign x={COLUMNS.key[0] + 16} y={y(at) + ROW / 2} />
            <text x={COLUMNS.key[0] + 50} y={y(at) + ROW / 2 + 5} class="mono">
              {shorten(name.replace(/^(.{8}).*( v\d+)$/, '$1…$2'), 26)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

const bandWidth = (share) => Math.max(3, share * 36);

/** Where the bands leave the bucket, one below the other. */
function beginnings(rows, total, middle) {
  const widths = rows.map((one) => bandWidth(one.entries / total));
  let y = middle - widths.reduce((sum, width) => sum + width, 0) / 2;
  return widths.map((width) => {
    y += width;
    return y - width / 2;
  });
}

const entriesOf = (rows, satisfied) =>
  rows.filter((one) => one.satisfied === satisfied).reduce((all, one) => all + one.entries, 0);

const Heading = ({ x, text }) => <text x={x} y="16" class="heading">{text}</text>;

const Box = ({ column: [x, width], y }) => <rect x={x} y={y} width={width} height={ROW} rx="10" class="box" />;

/** As wide as its share of the entries, and never too thin to be seen. */
function Band({ from: [x1, y1], to: [x2, y2], share }) {
  const half = (x1 + x2) / 2;
  return (
    <path
      class="band"
      d={`M${x1} ${y1} C${half} ${y1} ${half} ${y2} ${x2} ${y2}`}
      stroke-width={bandWidth(share)}
    />
  );
}

function HeldBox({ one, y }) {
  const x = COLUMNS.held[0];
  const protectedBy = one.method ? `${methodName(one.method)} · ${cipherName(one.cipher)}` : t('posture.clear');
  return (
    <>
      <Box column={COLUMNS.held} y={y} />
      <Padlock x={x + 16} y={y + ROW / 2} closed={Boolean(one.keyId || one.method)} />
      <text x={x + 50} y={y + 26} class="strong">{shorten(protectedBy, 34)}</text>
      <text x={x + 50} y={y + 47}>
        {`${t('posture.count', { count: number(one.entries), bytes: bytes(one.bytes) })} · ${tValue('kind', one.kind)}`}
      </text>
    </>
  );
}

const Padlock = ({ x, y, closed }) => (
  <g class="sign">
    <path d={`M${x + 4} ${y - 1} v-5 a6 6 0 0 1 12 0 ${closed ? 'v5' : 'v1'}`} fill="none" stroke-width="2.4" />
    <rect x={x} y={y - 1} width="20" height="14" rx="3" />
  </g>
);

const KeySign = ({ x, y }) => (
  <g class="sign">
    <circle cx={x + 6} cy={y} r="5.5" fill="none" stroke-width="2.4" />
    <path d={`M${x + 12} ${y} h12 m-3 0 v5 m-4 -5 v4`} fill="none" stroke-width="2.4" />
  </g>
);
