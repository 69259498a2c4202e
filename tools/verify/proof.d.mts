// Types of proof.mjs for readers written in TypeScript.
export interface Entry {
  epoch: number;
  sequence: bigint;
  micros: bigint;
  actor: string;
  role: string;
  unit: string;
  action: string;
  purpose: string;
  objectType: string;
  objectId: string;
  allowed: boolean;
  outcome: string;
  commitment: string;
}

export interface Verdict {
  verdict: "valid" | "invalid" | "diverges";
  reason: string;
  entry?: Entry;
  fingerprint?: string;
  origin?: string;
  index?: number;
}

export interface Head {
  origin: string;
  size: number;
  root: Uint8Array;
  time: string;
}

export function leafHash(entry: Uint8Array): Uint8Array;
export function readHead(text: string): Head;
export function headSigned(head: Head, key: Uint8Array): boolean;
export function checkProof(bytes: Uint8Array, options?: { trusted?: string; kept?: string | null }): Verdict;
