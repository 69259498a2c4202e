import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/my/matters',
    name: 'my-matters',
    component: () => import('./MyMattersPage.vue'),
    meta: { title: '我的事项', permission: 'self', kind: 'subject', menu: { group: '我的办件', order: 10 } },
  },
  {
    path: '/my/matters/:id',
    name: 'my-matter',
    component: () => import('./MyMatterPage.vue'),
    meta: { title: '事项详情', permission: 'self', kind: 'subject', under: 'my-matters' },
  },
  {
    path: '/my/objection',
    name: 'my-objection',
    component: () => import('./ObjectionPage.vue'),
    meta: { title: '提出异议', permission: 'self', kind: 'subject', menu: { group: '我的办件', order: 20 } },
  },
  {
    path: '/my/statements',
    name: 'my-statements',
    component: () => import('./StatementsPage.vue'),
    meta: { title: '陈述申辩', permission: 'self', kind: 'subject', menu: { group: '我的办件', order: 25 } },
  },
  {
    path: '/my/repair',
    name: 'my-repair',
    component: () => import('./RepairPage.vue'),
    meta: { title: '信用修复', permission: 'self', kind: 'subject', menu: { group: '我的办件', order: 30 } },
  },
  {
    path: '/my/repair/:record(R\\d+)',
    name: 'my-repair-apply',
    component: () => import('./RepairApplyPage.vue'),
    meta: { title: '申请信用修复', permission: 'self', kind: 'subject', under: 'my-repair' },
  },
  {
    path: '/my/commitments',
    name: 'my-commitments',
    component: () => import('./CommitmentsPage.vue'),
    meta: { title: '信用承诺', permission: 'self', kind: 'subject', menu: { group: '我的办件', order: 40 } },
  },
  {
    path: '/my/commitments/new',
    name: 'my-commitment-new',
    component: () => import('./NewCommitmentPage.vue'),
    meta: { title: '作出承诺', permission: 'self', kind: 'subject', under: 'my-commitments' },
  },
] satisfies RouteRecordRaw[]
