// Words and numbers of the pages.

export const kPlatform = '医疗卫生信用信息管理平台'
export const kPortalName = '医疗卫生信用信息平台'

const kNumber = new Intl.NumberFormat('zh-CN')

/** 12480 → "12,480". */
export function number(value: number | null | undefined): string {
  return value === null || value === undefined ? '—' : kNumber.format(value)
}

/** Empty values read as a dash. */
export function orDash(value: string | null | undefined): string {
  return value === null || value === undefined || value === '' ? '—' : value
}

/** "0.9137" → "91.4%"; the server sends rates as decimal text, null where nothing is counted. */
export function percent(value: string | number | null | undefined, digits = 1): string {
  if (value === null || value === undefined || value === '') return '—'
  const text = String(value)
  if (text.endsWith('%')) return text
  const share = Number(text)
  return Number.isFinite(share) ? `${(share * 100).toFixed(digits)}%` : text
}

/** 1536 → "1.5 KB". */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

export const kRoleLabels: Record<string, string> = {
  clerk: '科室经办',
  reviewer: '科室审核',
  'central-desk': '归口部门',
  grader: '评价人员',
  'objection-handler': '异议处理',
  'business-office': '业务科室',
  'unit-head': '单位负责人',
  'system-admin': '系统管理员',
  'security-admin': '安全管理员',
  'audit-admin': '审计管理员',
  subject: '信用主体',
  'partner-system': '共享部门',
  'credit-agency': '信用服务机构',
  'third-party': '经授权的第三方',
  evaluator: '评价专家、受托评价机构',
}

export function roleLabel(id: string): string {
  return kRoleLabels[id] ?? id
}

/** Names of permissions as a refusal page needs them: what is missing, and who grants it. */
export const kPermissionLabels: Record<string, string> = {
  'collect.enter': '归集录入',
  'collect.read': '查看归集数据',
  'collect.review': '科室审核',
  'publish.read': '查看公示任务',
  'publish.act': '公示与撤下',
  'quality.read': '查看时效与质量',
  'subject.read': '查询主体档案',
  'subject.reveal': '查看未遮盖的内容',
  'subject.merge': '合并主体',
  'catalogue.read': '查看信用目录',
  'catalogue.demand': '提出目录需求',
  'catalogue.decide': '审定目录需求',
  'delegate.manage': '办理主体账号与授权',
  'export.request': '申请导出',
  'export.approve': '批准导出',
  'grade.read': '查看评价',
  'grade.model': '维护评价模型',
  'grade.run': '生成等级',
  'grade.publish': '公布等级',
  'grade.sign': '审签评价模型',
  'grade.override': '调整等级',
  'grade.fact': '录入评价事实',
  'grade.use': '应用评价结果',
  'grade.task': '组织、委托评价并确认结果',
  'evaluate.task': '办理受托的评价任务',
  'case.read': '查看办件',
  'case.handle': '承办办件',
  'case.head': '以负责人身份决定',
  'repair.handle': '办理信用修复',
  'unit.read': '查看机构',
  'unit.manage': '维护机构',
  'user.read': '查看用户',
  'user.manage': '维护用户',
  'role.grant': '授予角色',
  'audit.read': '查看审计记录',
  'job.read': '查看任务',
  self: '查看本主体信息',
}

export function permissionLabel(id: string): string {
  return kPermissionLabels[id] ?? id
}
