/**
 * A night as JUnit XML: a suite a lane, a test case a property, or the lane if it says nothing of any.
 * What is inconclusive is skipped, with the reason: it has neither passed nor failed.
 */
import { create } from "xmlbuilder2";
import type { Case, Outcome, Status } from "./outcome.ts";
import { xmlText } from "./text.ts";

/** The element in a test case that stands for a status; none if there is nothing to complain of. */
const ELEMENTS: Readonly<Record<Status, "failure" | "error" | "skipped" | undefined>> = {
  holds: undefined,
  "nothing found": undefined,
  inconclusive: "skipped",
  violated: "failure",
  vacuous: "failure",
  "usage error": "error",
  "internal error": "error",
  "no result": "error",
};

/** `outcomes` as one file. */
export function junitXml(outcomes: readonly Outcome[]): string {
  const document = create({ version: "1.0", encoding: "UTF-8" });
  const suites = document.ele("testsuites", { name: "nightly" });
  for (const outcome of outcomes) {
    const cases = casesOf(outcome);
    const counts = (element: string): number =>
      cases.filter(({ status }) => ELEMENTS[status] === element).length;
    const suite = suites.ele("testsuite", {
      name: attribute(outcome.lane),
      tests: cases.length,
      failures: counts("failure"),
      errors: counts("error"),
      skipped: counts("skipped"),
      time: outcome.seconds.toFixed(3),
    });
    for (const { property, status, sentence } of cases) {
      const testcase = suite.ele("testcase", {
        classname: attribute(outcome.lane),
        name: attribute(property),
      });
      const element = ELEMENTS[status];
      if (element === undefined) continue;
      const type = element === "skipped" ? {} : { type: status };
      testcase.ele(element, { ...type, message: attribute(sentence) }).txt(content(sentence));
    }
    suite.ele("system-out").txt(content(`${outcome.sentence}\n${outcome.command}\n`));
  }
  return `${document.end({ prettyPrint: true })}\n`;
}

/** The properties, or the lane itself if it says nothing of any. */
function casesOf({
  lane,
  status,
  sentence,
  cases,
}: Outcome): readonly (Pick<Case, "property" | "sentence"> & { readonly status: Status })[] {
  return cases.length > 0 ? cases : [{ property: lane, status, sentence }];
}

/** The builder takes entities in what it is given for entities: an ampersand has to be one. */
function content(text: string): string {
  return xmlText(text).replaceAll("&", "&amp;");
}

/** In an attribute, an end of a line is a space to every parser. */
function attribute(text: string): string {
  return content(text).replaceAll(/[\t\n\r]/g, " ");
}
