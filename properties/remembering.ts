/**
 * All properties of a model are asked about one snapshot after the other, and several begin with the
 * same question. Whoever asks again about the subject that was asked about last gets the same answer.
 */
export function rememberingLast<Subject extends object, Answer>(
  of: (subject: Subject) => Answer,
): (subject: Subject) => Answer {
  let last: { readonly subject: Subject; readonly answer: Answer } | undefined;
  return (subject) => {
    if (last?.subject !== subject) last = { subject, answer: of(subject) };
    return last.answer;
  };
}
