// Checking a proof in this browser, with the same code that tools/verify offers to anybody; the server's own word is not
// needed for it.
import { checkProof, headSigned, readHead, type Verdict } from '../../../../tools/verify/proof.mjs'
import { api, call, type Schemas } from '@shared/api/client'
import { problemOf } from '@shared/api/problem'

export interface CheckedProof {
  verdict: Verdict
  text: string
  document: Schemas['AuditProof']
  /** The key of the proof is the one the site publishes to everybody. */
  publishedKey: boolean
}

const kReasons: Record<string, string> = {
  'the path does not lead to the head': '路径不通向树头，条目或路径被改动',
  'signature of the head': '树头的签名不符',
  'head of another log or size': '树头属于另一日志或另一大小',
  'another key than the trusted one': '密钥与公布的不同',
}
export const reasonWords = (reason: string) => kReasons[reason] ?? reason

/** Fetches and checks the proof of an entry. The very bytes are checked, not a copy written anew. */
export async function loadProof(epoch: string, seq: string): Promise<CheckedProof> {
  const [response, head] = await Promise.all([
    fetch(`/api/audit/entries/${seq}/proof?epoch=${epoch}`, { credentials: 'same-origin' }),
    call(api.GET('/api/public/head')).catch(() => undefined),
  ])
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = new TextDecoder().decode(bytes)
  if (!response.ok) throw problemOf(response.status, JSON.parse(text))
  const document = JSON.parse(text) as Schemas['AuditProof']
  const verdict = checkProof(bytes, { trusted: head?.fingerprint ?? '' })
  return { verdict, text, document, publishedKey: head?.publicKey === document.publicKey }
}

/** True when the head is signed by the key beside it. */
export function headHolds(head: Schemas['AuditHead']): boolean {
  try {
    const key = Uint8Array.from(atob(head.publicKey), (char) => char.charCodeAt(0))
    return headSigned(readHead(head.head), key)
  } catch {
    return false
  }
}
