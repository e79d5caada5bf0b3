import { noAnswer } from './refusal.js';

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Samples of the Prometheus text format, each with its name, labels and value. */
export function parseMetrics(text) {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', value] = (!line.startsWith('#') && LINE.exec(line)) || [];
    return name
      ? [{ name, value: Number(value), labels: Object.fromEntries([...labels.matchAll(LABEL)].map(([, k, v]) => [k, v])) }]
      : [];
  });
}

/** What the server counts, with the time it was asked for. */
export async function scrape() {
  try {
    const answer = await fetch('/metrics', { credentials: 'omit' });
    return { at: Date.now(), samples: parseMetrics(await answer.text()) };
  } catch {
    throw noAnswer();
  }
}

export const total = (samples, name, fits = () => true) =>
  samples.filter((sample) => sample.name === name && fits(sample.labels)).reduce((sum, sample) => sum + sample.value, 0);

/** Sums of a metric by one of its labels, the greatest first. */
export function totals(samples, name, label) {
  const sums = new Map();
  for (const sample of samples.filter((one) => one.name === name)) {
    sums.set(sample.labels[label], (sums.get(sample.labels[label]) ?? 0) + sample.value);
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}
