/** The counters that bound the behaviours, and the last action. Zab.tla `UpdateRecorder` */
import type { Ensemble, Recorder } from "./state.ts";

interface Action {
  readonly type: string;
  readonly server: string;
  readonly peer?: string;
}

/** What the recorder says after `action`; `ensemble` is what the action has led to. */
export function recorderAfter(
  ensemble: Ensemble,
  { type, server, peer }: Action,
  { lastAction }: { readonly lastAction: boolean },
): Recorder {
  const { recorder } = ensemble;
  if (type === "FilterNonexistentMessage") return recorder;
  const servers = [...ensemble.servers.values()];
  const isRequest = type === "LeaderProcessRequest";
  const isEpoch = type === "LeaderProcessCEPOCH";
  return {
    // A restart is a time-out too.
    nTimeout: recorder.nTimeout + (type === "Timeout" || type === "Restart" ? 1 : 0),
    nRestart: recorder.nRestart + (type === "Restart" ? 1 : 0),
    nTransaction: isRequest
      ? Math.max(...servers.map(({ history }) => history.length))
      : recorder.nTransaction,
    maxEpoch: isEpoch
      ? Math.max(...servers.map(({ acceptedEpoch }) => acceptedEpoch))
      : recorder.maxEpoch,
    nClientRequest: recorder.nClientRequest + (isRequest ? 1 : 0),
    pc: lastAction ? [type, server, ...(peer === undefined ? [] : [peer])] : [],
  };
}
