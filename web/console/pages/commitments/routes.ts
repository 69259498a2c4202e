import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/commitments',
    name: 'commitments',
    component: () => import('./CommitmentsPage.vue'),
    meta: {
      title: '信用承诺',
      tab: '承诺书',
      permission: 'case.read',
      kind: 'staff',
      menu: { group: '办理', order: 40 },
    },
  },
  {
    path: '/commitments/items',
    name: 'commitment-items',
    component: () => import('./ItemsPage.vue'),
    meta: { title: '告知承诺事项和政务承诺', permission: 'case.read', kind: 'staff', under: 'commitments' },
  },
  {
    path: '/commitments/new',
    name: 'commitment-counter',
    component: () => import('./CounterPage.vue'),
    meta: { title: '窗口接收承诺书', permission: 'case.handle', kind: 'staff', under: 'commitments' },
  },
  {
    path: '/commitments/:id(K\\d+)',
    name: 'commitment',
    component: () => import('./CommitmentPage.vue'),
    meta: { title: '承诺书', permission: 'case.read', kind: 'staff', under: 'commitments' },
  },
] satisfies RouteRecordRaw[]
