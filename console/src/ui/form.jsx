import { useId, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { Refused } from './refused.jsx';

/** What is wrong with one field, found out while the form was sent. */
export class FieldError extends Error {
  constructor(field, message) {
    super(message);
    this.name = 'FieldError';
    this.formField = field;
  }
}

/**
 * The state of a form. What was typed stays until it was accepted; a refusal stands beside the field it is about, if it
 * is about one.
 *
 * @param checks by field, each gives the text of what is wrong, or nothing
 * @param wire by field, the server's name of the parameter, for refusals that name it
 */
export function useForm(initial, checks = {}, wire = {}) {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState({});
  const [refusal, setRefusal] = useState(null);
  const [busy, setBusy] = useState(false);
  const element = useRef(null);

  const set = (name, value) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors(({ [name]: gone, ...others }) => others);
  };
  const show = (found) => {
    setErrors(found);
    requestAnimationFrame(() => element.current?.querySelector('[aria-invalid="true"]')?.focus());
  };
  const submit = (accept, after) => async (event) => {
    event?.preventDefault();
    if (busy) {
      return;
    }
    setRefusal(null);
    const wrong = Object.entries(checks).map(([name, check]) => [name, check(values[name], values)]);
    const found = Object.fromEntries(wrong.filter(([, text]) => text));
    if (Object.keys(found).length) {
      show(found);
      return;
    }
    setBusy(true);
    try {
      const result = await accept(values);
      setErrors({});
      setBusy(false);
      after?.(result);
    } catch (error) {
      setBusy(false);
      const field = error.formField ?? Object.keys(wire).find((name) => error.field && wire[name] === error.field);
      if (field) {
        show({ [field]: error.message });
      } else {
        setRefusal(error);
      }
    }
  };
  return { values, errors, refusal, busy, element, set, submit, reset: () => setValues(initial) };
}

/** @param others buttons beside the one that sends the form */
export function Form({ form, onSubmit, label, children, action, tone = 'primary', others, cancel }) {
  return (
    <form ref={form.element} class="form" aria-label={label} onSubmit={onSubmit} noValidate>
      {children}
      {form.refusal && <Refused error={form.refusal} />}
      <div class="buttons">
        <button class={tone} type="submit" disabled={form.busy} aria-busy={form.busy}>
          {form.busy ? t('common.working') : action}
        </button>
        {others}
        {cancel && (
          <button type="button" onClick={cancel}>
            {t('common.cancel')}
          </button>
        )}
      </div>
    </form>
  );
}

/** A labelled control with its hint and what is wrong with it, tied together for screen readers. */
export function Field({ form, name, label, hint, kind = 'text', options, rows, ...more }) {
  const id = useId();
  const error = form.errors[name];
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const common = {
    id,
    name,
    'aria-describedby': described,
    'aria-invalid': error ? 'true' : undefined,
    ...more,
  };
  if (kind === 'check') {
    return (
      <div class="field check">
        <input {...common} type="checkbox" checked={form.values[name]} onInput={(e) => form.set(name, e.target.checked)} />
        <label for={id}>{label}</label>
        {hint && <p id={`${id}-hint`} class="hint">{hint}</p>}
      </div>
    );
  }
  const value = { value: form.values[name], onInput: (e) => form.set(name, e.target.value) };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {kind === 'select' && (
        <select {...common} {...value}>
          {options.map(([code, text]) => (
            <option key={code} value={code}>{text}</option>
          ))}
        </select>
      )}
      {kind === 'area' && <textarea {...common} {...value} rows={rows ?? 10} spellcheck={false} />}
      {kind !== 'select' && kind !== 'area' && (
        <input {...common} {...value} type={kind} autocomplete="off" autocapitalize="none" spellcheck={false} />
      )}
      {hint && <p id={`${id}-hint`} class="hint">{hint}</p>}
      {error && <p id={`${id}-error`} class="error">{error}</p>}
    </div>
  );
}
