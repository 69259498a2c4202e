import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/statements',
    name: 'statements',
    component: () => import('./StatementsPage.vue'),
    meta: { title: '当事人的陈述', permission: 'case.read', kind: 'staff', menu: { group: '办理', order: 20 } },
  },
] satisfies RouteRecordRaw[]
