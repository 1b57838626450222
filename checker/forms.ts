/**
 * How the canonical text of a record is laid out: its keys in order, and their labels. Sorting and
 * quoting them anew for each record was a third to a half of what it took to write it.
 */

/** How the records are written that have these keys, in this order. */
export interface Form {
  readonly keys: readonly string[];
  readonly sortedKeys: readonly string[];
  /** The sorted keys as text. */
  readonly labels: readonly string[];
}

/** By the first key: the forms that were met. A model has few, and writes each of them often. */
const FORMS = new Map<string | undefined, Form[]>();
/** There is no end of forms where keys are data: then the memory is not for them. */
const FIRST_KEYS_MAX = 1000;
const FORMS_MAX = 16;

/** How records with these keys, in this order, are written. */
export function formOf(keys: readonly string[]): Form {
  const met = FORMS.get(keys[0]) ?? [];
  for (const form of met) if (areSame(form.keys, keys)) return form;
  const sortedKeys = isSorted(keys) ? keys : keys.toSorted();
  const form = { keys, sortedKeys, labels: sortedKeys.map((key) => `${quoted(key)}:`) };
  if (met.length < FORMS_MAX && FORMS.size < FIRST_KEYS_MAX) FORMS.set(keys[0], [...met, form]);
  return form;
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** Is each key after the one before it? */
export function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index++) {
    if (keys[index - 1]! > keys[index]!) return false;
  }
  return true;
}

const QUOTED = new Map<string, string>();
/** There is no end of strings: then the memory is not for them. */
const QUOTED_MAX = 10_000;

/** `key` in quotes. */
export function quoted(key: string): string {
  const known = QUOTED.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(key);
  if (QUOTED.size < QUOTED_MAX) QUOTED.set(key, text);
  return text;
}
