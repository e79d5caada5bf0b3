import { en } from './en.js';
import { zh } from './zh.js';

export const LANGUAGES = { en: 'English', zh: '中文' };

const texts = { en, zh };
let current = 'en';

export const language = () => current;

export function setLanguage(code) {
  current = code in texts ? code : 'en';
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
}

/** The text of a name in the chosen language, with {names} filled in. */
export const t = (name, values = {}) =>
  (texts[current][name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);

/** The text of a value that the server names, or that value where there is none for it. */
export const tValue = (group, value) => texts[current][`${group}.${value}`] ?? value;

const locale = () => (current === 'zh' ? 'zh-CN' : 'en-GB');

export const number = (value) => new Intl.NumberFormat(locale()).format(value);

export const dateTime = (value) =>
  value
    ? new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(value))
    : '';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

export function bytes(value) {
  const step = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(value) / 10));
  const scaled = new Intl.NumberFormat(locale(), { maximumFractionDigits: step ? 1 : 0 }).format(value / 1024 ** step);
  return `${scaled} ${UNITS[step]}`;
}
