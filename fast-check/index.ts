/** Schedules of models as values that fast-check draws and shrinks. */
export { beforeTimeout, type OtherParameters } from "./before-timeout.ts";
export { holds } from "./holds.ts";
export { Schedule } from "./schedule.ts";
export { ScheduleArbitrary, type ScheduleOptions, schedules } from "./schedules.ts";
