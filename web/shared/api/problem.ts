// Refusals of the server (RFC 9457 problem details) and of the network, as one kind of error.
import type { components } from './schema'

export type ProblemDetails = components['schemas']['Problem']
export type FieldProblem = NonNullable<ProblemDetails['errors']>[number]

export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly basis: string
  readonly remedy: string
  readonly requestId: string
  readonly fields: FieldProblem[]

  constructor(details: Partial<ProblemDetails> & { title: string }) {
    super(details.title)
    this.name = 'ApiProblem'
    this.status = details.status ?? 0
    this.code = details.code ?? ''
    this.basis = details.basis ?? ''
    this.remedy = details.remedy ?? ''
    this.requestId = details.requestId ?? ''
    this.fields = details.errors ?? []
  }

  /** The server was not reached at all: whatever was typed is still here, trying again may help. */
  get offline(): boolean {
    return this.code === kOfflineCode
  }
}

export const kOfflineCode = 'WEB-0001'
const kStrangeCode = 'WEB-0002'

export function offlineProblem(): ApiProblem {
  return new ApiProblem({
    title: '连接不上服务器',
    code: kOfflineCode,
    remedy: '检查网络后重试；已填写的内容还在本页',
  })
}

/** Reads the refusal out of an answer; an answer that is no problem document (a proxy's page) becomes one. */
export function problemOf(status: number, body: unknown, requestId = ''): ApiProblem {
  if (typeof body === 'object' && body !== null && typeof (body as ProblemDetails).title === 'string') {
    return new ApiProblem({ ...(body as ProblemDetails), status })
  }
  return new ApiProblem({
    title: status >= 500 ? '服务器没有完成这次请求' : `服务器没有接受这次请求（${status}）`,
    status,
    code: kStrangeCode,
    requestId,
    remedy: '稍后重试；仍不成功时把时间和操作告诉系统管理员',
  })
}

/** Whatever was thrown, as a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (error instanceof TypeError && /fetch|network|load/i.test(error.message)) return offlineProblem()
  return new ApiProblem({
    title: '页面出错了',
    code: 'WEB-0003',
    remedy: '刷新页面后重试；仍不成功时把时间和操作告诉系统管理员',
  })
}
