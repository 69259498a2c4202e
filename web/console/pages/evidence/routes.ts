import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/evidence',
    name: 'evidence',
    component: () => import('./EvidencePage.vue'),
    meta: { title: '留痕查询', permission: 'audit.read', menu: { group: '审计', order: 10 }, home: 5 },
  },
  {
    path: '/evidence/:epoch(\\d+)/:seq(\\d+)',
    name: 'evidence-entry',
    component: () => import('./EntryPage.vue'),
    meta: { title: '留痕条目', permission: 'audit.read', under: 'evidence' },
  },
  {
    path: '/anomalies',
    name: 'anomalies',
    component: () => import('./AnomaliesPage.vue'),
    meta: { title: '查询异常', permission: 'audit.read', menu: { group: '审计', order: 20 } },
  },
  {
    path: '/cases',
    name: 'cases',
    component: () => import('./CasesPage.vue'),
    meta: { title: '责任追究', permission: 'audit.read', menu: { group: '审计', order: 30 } },
  },
  {
    path: '/cases/new',
    name: 'case-new',
    component: () => import('./NewCasePage.vue'),
    meta: { title: '立案追责', permission: 'audit.read', under: 'cases' },
  },
] satisfies RouteRecordRaw[]
