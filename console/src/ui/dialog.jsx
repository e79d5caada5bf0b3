import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { Field, Form, useForm } from './form.jsx';

/** A modal dialog: the browser holds the focus inside, and it goes back to where it was, or to the heading. */
export function Dialog({ title, onClose, children }) {
  const dialog = useRef(null);
  const id = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    const opened = dialog.current;
    opened.showModal();
    return () => {
      opened.close();
      requestAnimationFrame(() => (before.isConnected ? before : document.querySelector('h1'))?.focus());
    };
  }, []);
  const cancelled = (event) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={cancelled}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

/** Asks to type a name before something is done that cannot be undone. */
export function Confirm({ title, text, word, action, run, done, onClose }) {
  const form = useForm({ word: '' }, { word: (typed) => typed !== word && t('confirm.differs', { word }) });
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <Form form={form} label={title} onSubmit={form.submit(run, done)} action={action} tone="danger" cancel={onClose}>
        <Field form={form} name="word" label={t('confirm.type', { word })} />
      </Form>
    </Dialog>
  );
}
