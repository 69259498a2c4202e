import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/matters',
    name: 'matters',
    component: () => import('./MattersPage.vue'),
    meta: { title: '办件', permission: 'case.read', kind: 'staff', menu: { group: '办理', order: 10 } },
  },
  {
    path: '/matters/:id',
    name: 'matter',
    component: () => import('./MatterPage.vue'),
    meta: { title: '办件详情', permission: 'case.read', kind: 'staff', under: 'matters' },
  },
  {
    path: '/procedures',
    name: 'procedures',
    component: () => import('./ProceduresPage.vue'),
    meta: { title: '办理程序', permission: 'catalogue.read', kind: 'staff', menu: { group: '目录', order: 35 } },
  },
  {
    path: '/procedures/:id',
    name: 'procedure',
    component: () => import('./ProcedurePage.vue'),
    meta: { title: '办理程序', permission: 'catalogue.read', kind: 'staff', under: 'procedures' },
  },
] satisfies RouteRecordRaw[]
