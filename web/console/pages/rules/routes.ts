import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/catalogue',
    name: 'catalogue',
    component: () => import('./CataloguePage.vue'),
    meta: { title: '信用目录', permission: 'catalogue.read', kind: 'staff', menu: { group: '目录', order: 10 } },
  },
  {
    path: '/catalogue/:entry',
    name: 'catalogue-entry',
    component: () => import('./EntryPage.vue'),
    meta: { title: '目录条目', permission: 'catalogue.read', kind: 'staff', under: 'catalogue' },
  },
  {
    path: '/demands',
    name: 'demands',
    component: () => import('./DemandsPage.vue'),
    meta: { title: '目录需求', permission: 'catalogue.read', kind: 'staff', menu: { group: '目录', order: 20 } },
  },
  {
    path: '/rules',
    name: 'rules',
    component: () => import('./RulesPage.vue'),
    meta: { title: '期限与规则', permission: 'catalogue.read', kind: 'staff', menu: { group: '目录', order: 30 } },
  },
  {
    path: '/calendar',
    name: 'calendar',
    component: () => import('./CalendarPage.vue'),
    meta: { title: '工作日历', permission: 'catalogue.read', kind: 'staff', menu: { group: '目录', order: 40 } },
  },
] satisfies RouteRecordRaw[]
